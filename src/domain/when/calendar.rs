//! Dates with the name or the number of a month: "5 March", "March 5th", "5.–7. März", "3月5日".

use super::{
    item::Item,
    meaning::TimeUnit,
    reader::{Reader, given, means},
};

/// Words after "may" that tell that it is no month.
const AFTER_MAY: [&str; 10] = ["be", "i", "we", "not", "have", "need", "come", "call", "work", "also"];

impl Reader<'_> {
    /// A date of the calendar, and the place behind it.
    pub fn calendar(&self, at: usize) -> Option<(Item, usize)> {
        self.numeric(at).or_else(|| self.day_and_month(at)).or_else(|| self.month_and_day(at)).or_else(|| self.chinese_date(at))
    }

    /// A day of a month with what marks it: "5", "5th", "5.", "fifth".
    pub fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(day) = self.number(at) {
            if self.digits(at) > 2 || !(1..=31).contains(&day) {
                return None;
            }
            let dotted = self.is_mark(at + 1, &["."]) && self.is_glued(at + 1);
            return Some((day, if self.is_date_mark(at + 1) || dotted { at + 2 } else { at + 1 }));
        }
        given!(self, at, Ordinal).map(|day| (u32::from(day), at + 1))
    }

    /// The name of a month, with the dot of a short one.
    fn month_name(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(month) = given!(self, at, Month) {
            return u32::try_from(month).ok().map(|month| (month, at + 1));
        }
        let month = u32::try_from(given!(self, at, ShortMonth)?).ok()?;
        // "it may be".
        if month == 5 && self.get(at).is_some_and(|lexeme| lexeme.raw == "may") && AFTER_MAY.contains(&self.text(at + 1)) {
            return None;
        }
        let dotted = self.is_mark(at + 1, &["."]) && self.is_glued(at + 1);
        let goes_on = self.number(at + 2).is_some() || means!(self, at + 2, At | WeakAt);
        Some((month, if dotted && goes_on { at + 2 } else { at + 1 }))
    }

    /// "of March", "de marzo", "-Mar-": the month behind a day.
    pub fn of_month(&self, at: usize) -> Option<(u32, usize)> {
        let place = self.skip(at, 3, |place| means!(self, place, Of | Glue) && self.month_name(place).is_none());
        let marked = self.is_mark(place, &["-", "/"]) && self.is_glued(place);
        self.month_name(if marked { place + 1 } else { place })
    }

    /// The year behind a date, and the place behind it.
    fn year(&self, at: usize) -> (Option<u32>, usize) {
        let place = self.skip(at, 2, |place| means!(self, place, Of) || self.is_mark(place, &[","]));
        let year = self.figure(place).filter(|year| self.digits(place) == 4 && (1990..=2199).contains(year));
        if year.is_none() {
            return (None, at);
        }
        let word = self.unit(place + 1) == Some(TimeUnit::Year) && self.is_glued(place + 1);
        (year, if word { place + 2 } else { place + 1 })
    }

    /// "5 March", "5th of March 2026", "5. März", "5-7 March", "5 or 6 March".
    fn day_and_month(&self, at: usize) -> Option<(Item, usize)> {
        let (day, next) = self.day_number(at)?;
        if let Some((month, end)) = self.of_month(next) {
            let (year, end) = self.year(end);
            return Some((self.of_numbers(year, month, day)?, end));
        }
        let range = self.is_dash(next) || means!(self, next, To | Until);
        if !range && !means!(self, next, Or | And) {
            return None;
        }
        let place = self.skip(next + 1, 2, |place| means!(self, place, On | OnDate | Glue));
        let (last, behind) = self.day_number(place)?;
        let (month, end) = self.of_month(behind)?;
        let (year, end) = self.year(end);
        let (first, last) = (self.of_numbers(year, month, day)?, self.of_numbers(year, month, last)?);
        let item = if range { from_to(first, &last)? } else { Item { also: last.date(), ..first } };
        Some((item, end))
    }

    /// "March 5th", "March the 5th", "March 5-7", "Dec. 5, 2026".
    fn month_and_day(&self, at: usize) -> Option<(Item, usize)> {
        let (month, next) = self.month_name(at)?;
        let place = if means!(self, next, OnDate) { next + 1 } else { next };
        if self.figure(place).is_none() && !means!(self, place, Ordinal) {
            return None;
        }
        let (day, mut end) = self.day_number(place)?;
        if self.is_hour(place + 1) {
            return None;
        }
        // The dot ends the sentence.
        if self.is_mark(end - 1, &["."]) {
            end -= 1;
        }
        if let Some((last, behind)) = self.day_number(end + 1).filter(|_| self.is_dash(end) || means!(self, end, To))
            && last > day
            && !self.is_hour(end + 2)
            && self.of_month(behind).is_none()
        {
            let (year, behind) = self.year(behind);
            let (first, last) = (self.of_numbers(year, month, day)?, self.of_numbers(year, month, last)?);
            return Some((from_to(first, &last)?, behind));
        }
        let (year, end) = self.year(end);
        Some((self.of_numbers(year, month, day)?, end))
    }

    /// What stands here makes an hour of the number before it.
    fn is_hour(&self, at: usize) -> bool {
        self.is_mark(at, &[":"]) || means!(self, at, OClock | Am | Pm | Hours)
    }

    /// "2026年3月5日", "3月5号", "3月5日到7日".
    fn chinese_date(&self, at: usize) -> Option<(Item, usize)> {
        let year = self.figure(at).filter(|_| self.digits(at) == 4 && self.unit(at + 1) == Some(TimeUnit::Year));
        let place = if year.is_some() { at + 2 } else { at };
        let month = self.number(place).filter(|_| means!(self, place + 1, MonthMark))?;
        let day = self.number(place + 2)?;
        let end = if means!(self, place + 3, DateMark) { place + 4 } else { place + 3 };
        let item = self.of_numbers(year, month, day)?;
        if (means!(self, end, To) || self.is_dash(end))
            && means!(self, end + 2, DateMark)
            && let Some(last) = self.number(end + 1).and_then(|last| self.of_numbers(year, month, last))
        {
            return Some((from_to(item, &last)?, end + 3));
        }
        Some((item, end))
    }
}

/// From one date to another one that is not before it.
fn from_to(first: Item, last: &Item) -> Option<Item> {
    let (from, until) = (first.date()?, last.date()?);
    Some(Item { doubts: first.doubts, ..Item::between(from, until.max(from)) })
}
