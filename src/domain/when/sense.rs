//! Which times are wanted and which are not: "not Monday", "any day except Friday", "Monday doesn't work", "I mean
//! Tuesday", "move it from Monday to Wednesday".

use super::{
    draft::Draft,
    reader::{Reader, back, means},
};

impl Reader<'_> {
    /// For each draft whether it is excluded.
    pub fn excluded(&self, drafts: &[Draft]) -> Vec<bool> {
        let mut all: Vec<bool> = drafts.iter().map(Draft::is_left).collect();
        let inside = |place: usize| drafts.iter().any(|draft| (draft.start..draft.end).contains(&place));
        for place in (0..self.end()).filter(|place| means!(self, *place, Not | NotIt | Except | ExceptIt) && !inside(*place)) {
            if let Some(draft) = self.negated(drafts, place)
                && let Some(excluded) = all.get_mut(draft)
            {
                *excluded = true;
            }
        }
        all
    }

    /// The draft that a negation at a place is about.
    fn negated(&self, drafts: &[Draft], at: usize) -> Option<usize> {
        let ahead = means!(self, at, Not | Except);
        let behind = means!(self, at, NotIt | ExceptIt);
        let next = if ahead { self.draft_ahead(drafts, at) } else { None };
        let previous = self.draft_behind(drafts, at);
        let adjoins = previous.and_then(|previous| drafts.get(previous)).is_some_and(|draft| draft.end == at);
        if behind && (!ahead || adjoins || next.is_none()) {
            return previous.filter(|_| self.text(at) != "no" || adjoins && self.is_last_word(at));
        }
        next.or_else(|| previous.filter(|_| !means!(self, at, Except)))
    }

    /// "Monday no, Tuesday yes", but "Monday no 5pm is fine".
    fn is_last_word(&self, at: usize) -> bool {
        self.breaks_clause(at + 1) || means!(self, at + 1, Hint | Outro)
    }

    fn draft_ahead(&self, drafts: &[Draft], at: usize) -> Option<usize> {
        for place in at + 1..at + 8 {
            if let Some(found) = drafts.iter().position(|draft| draft.start == place) {
                return Some(found);
            }
            if self.breaks_clause(place) {
                return None;
            }
        }
        None
    }

    fn draft_behind(&self, drafts: &[Draft], at: usize) -> Option<usize> {
        for place in (at.saturating_sub(4)..=at).rev() {
            if let Some(found) = drafts.iter().position(|draft| draft.end == place) {
                return Some(found);
            }
            if place > 0 && self.breaks_clause(back(place)) {
                return None;
            }
        }
        None
    }

    /// What is said here does not reach over to the other side.
    pub fn breaks_clause(&self, at: usize) -> bool {
        self.stops(at) || self.is_comma(at) || self.is_mark(at, &[":"]) || means!(self, at, But | Correct)
    }

    /// Whether the second of two drafts takes the place of the first: a correction, or where a meeting is moved to.
    pub fn replaces(&self, first: &Draft, second: &Draft) -> bool {
        let between = || first.end..second.start;
        let has_or = between().any(|place| means!(self, place, Or));
        if has_or {
            return false;
        }
        if between().any(|place| means!(self, place, Correct)) {
            return true;
        }
        if between().any(|place| self.is_mark(place, &[".", "\n"])) {
            return false;
        }
        if between().any(|place| means!(self, place, Moved)) {
            return true;
        }
        let one_sentence = !between().any(|place| self.ends_sentence(place));
        let away = means!(self, back(first.start), FromTo | Starting) || means!(self, first.start, FromTo | Starting);
        let towards = between().any(|place| means!(self, place, To)) || means!(self, second.start, To);
        self.is_moved(first.start) && one_sentence && (away || towards)
    }
}
