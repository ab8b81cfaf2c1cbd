//! The rows of the list as they stand in the browser: pages appended, live news merged in.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::{
    Filter,
    order::{Row, arrange},
    place::Scroller,
};
use crate::{
    domain::{
        api_error::ApiError,
        conversation::{ConversationSummary, Status},
        live::LiveEvent,
        time::Timestamp,
    },
    rpc::conversations::{ConversationList, list_conversations},
    ui::{live::News, session::leave_if_signed_out},
};

/// News of conversations that are not in the list come in bursts: one question answers them.
const SOON: Duration = Duration::from_millis(400);
const HIGHLIGHT: Duration = Duration::from_secs(2);

#[derive(Clone, Copy)]
pub struct Roster {
    pub rows: RwSignal<Vec<Row>>,
    /// Where the next older page begins.
    pub older: RwSignal<Option<String>>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
    pub scroller: Scroller,
    /// How many are open, for the head of the list.
    open: RwSignal<Option<u64>>,
    filter: StoredValue<Filter>,
    asking: StoredValue<Option<TimeoutHandle>>,
    /// When somebody spoke last before news may have been missed; None: nothing was.
    missed: StoredValue<Option<Timestamp>>,
}

impl Roster {
    pub fn new(first: ConversationList, filter: Filter, open: RwSignal<Option<u64>>) -> Self {
        Self {
            rows: RwSignal::new(first.page.items.into_iter().map(|summary| Row::new(summary, false)).collect()),
            older: RwSignal::new(first.page.next_cursor),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            scroller: Scroller::new(),
            open,
            filter: StoredValue::new(filter),
            asking: StoredValue::new(None),
            missed: StoredValue::new(None),
        }
    }

    /// Takes live news in.
    pub fn hear(self, news: News) {
        match news {
            News::Resync => {
                let newest = self.rows.with_untracked(|rows| rows.iter().map(Row::last_at).max());
                self.missed.update_value(|missed| *missed = missed.or(newest));
                self.ask_anew(Duration::ZERO);
            }
            News::Event(LiveEvent::Conversation { summary }) => self.take(summary),
            News::Event(LiveEvent::Erased { id }) => {
                self.scroller.update(|| self.rows.update(|rows| rows.retain(|row| row.id != id)));
                self.ask_anew(SOON);
            }
            News::Event(LiveEvent::Answering { .. } | LiveEvent::Lead { .. } | LiveEvent::Meeting { .. }) => {}
        }
    }

    fn take(self, summary: ConversationSummary) {
        let known = self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == summary.id).cloned());
        match known {
            Some(row) => {
                let has_turned = row.summary.with_untracked(|known| known.status != summary.status);
                self.freshen(&row, summary);
                self.show(self.rows.get_untracked());
                // It may not belong here any more, and there are more or fewer open ones.
                if has_turned {
                    self.ask_anew(SOON);
                }
            }
            None if self.wants(&summary) => {
                let row = Row::new(summary, true);
                self.fade(&row);
                let mut rows = self.rows.get_untracked();
                rows.insert(0, row);
                self.show(rows);
                self.ask_anew(SOON);
            }
            // It may match the words or be on an older page: the server knows.
            None => self.ask_anew(SOON),
        }
    }

    /// Whether a conversation that just spoke belongs on top of this list.
    fn wants(self, summary: &ConversationSummary) -> bool {
        self.filter.with_value(|filter| filter.words.is_none() && filter.cursor.is_none() && (filter.all || summary.status == Status::Open))
    }

    /// Puts the latest into its row, which lights up when somebody spoke.
    fn freshen(self, row: &Row, summary: ConversationSummary) {
        if row.take(summary) {
            row.fresh.set(true);
            self.fade(row);
        }
    }

    fn fade(self, row: &Row) {
        let fresh = row.fresh.clone();
        set_timeout(move || fresh.set(false), HIGHLIGHT);
    }

    /// Shows these rows, in order.
    fn show(self, rows: Vec<Row>) {
        self.show_around(rows, self.scroller.pointed().as_deref());
    }

    fn show_around(self, mut rows: Vec<Row>, pointed: Option<&str>) {
        arrange(&mut rows, pointed);
        let same = self.rows.with_untracked(|known| known.iter().map(|row| &row.id).eq(rows.iter().map(|row| &row.id)));
        if !same {
            self.scroller.update(|| self.rows.set(rows));
        }
    }

    /// The pointer left the list: what waited happens now.
    pub fn settle(self) {
        self.scroller.settle();
        self.show_around(self.rows.get_untracked(), None);
    }

    fn ask_anew(self, after: Duration) {
        if let Some(waiting) = self.asking.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        let ask = move || {
            spawn_local(async move {
                let Some(filter) = self.filter.try_get_value() else { return };
                let missed = self.missed.try_get_value().flatten();
                match list_conversations(!filter.all, filter.words.clone(), filter.cursor.clone()).await {
                    Ok(page) => self.merge(page, missed),
                    // The next news ask again; what is shown stays.
                    Err(error) => drop(leave_if_signed_out(&error)),
                }
            });
        };
        self.asking.set_value(set_timeout_with_handle(ask, after).ok());
    }

    /// Puts the newest page over what is shown: changed rows change, missing ones come or go, older pages stay. They do not where
    /// news were missed (the last before them: `missed`) and the page does not reach down to those: what is between is on the next pages.
    fn merge(self, list: ConversationList, missed: Option<Timestamp>) {
        let Some(known) = self.rows.try_get_untracked() else { return };
        self.open.set(Some(list.open));
        if missed.is_some() {
            self.missed.set_value(None);
        }
        let last = list.page.items.last().map(|summary| summary.last_at);
        let is_torn = missed.zip(last).is_some_and(|(missed, last)| last > missed);
        let shows_all = self.filter.with_value(|filter| filter.all);
        let mut rows: Vec<Row> = Vec::with_capacity(known.len() + 1);
        for summary in list.page.items {
            match known.iter().find(|row| row.id == summary.id) {
                Some(row) => {
                    self.freshen(row, summary);
                    rows.push(row.clone());
                }
                None => {
                    let row = Row::new(summary, true);
                    self.fade(&row);
                    rows.push(row);
                }
            }
        }
        if list.page.next_cursor.is_none() {
            self.older.set(None);
        } else if let Some(last) = last {
            let belongs = |row: &Row| shows_all || row.summary.with_untracked(|summary| summary.status == Status::Open);
            let is_older = |row: &Row| !is_torn && belongs(row) && row.last_at() < last && !rows.iter().any(|new| new.id == row.id);
            let older: Vec<Row> = known.iter().filter(|row| is_older(row)).cloned().collect();
            if older.is_empty() {
                self.older.set(list.page.next_cursor);
            }
            rows.extend(older);
        }
        self.show(rows);
    }

    /// Appends the next older page.
    pub fn load_older(self) {
        let Some(cursor) = self.older.get_untracked() else { return };
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.failed.set(None);
        let filter = self.filter.get_value();
        spawn_local(async move {
            let answer = list_conversations(!filter.all, filter.words, Some(cursor)).await;
            // The page may have gone meanwhile.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(list) => {
                    self.older.set(list.page.next_cursor);
                    self.rows.update(|rows| {
                        for summary in list.page.items {
                            if !rows.iter().any(|row| row.id == summary.id) {
                                rows.push(Row::new(summary, false));
                            }
                        }
                    });
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }
}
