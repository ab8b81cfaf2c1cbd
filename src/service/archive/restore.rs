//! Conversations back out of an archive. What is there already stays as it is; the archive stays, too.
//! Whoever is erased meanwhile stays erased.

use futures::StreamExt;

use super::LogDesk;
use crate::{
    domain::{
        archive::{ArchiveLine, Load, Talk},
        ids::{ArchiveId, ConversationId},
    },
    service::{error::ServiceError, permission::Keeper, ports::Restoring},
};

/// The most conversations that are written at once. Of long ones, fewer.
const PAGE: usize = 100;

/// What came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    pub restored: u64,
    /// Those that were there.
    pub there: u64,
}

impl LogDesk {
    /// A file that is not what was written is refused before anything is read of it.
    pub async fn restore(&self, keeper: &Keeper, id: &ArchiveId) -> Result<Restored, ServiceError> {
        keeper.may_clear()?;
        let archive = self.logs.archive(id).await?.ok_or(ServiceError::NotFound("archive"))?;
        let mut lines = self.files.read(&archive.file, &archive.sha256).await?;
        let at = self.clock.now();
        let mut entry = Some(keeper.does("logs.restored", Some(&archive.file), &*self.clock, &*self.ids));
        let (mut restored, mut load, mut number, mut waiting) = (Restored::default(), Load::default(), 0, vec![]);
        while let Some(line) = lines.next().await {
            number += 1;
            let line = ArchiveLine::read(&line?, number)
                .map_err(|error| ServiceError::Conflict(format!("This archive cannot be read: {error}.")))?;
            if let ArchiveLine::Talk(talk) = line {
                if load.begins_anew(talk.messages.len(), PAGE) {
                    self.put_back(std::mem::take(&mut waiting), Restoring { at, entry: entry.take() }, &mut restored).await?;
                }
                waiting.push(*talk);
            }
        }
        if !waiting.is_empty() || entry.is_some() {
            self.put_back(waiting, Restoring { at, entry }, &mut restored).await?;
        }
        Ok(restored)
    }

    async fn put_back(&self, talks: Vec<Talk>, restoring: Restoring, restored: &mut Restored) -> Result<(), ServiceError> {
        let mut others: Vec<ConversationId> = talks.iter().map(|talk| talk.conversation.id.clone()).collect();
        let came = self.logs.put_back(talks, Some(restoring)).await?;
        others.retain(|id| !came.contains(id));
        // Whoever was erased while the file was read.
        let erased = self.logs.erased(&others).await?;
        restored.restored += came.len() as u64;
        restored.there += (others.len() - erased.len()) as u64;
        Ok(())
    }
}
