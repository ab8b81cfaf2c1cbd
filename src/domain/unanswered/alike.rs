//! Questions that are the same but for case, accents and punctuation. Nothing is guessed about what somebody may have meant.

use std::collections::HashMap;

use super::{Alike, Asked, Place};
use crate::domain::{conversation::preview, extract::fold, words::words_of};

/// The questions in groups. `asked`: the latest first; so are the groups, by their latest.
pub fn alike(asked: Vec<Asked>) -> Vec<Alike> {
    let mut groups: Vec<Alike> = vec![];
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    for one in asked {
        let place = Place { conversation_id: one.conversation_id, message_id: one.question, at: one.at };
        let key = words_of(&fold(&one.words));
        match known.get(&key).and_then(|at| groups.get_mut(*at)).filter(|_| !key.is_empty()) {
            Some(group) => group.asked.push(place),
            None => {
                known.insert(key, groups.len());
                groups.push(Alike { words: preview(&one.words), why: one.why, asked: vec![place] });
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ConversationId, MessageId},
        time::Timestamp,
        unanswered::Why,
    };

    fn asked(n: u64, words: &str) -> Asked {
        let id = uuid::Uuid::from_u128(n.into());
        Asked {
            conversation_id: ConversationId::new(id),
            question: MessageId::new(id),
            at: Timestamp::new(i64::try_from(n).expect("small"), 0).expect("a time"),
            words: words.into(),
            why: Why::Unknown,
        }
    }

    #[test]
    fn the_same_words_are_one_question_and_similar_ones_are_not() {
        let groups = alike(vec![
            asked(9, "¿Hacen envíos a Japón?"),
            asked(8, "Do you ship to Japan?"),
            asked(7, "do you SHIP to japan"),
            asked(6, "Do you ship to Japan today?"),
            asked(5, "hacen envios a japon"),
            asked(4, "???"),
            asked(3, "!"),
        ]);
        let told: Vec<(&str, usize)> = groups.iter().map(|group| (group.words.as_str(), group.asked.len())).collect();
        assert_eq!(
            told,
            [("¿Hacen envíos a Japón?", 2), ("Do you ship to Japan?", 2), ("Do you ship to Japan today?", 1), ("???", 1), ("!", 1)]
        );
        assert!(groups[0].asked[0].at > groups[0].asked[1].at, "the latest first");
    }

    #[test]
    fn scripts_are_compared_as_they_are_read() {
        let groups = alike(vec![asked(2, "کیا آپ کے پاس پارکنگ ہے؟"), asked(1, "كيا آپ كے پاس پاركنگ ہے")]);
        assert_eq!(groups.len(), 1);
    }
}
