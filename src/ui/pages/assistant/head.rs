//! The head of the page: what is live, how the draft stands, what keeps it from being published.

use leptos::prelude::*;

use super::{
    desk::{Desk, Keeping},
    place::{View, view_address},
};
use crate::{
    rpc::assistant::versions::TestsBrief,
    ui::{
        components::{
            dialog::Confirm,
            field::sentence,
            icon::{Glyph, Icon},
        },
        wording,
    },
};

#[component]
pub fn Head(desk: Desk, publishing: RwSignal<bool>) -> impl IntoView {
    let discarding = RwSignal::new(false);
    let live = move || desk.stored.with(|stored| stored.published.info.number);
    let is_clean = Memo::new(move |_| desk.stored.with(|stored| stored.draft.is_clean) && !desk.dirty.get());
    let is_held = move || is_clean.get() || desk.theirs.with(Option::is_some);
    view! {
        <header class="studio__head">
            <h1>"Assistant"</h1>
            <span class="tag tag--good">{move || format!("Version {} is live", live())}</span>
            {if desk.saves {
                view! { <KeepingState desk=desk/> }.into_any()
            } else {
                view! { <p class="studio__keeping">"Only an owner can change this. What you write here is for trying out."</p> }.into_any()
            }}
            <div class="studio__actions" hidden={!desk.saves}>
                <GateWords desk=desk/>
                <Show when=move || desk.saves && !is_clean.get()>
                    <button type="button" class="button needs-script" on:click=move |_| discarding.set(true)>"Discard draft"</button>
                </Show>
                <button type="button" class="button button--primary needs-script" disabled=move || !desk.saves || is_held()
                    title=move || is_clean.get().then_some("The draft is as the live version") on:click=move |_| publishing.set(true)>
                    {move || format!("Publish as {}", live() + 1)}
                </button>
            </div>
        </header>
        <Confirm open=discarding title="Discard the draft?" text="The text is as the live version again. What was in the draft is kept aside for you."
            keep="Keep it" proceed="Discard" gentle=true on_proceed=move |()| desk.discard()/>
    }
}

/// How the draft stands with the server.
#[component]
fn KeepingState(desk: Desk) -> impl IntoView {
    let words = move || {
        let is_dirty = desk.dirty.get();
        desk.keeping.with(|keeping| match keeping {
            Keeping::Busy => "Saving".to_owned(),
            Keeping::Resting if is_dirty => "Not saved yet".to_owned(),
            Keeping::Resting => "Saved".to_owned(),
            Keeping::Overtaken => "Not saved: somebody else was quicker".to_owned(),
            Keeping::Failed(error) => format!("Not saved: {}", error.message),
            Keeping::Wrong(wrong) => {
                let first = wrong.values().next().map(|problem| sentence(problem)).unwrap_or_default();
                format!("Not saved: {first}")
            }
        })
    };
    let is_bad = move || desk.keeping.with(|keeping| !matches!(keeping, Keeping::Resting | Keeping::Busy));
    view! { <p class="studio__keeping needs-script" class:is-bad=is_bad role="status">{words}</p> }
}

/// What the tests say of the draft.
#[component]
fn GateWords(desk: Desk) -> impl IntoView {
    let bad = move || desk.stored.with(|stored| stored.tests.filter(TestsBrief::is_bad));
    view! {
        {move || bad().map(|tests| view! {
            <a class="studio__gate" href=view_address(View::Tests) data-noscroll=""><Icon glyph=Glyph::Alert/>{gate_words(&tests)}</a>
        })}
    }
}

/// `1 test must pass before publishing`.
fn gate_words(tests: &TestsBrief) -> String {
    let missing = tests.tally.total.saturating_sub(tests.tally.passed);
    match missing {
        0 => "The tests were not run to their end".to_owned(),
        1 => "1 test must pass before publishing".to_owned(),
        many => format!("{} must pass before publishing", wording::count(u64::from(many), "test", "tests")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instruction::run::{RunState, Tally};

    #[test]
    fn what_stands_in_the_way_is_said_in_tests() {
        let brief =
            |passed, total| TestsBrief { tally: Tally { passed, total, ..Tally::default() }, state: RunState::Done, is_current: true };
        assert_eq!(gate_words(&brief(9, 10)), "1 test must pass before publishing");
        assert_eq!(gate_words(&brief(7, 10)), "3 tests must pass before publishing");
        assert_eq!(gate_words(&brief(10, 10)), "The tests were not run to their end");
    }
}
