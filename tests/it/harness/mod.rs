//! The application as tests see it: the real router on a real socket, over a database in memory.
//! Tests read like stories: `app.visitor().send("I'm Ana, 555-0100").await`.

mod answer;
mod app;
mod process;
mod raw;
<<<<<<< remote2
pub mod surreal;
=======
mod stream;
>>>>>>> stress
mod visitor;
mod wire;

pub use answer::{Answer, SseEvent, events_in};
pub use app::{KEY, TestApp, client, config};
<<<<<<< remote2
pub use process::{Program, free_address};
pub use raw::Raw;
pub use surreal::SurrealServer;
=======
pub use process::{Program, connections_to};
pub use raw::Raw;
pub use stream::Stream;
>>>>>>> stress
pub use visitor::VisitorClient;
pub use wire::Wire;
