//! Conversations that were taken out of the log: what an archive's file says, line by line, and what is known of the file.

use serde::{Deserialize, Serialize};

use super::{conversation::Conversation, ids::ArchiveId, message::Message, time::Timestamp};

/// What the lines are written as. It changes when a reader of before could not read them any more.
pub const FORMAT: u32 = 1;
/// The most messages of several conversations that one transaction takes: it has to end in its time, and to fit into the engine's
/// memory.
const MOST_AT_ONCE: usize = 1_000;

/// One conversation with all that was said in it, oldest message first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
}

/// One line of an archive: JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ArchiveLine {
    /// The first one.
    Archive {
        format: u32,
        id: ArchiveId,
        made_at: Timestamp,
    },
    Talk(Box<Talk>),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveLineError {
    #[error("line {0} is not of an archive")]
    Broken(u64),
    #[error("the archive is of format {0}, which is not known here")]
    Format(u32),
}

impl ArchiveLine {
    /// Without a line's end.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// `number`: counted from 1.
    pub fn read(text: &str, number: u64) -> Result<Self, ArchiveLineError> {
        let line: Self = serde_json::from_str(text).map_err(|_| ArchiveLineError::Broken(number))?;
        match (&line, number) {
            (Self::Archive { format, .. }, 1) if *format != FORMAT => Err(ArchiveLineError::Format(*format)),
            (Self::Archive { .. }, 1) | (Self::Talk(_), 2..) => Ok(line),
            _ => Err(ArchiveLineError::Broken(number)),
        }
    }
}

/// An archive as the dashboard lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveInfo {
    pub id: ArchiveId,
    /// The name of the file.
    pub file: String,
    pub made_at: Timestamp,
    /// The latest words of the first and of the last conversation in it, by time.
    pub from: Timestamp,
    pub to: Timestamp,
    pub conversations: u64,
    pub messages: u64,
    pub bytes: u64,
    /// SHA-256 of the file as it is on the disk, in hexadecimal.
    pub sha256: String,
}

/// Conversations that go through one transaction together, while they are gathered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    talks: usize,
    messages: usize,
}

impl Load {
    /// Adds one of so many messages; `most`: conversations at once. True where it does not go with those before: then it is the first
    /// of the next ones. One alone goes, however long it is.
    pub fn begins_anew(&mut self, messages: usize, most: usize) -> bool {
        let all = self.messages.saturating_add(messages);
        let is_too_much = self.talks > 0 && (self.talks >= most || all > MOST_AT_ONCE);
        (self.talks, self.messages) = if is_too_much { (1, messages) } else { (self.talks + 1, all) };
        is_too_much
    }
}

/// `logs_YYYY-MM-DD_` and the archive's id: no two have one name. (The compression's ending is the adapter's.)
pub fn file_stem(id: &ArchiveId, made_on: jiff::civil::Date) -> String {
    format!("logs_{made_on}_{id}")
}
