//! The words of each language, and what is made of them.

use super::*;
use crate::domain::meeting::{
    calendar::CalendarHome,
    life::{Entered, Wish},
    life_tests::{at, owner, span, wish},
};

fn business() -> Business {
    Business { name: "Brooks".into(), time_zone: "Europe/Berlin".into(), ..Business::default() }
}

fn booked(language: Language) -> Meeting {
    let wish = Wish { language, ..wish(CalendarHome::Google) };
    wish.book(at("2026-11-30T10:00:00Z"), owner()).expect("a booking")
}

fn entered(meeting: &Meeting) -> Meeting {
    let event = Entered { sequence: meeting.sequence, meet_link: Some("https://meet.example/a".into()), invited: true, html_link: None };
    meeting.entered(event, at("2026-11-30T10:00:01Z"))
}

/// One meeting in each of its states.
fn states(language: Language) -> Vec<Meeting> {
    let held = Wish { language, ..wish(CalendarHome::Google) }.hold(at("2026-11-30T10:00:00Z"), owner());
    let (pending, later) = (booked(language), span("2026-12-02T15:00:00Z", 30));
    let moved = pending.reschedule(later, later, at("2026-11-30T11:00:00Z"), owner()).expect("moved");
    let cancelled = pending.cancel(at("2026-11-30T11:00:00Z"), owner()).expect("cancelled");
    let expired = held.expire(at("2026-11-30T11:00:00Z")).expect("lapsed");
    vec![held, entered(&pending), entered(&moved), pending, cancelled, expired]
}

#[test]
fn what_is_told_is_what_is_stored() {
    let told: Vec<String> = states(Language::En).iter().map(|meeting| confirmation(meeting, &business())).collect();
    let here = "Tuesday, 1 December 2026, 2:00 pm (Karachi time)";
    let theirs = "At Brooks that is Tuesday, 1 December 2026, 10:00 am (Berlin time).";
    let sent = "The invitation went to ana@example.com. To join: https://meet.example/a";
    assert_eq!(told[0], format!("I am keeping this time free for you for a few minutes: {here}. It is not booked yet. {theirs}"));
    assert_eq!(told[1], format!("Your meeting with Brooks is booked: {here}. {theirs} {sent}"));
    assert_eq!(
        told[2],
        "Your meeting with Brooks has been moved. The new time: Wednesday, 2 December 2026, 8:00 pm (Karachi time). \
         At Brooks that is Wednesday, 2 December 2026, 4:00 pm (Berlin time). \
         The invitation went to ana@example.com. To join: https://meet.example/a"
    );
    assert!(told[3].starts_with("Your meeting with Brooks is noted: ") && told[3].contains("not confirmed"), "{}", told[3]);
    assert_eq!(told[4], format!("Your meeting with Brooks is cancelled: {here}."));
    assert_eq!(told[5], format!("The time that was kept free for you is free for others again: {here}. It was not booked."));
}

#[test]
fn only_what_was_sent_is_said_to_be_sent() {
    for language in Language::ALL {
        let mut meeting = entered(&booked(language));
        assert!(confirmation(&meeting, &business()).contains("ana@example.com"), "{language:?}");
        meeting.invited_at = None;
        meeting.calendar.meet_link = None;
        let told = confirmation(&meeting, &business());
        assert!(!told.contains('@') && !told.contains("http"), "{told}");
    }
}

#[test]
fn one_clock_is_told_where_both_show_the_same() {
    let here = Business { time_zone: "Asia/Tashkent".into(), ..business() };
    assert!(!confirmation(&booked(Language::En), &here).contains("Tashkent"));
    let mut lost = booked(Language::En);
    lost.visitor_zone = "Mars/Olympus_Mons".into();
    assert!(confirmation(&lost, &business()).contains("9:00 am (UTC time)"));
}

#[test]
fn every_language_says_everything_without_a_gap_left() {
    for language in Language::ALL {
        let told: Vec<String> = states(language).iter().map(|meeting| confirmation(meeting, &business())).collect();
        for (index, text) in told.iter().enumerate() {
            assert!(!text.contains(['{', '}']), "{language:?}: {text}");
            assert!(text.contains("Karachi") && text.contains("2026"), "{language:?}: {text}");
            assert!(!told[..index].contains(text), "{language:?}: {text}");
        }
        assert!(told[..5].iter().all(|text| text.contains("Brooks")), "{language:?}");
        assert!(told[..4].iter().all(|text| text.contains("Berlin")), "{language:?}");
        assert!(told[4..].iter().all(|text| !text.contains("Berlin")), "{language:?}");
    }
}

#[test]
fn a_question_before_cancelling_is_known_again() {
    let meeting = booked(Language::En);
    for language in Language::ALL {
        let question = cancel_question(&meeting, language);
        assert!(asks_to_cancel(&question) && question.contains("Karachi") && !question.contains(['{', '}']), "{language:?}: {question}");
        for told in states(language).iter().map(|meeting| confirmation(meeting, &business())) {
            assert!(!asks_to_cancel(&told), "{language:?}: {told}");
        }
    }
    let question = cancel_question(&meeting, Language::En);
    for text in [format!("{question}\n\nAnything else?"), format!("Well.\n\n\n{question}\n"), question.clone()] {
        assert!(asks_to_cancel(&text) && asks_to_cancel_this(&text, &meeting), "{text}");
    }
    let quoted = format!("You were asked: {question}");
    assert!(!asks_to_cancel(&quoted) && !asks_to_cancel_this(&quoted, &meeting));
    assert!(!asks_to_cancel("Shall I cancel it?") && !asks_to_cancel("When shall we meet?"));
    let mut later = meeting.clone();
    later.time = span("2026-12-02T15:00:00Z", 30);
    assert!(!asks_to_cancel_this(&question, &later));
}

#[test]
fn no_language_is_a_copy_of_another() {
    let told: Vec<String> = Language::ALL.map(|language| confirmation(&booked(language), &business())).into();
    for (index, text) in told.iter().enumerate() {
        assert!(!told[..index].contains(text), "{text}");
    }
    for language in Language::ALL {
        let words = Words::of(language);
        let names: std::collections::BTreeSet<&str> = words.weekdays.into_iter().chain(words.months).collect();
        assert_eq!(names.len(), 19, "{language:?}: a day or a month twice");
    }
}

#[test]
fn hours_are_counted_as_people_do() {
    let time = |hour: i8, minute: i8| Time::constant(hour, minute, 0, 0);
    let shown = [(0, 5), (9, 30), (12, 0), (23, 59)].map(|(hour, minute)| Words::of(Language::En).time(time(hour, minute)));
    assert_eq!(shown, ["12:05 am", "9:30 am", "12:00 pm", "11:59 pm"]);
    assert_eq!(Words::of(Language::De).time(time(9, 5)), "09:05");
    assert_eq!(Words::of(Language::Fr).date(jiff::civil::date(2026, 12, 1)), "mardi 1er décembre 2026");
    assert_eq!(Words::of(Language::Zh).date(jiff::civil::date(2026, 12, 1)), "2026年12月1日星期二");
}
