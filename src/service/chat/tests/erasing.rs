//! A stranger types somebody's address and erases the chat: what was known of that person before is what is known after.

use super::{meetings::Front, people::desk, *};
use crate::{
    domain::{
        account::Role,
        capture::{Fact, Facts, Origin},
        ids::{AdminId, EventId, LeadId},
        lead::{
            LeadStatus, Source,
            edit::LeadEdit,
            identity::keys_of,
            score::score,
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        locale::Language,
    },
    service::{
        permission::{Admin, Host},
        ports::{LeadTrace, LeadWrite, Leads},
        schedule::{Asker, Attended, BookOrder, Wanted},
    },
};

const YESTERDAY: Timestamp = Timestamp::constant(1_795_262_400, 0);
const ANA: [(Field, &str); 3] = [(Field::Name, "Ana Lima"), (Field::Email, "ana@example.com"), (Field::Phone, "+351961111111")];

fn bridge() -> Actor {
    Actor::Key("a bridge".into())
}

/// What was stored of a person then, as a booking stores it: facts with the line that tells them.
async fn known_of(stage: &Stage, at: Timestamp, conversation_ids: Vec<ConversationId>, values: &[(Field, &str)], by: Actor) {
    let message = |field: Field| (field == Field::Interest).then(|| MessageId::new(uuid::Uuid::from_u128(77)));
    let fact = |(field, value): &(Field, &str)| Fact {
        field: *field,
        value: (*value).into(),
        quote: String::new(),
        message_id: message(*field),
        at,
        origin: Origin::Form,
    };
    let facts: Facts = values.iter().map(fact).collect();
    let lead = Lead {
        id: LeadId::new(uuid::Uuid::from_u128(7)),
        score: score(&facts, 0),
        facts,
        notes: Some("Pays late".into()),
        custom: Default::default(),
        status: LeadStatus::Qualified,
        follow_up_at: None,
        assignee: None,
        source: Source::default(),
        conversation_ids,
        absorbed: vec![],
        created_at: at,
        updated_at: at,
        version: 1,
    };
    let line = |number, what| LeadEvent { id: EventId::new(uuid::Uuid::from_u128(number)), at, by: by.clone(), what };
    let values = values.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    let captured = Happening::Captured { values, custom: vec![], message_id: None };
    let events = vec![line(7, Happening::Created { how: Beginning::Captured }), line(8, captured)];
    let trace = LeadTrace { claims: keys_of(&lead.facts), events, ..LeadTrace::default() };
    Leads::write(&stage.store, LeadWrite { lead, trace, restored: None }).await.expect("written");
}

/// All lines of the only lead.
async fn lines(stage: &Stage) -> Vec<LeadEvent> {
    Leads::events(&stage.store, &[stage.only_lead().id], None, 99).await.expect("lines")
}

/// Whose the keys are that the lead had.
async fn owners(stage: &Stage, lead: &Lead) -> Vec<LeadId> {
    let owners = Leads::owners(&stage.store, &keys_of(&lead.facts)).await.expect("read");
    owners.into_iter().map(|(_, owner)| owner.id).collect()
}

/// What is left of it after a stranger typed the address and erased the chat.
async fn after_a_stranger(stage: &Stage) -> (Lead, String) {
    let eve = visitor("eve");
    stage.say(&eve, "ana@example.com, my company is called Evil").await;
    stage.say(&eve, "my number is +351 912 345 678").await;
    let lead = stage.only_lead();
    assert_eq!((lead.value(Field::Company), lead.value(Field::Phone)), (Some("Evil"), Some("+351912345678")));
    stage.chat.erase(&eve).await.expect("erased");
    (stage.only_lead(), format!("{:?}", lines(stage).await))
}

#[test]
fn a_stranger_who_erases_the_chat_takes_nothing_of_whom_the_business_brought_in() {
    run(async {
        let stage = Stage::saying("Thanks.");
        // As a booking by a program makes it: facts of no message and no conversation.
        known_of(&stage, YESTERDAY, vec![], &ANA[..2], bridge()).await;
        let before = stage.only_lead();
        let (after, lines) = after_a_stranger(&stage).await;
        assert_eq!((&after.facts, &after.notes, after.status), (&before.facts, &before.notes, before.status));
        assert!(after.conversation_ids.is_empty(), "{after:?}");
        assert!(lines.contains("Created") && !lines.contains("Evil") && !lines.contains("+351912345678"), "{lines}");
        assert_eq!(owners(&stage, &before).await, [before.id]);
    });
}

#[test]
fn what_an_archived_conversation_told_outlives_a_strangers_erasure() {
    run(async {
        let stage = Stage::saying("Thanks.");
        // Her own conversation is in an archive: its words cannot be looked up.
        let archived = ConversationId::new(uuid::Uuid::from_u128(5));
        let values = [(Field::Email, "ana@example.com"), (Field::Interest, "a kitchen")];
        known_of(&stage, YESTERDAY, vec![archived.clone()], &values, Actor::Visitor).await;
        let before = stage.only_lead();
        let (after, _) = after_a_stranger(&stage).await;
        assert_eq!((&after.facts, after.conversation_ids.as_slice()), (&before.facts, [archived].as_slice()));
    });
}

#[test]
fn what_a_stranger_put_in_the_place_of_known_values_goes_and_those_are_back() {
    // By a program, and in her own conversation, which is in an archive by now.
    for (talks, by) in [(vec![], bridge()), (vec![ConversationId::new(uuid::Uuid::from_u128(5))], Actor::Visitor)] {
        run(async {
            let stage = Stage::saying("Thanks.");
            known_of(&stage, YESTERDAY, talks, &ANA, by).await;
            let (before, eve) = (stage.only_lead(), visitor("eve"));
            for words in ["I'm Bob, ana@example.com", "my number is +351 912 345 678", "sorry, my email is bob@example.com"] {
                stage.say(&eve, words).await;
            }
            let wrong = stage.only_lead();
            for (field, value) in [(Field::Name, "Bob"), (Field::Email, "bob@example.com"), (Field::Phone, "+351912345678")] {
                assert_eq!(wrong.value(field), Some(value));
            }
            assert_eq!(owners(&stage, &before).await, [], "they were given up");
            stage.chat.erase(&eve).await.expect("erased");
            let after = stage.only_lead();
            assert_eq!((&after.facts, &after.score), (&before.facts, &score(&before.facts, wrong.score.messages)));
            assert_eq!(owners(&stage, &before).await, [before.id.clone(), before.id]);
            assert_eq!(owners(&stage, &wrong).await, []);
            let told = format!("{:?}", lines(&stage).await);
            assert!(told.contains("Ana Lima") && !told.contains("Bob") && !told.contains("bob@example.com"), "{told}");
        });
    }
}

#[test]
fn a_key_that_somebody_else_got_meanwhile_stays_theirs() {
    run(async {
        let stage = Stage::saying("Thanks.");
        known_of(&stage, YESTERDAY, vec![], &ANA, bridge()).await;
        let (before, eve) = (stage.only_lead(), visitor("eve"));
        stage.say(&eve, "ana@example.com").await;
        stage.say(&eve, "my number is +351 912 345 678").await;
        let (ben, _) = stage.say(&visitor("ben"), "I'm Ben, my number is +351 961 111 111").await;
        let ben = ben.lead.id.expect("a lead");
        assert_ne!(ben, before.id);
        stage.chat.erase(&eve).await.expect("erased");
        let after = Leads::find(&stage.store, &before.id).await.expect("read").expect("a lead");
        assert_eq!(after.facts, before.facts);
        assert_eq!(owners(&stage, &before).await, [before.id, ben]);
    });
}

#[test]
fn what_is_back_has_its_words() {
    run(async {
        let stage = Stage::saying("Thanks.");
        stage.say(&visitor("ana"), "I'm Ana Lima, ana@example.com").await;
        let (before, eve) = (stage.only_lead(), visitor("eve"));
        stage.say(&eve, "ana@example.com, my company is called Evil").await;
        stage.say(&eve, "my name is Bob").await;
        assert_eq!(stage.only_lead().value(Field::Name), Some("Bob"));
        stage.chat.erase(&eve).await.expect("erased");
        let after = stage.only_lead();
        assert_eq!(after.facts.get(Field::Name), before.facts.get(Field::Name));
        assert_eq!((after.value(Field::Email), after.value(Field::Company)), (Some("ana@example.com"), None));
    });
}

#[test]
fn what_a_kept_conversation_repeated_stays_with_its_key() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (eve, ana) = (visitor("eve"), visitor("ana"));
        stage.say(&eve, "I'm Eve, ana@example.com").await;
        let (hers, _) = stage.say(&ana, "ana@example.com").await;
        stage.chat.erase(&eve).await.expect("erased");
        let (after, said) = (stage.only_lead(), stage.messages_of(&hers.conversation_id).await[0].id.clone());
        let email = after.facts.get(Field::Email).expect("her address");
        assert_eq!((email.value.as_str(), &email.message_id), ("ana@example.com", &Some(said)));
        assert_eq!(after.value(Field::Name), None);
        assert_eq!(owners(&stage, &after).await, [after.id]);
    });
}

#[test]
fn what_a_kept_conversation_corrected_is_not_taken_back() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let (eve, ana) = (visitor("eve"), visitor("ana"));
        stage.say(&ana, "I'm Ana Lima, old@example.com").await;
        let before = stage.only_lead();
        stage.say(&eve, "old@example.com").await;
        for who in [&eve, &ana] {
            stage.say(who, "sorry, my email is new@example.com").await;
            assert_eq!(stage.only_lead().value(Field::Email), Some("new@example.com"));
        }
        stage.chat.erase(&eve).await.expect("erased");
        let after = stage.only_lead();
        assert_eq!((after.value(Field::Name), after.value(Field::Email)), (Some("Ana Lima"), Some("new@example.com")));
        assert_eq!((owners(&stage, &before).await, owners(&stage, &after).await), (vec![], vec![after.id]));
    });
}

#[test]
fn what_the_team_took_away_does_not_come_back() {
    run(async {
        let stage = Stage::saying("Thanks.");
        known_of(&stage, YESTERDAY, vec![], &[ANA[1], (Field::Company, "Lima & Co")], bridge()).await;
        let (desk, clerk) = desk(&stage);
        let edit = LeadEdit { values: BTreeMap::from([(Field::Company, String::new())]), ..LeadEdit::default() };
        desk.edit(&clerk, &stage.only_lead().id, edit, None).await.expect("changed");
        let (after, _) = after_a_stranger(&stage).await;
        assert_eq!((after.value(Field::Company), after.value(Field::Phone)), (None, None));
    });
}

#[test]
fn what_the_business_stored_after_the_first_word_of_the_erased_chat_stays() {
    run(async {
        let stage = Stage::saying("Thanks.");
        let eve = visitor("eve");
        stage.say(&eve, "Hello").await;
        known_of(&stage, stage.clock.now(), vec![], &ANA[..2], bridge()).await;
        let before = stage.only_lead();
        stage.clock.advance(Duration::from_secs(1));
        let (after, told) = after_a_stranger(&stage).await;
        assert_eq!(after.facts, before.facts);
        assert_eq!(owners(&stage, &before).await, [before.id]);
        assert!(told.contains("Ana Lima") && !told.contains("Evil"), "{told}");
    });
}

/// Somebody of the team books for whoever has booked.
async fn book_by_hand(front: &Front, at: &str) {
    let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
    let who = Attended { attendee: front.booked().await[0].attendee.clone(), ..Attended::default() };
    let wanted = Wanted::Start { at: at.parse().expect("a time"), minutes: None };
    let order = BookOrder { wanted, who, zone: None, language: Language::En, once: None };
    let desk = front.stage.chat.ports.meetings.clone().expect("a desk");
    desk.book(&Asker::host(&Host::admin(&admin)), &order).await.expect("booked");
}

#[test]
fn a_meeting_that_goes_with_the_chat_is_agreed_no_longer() {
    for (has_another, left) in [(false, LeadStatus::Qualified), (true, LeadStatus::MeetingScheduled)] {
        run(async {
            let front = Front::offline();
            known_of(&front.stage, YESTERDAY, vec![], &ANA[..2], bridge()).await;
            let eve = visitor("eve");
            front.say(&eve, "a meeting tomorrow at 3pm, ana@example.com").await;
            assert_eq!((front.booked().await.len(), front.stage.only_lead().status), (1, LeadStatus::MeetingScheduled));
            if has_another {
                book_by_hand(&front, "2026-11-24T10:00:00Z").await;
            }
            front.stage.chat.erase(&eve).await.expect("erased");
            assert_eq!((front.booked().await.len(), front.stage.only_lead().status), (usize::from(has_another), left));
            let back = Happening::Status { from: LeadStatus::MeetingScheduled, to: LeadStatus::Qualified };
            let told = lines(&front.stage).await.into_iter().filter(|line| line.what == back && line.by == Actor::Visitor).count();
            assert_eq!(told, usize::from(!has_another));
        });
    }
}

#[test]
fn a_meeting_that_the_team_agreed_elsewhere_stays_agreed() {
    run(async {
        let front = Front::offline();
        known_of(&front.stage, YESTERDAY, vec![], &ANA[..2], bridge()).await;
        let known = front.stage.only_lead();
        let agreed = Lead { status: LeadStatus::MeetingScheduled, version: known.version + 1, ..known };
        let change = LeadWrite { lead: agreed, trace: LeadTrace::default(), restored: None };
        Leads::write(&front.stage.store, change).await.expect("written");
        let (after, _) = after_a_stranger(&front.stage).await;
        assert_eq!(after.status, LeadStatus::MeetingScheduled);
    });
}

#[test]
fn a_status_that_the_team_set_after_the_meeting_was_erased_stays() {
    run(async {
        let front = Front::offline();
        known_of(&front.stage, YESTERDAY, vec![], &ANA[..2], bridge()).await;
        let eve = visitor("eve");
        front.say(&eve, "a meeting tomorrow at 3pm, ana@example.com").await;
        front.stage.chat.erase(&eve).await.expect("erased");
        let lead = front.stage.only_lead();
        assert_eq!(lead.status, LeadStatus::Qualified);
        let (desk, clerk) = desk(&front.stage);
        let edit = LeadEdit { status: Some(LeadStatus::MeetingScheduled), ..LeadEdit::default() };
        desk.edit(&clerk, &lead.id, edit, None).await.expect("changed");
        let (after, _) = after_a_stranger(&front.stage).await;
        assert_eq!(after.status, LeadStatus::MeetingScheduled);
    });
}

#[test]
fn a_meeting_that_was_moved_and_held_is_none_that_went_with_the_chat() {
    run(async {
        let front = Front::offline();
        front.say(&visitor("ana"), "a meeting tomorrow at 3pm, ana@example.com").await;
        front.say(&visitor("ana"), "can we move it to tomorrow at 10am?").await;
        let booked = front.booked().await;
        assert_eq!(booked.iter().map(|meeting| meeting.time.start().to_string()).collect::<Vec<_>>(), ["2026-11-23T10:00:00Z"]);
        // It is over, and the time that it was booked for first is not.
        front.stage.clock.advance(Duration::from_secs(DAY + 3_600));
        let (after, _) = after_a_stranger(&front.stage).await;
        assert_eq!(after.status, LeadStatus::MeetingScheduled);
    });
}
