//! Many new leads at once, for whoever brings a whole list.

use super::{
    super::{parts::Parts, rows::LeadSearchRow},
    SurrealLeads, statement,
};
use crate::{
    domain::lead::Lead,
    service::{error::StorageError, ports::LeadTrace},
};

// In the same transaction: a list of many would wait long for the search to follow.
const SEARCHED: &str = "INSERT INTO lead_search $searched RETURN NONE;";

impl SurrealLeads {
    /// Adds all of these leads, each in its first version, with what goes with it, or none of them; the search finds them at
    /// once. [`StorageError::Conflict`] when one of them is there already, or a key of theirs is another lead's.
    /// A transaction has to fit into memory: some hundreds at a time.
    pub async fn add_all(&self, leads: &[(Lead, LeadTrace)]) -> Result<(), StorageError> {
        let mut parts = statement::declare(Parts::default()).with("searched", SEARCHED);
        for (lead, trace) in leads {
            statement::add(&mut parts, lead, trace)?;
            parts.add("searched", LeadSearchRow::of(lead));
        }
        self.desk.connection.write(parts.transaction()).await.map(|_| ())
    }
}
