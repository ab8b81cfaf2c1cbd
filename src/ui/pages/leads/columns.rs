//! The columns of the table: what they are called, what stands in them, and the choice of them.

use leptos::{prelude::*, task::spawn_local};

use super::{
    assignees::AssigneeWord,
    cells::{ChannelWord, DueWord, InterestWords},
    floor::Floor,
};
use crate::{
    domain::lead::views::{LeadColumn, LeadPreferences},
    rpc::leads::{LeadRow, choose_lead_columns},
    ui::{
        components::{
            drop::Drop,
            icon::{Glyph, Icon},
            score::ScoreBar,
            status::StatusPill,
            time::Ago,
            toast::{Toasts, use_toasts},
        },
        session::leave_if_signed_out,
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
        LeadColumn::Interest => (move || view! { <InterestWords interest=lead.with(|lead| lead.interest.clone())/> }).into_any(),
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

/// The columns in force. `first`: as the server knew them when the page came.
pub fn chosen(floor: Floor, first: Vec<LeadColumn>) -> Memo<Vec<LeadColumn>> {
    Memo::new(move |_| floor.preferences.with(|mine| mine.as_ref().map_or_else(|| first.clone(), |mine| mine.columns.clone())))
}

#[component]
pub fn ColumnMenu(floor: Floor) -> impl IntoView {
    let list = move || {
        Suspend::new(async move {
            let first = floor.basics.await.unwrap_or_default().preferences;
            view! { <ColumnList floor=floor first=first/> }
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
fn ColumnList(floor: Floor, first: LeadPreferences) -> impl IntoView {
    let toasts = use_toasts();
    let columns = chosen(floor, first.columns.clone());
    let first = StoredValue::new(first);
    let toggle = move |column: LeadColumn| {
        let before = floor.preferences.get_untracked().unwrap_or_else(|| first.get_value());
        let mut wanted = columns.get_untracked();
        if wanted.contains(&column) {
            wanted.retain(|other| *other != column);
        } else {
            wanted.push(column);
        }
        let mut mine = before.clone();
        mine.choose(&wanted);
        floor.preferences.set(Some(mine));
        save(floor, toasts, wanted, before);
    };
    LeadColumn::ALL
        .into_iter()
        .map(|column| {
            let is_shown = Memo::new(move |_| columns.with(|columns| columns.contains(&column)));
            view! {
                <label class="check menu__item">
                    <input type="checkbox" checked=is_shown.get_untracked() prop:checked=is_shown on:change=move |_| toggle(column)/>
                    {column_words(column)}
                </label>
            }
        })
        .collect_view()
}

/// `before`: what stands again where it cannot be saved.
fn save(floor: Floor, toasts: Toasts, columns: Vec<LeadColumn>, before: LeadPreferences) {
    spawn_local(async move {
        match choose_lead_columns(columns).await {
            Ok(mine) => {
                floor.preferences.try_update(|known| {
                    // A late answer says nothing new.
                    if known.as_ref().is_none_or(|known| known.version < mine.version) {
                        *known = Some(mine);
                    }
                });
            }
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => {
                floor.preferences.try_set(Some(before));
                toasts.bad(error.message);
            }
        }
    });
}
