//! What the parts of the page share: where one is, what the server answered, what was changed here.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{
    place::{Asked, Place},
    saves::Saves,
};
use crate::{
    domain::{
        api_error::ApiError,
        ids::{AdminId, LeadId},
        lead::{
            LeadStatus,
            query::{LeadFilter, Sort},
            views::LeadPreferences,
        },
        time::Timestamp,
    },
    rpc::leads::{LeadBasics, LeadList, assign_leads, lead_basics, list_leads, move_leads},
    ui::{
        components::toast::{Toasts, use_toasts},
        live::use_live,
        session::leave_if_signed_out,
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
}

impl Question {
    /// What an address asks for in the table. `now`: what is due until then.
    pub fn of(asked: &Asked, now: Option<Timestamp>) -> Self {
        let filter = LeadFilter {
            status: asked.query.status,
            channel: asked.query.channel,
            assignee: asked.query.assignee.clone(),
            q: asked.query.words.clone(),
            follow_up: now.filter(|_| asked.query.due).map(|now| (None, now)),
            ..LeadFilter::default()
        };
        Self { filter, sort: asked.query.sort, cursor: asked.trail.last().cloned() }
    }

    /// A column of the board.
    pub fn column(asked: &Asked, status: LeadStatus) -> Self {
        let mut question = Self::of(asked, None);
        question.filter.status = Some(status);
        question.cursor = None;
        question
    }

    pub async fn ask(self, size: u32) -> Result<LeadList, ApiError> {
        list_leads(self.filter, self.sort, size, self.cursor).await
    }
}

async fn read(asked: Asked, now: Option<Timestamp>) -> Result<Listing, ApiError> {
    if !asked.query.board {
        return Question::of(&asked, now).ask(PAGE).await.map(Listing::Table);
    }
    // Where nobody keeps the number of the lost ones, whether there are any has to be looked up.
    let lost = (!asked.is_counted()).then_some(LeadStatus::Lost);
    let columns = COLUMNS.into_iter().chain(lost).map(|status| {
        let question = Question::column(&asked, status);
        async move { question.ask(PAGE).await.map(|list| (status, list)) }
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
    pub toasts: Toasts,
}

impl Floor {
    pub fn provide() -> Self {
        let (place, live) = (Place::here(), use_live());
        let listed = Resource::new(move || place.asked.get(), move |asked| read(asked, live.now.get_untracked()));
        let floor = Self {
            place,
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
            toasts: use_toasts(),
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

    /// Moves leads, says so, and offers to take it back. `failed` runs where nothing was moved.
    pub fn shift(self, moves: Vec<(LeadId, LeadStatus)>, words: String, failed: impl Fn() + 'static) {
        let toasts = self.toasts;
        spawn_local(async move {
            match move_leads(moves).await {
                Ok(before) => {
                    self.stir();
                    toasts.undoable(words, move || self.shift_back(before.clone()));
                }
                Err(error) => {
                    failed();
                    // Some may have been moved, and answers of meanwhile were not taken.
                    self.stir();
                    if !leave_if_signed_out(&error) {
                        toasts.bad(error.message);
                    }
                }
            }
        });
    }

    /// Gives leads to people of the team, or to nobody, says so, and offers to take it back.
    pub fn give(self, given: Vec<(LeadId, Option<AdminId>)>, words: String) {
        let toasts = self.toasts;
        spawn_local(async move {
            match assign_leads(given).await {
                Ok(before) => {
                    self.stir();
                    toasts.undoable(words, move || self.give_back(before.clone()));
                }
                Err(error) => {
                    // Some may have been given.
                    self.stir();
                    if !leave_if_signed_out(&error) {
                        toasts.bad(error.message);
                    }
                }
            }
        });
    }

    fn give_back(self, before: Vec<(LeadId, Option<AdminId>)>) {
        let toasts = self.toasts;
        spawn_local(async move {
            match assign_leads(before).await {
                Ok(_) => {
                    self.stir();
                    toasts.good("The assignee is as before");
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => toasts.bad(error.message),
            }
        });
    }

    fn shift_back(self, before: Vec<(LeadId, LeadStatus)>) {
        let toasts = self.toasts;
        spawn_local(async move {
            let count = before.len();
            match move_leads(before).await {
                Ok(_) => {
                    self.stir();
                    toasts.good(if count == 1 { "Moved back".to_owned() } else { format!("{count} leads moved back") });
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => toasts.bad(error.message),
            }
        });
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
