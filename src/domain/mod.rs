//! The nouns of the product and the rules each keeps by itself: no I/O, no clock, no randomness.
//! May use std, serde, crates that read text, and the time types; must not know services, adapters or the web.

pub mod account;
pub mod analytics;
pub mod api_error;
pub mod archive;
pub mod business;
pub mod capture;
pub mod chat;
// A pattern of many languages: browsers need none of it.
#[cfg(not(target_family = "wasm"))]
pub mod claims;
// It reads with the extraction's dictionaries.
#[cfg(not(target_family = "wasm"))]
pub mod choice;
pub mod colour;
pub mod conversation;
pub mod country;
pub mod custom;
pub mod email;
pub mod entry;
pub mod evidence;
pub mod excerpt;
pub mod export;
// With its dictionaries and patterns: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod extract;
// With its words in ten languages: nothing for browsers.
#[cfg(not(target_family = "wasm"))]
pub mod handover;
pub mod health;
pub mod ids;
pub mod instruction;
pub mod lead;
pub mod live;
pub mod locale;
pub mod markdown;
pub mod meeting;
pub mod message;
pub mod notifications;
pub mod origin;
pub mod page;
pub mod person_name;
pub mod phone;
pub mod report;
pub mod schedule;
pub mod settings;
pub mod sheet;
pub mod table;
pub mod time;
pub mod transcript;
pub mod unanswered;
pub mod upload;
// Like `extract`.
#[cfg(not(target_family = "wasm"))]
pub mod when;
pub mod words;
