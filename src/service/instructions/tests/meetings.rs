//! Meetings rehearsed: offered, refused and told as to visitors, and never stored.

use serde_json::{Value, json};

use super::*;
use crate::{
    domain::{
        business::Hours,
        conversation::{Channel, SitePage, VisitorKey},
        email::Email,
        ids::{ConversationId, MeetingId},
        instruction::{prompt::DONE_ALREADY, rehearsal::Rehearsed, run::Outcome},
        locale::Language,
        meeting::Attendee,
        message::MessageBody,
        schedule::slot_id::SlotIdError,
        settings::{BookingConfirmation, Scheduling},
    },
    service::{
        chat::{Chat, ChatPorts, ContactInfo, Incoming, Unheard},
        language_model::ModelRequest,
        memory::{MemoryBus, MemoryCalendar, MemoryMeetings, PlainMarkup, PlainSigner},
        permission::Visitor,
        schedule::{Asker, Attended, BookOrder, ScheduleError, SlotQuery, Wanted},
    },
};

/// A studio of a business where visitors can book: open on weekdays from 9 to 17, in London, with a calendar connected. It is
/// Sunday.
struct Front {
    stage: Stage,
    desk: MeetingDesk,
    meetings: MemoryMeetings,
    calendar: MemoryCalendar,
    bus: MemoryBus,
}

impl Front {
    fn with(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::over(ScriptedModel::new(scripts), Hours::office())
    }

    /// Where only a tap on a time books it.
    fn tapping(scripts: impl IntoIterator<Item = Script>) -> Self {
        let scheduling = Scheduling { booking_confirmation: BookingConfirmation::Tap, ..Scheduling::default() };
        Self::set(ScriptedModel::new(scripts), Hours::office(), scheduling)
    }

    fn over(model: ScriptedModel, hours: Hours) -> Self {
        Self::set(model, hours, Scheduling::default())
    }

    fn set(model: ScriptedModel, hours: Hours, scheduling: Scheduling) -> Self {
        let mut stage = Stage::over(model);
        let business = Business { name: "Brooks".into(), time_zone: "Europe/London".into(), hours, ..Business::default() };
        stage.studio.settings = Arc::new(MemorySettings::with(Settings { business, scheduling, ..Settings::default() }));
        let (calendar, bus) = (MemoryCalendar::connected(), MemoryBus::default());
        let meetings = MemoryMeetings::beside(&stage.conversations, &stage.audit);
        let desk = MeetingDesk {
            meetings: Arc::new(meetings.clone()),
            calendar: Arc::new(calendar.clone()),
            leads: Arc::new(stage.conversations.clone()),
            conversations: Arc::new(stage.conversations.clone()),
            settings: Arc::clone(&stage.studio.settings),
            bus: Arc::new(bus.clone()),
            clock: Arc::new(stage.clock.clone()),
            ids: Arc::clone(&stage.studio.ids),
            signer: Arc::new(PlainSigner),
            public_url: "https://desk.example".into(),
            sender: Email::parse("desk@example.com").ok(),
            ends: None,
        };
        stage.studio.meetings = Some(desk.clone());
        Self { stage, desk, meetings, calendar, bus }
    }

    async fn play(&self, lines: Vec<Line>, message: &str) -> Rehearsed {
        let turn = PlaygroundTurn { content: Content::of(SEED), lines, message: message.into(), ..PlaygroundTurn::default() };
        self.stage.studio.play(&self.stage.ana, turn, &Unheard).await.expect("an answer")
    }

    /// Answers a visitor in earnest; what the model was asked first.
    async fn in_earnest(&self, text: &str) -> ModelRequest {
        let (stage, before) = (&self.stage, self.stage.model.requests().len());
        let chat = Chat::new(ChatPorts {
            conversations: Arc::new(stage.conversations.clone()),
            leads: Arc::new(stage.conversations.clone()),
            instructions: Arc::new(stage.store.clone()),
            settings: Arc::clone(&stage.studio.settings),
            models: Arc::clone(&stage.studio.models),
            bus: Arc::new(self.bus.clone()),
            markup: Arc::new(PlainMarkup),
            clock: Arc::new(stage.clock.clone()),
            ids: Arc::clone(&stage.studio.ids),
            meetings: Some(self.desk.clone()),
            session_lifetime_s: 3_600,
        });
        let incoming = Incoming {
            body: MessageBody::parse(text).expect("a message"),
            channel: Channel::Website,
            client_label: None,
            locale: None,
            time_zone: None,
            page: SitePage::default(),
            contact: ContactInfo::default(),
            client: None,
            vouched: false,
            received_at: stage.clock.now(),
        };
        chat.turn(&Visitor::vouched(VisitorKey::derive("token", text), None), incoming, &Unheard).await.expect("an answer");
        stage.model.requests()[before].clone()
    }

    async fn left_nothing_behind(&self) {
        assert!(self.meetings.all().await.is_empty());
        assert_eq!((self.stage.conversations.writes(), self.stage.conversations.all_leads().len()), (0, 0));
        assert_eq!((self.bus.published().len(), self.calendar.calls(), self.stage.log().await.len()), (0, 0, 0));
    }
}

/// A visitor in earnest.
fn guest(name: &str) -> Asker {
    let conversation = ConversationId::new(uuid::Uuid::from_u128(7));
    Asker::guest(&Visitor::vouched(VisitorKey::derive("token", name), None), conversation, Channel::Website, None)
}

fn order(wanted: Wanted) -> BookOrder {
    let attendee = Attendee { email: Email::parse("eve@example.com").ok(), ..Attendee::default() };
    BookOrder { wanted, who: Attended { attendee, ..Attended::default() }, zone: None, language: Language::En, once: None }
}

fn calls(tool: &str, arguments: Value) -> Script {
    Script::says_and_calls("", &[(tool, arguments)])
}

/// Asks for this start in a rehearsal.
fn books(start: &str) -> Script {
    let desk = Front::with([]).desk.for_rehearsal();
    let offered = run(desk.slots(&Asker::rehearsing(), &SlotQuery::default())).expect("slots").slots;
    let slot = offered.into_iter().find(|slot| slot.start.starts_with(start)).expect("a free time");
    calls("book_meeting", json!({ "slot_id": slot.slot_id }))
}

/// What was said, as the playground sends it along with the next message.
fn said(message: &str, answer: &Rehearsed) -> [Line; 2] {
    let calls = answer.uses.iter().map(|one| one.call.clone()).collect();
    [Line::visitor(message), Line { calls, ..Line::assistant(answer.text.clone()) }]
}

fn refusal(answer: &Rehearsed) -> &str {
    answer.uses[0].response["refused"].as_str().unwrap_or_else(|| panic!("not refused: {answer:?}"))
}

const BOOKED: &str = "Your meeting with Brooks is booked: Wednesday, 25 November 2026, 3:00 pm";
const WEDNESDAY: &str = "Wednesday 25 November at 3pm";

#[test]
fn the_preview_and_what_is_asked_are_those_of_a_turn() {
    for (hours, tools) in [(Hours::office(), 5), (Hours::default(), 1)] {
        let front = Front::over(ScriptedModel::always("scripted", Script::says("Hello!")), hours);
        run(async {
            let look = front.stage.studio.look(&front.stage.ana, Content::of(SEED)).await.expect("a look");
            front.play(vec![], "hello").await;
            let rehearsed = front.stage.model.requests()[0].clone();
            let sent = front.in_earnest("hello").await;
            assert_eq!((&look.prompt, rehearsed.tools.len()), (&sent.system, tools));
            assert_eq!(rehearsed, sent);
        });
    }
}

#[test]
fn free_times_are_the_real_ones_under_ids_that_book_nothing() {
    let asks = || [calls("find_slots", json!({ "when": "tomorrow at 3pm" })), Script::says("At three or at four?")];
    let front = Front::with(asks().into_iter().chain(asks()));
    run(async {
        let answer = front.play(vec![], "When could somebody look at it?").await;
        assert_eq!(answer.uses[0].call.tool, "find_slots");
        let response = &answer.uses[0].response;
        assert_eq!(response["the_wished_time_is_free"], true, "{response}");
        let id = response["slots"][0]["slot_id"].as_str().expect("an id");
        for asker in [guest("eve"), Asker::rehearsing()] {
            let tried = front.desk.book(&asker, &order(Wanted::Slot(id.into()))).await;
            assert_eq!(tried, Err(ScheduleError::Slot(SlotIdError::Tampered)));
        }
        front.left_nothing_behind().await;

        let three = Wanted::Start { at: "2026-11-23T15:00:00Z".parse().expect("a time"), minutes: None };
        front.desk.book(&guest("bo"), &order(three)).await.expect("booked in earnest");
        let answer = front.play(vec![], "When could somebody look at it?").await;
        assert_eq!(answer.uses[0].response["the_wished_time_is_free"], false);
    });
}

#[test]
fn what_is_booked_counts_in_the_rehearsal_and_is_stored_nowhere() {
    let front = Front::with([
        books("2026-11-25T15:00"),
        Script::says("What else?"),
        calls("cancel_meeting", json!({ "meeting_id": MeetingId::new(uuid::Uuid::from_u128(1)) })),
        Script::says("What else?"),
        Script::says("Good-bye."),
    ]);
    run(async {
        let mut lines = vec![Line::visitor("hello, I'm Ana, ana@example.com"), Line::assistant("Which day suits you?")];
        let answer = front.play(lines.clone(), WEDNESDAY).await;
        assert!(answer.text.starts_with(BOOKED) && answer.text.ends_with("What else?"), "{}", answer.text);
        let response = &answer.uses[0].response;
        assert_eq!((answer.uses[0].call.tool.as_str(), &response["booked"]), ("book_meeting", &json!(true)));
        assert!(response["rehearsal"].as_str().is_some_and(|told| told.starts_with("Nothing is stored")), "{response}");
        assert!(answer.withheld.is_empty() && answer.told.len() == 1 && answer.told[0].starts_with(BOOKED));
        front.left_nothing_behind().await;

        lines.extend(said(WEDNESDAY, &answer));
        let answer = front.play(lines.clone(), "please cancel my meeting").await;
        assert!(front.stage.model.requests()[2].system.contains("# Their meetings\n"));
        assert!(answer.text.contains("is cancelled") && answer.uses[0].response["cancelled"] == true, "{answer:?}");

        lines.extend(said("please cancel my meeting", &answer));
        front.play(lines, "thanks").await;
        assert!(!front.stage.model.requests()[4].system.contains("# Their meetings\n"));
        front.left_nothing_behind().await;
    });
}

#[test]
fn what_a_turn_would_refuse_is_refused() {
    let tries = || [books("2026-11-25T15:00"), Script::says("Booked! See you on Wednesday.")];
    let front = Front::with((0..3).flat_map(|_| tries()));
    run(async {
        let known = || vec![Line::visitor("hello, I'm Ana, ana@example.com"), Line::assistant("Which day suits you?")];
        let unnamed = front.play(known(), "whenever you like").await;
        assert!(refusal(&unnamed).contains("own words do not name this time"), "{unnamed:?}");
        assert!(unnamed.text.contains("nothing is booked yet") && unnamed.withheld.len() == 2, "{unnamed:?}");
        let nobody = front.play(vec![], WEDNESDAY).await;
        assert!(refusal(&nobody).contains("e-mail address is not known"), "{nobody:?}");
        front.left_nothing_behind().await;

        let three = Wanted::Start { at: "2026-11-25T15:00:00Z".parse().expect("a time"), minutes: None };
        front.desk.book(&guest("bo"), &order(three)).await.expect("booked in earnest");
        let taken = front.play(known(), WEDNESDAY).await;
        assert!(refusal(&taken).contains("not done") && taken.told.is_empty(), "{taken:?}");
        assert_eq!(front.meetings.all().await.len(), 1);
    });
}

#[test]
fn ones_own_words_book_in_a_rehearsal_as_in_a_turn() {
    let front = Front::with([Script::says("What is it about?"), Script::says("Until then.")]);
    run(async {
        let asked = "Can we talk on Wednesday 25 November at 3pm? ana@example.com";
        let answer = front.play(vec![], asked).await;
        assert!(answer.text.starts_with(BOOKED) && answer.uses.is_empty(), "{answer:?}");
        assert!(front.stage.model.requests()[0].system.ends_with(DONE_ALREADY));
        let moved = front.play(said(asked, &answer).into(), "can we move it to Wednesday 25 November at 4pm?").await;
        assert!(moved.text.contains("has been moved") && moved.text.contains("4:00 pm"), "{}", moved.text);
        front.left_nothing_behind().await;
    });
}

#[test]
fn a_tap_books_in_a_rehearsal_as_in_a_turn() {
    let front =
        Front::tapping([calls("find_slots", json!({ "when": "Wednesday" })), Script::says("Which one?"), Script::says("Until then.")]);
    run(async {
        let asked = "My roof leaks, could somebody look at it? ana@example.com";
        let answer = front.play(vec![], asked).await;
        let button = answer.uses[0].response["slots"][0]["for_the_visitor"].as_str().expect("a free time").to_owned();
        let told = front.play(said(asked, &answer).into(), &button).await;
        assert!(told.text.contains("is booked: Wednesday, 25 November 2026, 9:00 am"), "{}", told.text);
        front.left_nothing_behind().await;
    });
}

/// What becomes of a test conversation of one message.
fn tried(scripts: &[Script], text: &str, expected: Expectation) -> (Outcome, String) {
    let front = Front::with(scripts.to_vec());
    run(async {
        let expectations = vec![Expectation::NoBookingClaimed, expected];
        let case = CaseBody { lines: vec![Line::visitor(text)], ..body(text, expectations) };
        front.stage.studio.add_case(&front.stage.ana, case).await.expect("added");
        let begun = front.stage.studio.begin_run(&front.stage.ana, Which::Published).await.expect("begun");
        let held = begun.finish().await.expect("held");
        assert!(front.meetings.all().await.is_empty());
        (held.results[0].outcome, held.results[0].checks[0].seen.clone())
    })
}

#[test]
fn a_test_expects_a_call_and_no_claim() {
    let finds = Expectation::ToolCalled { tool: "find_slots".into(), arguments: Default::default() };
    let looks = [calls("find_slots", json!({ "when": "next week" })), Script::says("Which one?")];
    assert_eq!(tried(&looks, "When could somebody look at it?", finds), (Outcome::Passed, String::new()));
    let claim = "I've booked your meeting for Friday.";
    assert_eq!(tried(&[Script::says(claim)], "Friday would be nice", contains("booked")), (Outcome::Failed, claim.into()));
    // What the server says of a booking that counts is no claim.
    let asked = "Can we talk on Wednesday 25 November at 3pm? ana@example.com";
    assert_eq!(tried(&[Script::says("Until then.")], asked, contains(BOOKED)), (Outcome::Passed, String::new()));
}
