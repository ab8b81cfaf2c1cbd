//! The offline assistant: an honest receptionist without a model. The same conversation always gets the same answer,
//! made of the business's own facts; what it does not know it says. Must not know any model or network.

mod compose;
mod facts;
mod heard;
mod phrases;
mod situation;
mod text;
mod tongue;

use async_trait::async_trait;
use futures::{StreamExt, stream};

use self::situation::Situation;
use crate::service::language_model::{AssistantTurn, LanguageModel, ModelError, ModelEvent, ModelRequest, ModelStream};

/// The name under which its answers are stored.
pub const NAME: &str = "offline";

/// About so many bytes make one piece of a streamed answer.
const PIECE: usize = 12;

/// Answers when there is no model or when the model is down; cannot fail.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfflineAssistant;

#[async_trait]
impl LanguageModel for OfflineAssistant {
    fn name(&self) -> &str {
        NAME
    }

    async fn stream(&self, request: ModelRequest) -> Result<ModelStream, ModelError> {
        let text = reply(&request);
        let mut events: Vec<_> = pieces(&text).into_iter().map(|piece| Ok(ModelEvent::Text(piece.to_owned()))).collect();
        let turn = AssistantTurn { text, ..AssistantTurn::default() };
        events.push(Ok(ModelEvent::Finished { turn, model: NAME.to_owned(), cut_short: false }));
        Ok(stream::iter(events).boxed())
    }

    async fn probe(&self) -> Result<(), ModelError> {
        Ok(())
    }
}

/// The whole answer, in the Markdown subset.
pub fn reply(request: &ModelRequest) -> String {
    compose::answer(&Situation::read(request))
}

/// Cuts a text between words, or, where a script has no spaces, between signs.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let is_break = c.is_whitespace() || ('\u{3000}'..='\u{9fff}').contains(&c);
        if is_break && end - begin >= PIECE {
            pieces.push(&text[begin..end]);
            begin = end;
        }
    }
    if begin < text.len() {
        pieces.push(&text[begin..]);
    }
    pieces
}

#[cfg(test)]
mod tests;
