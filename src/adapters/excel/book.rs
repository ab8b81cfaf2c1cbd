//! One workbook in the making. A sheet that is full is followed by another.

use std::{
    fs::File,
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
};

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{Format, Url, Workbook, Worksheet, XlsxError};

use crate::domain::sheet::{Cell, Heading, Row, is_formula, with_offset};

/// Excel's limits for one sheet, and for the address of a link.
pub const MOST_ROWS: u32 = 1_048_576;
pub const MOST_LINKS: usize = 65_530;
const LONGEST_LINK: usize = 2_000;
/// The rows of a sheet are compressed when all of them are there, and somebody waits: at the library's own level (6) it takes twice
/// as long, for a file that is an eighth smaller.
const QUICK: u8 = 3;
/// Date and time as they are sorted.
const TIME: &str = "yyyy-mm-dd hh:mm";

/// Why there is no workbook; for the log.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("nobody waits for it any more")]
    Unwanted,
    /// Sheets came in another order than was planned, or the last one never came.
    #[error("its sheets came in another order than was planned")]
    OutOfOrder,
    #[error(transparent)]
    Library(#[from] XlsxError),
    #[error(transparent)]
    File(#[from] io::Error),
}

pub struct Book {
    title: String,
    headings: Vec<Heading>,
    folder: PathBuf,
    workbook: Workbook,
    formats: Formats,
    /// How many sheets are full.
    full: usize,
    /// The row of the current sheet that is written next; 0 where the sheet is not begun.
    next: u32,
    /// Links of the current sheet.
    links: usize,
    most: Most,
}

/// How much a sheet takes.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    pub rows: u32,
    pub links: usize,
}

pub(super) struct Formats {
    pub heading: Format,
    pub time: Format,
    pub link: Format,
    /// What looks like a formula stays text, also when somebody edits it.
    pub text: Format,
}

impl Formats {
    pub fn new() -> Self {
        Self {
            heading: Format::new().set_bold(),
            time: Format::new().set_num_format(TIME),
            link: Format::new().set_hyperlink(),
            text: Format::new().set_quote_prefix(),
        }
    }
}

impl Book {
    /// Touches nothing yet. Unfinished parts will be unnamed files in the folder.
    pub fn new(title: String, headings: Vec<Heading>, folder: PathBuf) -> Self {
        Self::with(title, headings, folder, Most { rows: MOST_ROWS, links: MOST_LINKS })
    }

    pub(super) fn with(title: String, headings: Vec<Heading>, folder: PathBuf, most: Most) -> Self {
        Self { title, headings, folder, workbook: Workbook::new(), formats: Formats::new(), full: 0, next: 0, links: 0, most }
    }

    pub fn push(&mut self, row: &Row) -> Result<(), Failed> {
        if self.next == self.most.rows {
            self.close_sheet()?;
            (self.full, self.next, self.links) = (self.full + 1, 0, 0);
        }
        if self.next == 0 {
            self.open_sheet()?;
        }
        let sheet = self.workbook.worksheet_from_index(self.full)?;
        for (column, cell) in (0_u16..).zip(row) {
            let has_room = self.links < self.most.links;
            self.links += usize::from(put(sheet, self.next, column, cell, &self.formats, has_room)?);
        }
        self.next += 1;
        Ok(())
    }

    /// The whole workbook from its beginning.
    pub fn finish(mut self) -> Result<File, Failed> {
        if self.next == 0 {
            self.open_sheet()?;
        }
        self.close_sheet()?;
        saved(&mut self.workbook, &self.folder)
    }

    fn open_sheet(&mut self) -> Result<(), Failed> {
        if self.full == 0 {
            self.workbook.set_tempdir(&self.folder)?;
            self.workbook.set_zip_compression_level(QUICK);
        }
        let name = if self.full == 0 { self.title.clone() } else { format!("{} {}", self.title, self.full + 1) };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (column, heading) in (0_u16..).zip(&self.headings) {
            sheet.set_column_width(column, f64::from(heading.width))?;
            sheet.write_string_with_format(0, column, &heading.text, &self.formats.heading)?;
        }
        self.next = 1;
        Ok(())
    }

    fn close_sheet(&mut self) -> Result<(), Failed> {
        let last = u16::try_from(self.headings.len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.workbook.worksheet_from_index(self.full)?.autofilter(0, 0, self.next - 1, last)?;
        Ok(())
    }
}

/// The whole workbook as an unnamed file of the folder, from its beginning.
pub(super) fn saved(workbook: &mut Workbook, folder: &Path) -> Result<File, Failed> {
    let mut file = BufWriter::new(tempfile::tempfile_in(folder)?);
    workbook.save_to_writer(&mut file)?;
    file.flush()?;
    let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// Writes a cell; returns whether it became a link.
pub(super) fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats, has_room: bool) -> Result<bool, XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Time(at) => {
            match serial(at.datetime()) {
                Some(serial) => sheet.write_number_with_format(row, column, serial, &formats.time)?,
                None => sheet.write_string(row, column, with_offset(at))?,
            };
        }
        Cell::Link { text, address } if has_room && address.len() <= LONGEST_LINK => {
            sheet.write_url_with_format(row, column, Url::new(address).set_text(text), &formats.link)?;
            return Ok(true);
        }
        Cell::Text(text) | Cell::Link { text, .. } if is_formula(text) => {
            sheet.write_string_with_format(row, column, text, &formats.text)?;
        }
        Cell::Text(text) | Cell::Link { text, .. } => {
            sheet.write_string(row, column, text)?;
        }
    }
    Ok(false)
}

/// Days since 30 December 1899, as Excel counts them; None for days that it counts wrongly or not at all.
fn serial(at: DateTime) -> Option<f64> {
    /// Before it, Excel's calendar has a 29 February 1900.
    const FIRST: Date = Date::constant(1900, 3, 1);
    const ORIGIN: Date = Date::constant(1899, 12, 30);
    if at.date() < FIRST {
        return None;
    }
    let days = ORIGIN.until(at.date()).ok()?.get_days();
    let seconds = i32::from(at.hour()) * 3_600 + i32::from(at.minute()) * 60 + i32::from(at.second());
    Some(f64::from(days) + f64::from(seconds) / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let count = |text: &str| serial(text.parse().expect("a date and a time"));
        assert_eq!(count("1900-03-01T00:00"), Some(61.0));
        assert_eq!(count("2000-01-01T12:00"), Some(36_526.5));
        assert_eq!(count("2026-11-22T18:00:59.999"), Some(46_348.0 + (18.0 * 3_600.0 + 59.0) / 86_400.0));
        assert_eq!(count("9999-12-31T00:00"), Some(2_958_465.0));
        assert_eq!(count("1900-02-28T00:00"), None);
    }
}
