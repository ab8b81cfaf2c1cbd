//! The storage ports over SurrealDB: embedded on disk (SurrealKV), in memory, or a remote server.
//! Nothing of SurrealDB leaves this folder: rows, record ids and its errors end here.

mod accounts;
mod audit;
mod client;
mod config;
mod connection;
mod conversations;
mod database;
mod document;
mod erasing;
mod errors;
mod follower;
mod grants;
mod indexing;
mod instructions;
mod leads;
mod logs;
mod marker;
mod meetings;
mod migrations;
mod mornings;
mod outbox;
mod parts;
mod pending;
mod people;
#[cfg(all(test, feature = "embedded-db"))]
mod plans;
mod preferences;
mod questions;
mod remote;
mod reports;
mod rows;
mod sessions;
mod settings;
mod tallies;
mod team;

pub use accounts::{SurrealAdmins, SurrealApiKeys};
pub use audit::SurrealAudit;
pub use config::{Credentials, DatabaseConfig, DatabaseUrl, DatabaseUrlError, OpenError};
pub use conversations::SurrealConversations;
pub use database::Database;
pub use grants::SurrealCalendarGrants;
pub use instructions::SurrealInstructions;
pub use leads::{SurrealImports, SurrealLeads};
pub use logs::SurrealLogs;
pub use meetings::SurrealMeetings;
pub use mornings::SurrealMornings;
pub use outbox::SurrealOutbox;
pub use preferences::SurrealLeadPreferences;
pub use questions::SurrealQuestions;
pub use reports::{SurrealReportClaims, SurrealReportFacts};
pub use sessions::SurrealSessions;
pub use settings::SurrealSettings;
pub use tallies::SurrealTallies;
