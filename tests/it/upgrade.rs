//! A database of the version before leads had lists and instructions had authors: opened, and all of it is there, can be found,
//! and goes on; what was not counted then is counted, and the audit log is listed.

use std::{collections::BTreeSet, time::Duration};

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl, OpenError},
    domain::{
        analytics::{calendar::Calendar, measure::Measure, range::Range},
        capture::{Facts, Field},
        conversation::Conversation,
        ids::AdminId,
        instruction::Version,
        lead::{
            Lead, LeadStatus,
            identity::PersonKey,
            query::{Assigned, LeadFilter, Sort},
        },
        page::PageSize,
        time::Timestamp,
    },
    service::ports::{AuditFilter, AuditTrail, ConversationWrite, Conversations, LeadTrace, LeadWrite, Leads, Tallies, Versions},
};
use sha2::{Digest, Sha256};
use surrealdb::{Surreal, engine::any::Any};
use uuid::Uuid;

use crate::{
    contract::people::{conversation, exchange, fact, lead, lead_id, message_id, visitor},
    harness::SurrealServer,
};

const FIRST: &str = include_str!("../../src/adapters/surreal/migrations/0001_initial.surql");
const BOOK: &str = "\
    DEFINE TABLE _migration SCHEMAFULL TYPE NORMAL; \
    DEFINE FIELD name ON _migration TYPE string; \
    DEFINE FIELD sha256 ON _migration TYPE string; \
    DEFINE FIELD applied_at ON _migration TYPE datetime; \
    CREATE _migration:1 CONTENT { name: 'initial', sha256: $sha256, applied_at: time::now() };";
/// A row as that version wrote it, in its second state.
const LEAD: &str = "\
    CREATE type::record('lead', $id) CONTENT { facts: $facts, notes: 'called twice', status: 'contacted', channel: 'website', \
        conversations: [], created_at: $at, updated_at: $at, version: 1 }; \
    UPDATE type::record('lead', $id) SET version = 2;";
/// An instruction, before it had anything but a text.
const INSTRUCTION: &str = "CREATE type::record('instruction', $number) CONTENT { text: $text, published_at: $at };";
const TEXTS: [&str; 2] = ["\n Be kind to everybody: سلام. \n", "Be brief."];
const LINES: &str = "\
    CREATE audit:aud_00000000000000000000000000000001 CONTENT { at: d'2026-11-22T12:00:00.000000007Z', actor: 'adm_1', action: 'login' }; \
    CREATE audit:aud_00000000000000000000000000000002 CONTENT { at: d'2026-11-22T12:00:00.5Z', actor: 'adm_1', action: 'leads.exported' };";
/// More than are brought up to date at a time.
const LEADS: u128 = 130;

fn facts(n: u128) -> Facts {
    let message = message_id(n, 1);
    // The last two are one person, who was two leads then.
    let address = format!("p{}@example.com", n.min(LEADS - 1));
    [fact(Field::Name, &format!("Oldtimer {n}"), &message), fact(Field::Email, &address, &message)].into_iter().collect()
}

async fn write_as_before(db: &Surreal<Any>) {
    db.query(FIRST).await.expect("asked").check().expect("the schema of then");
    let sha256 = hex::encode(Sha256::digest(FIRST.replace("\r\n", "\n")));
    db.query(BOOK).bind(("sha256", sha256)).await.expect("asked").check().expect("noted");
    for n in 1..=LEADS {
        let facts = serde_json::to_string(&facts(n)).expect("JSON");
        let at = surrealdb::types::Datetime::from_timestamp(1_795_000_000 + i64::try_from(n).expect("small"), 0).expect("a time");
        let row = db.query(LEAD).bind(("id", lead_id(n).as_str().to_owned())).bind(("facts", facts)).bind(("at", at));
        row.await.expect("asked").check().expect("written");
    }
    for (number, text) in (1_i64..).zip(TEXTS) {
        let row = db.query(INSTRUCTION).bind(("number", number)).bind(("text", text.to_owned()));
        let at = surrealdb::types::Datetime::from_timestamp(1_795_000_000 + number, 0).expect("a time");
        row.bind(("at", at)).await.expect("asked").check().expect("written");
    }
    db.query(LINES).await.expect("asked").check().expect("written");
}

/// What was published before is a version like any other.
async fn instructions_are_versions(database: &Database) {
    let versions = database.instructions();
    let listed = versions.list(PageSize::default(), None).await.expect("read").expect("a page");
    let expected: Vec<Version> = (1_u32..)
        .zip(TEXTS)
        .map(|(number, text)| {
            let at = Timestamp::new(1_795_000_000 + i64::from(number), 0).expect("a time");
            Version { number, ..Version::seed(text, at) }
        })
        .collect();
    assert_eq!(listed.items, expected.iter().rev().map(Version::info).collect::<Vec<_>>());
    for version in &expected {
        assert_eq!(versions.find(version.number).await, Ok(Some(version.clone())));
    }
    assert_eq!(versions.newest().await, Ok(expected.last().cloned()));
}

async fn all(leads: &dyn Leads, filter: &LeadFilter, sort: &str) -> Vec<Lead> {
    let (mut found, mut cursor) = (vec![], None::<String>);
    loop {
        let (sort, size) = (Sort::parse(sort).expect("an order"), PageSize::new(50).expect("a size"));
        let page = leads.list(filter, sort, size, cursor.as_deref()).await.expect("read").expect("a page");
        found.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return found,
        }
    }
}

async fn all_is_there(database: &Database) {
    instructions_are_versions(database).await;
    let leads = database.leads();
    for sort in ["created_at", "-updated_at", "name", "score"] {
        let ids: BTreeSet<_> = all(&leads, &LeadFilter::default(), sort).await.into_iter().map(|lead| lead.id).collect();
        assert_eq!(ids, (1..=LEADS).map(lead_id).collect(), "{sort}");
    }
    assert_eq!(leads.counts().await.expect("counts")[&LeadStatus::Contacted], 130);
    let old = leads.find(&lead_id(7)).await.expect("read").expect("there");
    assert_eq!((old.facts.clone(), old.notes.as_deref(), old.version), (facts(7), Some("called twice"), 4));
    assert!(old.score.value > 0);
    for n in [1, 7, LEADS] {
        let words = LeadFilter { q: Some(format!("oldtimer {n}")), ..LeadFilter::default() };
        assert!(all(&leads, &words, "created_at").await.iter().any(|lead| lead.id == lead_id(n)), "{n} is found by its name");
    }
    let owner = async |n: u128| {
        let key = PersonKey::Email(format!("p{n}@example.com"));
        leads.owners(&[key]).await.expect("read").pop().map(|(_, lead)| lead.id)
    };
    assert_eq!(owner(7).await, Some(lead_id(7)));
    assert!([Some(lead_id(LEADS)), Some(lead_id(LEADS - 1))].contains(&owner(LEADS - 1).await), "two of one person are two, with one key");
}

/// The person writes again, and the lead goes on with it.
async fn goes_on(database: &Database) {
    let old = database.leads().find(&lead_id(7)).await.expect("read").expect("there");
    let open = Conversation { lead_id: Some(old.id.clone()), ..conversation(7) };
    let more = Lead { status: LeadStatus::Won, version: old.version + 1, ..old };
    let change = ConversationWrite {
        conversation: open,
        messages: exchange(7, 3, "it is me again"),
        lead: Some(more.clone()),
        trace: LeadTrace::default(),
        notices: vec![],
    };
    database.conversations().write(change).await.expect("written");
    let open = database.conversations().open_of(&visitor(7), 9).await.expect("read").expect("open");
    assert_eq!(open.lead, Some(more));
    assert_eq!(database.leads().counts().await.expect("counts")[&LeadStatus::Contacted], 129);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_of_the_version_before_are_brought_up_to_date_on_disk() {
    let directory = tempfile::tempdir().expect("a folder");
    let path = directory.path().join("db");
    {
        let db = surrealdb::engine::any::connect(format!("surrealkv://{}", path.display())).await.expect("opens");
        db.use_ns("chatimjd").use_db("chatimjd").await.expect("there");
        write_as_before(&db).await;
    }
    let database = open(DatabaseConfig::at(DatabaseUrl::Directory(path.clone()))).await;
    all_is_there(&database).await;
    goes_on(&database).await;
    all_is_counted(&database).await;
    all_is_listed(&database).await;
    database.close().await.expect("closed");
    // Once is enough: the next start changes nothing.
    let database = open(DatabaseConfig::at(DatabaseUrl::Directory(path))).await;
    all_is_there_still(&database).await;
    database.close().await.expect("closed");
}

/// Nobody counted them then.
async fn all_is_counted(database: &Database) {
    let tallies = database.tallies();
    assert_eq!(tallies.zone().await, Ok(None));
    let rebuilt = tallies.rebuild(&Calendar::default()).await.expect("rebuilt");
    assert!(rebuilt.facts >= 131 && rebuilt.wrong > 0, "{rebuilt:?}");
    assert_eq!(tallies.zone().await, Ok(Some("UTC".into())));
    let since = tallies.known_since().await.expect("read").expect("a day");
    let days = tallies.days(Range::new(since, since.saturating_add(jiff::SignedDuration::from_hours(240))).expect("a range")).await;
    let leads: i64 = days.expect("read").values().map(|counts| counts.get(Measure::Leads)).sum();
    assert_eq!(leads, 130);
}

/// Lines of then have places, the latest first.
async fn all_is_listed(database: &Database) {
    let audit = database.audit();
    let page = audit.list(&AuditFilter::default(), PageSize::new(1).expect("a size"), None).await.expect("read").expect("a page");
    assert_eq!(page.items[0].action, "leads.exported");
    let rest = audit.list(&AuditFilter::default(), PageSize::default(), page.next_cursor.as_deref()).await.expect("read").expect("a page");
    assert_eq!(rest.items.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["login"]);
    let leads = AuditFilter { action: Some("leads".into()), from: Some(page.items[0].at), ..AuditFilter::default() };
    assert_eq!(audit.list(&leads, PageSize::default(), None).await.expect("read").expect("a page").items, page.items);
}

async fn all_is_there_still(database: &Database) {
    let again = database.leads().find(&lead_id(8)).await.expect("read").expect("there");
    assert_eq!(again.version, 4);
    assert_eq!(database.leads().count().await, Ok(130));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_of_the_version_before_are_brought_up_to_date_on_a_server() {
    let Some(server) = SurrealServer::shared().await else { return };
    let name = server.fresh();
    write_as_before(&server.operator(&name).await).await;
    // Two that start together do it once.
    let (one, other) = futures::join!(Database::open(server.config(&name)), Database::open(server.config(&name)));
    let (one, other) = (one.expect("opened"), other.expect("opened"));
    all_is_there(&one).await;
    goes_on(&other).await;
    all_is_there_still(&one).await;
}

/// As it was before there was an index of assignees.
const WITHOUT_ASSIGNEES: &str = "\
    REMOVE INDEX lead_assignee_created ON lead; \
    REMOVE INDEX lead_assignee_status_created ON lead; \
    DELETE _migration:5;";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_assigned_before_their_index_are_found_by_it() {
    let directory = tempfile::tempdir().expect("a folder");
    let path = directory.path().join("db");
    let mine = AdminId::new(Uuid::from_u128(1));
    let database = open(DatabaseConfig::at(DatabaseUrl::Directory(path.clone()))).await;
    for n in 1..=9_u128 {
        let assigned = Lead { assignee: (n % 3 == 0).then(|| mine.clone()), ..lead(n, &facts(n)) };
        let change = LeadWrite { lead: assigned, trace: LeadTrace::default(), restored: None };
        database.leads().write(change).await.expect("written");
    }
    database.close().await.expect("closed");
    {
        let db = surrealdb::engine::any::connect(format!("surrealkv://{}", path.display())).await.expect("opens");
        db.use_ns("chatimjd").use_db("chatimjd").await.expect("there");
        db.query(WITHOUT_ASSIGNEES).await.expect("asked").check().expect("the schema of before");
    }
    let database = open(DatabaseConfig::at(DatabaseUrl::Directory(path))).await;
    for (assigned, expected) in [(Assigned::To(mine), vec![3, 6, 9]), (Assigned::ToNobody, vec![1, 2, 4, 5, 7, 8])] {
        let filter = LeadFilter { assignee: Some(assigned), ..LeadFilter::default() };
        let found: BTreeSet<_> = all(&database.leads(), &filter, "-created_at").await.into_iter().map(|lead| lead.id).collect();
        assert_eq!(found, expected.into_iter().map(lead_id).collect());
    }
    database.close().await.expect("closed");
}

/// Opens as soon as the directory is free.
async fn open(config: DatabaseConfig) -> Database {
    for _ in 0..500 {
        match Database::open(config.clone()).await {
            Err(OpenError::Locked(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
            outcome => return outcome.expect("the database opens"),
        }
    }
    panic!("the directory was not released");
}
