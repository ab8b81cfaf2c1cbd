//! Conversations that were written without a look at the parsers, and have served to repair them since
//! (`domain/extract/repaired`): e-mail and phone first. A set that measures belongs beside them: whoever repairs a parser
//! because of a line there moves that conversation here and writes a new one in its place. A label is changed only where
//! a person would note something else.

use std::collections::BTreeSet;

use super::{CORPUS, Report, Set, Transcript, check, read, read_set};
use crate::domain::capture::Field;

const REPAIRED: Set = [
    ("en", include_str!("../../domain/extract/repaired/en.txt")),
    ("ur", include_str!("../../domain/extract/repaired/ur.txt")),
    ("roman-ur", include_str!("../../domain/extract/repaired/roman-ur.txt")),
    ("ar", include_str!("../../domain/extract/repaired/ar.txt")),
    ("hi", include_str!("../../domain/extract/repaired/hi.txt")),
    ("es", include_str!("../../domain/extract/repaired/es.txt")),
    ("fr", include_str!("../../domain/extract/repaired/fr.txt")),
    ("de", include_str!("../../domain/extract/repaired/de.txt")),
    ("pt", include_str!("../../domain/extract/repaired/pt.txt")),
    ("zh", include_str!("../../domain/extract/repaired/zh.txt")),
];

/// What was promised. The other fields are only printed.
const BARS: [(Field, f64, f64); 2] = [(Field::Email, 0.99, 0.97), (Field::Phone, 0.99, 0.97)];

#[test]
fn addresses_and_numbers_that_were_misread_once_are_read() {
    let report = Report::of(&REPAIRED);
    report.print("The repaired set");
    report.reaches(&BARS);
}

#[test]
fn the_sets_are_sound_and_stand_apart() {
    for (language, text) in REPAIRED {
        let count = read(text).len();
        assert!(count >= 12, "{language}: only {count} transcripts");
    }
    let said = |all: &[Transcript]| -> BTreeSet<String> {
        all.iter().flat_map(|one| &one.turns).filter(|(visitor, _)| *visitor).map(|(_, text)| text.clone()).collect()
    };
    let mut all = vec![];
    for next in [read_set(&CORPUS), read_set(&REPAIRED)] {
        let twice: Vec<String> = said(&all).intersection(&said(&next)).cloned().collect();
        assert!(twice.is_empty(), "in two sets: {twice:?}");
        all.extend(next);
    }
    check(&all);
}
