//! Test conversations: how they went the last time, running them, writing them, taking them in and out.

pub mod case;
mod course;
mod expect;
pub mod form;
mod result;
mod transfer;
mod words;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use self::{
    case::CaseDesk,
    course::{Course, progress_words, subject_words},
    result::CaseRow,
    transfer::Transfer,
};
use super::{
    desk::Desk,
    place::{View, view_address},
    sources::Sources,
};
use crate::{
    domain::{
        ids::ConversationId,
        instruction::{
            Which,
            case::TestCase,
            run::{CaseResult, Change, Outcome, RunState},
        },
    },
    rpc::assistant::{
        cases::{case_of_conversation, remove_case},
        runs::{RunView, TestsView},
    },
    ui::{
        components::{
            bar::Bar,
            button::WorkButton,
            dialog::Confirm,
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
            time::Ago,
        },
        session::leave_if_signed_out,
    },
};

#[component]
pub fn Trials(desk: Desk, sources: Sources, case: CaseDesk) -> impl IntoView {
    let course = Course::new(desk, sources);
    let doomed = RwSignal::new(None::<TestCase>);
    take_from_conversation(desk, sources, case);
    let retry = Callback::new(move |()| sources.tests.refetch());
    view! {
        <section class="trials" aria-labelledby="trials-title">
            <header class="trials__head">
                <h2 id="trials-title">"Test conversations"</h2>
                <div class="trials__actions needs-script">
                    <button type="button" class="button button--small" on:click=move |_| case.begin_empty()><Icon glyph=Glyph::Plus/>"New test"</button>
                    <Transfer desk=desk sources=sources/>
                    <button type="button" class="button button--small" on:click=move |_| course.start(Which::Published)>"Run on live"</button>
                    <WorkButton label="Run all" busy=Signal::derive(move || course.starting.get() || course.progress.with(Option::is_some))
                        kind="button" class="button button--small button--primary" on_press=move |()| course.start(Which::Draft)/>
                </div>
            </header>
            <UnderWay course=course/>
            <Transition fallback=|| view! { <SkeletonRows rows=6/> }>
                {move || Suspend::new(async move {
                    match sources.tests.await {
                        Ok(Some(view)) => (move || view! { <List tests=view.clone() case=case doomed=doomed/> }).into_any(),
                        Ok(None) => view! { <SkeletonRows rows=6/> }.into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="The tests did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
        <RemoveQuestion desk=desk sources=sources doomed=doomed/>
    }
}

/// The address names a conversation: what could be a test of it is put into the form, and the address forgets it.
fn take_from_conversation(desk: Desk, sources: Sources, case: CaseDesk) {
    let from = Memo::new(move |_| sources.asked.with(|asked| asked.from.clone()));
    let navigate = use_navigate();
    Effect::new(move |_| {
        let Some(from) = from.get() else { return };
        navigate(&view_address(View::Tests), NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        let Ok(id) = from.parse::<ConversationId>() else { return desk.toasts.bad("There is no such conversation.") };
        spawn_local(async move {
            match case_of_conversation(id).await {
                // The page may have gone meanwhile.
                Ok(body) if desk.keeping.try_get_untracked().is_some() => case.begin(body),
                Ok(_) => {}
                Err(error) => desk.complain(&error),
            }
        });
    });
}

/// How far the run is, and the way to give it up.
#[component]
fn UnderWay(course: Course) -> impl IntoView {
    let progress = course.progress;
    let is_on = Memo::new(move |_| progress.with(Option::is_some));
    let share = Signal::derive(move || {
        progress.with(|progress| progress.as_ref().map(|progress| (u64::from(progress.tally.held()), u64::from(progress.tally.total))))
    });
    let words = Signal::derive(move || progress.with(|progress| progress.as_ref().map(progress_words).unwrap_or_default()));
    let names = move || progress.with(|progress| progress.as_ref().map(|progress| progress.under_way.join(", ")).unwrap_or_default());
    view! {
        <Show when=move || is_on.get()>
            <div class="trials__run" role="group" aria-label="The run that is under way">
                <Bar label="Test run" share=share words=words/>
                <button type="button" class="button button--small" on:click=move |_| course.cancel()>"Cancel"</button>
                <p class="trials__names" dir="auto">{names}</p>
            </div>
        </Show>
        {move || course.problem.get().map(|error| view! {
            <Failure title="The tests did not run" error=error retry=Callback::new(move |()| course.start(Which::Draft))/>
        })}
    }
}

/// A test conversation and how it went.
#[derive(Clone)]
pub struct Shown {
    pub case: TestCase,
    pub result: Option<CaseResult>,
    pub change: Option<Change>,
}

/// Those that did not pass first, else in their order.
fn shown(tests: &TestsView) -> Vec<Shown> {
    let run = tests.draft.as_ref().or(tests.published.as_ref());
    let mut all: Vec<Shown> = tests
        .cases
        .iter()
        .map(|case| Shown {
            result: run.and_then(|run| run.run.results.iter().find(|result| result.case == case.id).cloned()),
            change: tests.compared.iter().find(|compared| compared.case == case.id).map(|compared| compared.change),
            case: case.clone(),
        })
        .collect();
    all.sort_by_key(|shown| match shown.result.as_ref().map(|result| result.outcome) {
        Some(Outcome::Failed) => 0,
        Some(Outcome::Broken) => 1,
        Some(Outcome::Passed) | None => 2,
    });
    all
}

#[component]
fn List(tests: TestsView, case: CaseDesk, doomed: RwSignal<Option<TestCase>>) -> impl IntoView {
    if tests.cases.is_empty() {
        return view! {
            <Empty glyph=Glyph::CheckCircle title="No test conversations yet" text="Write one, import some, or turn an answer of the playground into one. They guard what you publish."/>
        }
        .into_any();
    }
    let all = shown(&tests);
    let TestsView { draft, is_current, published, .. } = tests;
    view! {
        <div class="trials__runs">
            {draft.map(|run| view! { <RunLine run=run note=if is_current { "" } else { "The draft has changed since." }/> })}
            {published.map(|run| view! { <RunLine run=run note=""/> })}
        </div>
        <ol class="trials__list" aria-label="Test conversations">
            {all.into_iter().map(|shown| view! { <CaseRow shown=shown case=case doomed=doomed/> }).collect_view()}
        </ol>
    }
    .into_any()
}

/// One run in a line.
#[component]
fn RunLine(run: RunView, note: &'static str) -> impl IntoView {
    let RunView { run, by } = run;
    let tally = run.tally();
    let bad = tally.failed + tally.broken;
    let missing = tally.total.saturating_sub(tally.held());
    let state = match run.state {
        RunState::Running | RunState::Done => None,
        RunState::Cancelled => Some("Cancelled"),
        RunState::BrokenOff => Some("Broke off"),
    };
    view! {
        <p class="runline">
            <span class="tag tag--good">{format!("{} pass", tally.passed)}</span>
            {(bad > 0).then(|| view! { <span class="tag tag--bad">{format!("{bad} did not pass")}</span> })}
            {(missing > 0).then(|| view! { <span class="tag">{format!("{missing} not held")}</span> })}
            {state.map(|state| view! { <span class="tag">{state}</span> })}
            <span class="runline__who">"on " {subject_words(run.subject)} ", " <span dir="auto">{by}</span> ", " <Ago at=run.began_at/></span>
            {(!note.is_empty()).then(|| view! { <span class="runline__note">{note}</span> })}
        </p>
    }
}

#[component]
fn RemoveQuestion(desk: Desk, sources: Sources, doomed: RwSignal<Option<TestCase>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if doomed.with(Option::is_some) {
            open.set(true);
        }
    });
    // It may be asked again for the same one.
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            doomed.set(None);
        }
        is_open
    });
    let name =
        Signal::derive(move || doomed.with(|case| case.as_ref().map(|case| format!("Remove “{}”?", case.body.name))).unwrap_or_default());
    let held = StoredValue::new(None::<TestCase>);
    Effect::new(move |_| {
        if let Some(case) = doomed.get() {
            held.set_value(Some(case));
        }
    });
    let remove = move |()| {
        let Some(case) = held.get_value() else { return };
        spawn_local(async move {
            match remove_case(case.id, case.version).await {
                Ok(()) => {
                    desk.toasts.good(format!("“{}” is removed", case.body.name));
                    sources.tests.refetch();
                }
                Err(error) => desk.complain(&error),
            }
        });
    };
    view! {
        <Confirm open=open title=name text="It no longer guards what you publish. Export the tests first where you may want it back."
            keep="Keep it" proceed="Remove" on_proceed=remove/>
    }
}
