//! The choice of the country that phone numbers belong to: the one of the time zone, or another.

use leptos::{html, prelude::*};

use crate::{
    domain::country::Country,
    ui::components::{
        field::{FieldNote, never_wrong},
        icon::{Glyph, Icon},
    },
};

#[component]
pub fn CountryField(
    id: &'static str,
    value: RwSignal<Option<Country>>,
    /// The business's time zone, as the form has it.
    zone: RwSignal<String>,
    #[prop(into, default = never_wrong())] error: Signal<Option<String>>,
) -> impl IntoView {
    let node = NodeRef::<html::Select>::new();
    // What somebody has chosen once, an option's attribute no longer changes.
    Effect::new(move |_| {
        let (Some(select), chosen) = (node.get(), value.get()) else { return };
        select.set_value(&code(chosen));
    });
    let note = format!("{id}-note");
    let rendered = value.get_untracked();
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>"Country for phone numbers"</label>
            <div class="field__box field__box--select">
                <select
                    class="input"
                    id=id
                    name=id
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby=note.clone()
                    on:change=move |event| value.set(Country::parse(&event_target_value(&event)).ok())
                >
                    <option value="" selected=rendered.is_none()>{move || usual(&zone.get())}</option>
                    {Country::all().map(|(country, name)| view! {
                        <option value=code(Some(country)) selected=rendered == Some(country)>{name}</option>
                    }).collect_view()}
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
            <FieldNote id=note error=error help="Numbers without a country code belong to it."/>
        </div>
    }
}

/// The value of a choice; empty for that of the time zone.
fn code(country: Option<Country>) -> String {
    country.map(String::from).unwrap_or_default()
}

/// `As the time zone says (Pakistan)`.
fn usual(zone: &str) -> String {
    match Country::of_zone(zone).and_then(Country::name) {
        Some(name) => format!("As the time zone says ({name})"),
        None => "As the time zone says (no country)".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_choice_names_the_country_of_the_time_zone() {
        assert_eq!(usual("Asia/Karachi"), "As the time zone says (Pakistan)");
        assert_eq!(usual("UTC"), "As the time zone says (no country)");
    }
}
