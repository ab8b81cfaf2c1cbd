//! What can be done with the ticked rows: move them on, give them to somebody, erase them.

use leptos::prelude::*;

use super::{
    assignees::AssigneeItems,
    cells::person,
    doomed::doom,
    floor::{Floor, given_words, moved_words},
    ledger::Ledger,
};
use crate::{
    domain::{ids::LeadId, lead::LeadStatus},
    rpc::leads::Colleague,
    ui::{
        components::{
            dialog::Confirm,
            drop::Drop,
            icon::{Glyph, Icon},
            status::StatusGlyph,
        },
        wording,
    },
};

/// The six, to choose one of.
#[component]
pub fn StatusItems(
    /// Marked, where there is one.
    #[prop(optional, into)]
    current: Signal<Option<LeadStatus>>,
    #[prop(into)] on_pick: Callback<LeadStatus>,
) -> impl IntoView {
    LeadStatus::ALL
        .into_iter()
        .map(|status| {
            view! {
                <button
                    type="button"
                    class="menu__item"
                    aria-current=move || (current.get() == Some(status)).then_some("true")
                    on:click=move |_| on_pick.run(status)
                >
                    <StatusGlyph status=status/>
                    {wording::status(status)}
                    {move || (current.get() == Some(status)).then(|| view! { <Icon glyph=Glyph::Check class="menu__sign"/> })}
                </button>
            }
        })
        .collect_view()
}

#[component]
pub fn SelectionBar(ledger: Ledger, floor: Floor) -> impl IntoView {
    let count = Memo::new(move |_| floor.ticked.with(std::collections::BTreeSet::len));
    let asking = RwSignal::new(false);
    let chosen = move || floor.ticked.with_untracked(|ticked| ticked.iter().cloned().collect::<Vec<LeadId>>());
    let clear = move || floor.ticked.update(std::collections::BTreeSet::clear);
    let first_name = move |ids: &[LeadId]| ids.first().and_then(|id| ledger.get(id)).and_then(|row| row.lead.with_untracked(person));
    let pick = move |to: LeadStatus| {
        let ids = chosen();
        let name = first_name(&ids);
        let words = moved_words(ids.len(), name, to);
        floor.shift(ids.into_iter().map(|id| (id, to)).collect(), words, || {});
        clear();
    };
    let give = move |to: Option<Colleague>| {
        let ids = chosen();
        let words = given_words(ids.len(), first_name(&ids), to.as_ref().map(|colleague| colleague.name.as_str()));
        let to = to.map(|colleague| colleague.id);
        floor.give(ids.into_iter().map(|id| (id, to.clone())).collect(), words);
        clear();
    };
    view! {
        <Show when=move || count.get() != 0>
            <div class="selbar" role="region" aria-label="Selected leads">
                <p class="selbar__count" role="status">{move || format!("{} selected", count.get())}</p>
                <span class="selbar__line" aria-hidden="true"></span>
                <Drop label=view! { <StatusGlyph status=LeadStatus::Contacted/>"Status" }.into_any() class="selbar__button" up=true>
                    <StatusItems on_pick=pick/>
                </Drop>
                <Drop label=view! { <Icon glyph=Glyph::Person/>"Assignee" }.into_any() class="selbar__button" up=true>
                    <AssigneeItems floor=floor on_pick=give/>
                </Drop>
                <button type="button" class="selbar__button" on:click=move |_| asking.set(true)><Icon glyph=Glyph::Trash/>"Erase"</button>
                <span class="selbar__line" aria-hidden="true"></span>
                <button type="button" class="selbar__button" on:click=move |_| clear()>"Clear" <kbd class="keycap" aria-hidden="true">"Esc"</kbd></button>
            </div>
        </Show>
        <EraseMany ledger=ledger floor=floor asking=asking count=count/>
    }
}

#[component]
fn EraseMany(ledger: Ledger, floor: Floor, asking: RwSignal<bool>, count: Memo<usize>) -> impl IntoView {
    let erase = move |()| {
        let ids: Vec<LeadId> = floor.ticked.with_untracked(|ticked| ticked.iter().cloned().collect());
        ledger.take_out(&ids);
        floor.ticked.update(|ticked| ticked.clear());
        doom(floor, ids);
    };
    let title =
        Signal::derive(move || if count.get() == 1 { "Erase this person?".into() } else { format!("Erase {} people?", count.get()) });
    view! {
        <Confirm open=asking title=title
            text="Their leads, conversations, messages, notes and timelines go from this server for good. You can undo it for ten seconds, while you stay here; then nobody can."
            keep="Keep them" proceed="Erase" on_proceed=erase/>
    }
}
