//! A dialogue in a test: what the visitor says, what is captured from it, what comes back.

use jiff::civil::date;

use super::super::{phrases::sentences, reply};
use crate::{
    domain::{
        business::{Business, Hours, Service},
        capture::{Fact, Facts, Origin},
        extract,
        locale::Language,
        time::Timestamp,
    },
    service::language_model::{AssistantTurn, Briefing, ModelRequest, Turn},
};

pub struct Dialogue {
    pub request: ModelRequest,
}

/// A print shop with prices, hours and an address, on a Monday at ten.
pub fn shop() -> Dialogue {
    let service = |name: &str, price: &str| Service { name: name.into(), price: price.into() };
    in_business(Business {
        name: "Lumen Print".into(),
        hours: Hours::office(),
        services: vec![service("Business cards", "from $25"), service("Poster", "$12"), service("Logo design", "")],
        contact: "12 Hill Road, Karachi".into(),
        ..Business::default()
    })
}

/// A business that has told us nothing but its name.
pub fn unknown_shop() -> Dialogue {
    in_business(Business { name: "Lumen Print".into(), ..Business::default() })
}

fn in_business(business: Business) -> Dialogue {
    let briefing = Briefing {
        business,
        facts: Facts::default(),
        doubts: vec![],
        settled: vec![],
        meetings: vec![],
        language: Language::En,
        today: date(2026, 11, 23),
        special_days: vec![],
        weekday: 0,
        minute: 600,
    };
    Dialogue { request: ModelRequest { system: String::new(), turns: vec![], tools: vec![], max_output_tokens: 800, briefing } }
}

impl Dialogue {
    pub fn speaking(mut self, language: Language) -> Self {
        self.request.briefing.language = language;
        self
    }

    pub fn at(mut self, weekday: usize, minute: u16) -> Self {
        self.request.briefing.weekday = weekday;
        self.request.briefing.minute = minute;
        self
    }

    /// Says it; our own parsers read what it tells, as they do in a chat.
    pub fn says(&mut self, text: &str) -> String {
        let asked = match self.request.turns.last() {
            Some(Turn::Assistant(turn)) => turn.text.clone(),
            _ => String::new(),
        };
        let found = extract::from_visitor(text, None).into_iter().chain(extract::name_in_answer(&asked, text));
        for found in found {
            let fact = Fact {
                field: found.field,
                value: found.value,
                quote: found.quote,
                message_id: None,
                at: Timestamp::UNIX_EPOCH,
                origin: Origin::Parser,
            };
            self.request.briefing.facts.learn(fact);
        }
        self.request.turns.push(Turn::Visitor(text.to_owned()));
        let answer = reply(&self.request);
        self.check(&answer);
        self.answered(&answer);
        answer
    }

    /// An answer that came from elsewhere, such as a model.
    pub fn answered(&mut self, answer: &str) {
        self.request.turns.push(Turn::Assistant(AssistantTurn { text: answer.into(), ..AssistantTurn::default() }));
    }

    /// What holds for every answer.
    fn check(&self, answer: &str) {
        assert!(!answer.trim().is_empty());
        assert!(!answer.contains('{') && !answer.contains('}'), "{answer}");
        if let Some(Turn::Assistant(before)) = self.request.turns.iter().rev().nth(1) {
            let repeated: Vec<String> = self.own_words(answer).into_iter().filter(|s| self.own_words(&before.text).contains(s)).collect();
            assert!(repeated.is_empty(), "said twice in a row: {repeated:?}\n{}\n---\n{answer}", before.text);
        }
        let questions = answer.matches(['?', '؟', '？']).count();
        assert!(questions <= 1, "more than one question: {answer}");
    }

    /// The sentences that are neither a list nor the owner's.
    fn own_words(&self, answer: &str) -> Vec<String> {
        let contact = &self.request.briefing.business.contact;
        let lines = answer.lines().filter(|line| !line.starts_with("- ") && (contact.is_empty() || !contact.contains(line)));
        lines.flat_map(sentences).map(str::to_owned).collect()
    }
}
