//! Erasing a visitor leaves nothing of them and everything of the others.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::{Conversation, Status},
        page::PageSize,
    },
    service::{
        error::StorageError,
        ports::{ConversationFilter, ConversationWrite, Erased},
    },
};

use super::{Ports, against_all, people::*};

against_all! {
    nothing_of_the_visitor_stays_and_all_of_the_others,
    an_answer_that_comes_after_is_not_stored,
    one_can_begin_anew,
    erasing_a_stranger_is_nothing,
}

/// Visitor `n` with a closed and an open conversation and a lead.
async fn somebody(ports: &Ports, n: u128) -> Conversation {
    let first = said(n, 1, "hello");
    ports.conversations.write(first.clone()).await.expect("written");
    let closed = Conversation { status: Status::Closed, ..next(&first.conversation) };
    ports.conversations.write(write(closed, vec![])).await.expect("closed");
    let facts: Facts = [fact(Field::Email, "ana@example.com", &message_id(n + 50, 1))].into_iter().collect();
    let open = Conversation { visitor: visitor(n), lead_id: Some(lead_id(n)), facts: facts.clone(), ..conversation(n + 50) };
    let change = ConversationWrite {
        trace: Default::default(),
        conversation: open.clone(),
        messages: exchange(n + 50, 1, "ana@example.com"),
        lead: Some(lead(n, &facts)),
    };
    ports.conversations.write(change).await.expect("written");
    open
}

async fn nothing_of_the_visitor_stays_and_all_of_the_others(ports: Ports) {
    somebody(&ports, 1).await;
    somebody(&ports, 2).await;
    let mut erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    erased.conversations.sort();
    assert_eq!(erased.shared, []);
    assert_eq!(erased.conversations, [conversation_id(1), conversation_id(51)]);
    for n in [1, 51] {
        assert_eq!(ports.conversations.find(&conversation_id(n)).await, Ok(None));
        assert_eq!(ports.conversations.messages(&conversation_id(n), None, 10).await, Ok(vec![]));
        assert_eq!(ports.conversations.message(&conversation_id(n), &message_id(n, 1)).await, Ok(None));
    }
    assert_eq!(ports.conversations.open_of(&visitor(1), 10).await, Ok(None));
    assert_eq!((ports.leads.find(&lead_id(1)).await, ports.leads.count().await), (Ok(None), Ok(1)));
    assert_eq!(ports.conversations.count_open().await, Ok(1));
    let rest = ports.conversations.list(&ConversationFilter::default(), PageSize::default(), None).await.expect("read").expect("a page");
    let ids: Vec<_> = rest.items.into_iter().map(|row| row.id).collect();
    assert_eq!(ids, [conversation_id(2), conversation_id(52)]);
    let other = ports.conversations.open_of(&visitor(2), 10).await.expect("read").expect("open");
    assert_eq!((other.recent.len(), other.lead.is_some()), (2, true));
}

async fn an_answer_that_comes_after_is_not_stored(ports: Ports) {
    let open = somebody(&ports, 1).await;
    ports.conversations.open_of(&visitor(1), 10).await.expect("read");
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let late = write(next(&open), exchange(51, 3, "too late"));
    assert_eq!(ports.conversations.write(late).await, Err(StorageError::Conflict));
    assert_eq!(ports.conversations.messages(&open.id, None, 10).await, Ok(vec![]));

    // Whichever of the two comes first: nothing is left half.
    for n in 2..6 {
        let open = somebody(&ports, n).await;
        let conversations = ports.conversations.clone();
        let late = write(next(&open), exchange(n + 50, 3, "at the same time"));
        let writing = tokio::spawn(async move { conversations.write(late).await });
        ports.conversations.erase(&visitor(n)).await.expect("erased");
        let outcome = writing.await.expect("no panic");
        assert!(matches!(outcome, Ok(()) | Err(StorageError::Conflict)), "{outcome:?}");
        assert_eq!(ports.conversations.find(&open.id).await, Ok(None));
        assert_eq!(ports.conversations.messages(&open.id, None, 10).await, Ok(vec![]));
        assert_eq!(ports.conversations.open_of(&visitor(n), 10).await, Ok(None));
    }
}

async fn one_can_begin_anew(ports: Ports) {
    somebody(&ports, 1).await;
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let anew = Conversation { visitor: visitor(1), ..conversation(77) };
    ports.conversations.write(write(anew.clone(), exchange(77, 1, "hello again"))).await.expect("written");
    let open = ports.conversations.open_of(&visitor(1), 10).await.expect("read").expect("open");
    assert_eq!((open.conversation, open.recent.len(), open.lead), (anew, 2, None));
}

async fn erasing_a_stranger_is_nothing(ports: Ports) {
    somebody(&ports, 1).await;
    assert_eq!(ports.conversations.erase(&visitor(9)).await, Ok(Erased::default()));
    assert_eq!(ports.conversations.count_open().await, Ok(1));
}
