//! The integration tests, one binary: each further file in tests/ would link the database once more.

mod api;
mod boundaries;
mod contract;
mod contract_model;
mod durability;
mod fakes;
mod gemini;
mod google;
mod harness;
mod mail;
mod many_leads;
mod many_versions;
mod offline;
mod redis;
mod remote;
mod reports;
mod rpc;
mod tables;
mod upgrade;
