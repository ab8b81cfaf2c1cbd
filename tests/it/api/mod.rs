//! The HTTP contract, through the real router on a real socket.

mod chat;
mod clients;
mod cors;
mod envelope;
mod health;
mod instances;
mod leads;
mod limits;
mod pages;
mod people;
mod process;
mod serve;
mod stream;
