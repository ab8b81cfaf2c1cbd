//! A person's initials on one of nine hues.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::ui::wording;

/// `id` picks the hue, `name` the initials; a stranger gets a figure on grey.
#[component]
pub fn Avatar(
    #[prop(into)] id: String,
    #[prop(into)] name: Signal<Option<String>>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let hue = wording::hue(&id);
    let initials = Memo::new(move |_| name.get().as_deref().and_then(wording::initials));
    let tone = move || if initials.with(Option::is_some) { format!("avatar avatar--h{hue} {class}") } else { format!("avatar {class}") };
    view! {
        <span class=tone aria-hidden="true">
            {move || match initials.get() {
                Some(initials) => initials.into_any(),
                None => view! { <Icon glyph=Glyph::Person/> }.into_any(),
            }}
        </span>
    }
}
