//! Rows that leave the house as a table: their cells, and what keeps a cell harmless in whoever's spreadsheet opens it.
//! Must not know what the rows are about, nor the library that writes a workbook.

use std::borrow::Cow;

use jiff::Zoned;

/// The longest text of a cell that Excel opens, in UTF-16 units.
pub const MOST_UNITS: usize = 32_767;
/// The end of a text that was cut.
const CUT: &str = " … [cut]";

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(u32),
    /// In the zone that it is shown in.
    Time(Zoned),
    /// A text that leads to an address.
    Link {
        text: String,
        address: String,
    },
}

/// The cells under the headings, in their order.
pub type Row = Vec<Cell>;

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub text: String,
    /// In characters.
    pub width: u16,
}

/// What the cells of a column are, where it is to be drawn accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Number,
    Time,
    Link,
    /// The status of a lead or a meeting in words: each has a colour.
    Status,
    /// `Yes` where somebody has to look at it, else empty.
    Flag,
    /// 0 to 100.
    Score,
}

impl Cell {
    /// A text, cut where it is too long for a cell; nothing where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        match text.is_empty() {
            true => Self::Empty,
            false => Self::Text(fitting(text)),
        }
    }

    /// The same of what may be absent.
    pub fn maybe(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// An address that leads there.
    pub fn link(address: String) -> Self {
        Self::Link { text: address.clone(), address }
    }

    /// A link that begins an e-mail to this address, and to nobody else whatever is written in it.
    pub fn email(address: &str) -> Self {
        let mut link = String::from("mailto:");
        for byte in address.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'@' => link.push(char::from(byte)),
                other => link.push_str(&format!("%{other:02X}")),
            }
        }
        Self::Link { text: address.to_owned(), address: link }
    }
}

/// The text, or as much of it as a cell takes, with a mark that it goes on.
fn fitting(mut text: String) -> String {
    // No character has more units than bytes.
    if text.len() <= MOST_UNITS {
        return text;
    }
    let (mut units, mut fits, mut end) = (0, 0, None);
    let room = MOST_UNITS - CUT.encode_utf16().count();
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units <= room {
            fits = at + c.len_utf8();
        }
        if units > MOST_UNITS {
            end = Some(fits);
            break;
        }
    }
    if let Some(end) = end {
        text.truncate(end);
        text.push_str(CUT);
    }
    text
}

/// Whether a spreadsheet could take the text for a formula or a command.
pub fn is_formula(text: &str) -> bool {
    let is_hidden = text.starts_with(['\t', '\r', '\n', '\0']);
    // Readers may drop blanks and a byte order mark before they look.
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    is_hidden || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// One line of a CSV file (RFC 4180). What could be taken for a formula begins with an apostrophe; times name their offset.
pub fn csv_line(cells: &[Cell]) -> String {
    let mut line = String::with_capacity(cells.len() * 16);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        match cell {
            Cell::Empty => {}
            Cell::Text(text) | Cell::Link { text, .. } => quoted(&mut line, &harmless(text)),
            Cell::Number(number) => line.push_str(&number.to_string()),
            Cell::Time(at) => line.push_str(&with_offset(at)),
        }
    }
    line.push_str("\r\n");
    line
}

/// Such as `2026-11-30T15:00:00+05:00`.
pub fn with_offset(at: &Zoned) -> String {
    jiff::fmt::temporal::DateTimePrinter::new().precision(Some(0)).timestamp_with_offset_to_string(&at.timestamp(), at.offset())
}

fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

fn quoted(line: &mut String, text: &str) {
    let is_plain = !text.contains(['"', ',', ';', '\r', '\n', '\t', '\'']) && text.trim().len() == text.len();
    if is_plain {
        line.push_str(text);
        return;
    }
    line.push('"');
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(texts: &[&str]) -> String {
        csv_line(&texts.iter().map(|text| Cell::text(*text)).collect::<Vec<_>>())
    }

    #[test]
    fn what_begins_like_a_formula_begins_with_an_apostrophe() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "  =1", "\u{feff}=1", "\u{a0}=1", "＝1", "－1"] {
            let harmless = line(&[text]);
            assert!(harmless.starts_with("\"'"), "{text:?}: {harmless:?}");
        }
        assert_eq!(line(&["+923001234567", "ana@example.com", "a=b", "'x"]), "\"'+923001234567\",ana@example.com,a=b,\"'x\"\r\n");
    }

    #[test]
    fn a_field_holds_whatever_is_in_it() {
        assert_eq!(line(&["a,b", "say \"hi\"", "", "two\nlines", " x"]), "\"a,b\",\"say \"\"hi\"\"\",,\"two\nlines\",\" x\"\r\n");
        assert_eq!(csv_line(&[Cell::Number(7), Cell::Empty]), "7,\r\n");
        let link = Cell::Link { text: "=x".into(), address: "https://a.example".into() };
        assert_eq!(csv_line(&[link]), "\"'=x\"\r\n");
    }

    #[test]
    fn a_time_names_its_offset() {
        let at = |zone: &str| "2026-07-01T12:00:00Z".parse::<jiff::Timestamp>().expect("a time").in_tz(zone).expect("a zone");
        assert_eq!(csv_line(&[Cell::Time(at("Asia/Karachi"))]), "2026-07-01T17:00:00+05:00\r\n");
        assert_eq!(csv_line(&[Cell::Time(at("America/St_Johns"))]), "2026-07-01T09:30:00-02:30\r\n");
    }

    #[test]
    fn a_long_text_is_cut_with_a_mark_and_never_within_a_character() {
        let cut = |text: String| match Cell::text(text) {
            Cell::Text(text) => text,
            other => panic!("{other:?}"),
        };
        let units = |text: &str| text.encode_utf16().count();
        assert_eq!(cut("x".repeat(MOST_UNITS)), "x".repeat(MOST_UNITS));
        // Three bytes, one unit: it is units that count.
        assert_eq!(cut("अ".repeat(MOST_UNITS)), "अ".repeat(MOST_UNITS));
        let long = cut("x".repeat(40_000));
        assert!(units(&long) == MOST_UNITS && long.ends_with("x … [cut]"), "{}", units(&long));
        let faces = cut(format!("x{}", "🙂".repeat(20_000)));
        assert!(units(&faces) <= MOST_UNITS && units(&faces) >= MOST_UNITS - 1 && faces.ends_with("🙂 … [cut]"), "{}", units(&faces));
    }
}
