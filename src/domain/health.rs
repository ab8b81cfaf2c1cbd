//! How each part of the running system is.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    Ok,
    /// Visitors are served, but not as the owner wants it.
    Degraded,
    /// Visitors cannot be served.
    Down,
}

/// One part, and what the owner should know or do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHealth {
    /// `database`, `sessions`, `limits`, `gemini`.
    pub part: String,
    pub state: PartState,
    /// For the owner: what is wrong and what to do. Empty when all is well.
    pub message: String,
}

/// The whole system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    pub parts: Vec<PartHealth>,
}

impl Health {
    /// The worst of all parts.
    pub fn state(&self) -> PartState {
        if self.parts.iter().any(|part| part.state == PartState::Down) {
            PartState::Down
        } else if self.parts.iter().any(|part| part.state == PartState::Degraded) {
            PartState::Degraded
        } else {
            PartState::Ok
        }
    }
}
