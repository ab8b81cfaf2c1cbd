//! What is being written: the text and the guidance as they stand in this window, saved while one writes, and what the server
//! has. Nobody's words are lost when two write at once.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::{guidance::Guidance, sources::Sources};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode, FieldErrors},
        business::Business,
        instruction::{Aside, Content, measure::Tokens},
    },
    rpc::assistant::{
        draft::{SaveOutcome, count_tokens, discard_draft, drop_aside, save_draft},
        versions::{DraftView, StudioView, open_studio},
    },
    ui::{
        components::toast::{Toasts, use_toasts},
        session::{is_owner, leave_if_signed_out, signed_out},
    },
};

/// After the last letter.
const PAUSE: Duration = Duration::from_millis(1_200);
/// Until a save that failed is tried again.
const REST: Duration = Duration::from_secs(8);

/// How the draft stands with the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// All is saved, or will be in a moment.
    Resting,
    Busy,
    /// The server does not take it as it is.
    Wrong(FieldErrors),
    /// It is tried again.
    Failed(ApiError),
    /// Somebody else was quicker: nothing is saved before one has decided.
    Overtaken,
}

/// Handed to all parts of the page.
#[derive(Clone, Copy)]
pub struct Desk {
    pub text: RwSignal<String>,
    pub guidance: Guidance,
    /// As the server has it.
    pub stored: RwSignal<StudioView>,
    pub keeping: RwSignal<Keeping>,
    /// Another one's draft, which was quicker than ours.
    pub theirs: RwSignal<Option<DraftView>>,
    /// What stands in this window.
    pub content: Memo<Content>,
    pub dirty: Memo<bool>,
    /// What the server looks at: what stood here when one last paused; None before anything was written.
    pub looked: RwSignal<Option<Content>>,
    /// What the model counts in the whole prompt, where it was asked.
    pub tokens: RwSignal<Option<Tokens>>,
    pub toasts: Toasts,
    /// Members try out what they write; nothing of it is saved.
    pub saves: bool,
    /// What was last saved or taken over, as it stood here.
    kept: RwSignal<Content>,
    sources: Sources,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl Desk {
    pub fn new(view: StudioView, sources: Sources) -> Self {
        let first = &view.draft.draft.content;
        let (text, guidance) = (RwSignal::new(first.text.clone()), Guidance::new(&first.helpers));
        let content = Memo::new(move |_| Content { text: text.get(), helpers: guidance.value() });
        let kept = RwSignal::new(content.get_untracked());
        let desk = Self {
            text,
            guidance,
            stored: RwSignal::new(view),
            keeping: RwSignal::new(Keeping::Resting),
            theirs: RwSignal::new(None),
            content,
            dirty: Memo::new(move |_| content.with(|content| kept.with(|kept| content != kept))),
            looked: sources.looked,
            tokens: RwSignal::new(None),
            toasts: use_toasts(),
            saves: is_owner(),
            kept,
            sources,
            waiting: StoredValue::new(None),
        };
        desk.save_while_writing();
        desk
    }

    fn save_while_writing(self) {
        Effect::new(move |_| {
            self.content.track();
            if self.dirty.get() {
                self.save_after(PAUSE);
            }
        });
        // Who leaves the page takes nothing along: what is not saved yet is sent on the way out.
        on_cleanup(move || {
            self.stop_waiting();
            if !self.saves {
                return;
            }
            let is_free = self.theirs.try_with_untracked(Option::is_none).unwrap_or(false);
            if !is_free || self.dirty.try_get_untracked() != Some(true) {
                return;
            }
            let seen = self.stored.try_with_untracked(|stored| stored.draft.draft.revision);
            let (Some(content), Some(seen)) = (self.content.try_get_untracked(), seen) else { return };
            // What is on its way is not sent twice; what was written since comes after it.
            let is_busy = self.keeping.try_with_untracked(|keeping| *keeping == Keeping::Busy) == Some(true);
            let is_sent = self.looked.try_with_untracked(|looked| looked.as_ref() == Some(&content)) == Some(true);
            if !(is_busy && is_sent) {
                let seen = seen + u64::from(is_busy);
                // Whatever becomes of it: a conflict keeps it aside, and the page says so when it is opened again.
                spawn_local(async move { drop(save_draft(content, seen).await) });
            }
        });
    }

    fn save_after(self, pause: Duration) {
        self.stop_waiting();
        self.waiting.set_value(set_timeout_with_handle(move || self.save_soon(), pause).ok());
    }

    fn save_soon(self) {
        spawn_local(async move {
            self.save().await;
        });
    }

    fn stop_waiting(self) {
        if let Some(handle) = self.waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }

    /// Saves what is not saved yet, and looks at it. False where it is not all saved afterwards.
    pub async fn save(self) -> bool {
        if self.keeping.try_with_untracked(|keeping| *keeping == Keeping::Busy) != Some(false) {
            return false;
        }
        self.stop_waiting();
        if self.theirs.with_untracked(Option::is_some) {
            return false;
        }
        if !self.dirty.get_untracked() {
            return true;
        }
        let content = self.content.get_untracked();
        self.look_at(content.clone());
        if !self.saves {
            return false;
        }
        let seen = self.stored.with_untracked(|stored| stored.draft.draft.revision);
        self.keeping.set(Keeping::Busy);
        let answer = save_draft(content.clone(), seen).await;
        self.settle(answer, content)
    }

    /// The last save found nobody signed in.
    pub fn is_signed_out(self) -> bool {
        let is_refused = |keeping: &Keeping| matches!(keeping, Keeping::Failed(error) if error.code == ErrorCode::Unauthorized);
        self.keeping.try_with_untracked(is_refused).unwrap_or(false)
    }

    /// Saves what stands here over another one's draft, which one has looked at.
    pub fn save_over_theirs(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        self.stored.update(|stored| stored.draft = theirs);
        self.theirs.set(None);
        self.keeping.set(Keeping::Resting);
        spawn_local(async move {
            if self.save().await {
                self.forget_aside().await;
            }
        });
    }

    /// Puts another one's draft here; what stood here stays aside.
    pub fn take_theirs(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        let mine = self.content.get_untracked();
        self.stored.update(|stored| {
            stored.aside =
                Some(Aside { content: mine, revision: stored.draft.draft.revision, at: theirs.draft.saved_at.unwrap_or_default() });
            stored.draft = theirs.clone();
        });
        self.theirs.set(None);
        self.keeping.set(Keeping::Resting);
        self.show(&theirs.draft.content);
    }

    /// Another one's draft with what stood here below it.
    pub fn join_theirs(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        let mine = self.content.get_untracked();
        self.stored.update(|stored| stored.draft = theirs.clone());
        self.theirs.set(None);
        self.keeping.set(Keeping::Resting);
        self.show(&theirs.draft.content);
        self.text.set(format!("{}\n\n{}", theirs.draft.content.text.trim_end(), mine.text.trim_start()));
    }

    /// What was kept aside stands below the draft.
    pub fn join_aside(self) {
        let Some(aside) = self.stored.with_untracked(|stored| stored.aside.clone()) else { return };
        self.text.update(|text| *text = format!("{}\n\n{}", text.trim_end(), aside.content.text.trim_start()));
        spawn_local(async move {
            if self.save().await {
                self.forget_aside().await;
            }
        });
    }

    /// What was kept aside is not wanted any more.
    pub async fn forget_aside(self) {
        match drop_aside().await {
            Ok(()) => drop(self.stored.try_update(|stored| stored.aside = None)),
            Err(error) => self.complain(&error),
        }
    }

    /// The draft is as the published version again.
    pub fn discard(self) {
        spawn_local(async move {
            if !self.save().await {
                return;
            }
            let seen = self.stored.with_untracked(|stored| stored.draft.draft.revision);
            match discard_draft(seen).await {
                Ok(view) => {
                    self.take(view);
                    self.toasts.good("The draft is as the live version again. What was in it is kept aside.");
                }
                Err(error) => self.complain(&error),
            }
        });
    }

    /// What the server has now; what stands here follows, unless something of it is not saved yet.
    pub fn take(self, view: StudioView) {
        let Some(dirty) = self.dirty.try_get_untracked() else { return };
        let content = view.draft.draft.content.clone();
        let is_new = self.stored.with_untracked(|stored| stored.published.info.number != view.published.info.number);
        self.stored.set(view);
        if !dirty {
            self.show(&content);
        }
        self.stir();
        if is_new {
            self.sources.issued.try_update(|count| *count += 1);
        }
    }

    /// Somebody else has published: theirs is the live version from here on. What is being written stays as it is.
    pub async fn catch_up(self) {
        match open_studio().await {
            Ok(view) => self.follow(view),
            Err(error) => drop(leave_if_signed_out(&error)),
        }
    }

    fn follow(self, view: StudioView) {
        let StudioView { published, draft, tests, business, .. } = view;
        let followed = self.stored.try_update(|stored| {
            stored.draft.is_clean = draft.is_clean && draft.draft.revision == stored.draft.draft.revision;
            stored.published = published;
            stored.tests = tests;
            stored.business = business;
        });
        if followed.is_some() {
            self.sources.issued.try_update(|count| *count += 1);
            self.stir();
        }
    }

    /// How the tests went: after a run.
    pub async fn read_again(self) {
        match open_studio().await {
            Ok(view) => drop(self.stored.try_update(|stored| {
                stored.tests = view.tests;
                stored.business = view.business;
            })),
            Err(error) => drop(leave_if_signed_out(&error)),
        }
    }

    /// What is wrong with the field of this name.
    pub fn wrong(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.keeping.with(|keeping| match keeping {
                Keeping::Wrong(wrong) => wrong.get(field).cloned(),
                _ => None,
            })
        })
    }

    pub fn business(self) -> Business {
        self.stored.with_untracked(|stored| stored.business.clone())
    }

    pub fn complain(self, error: &ApiError) {
        if !leave_if_signed_out(error) {
            self.toasts.bad(error.message.clone());
        }
    }

    fn show(self, content: &Content) {
        if self.text.with_untracked(|text| *text != content.text) {
            self.text.set(content.text.clone());
        }
        self.guidance.show(&content.helpers);
        let shown = self.content.get_untracked();
        self.look_at(shown.clone());
        self.kept.set(shown);
    }

    fn settle(self, answer: Result<SaveOutcome, ApiError>, content: Content) -> bool {
        // The page may have gone meanwhile.
        if self.keeping.try_set(Keeping::Resting).is_some() {
            return false;
        }
        match answer {
            Ok(SaveOutcome::Saved(view)) => {
                self.stored.update(|stored| stored.draft = view);
                self.kept.set(content);
                self.stir();
                let is_all = !self.dirty.get_untracked();
                if !is_all {
                    self.save_after(PAUSE);
                }
                return is_all;
            }
            Ok(SaveOutcome::Conflict(theirs)) => {
                self.theirs.set(Some(theirs));
                self.keeping.set(Keeping::Overtaken);
            }
            // It is tried again with the next letter, when somebody may have logged in elsewhere.
            Err(error) if leave_if_signed_out(&error) => self.keeping.set(Keeping::Failed(signed_out(error))),
            Err(error) if error.code == ErrorCode::InvalidFields && !error.fields.is_empty() => {
                self.keeping.set(Keeping::Wrong(error.fields))
            }
            Err(error) => {
                self.keeping.set(Keeping::Failed(error));
                self.save_after(REST);
            }
        }
        false
    }

    /// Asks the server to look at this, and the model to count it.
    fn look_at(self, content: Content) {
        if self.looked.with_untracked(|looked| looked.as_ref() == Some(&content)) {
            return;
        }
        self.tokens.set(None);
        self.looked.set(Some(content.clone()));
        spawn_local(async move {
            // Only a number: where it does not come, the estimate stays.
            if let Ok(tokens) = count_tokens(content.clone()).await
                && self.looked.try_with_untracked(|looked| looked.as_ref() == Some(&content)) == Some(true)
            {
                self.tokens.set(Some(tokens));
            }
        });
    }

    fn stir(self) {
        self.sources.stirred.try_update(|count| *count += 1);
    }
}
