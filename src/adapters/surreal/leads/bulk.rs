//! Many new leads at once, for whoever brings a whole list.

use super::{
    super::{parts::Parts, rows::LeadSearchRow, tallies::ledger},
    SurrealLeads, statement,
};
use crate::{
    domain::{
        analytics::{count::Count, tally::Tally},
        lead::Lead,
    },
    service::{error::StorageError, ports::LeadTrace},
};

// In the same transaction: a list of many would wait long for the search to follow.
const SEARCHED: &str = "INSERT INTO lead_search $searched RETURN NONE;";

impl SurrealLeads {
    /// Adds all of these leads, each in its first version, with what goes with it, or none of them; the search finds them at
    /// once. [`StorageError::Conflict`] when one of them is there already, or a key of theirs is another lead's.
    /// A transaction has to fit into memory: some hundreds at a time.
    pub async fn add_all(&self, leads: &[(Lead, LeadTrace)]) -> Result<(), StorageError> {
        let calendar = self.desk.ledger.clocks().await;
        let mut count = Count::by(&calendar);
        let mut parts = ledger::declare(statement::declare(Parts::default()).with("searched", SEARCHED));
        for (lead, trace) in leads {
            count.lead(lead);
            trace.events.iter().for_each(|line| count.line(lead, line));
            statement::add(&mut parts, lead, trace)?;
            parts.add("searched", LeadSearchRow::of(lead));
        }
        ledger::add(&mut parts, &count.finish(), &Tally::default(), &calendar)?;
        self.desk.connection.write(parts.transaction()).await?;
        self.desk.ledger.noted();
        Ok(())
    }
}
