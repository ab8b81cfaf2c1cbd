//! When the business can be met: what the owner sets, and the same once it is checked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    cells::{CELL_MINUTES, whole_cells},
    interval::Interval,
};
use crate::domain::{
    api_error::FieldErrors,
    business::{Hours, OpenSpan},
};

/// How long a meeting can be, in minutes.
pub const MEETING_MINUTES: (u16, u16) = (10, 240);
const MOST_SPANS: usize = 4;
const MOST_SPECIAL_DAYS: usize = 200;
const MOST_NOTE: usize = 120;
const MOST_BUFFER: u16 = 120;
const MOST_STEP: u16 = 240;
/// Thirty days.
const MOST_NOTICE: u32 = 43_200;
const MOST_HORIZON: u16 = 365;
const MOST_PER_DAY: u16 = 100;

/// Days on which other hours hold than those of their weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpecialDays {
    pub from: Date,
    /// The last of them.
    pub until: Date,
    /// Empty: a holiday.
    #[serde(default)]
    pub hours: Vec<OpenSpan>,
    /// What for, in the owner's words; may be empty.
    #[serde(default)]
    pub note: String,
}

/// What the owner sets beside the opening hours (with their breaks) and the meeting's length, which stand with the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleSettings {
    pub special_days: Vec<SpecialDays>,
    /// Minutes that each meeting keeps free before it and after it.
    pub buffer_before: u16,
    pub buffer_after: u16,
    /// How many minutes before it begins a meeting has to be booked.
    pub notice_minutes: u32,
    /// How many days ahead; 0 is only today.
    pub horizon_days: u16,
    /// The most meetings that begin on one day of the business; None: no limit.
    pub per_day: Option<u16>,
    /// Minutes from one time on offer to the next, counted from where the opening hours begin.
    pub step_minutes: u16,
}

impl Default for ScheduleSettings {
    fn default() -> Self {
        Self {
            special_days: vec![],
            buffer_before: 0,
            buffer_after: 0,
            notice_minutes: 120,
            horizon_days: 60,
            per_day: None,
            step_minutes: 30,
        }
    }
}

/// The rules, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    hours: Hours,
    /// In order; no day is in two of them.
    special_days: Vec<SpecialDays>,
    minutes: u16,
    buffer_before: u16,
    buffer_after: u16,
    notice_minutes: u32,
    horizon_days: u16,
    per_day: Option<u16>,
    step_minutes: u16,
}

impl Rules {
    /// # Errors
    /// All fields at fault, by their names in [`ScheduleSettings`] and in the business.
    pub fn new(hours: &Hours, meeting_minutes: u16, settings: &ScheduleSettings) -> Result<Self, FieldErrors> {
        let mut special_days = settings.special_days.clone();
        special_days.sort_by_key(|days| (days.from, days.until));
        let problems = [
            ("hours", hours.0.iter().find_map(|day| spans_problem(day)).map(str::to_owned)),
            ("meeting_minutes", length_problem(meeting_minutes)),
            ("special_days", special_days_problem(&settings.special_days).or_else(|| twice_problem(&special_days))),
            ("buffer_before", cells_problem(settings.buffer_before, 0, MOST_BUFFER)),
            ("buffer_after", cells_problem(settings.buffer_after, 0, MOST_BUFFER)),
            ("notice_minutes", range_problem(settings.notice_minutes, 0, MOST_NOTICE)),
            ("horizon_days", range_problem(settings.horizon_days, 0, u32::from(MOST_HORIZON))),
            ("per_day", settings.per_day.and_then(|most| range_problem(most, 1, u32::from(MOST_PER_DAY)))),
            ("step_minutes", cells_problem(settings.step_minutes, CELL_MINUTES, MOST_STEP)),
        ];
        let wrong: FieldErrors =
            problems.into_iter().filter_map(|(field, problem)| problem.map(|problem| (field.to_owned(), problem))).collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Self {
            hours: hours.clone(),
            special_days,
            minutes: meeting_minutes,
            buffer_before: settings.buffer_before,
            buffer_after: settings.buffer_after,
            notice_minutes: settings.notice_minutes,
            horizon_days: settings.horizon_days,
            per_day: settings.per_day,
            step_minutes: settings.step_minutes,
        })
    }

    /// The same rules for meetings of another length, as REST lets integrators ask for (`duration_minutes`).
    ///
    /// # Errors
    /// What is wrong with the length.
    pub fn lasting(&self, minutes: u16) -> Result<Self, FieldErrors> {
        match length_problem(minutes) {
            Some(problem) => Err(FieldErrors::from([("duration_minutes".to_owned(), problem)])),
            None => Ok(Self { minutes, ..self.clone() }),
        }
    }

    pub fn minutes(&self) -> u16 {
        self.minutes
    }

    pub fn notice_minutes(&self) -> u32 {
        self.notice_minutes
    }

    pub fn horizon_days(&self) -> u16 {
        self.horizon_days
    }

    pub fn per_day(&self) -> Option<u16> {
        self.per_day
    }

    pub fn step_minutes(&self) -> u16 {
        self.step_minutes
    }

    /// When it is open on a date, by the clocks of the business.
    pub fn spans_on(&self, date: Date) -> &[OpenSpan] {
        let after = self.special_days.partition_point(|days| days.from <= date);
        let special = after.checked_sub(1).and_then(|at| self.special_days.get(at)).filter(|days| date <= days.until);
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        match special {
            Some(days) => days.hours.as_slice(),
            None => self.hours.0.get(weekday).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The time that a meeting takes from others: with its buffers, in whole cells.
    pub fn occupied(&self, meeting: Interval) -> Interval {
        whole_cells(meeting.padded(self.buffer_before, self.buffer_after))
    }
}

/// The hours that hold on a date instead of those of its weekday.
pub fn other_hours(special_days: &[SpecialDays], date: Date) -> Option<&[OpenSpan]> {
    special_days.iter().find(|days| (days.from..=days.until).contains(&date)).map(|days| days.hours.as_slice())
}

fn range_problem(value: impl Into<u32>, least: u32, most: u32) -> Option<String> {
    (!(least..=most).contains(&value.into())).then(|| format!("between {least} and {most}"))
}

fn length_problem(minutes: u16) -> Option<String> {
    let (least, most) = MEETING_MINUTES;
    range_problem(minutes, u32::from(least), u32::from(most))
}

/// Whole cells, so that meetings one after the other do not share one.
fn cells_problem(minutes: u16, least: u16, most: u16) -> Option<String> {
    let fits = (least..=most).contains(&minutes) && minutes.is_multiple_of(CELL_MINUTES);
    (!fits).then(|| format!("between {least} and {most}, in steps of {CELL_MINUTES} minutes"))
}

fn spans_problem(day: &[OpenSpan]) -> Option<&'static str> {
    let are_times = day.iter().all(|span| span.from < span.until && span.until <= 1_440);
    let are_apart = day.windows(2).all(|pair| pair[0].until <= pair[1].from);
    if day.len() > MOST_SPANS {
        return Some("at most 4 times a day");
    }
    (!are_times || !are_apart).then_some("each time must end after it begins, and not overlap the next")
}

/// The first mistake, with its line.
fn special_days_problem(typed: &[SpecialDays]) -> Option<String> {
    if typed.len() > MOST_SPECIAL_DAYS {
        return Some(format!("at most {MOST_SPECIAL_DAYS} lines"));
    }
    let problem = |days: &SpecialDays| {
        if days.until < days.from {
            return Some("the last day must not come before the first");
        }
        if days.note.chars().count() > MOST_NOTE || days.note.chars().any(char::is_control) {
            return Some("a note of at most 120 characters, on one line");
        }
        spans_problem(&days.hours)
    };
    typed.iter().enumerate().find_map(|(index, days)| problem(days).map(|problem| format!("line {}: {problem}", index + 1)))
}

/// `sorted` by their beginnings.
fn twice_problem(sorted: &[SpecialDays]) -> Option<String> {
    let second = sorted.windows(2).find(|pair| pair[1].from <= pair[0].until)?;
    Some(format!("{} is in two lines", second[1].from))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn holiday(from: Date, until: Date) -> SpecialDays {
        SpecialDays { from, until, hours: vec![], note: String::new() }
    }

    fn rules(special_days: Vec<SpecialDays>) -> Result<Rules, FieldErrors> {
        Rules::new(&Hours::office(), 30, &ScheduleSettings { special_days, ..ScheduleSettings::default() })
    }

    #[test]
    fn every_mistake_is_named_by_its_field() {
        let mut hours = Hours::office();
        hours.0[2] = vec![OpenSpan { from: 600, until: 540 }];
        let settings = ScheduleSettings {
            special_days: vec![holiday(date(2026, 12, 26), date(2026, 12, 24))],
            buffer_before: 7,
            buffer_after: 125,
            notice_minutes: 43_201,
            horizon_days: 366,
            per_day: Some(0),
            step_minutes: 0,
        };
        let wrong = Rules::new(&hours, 241, &settings).expect_err("mistakes");
        let fields: Vec<&str> = wrong.keys().map(String::as_str).collect();
        assert_eq!(
            fields,
            [
                "buffer_after",
                "buffer_before",
                "horizon_days",
                "hours",
                "meeting_minutes",
                "notice_minutes",
                "per_day",
                "special_days",
                "step_minutes"
            ]
        );
        assert_eq!(wrong["special_days"], "line 1: the last day must not come before the first");
        assert_eq!(wrong["buffer_before"], "between 0 and 120, in steps of 5 minutes");
        assert_eq!(wrong["meeting_minutes"], "between 10 and 240");
    }

    #[test]
    fn what_the_product_begins_with_is_right() {
        let rules = rules(vec![]).expect("right");
        assert_eq!((rules.minutes(), rules.step_minutes(), rules.horizon_days(), rules.notice_minutes()), (30, 30, 60, 120));
        assert_eq!(rules.lasting(60).map(|rules| rules.minutes()), Ok(60));
        assert!(rules.lasting(5).expect_err("too short").contains_key("duration_minutes"));
    }

    #[test]
    fn holidays_close_and_special_openings_open() {
        let opening = SpecialDays { hours: vec![OpenSpan { from: 600, until: 720 }], ..holiday(date(2026, 11, 28), date(2026, 11, 28)) };
        let rules = rules(vec![holiday(date(2026, 12, 24), date(2026, 12, 27)), opening.clone()]).expect("right");
        assert_eq!(rules.spans_on(date(2026, 11, 27)), [OpenSpan { from: 540, until: 1_020 }]);
        assert_eq!(rules.spans_on(date(2026, 11, 28)), opening.hours);
        assert!(rules.spans_on(date(2026, 11, 29)).is_empty());
        assert_eq!(rules.spans_on(date(2026, 12, 23)).len(), 1);
        for day in 24..=27 {
            assert!(rules.spans_on(date(2026, 12, day)).is_empty(), "{day}");
        }
        assert_eq!(rules.spans_on(date(2026, 12, 28)).len(), 1);
    }

    #[test]
    fn a_day_has_one_exception() {
        let wrong = rules(vec![holiday(date(2026, 12, 26), date(2026, 12, 27)), holiday(date(2026, 12, 24), date(2026, 12, 26))]);
        assert_eq!(wrong.expect_err("twice")["special_days"], "2026-12-26 is in two lines");
    }

    #[test]
    fn settings_that_were_stored_before_a_field_was_there_are_read() {
        let read: ScheduleSettings =
            serde_json::from_str(r#"{"special_days":[{"from":"2026-12-25","until":"2026-12-25"}]}"#).expect("read");
        assert_eq!(read.special_days, [holiday(date(2026, 12, 25), date(2026, 12, 25))]);
        assert_eq!(ScheduleSettings { special_days: vec![], ..read }, ScheduleSettings::default());
    }

    #[test]
    fn a_meeting_takes_its_buffers_with_it() {
        let settings = ScheduleSettings { buffer_before: 10, buffer_after: 15, ..ScheduleSettings::default() };
        let rules = Rules::new(&Hours::office(), 30, &settings).expect("right");
        let meeting = Interval::lasting("2026-12-01T09:00:00Z".parse().expect("a time"), 32).expect("an interval");
        let occupied = rules.occupied(meeting);
        assert_eq!((occupied.start().to_string().as_str(), occupied.minutes()), ("2026-12-01T08:50:00Z", 60));
    }
}
