//! The list of conversations: newest first, in pages that neither miss nor repeat one.

use chatimjd::{
    domain::{
        conversation::{Conversation, ConversationSummary, Status},
        page::PageSize,
    },
    service::ports::ConversationFilter,
};

use super::{Ports, against_all, people::*};

against_all! {
    newest_come_first_also_among_equals,
    a_page_tells_whether_there_is_another,
    the_open_ones_can_be_listed_alone,
    a_new_message_moves_a_conversation_to_the_top,
    a_cursor_that_no_page_gave_is_refused,
    an_empty_list_is_an_empty_page,
}

fn size(n: u32) -> PageSize {
    PageSize::new(n).expect("a page size")
}

/// All of the list, read in pages.
async fn walk(ports: &Ports, filter: &ConversationFilter, page: u32) -> Vec<ConversationSummary> {
    let mut all: Vec<ConversationSummary> = vec![];
    let mut cursor: Option<String> = None;
    loop {
        let page = ports.conversations.list(filter, size(page), cursor.as_deref()).await.expect("read").expect("a page");
        all.extend(page.items);
        assert!(all.len() < 1_000, "the pages go round in circles");
        cursor = page.next_cursor;
        if cursor.is_none() {
            return all;
        }
    }
}

async fn newest_come_first_also_among_equals(ports: Ports) {
    // Five at each of six times, written in no order.
    for n in [17, 3, 29, 8, 0, 11, 23, 5, 14, 26, 2, 20, 9, 28, 6, 12, 1, 24, 18, 15, 4, 21, 27, 10, 7, 13, 22, 19, 16, 25] {
        ports.conversations.write(said(n + 1, i64::try_from(n % 6).expect("small"), "hello")).await.expect("written");
    }
    let mut expected: Vec<_> = (0..30_u128).map(|n| (at(i64::try_from(n % 6).expect("small")), conversation_id(n + 1))).collect();
    expected.sort();
    expected.reverse();
    for page in [1, 4, 5, 30, 100] {
        let listed = walk(&ports, &ConversationFilter::default(), page).await;
        let places: Vec<_> = listed.into_iter().map(|row| (row.last_at, row.id)).collect();
        assert_eq!(places, expected, "pages of {page}");
    }
}

async fn a_page_tells_whether_there_is_another(ports: Ports) {
    for n in 1..=4 {
        ports.conversations.write(said(n, 1, "hello")).await.expect("written");
    }
    let page = |cursor: Option<String>| {
        let conversations = ports.conversations.clone();
        async move { conversations.list(&ConversationFilter::default(), size(2), cursor.as_deref()).await.expect("read").expect("a page") }
    };
    let first = page(None).await;
    assert_eq!(first.items.len(), 2);
    let second = page(Some(first.next_cursor.expect("there are two more"))).await;
    assert_eq!((second.items.len(), second.next_cursor), (2, None));
}

async fn the_open_ones_can_be_listed_alone(ports: Ports) {
    for n in 1..=9_u128 {
        let first = said(n, i64::try_from(n).expect("small"), "hello");
        ports.conversations.write(first.clone()).await.expect("written");
        if n % 3 == 0 {
            let closed = Conversation { status: Status::Closed, ..next(&first.conversation) };
            ports.conversations.write(write(closed, vec![])).await.expect("closed");
        }
    }
    let open_only = ConversationFilter { open_only: true, ..ConversationFilter::default() };
    let ids = |rows: Vec<ConversationSummary>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(walk(&ports, &open_only, 2).await), [8, 7, 5, 4, 2, 1].map(conversation_id));
    assert_eq!(ids(walk(&ports, &ConversationFilter::default(), 2).await), [9, 8, 7, 6, 5, 4, 3, 2, 1].map(conversation_id));
    assert_eq!(ports.conversations.count_open(None).await, Ok(6));
    // Nine is closed.
    assert_eq!(ports.conversations.count_open(Some(at(5))).await, Ok(3));
}

async fn a_new_message_moves_a_conversation_to_the_top(ports: Ports) {
    for n in 1..=3 {
        ports.conversations.write(said(n, 1, "hello")).await.expect("written");
    }
    let latest =
        Conversation { last_at: at(60), preview: "me again".into(), visitor_messages: 2, ..next(&said(1, 1, "hello").conversation) };
    ports.conversations.write(write(latest.clone(), exchange(1, 3, "me again"))).await.expect("written");
    let listed = walk(&ports, &ConversationFilter::default(), 100).await;
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0], ConversationSummary::from(&latest));
}

async fn a_cursor_that_no_page_gave_is_refused(ports: Ports) {
    ports.conversations.write(said(1, 1, "hello")).await.expect("written");
    let garbage =
        ["", "x", "~", "5", "cnv_00000000000000000000000000000001", "1~lead", "' OR true", "9999999999999999999999~cnv_1", "\u{0}", "🦆"];
    for cursor in garbage {
        for q in [None, Some("hello".to_owned())] {
            let filter = ConversationFilter { q, ..ConversationFilter::default() };
            assert_eq!(ports.conversations.list(&filter, size(5), Some(cursor)).await, Ok(None), "{cursor:?}");
        }
    }
}

async fn an_empty_list_is_an_empty_page(ports: Ports) {
    let page = ports.conversations.list(&ConversationFilter::default(), size(5), None).await.expect("read").expect("a page");
    assert_eq!((page.items, page.next_cursor), (vec![], None));
    assert_eq!(ports.conversations.count_open(None).await, Ok(0));
}
