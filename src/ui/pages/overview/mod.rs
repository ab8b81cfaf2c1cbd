//! The Overview: what happened on some days beside the days before, who waits for somebody, and where people come from and are
//! lost. It keeps up with what happens.

mod board;
mod cohorts;
mod figures;
mod funnel;
mod groups;
mod head;
mod lists;
mod place;
mod rhythm;
mod series;
mod unanswered;
mod words;

use leptos::prelude::*;
use leptos_meta::Title;

use self::board::{Board, Part};
pub use self::{place::OVERVIEW, words::days as days_words};
use crate::{
    rpc::analytics::{MorningWords, OverviewView, overview},
    ui::components::icon::{Glyph, Icon},
};

#[component]
pub fn OverviewPage() -> impl IntoView {
    let board = Board::new();
    view! {
        <Title text="Overview"/>
        <div class="page overview">
            <head::Head board=board/>
            <div class="page__body">
                <Part source=board.morning failed="The morning’s words did not load" rows=1 board=board
                    show=|words, _| view! { <Morning words=words/> }.into_any()/>
                <Part source=board.figures failed="The figures did not load" rows=8 board=board
                    show=|first, board| view! { <Figures first=first board=board/> }.into_any()/>
                <lists::Lists board=board/>
                <unanswered::Unanswered board=board/>
                <groups::Groups board=board/>
                <div class="overview__pair">
                    <rhythm::Rhythm board=board/>
                    <cohorts::Cohorts board=board/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What there is to say about yesterday.
#[component]
fn Morning(words: MorningWords) -> impl IntoView {
    let by =
        words.model.map_or_else(|| "By rules, from your figures".to_owned(), |model| format!("In the words of {model}, from your figures"));
    let way = words.is_before_all.then(|| view! { <a class="morning__way" href="/admin/settings/widget">"Get the line to paste"</a>" " });
    view! {
        <div class="morning">
            <Icon glyph=Glyph::Sun/>
            <p class="morning__words"><span>{words.text}</span>" "{way}<small class="morning__by">{by}</small></p>
        </div>
    }
}

/// All that is read together: the numbers, the lines, the funnel.
#[component]
fn Figures(first: OverviewView, board: Board) -> impl IntoView {
    let period = board.place.period.get_untracked();
    let shown = board.keep(first, move || overview(period));
    view! {
        <figures::Numbers shown=shown period=period/>
        <div class="overview__charts">
            <series::SeriesCard shown=shown period=period/>
            <funnel::FunnelCard shown=shown period=period/>
        </div>
        <figures::More shown=shown period=period/>
    }
}
