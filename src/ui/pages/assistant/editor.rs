//! The text itself: a field as long as what stands in it, with numbered lines behind it that wrap where it wraps. Undo is the
//! browser's own.

use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{
    desk::Desk,
    finder::{Finder, Place, in_units, line_place, pieces},
    remarks::{Counts, Remarks},
    sources::Sources,
};
use crate::{
    domain::instruction::{MOST_CHARS, compose::Variable},
    ui::{
        browser,
        components::{
            field::{FieldNote, area_text, tie_area},
            icon::{Glyph, Icon},
        },
    },
};

/// The field and what is looked for in it.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub area: NodeRef<html::Textarea>,
    pub finder: Finder,
    text: RwSignal<String>,
}

impl Sheet {
    pub fn new(text: RwSignal<String>) -> Self {
        Self { area: NodeRef::new(), finder: Finder::new(text), text }
    }

    /// Selects a place and brings it into sight; the focus stays where it is, unless it is wanted there.
    fn show(self, place: Place, takes_focus: bool) {
        let Some(area) = self.area.get_untracked() else { return };
        let (start, end) = self.text.with_untracked(|text| in_units(text, place));
        if takes_focus {
            // A field takes it.
            let _ = area.focus();
        }
        // Places of this text.
        let _ = area.set_selection_range(start, end);
        let line = self.text.with_untracked(|text| text.get(..place.0).unwrap_or_default().matches('\n').count());
        request_animation_frame(move || {
            if let Some(line) = document().get_element_by_id(&line_id(line)) {
                browser::bring_into_sight(&line);
            }
        });
    }

    pub fn show_line(self, number: u32) {
        if let Some(place) = self.text.with_untracked(|text| line_place(text, number)) {
            self.show(place, true);
        }
    }

    fn find(self, is_back: bool) {
        if let Some(place) = self.finder.go(is_back) {
            self.show(place, false);
        }
    }

    /// Writes where the caret is, so that Undo takes it back.
    fn write(self, words: &str) {
        let Some(area) = self.area.get_untracked() else { return };
        let _ = area.focus();
        if !browser::type_text(words) {
            // Without the browser's help it goes to where the caret is all the same, and cannot be undone.
            let _ = area.set_range_text(words);
        }
        self.text.set(area.value());
    }
}

fn line_id(index: usize) -> String {
    format!("line-{}", index + 1)
}

#[component]
pub fn Editor(desk: Desk, sources: Sources) -> impl IntoView {
    let sheet = Sheet::new(desk.text);
    view! {
        <section class="editor" aria-label="Instruction">
            <Tools sheet=sheet/>
            <SheetView desk=desk sheet=sheet/>
            <FieldNote id="instruction-note" error=desk.wrong("text") help=""/>
            <Counts desk=desk sources=sources/>
            <Remarks sources=sources sheet=sheet/>
        </section>
    }
}

/// Search and variables.
#[component]
fn Tools(sheet: Sheet) -> impl IntoView {
    let finder = sheet.finder;
    let search = move |event| {
        finder.words.set(event_target_value(&event));
        finder.at.set(0);
        if let Some(place) = untrack(|| finder.here()) {
            sheet.show(place, false);
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            sheet.find(event.shift_key());
        }
        "Escape" => {
            event.stop_propagation();
            finder.words.set(String::new());
            if let Some(area) = sheet.area.get_untracked() {
                let _ = area.focus();
            }
        }
        _ => {}
    };
    view! {
        <div class="editor__tools needs-script">
            <div class="editor__search" role="search" aria-label="Find in the text">
                <Icon glyph=Glyph::Search/>
                <input class="input" type="search" aria-label="Find in the text" placeholder="Find in the text" autocomplete="off" maxlength="200"
                    prop:value=finder.words on:input=search on:keydown=keys/>
                <span class="editor__found" role="status">{move || finder.words_of_place()}</span>
                <button type="button" class="iconbutton iconbutton--small" aria-label="Previous place" on:click=move |_| sheet.find(true)><Icon glyph=Glyph::ChevronUp/></button>
                <button type="button" class="iconbutton iconbutton--small" aria-label="Next place" on:click=move |_| sheet.find(false)><Icon glyph=Glyph::ChevronDown/></button>
            </div>
            <div class="editor__variables" role="group" aria-label="Insert a variable">
                {Variable::ALL.into_iter().map(|variable| {
                    let written = format!("{{{}}}", variable.name());
                    let label = written.clone();
                    view! {
                        <button type="button" class="button button--small" aria-label=format!("Insert {label}") on:click=move |_| sheet.write(&written)>
                            <code>{label.clone()}</code>
                        </button>
                    }
                }).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn SheetView(desk: Desk, sheet: Sheet) -> impl IntoView {
    tie_area(sheet.area, desk.text);
    let wrong = desk.wrong("text");
    view! {
        <div class="sheet">
            <div class="sheet__paper">
                <Lines sheet=sheet/>
                <textarea
                    class="sheet__area"
                    id="instruction"
                    name="instruction"
                    aria-label="Instruction"
                    aria-describedby="instruction-note"
                    aria-invalid=move || wrong.get().is_some().to_string()
                    // So that somebody can paste a text that is too long, and shorten it here.
                    maxlength=(2 * MOST_CHARS).to_string()
                    spellcheck="false"
                    autocomplete="off"
                    node_ref=sheet.area
                    on:input=move |event| desk.text.set(event_target_value(&event))
                >
                    {area_text(desk.text.get_untracked())}
                </textarea>
            </div>
        </div>
    }
}

/// The lines behind the field: their numbers, and what is found in them.
#[component]
fn Lines(sheet: Sheet) -> impl IntoView {
    let Sheet { finder, text, .. } = sheet;
    let lines = move || {
        let (found, here) = (finder.places.get(), finder.here());
        text.with(|text| {
            let mut start = 0;
            text.split('\n')
                .enumerate()
                .map(|(index, line)| {
                    let place = (start, start + line.len());
                    start += line.len() + 1;
                    line_view(text, index, pieces(place, &found), here)
                })
                .collect_view()
        })
    };
    view! { <div class="sheet__lines" aria-hidden="true">{lines}</div> }
}

fn line_view(text: &str, index: usize, pieces: Vec<(Place, Option<Place>)>, here: Option<Place>) -> impl IntoView + use<> {
    let words = pieces
        .into_iter()
        .map(|((from, until), found)| {
            let class = match found {
                Some(place) if Some(place) == here => "is-found is-here",
                Some(_) => "is-found",
                None => "",
            };
            view! { <span class=class>{text.get(from..until).unwrap_or_default().to_owned()}</span> }
        })
        .collect_view();
    view! { <div class="sheet__line" id=line_id(index)>{words}</div> }
}
