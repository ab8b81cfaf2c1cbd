//! A list of leads as it stands in the browser: read anew when something happens, without moving what is under the pointer.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};

use super::{
    floor::{Floor, PAGE, Question, Tally},
    turns::Turns,
};
use crate::{
    domain::{
        api_error::ApiError,
        ids::LeadId,
        lead::query::{Sort, SortKey},
        live::LiveEvent,
    },
    rpc::leads::{LeadList, LeadRow},
    ui::{browser, live::News, session::leave_if_signed_out},
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
    turns: Turns,
    /// An answer that waits until the pointer is elsewhere, and how many rows it was asked for.
    held: StoredValue<Option<(LeadList, u32)>>,
    floor: Floor,
}

impl Ledger {
    pub fn new(name: &'static str, first: LeadList, question: Question, floor: Floor) -> Self {
        let first = floor.doomed.left_out(first);
        let ledger = Self {
            name,
            rows: RwSignal::new(first.page.items.into_iter().map(Row::new).collect()),
            next: RwSignal::new(first.page.next_cursor),
            total: RwSignal::new(first.total),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            question: StoredValue::new(question),
            asking: StoredValue::new(None),
            turns: Turns::new(),
            held: StoredValue::new(None),
            floor,
        };
        floor.on_stir(move || ledger.ask_anew(Duration::ZERO));
        floor.on_erased(move |id| ledger.take_out(std::slice::from_ref(id)));
        on_cleanup(move || ledger.stop());
        ledger
    }

    /// Whether the page that shows it has gone.
    fn is_gone(self) -> bool {
        self.rows.try_with_untracked(|_| ()).is_none()
    }

    /// What is asked now: what is due, is due by now.
    fn question(self) -> Option<Question> {
        let question = self.question.try_get_value()?;
        Some(question.at(browser::now(), &self.floor.zone.try_get_untracked()?))
    }

    /// Takes live news in. A conversation that has no lead changes no lead.
    pub fn hear(self, news: &News) {
        match news {
            News::Resync => self.ask_anew(Duration::ZERO),
            News::Event(LiveEvent::Conversation { summary }) if summary.has_lead => self.ask_anew(SOON),
            News::Event(LiveEvent::Lead { .. } | LiveEvent::Erased { .. }) => self.ask_anew(SOON),
            News::Event(LiveEvent::Conversation { .. } | LiveEvent::Answering { .. } | LiveEvent::Meeting { .. }) => {}
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
                let Some(question) = self.question() else { return };
                let number = self.turns.ask();
                // As many as are shown, so that nothing that was loaded goes away.
                let shown = self.rows.with_untracked(|rows| u32::try_from(rows.len()).unwrap_or(MOST));
                let size = shown.clamp(PAGE, MOST);
                match self.floor.doomed.ask(question, size).await {
                    Ok(list) if self.turns.is_news(number) => self.take(list, size),
                    Ok(_) => {}
                    // What is shown stays; the next news ask again.
                    Err(error) => drop(leave_if_signed_out(&error)),
                }
            });
        };
        self.asking.try_update_value(|asking| *asking = set_timeout_with_handle(ask, after).ok());
    }

    fn take(self, list: LeadList, size: u32) {
        let list = self.floor.doomed.left_out(list);
        self.floor.tally.try_set(Some(Tally::of(&list)));
        self.total.set(list.total);
        self.freshen(&list);
        if self.is_pointed_at() {
            self.held.set_value(Some((list, size)));
        } else {
            self.arrange(list, size);
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
    fn arrange(self, list: LeadList, size: u32) {
        self.held.set_value(None);
        let known = self.rows.get_untracked();
        let beyond = beyond(&known, &list.page.items, size as usize, self.sort());
        let mut rows: Vec<Row> = list
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
        // Further ones begin behind the last row, wherever that comes from.
        if beyond.is_empty() {
            self.next.set(list.page.next_cursor);
        }
        rows.extend(beyond);
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
        if let Some((list, size)) = self.held.try_update_value(Option::take).flatten() {
            self.arrange(list, size);
        }
    }

    /// Appends the next page.
    pub fn load_more(self) {
        let (Some(cursor), Some(question)) = (self.next.get_untracked(), self.question()) else { return };
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        self.failed.set(None);
        let question = Question { cursor: Some(cursor), ..question };
        spawn_local(async move {
            let answer = self.floor.doomed.ask(question, PAGE).await;
            // The page may have gone meanwhile.
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(list) => {
                    let list = self.floor.doomed.left_out(list);
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

    /// Takes rows out at once, wherever the pointer is.
    pub fn take_out(self, ids: &[LeadId]) {
        let count = self.rows.try_with_untracked(|rows| rows.iter().filter(|row| ids.contains(&row.id)).count());
        if let Some(count @ 1..) = count {
            self.turns.settle();
            self.held.set_value(None);
            self.rows.update(|rows| rows.retain(|row| !ids.contains(&row.id)));
            self.count(|total| total.saturating_sub(count as u64));
        }
    }

    /// Puts a row where the order has it.
    pub fn put_in(self, row: Row) {
        if self.is_gone() {
            return;
        }
        let at = self.landing(&row.lead.get_untracked());
        self.turns.settle();
        self.held.set_value(None);
        self.rows.update(|rows| rows.insert(at.min(rows.len()), row));
        self.count(|total| total + 1);
    }

    fn count(self, change: impl FnOnce(u64) -> u64) {
        self.total.update(|total| *total = total.map(change));
    }

    fn sort(self) -> Sort {
        self.question.with_value(|question| question.sort)
    }

    /// The place that a lead would have among the rows.
    pub fn landing(self, lead: &LeadRow) -> usize {
        let sort = self.sort();
        self.rows.with_untracked(|rows| {
            rows.iter().position(|row| row.lead.with_untracked(|other| comes_before(lead, other, sort))).unwrap_or(rows.len())
        })
    }
}

/// The known rows behind a full answer to a question for `size`: it says nothing of them, so they stay. Those that it pushed
/// down are among them, those that went from its midst are not.
fn beyond(known: &[Row], answered: &[LeadRow], size: usize, sort: Sort) -> Vec<Row> {
    let Some(last) = answered.last().filter(|_| answered.len() >= size && known.len() > answered.len()) else { return vec![] };
    let is_there = |row: &Row| answered.iter().any(|lead| lead.id == row.id);
    // Between an answer in which nothing is known and what is shown there may be more.
    if !known.iter().any(is_there) {
        return vec![];
    }
    // Where the order is not known here: behind the last one that is still there.
    let end = known.iter().take(size).rposition(is_there).map_or(0, |at| at + 1);
    let is_behind = |at: usize, row: &Row| match sort.key {
        SortKey::UpdatedAt => at >= end,
        _ => at >= size || row.lead.with_untracked(|lead| comes_before(last, lead, sort)),
    };
    known.iter().enumerate().filter(|(at, row)| !is_there(row) && is_behind(*at, row)).map(|(_, row)| row.clone()).collect()
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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::{conversation::Channel, lead::LeadStatus, time::Timestamp};

    /// A lead that was made in this second.
    pub fn lead(second: u16) -> LeadRow {
        let at = Timestamp::from_second(i64::from(second)).expect("a time");
        LeadRow {
            id: LeadId::new(uuid::Uuid::from_u128(u128::from(second))),
            name: None,
            email: None,
            phone: None,
            company: None,
            interest: None,
            status: LeadStatus::New,
            score: 0,
            channel: Channel::Website,
            follow_up_at: None,
            assignee: None,
            own: Default::default(),
            last_at: None,
            created_at: at,
            version: 1,
        }
    }

    /// The seconds of the rows that stay behind an answer to a question for three.
    fn kept(key: SortKey, known: &[u16], answered: &[u16]) -> Vec<i64> {
        let rows: Vec<Row> = known.iter().map(|second| Row::new(lead(*second))).collect();
        let answered: Vec<LeadRow> = answered.iter().map(|second| lead(*second)).collect();
        let stay = beyond(&rows, &answered, 3, Sort { key, descending: true });
        stay.iter().map(|row| row.lead.with_untracked(|lead| lead.created_at.as_second())).collect()
    }

    #[test]
    fn rows_behind_a_full_answer_stay() {
        let newest = SortKey::CreatedAt;
        assert_eq!(kept(newest, &[9, 8, 7, 6, 5], &[9, 8, 7]), [6, 5]);
        assert_eq!(kept(newest, &[9, 8, 7, 6, 5], &[10, 9, 8]), [7, 6, 5], "one was pushed down");
        assert_eq!(kept(newest, &[9, 8, 7, 6, 5], &[9, 7, 6]), [5], "one went from the midst");
        assert!(kept(newest, &[9, 8, 7], &[10, 9, 8]).is_empty(), "a page keeps its length");
        assert!(kept(newest, &[9, 8, 7, 6], &[9, 8]).is_empty(), "there are no more");
        assert!(kept(newest, &[9, 8, 7, 6, 5], &[20, 19, 18]).is_empty(), "who knows what is between");
        let changed = SortKey::UpdatedAt;
        assert_eq!(kept(changed, &[3, 8, 1, 6, 5], &[10, 3, 8]), [1, 6, 5]);
        assert_eq!(kept(changed, &[3, 8, 1, 6, 5], &[5, 3, 8]), [1, 6]);
    }
}
