//! The widget in the browser: talking to the server and to the embedding page, keys, scrolling, time.
//! Compiled into the `widget` bundle only. Closures and futures are boxed at the few doors to the browser, so that
//! each door is compiled once.

mod answer;
mod contact;
mod deeds;
mod dom;
mod host;
mod json;
mod keys;
mod line;
mod net;
mod rows;
mod scroll;
mod sse;
mod talk;
mod trouble;
mod turn;
mod when;

use wasm_bindgen::prelude::wasm_bindgen;

pub use contact::{field_left, field_typed, save_contact};

use super::state::Desk;

/// Takes over the page that the server rendered.
#[wasm_bindgen(js_name = hydrate)]
pub fn take_over() {
    let Some(boot) = dom::by_id("boot") else { return };
    let desk = Desk::new(json::Json::parse(&boot.text_content().unwrap_or_default()).boot());
    dom::mark("live", Some(""));
    keys::listen(desk);
    deeds::listen(desk);
    scroll::listen();
    host::listen(desk);
    talk::begin(desk);
}
