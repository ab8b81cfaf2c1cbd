//! Server functions: the whole of what the browser can ask for, typed on both sides.
//! A door, not a room: guard, one call, return. Bodies see only `server::context`.

pub mod analytics;
pub mod assistant;
pub mod audit;
pub mod chat;
pub mod conversations;
pub mod error;
pub mod exports;
pub mod health;
pub mod imports;
pub mod leads;
pub mod logs;
pub mod people;
pub mod reports;
pub mod schedule;
pub mod session;
pub mod settings;
