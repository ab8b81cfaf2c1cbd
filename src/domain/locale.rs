//! Languages of the interface.

use serde::{Deserialize, Serialize};

/// The languages the widget speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Ur,
    Es,
    Fr,
    De,
    Ar,
    Hi,
    Zh,
    Pt,
    Id,
}

impl Language {
    pub const ALL: [Self; 10] = [Self::En, Self::Ur, Self::Es, Self::Fr, Self::De, Self::Ar, Self::Hi, Self::Zh, Self::Pt, Self::Id];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ur => "ur",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::De => "de",
            Self::Ar => "ar",
            Self::Hi => "hi",
            Self::Zh => "zh",
            Self::Pt => "pt",
            Self::Id => "id",
        }
    }

    /// The first language of a BCP 47 tag or an `Accept-Language` header that we speak; English otherwise.
    pub fn negotiate(wanted: &str) -> Self {
        wanted
            .split(',')
            .filter_map(|tag| {
                let primary = tag.split(';').next()?.trim().split(['-', '_']).next()?.to_ascii_lowercase();
                Self::ALL.into_iter().find(|language| language.code() == primary)
            })
            .next()
            .unwrap_or_default()
    }

    pub fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ur | Self::Ar)
    }
}

/// A BCP 47 tag of sane shape: letters, digits and hyphens, 2 to 35 characters.
pub fn is_language_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len())
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        && tag.as_bytes().iter().take(2).all(u8::is_ascii_alphabetic)
}
