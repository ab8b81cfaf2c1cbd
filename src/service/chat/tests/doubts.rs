//! A second address without a word that it replaces the first: asked about, and until then the first one counts.

use serde_json::json;

use super::*;
use crate::{domain::capture::Doubt, service::language_model::Turn};

const ASKED: &str = "Which one is right, ana@example.com or lima@example.org?";

/// The e-mail that is known by now.
fn email(reply: &ChatReply) -> Option<&str> {
    reply.lead.captured.get("email").map(String::as_str)
}

/// What the visitor says before we ask, and our question.
async fn in_doubt(stage: &Stage, ana: &Visitor) {
    stage.say(ana, "my e-mail is ana@example.com").await;
    let (reply, _) = stage.say(ana, "lima@example.org").await;
    assert_eq!((email(&reply), reply.reply.text.as_str()), (Some("ana@example.com"), ASKED));
}

#[test]
fn the_model_is_told_to_ask_and_cannot_choose() {
    run(async {
        let call = json!({ "email": "lima@example.org" });
        let stage = Stage::with([Script::says("Thanks."), Script::says_and_calls("", &[("capture_lead", call)]), Script::says(ASKED)]);
        in_doubt(&stage, &visitor("ana")).await;
        let requests = stage.model.requests();
        assert!(requests[1].system.contains("- email, perhaps: \"lima@example.org\". They did not say"), "{}", requests[1].system);
        let Some(Turn::ToolResults(results)) = requests[2].turns.last() else { panic!("no results") };
        assert!(results[0].response["refused"]["email"].as_str().expect("a reason").contains("ask which one is right"));
        assert_eq!(requests[2].briefing.doubts.len(), 1, "the offline assistant would ask, too");
        assert_eq!(stage.only_lead().value(Field::Email), Some("ana@example.com"));
    });
}

#[test]
fn the_answer_settles_it_by_name_or_by_place() {
    for (answer, wanted, message) in [
        ("the second one", "lima@example.org", 2),
        ("lima@example.org please", "lima@example.org", 4),
        ("the first", "ana@example.com", 0),
        ("ana@example.com", "ana@example.com", 0),
        ("what do you cost?", "ana@example.com", 0),
    ] {
        run(async {
            let stage = Stage::with([Script::says("Thanks."), Script::says(ASKED), Script::says("Thank you.")]);
            let ana = visitor("ana");
            in_doubt(&stage, &ana).await;
            let (reply, _) = stage.say(&ana, answer).await;
            assert_eq!(email(&reply), Some(wanted), "{answer}");
            let said = stage.messages_of(&reply.conversation_id).await[message].id.clone();
            let fact = stage.only_lead().facts.get(Field::Email).cloned().expect("a fact");
            assert_eq!(fact.message_id, Some(said), "{answer}: the words that carry it");
            let briefing = stage.model.requests()[2].briefing.clone();
            let settled = if answer.contains('?') { vec![] } else { vec![wanted.to_owned()] };
            assert_eq!((briefing.settled, briefing.doubts), (settled, vec![]), "{answer}");
        });
    }
}

#[test]
fn plain_words_need_no_question() {
    run(async {
        for words in ["no, it is lima@example.org", "my e-mail is lima@example.org"] {
            let stage = Stage::saying("Thanks.");
            let ana = visitor("ana");
            stage.say(&ana, "my e-mail is ana@example.com").await;
            let (reply, _) = stage.say(&ana, words).await;
            assert_eq!(email(&reply), Some("lima@example.org"), "{words}");
        }
        // Another spelling is no other number.
        let stage = Stage::saying("Thanks.");
        let ana = visitor("ana");
        stage.say(&ana, "call me on 0161 496 0142").await;
        let (reply, _) = stage.say(&ana, "+44 161 496 0142").await;
        assert_eq!(reply.lead.captured["phone"], "+441614960142");
        assert_eq!(stage.model.requests()[1].briefing.doubts, vec![]);
    });
}

#[test]
fn few_words_settle_it_too() {
    for (answer, wanted) in [
        ("both are mine, use the second", "lima@example.org"),
        ("the new one", "lima@example.org"),
        ("bitte die alte", "ana@example.com"),
        ("नया वाला", "lima@example.org"),
        ("use lima", "lima@example.org"),
    ] {
        run(async {
            let stage = Stage::with([Script::says("Thanks."), Script::says(ASKED), Script::says("Thank you.")]);
            let ana = visitor("ana");
            in_doubt(&stage, &ana).await;
            let (reply, _) = stage.say(&ana, answer).await;
            assert_eq!(email(&reply), Some(wanted), "{answer}");
            let briefing = stage.model.requests()[2].briefing.clone();
            assert_eq!((briefing.settled, briefing.doubts), (vec![wanted.to_owned()], vec![]), "{answer}");
        });
    }
}

#[test]
fn a_yes_to_two_addresses_is_asked_about_once_more_in_plainer_words() {
    run(async {
        let stage = Stage::with([Script::says("Thanks."), Script::says(ASKED), Script::says(ASKED), Script::says("Thank you.")]);
        let ana = visitor("ana");
        in_doubt(&stage, &ana).await;
        let (reply, _) = stage.say(&ana, "yes").await;
        assert_eq!(email(&reply), Some("ana@example.com"), "nothing was chosen");
        let request = &stage.model.requests()[2];
        let doubt = Doubt { field: Field::Email, known: "ana@example.com".into(), other: "lima@example.org".into(), again: true };
        assert_eq!(request.briefing.doubts, [doubt]);
        assert!(request.system.contains("- email, perhaps: \"lima@example.org\". They were asked"), "{}", request.system);
        stage.say(&ana, "both").await;
        assert_eq!(stage.model.requests()[3].briefing.doubts, [], "whoever does not want to choose is left alone");
        let (reply, _) = stage.say(&ana, "the second one").await;
        assert_eq!(email(&reply), Some("ana@example.com"), "nobody asks any more");
    });
}

#[test]
fn a_yes_to_one_address_takes_it() {
    for (question, answer, wanted) in [
        ("Shall we use lima@example.org from now on?", "yes, please", "lima@example.org"),
        ("Shall we use lima@example.org from now on?", "no", "ana@example.com"),
        ("I have ana@example.com. ¿Usamos lima@example.org?", "Sí", "lima@example.org"),
        ("Shall we use evil@example.net from now on?", "yes", "ana@example.com"),
    ] {
        run(async {
            let call = json!({ "email": "lima@example.org" });
            let scripts = [
                Script::says("Thanks."),
                Script::says(question),
                Script::says_and_calls("", &[("capture_lead", call)]),
                Script::says("Good."),
            ];
            let stage = Stage::with(scripts);
            let ana = visitor("ana");
            stage.say(&ana, "my e-mail is ana@example.com").await;
            stage.say(&ana, "lima@example.org").await;
            let (reply, _) = stage.say(&ana, answer).await;
            assert_eq!(email(&reply), Some(wanted), "{question} {answer}");
        });
    }
}

#[test]
fn an_older_address_can_be_chosen_again() {
    run(async {
        let question = "Shall we go back to ana@example.com?";
        let stage = Stage::with([Script::says("Thanks."), Script::says(question), Script::says("Good.")]);
        let ana = visitor("ana");
        stage.say(&ana, "my e-mail is ana@example.com").await;
        stage.say(&ana, "no, my e-mail is lima@example.org").await;
        let (reply, _) = stage.say(&ana, "yes").await;
        assert_eq!(email(&reply), Some("ana@example.com"));
        let said = stage.messages_of(&reply.conversation_id).await[0].id.clone();
        assert_eq!(stage.only_lead().facts.get(Field::Email).and_then(|fact| fact.message_id.clone()), Some(said));
    });
}

#[test]
fn an_address_of_ours_is_nobodys_choice() {
    for (question, answer) in [
        ("Do you write to info@brooks.example, or shall we write to ana@example.com?", "yes"),
        ("Shall I pass it on to info@brooks.example?", "no"),
    ] {
        run(async {
            let stage = Stage::with([Script::says(question), Script::says("Good.")]);
            let ana = visitor("ana");
            stage.say(&ana, "my e-mail is ana@example.com").await;
            let (reply, _) = stage.say(&ana, answer).await;
            assert_eq!(email(&reply), Some("ana@example.com"));
            let briefing = stage.model.requests()[1].briefing.clone();
            assert_eq!((briefing.settled, briefing.doubts), (vec![], vec![]), "{question}");
        });
    }
}
