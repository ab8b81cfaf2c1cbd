//! The part of a text in which words of a search are, and where they stand in it.

use serde::{Deserialize, Serialize};

use super::{
    markdown,
    message::{Author, Message},
    words::words_of,
};

/// Characters before the first word that was found, and in all.
const BEFORE: usize = 40;
const MOST: usize = 200;

/// A part of a text on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Text, not markup.
    pub text: String,
    /// From and until which character of it, without overlap, in their order.
    pub marks: Vec<(usize, usize)>,
}

/// Of an answer, without the marks of its Markdown, unless what is looked for stands in them alone (in the address of a link).
/// None where no word of the message begins with one of the search.
pub fn excerpt(message: &Message, q: &str) -> Option<Excerpt> {
    let plain = (message.author == Author::Assistant).then(|| markdown::plain(&message.text));
    plain.and_then(|text| around(&text, q)).or_else(|| around(&message.text, q))
}

fn around(text: &str, q: &str) -> Option<Excerpt> {
    let starts = words_of(q);
    let line: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let words = words_at(&line);
    let is_found = |&&(from, until): &&(usize, usize)| {
        let word: String = line[from..until].iter().collect::<String>().to_lowercase();
        starts.iter().any(|start| word.starts_with(start.as_str()))
    };
    let first = words.iter().find(is_found)?;
    // From the beginning of a word on.
    let from = words.iter().map(|(from, _)| *from).find(|from| from + BEFORE >= first.0).unwrap_or(first.0);
    let from = if first.0 <= BEFORE { 0 } else { from };
    let until = (from + MOST).min(line.len());
    let shift = usize::from(from > 0);
    let marks = words.iter().filter(|(start, end)| *start >= from && *end <= until).filter(is_found);
    let marks = marks.map(|(start, end)| (start - from + shift, end - from + shift)).collect();
    let shown: String = line[from..until].iter().collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if until < line.len() { "…" } else { "" });
    Some(Excerpt { text: format!("{before}{shown}{after}"), marks })
}

/// Where words stand, in characters.
fn words_at(line: &[char]) -> Vec<(usize, usize)> {
    let mut words = vec![];
    let mut begun = None;
    for (at, c) in line.iter().copied().chain([' ']).enumerate() {
        match (c.is_alphanumeric(), begun) {
            (true, None) => begun = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                begun = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ConversationId, MessageId},
        time::Timestamp,
    };

    fn marked(text: &str, q: &str) -> Option<Vec<String>> {
        let found = around(text, q)?;
        let chars: Vec<char> = found.text.chars().collect();
        Some(found.marks.iter().map(|(from, until)| chars[*from..*until].iter().collect()).collect())
    }

    #[test]
    fn words_are_found_by_their_beginnings_wherever_they_are() {
        assert_eq!(marked("Do you sell OVENS,\nand oven gloves?", "oven"), Some(vec!["OVENS".into(), "oven".into()]));
        assert_eq!(marked("woven", "oven"), None);
        assert_eq!(marked(&format!("{} price", "word ".repeat(100)), "pri"), Some(vec!["price".into()]));
        assert_eq!(marked("قیمت کیا ہے؟", "قیمت"), Some(vec!["قیمت".into()]));
    }

    #[test]
    fn answers_are_shown_without_marks_and_visitors_words_as_they_are() {
        let said = |author, text: &str, q: &str| {
            let message = Message {
                id: MessageId::new(uuid::Uuid::from_u128(1)),
                conversation_id: ConversationId::new(uuid::Uuid::from_u128(2)),
                author,
                text: text.into(),
                at: Timestamp::UNIX_EPOCH,
                making: None,
                cards: vec![],
            };
            excerpt(&message, q).map(|found| (found.text, found.marks))
        };
        let text = "A **crown** costs [250](https://example.com/teeth)";
        assert_eq!(said(Author::Assistant, text, "cro 250"), Some(("A crown costs 250".into(), vec![(2, 7), (14, 17)])));
        assert_eq!(said(Author::Visitor, text, "crown"), Some((text.into(), vec![(4, 9)])));
        let (shown, marks) = said(Author::Assistant, text, "teeth").expect("found");
        assert!(shown.ends_with("[250](https://example.com/teeth)") && marks.len() == 1, "what is found is shown: {shown}");
        assert_eq!(said(Author::Assistant, text, "implant"), None);
    }

    #[test]
    fn what_was_left_out_is_told() {
        let found = around(&format!("{}price {}", "word ".repeat(100), "more ".repeat(100)), "price").expect("found");
        assert!(found.text.starts_with("…word") && found.text.ends_with('…'), "{}", found.text);
        assert!(found.text.chars().count() <= MOST + 2);
        assert_eq!(around("a <b>price</b>", "price").map(|found| found.text), Some("a <b>price</b>".into()), "text, not markup");
    }
}
