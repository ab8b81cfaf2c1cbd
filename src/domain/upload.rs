//! A table that came as a file: a head and rows of text, whatever kind of file it was. Must not know what the rows are about,
//! nor the libraries that read files.

use serde::{Deserialize, Serialize};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The most rows below the head, and columns.
pub const MOST_ROWS: usize = 50_000;
pub const MOST_COLUMNS: usize = 200;
/// The longest cell, in bytes: as many as Excel's 32,767 characters can have.
pub const MOST_CELL: usize = 4 * 32_767;
/// All cells together, in bytes: a workbook names a text once and shows it in a million cells.
const MOST_TEXT: usize = 128 * 1024 * 1024;
/// What a cell costs besides its text.
const CELL: usize = 24;
/// The most characters of a head's cell that are kept.
const MOST_HEADING: usize = 100;

/// What kind of file it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// `csv` or `xlsx`.
    pub format: String,
    /// Of a CSV file: `utf-8`, `utf-16` or `windows-1252`.
    pub encoding: Option<String>,
    /// Of a CSV file: what stands between its cells.
    pub delimiter: Option<char>,
}

/// One row below the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadRow {
    /// Where it stands in the file, counted from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub form: Form,
    /// One name a column; no two are the same.
    pub headings: Vec<String>,
    pub rows: Vec<UploadRow>,
}

/// Why a file is no table; for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    #[error("there is nothing in it")]
    Empty,
    #[error("there are no rows below the head")]
    NoRows,
    #[error("at most 50,000 rows: cut it into several files")]
    Rows,
    #[error("at most 200 columns")]
    Columns,
    #[error("a cell with more than 32,767 characters")]
    Cell,
    #[error("too much text in all: cut it into several files")]
    Text,
    #[error("not a text: save it as CSV in UTF-8, or as a workbook (.xlsx)")]
    NotText,
    #[error("an old or a protected workbook: save it as .xlsx without a password")]
    OldWorkbook,
    #[error("a workbook that cannot be read: save it anew as .xlsx")]
    Workbook,
    #[error("a workbook that unpacks to too much")]
    Unpacked,
}

/// A table in the making: its first row with a value is the head, empty rows are left out.
#[derive(Debug, Default)]
pub struct Draft {
    headings: Vec<String>,
    rows: Vec<UploadRow>,
    text: usize,
}

impl Draft {
    /// # Errors
    /// What is too much.
    pub fn push(&mut self, line: u32, mut cells: Vec<String>) -> Result<(), UploadError> {
        while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MOST_COLUMNS {
            return Err(UploadError::Columns);
        }
        if cells.iter().any(|cell| cell.len() > MOST_CELL) {
            return Err(UploadError::Cell);
        }
        self.text += cells.iter().map(|cell| cell.len() + CELL).sum::<usize>();
        if self.text > MOST_TEXT {
            return Err(UploadError::Text);
        }
        if self.headings.is_empty() {
            self.headings = unique(cells);
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(UploadError::Rows);
        }
        self.rows.push(UploadRow { line, cells });
        Ok(())
    }

    /// # Errors
    /// There is nothing in it.
    pub fn finish(self, form: Form) -> Result<Upload, UploadError> {
        match (self.headings.is_empty(), self.rows.is_empty()) {
            (true, _) => Err(UploadError::Empty),
            (false, true) => Err(UploadError::NoRows),
            (false, false) => Ok(Upload { form, headings: self.headings, rows: self.rows }),
        }
    }
}

/// On one line, never empty, and no two the same: `Phone`, `Phone (2)`, `Column 3`.
fn unique(cells: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = vec![];
    for (at, cell) in cells.iter().enumerate() {
        let words = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let text: String = words.chars().filter(|c| !c.is_control()).take(MOST_HEADING).collect();
        let name = if text.is_empty() { format!("Column {}", at + 1) } else { text };
        let mut wanted = name.clone();
        let mut count = 1;
        while names.contains(&wanted) {
            count += 1;
            wanted = format!("{name} ({count})");
        }
        names.push(wanted);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_first_row_with_a_value_is_the_head() {
        let mut draft = Draft::default();
        for (line, row) in
            (1..).zip([&["", " "][..], &["Name", "Phone", "", "Phone"], &["Ana", "1"], &["", ""], &["Ben", "2", "", "3", ""]])
        {
            draft.push(line, cells(row)).expect("taken");
        }
        let upload = draft.finish(Form::default()).expect("a table");
        assert_eq!(upload.headings, ["Name", "Phone", "Column 3", "Phone (2)"]);
        let rows: Vec<_> = upload.rows.iter().map(|row| (row.line, row.cells.len())).collect();
        assert_eq!(rows, [(3, 2), (5, 4)]);
    }

    #[test]
    fn what_is_too_much_or_nothing_is_said() {
        let mut draft = Draft::default();
        assert_eq!(draft.push(1, vec!["x".into(); 201]), Err(UploadError::Columns));
        assert_eq!(draft.push(1, vec!["x".repeat(MOST_CELL + 1)]), Err(UploadError::Cell));
        assert_eq!(Draft::default().finish(Form::default()), Err(UploadError::Empty));
        draft.push(1, cells(&["Name"])).expect("a head");
        for line in 0..50_000 {
            draft.push(line + 2, cells(&["Ana"])).expect("a row");
        }
        assert_eq!(draft.push(50_002, cells(&["Ana"])), Err(UploadError::Rows));
        let mut head = Draft::default();
        head.push(1, cells(&["Name"])).expect("a head");
        assert_eq!(head.finish(Form::default()), Err(UploadError::NoRows));
        let mut vast = Draft::default();
        let wide = || vec!["x".repeat(MOST_CELL); 200];
        assert!((0..10).any(|line| vast.push(line, wide()) == Err(UploadError::Text)));
    }
}
