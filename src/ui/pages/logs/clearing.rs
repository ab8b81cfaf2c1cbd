//! Old conversations out of the log: a dialog that says what goes, where it goes and what stays, and what came of it.

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::ARCHIVES;
use crate::{
    rpc::logs::{ClearedLog, clear_logs},
    ui::{
        components::{
            button::WorkButton,
            dialog::FormDialog,
            field::TextField,
            notice::{Note, Tone},
        },
        form_state::FormState,
        wording,
    },
};

#[component]
pub fn ClearButton(#[prop(into)] cleared: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button button--small" on:click=move |_| open.set(true)>"Clear by age"</button>
        <FormDialog open=open title="Clear the log">
            <ClearForm open=open cleared=cleared/>
        </FormDialog>
    }
}

#[component]
fn ClearForm(open: RwSignal<bool>, cleared: Callback<()>) -> impl IntoView {
    let form = FormState::new();
    let days = RwSignal::new("180".to_owned());
    let (archive, even_open) = (RwSignal::new(true), RwSignal::new(false));
    let done = RwSignal::new(None::<ClearedLog>);
    let label = Signal::derive(move || if archive.get() { "Archive and clear".to_owned() } else { "Delete for good".to_owned() });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // What is no number is more than is allowed.
        let older_than = days.with_untracked(|days| days.trim().parse().unwrap_or(u32::MAX));
        form.send(clear_logs(older_than, archive.get_untracked(), even_open.get_untracked()), move |answer| {
            done.set(Some(answer));
            cleared.run(());
        });
    };
    view! {
        <form class="stack dialog__form" on:submit=submit novalidate=true>
            <Show when=move || done.with(Option::is_none)>
                <TextField id="older_than_days" label="Conversations without a message for" value=days error=form.error("older_than_days") suffix="days" max=5/>
                <fieldset class="choices">
                    <legend class="sr">"What becomes of them"</legend>
                    <label class="choices__one">
                        <input type="radio" name="archive" checked=archive.get_untracked() prop:checked=archive on:change=move |_| archive.set(true)/>
                        <span><b>"Into an archive"</b><span class="choices__text">"A compressed file, read back before anything is deleted. It can be downloaded and restored."</span></span>
                    </label>
                    <label class="choices__one">
                        <input type="radio" name="archive" checked={!archive.get_untracked()} prop:checked=move || !archive.get() on:change=move |_| archive.set(false)/>
                        <span><b>"Delete for good"</b><span class="choices__text">"Nobody gets them back."</span></span>
                    </label>
                </fieldset>
                <label class="check">
                    <input type="checkbox" checked=even_open.get_untracked() prop:checked=even_open on:change=move |_| even_open.update(|even| *even = !*even)/>
                    <span>"Also of people with a follow-up or a meeting ahead"</span>
                </label>
                <Stays archive=archive even_open=even_open/>
                {move || form.problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"Nothing was cleared."</b>" " {error.message}</p></Note> })}
                <div class="dialog__actions">
                    <button type="button" class="button" autofocus=true on:click=move |_| open.set(false)>"Keep everything"</button>
                    <WorkButton label=label busy=form.busy class="button button--danger"/>
                </div>
            </Show>
            {move || done.get().map(|done| view! { <Done done=done open=open/> })}
        </form>
    }
}

/// What is not touched.
#[component]
fn Stays(archive: RwSignal<bool>, even_open: RwSignal<bool>) -> impl IntoView {
    let people = move || (!even_open.get()).then(|| view! { <li>"Conversations of people with an open follow-up or a meeting ahead"</li> });
    let file = move || archive.get().then(|| view! { <li>"Everything that goes, in the archive"</li> });
    view! {
        <div class="stays">
            <p class="field__label">"This stays"</p>
            <ul class="stays__list">
                {people}
                <li>"Leads, their timelines and what they came to"</li>
                <li>"All figures: nothing is counted less"</li>
                {file}
            </ul>
        </div>
    }
}

#[component]
fn Done(done: ClearedLog, open: RwSignal<bool>) -> impl IntoView {
    let has_archives = !done.archives.is_empty();
    let node = NodeRef::<html::Button>::new();
    // The button that was pressed has gone, and the focus with it.
    Effect::new(move |_| {
        if let Some(close) = node.get() {
            // A button can take it.
            let _ = close.focus();
        }
    });
    view! {
        <Note tone=Tone::Good><p>{told(&done)}</p></Note>
        <div class="dialog__actions">
            {has_archives.then(|| view! { <a class="button" href=ARCHIVES on:click=move |_| open.set(false)>"See the archives"</a> })}
            <button type="button" class="button button--primary" node_ref=node on:click=move |_| open.set(false)>"Close"</button>
        </div>
    }
}

/// `120 conversations are gone, 118 of them into an archive. 3 stay for a follow-up or a meeting.`
fn told(done: &ClearedLog) -> String {
    let mut words = match (done.deleted, done.archived) {
        (0, 0) if done.kept > 0 || done.changed > 0 => "Nothing was cleared.".to_owned(),
        (0, 0) => "Nothing was old enough.".to_owned(),
        (gone, 0) => format!("{} for good.", wording::count(gone, "conversation is deleted", "conversations are deleted")),
        (gone, _) => format!("{} into an archive.", wording::count(gone, "conversation went", "conversations went")),
    };
    if done.kept > 0 {
        words.push_str(&format!(" {} for a follow-up or a meeting.", wording::count(done.kept, "stays", "stay")));
    }
    if done.changed > 0 {
        let changed = wording::count(done.changed, "went on meanwhile and is", "went on meanwhile and are");
        words.push_str(&format!(" {changed} still here, too."));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_stays_is_told() {
        let said = |archived, deleted, kept, changed| told(&ClearedLog { archived, deleted, kept, changed, archives: vec![] });
        assert_eq!(said(0, 0, 0, 0), "Nothing was old enough.");
        assert_eq!(said(0, 0, 3, 0), "Nothing was cleared. 3 stay for a follow-up or a meeting.");
        assert_eq!(said(0, 0, 0, 1), "Nothing was cleared. 1 went on meanwhile and is still here, too.");
        assert_eq!(said(0, 1, 2, 0), "1 conversation is deleted for good. 2 stay for a follow-up or a meeting.");
        assert_eq!(said(120, 119, 0, 1), "119 conversations went into an archive. 1 went on meanwhile and is still here, too.");
    }
}
