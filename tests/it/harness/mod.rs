//! The application as tests see it: the real router on a real socket, over a database in memory.
//! Tests read like stories: `app.visitor().send("I'm Ana, 555-0100").await`.

mod answer;
mod app;
mod described;
mod form;
mod process;
mod raw;
pub mod schema;
mod stream;
pub mod surreal;
mod visitor;
mod wire;
mod workbook;

pub use answer::{Answer, SseEvent, events_in};
pub use app::{KEY, TestApp, client, config};
pub use described::{DESCRIPTION, ask, assert_described};
pub use form::form;
pub use process::{Program, connections_to, free_address};
pub use raw::Raw;
pub use stream::Stream;
pub use surreal::SurrealServer;
pub use visitor::VisitorClient;
pub use wire::Wire;
pub use workbook::Workbook;
