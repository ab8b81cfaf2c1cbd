//! What visitors asked in vain, each with the way to the very conversation.

use leptos::prelude::*;

use super::board::{Board, Part};
use crate::{
    domain::unanswered::{Alike, Place, Why},
    rpc::analytics::unanswered,
    ui::{
        components::{icon::Glyph, notice::Empty, time::Ago},
        pages::assistant::ASSISTANT,
        search::LIST,
        wording,
    },
};

#[component]
pub fn Unanswered(board: Board) -> impl IntoView {
    view! {
        <section class="card desklist asked" aria-labelledby="asked-title">
            <div class="desklist__head">
                <h2 id="asked-title">"Questions without an answer"</h2>
                <a href=ASSISTANT>"Teach the assistant"</a>
            </div>
            <Part source=board.unanswered failed="Questions did not load" board=board
                show=|first, board| view! { <Questions first=first board=board/> }.into_any()/>
        </section>
    }
}

#[component]
fn Questions(first: Vec<Alike>, board: Board) -> impl IntoView {
    let period = board.place.period.get_untracked();
    let shown = board.keep(first, move || unanswered(period));
    view! {
        <Show when=move || shown.with(|groups| !groups.is_empty()) fallback=|| view! {
            <Empty glyph=Glyph::CheckCircle title="No question without an answer"
                text="What visitors ask in vain on these days stands here. What the assistant is told decides what it knows.">
                <a class="button" href=ASSISTANT>"Open the assistant"</a>
            </Empty>
        }>
            <ul class="desklist__rows">
                {move || shown.get().into_iter().map(|group| view! { <Question group=group/> }).collect_view()}
            </ul>
        </Show>
    }
}

fn address(place: &Place) -> String {
    format!("{LIST}/{}", place.conversation_id)
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::Unknown => "The assistant does not know",
        Why::HandedOver => "Handed over to the team",
        Why::Claimed => "The model claimed something untrue",
        Why::Failed => "The answer broke off",
        Why::Offline => "Answered offline, the model failed",
    }
}

#[component]
fn Question(group: Alike) -> impl IntoView {
    let mut places = group.asked.iter();
    let latest = places.next().cloned();
    let times = wording::count(u64::try_from(group.asked.len()).unwrap_or(0), "time", "times");
    let is_repeated = group.asked.len() > 1;
    let others = places.enumerate().map(|(index, place)| {
        let name = format!("Conversation {}: {}", index + 2, group.words);
        view! { <a href=address(place) aria-label=name><Ago at=place.at/></a> }
    });
    let others = others.collect_view();
    let link = latest.as_ref().map(|place| view! { <a class="asked__words" href=address(place) dir="auto">{group.words.clone()}</a> });
    view! {
        <li class="deskrow asked__row">
            <span class="deskrow__who">
                {link}
                <span class="deskrow__more">{reason(group.why)}</span>
                {is_repeated.then(|| view! { <span class="asked__others">"Also asked "{others}</span> })}
            </span>
            <span class="deskrow__end">
                {latest.map(|place| view! { <Ago at=place.at/> })}
                {is_repeated.then(|| view! { <span class="tag">{times}</span> })}
            </span>
        </li>
    }
}
