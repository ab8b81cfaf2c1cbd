//! The fields beside the free text: how the assistant behaves, one question at a time.

use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    domain::{business::Business, instruction::Helpers, locale::Language},
    ui::{
        components::{
            field::{FieldNote, TextArea},
            icon::{Glyph, Icon},
        },
        wording,
    },
};

/// What stands in the fields. Lists are one item a line.
#[derive(Clone, Copy)]
pub struct Guidance {
    tone: RwSignal<String>,
    languages: RwSignal<Vec<Language>>,
    avoid: RwSignal<String>,
    questions: RwSignal<String>,
    meetings: RwSignal<String>,
    hand_over: RwSignal<String>,
}

impl Guidance {
    pub fn new(helpers: &Helpers) -> Self {
        let text = || RwSignal::new(String::new());
        let all =
            Self { tone: text(), languages: RwSignal::new(vec![]), avoid: text(), questions: text(), meetings: text(), hand_over: text() };
        all.show(helpers);
        all
    }

    pub fn show(self, helpers: &Helpers) {
        self.tone.set(helpers.tone.clone());
        self.languages.set(helpers.languages.clone());
        self.avoid.set(helpers.avoid.join("\n"));
        self.questions.set(helpers.questions.join("\n"));
        self.meetings.set(helpers.meetings.clone());
        self.hand_over.set(helpers.hand_over.clone());
    }

    /// As the server takes it.
    pub fn value(self) -> Helpers {
        let paragraph = |text: RwSignal<String>| text.with(|text| text.trim().to_owned());
        Helpers {
            tone: paragraph(self.tone),
            languages: self.languages.get(),
            avoid: self.avoid.with(|text| items(text)),
            questions: self.questions.with(|text| items(text)),
            meetings: paragraph(self.meetings),
            hand_over: paragraph(self.hand_over),
        }
    }
}

/// One a line; lines without words are none.
fn items(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[component]
pub fn GuidanceForm(desk: Desk) -> impl IntoView {
    let Guidance { tone, languages, avoid, questions, meetings, hand_over } = desk.guidance;
    view! {
        <div class="guidance">
            <Facts business=desk.business()/>
            <form class="stack guidance__form" aria-label="Guidance" on:submit=|event: leptos::ev::SubmitEvent| event.prevent_default()>
                <p class="guidance__lead">"What you write here is put behind your text, under headings of its own. An empty field says nothing."</p>
                <TextArea id="tone" label="Tone" value=tone error=desk.wrong("helpers.tone") max=1_000
                    placeholder="Warm and short. Two or three sentences. No exclamation marks."/>
                <Languages languages=languages error=desk.wrong("helpers.languages")/>
                <TextArea id="avoid" label="Topics to avoid" value=avoid error=desk.wrong("helpers.avoid") max=5_000
                    help="One a line. The assistant says kindly that it cannot help with these." placeholder="Prices of competitors"/>
                <TextArea id="questions" label="Questions for somebody who is interested" value=questions error=desk.wrong("helpers.questions") max=5_000
                    help="One a line. Asked one at a time, where they fit." placeholder="By when do you need it?"/>
                <TextArea id="meetings" label="When to offer a meeting" value=meetings error=desk.wrong("helpers.meetings") max=1_000
                    placeholder="When somebody asks for a price that depends on an examination."/>
                <TextArea id="hand-over" label="When to hand over to a person" value=hand_over error=desk.wrong("helpers.hand_over") max=1_000
                    placeholder="When somebody is in pain, angry, or asks for a person."/>
            </form>
        </div>
    }
}

/// Ticked in the order in which they count.
#[component]
fn Languages(languages: RwSignal<Vec<Language>>, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let words = move || {
        languages.with(|languages| match languages.first() {
            None => "It answers in whichever language the visitor writes.".to_owned(),
            Some(first) => format!("To a visitor who writes in another one it answers in {}.", wording::language(first.code())),
        })
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">"Languages"</legend>
            <div class="guidance__languages">
                {Language::ALL.into_iter().map(|language| view! { <LanguageCheck language=language languages=languages/> }).collect_view()}
            </div>
            <p class="field__note" aria-live="polite">{words}</p>
            <FieldNote id="languages-note" error=error help=""/>
        </fieldset>
    }
}

#[component]
fn LanguageCheck(language: Language, languages: RwSignal<Vec<Language>>) -> impl IntoView {
    let on = move || languages.with(|languages| languages.contains(&language));
    let toggle = move |_| {
        languages.update(|languages| match languages.iter().position(|other| *other == language) {
            Some(at) => drop(languages.remove(at)),
            None => languages.push(language),
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=untrack(on) prop:checked=on on:change=toggle/>
            <span>{wording::language(language.code())}</span>
        </label>
    }
}

/// What the settings keep: it stands in the prompt, and changes without a new version.
#[component]
fn Facts(business: Business) -> impl IntoView {
    let services = match business.services.len() {
        0 => "None".to_owned(),
        count => wording::count(count as u64, "service", "services"),
    };
    let hours = if business.hours.is_unknown() { "Not set" } else { "Set" };
    let contact = if business.contact.trim().is_empty() { "Not set".to_owned() } else { business.contact.clone() };
    view! {
        <section class="guidance__facts" aria-labelledby="facts-title">
            <h2 id="facts-title">"Business facts"</h2>
            <p>"Name, services, prices, hours, address and links come from the settings. They count at once, without a new version, and going back to an old version never brings back old prices."</p>
            <dl class="pairs">
                <div class="pair"><dt>"Name"</dt><dd dir="auto">{business.name}</dd></div>
                <div class="pair"><dt>"Services and prices"</dt><dd>{services}</dd></div>
                <div class="pair"><dt>"Opening hours"</dt><dd>{hours}</dd></div>
                <div class="pair"><dt>"Contact and links"</dt><dd dir="auto">{contact}</dd></div>
            </dl>
            <p><a class="button button--small" href="/admin/settings/business"><Icon glyph=Glyph::Pencil/>"Change the facts"</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::items;

    #[test]
    fn a_list_is_one_item_a_line() {
        assert_eq!(items(" a b \n\n\t\nc\r\n"), ["a b", "c"]);
        assert!(items("\n ").is_empty());
    }
}
