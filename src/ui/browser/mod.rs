//! What only a browser has: clock and zones, storage, clipboard, the event stream. On the server every call
//! is a quiet nothing, so that components need no fences: effects and event handlers never run there.

#[cfg(not(feature = "hydrate"))]
mod absent;
#[cfg(feature = "hydrate")]
mod links;
#[cfg(feature = "hydrate")]
mod real;
#[cfg(feature = "hydrate")]
mod zones;

#[cfg(not(feature = "hydrate"))]
pub use absent::*;
#[cfg(feature = "hydrate")]
pub use links::*;
#[cfg(feature = "hydrate")]
pub use real::*;
#[cfg(feature = "hydrate")]
pub use zones::*;

use crate::domain::live::LiveEvent;

/// What the event stream tells.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEvent {
    /// The stream stands (again): whatever was missed must be read anew.
    Open,
    /// Something happened.
    News(Box<LiveEvent>),
    /// The server dropped news that we were too slow for.
    Lagged,
    /// The stream broke; it is being tried again.
    Lost,
}
