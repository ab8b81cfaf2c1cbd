//! Who is signed in, as pages see it. Guards here spare people pages they cannot use; data is guarded by `rpc` itself.

use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Url};

use super::{
    browser,
    components::notice::{Failure, Note, Tone},
    status::set_status,
};
use crate::{
    domain::{
        account::{AdminAccount, Role},
        api_error::{ApiError, ErrorCode},
    },
    rpc::session::SessionState,
};

/// The signed-in admin and the business, handed down by the frame.
#[derive(Clone, Copy)]
pub struct Signed {
    pub admin: StoredValue<AdminAccount>,
    pub business_name: RwSignal<String>,
    /// The business's IANA zone.
    pub zone: RwSignal<String>,
}

impl Signed {
    pub fn provide(admin: AdminAccount, state: &SessionState) -> Self {
        let signed = Self {
            admin: StoredValue::new(admin),
            business_name: RwSignal::new(state.business_name.clone()),
            zone: RwSignal::new(state.time_zone.clone()),
        };
        provide_context(signed);
        signed
    }
}

pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Member => "Member",
    }
}

/// Whether whoever is signed in may change how the product is set up. For what the page offers: the server asks again.
pub fn is_owner() -> bool {
    use_context::<Signed>().is_some_and(|signed| signed.admin.with_value(|admin| admin.role == Role::Owner))
}

/// In place of what only owners use.
#[component]
pub fn OwnersOnly() -> impl IntoView {
    view! { <Note tone=Tone::Info><p>"Only an owner can change this."</p></Note> }
}

/// The zone in which times are shown; UTC outside of a frame.
pub fn use_zone() -> Signal<String> {
    use_context::<Signed>().map_or_else(|| Signal::stored("UTC".to_owned()), |signed| signed.zone.into())
}

/// What the server found out about the request's session before it rendered anything. A plain value, not a resource:
/// pages have resources of their own, and those must not be made inside of another one's suspense, where the server
/// makes them several times over and the browser once.
#[derive(Clone)]
pub struct KnownSession(pub Result<SessionState, ApiError>);

/// Carries it over to the browser; once, at the root.
pub fn share_session() {
    let shared = SharedValue::new(|| {
        let unknown = || Err(ApiError::new(ErrorCode::Unavailable, "The server did not say who is signed in."));
        use_context::<KnownSession>().map_or_else(unknown, |known| known.0)
    });
    provide_context(KnownSession(shared.into_inner()));
}

/// Who is signed in, as of this page's load; a change of session always loads a page anew.
pub fn session() -> Result<SessionState, ApiError> {
    expect_context::<KnownSession>().0
}

/// Where an unknown person goes: set-up while there is no admin, else log-in and back.
pub fn way_in(state: &SessionState) -> String {
    if state.setup_needed {
        return "/admin/setup".into();
    }
    let location = use_location();
    login_path(&address(&location.pathname.get_untracked(), &location.search.get_untracked()))
}

/// Path and query as the router has them, in one.
pub fn address(path: &str, query: &str) -> String {
    match query.trim_start_matches('?') {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

pub const LOG_IN: &str = "/admin/login";
/// Where the form of the log-out goes.
pub const LOG_OUT: &str = "/rpc/session/log-out";
/// Where the page stays, because something typed would be lost with it.
pub const SIGNED_OUT: &str = "You are signed out. Log in in another tab, then save again.";

fn login_path(back_to: &str) -> String {
    if back_to == "/admin" { LOG_IN.into() } else { format!("{LOG_IN}?next={}", Url::escape(back_to)) }
}

/// The session ended meanwhile (a deploy, another tab's log-out): to the log-in and back, unless what was typed would be
/// lost by that: then it is said. True where that was it.
pub fn leave_if_signed_out(error: &ApiError) -> bool {
    let signed_out = error.code == ErrorCode::Unauthorized;
    if let Some(here) = signed_out.then(browser::here).flatten().filter(|_| browser::may_log_in()) {
        browser::go(&login_path(&here));
    }
    signed_out
}

/// The refusal in words for a form that stays.
pub fn signed_out(error: ApiError) -> ApiError {
    ApiError { message: SIGNED_OUT.into(), ..error }
}

/// In place of a page where it is not known who asks.
#[component]
pub fn NoSession(error: ApiError) -> impl IntoView {
    set_status(error.code.status());
    let again = Callback::new(|()| browser::go(&browser::here().unwrap_or_else(|| "/admin".into())));
    view! { <main class="alone"><Failure title="The dashboard did not open" error=error retry=again/></main> }
}
