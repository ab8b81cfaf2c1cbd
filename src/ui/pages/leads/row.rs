//! One lead in the table.

use leptos::prelude::*;

use super::{
    assignees::AssigneeWord,
    cells::{ChannelWord, DueWord, InterestWords, contact, person},
    floor::Floor,
    ledger::Row,
};
use crate::ui::components::{avatar::Avatar, score::ScoreBar, status::StatusPill, time::Ago};

#[component]
pub fn RowView(row: Row, floor: Floor) -> impl IntoView {
    let Row { id, lead, fresh } = row;
    let lead: RwSignal<_> = lead.into();
    let fresh: RwSignal<bool> = fresh.into();
    let name = Memo::new(move |_| lead.with(person));
    let ticked = {
        let id = id.clone();
        Memo::new(move |_| floor.ticked.with(|ticked| ticked.contains(&id)))
    };
    let toggle = {
        let id = id.clone();
        move |_| {
            floor.ticked.update(|ticked| {
                if !ticked.remove(&id) {
                    ticked.insert(id.clone());
                }
            });
        }
    };
    let chosen = {
        let id = id.clone();
        Memo::new(move |_| floor.place.lead.with(|open| open.as_deref() == Some(id.as_str())))
    };
    let href = {
        let id = id.clone();
        move || floor.place.lead_address(id.as_str())
    };
    let called = move || name.get().unwrap_or_else(|| "Somebody".into());
    let last = Memo::new(move |_| lead.with(|lead| lead.last_at));
    view! {
        <tr class="leadrow" class:is-fresh=fresh class:is-ticked=ticked class:is-open=chosen data-id=id.to_string()>
            <td class="leadtable__tick">
                <label class="check check--lone needs-script">
                    <input type="checkbox" aria-label=move || format!("Select {}", called()) prop:checked=ticked on:change=toggle/>
                </label>
            </td>
            <th scope="row" class="leadtable__who">
                <a class="leadrow__link" href=href data-noscroll="">
                    <Avatar id=id.as_str() name=name/>
                    <span class="leadrow__text">
                        <span class="leadrow__name" dir="auto">{called}</span>
                        <span class="leadrow__line" dir="auto">{move || lead.with(contact)}</span>
                    </span>
                </a>
            </th>
            <td class="leadtable__status">{move || view! { <StatusPill status=lead.with(|lead| lead.status)/> }}</td>
            <td class="leadtable__interest">{move || view! { <InterestWords interest=lead.with(|lead| lead.interest.clone())/> }}</td>
            <td class="leadtable__score">{move || view! { <ScoreBar value=lead.with(|lead| lead.score)/> }}</td>
            <td class="leadtable__channel">{move || view! { <ChannelWord channel=lead.with(|lead| lead.channel)/> }}</td>
            <td class="leadtable__whose">{move || view! { <AssigneeWord assignee=lead.with(|lead| lead.assignee.clone())/> }}</td>
            <td class="leadtable__due"><DueWord at=Signal::derive(move || lead.with(|lead| lead.follow_up_at))/></td>
            <td class="leadtable__last">{move || last.get().map(|at| view! { <Ago at=at/> })}</td>
        </tr>
    }
}
