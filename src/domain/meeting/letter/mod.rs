//! What mails about meetings say: a subject of one line and a plain text, made of the stored meeting. To the visitor in the
//! meeting's language, by the sentences of [`super::wording`]; to the owner in English, as the dashboard is.

mod words;

use self::words::LetterWords;
use super::{
    Meeting, MeetingStatus,
    template::fill,
    wording::{Words, confirmation},
};
use crate::domain::{business::Business, locale::Language, time::Timestamp};

/// The most characters of a subject.
const MOST_SUBJECT: usize = 180;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// One line, no control characters.
    pub subject: String,
    /// Paragraphs with an empty line between them.
    pub text: String,
}

impl Letter {
    fn new(subject: &str, paragraphs: &[String]) -> Self {
        Self { subject: one_line(subject), text: format!("{}\n", paragraphs.join("\n\n")) }
    }
}

/// How the meeting is since its last change, for the visitor. `manage_url`: where it is moved or cancelled.
pub fn change(meeting: &Meeting, business: &Business, manage_url: &str) -> Letter {
    let words = LetterWords::of(meeting.language);
    let subject = match meeting.status {
        MeetingStatus::Cancelled => words.cancelled,
        _ if meeting.sequence > 0 => words.moved,
        _ => words.booked,
    };
    let mut paragraphs = vec![confirmation(meeting, business)];
    if !meeting.status.is_final() {
        paragraphs.push(fill(words.manage, &[("url", manage_url)]));
    }
    Letter::new(&subject_of(subject, meeting, business), &paragraphs)
}

/// It begins soon.
pub fn reminder(meeting: &Meeting, business: &Business, manage_url: &str) -> Letter {
    let words = LetterWords::of(meeting.language);
    let when = Words::of(meeting.language).when(meeting.time.start(), &meeting.visitor_zone);
    let mut paragraphs = vec![fill(words.soon, &[("business", &business.name), ("when", &when)])];
    if let Some(link) = &meeting.calendar.meet_link {
        paragraphs.push(fill(Words::of(meeting.language).link, &[("link", link)]));
    }
    paragraphs.push(fill(words.manage, &[("url", manage_url)]));
    Letter::new(&subject_of(words.reminder, meeting, business), &paragraphs)
}

/// What a visitor has done, for the owner. `url`: the dashboard's page of meetings.
pub fn to_owner(meeting: &Meeting, business: &Business, url: &str) -> Letter {
    let who = meeting.attendee.label();
    let when = Words::of(Language::En).when(meeting.time.start(), &business.time_zone);
    let (subject, sentence) = match meeting.status {
        MeetingStatus::Cancelled => ("Cancelled: {who}, {when}", "{who} has cancelled the meeting: {when}."),
        _ if meeting.sequence > 0 => ("Moved: {who}, {when}", "{who} has moved the meeting. The new time: {when}."),
        _ => ("New meeting: {who}, {when}", "{who} has booked a meeting: {when}."),
    };
    let fields = [("who", who), ("when", when.as_str())];
    let mut paragraphs = vec![fill(sentence, &fields)];
    if meeting.status == MeetingStatus::Pending {
        paragraphs.push("It is not in your calendar yet. We keep trying.".into());
    }
    let ways = [meeting.attendee.email.as_ref().map(|email| email.as_str()), meeting.attendee.phone.as_ref().map(|phone| phone.as_str())];
    let ways: Vec<&str> = ways.into_iter().flatten().filter(|way| *way != who).collect();
    if !ways.is_empty() {
        paragraphs.push(ways.join("\n"));
    }
    paragraphs.push(format!("All meetings: {url}"));
    Letter::new(&fill(subject, &fields), &paragraphs)
}

/// The calendar does not let us in any more, for the owner. `url`: where it is connected again.
pub fn calendar_dead(since: Timestamp, business: &Business, url: &str) -> Letter {
    let when = Words::of(Language::En).when(since, &business.time_zone);
    Letter::new(
        "Your calendar is disconnected",
        &[
            format!("Since {when}, Google does not accept our permission for your calendar any more."),
            "Meetings can still be booked. They wait here, unconfirmed, until the calendar is connected again.".into(),
            format!("Connect it again: {url}"),
        ],
    )
}

fn subject_of(template: &str, meeting: &Meeting, business: &Business) -> String {
    let when = Words::of(meeting.language).when(meeting.time.start(), &meeting.visitor_zone);
    fill(template, &[("business", &business.name), ("when", &when)])
}

/// Nothing in it can begin another line of a mail's head. At most 180 characters.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(MOST_SUBJECT).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::meeting::{
        calendar::CalendarHome,
        life::{Entered, Wish},
        life_tests::{at, owner, span, wish},
    };

    const LINK: &str = "https://desk.example/meeting/1";

    fn business() -> Business {
        Business { name: "Brooks".into(), time_zone: "Europe/Berlin".into(), ..Business::default() }
    }

    fn booked(language: Language) -> Meeting {
        Wish { language, ..wish(CalendarHome::Local) }.book(at("2026-11-30T10:00:00Z"), owner()).expect("a booking")
    }

    fn all_of(language: Language) -> Vec<Letter> {
        let (meeting, later) = (booked(language), span("2026-12-02T15:00:00Z", 30));
        let moved = meeting.reschedule(later, later, at("2026-11-30T11:00:00Z"), owner()).expect("moved");
        let cancelled = moved.cancel(at("2026-11-30T11:00:00Z"), owner()).expect("cancelled");
        let mut letters: Vec<Letter> = [&meeting, &moved, &cancelled].map(|meeting| change(meeting, &business(), LINK)).into();
        letters.push(reminder(&meeting, &business(), LINK));
        letters
    }

    #[test]
    fn a_letter_says_what_is_stored_and_where_to_change_it() {
        let letters = all_of(Language::En);
        assert_eq!(letters[0].subject, "Your meeting with Brooks: Tuesday, 1 December 2026, 2:00 pm (Karachi time)");
        assert_eq!(
            letters[0].text,
            "Your meeting with Brooks is booked: Tuesday, 1 December 2026, 2:00 pm (Karachi time). \
             At Brooks that is Tuesday, 1 December 2026, 10:00 am (Berlin time).\n\n\
             To move or cancel it: https://desk.example/meeting/1\n"
        );
        assert!(letters[1].subject.starts_with("New time for") && letters[1].text.contains("has been moved"));
        assert!(letters[2].subject.starts_with("Cancelled") && !letters[2].text.contains(LINK));
        assert!(letters[3].subject.starts_with("Reminder") && letters[3].text.contains("2:00 pm (Karachi time)"));
    }

    #[test]
    fn every_language_says_everything_in_words_of_its_own() {
        let mut seen: Vec<String> = vec![];
        for language in Language::ALL {
            let letters = all_of(language);
            for letter in &letters {
                for text in [&letter.subject, &letter.text] {
                    assert!(text.contains("Brooks") && text.contains("Karachi") && !text.contains(['{', '}']), "{language:?}: {text}");
                    assert!(!seen.contains(text), "{text}");
                    seen.push(text.clone());
                }
            }
            assert!([0, 1, 3].into_iter().all(|index| letters[index].text.contains(LINK)), "{language:?}");
        }
    }

    #[test]
    fn a_reminder_has_the_way_into_the_call() {
        let google = wish(CalendarHome::Google).book(at("2026-11-30T10:00:00Z"), owner()).expect("a booking");
        let event = Entered { meet_link: Some("https://meet.example/a".into()), ..Entered::default() };
        let entered = google.entered(event, at("2026-11-30T10:00:01Z"));
        assert!(reminder(&entered, &business(), LINK).text.contains("To join: https://meet.example/a"));
    }

    #[test]
    fn the_owner_reads_who_and_when_on_the_owners_clock() {
        let meeting = booked(Language::Ur);
        let letter = to_owner(&meeting, &business(), "https://desk.example/admin/meetings");
        assert_eq!(letter.subject, "New meeting: Ana Lima, Tuesday, 1 December 2026, 10:00 am (Berlin time)");
        assert_eq!(
            letter.text,
            "Ana Lima has booked a meeting: Tuesday, 1 December 2026, 10:00 am (Berlin time).\n\nana@example.com\n\n\
             All meetings: https://desk.example/admin/meetings\n"
        );
        let pending = wish(CalendarHome::Google).book(at("2026-11-30T10:00:00Z"), owner()).expect("a booking");
        assert!(to_owner(&pending, &business(), LINK).text.contains("not in your calendar yet"));
        let cancelled = meeting.cancel(at("2026-11-30T11:00:00Z"), owner()).expect("cancelled");
        assert!(to_owner(&cancelled, &business(), LINK).subject.starts_with("Cancelled: Ana Lima"));
        let dead = calendar_dead(at("2026-11-30T10:00:00Z"), &business(), LINK);
        assert!(dead.text.contains("11:00 am (Berlin time)") && dead.text.contains(LINK), "{}", dead.text);
    }

    proptest! {
        #[test]
        fn no_name_adds_a_line_to_the_head(name in "(?s).{0,300}") {
            let business = Business { name, ..business() };
            let (meeting, now) = (booked(Language::En), at("2026-11-30T10:00:00Z"));
            for letter in [change(&meeting, &business, LINK), to_owner(&meeting, &business, LINK), calendar_dead(now, &business, LINK)] {
                prop_assert!(letter.subject.chars().all(|c| !c.is_control() && (c == ' ' || !c.is_whitespace())));
                prop_assert!(letter.subject.chars().count() <= MOST_SUBJECT);
            }
        }
    }
}
