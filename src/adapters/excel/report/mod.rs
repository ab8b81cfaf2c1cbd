//! The port `ReportBooks`: a report as a workbook that its owner can show to a partner. A summary comes first, then a sheet for each
//! list; the summary is written last, when all rows are there.

mod list;
mod look;
mod summary;

#[cfg(test)]
mod tests;

use std::{collections::VecDeque, fs::File, path::PathBuf};

use async_trait::async_trait;
use futures::{StreamExt, stream::BoxStream};
use rust_xlsxwriter::{DocProperties, Workbook};
use tokio::{
    sync::mpsc::{Receiver, channel},
    task::spawn_blocking,
};

use super::book::{Failed, saved};
use crate::{
    domain::report::{
        SheetName,
        book::{BookPlan, Step},
        columns::Column,
    },
    service::{error::ServiceError, ports::ReportBooks},
};
use list::{List, Most};
use look::Look;

/// Steps that may wait for the thread.
const AHEAD: usize = 1;
/// Where the summary is among the sheets.
const FIRST: usize = 0;

/// Reports whose unfinished parts, unnamed files, are in one folder.
#[derive(Clone, Debug)]
pub struct ExcelReports {
    folder: PathBuf,
}

/// What the thread is told.
enum Told {
    Step(Step),
    End,
}

impl ExcelReports {
    pub fn within(folder: PathBuf) -> Self {
        Self { folder }
    }
}

#[async_trait]
impl ReportBooks for ExcelReports {
    async fn write(&self, plan: BookPlan, mut steps: BoxStream<'_, Result<Step, ServiceError>>) -> Result<File, ServiceError> {
        let (told, taken) = channel(AHEAD);
        let folder = self.folder.clone();
        let writing = spawn_blocking(move || written(plan, folder, taken));
        while let Some(step) = steps.next().await {
            // A thread that has given up says why below.
            if told.send(Told::Step(step?)).await.is_err() {
                break;
            }
        }
        let _ = told.send(Told::End).await;
        let written = writing.await.map_err(|error| ServiceError::Internal(format!("writing a report: {error}")))?;
        written.map_err(|error| ServiceError::Internal(format!("writing a report: {error}")))
    }
}

/// Writes what comes; without an end, nobody waits for the file any more.
fn written(plan: BookPlan, folder: PathBuf, mut taken: Receiver<Told>) -> Result<File, Failed> {
    let mut book = ReportBook::begin(plan, folder, Most::default())?;
    loop {
        match taken.blocking_recv() {
            Some(Told::Step(step)) => book.take(step)?,
            Some(Told::End) => return book.finish(),
            None => return Err(Failed::Unwanted),
        }
    }
}

/// One report in the making.
struct ReportBook {
    workbook: Workbook,
    look: Look,
    folder: PathBuf,
    /// The list that is being written, and those behind it.
    current: Option<(SheetName, List)>,
    coming: VecDeque<(SheetName, Vec<Column>)>,
    most: Most,
    has_summary: bool,
}

impl ReportBook {
    fn begin(plan: BookPlan, folder: PathBuf, most: Most) -> Result<Self, Failed> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(&folder)?;
        workbook.set_properties(&DocProperties::new().set_title(plan.title));
        workbook.add_worksheet().set_name(SheetName::Summary.title())?;
        let coming = plan.sheets.into_iter().filter(|(sheet, _)| *sheet != SheetName::Summary).collect();
        Ok(Self { workbook, look: Look::new(), folder, current: None, coming, most, has_summary: false })
    }

    fn take(&mut self, step: Step) -> Result<(), Failed> {
        match step {
            Step::Rows(sheet, rows) => {
                while self.current.as_ref().is_none_or(|(current, _)| *current != sheet) {
                    if !self.turn()? {
                        return Err(Failed::OutOfOrder);
                    }
                }
                let Some((_, list)) = &mut self.current else { return Err(Failed::OutOfOrder) };
                rows.into_iter().try_for_each(|row| list.push(&mut self.workbook, &self.look, row))
            }
            Step::Summary(summary) => {
                while self.turn()? {}
                summary::write(self.workbook.worksheet_from_index(FIRST)?, &self.look, &summary)?;
                self.has_summary = true;
                Ok(())
            }
        }
    }

    /// Ends the current list and begins the next one; false where there is none.
    fn turn(&mut self) -> Result<bool, Failed> {
        if let Some((_, list)) = self.current.take() {
            list.finish(&mut self.workbook, &self.look)?;
        }
        let next = self.coming.pop_front();
        self.current = next.map(|(sheet, columns)| (sheet, List::new(sheet.title(), columns, self.most)));
        Ok(self.current.is_some())
    }

    /// The whole workbook from its beginning.
    fn finish(mut self) -> Result<File, Failed> {
        if self.has_summary { saved(&mut self.workbook, &self.folder) } else { Err(Failed::OutOfOrder) }
    }
}
