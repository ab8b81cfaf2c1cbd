//! How far a lead has come: a glyph and a word, never a colour alone. Pills are for this and nothing else.

use leptos::prelude::*;

use crate::{domain::lead::LeadStatus, ui::wording};

/// The last part of the class names, as the tokens have it.
pub fn status_class(status: LeadStatus) -> &'static str {
    match status {
        LeadStatus::New => "new",
        LeadStatus::Contacted => "contacted",
        LeadStatus::Qualified => "qualified",
        LeadStatus::MeetingScheduled => "meeting",
        LeadStatus::Won => "won",
        LeadStatus::Lost => "lost",
    }
}

/// What fills the ring: a dashed one is new, then quarter by quarter to a full disc with a sign.
#[component]
pub fn StatusGlyph(status: LeadStatus) -> impl IntoView {
    let ring = |dashes: &'static str| view! { <circle class="status__ring" cx="7" cy="7" r="5.5" stroke-dasharray=dashes/> }.into_any();
    let wedge =
        |path: &'static str| view! { <circle class="status__ring" cx="7" cy="7" r="5.5"/><path class="status__fill" d=path/> }.into_any();
    let disc =
        |sign: &'static str| view! { <circle class="status__fill" cx="7" cy="7" r="6.25"/><path class="status__cut" d=sign/> }.into_any();
    let drawing = match status {
        LeadStatus::New => ring("2.2 1.65"),
        LeadStatus::Contacted => wedge("M7 7V3.6A3.4 3.4 0 0 1 10.4 7Z"),
        LeadStatus::Qualified => wedge("M7 3.6a3.4 3.4 0 0 1 0 6.8Z"),
        LeadStatus::MeetingScheduled => wedge("M7 7V3.6A3.4 3.4 0 1 1 3.6 7Z"),
        LeadStatus::Won => disc("m4.4 7.2 1.8 1.8 3.5-3.8"),
        LeadStatus::Lost => disc("m5 5 4 4m0-4-4 4"),
    };
    view! {
        <svg class=format!("status__glyph status__glyph--{}", status_class(status)) viewBox="0 0 14 14" aria-hidden="true" focusable="false">
            {drawing}
        </svg>
    }
}

#[component]
pub fn StatusPill(status: LeadStatus) -> impl IntoView {
    view! {
        <span class=format!("pill pill--{}", status_class(status))>
            <StatusGlyph status=status/>
            {wording::status(status)}
        </span>
    }
}
