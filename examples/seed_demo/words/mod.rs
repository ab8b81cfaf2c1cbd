//! What visitors are called and what they say, by language. Invented, every one of them.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod id;
mod pt;
mod ur;
mod zh;

/// A language's visitors. `{name}`, `{email}` and `{phone}` in their words are put in.
pub struct Tongue {
    /// BCP 47, as browsers tell it, and the zones they are in.
    pub locales: &'static [&'static str],
    pub zones: &'static [&'static str],
    /// As written, and in the letters of an address.
    pub given: &'static [(&'static str, &'static str)],
    pub family: &'static [(&'static str, &'static str)],
    /// The family's name comes first, without a gap.
    pub is_family_first: bool,
    /// What somebody begins with.
    pub openings: &'static [&'static str],
    /// A wish that the contact form is offered for.
    pub wishes: &'static [&'static str],
    pub questions: &'static [&'static str],
    /// Who they are and how they are reached.
    pub introductions: &'static [&'static str],
    pub thanks: &'static [&'static str],
    /// They would rather not be reached.
    pub refusals: &'static [&'static str],
    /// Somebody who has written before begins so.
    pub returns: &'static [&'static str],
}

/// All languages, each with how many of a hundred visitors speak it.
pub const ALL: [(&Tongue, usize); 10] = [
    (&en::WORDS, 44),
    (&es::WORDS, 9),
    (&fr::WORDS, 9),
    (&de::WORDS, 8),
    (&pt::WORDS, 6),
    (&ar::WORDS, 6),
    (&ur::WORDS, 6),
    (&hi::WORDS, 5),
    (&zh::WORDS, 4),
    (&id::WORDS, 3),
];
