//! What visitors write, and what is understood: a table for each language, and what holds for every text and zone.

mod ar;
mod constraints;
mod de;
mod doubts;
mod en;
mod es;
mod fr;
mod hi;
mod hostile;
mod id;
mod pt;
mod roman_ur;
mod ur;
mod zh;
mod zones;

use jiff::{Timestamp, tz::TimeZone};

use super::*;

/// Wednesday, 4 March 2026, ten in the morning in Karachi.
const NOW: &str = "2026-03-04T05:00:00Z";

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone of the database")
}

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// Read in Karachi, at [`NOW`].
fn read(text: &str) -> Vec<Mention> {
    understand(text, &Asked { at: instant(NOW), visitor: None, business: &zone("Asia/Karachi"), locale: None })
}

fn clock(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// "not 2026-03-05 15:00-17:00 Europe/London".
fn show(mention: &Mention) -> String {
    let days = mention.days.map(|days| match days {
        Days::On(date) => date.to_string(),
        Days::Between(first, last) => format!("{first}..{last}"),
        Days::From(date, 0) => format!("{date}.."),
        Days::From(date, minute) => format!("{date} {}..", clock(minute)),
        Days::Until(date, 1440) => format!("..{date}"),
        Days::Until(date, minute) => format!("..{date} {}", clock(minute)),
    });
    let days = if mention.doubts.contains(&Doubt::NoSuchDay) { Some("no such day".to_owned()) } else { days };
    let hours = mention.hours.map(|hours| match hours {
        Hours::At(at) => clock(at),
        Hours::Between(from, until) => format!("{}-{}", clock(from), clock(until)),
        Hours::From(from) => format!("{}-", clock(from)),
        Hours::Until(until) => format!("-{}", clock(until)),
    });
    let named = (mention.zone.from == ZoneFrom::Words).then(|| {
        let zone = &mention.zone.time_zone;
        let offset = || zone.to_fixed_offset().map(|offset| offset.to_string()).unwrap_or_default();
        zone.iana_name().map_or_else(offset, str::to_owned)
    });
    let sense = (mention.sense == Sense::Excluded).then(|| "not".to_owned());
    [sense, days, hours, named].into_iter().flatten().collect::<Vec<String>>().join(" ")
}

fn shown(text: &str) -> Vec<String> {
    read(text).iter().map(show).collect()
}

/// All phrases are read as wanted; those that are not are told together.
fn check(phrases: &[(&str, &str)]) {
    let wrong: Vec<String> = phrases
        .iter()
        .filter_map(|(text, wanted)| {
            let found = shown(text).join("; ");
            (found != *wanted).then(|| format!("{text}\n    wanted {wanted}\n    found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), phrases.len(), wrong.join("\n"));
}
