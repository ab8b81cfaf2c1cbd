//! A form's way to the server: what is wrong with which field, who else saved meanwhile, who is a lead already.

use std::future::Future;

use leptos::{prelude::*, task::spawn_local};

use super::floor::Floor;
use crate::{
    domain::api_error::{ApiError, ErrorCode, FieldErrors},
    rpc::leads::LeadView,
    ui::{
        components::notice::{Note, Tone},
        session::leave_if_signed_out,
    },
};

#[derive(Clone, Copy)]
pub struct Saving {
    pub busy: RwSignal<bool>,
    pub wrong: RwSignal<FieldErrors>,
    problem: RwSignal<Option<ApiError>>,
    /// Somebody saved since this form was opened.
    conflict: RwSignal<bool>,
}

impl Saving {
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            wrong: RwSignal::new(FieldErrors::new()),
            problem: RwSignal::new(None),
            conflict: RwSignal::new(false),
        }
    }

    /// What is wrong with the field of this name.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.wrong.with(|wrong| wrong.get(field).cloned()))
    }

    pub fn refuse(self, field: &str, problem: String) {
        self.wrong.update(|wrong| {
            wrong.insert(field.to_owned(), problem);
        });
    }

    /// Forgets what stood in the way.
    pub fn reset(self) {
        self.wrong.set(FieldErrors::new());
        self.problem.set(None);
        self.conflict.set(false);
    }

    /// Waits for the answer; `done` takes what the lead is then.
    pub fn send(self, answer: impl Future<Output = Result<LeadView, ApiError>> + 'static, done: impl FnOnce(LeadView) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.reset();
        spawn_local(async move {
            let answer = answer.await;
            // The form may have gone meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(view) => done(view),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) if error.code == ErrorCode::VersionConflict => self.conflict.set(true),
                Err(error) if error.code == ErrorCode::InvalidFields && !error.fields.is_empty() => self.wrong.set(error.fields),
                Err(error) => self.problem.set(Some(error)),
            }
        });
    }
}

/// What stands between a form and its success.
#[component]
pub fn SavingNotes(
    saving: Saving,
    floor: Floor,
    /// Save mine over theirs, and take theirs; absent where nobody else can have saved.
    #[prop(optional)]
    ways: Option<(Callback<()>, Callback<()>)>,
    /// Fields that have a place of their own; others are said here.
    known: &'static [&'static str],
) -> impl IntoView {
    let elsewhere = move || {
        saving.wrong.with(|wrong| {
            // `custom` has places for `custom.tooth`, too.
            let has_place = |field: &str| known.contains(&field.split('.').next().unwrap_or(field));
            let others = wrong.iter().filter(|(field, _)| !has_place(field));
            others.map(|(field, text)| format!("{field}: {text}")).collect::<Vec<_>>().join(", ")
        })
    };
    view! {
        {move || ways.filter(|_| saving.conflict.get()).map(|(mine, theirs)| view! {
            <Note tone=Tone::Warning>
                <p><b>"Somebody changed this lead meanwhile."</b>" What you typed is still here."</p>
                <div class="note__actions">
                    <button type="button" class="button button--small" on:click=move |_| theirs.run(())>"Load theirs"</button>
                    <button type="button" class="button button--small" on:click=move |_| mine.run(())>"Save mine over it"</button>
                </div>
            </Note>
        })}
        {move || saving.problem.get().map(|error| view! { <Problem error=error floor=floor/> })}
        {move || {
            let text = elsewhere();
            (!text.is_empty()).then(|| view! { <Note tone=Tone::Danger><p>{text}</p></Note> })
        }}
    }
}

/// A refusal in words, with the way to the lead that is in the way.
#[component]
fn Problem(error: ApiError, floor: Floor) -> impl IntoView {
    let other = error.lead_id.as_ref().map(|id| {
        let address = floor.place.lead_address(id.as_str());
        view! { <p class="note__actions"><a class="button button--small" href=address data-noscroll="" on:click=move |_| floor.adding.set(false)>"Open that lead"</a></p> }
    });
    let known = error.code == ErrorCode::DuplicateLead;
    let title = if known { "There is such a lead already." } else { "Not saved." };
    view! {
        <Note tone=if known { Tone::Warning } else { Tone::Danger }>
            <p><b>{title}</b>" " {error.message.clone()}</p>
            {other}
            {error.incident.map(|incident| view! { <p class="note__ref">{format!("Ref {incident}")}</p> })}
        </Note>
    }
}
