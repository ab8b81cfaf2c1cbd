//! What the parts of the page share: where one is, what the server answered, what was changed here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Time;
use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    doomed::Doomed,
    place::{Asked, Place},
    saves::Saves,
};
use crate::{
    domain::{
        api_error::ApiError,
        ids::{AdminId, LeadId},
        lead::{
            LeadStatus,
            due::Due,
            query::{Assigned, LeadFilter, Sort},
            views::LeadPreferences,
        },
        time::Timestamp,
    },
    rpc::leads::{LeadBasics, LeadList, assign_leads, lead_basics, list_leads, move_leads},
    ui::{
        browser,
        components::toast::{Toasts, use_toasts},
        live::use_live,
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

/// Rows of a page of the table, and cards that a column begins with.
pub const PAGE: u32 = 25;

/// What the server answers to an address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Listing {
    Table(LeadList),
    /// One list a column; lost ones are asked for when their column is opened, unless one looks for somebody.
    Board(Vec<(LeadStatus, LeadList)>),
}

pub type Listed = Resource<Result<Listing, ApiError>>;
pub type Basics = Resource<Result<LeadBasics, ApiError>>;

/// The columns that stand open from the beginning.
const COLUMNS: [LeadStatus; 5] =
    [LeadStatus::New, LeadStatus::Contacted, LeadStatus::Qualified, LeadStatus::MeetingScheduled, LeadStatus::Won];

/// One list: which leads, in which order, from where on.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub filter: LeadFilter,
    pub sort: Sort,
    pub cursor: Option<String>,
    /// Which follow-ups: until when they are due, the clock says.
    pub due: Option<Due>,
}

impl Question {
    /// What an address asks for in the table.
    pub fn of(asked: &Asked) -> Self {
        let filter = LeadFilter {
            status: asked.query.status,
            channel: asked.query.channel,
            assignee: asked.query.assignee.clone(),
            q: asked.query.words.clone(),
            ..LeadFilter::default()
        };
        Self { filter, sort: asked.query.sort, cursor: asked.trail.last().cloned(), due: asked.query.due }
    }

    /// The same by the clock: what is due now, and by the calendar of a zone.
    #[must_use]
    pub fn at(mut self, now: Option<Timestamp>, zone: &str) -> Self {
        self.filter.follow_up = self.due.zip(now).map(|(due, now)| (None, due_until(due, now, zone)));
        self
    }

    /// A column of the board.
    pub fn column(asked: &Asked, status: LeadStatus) -> Self {
        let mut question = Self::of(asked);
        question.filter.status = Some(status);
        (question.cursor, question.due) = (None, None);
        question
    }

    pub async fn ask(self, size: u32) -> Result<LeadList, ApiError> {
        list_leads(self.filter, self.sort, size, self.cursor).await
    }
}

/// Until when a follow-up must be to be due.
fn due_until(due: Due, now: Timestamp, zone: &str) -> Timestamp {
    let day = due.day_after(browser::civil(now, zone).date());
    day.and_then(|day| browser::instant(day.to_datetime(Time::midnight()), zone)).unwrap_or(now)
}

async fn read(asked: Asked, now: Option<Timestamp>, zone: String, doomed: Doomed) -> Result<Listing, ApiError> {
    if !asked.query.board {
        return doomed.ask(Question::of(&asked).at(now, &zone), PAGE).await.map(Listing::Table);
    }
    // Where nobody keeps the number of the lost ones, whether there are any has to be looked up.
    let lost = (!asked.is_counted()).then_some(LeadStatus::Lost);
    let columns = COLUMNS.into_iter().chain(lost).map(|status| {
        let question = Question::column(&asked, status);
        async move { doomed.ask(question, PAGE).await.map(|list| (status, list)) }
    });
    futures::future::try_join_all(columns).await.map(Listing::Board)
}

/// How many there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    pub counts: BTreeMap<LeadStatus, u64>,
    pub overdue: u64,
    /// Of the list that is shown.
    pub shown: Option<u64>,
}

impl Tally {
    pub fn of(list: &LeadList) -> Self {
        Self { counts: list.counts.clone(), overdue: list.overdue, shown: list.total }
    }

    pub fn first(listing: &Listing) -> Option<Self> {
        match listing {
            Listing::Table(list) => Some(Self::of(list)),
            Listing::Board(columns) => columns.first().map(|(_, list)| Self::of(list)),
        }
    }

    pub fn all(&self) -> u64 {
        self.counts.values().sum()
    }

    pub fn of_status(&self, status: LeadStatus) -> u64 {
        self.counts.get(&status).copied().unwrap_or(0)
    }
}

/// Handed down by context.
#[derive(Clone, Copy)]
pub struct Floor {
    pub place: Place,
    /// The business's: by its calendar things are due.
    pub zone: Signal<String>,
    pub listed: Listed,
    /// The team, the fields that the owner defined, and what the admin has chosen.
    pub basics: Basics,
    /// What the admin has chosen, as last changed here; None until then.
    pub preferences: RwSignal<Option<LeadPreferences>>,
    /// As last read; None until then.
    pub tally: RwSignal<Option<Tally>>,
    /// The leads in the order in which they stand on the page; None before the page is awake.
    pub order: RwSignal<Option<Vec<LeadId>>>,
    /// The next drawer opens with its form.
    pub editing: RwSignal<bool>,
    /// The dialog for a new lead.
    pub adding: RwSignal<bool>,
    /// The dialog for a file of leads.
    pub importing: RwSignal<bool>,
    /// The rows of the table that are ticked.
    pub ticked: RwSignal<BTreeSet<LeadId>>,
    /// The id of the link that was followed to another list.
    pub followed: StoredValue<Option<&'static str>>,
    /// Choices of columns that are being saved.
    pub saves: StoredValue<Saves>,
    /// Grows with each change made here: lists read anew.
    stirred: RwSignal<u64>,
    /// Whom one has erased last.
    erased: RwSignal<Option<LeadId>>,
    /// Whom one is about to erase.
    pub doomed: Doomed,
    pub toasts: Toasts,
}

impl Floor {
    pub fn provide() -> Self {
        let (place, live, zone) = (Place::here(), use_live(), use_zone());
        let toasts = use_toasts();
        let doomed = Doomed::new(toasts);
        let listed =
            Resource::new(move || place.asked.get(), move |asked| read(asked, live.now.get_untracked(), zone.get_untracked(), doomed));
        let floor = Self {
            place,
            zone,
            listed,
            basics: Resource::new(|| (), |()| lead_basics()),
            preferences: RwSignal::new(None),
            tally: RwSignal::new(None),
            order: RwSignal::new(None),
            editing: RwSignal::new(false),
            adding: RwSignal::new(false),
            importing: RwSignal::new(false),
            ticked: RwSignal::new(BTreeSet::new()),
            followed: StoredValue::new(None),
            saves: StoredValue::new(Saves::new()),
            stirred: RwSignal::new(0),
            erased: RwSignal::new(None),
            doomed,
            toasts,
        };
        provide_context(floor);
        floor
    }

    /// Something changed on the server: lists read anew.
    pub fn stir(self) {
        self.stirred.try_update(|count| *count += 1);
    }

    /// Calls back after each change made here, until the caller's owner is cleaned up.
    pub fn on_stir(self, again: impl Fn() + 'static) {
        Effect::new(move |seen: Option<u64>| {
            let count = self.stirred.get();
            if seen.is_some_and(|seen| seen != count) {
                again();
            }
            count
        });
    }

    /// Somebody was erased here: their row goes at once, wherever the pointer is, and lists read anew.
    pub fn erase(self, id: LeadId) {
        self.erased.try_set(Some(id));
        self.stir();
    }

    /// Calls back for each person who was erased here, until the caller's owner is cleaned up.
    pub fn on_erased(self, gone: impl Fn(&LeadId) + 'static) {
        Effect::new(move |was: Option<Option<LeadId>>| {
            let now = self.erased.get();
            if let Some(id) = now.as_ref().filter(|_| was.is_some_and(|was| was != now)) {
                gone(id);
            }
            now
        });
    }

    /// Moves leads, all to one status, says so, and offers to take it back. `failed` runs where nothing was moved.
    pub fn shift(self, moves: Vec<(LeadId, LeadStatus)>, words: String, failed: impl Fn() + 'static) {
        let (asked, to) = (moves.len(), moves.first().map(|(_, to)| *to));
        spawn_local(async move {
            match move_leads(moves, None).await {
                Ok(before) => {
                    let part = to.map(|to| format!("moved to {}", wording::status(to))).unwrap_or_default();
                    let words = done_words(words, &part, before.len(), asked);
                    self.done(words, before, move |before| self.shift_back(before, to));
                }
                Err(error) => {
                    failed();
                    // Some may have been moved, and answers of meanwhile were not taken.
                    self.stir();
                    if !leave_if_signed_out(&error) {
                        self.toasts.bad(error.message);
                    }
                }
            }
        });
    }

    /// Gives leads to somebody of the team, or to nobody, says so, and offers to take it back.
    pub fn give(self, given: Vec<(LeadId, Option<AdminId>)>, words: String) {
        let (asked, to) = (given.len(), given.first().map(|(_, to)| to.clone().map_or(Assigned::ToNobody, Assigned::To)));
        spawn_local(async move {
            match assign_leads(given, None).await {
                Ok(before) => {
                    let words = done_words(words, "have another assignee now", before.len(), asked);
                    self.done(words, before, move |before| self.give_back(before, to.clone()));
                }
                Err(error) => {
                    // Some may have been given.
                    self.stir();
                    if !leave_if_signed_out(&error) {
                        self.toasts.bad(error.message);
                    }
                }
            }
        });
    }

    /// Says what was done, and offers to take back as much of it as there is. `before`: what those that changed were.
    fn done<T: Clone + Send + Sync + 'static>(self, words: String, before: Vec<T>, back: impl Fn(Vec<T>) + Send + Sync + 'static) {
        self.stir();
        if before.is_empty() {
            self.toasts.good(words);
        } else {
            self.toasts.undoable(words, move || back(before.clone()));
        }
    }

    /// Leads that others have given away since stay theirs.
    fn give_back(self, before: Vec<(LeadId, Option<AdminId>)>, still: Option<Assigned>) {
        let offered = before.len();
        spawn_local(async move {
            match assign_leads(before, still).await {
                Ok(back) => self.undone("The assignee is as before".to_owned(), back.len(), offered),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.toasts.bad(error.message),
            }
        });
    }

    /// Leads that others have moved on since stay there.
    fn shift_back(self, before: Vec<(LeadId, LeadStatus)>, still: Option<LeadStatus>) {
        let offered = before.len();
        spawn_local(async move {
            match move_leads(before, still).await {
                Ok(back) => {
                    let words = if offered == 1 { "Moved back".to_owned() } else { format!("{offered} leads moved back") };
                    self.undone(words, back.len(), offered);
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.toasts.bad(error.message),
            }
        });
    }

    /// `words`: what is said where all of it was taken back.
    fn undone(self, words: String, back: usize, offered: usize) {
        self.stir();
        match stayed_words(back, offered) {
            None => self.toasts.good(words),
            Some(stayed) => self.toasts.bad(stayed),
        }
    }
}

/// `words` say it of all leads that it was asked for; `part` of some, such as `moved to Won`.
fn done_words(words: String, part: &str, done: usize, asked: usize) -> String {
    match done {
        0 => "Nothing had to be changed".to_owned(),
        done if done < asked => format!("{done} of {asked} leads {part}"),
        _ => words,
    }
}

/// How many an undo has left as they are; None where it took back all.
fn stayed_words(back: usize, offered: usize) -> Option<String> {
    match (back, offered) {
        (back, offered) if back == offered => None,
        (0, 1) => Some("Not taken back: it was changed again since".to_owned()),
        (0, _) => Some(format!("Not taken back: all {offered} leads were changed again since")),
        _ => Some(format!("{back} of {offered} leads are as before: the others were changed again since")),
    }
}

/// `Ana is Contacted`, `3 leads are Contacted`.
pub fn moved_words(count: usize, name: Option<String>, to: LeadStatus) -> String {
    let status = wording::status(to);
    match (count, name) {
        (1, Some(name)) => format!("{name} is in {status}"),
        (1, None) => format!("1 lead is in {status}"),
        _ => format!("{count} leads are in {status}"),
    }
}

/// `Ana is assigned to Carla`, `3 leads are assigned to nobody`.
pub fn given_words(count: usize, name: Option<String>, to: Option<&str>) -> String {
    let to = to.unwrap_or("nobody");
    match (count, name) {
        (1, Some(name)) => format!("{name} is assigned to {to}"),
        (1, None) => format!("1 lead is assigned to {to}"),
        _ => format!("{count} leads are assigned to {to}"),
    }
}

#[cfg(all(test, not(feature = "hydrate")))]
mod tests {
    use super::*;
    use crate::domain::lead::views::ViewQuery;

    #[test]
    fn what_is_said_is_what_was_done() {
        let said = |done| done_words("3 leads are in Won".into(), "moved to Won", done, 3);
        assert_eq!([said(3), said(2), said(0)], ["3 leads are in Won", "2 of 3 leads moved to Won", "Nothing had to be changed"]);
    }

    #[test]
    fn an_undo_says_what_stayed() {
        assert_eq!((stayed_words(1, 1), stayed_words(3, 3)), (None, None));
        assert_eq!(stayed_words(0, 1).as_deref(), Some("Not taken back: it was changed again since"));
        assert_eq!(stayed_words(0, 3).as_deref(), Some("Not taken back: all 3 leads were changed again since"));
        assert_eq!(stayed_words(2, 3).as_deref(), Some("2 of 3 leads are as before: the others were changed again since"));
    }

    #[test]
    fn what_is_due_ends_with_the_day_and_the_week_of_the_business() {
        // Thursday, 20:00 in Karachi.
        let now = "2026-11-26T15:00:00Z".parse::<Timestamp>().expect("a time");
        let until = |due: Due| {
            let asked = Asked::of_view(&ViewQuery { due: Some(due), ..ViewQuery::default() });
            Question::of(&asked).at(Some(now), "Asia/Karachi").filter.follow_up.map(|(from, until)| (from, until.to_string()))
        };
        let ends = ["2026-11-26T15:00:00Z", "2026-11-26T19:00:00Z", "2026-11-29T19:00:00Z"];
        assert_eq!(Due::ALL.map(until), ends.map(|end| Some((None, end.to_owned()))));
        assert_eq!(Question::of(&Asked::default()).at(Some(now), "Asia/Karachi").filter, LeadFilter::default());
    }
}
