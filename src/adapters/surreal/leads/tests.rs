//! Pages of a search whose index knows leads that are gone, as another instance's may for a moment; and of whole lists.

use jiff::SignedDuration;
use surrealdb::types::RecordId;

use super::super::{
    Database,
    config::{DatabaseConfig, DatabaseUrl},
    connection::Query,
    rows::lead_record,
};
use crate::{
    domain::{
        capture::{Fact, Field, Origin},
        conversation::Channel,
        custom::CustomValues,
        ids::LeadId,
        lead::{
            Lead, LeadStatus, Source,
            query::{LeadFilter, Sort, SortKey},
            score::Score,
        },
        page::PageSize,
        time::Timestamp,
    },
    service::ports::{LeadTrace, Leads},
};

const LEADS: i64 = 60;

fn anna(number: i64) -> Lead {
    anna_at(number, Timestamp::UNIX_EPOCH + SignedDuration::from_secs(number))
}

fn anna_at(number: i64, at: Timestamp) -> Lead {
    let name =
        Fact { field: Field::Name, value: format!("Anna {number}"), quote: "Anna".into(), message_id: None, at, origin: Origin::Form };
    Lead {
        id: LeadId::new(uuid::Uuid::from_u128(u128::try_from(number).expect("a number"))),
        facts: [name].into_iter().collect(),
        notes: None,
        custom: CustomValues::default(),
        status: LeadStatus::New,
        follow_up_at: None,
        assignee: None,
        score: Score::default(),
        source: Source::default(),
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

/// Leaves what the search knows of them.
async fn delete(database: &Database, leads: &[i64]) {
    let ids: Vec<RecordId> = leads.iter().map(|number| lead_record(&anna(*number).id)).collect();
    database.connection().write(Query::new("DELETE $ids RETURN NONE;").bind("ids", ids)).await.expect("written");
}

/// All Annas of this channel, or of any.
async fn found(database: &Database, channel: Option<Channel>, size: PageSize) -> Vec<LeadId> {
    let filter = LeadFilter { q: Some("anna".into()), channel, ..LeadFilter::default() };
    let (mut found, mut cursor) = (vec![], None);
    for _ in 0..LEADS {
        let page = database.leads().list(&filter, Sort::default(), size, cursor.as_deref()).await.expect("read").expect("a cursor of ours");
        found.extend(page.items.into_iter().map(|lead| lead.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return found;
        }
    }
    panic!("it never ends");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_that_are_gone_end_no_page_early() {
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let all: Vec<(Lead, LeadTrace)> = (1..=LEADS).map(|number| (anna(number), LeadTrace::default())).collect();
    database.leads().add_all(&all).await.expect("added");
    // One of the first page, the last of a page, some in a row, the last of all.
    let gone = [59, 35, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 1];
    delete(&database, &gone).await;
    let left: Vec<LeadId> = (1..=LEADS).rev().filter(|number| !gone.contains(number)).map(|number| anna(number).id).collect();
    for size in [1, 4, 10, 25, 60].map(|size| PageSize::new(size).expect("a size")).into_iter().chain([PageSize::WHOLE]) {
        assert_eq!(found(&database, None, size).await, left, "{size:?}");
    }
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_with_a_condition_goes_on_behind_the_newest_thousand() {
    const MANY: i64 = 1_040;
    const OLD: i64 = 30;
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let came_by = |number: i64| if number <= OLD { Channel::WhatsApp } else { Channel::Website };
    let lead = |number: i64| Lead { source: Source { channel: came_by(number), ..Source::default() }, ..anna(number) };
    let all: Vec<(Lead, LeadTrace)> = (1..=MANY).map(|number| (lead(number), LeadTrace::default())).collect();
    for some in all.chunks(250) {
        database.leads().add_all(some).await.expect("added");
    }
    let wanted: Vec<LeadId> = (1..=OLD).rev().map(|number| anna(number).id).collect();
    for size in [PageSize::default(), PageSize::WHOLE] {
        assert_eq!(found(&database, Some(Channel::WhatsApp), size).await, wanted, "{size:?}");
    }
    database.close().await.expect("closed");
}

/// A second apart, then more than a page at one moment, then a day apart, then a millisecond.
fn unevenly(number: i64) -> Timestamp {
    let (seconds, days) = (number.clamp(0, 400), (number - 1_000).clamp(0, 100));
    let rest = SignedDuration::from_millis((number - 1_100).max(0));
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds) + SignedDuration::from_hours(24 * days) + rest
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_list_has_each_lead_once_however_far_apart_they_are() {
    const MANY: i64 = 1_400;
    let database = Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens");
    let all: Vec<(Lead, LeadTrace)> = (1..=MANY).map(|number| (anna_at(number, unevenly(number)), LeadTrace::default())).collect();
    for some in all.chunks(250) {
        database.leads().add_all(some).await.expect("added");
    }
    let spans = [(None, None), (Some(unevenly(300)), Some(unevenly(1_050))), (None, Some(unevenly(1_000))), (Some(unevenly(1_200)), None)];
    for (from, to) in spans {
        let filter = LeadFilter { from, to, status: from.map(|_| LeadStatus::New), ..LeadFilter::default() };
        for sort in [false, true].map(|descending| Sort { key: SortKey::CreatedAt, descending }) {
            let mut wanted: Vec<LeadId> =
                all.iter().map(|(lead, _)| lead).filter(|lead| filter.matches(lead)).map(|lead| lead.id.clone()).collect();
            if sort.descending {
                wanted.reverse();
            }
            assert_eq!(listed(&database, &filter, sort).await, wanted, "{filter:?} {sort:?}");
        }
    }
    let changed = Sort { key: SortKey::UpdatedAt, descending: false };
    let wanted: Vec<LeadId> = all.iter().map(|(lead, _)| lead.id.clone()).collect();
    assert_eq!(listed(&database, &LeadFilter::default(), changed).await, wanted);
    database.close().await.expect("closed");
}

async fn listed(database: &Database, filter: &LeadFilter, sort: Sort) -> Vec<LeadId> {
    let (mut listed, mut cursor) = (vec![], None);
    loop {
        let page = database.leads().list(filter, sort, PageSize::WHOLE, cursor.as_deref()).await.expect("read").expect("a cursor of ours");
        assert!(page.items.len() <= 500 && (!page.items.is_empty() || page.next_cursor.is_none()), "{}", page.items.len());
        listed.extend(page.items.into_iter().map(|lead| lead.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return listed;
        }
    }
}
