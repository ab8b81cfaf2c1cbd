//! One lead as it stands in the open drawer: what the server said last, older lines added, live news merged in.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::{ConversationId, LeadId},
        lead::{
            LeadStatus,
            edit::{LeadEdit, Setting},
        },
        live::LiveEvent,
        time::Timestamp,
    },
    rpc::leads::{LeadView, TimelineLine, earlier_lines, edit_lead, get_lead},
    ui::{
        components::toast::{Toasts, use_toasts},
        live::{News, use_live},
        pages::leads::{
            cells::person,
            floor::{Floor, moved_words},
            turns::Turns,
        },
        session::leave_if_signed_out,
    },
};

#[derive(Clone, Copy)]
pub struct Dossier {
    pub id: StoredValue<LeadId>,
    pub view: RwSignal<LeadView>,
    /// Lines before those of the view, loaded on demand.
    older: RwSignal<Vec<TimelineLine>>,
    pub has_earlier: RwSignal<bool>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
    /// What was typed and not saved: into the form, the notes, the note at the foot.
    pub typed: [RwSignal<bool>; 3],
    /// Somebody erased it meanwhile.
    pub gone: RwSignal<bool>,
    turns: Turns,
    pub floor: Floor,
    pub toasts: Toasts,
}

/// Places in [`Dossier::typed`].
pub const FORM: usize = 0;
pub const NOTES: usize = 1;
pub const NOTE: usize = 2;

impl Dossier {
    pub fn new(view: LeadView, floor: Floor) -> Self {
        let dossier = Self {
            id: StoredValue::new(view.row.id.clone()),
            has_earlier: RwSignal::new(view.has_earlier),
            view: RwSignal::new(view),
            older: RwSignal::new(Vec::new()),
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            typed: [RwSignal::new(false), RwSignal::new(false), RwSignal::new(false)],
            gone: RwSignal::new(false),
            turns: Turns::new(),
            floor,
            toasts: use_toasts(),
        };
        use_live().subscribe(move |news| dossier.hear(&news));
        floor.on_stir(move || dossier.read_again());
        dossier
    }

    pub fn lead_id(self) -> LeadId {
        self.id.get_value()
    }

    /// Whether the drawer still shows it.
    pub fn is_open(self) -> bool {
        self.view.try_with_untracked(|_| ()).is_some()
    }

    /// What was typed about somebody who is erased goes as well.
    pub fn forget_typed(self) {
        for typed in self.typed {
            typed.try_set(false);
        }
    }

    pub fn dirty(self) -> Memo<bool> {
        Memo::new(move |_| self.typed.iter().any(|typed| typed.get()))
    }

    pub fn name(self) -> Option<String> {
        self.view.with(|view| person(&view.row))
    }

    /// News of the lead itself, or of one of its conversations.
    fn hear(self, news: &News) {
        let mine = match news {
            News::Resync => true,
            News::Event(LiveEvent::Conversation { summary }) => {
                self.view.with_untracked(|view| view.conversations.iter().any(|conversation| conversation.id == summary.id))
            }
            News::Event(LiveEvent::Erased { id }) => {
                self.view.with_untracked(|view| view.conversations.iter().any(|conversation| conversation.id == *id))
            }
            News::Event(LiveEvent::Lead { id }) => self.id.with_value(|mine| mine == id),
            News::Event(LiveEvent::Answering { .. } | LiveEvent::Meeting { .. }) => false,
        };
        if mine {
            self.read_again();
        }
    }

    pub fn read_again(self) {
        spawn_local(async move {
            let Some(id) = self.id.try_get_value() else { return };
            let number = self.turns.ask();
            match get_lead(id).await {
                Ok(view) if self.turns.is_news(number) => self.show(view),
                Ok(_) => {}
                Err(error) if error.code == ErrorCode::NotFound => self.close(),
                // What is shown stays; the next news ask again.
                Err(error) => drop(leave_if_signed_out(&error)),
            }
        });
    }

    /// Nothing of somebody who was erased stays to be read.
    fn close(self) {
        self.forget_typed();
        self.gone.try_set(true);
    }

    /// Puts what the server has over what is shown.
    fn show(self, view: LeadView) {
        if self.view.try_with_untracked(|old| *old == view) != Some(false) {
            return;
        }
        // Lines that slipped out of the latest ones are kept in front of the older ones.
        let oldest = view.timeline.last().map(|line| line.id().uuid()).filter(|_| view.has_earlier);
        let (slipped, gone) = self.view.with_untracked(|old| (old.timeline.clone(), gone(old, &view)));
        self.older.update(|older| {
            let mut all: Vec<TimelineLine> = slipped.into_iter().chain(older.drain(..)).collect();
            all.retain(|line| oldest.is_some_and(|oldest| line.id().uuid() < oldest) && !is_of(line, &gone));
            all.dedup_by(|one, other| one.id() == other.id());
            *older = all;
        });
        if !view.has_earlier {
            self.has_earlier.set(false);
        }
        self.view.set(view);
    }

    /// After a change of ours: what the lead is now, here and in the lists.
    pub fn take(self, view: LeadView) {
        if self.is_open() {
            self.turns.settle();
            self.show(view);
        }
        self.floor.stir();
    }

    /// All lines that are known, latest first.
    pub fn lines(self) -> Vec<TimelineLine> {
        self.view.with(|view| view.timeline.iter().cloned().chain(self.older.get()).collect())
    }

    pub fn load_earlier(self) {
        let last = untrack(|| self.lines()).pop().map(|line| line.id());
        let Some(before) = last.filter(|_| !self.loading.get_untracked()) else { return };
        let id = self.lead_id();
        self.loading.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let answer = earlier_lines(id, before).await;
            if self.loading.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok((lines, more)) => {
                    self.has_earlier.set(more);
                    self.older.update(|older| older.extend(lines));
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    /// A status chosen by hand counts whatever else was changed meanwhile.
    pub fn set_status(self, to: LeadStatus) {
        let (from, id, name) = self.view.with_untracked(|view| (view.row.status, view.row.id.clone(), person(&view.row)));
        if from == to {
            return;
        }
        self.turns.settle();
        self.view.update(|view| view.row.status = to);
        let back = move || {
            self.view.try_update(|view| view.row.status = from);
        };
        self.floor.shift(vec![(id, to)], moved_words(1, name, to), back);
    }

    /// So does a follow-up.
    pub fn set_follow_up(self, to: Option<Timestamp>, done: impl Fn() + 'static) {
        let edit = LeadEdit { follow_up_at: to.map_or(Setting::Clear, Setting::To), ..LeadEdit::default() };
        let (id, toasts) = (self.lead_id(), self.toasts);
        spawn_local(async move {
            match edit_lead(id, edit, None).await {
                Ok(view) => {
                    done();
                    self.take(view);
                    toasts.good(if to.is_some() { "Follow-up set" } else { "Follow-up cleared" });
                }
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => toasts.bad(error.message),
            }
        });
    }
}

/// Conversations that were erased or archived between these two: nothing of them stays to be read.
fn gone(old: &LeadView, new: &LeadView) -> Vec<ConversationId> {
    let is_gone = |id: &ConversationId| new.conversations.iter().all(|talk| talk.id != *id);
    old.conversations.iter().map(|talk| talk.id.clone()).filter(is_gone).collect()
}

/// It was said in one of these.
fn is_of(line: &TimelineLine, talks: &[ConversationId]) -> bool {
    matches!(line, TimelineLine::Said(said) if talks.contains(&said.conversation_id))
}
