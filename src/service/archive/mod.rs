//! The log of conversations: looked through, put into archives and taken out of the database, and brought back. Nothing is deleted
//! before its archive is whole on the disk and has been read back.

mod clear;
mod coming;
mod forget;
mod restore;

#[cfg(test)]
mod tests;

use std::{fs::File, sync::Arc};

pub use clear::{ClearOrder, Cleared};
pub use restore::Restored;

use super::{
    error::ServiceError,
    permission::Keeper,
    ports::{ArchiveFiles, AuditLog, Clock, Conversations, EventBus, IdSource, LogFilter, LogHit, LogStore, Meetings, SettingsStore},
};
use crate::domain::{
    account::Scope,
    archive::{ArchiveInfo, Talk},
    conversation::live_since,
    ids::{ArchiveId, ConversationId},
    page::{Page, PageSize},
    time::Timestamp,
    transcript::transcript,
};

/// The longest text that is looked for, in characters.
const MOST_CHARS: usize = 200;
/// The most messages of one transcript: the latest.
const MOST_MESSAGES: u32 = 10_000;

#[derive(Clone)]
pub struct LogDesk {
    pub conversations: Arc<dyn Conversations>,
    pub logs: Arc<dyn LogStore>,
    pub files: Arc<dyn ArchiveFiles>,
    pub meetings: Arc<dyn Meetings>,
    pub settings: Arc<dyn SettingsStore>,
    pub audit: Arc<dyn AuditLog>,
    pub bus: Arc<dyn EventBus>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    /// Seconds a conversation may be idle before it is left.
    pub session_lifetime_s: u64,
}

impl LogDesk {
    /// Latest message first. Field errors name `q` and `cursor`.
    pub async fn search(
        &self,
        keeper: &Keeper,
        filter: &LogFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<LogHit>, ServiceError> {
        keeper.may(Scope::Logs)?;
        if filter.q.as_deref().is_some_and(|q| q.chars().count() > MOST_CHARS) {
            return Err(ServiceError::field("q", "at most 200 characters"));
        }
        let page = self.logs.search(filter, size, cursor).await?;
        let Page { items, next_cursor } = page.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))?;
        let since = self.live_since();
        let told = |hit: LogHit| LogHit { summary: hit.summary.closed_if_left(since), ..hit };
        Ok(Page { items: items.into_iter().map(told).collect(), next_cursor })
    }

    fn live_since(&self) -> Timestamp {
        live_since(self.clock.now(), self.session_lifetime_s)
    }

    /// One conversation with all that was said in it, as far as it is in the log.
    pub async fn talk(&self, keeper: &Keeper, id: &ConversationId) -> Result<Talk, ServiceError> {
        keeper.may(Scope::Logs)?;
        let conversation = self.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?;
        let messages = self.conversations.messages(id, None, MOST_MESSAGES).await?;
        Ok(Talk { conversation: conversation.closed_if_left(self.live_since()), messages })
    }

    /// One conversation as a text, for a file; the audit log knows who took it.
    pub async fn transcript(&self, keeper: &Keeper, id: &ConversationId) -> Result<String, ServiceError> {
        let talk = self.talk(keeper, id).await?;
        let business = self.settings.load().await?.business;
        self.audit.record(keeper.does("logs.transcript", Some(id.as_str()), &*self.clock, &*self.ids)).await?;
        Ok(transcript(&talk, &business.name, &business.zone()))
    }

    /// Newest first.
    pub async fn archives(&self, keeper: &Keeper) -> Result<Vec<ArchiveInfo>, ServiceError> {
        keeper.may(Scope::Logs)?;
        Ok(self.logs.archives().await?)
    }

    /// To be downloaded; the audit log knows by whom.
    pub async fn open(&self, keeper: &Keeper, id: &ArchiveId) -> Result<(ArchiveInfo, File), ServiceError> {
        keeper.may(Scope::Logs)?;
        let archive = self.logs.archive(id).await?.ok_or(ServiceError::NotFound("archive"))?;
        let file = self.files.open(&archive.file).await?.ok_or(ServiceError::NotFound("archive"))?;
        self.audit.record(keeper.does("logs.downloaded", Some(&archive.file), &*self.clock, &*self.ids)).await?;
        Ok((archive, file))
    }
}
