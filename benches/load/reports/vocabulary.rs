//! The words of the bench: some thousand, said as often as words are (the second about half as often as the first, the hundredth
//! about a hundredth as often), and how often one is said has nothing to do with how it begins.

use super::dice::Dice;

pub const WORDS: usize = 6_000;
/// Letters of a syllable.
pub const SYLLABLE: usize = 2;
const SYLLABLES: [&str; 20] =
    ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu"];
/// All words of three syllables; those beyond [`WORDS`] nobody says.
const ALL: usize = SYLLABLES.len() * SYLLABLES.len() * SYLLABLES.len();

/// The word that is said most often but for so many.
pub fn word(rank: usize) -> String {
    // Prime to their number, so that each comes once.
    let mixed = rank * 1_237 % ALL;
    [mixed / SYLLABLES.len() / SYLLABLES.len(), mixed / SYLLABLES.len() % SYLLABLES.len(), mixed % SYLLABLES.len()]
        .map(|at| SYLLABLES[at])
        .concat()
}

/// So many of them, as they come.
pub fn said(dice: &mut Dice, count: usize) -> String {
    (0..count).map(|_| word(spoken(dice))).collect::<Vec<_>>().join(" ")
}

fn spoken(dice: &mut Dice) -> usize {
    let share = dice.roll() as f64 / u64::MAX as f64;
    let rank = (WORDS as f64 + 1.0).powf(share) as usize;
    rank.saturating_sub(1).min(WORDS - 1)
}
