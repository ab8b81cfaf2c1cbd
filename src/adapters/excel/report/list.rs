//! One list of a report. Its first rows are held back: if they are all, they become one of Excel's tables, whose size has to be known
//! before its first row. A longer list goes to the disk as it comes, with filters and bands of its own; a sheet that is full is
//! followed by another.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Table, TableColumn, Workbook, Worksheet};

use super::{
    super::book::{Failed, MOST_LINKS, MOST_ROWS, put},
    look::{Look, STYLE, colour, last_column, set_up_print},
};
use crate::domain::{
    report::columns::Column,
    sheet::{ColumnKind, Row},
};

/// The longest text that may head a table's column, in characters.
const LONGEST_HEAD: usize = 250;
/// Of the row with the heads, in points.
const HEAD_HEIGHT: u32 = 22;

/// How much a list and a sheet take.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Rows of a table. They are in memory until the list ends.
    pub table: usize,
    /// Of a sheet, with its head.
    pub rows: u32,
    pub links: usize,
}

impl Default for Most {
    fn default() -> Self {
        Self { table: 5_000, rows: MOST_ROWS, links: MOST_LINKS }
    }
}

pub struct List {
    title: String,
    columns: Vec<Column>,
    /// As they stand in the first row: no two are the same.
    heads: Vec<String>,
    held: Vec<Row>,
    /// The sheet that is being written.
    open: Option<Open>,
    /// How many sheets are full.
    full: usize,
    most: Most,
}

struct Open {
    /// Its place in the workbook.
    at: usize,
    /// The row that is written next.
    next: u32,
    links: usize,
    is_table: bool,
}

impl List {
    /// Touches nothing yet.
    pub fn new(title: &str, columns: Vec<Column>, most: Most) -> Self {
        let heads = heads(&columns);
        Self { title: title.to_owned(), columns, heads, held: vec![], open: None, full: 0, most }
    }

    pub fn push(&mut self, workbook: &mut Workbook, look: &Look, row: Row) -> Result<(), Failed> {
        if self.open.is_none() && self.held.len() < self.most.table {
            self.held.push(row);
            return Ok(());
        }
        for held in std::mem::take(&mut self.held) {
            self.write(workbook, look, &held)?;
        }
        self.write(workbook, look, &row)
    }

    pub fn finish(mut self, workbook: &mut Workbook, look: &Look) -> Result<(), Failed> {
        if self.open.is_none() {
            let rows = std::mem::take(&mut self.held);
            self.begin(workbook, look, Some(rows.len()).filter(|rows| *rows > 0))?;
            for row in &rows {
                self.write(workbook, look, row)?;
            }
        }
        self.close(workbook)
    }

    fn write(&mut self, workbook: &mut Workbook, look: &Look, row: &Row) -> Result<(), Failed> {
        if self.open.as_ref().is_some_and(|open| open.next >= self.most.rows) {
            self.close(workbook)?;
            self.full += 1;
        }
        if self.open.is_none() {
            self.begin(workbook, look, None)?;
        }
        let Some(open) = &mut self.open else { return Err(Failed::OutOfOrder) };
        let sheet = workbook.worksheet_from_index(open.at)?;
        for (column, cell) in (0_u16..).zip(row) {
            let has_room = open.links < self.most.links;
            open.links += usize::from(put(sheet, open.next, column, cell, &look.cells, has_room)?);
        }
        open.next += 1;
        Ok(())
    }

    /// Another sheet with its head. `table`: the rows that will be all of it, at least one.
    fn begin(&mut self, workbook: &mut Workbook, look: &Look, table: Option<usize>) -> Result<(), Failed> {
        let at = workbook.worksheets().len();
        let name = if self.full == 0 { self.title.clone() } else { format!("{} {}", self.title, self.full + 1) };
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        set_up_print(sheet);
        for (column, known) in (0_u16..).zip(&self.columns) {
            sheet.set_column_width(column, f64::from(known.heading.width))?;
            if known.kind == ColumnKind::Number {
                sheet.set_column_format(column, &look.count)?;
            }
        }
        sheet.set_row_height(0, HEAD_HEIGHT)?;
        match table.and_then(|rows| u32::try_from(rows).ok()) {
            Some(rows) => self.head_of_table(sheet, look, rows)?,
            None => {
                for (column, head) in (0_u16..).zip(&self.heads) {
                    sheet.write_string_with_format(0, column, head, &look.cells.heading)?;
                }
            }
        }
        self.open = Some(Open { at, next: 1, links: 0, is_table: table.is_some() });
        Ok(())
    }

    /// The library writes the heads itself.
    fn head_of_table(&self, sheet: &mut Worksheet, look: &Look, rows: u32) -> Result<(), Failed> {
        let column = |head: &String| TableColumn::new().set_header(head.as_str()).set_header_format(&look.cells.heading);
        let columns: Vec<TableColumn> = self.heads.iter().map(column).collect();
        let table = Table::new().set_columns(&columns).set_style(STYLE);
        sheet.add_table(0, 0, rows, last_column(&self.columns), &table)?;
        Ok(())
    }

    fn close(&mut self, workbook: &mut Workbook) -> Result<(), Failed> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let sheet = workbook.worksheet_from_index(open.at)?;
        if !open.is_table {
            sheet.autofilter(0, 0, open.next - 1, last_column(&self.columns))?;
        }
        Ok(colour(sheet, &self.columns, open.next, !open.is_table)?)
    }
}

/// A table refuses heads that differ in nothing but their case; an owner may call a field like one of ours.
fn heads(columns: &[Column]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut heads = vec![];
    for column in columns {
        let text: String = column.heading.text.chars().take(LONGEST_HEAD).collect();
        let mut head = text.clone();
        let mut number = 2;
        while !taken.insert(head.to_lowercase()) {
            head = format!("{text} ({number})");
            number += 1;
        }
        heads.push(head);
    }
    heads
}
