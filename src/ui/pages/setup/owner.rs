//! The owner's account. The token proves that one may read the server's log; it comes with the address's fragment
//! (which is never sent anywhere) or is typed.

use leptos::{form::ActionForm, prelude::*};

use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::session::SetUp,
    ui::{
        browser,
        components::{
            button::WorkButton,
            field::{PasswordField, TextField},
            notice::{Note, Tone},
        },
        plain_form,
    },
};

#[component]
pub fn OwnerForm() -> impl IntoView {
    let set_up = ServerAction::<SetUp>::new();
    let (token, name, email, password) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let take = move || {
        if let Some(fragment) = browser::take_fragment().filter(|fragment| !fragment.is_empty()) {
            token.set(fragment.trim_start_matches("token=").to_owned());
        }
    };
    Effect::new(move |_| {
        take();
        // The link of the log, opened in a tab that shows this page already.
        let pasted = window_event_listener(leptos::ev::hashchange, move |_| take());
        on_cleanup(move || pasted.remove());
    });
    let before = StoredValue::new(plain_form::came_back());
    let error = move || set_up.value().get().map_or_else(|| before.get_value(), Result::err);
    let field = move |name: &'static str| Signal::derive(move || error().and_then(|error| error.fields.get(name).cloned()));
    let busy = Signal::derive(move || set_up.pending().get() || matches!(set_up.value().get(), Some(Ok(()))));
    view! {
        {move || error().and_then(|error| words(&error)).map(|text| view! { <Note tone=Tone::Danger>{text}</Note> })}
        <ActionForm action=set_up>
            <div class="stack">
                <TextField id="token" label="Set-up token" value=token error=field("token") required=true max=200
                    help="One-time. The server wrote it to its log when it started."/>
                <div class="columns">
                    <TextField id="name" label="Your name" value=name error=field("name") autocomplete="name" required=true max=200/>
                    <TextField id="email" label="Your e-mail" value=email error=field("email") kind="email" autocomplete="username" required=true max=254/>
                </div>
                <PasswordField id="password" label="Password" value=password error=field("password") autocomplete="new-password" rules=true/>
                <div class="savebar"><WorkButton label="Create account" busy=busy/></div>
            </div>
        </ActionForm>
    }
}

/// What is not about one field.
fn words(error: &ApiError) -> Option<String> {
    match error.code {
        ErrorCode::InvalidFields if !error.fields.is_empty() => None,
        ErrorCode::Unauthorized | ErrorCode::Forbidden => Some("The token is not right. The newest one stands in the server’s log.".into()),
        ErrorCode::Conflict => Some("There is an account already. Log in with it.".into()),
        _ => Some(error.message.clone()),
    }
}
