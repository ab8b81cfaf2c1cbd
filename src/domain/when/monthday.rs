//! A day of the month by its number alone: "the 5th", "el 5", "am 5.", "tanggal 5", "5号", "agle mahine ki 5 tareekh".

use jiff::civil::Date;

use super::{
    item::{Item, date_of, months_after},
    meaning::Meaning,
    periods::Kind,
    reader::{Reader, back, means},
};
use crate::domain::locale::Language;

/// How a number shows that it is a day.
struct Form {
    /// "5th", "5号".
    marked: bool,
    /// "fifth".
    ordinal: bool,
    /// "5."
    dotted: bool,
}

impl Reader<'_> {
    /// The next day of this number, or the one of a month that is named beside it; and the place behind.
    pub fn day_of_month(&self, at: usize) -> Option<(Item, usize)> {
        if let Some(found) = self.day_behind_month(at) {
            return Some(found);
        }
        let led = means!(self, at, OnDate);
        let place = if led { at + 1 } else { at };
        let place = if led && means!(self, place, OnDate) && self.number(place).is_none() { place + 1 } else { place };
        let (day, end) = self.day_number(place)?;
        if let Some(found) = self.calendar(place).filter(|_| led) {
            return Some(found);
        }
        let form = Form {
            marked: means!(self, end - 1, DateMark) && end - 1 > place,
            ordinal: means!(self, place, Ordinal),
            dotted: self.is_mark(end - 1, &["."]) && end - 1 > place,
        };
        if self.is_other_number(end, &form) {
            return None;
        }
        let next = self.skip(end, 3, |place| means!(self, place, Of | Glue | On) && !means!(self, place, This | Next | Period));
        let month = self.period(next).filter(|period| period.kind == Kind::Month);
        let fits = if led { self.is_led_day(at, end, &form, month.is_some()) } else { self.is_marked_day(at, end, &form, month.is_some()) };
        if !fits {
            return None;
        }
        if let Some(month) = month {
            return Some((day_in(month.last, day).map_or_else(Item::never, Item::on), month.end));
        }
        let ends_text = end >= self.end() || self.is_mark(end, &["\n"]);
        let end = if form.dotted && ends_text { end - 1 } else { end };
        Some((Item::on(self.next_day(day)?), end))
    }

    /// "agle mahine ki 5 tareekh", "下个月5号".
    fn day_behind_month(&self, at: usize) -> Option<(Item, usize)> {
        let month = self.period(at).filter(|period| period.kind == Kind::Month)?;
        let place = if means!(self, month.end, Of | On | Glue) { month.end + 1 } else { month.end };
        let day = self.figure(place).filter(|_| means!(self, place + 1, DateMark))?;
        Some((Item::on(day_in(month.last, day)?), place + 2))
    }

    /// The number counts something, or is an hour.
    fn is_other_number(&self, end: usize, form: &Form) -> bool {
        let plain = !form.marked && !form.dotted && !form.ordinal;
        let fraction = plain && self.is_mark(end, &[".", ","]) && self.is_glued(end + 1) && self.figure(end + 1).is_some();
        let hour = self.is_mark(end, &[":"]) || means!(self, end, MonthMark | OClock | Am | Pm | Hours | Tail | Unit);
        fraction || hour || self.counts(end)
    }

    /// Behind "the", "el", "am", "dia": the English article needs more than a number.
    fn is_led_day(&self, at: usize, end: usize, form: &Form, month: bool) -> bool {
        if form.marked || form.ordinal || form.dotted {
            return month && !form.ordinal || self.may_follow(end);
        }
        let others = self.get(at).is_some_and(|lexeme| {
            lexeme.entries.iter().any(|entry| entry.meaning == Meaning::OnDate && entry.language != Some(Language::En))
        });
        others && !means!(self, at, WeakAt) && self.may_follow(end)
    }

    /// Without such a word: "5号", "5 tareekh"; "5th" only where a date is looked for.
    fn is_marked_day(&self, at: usize, end: usize, form: &Form, month: bool) -> bool {
        if !form.marked || !month && !self.may_follow(end) {
            return false;
        }
        let mark = self.text(end - 1);
        if month || !mark.is_ascii() || mark.len() > 2 {
            return true;
        }
        let before = back(at);
        let looked_for = means!(self, before, On | OnDate | Until | Before | After | Starting | Between | To | Or | And | Wday);
        looked_for || at == 0 && self.stops(end)
    }

    /// The next day with this number, today included.
    fn next_day(&self, day: u32) -> Option<Date> {
        let over = i64::from(day) < i64::from(self.today.day());
        let month = months_after(self.today.first_of_month(), i64::from(over));
        (0..12).find_map(|later| day_in(months_after(month, later), day))
    }
}

/// A day of the month that a date is in.
fn day_in(month: Date, day: u32) -> Option<Date> {
    date_of(month.year(), u32::try_from(month.month()).ok()?, day)
}
