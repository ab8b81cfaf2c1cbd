//! Saving a form: what is wrong with which field, who else saved meanwhile, and what was made of it.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::api_error::ApiError,
    rpc::settings::{SettingsView, load_settings},
    ui::{
        components::{
            button::WorkButton,
            notice::{Note, Tone},
            toast::use_toasts,
        },
        form_state::FormState,
        session::Signed,
    },
};

/// The settings as last read or saved, shared by all forms of the page.
#[derive(Clone, Copy)]
pub struct Desk {
    pub view: RwSignal<SettingsView>,
    /// For the other parts of the page, which come and go.
    latest: RwSignal<Option<SettingsView>>,
}

impl Desk {
    pub fn provide(view: SettingsView, latest: RwSignal<Option<SettingsView>>) -> Self {
        let desk = Self { view: RwSignal::new(view), latest };
        provide_context(desk);
        desk
    }

    /// What the server has now; the frame around follows.
    fn take(self, view: SettingsView, signed: Option<Signed>) {
        if let Some(signed) = signed {
            signed.business_name.set(view.business.name.clone());
            signed.zone.set(view.business.time_zone.clone());
        }
        self.latest.set(Some(view.clone()));
        self.view.set(view);
    }
}

/// One form's way to the server.
#[derive(Clone, Copy)]
pub struct Saving {
    pub form: FormState,
    desk: Desk,
    signed: Option<Signed>,
}

impl Saving {
    pub fn new(desk: Desk) -> Self {
        Self { form: FormState::new(), desk, signed: use_context() }
    }

    /// What is wrong with the field of this name.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        self.form.error(field)
    }

    /// Sends the form (`call` with the version it was made from); `done` runs after a success.
    pub fn send<F, Answer>(self, call: F, done: impl Fn() + 'static)
    where
        F: FnOnce(u64) -> Answer + 'static,
        Answer: Future<Output = Result<SettingsView, ApiError>> + 'static,
    {
        if self.form.busy.get_untracked() {
            return;
        }
        self.form.start();
        let version = self.desk.view.with_untracked(|view| view.version);
        spawn_local(async move { self.finish(call(version).await, done) });
    }

    /// Sends the form over what somebody else saved meanwhile.
    pub fn send_over<F, Answer>(self, call: F, done: impl Fn() + 'static)
    where
        F: FnOnce(u64) -> Answer + 'static,
        Answer: Future<Output = Result<SettingsView, ApiError>> + 'static,
    {
        self.form.start();
        spawn_local(async move {
            let answer = match load_settings().await {
                Ok(newer) => call(newer.version).await,
                Err(error) => Err(error),
            };
            self.finish(answer, done);
        });
    }

    /// Takes what somebody else saved; the form follows the desk.
    pub fn take_newer(self) {
        self.form.start();
        spawn_local(async move { self.finish(load_settings().await, || {}) });
    }

    fn finish(self, answer: Result<SettingsView, ApiError>, done: impl Fn()) {
        if let Some(view) = self.form.settle(answer) {
            self.desk.take(view, self.signed);
            done();
        }
    }
}

/// What stands between a form and its success: a conflict, with both ways out, or a failure.
#[component]
pub fn SavingNotes(
    saving: Saving,
    /// Save mine over theirs.
    #[prop(into)]
    keep_mine: Callback<()>,
    /// Field names that have a place of their own; others are said here.
    known: &'static [&'static str],
) -> impl IntoView {
    let elsewhere = move || {
        saving.form.wrong.with(|wrong| {
            wrong
                .iter()
                .filter(|(field, _)| !known.iter().any(|name| field.starts_with(name)))
                .map(|(_, text)| text.clone())
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    view! {
        <Show when=move || saving.form.conflict.get()>
            <Note tone=Tone::Warning>
                <p><b>"Somebody saved these settings meanwhile."</b>" What you typed is still here."</p>
                <div class="note__actions">
                    <button type="button" class="button button--small" on:click=move |_| saving.take_newer()>"Load theirs"</button>
                    <button type="button" class="button button--small" on:click=move |_| keep_mine.run(())>"Save mine over it"</button>
                </div>
            </Note>
        </Show>
        {move || saving.form.problem.get().map(|error| view! {
            <Note tone=Tone::Danger>
                <p><b>"Not saved."</b>" " {error.message.clone()} " What you typed is still here."</p>
                {error.incident.map(|incident| view! { <p class="note__ref">{format!("Ref {incident}")}</p> })}
            </Note>
        })}
        {move || {
            let text = elsewhere();
            (!text.is_empty()).then(|| view! { <Note tone=Tone::Danger><p>{text}</p></Note> })
        }}
    }
}

/// The foot of a form: Save, and Discard where something changed.
#[component]
pub fn SaveBar(
    saving: Saving,
    dirty: Memo<bool>,
    #[prop(into)] discard: Callback<()>,
    #[prop(default = "Save")] label: &'static str,
    /// Save is possible although nothing changed (a step of the set-up).
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    view! {
        <div class="savebar">
            <WorkButton label=label busy=saving.form.busy disabled=Signal::derive(move || !always && !dirty.get())/>
            <Show when=move || dirty.get() && !always>
                <button type="button" class="button button--quiet" on:click=move |_| discard.run(())>"Discard"</button>
            </Show>
            <span class="savebar__state" role="status">{move || if dirty.get() && !always { "Not saved yet" } else { "" }}</span>
        </div>
    }
}

/// The usual end of a save on a settings page.
pub fn say_saved(what: &'static str) -> impl Fn() + Clone {
    let toasts = use_toasts();
    move || toasts.good(what)
}
