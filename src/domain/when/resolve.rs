//! From what was said to instants: the zone that is meant, the day that is still to come, the end of what is over.

use jiff::{
    SignedDuration, Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

use super::{
    Asked, Days, Doubt, Hours, Mention, Minute, Reach, Sense, Weekdays, Zone, ZoneFrom,
    instants::{minute_of, reach},
    item::distance,
    link::{Candidate, Day, Reckoned, Told},
    zones::ZoneWord,
};

/// A mention with its zone and its instants.
pub fn resolve(mut candidate: Candidate, asked: &Asked<'_>) -> Mention {
    let (zone, zone_doubt) = zone(candidate.zone, asked);
    let now = zone.time_zone.to_datetime(asked.at);
    if let (Some(day), Some(told)) = (candidate.day.as_mut(), candidate.told.as_mut()) {
        look_ahead(day, told, now.date(), minute_of(now.time()));
    }
    let mut doubts: Vec<Doubt> = candidate.day.iter().flat_map(|day| day.doubts.clone()).collect();
    doubts.extend(candidate.told.iter().flat_map(|told| told.doubts.clone()));
    doubts.extend(zone_doubt);
    let mut mention = Mention {
        span: candidate.span,
        borrowed: candidate.borrowed,
        sense: if candidate.excluded { Sense::Excluded } else { Sense::Wanted },
        days: None,
        weekdays: candidate.day.as_ref().map_or(Weekdays::NONE, |day| day.weekdays),
        hours: candidate.told.map(|told| told.hours),
        zone,
        doubts,
        reach: None,
        past: false,
    };
    match candidate.day.map(|day| day.reckoned) {
        Some(Reckoned::Days(days)) => {
            mention.days = Some(days);
            if let Some((found, changes)) = reach(&mention.zone.time_zone, days, mention.hours) {
                mention.reach = Some(found);
                mention.doubts.extend(changes);
            }
        }
        Some(Reckoned::Minutes(from, until)) => count_from_now(&mut mention, asked.at, from, until),
        Some(Reckoned::Never) | None => {}
    }
    mention.past = match mention.reach {
        Some(Reach::At(at)) => at < asked.at,
        Some(Reach::Within(_, Some(until))) => until <= asked.at,
        _ => false,
    };
    mention
}

/// A half of today that is over, and a day of the week whose hour is over today, give way to the next one.
fn look_ahead(day: &mut Day, told: &mut Told, today: Date, minute: Minute) {
    if day.reckoned != Reckoned::Days(Days::On(today)) {
        return;
    }
    if let Hours::At(at) = told.hours {
        let other = told.doubts.iter_mut().find_map(|doubt| match doubt {
            Doubt::HalfOfDay { other } if at < minute && minute < *other => Some(other),
            _ => None,
        });
        if let Some(other) = other {
            told.hours = Hours::At(*other);
            *other = at;
        }
    }
    let end = match told.hours {
        Hours::At(end) | Hours::Between(_, end) | Hours::Until(end) => end,
        Hours::From(_) => 1440,
    };
    let week = day.doubts.iter_mut().find_map(|doubt| match doubt {
        Doubt::WhichWeek { other } => Some(other),
        _ => None,
    });
    if let Some(other) = week.filter(|_| day.bare && end < minute) {
        day.reckoned = Reckoned::Days(Days::On(*other));
        *other = today;
    }
}

/// "in two hours": exact, whatever the clocks do meanwhile.
fn count_from_now(mention: &mut Mention, now: Timestamp, from: i64, until: i64) {
    let after = |minutes: i64| now.checked_add(SignedDuration::from_mins(minutes)).ok();
    let (Some(first), Some(last)) = (after(from).and_then(whole_minute), after(until).and_then(whole_minute)) else { return };
    let local = |at: Timestamp| mention.zone.time_zone.to_datetime(at);
    let (start, end) = (local(first), local(last));
    let minute = minute_of(start.time());
    let days = distance(start.date(), end.date());
    let until = i64::from(minute_of(end.time())) + 1440 * days;
    mention.days = Some(Days::On(start.date()));
    if first == last {
        mention.hours = Some(Hours::At(minute));
        mention.reach = Some(Reach::At(first));
    } else {
        mention.hours = Some(Hours::Between(minute, Minute::try_from(until).unwrap_or(Minute::MAX)));
        mention.reach = Some(Reach::Within(Some(first), Some(last)));
    }
}

fn whole_minute(at: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(at.as_second() - at.as_second().rem_euclid(60)).ok()
}

/// The zone that was named, else the visitor's, else the business's.
fn zone(word: Option<ZoneWord>, asked: &Asked<'_>) -> (Zone, Option<Doubt>) {
    let said = |time_zone: TimeZone| Zone { time_zone, from: ZoneFrom::Words };
    let unknown = || (usual(asked), Some(Doubt::UnknownZone));
    match word {
        None => (usual(asked), None),
        Some(ZoneWord::Yours) => (said(asked.business.clone()), None),
        Some(ZoneWord::Mine) => asked.visitor.map_or_else(unknown, |visitor| (said(visitor.clone()), None)),
        Some(ZoneWord::Offset(minutes)) => match Offset::from_seconds(minutes * 60) {
            Ok(offset) => (said(TimeZone::fixed(offset)), None),
            Err(_) => unknown(),
        },
        Some(ZoneWord::Place(name)) => TimeZone::get(name).map_or_else(|_| unknown(), |zone| (said(zone), None)),
        Some(ZoneWord::Names(names)) => {
            let mut own = [asked.visitor, Some(asked.business)].into_iter().flatten().filter_map(TimeZone::iana_name);
            let chosen = own.find(|own| names.contains(own)).or_else(|| names.first().copied());
            let doubt = (names.len() > 1).then_some(Doubt::WhichZone);
            chosen.and_then(|name| TimeZone::get(name).ok()).map_or_else(unknown, |zone| (said(zone), doubt))
        }
    }
}

fn usual(asked: &Asked<'_>) -> Zone {
    match asked.visitor {
        Some(visitor) => Zone { time_zone: visitor.clone(), from: ZoneFrom::Visitor },
        None => Zone { time_zone: asked.business.clone(), from: ZoneFrom::Business },
    }
}
