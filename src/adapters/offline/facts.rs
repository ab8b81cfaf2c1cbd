//! The business's facts in words: services, opening hours, whether it is open now. States only what the briefing holds.

use super::{
    heard::Heard,
    phrases::{Phrases, fill},
};
use crate::domain::business::{Business, Hours, Minute, OpenSpan, Service};

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

/// The opening hours as a Markdown list: of the days that were asked for, or of all, equal days together.
pub fn hours(hours: &Hours, heard: &Heard, today: usize, phrases: &Phrases) -> String {
    let mut days = heard.days.clone();
    days.extend(heard.today.then_some(today % 7));
    days.extend(heard.tomorrow.then_some((today + 1) % 7));
    days.sort_unstable();
    days.dedup();
    let groups = if days.is_empty() { equal_days(hours) } else { days.into_iter().map(|day| vec![day]).collect() };
    groups.iter().map(|group| day_line(hours, group, phrases)).collect::<Vec<_>>().join("\n")
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

fn day_line(hours: &Hours, group: &[usize], phrases: &Phrases) -> String {
    let name = |day: usize| phrases.days[day % 7];
    let (first, last) = (group[0], group[group.len() - 1]);
    let days = match group.len() {
        1 => name(first).to_owned(),
        2 => format!("{}{}{}", name(first), phrases.comma, name(last)),
        _ => format!("{} – {}", name(first), name(last)),
    };
    let spans = &hours.0[first];
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

/// How the business stands at this weekday (Monday 0) and minute.
pub fn standing(hours: &Hours, weekday: usize, minute: Minute) -> Standing {
    if hours.is_unknown() {
        return Standing::Unknown;
    }
    let week: Vec<(u32, u32)> = (0..8_u32).flat_map(|ahead| day_spans(hours, weekday, ahead)).collect();
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
fn day_spans(hours: &Hours, weekday: usize, ahead: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
    let day: &[OpenSpan] = hours.0.get((weekday + ahead as usize) % 7).map_or(&[], Vec::as_slice);
    day.iter().map(move |span| (ahead * DAY + u32::from(span.from), ahead * DAY + u32::from(span.until)))
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
    use super::super::tongue::Tongue;
    use super::*;
    use crate::domain::locale::Language;

    fn english() -> &'static Phrases {
        Phrases::of(Tongue::In(Language::En))
    }

    fn span(from: Minute, until: Minute) -> OpenSpan {
        OpenSpan { from, until }
    }

    #[test]
    fn equal_days_are_told_together() {
        let mut week = Hours::office();
        week.0[4] = vec![span(540, 720), span(780, 1_005)];
        let told = hours(&week, &Heard::default(), 0, english());
        assert_eq!(told, "- **Monday – Thursday**: 9:00–17:00\n- **Friday**: 9:00–12:00, 13:00–16:45\n- **Saturday, Sunday**: closed");
    }

    #[test]
    fn only_the_days_that_were_asked_for_are_told() {
        let heard = Heard { days: vec![6], tomorrow: true, ..Heard::default() };
        assert_eq!(hours(&Hours::office(), &heard, 6, english()), "- **Monday**: 9:00–17:00\n- **Sunday**: closed");
    }

    #[test]
    fn open_and_closed_are_told_by_the_minute() {
        let office = Hours::office();
        assert_eq!(standing(&office, 0, 540), Standing::OpenUntil(1_020));
        assert_eq!(standing(&office, 0, 539), Standing::ClosedUntil(0, 540));
        assert_eq!(standing(&office, 0, 1_020), Standing::ClosedUntil(1, 540));
        assert_eq!(standing(&office, 4, 1_100), Standing::ClosedUntil(3, 540));
        assert_eq!(standing(&Hours::default(), 0, 600), Standing::Unknown);
        assert_eq!(when(Standing::ClosedUntil(0, 540), 0, english()), "today, 9:00");
        assert_eq!(when(Standing::ClosedUntil(3, 540), 4, english()), "Monday, 9:00");
    }

    #[test]
    fn a_night_is_one_span_and_a_week_without_end_is_always() {
        let mut bar = Hours::default();
        bar.0[4] = vec![span(1_200, 1_440)];
        bar.0[5] = vec![span(0, 120)];
        assert_eq!(standing(&bar, 4, 1_300), Standing::OpenUntil(120));
        assert_eq!(standing(&bar, 5, 60), Standing::OpenUntil(120));
        assert_eq!(standing(&bar, 5, 300), Standing::ClosedUntil(6, 1_200));
        let always = Hours(std::array::from_fn(|_| vec![span(0, 1_440)]));
        assert_eq!(standing(&always, 2, 700), Standing::OpenAlways);
        let mut one_day = Hours::default();
        one_day.0[2] = vec![span(600, 1_440)];
        assert_eq!(standing(&one_day, 2, 700), Standing::OpenUntil(1_440));
        assert_eq!(standing(&one_day, 2, 599), Standing::ClosedUntil(0, 600));
        assert_eq!(standing(&one_day, 3, 0), Standing::ClosedUntil(6, 600));
    }

    #[test]
    fn a_price_that_is_not_published_is_not_invented() {
        let service = |name: &str, price: &str| Service { name: name.into(), price: price.into() };
        let business = Business { services: vec![service("Logo", "from $90"), service("*Web*site", " ")], ..Business::default() };
        assert_eq!(offers(&business, &[0, 1, 9], english()), "- **Logo**: from $90\n- **Website**: price on request");
    }
}
