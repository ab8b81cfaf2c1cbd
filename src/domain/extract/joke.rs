//! Names that are told for fun: "my name is Batman lol".

use std::{ops::Range, sync::LazyLock};

use super::text::{Cues, fold, words};

/// Laughter that is written as a word; other laughter goes on and on.
static LAUGHTER: LazyLock<Cues> = LazyLock::new(|| Cues::new(["lol|lmao|rofl|mdr|ptdr|xd|just kidding|jk|哈哈|呵呵|嘻嘻"]));

/// Who says so is not about to name themself.
static REFUSED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "none of your business|not your business|guess who|no es asunto tuyo|ça ne vous regarde pas|geht dich nichts an|geht sie nichts an|não é da sua conta|نہیں بتاؤں گا|نہیں بتاؤں گی|nahi bataunga|nahi bataungi|नहीं बताऊँगा|नहीं बताऊंगा|不告诉你",
    ])
});

/// Syllables of laughing, folded: "hahaha", "jajaja", "kkkk", "هههه".
const SYLLABLES: [&str; 12] = ["ha", "he", "hi", "ja", "je", "ah", "rs", "k", "ه", "ها", "هاها", "हा"];

const FACES: [char; 8] = ['😂', '🤣', '😆', '😹', '😜', '😝', '🤪', '😎'];

/// Behind the name somebody laughs, or will not tell it.
pub fn is_one(text: &str, name: &Range<usize>) -> bool {
    is_in(&text[name.end..])
}

/// Somebody laughs, or will not tell who they are.
pub fn is_in(text: &str) -> bool {
    let folded = fold(text);
    text.contains(FACES) || LAUGHTER.is_in(&folded) || REFUSED.is_in(&folded) || words(text).iter().any(|word| is_laughing(&word.folded))
}

/// A syllable at least twice, a single letter at least three times.
fn is_laughing(word: &str) -> bool {
    SYLLABLES.iter().any(|syllable| {
        let times = word.chars().count() / syllable.chars().count();
        times >= if syllable.chars().count() == 1 { 3 } else { 2 } && word.trim_start_matches(syllable).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laughter_is_heard() {
        for text in ["Batman hahaha", "Zorro jajaja", "o Rei kkkk", "lol", "شہنشاہ ہے، ہاہاہا", "هههه", "हाहाहा", "孙悟空哈哈", "Don 😂"]
        {
            assert!(is_in(text), "{text}");
        }
        for text in ["Ana", "Hannah", "ja", "he", "I have a hat", "शहा"] {
            assert!(!is_in(text), "{text}");
        }
    }
}
