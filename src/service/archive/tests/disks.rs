//! Disks that are full, slow or broken.

use std::{fs::File, time::Duration};

use async_trait::async_trait;
use futures::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};

use crate::{
    domain::{conversation::VisitorKey, ids::LeadId, time::Timestamp},
    service::{
        error::{ServiceError, StorageError},
        memory::{Days, ManualClock, MemoryArchiveFiles, MemoryConversations, MemoryLogs},
        ports::{ArchiveFile, ArchiveFiles, Clock, Conversations, Leads, LogStore, Sealed},
    },
};

/// A disk that loses or changes something, with the right checksum of what it holds.
pub(super) struct Breaking(pub(super) MemoryArchiveFiles, pub(super) fn(&mut Vec<String>));

#[async_trait]
impl ArchiveFiles for Breaking {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        let mut lines: Vec<String> = lines.try_collect().await?;
        self.1(&mut lines);
        self.0.write(stem, Box::pin(stream::iter(lines.into_iter().map(Ok)))).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        self.0.read(file, sha256).await
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// A disk that is so slow that somebody is erased while it reads.
pub(super) struct Slow(pub(super) MemoryArchiveFiles, pub(super) MemoryConversations, pub(super) VisitorKey);

#[async_trait]
impl ArchiveFiles for Slow {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        self.0.write(stem, lines).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        Conversations::erase(&self.1, &self.2).await?;
        self.0.read(file, sha256).await
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// A disk that is so slow that all leads are erased while it reads.
pub(super) struct Erasing(pub(super) MemoryArchiveFiles, pub(super) MemoryConversations);

#[async_trait]
impl ArchiveFiles for Erasing {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        self.0.write(stem, lines).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        let lines = self.0.read(file, sha256).await?;
        Leads::erase(&self.1, &self.1.all_leads(), vec![]).await?;
        Ok(lines)
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// A disk without room.
pub(super) struct Full(pub(super) MemoryArchiveFiles);

#[async_trait]
impl ArchiveFiles for Full {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, _: &str, _: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        Err(ServiceError::Internal("no room".into()))
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        self.0.read(file, sha256).await
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// A disk that is so slow that another instance begins to clear the log while it reads.
pub(super) struct Overtaken(pub(super) MemoryArchiveFiles, pub(super) MemoryLogs, pub(super) ManualClock);

#[async_trait]
impl ArchiveFiles for Overtaken {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        self.0.write(stem, lines).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        self.2.advance(Duration::from_secs(3_600));
        self.1.take_turn("another", self.2.now(), Timestamp::MAX).await?;
        self.0.read(file, sha256).await
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// The database is away once so many lines of a file were read.
pub(super) struct Outage(pub(super) MemoryArchiveFiles, pub(super) MemoryConversations, pub(super) usize);

#[async_trait]
impl ArchiveFiles for Outage {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        self.0.write(stem, lines).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        let (store, most) = (self.1.clone(), self.2);
        let lines = self.0.read(file, sha256).await?;
        let lines = lines.enumerate().map(move |(at, line)| {
            if at == most {
                store.set_outage(Some(StorageError::Timeout));
            }
            line
        });
        Ok(lines.boxed())
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}

/// A disk that is so slow that a meeting with this lead is agreed on while it reads.
pub(super) struct Inviting(pub(super) MemoryArchiveFiles, pub(super) Days, pub(super) Option<LeadId>);

#[async_trait]
impl ArchiveFiles for Inviting {
    fn name(&self, stem: &str) -> String {
        self.0.name(stem)
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        self.0.write(stem, lines).await
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        self.1.meets("2026-11-22T12:00:00Z", "2026-12-02T09:00:00Z", self.2.clone(), None).await;
        self.0.read(file, sha256).await
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        self.0.open(file).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        self.0.discard(file).await
    }
}
