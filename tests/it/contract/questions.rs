//! Questions without an answer: found with the turn that is none, gone with the person, away while they are in an archive.

use chatimjd::{
    domain::{
        analytics::{calendar::Calendar, measure::Measure, range::Range},
        conversation::Conversation,
        message::Message,
        time::Timestamp,
        unanswered::{Asked, Unanswered, Why},
    },
    service::{
        error::StorageError,
        ports::{ArchiveEntry, ConversationWrite, Talk},
    },
};

use super::{Ports, against_all, people::*};

against_all! {
    what_was_asked_in_vain_is_found_the_latest_first,
    however_far_back_they_are_the_latest_come_first,
    a_refused_write_notes_nothing,
    questions_go_with_an_erased_visitor,
    questions_go_with_an_erased_lead,
    questions_come_back_with_their_conversation,
}

const DAY: i64 = 86_400;

/// Visitor `n` asks as message `m` what nobody answers; answered at `seconds`.
fn vain(n: u128, m: u128, seconds: i64, text: &str, why: Why) -> Vec<Message> {
    let mut messages = exchange(n, m, text);
    let asked = messages[0].id.clone();
    messages[1].at = at(seconds);
    if let Some(making) = &mut messages[1].making {
        making.unanswered = Some(Unanswered { question: asked, why });
    }
    messages
}

/// The first write of visitor `n`.
fn first(n: u128, seconds: i64, text: &str) -> ConversationWrite {
    write(Conversation { last_at: at(seconds), ..conversation(n) }, vain(n, 1, seconds, text, Why::Unknown))
}

async fn ask(ports: &Ports, n: u128, seconds: i64, text: &str) {
    ports.conversations.write(first(n, seconds, text)).await.expect("written");
}

async fn within(ports: &Ports, span: (Timestamp, Timestamp), limit: u32) -> Vec<Asked> {
    ports.questions.unanswered(span, limit).await.expect("read")
}

/// All there are.
async fn all(ports: &Ports) -> Vec<String> {
    within(ports, (at(-DAY), at(9 * DAY)), 100).await.into_iter().map(|asked| asked.words).collect()
}

/// How many are counted, which is right.
async fn counted(ports: &Ports) -> i64 {
    assert_eq!(ports.tallies.rebuild(&Calendar::default()).await.map(|rebuilt| rebuilt.wrong), Ok(0));
    let days = Range::ending(Calendar::default().date_of(at(9 * DAY)), 20);
    ports.tallies.days(days).await.expect("read").values().map(|counts| counts.get(Measure::Unanswered)).sum()
}

async fn what_was_asked_in_vain_is_found_the_latest_first(ports: Ports) {
    assert_eq!(all(&ports).await, Vec::<String>::new());
    ask(&ports, 1, 10, "Do you ship to Japan?").await;
    ask(&ports, 2, DAY, NAUGHTY[0]).await;
    let more = Conversation { last_at: at(2 * DAY), ..next(&conversation(1)) };
    ports.conversations.write(write(more, vain(1, 3, 2 * DAY, "And to Peru?", Why::Offline))).await.expect("written");
    ports.conversations.write(said(3, 20, "hello")).await.expect("written");

    assert_eq!(all(&ports).await, ["And to Peru?", NAUGHTY[0], "Do you ship to Japan?"]);
    assert_eq!(counted(&ports).await, 3);
    let peru = Asked {
        conversation_id: conversation_id(1),
        question: message_id(1, 3),
        at: at(2 * DAY),
        words: "And to Peru?".into(),
        why: Why::Offline,
    };
    assert_eq!(within(&ports, (at(-DAY), at(9 * DAY)), 1).await, [peru]);
    let words = async |from, to| within(&ports, (at(from), at(to)), 9).await.into_iter().map(|asked| asked.words).collect::<Vec<_>>();
    assert_eq!(words(10, DAY).await, ["Do you ship to Japan?"], "the end is not within");
    assert_eq!(words(11, DAY + 1).await, [NAUGHTY[0]]);
    assert_eq!(words(DAY + 1, 2 * DAY).await, Vec::<String>::new());
}

async fn however_far_back_they_are_the_latest_come_first(ports: Ports) {
    // Minutes, hours, days and months apart.
    let ages = [0, 60, 3_600, 3_601, 4 * 3_600, 5 * 3_600, DAY, 20 * DAY, 21 * DAY, 200 * DAY];
    for (n, age) in (1..).zip(ages) {
        ask(&ports, n, 9 * DAY - 1 - age, &format!("Question {n}?")).await;
    }
    let words = |count: usize| (1..=count).map(|n| format!("Question {n}?")).collect::<Vec<_>>();
    for limit in 1..=ages.len() {
        let found = within(&ports, (at(-300 * DAY), at(9 * DAY)), u32::try_from(limit).expect("few")).await;
        assert_eq!(found.into_iter().map(|asked| asked.words).collect::<Vec<_>>(), words(limit));
    }
    assert_eq!(within(&ports, (at(9 * DAY), at(300 * DAY)), 9).await, []);
}

async fn a_refused_write_notes_nothing(ports: Ports) {
    ask(&ports, 1, 10, "Do you ship to Japan?").await;
    assert_eq!(ports.conversations.write(first(1, 20, "Do you?")).await, Err(StorageError::Conflict));
    assert_eq!((all(&ports).await, counted(&ports).await), (vec!["Do you ship to Japan?".to_owned()], 1));
}

async fn questions_go_with_an_erased_visitor(ports: Ports) {
    ask(&ports, 1, 10, "Do you ship to Japan?").await;
    ask(&ports, 2, 20, "And to Peru?").await;
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!((all(&ports).await, counted(&ports).await), (vec!["And to Peru?".to_owned()], 1));
}

async fn questions_go_with_an_erased_lead(ports: Ports) {
    let mut change = first(1, 10, "Do you ship to Japan?");
    let person = lead(1, &Default::default());
    change.conversation.lead_id = Some(person.id.clone());
    change.lead = Some(person.clone());
    ports.conversations.write(change).await.expect("written");
    ask(&ports, 2, 20, "And to Peru?").await;
    ports.leads.erase(&[person], vec![]).await.expect("erased");
    assert_eq!((all(&ports).await, counted(&ports).await), (vec!["And to Peru?".to_owned()], 1));
}

async fn questions_come_back_with_their_conversation(ports: Ports) {
    let change = first(1, 10, "Do you ship to Japan?");
    let talk = Talk { conversation: change.conversation.clone(), messages: change.messages.clone() };
    ports.conversations.write(change).await.expect("written");
    let talks = vec![(talk.conversation.id.clone(), talk.conversation.revision)];
    let gone = ports.logs.take_out(ArchiveEntry { archive: None, talks, keep_followed_up: true, entry: None }).await;
    assert_eq!(gone, Ok(vec![conversation_id(1)]));
    assert_eq!(all(&ports).await, Vec::<String>::new());
    assert_eq!(counted(&ports).await, 1, "figures of the past do not shrink");
    ports.logs.put_back(vec![talk], None).await.expect("back");
    assert_eq!((all(&ports).await, counted(&ports).await), (vec!["Do you ship to Japan?".to_owned()], 1));
}
