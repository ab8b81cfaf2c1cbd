//! What is known of archives: one record each, which stays where the file is written anew, and one for each conversation in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use surrealdb::types::RecordId;

use super::super::{
    connection::{Connection, Query, one, rows},
    people::OWE_ARCHIVES,
    rows::{ArchiveRow, AuditRow, HoldRow, archive_record, conversation_id, conversation_record, datetime, hold_record, holds_of, key_of},
    tallies::ledger::{self, Ledger},
};
use crate::{
    domain::{
        analytics::tally::Tally,
        archive::ArchiveInfo,
        ids::{ArchiveId, ConversationId},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{ArchiveRewrite, Held},
    },
};

type Stored<T> = Result<T, StorageError>;

/// Conversations that are looked for at once: of more than these, the engine would read the whole table.
const AT_ONCE: usize = 32;

// Of a file that is to be removed, no archive can be made any more. Who is noted already stays as they are.
const HOLD: &str = "\
    BEGIN; \
    IF $begun.due = NONE { THROW 'conflict' }; \
    UPDATE $begun SET archive = $archive RETURN NONE; \
    INSERT IGNORE INTO archive_hold $holds RETURN NONE; \
    COMMIT;";

// Two who write it anew at a time collide in its record.
const REWRITE: &str = "\
    IF $archive.current != $old OR $begun.due = NONE { THROW 'conflict' }; \
    DELETE $begun RETURN NONE; \
    UPDATE $archive SET current = $new.current, info = $new.info RETURN NONE; ";
const REMOVE: &str = "\
    IF $archive.current != $old { THROW 'conflict' }; \
    DELETE $archive RETURN NONE; \
    DELETE $holds RETURN NONE; ";
const REST: &str = "\
    DELETE $gone RETURN NONE; \
    UPSERT $file RETURN NONE; \
    INSERT INTO audit $entry RETURN NONE; \
    COMMIT;";

pub(in super::super) fn of_id(id: &ArchiveId) -> Query {
    Query::new("SELECT * FROM archive WHERE current = $current LIMIT 1;").bind("current", id.as_str().to_owned())
}

/// In which archives these are.
pub(in super::super) fn holds(ids: &[ConversationId]) -> Query {
    let ids: Vec<String> = ids.iter().map(|id| id.as_str().to_owned()).collect();
    Query::new("SELECT * FROM archive_hold WHERE conversation IN $ids;").bind("ids", ids)
}

async fn all_holds(connection: &Connection, ids: &[ConversationId]) -> Stored<Vec<HoldRow>> {
    let mut all = vec![];
    for ids in ids.chunks(AT_ONCE) {
        all.extend(rows::<HoldRow>(&mut connection.read(holds(ids)).await?, 0, "archive")?);
    }
    Ok(all)
}

/// Those of these that an archive holds and that need not leave it.
pub(super) async fn to_be_had(connection: &Connection, ids: &[ConversationId]) -> Stored<BTreeSet<ConversationId>> {
    let (mut held, mut owed) = (BTreeSet::new(), BTreeSet::new());
    for hold in all_holds(connection, ids).await? {
        let set = if hold.is_owed() { &mut owed } else { &mut held };
        set.insert(hold.conversation()?);
    }
    held.retain(|id| !owed.contains(id));
    Ok(held)
}

/// See [`crate::service::ports::LogStore::erased`].
pub(super) async fn erased(connection: &Connection, ids: &[ConversationId]) -> Stored<Vec<ConversationId>> {
    let records: Vec<RecordId> = ids.iter().map(conversation_record).collect();
    let query = Query::new("SELECT VALUE id FROM $ids;").bind("ids", records);
    let there = rows::<RecordId>(&mut connection.read(query).await?, 0, "conversation")?;
    let mut kept = there.into_iter().map(conversation_id).collect::<Stored<BTreeSet<ConversationId>>>()?;
    for hold in all_holds(connection, ids).await? {
        if hold.counted && !hold.is_owed() {
            kept.insert(hold.conversation()?);
        }
    }
    Ok(ids.iter().filter(|id| !kept.contains(*id)).cloned().collect())
}

pub(super) async fn owe(connection: &Arc<Connection>, ids: &[ConversationId]) -> Stored<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let records: Vec<RecordId> = ids.iter().map(conversation_record).collect();
    let query = Query::new(["BEGIN; ", OWE_ARCHIVES, "COMMIT;"].concat()).bind("conversations", records);
    connection.write(query).await.map(|_| ())
}

/// Those that have yet to leave an archive.
pub(in super::super) fn leaving() -> Query {
    Query::new("SELECT * FROM archive_hold WHERE owed = true;")
}

pub(super) async fn owed(connection: &Connection) -> Stored<Vec<ConversationId>> {
    let holds = rows::<HoldRow>(&mut connection.read(leaving()).await?, 0, "archive")?;
    let ids = holds.iter().map(HoldRow::conversation).collect::<Stored<BTreeSet<ConversationId>>>()?;
    Ok(ids.into_iter().collect())
}

/// When each of these was last brought back, where it was.
pub(super) async fn restored(connection: &Connection, ids: &[ConversationId]) -> Stored<BTreeMap<ConversationId, Timestamp>> {
    let mut restored = BTreeMap::new();
    for hold in all_holds(connection, ids).await? {
        if let Some(at) = hold.restored_at()? {
            let latest = restored.entry(hold.conversation()?).or_insert(at);
            *latest = at.max(*latest);
        }
    }
    Ok(restored)
}

async fn row(connection: &Connection, id: &ArchiveId) -> Stored<Option<ArchiveRow>> {
    Ok(rows::<ArchiveRow>(&mut connection.read(of_id(id)).await?, 0, "archive")?.into_iter().next())
}

pub(super) async fn find(connection: &Connection, id: &ArchiveId) -> Stored<Option<ArchiveInfo>> {
    row(connection, id).await?.map(ArchiveRow::into_domain).transpose()
}

/// Newest first: ids sort by time, and a file that is written anew has the record of the first one.
pub(super) async fn all(connection: &Connection) -> Stored<Vec<ArchiveInfo>> {
    let mut results = connection.read(Query::new("SELECT * FROM archive;")).await?;
    let mut read: Vec<(String, ArchiveInfo)> = vec![];
    for row in rows::<ArchiveRow>(&mut results, 0, "archive")? {
        read.push((key_of(row.id.clone(), "archive")?, row.into_domain()?));
    }
    read.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    Ok(read.into_iter().map(|(_, info)| info).collect())
}

pub(super) async fn holding(connection: &Connection, ids: &[ConversationId]) -> Stored<Vec<(ArchiveInfo, BTreeSet<ConversationId>)>> {
    let mut found: BTreeMap<String, BTreeSet<ConversationId>> = BTreeMap::new();
    for hold in all_holds(connection, ids).await? {
        let counted = found.entry(hold.archive()?).or_default();
        if hold.counted {
            counted.insert(hold.conversation()?);
        }
    }
    if found.is_empty() {
        return Ok(vec![]);
    }
    let records: Vec<RecordId> = found.keys().map(|key| RecordId::new("archive", key.as_str())).collect();
    let query = Query::new("SELECT * FROM $archives;").bind("archives", records);
    let mut holding = vec![];
    for row in rows::<ArchiveRow>(&mut connection.read(query).await?, 0, "archive")? {
        let counted = found.remove(&key_of(row.id.clone(), "archive")?).unwrap_or_default();
        holding.push((row.into_domain()?, counted));
    }
    Ok(holding)
}

pub(super) async fn rewrite(connection: &Arc<Connection>, ledger: &Ledger, change: ArchiveRewrite) -> Stored<()> {
    let ArchiveRewrite { old, new, gone, tally, entry } = change;
    let row = row(connection, &old).await?.ok_or(StorageError::Conflict)?;
    let file = row.clone().into_domain()?.file;
    let gone = gone.iter().map(|id| hold_record(&row.id, id)).collect::<Stored<Vec<RecordId>>>()?;
    let calendar = ledger.clocks().await;
    let changes = ledger::changes(&Tally::default(), &tally, &calendar)?;
    let step = if new.is_some() { REWRITE } else { REMOVE };
    let query = Query::new(["BEGIN; ", step, ledger::ADD, REST].concat())
        .bind("holds", holds_of(&row.id)?)
        .bind("archive", row.id)
        .bind("old", old.as_str().to_owned())
        .bind("begun", new.as_ref().map(|new| discard_record(&new.file)))
        .bind("new", new.as_ref().map(ArchiveRow::of).transpose()?)
        .bind("gone", gone)
        .bind("file", discard_record(&file))
        .bind("entry", AuditRow::of(entry))
        .bind("tally_changes", changes);
    connection.write(query).await?;
    ledger.noted();
    Ok(())
}

pub(super) fn discard_record(file: &str) -> RecordId {
    RecordId::new("archive_discard", file)
}

pub(super) async fn begin(connection: &Arc<Connection>, file: &str, until: Timestamp) -> Stored<()> {
    let query = Query::new("UPSERT $file SET due = $until RETURN NONE;").bind("file", discard_record(file)).bind("until", datetime(until));
    connection.write(query).await.map(|_| ())
}

// Of what is due, no archive can be made any more.
const DISCARDED: &str = "\
    UPDATE archive_discard SET due = NONE WHERE due != NONE AND due <= $now RETURN NONE; \
    SELECT VALUE id FROM archive_discard WHERE due = NONE;";

pub(super) async fn discarded(connection: &Arc<Connection>, now: Timestamp) -> Stored<Vec<String>> {
    let mut results = connection.write(Query::new(DISCARDED).bind("now", datetime(now))).await?;
    rows::<RecordId>(&mut results, 1, "archive")?.into_iter().map(|id| key_of(id, "archive")).collect()
}

/// Who is in a file that no archive was made of yet.
pub(super) async fn hold(connection: &Arc<Connection>, archive: &ArchiveInfo, talks: &[Held]) -> Stored<()> {
    let record = archive_record(&archive.id);
    let holds = talks.iter().map(|talk| HoldRow::of(&record, talk, false)).collect::<Stored<Vec<HoldRow>>>()?;
    let query =
        Query::new(HOLD).bind("begun", discard_record(&archive.file)).bind("archive", archive.id.as_str().to_owned()).bind("holds", holds);
    connection.write(query).await.map(|_| ())
}

// Some at a time: one transaction for all would be too much for the engine's memory.
const RELEASE: &str = "\
    LET $some = (SELECT VALUE id FROM array::first([$holds]) LIMIT 500); \
    DELETE $some RETURN NONE; \
    RETURN array::len($some);";
/// A LET and a DELETE have a result each.
const RELEASED: usize = 2;

/// What was noted of its archive, which was never made, goes first: a sweep that ends in between begins anew.
pub(super) async fn swept(connection: &Arc<Connection>, file: &str) -> Stored<()> {
    let file = discard_record(file);
    let query = Query::new("SELECT VALUE archive FROM $file WHERE archive != NONE;").bind("file", file.clone());
    let mut results = connection.read(query).await?;
    for archive in rows::<String>(&mut results, 0, "archive")? {
        let holds = holds_of(&RecordId::new("archive", archive))?;
        loop {
            let mut results = connection.write(Query::new(RELEASE).bind("holds", holds.clone())).await?;
            if one::<i64>(&mut results, RELEASED, "archive")?.unwrap_or_default() == 0 {
                break;
            }
        }
    }
    connection.write(Query::new("DELETE $file RETURN NONE;").bind("file", file)).await.map(|_| ())
}
