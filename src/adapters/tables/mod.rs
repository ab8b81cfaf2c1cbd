//! The port `TableFiles`: CSV in its dialects and the first sheet of a workbook, read on a thread of their own. Must not know
//! what the rows are about.

mod text;
mod unpacked;
mod workbook;

use async_trait::async_trait;
use tokio::task::spawn_blocking;

use crate::{
    domain::upload::{MOST_BYTES, Upload, UploadError},
    service::{error::ServiceError, ports::TableFiles},
};

/// How an archive begins, which a workbook is; and what holds old workbooks, and new ones with a password.
const ARCHIVE: &[u8] = b"PK\x03\x04";
const OLD: &[u8] = b"\xD0\xCF\x11\xE0";

/// Files are told apart by how they begin, whatever they are called.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileReader;

#[async_trait]
impl TableFiles for FileReader {
    async fn read(&self, file: Vec<u8>) -> Result<Upload, ServiceError> {
        if file.len() > MOST_BYTES {
            return Err(ServiceError::field("file", "at most 10 MB"));
        }
        let read = match spawn_blocking(move || table(&file)).await {
            Ok(read) => read,
            Err(error) => {
                // A library stumbled over what is in it.
                tracing::warn!(%error, "a file of leads could not be read");
                Err(UploadError::Workbook)
            }
        };
        read.map_err(|error| ServiceError::field("file", error.to_string()))
    }
}

fn table(file: &[u8]) -> Result<Upload, UploadError> {
    if file.starts_with(ARCHIVE) {
        workbook::read(file)
    } else if file.starts_with(OLD) {
        Err(UploadError::OldWorkbook)
    } else {
        text::read(file)
    }
}

#[cfg(test)]
mod tests;
