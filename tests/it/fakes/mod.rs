//! Stand-ins for the services of others, written to what is known of their wire.

pub mod gemini;
pub mod google;
pub mod smtp;
