//! The dialog for a file of leads: chosen, looked at, taken in; and the imports so far.

mod answer;
mod columns;
mod findings;
mod intake;
mod past;

use leptos::{html, prelude::*};

use self::{
    columns::{Columns, KnownChoice},
    findings::{Looked, Numbers},
    intake::{FileInput, Intake, Step},
    past::{Asked, Past, RevertQuestion, RevertedNote, UndoButton},
};
use super::floor::Floor;
use crate::{
    domain::api_error::ApiError,
    ui::{
        components::{
            button::WorkButton,
            dialog::FormDialog,
            field::sentence,
            notice::{Note, Tone},
        },
        wording,
    },
};

/// What may be chosen.
const KINDS: &str =
    ".csv,.tsv,.txt,.xlsx,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn ImportDialog(floor: Floor) -> impl IntoView {
    let intake = Intake::new(floor);
    let asked: Asked = RwSignal::new(None);
    view! {
        <FormDialog open=floor.importing title="Import leads"><ImportForm intake=intake asked=asked floor=floor/></FormDialog>
        <RevertQuestion intake=intake asked=asked/>
    }
}

#[component]
fn ImportForm(intake: Intake, asked: Asked, floor: Floor) -> impl IntoView {
    let input: FileInput = NodeRef::<html::Input>::new();
    // Once, when the dialog opens.
    Effect::new(move |_| untrack(|| intake.begin()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if intake.step.get_untracked() == Step::Look && untrack(|| intake.useful()) > 0 {
            intake.import(input);
        }
    };
    view! {
        <form class="stack dialog__form import" on:submit=submit novalidate=true>
            <div class="field">
                <label class="field__label" for="import-file">"File"</label>
                <input class="input import__input" id="import-file" type="file" accept=KINDS node_ref=input
                    aria-describedby="import-file-note" disabled=move || intake.importing.get()
                    on:change=move |_| intake.choose_file(input)/>
                <p class="field__note" id="import-file-note">"CSV or Excel (.xlsx), at most 10 MB and 50,000 rows, with a head. Nothing is written before you say so."</p>
            </div>
            {move || intake.problem.get().map(|error| view! { <Problem error=error/> })}
            <RevertedNote intake=intake floor=floor/>
            {move || match intake.step.get() {
                Step::Choose => ().into_any(),
                Step::Look => view! { <Looking intake=intake input=input/> }.into_any(),
                Step::Done => view! { <Done intake=intake asked=asked/> }.into_any(),
            }}
            <Buttons intake=intake floor=floor/>
            <Past intake=intake asked=asked/>
        </form>
    }
}

/// What is wrong, with the fields that say more.
#[component]
fn Problem(error: ApiError) -> impl IntoView {
    let words = match error.fields.is_empty() {
        true => error.message.clone(),
        false => error.fields.values().cloned().collect::<Vec<_>>().join(", "),
    };
    view! {
        <Note tone=Tone::Danger>
            <p><b>"That did not work."</b>" "{sentence(&words)}</p>
            {error.incident.map(|incident| view! { <p class="note__ref">{format!("Ref {incident}")}</p> })}
        </Note>
    }
}

#[component]
fn Looking(intake: Intake, input: FileInput) -> impl IntoView {
    let is_seen = Memo::new(move |_| intake.preview.with(Option::is_some));
    view! {
        <p class="import__busy" role="status">
            {move || match (intake.importing.get(), intake.looking.get()) {
                (true, _) => "Taking the file in. It goes on when you close this.",
                (false, true) => "Reading the file…",
                (false, false) => "",
            }}
        </p>
        <Show when=move || is_seen.get()>
            <Looked intake=intake/>
            <KnownChoice intake=intake input=input/>
            <Columns intake=intake input=input/>
        </Show>
    }
}

#[component]
fn Done(intake: Intake, asked: Asked) -> impl IntoView {
    move || {
        intake.report.get().map(|report| {
            let (id, file) = (report.import.id.clone(), report.import.file.clone());
            let is_undone = {
                let id = id.clone();
                move || intake.reverted.with(|reverted| reverted.as_ref().is_some_and(|reverted| reverted.row.import.id == id))
            };
            view! {
                <Note tone=Tone::Good>
                    <p><b>"The file is taken in."</b>" "<span dir="auto">{file.clone()}</span></p>
                    <Show when=move || !is_undone()>
                        <p class="note__actions"><UndoButton intake=intake asked=asked id=id.clone() file=file.clone()/></p>
                    </Show>
                </Note>
                <Numbers findings=report.findings/>
            }
        })
    }
}

#[component]
fn Buttons(intake: Intake, floor: Floor) -> impl IntoView {
    let label = Signal::derive(move || match intake.useful() {
        0 => "Import".to_owned(),
        useful => format!("Import {}", wording::count(u64::from(useful), "row", "rows")),
    });
    let is_idle = Signal::derive(move || intake.looking.get() || intake.useful() == 0);
    let is_looking = Memo::new(move |_| intake.step.get() == Step::Look);
    view! {
        <div class="dialog__actions">
            <button type="button" class="button" on:click=move |_| floor.importing.set(false)>"Close"</button>
            <Show when=move || is_looking.get()>
                <WorkButton label=label busy=intake.importing disabled=is_idle/>
            </Show>
        </div>
    }
}
