//! What was acknowledged is there after any stop: killed, closed, or with the request gone.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl, OpenError},
    domain::{
        conversation::Conversation,
        lead::{
            Lead,
            query::{LeadFilter, Sort},
        },
        page::PageSize,
    },
    service::ports::{ConversationFilter, ConversationWrite, Conversations, LeadTrace, LeadWrite, Leads},
};

use crate::{
    contract::people::{conversation, conversation_id, exchange, lead, lead_id, next, said, visitor, write},
    remote::eventually,
};

const CYCLES: u32 = 50;
const SLOWEST_START: Duration = Duration::from_secs(5);
/// Tells the test binary that it is the writer of the kill test, and where to write.
const WRITE_TO: &str = "CHATIMJD_TEST_WRITE_TO";
const WRITE_FROM: &str = "CHATIMJD_TEST_WRITE_FROM";
const WRITERS: u128 = 4;

fn config(directory: &Path) -> DatabaseConfig {
    DatabaseConfig::at(DatabaseUrl::Directory(directory.join("db")))
}

async fn open(directory: &Path) -> Database {
    Database::open(config(directory)).await.expect("the database opens")
}

fn marker(directory: &Path) -> bool {
    directory.join("db.running").exists()
}

/// Not a test of its own: the process that is killed. Writes for ever, and prints the number of each turn that
/// was acknowledged: the conversation's and its revision.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writer_that_is_killed() {
    let (Ok(directory), Ok(from)) = (std::env::var(WRITE_TO), std::env::var(WRITE_FROM)) else { return };
    let from: u128 = from.parse().expect("a number");
    let database = open(Path::new(&directory)).await;
    let conversations = database.conversations();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let conversations = Arc::clone(&conversations);
            tokio::spawn(async move {
                let n = from + writer;
                let mut latest = Conversation { lead_id: Some(lead_id(n)), preview: "turn1".into(), ..conversation(n) };
                for m in 1.. {
                    let mut change = write(latest.clone(), exchange(n, m * 2, &format!("turn {m}")));
                    change.lead = (m == 1).then(|| lead(n, &latest.facts));
                    conversations.write(change).await.expect("written");
                    println!("acknowledged {n} {}", latest.revision);
                    latest = Conversation { preview: format!("turn{}", m + 1), ..next(&latest) };
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("goes on for ever");
    }
}

fn start_writer(directory: &Path, from: u128) -> Child {
    Command::new(std::env::current_exe().expect("this test binary"))
        .args(["--exact", "durability::writer_that_is_killed", "--nocapture", "--test-threads", "1"])
        .env(WRITE_TO, directory)
        .env(WRITE_FROM, from.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the writer starts")
}

/// Lets a writer work until it has acknowledged at least one turn and for `how_long` after, and kills it.
/// Returns the last acknowledged revision of each of its conversations.
fn run_and_kill(directory: &Path, from: u128, how_long: Duration) -> Vec<(u128, u64)> {
    let mut child = start_writer(directory, from);
    let output = child.stdout.take().expect("its output");
    let (first, has_begun) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let mut last = std::collections::BTreeMap::new();
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // The harness prints the test's name in front of the first line.
            let Some((_, numbers)) = line.split_once("acknowledged ") else { continue };
            let Some((n, revision)) = numbers.split_once(' ') else { continue };
            // The last line may be cut short by the kill: it counts for nothing then.
            if let (Ok(n), Ok(revision)) = (n.parse::<u128>(), revision.parse::<u64>()) {
                last.insert(n, revision);
                let _ = first.send(());
            }
        }
        last
    });
    has_begun.recv_timeout(Duration::from_secs(30)).expect("the writer begins");
    #[expect(clippy::disallowed_methods, reason = "the killer's own thread waits, no runtime")]
    std::thread::sleep(how_long);
    child.kill().expect("killed");
    child.wait().expect("gone");
    reader.join().expect("no panic").into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_message_is_lost_in_fifty_kills() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut acknowledged: Vec<(u128, u64)> = vec![];
    let mut slowest = Duration::ZERO;
    for cycle in 0..CYCLES {
        let from = 1 + u128::from(cycle) * WRITERS;
        // Kills fall into all phases of a transaction: the times differ by less than one.
        let how_long = Duration::from_micros(u64::from(cycle * 1_777 % 97_000));
        let path = directory.path().to_owned();
        let written = tokio::task::spawn_blocking(move || run_and_kill(&path, from, how_long)).await.expect("no panic");
        assert!(!written.is_empty() && marker(directory.path()));
        acknowledged.extend(written.iter().copied());
        // The next writer's start is the recovery of most cycles; of some we look at everything ourselves.
        if cycle % 10 == 9 || cycle < 3 {
            let started = Instant::now();
            let database = open(directory.path()).await;
            slowest = slowest.max(started.elapsed());
            for &(n, revision) in &acknowledged {
                check(&database, n, revision).await;
            }
            if cycle % 20 == 9 {
                database.close().await.expect("closed");
            } else {
                // Dropped without closing: as good as killed.
                drop(database);
                wait_until_free(directory.path()).await;
            }
        }
    }
    let turns: u64 = acknowledged.iter().map(|(_, revision)| revision).sum();
    println!("{CYCLES} kills, {turns} acknowledged turns, slowest start {slowest:?}");
    assert!(turns > u64::from(CYCLES));
    assert!(slowest < SLOWEST_START, "a start took {slowest:?}");
}

/// All that was acknowledged of a conversation is there, and what was not is there whole or not at all.
async fn check(database: &Database, n: u128, revision: u64) {
    let conversations = database.conversations();
    let stored = conversations.find(&conversation_id(n)).await.expect("read").unwrap_or_else(|| panic!("conversation {n} is lost"));
    assert!(stored.revision >= revision, "conversation {n}: revision {} of {revision}", stored.revision);
    let limit = u32::try_from(stored.revision * 2 + 10).expect("few");
    let messages = conversations.messages(&conversation_id(n), None, limit).await.expect("read");
    assert_eq!(messages.len() as u64, stored.revision * 2, "conversation {n}: messages and revision differ");
    assert!(database.leads().find(&lead_id(n)).await.expect("read").is_some(), "lead {n} is lost");
    let open = conversations.open_of(&visitor(n), 2).await.expect("read").unwrap_or_else(|| panic!("conversation {n} is not open"));
    assert_eq!(open.recent, messages[messages.len() - 2..]);
    // What the killed process had not told the search yet is found, too.
    let filter = ConversationFilter { open_only: true, q: Some(stored.preview.clone()), ..ConversationFilter::default() };
    let mut cursor: Option<String> = None;
    loop {
        let page =
            conversations.list(&filter, PageSize::new(100).expect("a size"), cursor.as_deref()).await.expect("read").expect("a page");
        if page.items.iter().any(|row| row.id == conversation_id(n)) {
            return;
        }
        cursor = page.next_cursor;
        assert!(cursor.is_some(), "conversation {n} is not found by “{}”", stored.preview);
    }
}

/// A dropped database lets go of its directory a moment later.
async fn wait_until_free(directory: &Path) {
    let started = Instant::now();
    loop {
        match Database::open(config(directory)).await {
            Ok(database) => {
                database.close().await.expect("closed");
                return;
            }
            Err(OpenError::Locked(_)) if started.elapsed() < Duration::from_secs(10) => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_is_told_that_the_first_is_there() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut child = start_writer(directory.path(), 1);
    let output = child.stdout.take().expect("its output");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("acknowledged")));

    let refused = Database::open(config(directory.path())).await.err().expect("refused");
    assert_eq!(refused, OpenError::Locked(directory.path().join("db")));
    assert!(refused.to_string().contains("another process is using the database"), "{refused}");
    assert!(marker(directory.path()), "the first one's marker stays");
    // The first one was not disturbed.
    assert!(lines.any(|line| line.contains("acknowledged")));
    child.kill().expect("killed");
    child.wait().expect("gone");
    open(directory.path()).await.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clean_close_leaves_no_marker_and_everything_stored() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    for round in 1..=3_u128 {
        let database = open(directory.path()).await;
        assert!(marker(directory.path()));
        let conversations = database.conversations();
        conversations.write(said(round, 1, "hello")).await.expect("written");
        assert_eq!(conversations.count_open(None).await, Ok(u64::try_from(round).expect("few")));
        database.close().await.expect("closed");
        assert!(!marker(directory.path()));
        assert!(conversations.find(&conversation_id(round)).await.is_err(), "closed is closed");
        assert!(conversations.write(said(99, 1, "hello")).await.is_err());
        database.close().await.expect("closing twice is fine");
    }
    let database = open(directory.path()).await;
    for round in 1..=3 {
        assert!(database.conversations().find(&conversation_id(round)).await.expect("read").is_some());
    }
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_goes_on_when_its_request_is_dropped() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = open(directory.path()).await;
    let conversations = database.conversations();
    for n in 1..=20 {
        let writing = conversations.write(said(n, 1, "hello"));
        // Long enough to begin, too short to end.
        let _ = tokio::time::timeout(Duration::from_micros(200), writing).await;
    }
    database.close().await.expect("closed");

    let database = open(directory.path()).await;
    for n in 1..=20 {
        assert!(database.conversations().find(&conversation_id(n)).await.expect("read").is_some(), "{n}");
        assert_eq!(database.conversations().messages(&conversation_id(n), None, 9).await.expect("read").len(), 2, "{n}");
    }
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_lead_is_seen_and_found_when_its_request_is_dropped() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = open(directory.path()).await;
    let (conversations, leads) = (database.conversations(), database.leads());
    for n in 1..=20 {
        let open = Conversation { lead_id: Some(lead_id(n)), ..conversation(n) };
        let first = lead(n, &open.facts);
        conversations.write(ConversationWrite { lead: Some(first.clone()), ..write(open, vec![]) }).await.expect("written");
        conversations.open_of(&visitor(n), 5).await.expect("remembered");
        let changed = Lead { notes: Some(format!("marigold{n}")), version: 2, ..first };
        let writing = leads.write(LeadWrite { lead: changed, trace: LeadTrace::default(), restored: None });
        // Long enough to begin, too short to end.
        let _ = tokio::time::timeout(Duration::from_micros(200), writing).await;
    }
    for n in 1..=20 {
        let notes = Some(format!("marigold{n}"));
        let is_seen = async || {
            let open = conversations.open_of(&visitor(n), 5).await.expect("read").expect("open");
            open.lead.is_some_and(|lead| lead.notes == notes)
        };
        eventually(Duration::from_secs(10), "the change is seen", is_seen).await;
        let filter = LeadFilter { q: notes.clone(), ..LeadFilter::default() };
        let is_found = async || {
            let page = leads.list(&filter, Sort::default(), PageSize::default(), None).await.expect("read").expect("a page");
            page.items.iter().any(|lead| lead.id == lead_id(n))
        };
        eventually(Duration::from_secs(10), "the change is found", is_found).await;
    }
    database.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_another_build_is_refused() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let tamper = |sql: &'static str| {
        let path = directory.path().join("db");
        async move {
            let db = surrealdb::engine::any::connect(format!("surrealkv://{}", path.display())).await.expect("opens");
            db.use_ns("chatimjd").use_db("chatimjd").await.expect("there");
            db.query(sql).await.expect("asked").check().expect("done");
        }
    };
    open(directory.path()).await.close().await.expect("closed");

    tamper("CREATE _migration:4000 CONTENT { name: 'of tomorrow', sha256: 'x', applied_at: time::now() }").await;
    assert!(matches!(reopen(directory.path()).await, Err(OpenError::Newer { found: 4_000, known: 22 })));
    tamper("DELETE _migration:4000; UPDATE _migration:1 SET sha256 = 'another'").await;
    assert!(matches!(reopen(directory.path()).await, Err(OpenError::MigrationChanged { number: 1, .. })));
}

/// Opens as soon as the directory is free.
async fn reopen(directory: &Path) -> Result<Database, OpenError> {
    for _ in 0..500 {
        match Database::open(config(directory)).await {
            Err(OpenError::Locked(_)) => tokio::time::sleep(Duration::from_millis(20)).await,
            outcome => return outcome,
        }
    }
    panic!("the directory was not released");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("its address");
    drop(listener);
    let url = DatabaseUrl::parse(&format!("ws://{address}")).expect("an address");
    let started = Instant::now();
    let error = Database::open(DatabaseConfig::at(url)).await.err().expect("refused");
    assert!(matches!(error, OpenError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains(&address.to_string()), "{error}");
    assert!(started.elapsed() > Duration::from_secs(5), "it was not tried again");
}
