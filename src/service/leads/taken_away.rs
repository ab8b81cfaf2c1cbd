//! What the team took away from a lead stays away, also where the visitor's next conversation, or a booking, brings along what
//! they said before.

use crate::{
    domain::{
        capture::Field,
        ids::LeadId,
        lead::{
            Lead,
            timeline::{Happening, LeadEvent},
        },
        time::Timestamp,
    },
    service::{error::StorageError, ports::Leads},
};

/// Lines of a timeline that are looked at, the latest ones.
const LINES: u32 = 200;
/// Before the key of a field of the owner's own, where a line names it.
const OWN: &str = "custom.";

/// Takes out of the lead what it has now and `known`, the lead as it was, has not: where that was told before somebody took it away.
pub async fn keep_away(leads: &dyn Leads, known: &Lead, lead: &mut Lead) -> Result<(), StorageError> {
    let brought = brought(known, lead);
    if brought.is_empty() {
        return Ok(());
    }
    let ids: Vec<LeadId> = std::iter::once(&known.id).chain(&known.absorbed).cloned().collect();
    let lines = leads.events(&ids, None, LINES).await?;
    for (name, told_at) in brought {
        if !lines.iter().any(|line| line.at > told_at && takes_away(line, &name)) {
            continue;
        }
        match (name.strip_prefix(OWN), Field::parse(&name)) {
            (Some(key), _) => lead.custom.remove(key),
            (None, Some(field)) => lead.facts.forget(field),
            (None, None) => {}
        }
    }
    Ok(())
}

/// By the names that lines have for them, with when each was told.
fn brought(known: &Lead, lead: &Lead) -> Vec<(String, Timestamp)> {
    let facts = lead.facts.iter().filter(|fact| known.value(fact.field).is_none());
    let own = lead.custom.iter().filter(|(key, _)| known.custom.get(key).is_none());
    let said = own.filter_map(|(key, value)| Some((format!("{OWN}{key}"), value.evidence.as_ref()?.at)));
    facts.map(|fact| (fact.field.as_str().to_owned(), fact.at)).chain(said).collect()
}

fn takes_away(line: &LeadEvent, name: &str) -> bool {
    matches!(&line.what, Happening::Edited { changes } if changes.iter().any(|change| change.field == name && change.to.is_none()))
}
