//! A list of leads as it stands in the browser: read anew when something happens, without moving what is under the pointer.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::floor::{Floor, PAGE, Question, Tally};
use crate::{
    domain::{
        api_error::ApiError,
        ids::LeadId,
        lead::query::{Sort, SortKey},
        live::LiveEvent,
    },
    rpc::leads::{LeadList, LeadRow},
    ui::{live::News, session::leave_if_signed_out},
};

/// News come in bursts: one question answers them.
const SOON: Duration = Duration::from_millis(400);
const HIGHLIGHT: Duration = Duration::from_secs(2);
/// The most that one answer holds.
const MOST: u32 = 100;

/// One row or card.
#[derive(Clone)]
pub struct Row {
    pub id: LeadId,
    pub lead: ArcRwSignal<LeadRow>,
    /// Came within the last two seconds.
    pub fresh: ArcRwSignal<bool>,
}

impl Row {
    pub fn new(lead: LeadRow) -> Self {
        Self { id: lead.id.clone(), lead: ArcRwSignal::new(lead), fresh: ArcRwSignal::new(false) }
    }

    fn light_up(&self) {
        self.fresh.set(true);
        let fresh = self.fresh.clone();
        set_timeout(move || fresh.set(false), HIGHLIGHT);
    }
}

#[derive(Clone, Copy)]
pub struct Ledger {
    /// The `data-ledger` of its element.
    pub name: &'static str,
    pub rows: RwSignal<Vec<Row>>,
    /// Where the next page begins.
    pub next: RwSignal<Option<String>>,
    pub total: RwSignal<Option<u64>>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
    question: StoredValue<Question>,
    asking: StoredValue<Option<TimeoutHandle>>,
    /// An answer that waits until the pointer is elsewhere.
    held: StoredValue<Option<LeadList>>,
    floor: Floor,
}

impl Ledger {
    pub fn new(name: &'static str, first: LeadList, question: Question, floor: Floor) -> Self {
        let ledger = Self {
            name,
            rows: RwSignal::new(first.page.items.into_iter().map(Row::new).collect()),
            next: RwSignal::new(first.page.next_cursor),
            total: RwSignal::new(first.total),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            question: StoredValue::new(question),
            asking: StoredValue::new(None),
            held: StoredValue::new(None),
            floor,
        };
        floor.on_stir(move || ledger.ask_anew(Duration::ZERO));
        on_cleanup(move || ledger.stop());
        ledger
    }

    pub fn sort(self) -> Sort {
        self.question.with_value(|question| question.sort)
    }

    /// Takes live news in. A conversation that has no lead changes no lead.
    pub fn hear(self, news: &News) {
        match news {
            News::Resync => self.ask_anew(Duration::ZERO),
            News::Event(LiveEvent::Conversation { summary }) if summary.has_lead => self.ask_anew(SOON),
            News::Event(LiveEvent::Lead { .. } | LiveEvent::Erased { .. }) => self.ask_anew(SOON),
            News::Event(LiveEvent::Conversation { .. } | LiveEvent::Answering { .. }) => {}
        }
    }

    fn stop(self) {
        if let Some(waiting) = self.asking.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
    }

    pub fn ask_anew(self, after: Duration) {
        self.stop();
        let ask = move || {
            spawn_local(async move {
                let Some(question) = self.question.try_get_value() else { return };
                // As many as are shown, so that nothing that was loaded goes away.
                let shown = self.rows.with_untracked(|rows| u32::try_from(rows.len()).unwrap_or(MOST));
                match question.ask(shown.clamp(PAGE, MOST)).await {
                    Ok(list) => self.take(list),
                    // What is shown stays; the next news ask again.
                    Err(error) => drop(leave_if_signed_out(&error)),
                }
            });
        };
        self.asking.set_value(set_timeout_with_handle(ask, after).ok());
    }

    fn take(self, list: LeadList) {
        if self.rows.try_with_untracked(|_| ()).is_none() {
            return;
        }
        self.floor.tally.try_set(Some(Tally::of(&list)));
        self.total.set(list.total);
        self.freshen(&list);
        if self.is_pointed_at() {
            self.held.set_value(Some(list));
        } else {
            self.arrange(list);
        }
    }

    /// Values change in place at once.
    fn freshen(self, list: &LeadList) {
        self.rows.with_untracked(|rows| {
            for lead in &list.page.items {
                let known = rows.iter().find(|row| row.id == lead.id);
                if let Some(row) = known.filter(|row| row.lead.with_untracked(|old| old != lead)) {
                    row.lead.set(lead.clone());
                }
            }
        });
    }

    /// Rows come, go and change their places.
    fn arrange(self, list: LeadList) {
        self.held.set_value(None);
        let known = self.rows.get_untracked();
        let rows: Vec<Row> = list
            .page
            .items
            .into_iter()
            .map(|lead| {
                known.iter().find(|row| row.id == lead.id).cloned().unwrap_or_else(|| {
                    let row = Row::new(lead);
                    row.light_up();
                    row
                })
            })
            .collect();
        self.next.set(list.page.next_cursor);
        let same = rows.len() == known.len() && rows.iter().zip(&known).all(|(new, old)| new.id == old.id);
        if !same {
            keep_focus(|| self.rows.set(rows));
        }
    }

    fn is_pointed_at(self) -> bool {
        document().query_selector(&format!("[data-ledger={}]:hover", self.name)).ok().flatten().is_some()
    }

    /// The pointer left: what waited happens now.
    pub fn settle(self) {
        if let Some(list) = self.held.try_update_value(Option::take).flatten() {
            self.arrange(list);
        }
    }

    /// Appends the next page.
    pub fn load_more(self) {
        let Some(cursor) = self.next.get_untracked() else { return };
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.failed.set(None);
        let question = Question { cursor: Some(cursor), ..self.question.get_value() };
        spawn_local(async move {
            let answer = question.ask(PAGE).await;
            // The page may have gone meanwhile.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(list) => {
                    self.next.set(list.page.next_cursor);
                    self.rows.update(|rows| {
                        for lead in list.page.items {
                            if !rows.iter().any(|row| row.id == lead.id) {
                                rows.push(Row::new(lead));
                            }
                        }
                    });
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    pub fn get(self, id: &LeadId) -> Option<Row> {
        self.rows.with_untracked(|rows| rows.iter().find(|row| row.id == *id).cloned())
    }

    /// Takes rows out at once, wherever the pointer is. Returns those that were there.
    pub fn take_out(self, ids: &[LeadId]) -> Vec<Row> {
        let gone = self.rows.with_untracked(|rows| rows.iter().filter(|row| ids.contains(&row.id)).cloned().collect::<Vec<_>>());
        if !gone.is_empty() {
            self.held.set_value(None);
            self.rows.update(|rows| rows.retain(|row| !ids.contains(&row.id)));
            self.count(|total| total.saturating_sub(gone.len() as u64));
        }
        gone
    }

    /// Puts a row where the order has it.
    pub fn put_in(self, row: Row) {
        let at = self.landing(&row.lead.get_untracked());
        self.held.set_value(None);
        self.rows.update(|rows| rows.insert(at.min(rows.len()), row));
        self.count(|total| total + 1);
    }

    fn count(self, change: impl FnOnce(u64) -> u64) {
        self.total.update(|total| *total = total.map(change));
    }

    /// The place that a lead would have among the rows.
    pub fn landing(self, lead: &LeadRow) -> usize {
        let sort = self.sort();
        self.rows.with_untracked(|rows| {
            rows.iter().position(|row| row.lead.with_untracked(|other| comes_before(lead, other, sort))).unwrap_or(rows.len())
        })
    }
}

/// Whether one lead stands above another. The time of a change is not known here: what changed last stands on top.
fn comes_before(one: &LeadRow, other: &LeadRow, sort: Sort) -> bool {
    let order = match sort.key {
        SortKey::CreatedAt => one.created_at.cmp(&other.created_at),
        SortKey::Score => one.score.cmp(&other.score),
        SortKey::Name => name_key(one).cmp(&name_key(other)),
        SortKey::FollowUpAt => one.follow_up_at.cmp(&other.follow_up_at),
        SortKey::UpdatedAt => return sort.descending,
    };
    let order = order.then_with(|| one.id.cmp(&other.id));
    if sort.descending { order.is_gt() } else { order.is_lt() }
}

fn name_key(lead: &LeadRow) -> (bool, String) {
    (lead.name.is_none(), lead.name.as_deref().unwrap_or_default().to_lowercase())
}

/// Moving an element in the document takes the focus from it.
pub fn keep_focus(change: impl FnOnce()) {
    let focused = document().active_element();
    change();
    request_animation_frame(move || {
        if let Some(element) = focused.filter(|element| document().active_element().as_ref() != Some(element))
            && let Ok(element) = element.dyn_into::<HtmlElement>()
        {
            // What has gone cannot take it.
            let _ = element.focus();
        }
    });
}
