//! Instants of days and times in a zone, with the hours that its clocks skip or show twice.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{AmbiguousOffset, TimeZone},
};

use super::{Days, Doubt, Hours, Minute, Reach, item::days_after};

pub fn minute_of(time: Time) -> Minute {
    let minutes = i32::from(time.hour()) * 60 + i32::from(time.minute());
    Minute::try_from(minutes).unwrap_or(0)
}

/// Where a time that is open ends: with its day, or, where it begins in the night behind the day, at six in the morning.
pub fn open_end(from: Minute) -> Minute {
    if from < 1440 { 1440 } else { from.max(1440 + 360) }
}

/// The instant of a minute of a day. A skipped one is as late as if the clocks had not changed; of two the first.
pub fn instant(zone: &TimeZone, date: Date, minute: Minute) -> Option<(Timestamp, Option<Doubt>)> {
    let day = days_after(date, i64::from(minute / 1440));
    let hour = i8::try_from(minute % 1440 / 60).ok()?;
    let local = day.at(hour, i8::try_from(minute % 60).ok()?, 0, 0);
    let found = zone.to_ambiguous_timestamp(local);
    let doubt = match found.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some(Doubt::Skipped),
        AmbiguousOffset::Fold { .. } => zone.to_ambiguous_timestamp(local).later().ok().map(|other| Doubt::Twice { other }),
    };
    Some((found.compatible().ok()?, doubt))
}

/// The instants of days and hours, and what is doubtful of the hours that were named. Of several days it is all of
/// them: which hours of each are meant, `hours` tell.
pub fn reach(zone: &TimeZone, days: Days, hours: Option<Hours>) -> Option<(Reach, Vec<Doubt>)> {
    let plain = |date: Date, minute: Minute| instant(zone, date, minute).map(|(at, _)| at);
    let named = |date: Date, minute: Minute| instant(zone, date, minute);
    let within = |from: Option<Timestamp>, until: Option<Timestamp>| (Reach::Within(from, until), vec![]);
    let date = match days {
        Days::On(date) => date,
        Days::Between(first, last) => return Some(within(Some(plain(first, 0)?), Some(plain(last, 1440)?))),
        Days::From(date, minute) => {
            let (at, doubt) = named(date, minute)?;
            return Some((Reach::Within(Some(at), None), doubt.filter(|_| minute > 0).into_iter().collect()));
        }
        Days::Until(date, minute) => {
            let (at, doubt) = named(date, minute)?;
            return Some((Reach::Within(None, Some(at)), doubt.filter(|_| minute < 1440).into_iter().collect()));
        }
    };
    let (reach, doubts) = match hours {
        None => within(Some(plain(date, 0)?), Some(plain(date, 1440)?)),
        Some(Hours::At(minute)) => {
            let (at, doubt) = named(date, minute)?;
            (Reach::At(at), doubt.into_iter().collect())
        }
        Some(Hours::Between(from, until)) => {
            let ((from, first), (until, second)) = (named(date, from)?, named(date, until)?);
            (Reach::Within(Some(from), Some(until)), first.into_iter().chain(second).collect())
        }
        Some(Hours::From(minute)) => {
            let (at, doubt) = named(date, minute)?;
            (Reach::Within(Some(at), Some(plain(date, open_end(minute))?)), doubt.into_iter().collect())
        }
        Some(Hours::Until(minute)) => {
            let (at, doubt) = named(date, minute)?;
            (Reach::Within(Some(plain(date, 0)?), Some(at)), doubt.into_iter().collect())
        }
    };
    Some((reach, doubts))
}
