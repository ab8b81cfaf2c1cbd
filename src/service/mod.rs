//! The verbs of the product, over ports. Must not know which database, model or web framework is behind them.

pub mod accounts;
pub mod analytics;
pub mod archive;
pub mod audit;
pub mod calendar_account;
pub mod chat;
pub mod conversations;
pub mod error;
pub mod exports;
pub mod instructions;
pub mod keys;
pub mod language_model;
pub mod leads;
pub mod mail;
pub mod permission;
pub mod ports;
pub mod preferences;
pub mod reports;
pub mod schedule;
pub mod settings;
pub mod team;
pub mod whole_answer;
pub mod wishes;

/// In-memory ports for tests of the core.
#[cfg(any(test, feature = "ssr"))]
pub mod memory;
