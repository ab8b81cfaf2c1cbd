//! Identities. Each noun has a type of its own, so that a lead's id cannot be passed for a message's.

/// Declares id types: a prefix, an underscore and 32 lower-case hexadecimal digits of a UUID
/// (version 7, so that ids sort by the time they were made).
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// The id of this UUID.
            pub fn new(uuid: uuid::Uuid) -> Self {
                Self(format!("{}_{}", $prefix, uuid.simple()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// What it was made of.
            pub fn uuid(&self) -> uuid::Uuid {
                // Its digits were checked when it was made.
                uuid::Uuid::parse_str(&self.0[Self::PREFIX.len() + 1..]).unwrap_or_default()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                check(text, $prefix).map(|()| Self(text.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                check(&text, $prefix).map(|()| Self(text))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

ids! {
    /// One visit's talk with a visitor.
    ConversationId = "cnv";
    /// One message of a conversation, the visitor's or ours.
    MessageId = "msg";
    /// One person who may become a customer.
    LeadId = "led";
    /// One person who works in the dashboard.
    AdminId = "adm";
    /// One person who was asked to work in the dashboard.
    InvitationId = "inv";
    /// One key of an integrator.
    ApiKeyId = "key";
    /// One line of the audit log.
    AuditId = "aud";
    /// One line of a lead's timeline.
    EventId = "evt";
    /// One file of leads that was taken in.
    ImportId = "imp";
    /// One list of leads that goes out as a file, as whoever follows it calls it. (Made by a browser: these do not sort.)
    ExportId = "exp";
    /// One daily report.
    ReportId = "rpt";
    /// One file of conversations that were taken out of the log.
    ArchiveId = "arc";
    /// One list of leads that somebody saved.
    ViewId = "viw";
    /// One meeting, held, booked or cancelled.
    MeetingId = "mtg";
    /// One test conversation of the instruction.
    CaseId = "tst";
    /// One run of all test conversations.
    RunId = "run";
}

/// The text is not an id of the wanted kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {0}_…")]
pub struct IdError(&'static str);

fn check(text: &str, prefix: &'static str) -> Result<(), IdError> {
    let hex = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
    match hex {
        Some(hex) if hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) => Ok(()),
        _ => Err(IdError(prefix)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_text_and_refuses_another_kind() {
        let id = LeadId::new(uuid::Uuid::from_u128(7));
        assert_eq!(id.as_str().parse::<LeadId>(), Ok(id.clone()));
        assert_eq!(id.uuid(), uuid::Uuid::from_u128(7));
        assert!(id.as_str().parse::<MessageId>().is_err());
        assert!("led_00".parse::<LeadId>().is_err());
        assert!("led_0000000000000000000000000000000G".parse::<LeadId>().is_err());
    }
}
