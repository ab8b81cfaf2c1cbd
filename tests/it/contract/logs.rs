//! Looking through the log: latest message first, by words of one message, by where, when and how.

use chatimjd::{
    domain::{
        conversation::{Channel, Conversation, Status},
        entry::Entry,
        message::Message,
        page::PageSize,
    },
    service::ports::{LogFilter, LogHit},
};

use super::{Ports, against_all, people::*};

against_all! {
    all_conversations_come_in_pages_latest_first,
    a_strange_cursor_is_refused,
    words_are_found_by_their_beginnings_in_one_message,
    what_is_found_is_shown_where_it_is,
    words_of_any_language_are_found,
    what_is_said_later_is_found_and_what_is_erased_is_not,
    the_log_is_narrowed_down_by_channel_page_and_time,
    days_are_those_of_messages_or_of_beginnings,
    common_words_are_found_in_the_latest,
}

/// Visitor `n` says this at `seconds`.
async fn tell(ports: &Ports, n: u128, seconds: i64, text: &str) -> Conversation {
    let talk = Conversation { started_at: at(seconds), last_at: at(seconds), preview: text.into(), ..conversation(n) };
    tell_as(ports, talk, 1, seconds, text).await
}

async fn tell_as(ports: &Ports, talk: Conversation, m: u128, seconds: i64, text: &str) -> Conversation {
    let n = (1..10_000).find(|n| conversation_id(*n) == talk.id).expect("one of ours");
    let messages = exchange(n, m, text).into_iter().map(|message| Message { at: at(seconds), ..message }).collect();
    ports.conversations.write(write(talk.clone(), messages)).await.expect("written");
    talk
}

async fn go_on(ports: &Ports, talk: &Conversation, m: u128, seconds: i64, text: &str) -> Conversation {
    tell_as(ports, Conversation { last_at: at(seconds), ..next(talk) }, m, seconds, text).await
}

async fn hits(ports: &Ports, filter: &LogFilter, size: u32) -> Vec<LogHit> {
    pages(ports, filter, PageSize::new(size).expect("a size")).await
}

async fn pages(ports: &Ports, filter: &LogFilter, size: PageSize) -> Vec<LogHit> {
    let (mut found, mut cursor) = (vec![], None::<String>);
    loop {
        let page = ports.logs.search(filter, size, cursor.as_deref()).await.expect("read").expect("a page");
        assert!(page.items.len() <= size.get() as usize);
        found.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

/// The numbers of those that are found.
async fn find(ports: &Ports, filter: &LogFilter) -> Vec<u128> {
    let number = |hit: LogHit| (1..10_000).find(|n| conversation_id(*n) == hit.summary.id).expect("one of ours");
    let found = hits(ports, filter, 3).await;
    assert_eq!(pages(ports, filter, PageSize::WHOLE).await, found, "as a whole list it is the same: {filter:?}");
    found.into_iter().map(number).collect()
}

fn words(q: &str) -> LogFilter {
    LogFilter { q: Some(q.into()), ..LogFilter::default() }
}

async fn all_conversations_come_in_pages_latest_first(ports: Ports) {
    assert_eq!(hits(&ports, &LogFilter::default(), 9).await, []);
    let mut first = conversation(1);
    for n in 1..=11 {
        let talk = tell(&ports, n, i64::try_from(n).expect("small"), "hello").await;
        if n == 1 {
            first = talk;
        } else if n % 3 == 0 {
            let closed = Conversation { status: Status::Closed, ..next(&talk) };
            ports.conversations.write(write(closed, vec![])).await.expect("closed");
        }
    }
    go_on(&ports, &first, 3, 50, "me again").await;
    for size in [1, 4, 100] {
        let found = hits(&ports, &LogFilter::default(), size).await;
        let expected = [1, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map(conversation_id);
        assert_eq!(found.iter().map(|hit| hit.summary.id.clone()).collect::<Vec<_>>(), expected, "{size}");
        assert!(found.iter().all(|hit| hit.found.is_none()));
    }
}

async fn a_strange_cursor_is_refused(ports: Ports) {
    tell(&ports, 1, 1, "hello").await;
    for cursor in ["", "x", "'; DELETE conversation; --"] {
        assert_eq!(ports.logs.search(&LogFilter::default(), PageSize::default(), Some(cursor)).await, Ok(None), "{cursor}");
        assert_eq!(ports.logs.search(&words("hello"), PageSize::default(), Some(cursor)).await, Ok(None), "{cursor}");
    }
}

async fn words_are_found_by_their_beginnings_in_one_message(ports: Ports) {
    let ovens = tell(&ports, 1, 1, "Do you sell OVENS?").await;
    go_on(&ports, &ovens, 3, 9, "And gloves, please").await;
    tell(&ports, 2, 2, "woven baskets and oven gloves").await;
    tell(&ports, 3, 3, "nothing of it").await;
    assert_eq!(find(&ports, &words("oven")).await, [1, 2]);
    assert_eq!(find(&ports, &words("ovens")).await, [1]);
    assert_eq!(find(&ports, &words("OVE glo")).await, [2], "not over two messages");
    assert_eq!(find(&ports, &words("and")).await, [1, 2]);
    assert_eq!(find(&ports, &words("o")).await, [1, 3, 2], "one letter is a beginning, too");
    assert_eq!(find(&ports, &words("ovens zebra")).await, [] as [u128; 0]);
    assert_eq!(find(&ports, &words("you said nothing")).await, [3], "answers are said, too");
    for nothing in ["", " ,; ", "'; DELETE message; --", "%", "*"] {
        assert_eq!(find(&ports, &words(nothing)).await, [] as [u128; 0], "{nothing}");
    }
}

async fn what_is_found_is_shown_where_it_is(ports: Ports) {
    let talk = tell(&ports, 1, 1, "the price of an oven").await;
    go_on(&ports, &talk, 3, 5, "your <b>price</b> is too high").await;
    let hit = hits(&ports, &words("price"), 5).await.remove(0);
    let (message, found) = hit.found.expect("found");
    // The answer repeats it.
    assert_eq!(message, message_id(1, 4), "the latest");
    assert_eq!(found.text, "You said: your <b>price</b> is too high", "text, not markup");
    let (from, until) = found.marks[0];
    assert_eq!(found.text.chars().skip(from).take(until - from).collect::<String>(), "price");
    let early = LogFilter { to: Some(at(5)), ..words("price") };
    assert_eq!(
        hits(&ports, &early, 5).await[0].found.as_ref().map(|(id, _)| id.clone()),
        Some(message_id(1, 2)),
        "the latest of that time"
    );
}

async fn words_of_any_language_are_found(ports: Ports) {
    for (n, text) in (1_u128..).zip(NAUGHTY) {
        tell(&ports, n, i64::try_from(n).expect("small"), text).await;
    }
    for (q, n) in [("قیمت", 5), ("你好", 7), ("quoted", 2), ("throw conf", 3), ("bom", 14)] {
        assert_eq!(find(&ports, &words(q)).await, [n], "{q}");
    }
}

async fn what_is_said_later_is_found_and_what_is_erased_is_not(ports: Ports) {
    let talk = tell(&ports, 1, 1, "hello").await;
    assert_eq!(find(&ports, &words("zebra")).await, [] as [u128; 0]);
    go_on(&ports, &talk, 3, 2, "a zebra oven").await;
    tell(&ports, 2, 3, "two zebras").await;
    assert_eq!(find(&ports, &words("zebra")).await, [2, 1]);
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!(find(&ports, &words("zebra")).await, [1]);
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!(find(&ports, &words("zebra")).await, [] as [u128; 0]);
    assert_eq!(find(&ports, &LogFilter::default()).await, [] as [u128; 0]);
}

async fn the_log_is_narrowed_down_by_channel_page_and_time(ports: Ports) {
    for n in 1..=12_u128 {
        let seconds = i64::try_from(n).expect("small") * 100;
        let channel = if n.is_multiple_of(3) { Channel::WhatsApp } else { Channel::Website };
        let page = if n.is_multiple_of(2) { "/ovens" } else { "/gloves" };
        let entry = Entry { page: Some(page.into()), ..Entry::default() };
        let talk = Conversation { channel, entry, started_at: at(seconds), last_at: at(seconds), ..conversation(n) };
        tell_as(&ports, talk, 1, seconds, "do you sell them?").await;
    }
    let all = LogFilter::default;
    assert_eq!(find(&ports, &LogFilter { channel: Some(Channel::WhatsApp), ..all() }).await, [12, 9, 6, 3]);
    assert_eq!(find(&ports, &LogFilter { page: Some("/ovens".into()), ..all() }).await, [12, 10, 8, 6, 4, 2]);
    let both = LogFilter { channel: Some(Channel::WhatsApp), page: Some("/ovens".into()), ..all() };
    assert_eq!(find(&ports, &both).await, [12, 6]);
    let span = LogFilter { from: Some(at(300)), to: Some(at(600)), ..all() };
    assert_eq!(find(&ports, &span).await, [5, 4, 3]);
    assert_eq!(find(&ports, &LogFilter { from: Some(at(1_000)), ..all() }).await, [12, 11, 10]);
    assert_eq!(find(&ports, &LogFilter { to: Some(at(300)), ..all() }).await, [2, 1]);
    let wide = LogFilter { from: Some(at(-90 * 86_400)), to: Some(at(300)), ..all() };
    assert_eq!(find(&ports, &wide).await, [2, 1]);
    assert_eq!(find(&ports, &LogFilter { q: Some("sell".into()), ..both }).await, [12, 6]);
    assert_eq!(find(&ports, &LogFilter { q: Some("sell".into()), ..span.clone() }).await, [5, 4, 3]);
    // By what was said in that time, whatever came after.
    let stored = ports.conversations.find(&conversation_id(4)).await.expect("read").expect("there");
    go_on(&ports, &stored, 3, 9_000, "and now?").await;
    assert_eq!(find(&ports, &span).await, [4, 5, 3]);
    assert_eq!(find(&ports, &LogFilter { q: Some("now".into()), ..span }).await, [] as [u128; 0]);
}

async fn days_are_those_of_messages_or_of_beginnings(ports: Ports) {
    let first = tell(&ports, 1, 100, "do you sell ovens?").await;
    tell(&ports, 2, 200, "hello").await;
    tell(&ports, 3, 300, "gloves, please").await;
    go_on(&ports, &first, 3, 250, "and gloves?").await;
    let said = LogFilter { from: Some(at(200)), to: Some(at(300)), ..LogFilter::default() };
    assert_eq!(find(&ports, &said).await, [1, 2]);
    let began = |from, to| LogFilter { from, to, began: true, ..LogFilter::default() };
    assert_eq!(find(&ports, &began(Some(at(200)), Some(at(300)))).await, [2], "the other one only went on then");
    let early = began(Some(at(50)), Some(at(200)));
    assert_eq!(find(&ports, &early).await, [1], "until it begins, and whatever came after");
    assert_eq!(find(&ports, &began(Some(at(-90 * 86_400)), Some(at(201)))).await, [1, 2]);
    assert_eq!(find(&ports, &began(Some(at(200)), None)).await, [3, 2]);
    assert_eq!(find(&ports, &began(None, Some(at(200)))).await, [1]);
    assert_eq!(find(&ports, &began(None, None)).await, [3, 1, 2]);
    let gloves = |filter: LogFilter| LogFilter { q: Some("gloves".into()), ..filter };
    assert_eq!(find(&ports, &gloves(early)).await, [1], "also by what was said later");
    assert_eq!(find(&ports, &gloves(began(Some(at(200)), None))).await, [3]);
}

async fn common_words_are_found_in_the_latest(ports: Ports) {
    for n in 1..=60 {
        tell(&ports, n, i64::try_from(n).expect("small"), &format!("common word{n}")).await;
    }
    assert_eq!(find(&ports, &words("common")).await, (1..=60).rev().collect::<Vec<_>>());
    assert_eq!(find(&ports, &words("common word7")).await, [7]);
    assert_eq!(find(&ports, &words("word1")).await, [19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 1]);
}
