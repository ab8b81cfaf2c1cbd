//! Two sets of conversations that were written before their mistakes were known. `domain/extract/repaired` has served to
//! repair the parsers since, e-mail and phone first; its last 15 of each language were once the held-out set, until they were
//! read. `domain/extract/held_out` measures, and only its figures are printed: nobody has looked at what is misread there.
//! (It was written by the one who then wrote the rules of `unreached`, knowing what they would be about.) Whoever reads its
//! mistakes moves the whole set to `repaired` and writes a new one first. A label is changed only where a person would
//! note something else.

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
/// What is reached where nothing was tuned, so that it does not get worse. The aim is [`BARS`]: these only ever rise, as long
/// as the set is this one. (They fell once, from 0.91 and 0.79, when the rules of `unreached` were made to leave in doubt a
/// contact to the visitor. The parsers that had never been repaired by the set before it had 0.79 and 0.83, 0.56 and 0.82 here.)
const REACHED: [(Field, f64, f64); 2] = [(Field::Email, 0.90, 0.93), (Field::Phone, 0.75, 0.86)];

#[test]
fn addresses_and_numbers_that_were_misread_once_are_read() {
    let report = Report::of(&REPAIRED);
    report.print("The repaired set");
    report.reaches(&BARS);
}

#[test]
fn conversations_never_seen_are_read_no_worse_than_they_were() {
    let report = Report::of(&HELD_OUT);
    report.print_scores("The held-out set");
    report.reaches(&REACHED);
}

#[test]
fn the_sets_are_sound_and_stand_apart() {
    for (language, text) in REPAIRED.into_iter().chain(HELD_OUT) {
        let count = read(text).len();
        assert!(count >= 12, "{language}: only {count} transcripts");
    }
    let said = |all: &[Transcript]| -> BTreeSet<String> {
        all.iter().flat_map(|one| &one.turns).filter(|(visitor, _)| *visitor).map(|(_, text)| text.clone()).collect()
    };
    let mut all = vec![];
    for next in [read_set(&CORPUS), read_set(&REPAIRED), read_set(&HELD_OUT)] {
        let twice: Vec<String> = said(&all).intersection(&said(&next)).cloned().collect();
        assert!(twice.is_empty(), "in two sets: {twice:?}");
        all.extend(next);
    }
    check(&all);
}
