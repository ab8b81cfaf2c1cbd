//! Which of two things that were just named somebody means: "the second one".

use std::sync::LazyLock;

use super::text::{Cues, fold};

static FIRST: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "first|1st|former|el primero|la primera|primero|primera|le premier|la première|premier|première|der erste|die erste|das erste|erste|ersten",
        "o primeiro|a primeira|primeiro|primeira|pertama|pehla|pehli|pehle wala|پہلا|پہلی|پہلے والا|الأول|الأولى|पहला|पहली|पहले वाला|第一个|第一個|前者|前面",
    ])
});

static SECOND: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "second|2nd|latter|el segundo|la segunda|segundo|segunda|le deuxième|la deuxième|deuxième|seconde|der zweite|die zweite|das zweite|zweite|zweiten",
        "o segundo|a segunda|kedua|doosra|dusra|doosri|dusri|دوسرا|دوسری|دوسرے والا|الثاني|الثانية|दूसरा|दूसरी|दूसरे वाला|第二个|第二個|后者|後者|后面",
    ])
});

/// Not a choice: a while, or Monday.
static NO_PLACE: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "a second|one second|few seconds|second thought|un segundo|una segunda|um segundo|uma segunda|na segunda|segunda feira|at first|por primera vez|une seconde",
    ])
});

/// Then it is the other one, or neither.
static DENIED: LazyLock<Cues> = LazyLock::new(|| {
    Cues::new([
        "not|isn't|wrong|neither|none|nicht|falsch|keine|keiner|no es|incorrecto|ninguno|pas|faux|aucun|não é|errado|nenhum|bukan|salah|nahi|nahin|ghalat|galat",
        "نہیں|غلط|ليس|ليست|خطأ|नहीं|गलत|不是|不对|错",
    ])
});

/// 0 or 1; None where the words choose neither.
pub fn chosen_of_two(text: &str) -> Option<usize> {
    let folded = fold(text);
    if DENIED.is_in(&folded) || NO_PLACE.is_in(&folded) {
        return None;
    }
    match (FIRST.is_in(&folded), SECOND.is_in(&folded)) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_two_is_chosen_by_its_place() {
        for (text, wanted) in [
            ("the first one", Some(0)),
            ("The second, please", Some(1)),
            ("the latter", Some(1)),
            ("el segundo", Some(1)),
            ("die erste", Some(0)),
            ("la deuxième", Some(1)),
            ("o primeiro", Some(0)),
            ("yang kedua", Some(1)),
            ("دوسرا", Some(1)),
            ("第一个", Some(0)),
            ("not the first one", None),
            ("either the first or the second", None),
            ("what do you cost?", None),
            ("give me a second", None),
            ("un segundo, por favor", None),
            ("pode ser na segunda", None),
        ] {
            assert_eq!(chosen_of_two(text), wanted, "{text}");
        }
    }
}
