//! Light, dark, or as the system has it. The choice is kept in this browser and set before the first paint
//! by the page's head (`server::dashboard_pages`).

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use crate::ui::browser;

/// The key under which the choice is kept; the script in the page's head reads it too.
pub const STORAGE_KEY: &str = "theme";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

impl Theme {
    const ALL: [(Self, &'static str, Glyph); 3] =
        [(Self::Light, "Light", Glyph::Sun), (Self::Dark, "Dark", Glyph::Moon), (Self::System, "System", Glyph::Screen)];

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::System => None,
        }
    }

    fn stored() -> Self {
        match browser::stored(STORAGE_KEY).as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }

    fn apply(self) {
        browser::store(STORAGE_KEY, self.name());
        let root = document().document_element();
        // Setting an attribute with a valid name cannot fail.
        let _ = root.map(|root| match self.name() {
            Some(name) => root.set_attribute("data-theme", name),
            None => root.remove_attribute("data-theme"),
        });
    }
}

/// Three choices side by side.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let theme = RwSignal::new(Theme::System);
    Effect::new(move |_| theme.set(Theme::stored()));
    view! {
        <div class="segments segments--wide" role="group" aria-label="Theme">
            {Theme::ALL.into_iter().map(|(choice, label, glyph)| view! {
                <button
                    type="button"
                    class="segment"
                    aria-pressed=move || (theme.get() == choice).to_string()
                    on:click=move |_| {
                        theme.set(choice);
                        choice.apply();
                    }
                >
                    <Icon glyph=glyph/>
                    {label}
                </button>
            }).collect_view()}
        </div>
    }
}
