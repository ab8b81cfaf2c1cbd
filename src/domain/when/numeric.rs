//! Dates in figures: "2026-03-05", "05.03.", "5/3".

use super::{
    Doubt,
    clock::Clock,
    item::{Item, date_of, distance},
    reader::{Reader, back, means},
};
use crate::domain::locale::Language;

impl Reader<'_> {
    /// A date in figures, and the place behind it.
    pub fn numeric(&self, at: usize) -> Option<(Item, usize)> {
        let first = self.figure(at)?;
        let mark = self.get(at + 1).map(|lexeme| lexeme.text.as_str()).filter(|mark| ["-", "/", ".", "‑", "–"].contains(mark))?;
        let inside = self.is_mark(back(at), &["/", "-"]) && self.is_glued(at) && self.digits(back(back(at))) > 0;
        if inside || !self.is_glued(at + 1) {
            return None;
        }
        let second = self.joined(at + 2).filter(|_| self.digits(at + 2) <= 2)?;
        let third = self.joined(at + 4).filter(|_| self.text(at + 3) == mark && self.is_glued(at + 3));
        match (self.digits(at), self.digits(at + 4), third) {
            (4, 1 | 2, Some(day)) => {
                let iso_time = self.text(at + 5) == "t" && self.is_glued(at + 5);
                let item = self.of_numbers(Some(first), second, day)?;
                Some((item, if iso_time { at + 6 } else { at + 5 }))
            }
            (1 | 2, 4, Some(year)) => Some((self.ordered(first, second, Some(year), mark)?, at + 5)),
            (1 | 2, 2, Some(year)) => Some((self.ordered(first, second, Some(2000 + year), mark)?, at + 5)),
            (1 | 2, _, None) if mark == "/" && self.is_slashed(at) => Some((self.ordered(first, second, None, mark)?, at + 3)),
            (1 | 2, _, None) if mark == "." => self.dotted(at, first, second),
            _ => None,
        }
    }

    /// A free number right behind a mark.
    fn joined(&self, at: usize) -> Option<u32> {
        self.figure(at).filter(|_| self.digits(at) > 0 && self.is_glued(at))
    }

    /// "am 5.3.", "05.03.", "Fr. 5.3"; but "5.30" is a time.
    fn dotted(&self, at: usize, first: u32, second: u32) -> Option<(Item, usize)> {
        let before = back(at);
        let time = means!(self, at + 3, OClock | Hours | Am | Pm) || means!(self, before, At | About) && !means!(self, before, OnDate);
        if time {
            return None;
        }
        let closed = self.is_mark(at + 3, &["."]) && self.is_glued(at + 3);
        let last = at + 4 >= self.end() || self.is_mark(at + 4, &["\n"]);
        let weekday =
            means!(self, before, Wday | ShortWday) || self.is_mark(before, &[",", "."]) && means!(self, back(before), Wday | ShortWday);
        let padded = self.digits(at) == 2 && self.digits(at + 2) == 2;
        let led = weekday || means!(self, before, OnDate | FromTo | Until);
        let fits = if closed {
            !last || (led || padded) && (1..=12).contains(&second)
        } else {
            (weekday || means!(self, before, OnDate)) && (1..=12).contains(&second)
        };
        if !fits {
            return None;
        }
        Some((self.ordered(first, second, None, ".")?, if closed { at + 4 } else { at + 3 }))
    }

    /// Two numbers with a slash are a date, no fraction and no score: by the words around them or by their zeros.
    fn is_slashed(&self, at: usize) -> bool {
        let (before, end) = (back(at), at + 3);
        if means!(self, end, Hours | OClock | Am | Pm | Counted | Label | Money) {
            return false;
        }
        let padded = self.digits(at) == 2 && self.digits(at + 2) == 2;
        let weekday =
            means!(self, before, Wday | ShortWday) || self.is_mark(before, &[","]) && means!(self, back(before), Wday | ShortWday);
        let led = means!(self, before, On | OnDate | In | Until | Before | After | Starting | Between | FromTo)
            || means!(self, before, To | Or | Not | Except);
        if weekday || led || padded {
            return padded && (led || weekday) || self.may_follow(end);
        }
        if at == 0 && end >= self.end() {
            return true;
        }
        // "5/3 ko".
        if means!(self, end, On) && !means!(self, end, In) && (self.shows(Language::Ur) || self.shows(Language::Hi)) {
            return true;
        }
        let next = self.skip(end, 2, |place| means!(self, place, On | Glue | At | WeakAt) || self.is_mark(place, &[","]));
        let at_time = |clock: Clock| clock.is_sure() || next > end && means!(self, back(next), At);
        self.clock(next, false).is_some_and(at_time) || self.part(end).is_some() || self.part(next).is_some()
    }

    /// Day and month in the order of the place and language, or the only one that there is.
    fn ordered(&self, first: u32, second: u32, year: Option<u32>, mark: &str) -> Option<Item> {
        const DAY_FIRST: [Language; 8] =
            [Language::De, Language::Fr, Language::Es, Language::Pt, Language::Id, Language::Ur, Language::Hi, Language::Ar];
        let foreign = !self.shows(Language::En) && DAY_FIRST.into_iter().any(|language| self.shows(language));
        let day_first = self.day_first || mark == "." || foreign;
        let is_date = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
        match (is_date(first, second), is_date(second, first)) {
            (false, false) => None,
            (true, false) => self.of_numbers(year, second, first),
            // With dots the day comes first.
            (false, true) if mark == "." && year.is_none() => None,
            (false, true) => self.of_numbers(year, first, second),
            (true, true) => {
                let (day, month) = if day_first { (first, second) } else { (second, first) };
                let item = self.of_numbers(year, month, day)?;
                let other = self.of_numbers(year, day, month).and_then(|other| other.date());
                let asked = first != second && mark != "." && item.date().is_some();
                Some(item.with_doubt(other.filter(|_| asked).map(|other| Doubt::DayOrMonth { other })))
            }
        }
    }

    /// A date by its numbers. Without a year it is the nearest one, and a past one tells so.
    pub fn of_numbers(&self, year: Option<u32>, month: u32, day: u32) -> Option<Item> {
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        if let Some(year) = year {
            let date = date_of(i16::try_from(year).ok()?, month, day);
            return Some(date.map_or_else(Item::never, Item::on));
        }
        let this_year = self.today.year();
        let candidates = [this_year, this_year + 1].into_iter().filter_map(|year| date_of(year, month, day));
        let Some(date) = candidates.min_by_key(|date| distance(self.today, *date).abs()) else {
            // The 29th of February comes within eight years.
            let leap = (this_year..this_year + 9).find_map(|year| date_of(year, month, day));
            return Some(leap.map_or_else(Item::never, Item::on));
        };
        let other = date_of(date.year() + 1, month, day).filter(|_| date < self.today);
        Some(Item::on(date).with_doubt(other.map(|other| Doubt::WhichYear { other })))
    }
}
