//! What people see, on both sides of the wire: the dashboard and the widget. Knows `rpc` and `domain`, never the server.

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod browser;
#[cfg(feature = "web")]
pub mod components;
#[cfg(feature = "web")]
mod exports;
#[cfg(feature = "web")]
mod form_state;
#[cfg(feature = "web")]
mod health;
#[cfg(feature = "web")]
mod layout;
#[cfg(feature = "web")]
mod live;
#[cfg(feature = "ssr")]
pub mod manage;
#[cfg(feature = "web")]
mod pages;
#[cfg(feature = "web")]
mod parts;
#[cfg(feature = "web")]
mod plain_form;
#[cfg(feature = "ssr")]
pub mod reference;
#[cfg(feature = "web")]
mod search;
#[cfg(feature = "web")]
pub mod session;
#[cfg(feature = "web")]
mod status;
#[cfg(feature = "web")]
mod unsaved;
#[cfg(any(feature = "ssr", feature = "widget"))]
pub mod widget;
#[cfg(feature = "web")]
mod wording;
