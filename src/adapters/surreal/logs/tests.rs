//! A word that very many say, and what comes back into the searches.

use jiff::SignedDuration;
use surrealdb::types::RecordId;

use super::super::{
    Database,
    config::{DatabaseConfig, DatabaseUrl},
    connection::{Query, rows},
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
    service::ports::{ConversationWrite, Conversations, LeadTrace, LogFilter, LogStore, Talk},
};

/// More say hello than are looked up of one word: these, and then nobody for a while, and for a long while.
const TALKS: u32 = 2_080;

fn text(number: u32) -> &'static str {
    match number {
        _ if number <= 80 && number.is_multiple_of(2) || (301..=500).contains(&number) => "Help me",
        1..=80 | LONG | 781..=1_780 => "Hello there",
        _ => "Good evening",
    }
}

/// It began before the latest thousand who say hello, and went on after some of them.
const LONG: u32 = 700;

/// When they ended is not the order in which they began. An hour lies between two.
fn ended(number: u32) -> Timestamp {
    let longer = match number {
        LONG => 1_150,
        1_000..1_500 | 1_901.. => number % 7 * 3,
        _ => 0,
    };
    began(number) + SignedDuration::from_hours(longer.into())
}

fn began(number: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(number.into())
}

fn talk(number: u32) -> ConversationWrite {
    let id = ConversationId::new(uuid::Uuid::from_u128(u128::from(number)));
    let text = text(number);
    let message = Message {
        id: MessageId::new(uuid::Uuid::from_u128(u128::from(number))),
        conversation_id: id.clone(),
        author: Author::Visitor,
        text: text.into(),
        at: ended(number),
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
        started_at: began(number),
        last_at: ended(number),
        wants_person: None,
        revision: 1,
    };
    ConversationWrite { conversation, messages: vec![message], lead: None, trace: LeadTrace::default(), notices: vec![] }
}

async fn found(database: &Database, filter: &LogFilter, size: PageSize) -> Vec<ConversationId> {
    let (mut found, mut cursor) = (vec![], None);
    for _ in 0..TALKS {
        let page = database.logs().search(filter, size, cursor.as_deref()).await.expect("read").expect("a cursor of ours");
        found.extend(page.items.into_iter().map(|hit| hit.summary.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
    panic!("it never ends");
}

fn wanted(is_wanted: impl Fn(u32) -> bool) -> Vec<ConversationId> {
    let mut talks: Vec<_> =
        (1..=TALKS).filter(|number| is_wanted(*number)).map(|number| (ended(number), talk(number).conversation.id)).collect();
    talks.sort_unstable_by(|a, b| b.cmp(a));
    talks.into_iter().map(|(_, id)| id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_said_a_frequent_word_are_found_the_latest_first() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let conversations = database.conversations();
    for numbers in (1..=TALKS).collect::<Vec<_>>().chunks(64) {
        futures::future::try_join_all(numbers.iter().map(|number| conversations.write(talk(*number)))).await.expect("written");
    }
    let of = |q: &str| LogFilter { q: Some(q.into()), ..LogFilter::default() };
    let size = |size| PageSize::new(size).expect("a size");
    // One word is looked for in all conversations, two among those that say them.
    for (q, sizes, part) in [
        ("hello", &[size(100)][..], "Hello"),
        ("hel", &[size(40)], "Hel"),
        ("evening", &[size(100)], "evening"),
        ("good evening", &[size(13), size(100), PageSize::WHOLE], "evening"),
    ] {
        let wanted = wanted(|number| text(number).contains(part));
        for size in sizes {
            assert_eq!(found(&database, &of(q), *size).await, wanted, "{q} {size:?}");
        }
    }
    let (from, to) = (ended(60), ended(701));
    let filter = LogFilter { from: Some(from), to: Some(to), ..of("good evening") };
    let theirs = wanted(|number| text(number).contains("evening") && (from..to).contains(&ended(number)));
    assert_eq!(found(&database, &filter, size(13)).await, theirs);
    let latest = LogFilter { from: Some(ended(1_700)), ..of("good evening") };
    let theirs = wanted(|number| text(number).contains("evening") && ended(number) >= ended(1_700));
    assert_eq!(found(&database, &latest, size(13)).await, theirs);
    database.close().await.expect("closed");
}

/// However it stops from now on: a recovery looks for what it has missed among the newest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_back_can_be_searched_before_it_is_told() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let ConversationWrite { conversation, messages, .. } = talk(1);
    let id = conversation.id.clone();
    assert_eq!(database.logs().put_back(vec![Talk { conversation, messages }], None).await, Ok(vec![id]));
    let query = Query::new("SELECT VALUE id FROM conversation_search; SELECT VALUE id FROM conversation_log;");
    let mut results = database.connection().read(query).await.expect("read");
    let known: [usize; 2] = [0, 1].map(|index| rows::<RecordId>(&mut results, index, "search").expect("read").len());
    assert_eq!(known, [1, 1]);
    database.close().await.expect("closed");
}
