//! How times, amounts and people are said: short words that a shop owner would use.

use jiff::civil::{Date, DateTime, Weekday};

use crate::domain::{
    capture::Field,
    conversation::Channel,
    lead::LeadStatus,
    message::{Making, ReplyEnd},
    time::Timestamp,
};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `November`.
pub fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => WEEKDAYS[0],
        Weekday::Tuesday => WEEKDAYS[1],
        Weekday::Wednesday => WEEKDAYS[2],
        Weekday::Thursday => WEEKDAYS[3],
        Weekday::Friday => WEEKDAYS[4],
        Weekday::Saturday => WEEKDAYS[5],
        Weekday::Sunday => WEEKDAYS[6],
    }
}

fn short(word: &str) -> &str {
    word.get(..3).unwrap_or(word)
}

/// `14:28`.
pub fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `Tue 24 Nov 2026, 14:28`.
pub fn exact(at: DateTime) -> String {
    let date = at.date();
    format!("{} {} {} {}, {}", short(weekday(date)), date.day(), short(month(date)), date.year(), clock(at))
}

/// `Tue 24 Nov`.
pub fn weekday_and_day(date: Date) -> String {
    format!("{} {} {}", short(weekday(date)), date.day(), short(month(date)))
}

/// `Tuesday, 24 November`.
pub fn full_day(date: Date) -> String {
    format!("{}, {} {}", weekday(date), date.day(), month(date))
}

/// `2 Nov`.
pub fn day_and_month(date: Date) -> String {
    format!("{} {}", date.day(), short(month(date)))
}

/// `Tue`.
pub fn short_weekday(date: Date) -> &'static str {
    short(weekday(date))
}

/// A heading between days: `Today`, `Yesterday`, `Saturday 3 October`, with the year where it is another one.
/// Without a `today` the date is written out.
pub fn day(date: Date, today: Option<Date>) -> String {
    match today {
        Some(today) if today == date => "Today".into(),
        Some(today) if today.yesterday().is_ok_and(|yesterday| yesterday == date) => "Yesterday".into(),
        Some(today) if today.year() == date.year() => format!("{} {} {}", weekday(date), date.day(), month(date)),
        _ => format!("{} {} {} {}", weekday(date), date.day(), month(date), date.year()),
    }
}

/// How long ago, as short as it can be said: `now`, `4 min`, `3 h`, `2 days`, then the date of `local`.
pub fn ago(at: Timestamp, now: Timestamp, local: DateTime) -> String {
    let seconds = now.as_second().saturating_sub(at.as_second());
    match seconds {
        ..60 => "now".into(),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400..172_800 => "1 day".into(),
        172_800..604_800 => format!("{} days", seconds / 86_400),
        604_800..27_648_000 => format!("{} {}", local.day(), short(month(local.date()))),
        _ => format!("{} {} {}", local.day(), short(month(local.date())), local.year()),
    }
}

/// `21 Nov`, with the year where it is not this one.
pub fn short_day(at: DateTime, today: Option<Date>) -> String {
    let date = at.date();
    match today {
        Some(today) if today.year() == date.year() => format!("{} {}", date.day(), short(month(date))),
        _ => format!("{} {} {}", date.day(), short(month(date)), date.year()),
    }
}

/// When somebody is to be written to again: `Overdue 2 h`, `Today 15:30`, `Tomorrow 09:00`, `Wed 25 Nov`, with the year
/// where it is another one. `local` and `local_now` are the two instants on the business's clock.
pub fn due(at: Timestamp, now: Timestamp, local: DateTime, local_now: DateTime) -> String {
    let late = now.as_second().saturating_sub(at.as_second());
    let (date, today) = (local.date(), local_now.date());
    match late {
        0..60 => "Due now".into(),
        60.. => format!("Overdue {}", span(late)),
        _ if date == today => format!("Today {}", clock(local)),
        _ if today.tomorrow().is_ok_and(|tomorrow| tomorrow == date) => format!("Tomorrow {}", clock(local)),
        _ if date.year() == today.year() => format!("{} {} {}", short(weekday(date)), date.day(), short(month(date))),
        _ => format!("{} {} {}", date.day(), short(month(date)), date.year()),
    }
}

/// `4 min`, `3 h`, `1 day`, `12 days`.
pub fn span(seconds: i64) -> String {
    match seconds {
        ..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400..172_800 => "1 day".into(),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// The city of an IANA zone: `Asia/Karachi` is `Karachi`, `America/New_York` is `New York`.
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// `6,180`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 fact`, `6 facts`.
pub fn count(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// `12.40` of millionths, rounded half up.
pub fn money(millionths: u64) -> String {
    let cents = millionths.saturating_add(5_000) / 10_000;
    format!("{}.{:02}", number(cents / 100), cents % 100)
}

/// `41.5 %` of thousandths.
pub fn share(thousandths: u64) -> String {
    match thousandths % 10 {
        0 => format!("{} %", thousandths / 10),
        tenth => format!("{}.{tenth} %", thousandths / 10),
    }
}

/// `240 B`, `12 KB`, `3.4 MB`.
pub fn bytes(value: u64) -> String {
    match value {
        ..1_024 => format!("{value} B"),
        1_024..1_048_576 => format!("{} KB", value / 1_024),
        _ => format!("{}.{} MB", number(value / 1_048_576), value % 1_048_576 * 10 / 1_048_576),
    }
}

/// `240 ms` under a second, then `1.1 s`.
pub fn duration(milliseconds: u64) -> String {
    match milliseconds {
        ..1_000 => format!("{milliseconds} ms"),
        _ => format!("{}.{} s", milliseconds / 1_000, milliseconds % 1_000 / 100),
    }
}

/// Up to two initials: `Ayesha Rahman` is `AR`. None where the first word has no letter (a phone number).
pub fn initials(name: &str) -> Option<String> {
    let name = name.split('@').next().unwrap_or(name);
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '-')).filter(|word| !word.is_empty()).collect();
    let first = words.first()?.chars().next().filter(|c| c.is_alphabetic())?;
    let last = words.get(1..).and_then(<[&str]>::last).and_then(|word| word.chars().next()).filter(|c| c.is_alphabetic());
    Some(std::iter::once(first).chain(last).flat_map(char::to_uppercase).collect())
}

/// One of nine hues by a stable hash of an id.
pub fn hue(id: &str) -> u8 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    u8::try_from(hash % 9).unwrap_or(0)
}

pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Website => "Website",
        Channel::WhatsApp => "WhatsApp",
        Channel::Api => "API",
        Channel::Manual => "Added by hand",
    }
}

pub fn status(status: LeadStatus) -> &'static str {
    match status {
        LeadStatus::New => "New",
        LeadStatus::Contacted => "Contacted",
        LeadStatus::Qualified => "Qualified",
        LeadStatus::MeetingScheduled => "Meeting",
        LeadStatus::Won => "Won",
        LeadStatus::Lost => "Lost",
    }
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Name => "Name",
        Field::Email => "E-mail",
        Field::Phone => "Phone",
        Field::Company => "Company",
        Field::Interest => "Interest",
        Field::Budget => "Budget",
        Field::Timeline => "Timeline",
    }
}

/// The model's name as an owner reads it.
pub fn model(name: &str) -> &str {
    if name == "offline" { "offline assistant" } else { name }
}

/// How an answer came about, behind its time: `gemini-3-flash, 1.1 s`.
pub fn making(making: &Making) -> String {
    let end = match making.end {
        ReplyEnd::Complete => "",
        ReplyEnd::Stopped => ", stopped by the visitor",
        ReplyEnd::Interrupted => ", broke off",
    };
    format!("{}, {}{end}", model(&making.model), duration(making.latency_ms))
}

/// The English name of a BCP 47 tag's language where it is one of ours, else the tag.
pub fn language(tag: &str) -> String {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    let name = match primary.as_str() {
        "en" => "English",
        "ur" => "Urdu",
        "es" => "Spanish",
        "fr" => "French",
        "de" => "German",
        "ar" => "Arabic",
        "hi" => "Hindi",
        "zh" => "Chinese",
        "pt" => "Portuguese",
        "id" => "Indonesian",
        _ => return tag.to_owned(),
    };
    name.to_owned()
}

/// The path of a page's address, without its query, which may hold anything.
pub fn page_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let path = rest.split(['?', '#']).next().unwrap_or("/");
    if path.is_empty() { "/".into() } else { path.to_owned() }
}

/// `09:00` of a minute of the day.
pub fn minute(value: u16) -> String {
    format!("{:02}:{:02}", value / 60, value % 60)
}

/// The minute of the day of `09:00`; None for anything else. `24:00` is the end of the day.
pub fn parse_minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    let whole = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && whole <= 1440).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn local(text: &str) -> DateTime {
        text.parse().expect("a local time")
    }

    #[test]
    fn times_are_said_as_short_as_they_can_be() {
        let now = at("2026-11-24T14:32:00Z");
        let said = |then: &str| ago(at(then), now, local("2026-11-02T10:00:00"));
        assert_eq!(said("2026-11-24T14:31:30Z"), "now");
        assert_eq!(said("2026-11-24T14:40:00Z"), "now");
        assert_eq!(said("2026-11-24T14:28:00Z"), "4 min");
        assert_eq!(said("2026-11-24T11:00:00Z"), "3 h");
        assert_eq!(said("2026-11-23T10:00:00Z"), "1 day");
        assert_eq!(said("2026-11-20T10:00:00Z"), "4 days");
        assert_eq!(said("2026-11-02T10:00:00Z"), "2 Nov");
        assert_eq!(said("2025-11-02T10:00:00Z"), "2 Nov 2026");
    }

    #[test]
    fn days_have_names_near_today() {
        let today = Some(local("2026-03-01T00:00:00").date());
        assert_eq!(day(local("2026-03-01T09:00:00").date(), today), "Today");
        assert_eq!(day(local("2026-02-28T09:00:00").date(), today), "Yesterday");
        assert_eq!(day(local("2026-01-03T09:00:00").date(), today), "Saturday 3 January");
        assert_eq!(day(local("2025-10-03T09:00:00").date(), today), "Friday 3 October 2025");
        assert_eq!(day(local("2026-03-01T09:00:00").date(), None), "Sunday 1 March 2026");
        assert_eq!(exact(local("2026-11-24T14:28:09")), "Tue 24 Nov 2026, 14:28");
    }

    #[test]
    fn follow_ups_are_said_by_the_businesss_clock() {
        let now = at("2026-11-24T14:32:00Z");
        let said = |then: &str| due(at(then), now, at(then).to_zoned(jiff::tz::TimeZone::UTC).datetime(), local("2026-11-24T14:32:00"));
        assert_eq!(said("2026-11-24T14:31:30Z"), "Due now");
        assert_eq!(said("2026-11-24T14:00:00Z"), "Overdue 32 min");
        assert_eq!(said("2026-11-24T12:00:00Z"), "Overdue 2 h");
        assert_eq!(said("2026-11-22T12:00:00Z"), "Overdue 2 days");
        assert_eq!(said("2026-11-24T15:30:00Z"), "Today 15:30");
        assert_eq!(said("2026-11-25T09:00:00Z"), "Tomorrow 09:00");
        assert_eq!(said("2026-12-02T09:00:00Z"), "Wed 2 Dec");
        assert_eq!(said("2027-01-02T09:00:00Z"), "2 Jan 2027");
    }

    #[test]
    fn people_get_initials_of_any_script() {
        assert_eq!(initials("Ayesha Rahman").as_deref(), Some("AR"));
        assert_eq!(initials("ana").as_deref(), Some("A"));
        assert_eq!(initials("ana.lima@example.com").as_deref(), Some("AL"));
        assert_eq!(initials("مہنور بیگ").as_deref(), Some("مب"));
        assert_eq!(initials("+92 300 8214557"), None);
        assert_eq!(initials(" "), None);
        assert!(hue("cnv_1") < 9);
    }

    #[test]
    fn amounts_are_grouped_and_rounded_down() {
        assert_eq!([number(7), number(6180), number(1_234_567)], ["7", "6,180", "1,234,567"]);
        assert_eq!([duration(240), duration(1_190), duration(61_000)], ["240 ms", "1.1 s", "61.0 s"]);
        assert_eq!([money(0), money(12_395_000), money(1_234_567_890_000)], ["0.00", "12.40", "1,234,567.89"]);
        assert_eq!([share(415), share(400), share(7), share(0)], ["41.5 %", "40 %", "0.7 %", "0 %"]);
        assert_eq!([bytes(240), bytes(12_300), bytes(3_565_159)], ["240 B", "12 KB", "3.4 MB"]);
        assert_eq!([count(1, "fact", "facts"), count(0, "fact", "facts")], ["1 fact", "0 facts"]);
    }

    #[test]
    fn minutes_of_the_day_survive_text() {
        for value in [0, 1, 59, 540, 1439, 1440] {
            assert_eq!(parse_minute(&minute(value)), Some(value));
        }
        for bad in ["", "9", "24:01", "12:60", "-1:00", "a:b", "12:5", "2000:00"] {
            assert_eq!(parse_minute(bad), None, "{bad}");
        }
        assert_eq!(parse_minute("09:30:00"), Some(570));
    }

    #[test]
    fn a_page_is_its_path() {
        assert_eq!(page_path("https://shop.example/implants?utm=1#x"), "/implants");
        assert_eq!(page_path("https://shop.example"), "/");
        assert_eq!(page_path("/prices"), "/prices");
    }
}
