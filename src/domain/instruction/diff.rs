//! What differs between two texts, line beside line, and word by word within a line. Both texts can be put together again
//! from it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};
use unicode_normalization::char::is_combining_mark;

use super::{Content, Helper, measure::is_sign};

/// Lines are worth being compared by word from so much likeness on, in thousandths.
const ALIKE: u32 = 400;
/// In larger blocks lines are paired by their order alone.
const MOST_PAIRS: usize = 2_500;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    /// It does not stand on the other side.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
}

/// One line of one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// From 1.
    pub line: u32,
    /// Empty for an empty line.
    pub pieces: Vec<Piece>,
}

impl Cell {
    /// The line without its end.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Two lines beside each other; where one is missing, the other was added or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub old: Option<Cell>,
    pub new: Option<Cell>,
}

impl Row {
    pub fn is_same(&self) -> bool {
        self.old.is_some()
            && self.new.is_some()
            && [&self.old, &self.new].into_iter().flatten().all(|cell| cell.pieces.iter().all(|piece| !piece.changed))
    }
}

/// Two texts side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextDiff {
    pub rows: Vec<Row>,
    /// Lines that stand only on the new side, only on the old one, and on both in different words.
    pub added: u32,
    pub removed: u32,
    pub changed: u32,
}

/// Rows that are shown, or that are all the same and far from any change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    Shown { from: usize, until: usize },
    Folded { from: usize, until: usize },
}

impl TextDiff {
    pub fn is_same(&self) -> bool {
        self.added + self.removed + self.changed == 0
    }

    /// The text on the left.
    pub fn old_text(&self) -> String {
        joined(self.rows.iter().filter_map(|row| row.old.as_ref()))
    }

    /// The text on the right.
    pub fn new_text(&self) -> String {
        joined(self.rows.iter().filter_map(|row| row.new.as_ref()))
    }

    /// All rows in their order, those farther than `context` from any change folded.
    pub fn stretches(&self, context: usize) -> Vec<Stretch> {
        let mut shown = vec![false; self.rows.len()];
        for (at, _) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_same()) {
            let until = at.saturating_add(context).saturating_add(1).min(shown.len());
            shown[at.saturating_sub(context)..until].fill(true);
        }
        let mut stretches = vec![];
        let mut from = 0;
        for stretch in shown.chunk_by(|a, b| a == b) {
            let until = from + stretch.len();
            stretches.push(if stretch[0] { Stretch::Shown { from, until } } else { Stretch::Folded { from, until } });
            from = until;
        }
        stretches
    }

    fn push(&mut self, old: Option<Cell>, new: Option<Cell>) {
        let row = Row { old, new };
        match (&row.old, &row.new) {
            (Some(_), None) => self.removed += 1,
            (None, Some(_)) => self.added += 1,
            _ if !row.is_same() => self.changed += 1,
            _ => {}
        }
        self.rows.push(row);
    }
}

fn joined<'a>(cells: impl Iterator<Item = &'a Cell>) -> String {
    cells.map(Cell::text).collect::<Vec<_>>().join("\n")
}

/// What differs in a helper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperDiff {
    pub helper: Helper,
    pub diff: TextDiff,
}

/// What differs between two instructions; of the helpers only those that do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentDiff {
    pub text: TextDiff,
    pub helpers: Vec<HelperDiff>,
}

impl ContentDiff {
    pub fn between(old: &Content, new: &Content) -> Self {
        let helpers =
            Helper::ALL.into_iter().map(|helper| HelperDiff { helper, diff: diff(&old.helpers.lines(helper), &new.helpers.lines(helper)) });
        Self { text: diff(&old.text, &new.text), helpers: helpers.filter(|helper| !helper.diff.is_same()).collect() }
    }

    pub fn is_same(&self) -> bool {
        self.text.is_same() && self.helpers.is_empty()
    }
}

/// Compares two texts.
pub fn diff(old: &str, new: &str) -> TextDiff {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let mut all = TextDiff::default();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        let (tag, lost, won) = op.as_tag_tuple();
        if tag == DiffTag::Equal {
            for (at, to) in lost.zip(won) {
                all.push(Some(whole(at, before[at], false)), Some(whole(to, after[to], false)));
            }
            continue;
        }
        for pair in paired(&before[lost.clone()], &after[won.clone()]) {
            let (at, to) = (pair.0.map(|at| lost.start + at), pair.1.map(|to| won.start + to));
            match (at, to) {
                (Some(at), Some(to)) => {
                    let (left, right) = by_word(before[at], after[to]);
                    all.push(Some(cell(at, left)), Some(cell(to, right)));
                }
                (at, to) => all.push(at.map(|at| whole(at, before[at], true)), to.map(|to| whole(to, after[to], true))),
            }
        }
    }
    all
}

fn cell(index: usize, pieces: Vec<Piece>) -> Cell {
    Cell { line: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1), pieces }
}

fn whole(index: usize, line: &str, changed: bool) -> Cell {
    cell(index, if line.is_empty() { vec![] } else { vec![Piece { text: line.to_owned(), changed }] })
}

/// Which lines of two blocks belong together, in the order in which they are shown.
fn paired(old: &[&str], new: &[&str]) -> Vec<(Option<usize>, Option<usize>)> {
    let (m, n) = (old.len(), new.len());
    if m * n > MOST_PAIRS {
        return (0..m.max(n)).map(|at| ((at < m).then_some(at), (at < n).then_some(at))).collect();
    }
    let (old_words, new_words): (Vec<Bag<'_>>, Vec<Bag<'_>>) =
        (old.iter().map(|line| bag(line)).collect(), new.iter().map(|line| bag(line)).collect());
    // The most likeness that lines from (at, to) on can have together.
    let mut best = vec![vec![0u32; n + 1]; m + 1];
    let mut like = vec![vec![0u32; n]; m];
    for at in (0..m).rev() {
        for to in (0..n).rev() {
            like[at][to] = likeness(&old_words[at], &new_words[to]);
            let together = if like[at][to] >= ALIKE { like[at][to] + best[at + 1][to + 1] } else { 0 };
            best[at][to] = together.max(best[at + 1][to]).max(best[at][to + 1]);
        }
    }
    let mut pairs = vec![];
    let (mut at, mut to) = (0, 0);
    while at < m || to < n {
        if at < m && to < n && like[at][to] >= ALIKE && best[at][to] == like[at][to] + best[at + 1][to + 1] {
            pairs.push((Some(at), Some(to)));
            (at, to) = (at + 1, to + 1);
        } else if at < m && (to == n || best[at][to] == best[at + 1][to]) {
            pairs.push((Some(at), None));
            at += 1;
        } else {
            pairs.push((None, Some(to)));
            to += 1;
        }
    }
    pairs
}

type Bag<'a> = HashMap<&'a str, u32>;

fn bag(line: &str) -> Bag<'_> {
    let mut words = Bag::new();
    for word in tokens(line).into_iter().filter(|token| token.chars().any(char::is_alphanumeric)) {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The share of words that both have, in thousandths.
fn likeness(one: &Bag<'_>, other: &Bag<'_>) -> u32 {
    let all: u32 = one.values().sum::<u32>() + other.values().sum::<u32>();
    let common: u32 = one.iter().map(|(word, count)| other.get(word).map_or(0, |others| *count.min(others))).sum();
    (2_000 * common).checked_div(all).unwrap_or(0)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Blank,
    /// Stands for itself.
    Sign,
}

fn kind(c: char) -> Kind {
    match c {
        _ if c.is_whitespace() => Kind::Blank,
        _ if is_sign(c) => Kind::Sign,
        // Joiners and marks belong to the word they stand in.
        '\u{200c}' | '\u{200d}' => Kind::Word,
        _ if c.is_alphanumeric() || is_combining_mark(c) => Kind::Word,
        _ => Kind::Sign,
    }
}

/// Words, blanks between them, and signs, which together are the line.
fn tokens(line: &str) -> Vec<&str> {
    let mut all = vec![];
    let (mut start, mut current) = (0, None);
    for (at, c) in line.char_indices() {
        let next = kind(c);
        if at > start && (current != Some(next) || next == Kind::Sign) {
            all.push(&line[start..at]);
            start = at;
        }
        current = Some(next);
    }
    if start < line.len() {
        all.push(&line[start..]);
    }
    all
}

/// Two lines in pieces.
fn by_word(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let (before, after) = (tokens(old), tokens(new));
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    let (mut left, mut right) = (vec![], vec![]);
    for (at, op) in ops.iter().enumerate() {
        let (_, lost, won) = op.as_tag_tuple();
        let changed = !is_equal(op) || is_gap(&ops, at, &before[lost.clone()]);
        add(&mut left, &before[lost], changed);
        add(&mut right, &after[won], changed);
    }
    (left, right)
}

fn is_equal(op: &DiffOp) -> bool {
    op.tag() == DiffTag::Equal
}

/// Nothing but a blank between two changes: one change is easier to read.
fn is_gap(ops: &[DiffOp], at: usize, tokens: &[&str]) -> bool {
    let between = at > 0 && ops.get(at + 1).is_some_and(|next| !is_equal(next)) && !is_equal(&ops[at - 1]);
    between && tokens.iter().all(|token| token.trim().is_empty())
}

fn add(pieces: &mut Vec<Piece>, tokens: &[&str], changed: bool) {
    let text = tokens.concat();
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.changed == changed => last.text.push_str(&text),
        _ => pieces.push(Piece { text, changed }),
    }
}

#[cfg(test)]
mod tests;
