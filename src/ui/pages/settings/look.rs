//! The widget's colour and its corner, as the owner chooses them.

use leptos::{html, prelude::*};

use crate::{
    domain::{
        colour::{Accent, Rgb},
        settings::{Corner, LookChoice, WidgetLook},
    },
    ui::components::field::{FieldNote, tie_input},
};

/// What the picker shows where no colour is chosen: our own, as the loader has it.
const OURS: &str = "#0b6651";

#[derive(Clone, Copy)]
pub struct LookFields {
    accent: RwSignal<String>,
    corner: RwSignal<Corner>,
}

impl LookFields {
    pub fn new(look: &LookChoice) -> Self {
        Self { accent: RwSignal::new(look.accent.clone()), corner: RwSignal::new(look.corner) }
    }

    pub fn reset(self, look: &LookChoice) {
        self.accent.set(look.accent.clone());
        self.corner.set(look.corner);
    }

    /// As it will be stored. What is no colour stays as it was typed, for the server to refuse.
    pub fn value(self) -> LookChoice {
        let typed = LookChoice { accent: self.accent.get().trim().to_owned(), corner: self.corner.get() };
        let mut look = WidgetLook::default();
        match look.choose(&typed) {
            Ok(()) => look.choice(),
            Err(_) => typed,
        }
    }
}

/// Colour and corner. `error`: of the colour.
#[component]
pub fn LookField(fields: LookFields, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <ColourField value=fields.accent error=error/>
        <CornerChoice value=fields.corner/>
        <p class="field__note">"A line on your site that has data-accent or data-position of its own keeps them."</p>
    }
}

/// The colour as text, which can also be picked; below it, whether letters on it can be read.
#[component]
fn ColourField(value: RwSignal<String>, error: Signal<Option<String>>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    tie_input(node, value);
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for="accent">"Colour"</label>
            <div class="field__box">
                <input
                    class="input"
                    id="accent"
                    name="accent"
                    type="text"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    maxlength="20"
                    placeholder=OURS
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby="accent-note"
                    value=value.get_untracked()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <input
                    class="swatch"
                    type="color"
                    aria-label="Pick a colour"
                    value=value.with_untracked(|typed| picked(typed))
                    prop:value=move || value.with(|typed| picked(typed))
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
            {move || if error.get().is_some() {
                view! { <FieldNote id="accent-note" error=error help=""/> }.into_any()
            } else {
                view! { <p class="field__note" id="accent-note" aria-live="polite">{move || value.with(|typed| hint(typed))}</p> }.into_any()
            }}
        </div>
    }
}

/// Where on the page the button stands.
#[component]
fn CornerChoice(value: RwSignal<Corner>) -> impl IntoView {
    let choices = [
        (Corner::Auto, "auto", "As the page is written", "At the bottom right; on pages in Arabic or Urdu at the bottom left."),
        (Corner::Right, "right", "Always right", "At the bottom right of every page."),
        (Corner::Left, "left", "Always left", "At the bottom left of every page."),
    ];
    view! {
        <fieldset class="choices">
            <legend class="field__label">"Corner"</legend>
            {choices.into_iter().map(|(choice, name, title, text)| view! {
                <label class="choices__one">
                    <input type="radio" name="corner" value=name checked=value.get_untracked() == choice
                        prop:checked=move || value.get() == choice on:change=move |_| value.set(choice)/>
                    <span><b>{title}</b><span class="choices__text">{text}</span></span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// What the picker shows.
fn picked(typed: &str) -> String {
    Accent::parse(typed).map_or_else(|_| OURS.to_owned(), String::from)
}

/// What becomes of the colour that was typed.
fn hint(typed: &str) -> &'static str {
    let typed = typed.trim();
    if typed.is_empty() {
        return "Leave empty for our own green.";
    }
    match Rgb::parse(typed) {
        None => "Write a colour such as #0b6651, or pick one.",
        Some(colour) if colour.is_too_pale() => "White letters are hard to read on this colour, so the chat shows a darker shade of it.",
        Some(_) => "White letters on this colour are easy to read.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_says_what_becomes_of_a_colour() {
        for (typed, told) in [(" ", "green"), ("red", "such as"), ("fd0", "darker"), (" #0B6651 ", "easy")] {
            assert!(hint(typed).contains(told), "{typed}: {}", hint(typed));
        }
    }

    #[test]
    fn the_picker_shows_what_was_typed_or_our_own() {
        assert_eq!(["A30", "", "red"].map(picked), ["#aa3300", OURS, OURS]);
    }

    #[test]
    fn a_colour_in_another_spelling_is_no_change() {
        Owner::new().with(|| {
            let stored = LookChoice { accent: "#aa3300".into(), corner: Corner::Left };
            let fields = LookFields::new(&stored);
            fields.accent.set(" A30 ".into());
            assert_eq!(fields.value(), stored);
            fields.accent.set("red;}".into());
            assert_eq!(fields.value().accent, "red;}", "for the server to refuse");
            fields.reset(&stored);
            assert_eq!(fields.value(), stored);
        });
    }
}
