//! The sites that may show the widget.

use leptos::prelude::*;

use crate::ui::components::{
    field::sentence,
    icon::{Glyph, Icon},
};

#[derive(Clone, Copy)]
struct Site {
    number: u64,
    text: RwSignal<String>,
}

/// The editable list.
#[derive(Clone, Copy)]
pub struct Sites {
    all: RwSignal<Vec<Site>>,
    next: StoredValue<u64>,
    owner: StoredValue<Owner>,
}

impl Sites {
    pub fn new(sites: &[String]) -> Self {
        let all = Self {
            all: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            // Lines added in event handlers live as long as the form.
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        all.reset(sites);
        all
    }

    pub fn reset(self, sites: &[String]) {
        let sites = sites.iter().map(|site| self.line(site)).collect();
        self.all.set(sites);
    }

    fn line(self, text: &str) -> Site {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.owner.with_value(|owner| owner.with(|| Site { number, text: RwSignal::new(text.to_owned()) }))
    }

    fn add(self) {
        let site = self.line("");
        self.all.update(|all| all.push(site));
    }

    /// As the server takes it: empty lines are left out, a bare host gets its `https://`.
    pub fn value(self) -> Vec<String> {
        self.all.with(|all| all.iter().map(|site| complete(&site.text.get())).filter(|site| !site.is_empty()).collect())
    }
}

/// What people type for a site: `shop.example` means `https://shop.example`.
fn complete(typed: &str) -> String {
    let typed = typed.trim();
    if typed.is_empty() || typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") }
}

#[component]
pub fn SitesField(
    sites: Sites,
    /// Set by the operator, shown only.
    #[prop(into)]
    environment: Signal<Vec<String>>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let none = move || sites.value().is_empty() && environment.with(Vec::is_empty);
    view! {
        <fieldset class="lines" class:is-wrong=move || error.get().is_some() aria-describedby="sites-note">
            <legend class="field__label">"Allowed sites"</legend>
            <For each=move || sites.all.get() key=|site| site.number let:site>
                <SiteView site=site sites=sites/>
            </For>
            <button type="button" class="button button--small" on:click=move |_| sites.add()><Icon glyph=Glyph::Plus/>"Add a site"</button>
            <p class="field__note" id="sites-note" class:field__note--wrong=move || error.get().is_some()>
                {move || match error.get() {
                    Some(error) => view! { <Icon glyph=Glyph::Alert/>{sentence(&error)} }.into_any(),
                    None if none() => "No site yet: any site may show the widget. Add yours to keep it to yourself.".into_any(),
                    None => "Only these sites may show the widget. Add each form in use, with and without www.".into_any(),
                }}
            </p>
            {move || environment.with(|sites| (!sites.is_empty()).then(|| view! {
                <p class="field__note">"Set on the server as well: " {sites.iter().map(|site| view! { <code class="code">{site.clone()}</code> " " }).collect_view()}</p>
            }))}
        </fieldset>
    }
}

#[component]
fn SiteView(site: Site, sites: Sites) -> impl IntoView {
    let remove = move |_| sites.all.update(|all| all.retain(|other| other.number != site.number));
    view! {
        <div class="lines__line lines__line--one">
            <input class="input" type="text" inputmode="url" autocapitalize="none" spellcheck="false" aria-label="Site" placeholder="https://www.example.com" maxlength="255"
                value=site.text.get_untracked() prop:value=site.text on:input=move |event| site.text.set(event_target_value(&event))/>
            <button type="button" class="iconbutton" aria-label="Remove this site" on:click=remove><Icon glyph=Glyph::Trash/></button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn a_bare_host_is_completed() {
        assert_eq!(complete(" shop.example "), "https://shop.example");
        assert_eq!(complete("http://localhost:8080"), "http://localhost:8080");
        assert_eq!(complete("  "), "");
    }
}
