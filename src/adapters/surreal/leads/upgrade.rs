//! Leads that were written before lists had orders of their own get their places and keys, once.

use std::sync::Arc;

use surrealdb::types::RecordId;

use super::{
    super::{
        connection::{Connection, Query, one, rows},
        parts::Parts,
        rows::{LeadRow, leads_behind},
    },
    statement,
};
use crate::{
    domain::lead::{identity::keys_of, score},
    service::{error::StorageError, ports::LeadTrace},
};

const CHUNK: usize = 100;
const IS_DONE: &str = "RETURN lead_upgrade:done.id;";
const DONE: &str = "UPSERT lead_upgrade:done CONTENT { at: time::now() } RETURN NONE;";

/// Brings all leads up to date, where that was not done yet. Returns whether the search has to learn of all of them, and
/// [`done`] has to be called then: whatever stops us before, the next start does it all.
pub(in super::super) async fn upgrade(connection: &Arc<Connection>) -> Result<bool, StorageError> {
    let mut results = connection.read(Query::new(IS_DONE)).await?;
    if one::<RecordId>(&mut results, 0, "upgrade")?.is_some() {
        return Ok(false);
    }
    fill(connection).await?;
    write_anew(connection).await?;
    Ok(true)
}

/// From now on, starts pass by.
pub(in super::super) async fn done(connection: &Arc<Connection>) -> Result<(), StorageError> {
    connection.write(Query::new(DONE)).await.map(|_| ())
}

/// Gives each field a value that can be read; an empty place marks those that are not done.
async fn fill(connection: &Arc<Connection>) -> Result<(), StorageError> {
    let mut last: Option<RecordId> = None;
    loop {
        let filled: Vec<RecordId> = rows(&mut connection.write(bare(last.as_ref())).await?, 0, "lead")?;
        match filled.into_iter().max() {
            Some(id) => last = Some(id),
            None => return Ok(()),
        }
    }
}

fn bare(last: Option<&RecordId>) -> Query {
    let sql = format!(
        "UPDATE (SELECT VALUE id FROM array::first([$behind]) WHERE by_created = NONE LIMIT {CHUNK}) \
         SET version += 1, score = 0, absorbed = [], by_created = '', by_updated = '', by_name = '', by_score = '' RETURN VALUE id;"
    );
    Query::new(sql).bind("behind", leads_behind(last))
}

/// Writes each of them anew. A key that belongs to another lead already stays there: those two are left for a person to merge.
async fn write_anew(connection: &Arc<Connection>) -> Result<(), StorageError> {
    loop {
        let mut results = connection.read(old()).await?;
        let found = rows::<LeadRow>(&mut results, 0, "lead")?;
        if found.is_empty() {
            return Ok(());
        }
        for row in found {
            let mut lead = row.into_domain()?;
            lead.version += 1;
            lead.score = score::score(&lead.facts, 0);
            let claims = keys_of(&lead.facts);
            // All of its keys, else one by one those that are free.
            let ways = std::iter::once(claims.clone()).chain(claims.into_iter().map(|key| vec![key])).chain([vec![]]);
            for claims in ways {
                let mut parts = statement::declare(Parts::default());
                statement::add(&mut parts, &lead, &LeadTrace { claims, ..LeadTrace::default() })?;
                match connection.write(parts.transaction()).await {
                    Err(StorageError::Conflict) => {}
                    done => {
                        done?;
                        break;
                    }
                }
            }
        }
    }
}

pub(in super::super) fn old() -> Query {
    Query::new(format!("SELECT * FROM lead WHERE by_created = '' LIMIT {CHUNK};"))
}
