//! The pages: data, then a view.

pub mod assistant;
pub mod conversations;
pub mod join;
pub mod leads;
pub mod login;
pub mod logs;
pub mod meetings;
pub mod missing;
pub mod overview;
pub mod reports;
pub mod settings;
pub mod setup;
