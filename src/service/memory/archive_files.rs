//! Archives' files in memory: lists of lines.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{Seek, SeekFrom, Write},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use sha2::{Digest, Sha256};

use super::{locked, yield_once};
use crate::service::{
    error::{ServiceError, StorageError},
    ports::{ArchiveFile, ArchiveFiles, Sealed},
};

/// Files as lists of lines. A test can break one.
#[derive(Clone, Default)]
pub struct MemoryArchiveFiles(Arc<Mutex<BTreeMap<String, Vec<String>>>>);

fn checksum(lines: &[String]) -> String {
    hex::encode(Sha256::digest(lines.join("\n").as_bytes()))
}

impl MemoryArchiveFiles {
    /// The names of all there are.
    pub fn names(&self) -> Vec<String> {
        locked(&self.0).keys().cloned().collect()
    }

    /// Changes the lines of a file behind everybody's back.
    pub fn tamper(&self, file: &str, change: impl FnOnce(&mut Vec<String>)) {
        if let Some(lines) = locked(&self.0).get_mut(file) {
            change(lines);
        }
    }
}

#[async_trait]
impl ArchiveFiles for MemoryArchiveFiles {
    fn name(&self, stem: &str) -> String {
        format!("{stem}.jsonl")
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        let lines: Vec<String> = lines.try_collect().await?;
        let file = self.name(stem);
        let bytes = lines.iter().map(|line| line.len() as u64 + 1).sum();
        let sealed = Sealed { file: file.clone(), bytes, sha256: checksum(&lines), lines: lines.len() as u64 };
        locked(&self.0).insert(file, lines);
        Ok(sealed)
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        yield_once().await;
        let lines = locked(&self.0).get(file).cloned().ok_or(ServiceError::NotFound("archive"))?;
        if checksum(&lines) != sha256 {
            return Err(ServiceError::Conflict("The archive's checksum is another one: it was changed or is damaged.".into()));
        }
        Ok(stream::iter(lines.into_iter().map(Ok)).boxed())
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        yield_once().await;
        let Some(lines) = locked(&self.0).get(file).cloned() else { return Ok(None) };
        let failed = |error: std::io::Error| StorageError::Failed(error.to_string());
        let mut open = tempfile::tempfile().map_err(failed)?;
        open.write_all(lines.join("\n").as_bytes()).and_then(|()| open.seek(SeekFrom::Start(0))).map_err(failed)?;
        Ok(Some(open))
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        yield_once().await;
        locked(&self.0).remove(file);
        Ok(())
    }
}
