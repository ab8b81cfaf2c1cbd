//! What the business sells, with prices in the owner's words.

use leptos::prelude::*;

use crate::{
    domain::business::Service,
    ui::components::{
        field::{FieldNote, never_wrong},
        icon::{Glyph, Icon},
    },
};

/// One editable line; the number keeps it apart from the others while lines come and go.
#[derive(Clone, Copy)]
pub struct Line {
    number: u64,
    name: RwSignal<String>,
    price: RwSignal<String>,
}

/// The editable list.
#[derive(Clone, Copy)]
pub struct Services {
    lines: RwSignal<Vec<Line>>,
    next: StoredValue<u64>,
    owner: StoredValue<Owner>,
}

impl Services {
    pub fn new(services: &[Service]) -> Self {
        let all = Self {
            lines: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            // Lines added in event handlers live as long as the form.
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        all.reset(services);
        all
    }

    pub fn reset(self, services: &[Service]) {
        let lines = services.iter().map(|service| self.line(&service.name, &service.price)).collect();
        self.lines.set(lines);
    }

    fn line(self, name: &str, price: &str) -> Line {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.owner.with_value(|owner| {
            owner.with(|| Line { number, name: RwSignal::new(name.to_owned()), price: RwSignal::new(price.to_owned()) })
        })
    }

    fn add(self) {
        let line = self.line("", "");
        self.lines.update(|lines| lines.push(line));
    }

    /// As the server takes it; lines that were left empty are left out.
    pub fn value(self) -> Vec<Service> {
        self.lines.with(|lines| {
            lines
                .iter()
                .map(|line| Service { name: line.name.get().trim().to_owned(), price: line.price.get().trim().to_owned() })
                .filter(|service| !service.name.is_empty() || !service.price.is_empty())
                .collect()
        })
    }
}

#[component]
pub fn ServicesField(services: Services, #[prop(into, default = never_wrong())] error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="lines" class:is-wrong=move || error.get().is_some() aria-describedby="services-note">
            <legend class="field__label">"Services and prices"</legend>
            <For each=move || services.lines.get() key=|line| line.number let:line>
                <LineView line=line services=services/>
            </For>
            <button type="button" class="button button--small" on:click=move |_| services.add()><Icon glyph=Glyph::Plus/>"Add a service"</button>
            <FieldNote id="services-note" error=error help="The assistant states these prices and no others. Leave a price empty where you do not publish it."/>
        </fieldset>
    }
}

#[component]
fn LineView(line: Line, services: Services) -> impl IntoView {
    let remove = move |_| services.lines.update(|lines| lines.retain(|other| other.number != line.number));
    view! {
        <div class="lines__line">
            <input class="input" aria-label="Service" placeholder="Implant consultation" maxlength="120" dir="auto"
                value=line.name.get_untracked() prop:value=line.name on:input=move |event| line.name.set(event_target_value(&event))/>
            <input class="input" aria-label="Price" placeholder="from Rs 165,000" maxlength="120" dir="auto"
                value=line.price.get_untracked() prop:value=line.price on:input=move |event| line.price.set(event_target_value(&event))/>
            <button type="button" class="iconbutton" aria-label="Remove this service" on:click=remove><Icon glyph=Glyph::Trash/></button>
        </div>
    }
}
