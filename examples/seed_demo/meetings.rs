//! Meetings of the story, in the built-in calendar: agreed on when a lead is that far; some are moved, some called off.

use chatimjd::{
    domain::{
        capture::Field,
        email::Email,
        lead::Lead,
        locale::Language,
        meeting::{Attendee, Meeting},
        person_name::PersonName,
        phone::Phone,
        time::Timestamp,
    },
    service::{
        permission::{Admin, Host},
        ports::Clock,
        schedule::{Asker, Attended, BookOrder, SlotQuery, Wanted},
    },
};
use jiff::SignedDuration;

use super::{Outcome, dice::Dice, stage::Stage};

/// One for this lead, within the next days; None where nobody could be told of it, or nothing is free.
pub async fn book(stage: &Stage, admin: &Admin, lead: &Lead, dice: &mut Dice) -> Outcome<Option<Meeting>> {
    let attendee = Attendee {
        name: lead.value(Field::Name).and_then(|name| PersonName::parse(name).ok()),
        email: lead.value(Field::Email).and_then(|email| Email::parse(email).ok()),
        phone: lead.value(Field::Phone).and_then(|phone| Phone::parse(phone).ok()),
    };
    if !attendee.can_be_reached() {
        return Ok(None);
    }
    let host = Asker::host(&Host::admin(admin));
    let from = stage.clock.now() + SignedDuration::from_hours(24);
    let query = SlotQuery { from: Some(from), to: Some(from + SignedDuration::from_hours(24 * 9)), ..SlotQuery::default() };
    let free = stage.meetings.slots(&host, &query).await?.slots;
    if free.is_empty() {
        return Ok(None);
    }
    let slot = dice.pick(&free);
    let order = BookOrder {
        wanted: Wanted::Slot(slot.slot_id.clone()),
        who: Attended { attendee, lead: Some(lead.id.clone()), ..Attended::default() },
        zone: None,
        language: Language::default(),
        once: None,
    };
    let booked = stage.meetings.book(&host, &order).await?;
    stage.clock.advance(SignedDuration::from_mins(dice.between(30, 600)));
    match dice.below(8) {
        0 => Ok(Some(stage.meetings.cancel(&host, &booked.id, None).await?)),
        1 => {
            let other = dice.pick(&free);
            let at: Timestamp = other.start.parse()?;
            if at == booked.time.start() {
                return Ok(Some(booked));
            }
            Ok(Some(stage.meetings.reschedule(&host, &booked.id, &Wanted::Start { at, minutes: None }, None).await?))
        }
        _ => Ok(Some(booked)),
    }
}
