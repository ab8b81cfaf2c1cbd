//! What the visitor is told of a meeting, in ten languages, one file each. Made of the stored meeting and nothing else: no
//! other text may say that something is booked, moved, cancelled or sent.

mod ar;
mod de;
mod en;
mod es;
mod fr;
mod hi;
mod id;
mod pt;
mod ur;
mod zh;

use jiff::{
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use super::{Meeting, MeetingStatus, template::fill};
use crate::domain::{business::Business, locale::Language, time::Timestamp};

/// One language. `{when}` stands for day, time and zone, `{business}` for its name.
pub struct Words {
    pub held: &'static str,
    pub pending: &'static str,
    pub booked: &'static str,
    pub moved: &'static str,
    pub cancelled: &'static str,
    /// Asked before it is cancelled. `{when}` stands between what tells the question from other texts.
    pub cancel_question: &'static str,
    pub expired: &'static str,
    /// The same time on the business's clocks, where they show another one.
    pub theirs: &'static str,
    /// An invitation went to `{email}`.
    pub invited: &'static str,
    /// The way into the video call: `{link}`, at the end.
    pub link: &'static str,
    /// `{date}`, `{time}`, and the `{city}` of the zone.
    pub when: &'static str,
    /// `{weekday}`, `{day}`, `{month}`, `{year}`
    pub date: &'static str,
    /// The first day of a month.
    pub first: &'static str,
    /// Monday first.
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    /// Before noon and after; None where the hours are counted to 24.
    pub halves: Option<[&'static str; 2]>,
    /// Between two sentences.
    pub space: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::Ur => &ur::WORDS,
            Language::Es => &es::WORDS,
            Language::Fr => &fr::WORDS,
            Language::De => &de::WORDS,
            Language::Ar => &ar::WORDS,
            Language::Hi => &hi::WORDS,
            Language::Zh => &zh::WORDS,
            Language::Pt => &pt::WORDS,
            Language::Id => &id::WORDS,
        }
    }

    /// Day, time and zone of an instant, as clocks in the zone of this name show it.
    pub fn when(&self, at: Timestamp, zone: &str) -> String {
        self.on_clocks(wall(at, zone), zone)
    }

    /// What clocks show in a zone.
    pub fn on_clocks(&self, wall: DateTime, zone: &str) -> String {
        let (date, time) = (self.date(wall.date()), self.time(wall.time()));
        fill(self.when, &[("date", &date), ("time", &time), ("city", &city(zone))])
    }

    pub fn date(&self, date: Date) -> String {
        let place = |number: i8| usize::try_from(number).unwrap_or_default();
        let weekday = self.weekdays.get(place(date.weekday().to_monday_zero_offset())).copied().unwrap_or_default();
        let month = self.months.get(place(date.month() - 1)).copied().unwrap_or_default();
        let day = if date.day() == 1 { self.first.to_owned() } else { date.day().to_string() };
        let year = date.year().to_string();
        fill(self.date, &[("weekday", weekday), ("day", &day), ("month", month), ("year", &year)])
    }

    pub fn time(&self, time: Time) -> String {
        let (hour, minute) = (time.hour(), time.minute());
        match self.halves {
            None => format!("{hour:02}:{minute:02}"),
            Some([before, after]) => {
                let half = if hour < 12 { before } else { after };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                format!("{hour}:{minute:02} {half}")
            }
        }
    }
}

/// What the visitor is told of a meeting as it is stored now, in the meeting's language.
pub fn confirmation(meeting: &Meeting, business: &Business) -> String {
    let words = Words::of(meeting.language);
    let start = meeting.time.start();
    let when = words.when(start, &meeting.visitor_zone);
    let sentence = match meeting.status {
        MeetingStatus::Held => words.held,
        MeetingStatus::Pending => words.pending,
        MeetingStatus::Confirmed if meeting.sequence == 0 => words.booked,
        MeetingStatus::Confirmed => words.moved,
        MeetingStatus::Cancelled => words.cancelled,
        MeetingStatus::Expired => words.expired,
    };
    let mut told = vec![fill(sentence, &[("when", &when), ("business", &business.name)])];
    if !meeting.status.is_final() && wall(start, &meeting.visitor_zone) != wall(start, &business.time_zone) {
        let theirs = words.when(start, &business.time_zone);
        told.push(fill(words.theirs, &[("when", &theirs), ("business", &business.name)]));
    }
    if meeting.status == MeetingStatus::Confirmed {
        let address = meeting.attendee.email.as_ref().filter(|_| meeting.invited_at.is_some());
        told.extend(address.map(|email| fill(words.invited, &[("email", email.as_str())])));
        told.extend(meeting.calendar.meet_link.as_ref().map(|link| fill(words.link, &[("link", link)])));
    }
    told.join(words.space)
}

/// Asks whether this meeting shall be cancelled.
pub fn cancel_question(meeting: &Meeting, language: Language) -> String {
    let words = Words::of(language);
    fill(words.cancel_question, &[("when", &words.when(meeting.time.start(), &meeting.visitor_zone))])
}

/// The text has such a question, of any meeting and in any language.
pub fn asks_to_cancel(text: &str) -> bool {
    let mut around = Language::ALL.into_iter().filter_map(|language| Words::of(language).cancel_question.split_once("{when}"));
    around.any(|(before, after)| paragraphs(text).any(|part| part.starts_with(before) && part.ends_with(after)))
}

/// The text asks it of this meeting as it is now, in any language.
pub fn asks_to_cancel_this(text: &str, meeting: &Meeting) -> bool {
    let mut questions = Language::ALL.into_iter().map(|language| cancel_question(meeting, language));
    questions.any(|question| paragraphs(text).any(|part| part == question))
}

/// What we tell stands apart from what a model says before and after it.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim)
}

/// UTC where the name is unknown to this machine.
fn wall(at: Timestamp, zone: &str) -> DateTime {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(at)
}

/// The city that a zone is named after, and what is shown of a zone that has none.
fn city(zone: &str) -> String {
    let known = if TimeZone::get(zone).is_ok() { zone } else { "UTC" };
    known.rsplit('/').next().unwrap_or(known).replace('_', " ")
}

#[cfg(test)]
mod tests;
