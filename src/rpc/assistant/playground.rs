//! Trying an instruction out: answers that nobody is given.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    instruction::{
        Content,
        case::{CaseBody, Line},
        rehearsal::Rehearsed,
    },
};

/// What is said in the playground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayTurn {
    pub content: Content,
    /// What was said before, with the answers and their calls.
    pub lines: Vec<Line>,
    pub message: String,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA.
    pub time_zone: Option<String>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayedAnswer {
    pub answer: Rehearsed,
    /// Its text, sanitised.
    pub html: String,
}

/// The answers to one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Played {
    pub draft: PlayedAnswer,
    /// Where it was asked for.
    pub published: Option<PlayedAnswer>,
}

/// `beside`: the published version answers, too. Field errors name `message`, `lines`, `locale`, `time_zone`, `text` and
/// `helpers.…`.
#[server(name = PlayOneTurn, prefix = "/rpc", endpoint = "assistant/play", input = Json)]
pub async fn play(turn: PlayTurn, beside: bool) -> Result<Played, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.play(turn, beside).await
}

/// What a test of this answer could be. `lines`: what was said before it, the message that it answers last.
#[server(prefix = "/rpc", endpoint = "assistant/play/case", input = Json)]
pub async fn case_of_answer(lines: Vec<Line>, answer: Rehearsed) -> Result<CaseBody, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.case_of_answer(lines, &answer))
}
