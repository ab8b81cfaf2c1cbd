//! Questions without an answer are noted with the turn.

use super::*;
use crate::domain::unanswered::{Unanswered, Why};

async fn noted(stage: &Stage, words: &str) -> Option<Unanswered> {
    let (reply, _) = stage.say(&visitor("ana"), words).await;
    let answer = stage.messages_of(&reply.conversation_id).await.pop().expect("an answer");
    let messages = stage.messages_of(&reply.conversation_id).await;
    let unanswered = answer.making.expect("an answer").unanswered;
    if let Some(noted) = &unanswered {
        assert!(messages.iter().any(|message| message.id == noted.question && message.text == words));
    }
    unanswered
}

fn why(noted: Option<Unanswered>) -> Option<Why> {
    noted.map(|noted| noted.why)
}

#[test]
fn what_the_model_does_not_know_is_noted_once_with_the_question() {
    run(async {
        let scripts = ["We ship everywhere.", "I'm afraid I don't know that.", "I'd have to ask the team about that."];
        let stage = Stage::with(scripts.map(Script::says));
        assert_eq!(noted(&stage, "Do you ship to Japan?").await, None);
        assert_eq!(why(noted(&stage, "Is there parking?").await), Some(Why::Unknown));
        assert_eq!(why(noted(&stage, "And for lorries?").await), Some(Why::HandedOver));
        assert_eq!(stage.model.requests().len(), 3, "nobody is asked twice");
    });
}

#[test]
fn a_false_claim_is_noted_where_it_was_corrected() {
    run(async {
        let stage = Stage::saying("I have booked your meeting for Friday.");
        assert_eq!(why(noted(&stage, "Book me in for Friday").await), Some(Why::Claimed));
    });
}

#[test]
fn a_model_that_fails_leaves_questions_and_no_greetings() {
    run(async {
        let failing = || Script::fails(ModelError::TimedOut);
        let stage = Stage::with([failing(), failing()]);
        assert_eq!(noted(&stage, "Hello").await, None);
        assert_eq!(why(noted(&stage, "Do you ship to Japan?").await), Some(Why::Offline));
    });
}
