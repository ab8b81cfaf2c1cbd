//! What a changed lead writes: its row, its keys, its timeline, its line of the audit log, and the leads that it takes in or gives back.

use surrealdb::types::{RecordId, SurrealValue};

use super::super::{
    parts::Parts,
    rows::{AuditRow, EventRow, KeyRow, LeadRow, MergedRow, conversation_record, event_record, key_record, lead_record, merged_record},
};
use crate::{
    domain::{
        ids::LeadId,
        lead::{Lead, merge::MergeRecord},
    },
    service::{
        error::StorageError,
        ports::{LeadTrace, Restored},
    },
};

// The version is checked by the schema; a record that is not there any more is not updated.
const CREATE: &str = "INSERT INTO lead $created_leads RETURN NONE;";
const UPDATE: &str = "\
    FOR $row IN $updated_leads { \
        IF array::is_empty((UPDATE $row.id CONTENT $row RETURN VALUE version)) { THROW 'conflict' } \
    };";
const ABSORB: &str = "\
    FOR $row IN $absorbed { \
        IF array::is_empty((DELETE $row.lead WHERE version = $row.version RETURN BEFORE)) { THROW 'conflict' }; \
        LET $gone = $row.lead; \
        LET $into = $row.merged.into; \
        DELETE type::record('lead_search', record::id($gone)) RETURN NONE; \
        UPDATE (SELECT VALUE id FROM lead_key WHERE lead = $gone) SET lead = $into RETURN NONE; \
        CREATE $row.merged.id CONTENT $row.merged RETURN NONE \
    };";
const RESTORE: &str = "\
    FOR $row IN $restored { \
        IF array::is_empty((DELETE $row RETURN BEFORE)) { THROW 'conflict' } \
    };";
// Who came back gets what is nobody's or was left with the other one, and takes nothing from a third.
const RETURN: &str = "\
    FOR $row IN $returned { \
        LET $owner = $row.id.lead; \
        IF $owner = NONE { CREATE $row.id CONTENT { lead: $row.lead } RETURN NONE } \
        ELSE IF $owner = $row.from { UPDATE $row.id SET lead = $row.lead RETURN NONE } \
        ELSE IF !record::exists($owner) { UPDATE $row.id SET lead = $row.lead RETURN NONE } \
    };";
const REJOIN: &str = "\
    FOR $row IN $rejoined { UPDATE $row.id SET lead = $row.lead, revision += 1 WHERE lead = $row.from RETURN NONE };";
const FORGET_LINES: &str = "DELETE $forgotten_lines RETURN NONE;";
const FORGET_MERGES: &str = "FOR $row IN $forgotten_merges { UPDATE $row SET record = '' RETURN NONE };";
const FORGET_IMPORTS: &str = "\
    FOR $row IN $forgotten_imports { DELETE (SELECT VALUE id FROM lead_import_mark WHERE lead = $row) RETURN NONE };";
const ALIAS: &str = "FOR $row IN $aliases { UPDATE $row.id SET into = $row.lead RETURN NONE };";
const RELEASE: &str = "FOR $row IN $releases { DELETE $row.id WHERE lead = $row.lead RETURN NONE };";
const CLAIM: &str = "\
    FOR $row IN $claims { \
        LET $owner = $row.id.lead; \
        IF $owner = NONE { CREATE $row.id CONTENT $row RETURN NONE } \
        ELSE IF $owner != $row.lead { \
            IF record::exists($owner) { THROW 'conflict' }; \
            UPDATE $row.id SET lead = $row.lead RETURN NONE \
        } \
    };";
const EVENTS: &str = "INSERT INTO lead_event $lead_events RETURN NONE;";
const ENTRY: &str = "INSERT INTO audit $lead_entries RETURN NONE;";

#[derive(SurrealValue)]
struct AbsorbRow {
    lead: RecordId,
    version: i64,
    merged: MergedRow,
}

/// What goes over to a lead from another one: a key or a conversation.
#[derive(SurrealValue)]
struct BackRow {
    id: RecordId,
    lead: RecordId,
    from: RecordId,
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
        .with("returned", RETURN)
        .with("rejoined", REJOIN)
        .with("forgotten_lines", FORGET_LINES)
        .with("forgotten_merges", FORGET_MERGES)
        .with("forgotten_imports", FORGET_IMPORTS)
        .with("lead_events", EVENTS)
        .with("lead_entries", ENTRY)
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
    for (under, line) in &trace.forgets.lines {
        parts.add("forgotten_lines", event_record(under, line));
    }
    for id in &trace.forgets.merges {
        parts.add("forgotten_merges", merged_record(id));
    }
    if trace.forgets.imports {
        std::iter::once(&lead.id).chain(&lead.absorbed).for_each(|id| parts.add("forgotten_imports", lead_record(id)));
    }
    for event in &trace.events {
        parts.add("lead_events", EventRow::of(&lead.id, event)?);
    }
    if let Some(entry) = &trace.entry {
        parts.add("lead_entries", AuditRow::of(entry.clone()));
    }
    Ok(())
}

fn absorb(parts: &mut Parts, lead: &Lead, record: &MergeRecord) -> Result<(), StorageError> {
    let gone = &record.absorbed;
    let version = i64::try_from(gone.version).unwrap_or(i64::MAX);
    parts.add("absorbed", AbsorbRow { lead: lead_record(&gone.id), version, merged: MergedRow::of(record)? });
    lead_to(parts, &gone.absorbed, &lead.id);
    Ok(())
}

/// A lead that comes back out of another one, with its keys and its conversations.
pub(in super::super) fn restore(parts: &mut Parts, restored: &Restored, from: &LeadId) -> Result<(), StorageError> {
    let Restored { lead, keys } = restored;
    parts.add("restored", merged_record(&lead.id));
    parts.add("created_leads", LeadRow::of(lead)?);
    let back = |id| BackRow { id, lead: lead_record(&lead.id), from: lead_record(from) };
    for key in keys {
        parts.add("returned", back(key_record(key)));
    }
    for id in &lead.conversation_ids {
        parts.add("rejoined", back(conversation_record(id)));
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
