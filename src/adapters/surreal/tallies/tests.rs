//! What the tables hold, and that folding changes no count.

use std::sync::Arc;

use jiff::civil::date;
use surrealdb::types::RecordId;

use super::{
    super::{
        Database,
        config::{DatabaseConfig, DatabaseUrl},
        connection::{Query, rows},
        parts::Parts,
    },
    SurrealTallies, ledger,
};
use crate::{
    domain::analytics::{
        calendar::Calendar,
        measure::Measure,
        range::Range,
        tally::{Dimension, Key, Tally},
    },
    service::{error::StorageError, ports::Tallies},
};

async fn open() -> Database {
    Database::open(DatabaseConfig::at(DatabaseUrl::Memory)).await.expect("opens")
}

async fn ids(database: &Database, sql: &'static str) -> usize {
    let mut results = database.connection().read(Query::new(sql)).await.expect("read");
    rows::<RecordId>(&mut results, 0, "record").expect("ids").len()
}

fn range() -> Range {
    Range::ending(date(2026, 11, 27), 30)
}

fn opened(day: i8, count: i64) -> Tally {
    let mut tally = Tally::default();
    for key in [Key::Day(date(2026, 11, day)), Key::Group(date(2026, 11, day), Dimension::Page, "/".into())] {
        tally.add(key, Measure::Opens, count);
    }
    tally
}

async fn opens(tallies: &SurrealTallies) -> i64 {
    tallies.days(range()).await.expect("read").values().map(|counts| counts.get(Measure::Opens)).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folding_changes_no_count_and_leaves_nothing_that_is_empty() {
    let database = open().await;
    let tallies = database.tallies();
    for day in 1..=20 {
        tallies.keep(&opened(day, i64::from(day))).await.expect("kept");
    }
    assert_eq!((ids(&database, "SELECT VALUE id FROM tally;").await, opens(&tallies).await), (0, 210));
    tallies.ledger.fold().await.expect("folded");
    assert_eq!(ids(&database, "SELECT VALUE id FROM tally_change;").await, 0);
    assert_eq!((ids(&database, "SELECT VALUE id FROM tally;").await, opens(&tallies).await), (40, 210));
    // Some of it waits, some of it is folded, and some of it goes again.
    tallies.keep(&opened(1, -1)).await.expect("kept");
    tallies.keep(&opened(2, 5)).await.expect("kept");
    assert_eq!((opens(&tallies).await, tallies.known_since().await), (214, Ok(Some(date(2026, 11, 2)))));
    tallies.ledger.fold().await.expect("folded");
    assert_eq!((ids(&database, "SELECT VALUE id FROM tally;").await, opens(&tallies).await), (38, 214));
    let pages = tallies.groups(Dimension::Page, range(), 9).await.expect("read");
    assert_eq!(pages.iter().map(|(page, counts)| (page.as_str(), counts.get(Measure::Opens))).collect::<Vec<_>>(), [("/", 214)]);
    database.close().await.expect("closed");
}

/// As many processes that share a database do.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_that_fold_and_count_at_once_lose_nothing() {
    let database = open().await;
    let others: Vec<SurrealTallies> = {
        let mut others = vec![database.tallies()];
        for _ in 0..3 {
            let ledger = Arc::new(ledger::Ledger::open(database.connection()).await.expect("opened"));
            others.push(SurrealTallies { connection: database.connection(), ledger });
        }
        others
    };
    let work: Vec<_> = others
        .iter()
        .cloned()
        .map(|tallies| {
            tokio::spawn(async move {
                for n in 0..40 {
                    tallies.keep(&opened(27, 1)).await.expect("kept");
                    if n % 5 == 0 {
                        // Who loses every time leaves it to the others.
                        let _ = tallies.ledger.fold().await;
                    }
                }
            })
        })
        .collect();
    for one in work {
        one.await.expect("no panic");
    }
    for tallies in &others {
        assert_eq!(opens(tallies).await, 160);
    }
    others[0].ledger.fold().await.expect("folded");
    assert_eq!((opens(&others[1]).await, ids(&database, "SELECT VALUE id FROM tally_change;").await), (160, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_count_anew_at_once_correct_nothing_twice() {
    let database = open().await;
    let (tallies, calendar) = (database.tallies(), Calendar::default());
    for _ in 0..5 {
        // Of no fact.
        let mut parts = ledger::declare(Parts::default());
        ledger::add(&mut parts, &opened(1, 7), &Tally::default(), &calendar).expect("a change");
        database.connection().write(parts.transaction()).await.expect("written");
        let (one, other) = futures::join!(tallies.rebuild(&calendar), tallies.rebuild(&calendar));
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        for outcome in [one, other] {
            assert!(matches!(outcome, Ok(_) | Err(StorageError::Conflict)), "{outcome:?}");
        }
        assert_eq!((opens(&tallies).await, tallies.zone().await), (0, Ok(Some("UTC".into()))));
    }
}
