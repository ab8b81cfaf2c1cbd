//! Where meetings are stored, with all that must not come apart from them.

use async_trait::async_trait;
use jiff::civil::Date;

use super::{AuditEntry, LeadWrite, Stored, Waiting};
use crate::{
    domain::{
        ids::{ConversationId, LeadId, MeetingId},
        meeting::{
            Meeting, MeetingStatus,
            limits::{InvitationCounts, InvitationLimits, TooManyInvitations},
        },
        page::{Page, PageSize},
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::error::StorageError,
};

/// What is still to be done in the calendar for a meeting, and how it went so far.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CalendarTask {
    /// Not before then.
    pub next_at: Timestamp,
    /// Tries that failed, one after the other.
    pub failures: u32,
    /// What went wrong the last time; for the owner.
    pub problem: Option<String>,
}

/// A meeting with its task, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTask {
    pub meeting: Meeting,
    pub task: CalendarTask,
}

/// A request that is carried out once, however often it comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key that the caller chose, with the caller's own name before it: two callers never share one.
    pub key: String,
    /// SHA-256 of what was asked for, in hexadecimal: the same key for something else is a mistake.
    pub fingerprint: String,
    pub at: Timestamp,
}

/// What was done under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub fingerprint: String,
    pub meeting: MeetingId,
    pub at: Timestamp,
}

/// Seconds for which a key is remembered: 24 hours.
pub const ONCE_S: i64 = 24 * 3_600;

/// An invitation that goes out because of a write, and the limits that it has to be within.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The address in its canonical form; None: nobody is written to, but the booking counts for its client.
    pub address: Option<String>,
    /// The trusted client address; None for somebody whom we know.
    pub client: Option<String>,
    pub limits: InvitationLimits,
    pub at: Timestamp,
}

/// The day of the business on which a meeting begins, and how many may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLimit {
    pub date: Date,
    /// The same day as instants.
    pub span: Interval,
    pub most: u16,
}

/// All that one use case changes of meetings: stored whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct MeetingWrite {
    /// The new state. Its `version` is the one that was read plus one; 1 for a new meeting. Its claims are
    /// [`Meeting::claims`]: cells that it claimed before and does not claim any more are free afterwards.
    pub meeting: Meeting,
    /// The state before, as it was stored, where the caller has it: it needs not be read again.
    pub before: Option<Meeting>,
    /// New states of other meetings: holds that lapsed or are let go, versions as above. Their cells are free before the
    /// meeting claims its own.
    pub also: Vec<Meeting>,
    /// Replaces the task that there was. Some if and only if [`Meeting::calendar_work`] is; None, too, where that was given up
    /// ([`Meeting::given_up`]).
    pub task: Option<CalendarTask>,
    /// The lead's new state with lines of its timeline and keys, as [`super::Leads::write`] takes it. Nothing is restored or
    /// absorbed.
    pub lead: Option<LeadWrite>,
    pub once: Option<Once>,
    pub invitation: Option<Invitation>,
    pub day: Option<DayLimit>,
    pub entry: Option<AuditEntry>,
    /// Mails that go out because of it, as [`super::Outbox::put`] takes them.
    pub notices: Vec<Waiting>,
}

impl MeetingWrite {
    /// Of the meeting alone.
    pub fn of(meeting: Meeting, task: Option<CalendarTask>) -> Self {
        Self {
            meeting,
            before: None,
            also: vec![],
            task,
            lead: None,
            once: None,
            invitation: None,
            day: None,
            entry: None,
            notices: vec![],
        }
    }
}

/// Why nothing was stored. Where several hold, the first of them is given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeetingWriteError {
    /// The key was used in the last 24 hours ([`ONCE_S`]).
    #[error("this was done already")]
    Repeated(Done),
    /// The stored version of the meeting, or of one of the others, is not the one before.
    #[error("the meeting changed meanwhile")]
    Stale,
    /// Another meeting has one of the cells.
    #[error("the time is taken")]
    Taken,
    /// So many other meetings that take time ([`Meeting::booked`] at the write's `updated_at`) begin on that day already.
    #[error("the day is full")]
    DayFull,
    #[error(transparent)]
    TooMany(#[from] TooManyInvitations),
    /// The stored version of the lead is not the one before, or a key belongs to somebody else.
    #[error("the lead changed meanwhile")]
    LeadChanged,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Which meetings a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingFilter {
    /// Those that begin at or after this.
    pub from: Option<Timestamp>,
    /// Those that begin before this.
    pub to: Option<Timestamp>,
    /// One of these; empty: any but held and expired ones.
    pub statuses: Vec<MeetingStatus>,
    /// Of one of these leads (a lead, and those that became part of it); empty: of anybody.
    pub leads: Vec<LeadId>,
    pub conversation: Option<ConversationId>,
    /// Latest beginning first; otherwise the earliest.
    pub latest_first: bool,
}

impl MeetingFilter {
    /// Booked, and not begun; the next one first.
    pub fn coming(now: Timestamp) -> Self {
        Self { from: Some(now), statuses: vec![MeetingStatus::Pending, MeetingStatus::Confirmed], ..Self::default() }
    }

    /// Booked, and begun; the latest first.
    pub fn past(now: Timestamp) -> Self {
        let statuses = vec![MeetingStatus::Pending, MeetingStatus::Confirmed];
        Self { to: Some(now), statuses, latest_first: true, ..Self::default() }
    }

    /// The latest first.
    pub fn cancelled() -> Self {
        Self { statuses: vec![MeetingStatus::Cancelled], latest_first: true, ..Self::default() }
    }

    /// The definition that every adapter keeps to.
    pub fn matches(&self, meeting: &Meeting) -> bool {
        let start = meeting.time.start();
        let is_wanted = |status| match self.statuses.as_slice() {
            [] => !matches!(status, MeetingStatus::Held | MeetingStatus::Expired),
            some => some.contains(&status),
        };
        let is_of = |lead: &Option<LeadId>| self.leads.is_empty() || lead.as_ref().is_some_and(|lead| self.leads.contains(lead));
        self.from.is_none_or(|from| start >= from)
            && self.to.is_none_or(|to| start < to)
            && is_wanted(meeting.status)
            && is_of(&meeting.lead_id)
            && self.conversation.as_ref().is_none_or(|talk| meeting.conversation_id.as_ref() == Some(talk))
    }
}

/// A meeting that holds cells: as much of it as free times are computed of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub id: MeetingId,
    pub status: MeetingStatus,
    pub time: Interval,
    pub occupied: Interval,
    /// Only where it is held; it may have lapsed.
    pub held_until: Option<Timestamp>,
}

#[async_trait]
pub trait Meetings: Send + Sync {
    /// One transaction, at once on the disk. What decides is the database, also between several processes: a cell is a unique
    /// key there. Of writes at one time that want one cell, exactly one succeeds, and the others get
    /// [`MeetingWriteError::Taken`] (an adapter tries again by itself where the engine reports a conflict of transactions, and
    /// never gives that for `Taken`). The limits of an address, of a client and of a day hold exactly, also between writes at
    /// one time (each touches a record of its own); that of the installation may be passed by what is under way. An invitation
    /// counts from its `at` on, whatever becomes of the meeting. The same lines and errors for the lead as
    /// [`super::Leads::write`] has.
    async fn write(&self, change: MeetingWrite) -> Result<(), MeetingWriteError>;

    async fn find(&self, id: &MeetingId) -> Stored<Option<Meeting>>;

    /// By beginning and then by id. `cursor` as an earlier page of the same list gave it; a cursor that no page gave is
    /// `Ok(None)`.
    async fn list(&self, filter: &MeetingFilter, size: PageSize, cursor: Option<&str>) -> Stored<Option<Page<Meeting>>>;

    /// All that hold cells and whose occupied time overlaps `range`, or that begin in it; in any order.
    async fn claimed(&self, range: Interval) -> Stored<Vec<Claimed>>;

    /// The hold of this conversation, if it has one, lapsed or not; the newest of several.
    async fn hold_of(&self, conversation: &ConversationId) -> Stored<Option<Meeting>>;

    /// Holds whose minutes were over at `now`, the oldest first.
    async fn lapsed(&self, now: Timestamp, limit: u32) -> Stored<Vec<Meeting>>;

    /// Meetings with a task whose `next_at` is not after `now`, the earliest `next_at` first.
    async fn due(&self, now: Timestamp, limit: u32) -> Stored<Vec<OpenTask>>;

    /// When the calendar may still show meetings that are not then any more ([`Meeting::outdated_event`]): of the first `limit`
    /// open tasks.
    async fn outdated(&self, limit: u32) -> Stored<Vec<Interval>> {
        let open = self.due(Timestamp::MAX, limit).await?;
        Ok(open.iter().filter_map(|open| open.meeting.outdated_event()).collect())
    }

    /// How many have a task, and what went wrong with the one that failed the most.
    async fn open_tasks(&self) -> Stored<(u64, Option<String>)>;

    /// Replaces the task of a meeting, if it is still exactly the one that was read, and the meeting's version is, too; false
    /// otherwise. The meeting's version stays. This is how one of several workers takes a task (by moving `next_at` on), and
    /// how a failure is noted.
    async fn retask(&self, seen: &OpenTask, next: CalendarTask) -> Stored<bool>;

    /// What was done under the key in the last 24 hours before `now`.
    async fn done(&self, key: &str, now: Timestamp) -> Stored<Option<Done>>;

    /// Invitations that count at `now`. `address` in canonical form; for no address, none; for no client, None.
    async fn invitations(&self, address: Option<&str>, client: Option<&str>, now: Timestamp) -> Stored<InvitationCounts>;
}

/// How a booking that somebody asked for ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingEnd {
    Booked,
    /// The time is not free, or is none that may be booked.
    NotFree,
    /// A limit of invitations is reached.
    TooMany,
    /// What was asked for cannot be done.
    Refused,
    /// The database's fault, or ours.
    Failed,
}

/// Hears how each booking ended. A request that only repeats one is none.
pub trait BookingEnds: Send + Sync {
    fn ended(&self, end: BookingEnd);
}
