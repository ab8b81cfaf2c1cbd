//! Days near the message: "tomorrow", "kal", "next Friday", "Montag in einer Woche", "下周三", "this weekend".

use jiff::civil::{Date, Weekday};

use super::{
    Doubt, Weekdays,
    item::{Item, days_after, place_in_week},
    meaning::{Meaning, TimeUnit},
    periods::Modifiers,
    reader::{Reader, back, given, means},
};
use crate::domain::locale::Language;

impl Reader<'_> {
    /// The day that is named at a place, and the place behind.
    pub fn day(&self, at: usize) -> Option<(Item, usize)> {
        self.counted_in_month(at)
            .or_else(|| self.relative(at))
            .or_else(|| self.part_of_period(at))
            .or_else(|| self.plain_day(at))
            .or_else(|| self.whole_period(at))
    }

    /// A day by its own name or number, not by its distance from another.
    pub fn plain_day(&self, at: usize) -> Option<(Item, usize)> {
        self.near_day(at).or_else(|| self.weekday(at)).or_else(|| self.calendar(at)).or_else(|| self.day_of_month(at))
    }

    fn near_day(&self, at: usize) -> Option<(Item, usize)> {
        if let Some(days) = given!(self, at, Day) {
            let date = days_after(self.today, i64::from(days));
            // "heute in einer Woche".
            let weeks = self.length(at + 2).filter(|length| means!(self, at + 1, In) && length.unit == TimeUnit::Week);
            if let Some(weeks) = weeks.filter(|length| length.least == length.most) {
                return Some((Item::on(days_after(date, 7 * weeks.least)), weeks.end));
            }
            return Some((Item { part: given!(self, at, Part), ..Item::on(date) }, at + 1));
        }
        if let Some(days) = given!(self, at, Either).map(i64::from) {
            let other = days_after(self.today, -days);
            return Some((Item::on(days_after(self.today, days)).with_doubt(Some(Doubt::PastOrComing { other })), at + 1));
        }
        let in_week = self.pick(at, |meaning| match meaning {
            Meaning::WdayOf(weeks, weekday) => Some((i64::from(weeks), weekday)),
            _ => None,
        });
        if let Some((weeks, weekday)) = in_week {
            return Some((self.in_week(weeks, weekday), at + 1));
        }
        let (modifiers, place) = self.modifiers(at);
        if modifiers.this && self.part(place).is_some() {
            return Some((Item::on(self.today), place));
        }
        if means!(self, place, Weekend) {
            let (behind, end) = self.modifiers_behind(place + 1);
            return Some((self.weekend(modifiers, behind), end));
        }
        if means!(self, place, Workdays) && self.number(back(at)).is_none() {
            let week = Item::between(self.today, days_after(self.today, 6));
            return Some((Item { weekdays: Weekdays::WORKDAYS, ..week }, place + 1));
        }
        None
    }

    fn in_week(&self, ahead: i64, weekday: Weekday) -> Item {
        Item::of_week(days_after(self.monday(), 7 * ahead + place_in_week(weekday)))
    }

    fn weekend(&self, before: Modifiers, behind: Modifiers) -> Item {
        let saturday = days_after(self.monday(), 5);
        let both = |saturday: Date| Item::between(saturday, days_after(saturday, 1));
        let next = before.next || behind.next;
        let coming = before.coming || behind.coming;
        if before.last || behind.last {
            return both(days_after(saturday, -7));
        }
        if next && !coming {
            let doubt = (self.today < saturday).then_some(Doubt::WhichWeek { other: saturday });
            return both(days_after(saturday, 7)).with_doubt(doubt);
        }
        if coming && self.today >= saturday {
            return both(days_after(saturday, 7));
        }
        let present = Item::between(saturday.max(self.today), days_after(saturday, 1));
        let chosen = before.chooses() || behind.chooses();
        Item { weekdays: if chosen { Weekdays::NONE } else { Weekdays::WEEKEND }, ..present }
    }

    /// The first one from today on.
    fn nearest(&self, weekday: Weekday) -> Date {
        let ahead = (place_in_week(weekday) - place_in_week(self.today.weekday())).rem_euclid(7);
        days_after(self.today, ahead)
    }

    /// "Friday", "this Friday", "next Friday".
    fn chosen(&self, weekday: Weekday, modifiers: Modifiers) -> Item {
        let nearest = self.nearest(weekday);
        let ahead = if nearest > self.today { nearest } else { days_after(nearest, 7) };
        let week = days_after(self.monday(), place_in_week(weekday));
        if modifiers.last {
            return Item::of_week(days_after(nearest, -7));
        }
        if modifiers.next && !modifiers.coming {
            let date = days_after(week, 7);
            return Item::of_week(date).with_doubt((ahead != date).then_some(Doubt::WhichWeek { other: ahead }));
        }
        if modifiers.coming {
            let same = ahead <= days_after(self.monday(), 6);
            return Item::of_week(ahead).with_doubt(same.then(|| Doubt::WhichWeek { other: days_after(ahead, 7) }));
        }
        if modifiers.this {
            let over = week < self.today;
            return Item::of_week(nearest).with_doubt(over.then_some(Doubt::WhichWeek { other: week }));
        }
        let today = nearest == self.today;
        let item = Item { weekdays: Weekdays::of(weekday), bare: true, ..Item::of_week(nearest) };
        item.with_doubt(today.then(|| Doubt::WhichWeek { other: days_after(nearest, 7) }))
    }

    /// A day of the week with all that tells of which week it is.
    fn weekday(&self, at: usize) -> Option<(Item, usize)> {
        if let Some((weeks, behind)) = self.weeks_ahead(at) {
            return self.day_of_week_ahead(weeks, behind);
        }
        let (before, place) = self.modifiers(at);
        let (weekday, mut end) = self.weekday_word(place)?;
        if means!(self, place, WeekOr) && before.chooses() {
            return None;
        }
        let mut modifiers = before;
        let (behind, after) = self.modifiers_behind(end);
        if behind.chooses() && !before.chooses() {
            modifiers = Modifiers { every: before.every, ..behind };
            end = after;
        }
        // "Monday next week".
        let next = self.skip(end, 2, |place| self.joins_week(place) && !means!(self, place, WeekOr));
        if let Some((weeks, end)) = self.weeks_ahead(next).filter(|_| modifiers == Modifiers::default()) {
            return Some((self.in_week(weeks, weekday), end));
        }
        let item = self.chosen(weekday, modifiers);
        if let Some(later) = self.weeks_later(&item, end, modifiers) {
            return Some(later);
        }
        let every = if modifiers.every { Weekdays::of(weekday) } else { item.weekdays };
        Some((Item { weekdays: every, ..item }, end))
    }

    /// "next week, on Monday": behind the week.
    fn day_of_week_ahead(&self, weeks: i64, at: usize) -> Option<(Item, usize)> {
        let place = self.skip(at, 2, |place| self.joins_week(place) && !means!(self, place, Wday | WeekOr));
        if means!(self, place, Wday | ShortWday) {
            let (weekday, end) = self.weekday_word(place)?;
            return Some((self.in_week(weeks, weekday), end));
        }
        let weekday = given!(self, place, WeekOr).filter(|_| place > at)?;
        Some((self.in_week(weeks, weekday), place + 1))
    }

    fn joins_week(&self, at: usize) -> bool {
        means!(self, at, On | Glue | Of) || self.is_mark(at, &[","])
    }

    /// "Montag in einer Woche", "Monday week".
    fn weeks_later(&self, item: &Item, at: usize, modifiers: Modifiers) -> Option<(Item, usize)> {
        let date = item.date()?;
        let later = |weeks: i64| Item::of_week(days_after(date, 7 * weeks));
        if means!(self, at, In) {
            let length = self.length(at + 1).filter(|length| length.unit == TimeUnit::Week)?;
            return Some((later(length.least), length.end));
        }
        let week = self.unit(at) == Some(TimeUnit::Week) && modifiers == Modifiers::default();
        week.then(|| (later(1), at + 1))
    }

    /// The name of a day of the week, also a short one in the right company.
    fn weekday_word(&self, at: usize) -> Option<(Weekday, usize)> {
        if let Some(weekday) = given!(self, at, Wday) {
            return Some((weekday, at + 1));
        }
        if let Some(weekday) = given!(self, at, ShortWday) {
            let dotted = self.is_mark(at + 1, &["."]) && at + 2 < self.end() && !self.is_mark(at + 2, &["\n"]);
            let end = if dotted { at + 2 } else { at + 1 };
            return self.is_short_weekday(at, end).then_some((weekday, end));
        }
        given!(self, at, WeekOr).map(|weekday| (weekday, at + 1))
    }

    /// "sat" is a day in "on sat", "sat 3pm" and "fri or sat".
    fn is_short_weekday(&self, at: usize, end: usize) -> bool {
        const SUBJECTS: [&str; 8] = ["i", "we", "you", "he", "she", "they", "who", "the"];
        let before = back(at);
        if SUBJECTS.contains(&self.text(before)) {
            return false;
        }
        let led = means!(self, before, On | This | Next | Coming | Last | Every | Or | And | Not | Except)
            || means!(self, before, To | Until | Before | After | Starting | Between)
            || self.is_dash(before);
        let followed = means!(self, end, On | UntilIt | BeforeIt | AfterIt | NotIt | Part | WeakPart | To);
        let alone = at == 0 && self.end() <= end + 1;
        if led || followed || alone || self.is_long_short(at, end) {
            return true;
        }
        let linked = self.is_dash(end) || self.is_comma(end) || means!(self, end, Or | And);
        if linked && means!(self, end + 1, Wday | ShortWday) {
            return true;
        }
        let place = self.skip(end, 3, |place| {
            let leads = means!(self, place, At | WeakAt | On | OnDate | About | After | Before | Until | Between);
            self.is_mark(place, &[".", ","]) || leads && !means!(self, place, Or)
        });
        means!(self, place, Part | Noon | Lead) || self.number(place).is_some() && !self.counts(place + 1)
    }

    /// Portuguese "quarta" is a plain Wednesday in a Portuguese text.
    fn is_long_short(&self, at: usize, end: usize) -> bool {
        let own = |language: &Language| self.means_in(at, *language, |meaning| matches!(meaning, Meaning::ShortWday(_)));
        self.text(at).chars().count() >= 5 && self.languages.iter().any(own) && self.may_follow(end)
    }
}
