//! A meeting that is being written down: what was typed, the day that is looked at, and the times that are free on it.

use jiff::civil::Date;
use leptos::{prelude::*, task::spawn_local};

use super::drawer::DAYS;
use crate::{
    domain::{api_error::ApiError, meeting::new::NewMeeting, time::Timestamp},
    rpc::schedule::{FreeTime, FreeTimes, free_times},
    ui::{
        browser,
        form_state::FormState,
        session::{leave_if_signed_out, signed_out},
    },
};

/// What is shown of the free times.
pub type Found = Result<FreeTimes, ApiError>;

/// What stands in the dialog. It outlives the form, so that Escape throws nothing away.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub notes: RwSignal<String>,
    /// By the business's clock; None until a free one is found.
    pub day: RwSignal<Option<Date>>,
    pub chosen: RwSignal<Option<Timestamp>>,
    /// Of the day; None while they are looked for.
    pub free: RwSignal<Option<Found>>,
    /// Free instead of a time that was taken meanwhile, the nearest first.
    pub others: RwSignal<Vec<FreeTime>>,
    pub saving: FormState,
    /// How often was asked for times: only the latest answer counts.
    asked: StoredValue<u64>,
    /// What was sent last, and its key: the same once more is the same booking.
    sent: StoredValue<Option<(NewMeeting, String)>>,
}

impl Draft {
    pub fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            name: text(),
            email: text(),
            phone: text(),
            notes: text(),
            day: RwSignal::new(None),
            chosen: RwSignal::new(None),
            free: RwSignal::new(None),
            others: RwSignal::new(vec![]),
            saving: FormState::new(),
            asked: StoredValue::new(0),
            sent: StoredValue::new(None),
        }
    }

    /// Whether something is written in it. (A chosen time is chosen again in a moment.)
    pub fn is_begun(self) -> bool {
        [self.name, self.email, self.phone, self.notes].into_iter().any(|text| text.with(|text| !text.trim().is_empty()))
    }

    pub fn clear(self) {
        for text in [self.name, self.email, self.phone, self.notes] {
            text.set(String::new());
        }
        self.day.set(None);
        self.chosen.set(None);
        self.free.set(None);
        self.others.set(vec![]);
        self.saving.reset();
        self.sent.set_value(None);
    }

    /// What is written; None where no time is chosen.
    pub fn read(self) -> Option<NewMeeting> {
        Some(NewMeeting {
            start: self.chosen.get_untracked()?,
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            phone: self.phone.get_untracked(),
            notes: self.notes.get_untracked(),
        })
    }

    /// The key under which this is sent: another one for another meeting.
    pub fn key_of(self, new: &NewMeeting) -> String {
        let known = self.sent.with_value(|sent| sent.as_ref().filter(|(known, _)| known == new).map(|(_, key)| key.clone()));
        known.unwrap_or_else(|| {
            let key = format!("{:032x}", browser::random());
            self.sent.set_value(Some((new.clone(), key.clone())));
            key
        })
    }

    /// Shows the first day from this one on that has a free time; None: from today on.
    pub fn find_day(self, from: Option<Date>) {
        self.ask(from, DAYS, move |answer| {
            let day = answer.as_ref().ok().and_then(|free| free.times.first()).map(|time| time.date);
            if day.is_some() {
                self.day.set(day);
            }
            answer.map(|free| of_day(free, day))
        });
    }

    pub fn show_day(self, day: Date) {
        self.day.set(Some(day));
        self.ask(Some(day), 1, |answer| answer);
    }

    /// A free time of whatever day.
    pub fn choose(self, time: &FreeTime) {
        self.others.set(vec![]);
        self.saving.reset();
        self.chosen.set(Some(time.start));
        self.show_day(time.date);
    }

    /// The time was taken by somebody else: what is free instead.
    pub fn offer(self, why: String, others: Vec<FreeTime>) {
        self.chosen.set(None);
        self.saving.refuse("start", why);
        self.others.set(others);
        if let Some(day) = self.day.get_untracked() {
            self.show_day(day);
        }
    }

    fn ask(self, from: Option<Date>, days: u8, shown: impl FnOnce(Found) -> Found + 'static) {
        let number = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        self.free.set(None);
        spawn_local(async move {
            let answer = free_times(None, from, days).await;
            // Another day was asked for since, or the page has gone.
            if number.is_none() || self.asked.try_get_value() != number {
                return;
            }
            // Where something is typed, the page stays.
            let answer = answer.map_err(|error| if leave_if_signed_out(&error) { signed_out(error) } else { error });
            let found = shown(answer);
            let is_gone = |start: Timestamp| found.as_ref().is_ok_and(|free| free.times.iter().all(|time| time.start != start));
            if self.chosen.get_untracked().is_some_and(is_gone) {
                self.chosen.set(None);
            }
            self.free.set(Some(found));
        });
    }
}

/// The times of one day.
fn of_day(free: FreeTimes, day: Option<Date>) -> FreeTimes {
    FreeTimes { times: free.times.into_iter().filter(|time| Some(time.date) == day).collect(), ..free }
}

/// Where to look on from.
pub fn day_after(day: Option<Date>) -> Option<Date> {
    day.and_then(|day| day.tomorrow().ok())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::schedule::week::Block;

    #[test]
    fn only_the_times_of_the_day_are_shown() {
        let at = Timestamp::UNIX_EPOCH;
        let time = |day| FreeTime { start: at, end: at, date: date(2026, 11, day), block: Block { from: 540, until: 570 } };
        let free = FreeTimes { times: vec![time(24), time(24), time(25)], blind: true };
        let shown = of_day(free, Some(date(2026, 11, 24)));
        assert_eq!((shown.times.len(), shown.blind), (2, true));
    }
}
