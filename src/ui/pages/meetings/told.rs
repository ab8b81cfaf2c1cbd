//! Whether visitors hear of what becomes of their meeting, as it is said before it is done.

use leptos::prelude::*;

use crate::rpc::schedule::MeetingRow;

const NOBODY: &str = "Nobody writes to them: tell them yourself.";

/// `told`: what is said where somebody writes to them.
pub fn tidings<'a>(row: &MeetingRow, told: &'a str) -> &'a str {
    if row.tells { told } else { NOBODY }
}

/// What is said beside the address of a new meeting; nothing while it is not known whether anybody writes.
pub fn invitation(tells: Option<bool>) -> &'static str {
    match tells {
        Some(true) => "The invitation goes there.",
        Some(false) => NOBODY,
        None => "",
    }
}

/// The address to write to, where nobody else does. `open`: it is being asked.
#[component]
pub fn TellThem(open: RwSignal<bool>, row: Signal<Option<MeetingRow>>) -> impl IntoView {
    move || {
        let email = row.get().filter(|row| open.get() && !row.tells)?.email?;
        let address = format!("mailto:{email}");
        Some(view! { <p class="dialog__text"><a href=address dir="ltr">{email}</a></p> })
    }
}
