//! The cards of meetings: free times as buttons, and a meeting as the server stored it. All words of theirs were made by
//! the server; nothing here can make something look booked.

use leptos::prelude::*;

use super::{icons::icon, phrases::Say, state::Desk};

/// A free time on a button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// What the visitor says by pressing it.
    pub label: String,
    /// Over the first one of a day.
    pub day: String,
    pub time: String,
    /// On the business's clocks; empty: the same.
    pub theirs: String,
}

/// Free times of one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    pub slots: Vec<Slot>,
    /// IANA name: the visitor's.
    pub zone: String,
}

/// A meeting as it was stored when the answer was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Booking {
    /// `pending`, `confirmed` or `cancelled`.
    pub status: String,
    pub title: String,
    /// Day, time and zone.
    pub when: String,
    /// The same on the business's clocks; empty: the same time.
    pub theirs: String,
    /// The way into the video call; empty: there is none.
    pub call: String,
    /// Where it is seen, moved or cancelled.
    pub manage: String,
}

/// Each time is a submit button of the composer: pressing it says the time, with scripts and without.
#[component]
pub fn SlotsCard(desk: Desk, card: Slots) -> impl IntoView {
    let city = card.zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
    let differs = card.slots.iter().any(|slot| !slot.theirs.is_empty());
    let below = if differs { desk.say_with(Say::SlotsTheirs, &desk.read(|boot| boot.business.clone())) } else { String::new() };
    let mut day = String::new();
    let rows = card.slots.into_iter().map(|slot| {
        let over = if slot.day == day { String::new() } else { slot.day.clone() };
        day = slot.day;
        // An older server told only the whole.
        let time = if slot.time.is_empty() { slot.label.clone() } else { slot.time };
        let (says, label) = (slot.label.clone(), slot.label);
        view! {
            <h3>{over}</h3>
            <button type="submit" form="composer" name="starter" value=says aria-label=label class="slot"><b>{time}</b><small>{slot.theirs}</small></button>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card slots">
            <header><h2>{desk.say_with(Say::SlotsZone, &city)}</h2><small>{below}</small></header>
            <div class="times">{rows}</div>
        </section>
    }
}

#[component]
pub fn BookingCard(desk: Desk, card: Booking) -> impl IntoView {
    let (says, is_on) = match card.status.as_str() {
        "confirmed" => (Say::Booked, true),
        "pending" => (Say::BookedPending, true),
        _ => (Say::BookedOff, false),
    };
    let file = [card.manage.as_str(), "/invite.ics"].concat();
    view! {
        <section class="card booking" data-status=card.status>
            <header>{icon("#i-calendar")} <div><h2>{desk.say(says)}</h2><p>{card.title}</p><p class="when">{card.when}</p><small>{card.theirs}</small></div></header>
            <p class="ways" hidden=card.manage.is_empty()>
                <a href=card.call.clone() target="_blank" rel="noopener" hidden=card.call.is_empty()>{desk.say(Say::JoinCall)}</a>
                <a href=file hidden=!is_on>{desk.say(Say::AddCalendar)}</a>
                <a href=card.manage.clone() target="_blank" rel="noopener">{desk.say(if is_on { Say::Manage } else { Say::See })}</a>
            </p>
        </section>
    }
}

#[cfg(feature = "ssr")]
mod wire {
    //! In the form of the cards on the wire, so that the browser reads both alike.

    use serde_json::{Value, json};

    use super::{Booking, Slot, Slots};
    use crate::domain::chat::{MeetingGlance, SlotOffer};

    impl Slots {
        pub fn of(offers: &[SlotOffer], zone: &str) -> Self {
            let slot = |offer: &SlotOffer| Slot {
                label: offer.label.clone(),
                day: offer.day.clone(),
                time: offer.time.clone(),
                theirs: offer.business_time.clone().unwrap_or_default(),
            };
            Self { slots: offers.iter().map(slot).collect(), zone: zone.to_owned() }
        }

        pub fn to_json(&self) -> Value {
            let slot = |slot: &Slot| json!({ "label": slot.label, "day": slot.day, "time": slot.time, "business_time": slot.theirs });
            json!({ "kind": "slots", "slots": self.slots.iter().map(slot).collect::<Vec<_>>(), "time_zone": self.zone })
        }
    }

    impl Booking {
        pub fn of(meeting: &MeetingGlance) -> Self {
            Self {
                status: meeting.status.clone(),
                title: meeting.title.clone(),
                when: meeting.when.clone(),
                theirs: meeting.business_when.clone().unwrap_or_default(),
                call: meeting.meet_link.clone().unwrap_or_default(),
                manage: meeting.manage_url.clone(),
            }
        }

        pub fn to_json(&self) -> Value {
            let Self { status, title, when, theirs, call, manage } = self;
            json!({ "kind": "booking", "meeting": {
                "status": status, "title": title, "when": when, "business_when": theirs, "meet_link": call, "manage_url": manage,
            } })
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::domain::{
        chat::{MeetingGlance, SlotOffer},
        ids::MeetingId,
    };

    #[test]
    fn cards_go_over_the_wire_as_they_came() {
        let glance = MeetingGlance {
            id: MeetingId::new(uuid::Uuid::from_u128(1)),
            status: "pending".into(),
            start: "2026-11-23T09:00:00.000Z".into(),
            end: "2026-11-23T09:30:00.000Z".into(),
            time_zone: "Asia/Karachi".into(),
            title: "Brooks: Ana".into(),
            when: "Monday".into(),
            business_when: None,
            email: None,
            meet_link: None,
            manage_url: "https://desk.example/meeting/1".into(),
        };
        let (sent, shown) = (serde_json::to_value(&glance).expect("JSON"), Booking::of(&glance).to_json());
        for name in ["status", "title", "when", "manage_url"] {
            assert_eq!(shown["meeting"][name], sent[name], "{name}");
        }
        let offer = SlotOffer {
            slot_id: "slt_1".into(),
            start: glance.start.clone(),
            end: glance.end.clone(),
            label: "Monday, 2:00 pm".into(),
            day: "Monday".into(),
            time: "2:00 pm".into(),
            business_time: Some("9:00 am".into()),
            business_label: None,
        };
        let shown = Slots::of(std::slice::from_ref(&offer), "Asia/Karachi").to_json();
        assert_eq!((shown["time_zone"].as_str(), shown["slots"][0]["business_time"].as_str()), (Some("Asia/Karachi"), Some("9:00 am")));
        assert!(!shown.to_string().contains("slt_1"), "what is pressed is said, not the id");
    }
}
