//! Leads that were written before lists had orders of their own get their places and keys, once.

use std::sync::Arc;

use super::{
    super::{
        connection::{Connection, Query, rows},
        parts::Parts,
        rows::LeadRow,
    },
    statement,
};
use crate::{
    domain::lead::{identity::keys_of, score},
    service::{error::StorageError, ports::LeadTrace},
};

const CHUNK: usize = 100;

/// Writes each of them anew. A key that belongs to another lead already stays there: those two are left for a person to merge.
pub(super) async fn upgrade(connection: &Arc<Connection>) -> Result<(), StorageError> {
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
            for claims in [claims, vec![]] {
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
