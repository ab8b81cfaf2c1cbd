//! The dialog for a lead that is added by hand.

use leptos::prelude::*;

use super::{
    fields::{KNOWN, LeadFields, LeadInputs},
    floor::Floor,
    saving::SavingNotes,
    when::{QuickChoices, When, WhenInputs},
};
use crate::{
    domain::lead::{
        LeadStatus,
        edit::{LeadEdit, Setting},
    },
    rpc::leads::create_lead,
    ui::{
        components::{
            button::WorkButton,
            dialog::FormDialog,
            field::TextArea,
            icon::{Glyph, Icon},
            toast::use_toasts,
        },
        form_state::FormState,
        search::LEADS,
        session::use_zone,
        unsaved::{Unsaved, use_way},
        wording,
    },
};

/// What stands in the dialog. It outlives the form, so that Escape throws nothing away.
#[derive(Clone, Copy)]
struct Draft {
    fields: LeadFields,
    status: RwSignal<LeadStatus>,
    notes: RwSignal<String>,
    when: When,
    saving: FormState,
}

impl Draft {
    fn new(zone: &str) -> Self {
        Self {
            fields: LeadFields::new(None),
            status: RwSignal::new(LeadStatus::New),
            notes: RwSignal::new(String::new()),
            when: When::new(None, zone),
            saving: FormState::new(),
        }
    }

    /// Whether something stands in it that would be missed.
    fn is_begun(self) -> bool {
        let texts = [self.notes, self.when.date, self.when.time];
        let is_written = texts.into_iter().any(|text| text.with(|text| !text.trim().is_empty()));
        is_written || self.status.get() != LeadStatus::New || self.fields.edit(None) != LeadEdit::default()
    }

    fn clear(self) {
        self.fields.clear();
        self.status.set(LeadStatus::New);
        self.notes.set(String::new());
        self.when.clear();
        self.saving.reset();
    }
}

#[component]
pub fn AddDialog(floor: Floor) -> impl IntoView {
    let draft = Draft::new(&use_zone().get_untracked());
    Effect::new(move |_| {
        if let Some(Ok(basics)) = floor.basics.get() {
            draft.fields.define(basics.fields);
        }
    });
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch_on(LEADS, Memo::new(move |_| draft.is_begun()));
    }
    view! { <FormDialog open=floor.adding title="Add a lead"><AddForm draft=draft floor=floor/></FormDialog> }
}

#[component]
fn AddForm(draft: Draft, floor: Floor) -> impl IntoView {
    let Draft { fields, status, notes, when, saving } = draft;
    let (zone, toasts, way) = (use_zone(), use_toasts(), use_way());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let follow_up_at = match when.read(&zone.get_untracked()) {
            Ok(at) => at.map_or(Setting::Keep, Setting::To),
            Err(problem) => return saving.refuse("follow_up_at", problem),
        };
        let written = notes.get_untracked();
        let edit = LeadEdit {
            notes: (!written.trim().is_empty()).then_some(written),
            status: Some(status.get_untracked()),
            follow_up_at,
            ..untrack(|| fields.edit(None))
        };
        let way = way.clone();
        saving.send(create_lead(edit), move |view| {
            floor.adding.set(false);
            draft.clear();
            floor.stir();
            toasts.good("Lead added");
            way(&floor.place.lead_address(view.row.id.as_str()));
        });
    };
    let cancel = move |_| {
        floor.adding.set(false);
        draft.clear();
    };
    view! {
        <form class="stack dialog__form" on:submit=submit novalidate=true>
            <LeadInputs fields=fields saving=saving adding=true/>
            <StatusField status=status/>
            <fieldset class="field">
                <legend class="field__label">"Follow-up"</legend>
                <WhenInputs when=when id="add-when" error=saving.error("follow_up_at")/>
                <QuickChoices on_pick=move |at| when.show(Some(at), &zone.get_untracked())/>
            </fieldset>
            <TextArea id="add-notes" label="Notes" value=notes error=saving.error("notes") max=4_000/>
            <SavingNotes saving=saving floor=floor known=&KNOWN/>
            <div class="dialog__actions">
                <button type="button" class="button" on:click=cancel>"Cancel"</button>
                <WorkButton label="Add lead" busy=saving.busy/>
            </div>
        </form>
    }
}

#[component]
fn StatusField(status: RwSignal<LeadStatus>) -> impl IntoView {
    let choose = move |event| {
        if let Some(chosen) = LeadStatus::parse(&event_target_value(&event)) {
            status.set(chosen);
        }
    };
    view! {
        <div class="field">
            <label class="field__label" for="add-status">"Status"</label>
            <div class="field__box field__box--select">
                <select class="input" id="add-status" name="status" on:change=choose>
                    {LeadStatus::ALL.into_iter().map(|choice| view! {
                        <option value=choice.as_str() selected=move || status.get() == choice>{wording::status(choice)}</option>
                    }).collect_view()}
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
        </div>
    }
}
