//! From one day to another, as lists of the log are narrowed down: a plain form, whose address the page follows when it is awake.

use jiff::civil::Date;
use leptos::{ev::SubmitEvent, html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::ui::{
    components::{
        drop::close_when_left,
        field::DayField,
        icon::{Glyph, Icon},
    },
    wording,
};

/// `24 Nov to 26 Nov`, `since 24 Nov`, `until 24 Nov`, `Any day`.
pub fn days_words(from: Option<Date>, to: Option<Date>) -> String {
    let day = wording::day_and_month;
    match (from, to) {
        (None, None) => "Any day".into(),
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => format!("{} to {}", day(from), day(to)),
        (Some(from), None) => format!("since {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
    }
}

#[component]
pub fn DaysMenu(
    /// Where the form goes without scripts.
    action: &'static str,
    /// What else of the address stays, by name.
    #[prop(into)]
    kept: Signal<Vec<(&'static str, String)>>,
    #[prop(into)] days: Signal<(Option<Date>, Option<Date>)>,
    /// The address of the list on these days.
    address: Callback<(Option<Date>, Option<Date>), String>,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let (first, last) = days.get_untracked();
    let (from, to) = (RwSignal::new(text(first)), RwSignal::new(text(last)));
    Effect::new(move |_| {
        let (first, last) = days.get();
        from.set(text(first));
        to.set(text(last));
    });
    let leave = close_when_left(node);
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let day = |text: String| text.trim().parse::<Date>().ok();
        let wanted = address.run((day(from.get_untracked()), day(to.get_untracked())));
        if let Some(details) = node.get_untracked() {
            details.set_open(false);
        }
        navigate(&wanted, NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <details class="drop" node_ref=node on:keydown=leave>
            <summary class="button button--filter">
                <span class="drop__name">"Days"</span>
                <b class="drop__value">{move || { let (from, to) = days.get(); days_words(from, to) }}</b>
                <Icon glyph=Glyph::ChevronDown/>
            </summary>
            <div class="drop__list">
                <form class="between" method="get" action=action on:submit=submit>
                    {move || kept.get().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view()}
                    <DayField label="From" name="from" value=from/>
                    <DayField label="Until" name="to" value=to/>
                    <button type="submit" class="button button--primary">"Show"</button>
                </form>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::days_words;

    #[test]
    fn days_are_said_as_short_as_they_can_be() {
        let day = |day| Some(date(2026, 11, day));
        assert_eq!([days_words(None, None), days_words(day(24), day(24))], ["Any day", "24 Nov"]);
        assert_eq!([days_words(day(24), day(26)), days_words(day(24), None)], ["24 Nov to 26 Nov", "since 24 Nov"]);
    }
}
