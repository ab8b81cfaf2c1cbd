//! The truth guard: a model's words on their way to the visitor. A sentence that may claim a booking is held back until it
//! is whole; one that does claim it never leaves.

use super::claims;

/// What becomes of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passed {
    Show(String),
    /// A sentence that claims that something is booked, changed or sent; it is gone.
    Claim,
}

/// One answer's guard.
#[derive(Debug, Default)]
pub struct Guard {
    /// The sentence that is being said.
    sentence: String,
    /// How much of it was let through.
    shown: usize,
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
        }
        // A word shows what it is when it is whole; blanks go with the word behind them.
        let whole = self.sentence.rfind(char::is_whitespace).map_or(0, |blank| self.sentence[..blank].trim_end().len());
        if whole > 0 && !claims::may_claim(&self.sentence) {
            self.release(whole, &mut passed);
        }
        passed
    }

    /// Nothing more comes.
    pub fn rest(&mut self) -> Vec<Passed> {
        let mut passed = vec![];
        self.end(&mut passed);
        passed
    }

    fn end(&mut self, passed: &mut Vec<Passed>) {
        if claims::claims_booking(&self.sentence) {
            passed.push(Passed::Claim);
        } else {
            self.release(self.sentence.len(), passed);
        }
        self.sentence.clear();
        self.shown = 0;
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
        let claims = passed.iter().filter(|one| **one == Passed::Claim).count();
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
        assert_eq!(guard.take("Prices "), [Passed::Show("Prices".into())]);
        assert_eq!(guard.take("begin at "), [Passed::Show(" begin at".into())]);
        assert_eq!(guard.take("book"), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_claims_nothing_comes_out_as_it_went_in(text in "[a-h .,!\\n]{0,120}", size in 1_usize..9) {
            prop_assert_eq!(through(&text, size), (text.clone(), 0));
        }
    }
}
