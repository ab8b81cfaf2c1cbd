//! Files for Excel, written row by row on a thread of their own: the port `Workbooks`, whose rows are on disk and not in memory when
//! they are written, and `ReportBooks`. Must not know what the rows of a workbook are about.

mod book;
mod report;

use std::{fs::File, path::PathBuf};

use async_trait::async_trait;
use futures::{StreamExt, stream::BoxStream};
use tokio::{
    sync::mpsc::{Receiver, channel},
    task::spawn_blocking,
};

use crate::{
    domain::sheet::{Heading, Row},
    service::{error::ServiceError, ports::Workbooks},
};
use book::{Book, Failed};
pub use report::ExcelReports;

/// Pages of rows that may wait for the thread.
const AHEAD: usize = 1;

/// Workbooks whose unfinished parts, unnamed files, are in one folder.
#[derive(Clone, Debug)]
pub struct ExcelWorkbooks {
    folder: PathBuf,
}

/// What the thread is told.
enum Step {
    Rows(Vec<Row>),
    End,
}

impl ExcelWorkbooks {
    pub fn within(folder: PathBuf) -> Self {
        Self { folder }
    }
}

#[async_trait]
impl Workbooks for ExcelWorkbooks {
    async fn write(
        &self,
        title: &str,
        headings: Vec<Heading>,
        mut rows: BoxStream<'_, Result<Vec<Row>, ServiceError>>,
    ) -> Result<File, ServiceError> {
        let (steps, taken) = channel(AHEAD);
        let (title, folder) = (title.to_owned(), self.folder.clone());
        let writing = spawn_blocking(move || written(Book::new(title, headings, folder), taken));
        while let Some(page) = rows.next().await {
            // A thread that has given up says why below.
            if steps.send(Step::Rows(page?)).await.is_err() {
                break;
            }
        }
        let _ = steps.send(Step::End).await;
        let written = writing.await.map_err(|error| ServiceError::Internal(format!("writing a workbook: {error}")))?;
        written.map_err(|error| ServiceError::Internal(format!("writing a workbook: {error}")))
    }
}

/// Writes what comes; without an end, nobody waits for the file any more.
fn written(mut book: Book, mut taken: Receiver<Step>) -> Result<File, Failed> {
    loop {
        match taken.blocking_recv() {
            Some(Step::Rows(rows)) => rows.iter().try_for_each(|row| book.push(row))?,
            Some(Step::End) => return book.finish(),
            None => return Err(Failed::Unwanted),
        }
    }
}

#[cfg(test)]
mod tests;
