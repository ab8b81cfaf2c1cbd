//! The labelled conversations of `domain/extract/corpus`: what our own parsers learn of them, with no model, turn by
//! turn as in a chat. Prints precision and recall.

use std::collections::BTreeMap;

use super::{Learning, Words};
use crate::domain::{capture::Field, country::Country, email::Email, extract::fold, ids::MessageId, time::Timestamp};

#[path = "held_out_tests.rs"]
mod held_out_tests;

/// Conversations by language.
type Set = [(&'static str, &'static str); 10];

const CORPUS: Set = [
    ("en", include_str!("../../domain/extract/corpus/en.txt")),
    ("ur", include_str!("../../domain/extract/corpus/ur.txt")),
    ("roman-ur", include_str!("../../domain/extract/corpus/roman-ur.txt")),
    ("ar", include_str!("../../domain/extract/corpus/ar.txt")),
    ("hi", include_str!("../../domain/extract/corpus/hi.txt")),
    ("es", include_str!("../../domain/extract/corpus/es.txt")),
    ("fr", include_str!("../../domain/extract/corpus/fr.txt")),
    ("de", include_str!("../../domain/extract/corpus/de.txt")),
    ("pt", include_str!("../../domain/extract/corpus/pt.txt")),
    ("zh", include_str!("../../domain/extract/corpus/zh.txt")),
];

/// One conversation and what a person would note of it.
#[derive(Default)]
struct Transcript {
    id: String,
    home: Option<Country>,
    /// Who speaks (the visitor or the desk), and what they say.
    turns: Vec<(bool, String)>,
    wanted: BTreeMap<Field, String>,
}

/// `[id COUNTRY] title`, then `< ` a visitor's message (`|` its further lines), `> ` ours, `= field: value` what is to
/// be known in the end. `# ` begins a remark.
fn read(text: &str) -> Vec<Transcript> {
    let mut all: Vec<Transcript> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((head, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            let (id, home) = head.split_once(' ').expect("an id and a country");
            let home = (home != "-").then(|| Country::parse(home).expect("a country"));
            all.push(Transcript { id: id.to_owned(), home, ..Transcript::default() });
            continue;
        }
        let transcript = all.last_mut().expect("a transcript's head");
        let rest = line.get(2..).unwrap_or_default();
        match line.chars().next() {
            Some('<') => transcript.turns.push((true, rest.to_owned())),
            Some('>') => transcript.turns.push((false, rest.to_owned())),
            Some('|') => {
                let (_, said) = transcript.turns.last_mut().expect("a message to go on with");
                said.push('\n');
                said.push_str(rest);
            }
            _ => {
                let (field, value) = rest.split_once(": ").expect("a field and its value");
                transcript.wanted.insert(Field::parse(field).expect("a field"), value.to_owned());
            }
        }
    }
    all
}

fn read_set(set: &Set) -> Vec<Transcript> {
    set.iter().flat_map(|(_, text)| read(text)).collect()
}

/// What is known in the end.
fn learn(transcript: &Transcript) -> BTreeMap<Field, String> {
    let mut learning = Learning::default().at_home_in(transcript.home);
    let mut asked: Option<&str> = None;
    for (at, (visitor, text)) in transcript.turns.iter().enumerate() {
        if *visitor {
            let message_id = MessageId::new(uuid::Uuid::from_u128(at as u128));
            let words = Words { message_id, text: text.clone(), at: Timestamp::constant(at as i64, 0) };
            learning.hear(&words, asked);
        } else {
            asked = Some(text);
        }
    }
    learning.facts().iter().map(|fact| (fact.field, fact.value.clone())).collect()
}

/// Contact data and names must be the very same; of what is wanted, the telling words must be there, and not many more.
fn is_right(field: Field, told: &str, wanted: &str) -> bool {
    let (told, wanted) = (fold(told), fold(wanted));
    match field {
        Field::Email => Email::parse(&told).ok().map(|email| email.canonical()) == Some(wanted),
        Field::Interest | Field::Budget | Field::Timeline => {
            told.contains(&wanted) && told.split_whitespace().count() <= wanted.split_whitespace().count() + 5
        }
        Field::Name | Field::Phone | Field::Company => told == wanted,
    }
}

/// How often something was rightly told, wrongly told, and missed.
#[derive(Clone, Copy, Default)]
struct Score {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Score {
    fn of(self, others: u32) -> f64 {
        let all = self.right + others;
        if all == 0 { 1.0 } else { f64::from(self.right) / f64::from(all) }
    }

    fn precision(self) -> f64 {
        self.of(self.wrong)
    }

    fn recall(self) -> f64 {
        self.of(self.missed)
    }
}

/// Scores by field, all together and by language, and a line for each mistake.
#[derive(Default)]
struct Report {
    scores: BTreeMap<(Field, &'static str), Score>,
    mistakes: Vec<String>,
    count: usize,
}

impl Report {
    fn of(set: &Set) -> Self {
        let mut report = Self::default();
        for &(language, text) in set {
            for transcript in read(text) {
                report.add(language, &transcript);
            }
        }
        report
    }

    fn add(&mut self, language: &'static str, transcript: &Transcript) {
        self.count += 1;
        let told = learn(transcript);
        for field in Field::ALL {
            let (got, wanted) = (told.get(&field), transcript.wanted.get(&field));
            let right = matches!((got, wanted), (Some(got), Some(wanted)) if is_right(field, got, wanted));
            for key in ["all", language] {
                let score = self.scores.entry((field, key)).or_default();
                score.right += u32::from(right);
                score.wrong += u32::from(got.is_some() && !right);
                score.missed += u32::from(wanted.is_some() && !right);
            }
            if !right && (got.is_some() || wanted.is_some()) {
                self.mistakes.push(format!("{} {}: told {got:?}, wanted {wanted:?}", transcript.id, field.as_str()));
            }
        }
    }

    fn print(&self, heading: &str) {
        self.print_scores(heading);
        println!("{}", self.mistakes.join("\n"));
    }

    /// The figures alone: whoever reads the mistakes of a set measures nothing by it any more.
    fn print_scores(&self, heading: &str) {
        println!("{heading}: {} conversations", self.count);
        for ((field, language), score) in &self.scores {
            let Score { right, wrong, missed } = score;
            let (precision, recall) = (score.precision(), score.recall());
            println!(
                "{:9} {language:9} precision {precision:.3} recall {recall:.3} ({right} right, {wrong} wrong, {missed} missed)",
                field.as_str()
            );
        }
    }

    fn reaches(&self, bars: &[(Field, f64, f64)]) {
        for &(field, precision, recall) in bars {
            let score = self.scores.get(&(field, "all")).copied().unwrap_or_default();
            assert!(score.right > 10, "{field:?} is hardly there");
            assert!(score.precision() >= precision, "{field:?}: precision {:.3}", score.precision());
            assert!(score.recall() >= recall, "{field:?}: recall {:.3}", score.recall());
        }
    }
}

/// Precision and recall at least, by field. E-mail and phone: what was promised; the others: what is reached.
const BARS: [(Field, f64, f64); 7] = [
    (Field::Email, 0.99, 0.97),
    (Field::Phone, 0.99, 0.97),
    (Field::Name, 0.99, 0.97),
    (Field::Company, 0.99, 0.97),
    (Field::Interest, 0.99, 0.99),
    (Field::Budget, 0.99, 0.99),
    (Field::Timeline, 0.99, 0.99),
];

#[test]
fn facts_are_read_as_a_person_would_note_them() {
    let report = Report::of(&CORPUS);
    report.print("The corpus");
    assert!(report.count >= 150, "only {} transcripts", report.count);
    report.reaches(&BARS);
}

/// Every id once, every conversation with a visitor, every label of its kind.
fn check(all: &[Transcript]) {
    let mut ids: Vec<&str> = all.iter().map(|transcript| transcript.id.as_str()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for transcript in all {
        assert!(transcript.turns.iter().any(|(visitor, _)| *visitor), "{}: nobody speaks", transcript.id);
        for (field, value) in &transcript.wanted {
            let ok = match field {
                Field::Email => Email::parse(value).is_ok(),
                Field::Phone => transcript.home.is_none() || value.starts_with('+'),
                _ => !value.trim().is_empty(),
            };
            assert!(ok, "{} {}: {value}", transcript.id, field.as_str());
        }
    }
}

#[test]
fn the_set_is_sound() {
    check(&read_set(&CORPUS));
}
