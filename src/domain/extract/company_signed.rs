//! The company in the lines under a letter.

use std::ops::Range;

use super::{
    company_words::{HAN_COMPANY, ends_as_one, is_a_job, is_legal, is_trade, leads},
    signature,
    text::fold,
};

/// Longer lines are no names.
const MOST_CHARS: usize = 60;

/// The part of a line that calls itself a company.
pub fn find(text: &str) -> Option<(Range<usize>, String)> {
    let rest = signature::find(text)?.rest;
    let mut start = rest.start;
    for line in text[rest].split_inclusive('\n') {
        let found = parts(line).find(|part| is_company(&line[part.clone()]));
        if let Some(part) = found {
            return Some((start + part.start..start + part.end, line[part].to_owned()));
        }
        start += line.len();
    }
    None
}

/// "Owner | Pike & Daughters Bakery" has two parts, "Clínica Rueda, S.L.P." one.
fn parts(line: &str) -> impl Iterator<Item = Range<usize>> {
    let bounds = line.match_indices(['|', '·', '،', ';', ',']).filter(|(at, mark)| *mark != "," || !is_legal_alone(&line[at + 1..]));
    let mut cuts: Vec<(usize, usize)> = bounds.map(|(at, mark)| (at, at + mark.len())).collect();
    cuts.push((line.len(), line.len()));
    let mut from = 0;
    cuts.into_iter().map(move |(end, next)| {
        let part = &line[from..end];
        let start = from + part.len() - part.trim_start().len();
        let span = start..(start + part.trim().len());
        from = next;
        span
    })
}

/// Up to the next mark there are legal forms and nothing else.
fn is_legal_alone(rest: &str) -> bool {
    let part = rest.split([',', '|', ';', '(']).next().unwrap_or_default();
    let mut words = part.split_whitespace().peekable();
    words.peek().is_some() && words.all(is_legal)
}

fn is_company(part: &str) -> bool {
    let written = part.trim_end_matches([',', '.']);
    if written.chars().count() > MOST_CHARS || written.contains(['@', ':', '?', '/']) || is_a_job(written) {
        return false;
    }
    let mut words = written.split([' ', ',']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    let numbered = written.chars().any(char::is_numeric);
    let shaped = rest.iter().any(|word| is_legal(word)) || fold(written).replace(' ', "").ends_with("e.v.");
    let traded = !numbered && (leads(first) && !rest.is_empty() || rest.iter().any(|word| is_trade(word)));
    shaped || traded || ends_as_one(written) || HAN_COMPANY.is_match(written)
}
