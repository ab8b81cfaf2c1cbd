//! A word that very many say.

use jiff::SignedDuration;

use super::super::{
    Database,
    config::{DatabaseConfig, DatabaseUrl},
};
use crate::{
    domain::{
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        entry::Entry,
        ids::{ConversationId, MessageId},
        message::{Author, Message, Usage},
        page::PageSize,
        time::Timestamp,
    },
    service::ports::{ConversationWrite, Conversations, LeadTrace, LogFilter, LogStore},
};

/// More say hello than are looked up of one word: these, and then nobody for a while, and for a long while.
const TALKS: u32 = 2_080;

fn says_hello(number: u32) -> bool {
    matches!(number, 1..=80 | 781..=1_780)
}

fn talk(number: u32) -> ConversationWrite {
    let id = ConversationId::new(uuid::Uuid::from_u128(u128::from(number)));
    let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(i64::from(number));
    let text = if says_hello(number) { "Hello there" } else { "Good evening" };
    let message = Message {
        id: MessageId::new(uuid::Uuid::from_u128(u128::from(number))),
        conversation_id: id.clone(),
        author: Author::Visitor,
        text: text.into(),
        at,
        making: None,
        cards: vec![],
    };
    let conversation = Conversation {
        id,
        visitor: VisitorKey::derive("token", &number.to_string()),
        channel: Channel::Website,
        client_label: None,
        status: if number.is_multiple_of(2) { Status::Open } else { Status::Closed },
        locale: None,
        time_zone: None,
        entry: Entry::default(),
        page: SitePage::default(),
        facts: Default::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 1,
        assistant_messages: 0,
        preview: text.into(),
        started_at: at,
        last_at: at,
        revision: 1,
    };
    ConversationWrite { conversation, messages: vec![message], lead: None, trace: LeadTrace::default() }
}

async fn found(database: &Database, q: &str, size: u32) -> Vec<ConversationId> {
    let filter = LogFilter { q: Some(q.into()), ..LogFilter::default() };
    let size = PageSize::new(size).expect("a size");
    let (mut found, mut cursor) = (vec![], None);
    for _ in 0..TALKS {
        let page = database.logs().search(&filter, size, cursor.as_deref()).await.expect("read").expect("a cursor of ours");
        found.extend(page.items.into_iter().map(|hit| hit.summary.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
    panic!("it never ends");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_said_a_frequent_word_are_found_the_latest_first() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let conversations = database.conversations();
    for numbers in (1..=TALKS).collect::<Vec<_>>().chunks(64) {
        futures::future::try_join_all(numbers.iter().map(|number| conversations.write(talk(*number)))).await.expect("written");
    }
    let saying = |hello: bool| -> Vec<ConversationId> {
        (1..=TALKS).rev().filter(|number| says_hello(*number) == hello).map(|number| talk(number).conversation.id).collect()
    };
    assert_eq!(found(&database, "hello", 100).await, saying(true));
    assert_eq!(found(&database, "hel", 13).await, saying(true));
    assert_eq!(found(&database, "evening", 30).await, saying(false));
    database.close().await.expect("closed");
}
