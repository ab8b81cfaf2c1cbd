//! Which free time is meant: by a key, or by a place in the window.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::{rpc::schedule::FreeTime, ui::browser};

/// A free time further away from the pointer than this, in minutes, is not meant.
const REACH: i32 = 45;

/// Which way the keys lead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Earlier,
    Later,
    DayBefore,
    DayAfter,
}

/// The next free time that way: within all of them, or on the next day that has one, as near as it can be to this minute.
pub fn beside(times: &[FreeTime], (date, minute): (Date, u16), way: Way) -> Option<&FreeTime> {
    let here = (date, minute);
    let place = |time: &&FreeTime| (time.date, time.block.from);
    let on = |day: Date| times.iter().filter(move |time| time.date == day).min_by_key(|time| time.block.from.abs_diff(minute));
    match way {
        Way::Later => times.iter().find(|time| place(time) > here),
        Way::Earlier => times.iter().rev().find(|time| place(time) < here),
        Way::DayAfter => times.iter().map(|time| time.date).find(|day| *day > date).and_then(on),
        Way::DayBefore => times.iter().rev().map(|time| time.date).find(|day| *day < date).and_then(on),
    }
}

/// The free time of a day that is meant by a place in its column.
pub fn nearest(times: &[FreeTime], date: Date, minute: i32) -> Option<&FreeTime> {
    let far = |time: &&FreeTime| (i32::from(time.block.from) - minute).abs();
    times.iter().filter(|time| time.date == date).min_by_key(far).filter(|time| far(time) <= REACH)
}

/// The day and the minute that stand there in the window.
pub fn place_at(x: f64, y: f64, (first, last): (u8, u8)) -> Option<(Date, i32)> {
    let columns = document().get_elements_by_class_name("weekday__grid");
    let (column, frame) = (0..columns.length()).filter_map(|index| columns.item(index)).find_map(|column| {
        let frame = browser::frame_of(&column);
        (frame.left..frame.left + frame.width).contains(&x).then_some((column, frame))
    })?;
    let shown = f64::from(last.saturating_sub(first)) * 60.0;
    let minute = (y - frame.top) / frame.height.max(1.0) * shown + f64::from(first) * 60.0;
    // Saturates: what is far away is far away.
    Some((column.get_attribute("data-date")?.parse().ok()?, minute.round() as i32))
}

pub fn is_right_to_left() -> bool {
    document().query_selector("[dir=rtl] .meetings").ok().flatten().is_some()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{schedule::week::Block, time::Timestamp};

    fn time(day: i8, from: u16) -> FreeTime {
        let at = Timestamp::UNIX_EPOCH;
        FreeTime { start: at, end: at, date: date(2026, 11, day), block: Block { from, until: from + 30 } }
    }

    fn named(time: Option<&FreeTime>) -> Option<(i8, u16)> {
        time.map(|time| (time.date.day(), time.block.from))
    }

    #[test]
    fn keys_go_from_free_time_to_free_time() {
        let times = [time(24, 540), time(24, 600), time(26, 480), time(26, 630)];
        let go = |from: (i8, u16), way| named(beside(&times, (date(2026, 11, from.0), from.1), way));
        assert_eq!(go((24, 540), Way::Later), Some((24, 600)));
        assert_eq!(go((24, 600), Way::Later), Some((26, 480)), "over the end of a day");
        assert_eq!(go((24, 540), Way::Earlier), None);
        assert_eq!(go((25, 700), Way::Earlier), Some((24, 600)));
        assert_eq!(go((24, 600), Way::DayAfter), Some((26, 630)), "the nearest to this minute");
        assert_eq!(go((26, 480), Way::DayBefore), Some((24, 540)));
        assert_eq!(go((26, 480), Way::DayAfter), None);
    }

    #[test]
    fn a_pointer_means_what_is_near() {
        let times = [time(24, 540), time(24, 600)];
        assert_eq!(named(nearest(&times, date(2026, 11, 24), 571)), Some((24, 600)));
        assert_eq!(named(nearest(&times, date(2026, 11, 24), 646)), None);
        assert_eq!(named(nearest(&times, date(2026, 11, 25), 600)), None);
    }
}
