//! Searching conversations by the beginnings of words.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::{Conversation, Status, preview},
        page::PageSize,
    },
    service::ports::ConversationFilter,
};

use super::{Ports, against_all, people::*};

against_all! {
    people_are_found_by_what_is_known_of_them,
    a_number_is_found_by_its_words_and_by_its_digits,
    a_number_is_found_in_each_of_its_forms,
    all_words_must_match_by_their_beginnings,
    the_latest_message_is_searched_and_no_earlier_one,
    any_script_is_searched,
    matches_are_listed_newest_first_in_pages,
    a_search_without_words_shows_all,
    what_was_closed_is_found_and_what_was_erased_is_not,
}

async fn find(ports: &Ports, q: &str) -> Vec<u128> {
    find_filtered(ports, q, false).await
}

/// The numbers of the conversations that match, newest first, read in pages of two.
async fn find_filtered(ports: &Ports, q: &str, open_only: bool) -> Vec<u128> {
    find_all(ports, &ConversationFilter { open_only, q: Some(q.to_owned()), ..ConversationFilter::default() }).await
}

async fn find_all(ports: &Ports, filter: &ConversationFilter) -> Vec<u128> {
    let mut found = vec![];
    let mut cursor: Option<String> = None;
    loop {
        let size = PageSize::new(2).expect("a page size");
        let page = ports.conversations.list(filter, size, cursor.as_deref()).await.expect("read").expect("a page");
        found.extend(page.items.into_iter().map(|row| (1..100).find(|n| conversation_id(*n) == row.id).expect("one of ours")));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
}

async fn tell(ports: &Ports, n: u128, facts: &[(Field, &str)], text: &str) -> Conversation {
    let first = said(n, i64::try_from(n).expect("small"), text);
    let facts: Facts = facts.iter().map(|(field, value)| fact(*field, value, &message_id(n, 1))).collect();
    let change = write(Conversation { facts, ..first.conversation }, first.messages);
    ports.conversations.write(change.clone()).await.expect("written");
    change.conversation
}

async fn people_are_found_by_what_is_known_of_them(ports: Ports) {
    tell(&ports, 1, &[(Field::Name, "Ana Lima"), (Field::Email, "ana.lima+shop@example.com")], "hello").await;
    tell(&ports, 2, &[(Field::Phone, "+923001234567")], "call me").await;
    tell(&ports, 3, &[(Field::Company, "Lima Bakery")], "an oven please").await;
    assert_eq!(find(&ports, "lima").await, [1], "a company is not searched");
    assert_eq!(find(&ports, "ANA").await, [1]);
    assert_eq!(find(&ports, "ana.lima+shop@example.com").await, [1]);
    assert_eq!(find(&ports, "92300").await, [2]);
    assert_eq!(find(&ports, "+92300").await, [2]);
    assert_eq!(find(&ports, "ov").await, [3]);
    assert_eq!(find(&ports, "zebra").await, Vec::<u128>::new());
}

async fn a_number_is_found_by_its_words_and_by_its_digits(ports: Ports) {
    tell(&ports, 1, &[(Field::Phone, "+923001234567")], "call me").await;
    tell(&ports, 2, &[], "her number is +92 300 1234567").await;
    tell(&ports, 3, &[(Field::Phone, "+923001234567")], "my number is +92 300 1234567").await;
    tell(&ports, 4, &[(Field::Phone, "+923007654321")], "call me").await;
    let last = tell(&ports, 5, &[(Field::Phone, "+923001234567")], "call me").await;
    let filter = ConversationFilter { q: Some("+92 300 1234567".into()), ..ConversationFilter::default() };
    assert_eq!(find_all(&ports, &filter).await, [3, 2]);
    let filter = ConversationFilter { numbers: vec!["923001234567".into()], ..filter };
    assert_eq!(find_all(&ports, &filter).await, [5, 3, 2, 1], "each once, in pages");
    let closed = Conversation { status: Status::Closed, ..next(&last) };
    ports.conversations.write(write(closed, vec![])).await.expect("closed");
    assert_eq!(find_all(&ports, &ConversationFilter { open_only: true, ..filter }).await, [3, 2, 1]);
}

async fn a_number_is_found_in_each_of_its_forms(ports: Ports) {
    tell(&ports, 1, &[(Field::Phone, "+923001234567")], "call me").await;
    tell(&ports, 2, &[(Field::Phone, "03001234567")], "call me").await;
    tell(&ports, 3, &[(Field::Phone, "+923007654321")], "0300 1234567 is my brother's").await;
    tell(&ports, 4, &[(Field::Phone, "+443001234567")], "call me").await;
    let filter = ConversationFilter { q: Some("0300 1234567".into()), ..ConversationFilter::default() };
    assert_eq!(find_all(&ports, &filter).await, [3], "by its words");
    let filter = ConversationFilter { numbers: vec!["923001234567".into(), "03001234567".into()], ..filter };
    assert_eq!(find_all(&ports, &filter).await, [3, 2, 1], "each once, in pages");
}

async fn all_words_must_match_by_their_beginnings(ports: Ports) {
    tell(&ports, 1, &[(Field::Name, "Ana")], "what does the red oven cost?").await;
    tell(&ports, 2, &[], "what does the blue oven cost?").await;
    assert_eq!(find(&ports, "oven").await, [2, 1]);
    assert_eq!(find(&ports, "ov red").await, [1]);
    assert_eq!(find(&ports, "an re ov").await, [1]);
    assert_eq!(find(&ports, "red blue").await, Vec::<u128>::new());
    assert_eq!(find(&ports, "ven").await, Vec::<u128>::new(), "not a beginning");
    assert_eq!(find(&ports, "ovens").await, Vec::<u128>::new(), "longer than the word");
}

async fn the_latest_message_is_searched_and_no_earlier_one(ports: Ports) {
    let first = tell(&ports, 1, &[], "do you sell ovens?").await;
    assert_eq!(find(&ports, "ovens").await, [1]);
    let text = "and toasters?";
    let second = Conversation { preview: preview(text), last_at: at(9), ..next(&first) };
    ports.conversations.write(write(second, exchange(1, 3, text))).await.expect("written");
    assert_eq!(find(&ports, "toast").await, [1]);
    assert_eq!(find(&ports, "ovens").await, Vec::<u128>::new());
}

async fn any_script_is_searched(ports: Ports) {
    for (n, text) in (1..).zip(NAUGHTY) {
        tell(&ports, n, &[], text).await;
    }
    tell(&ports, 20, &[(Field::Name, "Élodie Ångström")], "Straße").await;
    assert_eq!(find(&ports, "قیمت").await, [5]);
    assert_eq!(find(&ports, "नम").await, [6]);
    assert_eq!(find(&ports, "你").await, [7]);
    assert_eq!(find(&ports, "ÉLO ång").await, [20]);
    assert_eq!(find(&ports, "stra").await, [20]);
    assert_eq!(find(&ports, "throw").await, [3]);
    assert_eq!(find(&ports, "'; DELETE message; --").await, [1]);
}

async fn matches_are_listed_newest_first_in_pages(ports: Ports) {
    for n in 1..=9_u128 {
        tell(&ports, n, &[], if n % 2 == 0 { "an even oven" } else { "an odd oven" }).await;
    }
    assert_eq!(find(&ports, "oven").await, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(find(&ports, "odd").await, [9, 7, 5, 3, 1]);
}

async fn a_search_without_words_shows_all(ports: Ports) {
    tell(&ports, 1, &[], "hello").await;
    tell(&ports, 2, &[], "bye").await;
    for q in ["", "  ", "?!", "@"] {
        assert_eq!(find(&ports, q).await, [2, 1], "{q:?}");
    }
}

async fn what_was_closed_is_found_and_what_was_erased_is_not(ports: Ports) {
    let first = tell(&ports, 1, &[], "an oven").await;
    tell(&ports, 2, &[], "an oven").await;
    tell(&ports, 3, &[], "an oven").await;
    let closed = Conversation { status: Status::Closed, ..next(&first) };
    ports.conversations.write(write(closed, vec![])).await.expect("closed");
    assert_eq!(find(&ports, "oven").await, [3, 2, 1]);
    assert_eq!(find_filtered(&ports, "oven", true).await, [3, 2]);
    ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!(find(&ports, "oven").await, [3, 1]);
    // Erased before the search has heard of it.
    tell(&ports, 4, &[], "an oven").await;
    ports.conversations.erase(&visitor(4)).await.expect("erased");
    assert_eq!(find(&ports, "oven").await, [3, 1]);
}
