//! The HTTP contract, through the real router on a real socket.

mod bodies;
mod caps;
mod chat;
mod clients;
mod cors;
mod envelope;
pub mod exports;
mod health;
mod imports;
mod instances;
mod instruction;
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
mod serve;
mod signals;
mod slow_readers;
mod stream;
