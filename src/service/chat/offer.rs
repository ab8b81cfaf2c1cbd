//! Addresses or numbers that our last message offered to choose from, and what the visitor's answer makes of them.

use crate::domain::{
    capture::Field,
    choice::{Plain, meant, plain_answer},
    country::Country,
    extract,
};

/// What our message named: two values of which one is known, or one that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    field: Field,
    /// In the order in which they were named.
    named: Vec<String>,
    known: String,
    /// The only one of them in our last question: what a yes is said to.
    in_question: Option<usize>,
}

/// What an answer makes of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    Chosen(String),
    /// It was answered, and nothing was chosen.
    Open,
    /// The answer is about something else.
    Not,
}

impl Offer {
    /// None where our message asked for no such choice.
    pub fn of(field: Field, asked: &str, known: &str, home: Option<Country>) -> Option<Self> {
        let question = last_question(asked)?;
        let named = distinct(field, asked, home);
        let are_known: Vec<bool> = named.iter().map(|value| extract::is_same(field, value, known)).collect();
        if !matches!(are_known[..], [false] | [true, false] | [false, true]) {
            return None;
        }
        let asked_for = <[String; 1]>::try_from(distinct(field, question, home)).ok();
        let in_question = asked_for.and_then(|[one]| named.iter().position(|value| extract::is_same(field, value, &one)));
        (named.len() == 2 || in_question.is_some()).then(|| Self { field, named, known: known.to_owned(), in_question })
    }

    /// What the visitor has not said that it is right.
    pub fn other(&self) -> Option<&String> {
        self.named.iter().find(|value| !extract::is_same(self.field, value, &self.known))
    }

    pub fn answered(&self, text: &str, home: Option<Country>) -> Answered {
        let named = extract::from_visitor(text, home).into_iter().find(|found| found.field == self.field);
        if let Some(named) = named {
            let chosen = self.named.iter().find(|value| extract::is_same(self.field, value, &named.value));
            return chosen.cloned().map_or(Answered::Not, Answered::Chosen);
        }
        if let [first, second] = &self.named[..] {
            let newest = usize::from(extract::is_same(self.field, first, &self.known));
            if let Some(at) = meant(self.field, text, [first, second], newest) {
                return Answered::Chosen(self.named[at].clone());
            }
        }
        match (plain_answer(text), self.in_question) {
            (Some(Plain::Yes), Some(at)) => Answered::Chosen(self.named[at].clone()),
            (Some(Plain::No), Some(at)) => Answered::Chosen(self.beside(at)),
            (Some(Plain::Yes | Plain::Both), _) => Answered::Open,
            (Some(Plain::No) | None, _) => Answered::Not,
        }
    }

    /// What counts where the one in question is denied.
    fn beside(&self, at: usize) -> String {
        self.named.iter().enumerate().find(|(other, _)| *other != at).map_or(&self.known, |(_, value)| value).clone()
    }
}

/// Each value once, in their order.
fn distinct(field: Field, text: &str, home: Option<Country>) -> Vec<String> {
    let mut values: Vec<String> = vec![];
    for value in extract::values_in(field, text, home) {
        if values.iter().all(|other| !extract::is_same(field, other, &value)) {
            values.push(value);
        }
    }
    values
}

/// The last sentence that asks; None where none does.
fn last_question(text: &str) -> Option<&str> {
    let end = text.rfind(['?', '؟', '？'])?;
    let before = &text[..end];
    // A full stop inside of an address ends nothing.
    let ends = |(at, c): &(usize, char)| {
        let next = before[at + c.len_utf8()..].chars().next();
        matches!(c, '\n' | '؟' | '？' | '。' | '！' | '।' | '۔') || matches!(c, '.' | '!' | '?') && next.is_some_and(char::is_whitespace)
    };
    let start = before.char_indices().rfind(ends).map_or(0, |(at, c)| at + c.len_utf8());
    Some(&before[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &str = "ana@gmail.com";
    const LIMA: &str = "lima@acme.example";

    fn answer(asked: &str, text: &str) -> Option<Answered> {
        Some(Offer::of(Field::Email, asked, ANA, None)?.answered(text, None))
    }

    fn chosen(value: &str) -> Option<Answered> {
        Some(Answered::Chosen(value.to_owned()))
    }

    #[test]
    fn a_yes_takes_the_one_address_that_was_asked_about() {
        for asked in [
            "Shall we use lima@acme.example from now on?",
            "I have ana@gmail.com so far. Shall we use lima@acme.example instead?",
            "Entonces, ¿usamos lima@acme.example?",
            "那我们用 lima@acme.example 吗？",
        ] {
            for yes in ["yes", "Sí, por favor", "ja genau", "جی ہاں", "是的"] {
                assert_eq!(answer(asked, yes), chosen(LIMA), "{asked} {yes}");
            }
            assert_eq!(answer(asked, "no"), chosen(ANA), "{asked}");
            assert_eq!(answer(asked, "what do you cost?"), Some(Answered::Not), "{asked}");
        }
        let known = "I have two, ana@gmail.com and lima@acme.example. Is ana@gmail.com the right one?";
        assert_eq!((answer(known, "yes"), answer(known, "no"), answer(known, "the new one")), (chosen(ANA), chosen(LIMA), chosen(LIMA)));
    }

    #[test]
    fn a_yes_to_an_either_or_question_takes_none() {
        for asked in ["Is it ana@gmail.com or lima@acme.example?", "I have ana@gmail.com and lima@acme.example. Which one is right?"] {
            for text in ["yes", "ok", "both", "both are mine", "ja", "हाँ", "都是我的"] {
                assert_eq!(answer(asked, text), Some(Answered::Open), "{text}");
            }
            assert_eq!(answer(asked, "no"), Some(Answered::Not));
            assert_eq!(answer(asked, "bob@acme.example"), Some(Answered::Not), "a third one is heard as such");
            for text in ["the work one", "yes, the second", "the new one", "lima@acme.example", "both are mine, use the second"] {
                assert_eq!(answer(asked, text), chosen(LIMA), "{text}");
            }
            assert_eq!(answer(asked, "the gmail one"), chosen(ANA));
        }
    }

    #[test]
    fn what_asks_for_no_choice_is_no_offer() {
        for asked in [
            "I noted lima@acme.example.",
            "I noted lima@acme.example. May I ask your name?",
            "Is ana@gmail.com still right?",
            "Is it ana@gmail.com, lima@acme.example or bob@acme.example?",
            "Is it lima@acme.example or bob@acme.example?",
            "May I ask your name?",
        ] {
            assert_eq!(answer(asked, "yes"), None, "{asked}");
        }
    }
}
