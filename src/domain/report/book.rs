//! A report on its way into a workbook: which sheets there are, and the rows as they are read.

use super::{SheetName, columns::Column, summary::Summary};
use crate::domain::sheet::Row;

/// What is known before the first row.
#[derive(Clone, Debug, PartialEq)]
pub struct BookPlan {
    pub title: String,
    /// In the order of the tabs; the summary, which is first, has no columns.
    pub sheets: Vec<(SheetName, Vec<Column>)>,
}

/// What comes next. All rows of a sheet come before those of the next one; the summary is the last of all.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Rows(SheetName, Vec<Row>),
    Summary(Box<Summary>),
}
