//! A workbook, read back as what it is: XML in a ZIP archive.

use std::io::{Cursor, Read};

use regex::Regex;

pub struct Workbook(zip::ZipArchive<Cursor<Vec<u8>>>);

impl Workbook {
    pub fn read(bytes: Vec<u8>) -> Self {
        Self(zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive"))
    }

    /// One part of the archive, such as `xl/workbook.xml`.
    pub fn part(&mut self, name: &str) -> String {
        let mut text = String::new();
        self.0.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("text");
        text
    }

    /// The cells of the first sheet, row by row, each at its column; empty ones are empty.
    pub fn rows(&mut self) -> Vec<Vec<String>> {
        let sheet = self.part("xl/worksheets/sheet1.xml");
        let rows = Regex::new(r"(?s)<row [^>]*>(.*?)</row>").expect("a pattern");
        let cells = Regex::new(r#"(?s)<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>(.*?)</t></is>|<v>(.*?)</v>)</c>"#).expect("a pattern");
        let row = |xml: &str| {
            let mut row = vec![];
            for cell in cells.captures_iter(xml) {
                row.resize(column(&cell[1]), String::new());
                row.push(plain(cell.get(2).or(cell.get(3)).map_or("", |value| value.as_str())));
            }
            row
        };
        rows.captures_iter(&sheet).map(|found| row(&found[1])).collect()
    }
}

/// 0 for `A`, 26 for `AA`.
fn column(letters: &str) -> usize {
    letters.bytes().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1
}

fn plain(xml: &str) -> String {
    xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
