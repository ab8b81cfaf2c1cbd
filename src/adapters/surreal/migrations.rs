//! The schema, step by step: numbered files, each applied once and never changed afterwards.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use sha2::{Digest, Sha256};
use surrealdb::types::SurrealValue;

use super::{
    config::OpenError,
    connection::{Connection, Query, rows},
};
use crate::service::error::StorageError;

struct Migration {
    number: u32,
    name: &'static str,
    sql: &'static str,
}

/// In the order of their numbers. Append; never edit one that was released.
const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "initial", sql: include_str!("migrations/0001_initial.surql") },
    Migration { number: 2, name: "leads", sql: include_str!("migrations/0002_leads.surql") },
    Migration { number: 3, name: "imports", sql: include_str!("migrations/0003_imports.surql") },
    Migration { number: 4, name: "lead desk", sql: include_str!("migrations/0004_lead_desk.surql") },
    Migration { number: 5, name: "assignees", sql: include_str!("migrations/0005_assignees.surql") },
    Migration { number: 6, name: "meetings", sql: include_str!("migrations/0006_meetings.surql") },
    Migration { number: 7, name: "outbox", sql: include_str!("migrations/0007_outbox.surql") },
    Migration { number: 8, name: "studio", sql: include_str!("migrations/0008_studio.surql") },
    Migration { number: 9, name: "figures", sql: include_str!("migrations/0009_figures.surql") },
    Migration { number: 10, name: "indexes of figures", sql: include_str!("migrations/0010_figure_indexes.surql") },
    Migration { number: 11, name: "moved events", sql: include_str!("migrations/0011_moved_events.surql") },
    Migration { number: 12, name: "holds of archives", sql: include_str!("migrations/0012_holds.surql") },
    Migration { number: 13, name: "clearing the log", sql: include_str!("migrations/0013_clearing.surql") },
    Migration { number: 14, name: "pages", sql: include_str!("migrations/0014_pages.surql") },
    Migration { number: 15, name: "pages by update", sql: include_str!("migrations/0015_pages_by_update.surql") },
    Migration { number: 16, name: "pages by name", sql: include_str!("migrations/0016_pages_by_name.surql") },
    Migration { number: 17, name: "pages by score", sql: include_str!("migrations/0017_pages_by_score.surql") },
    Migration { number: 18, name: "pages of the audit log", sql: include_str!("migrations/0018_audit_pages.surql") },
    Migration { number: 19, name: "counts of weeks", sql: include_str!("migrations/0019_blocks.surql") },
    Migration { number: 20, name: "team", sql: include_str!("migrations/0020_team.surql") },
    Migration { number: 21, name: "wishes for a person", sql: include_str!("migrations/0021_wishes_for_a_person.surql") },
    Migration { number: 22, name: "password marks", sql: include_str!("migrations/0022_password_marks.surql") },
];

/// An index over rows that are there already takes its time. Shorter than the lock is held from the beginning of a migration.
const LONGEST: Duration = Duration::from_secs(110);
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
/// A process that died while migrating holds the lock for two minutes, unless whoever comes next is alone with the database.
const LOCK: &str = "\
    BEGIN; \
    LET $until = _migration_lock:one.until; \
    IF !$is_alone AND $until != NONE AND $until > time::now() { THROW 'conflict' }; \
    UPSERT _migration_lock:one CONTENT { holder: $holder, until: time::now() + 2m } RETURN NONE; \
    COMMIT;";
/// Before each migration, which then has the whole time for itself.
const RENEW: &str = "UPDATE _migration_lock:one SET until = time::now() + 2m WHERE holder = $holder RETURN VALUE holder;";
const UNLOCK: &str = "DELETE _migration_lock:one WHERE holder = $holder RETURN NONE;";

#[derive(SurrealValue)]
struct Applied {
    number: i64,
    sha256: String,
}

/// Brings the schema up to date. Refuses a database that another build has written.
pub(super) async fn migrate(connection: &Arc<Connection>) -> Result<(), OpenError> {
    connection.write(Query::new(BOOK)).await.map_err(|error| failed(&error))?;
    if pending(connection).await?.is_empty() {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "no secret: it only tells this holder of the lock from others")]
    let nonce: u64 = rand::random();
    let holder = format!("process {} ({nonce:016x})", std::process::id());
    lock(connection, &holder).await?;
    let outcome = apply_pending(connection, &holder).await;
    let unlocked = connection.write(Query::new(UNLOCK).bind("holder", holder)).await;
    outcome.and(unlocked.map(|_| ()).map_err(|error| failed(&error)))
}

async fn lock(connection: &Arc<Connection>, holder: &str) -> Result<(), OpenError> {
    for _ in 0..WAITS.0 {
        let query = Query::new(LOCK).bind("holder", holder.to_owned()).bind("is_alone", connection.is_exclusive);
        match connection.write(query).await {
            Ok(_) => return Ok(()),
            Err(StorageError::Conflict) => tokio::time::sleep(WAITS.1).await,
            Err(error) => return Err(failed(&error)),
        }
    }
    Err(OpenError::MigrationBusy)
}

/// Makes sure that the lock is still ours, and holds it for longer.
async fn renew(connection: &Arc<Connection>, holder: &str) -> Result<(), OpenError> {
    let mut results = connection.write(Query::new(RENEW).bind("holder", holder.to_owned())).await.map_err(|error| failed(&error))?;
    let held: Vec<String> = rows(&mut results, 0, "lock").map_err(|error| failed(&error))?;
    if held.is_empty() { Err(OpenError::MigrationLost) } else { Ok(()) }
}

async fn apply_pending(connection: &Arc<Connection>, holder: &str) -> Result<(), OpenError> {
    for migration in pending(connection).await? {
        renew(connection, holder).await?;
        let sql = format!(
            "BEGIN; {} ; CREATE type::record('_migration', $number) CONTENT {{ name: $name, sha256: $sha256, applied_at: time::now() }} RETURN NONE; COMMIT;",
            migration.sql
        );
        let query = Query::new(sql)
            .bind("number", i64::from(migration.number))
            .bind("name", migration.name.to_owned())
            .bind("sha256", checksum(migration.sql))
            .within(LONGEST);
        connection.write(query).await.map_err(|error| OpenError::Migration {
            number: migration.number,
            name: migration.name.to_owned(),
            problem: error.to_string(),
        })?;
        tracing::info!(number = migration.number, name = migration.name, "database migrated");
    }
    Ok(())
}

/// Those that were not applied yet, after a look at those that were.
async fn pending(connection: &Arc<Connection>) -> Result<Vec<&'static Migration>, OpenError> {
    let query = Query::new("SELECT record::id(id) AS number, sha256 FROM _migration;");
    let mut results = connection.read(query).await.map_err(|error| failed(&error))?;
    let applied: Vec<Applied> = rows(&mut results, 0, "migration").map_err(|error| failed(&error))?;
    let applied: BTreeMap<i64, String> = applied.into_iter().map(|row| (row.number, row.sha256)).collect();

    let known = MIGRATIONS.last().map_or(0, |last| last.number);
    if let Some((&found, _)) = applied.last_key_value().filter(|(found, _)| **found > i64::from(known)) {
        return Err(OpenError::Newer { found: u32::try_from(found).unwrap_or(u32::MAX), known });
    }
    let mut pending = vec![];
    for migration in MIGRATIONS {
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
    use crate::adapters::surreal::{
        client::Client,
        config::{DatabaseConfig, DatabaseUrl},
        connection::one,
    };

    const HELD: &str = "UPSERT _migration_lock:one CONTENT { holder: 'another', until: time::now() + 1h } RETURN NONE;";
    const SHORT: &str = "UPDATE _migration_lock:one SET until = time::now() + 1s RETURN NONE;";
    const IS_LONG: &str = "RETURN _migration_lock:one.until > time::now() + 1m;";

    /// An empty database whose lock another process holds.
    async fn held_by_another(is_exclusive: bool) -> Arc<Connection> {
        let config = DatabaseConfig::at(DatabaseUrl::Memory);
        let mut connection = Connection::new(Client::open(&config).await.expect("opened"), config.query_timeout);
        connection.is_exclusive = is_exclusive;
        let connection = Arc::new(connection);
        for sql in [BOOK, HELD] {
            connection.write(Query::new(sql)).await.expect("written");
        }
        connection
    }

    #[tokio::test]
    async fn whoever_is_alone_waits_for_nobody_who_died() {
        let connection = held_by_another(true).await;
        tokio::time::timeout(Duration::from_secs(60), migrate(&connection)).await.expect("no waiting").expect("migrated");
        assert!(pending(&connection).await.expect("read").is_empty());
    }

    #[tokio::test]
    async fn whoever_is_not_alone_waits() {
        let connection = held_by_another(false).await;
        assert!(tokio::time::timeout(Duration::from_secs(2), lock(&connection, "this one")).await.is_err());
    }

    #[tokio::test]
    async fn who_has_lost_the_lock_migrates_no_further() {
        let connection = held_by_another(false).await;
        assert_eq!(apply_pending(&connection, "this one").await, Err(OpenError::MigrationLost));
        assert_eq!(pending(&connection).await.expect("read").len(), MIGRATIONS.len());
    }

    #[tokio::test]
    async fn each_migration_has_the_whole_time_of_the_lock() {
        let connection = held_by_another(false).await;
        let is_long = async || {
            let mut results = connection.read(Query::new(IS_LONG)).await.expect("read");
            one::<bool>(&mut results, 0, "lock").expect("a truth").expect("a lock")
        };
        connection.write(Query::new(SHORT)).await.expect("written");
        assert!(!is_long().await);
        renew(&connection, "another").await.expect("renewed");
        assert!(is_long().await);
    }
}
