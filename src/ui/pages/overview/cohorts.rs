//! Leads by the week in which they came, and how many of them were won in the weeks after.

use leptos::prelude::*;

use super::board::{Board, Part};
use crate::{
    domain::analytics::{
        cohort::{Cohort, WEEKS},
        measure::Measure,
    },
    rpc::analytics::cohorts,
    ui::{
        components::{icon::Glyph, notice::Empty},
        wording,
    },
};

#[component]
pub fn Cohorts(board: Board) -> impl IntoView {
    view! {
        <section class="card cohorts" aria-labelledby="cohorts-title">
            <div class="overview__cardhead">
                <h2 id="cohorts-title">"Won, by the week in which they came"</h2>
            </div>
            <Part source=board.cohorts failed="The weeks did not load" rows=5 board=board
                show=|first, board| view! { <Weeks first=first board=board/> }.into_any()/>
        </section>
    }
}

#[component]
fn Weeks(first: Vec<Cohort>, board: Board) -> impl IntoView {
    let shown = board.keep_slowly(first, || cohorts(Measure::Won));
    let rows = move || shown.get().into_iter().map(|cohort| view! { <Week cohort=cohort/> }).collect_view();
    view! {
        <Show when=move || !shown.with(Vec::is_empty) fallback=|| view! {
            <Empty glyph=Glyph::People title="No leads yet" text="Of each week’s leads it shows here how many were won, week after week."/>
        }>
            <div class="rhythm__wrap" tabindex="0" role="region" aria-label="Leads won, by week">
                <table class="heat heat--wide" dir="ltr">
                    <caption class="sr">"Share of each week’s leads that was won by the end of the same week, of the next, and so on"</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="heat__week">"Week of"</th>
                            <th scope="col">"Leads"</th>
                            {(0..WEEKS).map(|weeks| view! {
                                <th scope="col"><span aria-hidden="true">{format!("+{weeks}")}</span><span class="sr">{later(weeks)}</span></th>
                            }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Show>
    }
}

fn later(weeks: usize) -> String {
    match weeks {
        0 => "in the same week".into(),
        1 => "a week later".into(),
        _ => format!("{weeks} weeks later"),
    }
}

#[component]
fn Week(cohort: Cohort) -> impl IntoView {
    let cells = (0..WEEKS).map(|weeks| match cohort.reached.get(weeks) {
        Some(reached) => {
            let percent = percent(*reached, cohort.leads);
            let title = format!("{} of {}", wording::number(*reached), wording::count(cohort.leads, "lead", "leads"));
            view! { <td class=format!("heat__cell heat__cell--{}", percent.div_ceil(20).min(5)) title=title>{format!("{percent} %")}</td> }
                .into_any()
        }
        // Those weeks have not come.
        None => view! { <td class="heat__cell heat__cell--none"></td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row" class="heat__week">{wording::day_and_month(cohort.week)}</th>
            <td class="heat__leads">{wording::number(cohort.leads)}</td>
            {cells.collect_view()}
        </tr>
    }
}

/// In whole percent, rounded half up. A merge may have moved more of them here than there were leads.
fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).saturating_add(whole / 2).checked_div(whole).unwrap_or(0).min(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_whole_percent() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(0, 0), percent(4, 3)], [33, 67, 0, 100]);
        assert_eq!([later(0), later(1), later(3)], ["in the same week", "a week later", "3 weeks later"]);
    }
}
