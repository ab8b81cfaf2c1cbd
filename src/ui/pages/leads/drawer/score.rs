//! How promising it is, and why.

use leptos::prelude::*;

use super::dossier::Dossier;
use crate::ui::components::score::ScoreRing;

#[component]
pub fn ScorePart(dossier: Dossier) -> impl IntoView {
    let score = Memo::new(move |_| dossier.view.with(|view| view.score.clone()));
    let words = move || match score.with(|score| score.reasons.len()) {
        0 => "Nothing speaks for it yet.",
        1 => "One thing speaks for it.",
        _ => "What speaks for it:",
    };
    view! {
        <section class="drawerpart drawerpart--score" aria-labelledby="score-title">
            <div class="scorehead">
                {move || view! { <ScoreRing value=score.with(|score| score.value)/> }}
                <div>
                    <h3 id="score-title">"Score " {move || score.with(|score| score.value)}</h3>
                    <p class="drawerpart__sub">{words}</p>
                </div>
            </div>
            <ul class="reasons">
                {move || score.get().reasons.into_iter().map(|reason| view! {
                    <li class="reason"><span class="reason__points">{format!("+{}", reason.points)}</span><span>{reason.text}</span></li>
                }).collect_view()}
            </ul>
        </section>
    }
}
