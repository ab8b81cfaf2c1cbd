//! The way in for whoever was asked to work here. The code of the link comes with the address's fragment (which is never sent
//! anywhere) or is typed. A plain form: it works without scripts; with them errors appear in place.

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;

use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::session::{JoinTeam, SessionState},
    ui::{
        browser,
        components::{
            button::WorkButton,
            field::{PasswordField, TextField},
            icon::Mark,
            notice::{Note, Tone},
        },
        layout::HOME,
        pages::login::wait,
        plain_form,
        session::{LOG_OUT, NoSession, session},
    },
};

#[component]
pub fn JoinPage() -> impl IntoView {
    let page = match session() {
        Ok(SessionState { admin: Some(admin), .. }) => view! { <SignedInAlready name=admin.name/> }.into_any(),
        Ok(state) => view! { <Form business=state.business_name/> }.into_any(),
        Err(error) => view! { <NoSession error=error/> }.into_any(),
    };
    view! {
        <Title text="Join"/>
        {page}
    }
    .into_any()
}

/// Whoever opens a link of somebody else's in their own browser.
#[component]
fn SignedInAlready(name: String) -> impl IntoView {
    // The code would stay in the address and the history of whoever is signed in.
    Effect::new(|_| drop(browser::take_fragment()));
    view! {
        <main class="alone">
            <div class="card alone__card">
                <div class="alone__head">
                    <span class="brand__tile brand__tile--large"><Mark/></span>
                    <h1>"You are signed in"</h1>
                    <p dir="auto">{name}</p>
                </div>
                <p>"An invitation is for somebody who has no account here yet. Log out first, then open the link again."</p>
                <form method="post" action=LOG_OUT class="stack">
                    <button type="submit" class="button button--wide">"Log out"</button>
                    <a class="button button--quiet button--wide" href=HOME>"Back to the dashboard"</a>
                </form>
            </div>
        </main>
    }
}

#[component]
fn Form(business: String) -> impl IntoView {
    let join = ServerAction::<JoinTeam>::new();
    let (code, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let take = move || {
        if let Some(fragment) = browser::take_fragment().filter(|fragment| !fragment.is_empty()) {
            code.set(fragment);
        }
    };
    Effect::new(move |_| {
        take();
        // The link, opened in a tab that shows this page already.
        let pasted = window_event_listener(leptos::ev::hashchange, move |_| take());
        on_cleanup(move || pasted.remove());
    });
    let before = StoredValue::new(plain_form::came_back());
    let error = move || join.value().get().map_or_else(|| before.get_value(), Result::err);
    let field = move |name: &'static str| Signal::derive(move || error().and_then(|error| error.fields.get(name).cloned()));
    // Stays busy after a success, until the next page is there.
    let busy = Signal::derive(move || join.pending().get() || matches!(join.value().get(), Some(Ok(()))));
    let whose = if business.is_empty() { "CHATIMJD".to_owned() } else { format!("{business}, front desk") };
    view! {
        <main class="alone">
            <div class="card alone__card">
                <div class="alone__head">
                    <span class="brand__tile brand__tile--large"><Mark/></span>
                    <h1>"Welcome"</h1>
                    <p>{whose}</p>
                </div>
                {move || error().and_then(|error| words(&error)).map(|text| view! { <Note tone=Tone::Danger>{text}</Note> })}
                <ActionForm action=join>
                    <div class="stack">
                        <TextField id="code" label="Invitation code" value=code error=field("code") required=true max=200
                            help="The part of your link behind the #. It is filled in when you open the link."/>
                        <PasswordField id="password" label="Choose a password" value=password error=field("password") autocomplete="new-password" rules=true/>
                        <WorkButton label="Join" busy=busy class="button button--primary button--large button--wide"/>
                    </div>
                </ActionForm>
            </div>
        </main>
    }
}

/// What is not about one field.
fn words(error: &ApiError) -> Option<String> {
    match (error.code, error.retry_after) {
        (ErrorCode::InvalidFields, _) if !error.fields.is_empty() => None,
        (ErrorCode::Forbidden, _) => Some(
            "This invitation cannot be used: it was used already, is too old, was withdrawn, or its code is not whole. Ask for a new link."
                .into(),
        ),
        (ErrorCode::RateLimited, Some(seconds)) => Some(format!("Too many tries. Try again in {}.", wait(seconds))),
        (ErrorCode::Offline, _) => Some("The server could not be reached. Check your connection and try again.".into()),
        _ => Some(error.message.clone()),
    }
}
