//! Test conversations written, made of what was said, and taken in and out as files.

use serde_json::json;

use super::*;
use crate::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        entry::Entry,
        ids::{CaseId, ConversationId, MessageId},
        instruction::{case::TestCase, shipped},
        locale::Language,
        message::{Author as Speaker, Message, Usage},
        time::Timestamp,
    },
    service::{
        chat::Unheard,
        ports::{ConversationWrite, LeadTrace},
    },
};

async fn all(stage: &Stage) -> Vec<TestCase> {
    stage.studio.cases(&stage.ana).await.expect("memory")
}

#[test]
fn a_case_is_added_changed_and_removed() {
    let stage = Stage::saying("hi");
    run(async {
        let added = stage.studio.add_case(&stage.ana, body(" Hours ", vec![contains("open")])).await.expect("added");
        assert_eq!((added.body.name.as_str(), added.version, &added.author), ("Hours", 1, stage.ana.author()));
        let twin = stage.studio.add_case(&stage.ana, body("HOURS", vec![contains("open")])).await;
        assert_eq!(problem(twin, "name"), "another test conversation has this name");
        assert!(!problem(stage.studio.add_case(&stage.ana, body("x", vec![])).await, "expectations").is_empty());

        let changed = stage.studio.change_case(&stage.bo, &added.id, body("Hours", vec![contains("shut")]), 1).await.expect("changed");
        assert_eq!((changed.version, &changed.author), (2, stage.bo.author()));
        let late = stage.studio.change_case(&stage.ana, &added.id, body("Hours", vec![contains("late")]), 1).await;
        assert_eq!(late, Err(ServiceError::VersionConflict { seen: 1, current: 2 }));
        assert_eq!(stage.studio.remove_case(&stage.ana, &added.id, 1).await, Err(ServiceError::VersionConflict { seen: 1, current: 2 }));
        assert_eq!(all(&stage).await, [changed]);
        stage.studio.remove_case(&stage.ana, &added.id, 2).await.expect("removed");
        assert_eq!(stage.studio.remove_case(&stage.ana, &added.id, 2).await, Err(ServiceError::NotFound("test conversation")));
        let unknown = CaseId::new(uuid::Uuid::nil());
        assert_eq!(
            stage.studio.change_case(&stage.ana, &unknown, body("x", vec![contains("y")]), 1).await,
            Err(ServiceError::NotFound("test conversation"))
        );
        let told: Vec<String> = stage.log().await.into_iter().map(|(_, target)| target).collect();
        assert_eq!(told, ["removed: Hours", "changed: Hours", "added: Hours"]);
    });
}

#[test]
fn a_file_is_taken_in_whole_or_not_at_all() {
    let stage = Stage::saying("hi");
    run(async {
        stage.add("One", vec![contains("a")]).await;
        stage.add("Two", vec![contains("b")]).await;
        let file = stage.studio.export_cases(&stage.ana).await.expect("a file");
        let again = stage.studio.import_cases(&stage.ana, &file).await.expect("nothing to do");
        assert_eq!(again, Imported { added: 0, replaced: 0, same: 2 });
        assert_eq!(stage.log().await.len(), 2, "what changes nothing has no line");

        let mended = serde_json::to_string(&[body("two", vec![contains("c")]), body("Three", vec![contains("d")])]).expect("JSON");
        let done = stage.studio.import_cases(&program(), &mended).await.expect("taken in");
        assert_eq!(done, Imported { added: 1, replaced: 1, same: 0 });
        let names: Vec<(String, u64)> = all(&stage).await.into_iter().map(|case| (case.body.name, case.version)).collect();
        assert_eq!(names, [("One".into(), 1), ("two".into(), 2), ("Three".into(), 1)]);

        let wrong =
            serde_json::to_string(&[body("Four", vec![contains("e")]), body("Five", vec![Expectation::Matches { pattern: "(".into() }])])
                .expect("JSON");
        assert_eq!(problem(stage.studio.import_cases(&stage.ana, &wrong).await, "cases[1].expectations[0].pattern"), "unclosed group");
        let twice = serde_json::to_string(&[body("Six", vec![contains("e")]), body("six", vec![contains("f")])]).expect("JSON");
        assert!(!problem(stage.studio.import_cases(&stage.ana, &twice).await, "cases[1].name").is_empty());
        assert_eq!(all(&stage).await.len(), 3);
    });
}

#[test]
fn the_products_own_come_once() {
    let stage = Stage::saying("hi");
    run(async {
        stage.studio.seed_cases().await.expect("seeded");
        let seeded = all(&stage).await;
        assert_eq!(seeded.len(), 10);
        assert!(seeded.iter().all(|case| case.author == Author::Product));
        stage.studio.remove_case(&stage.ana, &seeded[0].id, 1).await.expect("removed");
        stage.studio.seed_cases().await.expect("seeded");
        assert_eq!(all(&stage).await.len(), 9, "what was removed does not come back");
        let file = stage.studio.export_cases(&stage.ana).await.expect("a file");
        assert_eq!(stage.studio.import_cases(&stage.ana, &file).await.expect("read").same, 9);
        assert_eq!(shipped::cases().len(), 10);
    });
}

#[test]
fn an_answer_of_the_playground_becomes_a_test_that_it_passes() {
    let stage = Stage::saying("We are open until five. May I have your number?");
    run(async {
        let message = "I'm Sam Example, sam@example.com. When are you open?";
        let turn = PlaygroundTurn { content: Content::of("Be kind."), message: message.into(), ..PlaygroundTurn::default() };
        let answer = stage.studio.play(&stage.ana, turn, &Unheard).await.expect("an answer");
        let test = stage.studio.case_of_answer(&stage.ana, vec![Line::visitor(message)], &answer);
        assert_eq!(test.name, message);
        assert!(test.expectations.contains(&Expectation::Language { language: Language::En }));
        assert!(test.expectations.contains(&Expectation::Captured { field: "email".into(), value: Some("sam@example.com".into()) }));
        stage.studio.add_case(&stage.ana, test).await.expect("added");
        let held = stage.studio.begin_run(&stage.ana, Which::Published).await.expect("begun").finish().await.expect("held");
        assert!(held.is_good(), "{held:?}");
    });
}

fn message(n: u128, author: Speaker, text: &str) -> Message {
    Message {
        id: MessageId::new(uuid::Uuid::from_u128(n)),
        conversation_id: ConversationId::new(uuid::Uuid::from_u128(1)),
        author,
        text: text.into(),
        at: Timestamp::UNIX_EPOCH,
        making: None,
        cards: vec![],
    }
}

fn talk(messages: Vec<Message>) -> ConversationWrite {
    let fact = Fact {
        field: Field::Name,
        value: "Ana Lima".into(),
        quote: "Ana Lima".into(),
        message_id: None,
        at: Timestamp::UNIX_EPOCH,
        origin: Origin::Parser,
    };
    let conversation = Conversation {
        id: ConversationId::new(uuid::Uuid::from_u128(1)),
        visitor: VisitorKey::derive("token", "ana"),
        channel: Channel::Website,
        client_label: None,
        status: Status::Open,
        locale: None,
        time_zone: None,
        page: SitePage::default(),
        entry: Entry::default(),
        facts: Facts::from_iter([fact]),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 2,
        assistant_messages: 2,
        preview: String::new(),
        started_at: Timestamp::UNIX_EPOCH,
        last_at: Timestamp::UNIX_EPOCH,
        wants_person: None,
        revision: 1,
    };
    ConversationWrite { conversation, messages, lead: None, trace: LeadTrace::default(), notices: vec![] }
}

#[test]
fn a_conversation_becomes_a_test_without_the_person() {
    let stage = Stage::saying("hi");
    let messages = vec![
        message(1, Speaker::Visitor, "Hi, I'm Ana Lima, ana@lima.example, dog Rex"),
        message(2, Speaker::Assistant, "Hello Ana! What can we do for you?"),
        message(3, Speaker::Visitor, "Could you tell me when you are open?"),
        message(4, Speaker::Assistant, "Until five."),
    ];
    run(async {
        let id = messages[0].conversation_id.clone();
        let (first, second) = (messages[0].id.clone(), messages[1].id.clone());
        let mut talk = talk(messages);
        talk.conversation.custom.set("dog", "Rex".into());
        Conversations::write(&stage.conversations, talk).await.expect("written");
        let test = stage.studio.case_of_conversation(&stage.ana, &id, None).await.expect("a test");
        let texts: Vec<&str> = test.lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Hi, I'm Sam Example, sam@example.com, dog something",
                "Hello Sam! What can we do for you?",
                "Could you tell me when you are open?"
            ]
        );
        assert_eq!(test.name, "Could you tell me when you are open?");
        assert_eq!(
            serde_json::to_value(&test.expectations).expect("JSON"),
            json!([{ "type": "no_booking_claimed" }, { "type": "language", "language": "en" }])
        );
        assert!(test.clone().checked().is_ok());
        for until in [&first, &second] {
            let part = stage.studio.case_of_conversation(&stage.ana, &id, Some(until)).await.expect("a test");
            assert_eq!(part.lines.len(), 1, "the visitor has the last word");
        }
        let elsewhere = MessageId::new(uuid::Uuid::from_u128(9));
        assert_eq!(stage.studio.case_of_conversation(&stage.ana, &id, Some(&elsewhere)).await, Err(ServiceError::NotFound("message")));
        let unknown = ConversationId::new(uuid::Uuid::nil());
        assert_eq!(stage.studio.case_of_conversation(&stage.ana, &unknown, None).await, Err(ServiceError::NotFound("conversation")));
    });
}
