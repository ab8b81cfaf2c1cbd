//! What reports need of the database: the facts of some days, and whose a day is.

mod claims;
mod facts;

pub use claims::SurrealReportClaims;
pub use facts::SurrealReportFacts;

pub(super) use facts::{lasting_talks, talks_of};

/// For the tests of their plans.
#[cfg(all(test, feature = "embedded-db"))]
pub(super) mod queries {
    pub(in super::super) use super::facts::{follow_ups, lasting, made, moved, started};
}
