//! What the outside world is to us. Each port has an in-memory implementation (`memory.rs`), at least one
//! adapter, and one contract suite in `tests/it/contract` that runs against all of them.
//! A change that the audit log has to know takes its line along: both are stored, or neither.
//! (The port to language models has a file of its own.)

mod archive;
mod audit;
mod calendar;
mod grants;
mod imports;
mod instructions;
mod mail;
mod meetings;
mod mornings;
mod questions;
mod reports;
mod tallies;
mod team;

use std::{collections::BTreeMap, fs::File, time::Duration};

use async_trait::async_trait;
use futures::stream::BoxStream;

pub use archive::{
    ArchiveEntry, ArchiveFile, ArchiveFiles, ArchiveRewrite, Archived, Held, LogFilter, LogHit, LogStore, Restoring, Sealed, Talk,
};
pub use audit::{AuditEntry, AuditFilter, AuditLog, AuditTrail};
pub use calendar::{Calendar, Signer};
pub use grants::{CalendarGrant, CalendarGrants, ConsentError, ConsentPage, GrantRecord, Granted, REFRESH_TOKEN};
pub use imports::{ImportMark, ImportWrite, Imports, Marked, TableFiles};
pub use instructions::{Drafts, Instructions, KEPT_RUNS, LastRun, Publication, TestCases, TestRuns, Versions};
pub use mail::{Delivery, Enclosure, Mail, MailError, MailFile, Mailer, Outbox, Waiting};
pub use meetings::{
    BookingEnd, BookingEnds, CalendarTask, Claimed, DayLimit, Done, Invitation, MeetingFilter, MeetingWrite, MeetingWriteError, Meetings,
    ONCE_S, Once, OpenTask,
};
pub use mornings::Mornings;
pub use questions::Questions;
pub use reports::{Claim, ReportBooks, ReportClaims, ReportFacts, ReportFiles};
pub use tallies::{Rebuilt, Tallies, tally_of_meetings};
pub use team::{Team, TeamChange};

use super::error::{ServiceError, StorageError};
use crate::domain::{
    account::{AdminAccount, ApiKeyInfo, Scope},
    conversation::{Conversation, ConversationSummary, VisitorKey},
    ids::{AdminId, ApiKeyId, ConversationId, EventId, LeadId, MessageId},
    lead::{
        Lead, LeadStatus,
        identity::PersonKey,
        merge::MergeRecord,
        query::{LeadFilter, Sort},
        timeline::LeadEvent,
        views::LeadPreferences,
    },
    live::LiveEvent,
    message::Message,
    page::{Page, PageSize},
    settings::Settings,
    sheet::{Heading, Row},
    time::Timestamp,
};

type Stored<T> = Result<T, StorageError>;

/// The time, and waiting for it.
#[async_trait]
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
    async fn sleep(&self, how_long: Duration);
}

/// Identities and secrets, made.
pub trait IdSource: Send + Sync {
    /// A UUID of version 7.
    fn uuid(&self) -> uuid::Uuid;
    /// 32 bytes of a cryptographic generator in base64url without padding (43 characters).
    fn secret(&self) -> String;
}

/// A visitor's open conversation as a turn needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenConversation {
    pub conversation: Conversation,
    /// The latest messages, oldest first.
    pub recent: Vec<Message>,
    pub lead: Option<Lead>,
}

/// All that one use case changes in a conversation: stored whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationWrite {
    /// The new state. Its `revision` is the one that was read plus one; 1 for a new conversation.
    pub conversation: Conversation,
    /// New messages, oldest first.
    pub messages: Vec<Message>,
    /// The lead's new state. Its `version` is the one that was read plus one; 1 for a new lead.
    pub lead: Option<Lead>,
    /// What goes with the lead's new state; empty where there is none.
    pub trace: LeadTrace,
    /// Mails that go out because of it.
    pub notices: Vec<Waiting>,
}

/// What goes with a lead's new state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadTrace {
    /// Keys that belong to the lead from now on, where they do not already. [`StorageError::Conflict`] when one belongs to
    /// another lead that there is.
    pub claims: Vec<PersonKey>,
    /// Keys that belong to it no longer.
    pub releases: Vec<PersonKey>,
    /// New lines of the lead's timeline.
    pub events: Vec<LeadEvent>,
    /// The lead that became part of this one. Its version is the stored one; whoever looks for it finds this one, and all
    /// its keys are this one's.
    pub absorbed: Option<MergeRecord>,
    /// What is told no longer.
    pub forgets: Forgets,
    /// The line of the audit log, where somebody of the team or a program did it.
    pub entry: Option<AuditEntry>,
}

/// What was told of a lead and has to go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forgets {
    /// Lines, each with the lead under whose id it stands (a merged one keeps its own).
    pub lines: Vec<(LeadId, EventId)>,
    /// Merges that cannot be taken back any more; those who look for these leads find this one as before.
    pub merges: Vec<LeadId>,
    /// What imports remember of it and of all that became part of it.
    pub imports: bool,
}

/// A lead that comes back out of another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// As it was before the merge, one version on. Its conversations are its own again.
    pub lead: Lead,
    /// Keys that are its own again, unless somebody else has got them meanwhile.
    pub keys: Vec<PersonKey>,
}

/// All that one use case changes of a lead: stored whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadWrite {
    /// The new state. Its `version` is the one that was read plus one; 1 for a new lead.
    pub lead: Lead,
    pub trace: LeadTrace,
    pub restored: Option<Restored>,
}

/// What was erased of a visitor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Also those that were in archives alone.
    pub conversations: Vec<ConversationId>,
    /// Leads that stay, because they have been spoken for in other conversations, too, or the business brought them in.
    pub shared: Vec<LeadId>,
    /// When the first of what these conversations knew was told: what is older is not theirs. None where that cannot be told,
    /// because one of them was in archives alone.
    pub since: Option<Timestamp>,
}

/// Which conversations a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationFilter {
    /// Only open ones.
    pub open_only: bool,
    /// Words of the visitor's name, e-mail, phone or latest words, matched by their beginnings, all of them.
    pub q: Option<String>,
    /// The digits of the number that `q` is, as it is dialled from anywhere and as it was typed: who has it in one of these
    /// forms is found, too.
    pub numbers: Vec<String>,
}

#[async_trait]
pub trait Conversations: Send + Sync {
    /// The visitor's latest conversation that is open, with up to `recent` messages.
    async fn open_of(&self, visitor: &VisitorKey, recent: u32) -> Stored<Option<OpenConversation>>;

    /// One transaction. [`StorageError::Conflict`] when the stored revision (of conversation or lead) is not the
    /// one before, or when the visitor would have a second open conversation; nothing is changed then.
    async fn write(&self, change: ConversationWrite) -> Stored<()>;

    /// Newest first. `cursor` as an earlier page gave it; a cursor that no page gave is `Ok(None)`.
    async fn list(&self, filter: &ConversationFilter, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<ConversationSummary>>>;

    /// How many are open; with a time, of those with a message since then.
    async fn count_open(&self, since: Option<Timestamp>) -> Stored<u64>;

    async fn find(&self, id: &ConversationId) -> Stored<Option<Conversation>>;

    /// Those of these that there are, in any order.
    async fn all_of(&self, ids: &[ConversationId]) -> Stored<Vec<Conversation>>;

    /// Up to `limit` messages, the latest ones before `before` (or of all), oldest first. `before` may be an id that none of them has.
    async fn messages(&self, id: &ConversationId, before: Option<&MessageId>, limit: u32) -> Stored<Vec<Message>>;

    async fn message(&self, conversation: &ConversationId, id: &MessageId) -> Stored<Option<Message>>;

    /// Deletes conversations and messages of the visitor, and each lead that has no other conversations and that the business has
    /// not [brought in](LeadEvent::brings_in), with all that became part of it. Those that are in archives alone are among the conversations, and [`LogStore::owed`]. Of their meetings
    /// stays [`Meeting::forgotten`](crate::domain::meeting::Meeting::forgotten), whose task is due at once.
    async fn erase(&self, visitor: &VisitorKey) -> Stored<Erased>;
}

#[async_trait]
pub trait Leads: Send + Sync {
    /// The lead of this id, or the one that it became part of.
    async fn find(&self, id: &LeadId) -> Stored<Option<Lead>>;

    /// How many there are. Kept, never counted.
    async fn count(&self) -> Stored<u64>;

    /// How many there are of each status; a status without any may be missing. Kept, never counted.
    async fn counts(&self) -> Stored<BTreeMap<LeadStatus, u64>>;

    /// How many follow-ups were due before `now`; at most 1,000 are counted.
    async fn due(&self, now: Timestamp) -> Stored<u64>;

    /// The leads that these keys belong to, each with its key.
    async fn owners(&self, keys: &[PersonKey]) -> Stored<Vec<(PersonKey, Lead)>>;

    /// One page. `cursor` as an earlier page of the same list gave it; a cursor that no page gave is `Ok(None)`.
    async fn list(&self, filter: &LeadFilter, sort: Sort, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<Lead>>>;

    /// One transaction, with its line. [`StorageError::Conflict`] when the stored version is not the one before, when a claimed
    /// key belongs to another lead, or when the absorbed lead has changed; nothing is changed then.
    async fn write(&self, change: LeadWrite) -> Stored<()>;

    /// Lines of the timelines of these leads before `before` (or of all), latest first.
    async fn events(&self, leads: &[LeadId], before: Option<&EventId>, limit: u32) -> Stored<Vec<LeadEvent>>;

    /// How `absorbed` became part of another lead; None where it did not, or came back.
    async fn merge_record(&self, absorbed: &LeadId) -> Stored<Option<MergeRecord>>;

    /// Deletes these leads, as they were read, with all that became part of them: their keys, timelines, conversations
    /// and messages, and their meetings as [`Conversations::erase`] does; one transaction, with its lines of the audit log.
    /// Returns the ids of the conversations. [`StorageError::Conflict`] when one of them has changed: then nothing is deleted.
    async fn erase(&self, leads: &[Lead], entries: Vec<AuditEntry>) -> Stored<Vec<ConversationId>>;
}

/// An admin with what proves the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAdmin {
    pub account: AdminAccount,
    /// PHC string.
    pub password_hash: String,
    /// By which sessions know this password, where the hash was renewed since; None: the hash tells.
    pub password_mark: Option<String>,
}

#[async_trait]
pub trait Admins: Send + Sync {
    async fn any(&self) -> Stored<bool>;
    /// Only where there is none yet, in one transaction with its line: [`StorageError::Duplicate`] otherwise.
    async fn create_first(&self, admin: StoredAdmin, entry: AuditEntry) -> Stored<()>;
    /// By the address in lower case.
    async fn by_email(&self, canonical: &str) -> Stored<Option<StoredAdmin>>;
    async fn by_id(&self, id: &AdminId) -> Stored<Option<StoredAdmin>>;
    /// All, in the order in which they were made.
    async fn list(&self) -> Stored<Vec<AdminAccount>>;
    /// The same password under other parameters, and the mark that it keeps: nobody's deed, so it has no line. Only where `old`
    /// still is the hash: the password may have become another one meanwhile.
    async fn renew_password_hash(&self, id: &AdminId, old: &str, new: &str, mark: &str) -> Stored<()>;
    /// Another password, which has no mark yet, in one transaction with its line. [`StorageError::Conflict`] where the hash is not
    /// `old` any more: nothing is changed then.
    async fn change_password(&self, id: &AdminId, old: &str, new: &str, entry: AuditEntry) -> Stored<()>;
}

/// How each of the team looks at leads.
#[async_trait]
pub trait LeadPreferenceStore: Send + Sync {
    /// The defaults, version 0, before anything was chosen.
    async fn of(&self, admin: &AdminId) -> Stored<LeadPreferences>;
    /// `preferences.version` is the one read plus one; [`StorageError::Conflict`] when another was saved meanwhile.
    async fn save(&self, admin: &AdminId, preferences: &LeadPreferences) -> Stored<()>;
}

#[async_trait]
pub trait ApiKeys: Send + Sync {
    /// `hash`: SHA-256 of the whole key in hexadecimal. In one transaction with its line.
    async fn create(&self, key: ApiKeyInfo, hash: String, entry: AuditEntry) -> Stored<()>;
    /// The key of this hash with its scopes, unless it was revoked.
    async fn by_hash(&self, hash: &str) -> Stored<Option<(ApiKeyId, Vec<Scope>)>>;
    /// All, newest first; revoked ones too.
    async fn list(&self) -> Stored<Vec<ApiKeyInfo>>;
    /// False when there is no such key. In one transaction with its line, which is stored only where the key was
    /// good until now: the first revocation stands.
    async fn revoke(&self, id: &ApiKeyId, at: Timestamp, entry: AuditEntry) -> Stored<bool>;
}

#[async_trait]
pub trait SettingsStore: Send + Sync {
    /// The defaults, version 0, before anything was saved. May be some seconds old where several instances run.
    async fn load(&self) -> Stored<Settings>;
    /// As they are now: what a change begins from.
    async fn latest(&self) -> Stored<Settings>;
    /// `settings.version` is the one read plus one; [`StorageError::Conflict`] when another was saved meanwhile.
    /// In one transaction with its line.
    async fn save(&self, settings: &Settings, entry: AuditEntry) -> Stored<()>;
}

/// A password was neither hashed nor compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many are being hashed: try again in a moment.
    #[error("too many passwords at once")]
    Busy,
    /// The text is for the log only.
    #[error("passwords: {0}")]
    Failed(String),
}

/// Password hashing, bounded in memory and processor time.
#[async_trait]
pub trait Passwords: Send + Sync {
    /// A PHC string.
    async fn hash(&self, password: &str) -> Result<String, PasswordError>;
    /// Takes the same time for a hash that is None (an unknown account) as for a wrong password.
    async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError>;
    /// The hash was made with other parameters than new ones are.
    fn is_outdated(&self, hash: &str) -> bool;
}

/// Encryption of secrets at rest. `context` (such as `settings.gemini_key`) is bound to the sealed text.
pub trait Sealer: Send + Sync {
    fn seal(&self, context: &str, plain: &str) -> String;
    /// None: not sealed by this key for this context, or tampered with.
    fn open(&self, context: &str, sealed: &str) -> Option<String>;
}

/// What is left of one window of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowState {
    /// `hour` or `day`.
    pub name: &'static str,
    pub limit: u32,
    pub window_s: u32,
    pub remaining: u32,
    /// Seconds until `remaining` grows.
    pub reset_s: u32,
}

/// Whether a client may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitDecision {
    pub allowed: bool,
    /// Whole seconds until a request can be allowed again; 0 where allowed.
    pub retry_after: u64,
    /// The windows in force; empty where limits are off.
    pub windows: Vec<WindowState>,
}

#[async_trait]
pub trait Limiter: Send + Sync {
    /// Charges one request to the client: to all windows or, when one is full, to none.
    async fn charge(&self, client: &str, now: Timestamp) -> LimitDecision;
}

/// Live news for open dashboards. Lossy for those who read too slowly: they get an `Err` with the number missed.
pub trait EventBus: Send + Sync {
    fn publish(&self, event: LiveEvent);
    fn subscribe(&self) -> BoxStream<'static, Result<LiveEvent, u64>>;
}

/// Workbooks of a spreadsheet program.
#[async_trait]
pub trait Workbooks: Send + Sync {
    /// One with these rows under their headings, written while they are being read. The file is read from its beginning;
    /// it has no name, so that nothing is left of it when it is closed. An error of the rows is the error of the workbook.
    async fn write(
        &self,
        title: &str,
        headings: Vec<Heading>,
        rows: BoxStream<'_, Result<Vec<Row>, ServiceError>>,
    ) -> Result<File, ServiceError>;
}

/// Markdown of an answer to HTML that is safe to show.
pub trait Markup: Send + Sync {
    fn to_html(&self, markdown: &str) -> String;
}
