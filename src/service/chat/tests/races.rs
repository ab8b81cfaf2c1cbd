//! Many at once: nobody's words are lost, nobody's facts are mixed up.

use super::{people::desk, *};
use crate::domain::conversation::Status;

/// Runs the turns all at once and returns their answers.
async fn at_once(stage: &Stage, turns: Vec<(Visitor, String)>) -> Vec<ChatReply> {
    let turns: FuturesUnordered<_> = turns
        .into_iter()
        .map(|(who, text)| async move {
            let sink = Recorder::default();
            let reply = stage.chat.turn(&who, stage.incoming(&text), &sink).await.expect("an answer");
            check_events(&reply, &sink.events());
            reply
        })
        .collect();
    turns.collect().await
}

#[test]
fn fifty_turns_of_one_visitor_at_once_all_survive() {
    run(async {
        let stage = Stage::saying("Hello.");
        let turns = (0..50).map(|at| (visitor("ana"), format!("message {at}"))).collect();
        let replies = at_once(&stage, turns).await;
        let open: Vec<_> = stage.store.all().into_iter().filter(|c| c.status == Status::Open).collect();
        assert_eq!(open.len(), 1, "one conversation");
        let messages = stage.messages_of(&open[0].id).await;
        assert_eq!((messages.len(), open[0].visitor_messages, open[0].assistant_messages, open[0].revision), (100, 50, 50, 50));
        for at in 0..50 {
            assert_eq!(messages.iter().filter(|message| message.text == format!("message {at}")).count(), 1);
        }
        assert!(replies.iter().all(|reply| reply.conversation_id == open[0].id));
        assert_eq!(open[0].usage.prompt_tokens, 500);
    });
}

#[test]
fn fifty_turns_of_one_visitor_are_one_lead_with_all_they_said() {
    run(async {
        let stage = Stage::saying("Hello.");
        let mut turns: Vec<(Visitor, String)> = (0..47).map(|at| (visitor("ana"), format!("message {at}"))).collect();
        turns.insert(5, (visitor("ana"), "my name is Ana Lima".into()));
        turns.insert(20, (visitor("ana"), "ana@example.com".into()));
        turns.insert(40, (visitor("ana"), "call me on 0300 1234567".into()));
        at_once(&stage, turns).await;
        let lead = stage.only_lead();
        assert_eq!(
            (lead.value(Field::Name), lead.value(Field::Email), lead.value(Field::Phone)),
            (Some("Ana Lima"), Some("ana@example.com"), Some("03001234567"))
        );
    });
}

#[test]
fn thirty_three_people_are_thirty_three_leads() {
    run(async {
        let stage = Stage::saying("Hello.");
        let people = |text: fn(usize) -> String| (0..33).map(move |at| (visitor(&format!("p{at}")), text(at))).collect::<Vec<_>>();
        let mut turns = people(|at| format!("Hi, my name is Person {}, p{at}@example.com", letters(at)));
        turns.extend(people(|at| format!("call me on 0300 12345{at:02}")));
        at_once(&stage, turns).await;
        let leads = stage.store.all_leads();
        assert_eq!(leads.len(), 33);
        for at in 0..33 {
            let of_person: Vec<_> = leads.iter().filter(|lead| lead.value(Field::Email) == Some(&format!("p{at}@example.com"))).collect();
            assert_eq!(of_person.len(), 1);
            assert_eq!(of_person[0].value(Field::Name), Some(format!("Person {}", letters(at)).as_str()));
            assert_eq!(of_person[0].value(Field::Phone), Some(format!("030012345{at:02}").as_str()));
            assert_eq!(of_person[0].conversation_ids.len(), 1);
        }
    });
}

fn letters(at: usize) -> String {
    ["Aa", "Be", "Ci", "Do", "Fu", "Ga", "He"][at % 7].to_owned() + ["ra", "lo", "mi", "ne", "pu"][at / 7]
}

#[test]
fn a_stale_conversation_is_closed_once_by_many_at_once() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana").await;
        stage.clock.advance(Duration::from_secs(DAY + 10));
        at_once(&stage, (0..10).map(|at| (ana.clone(), format!("again {at}"))).collect()).await;
        let all = stage.store.all();
        assert_eq!(all.len(), 2);
        let open = all.iter().find(|c| c.status == Status::Open).expect("one open");
        assert_eq!(open.visitor_messages, 10);
        assert_eq!(open.lead_id, Some(stage.only_lead().id));
    });
}

#[test]
fn a_reset_during_an_answer_leaves_the_answer_where_it_belongs() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        let (first, _) = stage.say(&ana, "one").await;
        let sink = Recorder::default();
        let turn = stage.chat.turn(&ana, stage.incoming("two, I'm Ana"), &sink);
        let (reply, reset) = futures::join!(turn, stage.chat.reset(&ana));
        assert!(reset.expect("memory").is_some());
        assert_eq!(reply.expect("an answer").conversation_id, first.conversation_id);
        let all = stage.store.all();
        assert_eq!((all.len(), all[0].status, all[0].visitor_messages), (1, Status::Closed, 2));
        assert_eq!(stage.only_lead().value(Field::Name), Some("Ana"));
    });
}

#[test]
fn an_erase_during_an_answer_wins() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana").await;
        let sink = Recorder::default();
        let turn = stage.chat.turn(&ana, stage.incoming("ana@example.com"), &sink);
        let (outcome, erased) = futures::join!(turn, stage.chat.erase(&ana));
        assert_eq!(erased.expect("memory").len(), 1);
        assert_eq!(outcome, Err(ServiceError::NotFound("conversation")));
        assert!(stage.store.all().is_empty() && stage.store.all_leads().is_empty());
    });
}

#[test]
fn who_is_erased_while_they_come_back_is_known_by_nothing_of_before() {
    run(async {
        let stage = Stage::with([Script::says("Hello."), Script::hangs_after("Welcome back")]);
        let ana = visitor("ana");
        stage.say(&ana, "I'm Ana Lima, ana@example.com").await;
        let lead = stage.only_lead().id;
        stage.clock.advance(Duration::from_secs(DAY + 10));
        let (stop, stopped) = oneshot::channel();
        let sink = Recorder { stopped: Mutex::new(Some(stopped)), ..Recorder::default() };
        let (desk, clerk) = desk(&stage);
        let erasing = async {
            while stage.model.requests().len() < 2 {
                desk.find(&clerk, &lead).await.expect("they are there until the answer has begun");
            }
            desk.erase(&clerk, std::slice::from_ref(&lead)).await.expect("erased");
            stop.send(Halt::Stopped).expect("it is still being answered");
        };
        let (reply, ()) = futures::join!(stage.chat.turn(&ana, stage.incoming("hello again"), &sink), erasing);
        let all = stage.store.all();
        assert_eq!((all.len(), &all[0].id), (1, &reply.expect("an answer").conversation_id));
        assert!(all[0].facts.is_empty() && all[0].lead_id.is_none(), "{:?}", all[0]);
        assert_eq!(stage.store.all_leads(), []);
    });
}

#[test]
fn two_who_save_at_once_both_count() {
    run(async {
        let stage = Stage::saying("Hello.");
        let ana = visitor("ana");
        let save = |info| stage.chat.save_info(&ana, info, Channel::Website, false);
        let (a, b) = futures::join!(
            save(ContactInfo { name: Some("Ana".into()), ..ContactInfo::default() }),
            save(ContactInfo { email: Some("ana@example.com".into()), ..ContactInfo::default() })
        );
        assert!(a.is_ok() && b.is_ok());
        let lead = stage.only_lead();
        assert_eq!((lead.value(Field::Name), lead.value(Field::Email)), (Some("Ana"), Some("ana@example.com")));
    });
}

#[test]
fn every_use_case_can_run_in_a_task_of_its_own() {
    fn check<T: Send>(work: T) -> T {
        work
    }
    let stage = Stage::saying("Hello.");
    let (ana, sink) = (visitor("ana"), Recorder::default());
    drop(check(stage.chat.turn(&ana, stage.incoming("hi"), &sink)));
    drop(check(stage.chat.save_info(&ana, ContactInfo::default(), Channel::Website, false)));
    drop(check(stage.chat.reset(&ana)));
    drop(check(stage.chat.transcript(&ana)));
    drop(check(stage.chat.erase(&ana)));
}
