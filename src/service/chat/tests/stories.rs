//! The ordinary days: a visitor writes, is answered, comes back, starts anew, is forgotten.

use super::*;
use crate::domain::live::LiveEvent;

#[test]
fn a_visitor_is_answered_in_a_stream_and_both_messages_are_kept() {
    run(async {
        let stage = Stage::saying("We cost nothing at all.");
        let ana = Visitor::vouched(VisitorKey::derive("token", "ana"), Some("vt_fresh".into()));
        let (reply, events) = stage.say(&ana, "Hi, I'm Ana, ana@example.com, what do you cost?").await;
        assert!(events.iter().filter(|event| event.name() == "delta").count() > 3, "streamed in pieces");
        assert!(
            matches!(&events[0], ChatEvent::Start(start) if start.visitor_token.as_deref() == Some("vt_fresh") && start.reply_id == reply.reply.id)
        );
        assert_eq!((reply.reply.text.as_str(), reply.reply.html.as_str()), ("We cost nothing at all.", "<p>We cost nothing at all.</p>"));
        assert_eq!((reply.model.as_str(), reply.end, reply.usage.prompt_tokens), ("scripted-1", ReplyEnd::Complete, 10));

        let messages = stage.messages_of(&reply.conversation_id).await;
        assert_eq!(
            messages.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(),
            ["Hi, I'm Ana, ana@example.com, what do you cost?", "We cost nothing at all."]
        );
        let lead = stage.only_lead();
        assert_eq!((lead.value(Field::Name), lead.value(Field::Email)), (Some("Ana"), Some("ana@example.com")));
        assert_eq!(lead.facts.get(Field::Email).and_then(|fact| fact.message_id.clone()), Some(messages[0].id.clone()));
        assert_eq!(reply.lead.id, Some(lead.id));
        assert_eq!(stage.store.writes(), 1, "one write a turn");
        assert_eq!(stage.models.reports(), [Ok(())]);
    });
}

#[test]
fn dashboards_hear_of_the_answer_before_and_after() {
    run(async {
        let stage = Stage::saying("Hello.");
        let (reply, _) = stage.say(&visitor("ana"), "hi, I'm Ana").await;
        let heard = stage.bus.published();
        assert_eq!(heard[0], LiveEvent::Answering { id: reply.conversation_id.clone() });
        assert!(
            matches!(&heard[1], LiveEvent::Conversation { summary } if summary.who.as_deref() == Some("Ana") && summary.messages == 2 && summary.has_lead)
        );
        assert_eq!(heard.len(), 2);
    });
}

#[test]
fn the_model_is_told_what_was_said_and_what_is_known() {
    run(async {
        let stage = Stage::saying("Yes.");
        stage.instructions.seed("Speak like a pirate.", stage.clock.now()).await.expect("memory");
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana").await;
        let (reply, _) = stage.say(&ana, "Do you paint?").await;
        let requests = stage.model.requests();
        let last = &requests[1];
        assert!(
            last.system.starts_with("Speak like a pirate.")
                && last.system.contains("Name: Brooks")
                && last.system.contains("- name: \"Ana\"")
        );
        let turns: Vec<String> = last.turns.iter().map(|turn| format!("{turn:?}").chars().take(16).collect()).collect();
        assert_eq!(turns.len(), 3, "{turns:?}");
        assert_eq!(last.tools.len(), 1);
        assert_eq!(last.briefing.facts.value(Field::Name), Some("Ana"));
        assert_eq!(reply.instruction_version, 1);
    });
}

#[test]
fn a_conversation_keeps_the_instruction_it_began_with() {
    run(async {
        let stage = Stage::saying("Yes.");
        let ana = visitor("ana");
        // Begun before anything was published: it takes the first one there is.
        let info = ContactInfo { name: Some("Ana".into()), ..ContactInfo::default() };
        stage.chat.save_info(&ana, info, Channel::Website, false).await.expect("saved");
        stage.instructions.seed("Speak like a pirate.", stage.clock.now()).await.expect("memory");
        let (reply, _) = stage.say(&ana, "hi").await;
        assert_eq!(reply.instruction_version, 1);
        assert_eq!(stage.store.all()[0].instruction_version, 1);
        let making = stage.messages_of(&reply.conversation_id).await.pop().and_then(|message| message.making);
        assert_eq!(making.map(|making| making.instruction_version), Some(1));
    });
}

#[test]
fn a_name_is_understood_as_the_answer_to_our_question() {
    run(async {
        let stage = Stage::saying("Thank you. May I ask your name?");
        let ana = visitor("ana");
        stage.say(&ana, "what are your hours?").await;
        let (reply, _) = stage.say(&ana, "ana lima").await;
        assert_eq!(reply.lead.captured.get("name").map(String::as_str), Some("Ana Lima"));
    });
}

#[test]
fn a_conversation_goes_on_for_a_day_and_then_begins_anew() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        let (first, _) = stage.say(&ana, "I'm Ana, ana@example.com").await;
        stage.clock.advance(Duration::from_secs(DAY - 5));
        let (second, _) = stage.say(&ana, "still there?").await;
        assert_eq!(first.conversation_id, second.conversation_id);

        stage.clock.advance(Duration::from_secs(DAY + 5));
        assert_eq!(stage.chat.transcript(&ana).await.expect("memory"), Transcript::default());
        let (third, _) = stage.say(&ana, "hello again").await;
        assert_ne!(first.conversation_id, third.conversation_id);
        let old = Conversations::find(&stage.store, &first.conversation_id).await.expect("memory").expect("kept");
        assert_eq!(old.status, crate::domain::conversation::Status::Closed);
        // Ana is still Ana, and one lead.
        assert_eq!(third.lead.captured.get("email").map(String::as_str), Some("ana@example.com"));
        assert_eq!(stage.only_lead().conversation_ids, [first.conversation_id, third.conversation_id]);
        // But the model is not shown the old talk.
        assert_eq!(stage.model.requests().last().expect("asked").turns.len(), 1);
    });
}

#[test]
fn the_transcript_shows_the_visitors_own_words_verbatim() {
    run(async {
        let stage = Stage::saying("Hello **you**.");
        let ana = visitor("ana");
        assert_eq!(stage.chat.transcript(&ana).await.expect("memory"), Transcript::default());
        let (reply, _) = stage.say(&ana, "<b>1. x</b>\nline & line").await;
        let transcript = stage.chat.transcript(&ana).await.expect("memory");
        assert_eq!(transcript.conversation_id, Some(reply.conversation_id));
        let html: Vec<&str> = transcript.messages.iter().map(|message| message.html.as_str()).collect();
        assert_eq!(html, ["<p>&lt;b&gt;1. x&lt;/b&gt;<br>line &amp; line</p>", "<p>Hello **you**.</p>"]);
        assert_eq!(transcript.messages[0].at, "2026-11-22T12:00:00.000Z");
        assert_eq!(stage.chat.transcript(&visitor("bob")).await.expect("memory"), Transcript::default());
    });
}

#[test]
fn a_reset_closes_and_the_next_message_begins_anew() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        assert_eq!(stage.chat.reset(&ana).await, Ok(None));
        let (first, _) = stage.say(&ana, "hi").await;
        assert_eq!(stage.chat.reset(&ana).await, Ok(Some(first.conversation_id.clone())));
        assert_eq!(stage.chat.transcript(&ana).await.expect("memory"), Transcript::default());
        let (second, _) = stage.say(&ana, "hi").await;
        assert_ne!(first.conversation_id, second.conversation_id);
        assert_eq!(stage.messages_of(&first.conversation_id).await.len(), 2, "the log keeps it");
    });
}

#[test]
fn erase_forgets_the_visitor_and_nobody_else() {
    run(async {
        let stage = Stage::saying("Hello.");
        let (ana, bob) = (visitor("ana"), visitor("bob"));
        let (of_ana, _) = stage.say(&ana, "I'm Ana, ana@example.com").await;
        stage.say(&bob, "I'm Bob, bob@example.com").await;
        assert_eq!(stage.chat.erase(&ana).await, Ok(vec![of_ana.conversation_id.clone()]));
        assert_eq!(stage.only_lead().value(Field::Name), Some("Bob"));
        assert_eq!(stage.messages_of(&of_ana.conversation_id).await, []);
        assert_eq!(stage.bus.published().last(), Some(&LiveEvent::Erased { id: of_ana.conversation_id }));
        assert_eq!(stage.chat.erase(&ana).await, Ok(vec![]));
    });
}

#[test]
fn visitors_are_kept_apart() {
    run(async {
        let stage = Stage::saying("Hello.");
        for round in 0..3 {
            for at in 0..20 {
                let who = visitor(&at.to_string());
                stage.say(&who, &format!("round {round}, my secret is canary-{at}-x")).await;
                let asked = stage.model.requests().pop().expect("asked");
                let told = format!("{}{:?}", asked.system, asked.turns);
                let canaries = told.matches("canary-").count();
                assert!(canaries > 0 && canaries == told.matches(&format!("canary-{at}-x")).count());
            }
        }
    });
}
