//! The question before a draft goes live: a note, and a reason where its tests fail.

use leptos::{prelude::*, task::spawn_local};

use super::desk::{Desk, Keeping};
use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::assistant::versions::{StudioView, publish_draft},
    ui::{
        components::{
            button::WorkButton,
            dialog::FormDialog,
            field::{TextArea, sentence},
            notice::{Note, Tone},
        },
        form_state::FormState,
    },
};

/// Fields that have a place of their own.
const KNOWN: [&str; 2] = ["note", "despite"];

#[component]
pub fn PublishDialog(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let (note, despite, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()), FormState::new());
    let asks = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if open.get() {
            form.reset();
            asks.set(None);
        }
    });
    view! { <FormDialog open=open title="Publish the draft"><PublishForm desk=desk open=open note=note despite=despite form=form asks=asks/></FormDialog> }
}

/// `asks`: why a reason is asked for.
#[component]
fn PublishForm(
    desk: Desk,
    open: RwSignal<bool>,
    note: RwSignal<String>,
    despite: RwSignal<String>,
    form: FormState,
    asks: RwSignal<Option<String>>,
) -> impl IntoView {
    let live = move || desk.stored.with(|stored| stored.published.info.number);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let answer = publish(desk, note.get_untracked(), despite.get_untracked());
        form.send(answer, move |view: StudioView| {
            let number = view.published.info.number;
            desk.take(view);
            note.set(String::new());
            despite.set(String::new());
            open.set(false);
            desk.toasts.good(format!("Version {number} is live"));
        });
    };
    // The server says which tests fail; from then on it is asked for a reason.
    Effect::new(move |_| {
        if let Some(refusal) = form.error("despite").get() {
            asks.set(Some(refusal));
        }
    });
    // Whoever has been told may publish after the one who was quicker.
    Effect::new(move |_| {
        if form.conflict.get() {
            spawn_local(desk.catch_up());
        }
    });
    let is_saving = Signal::derive(move || desk.keeping.with(|keeping| *keeping == Keeping::Busy));
    let elsewhere = move || {
        form.wrong.with(|wrong| {
            let others = wrong.iter().filter(|(field, _)| !KNOWN.contains(&field.as_str()));
            others.map(|(_, problem)| sentence(problem)).collect::<Vec<_>>().join(". ")
        })
    };
    view! {
        <form class="stack dialog__form" on:submit=submit novalidate=true>
            <p>{move || format!("New chats use it at once. Open chats keep version {}. You can roll back in one click.", live())}</p>
            <TextArea id="publish-note" label="What has changed" value=note error=form.error("note") rows=2 max=500 placeholder="Crown price, same-day pain visits"
                help="For the list of versions. May stay empty."/>
            {move || asks.get().map(|refusal| view! {
                <Note tone=Tone::Warning><p>{refusal}</p></Note>
                <TextArea id="publish-despite" label="Why it is published all the same" value=despite error=reason_error(form) rows=2 max=500
                    help="Kept with the version."/>
            })}
            <Show when=move || form.conflict.get()>
                <Note tone=Tone::Warning><p><b>"Somebody published meanwhile."</b>" Close this and compare before you go on."</p></Note>
            </Show>
            {move || form.problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"Not published."</b>" " {error.message}</p></Note> })}
            {move || Some(elsewhere()).filter(|text| !text.is_empty()).map(|text| view! { <Note tone=Tone::Danger><p>{text}</p></Note> })}
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>"Keep editing"</button>
                <WorkButton label=Signal::derive(move || format!("Publish as {}", live() + 1)) busy=form.busy disabled=is_saving/>
            </div>
        </form>
    }
}

/// The refusal itself stands above; at the field it is said what is missing there.
fn reason_error(form: FormState) -> Signal<Option<String>> {
    Signal::derive(move || form.error("despite").get().map(|_| "say why".to_owned()))
}

/// All that is written is saved first: what is published is what one sees.
async fn publish(desk: Desk, note: String, despite: String) -> Result<StudioView, ApiError> {
    if !desk.save().await {
        return Err(ApiError::new(ErrorCode::Conflict, "What you have written could not be saved first."));
    }
    let (revision, seen) = desk.stored.with_untracked(|stored| (stored.draft.draft.revision, stored.published.info.number));
    let reason = Some(despite.trim().to_owned()).filter(|reason| !reason.is_empty());
    publish_draft(revision, seen, note, reason).await
}
