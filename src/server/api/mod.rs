//! The REST API for integrators: siblings of the server functions, over the same services.

pub mod chat;
pub mod csp_report;
pub mod leads;
pub mod meetings;
