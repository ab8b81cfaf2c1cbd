//! Weeks, months and years, parts of them, and days that are counted in them: "next week", "Ende März", "月底", "the
//! first Monday of April".

use jiff::civil::Date;

use super::{
    item::{Item, date_of, days_after, months_after, place_in_week},
    meaning::{Meaning, TimeUnit},
    reader::{Reader, back, given, means},
};

/// Words such as "next" at a noun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    pub this: bool,
    pub next: bool,
    pub coming: bool,
    pub last: bool,
    pub every: bool,
}

impl Modifiers {
    /// One of them tells which one is meant.
    pub fn chooses(self) -> bool {
        self.this || self.next || self.coming || self.last
    }

    /// Which one from the present one on.
    fn ahead(self) -> i64 {
        if self.last { -1 } else { i64::from(self.next || self.coming) }
    }

    fn with(self, other: Self) -> Self {
        Self {
            this: self.this || other.this,
            next: self.next || other.next,
            coming: self.coming || other.coming,
            last: self.last || other.last,
            every: self.every || other.every,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Day,
    /// So many weeks ahead.
    Week(i64),
    Month,
    /// A month by its name.
    Named,
    Year,
}

/// A week, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub kind: Kind,
    pub first: Date,
    pub last: Date,
    /// A word such as "next", or a year, stands at it.
    pub told: bool,
    /// The place behind it.
    pub end: usize,
}

#[derive(Clone, Copy)]
enum Slice {
    Start,
    Middle,
    End,
}

impl Reader<'_> {
    /// "this next", "el próximo", and the place behind.
    pub fn modifiers(&self, at: usize) -> (Modifiers, usize) {
        let mut all = Modifiers::default();
        let mut place = at;
        for _ in 0..3 {
            let here = Modifiers {
                this: means!(self, place, This),
                next: means!(self, place, Next),
                coming: means!(self, place, Coming),
                last: means!(self, place, Last),
                every: means!(self, place, Every),
            };
            let is_one = here != Modifiers::default() && !means!(self, place, Wday | Unit);
            if is_one {
                all = all.with(here);
            } else if place == at || !means!(self, place, Glue | Of) || means!(self, place, Part | Wday) {
                break;
            }
            place += 1;
        }
        (all, place)
    }

    /// "… prochain", "… depan", behind a noun.
    pub fn modifiers_behind(&self, at: usize) -> (Modifiers, usize) {
        let coming = means!(self, at, Coming);
        let next = means!(self, at, Next) && !coming;
        let last = means!(self, at, Last) && !means!(self, at, After | Until | Before) && !coming && !next;
        let all = Modifiers { coming, next, last, ..Modifiers::default() };
        (all, if all.chooses() { at + 1 } else { at })
    }

    pub fn monday(&self) -> Date {
        days_after(self.today, -place_in_week(self.today.weekday()))
    }

    fn week(&self, ahead: i64, told: bool, end: usize) -> Period {
        let monday = days_after(self.monday(), 7 * ahead);
        let first = if ahead == 0 { self.today } else { monday };
        Period { kind: Kind::Week(ahead), first, last: days_after(monday, 6), told, end }
    }

    fn month(&self, ahead: i64, told: bool, end: usize) -> Period {
        let month = months_after(self.today.first_of_month(), ahead);
        let first = if ahead == 0 { self.today } else { month };
        Period { kind: Kind::Month, first, last: month.last_of_month(), told, end }
    }

    fn year_ahead(&self, ahead: i64, told: bool, end: usize) -> Period {
        let year = months_after(self.today.first_of_year(), 12 * ahead);
        let first = if ahead == 0 { self.today } else { year };
        Period { kind: Kind::Year, first, last: year.last_of_year(), told, end }
    }

    fn of_unit(&self, unit: TimeUnit, ahead: i64, told: bool, end: usize) -> Option<Period> {
        match unit {
            TimeUnit::Week => Some(self.week(ahead, told, end)),
            TimeUnit::Month => Some(self.month(ahead, told, end)),
            TimeUnit::Year => Some(self.year_ahead(ahead, told, end)),
            _ => None,
        }
    }

    fn of_name(&self, year: i16, month: u32, told: bool, end: usize) -> Option<Period> {
        let date = date_of(year, month, 1)?;
        let first = if date == self.today.first_of_month() { self.today } else { date };
        Some(Period { kind: Kind::Named, first, last: date.last_of_month(), told, end })
    }

    /// The year in which a month comes next.
    fn year_of(&self, month: u32) -> i16 {
        let over = i64::from(month) < i64::from(self.today.month());
        if over { self.today.year() + 1 } else { self.today.year() }
    }

    /// "next week", "agle hafte", "la semana que viene": how many weeks ahead, and the place behind.
    pub fn weeks_ahead(&self, at: usize) -> Option<(i64, usize)> {
        if let Some((TimeUnit::Week, ahead)) = self.period_word(at) {
            return Some((ahead, at + 1));
        }
        let (before, place) = self.modifiers(at);
        if self.unit(place) != Some(TimeUnit::Week) && !means!(self, place, WeekOr) {
            return None;
        }
        let (behind, end) = self.modifiers_behind(place + 1);
        let all = before.with(behind);
        all.chooses().then(|| (all.ahead(), end))
    }

    fn period_word(&self, at: usize) -> Option<(TimeUnit, i64)> {
        self.pick(at, |meaning| match meaning {
            Meaning::Period(unit, ahead) => Some((unit, i64::from(ahead))),
            _ => None,
        })
    }

    /// The week, month or year at a place.
    pub fn period(&self, at: usize) -> Option<Period> {
        if let Some((ahead, end)) = self.weeks_ahead(at) {
            return Some(self.week(ahead, true, end));
        }
        if let Some((unit, ahead)) = self.period_word(at) {
            return self.of_unit(unit, ahead, true, at + 1);
        }
        let (before, place) = self.modifiers(at);
        let (behind, end) = self.modifiers_behind(place + 1);
        let all = before.with(behind);
        if let Some(unit) = self.unit(place).filter(|_| all.chooses() && !means!(self, place, On | OnDate)) {
            if unit == TimeUnit::Day {
                let date = days_after(self.today, 1);
                return (all.next && !all.every).then_some(Period { kind: Kind::Day, first: date, last: date, told: true, end });
            }
            return self.of_unit(unit, all.ahead(), true, end);
        }
        let short = given!(self, place, ShortMonth).filter(|_| before.chooses() && !means!(self, place, Hint));
        let month = u32::try_from(given!(self, place, Month).or(short)?).ok()?;
        if let Some(year) = self.get(end).filter(|lexeme| lexeme.digits == 4 && !lexeme.taken).and_then(|lexeme| lexeme.number)
            && (2000..=2100).contains(&year)
        {
            return self.of_name(i16::try_from(year).ok()?, month, true, end + 1);
        }
        let this_year = self.today.year();
        let over = i64::from(month) < i64::from(self.today.month());
        let past = if over { this_year } else { this_year - 1 };
        self.of_name(if all.last { past } else { self.year_of(month) }, month, all.chooses() || all.every, end)
    }

    /// "3月", where no day follows.
    fn numbered_month(&self, at: usize) -> Option<Period> {
        let month = self.number(at).filter(|_| means!(self, at + 1, MonthMark) && self.number(at + 2).is_none())?;
        self.of_name(self.year_of(month), month, true, at + 2)
    }

    /// A period that is meant as a whole.
    pub fn whole_period(&self, at: usize) -> Option<(Item, usize)> {
        let period = self.period(at).or_else(|| self.numbered_month(at))?;
        let before = back(at);
        let named = period.told || means!(self, before, In | On | Until | Before | After | Starting | Between | FromTo | Of);
        if period.kind == Kind::Named && !named {
            return None;
        }
        let item = if period.kind == Kind::Day { Item::on(period.first) } else { Item::between(period.first, period.last) };
        Some((item, period.end))
    }

    fn slice_word(&self, at: usize) -> Option<Slice> {
        let all = [(means!(self, at, End), Slice::End), (means!(self, at, Middle), Slice::Middle), (means!(self, at, Start), Slice::Start)];
        all.into_iter().find_map(|(is, slice)| is.then_some(slice))
    }

    /// "the end of the month", "early next week", "Ende März", "月底".
    pub fn part_of_period(&self, at: usize) -> Option<(Item, usize)> {
        if let Some(slice) = self.slice_word(at) {
            let place = self.skip(at + 1, 3, |place| means!(self, place, Of | Glue | OnDate | FromTo) || self.is_dash(place));
            let plain = place > at + 1 || !matches!(slice, Slice::Middle);
            let unit = self.unit(place).filter(|_| plain);
            let present = || unit.and_then(|unit| self.of_unit(unit, 0, false, place + 1));
            let period = self.period(place).or_else(present).filter(|period| period.kind != Kind::Day)?;
            return Some((self.slice(&period, slice), period.end));
        }
        let period = self.period(at).or_else(|| self.present(at)).filter(|period| period.kind != Kind::Day)?;
        let slice = self.slice_word(period.end).filter(|_| !means!(self, period.end, Later | Glue))?;
        Some((self.slice(&period, slice), period.end + 1))
    }

    /// The present week, month or year, by its bare name.
    fn present(&self, at: usize) -> Option<Period> {
        if means!(self, at, MonthMark) {
            return Some(self.month(0, false, at + 1));
        }
        if means!(self, at, WeekOr) {
            return Some(self.week(0, false, at + 1));
        }
        let unit = self.unit(at).and_then(|unit| self.of_unit(unit, 0, false, at + 1));
        unit.or_else(|| self.numbered_month(at))
    }

    fn slice(&self, period: &Period, slice: Slice) -> Item {
        let first = period.last.first_of_month();
        let (from, until) = match (period.kind, slice) {
            (Kind::Week(ahead), slice) => {
                let monday = days_after(self.monday(), 7 * ahead);
                let (from, until) = match slice {
                    Slice::Start => (0, 1),
                    Slice::Middle => (1, 3),
                    Slice::End => (3, 4),
                };
                (days_after(monday, from), days_after(monday, until))
            }
            (Kind::Year, Slice::Start) => {
                let january = period.last.first_of_year();
                (january, months_after(january, 1).last_of_month())
            }
            (Kind::Year, Slice::Middle) => (months_after(first, -6), months_after(first, -5).last_of_month()),
            (Kind::Year, Slice::End) => (first, period.last),
            (_, Slice::Start) => (first, days_after(first, 6)),
            (_, Slice::Middle) => (days_after(first, 10), days_after(first, 19)),
            (_, Slice::End) => (days_after(period.last, -6), period.last),
        };
        Item { ending: matches!(slice, Slice::End), ..Item::between(from, until) }
    }

    /// "the first Monday of April", "la première semaine d'avril", "the last Friday of the month".
    pub fn counted_in_month(&self, at: usize) -> Option<(Item, usize)> {
        let start = if means!(self, at, OnDate | Glue) && !means!(self, at, Ordinal) { at + 1 } else { at };
        let (nth, place) = self.nth(start)?;
        let weekday = given!(self, place, Wday);
        if weekday.is_none() && self.unit(place) != Some(TimeUnit::Week) {
            return None;
        }
        let next = self.skip(place + 1, 2, |place| means!(self, place, Of | Glue | In) && self.period(place).is_none());
        let present = || (self.unit(next) == Some(TimeUnit::Month)).then(|| self.month(0, false, next + 1));
        let period = self.period(next).or_else(present).filter(|period| matches!(period.kind, Kind::Month | Kind::Named))?;
        if next == place + 1 {
            return None;
        }
        let first = period.last.first_of_month();
        let item = match weekday {
            Some(weekday) => first.nth_weekday_of_month(nth, weekday).map_or_else(|_| Item::never(), Item::of_week),
            None if nth < 0 => Item::between(days_after(period.last, -6), period.last),
            None => {
                let from = days_after(first, 7 * (i64::from(nth) - 1));
                Item::between(from.min(period.last), days_after(from, 6).min(period.last))
            }
        };
        Some((item, period.end))
    }

    /// "first", "1st", "last", up to the fifth.
    fn nth(&self, at: usize) -> Option<(i8, usize)> {
        if let Some(nth) = given!(self, at, Ordinal) {
            return i8::try_from(nth).ok().filter(|nth| *nth <= 5).map(|nth| (nth, at + 1));
        }
        if means!(self, at, Last) {
            return Some((-1, at + 1));
        }
        let nth = self.figure(at).filter(|nth| (1..=5).contains(nth) && means!(self, at + 1, DateMark) && self.is_glued(at + 1))?;
        i8::try_from(nth).ok().map(|nth| (nth, at + 2))
    }
}
