//! One test conversation in the list: whether it passed, and where not, what was expected and what came instead.

use leptos::prelude::*;

use super::{Shown, case::CaseDesk, words};
use crate::{
    domain::{
        instruction::{
            case::{CaseBody, Line, TestCase},
            run::{CaseResult, Checked, Outcome},
        },
        message::Author,
    },
    ui::{
        components::icon::{Glyph, Icon},
        wording,
    },
};

#[component]
pub fn CaseRow(shown: Shown, case: CaseDesk, doomed: RwSignal<Option<TestCase>>) -> impl IntoView {
    let Shown { case: test, result, change } = shown;
    let outcome = result.as_ref().map(|result| result.outcome);
    let is_bad = outcome.is_some_and(|outcome| outcome != Outcome::Passed);
    let (glyph, class) = match outcome {
        Some(Outcome::Passed) => (Glyph::CheckCircle, "caserow caserow--good"),
        Some(_) => (Glyph::CrossCircle, "caserow caserow--bad"),
        None => (Glyph::Clock, "caserow"),
    };
    let tag = outcome.map_or(("Not run", "tag"), words::outcome);
    let change = change.and_then(words::change);
    let took = result.as_ref().map(|result| wording::duration(result.observed.latency_ms));
    let (name, expected) = (test.body.name.clone(), expected_words(&test.body));
    let (edited, removed) = (test.clone(), test);
    let label = (format!("Edit “{name}”"), format!("Remove “{name}”"));
    view! {
        <li class=class>
            <details open=is_bad>
                <summary class="caserow__head">
                    <Icon glyph=glyph/>
                    <span class="caserow__name" dir="auto">{name}</span>
                    <span class="caserow__expected" dir="auto">{expected}</span>
                    {change.map(|change| view! { <span class="tag">{change}</span> })}
                    <span class=tag.1>{tag.0}</span>
                    <span class="caserow__took">{took}</span>
                </summary>
                <div class="caserow__body">
                    {match result {
                        Some(result) => result_view(result),
                        None => lines_view(&edited.body.lines),
                    }}
                    <p class="caserow__actions needs-script">
                        <button type="button" class="button button--small" aria-label=label.0 on:click=move |_| case.change(edited.clone())><Icon glyph=Glyph::Pencil/>"Edit"</button>
                        <button type="button" class="button button--small" aria-label=label.1 on:click=move |_| doomed.set(Some(removed.clone()))><Icon glyph=Glyph::Trash/>"Remove"</button>
                    </p>
                </div>
            </details>
        </li>
    }
}

/// `Says “Rs 24,000”, claims no booking`: the first two, and how many more.
fn expected_words(body: &CaseBody) -> String {
    const SHOWN: usize = 2;
    let all: Vec<String> = body.expectations.iter().map(words::expectation).chain(body.judge.clone()).collect();
    match all.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{}, and {more} more", all[..SHOWN].join(", ")),
        _ => all.join(", "),
    }
}

fn result_view(result: CaseResult) -> AnyView {
    let CaseResult { problem, checks, judged, observed, .. } = result;
    let lines = if observed.lines.is_empty() { observed.replies.into_iter().map(Line::assistant).collect() } else { observed.lines };
    view! {
        {problem.map(|problem| view! { <p class="caserow__problem"><Icon glyph=Glyph::Alert/>{problem}</p> })}
        <ul class="checks">
            {checks.into_iter().map(check_view).collect_view()}
            {judged.map(|judged| view! {
                <li class="check1" class:is-missed=!judged.passed>
                    <Icon glyph=if judged.passed { Glyph::Check } else { Glyph::Cross }/>
                    <span><span dir="auto">{judged.question}</span> <span class="check1__seen" dir="auto">{judged.reason}</span></span>
                </li>
            })}
        </ul>
        {(!observed.withheld.is_empty()).then(|| view! {
            <p class="caserow__problem"><Icon glyph=Glyph::Alert/>"Kept from the visitor: " <q dir="auto">{observed.withheld.join(" ")}</q></p>
        })}
        {lines_view(&lines)}
    }
    .into_any()
}

fn check_view(check: Checked) -> AnyView {
    let Checked { expectation, passed, seen } = check;
    let seen = (!passed && !seen.is_empty()).then(|| view! { " "<span class="check1__seen">"Instead: " <q dir="auto">{seen}</q></span> });
    view! {
        <li class="check1" class:is-missed=!passed>
            <Icon glyph=if passed { Glyph::Check } else { Glyph::Cross }/>
            <span><span class="sr">{if passed { "Came true: " } else { "Did not come true: " }}</span><span dir="auto">{words::expectation(&expectation)}</span>{seen}</span>
        </li>
    }
    .into_any()
}

/// The conversation as it was held.
fn lines_view(lines: &[Line]) -> AnyView {
    let line_view = |line: &Line| {
        let (class, who) = match line.author {
            Author::Visitor => ("caseline1 caseline1--visitor", "Visitor"),
            Author::Assistant => ("caseline1", "Assistant"),
        };
        let calls: Vec<String> = line.calls.iter().map(words::call).collect();
        view! {
            <li class=class>
                <span class="caseline1__who">{who}</span>
                <span dir="auto">{line.text.clone()}</span>
                {calls.into_iter().map(|call| view! { <code class="caseline1__call" dir="ltr">{call}</code> }).collect_view()}
            </li>
        }
    };
    view! { <ol class="caselines" aria-label="Conversation">{lines.iter().map(line_view).collect_view()}</ol> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instruction::case::Expectation;

    #[test]
    fn a_row_names_the_first_expectations() {
        let says = |text: &str| Expectation::Contains { text: text.into() };
        let mut body = CaseBody { expectations: vec![says("a"), Expectation::NoBookingClaimed], ..CaseBody::default() };
        assert_eq!(expected_words(&body), "Says “a”, Claims no booking");
        body.expectations.push(says("b"));
        body.judge = Some("Kind?".into());
        assert_eq!(expected_words(&body), "Says “a”, Claims no booking, and 2 more");
        assert_eq!(expected_words(&CaseBody::default()), "");
    }
}
