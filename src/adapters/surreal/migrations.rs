//! The schema, step by step: numbered files, each applied once and never changed afterwards.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use sha2::{Digest, Sha256};
use surrealdb::types::{RecordId, SurrealValue};

use super::{
    config::OpenError,
    connection::{Connection, Query, rows},
};
use crate::service::error::StorageError;

struct Migration {
    number: u32,
    name: &'static str,
    sql: &'static str,
    /// Run before it, again and again and each time in a transaction of its own, until it returns no row:
    /// changes of more rows than one transaction may hold.
    fill: Option<&'static str>,
}

/// In the order of their numbers. Append; never edit one that was released.
const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "initial", sql: include_str!("migrations/0001_initial.surql"), fill: None },
    Migration { number: 2, name: "message_place", sql: include_str!("migrations/0002_message_place.surql"), fill: None },
    Migration { number: 3, name: "message_latest", sql: include_str!("migrations/0003_message_latest.surql"), fill: Some(FILL_PLACES) },
];

const FILL_PLACES: &str = "\
    UPDATE (SELECT VALUE id FROM message WHERE place = NONE LIMIT 1000) \
    SET conversation = array::at(record::id(id), 0), place = array::at(record::id(id), 1) RETURN VALUE id;";

/// How long one step may take: rows are changed and indexed. Shorter than the lock is held.
const STEP: Duration = Duration::from_secs(100);

/// How often, and how long apart, we look whether another process has finished migrating.
const WAITS: (u32, Duration) = (300, Duration::from_millis(500));

const BOOK: &str = "\
    DEFINE TABLE IF NOT EXISTS _migration SCHEMAFULL TYPE NORMAL; \
    DEFINE FIELD IF NOT EXISTS name ON _migration TYPE string; \
    DEFINE FIELD IF NOT EXISTS sha256 ON _migration TYPE string; \
    DEFINE FIELD IF NOT EXISTS applied_at ON _migration TYPE datetime; \
    DEFINE TABLE IF NOT EXISTS _migration_lock SCHEMAFULL TYPE NORMAL; \
    DEFINE FIELD IF NOT EXISTS holder ON _migration_lock TYPE string; \
    DEFINE FIELD IF NOT EXISTS until ON _migration_lock TYPE datetime;";
/// A process that died while migrating holds the lock for two minutes.
const LOCK: &str = "\
    BEGIN; \
    LET $until = _migration_lock:one.until; \
    IF $until != NONE AND $until > time::now() { THROW 'conflict' }; \
    UPSERT _migration_lock:one CONTENT { holder: $holder, until: time::now() + 2m } RETURN NONE; \
    COMMIT;";
const UNLOCK: &str = "DELETE _migration_lock:one WHERE holder = $holder RETURN NONE;";

#[derive(SurrealValue)]
struct Applied {
    number: i64,
    sha256: String,
}

/// Brings the schema up to date. Refuses a database that another build has written.
pub(super) async fn migrate(connection: &Arc<Connection>) -> Result<(), OpenError> {
    migrate_to(connection, MIGRATIONS).await
}

async fn migrate_to(connection: &Arc<Connection>, known: &'static [Migration]) -> Result<(), OpenError> {
    connection.write(Query::new(BOOK)).await.map_err(|error| failed(&error))?;
    if pending(connection, known).await?.is_empty() {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "no secret: it only tells this holder of the lock from others")]
    let nonce: u64 = rand::random();
    let holder = format!("process {} ({nonce:016x})", std::process::id());
    lock(connection, &holder).await?;
    let outcome = apply_pending(connection, known).await;
    let unlocked = connection.write(Query::new(UNLOCK).bind("holder", holder)).await;
    outcome.and(unlocked.map(|_| ()).map_err(|error| failed(&error)))
}

async fn lock(connection: &Arc<Connection>, holder: &str) -> Result<(), OpenError> {
    for _ in 0..WAITS.0 {
        match connection.write(Query::new(LOCK).bind("holder", holder.to_owned())).await {
            Ok(_) => return Ok(()),
            Err(StorageError::Conflict) => tokio::time::sleep(WAITS.1).await,
            Err(error) => return Err(failed(&error)),
        }
    }
    Err(OpenError::MigrationBusy)
}

async fn apply_pending(connection: &Arc<Connection>, known: &'static [Migration]) -> Result<(), OpenError> {
    for migration in pending(connection, known).await? {
        fill(connection, migration).await?;
        let sql = format!(
            "BEGIN; {} ; CREATE type::record('_migration', $number) CONTENT {{ name: $name, sha256: $sha256, applied_at: time::now() }} RETURN NONE; COMMIT;",
            migration.sql
        );
        let query = Query::new(sql)
            .bind("number", i64::from(migration.number))
            .bind("name", migration.name.to_owned())
            .bind("sha256", checksum(migration.sql));
        connection.write(query.within(STEP)).await.map_err(|error| migration.failed(&error))?;
        tracing::info!(number = migration.number, name = migration.name, "database migrated");
    }
    Ok(())
}

async fn fill(connection: &Arc<Connection>, migration: &Migration) -> Result<(), OpenError> {
    let Some(sql) = migration.fill else { return Ok(()) };
    let mut filled = 0;
    loop {
        let changed = connection.write(Query::new(sql).within(STEP)).await;
        let changed = changed.and_then(|mut results| rows::<RecordId>(&mut results, 0, "migrated row"));
        match changed.map_err(|error| migration.failed(&error))?.len() {
            0 => return Ok(()),
            more => filled += more,
        }
        tracing::info!(number = migration.number, name = migration.name, filled, "database is being migrated");
    }
}

impl Migration {
    fn failed(&self, error: &StorageError) -> OpenError {
        OpenError::Migration { number: self.number, name: self.name.to_owned(), problem: error.to_string() }
    }
}

/// Those that were not applied yet, after a look at those that were.
async fn pending(connection: &Arc<Connection>, known: &'static [Migration]) -> Result<Vec<&'static Migration>, OpenError> {
    let query = Query::new("SELECT record::id(id) AS number, sha256 FROM _migration;");
    let mut results = connection.read(query).await.map_err(|error| failed(&error))?;
    let applied: Vec<Applied> = rows(&mut results, 0, "migration").map_err(|error| failed(&error))?;
    let applied: BTreeMap<i64, String> = applied.into_iter().map(|row| (row.number, row.sha256)).collect();

    let last = known.last().map_or(0, |last| last.number);
    if let Some((&found, _)) = applied.last_key_value().filter(|(found, _)| **found > i64::from(last)) {
        return Err(OpenError::Newer { found: u32::try_from(found).unwrap_or(u32::MAX), known: last });
    }
    let mut pending = vec![];
    for migration in known {
        match applied.get(&i64::from(migration.number)) {
            None => pending.push(migration),
            Some(sha256) if *sha256 == checksum(migration.sql) => {}
            Some(_) => return Err(OpenError::MigrationChanged { number: migration.number, name: migration.name.to_owned() }),
        }
    }
    Ok(pending)
}

/// Of the text, however a checkout ends its lines.
fn checksum(sql: &str) -> String {
    hex::encode(Sha256::digest(sql.replace("\r\n", "\n")))
}

fn failed(error: &StorageError) -> OpenError {
    OpenError::Failed(error.to_string())
}

#[cfg(all(test, feature = "embedded-db"))]
mod tests {
    use super::*;
    use crate::{
        adapters::surreal::{DatabaseConfig, DatabaseUrl, SurrealConversations, client::Client},
        domain::{ids::ConversationId, message::Message},
        service::ports::Conversations,
    };

    /// Messages as the first version stored them.
    const OLD: &str = "\
        FOR $n IN 1000..3500 { \
            CREATE type::record('message', [$conversation, string::concat('msg_0000000000000000000000000000', <string> $n)]) \
            CONTENT { author: 'visitor', text: <string> $n, at: time::now() } RETURN NONE \
        };";

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn messages_of_the_first_version_get_their_places() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for url in [DatabaseUrl::Memory, DatabaseUrl::Directory(directory.path().to_owned())] {
            let config = DatabaseConfig::at(url);
            let connection = Arc::new(Connection::new(Client::open(&config).await.expect("opens"), config.query_timeout));
            migrate_to(&connection, &MIGRATIONS[..1]).await.expect("the first version");
            let id = ConversationId::new(uuid::Uuid::from_u128(1));
            let old = Query::new(OLD).bind("conversation", id.as_str().to_owned()).within(STEP);
            connection.write(old).await.expect("stored");

            migrate(&connection).await.expect("migrated");
            let conversations = SurrealConversations::start(Arc::clone(&connection), config.query_timeout);
            let texts = |messages: Vec<Message>| messages.into_iter().map(|message| message.text).collect::<Vec<_>>();
            let latest = conversations.messages(&id, None, 2).await.expect("read");
            let before = latest[0].id.clone();
            assert_eq!(texts(latest), ["3498", "3499"]);
            assert_eq!(texts(conversations.messages(&id, Some(&before), 2).await.expect("read")), ["3496", "3497"]);
            assert_eq!(conversations.messages(&id, None, 9_999).await.expect("read").len(), 2_500);
            migrate(&connection).await.expect("nothing is left to do");
        }
    }
}
