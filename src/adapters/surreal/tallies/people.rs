//! Leads with all their lines, as counting them needs them.

use super::super::{
    connection::{Connection, Query, one, rows},
    rows::{EventRow, LeadRow, events_before, lead_record},
};
use crate::{
    domain::{
        analytics::person::Person,
        ids::LeadId,
        lead::{Lead, timeline::LeadEvent},
    },
    service::error::StorageError,
};

/// Those of these leads that there are. Whoever writes them afterwards names the versions that are read here: lines come and go
/// with a version.
pub(in super::super) async fn people(connection: &Connection, ids: &[&LeadId]) -> Result<Vec<Person>, StorageError> {
    let mut people = vec![];
    for id in ids {
        let query = Query::new("SELECT * FROM ONLY $id;").bind("id", lead_record(id));
        if let Some(row) = one::<LeadRow>(&mut connection.read(query).await?, 0, "lead")? {
            people.push(person(connection, row.into_domain()?).await?);
        }
    }
    Ok(people)
}

pub(in super::super) async fn person(connection: &Connection, lead: Lead) -> Result<Person, StorageError> {
    let mut lines = vec![];
    for id in std::iter::once(&lead.id).chain(&lead.absorbed) {
        let own = lines_of(connection, id).await?;
        lines.extend(own.into_iter().map(|line| (id.clone(), line)));
    }
    Ok(Person { lead, lines })
}

async fn lines_of(connection: &Connection, id: &LeadId) -> Result<Vec<LeadEvent>, StorageError> {
    let query = Query::new("SELECT * FROM $range;").bind("range", events_before(id, None));
    let mut results = connection.read(query).await?;
    rows::<EventRow>(&mut results, 0, "line of a timeline")?.into_iter().map(EventRow::into_domain).collect()
}
