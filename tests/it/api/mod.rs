//! The HTTP contract, through the real router on a real socket.

mod bodies;
mod caps;
mod chat;
mod clients;
mod conversation_log;
mod cors;
mod envelope;
pub mod exports;
mod figures;
mod health;
mod imports;
mod instances;
mod leads;
mod limits;
mod logs;
pub mod meetings;
mod memory;
mod methods;
mod pages;
mod people;
mod process;
mod refusals;
mod reports;
mod serve;
mod signals;
mod slow_readers;
mod stream;
