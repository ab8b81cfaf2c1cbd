//! The form of a part of the settings that is saved by itself: what is typed beside what is stored, and the way to the server.

use std::future::Future;

use leptos::prelude::*;

use super::saving::{Desk, SaveBar, Saving, SavingNotes, say_saved};
use crate::{domain::api_error::ApiError, rpc::settings::SettingsView, ui::unsaved::Unsaved};

/// The children are the field.
#[component]
pub fn PartForm<T, A>(
    saving: Saving,
    /// The field's name.
    known: &'static [&'static str; 1],
    stored: fn(&SettingsView) -> T,
    /// Or what is wrong with what was typed.
    typed: Signal<Result<T, String>>,
    /// Puts something stored into the field.
    show: Callback<T>,
    /// Takes the version that it was made from, too.
    save: fn(T, u64) -> A,
    /// What is said after a success.
    saved: &'static str,
    /// Something typed is not saved: for a page with other forms that save. Without it the form is the only one.
    #[prop(optional)]
    unsaved: Option<RwSignal<bool>>,
    children: Children,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    A: Future<Output = Result<SettingsView, ApiError>> + 'static,
{
    let desk = expect_context::<Desk>();
    let kept = move || desk.view.with(stored);
    let dirty = Memo::new(move |_| typed.get() != Ok(kept()));
    let reset = move || show.run(untrack(kept));
    let is_alone = unsaved.is_none();
    // What other forms of the page save is none of this one's.
    Effect::new(move |seen: Option<(Option<u64>, T)>| {
        let now = (is_alone.then(|| desk.view.with(|view| view.version)), kept());
        if seen.is_some_and(|seen| seen != now) {
            reset();
        }
        now
    });
    if let Some(unsaved) = unsaved {
        Effect::new(move |_| unsaved.set(dirty.get()));
    } else if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dirty);
    }
    let told = say_saved(saved);
    let done = Callback::new(move |()| told());
    let send = move |over: bool| match typed.get_untracked() {
        Ok(value) => {
            let call = move |version| save(value, version);
            let done = move || done.run(());
            if over { saving.send_over(call, done) } else { saving.send(call, done) }
        }
        Err(problem) => {
            saving.form.reset();
            saving.form.refuse(known[0], problem);
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if dirty.get_untracked() {
            send(false);
        }
    };
    view! {
        <form class="stack" on:submit=submit novalidate=true>
            {children()}
            <SavingNotes saving=saving keep_mine=move |()| send(true) known=known/>
            <SaveBar saving=saving dirty=dirty discard=move |()| reset()/>
        </form>
    }
}
