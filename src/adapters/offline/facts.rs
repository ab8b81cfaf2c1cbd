//! The business's facts in words: services, opening hours, whether it is open now. States only what the briefing holds.

use jiff::{ToSpan, civil::Date};

use super::{
    heard::Heard,
    phrases::{Phrases, fill},
};
use crate::{
    domain::{
        business::{Business, Hours, Minute, OpenSpan, Service},
        schedule::rules::{self, SpecialDays},
    },
    service::language_model::Briefing,
};

/// The longest list of services in one answer.
pub const MAX_OFFERS: usize = 12;

const DAY: u32 = 1_440;

/// The services at these indexes as a Markdown list, cut to [`MAX_OFFERS`].
pub fn offers(business: &Business, which: &[usize], phrases: &Phrases) -> String {
    let chosen = which.iter().filter_map(|at| business.services.get(*at)).take(MAX_OFFERS);
    chosen.map(|service| offer(service, phrases)).collect::<Vec<_>>().join("\n")
}

fn offer(service: &Service, phrases: &Phrases) -> String {
    let price = if service.price.trim().is_empty() { phrases.on_request } else { service.price.trim() };
    format!("- **{}**: {price}", plain(service.name.trim()))
}

/// Asterisks and backticks would be taken for Markdown.
pub fn plain(text: &str) -> String {
    text.replace(['*', '`'], "")
}

/// The opening hours from today on: those of the week, and other ones on the days that have their own.
#[derive(Clone, Copy)]
pub struct Calendar<'a> {
    hours: &'a Hours,
    special_days: &'a [SpecialDays],
    today: Date,
    /// That of today, Monday 0.
    weekday: usize,
}

impl<'a> Calendar<'a> {
    pub fn of(briefing: &'a Briefing) -> Self {
        let Briefing { business, special_days, today, weekday, .. } = briefing;
        Self { hours: &business.hours, special_days, today: *today, weekday: *weekday }
    }

    fn date(self, ahead: usize) -> Date {
        self.today.saturating_add(i64::try_from(ahead).unwrap_or_default().days())
    }

    /// Only where the day has hours of its own.
    fn other_hours(self, ahead: usize) -> Option<&'a [OpenSpan]> {
        rules::other_hours(self.special_days, self.date(ahead))
    }

    fn spans(self, ahead: usize) -> &'a [OpenSpan] {
        match self.other_hours(ahead) {
            Some(spans) => spans,
            None => self.hours.0.get((self.weekday + ahead) % 7).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// The lines of other hours that begin within a week.
    fn soon(self) -> impl Iterator<Item = &'a SpecialDays> {
        self.special_days.iter().filter(move |days| days.until >= self.today && days.from <= self.date(6))
    }
}

/// The opening hours as a Markdown list: of the days that were asked for, or of all, equal days together and then those
/// with other hours.
pub fn hours(calendar: Calendar<'_>, heard: &Heard, phrases: &Phrases) -> String {
    let today = calendar.weekday % 7;
    let mut days = heard.days.clone();
    days.extend(heard.today.then_some(today));
    days.extend(heard.tomorrow.then_some((today + 1) % 7));
    days.sort_unstable();
    days.dedup();
    let lines: Vec<String> = if days.is_empty() {
        let week = equal_days(calendar.hours).into_iter().map(|group| group_line(calendar.hours, &group, phrases));
        week.chain(calendar.soon().map(|days| other_line(days, phrases))).collect()
    } else {
        days.into_iter().map(|day| day_line(calendar, (day + 7 - today) % 7, phrases)).collect()
    };
    lines.join("\n")
}

/// Runs of days with the same hours.
fn equal_days(hours: &Hours) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for day in 0..7 {
        match groups.last_mut() {
            Some(group) if hours.0[group[0]] == hours.0[day] => group.push(day),
            _ => groups.push(vec![day]),
        }
    }
    groups
}

/// The day so many days ahead, with its date where other hours hold.
fn day_line(calendar: Calendar<'_>, ahead: usize, phrases: &Phrases) -> String {
    let day = phrases.days[(calendar.weekday + ahead) % 7];
    let dated = || format!("{day}{}{}", phrases.comma, calendar.date(ahead));
    let label = calendar.other_hours(ahead).map_or_else(|| day.to_owned(), |_| dated());
    line(&label, calendar.spans(ahead), phrases)
}

fn other_line(days: &SpecialDays, phrases: &Phrases) -> String {
    let label = if days.from == days.until { days.from.to_string() } else { format!("{} – {}", days.from, days.until) };
    line(&label, &days.hours, phrases)
}

fn group_line(hours: &Hours, group: &[usize], phrases: &Phrases) -> String {
    let name = |day: usize| phrases.days[day % 7];
    let (first, last) = (group[0], group[group.len() - 1]);
    let days = match group.len() {
        1 => name(first).to_owned(),
        2 => format!("{}{}{}", name(first), phrases.comma, name(last)),
        _ => format!("{} – {}", name(first), name(last)),
    };
    line(&days, &hours.0[first], phrases)
}

fn line(days: &str, spans: &[OpenSpan], phrases: &Phrases) -> String {
    let times = spans.iter().map(|span| format!("{}–{}", time(span.from), time(span.until))).collect::<Vec<_>>().join(phrases.comma);
    format!("- **{days}**: {}", if spans.is_empty() { phrases.closed } else { &times })
}

/// `9:05`; the end of the day is `24:00`.
fn time(minute: Minute) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// Open or closed, at a moment of the business's week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    OpenUntil(Minute),
    /// For a day or more without a break.
    OpenAlways,
    /// The day (0 is today) and minute of the next opening.
    ClosedUntil(usize, Minute),
    Unknown,
}

/// How the business stands at this minute of today; unknown also where it does not open within a week.
pub fn standing(calendar: Calendar<'_>, minute: Minute) -> Standing {
    if calendar.hours.is_unknown() {
        return Standing::Unknown;
    }
    let week: Vec<(u32, u32)> = (0..8_u32).flat_map(|ahead| day_spans(calendar, ahead)).collect();
    let now = u32::from(minute);
    if let Some((_, until)) = week.iter().find(|(from, until)| (*from..*until).contains(&now)) {
        // Spans that touch at midnight are one.
        let mut end = *until;
        while let Some((_, later)) = week.iter().find(|(from, later)| *from == end && later > from) {
            end = *later;
        }
        return if end - now >= DAY { Standing::OpenAlways } else { Standing::OpenUntil(clock(end)) };
    }
    match week.iter().find(|(from, _)| *from > now) {
        Some((from, _)) => Standing::ClosedUntil((from / DAY) as usize, clock(*from)),
        None => Standing::Unknown,
    }
}

/// Minutes of the week ahead in minutes of its day; the end of a day stays 1440.
fn clock(minute: u32) -> Minute {
    let of_day = if minute > 0 && minute.is_multiple_of(DAY) { DAY } else { minute % DAY };
    Minute::try_from(of_day).unwrap_or(0)
}

/// The spans of the day so many days ahead, in minutes from today's midnight.
fn day_spans(calendar: Calendar<'_>, ahead: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
    calendar.spans(ahead as usize).iter().map(move |span| (ahead * DAY + u32::from(span.from), ahead * DAY + u32::from(span.until)))
}

/// The values of the phrase for this standing, `{until}` or `{when}`.
pub fn when(standing: Standing, weekday: usize, phrases: &Phrases) -> String {
    match standing {
        Standing::OpenUntil(until) => time(until),
        Standing::ClosedUntil(ahead, from) => {
            let day = match ahead {
                0 => phrases.today,
                1 => phrases.tomorrow,
                _ => phrases.days[(weekday + ahead) % 7],
            };
            // The clock time of an opening at midnight belongs to the day that begins.
            let from = if from == 1_440 { 0 } else { from };
            fill("{day}{comma}{time}", &[("day", day), ("comma", phrases.comma), ("time", &time(from))])
        }
        Standing::OpenAlways | Standing::Unknown => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tongue::Tongue;
    use super::*;
    use crate::domain::locale::Language;

    fn english() -> &'static Phrases {
        Phrases::of(Tongue::In(Language::En))
    }

    fn span(from: Minute, until: Minute) -> OpenSpan {
        OpenSpan { from, until }
    }

    /// Without other hours.
    fn usual(hours: &Hours, weekday: usize) -> Calendar<'_> {
        Calendar { hours, special_days: &[], today: date(2026, 11, 23), weekday }
    }

    fn standing_in(hours: &Hours, weekday: usize, minute: Minute) -> Standing {
        standing(usual(hours, weekday), minute)
    }

    #[test]
    fn equal_days_are_told_together() {
        let mut week = Hours::office();
        week.0[4] = vec![span(540, 720), span(780, 1_005)];
        let told = hours(usual(&week, 0), &Heard::default(), english());
        assert_eq!(told, "- **Monday – Thursday**: 9:00–17:00\n- **Friday**: 9:00–12:00, 13:00–16:45\n- **Saturday, Sunday**: closed");
    }

    #[test]
    fn only_the_days_that_were_asked_for_are_told() {
        let heard = Heard { days: vec![6], tomorrow: true, ..Heard::default() };
        assert_eq!(hours(usual(&Hours::office(), 6), &heard, english()), "- **Monday**: 9:00–17:00\n- **Sunday**: closed");
    }

    #[test]
    fn open_and_closed_are_told_by_the_minute() {
        let office = Hours::office();
        assert_eq!(standing_in(&office, 0, 540), Standing::OpenUntil(1_020));
        assert_eq!(standing_in(&office, 0, 539), Standing::ClosedUntil(0, 540));
        assert_eq!(standing_in(&office, 0, 1_020), Standing::ClosedUntil(1, 540));
        assert_eq!(standing_in(&office, 4, 1_100), Standing::ClosedUntil(3, 540));
        assert_eq!(standing_in(&Hours::default(), 0, 600), Standing::Unknown);
        assert_eq!(when(Standing::ClosedUntil(0, 540), 0, english()), "today, 9:00");
        assert_eq!(when(Standing::ClosedUntil(3, 540), 4, english()), "Monday, 9:00");
    }

    #[test]
    fn other_hours_hold_on_their_days() {
        let days = |from, until, hours| SpecialDays { from, until, hours, note: String::new() };
        let (thursday, friday) = (date(2026, 12, 24), date(2026, 12, 25));
        let special_days = [days(thursday, thursday, vec![span(540, 720)]), days(friday, date(2026, 12, 27), vec![])];
        let office = Hours::office();
        let calendar = Calendar { hours: &office, special_days: &special_days, today: thursday, weekday: 3 };
        assert_eq!(standing(calendar, 700), Standing::OpenUntil(720));
        assert_eq!(standing(calendar, 720), Standing::ClosedUntil(4, 540));
        let all = hours(calendar, &Heard::default(), english());
        let told = "- **Saturday, Sunday**: closed\n- **2026-12-24**: 9:00–12:00\n- **2026-12-25 – 2026-12-27**: closed";
        assert!(all.ends_with(told), "{all}");
        let asked = Heard { days: vec![0], tomorrow: true, ..Heard::default() };
        assert_eq!(hours(calendar, &asked, english()), "- **Monday**: 9:00–17:00\n- **Friday, 2026-12-25**: closed");
        let away = [days(thursday, date(2027, 1, 10), vec![])];
        assert_eq!(standing(Calendar { special_days: &away, ..calendar }, 700), Standing::Unknown);
    }

    #[test]
    fn a_night_is_one_span_and_a_week_without_end_is_always() {
        let mut bar = Hours::default();
        bar.0[4] = vec![span(1_200, 1_440)];
        bar.0[5] = vec![span(0, 120)];
        assert_eq!(standing_in(&bar, 4, 1_300), Standing::OpenUntil(120));
        assert_eq!(standing_in(&bar, 5, 60), Standing::OpenUntil(120));
        assert_eq!(standing_in(&bar, 5, 300), Standing::ClosedUntil(6, 1_200));
        let always = Hours(std::array::from_fn(|_| vec![span(0, 1_440)]));
        assert_eq!(standing_in(&always, 2, 700), Standing::OpenAlways);
        let mut one_day = Hours::default();
        one_day.0[2] = vec![span(600, 1_440)];
        assert_eq!(standing_in(&one_day, 2, 700), Standing::OpenUntil(1_440));
        assert_eq!(standing_in(&one_day, 2, 599), Standing::ClosedUntil(0, 600));
        assert_eq!(standing_in(&one_day, 3, 0), Standing::ClosedUntil(6, 600));
    }

    #[test]
    fn a_price_that_is_not_published_is_not_invented() {
        let service = |name: &str, price: &str| Service { name: name.into(), price: price.into() };
        let business = Business { services: vec![service("Logo", "from $90"), service("*Web*site", " ")], ..Business::default() };
        assert_eq!(offers(&business, &[0, 1, 9], english()), "- **Logo**: from $90\n- **Website**: price on request");
    }
}
