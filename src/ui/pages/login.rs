//! Log-in. A plain form: it works without scripts; with them errors appear in place.

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_query_map};

use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::session::{LogIn, SessionState},
    ui::{
        components::{
            button::WorkButton,
            field::{PasswordField, TextField},
            icon::Mark,
            notice::{Note, Tone},
        },
        layout::HOME,
        plain_form,
        session::{NoSession, session},
    },
};

#[component]
pub fn LoginPage() -> impl IntoView {
    let page = match session() {
        Ok(SessionState { setup_needed: true, .. }) => view! { <Redirect path="/admin/setup"/> }.into_any(),
        Ok(SessionState { admin: Some(_), .. }) => view! { <Redirect path=HOME/> }.into_any(),
        Ok(state) => view! { <Form business=state.business_name/> }.into_any(),
        Err(error) => view! { <NoSession error=error/> }.into_any(),
    };
    view! {
        <Title text="Log in"/>
        {page}
    }
    .into_any()
}

#[component]
fn Form(business: String) -> impl IntoView {
    let log_in = ServerAction::<LogIn>::new();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let query = use_query_map();
    let next = query.with_untracked(|query| query.get("next")).filter(|next| is_ours(next)).unwrap_or_else(|| HOME.into());
    let before = StoredValue::new(plain_form::came_back());
    let error = move || log_in.value().get().map_or_else(|| before.get_value(), Result::err);
    // Stays busy after a success, until the next page is there.
    let busy = Signal::derive(move || log_in.pending().get() || matches!(log_in.value().get(), Some(Ok(()))));
    view! {
        <main class="alone">
            <div class="card alone__card">
                <div class="alone__head">
                    <span class="brand__tile brand__tile--large"><Mark/></span>
                    <h1>"Log in"</h1>
                    <p>{if business.is_empty() { "CHATIMJD".to_owned() } else { format!("{business}, front desk") }}</p>
                </div>
                {move || error().map(|error| view! { <Note tone=Tone::Danger>{words(&error)}</Note> })}
                <ActionForm action=log_in>
                    <div class="stack">
                        <input type="hidden" name="next" value=next/>
                        <TextField id="email" label="E-mail" value=email kind="email" autocomplete="username" required=true max=254/>
                        <PasswordField id="password" label="Password" value=password autocomplete="current-password"/>
                        <WorkButton label="Log in" busy=busy class="button button--primary button--large button--wide"/>
                    </div>
                </ActionForm>
            </div>
        </main>
    }
}

/// Never sends anybody to another site.
fn is_ours(next: &str) -> bool {
    next.starts_with("/admin") && !next.contains("//") && !next.contains('\\') && !next.chars().any(char::is_control)
}

fn words(error: &ApiError) -> String {
    match (error.code, error.retry_after) {
        (ErrorCode::Unauthorized, _) => "E-mail or password is wrong.".into(),
        (ErrorCode::RateLimited, Some(seconds)) => format!("Too many tries. Try again in {}.", wait(seconds)),
        (ErrorCode::Offline, _) => "The server could not be reached. Check your connection and try again.".into(),
        _ => error.message.clone(),
    }
}

/// How long somebody has to wait, in words.
pub(super) fn wait(seconds: u64) -> String {
    match seconds {
        ..=1 => "a second".into(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_always_ours() {
        assert!(is_ours("/admin/conversations?q=a"));
        for bad in ["https://evil.example", "//evil.example", "/admin//evil", "/adminx\\", "/admin\n", "javascript:x", ""] {
            assert!(!is_ours(bad), "{bad:?}");
        }
    }
}
