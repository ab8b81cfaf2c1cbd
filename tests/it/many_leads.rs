//! Many leads added in one transaction are what single ones are: listed, counted, found, each with its keys and its timeline.

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl},
    domain::{
        capture::{Facts, Field},
        ids::EventId,
        lead::{
            Lead, LeadStatus,
            identity::{PersonKey, keys_of},
            query::{LeadFilter, Sort, SortKey},
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        page::PageSize,
    },
    service::{
        error::StorageError,
        ports::{LeadTrace, Leads},
    },
};
use uuid::Uuid;

use crate::contract::people::{at, fact, lead, lead_id, message_id};

const MANY: u128 = 100;

fn person(n: u128) -> (Lead, LeadTrace) {
    let message = message_id(n, 1);
    let facts: Facts = [fact(Field::Name, &format!("Person {n}"), &message), fact(Field::Email, &format!("p{n}@example.com"), &message)]
        .into_iter()
        .collect();
    let status = if n.is_multiple_of(10) { LeadStatus::Won } else { LeadStatus::New };
    let event = LeadEvent {
        id: EventId::new(Uuid::from_u128(n)),
        at: at(1),
        by: Actor::Visitor,
        what: Happening::Created { how: Beginning::Imported },
    };
    let trace = LeadTrace { claims: keys_of(&facts), events: vec![event], ..LeadTrace::default() };
    (Lead { status, conversation_ids: vec![], ..lead(n, &facts) }, trace)
}

async fn listed(database: &Database, filter: LeadFilter, key: SortKey) -> Vec<Lead> {
    let (sort, mut all, mut cursor) = (Sort { key, descending: false }, vec![], None::<String>);
    loop {
        let page = database.leads().list(&filter, sort, PageSize::WHOLE, cursor.as_deref()).await.expect("read").expect("a page");
        all.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return all,
        }
    }
}

#[tokio::test]
async fn many_at_once_are_what_single_ones_are() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let many: Vec<_> = (1..=MANY).map(person).collect();
    database.leads().add_all(&many).await.expect("added");
    for key in [SortKey::CreatedAt, SortKey::UpdatedAt, SortKey::Name, SortKey::Score] {
        assert_eq!(listed(&database, LeadFilter::default(), key).await.len(), 100, "{key:?}");
    }
    let counts = database.leads().counts().await.expect("counted");
    assert_eq!((counts[&LeadStatus::Won], counts[&LeadStatus::New]), (10, 90));
    let words = LeadFilter { q: Some("person 87".into()), ..LeadFilter::default() };
    assert_eq!(listed(&database, words, SortKey::CreatedAt).await, [many[86].0.clone()]);
    let owners = database.leads().owners(&[PersonKey::Email("p42@example.com".into())]).await.expect("read");
    assert_eq!(owners.into_iter().map(|(_, lead)| lead.id).collect::<Vec<_>>(), [lead_id(42)]);
    let lines = database.leads().events(&[lead_id(42)], None, 9).await.expect("read");
    assert_eq!(lines, many[41].1.events);
    database.close().await.expect("closed");
}

#[tokio::test]
async fn one_who_is_there_already_keeps_all_of_them_out() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    database.leads().add_all(&[person(1)]).await.expect("added");
    let known = person(1).0.facts;
    let same_address = (Lead { facts: known.clone(), ..person(3).0 }, LeadTrace { claims: keys_of(&known), ..LeadTrace::default() });
    for refused in [person(1), same_address] {
        assert_eq!(database.leads().add_all(&[person(2), refused]).await, Err(StorageError::Conflict));
    }
    assert_eq!(database.leads().count().await, Ok(1));
    assert_eq!(database.leads().owners(&keys_of(&person(2).0.facts)).await, Ok(vec![]));
    database.close().await.expect("closed");
}
