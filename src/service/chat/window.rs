//! The window of the conversation that a model is shown. (What it is told beside that is `domain::instruction::prompt`.)

use crate::{
    domain::message::{Author, Message},
    service::language_model::{AssistantTurn, Turn},
};

/// Messages of the conversation that are read and shown to the model.
pub const WINDOW: u32 = 20;
/// Characters of them, the newest first.
const WINDOW_CHARS: usize = 24_000;
/// Characters of one of them.
const MESSAGE_CHARS: usize = 6_000;

/// The latest messages as turns, oldest first, beginning with the visitor; then the visitor's newest words.
pub fn turns(recent: &[Message], newest: &str) -> Vec<Turn> {
    let mut left = WINDOW_CHARS.saturating_sub(newest.chars().count());
    let mut window: Vec<Turn> = Vec::new();
    for message in recent.iter().rev().take(WINDOW as usize).filter(|message| !message.text.trim().is_empty()) {
        let text = cut(&message.text);
        let length = text.chars().count();
        if length > left {
            break;
        }
        left -= length;
        window.push(match message.author {
            Author::Visitor => Turn::Visitor(text),
            Author::Assistant => Turn::Assistant(AssistantTurn { text, ..AssistantTurn::default() }),
        });
    }
    while matches!(window.last(), Some(Turn::Assistant(_))) {
        window.pop();
    }
    window.reverse();
    window.push(Turn::Visitor(newest.to_owned()));
    window
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MESSAGE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ConversationId, MessageId},
        time::Timestamp,
    };

    fn said(author: Author, text: &str) -> Message {
        let id = uuid::Uuid::from_u128(1);
        Message {
            id: MessageId::new(id),
            conversation_id: ConversationId::new(id),
            author,
            text: text.into(),
            at: Timestamp::UNIX_EPOCH,
            making: None,
            cards: vec![],
        }
    }

    #[test]
    fn the_window_is_bounded_and_begins_with_the_visitor() {
        let long = "x".repeat(5_000);
        let recent: Vec<Message> = (0..20).map(|at| said(if at % 2 == 0 { Author::Visitor } else { Author::Assistant }, &long)).collect();
        let shown = turns(&recent, "hello");
        let chars: usize = shown.iter().map(|turn| if let Turn::Visitor(text) = turn { text.len() } else { 5_000 }).sum();
        assert!(chars <= WINDOW_CHARS, "{chars}");
        assert!(matches!(shown.first(), Some(Turn::Visitor(_))));
        assert_eq!(shown.last(), Some(&Turn::Visitor("hello".into())));
        assert_eq!(shown.len(), 5, "4 of 5,000 characters and the newest");
        let huge = [said(Author::Visitor, "a"), said(Author::Assistant, &"y".repeat(60_000))];
        assert!(matches!(&turns(&huge, "b")[1], Turn::Assistant(turn) if turn.text.chars().count() == MESSAGE_CHARS + 1));
    }
}
