//! The dialog for a test conversation: what is said, what has to come of it, and a question for the judge.

use leptos::{html, prelude::*};

use super::{
    case::{CaseDesk, SaidLine},
    expect::{ExpectLine, KINDS, Kind},
};
use crate::{
    domain::{
        locale::Language,
        message::{Author, MAX_MESSAGE_CHARS},
    },
    ui::{
        components::{
            button::WorkButton,
            dialog::{Confirm, FormDialog},
            field::{FieldNote, TextArea, TextField, area_text, tie_area},
            icon::{Glyph, Icon},
            notice::{Note, Tone},
        },
        pages::assistant::ASSISTANT,
        unsaved::Unsaved,
        wording,
    },
};

#[component]
pub fn CaseDialog(case: CaseDesk) -> impl IntoView {
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch_on(ASSISTANT, case.dirty);
    }
    Effect::new(move |was: Option<bool>| {
        let is_asking = case.asking.get();
        if was == Some(true) && !is_asking {
            case.keep();
        }
        is_asking
    });
    view! {
        <FormDialog open=case.open title="Test conversation"><CaseForm case=case/></FormDialog>
        <Confirm open=case.asking title="Discard what you wrote?" text="You were writing another test conversation, and it is not saved yet."
            keep="Go on writing" proceed="Discard" on_proceed=move |()| case.discard()/>
    }
}

#[component]
fn CaseForm(case: CaseDesk) -> impl IntoView {
    let form = case.form;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        case.save();
    };
    view! {
        <form class="stack dialog__form caseform" on:submit=submit novalidate=true>
            <TextField id="case-name" label="Name" value=case.name error=form.error("name") max=120 placeholder="Asks the price of a crown"/>
            <fieldset class="lines" aria-describedby="case-lines-note">
                <legend class="field__label">"What is said"</legend>
                <For each=move || case.lines.get() key=|line| line.number let:line><LineFields line=line case=case/></For>
                <button type="button" class="button button--small" on:click=move |_| case.add_line()><Icon glyph=Glyph::Plus/>"Add a line"</button>
                <FieldNote id="case-lines-note" error=form.error("lines")
                    help="A visitor’s line is answered by the instruction that is tested, unless the next line is the assistant’s: then that was the answer. The last line is the visitor’s."/>
            </fieldset>
            <fieldset class="lines" aria-describedby="case-expected-note">
                <legend class="field__label">"What has to come of it"</legend>
                <For each=move || case.expected.get() key=|line| line.number let:line><ExpectFields line=line case=case/></For>
                <button type="button" class="button button--small" on:click=move |_| case.add_expectation()><Icon glyph=Glyph::Plus/>"Add an expectation"</button>
                <FieldNote id="case-expected-note" error=form.error("expectations") help="Upper and lower case count as the same."/>
            </fieldset>
            <TextArea id="case-judge" label="A question for the judge" value=case.judge error=form.error("judge") rows=2 max=500
                placeholder="Did the assistant stay kind?" help="A model reads the conversation and answers it. Yes is right. May stay empty."/>
            <Show when=move || form.conflict.get()>
                <Note tone=Tone::Warning><p><b>"Somebody changed this test meanwhile."</b>" What you typed is still here. Close this and open it again to see theirs."</p></Note>
            </Show>
            {move || form.problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"Not saved."</b>" " {error.message}</p></Note> })}
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| case.cancel()>"Cancel"</button>
                <WorkButton label="Save test" busy=form.busy/>
            </div>
        </form>
    }
}

#[component]
fn LineFields(line: SaidLine, case: CaseDesk) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    tie_area(node, line.text);
    let error = case.line_error(line.number);
    let is_visitor = move || line.author.get() == Author::Visitor;
    let choose = move |event| line.author.set(if event_target_value(&event) == "assistant" { Author::Assistant } else { Author::Visitor });
    let label = move || if is_visitor() { "The visitor says" } else { "The assistant answered" };
    view! {
        <div class="caseline" class:is-wrong=move || error.get().is_some()>
            <select class="input" aria-label="Who" on:change=choose>
                <option value="visitor" selected=is_visitor>"Visitor"</option>
                <option value="assistant" selected=move || !is_visitor()>"Assistant"</option>
            </select>
            <textarea class="input input--area" rows="2" aria-label=label maxlength=MAX_MESSAGE_CHARS.to_string() dir="auto" node_ref=node
                aria-invalid=move || error.get().is_some().to_string()
                on:input=move |event| line.text.set(event_target_value(&event))>{area_text(line.text.get_untracked())}</textarea>
            <button type="button" class="iconbutton" aria-label="Remove this line" on:click=move |_| case.remove_line(line.number)><Icon glyph=Glyph::Trash/></button>
            <FieldNote id=format!("case-line-{}", line.number) error=error help=""/>
        </div>
    }
}

#[component]
fn ExpectFields(line: ExpectLine, case: CaseDesk) -> impl IntoView {
    let error = case.expectation_error(line.number);
    let choose = move |event| {
        if let Some(kind) = Kind::parse(&event_target_value(&event)) {
            line.kind.set(kind);
        }
    };
    let text =
        move |label: Option<&'static str>, value: RwSignal<String>| {
            label.map(|label| view! {
            <input class="input" aria-label=label placeholder=label maxlength="2000" dir="auto" autocomplete="off" spellcheck="false"
                aria-invalid=move || error.get().is_some().to_string()
                prop:value=value on:input=move |event| value.set(event_target_value(&event))/>
        })
        };
    let is_language = Memo::new(move |_| line.kind.get() == Kind::Language);
    view! {
        <div class="caseline caseline--expected" class:is-wrong=move || error.get().is_some()>
            <select class="input" aria-label="Expectation" on:change=choose>
                {KINDS.into_iter().map(|(kind, name, label)| view! {
                    <option value=name selected=move || line.kind.get() == kind>{label}</option>
                }).collect_view()}
            </select>
            <div class="caseline__texts">
                {move || text(line.kind.get().labels().0, line.first)}
                {move || text(line.kind.get().labels().1, line.second)}
                <Show when=move || is_language.get()><LanguageChoice language=line.language/></Show>
            </div>
            <button type="button" class="iconbutton" aria-label="Remove this expectation" on:click=move |_| case.remove_expectation(line.number)><Icon glyph=Glyph::Trash/></button>
            <FieldNote id=format!("case-expectation-{}", line.number) error=error help=""/>
        </div>
    }
}

#[component]
fn LanguageChoice(language: RwSignal<Language>) -> impl IntoView {
    let choose = move |event| {
        let code = event_target_value(&event);
        if let Some(chosen) = Language::ALL.into_iter().find(|known| known.code() == code) {
            language.set(chosen);
        }
    };
    view! {
        <select class="input" aria-label="Language" on:change=choose>
            {Language::ALL.into_iter().map(|known| view! {
                <option value=known.code() selected=move || language.get() == known>{wording::language(known.code())}</option>
            }).collect_view()}
        </select>
    }
}
