//! Meetings in a conversation: booked by the visitor's own words, told of what is stored, and never by a model's claim.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::{
        business::Hours,
        chat::Card,
        lead::LeadStatus,
        meeting::{Meeting, event::CalendarError},
        settings::{BookingConfirmation, Scheduling},
    },
    service::{
        language_model::Turn,
        memory::{MemoryAudit, MemoryCalendar, MemoryMeetings, PlainSigner},
        schedule::MeetingDesk,
    },
};

/// A chat in which meetings can be booked: open on weekdays from 9 to 17, in London. It is Sunday.
pub(super) struct Front {
    pub(super) stage: Stage,
    pub(super) meetings: MemoryMeetings,
    calendar: MemoryCalendar,
}

impl Front {
    pub(super) fn with(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::over(ScriptedModel::new(scripts), MemoryCalendar::default(), BookingConfirmation::Auto)
    }

    pub(super) fn over(model: ScriptedModel, calendar: MemoryCalendar, booking_confirmation: BookingConfirmation) -> Self {
        let mut stage = Stage::over(model);
        let business = Business { name: "Brooks".into(), time_zone: "Europe/London".into(), hours: Hours::office(), ..Business::default() };
        let scheduling = Scheduling { booking_confirmation, ..Scheduling::default() };
        let meetings = MemoryMeetings::beside(&stage.store, &MemoryAudit::default());
        let mut ports = stage.chat.ports.clone();
        ports.settings = Arc::new(MemorySettings::with(Settings { business, scheduling, ..Settings::default() }));
        ports.meetings = Some(MeetingDesk {
            meetings: Arc::new(meetings.clone()),
            calendar: Arc::new(calendar.clone()),
            leads: Arc::clone(&ports.leads),
            conversations: Arc::clone(&ports.conversations),
            settings: Arc::clone(&ports.settings),
            bus: Arc::clone(&ports.bus),
            clock: Arc::clone(&ports.clock),
            ids: Arc::clone(&ports.ids),
            signer: Arc::new(PlainSigner),
            public_url: "https://desk.example".into(),
            sender: None,
            ends: None,
        });
        stage.chat = Chat::new(ports);
        Self { stage, meetings, calendar }
    }

    /// The same, in which another model goes on.
    pub(super) fn answered_by(&self, scripts: impl IntoIterator<Item = Script>) -> Self {
        Self { stage: self.stage.answered_by(scripts), meetings: self.meetings.clone(), calendar: self.calendar.clone() }
    }

    /// Where no model answers.
    pub(super) fn offline() -> Self {
        Self::with([])
    }

    pub(super) async fn say(&self, who: &Visitor, text: &str) -> ChatReply {
        self.stage.say(who, text).await.0
    }

    pub(super) async fn booked(&self) -> Vec<Meeting> {
        self.meetings.all().await.into_iter().filter(|meeting| meeting.status.is_booked()).collect()
    }

    /// What the model was told its calls came to.
    pub(super) fn results(&self) -> Vec<Value> {
        let requests = self.stage.model.requests();
        let turns = requests.last().map(|request| request.turns.clone()).unwrap_or_default();
        let results = turns.into_iter().filter_map(|turn| if let Turn::ToolResults(results) = turn { Some(results) } else { None });
        results.flatten().map(|result| result.response).collect()
    }
}

/// No word of it, and no card, says that something is booked.
pub(super) fn says_nothing_is_booked(reply: &ChatReply) {
    assert!(!reply.reply.text.split(['.', '!', '\n']).any(crate::domain::claims::claims_booking), "{}", reply.reply.text);
    assert!(!reply.cards.iter().any(|card| matches!(card, Card::Booking { .. } | Card::BookingPending { .. })), "{:?}", reply.cards);
}

pub(super) fn slots(reply: &ChatReply) -> usize {
    reply.cards.iter().map(|card| if let Card::Slots { slots, .. } = card { slots.len() } else { 0 }).sum()
}

#[test]
fn time_and_address_in_ones_own_words_are_a_booking() {
    run(async {
        let front = Front::offline();
        let reply = front.say(&visitor("ana"), "Can we talk tomorrow at 3pm? I'm Ana, ana@example.com").await;
        let booked = front.booked().await;
        assert_eq!(booked.len(), 1);
        assert_eq!(booked[0].time.start().to_string(), "2026-11-23T15:00:00Z");
        assert!(
            reply.reply.text.starts_with("Your meeting with Brooks is booked: Monday, 23 November 2026, 3:00 pm"),
            "{}",
            reply.reply.text
        );
        assert!(matches!(&reply.cards[..], [Card::Booking { meeting }] if meeting.id == booked[0].id));
        let lead = front.stage.only_lead();
        assert_eq!((lead.status, booked[0].lead_id.as_ref()), (LeadStatus::MeetingScheduled, Some(&lead.id)));
        assert_eq!(reply.lead.id.as_ref(), Some(&lead.id));
        // What led to it leads to no second one.
        for text in ["ok thanks", "yes", "tomorrow at 3pm, right?"] {
            front.say(&visitor("ana"), text).await;
        }
        assert_eq!(front.meetings.all().await.len(), 1);
    });
}

#[test]
fn what_is_booked_by_one_of_the_first_messages_belongs_to_the_conversation_that_all_of_them_begin() {
    run(async {
        let front = Front::offline();
        let ana = visitor("ana");
        let books = "Can we talk tomorrow at 3pm? I'm Ana, ana@example.com";
        let (hello, booking) = futures::join!(front.say(&ana, "Hello"), front.say(&ana, books));
        assert_eq!(hello.conversation_id, booking.conversation_id);
        let talks: Vec<_> = front.booked().await.into_iter().map(|meeting| meeting.conversation_id).collect();
        assert_eq!(talks, [Some(hello.conversation_id.clone())]);
        assert_eq!(front.stage.only_lead().conversation_ids, [hello.conversation_id]);
        front.stage.chat.erase(&ana).await.expect("memory");
        assert!(front.stage.store.all_leads().is_empty(), "nobody else has spoken for this lead");
    });
}

#[test]
fn what_is_booked_is_in_the_briefing_of_the_next_answer() {
    run(async {
        let front = Front::with([Script::says("See you then."), Script::says("Tomorrow.")]);
        front.say(&visitor("ana"), "Can we talk tomorrow at 3pm? I'm Ana, ana@example.com").await;
        front.say(&visitor("ana"), "When is my meeting?").await;
        let meetings = front.stage.model.requests()[1].briefing.meetings.clone();
        let [told] = &meetings[..] else { panic!("{meetings:?}") };
        assert!(told.starts_with("Your meeting with Brooks is booked: Monday, 23 November 2026"), "{told}");
    });
}

#[test]
fn what_is_missing_is_asked_for_while_the_time_is_kept() {
    run(async {
        let front = Front::offline();
        let reply = front.say(&visitor("ana"), "I'd like a meeting tomorrow at 3pm").await;
        says_nothing_is_booked(&reply);
        assert!(reply.reply.text.contains("not booked yet"), "{}", reply.reply.text);
        // Kept for Ana: nobody else gets it, and they see other times.
        let other = front.say(&visitor("bo"), "a meeting tomorrow at 3pm please, bo@example.com").await;
        says_nothing_is_booked(&other);
        assert!(other.reply.text.starts_with("That time is not free") && slots(&other) > 0, "{other:?}");
        let reply = front.say(&visitor("ana"), "ana@example.com").await;
        assert!(reply.reply.text.contains("is booked: Monday, 23 November 2026, 3:00 pm"), "{}", reply.reply.text);
        assert_eq!(front.booked().await.len(), 1);
    });
}

#[test]
fn ok_after_the_details_were_repeated_is_a_yes() {
    run(async {
        let front = Front::with([Script::says("Shall I put you down for tomorrow at 3pm?"), Script::says("What else can I do?")]);
        let first = front.say(&visitor("ana"), "I'm Ana, ana@example.com. When could I have a consultation?").await;
        assert_eq!(first.reply.text, "Shall I put you down for tomorrow at 3pm?");
        let reply = front.say(&visitor("ana"), "Ok").await;
        assert!(reply.reply.text.starts_with("Your meeting with Brooks is booked"), "{}", reply.reply.text);
        assert!(reply.reply.text.ends_with("\n\nWhat else can I do?"));
        assert_eq!(front.booked().await.len(), 1);
    });
}

#[test]
fn where_a_tap_is_wanted_words_book_nothing() {
    run(async {
        let front = Front::over(ScriptedModel::new([]), MemoryCalendar::default(), BookingConfirmation::Tap);
        let reply = front.say(&visitor("ana"), "Can we talk tomorrow at 3pm? ana@example.com").await;
        says_nothing_is_booked(&reply);
        assert!(slots(&reply) > 0 && front.meetings.all().await.is_empty());
    });
}

#[test]
fn other_times_in_a_message_are_no_wish() {
    for text in [
        "My flight leaves tomorrow at 3pm. ana@example.com",
        "Are you open tomorrow at 3pm or at 4pm? A meeting would be nice, ana@example.com",
        "A meeting, but not tomorrow at 3pm! ana@example.com",
        "We met yesterday at 3pm, ana@example.com",
        "A meeting around 3pm tomorrow, ana@example.com",
    ] {
        run(async {
            let front = Front::offline();
            let reply = front.say(&visitor("ana"), text).await;
            says_nothing_is_booked(&reply);
            assert!(front.booked().await.is_empty(), "{text}");
        });
    }
}

#[test]
fn a_meeting_is_moved_and_cancelled_by_words() {
    run(async {
        let front = Front::offline();
        front.say(&visitor("ana"), "a meeting tomorrow at 3pm, ana@example.com").await;
        let moved = front.say(&visitor("ana"), "can we move it to tomorrow at 4pm?").await;
        assert!(moved.reply.text.contains("has been moved") && moved.reply.text.contains("4:00 pm"), "{}", moved.reply.text);
        assert_eq!(front.booked().await[0].time.start().to_string(), "2026-11-23T16:00:00Z");

        let model = Front::with([Script::says_and_calls("", &[("cancel_meeting", json!({}))]), Script::says("Anything else?")]);
        let gone = model.say(&visitor("ana"), "please cancel my meeting").await;
        says_nothing_is_booked(&gone);
        assert!(model.results()[0]["refused"].as_str().expect("a reason").contains("no such meeting"));
    });
}

#[test]
fn the_model_books_with_the_tools_and_the_server_tells_it() {
    run(async {
        let front = Front::over(
            ScriptedModel::new([Script::says("Which day suits you? Wednesday or Thursday?")]),
            MemoryCalendar::connected(),
            BookingConfirmation::Auto,
        );
        front.say(&visitor("ana"), "hello, I'm Ana, ana@example.com").await;
        let asker = crate::service::schedule::Asker::guest(&visitor("ana"), front.stage.store.all()[0].id.clone(), Channel::Website, None);
        let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
        let offered = desk.slots(&asker, &Default::default()).await.expect("slots").slots;
        let at = |hour: &str| offered.iter().find(|slot| slot.start.starts_with(hour)).expect("a slot").slot_id.clone();
        // The visitor names a time without asking for a meeting: no parser books it, the model may.
        let scripts = [
            Script::says_and_calls("", &[("book_meeting", json!({ "slot_id": at("2026-11-25T15:00") }))]),
            Script::says("Your meeting is confirmed for Wednesday! Anything else?"),
        ];
        let next = front.answered_by(scripts);
        let reply = next.say(&visitor("ana"), "Wednesday 25 November at 3pm").await;
        let booked = next.booked().await;
        assert_eq!(booked.len(), 1, "{:?} {}", next.results(), reply.reply.text);
        assert!(
            reply.reply.text.starts_with("Your meeting with Brooks is booked: Wednesday, 25 November 2026, 3:00 pm"),
            "{}",
            reply.reply.text
        );
        assert!(
            reply.reply.text.ends_with("Anything else?") && !reply.reply.text.contains("confirmed for Wednesday"),
            "{}",
            reply.reply.text
        );
        assert_eq!(next.calendar.events().len(), 1);
    });
}

#[test]
fn a_calendar_that_is_down_is_told_as_it_is() {
    run(async {
        let front = Front::over(ScriptedModel::new([]), MemoryCalendar::connected(), BookingConfirmation::Auto);
        front.calendar.set_failure(Some(CalendarError::GrantDead));
        let reply = front.say(&visitor("ana"), "Can we talk tomorrow at 3pm? ana@example.com").await;
        assert!(reply.reply.text.contains("not confirmed in our calendar yet"), "{}", reply.reply.text);
        assert!(matches!(&reply.cards[..], [Card::BookingPending { .. }]));
    });
}
