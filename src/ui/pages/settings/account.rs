//! The admin's own account: another name, another password. Plain forms: they work without scripts; with them errors appear in place.

use leptos::{form::ActionForm, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::session::{ChangePassword, RenameOneself},
    ui::{
        components::{
            button::WorkButton,
            field::{PasswordField, TextField},
            notice::{Note, Tone},
        },
        pages::login::wait,
        plain_form,
        session::{Signed, leave_if_signed_out},
    },
};

#[component]
pub fn AccountPage() -> impl IntoView {
    let email = use_context::<Signed>().map(|signed| signed.admin.with_value(|admin| admin.email.as_str().to_owned())).unwrap_or_default();
    let about = format!("For {email}. A new password signs out every other browser of this account; API keys stay.");
    view! {
        <Title text="Account"/>
        <section class="card card--form" aria-label="Name">
            <div class="card__head">
                <h2>"Name"</h2>
                <p>"As your team sees it."</p>
            </div>
            <NameForm/>
        </section>
        <section class="card card--form" aria-label="Password">
            <div class="card__head">
                <h2>"Password"</h2>
                <p>{about}</p>
            </div>
            <PasswordForm email=email/>
        </section>
    }
    .into_any()
}

#[component]
fn NameForm() -> impl IntoView {
    let rename = ServerAction::<RenameOneself>::new();
    let own = use_context::<Signed>().map(|signed| signed.admin.with_value(|admin| admin.name.clone())).unwrap_or_default();
    let name = RwSignal::new(own);
    let error = move || rename.value().get().and_then(Result::err);
    let wrong = Signal::derive(move || error().and_then(|error| error.fields.get("name").cloned()));
    let query = use_query_map();
    let is_news = move || query.with(|query| query.get("changed").as_deref() == Some("name")) && error().is_none();
    Effect::new(move |_| {
        if let Some(Err(error)) = rename.value().get() {
            leave_if_signed_out(&error);
        }
    });
    view! {
        <Show when=is_news>
            <Note tone=Tone::Good>"Your name is changed."</Note>
        </Show>
        {move || error().and_then(|error| words(&error)).map(|text| view! { <Note tone=Tone::Danger>{text}</Note> })}
        <ActionForm action=rename>
            <div class="stack">
                <TextField id="own-name" label="Your name" name="name" value=name error=wrong autocomplete="name" required=true max=200/>
                <div class="savebar"><WorkButton label="Change name" busy=rename.pending()/></div>
            </div>
        </ActionForm>
    }
}

#[component]
fn PasswordForm(email: String) -> impl IntoView {
    let change = ServerAction::<ChangePassword>::new();
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let before = StoredValue::new(plain_form::came_back());
    let query = use_query_map();
    let is_changed = move || query.with(|query| query.get("changed").as_deref() == Some("password"));
    let error = move || change.value().get().map_or_else(|| before.get_value(), Result::err);
    let field = move |name: &'static str| Signal::derive(move || error().and_then(|error| error.fields.get(name).cloned()));
    // Stays busy after a success, until the page is there anew.
    let busy = Signal::derive(move || change.pending().get() || matches!(change.value().get(), Some(Ok(()))));
    Effect::new(move |_| {
        if let Some(Err(error)) = change.value().get() {
            leave_if_signed_out(&error);
        }
    });
    // The address tells of the last change; another try is under way or was refused.
    let is_news = move || is_changed() && error().is_none() && !change.pending().get();
    view! {
        <Show when=is_news>
            <Note tone=Tone::Good>"Your password is changed. Every other browser is signed out."</Note>
        </Show>
        {move || error().and_then(|error| words(&error)).map(|text| view! { <Note tone=Tone::Danger>{text}</Note> })}
        <ActionForm action=change>
            <div class="stack">
                // So that the browser's memory knows whose password it is; it is not sent.
                <input type="text" autocomplete="username" value=email hidden=true/>
                <PasswordField id="old_password" name="old_password" label="Present password" value=old error=field("old_password") autocomplete="current-password"/>
                <PasswordField id="new_password" name="new_password" label="New password" value=new error=field("new_password") autocomplete="new-password" rules=true/>
                <div class="savebar"><WorkButton label="Change password" busy=busy/></div>
            </div>
        </ActionForm>
    }
}

/// What is not about one field.
fn words(error: &ApiError) -> Option<String> {
    match (error.code, error.retry_after) {
        (ErrorCode::InvalidFields, _) if !error.fields.is_empty() => None,
        (ErrorCode::RateLimited, Some(seconds)) => Some(format!("Too many tries. Try again in {}.", wait(seconds))),
        _ => Some(error.message.clone()),
    }
}
