//! The owner's settings. The forms are also the steps of the set-up.

pub mod account;
pub mod assistant;
pub mod business;
pub mod country;
pub mod embed;
pub mod field_lines;
pub mod fields;
pub mod form;
pub mod hours;
pub mod keys;
pub mod meetings;
pub mod saving;
pub mod services;
pub mod sites;
pub mod special_days;
pub mod widget;
pub mod zone;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{A, Outlet, Redirect};

use self::saving::Desk;
pub use self::{
    account::AccountPage, assistant::AssistantPage, business::BusinessPage, fields::FieldsPage, keys::KeysPage, meetings::MeetingsPart,
    widget::WidgetPage,
};
use crate::{
    domain::api_error::ApiError,
    rpc::settings::{SettingsView, load_settings},
    ui::{
        browser,
        components::{
            notice::{Failure, SkeletonRows},
            tabs::Tabs,
        },
        session::leave_if_signed_out,
    },
};

/// Where the settings begin.
pub const FIRST_PART: &str = PARTS[0].0;

/// The parts, in the order of their tabs. Later parts are added here.
const PARTS: [(&str, &str); 7] = [
    ("/admin/settings/business", "Business"),
    ("/admin/settings/meetings", "Meetings"),
    ("/admin/settings/assistant", "Assistant key"),
    ("/admin/settings/widget", "Website widget"),
    ("/admin/settings/fields", "Lead fields"),
    ("/admin/settings/keys", "API keys"),
    ("/admin/settings/account", "Account"),
];

/// Head, tabs and an outlet for one part. All parts share one loaded document and its version.
#[component]
pub fn SettingsPage() -> impl IntoView {
    provide_context(Source { loaded: Resource::new(|| (), |()| load_settings()), latest: RwSignal::new(None) });
    view! {
        <Title text="Settings"/>
        <div class="page">
            <header class="pagehead pagehead--tabs">
                <h1>"Settings"</h1>
                <Tabs name="Settings">
                    {PARTS.into_iter().map(|(href, label)| view! { <A href=href>{label}</A> }).collect_view()}
                </Tabs>
            </header>
            <div class="page__body"><Outlet/></div>
        </div>
    }
    .into_any()
}

/// The settings as the page loaded them, and as they were last seen or saved since.
#[derive(Clone, Copy)]
struct Source {
    loaded: Resource<Result<SettingsView, ApiError>>,
    latest: RwSignal<Option<SettingsView>>,
}

/// One part of the page, with the [`Desk`] that its form works on.
#[component]
fn WithDesk(part: fn() -> AnyView) -> impl IntoView {
    let Source { loaded, latest } = expect_context::<Source>();
    view! {
        <Suspense fallback=|| view! { <SkeletonRows rows=5/> }>
            {Suspend::new(async move {
                let view = match latest.get_untracked() {
                    Some(view) => Ok(view),
                    None => loaded.await,
                };
                match view {
                    Ok(view) => {
                        Desk::provide(view, latest);
                        part()
                    }
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! {
                        <Failure title="Settings did not load" error=error retry=Callback::new(|()| browser::go(&browser::here().unwrap_or_default()))/>
                    }.into_any(),
                }
            })}
        </Suspense>
    }
}

/// `/admin/settings` itself is its first part.
#[component]
pub fn FirstPart() -> impl IntoView {
    view! { <Redirect path=FIRST_PART/> }.into_any()
}
