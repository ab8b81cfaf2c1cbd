//! One lead in the table.

use leptos::prelude::*;

use super::{
    cells::{contact, person},
    columns::{Shown, cell, own_cell},
    floor::Floor,
    ledger::Row,
};
use crate::ui::components::avatar::Avatar;

#[component]
pub fn RowView(row: Row, columns: Memo<Shown>, floor: Floor) -> impl IntoView {
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
            {move || columns.with(|shown| shown.columns.iter().map(|column| cell(*column, lead)).collect_view())}
            {move || columns.get().own.into_iter().map(|field| own_cell(field.key, lead)).collect_view()}
        </tr>
    }
}
