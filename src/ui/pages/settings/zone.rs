//! The choice of a time zone. The server renders the chosen one; the browser adds all that it knows.

use leptos::{html, prelude::*};

use crate::ui::{
    browser,
    components::{
        field::{FieldNote, never_wrong},
        icon::{Glyph, Icon},
    },
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
    let clock = move || live.now.get().map(|now| format!("It is {} there now.", wording::clock(browser::civil(now, &value.get()))));
    let note = format!("{id}-note");
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>"Time zone"</label>
            <div class="field__box field__box--select">
                <select
                    class="input"
                    id=id
                    name=id
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby=note.clone()
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    <For each=move || known.get() key=Clone::clone let:zone>
                        <option value=zone.clone() selected=zone == value.get_untracked()>{zone.replace('_', " ")}</option>
                    </For>
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
            {move || if error.get().is_some() {
                view! { <FieldNote id=note.clone() error=error help=""/> }.into_any()
            } else {
                view! { <p class="field__note" id=note.clone()>{clock}</p> }.into_any()
            }}
        </div>
    }
}
