//! Which numbers are no times and no dates: prices, telephones, orders, rooms, versions, ages, counts.

use super::{lexeme::Lexeme, meaning::Meaning};

/// Marks those numbers as taken.
pub fn take(lexemes: &mut [Lexeme]) {
    let taken: Vec<bool> = (0..lexemes.len()).map(|at| is_named(lexemes, at) || is_counted(lexemes, at)).collect();
    for (lexeme, taken) in lexemes.iter_mut().zip(taken) {
        lexeme.taken |= taken && lexeme.number.is_some();
    }
    for at in runs(lexemes) {
        if let Some(lexeme) = lexemes.get_mut(at) {
            lexeme.taken = true;
        }
    }
    join_fractions(lexemes);
}

fn text(lexemes: &[Lexeme], at: usize) -> &str {
    lexemes.get(at).map_or("", |lexeme| lexeme.text.as_str())
}

fn digits(lexemes: &[Lexeme], at: usize) -> usize {
    lexemes.get(at).map_or(0, |lexeme| lexeme.digits)
}

fn is_label(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Label | Meaning::Money)
}

/// "room 5", "no. 5", "$17", "+92".
fn is_named(lexemes: &[Lexeme], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| lexemes.get(before)) else { return false };
    let spaced = lexemes.get(at).is_none_or(|lexeme| lexeme.spaced);
    let colon = matches!(before.text.as_str(), ":" | ".")
        && at.checked_sub(2).and_then(|label| lexemes.get(label)).is_some_and(|label| label.means(|m| m == Meaning::Label));
    before.means(is_label) || colon || before.text == "+" && !spaced && digits(lexemes, at) > 0
}

/// "5 people", "17 €"; not "15 horas".
fn is_counted(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes.get(at + 1).is_some_and(is_counter)
}

/// What stands after a number that counts.
pub fn is_counter(lexeme: &Lexeme) -> bool {
    lexeme.means(|meaning| matches!(meaning, Meaning::Counted | Meaning::Money))
        && !lexeme.means(|meaning| matches!(meaning, Meaning::Hours | Meaning::OClock))
}

/// The numbers of telephones, versions and network addresses: groups of digits that stand together and make no date.
fn runs(lexemes: &[Lexeme]) -> Vec<usize> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        if digits(lexemes, at) == 0 {
            at += 1;
            continue;
        }
        let mut groups = run(lexemes, at);
        let last = groups.last().copied().unwrap_or(at);
        at = last + 1;
        if text(lexemes, last + 1) == ":" {
            groups.pop();
        }
        if groups.len() > 1 && is_foreign(lexemes, &groups) {
            all.extend(groups);
        }
    }
    all
}

/// The groups of digits that go on from the one at `start`.
fn run(lexemes: &[Lexeme], start: usize) -> Vec<usize> {
    const MARKS: [&str; 6] = ["-", ".", "/", "(", ")", "–"];
    let mut groups = vec![start];
    let mut last = start;
    loop {
        let mut next = last + 1;
        while next < last + 3 && MARKS.contains(&text(lexemes, next)) {
            next += 1;
        }
        let Some(group) = lexemes.get(next).filter(|group| group.digits > 0) else { return groups };
        let bracket = next == last + 2 && matches!(text(lexemes, last + 1), "(" | ")");
        if next > last + 1 && group.spaced && !bracket {
            return groups;
        }
        groups.push(next);
        last = next;
    }
}

fn is_foreign(lexemes: &[Lexeme], groups: &[usize]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|at| digits(lexemes, *at)).collect();
    let mark = |group: usize| groups.get(group).map_or("", |at| text(lexemes, at + 1));
    let date = matches!(lengths.as_slice(), [4, 1..=2, 1..=2, ..] | [1..=2, 1..=2, 2 | 4, ..])
        && matches!(mark(0), "-" | "/" | ".")
        && mark(0) == mark(1);
    let dotted = groups.len() > 2 && (0..groups.len() - 1).all(|group| mark(group) == ".");
    !date && (lengths.iter().sum::<usize>() >= 7 || dotted)
}

/// Both sides of "17.50 €" are of the price.
fn join_fractions(lexemes: &mut [Lexeme]) {
    for at in 0..lexemes.len().saturating_sub(2) {
        let [whole, mark, part] = &mut lexemes[at..at + 3] else { return };
        let fraction = (1..=4).contains(&whole.digits) && part.digits > 0 && matches!(mark.text.as_str(), "." | ",");
        if fraction && !mark.spaced && !part.spaced && (whole.taken || part.taken) {
            whole.taken = true;
            part.taken = true;
        }
    }
}
