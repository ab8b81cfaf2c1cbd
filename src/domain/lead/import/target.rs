//! What a column of a file becomes.

use serde::{Deserialize, Serialize};

use crate::domain::{capture::Field, lead::edit::custom_problem};

/// Written as the REST API names it; a value of the business's own is `custom.` and its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Target {
    /// Nothing.
    Skip,
    Known(Field),
    /// Parts of a name.
    FirstName,
    LastName,
    Notes,
    Status,
    FollowUp,
    /// Several values of the business's own in one cell, as an export has them: `size: XL; colour: red`.
    Pairs,
    /// One of them.
    Own(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a field of a lead, custom.… or skip")]
pub struct TargetError;

const OWN: &str = "custom.";

impl Target {
    /// All but values of one's own, in the order in which they are offered.
    pub const PLAIN: [Self; 14] = [
        Self::Skip,
        Self::Known(Field::Name),
        Self::FirstName,
        Self::LastName,
        Self::Known(Field::Email),
        Self::Known(Field::Phone),
        Self::Known(Field::Company),
        Self::Known(Field::Interest),
        Self::Known(Field::Budget),
        Self::Known(Field::Timeline),
        Self::Notes,
        Self::Status,
        Self::FollowUp,
        Self::Pairs,
    ];

    /// # Errors
    /// Any other text.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if let Some(name) = text.strip_prefix(OWN).map(str::trim) {
            let (name, value) = (name.to_owned(), String::new());
            return if custom_problem([(&name, &value)]).is_none() { Ok(Self::Own(name)) } else { Err(TargetError) };
        }
        Self::PLAIN.into_iter().find(|target| target.as_str() == text).ok_or(TargetError)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Skip => "skip",
            Self::Known(field) => field.as_str(),
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Notes => "notes",
            Self::Status => "status",
            Self::FollowUp => "follow_up_at",
            Self::Pairs => "custom",
            Self::Own(name) => name,
        }
    }

    /// By it, somebody can be named or reached.
    pub fn makes_a_lead(&self) -> bool {
        matches!(self, Self::Known(Field::Name | Field::Email | Field::Phone) | Self::FirstName | Self::LastName)
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if matches!(self, Self::Own(_)) { OWN } else { "" }, self.as_str())
    }
}

impl TryFrom<String> for Target {
    type Error = TargetError;
    fn try_from(text: String) -> Result<Self, TargetError> {
        Self::parse(&text)
    }
}

impl From<Target> for String {
    fn from(target: Target) -> String {
        target.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_written_as_it_is_read() {
        for target in Target::PLAIN.into_iter().chain([Target::Own("Tooth".into())]) {
            assert_eq!(Target::parse(&target.to_string()), Ok(target));
        }
        for wrong in ["", "mail", "custom.", "custom. ", &format!("custom.{}", "x".repeat(65))] {
            assert_eq!(Target::parse(wrong), Err(TargetError), "{wrong}");
        }
    }
}
