//! What the log needs of the outside world: a search in all that was said, a way out of the database and back, and files.

use std::{collections::BTreeSet, fs::File};

use async_trait::async_trait;
use futures::stream::BoxStream;

use super::{AuditEntry, Stored};
pub use crate::domain::{archive::Talk, conversation::LogHit};
use crate::{
    domain::{
        analytics::tally::Tally,
        archive::ArchiveInfo,
        conversation::{Channel, Conversation, VisitorKey},
        ids::{ArchiveId, ConversationId, LeadId},
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::error::ServiceError,
};

/// Which conversations the log shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// With a message at or after, and before; or begun then.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// The times are those of beginnings: what only went on then is none of these, as it is none of the counted chats.
    pub began: bool,
    pub channel: Option<Channel>,
    /// Counted under this value: see `domain::entry::Entry`.
    pub page: Option<String>,
    /// Words of messages, matched by their beginnings, all of them in one message.
    pub q: Option<String>,
}

impl LogFilter {
    /// From and before when the messages are that are looked at.
    pub fn said(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        if self.began { (None, None) } else { (self.from, self.to) }
    }

    /// Whether what began at this time can be one of these.
    pub fn shows_begun(&self, at: Timestamp) -> bool {
        !self.began || (self.from.is_none_or(|from| at >= from) && self.to.is_none_or(|to| at < to))
    }
}

/// A conversation that has grown old, and what keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Archived {
    pub talk: Talk,
    /// Its lead (or the one that that became part of) with all that became part of it, where there still is one.
    pub leads: Vec<LeadId>,
    /// The lead has a follow-up.
    pub has_follow_up: bool,
    /// When it was last brought back from an archive.
    pub restored_at: Option<Timestamp>,
}

/// A conversation in an archive, and whose it is: by the visitor's token it is found there, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub conversation: ConversationId,
    pub visitor: VisitorKey,
    pub lead: Option<LeadId>,
}

impl Held {
    pub fn of(conversation: &Conversation) -> Self {
        Self { conversation: conversation.id.clone(), visitor: conversation.visitor.clone(), lead: conversation.lead_id.clone() }
    }
}

/// Conversations that leave the database.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchiveEntry {
    /// The archive that holds them, which is listed and found by all that it holds from now on; None: they are deleted.
    pub archive: Option<ArchiveInfo>,
    /// With the revisions that are in the archive.
    pub talks: Vec<(ConversationId, u64)>,
    /// Those whose lead has a follow-up by now stay.
    pub keep_followed_up: bool,
    pub entry: Option<AuditEntry>,
}

/// Conversations of an archive that are brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restoring {
    pub at: Timestamp,
    pub entry: Option<AuditEntry>,
}

/// An archive that is written anew without some of its conversations.
#[derive(Clone, Debug, PartialEq)]
pub struct ArchiveRewrite {
    pub old: ArchiveId,
    /// None: nobody is left in it.
    pub new: Option<ArchiveInfo>,
    /// Who is not in it any more; some of them may never have been.
    pub gone: Vec<ConversationId>,
    /// What goes from the counts that are kept.
    pub tally: Tally,
    pub entry: AuditEntry,
}

#[async_trait]
pub trait LogStore: Send + Sync {
    /// Latest message first. `cursor` as an earlier page gave it; a cursor that no page gave is `Ok(None)`.
    async fn search(&self, filter: &LogFilter, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<LogHit>>>;

    /// Conversations whose latest message is before `before`, by id, behind `after`.
    async fn aged(&self, before: Timestamp, after: Option<&ConversationId>, limit: u32) -> Stored<Vec<Archived>>;

    /// A file is about to be written: unless an archive is made of it before `until`, it is [`Self::discarded`] then, and none can be
    /// made of it any more.
    async fn begin(&self, file: &str, until: Timestamp) -> Stored<()>;

    /// One transaction, so only some of them at a time: notes that these are in the file of an archive that is about to be made.
    /// Whoever is erased from now on is [`Self::owed`]. What is noted of a file that no archive is made of goes with it.
    /// `StorageError::Conflict` where the file was not begun.
    async fn hold(&self, archive: &ArchiveInfo, talks: &[Held]) -> Stored<()>;

    /// One transaction: takes them out with their messages. Those that have changed stay; the result are those that went. What
    /// they count for goes over to what is kept ([`super::Tallies`]), because of the archive: it holds them from now on, noted before
    /// or not. `StorageError::Conflict` for a new archive whose file was not begun.
    async fn take_out(&self, change: ArchiveEntry) -> Stored<Vec<ConversationId>>;

    /// The way back, in one transaction; those that are there already stay as they are. The result are those that came. A visitor
    /// who has an open conversation gets theirs back closed. None: they are of no archive; otherwise those
    /// whom no archive holds any more, or who are [`Self::owed`], do not come.
    async fn put_back(&self, talks: Vec<Talk>, restoring: Option<Restoring>) -> Stored<Vec<ConversationId>>;

    /// All archives, newest first.
    async fn archives(&self) -> Stored<Vec<ArchiveInfo>>;

    async fn archive(&self, id: &ArchiveId) -> Stored<Option<ArchiveInfo>>;

    /// The archives that one of these is in, each with those whose counts are kept because of it: not those that came back
    /// meanwhile, nor those that are in a later archive, too.
    async fn holding(&self, ids: &[ConversationId]) -> Stored<Vec<(ArchiveInfo, BTreeSet<ConversationId>)>>;

    /// Those of these that are gone for good: not in the database, and no archive keeps their counts, or they are [`Self::owed`].
    async fn erased(&self, ids: &[ConversationId]) -> Stored<Vec<ConversationId>>;

    /// Notes that these have to leave the archives that hold them. Erasing people does so, too, in its transaction; whoever has left
    /// an archive owes nothing there.
    async fn owe(&self, ids: &[ConversationId]) -> Stored<()>;

    /// All that have yet to leave an archive, by id.
    async fn owed(&self) -> Stored<Vec<ConversationId>>;

    /// One transaction: the new archive in the place of the old one, whose file is among [`Self::discarded`] from now on.
    /// `StorageError::Conflict` where the old one is not there any more, or the new one's file was not begun.
    async fn rewrite(&self, change: ArchiveRewrite) -> Stored<()>;

    /// Whoever clears the log does so alone, until `until` or [`Self::end_turn`], and may prolong that. False: it is another's turn.
    async fn take_turn(&self, holder: &str, now: Timestamp, until: Timestamp) -> Stored<bool>;

    /// Nothing where it is another's by now.
    async fn end_turn(&self, holder: &str) -> Stored<()>;

    /// Files that are to be removed, and one that was, with what was noted of it.
    async fn discarded(&self, now: Timestamp) -> Stored<Vec<String>>;
    async fn swept(&self, file: &str) -> Stored<()>;
}

/// A file that is whole on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its name, with the ending of its compression.
    pub file: String,
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    pub lines: u64,
}

/// The lines of an archive.
pub type ArchiveFile = BoxStream<'static, Result<String, ServiceError>>;

#[async_trait]
pub trait ArchiveFiles: Send + Sync {
    /// What the file of this stem is called.
    fn name(&self, stem: &str) -> String;

    /// Writes lines, compressed, under a name that there is not yet. When this returns, the file and its folder are synced to the
    /// disk. After an error nothing is left of it.
    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError>;

    /// The lines of a file. Compares its checksum first: an error where it is another one.
    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError>;

    /// As it is on the disk.
    async fn open(&self, file: &str) -> Stored<Option<File>>;

    /// Of a file that no archive was made of.
    async fn discard(&self, file: &str) -> Stored<()>;
}
