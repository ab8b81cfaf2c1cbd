//! A time of day: "5", "half past 3", "15h30", "halb vier", "साढ़े तीन बजे", "三点半".

use super::{
    meaning::{DayPart, Half, Meaning, TimeUnit},
    reader::{Reader, back, given, means},
};
use crate::domain::locale::Language;

/// What is known of the half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// "5" is in the morning or in the afternoon.
    Open,
    /// "9 Uhr" is in the morning, unless a word beside it says otherwise.
    Likely,
    Fixed,
}

/// How surely the words tell a time, without others beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Sure,
    /// "5 h" may be five hours.
    Hours,
    /// "الخامسة" may be any fifth one, "一点" is also a little.
    Named,
    /// "5" may be anything.
    Figure,
    Spelt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// After midnight; from 1440 on it is the next day.
    pub minute: i32,
    pub known: Known,
    pub form: Form,
    /// At midnight or after it: of which day is the question.
    pub night: bool,
    pub about: bool,
    /// The place behind it.
    pub end: usize,
}

impl Clock {
    pub fn new(minute: i32, known: Known, form: Form, end: usize) -> Self {
        Self { minute, known, form, night: false, about: false, end }
    }

    pub fn is_sure(&self) -> bool {
        self.form == Form::Sure
    }

    /// A number that needs other words to be a time.
    pub fn is_bare(&self) -> bool {
        matches!(self.form, Form::Hours | Form::Figure | Form::Spelt)
    }

    /// The time in a part of the day: 5 in the evening is 17:00.
    pub fn in_part(mut self, part: DayPart) -> Self {
        if self.known == Known::Fixed {
            return self;
        }
        let hour = self.minute / 60;
        match part.half {
            Half::Morning if hour == 12 => self.minute -= 720,
            Half::Noon if hour < 9 => self.minute += 720,
            Half::Afternoon if hour < 12 => self.minute += 720,
            Half::Night if hour == 12 => {
                self.minute += 720;
                self.night = true;
            }
            Half::Night if (5..12).contains(&hour) => self.minute += 720,
            Half::Night if hour < 5 => {
                self.minute += 1440;
                self.night = true;
            }
            _ => {}
        }
        self.known = Known::Fixed;
        self
    }
}

impl Reader<'_> {
    /// The time of day that begins at a place. `paired`: another one follows after "and".
    pub fn clock(&self, at: usize, paired: bool) -> Option<Clock> {
        if means!(self, at, Noon) {
            return Some(self.named(720, at));
        }
        if means!(self, at, Midnight) {
            return Some(Clock { night: true, ..self.named(1440, at) });
        }
        if let Some(hour) = given!(self, at, HourAndHalf).filter(|_| means!(self, at + 1, OClock)) {
            return Some(Clock::new(i32::from(hour) * 60 + 30, Known::Open, Form::Sure, at + 2));
        }
        if let Some(minutes) = given!(self, at, Lead) {
            return self.led(at, i32::from(minutes));
        }
        if let Some(hour) = given!(self, at, HourName) {
            return Some(self.with_tail(Clock::new(i32::from(hour) * 60, Known::Open, Form::Named, at + 1), paired));
        }
        self.number(at)?;
        self.minutes_first(at).or_else(|| self.hour_first(at, paired))
    }

    /// Noon or midnight: "midi et demi", "meio-dia e meia". A number behind "and" is not of it.
    fn named(&self, minute: i32, at: usize) -> Clock {
        self.with_tail(Clock::new(minute, Known::Fixed, Form::Sure, at + 1), true)
    }

    fn hour(&self, at: usize) -> Option<i32> {
        let hour = self.number(at).or_else(|| given!(self, at, HourName).map(u32::from))?;
        i32::try_from(hour).ok().filter(|hour| (1..=23).contains(hour) && self.digits(at) <= 2)
    }

    /// "half past 3", "halb vier", "paune char baje".
    fn led(&self, at: usize, minutes: i32) -> Option<Clock> {
        // "sawa baje" is a quarter past one, "paune baje" a quarter to it.
        if means!(self, at + 1, OClock) && minutes.abs() == 15 {
            let minute = if minutes > 0 { 75 } else { 765 };
            return Some(Clock::new(minute, Known::Open, Form::Sure, at + 2));
        }
        let place = if means!(self, at + 1, At) { at + 2 } else { at + 1 };
        let hour = self.hour(place)?;
        let end = if means!(self, place + 1, OClock | Hours) { place + 2 } else { place + 1 };
        let known = if hour <= 12 { Known::Open } else { Known::Fixed };
        Some(self.with_meridiem(Clock::new(hour * 60 + minutes, known, Form::Sure, end)))
    }

    /// "ten past three", "zehn vor drei", "fünf vor halb vier".
    fn minutes_first(&self, at: usize) -> Option<Clock> {
        let minutes = self.number(at).and_then(|minutes| i32::try_from(minutes).ok())?;
        if !means!(self, at + 1, Past | ToHour) || ![5, 10, 15, 20, 25].contains(&minutes) {
            return None;
        }
        let to = means!(self, at + 1, ToHour);
        // "10 to 5" is rather a span of hours.
        let plain = minutes >= 20 || means!(self, back(at), At | WeakAt | About);
        if to && means!(self, at + 1, To) && !plain {
            return None;
        }
        let lead = given!(self, at + 2, Lead).map(i32::from);
        let place = if lead.is_some() { at + 3 } else { at + 2 };
        let hour = self.hour(place).filter(|hour| *hour <= 12)?;
        let end = if means!(self, place + 1, OClock) { place + 2 } else { place + 1 };
        let minute = hour * 60 + lead.unwrap_or(0) + if to { -minutes } else { minutes };
        Some(self.with_meridiem(Clock::new(minute, Known::Open, Form::Sure, end)))
    }

    /// "5", "5:30", "17 Uhr 30", "15h30", "3点45分", "1530 hrs".
    fn hour_first(&self, at: usize, paired: bool) -> Option<Clock> {
        let number = self.number(at).and_then(|number| i32::try_from(number).ok())?;
        // The end of "10.30", "12:45".
        let behind = self.is_mark(back(at), &[".", ",", ":", "'", "’"]) && self.is_glued(at) && self.is_glued(back(at));
        if behind && self.digits(back(back(at))) > 0 {
            return None;
        }
        if self.digits(at) > 2 {
            return self.in_one_number(at, number);
        }
        if number > 24 {
            return None;
        }
        let mut clock = self.with_minutes(at, number)?;
        let padded = self.digits(at) == 2 && number < 10 && clock.end > at + 1;
        if number == 0 || number > 12 {
            clock.known = Known::Fixed;
        } else if padded {
            clock.known = Known::Likely;
        }
        clock = self.with_meridiem(self.with_tail(clock, paired));
        if number == 24 {
            clock.night = true;
        }
        if self.is_glued(clock.end) && means!(self, clock.end, About) {
            clock.about = true;
            clock.end += 1;
        }
        let a_little = number == 1 && self.get(at).is_some_and(|lexeme| lexeme.raw == "一") && clock.end == at + 2;
        if a_little && clock.is_sure() {
            clock.form = Form::Named;
        }
        (number < 24 || clock.minute == 1440).then_some(clock)
    }

    /// "1530 hrs", "at 1530", "530pm".
    fn in_one_number(&self, at: usize, number: i32) -> Option<Clock> {
        let (hour, minute) = (number / 100, number % 100);
        let unit = means!(self, at + 1, Hours | OClock) || self.unit(at + 1) == Some(TimeUnit::Hour);
        let half = means!(self, at + 1, Am | Pm);
        let alone = means!(self, back(at), At) && !(1900..=2100).contains(&number);
        let minutes = hour * 60 + minute;
        match self.digits(at) {
            3 | 4 if (1..=12).contains(&hour) && minute < 60 && half => {
                Some(self.with_meridiem(Clock::new(minutes, Known::Open, Form::Sure, at + 1)))
            }
            4 if hour < 24 && minute < 60 && unit => Some(Clock::new(minutes, Known::Fixed, Form::Sure, at + 2)),
            4 if hour < 24 && minute < 60 && alone => Some(Clock::new(minutes, Known::Fixed, Form::Figure, at + 1)),
            _ => None,
        }
    }

    /// The hour at a place with the minutes and the word that follow it.
    fn with_minutes(&self, at: usize, hour: i32) -> Option<Clock> {
        let spelt = self.figure(at).is_none();
        let bare = if spelt { Form::Spelt } else { Form::Figure };
        let mut clock = Clock::new(hour * 60, Known::Open, bare, at + 1);
        let colon = self.is_mark(at + 1, &[":"]);
        let dot = self.is_mark(at + 1, &[".", ","]);
        if let Some(minutes) = self.two_figures(at + 2).filter(|_| (colon || dot) && self.is_glued(at + 1)) {
            let taken = self.get(at + 2).is_some_and(|lexeme| lexeme.taken);
            if colon {
                clock.form = Form::Sure;
                clock.end = at + 3;
                if self.is_mark(clock.end, &[":"]) && self.two_figures(clock.end + 1).is_some() {
                    clock.end += 2;
                }
                if self.is_mark(clock.end, &[":"]) {
                    return None;
                }
            } else if !taken {
                clock.end = at + 3;
                if means!(self, clock.end, Am | Pm | OClock | Hours) {
                    clock.form = Form::Sure;
                }
            }
            if clock.end > at + 1 {
                clock.minute += i32::try_from(minutes).unwrap_or(0);
            }
        }
        self.with_hour_word(clock, hour, colon && clock.end > at + 1)
    }

    /// The word for hours, and minutes behind it.
    fn with_hour_word(&self, mut clock: Clock, hour: i32, colon: bool) -> Option<Clock> {
        let word = clock.end;
        let likely = (7..12).contains(&hour);
        if means!(self, word, Hours) {
            if hour == 24 {
                return None;
            }
            clock.end = word + 1;
            if let Some((minutes, end)) = self.minutes_behind(word + 1).filter(|_| !colon) {
                clock.minute += minutes;
                clock.end = end;
                clock.form = Form::Sure;
            } else if colon || hour >= 13 || hour >= 6 && self.is_glued(word) {
                clock.form = Form::Sure;
            } else if !clock.is_sure() {
                clock.form = Form::Hours;
            }
            if likely {
                clock.known = Known::Likely;
            }
        } else if means!(self, word, OClock) {
            clock.form = Form::Sure;
            clock.about = means!(self, word, About);
            clock.end = word + 1;
            if let Some((minutes, end)) = self.minutes_behind(word + 1) {
                clock.minute += minutes;
                clock.end = end;
            }
            let german = self.means_in(word, Language::De, |meaning| meaning == Meaning::OClock);
            if likely && german {
                clock.known = Known::Likely;
            }
        }
        Some(clock)
    }

    /// Minutes right behind the word for hours, and the place behind them.
    fn minutes_behind(&self, at: usize) -> Option<(i32, usize)> {
        let digits = self.digits(at);
        let minutes = match self.figure(at) {
            Some(minutes) if digits == 2 || digits == 0 && minutes >= 5 => minutes,
            Some(_) => return None,
            None => self.spelt(at).filter(|minutes| [5, 10, 15, 20, 25, 30, 45].contains(minutes))?,
        };
        let next = at + 1;
        let marked = means!(self, next, MinuteMark) || self.unit(next) == Some(TimeUnit::Minute);
        let end = if marked { next + 1 } else { next };
        let spaced = digits > 0 && !self.is_glued(at);
        let date = means!(self, next, MonthMark | Month | DateMark | ShortMonth | Unit) || self.is_mark(next, &[".", "/", ":"]);
        let counted = digits == 0 && means!(self, next, OClock | Unit | MonthMark);
        let other = !marked && (spaced && date || counted);
        i32::try_from(minutes).ok().filter(|minutes| *minutes < 60 && !other).map(|minutes| (minutes, end))
    }

    /// "… y media", "… menos cuarto", "… 半", "… y diez".
    fn with_tail(&self, mut clock: Clock, paired: bool) -> Clock {
        let at = clock.end;
        if let Some(minutes) = given!(self, at, Tail) {
            clock.minute += i32::from(minutes);
            clock.form = Form::Sure;
            clock.end = if means!(self, at + 1, OClock) { at + 2 } else { at + 1 };
        } else if !paired && means!(self, at, Plus | Minus) {
            let other = means!(self, at + 2, OClock | Hours | Am | Pm | MonthMark | DateMark) || self.is_mark(at + 2, &[":"]);
            let least = if means!(self, at, And) { 10 } else { 5 };
            let minutes = self.number(at + 1).filter(|minutes| (least..=50).contains(minutes) && minutes % 5 == 0 && !other);
            if let Some(minutes) = minutes.and_then(|minutes| i32::try_from(minutes).ok()) {
                clock.minute += if means!(self, at, Plus) { minutes } else { -minutes };
                clock.form = Form::Sure;
                clock.end = if self.unit(at + 2) == Some(TimeUnit::Minute) { at + 3 } else { at + 2 };
            }
        }
        clock
    }

    /// "… am", "… p.m.".
    fn with_meridiem(&self, mut clock: Clock) -> Clock {
        let at = clock.end;
        if !means!(self, at, Am | Pm) || self.is_german_am(at) {
            return clock;
        }
        let hour = clock.minute / 60;
        if means!(self, at, Pm) {
            if hour < 12 {
                clock.minute += 720;
            }
        } else if hour == 12 {
            clock.minute -= 720;
        }
        clock.night |= clock.minute == 0;
        clock.known = Known::Fixed;
        clock.form = Form::Sure;
        clock.end = at + 1;
        clock
    }

    /// "um 5 am Montag".
    fn is_german_am(&self, at: usize) -> bool {
        let date = means!(self, at + 1, Wday | ShortWday | Part) || self.figure(at + 1).is_some();
        means!(self, at, On) && self.shows(Language::De) && date
    }
}
