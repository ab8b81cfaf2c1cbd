//! The words of each language, with what they mean to the grammar. A list holds phrases set apart by `|`; they are
//! compared without case, accents and vowel marks. A phrase after `~` is a word of another language as well: it counts
//! only where the rest of the text is of its own.

pub mod ar;
pub mod de;
pub mod en;
pub mod es;
pub mod fr;
pub mod hi;
pub mod id;
pub mod places;
pub mod pt;
pub mod roman_ur;
pub mod ur;
pub mod zh;

use super::meaning::Meaning;
use crate::domain::locale::Language;

/// Phrases with what they mean.
pub type List = [(&'static str, Meaning)];

/// Each list with its language; the names of places belong to none.
pub const ALL: [(Option<Language>, &List); 12] = [
    (Some(Language::En), en::WORDS),
    (Some(Language::Ur), ur::WORDS),
    (Some(Language::Ur), roman_ur::WORDS),
    (Some(Language::Hi), hi::WORDS),
    (Some(Language::Ar), ar::WORDS),
    (Some(Language::Es), es::WORDS),
    (Some(Language::Fr), fr::WORDS),
    (Some(Language::De), de::WORDS),
    (Some(Language::Pt), pt::WORDS),
    (Some(Language::Zh), zh::WORDS),
    (Some(Language::Id), id::WORDS),
    (None, places::WORDS),
];
