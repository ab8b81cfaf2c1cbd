//! Texts that nobody writes in good faith, and texts of any kind.

use proptest::prelude::*;

use super::{Hours, Reach, read, shown};
use crate::domain::when::{lexicon::LEXICON, token, words};

#[test]
fn hostile_text_takes_no_time() {
    let seeds = [
        "a week from ",
        "in 3 days after ",
        "Monday or ",
        "Monday, ",
        "5 ",
        "5:30 ",
        "3-",
        "1.",
        "1/2/",
        "the first Monday of ",
        "from 3 to ",
        "between ",
        "not ",
        "kal se ",
        "下周",
        "一",
        "二十",
        "و",
        "الساعة ",
        "move ",
        "next next ",
        "end of ",
        "GMT+",
        "(London time ",
        "halb ",
        "5 March ",
        "' ",
        "\n",
    ];
    let started = std::time::Instant::now();
    for seed in seeds {
        let text: String = seed.chars().cycle().take(4_000).collect();
        read(&text);
    }
    // Each takes milliseconds even unoptimised; a quadratic reading takes minutes.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn addresses_and_mailboxes_are_left_alone() {
    for text in ["https://x.example/5pm?on=2026-03-05", "friday5pm@x.example", "www.monday.example/at/5"] {
        assert_eq!(shown(text), [""; 0], "{text}");
    }
    assert_eq!(shown("me@5pm tomorrow"), ["2026-03-05 17:00"]);
}

/// A phrase that cannot be found is of no use.
#[test]
fn every_phrase_of_the_dictionaries_is_found() {
    for (_, list) in words::ALL {
        for (phrases, meaning) in list {
            for phrase in phrases.split('|') {
                let tokens = token::tokens(phrase.trim_start_matches('~'));
                let found = LEXICON
                    .longest(&tokens)
                    .is_some_and(|found| found.length() == tokens.len() && found.entries.iter().any(|entry| entry.meaning == *meaning));
                assert!(found, "{phrase:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        for mention in read(&text) {
            prop_assert!(text.get(mention.span.clone()).is_some_and(|words| !words.is_empty()));
        }
    }

    /// Words of time in any order.
    #[test]
    fn any_words_of_time_are_read(picks in prop::collection::vec(0..40_usize, 0..14)) {
        const WORDS: [&str; 40] = [
            "kal", "5", "pm", "to", "-", "from", "Monday", "or", "not", "between", "March", "2026", ":30", ".", "next", "week", "end of",
            "in", "days", "after", "before", "下午", "三点", "半", "الساعة", "و", "बजे", "halb", "Uhr", "las", "y media", "tomorrow", "(", "EST",
            "GMT+5", "the", "5th", "/", "ko", "se",
        ];
        let text = picks.iter().filter_map(|pick| WORDS.get(*pick)).copied().collect::<Vec<_>>().join(" ");
        for mention in read(&text) {
            prop_assert!(text.get(mention.span.clone()).is_some_and(|words| !words.is_empty()));
            if let Some(Reach::Within(Some(from), Some(until))) = mention.reach {
                prop_assert!(from <= until, "{text}: {mention:?}");
            }
            if let Some(Hours::Between(from, until)) = mention.hours {
                prop_assert!(from < until, "{text}: {mention:?}");
            }
        }
    }
}
