//! What a changed lead writes: its row, its keys, its timeline, and the leads that it takes in or gives back.

use surrealdb::types::{RecordId, SurrealValue};

use super::super::{
    parts::Parts,
    rows::{EventRow, KeyRow, LeadRow, MergedRow, lead_record, merged_record},
};
use crate::{
    domain::{
        ids::LeadId,
        lead::{Lead, identity::keys_of, merge::MergeRecord},
    },
    service::{error::StorageError, ports::LeadTrace},
};

// The version is checked by the schema; a record that is not there any more is not updated.
const CREATE: &str = "INSERT INTO lead $created_leads RETURN NONE;";
const UPDATE: &str = "\
    FOR $row IN $updated_leads { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' } \
    };";
const ABSORB: &str = "\
    FOR $row IN $absorbed { \
        IF array::is_empty((DELETE $row.lead WHERE version = $row.version RETURN VALUE version)) { THROW 'conflict' }; \
        CREATE $row.merged.id CONTENT $row.merged RETURN NONE \
    };";
const RESTORE: &str = "\
    FOR $row IN $restored { \
        IF array::is_empty((DELETE $row RETURN VALUE into)) { THROW 'conflict' } \
    };";
const ALIAS: &str = "FOR $row IN $aliases { UPDATE $row.id SET into = $row.lead RETURN NONE };";
const RELEASE: &str = "FOR $row IN $releases { DELETE $row.id WHERE lead = $row.lead RETURN NONE };";
const CLAIM: &str = "\
    FOR $row IN $claims { \
        LET $owner = $row.id.lead; \
        IF $owner = NONE { CREATE $row.id CONTENT $row RETURN NONE } \
        ELSE IF $owner != $row.lead { THROW 'conflict' } \
    };";
const EVENTS: &str = "INSERT INTO lead_event $lead_events RETURN NONE;";

#[derive(SurrealValue)]
struct AbsorbRow {
    lead: RecordId,
    version: i64,
    merged: MergedRow,
}

/// Declares the statements of leads.
pub(in super::super) fn declare(parts: Parts) -> Parts {
    parts
        .with("restored", RESTORE)
        .with("absorbed", ABSORB)
        .with("created_leads", CREATE)
        .with("updated_leads", UPDATE)
        .with("aliases", ALIAS)
        .with("releases", RELEASE)
        .with("claims", CLAIM)
        .with("lead_events", EVENTS)
}

/// One lead's new state and all that goes with it.
pub(in super::super) fn add(parts: &mut Parts, lead: &Lead, trace: &LeadTrace) -> Result<(), StorageError> {
    parts.add(if lead.version == 1 { "created_leads" } else { "updated_leads" }, LeadRow::of(lead)?);
    if let Some(record) = &trace.absorbed {
        absorb(parts, lead, record)?;
    }
    for key in &trace.releases {
        parts.add("releases", KeyRow::of(key, &lead.id));
    }
    for key in &trace.claims {
        parts.add("claims", KeyRow::of(key, &lead.id));
    }
    for event in &trace.events {
        parts.add("lead_events", EventRow::of(&lead.id, event)?);
    }
    Ok(())
}

fn absorb(parts: &mut Parts, lead: &Lead, record: &MergeRecord) -> Result<(), StorageError> {
    let gone = &record.absorbed;
    let version = i64::try_from(gone.version).unwrap_or(i64::MAX);
    parts.add("absorbed", AbsorbRow { lead: lead_record(&gone.id), version, merged: MergedRow::of(record)? });
    for key in keys_of(&gone.facts) {
        parts.add("releases", KeyRow::of(&key, &gone.id));
    }
    lead_to(parts, &gone.absorbed, &lead.id);
    Ok(())
}

/// A lead that comes back out of another one, with the keys that the other one does not have without it.
pub(in super::super) fn restore(parts: &mut Parts, lead: &Lead, from: &Lead) -> Result<(), StorageError> {
    parts.add("restored", merged_record(&lead.id));
    parts.add("created_leads", LeadRow::of(lead)?);
    let kept = keys_of(&from.facts);
    for key in keys_of(&lead.facts).into_iter().filter(|key| !kept.contains(key)) {
        parts.add("releases", KeyRow::of(&key, &from.id));
        parts.add("claims", KeyRow::of(&key, &lead.id));
    }
    lead_to(parts, &lead.absorbed, &lead.id);
    Ok(())
}

/// Whoever looks for one of these finds `lead`.
fn lead_to(parts: &mut Parts, merged: &[LeadId], lead: &LeadId) {
    for id in merged {
        parts.add("aliases", KeyRow { id: merged_record(id), lead: lead_record(lead) });
    }
}
