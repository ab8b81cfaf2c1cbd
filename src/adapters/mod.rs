//! One folder per outside thing. An adapter knows `service` ports and `domain`, never another adapter.

pub mod bus;
pub mod clock;
pub mod excel;
pub mod files;
pub mod gemini;
pub mod google;
pub mod ids;
pub mod limits;
pub mod local_calendar;
pub mod mail;
pub mod markup;
pub mod offline;
pub mod passwords;
pub mod sealer;
pub mod surreal;
pub mod tables;
