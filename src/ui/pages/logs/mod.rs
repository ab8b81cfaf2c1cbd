//! The log: all that was said, searched; archives of what was taken out of it; and who of the team did what.

mod archives;
mod audit;
mod audit_place;
mod clearing;
mod days;
mod list;
mod place;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};

pub use self::{archives::ArchivesPage, audit::AuditPage, list::LogPage, place::log_address};
use crate::ui::{components::tabs::Tabs, search::LOGS, session::is_owner};

const ARCHIVES: &str = "/admin/logs/archives";
const AUDIT: &str = "/admin/logs/audit";

/// The parts, in the order of their tabs.
const PARTS: [(&str, &str); 3] = [(LOGS, "Conversations"), (ARCHIVES, "Archives"), (AUDIT, "Audit")];

/// Head, tabs and an outlet for one part.
#[component]
pub fn LogsPage() -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <Title text="Logs"/>
        <div class="page">
            <header class="pagehead pagehead--tabs">
                <h1>"Logs"</h1>
                <Tabs name="Logs">
                    {PARTS.into_iter().filter(|(href, _)| *href != AUDIT || is_owner()).map(|(href, label)| view! {
                        <a href=href aria-current=move || path.with(|path| path.trim_end_matches('/') == href).then_some("page")>{label}</a>
                    }).collect_view()}
                </Tabs>
            </header>
            <div class="page__body"><Outlet/></div>
        </div>
    }
    .into_any()
}
