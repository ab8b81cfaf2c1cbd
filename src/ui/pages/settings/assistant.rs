//! The key and the model that answer. The key is write-only: it never comes back from the server.

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use super::{
    WithDesk,
    saving::{Desk, SaveBar, Saving, SavingNotes, say_saved},
};
use crate::{
    domain::api_error::ApiError,
    rpc::settings::{AssistantView, KeySource, ProbeResult, save_assistant, test_assistant},
    ui::{
        components::{
            button::WorkButton,
            dialog::Confirm,
            field::{FieldNote, TextField, tie_input},
            icon::{Glyph, Icon},
            notice::{Note, Tone},
        },
        session::leave_if_signed_out,
        unsaved::Unsaved,
        wording,
    },
};

const KNOWN: [&str; 3] = ["key", "gemini_key", "model"];

#[component]
pub fn AssistantPage() -> impl IntoView {
    view! { <WithDesk part=|| view! { <Part/> }.into_any()/> }.into_any()
}

#[component]
fn Part() -> impl IntoView {
    let saved = say_saved("Assistant saved");
    view! {
        <Title text="Assistant key"/>
        <section class="card card--form" aria-label="Assistant key">
            <div class="card__head">
                <h2>"Assistant key"</h2>
                <p>"With a Gemini key your chats are answered by Gemini."</p>
            </div>
            <AssistantForm on_saved=move |()| saved()/>
        </section>
    }
}

/// `first_run`: a step of the set-up; it can be skipped there.
#[component]
pub fn AssistantForm(#[prop(into)] on_saved: Callback<()>, #[prop(optional)] first_run: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let (key, model) = (RwSignal::new(String::new()), RwSignal::new(desk.view.with_untracked(|view| view.assistant.chosen_model.clone())));
    let dirty = Memo::new(move |_| {
        !key.with(|key| key.trim().is_empty()) || desk.view.with(|view| view.assistant.chosen_model != model.get().trim())
    });
    let reset = move || {
        key.set(String::new());
        model.set(desk.view.with_untracked(|view| view.assistant.chosen_model.clone()));
    };
    Effect::new(move |seen: Option<u64>| {
        let version = desk.view.with(|view| view.version);
        if seen.is_some_and(|seen| seen != version) {
            reset();
        }
        version
    });
    if !first_run && let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let done = move || on_saved.run(());
    let send = move |over: bool| {
        let (key, model) = (typed(key), model.get_untracked().trim().to_owned());
        let call = move |version| save_assistant(key, model, version);
        if over { saving.send_over(call, done) } else { saving.send(call, done) }
    };
    let remove = Callback::new(move |()| {
        let model = desk.view.with_untracked(|view| view.assistant.chosen_model.clone());
        saving.send(move |version| save_assistant(Some(String::new()), model, version), done);
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        } else if first_run {
            done();
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            {move || view! { <Answering assistant=desk.view.with(|view| view.assistant.clone())/> }}
            <KeyField value=key desk=desk error=Signal::derive(move || saving.error("key").get().or_else(|| saving.error("gemini_key").get())) remove=remove/>
            <TextField id="model" label="Model" value=model error=saving.error("model") max=100 help="Leave empty for the usual one."/>
            <Test key=key model=model/>
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=&KNOWN/>
            <SaveBar saving=saving dirty=dirty always=first_run label=if first_run { "Save and go on" } else { "Save" } discard=move |()| reset()/>
        </form>
    }
}

fn typed(key: RwSignal<String>) -> Option<String> {
    let key = key.get_untracked().trim().to_owned();
    (!key.is_empty()).then_some(key)
}

/// Who answers visitors right now, and what the owner should know of it.
#[component]
fn Answering(assistant: AssistantView) -> impl IntoView {
    let offline = assistant.answering == "offline";
    let title = if offline {
        "The offline assistant answers now".to_owned()
    } else {
        format!("{} answers now", wording::model(&assistant.answering))
    };
    let text = match (&assistant.message, offline) {
        (message, _) if !message.is_empty() => message.clone(),
        (_, true) => "It tells your name, hours and services and takes contact details. It understands far less than Gemini.".to_owned(),
        (_, false) => match assistant.key_source {
            KeySource::Environment => "With the key of the server’s environment.".to_owned(),
            KeySource::Settings => "With the key stored here.".to_owned(),
            KeySource::None => String::new(),
        },
    };
    let tone = if assistant.message.is_empty() && !offline {
        Tone::Good
    } else if offline {
        Tone::Info
    } else {
        Tone::Warning
    };
    view! { <Note tone=tone><p><b>{title}</b></p><p>{text}</p></Note> }
}

/// The key goes in and never comes back.
#[component]
fn KeyField(value: RwSignal<String>, desk: Desk, #[prop(into)] error: Signal<Option<String>>, remove: Callback<()>) -> impl IntoView {
    let node = NodeRef::new();
    tie_input(node, value);
    let source = Memo::new(move |_| desk.view.with(|view| view.assistant.key_source));
    let asking = RwSignal::new(false);
    let placeholder = move || match source.get() {
        KeySource::None => "Paste the key here",
        KeySource::Environment => "The server’s environment has one; a key here takes its place",
        KeySource::Settings => "Stored. Paste another one to replace it",
    };
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for="gemini-key">"Gemini key"</label>
            <div class="field__box">
                <input
                    class="input"
                    id="gemini-key"
                    type="password"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="400"
                    placeholder=placeholder
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby="gemini-key-note"
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <Show when=move || source.get() == KeySource::Settings>
                    <button type="button" class="button" on:click=move |_| asking.set(true)><Icon glyph=Glyph::Trash/>"Remove"</button>
                </Show>
            </div>
            <FieldNote id="gemini-key-note" error=error help="Kept encrypted on your server, never shown again, sent to Google only."/>
            <Confirm open=asking title="Remove the stored key?" text="The next chats are answered without it. You can paste it again at any time." keep="Keep it" proceed="Remove" on_proceed=move |()| remove.run(())/>
        </div>
    }
}

/// Asks Google one tiny question with what is typed, else with what is stored.
#[component]
fn Test(key: RwSignal<String>, model: RwSignal<String>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let result = RwSignal::new(None::<Result<ProbeResult, ApiError>>);
    // A result is about what was typed then.
    Effect::new(move |_| {
        key.track();
        model.track();
        result.set(None);
    });
    let run = move |()| {
        busy.set(true);
        result.set(None);
        spawn_local(async move {
            let answer = test_assistant(typed(key), model.get_untracked().trim().to_owned()).await;
            if let Err(error) = &answer {
                leave_if_signed_out(error);
            }
            if busy.try_set(false).is_none() {
                result.set(Some(answer));
            }
        });
    };
    view! {
        <div class="probe">
            <WorkButton label="Test now" busy=busy kind="button" class="button" on_press=run/>
            <span class="probe__hint">"Asks Google one tiny question."</span>
        </div>
        <div aria-live="polite">
            {move || result.get().map(|result| match result {
                Ok(ProbeResult { ok: true, model, latency_ms, message }) => view! {
                    <Note tone=Tone::Good><p><b>{format!("{} answered in {}.", wording::model(&model), wording::duration(latency_ms))}</b>" " {message}</p></Note>
                }.into_any(),
                Ok(ProbeResult { message, .. }) => view! { <Note tone=Tone::Danger><p><b>"It did not answer."</b>" " {message}</p></Note> }.into_any(),
                Err(error) => view! { <Note tone=Tone::Danger><p><b>"The test did not run."</b>" " {first_words(&error)}</p></Note> }.into_any(),
            })}
        </div>
    }
}

/// A field's error says more than the general sentence.
fn first_words(error: &ApiError) -> String {
    error.fields.values().next().cloned().unwrap_or_else(|| error.message.clone())
}
