//! The verbs of the product, over ports. Must not know which database, model or web framework is behind them.

pub mod accounts;
pub mod chat;
pub mod conversations;
pub mod error;
pub mod instructions;
pub mod keys;
pub mod language_model;
pub mod leads;
pub mod permission;
pub mod ports;
pub mod preferences;
pub mod settings;

/// In-memory ports for tests of the core.
#[cfg(any(test, feature = "ssr"))]
pub mod memory;
