//! What stands between a form about a lead and its success: who else saved meanwhile, who is a lead already.

use leptos::prelude::*;

use super::floor::Floor;
use crate::{
    domain::api_error::{ApiError, ErrorCode},
    ui::{
        components::notice::{Note, Tone},
        form_state::FormState,
    },
};

/// What stands between a form and its success.
#[component]
pub fn SavingNotes(
    saving: FormState,
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
