//! What may stand beside a number in figures that is a time, and what tells that it is none.

use super::{
    meaning::DayPart,
    reader::{Reader, back, given, means},
};

impl Reader<'_> {
    /// A bare number may be a time before what stands here: the end, a mark, words of time, "works", "please".
    pub fn may_follow(&self, at: usize) -> bool {
        self.stops(at)
            || self.is_comma(at)
            || self.is_dash(at)
            || self.is_mark(at, &[")", "(", "/", ":", "…"])
            || means!(
                self,
                at,
                Outro | Glue | Of | On | In | At | WeakAt | About | TimeWord | Place | Zone | LoudZone | Utc | MyTime | YourTime
            )
            || means!(self, at, Day | Either | Wday | ShortWday | WeekOr | WdayOf | Weekend | Period | Month | This | Next | Coming)
            || means!(
                self,
                at,
                Part | WeakPart | Tail | Before | After | Until | Starting | AfterIt | BeforeIt | UntilIt | StartingIt | BetweenIt
            )
            || means!(self, at, To | And | Or | But | Not | NotIt | Except | ExceptIt | Correct)
    }

    /// A bare number may be a time behind what stands before it: "how about 5 tomorrow".
    pub fn may_lead(&self, at: usize) -> bool {
        let before = back(at);
        at == 0
            || self.ends_sentence(before)
            || self.is_comma(before)
            || self.is_mark(before, &[":", "("])
            || means!(self, before, Intro | Correct | Glue | Or | And | About | On | To | Outro | But)
    }

    /// "5 Main Street": an unknown word with a capital right behind a number.
    pub fn is_street(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| {
            let mut letters = lexeme.raw.chars();
            lexeme.entries.is_empty() && letters.next().is_some_and(char::is_uppercase) && letters.next().is_some()
        })
    }

    pub fn is_latin(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.raw.starts_with(|c: char| c.is_ascii()))
    }

    /// The number is part of a date or of a length of time.
    pub fn is_dated(&self, at: usize) -> bool {
        let counts_time = means!(self, at + 1, Unit) && !means!(self, at + 1, Hours | OClock);
        counts_time || self.is_date_mark(at + 1) || self.length(at).is_some() || self.calendar(at).is_some()
    }

    /// The part of the day at a place, whether it stands for itself, and the place behind it.
    pub fn part(&self, at: usize) -> Option<(DayPart, bool, usize)> {
        // "3 nights" are no time of the day.
        let counted = means!(self, at, Counted) && (self.digits(back(at)) > 0 || means!(self, back(at), Number));
        if counted {
            return None;
        }
        let strong = given!(self, at, Part).map(|part| (part, true, at + 1));
        strong.or_else(|| given!(self, at, WeakPart).map(|part| (part, false, at + 1)))
    }

    /// A meeting is being moved in the sentence that a place belongs to.
    pub fn is_moved(&self, at: usize) -> bool {
        const REACH: usize = 12;
        let goes_on = |place: &usize| !self.ends_sentence(*place);
        let behind = (at.saturating_sub(REACH)..at).rev().take_while(goes_on);
        let ahead = (at..(at + REACH).min(self.end())).take_while(goes_on);
        behind.chain(ahead).any(|place| means!(self, place, Moved))
    }
}
