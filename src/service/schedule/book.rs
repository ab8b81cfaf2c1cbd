//! Holding a time and booking it: one transaction with the time's claims, the lead, and the key of the request.

use sha2::{Digest, Sha256};

use super::{
    Asker, MOST_TRIES, MeetingDesk, ScheduleError,
    offer::{Teller, known_zone},
    person::{Person, facts_of},
    plan::{Plan, Scope},
};
use crate::{
    domain::{
        capture::Facts,
        ids::{ConversationId, LeadId, MeetingId},
        live::LiveEvent,
        locale::Language,
        meeting::{
            Attendee, Meeting,
            life::{Refused, Wish},
        },
        schedule::{
            availability::Unavailable,
            interval::{Interval, shifted},
            slot_id::Offer,
        },
        time::Timestamp,
    },
    service::{
        error::{ServiceError, StorageError},
        ports::{BookingEnd, CalendarTask, Done, Invitation, MeetingWrite, MeetingWriteError, Once},
    },
};

/// Seconds for which the calendar's work of a fresh booking is that of whoever booked; after them it is anybody's.
pub(super) const OWN_WORK_S: i64 = 60;
const MOST_KEY: usize = 255;
/// Characters of a note beside a booking.
const MOST_NOTE: usize = 4_000;

/// Which time is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The id of a free time.
    Slot(String),
    /// Any start; a length other than the usual one only for hosts.
    Start { at: Timestamp, minutes: Option<u16> },
}

/// Who comes, and what is known of them.
#[derive(Clone, Debug, Default)]
pub struct Attended {
    pub attendee: Attendee,
    /// What the person said in the conversation, with its evidence; None: only what is known of the attendee.
    pub facts: Option<Facts>,
    /// The number in the client's label, which replaces none that is known.
    pub called_from: Option<String>,
    pub lead: Option<LeadId>,
    /// Where somebody of the business books what was spoken of in it; a visitor books for the conversation that they are in.
    pub conversation: Option<ConversationId>,
    /// A line of the lead's timeline, for the team: at most [`MOST_NOTE`] characters.
    pub note: Option<String>,
}

/// A booking that somebody asks for.
#[derive(Clone, Debug)]
pub struct BookOrder {
    pub wanted: Wanted,
    pub who: Attended,
    /// IANA; None or unknown: that of the business.
    pub zone: Option<String>,
    pub language: Language,
    /// The caller's idempotency key: within 24 hours the same request gives the same meeting.
    pub once: Option<String>,
}

/// One order on its way.
struct Order<'a> {
    asker: &'a Asker,
    order: &'a BookOrder,
    start: Timestamp,
    minutes: Option<u16>,
    once: Option<Once>,
}

impl MeetingDesk {
    /// Keeps a time free for five minutes, for a conversation that is not that far yet. It takes the place of the hold that the
    /// conversation had.
    pub async fn hold(&self, asker: &Asker, order: &BookOrder) -> Result<Meeting, ScheduleError> {
        self.take(asker, order, true).await
    }

    /// Books a time. Within the limits of invitations; once for one idempotency key. With an account connected, the event is
    /// entered before this returns where the calendar answers: then the meeting is confirmed, else pending.
    /// Field errors name `slot_id`, `start`, `duration_minutes`, `email`, `notes` and `idempotency_key`.
    pub async fn book(&self, asker: &Asker, order: &BookOrder) -> Result<Meeting, ScheduleError> {
        let taken = self.take(asker, order, false).await;
        if let Err(error) = &taken {
            self.note_end(error.into());
        }
        let meeting = self.enter_now(taken?).await;
        self.tell(&meeting);
        Ok(meeting)
    }

    async fn take(&self, asker: &Asker, order: &BookOrder, holds: bool) -> Result<Meeting, ScheduleError> {
        if !holds && !order.who.attendee.can_be_reached() {
            return Err(Refused::NoContact.into());
        }
        if order.who.note.as_ref().is_some_and(|note| note.chars().count() > MOST_NOTE) {
            return Err(ServiceError::field("notes", "at most 4,000 characters").into());
        }
        let now = self.clock.now();
        // Whether or not the offer has expired: what was accepted in time may be asked for again.
        let (start, minutes) = self.wanted(asker, &order.wanted, Timestamp::UNIX_EPOCH)?;
        let once = once(asker, order, start, minutes, now)?;
        let order = Order { asker, order, start, minutes, once };
        if let Some(done) = self.done_already(&order).await? {
            return Ok(done);
        }
        self.wanted(asker, &order.order.wanted, now)?;
        for _ in 0..MOST_TRIES {
            let why = match self.attempt(&order, holds).await {
                Ok(meeting) => {
                    if !holds {
                        self.note_end(BookingEnd::Booked);
                    }
                    return Ok(meeting);
                }
                Err(why) => why,
            };
            // Where the same request was quicker elsewhere, the time is taken by it: then this is what it did.
            if let Some(done) = self.done_already(&order).await? {
                return Ok(done);
            }
            if let Attempt::Failed(error) = why {
                return Err(*error);
            }
        }
        Err(StorageError::Conflict.into())
    }

    fn note_end(&self, end: BookingEnd) {
        if let Some(ends) = &self.ends {
            ends.ended(end);
        }
    }

    fn wanted(&self, asker: &Asker, wanted: &Wanted, now: Timestamp) -> Result<(Timestamp, Option<u16>), ScheduleError> {
        match wanted {
            Wanted::Slot(id) => {
                let sign = |content: &[u8]| self.signer.sign(content);
                let offer = Offer::read(id, asker.holder(None), now, &sign)?;
                Ok((offer.slot().start(), u16::try_from(offer.slot().minutes()).ok()))
            }
            Wanted::Start { at, minutes } => Ok((*at, minutes.filter(|_| asker.is_host()))),
        }
    }

    /// What the same request did before.
    async fn done_already(&self, order: &Order<'_>) -> Result<Option<Meeting>, ScheduleError> {
        let Some(once) = &order.once else { return Ok(None) };
        match self.meetings.done(&once.key, once.at).await? {
            None => Ok(None),
            Some(Done { fingerprint, .. }) if fingerprint != once.fingerprint => Err(ScheduleError::KeyReused),
            Some(done) => Ok(self.meetings.find(&done.meeting).await?),
        }
    }

    async fn attempt(&self, order: &Order<'_>, holds: bool) -> Result<Meeting, Attempt> {
        let old_hold = self.own_hold(order.asker).await?;
        let mut scope = Scope { minutes: order.minutes, ..Scope::around(order.start) };
        if let Some(hold) = &old_hold {
            scope = scope.without(hold);
        }
        let plan = self.plan(&scope).await?;
        let time = match plan.availability().check(order.start) {
            Ok(time) => time,
            Err(why) => return Err(self.refusal(order, why, &scope, &plan).await),
        };
        let mut write = self.write_of(order, &plan, time, old_hold, holds).await?;
        if !holds {
            self.complete(order, &plan, &mut write).await?;
        }
        let meeting = write.meeting.clone();
        match self.meetings.write(write).await {
            Ok(()) => Ok(meeting),
            Err(MeetingWriteError::Taken) => Err(self.refusal(order, Unavailable::Taken, &scope, &plan).await),
            Err(MeetingWriteError::DayFull) => Err(self.refusal(order, Unavailable::DayFull, &scope, &plan).await),
            Err(MeetingWriteError::TooMany(refusal)) => Err(ScheduleError::from(refusal).into()),
            Err(MeetingWriteError::Repeated(_) | MeetingWriteError::Stale | MeetingWriteError::LeadChanged) => Err(Attempt::Again),
            Err(MeetingWriteError::Storage(error)) => Err(error.into()),
        }
    }

    pub(super) async fn own_hold(&self, asker: &Asker) -> Result<Option<Meeting>, StorageError> {
        match asker.conversation() {
            Some(talk) => self.meetings.hold_of(talk).await,
            None => Ok(None),
        }
    }

    async fn refusal(&self, order: &Order<'_>, why: Unavailable, scope: &Scope, plan: &Plan) -> Attempt {
        let zone = known_zone(order.order.zone.as_deref(), &plan.business.time_zone);
        let teller = Teller { holder: order.asker.holder(None), zone, language: order.order.language };
        self.not_free(why, order.start, scope, &teller).await.into()
    }

    /// The meeting alone: that of the hold, where the time is held for this asker.
    async fn write_of(
        &self,
        order: &Order<'_>,
        plan: &Plan,
        time: Interval,
        old_hold: Option<Meeting>,
        holds: bool,
    ) -> Result<MeetingWrite, Attempt> {
        let (now, by) = (plan.now, order.asker.actor());
        let attendee = order.order.who.attendee.clone();
        let mut also = vec![];
        let kept = old_hold.as_ref().filter(|hold| !holds && hold.time == time && !hold.has_lapsed(now));
        let meeting = match kept {
            Some(hold) => hold.book(attendee, now, by).map_err(ScheduleError::from)?,
            None => {
                let wish = self.wish(order, plan, time);
                also.extend(old_hold.and_then(|hold| hold.expire(now).or_else(|| hold.cancel(now, by.clone()).ok())));
                if holds { wish.hold(now, by) } else { wish.book(now, by).map_err(ScheduleError::from)? }
            }
        };
        for id in plan.lapsed_in(meeting.occupied).filter(|id| **id != meeting.id) {
            let lapsed = self.meetings.find(id).await?.and_then(|meeting| meeting.expire(now));
            also.extend(lapsed.filter(|lapsed| also.iter().all(|other: &Meeting| other.id != lapsed.id)));
        }
        let task = meeting.calendar_work().map(|_| CalendarTask { next_at: shifted(now, OWN_WORK_S), failures: 0, problem: None });
        Ok(MeetingWrite { also, ..MeetingWrite::of(meeting, task) })
    }

    fn wish(&self, order: &Order<'_>, plan: &Plan, time: Interval) -> Wish {
        Wish {
            id: MeetingId::new(self.ids.uuid()),
            time,
            occupied: plan.rules.occupied(time),
            visitor_zone: known_zone(order.order.zone.as_deref(), &plan.business.time_zone),
            language: order.order.language,
            attendee: order.order.who.attendee.clone(),
            title: plan.scheduling.title.clone(),
            lead_id: order.order.who.lead.clone(),
            conversation_id: order.asker.conversation().or(order.order.who.conversation.as_ref()).cloned(),
            channel: order.asker.channel(),
            home: plan.home,
        }
    }

    /// All that goes with a booking: limits, the lead, the key, the line of the log, mails.
    async fn complete(&self, order: &Order<'_>, plan: &Plan, write: &mut MeetingWrite) -> Result<(), Attempt> {
        let address = write.meeting.attendee.email.as_ref().map(|email| email.canonical());
        let limits = plan.scheduling.limits;
        let client = order.asker.client().map(str::to_owned);
        write.invitation = Some(Invitation { address, client, limits, at: plan.now });
        write.day = plan.day_of(write.meeting.time.start());
        write.once.clone_from(&order.once);
        let known = facts_of(&write.meeting.attendee, plan.now);
        let who = &order.order.who;
        let person = Person {
            lead: who.lead.as_ref(),
            facts: who.facts.as_ref().unwrap_or(&known),
            called_from: who.called_from.as_deref(),
            note: who.note.as_deref(),
        };
        write.lead = Some(self.booked_by(&person, &mut write.meeting).await?);
        write.entry = order.asker.does("meeting_booked", &write.meeting, self);
        let (reminders, by_host) = (&plan.scheduling.reminders, order.asker.is_host());
        write.notices = self.notices_of_change(&write.meeting, reminders, by_host, plan.now);
        Ok(())
    }

    /// Open dashboards read it again.
    pub(in crate::service) fn tell(&self, meeting: &Meeting) {
        self.bus.publish(LiveEvent::Meeting { id: meeting.id.clone() });
        if let Some(id) = &meeting.lead_id {
            self.bus.publish(LiveEvent::Lead { id: id.clone() });
        }
    }
}

/// Why one attempt came to nothing.
enum Attempt {
    /// Something else was stored meanwhile: what is known has to be read anew.
    Again,
    Failed(Box<ScheduleError>),
}

impl From<ScheduleError> for Attempt {
    fn from(error: ScheduleError) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<StorageError> for Attempt {
    fn from(error: StorageError) -> Self {
        ScheduleError::from(error).into()
    }
}

impl From<ServiceError> for Attempt {
    fn from(error: ServiceError) -> Self {
        ScheduleError::from(error).into()
    }
}

fn once(asker: &Asker, order: &BookOrder, start: Timestamp, minutes: Option<u16>, at: Timestamp) -> Result<Option<Once>, ServiceError> {
    let Some(key) = &order.once else { return Ok(None) };
    if !(1..=MOST_KEY).contains(&key.len()) || key.bytes().any(|b| !b.is_ascii_graphic()) {
        return Err(ServiceError::field("idempotency_key", "1 to 255 visible ASCII characters"));
    }
    let Attendee { name, email, phone } = &order.who.attendee;
    let who =
        [name.as_ref().map(|name| name.as_str()), email.as_ref().map(|email| email.as_str()), phone.as_ref().map(|phone| phone.as_str())];
    let asked = serde_json::json!([start.as_nanosecond().to_string(), minutes, who]).to_string();
    Ok(Some(Once { key: format!("{} {key}", asker.name()), fingerprint: hex::encode(Sha256::digest(asked)), at }))
}
