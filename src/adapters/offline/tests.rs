//! Short dialogues with the offline assistant.

mod dialogue;
mod languages;
mod manners;
mod topics;
