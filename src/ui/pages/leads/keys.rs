//! The keyboard of the page: j and k or the arrows move, Enter opens (rows are links), `e` edits, Space ticks, Escape goes
//! one layer back. In the drawer j and k lead to the next and the previous lead, `n` to the note.

use leptos::{
    ev::KeyboardEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::{evidence, floor::Floor};
use crate::{
    domain::ids::LeadId,
    ui::{
        components::trap::{is_focus_lost, layer_open},
        search::is_writing,
        unsaved::use_way,
    },
};

/// Listens for as long as the page is there.
pub fn listen(floor: Floor) {
    let way = use_way();
    Effect::new(move |_| {
        let way = way.clone();
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
            let is_layers = layer_open() || (event.key() == "Escape" && evidence::is_open());
            if event.default_prevented() || modified || is_layers {
                return;
            }
            match floor.place.lead.get_untracked() {
                Some(open) => in_drawer(&event, floor, &open, &way),
                None => in_list(&event, floor, &way),
            }
        });
        on_cleanup(move || handle.remove());
    });
}

fn in_drawer(event: &KeyboardEvent, floor: Floor, open: &str, way: &impl Fn(&str)) {
    let beside = |by: isize| floor.order.with_untracked(|order| order.as_ref().and_then(|order| beside(order, open, by)));
    match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            way(&floor.place.list_address());
        }
        "j" | "k" if !is_writing(event) => {
            if let Some(id) = beside(if event.key() == "j" { 1 } else { -1 }) {
                event.prevent_default();
                way(&floor.place.lead_address(id.as_str()));
            }
        }
        "n" if !is_writing(event) => {
            if let Some(note) = document().get_element_by_id("lead-note") {
                event.prevent_default();
                focus(note);
            }
        }
        "e" if !is_writing(event) => {
            event.prevent_default();
            floor.editing.set(true);
        }
        _ => {}
    }
}

/// The neighbour of a lead in the order of the page.
pub fn beside(order: &[LeadId], open: &str, by: isize) -> Option<LeadId> {
    let here = order.iter().position(|id| id.as_str() == open)?;
    here.checked_add_signed(by).and_then(|at| order.get(at)).cloned()
}

fn in_list(event: &KeyboardEvent, floor: Floor, way: &impl Fn(&str)) {
    let writing = is_writing(event);
    match event.key().as_str() {
        "j" if !writing => step(event, 1),
        "k" if !writing => step(event, -1),
        "ArrowDown" if in_table(event) => step(event, 1),
        "ArrowUp" if in_table(event) => step(event, -1),
        " " if on(event, ".leadrow__link") => tick(event),
        "e" if !writing => edit(event, floor, way),
        "Escape" if !writing && floor.ticked.with_untracked(|ticked| !ticked.is_empty()) => {
            event.prevent_default();
            floor.ticked.update(|ticked| ticked.clear());
        }
        _ => {}
    }
}

fn target(event: &KeyboardEvent) -> Option<HtmlElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn on(event: &KeyboardEvent, selector: &str) -> bool {
    target(event).is_some_and(|element| element.matches(selector).unwrap_or(false))
}

/// The arrows belong to the table while the focus is in it, or in the search field; elsewhere they scroll.
fn in_table(event: &KeyboardEvent) -> bool {
    target(event).is_some_and(|element| element.closest(".leadtable, .search").ok().flatten().is_some())
}

fn focus(element: Element) {
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // What cannot take it leaves the focus where it is.
        let _ = element.focus();
    }
}

/// Rows in the table, cards on the board.
fn step(event: &KeyboardEvent, by: i32) {
    let links: Vec<Element> = ["leadrow__link", "leadcard"]
        .into_iter()
        .map(|class| document().get_elements_by_class_name(class))
        .flat_map(|all| (0..all.length()).filter_map(move |index| all.item(index)).collect::<Vec<_>>())
        .collect();
    let active = document().active_element();
    let row = active.as_ref().and_then(|active| active.closest("[data-id]").ok().flatten());
    let here = links.iter().position(|link| row.as_ref().is_some_and(|row| row.contains(Some(link))));
    let wanted = here.and_then(|here| i32::try_from(here).ok()).map_or(0, |here| here.saturating_add(by));
    if let Some(link) = usize::try_from(wanted).ok().and_then(|index| links.into_iter().nth(index)) {
        event.prevent_default();
        focus(link);
    }
}

/// The row that has the focus.
fn row_of(event: &KeyboardEvent) -> Option<Element> {
    target(event)?.closest("[data-id]").ok().flatten()
}

fn tick(event: &KeyboardEvent) {
    let tick = row_of(event).and_then(|row| row.query_selector("input[type=checkbox]").ok().flatten());
    if let Some(tick) = tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        tick.click();
    }
}

fn edit(event: &KeyboardEvent, floor: Floor, way: &impl Fn(&str)) {
    if let Some(id) = row_of(event).and_then(|row| row.get_attribute("data-id")) {
        event.prevent_default();
        floor.editing.set(true);
        way(&floor.place.lead_address(&id));
    }
}

/// Where the focus goes when the drawer of a lead closes: to its row or card.
pub fn focus_row(id: &str) {
    if let Ok(Some(link)) = document().query_selector(&format!("[data-id=\"{id}\"] .leadrow__link, [data-id=\"{id}\"] .leadcard")) {
        focus(link);
    }
}

/// Where the focus goes when another list stands: to the link that led there, or to the list, unless it is elsewhere by now.
pub fn focus_followed(floor: Floor) {
    let Some(id) = floor.followed.try_update_value(Option::take).flatten() else { return };
    if !is_focus_lost() {
        return;
    }
    let link = document().get_element_by_id(id).filter(|link| link.has_attribute("href"));
    if let Some(element) = link.or_else(|| document().query_selector(".leads__scroll").ok().flatten()) {
        focus(element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbours_of_a_lead() {
        let order: Vec<LeadId> = (1..=3).map(|number| LeadId::new(uuid::Uuid::from_u128(number))).collect();
        let of = |open: usize, by| beside(&order, order[open].as_str(), by);
        assert_eq!((of(1, 1).as_ref(), of(1, -1).as_ref()), (Some(&order[2]), Some(&order[0])));
        assert_eq!((of(0, -1), of(2, 1), beside(&order, "led_x", 1)), (None, None, None));
    }
}
