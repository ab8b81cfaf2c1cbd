//! The columns of the table: what they are called, what stands in them, and the choice of them.

use leptos::prelude::*;

use super::{
    assignees::AssigneeWord,
    cells::{ChannelWord, DueWord},
    evidence::Interest,
    floor::Floor,
    saves::Choice,
};
use crate::{
    domain::{custom::CustomField, lead::views::LeadColumn},
    rpc::leads::{LeadBasics, LeadRow},
    ui::components::{
        drop::Drop,
        icon::{Glyph, Icon},
        score::ScoreBar,
        status::StatusPill,
        time::Ago,
    },
};

pub fn column_words(column: LeadColumn) -> &'static str {
    match column {
        LeadColumn::Status => "Status",
        LeadColumn::Company => "Company",
        LeadColumn::Email => "E-mail",
        LeadColumn::Phone => "Phone",
        LeadColumn::Interest => "Interest",
        LeadColumn::Score => "Score",
        LeadColumn::Channel => "Channel",
        LeadColumn::Assignee => "Assignee",
        LeadColumn::FollowUp => "Follow-up",
        LeadColumn::LastWord => "Last word",
        LeadColumn::Created => "Created",
    }
}

pub fn column_class(column: LeadColumn) -> &'static str {
    match column {
        LeadColumn::Status => "leadtable__status",
        LeadColumn::Company | LeadColumn::Email | LeadColumn::Phone => "leadtable__text",
        LeadColumn::Interest => "leadtable__interest",
        LeadColumn::Score => "leadtable__score",
        LeadColumn::Channel => "leadtable__channel",
        LeadColumn::Assignee => "leadtable__whose",
        LeadColumn::FollowUp => "leadtable__due",
        LeadColumn::LastWord => "leadtable__last",
        LeadColumn::Created => "leadtable__created",
    }
}

/// What stands in a row under this column.
pub fn cell(column: LeadColumn, lead: RwSignal<LeadRow>) -> AnyView {
    let content = match column {
        LeadColumn::Status => (move || view! { <StatusPill status=lead.with(|lead| lead.status)/> }).into_any(),
        LeadColumn::Company => text(lead, |lead| lead.company.clone()),
        LeadColumn::Email => text(lead, |lead| lead.email.clone()),
        LeadColumn::Phone => text(lead, |lead| lead.phone.clone()),
        LeadColumn::Interest => {
            // Other news of the lead leave an open layer alone.
            let said = Memo::new(move |_| lead.with(|lead| (lead.id.clone(), lead.interest.clone())));
            (move || {
                let (id, interest) = said.get();
                view! { <Interest lead=id interest=interest/> }
            })
            .into_any()
        }
        LeadColumn::Score => (move || view! { <ScoreBar value=lead.with(|lead| lead.score)/> }).into_any(),
        LeadColumn::Channel => (move || view! { <ChannelWord channel=lead.with(|lead| lead.channel)/> }).into_any(),
        LeadColumn::Assignee => (move || view! { <AssigneeWord assignee=lead.with(|lead| lead.assignee.clone())/> }).into_any(),
        LeadColumn::FollowUp => view! { <DueWord at=Signal::derive(move || lead.with(|lead| lead.follow_up_at))/> }.into_any(),
        LeadColumn::LastWord => {
            let last = Memo::new(move |_| lead.with(|lead| lead.last_at));
            (move || last.get().map(|at| view! { <Ago at=at/> })).into_any()
        }
        LeadColumn::Created => (move || view! { <Ago at=lead.with(|lead| lead.created_at)/> }).into_any(),
    };
    view! { <td class=column_class(column)>{content}</td> }.into_any()
}

fn text(lead: RwSignal<LeadRow>, value: fn(&LeadRow) -> Option<String>) -> AnyView {
    view! { <span dir="auto">{move || lead.with(value)}</span> }.into_any()
}

/// What stands in a row under the column of one of the owner's fields.
pub fn own_cell(key: String, lead: RwSignal<LeadRow>) -> AnyView {
    let text = move || lead.with(|lead| lead.own.get(&key).cloned());
    view! { <td class="leadtable__text"><span dir="auto">{text}</span></td> }.into_any()
}

/// The columns of the table, in their order: ours, then those of the owner's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub columns: Vec<LeadColumn>,
    pub own: Vec<CustomField>,
}

/// The columns in force. `basics`: as the server knew them when the page came.
pub fn chosen(floor: Floor, basics: LeadBasics) -> Memo<Shown> {
    Memo::new(move |_| {
        floor.preferences.with(|mine| {
            let mine = mine.as_ref().unwrap_or(&basics.preferences);
            let own = basics.fields.iter().filter(|field| mine.own.contains(&field.key)).cloned().collect();
            Shown { columns: mine.columns.clone(), own }
        })
    })
}

#[component]
pub fn ColumnMenu(floor: Floor) -> impl IntoView {
    let list = move || {
        Suspend::new(async move {
            let basics = floor.basics.await.unwrap_or_default();
            view! { <ColumnList floor=floor basics=basics/> }
        })
    };
    let label = view! { <Icon glyph=Glyph::Sliders/>"Columns" }.into_any();
    // One chooses several: a press on one of them does not close the list.
    let stay = |event: leptos::ev::MouseEvent| event.stop_propagation();
    view! {
        <div class="needs-script">
            <Drop label=label class="button button--filter" end=true>
                <div class="columnlist" role="group" aria-label="Columns" on:click=stay><Transition>{list}</Transition></div>
            </Drop>
        </div>
    }
}

#[component]
fn ColumnList(floor: Floor, basics: LeadBasics) -> impl IntoView {
    let shown = chosen(floor, basics.clone());
    let first = StoredValue::new(basics.preferences);
    let choose = move |columns: Vec<LeadColumn>, own: Vec<String>| {
        let before = floor.preferences.get_untracked().unwrap_or_else(|| first.get_value());
        let mut mine = before.clone();
        mine.choose(&columns, &own);
        floor.preferences.set(Some(mine));
        floor.saves.get_value().save(floor, Choice { columns, own }, &before);
    };
    let keys = |shown: &Shown| shown.own.iter().map(|field| field.key.clone()).collect::<Vec<_>>();
    let toggle = move |column: LeadColumn| {
        let now = shown.get_untracked();
        choose(turned(now.columns.clone(), column), keys(&now));
    };
    let toggle_own = move |key: String| {
        let now = shown.get_untracked();
        choose(now.columns.clone(), turned(keys(&now), key));
    };
    let ours = LeadColumn::ALL.into_iter().map(|column| {
        let is_shown = Memo::new(move |_| shown.with(|shown| shown.columns.contains(&column)));
        view! { <ColumnCheck label=column_words(column) shown=is_shown on_turn=move |()| toggle(column)/> }
    });
    let own = basics.fields.into_iter().map(|CustomField { key, label, .. }| {
        let mine = key.clone();
        let is_shown = Memo::new(move |_| shown.with(|shown| shown.own.iter().any(|field| field.key == mine)));
        view! { <ColumnCheck label=label shown=is_shown on_turn=move |()| toggle_own(key.clone())/> }
    });
    view! {
        {ours.collect_view()}
        {own.collect_view()}
    }
}

/// With it where it was not there, without it where it was.
fn turned<T: PartialEq>(mut all: Vec<T>, one: T) -> Vec<T> {
    match all.iter().position(|other| *other == one) {
        Some(at) => drop(all.remove(at)),
        None => all.push(one),
    }
    all
}

#[component]
fn ColumnCheck(#[prop(into)] label: String, shown: Memo<bool>, #[prop(into)] on_turn: Callback<()>) -> impl IntoView {
    view! {
        <label class="check menu__item">
            <input type="checkbox" checked=shown.get_untracked() prop:checked=shown on:change=move |_| on_turn.run(())/>
            <span class="columnlist__name" dir="auto">{label}</span>
        </label>
    }
}
