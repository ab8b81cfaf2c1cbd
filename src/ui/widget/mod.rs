//! The visitor's chat. The server renders the whole page; the bundle takes it over by the names of its elements and
//! renders only what comes to it: messages and their cards, by the same components. So no visitor downloads what
//! stands on the page already. Knows `domain` only.

pub mod boot;
mod card;
mod icons;
mod meeting;
mod message;
pub mod phrases;
mod row;
mod script;
mod state;

#[cfg(feature = "widget")]
mod browser;
/// On the server nothing happens to a card.
#[cfg(not(feature = "widget"))]
#[path = "inert.rs"]
mod browser;

#[cfg(feature = "ssr")]
pub mod accent;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod sample;
#[cfg(feature = "ssr")]
mod shell;

pub use card::check as check_contact;
pub use message::Said;
