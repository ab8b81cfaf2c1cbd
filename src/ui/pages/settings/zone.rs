//! The choice of a time zone. The server renders the chosen one; the browser adds all that it knows.

use leptos::{html, prelude::*};

use crate::ui::{
    browser,
    components::field::{SelectField, never_wrong},
    live::use_live,
    wording,
};

#[component]
pub fn ZoneField(
    id: &'static str,
    value: RwSignal<String>,
    #[prop(into, default = never_wrong())] error: Signal<Option<String>>,
) -> impl IntoView {
    let known = RwSignal::new(vec![value.get_untracked()]);
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |_| {
        let mut zones = browser::zones();
        let chosen = value.get_untracked();
        for extra in [chosen, "UTC".to_owned()] {
            if !zones.contains(&extra) {
                zones.insert(0, extra);
            }
        }
        known.set(zones);
    });
    // After the options are there: a select cannot show a value that it has no option for.
    Effect::new(move |_| {
        let (Some(select), wanted) = (node.get(), value.get()) else { return };
        known.track();
        request_animation_frame(move || select.set_value(&wanted));
    });
    let live = use_live();
    let clock = move || {
        let there = |now| format!("It is {} there now.", wording::clock(browser::civil(now, &value.get())));
        live.now.get().map(there).unwrap_or_default()
    };
    view! {
        <SelectField id=id label="Time zone" node=node error=error help=Signal::derive(clock) on_choose=move |zone: String| value.set(zone)>
            <For each=move || known.get() key=Clone::clone let:zone>
                <option value=zone.clone() selected=zone == value.get_untracked()>{zone.replace('_', " ")}</option>
            </For>
        </SelectField>
    }
}
