//! The truth guard: a model's words on their way to the visitor. A sentence that may claim a booking is held back until it
//! is whole; one that does claim it never leaves.

use crate::domain::claims::{self, Suspicion};

/// Bytes of a sentence that are held at most, and how long a claim can be.
const MOST_HELD: usize = 4_096;
const MOST_CLAIM: usize = 1_024;

/// What becomes of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    Show(String),
    /// A sentence that claims that something is booked, changed or sent; it is gone.
    Claim(String),
}

/// One answer's guard.
#[derive(Debug, Default)]
pub struct Guard {
    /// The sentence that is being said.
    sentence: String,
    /// How much of it was let through.
    shown: usize,
    /// Something in it is of the kind that claims are made of: the rest waits for its end.
    holds: bool,
}

impl Guard {
    /// Words that have come, and what may be shown by now.
    pub fn take(&mut self, words: &str) -> Vec<Passed> {
        let mut passed = vec![];
        for letter in words.chars() {
            // Whether a full stop ends a sentence shows in what comes behind it.
            if claims::is_sentence(&self.sentence) && claims::may_follow_a_sentence(letter) {
                self.end(&mut passed);
            }
            self.sentence.push(letter);
            if self.sentence.len() > MOST_HELD {
                self.cut(&mut passed);
            }
        }
        // A word shows what it is when it is whole; the blanks before a sentence go with its first word.
        let whole = self
            .sentence
            .rfind(char::is_whitespace)
            .map_or(0, |blank| blank + self.sentence[blank..].chars().next().map_or(0, char::len_utf8));
        let is_blank = self.sentence.trim().is_empty();
        if whole > self.shown && !self.holds && !is_blank {
            match claims::suspicion(self.sentence.get(self.shown..).unwrap_or_default()) {
                Suspicion::Claim => self.holds = true,
                Suspicion::Opening => {}
                Suspicion::None => self.release(whole, &mut passed),
            }
        }
        passed
    }

    /// Nothing more comes.
    pub fn rest(&mut self) -> Vec<Passed> {
        let mut passed = vec![];
        self.end(&mut passed);
        passed
    }

    /// A sentence without an end goes on in parts. What is kept of it is longer than any claim.
    fn cut(&mut self, passed: &mut Vec<Passed>) {
        if claims::claims_booking(&self.sentence) {
            return self.end(passed);
        }
        let wanted = self.sentence.len().saturating_sub(MOST_CLAIM).max(self.shown);
        let kept = self.sentence.char_indices().map(|(at, _)| at).find(|at| *at >= wanted).unwrap_or(self.sentence.len());
        self.release(kept, passed);
        self.sentence.drain(..kept);
        self.shown = 0;
    }

    fn end(&mut self, passed: &mut Vec<Passed>) {
        if claims::claims_booking(&self.sentence) {
            passed.push(Passed::Claim(self.sentence.trim().to_owned()));
        } else {
            self.release(self.sentence.len(), passed);
        }
        self.sentence.clear();
        (self.shown, self.holds) = (0, false);
    }

    fn release(&mut self, until: usize, passed: &mut Vec<Passed>) {
        let new = self.sentence.get(self.shown..until).unwrap_or_default();
        if !new.is_empty() {
            match passed.last_mut() {
                Some(Passed::Show(text)) => text.push_str(new),
                _ => passed.push(Passed::Show(new.to_owned())),
            }
            self.shown = until;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Everything that was shown, in pieces of so many letters; and how many claims were held.
    fn through(text: &str, size: usize) -> (String, usize) {
        let mut guard = Guard::default();
        let letters: Vec<char> = text.chars().collect();
        let mut passed: Vec<Passed> = letters.chunks(size).flat_map(|piece| guard.take(&piece.iter().collect::<String>())).collect();
        passed.extend(guard.rest());
        let claims = passed.iter().filter(|one| matches!(one, Passed::Claim(_))).count();
        let shown = passed.into_iter().filter_map(|one| if let Passed::Show(text) = one { Some(text) } else { None }).collect();
        (shown, claims)
    }

    #[test]
    fn no_word_of_a_claim_is_seen_however_it_is_cut() {
        let text = "Good idea. I've booked your meeting for Friday, 5 p.m. sharp! What else?";
        for size in 1..80 {
            assert_eq!(through(text, size), ("Good idea. What else?".into(), 1), "{size}");
        }
        assert_eq!(through("Your appointment\nis **now** confirmed", 3), (String::new(), 1));
    }

    #[test]
    fn plain_words_go_through_at_once() {
        let mut guard = Guard::default();
        assert_eq!(guard.take("Prices "), [Passed::Show("Prices ".into())]);
        assert_eq!(guard.take("begin at "), [Passed::Show("begin at ".into())]);
        assert_eq!(guard.take("book"), []);
    }

    #[test]
    fn a_sentence_without_an_end_hides_no_claim_and_fills_no_memory() {
        let endless = "I think so and ".repeat(2_000);
        let (shown, claims) = through(&format!("{endless}I have booked your meeting for Friday {endless}"), 7);
        assert_eq!(claims, 1);
        assert!(!shown.contains("booked") && shown.len() > endless.len());

        let mut guard = Guard::default();
        let passed: usize =
            (0..5_000).flat_map(|_| guard.take("I ")).map(|one| if let Passed::Show(text) = one { text.len() } else { 0 }).sum();
        assert!(passed > 8_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_claims_nothing_comes_out_as_it_went_in(text in "[a-h .,!\\n]{0,120}", size in 1_usize..9) {
            prop_assert_eq!(through(&text, size), (text.clone(), 0));
        }
    }
}
