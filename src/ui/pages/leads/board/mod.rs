//! The board: a column for each status, cards moved by pointer or keyboard.

mod card;
mod column;
mod hand;

use std::collections::BTreeMap;

use leptos::prelude::*;

use self::{column::Column, hand::Hand};
use super::{
    floor::{Floor, Question, Tally},
    ledger::Ledger,
    nothing::Nothing,
    place::Asked,
};
use crate::{
    domain::{lead::LeadStatus, page::Page},
    rpc::leads::LeadList,
    ui::live::use_live,
};

/// One list a status, in the order of the columns.
#[derive(Clone, Copy)]
pub struct Columns(StoredValue<Vec<(LeadStatus, Ledger)>>);

impl Columns {
    fn new(first: Vec<(LeadStatus, LeadList)>, asked: &Asked, floor: Floor) -> Self {
        let tally = first.first().map(|(_, list)| Tally::of(list));
        let mut lists: BTreeMap<LeadStatus, LeadList> = first.into_iter().collect();
        let make = |status: LeadStatus| {
            let list = lists.remove(&status).unwrap_or_else(|| LeadList {
                page: Page { items: vec![], next_cursor: None },
                total: tally.as_ref().filter(|_| asked.is_counted()).map(|tally| tally.of_status(status)),
                counts: BTreeMap::new(),
                overdue: 0,
            });
            (status, Ledger::new(status.as_str(), list, Question::column(asked, status), floor))
        };
        Self(StoredValue::new(LeadStatus::ALL.into_iter().map(make).collect()))
    }

    pub fn all(self) -> Vec<(LeadStatus, Ledger)> {
        self.0.try_get_value().unwrap_or_default()
    }

    /// None once the board has gone.
    pub fn of(self, status: LeadStatus) -> Option<Ledger> {
        self.0.try_with_value(|all| all.iter().find(|(known, _)| *known == status).map(|(_, ledger)| *ledger)).flatten()
    }
}

#[component]
pub fn Board(first: Vec<(LeadStatus, LeadList)>, asked: Asked, floor: Floor) -> impl IntoView {
    let tally = first.first().map(|(_, list)| Tally::of(list));
    Effect::new(move |_| floor.tally.set(tally.clone()));
    let columns = Columns::new(first, &asked, floor);
    let counted = asked.is_counted();
    // Lost leads are out of the way until somebody wants to see them.
    let lost_open = RwSignal::new(false);
    let hand = Hand::new(columns, lost_open, floor);
    hand.listen();
    use_live().subscribe(move |news| {
        for (status, ledger) in columns.all() {
            if status != LeadStatus::Lost || !counted || lost_open.get_untracked() {
                ledger.hear(&news);
            }
        }
    });
    Effect::new(move |_| {
        let ids = columns.all().into_iter().flat_map(|(_, ledger)| ledger.rows.get()).map(|row| row.id).collect();
        floor.order.set(Some(ids));
    });
    // A column that was not looked at to its end may still have some.
    let is_empty = Memo::new(move |_| {
        let has_none =
            |ledger: &Ledger| ledger.rows.with(Vec::is_empty) && ledger.total.get().unwrap_or(0) == 0 && ledger.next.with(Option::is_none);
        columns.all().iter().all(|(_, ledger)| has_none(ledger))
    });
    view! {
        <Show when=move || !is_empty.get() fallback=move || view! { <div class="leads__scroll"><Nothing asked=asked.clone() floor=floor/></div> }>
            <div class="board" node_ref=hand.board>
                {columns.all().into_iter().map(|(status, ledger)| view! {
                    <Column status=status ledger=ledger hand=hand floor=floor/>
                }).collect_view()}
            </div>
            <Foot/>
        </Show>
        <p class="sr" role="status" aria-live="assertive">{move || hand.said.get()}</p>
    }
}

/// The keys, which every card names as its description.
#[component]
fn Foot() -> impl IntoView {
    view! {
        <footer class="leads__foot board__keys needs-script">
            <p id="board-keys">
                <kbd class="keycap">"Space"</kbd>" lifts or drops " <kbd class="keycap">"←"</kbd><kbd class="keycap">"→"</kbd>" change status "
                <kbd class="keycap">"↑"</kbd><kbd class="keycap">"↓"</kbd>" go through a column " <kbd class="keycap">"Esc"</kbd>" puts back"
            </p>
        </footer>
    }
}
