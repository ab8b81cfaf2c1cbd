//! The web server: composition of services and adapters, HTTP, sessions, limits. Knows everything but markup.

pub mod api;
pub mod assets;
pub mod auth;
pub mod bodies;
pub mod cache;
pub mod client_address;
pub mod config;
pub mod context;
pub mod cors;
pub mod dashboard_pages;
pub mod events;
pub mod headers;
pub mod health;
pub mod hub;
pub mod incoming;
pub mod json;
pub mod limits;
pub mod models;
pub mod problem;
pub mod router;
pub mod schedule_problem;
pub mod serve;
pub mod session;
pub mod state;
pub mod telemetry;
pub mod widget_page;
