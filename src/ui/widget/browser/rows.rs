//! The list of messages: it only ever grows at its end, or begins anew.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{
    super::{message::Said, row::Row, state::Desk},
    dom,
    line::{self, Outgoing},
    when,
};

/// One more message at the end.
pub fn add(desk: Desk, mut said: Said) {
    let previous = line::with(|line| {
        if !said.id.is_empty() {
            line.seen.push(said.id.clone());
        }
        if line.first_at.is_empty() {
            line.first_at.clone_from(&said.at);
        }
        std::mem::replace(&mut line.last_at, said.at.clone())
    });
    when::stamp(desk, &previous, &mut said);
    if let Some(list) = dom::by_id("rows") {
        let row = leptos::mount::mount_to(list.unchecked_into(), move || view! { <Row desk said/> });
        line::with(|line| line.rows.push(Box::new(row)));
    }
    dom::mark("said", Some(""));
    when::name_days(desk);
}

/// A message of the visitor.
pub fn add_own(desk: Desk, text: &str) -> Outgoing {
    let said = Said { by_visitor: true, text: text.to_owned(), at: when::now(), ..Said::default() };
    add(desk, said);
    Outgoing { text: text.to_owned(), row: dom::find("#rows > :last-child") }
}

/// Takes the last row back.
pub fn take_back() {
    let row = line::with(|line| line.rows.pop());
    drop(row);
}

/// The list as it stands on the server.
pub fn show(desk: Desk, messages: Vec<Said>) {
    clear(desk);
    for said in messages {
        add(desk, said);
    }
}

/// An empty list.
pub fn clear(desk: Desk) {
    let rows = line::with(|line| {
        line.seen.clear();
        line.first_at.clear();
        line.last_at.clear();
        std::mem::take(&mut line.rows)
    });
    drop(rows);
    // And the rows that came with the page.
    if let Some(list) = dom::by_id("rows") {
        list.set_text_content(None);
    }
    dom::mark("said", None);
    when::name_days(desk);
}
