//! Server functions through the real router: who may call them, what they answer, what they leave behind.

mod assistant;
pub mod browser;
mod crowd;
mod csrf;
pub mod desk;
mod events;
mod exports;
mod guards;
mod keys;
mod meetings;
mod own_fields;
mod pages;
mod passwords;
mod phones;
mod records;
mod restart;
mod sessions;
mod settings;
mod setup;
mod sign_in;
mod team;
