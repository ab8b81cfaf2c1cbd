//! Looked at and tried out.

use serde_json::json;

use super::*;
use crate::{
    domain::instruction::{case::Call, warning::WarningKind},
    service::{
        chat::Unheard,
        language_model::{ModelError, Turn as Said},
    },
};

fn turn(text: &str, message: &str) -> PlaygroundTurn {
    PlaygroundTurn { content: Content::of(text), message: message.into(), ..PlaygroundTurn::default() }
}

#[test]
fn the_preview_is_what_is_sent() {
    let stage = Stage::saying("We are open.");
    run(async {
        let text = "You speak for {business_name} on {today}. {price}";
        let look = stage.studio.look(&stage.ana, Content::of(text)).await.expect("a look");
        assert!(look.prompt.starts_with("You speak for Brooks on Sunday, 22 November 2026. {price}\n\n# The business\nName: Brooks\n"));
        assert_eq!(look.warnings.iter().map(|warning| warning.kind).collect::<Vec<_>>(), [WarningKind::UnknownVariable]);
        assert!(look.whole.tokens.estimated && look.whole.tokens.count > look.text.tokens.count);
        stage.studio.play(&stage.ana, turn(text, "hello"), &Unheard).await.expect("an answer");
        assert_eq!(stage.model.requests()[0].system, look.prompt);
        let tokens = stage.studio.tokens(&stage.ana, Content::of(text)).await;
        assert_eq!(tokens, Ok(look.whole.tokens), "nobody counts for this model");
    });
}

#[test]
fn an_answer_shows_calls_facts_and_costs_and_leaves_nothing_behind() {
    let calls = [("capture_lead", json!({ "name": "Ana", "email": "made@up.example" }))];
    let stage = Stage::over(ScriptedModel::new([Script::says_and_calls("", &calls), Script::says("Nice to meet you, Ana.")]));
    run(async {
        let answer = stage.studio.play(&stage.ana, turn("Be kind.", "I'm Ana, ana@example.com"), &Unheard).await.expect("an answer");
        assert_eq!((answer.text.as_str(), answer.model.as_str(), answer.problem()), ("Nice to meet you, Ana.", "scripted-1", None));
        assert_eq!(answer.usage.prompt_tokens, 20, "two steps");
        assert_eq!(answer.uses.len(), 1);
        assert_eq!(answer.uses[0].call, Call { tool: "capture_lead".into(), arguments: calls[0].1.clone() });
        assert!(answer.uses[0].response["refused"].get("email").is_some());
        assert_eq!(answer.captured.get("email").map(String::as_str), Some("ana@example.com"));
        assert_eq!(answer.captured.get("name").map(String::as_str), Some("Ana"));
        assert_eq!((stage.conversations.writes(), stage.conversations.all_leads().len()), (0, 0));
        assert!(stage.log().await.is_empty());
    });
}

#[test]
fn what_was_said_before_counts() {
    let stage = Stage::saying("Noted.");
    run(async {
        let call = Call { tool: "capture_lead".into(), arguments: json!({ "interest": "a roof", "budget": "a million" }) };
        let before = vec![Line::visitor("I want a roof. I'm ana@example.com"), Line { calls: vec![call], ..Line::assistant("Gladly!") }];
        let next = PlaygroundTurn { lines: before, ..turn("Be kind.", "When?") };
        let answer = stage.studio.play(&stage.ana, next, &Unheard).await.expect("an answer");
        assert_eq!(answer.captured.get("interest").map(String::as_str), Some("a roof"));
        assert_eq!(answer.captured.get("budget"), None, "a call is checked again");
        assert_eq!(answer.captured.get("email").map(String::as_str), Some("ana@example.com"));
        let asked = &stage.model.requests()[0];
        assert_eq!(asked.turns.len(), 3);
        assert_eq!(asked.turns[2], Said::Visitor("When?".into()));
        assert!(asked.system.contains("- email: \"ana@example.com\""));
    });
}

#[test]
fn draft_and_published_answer_side_by_side() {
    let stage = Stage::saying("We are open.");
    run(async {
        let both = stage.studio.side_by_side(&stage.ana, turn("A draft.", "When are you open?")).await.expect("two answers");
        assert_eq!((both.draft.text.as_str(), both.published.text.as_str()), ("We are open.", "We are open."));
        let mut begins: Vec<String> =
            stage.model.requests().iter().map(|asked| asked.system.lines().next().unwrap_or("").to_owned()).collect();
        begins.sort();
        assert_eq!(begins, ["A draft.", SEED]);
    });
}

#[test]
fn a_model_that_fails_is_told_of() {
    let stage = Stage::over(ScriptedModel::always("scripted", Script::fails(ModelError::BadKey)));
    run(async {
        let answer = stage.studio.play(&stage.ana, turn("Be kind.", "hello"), &Unheard).await.expect("an answer");
        assert_eq!((answer.text.as_str(), answer.model.as_str()), ("How can we help?", "offline"));
        assert!(answer.problem().expect("a problem").starts_with("Google refuses the API key"));
    });
}

#[test]
fn what_cannot_be_answered_is_refused() {
    let stage = Stage::saying("hi");
    run(async {
        let play = async |turn: PlaygroundTurn| stage.studio.play(&stage.ana, turn, &Unheard).await;
        assert_eq!(problem(play(turn("a", " ")).await, "message"), "write a message");
        let open = PlaygroundTurn { lines: vec![Line::visitor("hi")], ..turn("a", "hello") };
        assert!(!problem(play(open).await, "lines").is_empty());
        let long = PlaygroundTurn { lines: vec![Line::assistant("hi"); 40], ..turn("a", "hello") };
        assert!(!problem(play(long).await, "lines").is_empty());
        assert!(!problem(play(PlaygroundTurn { locale: Some("?".into()), ..turn("a", "hello") }).await, "locale").is_empty());
        assert!(!problem(play(PlaygroundTurn { time_zone: Some("Mars".into()), ..turn("a", "hello") }).await, "time_zone").is_empty());
        assert!(stage.model.requests().is_empty());
    });
}
