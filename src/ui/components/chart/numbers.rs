//! The numbers of a chart as a table, one key away.

use leptos::prelude::*;

use super::Lines;
use crate::ui::{
    components::icon::{Glyph, Icon},
    wording,
};

#[component]
pub fn NumbersTable(
    caption: &'static str,
    /// What the points are: `Day`, `Hour`.
    #[prop(into)]
    first: Signal<String>,
    #[prop(into)] lines: Signal<Lines>,
) -> impl IntoView {
    let heads = move || lines.with(|lines| lines.series.iter().map(|series| view! { <th scope="col">{series.name}</th> }).collect_view());
    let rows = move || {
        lines.with(|lines| {
            let row = |(at, point): (usize, &super::Point)| {
                let cells = lines.series.iter().map(|series| wording::number(series.values.get(at).copied().unwrap_or(0)));
                let cells = cells.map(|number| view! { <td>{number}</td> }).collect_view();
                view! { <tr><th scope="row"><a href=point.address.clone()>{point.name.clone()}</a></th>{cells}</tr> }
            };
            lines.points.iter().enumerate().map(row).collect_view()
        })
    };
    view! {
        <details class="numbers">
            <summary class="numbers__open"><Icon glyph=Glyph::Table/>"Table"<span class="sr">{format!(" of {caption}")}</span></summary>
            <div class="numbers__table" tabindex="0" role="region" aria-label=caption>
                <table class="table">
                    <caption class="sr">{caption}</caption>
                    <thead><tr><th scope="col">{move || first.get()}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
