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
pub mod look;
pub mod meetings;
pub mod notifications;
pub mod people;
pub mod saving;
pub mod services;
pub mod sites;
pub mod special_days;
pub mod widget;
pub mod zone;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::use_location,
};

use self::saving::Desk;
pub use self::{
    account::AccountPage, assistant::AssistantPage, business::BusinessPage, fields::FieldsPage, keys::KeysPage, meetings::MeetingsPart,
    notifications::NotificationsPage, people::PeoplePage, widget::WidgetPage,
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
        session::{OwnersOnly, is_owner, leave_if_signed_out},
    },
};

/// Where the settings begin.
pub const FIRST_PART: &str = PARTS[0].0;

/// Where they begin for whoever is signed in.
pub fn first_part() -> &'static str {
    if is_owner() { FIRST_PART } else { ACCOUNT }
}

/// The parts, in the order of their tabs. Later parts are added here.
const PARTS: [(&str, &str); 9] = [
    ("/admin/settings/business", "Business"),
    ("/admin/settings/meetings", "Meetings"),
    ("/admin/settings/assistant", "Assistant key"),
    ("/admin/settings/widget", "Website widget"),
    ("/admin/settings/fields", "Lead fields"),
    ("/admin/settings/notifications", "Notifications"),
    ("/admin/settings/keys", "API keys"),
    ("/admin/settings/people", "People"),
    (ACCOUNT, "Account"),
];
/// One's own: the only part that members have.
pub const ACCOUNT: &str = "/admin/settings/account";

/// Head, tabs and an outlet for one part. All parts share one loaded document and its version.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (is_owner, path) = (is_owner(), use_location().pathname);
    let has_part = move || is_owner || path.with(|path| path.trim_end_matches('/') == ACCOUNT);
    provide_context(Source { loaded: Resource::new(|| (), |()| load_settings()), latest: RwSignal::new(None) });
    view! {
        <Title text="Settings"/>
        <div class="page">
            <header class="pagehead pagehead--tabs">
                <h1>"Settings"</h1>
                <Tabs name="Settings">
                    {PARTS.into_iter().filter(|(href, _)| is_owner || *href == ACCOUNT).map(|(href, label)| view! { <A href=href>{label}</A> }).collect_view()}
                </Tabs>
            </header>
            <div class="page__body"><Show when=has_part fallback=|| view! { <OwnersOnly/> }><Outlet/></Show></div>
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
    view! { <Redirect path=first_part()/> }.into_any()
}
