//! Short dialogues with the offline assistant.

mod dialogue;
mod doubts;
mod languages;
mod manners;
mod topics;
