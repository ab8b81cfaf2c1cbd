//! Who of the team has the lead.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::{
    rpc::leads::Colleague,
    ui::{
        components::{
            drop::Drop,
            icon::{Glyph, Icon},
        },
        pages::leads::{assignees::AssigneeItems, cells::person, floor::given_words},
    },
};

#[component]
pub fn AssigneePart(dossier: Dossier) -> impl IntoView {
    let whose = Memo::new(move |_| dossier.view.with(|view| view.row.assignee.clone()));
    let current = Signal::derive(move || Some(whose.get().map(|colleague| colleague.id)));
    let pick = move |to: Option<Colleague>| {
        if whose.get_untracked() != to {
            let (id, name) = dossier.view.with_untracked(|view| (view.row.id.clone(), person(&view.row)));
            let words = given_words(1, name, to.as_ref().map(|colleague| colleague.name.as_str()));
            dossier.floor.give(vec![(id, to.map(|colleague| colleague.id))], words);
        }
    };
    let label = view! { "Change"<span class="sr">" assignee"</span> }.into_any();
    view! {
        <section class="drawerpart drawerpart--whose" aria-labelledby="whose-title">
            <div class="followup followup--whose">
                <Icon glyph=Glyph::Person/>
                <div class="followup__text">
                    <h3 id="whose-title">"Assignee " <span class="followup__value" dir="auto">{move || whose.get().map_or_else(|| "Nobody".into(), |colleague| colleague.name)}</span></h3>
                </div>
                <div class="needs-script">
                    <Drop label=label class="button button--small" end=true>
                        <AssigneeItems floor=dossier.floor current=current on_pick=pick/>
                    </Drop>
                </div>
            </div>
        </section>
    }
}
