//! Mail: what goes out, through whom, and the box in which it waits.

use async_trait::async_trait;

use super::{AuditEntry, Stored};
use crate::domain::{
    email::Email,
    locale::Language,
    meeting::{ics::Method, notice::Notice},
    time::Timestamp,
};

/// One mail, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What stands before the `@` of its Message-ID: letters, digits, points and underscores. The same notice always has the
    /// same, so that a mail which went out twice is recognised as one.
    pub name: String,
    /// The name beside the sender's address: one line.
    pub from: String,
    /// At least one.
    pub to: Vec<Email>,
    /// Where answers go, unless to the sender.
    pub reply_to: Option<Email>,
    /// One line.
    pub subject: String,
    pub text: String,
    pub language: Language,
    pub calendar: Option<Enclosure>,
    pub file: Option<MailFile>,
    pub at: Timestamp,
}

/// An invitation for the reader's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosure {
    pub method: Method,
    /// iCalendar.
    pub file: String,
}

/// A file that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFile {
    /// Letters, digits, points, hyphens and underscores.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Why a mail did not go out. The words are for the owner and name nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// No mail can go out now: no connection, no answer in time, our name and password refused.
    #[error("{0}")]
    Away(String),
    /// This one cannot go out now; others may.
    #[error("{0}")]
    Later(String),
    /// This one will never go out.
    #[error("{0}")]
    Refused(String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands it over, within 60 seconds.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;
    /// Whom it is from.
    fn sender(&self) -> &Email;
}

/// A notice that waits for its time, and how it went so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub notice: Notice,
    /// When it was to go out; a day later it is old news.
    pub due: Timestamp,
    /// Not before then.
    pub next_at: Timestamp,
    /// Tries that failed, one after the other.
    pub failures: u32,
    /// What went wrong the last time; for the owner.
    pub problem: Option<String>,
}

impl Waiting {
    pub fn new(notice: Notice, due: Timestamp) -> Self {
        Self { notice, due, next_at: due, failures: 0, problem: None }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    Sent,
    /// What it told of is not so any more.
    Dropped,
    GivenUp,
}

impl Delivery {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Dropped => "dropped",
            Self::GivenUp => "given_up",
        }
    }
}

/// Mails to come, under the names of their notices. Those of a change of a meeting are put in with that change
/// ([`super::MeetingWrite::notices`]), those of what a visitor said with the conversation ([`super::ConversationWrite::notices`]):
/// both are stored, or neither. Whoever is erased takes those of their meetings along; the others tell nothing any more.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// What is known already, whether it waits or is over, stays as it is.
    async fn put(&self, waiting: Vec<Waiting>) -> Stored<()>;

    /// Those that wait and whose `next_at` is not after `now`, the earliest `next_at` first.
    async fn due(&self, now: Timestamp, limit: u32) -> Stored<Vec<Waiting>>;

    /// Replaces one, if it waits exactly as it was read; false otherwise. This is how one of several workers takes it (by
    /// moving `next_at` on), and how a failure is noted.
    async fn postpone(&self, seen: &Waiting, next: Waiting) -> Stored<bool>;

    /// It is over. Nothing is changed, and no line stored, where it does not wait exactly as it was read: then false.
    async fn finish(&self, seen: &Waiting, how: Delivery, at: Timestamp, entry: Option<AuditEntry>) -> Stored<bool>;

    /// Whether one of these has gone out.
    async fn has_sent(&self, notices: &[Notice]) -> Stored<bool>;

    /// Of what has gone out after then, in any order.
    async fn sent_since(&self, since: Timestamp) -> Stored<Vec<Notice>>;

    /// How many wait after a try that failed, and what went wrong with the one that failed the most.
    async fn troubled(&self) -> Stored<(u64, Option<String>)>;

    /// Forgets what was over before then, at most 1,000 at a time.
    async fn sweep(&self, before: Timestamp) -> Stored<()>;
}
