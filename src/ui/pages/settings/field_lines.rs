//! The list of the owner's fields as it is edited: added, named, put in order, removed.

use leptos::prelude::*;

use crate::{
    domain::custom::{CustomField, FieldKind, MOST_FIELDS},
    ui::components::{
        field::{FieldNote, area_text},
        icon::{Glyph, Icon},
    },
};

/// The kinds by name, and what they are called.
const KINDS: [(&str, &str); 4] = [("text", "Text"), ("number", "Number"), ("choice", "Choice"), ("yes_no", "Yes or no")];

/// One field; the number keeps it apart from the others while they come, go and change places.
#[derive(Clone, Copy)]
struct Line {
    number: u64,
    /// It was saved under its key, which stays.
    is_saved: bool,
    key: RwSignal<String>,
    label: RwSignal<String>,
    /// One of [`KINDS`].
    kind: RwSignal<String>,
    /// One a line.
    options: RwSignal<String>,
    hint: RwSignal<String>,
}

impl Line {
    fn new(number: u64, field: &CustomField) -> Self {
        let (kind, options) = match &field.kind {
            FieldKind::Text => ("text", String::new()),
            FieldKind::Number => ("number", String::new()),
            FieldKind::Choice { options } => ("choice", options.join("\n")),
            FieldKind::YesNo => ("yes_no", String::new()),
        };
        Self {
            number,
            is_saved: !field.key.is_empty(),
            key: RwSignal::new(field.key.clone()),
            label: RwSignal::new(field.label.clone()),
            kind: RwSignal::new(kind.to_owned()),
            options: RwSignal::new(options),
            hint: RwSignal::new(field.hint.clone()),
        }
    }

    fn value(self) -> CustomField {
        let text = |signal: RwSignal<String>| signal.get().trim().to_owned();
        let options = || self.options.get().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let kind = match self.kind.get().as_str() {
            "number" => FieldKind::Number,
            "choice" => FieldKind::Choice { options: options() },
            "yes_no" => FieldKind::YesNo,
            _ => FieldKind::Text,
        };
        CustomField { key: text(self.key), label: text(self.label), kind, hint: text(self.hint) }
    }
}

/// The editable list.
#[derive(Clone, Copy)]
pub struct FieldLines {
    lines: RwSignal<Vec<Line>>,
    next: StoredValue<u64>,
    owner: StoredValue<Owner>,
}

impl FieldLines {
    pub fn new(fields: &[CustomField]) -> Self {
        let all = Self {
            lines: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            // Lines added in event handlers live as long as the form.
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        all.reset(fields);
        all
    }

    pub fn reset(self, fields: &[CustomField]) {
        self.lines.set(fields.iter().map(|field| self.line(field)).collect());
    }

    fn line(self, field: &CustomField) -> Line {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.owner.with_value(|owner| owner.with(|| Line::new(number, field)))
    }

    fn add(self) {
        let line = self.line(&CustomField::default());
        self.lines.update(|lines| lines.push(line));
    }

    fn remove(self, number: u64) {
        self.lines.update(|lines| lines.retain(|line| line.number != number));
    }

    /// One place up (-1) or down (1).
    fn shift(self, number: u64, by: isize) {
        self.lines.update(|lines| {
            let here = lines.iter().position(|line| line.number == number);
            let there = here.and_then(|here| here.checked_add_signed(by)).filter(|there| *there < lines.len());
            if let (Some(here), Some(there)) = (here, there) {
                lines.swap(here, there);
            }
        });
    }

    /// As the server takes it; lines that were left empty are left out.
    pub fn value(self) -> Vec<CustomField> {
        self.lines.with(|lines| lines.iter().map(|line| line.value()).filter(|field| *field != CustomField::default()).collect())
    }
}

#[component]
pub fn FieldLinesField(lines: FieldLines, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let help = "The assistant notes a value only where the visitor’s own words carry it. Values that leads have of a removed field stay.";
    view! {
        <div class="lines" class:is-wrong=move || error.get().is_some()>
            <For each=move || lines.lines.get() key=|line| line.number let:line><LineView line=line lines=lines/></For>
            <Show when=move || { lines.lines.with(Vec::len) < MOST_FIELDS }>
                <button type="button" class="button button--small" on:click=move |_| lines.add()><Icon glyph=Glyph::Plus/>"Add a field"</button>
            </Show>
            <FieldNote id="lead-fields-note" error=error help=help/>
        </div>
    }
}

#[component]
fn LineView(line: Line, lines: FieldLines) -> impl IntoView {
    let Line { number, is_saved, key, label, kind, options, hint } = line;
    let called = move || label.with(|label| if label.trim().is_empty() { "New field".to_owned() } else { label.clone() });
    let key_line = if is_saved {
        view! { <p class="field__note">"For programs: " <code>{key.get_untracked()}</code></p> }.into_any()
    } else {
        view! {
            <input class="input" aria-label="Key for programs" placeholder="Key for programs; made of the name" maxlength="40" spellcheck="false"
                value=key.get_untracked() prop:value=key on:input=move |event| key.set(event_target_value(&event))/>
        }
        .into_any()
    };
    view! {
        <fieldset class="fieldline">
            <legend class="sr">{called}</legend>
            <div class="fieldline__main">
                <input class="input" aria-label="Name of the field" placeholder="Which tooth" maxlength="60" dir="auto"
                    value=label.get_untracked() prop:value=label on:input=move |event| label.set(event_target_value(&event))/>
                <KindField kind=kind/>
                <button type="button" class="iconbutton" aria-label="Up" on:click=move |_| lines.shift(number, -1)><Icon glyph=Glyph::ChevronUp/></button>
                <button type="button" class="iconbutton" aria-label="Down" on:click=move |_| lines.shift(number, 1)><Icon glyph=Glyph::ChevronDown/></button>
                <button type="button" class="iconbutton" aria-label="Remove this field" on:click=move |_| lines.remove(number)><Icon glyph=Glyph::Trash/></button>
            </div>
            <Show when=move || kind.with(|kind| kind == "choice")>
                <textarea class="input input--area" aria-label="Choices, one a line" placeholder="One choice a line" rows="3" maxlength="1300" dir="auto"
                    prop:value=options on:input=move |event| options.set(event_target_value(&event))>{area_text(options.get_untracked())}</textarea>
            </Show>
            <input class="input" aria-label="Hint for the assistant" placeholder="Hint for the assistant, such as: ask when somebody writes of pain" maxlength="200" dir="auto"
                value=hint.get_untracked() prop:value=hint on:input=move |event| hint.set(event_target_value(&event))/>
            {key_line}
        </fieldset>
    }
}

#[component]
fn KindField(kind: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field__box field__box--select">
            <select class="input" aria-label="Kind" on:change=move |event| kind.set(event_target_value(&event))>
                {KINDS.into_iter().map(|(name, words)| view! {
                    <option value=name selected=move || kind.with(|kind| kind == name)>{words}</option>
                }).collect_view()}
            </select>
            <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
        </div>
    }
}
