//! The choice of the country that phone numbers belong to: the one of the time zone, or another.

use leptos::{html, prelude::*};

use crate::{
    domain::country::Country,
    ui::components::field::{SelectField, never_wrong},
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
    let rendered = value.get_untracked();
    let choose = move |chosen: String| value.set(Country::parse(&chosen).ok());
    view! {
        <SelectField id=id label="Country for phone numbers" node=node error=error help="Numbers without a country code belong to it." on_choose=choose>
            <option value="" selected=rendered.is_none()>{move || usual(&zone.get())}</option>
            {Country::all().map(|(country, name)| view! {
                <option value=code(Some(country)) selected=rendered == Some(country)>{name}</option>
            }).collect_view()}
        </SelectField>
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
