//! The page of addresses that lead nowhere.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::ui::{
    components::{icon::Glyph, notice::Empty},
    status::set_status,
};

/// Inside the frame.
#[component]
pub fn MissingPage() -> impl IntoView {
    set_status(404);
    view! {
        <Title text="Not found"/>
        <section class="missing">
            <p class="missing__code" aria-hidden="true">"404"</p>
            <Empty glyph=Glyph::Search title="There is no page here" text="The address is not complete, or the page moved." is_page=true>
                <a class="button button--primary" href="/admin/conversations">"Open conversations"</a>
            </Empty>
        </section>
    }
    .into_any()
}
