//! Which hours of the week are busy: a table whose cells are the deeper in colour the more there was.

use leptos::prelude::*;

use super::board::{Board, Part};
use crate::{
    domain::analytics::{heat::HeatMap, measure::Measure},
    rpc::analytics::heat,
    ui::wording::{self, WEEKDAYS},
};

/// Depths of the colour.
const LEVELS: u64 = 5;

#[component]
pub fn Rhythm(board: Board) -> impl IntoView {
    view! {
        <section class="card rhythm" aria-labelledby="rhythm-title">
            <div class="overview__cardhead"><h2 id="rhythm-title">"Busy hours"</h2></div>
            <Part source=board.heat failed="The hours did not load" rows=5 board=board
                show=|first, board| view! { <Hours first=first board=board/> }.into_any()/>
        </section>
    }
}

#[component]
fn Hours(first: HeatMap, board: Board) -> impl IntoView {
    let period = board.place.period.get_untracked();
    let shown = board.keep_slowly(first, move || heat(period, Measure::Chats));
    let rows = move || {
        let map = shown.get();
        WEEKDAYS
            .into_iter()
            .zip(map.cells)
            .map(|(day, hours)| {
                let cells = hours.into_iter().enumerate().map(|(hour, count)| cell(day, hour, count, map.most)).collect_view();
                view! { <tr><th scope="row"><span aria-hidden="true">{day.get(..3).unwrap_or(day)}</span><span class="sr">{day}</span></th>{cells}</tr> }
            })
            .collect_view()
    };
    view! {
        <p class="rhythm__busiest">{move || shown.with(busiest)}</p>
        <div class="rhythm__wrap" tabindex="0" role="region" aria-label="Chats by the hour of the week">
            <table class="heat" dir="ltr">
                <caption class="sr">"Chats that began, by the hour of the week"</caption>
                <thead>
                    <tr>
                        <td></td>
                        {(0..24).map(|hour| view! {
                            <th scope="col"><span aria-hidden="true">{if hour % 6 == 0 { format!("{hour:02}") } else { String::new() }}</span><span class="sr">{format!("{hour:02}:00")}</span></th>
                        }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn cell(day: &str, hour: usize, count: u64, most: u64) -> impl IntoView + use<> {
    let title = format!("{day} {hour:02}:00, {}", wording::count(count, "chat", "chats"));
    view! { <td class=format!("heat__cell heat__cell--{}", level(count, most)) title=title><span class="sr">{count}</span></td> }
}

/// 0 for none, else 1 to [`LEVELS`].
fn level(count: u64, most: u64) -> u64 {
    if most == 0 { 0 } else { count.saturating_mul(LEVELS).div_ceil(most).min(LEVELS) }
}

/// `Busiest on Monday from 09:00: 5 chats.`
fn busiest(map: &HeatMap) -> String {
    match map.busiest() {
        Some((day, hour, count)) => {
            let day = WEEKDAYS.get(day).copied().unwrap_or_default();
            format!("Busiest on {day} from {hour:02}:00: {}.", wording::count(count, "chat", "chats"))
        }
        None => "No chat began on these days.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_busy_is_said_and_shown() {
        let mut map = HeatMap::default();
        assert_eq!(busiest(&map), "No chat began on these days.");
        map.cells[0][9] = 5;
        map.most = 5;
        assert_eq!(busiest(&map), "Busiest on Monday from 09:00: 5 chats.");
        assert_eq!([level(0, 5), level(1, 5), level(5, 5), level(1, 900), level(0, 0)], [0, 1, 5, 1, 0]);
    }
}
