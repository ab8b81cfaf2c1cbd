//! CHATIMJD: the AI front desk of a small business. `docs/ARCHITECTURE.md` is the map.
//!
//! The feature fences below are the only ones on modules: what is not compiled cannot be reached.

pub mod domain;
// Browsers show what services made of a visitor's words; they run none of it.
#[cfg(not(target_family = "wasm"))]
pub mod service;

#[cfg(feature = "ssr")]
pub mod adapters;
#[cfg(feature = "ssr")]
pub mod server;

#[cfg(feature = "web")]
pub mod rpc;
#[cfg(any(feature = "web", feature = "widget"))]
pub mod ui;

/// The dashboard's entry in the browser: takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // A server function that redirects has changed the session: the next page is loaded anew, not patched.
    // Set before the router sets its own; the first one counts.
    let _ = leptos::server_fn::redirect::set_redirect_hook(ui::browser::go);
    ui::browser::hear_history();
    // Waits for the code of the page that is open (`ui::parts`).
    leptos::mount::hydrate_lazy(ui::app::App);
}
