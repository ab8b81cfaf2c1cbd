//! The first sheet of a workbook: numbers and dates as text that people would write.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};

use super::unpacked;
use crate::domain::upload::{Draft, Form, MOST_CELL, MOST_COLUMNS, Upload, UploadError};

/// From here on, a number with a fraction is shown with it.
const MOST_WHOLE: f64 = 1e15;

pub fn read(file: &[u8]) -> Result<Upload, UploadError> {
    unpacked::check(file)?;
    let mut book = open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(file)).map_err(|error| match error {
        XlsxError::Password => UploadError::OldWorkbook,
        _ => UploadError::Workbook,
    })?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let first = sheets.clone().find(|sheet| sheet.visible == SheetVisible::Visible).or(sheets.clone().next());
    let name = first.map(|sheet| sheet.name.clone()).ok_or(UploadError::Empty)?;
    let draft = rows(&mut book, &name)?;
    draft.finish(Form { format: "xlsx".into(), ..Form::default() })
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Draft, UploadError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| UploadError::Workbook)?;
    let (mut draft, mut row, mut at) = (Draft::default(), vec![], 0_u32);
    while let Some(cell) = cells.next_cell().map_err(|_| UploadError::Workbook)? {
        let (line, column) = cell.get_position();
        let text = text_of(cell.get_value())?;
        if text.is_empty() {
            continue;
        }
        if line != at {
            draft.push(at.saturating_add(1), std::mem::take(&mut row))?;
            at = line;
        }
        put(&mut row, column, text)?;
    }
    draft.push(at.saturating_add(1), row)?;
    Ok(draft)
}

fn put(row: &mut Vec<String>, column: u32, text: String) -> Result<(), UploadError> {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if column >= MOST_COLUMNS {
        return Err(UploadError::Columns);
    }
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> Result<String, UploadError> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => bounded(text)?,
        DataRef::SharedString(text) => bounded(text)?,
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(at) => time_text(at),
        DataRef::Error(error) => error.to_string(),
    })
}

/// Before it is copied: a million cells may share one text.
fn bounded(text: &str) -> Result<String, UploadError> {
    if text.len() > MOST_CELL { Err(UploadError::Cell) } else { Ok(text.to_owned()) }
}

fn number_text(number: f64) -> String {
    let is_whole = number.fract() == 0.0 && number.abs() < MOST_WHOLE;
    if is_whole { format!("{number:.0}") } else { number.to_string() }
}

/// `2026-11-30`, `2026-11-30 15:00:00`, `15:00`; of a span of time, its days as a number.
fn time_text(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return number_text(at.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    match (at.as_f64() < 1.0, hour, minute, second) {
        (true, ..) => format!("{hour:02}:{minute:02}"),
        (false, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        (false, ..) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}
