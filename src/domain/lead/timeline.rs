//! What happened to a lead, line by line.

use serde::{Deserialize, Serialize};

use super::LeadStatus;
use crate::domain::{
    capture::Field,
    ids::{AdminId, ConversationId, EventId, ImportId, LeadId, MeetingId, MessageId},
    time::Timestamp,
};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// The person themselves.
    Visitor,
    Admin(AdminId),
    /// An integrator, by the label of their key.
    Key(String),
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadEvent {
    pub id: EventId,
    pub at: Timestamp,
    pub by: Actor,
    pub what: Happening,
}

impl LeadEvent {
    /// Somebody of the business brought the person in: by hand, with a booking or with a file. Anybody can type their address
    /// in a chat; whoever did, and erases that chat, does not delete what the business knew without it.
    pub fn brings_in(&self) -> bool {
        self.by != Actor::Visitor && matches!(self.what, Happening::Created { .. } | Happening::Imported { .. })
    }
}

/// How a lead came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beginning {
    /// In a conversation.
    Captured,
    /// By hand or by an integrator.
    Added,
    Imported,
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStep {
    Booked,
    Moved,
    Cancelled,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// A [`Field`]'s name, `notes`, or `custom.` and a key.
    pub field: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Happening {
    Created {
        how: Beginning,
    },
    /// Facts were read in a message, or typed into a form (then there is none).
    Captured {
        values: Vec<(Field, String)>,
        /// Of the business's own fields, by their keys.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        custom: Vec<(String, String)>,
        message_id: Option<MessageId>,
    },
    Edited {
        changes: Vec<Change>,
    },
    /// A file was taken in: the lead came with it (then there are no changes), or what was new in it went into the lead.
    Imported {
        import_id: ImportId,
        file: String,
        changes: Vec<Change>,
    },
    Status {
        from: LeadStatus,
        to: LeadStatus,
    },
    FollowUp {
        to: Option<Timestamp>,
    },
    /// A meeting was booked, moved or cancelled.
    Meeting {
        meeting_id: MeetingId,
        step: MeetingStep,
        /// When it begins; when it would have begun, where it was cancelled.
        start: Timestamp,
    },
    Assigned {
        to: Option<AdminId>,
    },
    Noted {
        text: String,
        /// Where a visitor wrote it; lines of before do not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conversation_id: Option<ConversationId>,
    },
    /// The other lead became part of this one.
    Merged {
        other: LeadId,
        name: Option<String>,
        /// Of the notes, what the merged lead has no room for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        notes: Option<String>,
    },
    /// And was taken out of it again.
    Unmerged {
        other: LeadId,
    },
}

impl Happening {
    /// A note that was written beside all conversations.
    pub fn noted(text: impl Into<String>) -> Self {
        Self::Noted { text: text.into(), conversation_id: None }
    }

    /// What it did, without a word of what is known about the person: names of fields, ids, a status.
    pub fn outline(&self) -> Vec<String> {
        match self {
            Self::Edited { changes } | Self::Imported { changes, .. } => {
                // What stands behind `custom.` may be anybody's words.
                let name = |change: &Change| change.field.split_once('.').map_or(change.field.as_str(), |(name, _)| name).to_owned();
                let mut names: Vec<String> = changes.iter().map(name).collect();
                names.dedup();
                names
            }
            Self::Status { to, .. } => vec![format!("status {}", to.as_str())],
            Self::FollowUp { .. } => vec!["follow_up_at".to_owned()],
            Self::Assigned { .. } => vec!["assignee".to_owned()],
            Self::Merged { other, .. } | Self::Unmerged { other } => vec![other.to_string()],
            Self::Created { .. } | Self::Captured { .. } | Self::Meeting { .. } | Self::Noted { .. } => vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(by: Actor, what: Happening) -> LeadEvent {
        LeadEvent { id: EventId::new(uuid::Uuid::from_u128(1)), at: Timestamp::UNIX_EPOCH, by, what }
    }

    #[test]
    fn the_business_brings_in_by_hand_with_a_booking_or_a_file_and_nobody_else_does() {
        let team = || Actor::Admin(AdminId::new(uuid::Uuid::from_u128(1)));
        let imported =
            || Happening::Imported { import_id: ImportId::new(uuid::Uuid::from_u128(1)), file: "people.csv".into(), changes: vec![] };
        for what in [Happening::Created { how: Beginning::Added }, Happening::Created { how: Beginning::Captured }, imported()] {
            assert!(line(team(), what.clone()).brings_in(), "{what:?}");
            assert!(line(Actor::Key("a bridge".into()), what.clone()).brings_in(), "{what:?}");
            assert!(!line(Actor::Visitor, what.clone()).brings_in(), "{what:?}");
        }
        assert!(!line(team(), Happening::Edited { changes: vec![] }).brings_in(), "who came by themselves and was written about");
    }

    #[test]
    fn a_note_of_before_is_read_and_one_without_a_conversation_is_written_as_ever() {
        let stored = r#"{"type":"noted","text":"Rang"}"#;
        assert_eq!(serde_json::from_str::<Happening>(stored).expect("a line"), Happening::noted("Rang"));
        assert_eq!(serde_json::to_string(&Happening::noted("Rang")).expect("text"), stored);
    }

    #[test]
    fn an_outline_says_what_was_done_and_nothing_of_the_person() {
        let change = |field: &str| Change { field: field.to_owned(), from: Some("Ana".into()), to: Some("Ana Lima".into()) };
        let edited = Happening::Edited { changes: ["name", "custom.ana@example.com", "custom.size", "notes"].map(change).into() };
        assert_eq!(edited.outline(), ["name", "custom", "notes"]);
        assert_eq!(Happening::Status { from: LeadStatus::New, to: LeadStatus::Won }.outline(), ["status won"]);
        assert_eq!(Happening::FollowUp { to: None }.outline(), ["follow_up_at"]);
        let other = LeadId::new(uuid::Uuid::from_u128(2));
        assert_eq!(
            Happening::Merged { other: other.clone(), name: Some("Ana".into()), notes: Some("likes blue".into()) }.outline(),
            [other.as_str()]
        );
        assert_eq!(Happening::noted("Ana likes blue").outline(), Vec::<String>::new());
    }
}
