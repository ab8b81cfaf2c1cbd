//! What the tables hold, and that folding changes no count.

use std::sync::Arc;

use jiff::civil::{Date, date};
use surrealdb::types::RecordId;

use super::{
    super::{
        Database,
        config::{DatabaseConfig, DatabaseUrl},
        connection::{Query, rows},
        parts::Parts,
        rows::key_of,
    },
    SurrealTallies, ledger,
};
use crate::{
    domain::analytics::{
        block::{Block, Cover, Level},
        calendar::{Calendar, days_after},
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
    // Of days and pages forty, of weeks four, of four weeks and of sixteen weeks one.
    assert_eq!((ids(&database, "SELECT VALUE id FROM tally;").await, opens(&tallies).await), (46, 210));
    // Some of it waits, some of it is folded, and some of it goes again.
    tallies.keep(&opened(1, -1)).await.expect("kept");
    tallies.keep(&opened(2, 5)).await.expect("kept");
    assert_eq!((opens(&tallies).await, tallies.known_since().await), (214, Ok(Some(date(2026, 11, 2)))));
    tallies.ledger.fold().await.expect("folded");
    assert_eq!((ids(&database, "SELECT VALUE id FROM tally;").await, opens(&tallies).await), (43, 214));
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

const FIRST: Date = date(2026, 1, 1);

/// Of one of 300 days, and no two alike.
fn of_day(day: i64) -> Tally {
    let mut tally = Tally::default();
    let (date, hour) = (days_after(FIRST, day), u8::try_from(day * 7 % 24).expect("an hour"));
    let page = |n: i64| Key::Group(date, Dimension::Page, format!("/{}", day * 3 % n));
    for (key, count) in [(Key::Day(date), 1), (Key::Hour(date, hour), 1 + day % 5), (page(4), 2 + day % 3), (page(11), 1 + day % 7)] {
        tally.add(key, Measure::Chats, count);
    }
    tally
}

/// Of these days, by turns in both ledgers; and all of it.
async fn count_days(database: &Database, days: impl Iterator<Item = i64>, times: i64) -> Tally {
    let (mut all, none) = (Tally::default(), Tally::default());
    for day in days {
        let tally = if times < 0 { of_day(day).negated() } else { of_day(day) };
        let (facts, kept) = if day % 2 == 0 { (&tally, &none) } else { (&none, &tally) };
        write(database, facts, kept).await;
        all.add_all(&tally);
    }
    all
}

async fn write(database: &Database, facts: &Tally, kept: &Tally) {
    let mut parts = ledger::declare(Parts::default());
    ledger::add(&mut parts, facts, kept, &Calendar::default()).expect("a change");
    database.connection().write(parts.transaction()).await.expect("written");
}

/// What is read of many ranges is what was counted on their days.
async fn is_read(tallies: &SurrealTallies, counted: &Tally) {
    for (from, days) in [(0, 300), (-40, 400), (3, 290), (4, 28), (17, 120), (60, 7), (61, 200), (90, 1), (150, 150), (295, 60)] {
        let range = Range::ending(days_after(FIRST, from + days - 1), days);
        let whole = Cover::days_only(range);
        let pages = tallies.groups(Dimension::Page, range, 99).await.expect("read");
        assert_eq!(pages, counted.groups(Dimension::Page, &whole, 99), "{range:?}");
        assert_eq!(tallies.week(range).await.expect("read"), counted.week(&whole), "{range:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_read_of_blocks_is_what_was_counted_on_their_days() {
    let database = open().await;
    let tallies = database.tallies();
    assert!(tallies.ledger.has_blocks(), "of a new database");
    let mut all = count_days(&database, 0..300, 1).await;
    is_read(&tallies, &all).await;
    tallies.ledger.fold().await.expect("folded");
    is_read(&tallies, &all).await;
    // Some more, and some less: not folded, then folded.
    all.add_all(&count_days(&database, (5..300).step_by(9), 1).await);
    all.add_all(&count_days(&database, (100..180).rev(), -1).await);
    is_read(&tallies, &all).await;
    tallies.ledger.fold().await.expect("folded");
    is_read(&tallies, &all).await;
    assert_eq!(tallies.known_since().await, Ok(Some(FIRST)));
    let days: i64 =
        tallies.days(Range::ending(days_after(FIRST, 299), 300)).await.expect("read").values().map(|day| day.get(Measure::Chats)).sum();
    assert_eq!(days, 300 + 33 - 80);
    count_days(&database, (5..300).step_by(9), -1).await;
    count_days(&database, (0..100).chain(180..300), -1).await;
    is_read(&tallies, &Tally::default()).await;
    tallies.ledger.fold().await.expect("folded");
    assert_eq!(ids(&database, "SELECT VALUE id FROM tally;").await, 0, "no row is empty");
    database.close().await.expect("closed");
}

/// As a database of before there were blocks.
async fn without_blocks(database: &Database) {
    let mut results = database.connection().read(Query::new("SELECT VALUE id FROM tally;")).await.expect("read");
    let all: Vec<RecordId> = rows(&mut results, 0, "count").expect("ids");
    let is_of_block =
        |id: &RecordId| key_of(id.clone(), "count").expect("a text").split(' ').next().is_some_and(|kind| kind.ends_with('w'));
    let blocks: Vec<RecordId> = all.into_iter().filter(is_of_block).collect();
    assert!(blocks.len() > 100, "{}", blocks.len());
    database.connection().write(Query::new("UPDATE tally_state:one SET blocks = false RETURN NONE;")).await.expect("written");
    for some in blocks.chunks(100) {
        let query = Query::new("DELETE $blocks RETURN NONE;").bind("blocks", some.to_vec());
        database.connection().write(query).await.expect("deleted");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocks_of_a_database_that_had_none_are_put_together() {
    let database = open().await;
    let mut all = count_days(&database, 0..300, 1).await;
    database.tallies().ledger.fold().await.expect("folded");
    let before = ids(&database, "SELECT VALUE id FROM tally;").await;
    without_blocks(&database).await;
    let ledger = Arc::new(ledger::Ledger::open(database.connection()).await.expect("opened"));
    let tallies = SurrealTallies { connection: database.connection(), ledger };
    assert!(!tallies.ledger.has_blocks());
    is_read(&tallies, &all).await;
    tallies.ledger.look().await.expect("looked");
    assert!(tallies.ledger.has_blocks());
    assert_eq!(ids(&database, "SELECT VALUE id FROM tally;").await, before);
    is_read(&tallies, &all).await;
    assert_eq!(tallies.zone().await, Ok(Some("UTC".into())), "the counts themselves are what they were");
    // From now on they are kept up.
    all.add_all(&count_days(&database, 40..90, -1).await);
    tallies.ledger.look().await.expect("looked");
    tallies.ledger.fold().await.expect("folded");
    is_read(&tallies, &all).await;
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counting_anew_puts_blocks_together_and_calls_none_of_them_wrong() {
    let database = open().await;
    let mut kept = Tally::default();
    (0..300).for_each(|day| kept.add_all(&of_day(day)));
    write(&database, &Tally::default(), &kept).await;
    database.tallies().ledger.fold().await.expect("folded");
    let before = ids(&database, "SELECT VALUE id FROM tally;").await;
    without_blocks(&database).await;
    let rebuilt = database.tallies().rebuild(&Calendar::default()).await.expect("rebuilt");
    assert_eq!((rebuilt.wrong, rebuilt.keys), (0, 0));
    assert_eq!(ids(&database, "SELECT VALUE id FROM tally;").await, before);
    assert!(database.tallies().ledger.state().await.expect("read").blocks);
    is_read(&database.tallies(), &kept).await;
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_blocks_are_found_and_put_right() {
    let database = open().await;
    let (tallies, calendar) = (database.tallies(), Calendar::default());
    let mut kept = Tally::default();
    (0..300).for_each(|day| kept.add_all(&of_day(day)));
    write(&database, &Tally::default(), &kept).await;
    let block = Block::of(Level::Weeks16, days_after(FIRST, 150));
    let page = Key::BlockGroup(block, Dimension::Page, "/1".into());
    let wrong = |key: &Key| {
        let mut tally = Tally::default();
        tally.add(key.clone(), Measure::Chats, 5);
        tally
    };
    // Folded and not: of the facts, of what is kept, of both under one key.
    for is_folded in [true, false] {
        write(&database, &wrong(&Key::BlockHour(block, 0, 9)), &wrong(&Key::BlockHour(block, 6, 9))).await;
        write(&database, &wrong(&page), &wrong(&page)).await;
        if is_folded {
            tallies.ledger.fold().await.expect("folded");
        }
        let range = Range::ending(block.last(), 112);
        let read = tallies.groups(Dimension::Page, range, 99).await.expect("read");
        assert_ne!(read, kept.groups(Dimension::Page, &Cover::days_only(range), 99), "blocks are read");
        assert_eq!(tallies.rebuild(&calendar).await.map(|rebuilt| (rebuilt.wrong, rebuilt.keys)), Ok((3, 0)));
        is_read(&tallies, &kept).await;
    }
    // What is counted of no fact goes, and is taken from its blocks once.
    write(&database, &wrong(&Key::Group(days_after(FIRST, 150), Dimension::Page, "/1".into())), &Tally::default()).await;
    assert_eq!(tallies.rebuild(&calendar).await.map(|rebuilt| rebuilt.wrong), Ok(1));
    is_read(&tallies, &kept).await;
    assert_eq!(tallies.rebuild(&calendar).await.map(|rebuilt| rebuilt.wrong), Ok(0));
    database.close().await.expect("closed");
}
