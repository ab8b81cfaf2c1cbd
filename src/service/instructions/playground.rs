//! Trying an instruction out: answers like those that visitors get, stored nowhere.

use super::Studio;
use crate::{
    domain::{
        instruction::{
            Content,
            case::{Line, MOST_LINES},
            rehearsal::Rehearsed,
        },
        locale::is_language_tag,
        message::{Author, MessageBody},
    },
    service::{
        chat::{ReplySink, Unheard},
        error::ServiceError,
        permission::Editor,
    },
};

/// What is said in the playground.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaygroundTurn {
    pub content: Content,
    /// What was said before, with the answers and their calls.
    pub lines: Vec<Line>,
    pub message: String,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA.
    pub time_zone: Option<String>,
}

/// Two answers to the same message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    pub draft: Rehearsed,
    pub published: Rehearsed,
}

impl Studio {
    /// Answers; the words go to `sink` as they come. Field errors name `message`, `lines`, `locale`, `time_zone` and those of
    /// [`Content::checked`].
    pub async fn play(&self, _editor: &Editor, turn: PlaygroundTurn, sink: &dyn ReplySink) -> Result<Rehearsed, ServiceError> {
        let turn = checked(turn)?;
        self.answer(&turn, turn.content.clone(), sink).await
    }

    /// The same message to the draft and to the published version, at once.
    pub async fn side_by_side(&self, _editor: &Editor, turn: PlaygroundTurn) -> Result<SideBySide, ServiceError> {
        let turn = checked(turn)?;
        let published = self.newest().await?.content;
        let answers = (self.answer(&turn, turn.content.clone(), &Unheard), self.answer(&turn, published, &Unheard));
        let (draft, published) = futures::future::try_join(answers.0, answers.1).await?;
        Ok(SideBySide { draft, published })
    }

    async fn answer(&self, turn: &PlaygroundTurn, content: Content, sink: &dyn ReplySink) -> Result<Rehearsed, ServiceError> {
        let mut rehearsal = self.rehearsal(content).await?;
        rehearsal.locale.clone_from(&turn.locale);
        rehearsal.time_zone.clone_from(&turn.time_zone);
        let mut answers = rehearsal.hold(&turn.lines, sink).await?;
        answers.pop().ok_or_else(|| ServiceError::Internal("a rehearsal without an answer".into()))
    }
}

/// With the message as the last line, the only one that is not answered yet.
fn checked(mut turn: PlaygroundTurn) -> Result<PlaygroundTurn, ServiceError> {
    turn.content = turn.content.checked().map_err(ServiceError::Invalid)?;
    let message = MessageBody::parse(&turn.message).map_err(|error| ServiceError::field("message", error.to_string()))?;
    if turn.lines.len() >= MOST_LINES {
        return Err(ServiceError::field("lines", format!("at most {MOST_LINES}: begin anew")));
    }
    let is_open = |pair: &[Line]| pair.iter().all(|line| line.author == Author::Visitor);
    if turn.lines.windows(2).any(is_open) || turn.lines.last().is_some_and(|line| line.author == Author::Visitor) {
        return Err(ServiceError::field("lines", "each of the visitor's lines needs its answer"));
    }
    if turn.locale.as_deref().is_some_and(|tag| !is_language_tag(tag)) {
        return Err(ServiceError::field("locale", "a language tag such as en or pt-BR"));
    }
    if turn.time_zone.as_deref().is_some_and(|zone| jiff::tz::TimeZone::get(zone).is_err()) {
        return Err(ServiceError::field("time_zone", "a time zone such as Europe/Lisbon"));
    }
    turn.lines.push(Line::visitor(message.as_str()));
    Ok(turn)
}
