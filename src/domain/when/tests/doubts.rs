//! What is doubtful, what is over, and in which zone and order it is meant.

use jiff::civil::date;

use super::{Doubt, Mention, Reach, ZoneFrom, instant, read, zone};
use crate::domain::when::{Asked, understand};

fn only(text: &str) -> Mention {
    let mut all = read(text);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.remove(0)
}

fn asked_on<'a>(at: &str, business: &'a jiff::tz::TimeZone) -> Asked<'a> {
    Asked { at: instant(at), visitor: None, business, locale: None }
}

#[test]
fn what_may_be_meant_as_well() {
    for (text, doubt) in [
        ("kal shaam ko", Doubt::PastOrComing { other: date(2026, 3, 3) }),
        ("परसों", Doubt::PastOrComing { other: date(2026, 3, 2) }),
        ("next Friday", Doubt::WhichWeek { other: date(2026, 3, 6) }),
        ("el próximo viernes", Doubt::WhichWeek { other: date(2026, 3, 13) }),
        ("on Wednesday", Doubt::WhichWeek { other: date(2026, 3, 11) }),
        ("on 3/4", Doubt::DayOrMonth { other: date(2026, 3, 4) }),
        ("2 March", Doubt::WhichYear { other: date(2027, 3, 2) }),
        ("Friday, 7 March", Doubt::OtherWeekday { other: date(2026, 3, 6) }),
        ("at 5", Doubt::HalfOfDay { other: 300 }),
        ("at 9", Doubt::HalfOfDay { other: 1260 }),
        ("tomorrow at midnight", Doubt::WhichNight),
        ("around 5pm", Doubt::About),
        ("5ish", Doubt::About),
        ("30 February", Doubt::NoSuchDay),
        ("3pm CST", Doubt::WhichZone),
        ("4pm my time", Doubt::UnknownZone),
    ] {
        let all = read(text);
        assert!(all.iter().any(|mention| mention.doubts.contains(&doubt)), "{text}: {all:?}");
    }
}

#[test]
fn what_is_plain_has_no_doubts() {
    for text in [
        "tomorrow",
        "5 pm tomorrow",
        "17:00",
        "2026-03-09 14:30",
        "20 March",
        "13/4",
        "17 Uhr",
        "下周三",
        "this Friday",
        "next Tuesday",
        "EST 3pm",
    ] {
        assert_eq!(read(text).iter().flat_map(|mention| mention.doubts.clone()).collect::<Vec<_>>(), [], "{text}");
    }
}

#[test]
fn what_is_over_is_told() {
    for text in
        ["yesterday at 3", "2 March", "today at 8:30 am", "last Friday", "2025-12-01", "3 days ago", "2 hours ago", "until yesterday"]
    {
        assert!(only(text).past, "{text}");
    }
    for text in ["today", "today at 11 am", "tomorrow", "this week", "in 2 hours", "at 5", "Friday"] {
        assert!(!only(text).past, "{text}");
    }
}

/// The message came on a Friday, at two in the afternoon.
#[test]
fn a_weekday_that_is_today() {
    let karachi = zone("Asia/Karachi");
    let asked = asked_on("2026-03-06T09:00:00Z", &karachi);
    let day = |text: &str| understand(text, &asked).first().and_then(|mention| mention.days);
    assert_eq!(day("Friday at 4pm"), Some(crate::domain::when::Days::On(date(2026, 3, 6))));
    assert_eq!(day("Friday at 9 am"), Some(crate::domain::when::Days::On(date(2026, 3, 13))));
    assert_eq!(day("Friday"), Some(crate::domain::when::Days::On(date(2026, 3, 6))));
    assert_eq!(day("today at 9 am"), Some(crate::domain::when::Days::On(date(2026, 3, 6))));
}

#[test]
fn the_order_of_day_and_month() {
    let (karachi, new_york) = (zone("Asia/Karachi"), zone("America/New_York"));
    let found = |text: &str, asked: Asked<'_>| understand(text, &asked).first().and_then(|mention| mention.days);
    let base = asked_on("2026-03-04T05:00:00Z", &karachi);
    let april = Some(crate::domain::when::Days::On(date(2026, 4, 5)));
    let may = Some(crate::domain::when::Days::On(date(2026, 5, 4)));
    assert_eq!(found("on 5/4", base), april);
    assert_eq!(found("on 5/4", Asked { visitor: Some(&new_york), ..base }), may);
    assert_eq!(found("on 5/4", Asked { locale: Some("en-US"), ..base }), may);
    assert_eq!(found("on 5/4", Asked { visitor: Some(&new_york), locale: Some("en-GB"), ..base }), april);
    assert_eq!(found("el 5/4 por favor", Asked { visitor: Some(&new_york), ..base }), april);
    assert_eq!(found("am 5.4.2026", Asked { visitor: Some(&new_york), ..base }), april);
    assert_eq!(found("on 13/4", Asked { visitor: Some(&new_york), ..base }), Some(crate::domain::when::Days::On(date(2026, 4, 13))));
}

#[test]
fn the_zone_that_is_meant() {
    let (karachi, london) = (zone("Asia/Karachi"), zone("Europe/London"));
    let base = asked_on("2026-03-04T05:00:00Z", &karachi);
    let found = |text: &str, visitor: Option<&jiff::tz::TimeZone>| {
        let all = understand(text, &Asked { at: base.at, visitor, business: base.business, locale: None });
        all.into_iter().next().map(|mention| (mention.reach, mention.zone.from))
    };
    let at = |text: &str| Some(Reach::At(instant(text)));
    assert_eq!(found("tomorrow 3pm", None), Some((at("2026-03-05T10:00:00Z"), ZoneFrom::Business)));
    assert_eq!(found("tomorrow 3pm", Some(&london)), Some((at("2026-03-05T15:00:00Z"), ZoneFrom::Visitor)));
    assert_eq!(found("tomorrow 3pm your time", Some(&london)), Some((at("2026-03-05T10:00:00Z"), ZoneFrom::Words)));
    assert_eq!(found("tomorrow 3pm my time", Some(&london)), Some((at("2026-03-05T15:00:00Z"), ZoneFrom::Words)));
    assert_eq!(found("tomorrow 3pm GMT+2", Some(&london)), Some((at("2026-03-05T13:00:00Z"), ZoneFrom::Words)));
    assert_eq!(found("tomorrow 3pm New York time", Some(&london)), Some((at("2026-03-05T20:00:00Z"), ZoneFrom::Words)));
    // The visitor's own zone, where an abbreviation has several.
    assert_eq!(found("tomorrow 3pm IST", Some(&zone("Europe/Dublin"))), Some((at("2026-03-05T15:00:00Z"), ZoneFrom::Words)));
}

/// It is the fifth already in Auckland.
#[test]
fn today_is_the_visitors_day() {
    let (karachi, auckland) = (zone("Asia/Karachi"), zone("Pacific/Auckland"));
    let asked = Asked { at: instant("2026-03-04T13:00:00Z"), visitor: Some(&auckland), business: &karachi, locale: None };
    let days = understand("tomorrow", &asked).first().and_then(|mention| mention.days);
    assert_eq!(days, Some(crate::domain::when::Days::On(date(2026, 3, 6))));
}

#[test]
fn a_mention_tells_the_words_that_prove_it() {
    let text = "Hi! Is tomorrow ok? 3 pm works, merci";
    let found = only(text);
    assert_eq!(&text[found.span.clone()], "3 pm");
    assert_eq!(found.borrowed.map(|span| &text[span]), Some("tomorrow"));
    let text = "ہم کل شام ۵ بجے آئیں گے";
    assert_eq!(&text[only(text).span], "کل شام ۵ بجے");
    let text = "我明天下午三点半有空";
    assert_eq!(&text[only(text).span], "明天下午三点半");
}

/// An answer to "at what time?" is read on the day that was asked about.
#[test]
fn a_time_alone_is_read_on_a_given_day() {
    assert_eq!(only("5 pm").on(date(2026, 3, 9)), Some(Reach::At(instant("2026-03-09T12:00:00Z"))));
    assert_eq!(only("tomorrow").on(date(2026, 3, 9)), None);
}
