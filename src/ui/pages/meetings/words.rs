//! How meetings are said: who comes, when, on which clock, how far it is.

use jiff::civil::{Date, DateTime};

use crate::{
    domain::{meeting::MeetingStatus, time::Timestamp},
    rpc::schedule::{CalendarWait, MeetingRow},
    ui::{browser, components::notice::Tone, wording},
};

pub fn person(row: &MeetingRow) -> String {
    if row.who.is_empty() { "Somebody".into() } else { row.who.clone() }
}

/// `14:30 to 15:15`.
pub fn span(start: Timestamp, end: Timestamp, zone: &str) -> String {
    format!("{} to {}", wording::clock(browser::civil(start, zone)), wording::clock(browser::civil(end, zone)))
}

/// `Tue 24 Nov, 14:30`.
pub fn day_and_time(at: DateTime) -> String {
    format!("{}, {}", wording::weekday_and_day(at.date()), wording::clock(at))
}

/// `Ana is moved to Tue 24 Nov, 14:30`.
pub fn moved_words(who: &str, start: Timestamp, zone: &str) -> String {
    format!("{who} is moved to {}", day_and_time(browser::civil(start, zone)))
}

/// What a visitor's clock shows, where it is another one: `13:30 in Dubai`, with the day where that is another one, too.
pub fn theirs(row: &MeetingRow, zone: &str) -> Option<String> {
    let (here, there) = (browser::civil(row.start, zone), browser::civil(row.start, &row.visitor_zone));
    let city = wording::city(&row.visitor_zone);
    match (here == there, here.date() == there.date()) {
        (true, _) => None,
        (false, true) => Some(format!("{} in {city}", wording::clock(there))),
        (false, false) => Some(format!("{} in {city}", day_and_time(there))),
    }
}

/// How far another clock is from this one: `Dubai, 1 h behind`, `Kathmandu, 45 min ahead`.
pub fn zone_beside(there: DateTime, here: DateTime, zone: &str) -> String {
    let minutes = here.duration_until(there).as_mins();
    let amount = match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    };
    let city = wording::city(zone);
    match minutes {
        0 => format!("{city}, the same time"),
        1.. => format!("{city}, {amount} ahead"),
        _ => format!("{city}, {amount} behind"),
    }
}

pub fn status(status: MeetingStatus) -> (&'static str, Tone) {
    match status {
        MeetingStatus::Held => ("Held", Tone::Info),
        MeetingStatus::Pending => ("Not in the calendar yet", Tone::Danger),
        MeetingStatus::Confirmed => ("Confirmed", Tone::Good),
        MeetingStatus::Cancelled => ("Cancelled", Tone::Info),
        MeetingStatus::Expired => ("Expired", Tone::Info),
    }
}

/// What stands between a meeting and the owner's calendar, and what went wrong. `is_closed`: it is over, or cancelled.
pub fn entering(status: MeetingStatus, wait: Option<&CalendarWait>, is_closed: bool) -> Option<(&'static str, Tone, Option<String>)> {
    let Some(CalendarWait { failures, problem, .. }) = wait else {
        let words = "It was over before Google Calendar had it. We do not try any more, and the visitor was told of no confirmation.";
        return (status == MeetingStatus::Pending && is_closed).then_some((words, Tone::Info, None));
    };
    let words = match (status, *failures) {
        (MeetingStatus::Cancelled, 0) => "It is being taken out of Google Calendar.",
        (MeetingStatus::Cancelled, _) => "It is still in Google Calendar. We keep trying to take it out.",
        (_, 0) => "It is being entered into Google Calendar.",
        _ => "It is not in Google Calendar yet. The visitor knows that. We keep trying.",
    };
    let tone = if *failures > 0 { Tone::Danger } else { Tone::Info };
    Some((words, tone, problem.clone()))
}

/// The last part of the class names.
pub fn status_class(status: MeetingStatus) -> &'static str {
    status.as_str()
}

/// `23 to 29 November 2026`, `30 November to 6 December 2026`.
pub fn week(first: Date, last: Date) -> String {
    let month = wording::month;
    match (first.month() == last.month(), first.year() == last.year()) {
        (true, true) => format!("{} to {} {} {}", first.day(), last.day(), month(last), last.year()),
        (false, true) => format!("{} {} to {} {} {}", first.day(), month(first), last.day(), month(last), last.year()),
        _ => format!("{} {} {} to {} {} {}", first.day(), month(first), first.year(), last.day(), month(last), last.year()),
    }
}

/// What is special about the clocks of a day.
pub fn clock_change(minutes: i16) -> Option<String> {
    let amount = wording::span(i64::from(minutes.abs()) * 60);
    match minutes {
        0 => None,
        1.. => Some(format!("Clocks go forward {amount}")),
        _ => Some(format!("Clocks go back {amount}")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> DateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn weeks_are_said_as_short_as_they_can_be() {
        assert_eq!(week(date(2026, 11, 23), date(2026, 11, 29)), "23 to 29 November 2026");
        assert_eq!(week(date(2026, 11, 30), date(2026, 12, 6)), "30 November to 6 December 2026");
        assert_eq!(week(date(2026, 12, 28), date(2027, 1, 3)), "28 December 2026 to 3 January 2027");
    }

    #[test]
    fn what_was_given_up_is_not_said_to_be_tried_again() {
        let words = |status, failures: Option<u32>, is_closed| {
            let wait = failures.map(|failures| CalendarWait { failures, problem: None, next_at: Timestamp::UNIX_EPOCH });
            entering(status, wait.as_ref(), is_closed).map(|(words, tone, _)| (words.contains("We keep trying"), tone))
        };
        assert_eq!(words(MeetingStatus::Pending, Some(2), false), Some((true, Tone::Danger)));
        assert_eq!(words(MeetingStatus::Pending, None, true), Some((false, Tone::Info)));
        assert_eq!(words(MeetingStatus::Pending, None, false), None);
        assert_eq!(words(MeetingStatus::Confirmed, None, true), None);
        assert_eq!(words(MeetingStatus::Cancelled, Some(0), true), Some((false, Tone::Info)));
    }

    #[test]
    fn another_clock_is_ahead_or_behind() {
        let here = at("2026-11-24T11:15:00");
        let said = |there| zone_beside(at(there), here, "Asia/Dubai");
        assert_eq!(said("2026-11-24T10:15:00"), "Dubai, 1 h behind");
        assert_eq!(said("2026-11-25T00:00:00"), "Dubai, 12 h 45 min ahead");
        assert_eq!(said("2026-11-24T11:45:00"), "Dubai, 30 min ahead");
        assert_eq!(said("2026-11-24T11:15:00"), "Dubai, the same time");
    }

    #[test]
    fn days_of_a_change_of_clocks_say_so() {
        assert_eq!(clock_change(60).as_deref(), Some("Clocks go forward 1 h"));
        assert_eq!(clock_change(-30).as_deref(), Some("Clocks go back 30 min"));
        assert_eq!(clock_change(0), None);
    }
}
