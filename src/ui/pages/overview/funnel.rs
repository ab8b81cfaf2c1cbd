//! How many go how far: each step as a bar, with those of the step before paler behind it, and how many came no further.

use leptos::prelude::*;

use super::words;
use crate::{
    domain::analytics::funnel::Step,
    rpc::analytics::{OverviewView, Period},
    ui::{components::chart::ShareBar, wording},
};

#[component]
pub fn FunnelCard(shown: RwSignal<OverviewView>, period: Period) -> impl IntoView {
    let steps = Memo::new(move |_| shown.with(|view| view.figures.funnel.clone()));
    let most = Memo::new(move |_| steps.with(|steps| steps.iter().map(|step| step.count).max().unwrap_or(0)));
    let count = steps.with_untracked(Vec::len);
    let won =
        move || steps.with(|steps| steps.last().and_then(|step| step.of_first)).map(|share| format!("{} are won", wording::share(share)));
    view! {
        <section class="card funnel" aria-labelledby="funnel-title">
            <div class="overview__cardhead">
                <h2 id="funnel-title">"Funnel"</h2>
                <p class="funnel__end">{move || won().unwrap_or_else(|| words::period(period))}</p>
            </div>
            <ol class="funnel__steps">
                {(0..count).map(|at| view! { <StepLine steps=steps at=at most=most/> }).collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn StepLine(steps: Memo<Vec<Step>>, at: usize, most: Memo<u64>) -> impl IntoView {
    let step = Memo::new(move |_| steps.with(|steps| steps.get(at).copied()));
    let name = move || step.get().map(|step| words::measure(step.measure));
    let value = Signal::derive(move || step.get().map_or(0, |step| step.count));
    let before = Signal::derive(move || {
        at.checked_sub(1).and_then(|before| steps.with(|steps| steps.get(before).map(|step| step.count))).unwrap_or(0)
    });
    let share = move || step.get().and_then(told);
    view! {
        <li class="funnel__step">
            <span class="funnel__name">{name}</span>
            <span class="funnel__share">{share}</span>
            <b class="funnel__count">{move || wording::number(value.get())}</b>
            <ShareBar value=value whole=most before=before/>
        </li>
    }
}

/// `40 % of those before, 300 came no further`.
fn told(step: Step) -> Option<String> {
    let share = wording::share(step.of_previous?);
    match step.lost {
        Some(lost) if lost > 0 => Some(format!("{share}, {} lost", wording::number(lost))),
        _ => Some(share),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::domain::analytics::{
        funnel::funnel,
        measure::{Counts, Measure},
    };

    #[test]
    fn a_step_says_how_many_came_no_further() {
        let counts: Counts = [(Measure::Opens, 200), (Measure::Chats, 50), (Measure::Leads, 50)].into_iter().collect();
        let said: Vec<Option<String>> = funnel(&counts).into_iter().map(told).collect();
        assert_eq!(said[..3], [None, Some("25 %, 150 lost".into()), Some("100 %".into())]);
    }
}
