//! The held-out set, `domain/extract/held_out`: conversations written without a look at the parsers. This set
//! measures. Whoever repairs a parser because of a line here moves that conversation to the corpus and writes a new one
//! in its place. A label is changed only where a person would note something else.

use std::collections::BTreeSet;

use super::{CORPUS, Report, Set, Transcript, check, read, read_set};
use crate::domain::capture::Field;

const HELD_OUT: Set = [
    ("en", include_str!("../../domain/extract/held_out/en.txt")),
    ("ur", include_str!("../../domain/extract/held_out/ur.txt")),
    ("roman-ur", include_str!("../../domain/extract/held_out/roman-ur.txt")),
    ("ar", include_str!("../../domain/extract/held_out/ar.txt")),
    ("hi", include_str!("../../domain/extract/held_out/hi.txt")),
    ("es", include_str!("../../domain/extract/held_out/es.txt")),
    ("fr", include_str!("../../domain/extract/held_out/fr.txt")),
    ("de", include_str!("../../domain/extract/held_out/de.txt")),
    ("pt", include_str!("../../domain/extract/held_out/pt.txt")),
    ("zh", include_str!("../../domain/extract/held_out/zh.txt")),
];

/// What was promised. The other fields are only printed.
const BARS: [(Field, f64, f64); 2] = [(Field::Email, 0.99, 0.97), (Field::Phone, 0.99, 0.97)];

#[test]
fn conversations_never_seen_are_read_as_well() {
    let report = Report::of(&HELD_OUT);
    report.print("The held-out set");
    report.reaches(&BARS);
}

#[test]
fn the_held_out_set_is_sound_and_stands_apart() {
    for (language, text) in HELD_OUT {
        let count = read(text).len();
        assert!(count >= 12, "{language}: only {count} transcripts");
    }
    let said = |all: &[Transcript]| -> BTreeSet<String> {
        all.iter().flat_map(|one| &one.turns).filter(|(visitor, _)| *visitor).map(|(_, text)| text.clone()).collect()
    };
    let (mut corpus, held_out) = (read_set(&CORPUS), read_set(&HELD_OUT));
    let twice: Vec<String> = said(&corpus).intersection(&said(&held_out)).cloned().collect();
    assert!(twice.is_empty(), "in both sets: {twice:?}");
    corpus.extend(held_out);
    check(&corpus);
}
