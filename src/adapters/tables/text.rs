//! CSV: in which characters it is written, what stands between its cells, and in which line each row begins.

use std::borrow::Cow;

use csv::{Position, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::domain::upload::{Draft, Form, MOST_COLUMNS, Upload, UploadError};

/// The first of those that stand equally often in the head.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

pub fn read(file: &[u8]) -> Result<Upload, UploadError> {
    let (text, encoding) = decoded(file)?;
    let (delimiter, text, first_line) = match announced(&text) {
        Some((delimiter, rest)) => (delimiter, rest, 2),
        None => (delimiter_of(&text), &*text, 1),
    };
    let draft = rows(text, delimiter, first_line)?;
    draft.finish(Form { format: "csv".into(), encoding: Some(encoding.into()), delimiter: Some(delimiter) })
}

/// By its byte order mark; without one it is UTF-8, or else what old programs write in western Europe.
fn decoded(file: &[u8]) -> Result<(Cow<'_, str>, &'static str), UploadError> {
    let (text, is_wrong, name) = match Encoding::for_bom(file) {
        Some((encoding, mark)) => {
            let (text, is_wrong) = encoding.decode_without_bom_handling(&file[mark..]);
            (text, is_wrong, if encoding == UTF_8 { "utf-8" } else { "utf-16" })
        }
        None => match std::str::from_utf8(file) {
            Ok(text) => (Cow::Borrowed(text), false, "utf-8"),
            Err(_) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(file);
                // What it has no character for: it is written in something else.
                let is_wrong = text.contains(|c: char| ('\u{80}'..='\u{9f}').contains(&c));
                (text, is_wrong, "windows-1252")
            }
        },
    };
    if is_wrong || text.contains('\0') { Err(UploadError::NotText) } else { Ok((text, name)) }
}

/// What the first line announces, as Excel reads it: `sep=;`. With the text behind it.
fn announced(text: &str) -> Option<(char, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let mut said = line.trim_end_matches('\r').strip_prefix("sep=")?.chars();
    match (said.next(), said.next()) {
        (Some(delimiter @ (',' | ';' | '\t' | '|')), None) => Some((delimiter, rest)),
        _ => None,
    }
}

/// What stands most often in the head, outside of quotes.
fn delimiter_of(text: &str) -> char {
    let (mut counts, mut is_quoted) = ([0_u32; DELIMITERS.len()], false);
    for c in text.trim_start_matches(['\r', '\n']).chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\r' | '\n' if !is_quoted => break,
            c if !is_quoted => {
                if let Some(at) = DELIMITERS.iter().position(|known| *known == c) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals, `max_by_key` takes the last one.
    let most = counts.iter().zip(DELIMITERS).rev().max_by_key(|(count, _)| **count);
    most.map_or(',', |(_, delimiter)| delimiter)
}

fn rows(text: &str, delimiter: char, first_line: usize) -> Result<Draft, UploadError> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let bytes = text.as_bytes();
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes);
    let (mut record, mut draft) = (StringRecord::new(), Draft::default());
    let (mut line, mut counted) = (first_line, 0);
    while reader.read_record(&mut record).map_err(|_| UploadError::NotText)? {
        // Empty lines before a row belong to what the library takes for its beginning.
        let start = record.position().map_or(0, Position::byte);
        let start = usize::try_from(start).unwrap_or(bytes.len()).min(bytes.len());
        let begin = start + bytes[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += line_ends(&bytes[counted.min(begin)..begin]);
        counted = begin;
        if record.iter().skip(MOST_COLUMNS).any(|cell| !cell.trim().is_empty()) {
            return Err(UploadError::Columns);
        }
        let cells = record.iter().take(MOST_COLUMNS).map(str::to_owned).collect();
        draft.push(u32::try_from(line).unwrap_or(u32::MAX), cells)?;
    }
    Ok(draft)
}

/// However they are written.
fn line_ends(bytes: &[u8]) -> usize {
    let is_end = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    (0..bytes.len()).filter(|at| is_end(*at)).count()
}
