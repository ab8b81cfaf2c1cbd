//! The dialog for a file of leads: chosen, looked at, taken in; and the imports so far.

mod answer;
mod columns;
mod findings;
mod intake;
mod past;

use leptos::{html, prelude::*};

use self::{
    columns::{Columns, KnownChoice},
    findings::{Numbers, file_words},
    intake::{Intake, Step},
    past::{Asked, Past, RevertQuestion, RevertedNote, UndoButton},
};
use super::floor::Floor;
use crate::{
    domain::api_error::ApiError,
    ui::{
        components::{
            bar::Bar,
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
    // Once, when the dialog opens: a form is made anew then.
    intake.begin();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if intake.step.get_untracked() == Step::Look && untrack(|| intake.useful()) > 0 {
            intake.import();
        }
    };
    view! {
        <form class="stack dialog__form import" on:submit=submit novalidate=true>
            <div class="field">
                <label class="field__label" for="import-file">"File"</label>
                <input class="input import__input" id="import-file" type="file" accept=KINDS node_ref=intake.input
                    aria-describedby="import-file-note" disabled=move || intake.importing.get()
                    on:change=move |_| intake.choose_file()/>
                <p class="field__note" id="import-file-note">"CSV or Excel (.xlsx), at most 10 MB and 50,000 rows, the names of its columns in the first one. Nothing is written before you say so."</p>
            </div>
            <Progress intake=intake/>
            <RevertedNote intake=intake floor=floor/>
            {move || match intake.step.get() {
                Step::Choose => ().into_any(),
                Step::Look => view! { <Looking intake=intake/> }.into_any(),
                Step::Done => view! { <Done intake=intake asked=asked/> }.into_any(),
            }}
            // Beside the button that was pressed: a long file has many columns above it.
            {move || intake.problem.get().map(|error| view! { <Problem intake=intake error=error/> })}
            <Buttons intake=intake floor=floor/>
            <Past intake=intake asked=asked/>
        </form>
    }
}

/// What is wrong, with the fields that say more.
#[component]
fn Problem(intake: Intake, error: ApiError) -> impl IntoView {
    let words = match error.fields.is_empty() {
        true => error.message.clone(),
        false => error.fields.values().cloned().collect::<Vec<_>>().join(", "),
    };
    // Nothing is wrong with the file, as far as is known: it may be sent once more.
    let is_unseen = intake.step.get_untracked() == Step::Look && intake.preview.with_untracked(Option::is_none);
    let retry = (is_unseen && error.fields.is_empty()).then(|| {
        view! { <p class="note__actions"><button type="button" class="button button--small" on:click=move |_| intake.look_again()>"Try again"</button></p> }
    });
    view! {
        <Note tone=Tone::Danger>
            <p><b>"That did not work."</b>" "{sentence(&words)}</p>
            {retry}
            {error.incident.map(|incident| view! { <p class="note__ref">{format!("Ref {incident}")}</p> })}
        </Note>
    }
}

/// What the file is, or what is being done with it, and how far that is. (Ears hear no numbers that change.)
#[component]
fn Progress(intake: Intake) -> impl IntoView {
    let share = Signal::derive(move || intake.counts.get().map(|counts| (u64::from(counts.done()), u64::from(counts.rows))));
    let figures = Signal::derive(move || share.get().map(|(done, rows)| rows_words(done, rows)).unwrap_or_default());
    let words = move || match intake.step.get() {
        Step::Look if intake.importing.get() => "Taking the file in. It goes on when you close this.".to_owned(),
        Step::Look if intake.looking.get() => "Reading the file…".to_owned(),
        Step::Look => intake.preview.with(|preview| preview.as_ref().map(file_words).unwrap_or_default()),
        Step::Choose | Step::Done => String::new(),
    };
    view! {
        <p class="import__file" role="status" dir="auto">{words}</p>
        <Show when=move || intake.importing.get()><Bar label="Import" share=share words=figures/></Show>
    }
}

/// `1,200 of 10,000 rows`.
fn rows_words(done: u64, rows: u64) -> String {
    format!("{} of {}", wording::number(done), wording::count(rows, "row", "rows"))
}

#[component]
fn Looking(intake: Intake) -> impl IntoView {
    let is_seen = Memo::new(move |_| intake.preview.with(Option::is_some));
    let findings = move || intake.preview.with(|preview| preview.as_ref().map(|preview| preview.findings.clone()));
    view! {
        <Show when=move || is_seen.get()>
            {move || findings().map(|findings| view! { <Numbers findings=findings fields=intake.fields will_be=true/> })}
            <KnownChoice intake=intake/>
            <Columns intake=intake/>
        </Show>
    }
}

/// What came of it. The button that was pressed is gone by then: the words take the focus, and come into sight.
#[component]
fn Outcome(children: Children) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            // It can take the focus: it has a tabindex.
            let _ = node.focus();
        }
    });
    view! { <div tabindex="-1" node_ref=node><Note tone=Tone::Good>{children()}</Note></div> }
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
                <Outcome>
                    <p><b>"The file is taken in."</b>" "<span dir="auto">{file.clone()}</span></p>
                    <Show when=move || !is_undone()>
                        <p class="note__actions"><UndoButton intake=intake asked=asked id=id.clone() file=file.clone()/></p>
                    </Show>
                </Outcome>
                <Numbers findings=report.findings fields=intake.fields/>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_an_import_is_is_said_in_rows() {
        assert_eq!(rows_words(1_200, 10_000), "1,200 of 10,000 rows");
        assert_eq!(rows_words(0, 1), "0 of 1 row");
    }
}
