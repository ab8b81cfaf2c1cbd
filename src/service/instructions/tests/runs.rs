//! All test conversations held, followed, cancelled.

use futures::future::join;
use serde_json::json;

use super::*;
use crate::{
    domain::{
        ids::RunId,
        instruction::run::{Change, Outcome, RunState, Subject, TestRun},
    },
    service::{
        language_model::{ModelError, ModelEvent},
        memory::Step,
        ports::TestRuns,
    },
};

impl Stage {
    async fn test(&self, which: Which) -> TestRun {
        self.studio.begin_run(&self.ana, which).await.expect("begun").finish().await.expect("held")
    }
}

fn outcomes(run: &TestRun) -> Vec<(&str, Outcome)> {
    run.results.iter().map(|result| (result.name.as_str(), result.outcome)).collect()
}

#[test]
fn all_are_held_and_what_was_seen_is_kept() {
    let stage = Stage::saying("We are open until five.");
    run(async {
        for n in 0..6 {
            stage.add(&format!("Open {n}"), vec![contains("open"), Expectation::NoBookingClaimed]).await;
        }
        stage.add("Late", vec![contains("midnight")]).await;
        stage.draft("Say when.").await;
        let held = stage.test(Which::Draft).await;
        assert_eq!((held.state, held.subject, held.total), (RunState::Done, Subject::Draft { base: 1, revision: 1 }, 7));
        assert_eq!((held.tally().passed, held.tally().failed), (6, 1));
        let names: Vec<&str> = held.results.iter().map(|result| result.name.as_str()).collect();
        assert_eq!(names, ["Open 0", "Open 1", "Open 2", "Open 3", "Open 4", "Open 5", "Late"], "in their order");
        assert_eq!(held.results[6].checks[0].seen, "We are open until five.");
        assert_eq!(held.results[0].observed.lines.len(), 2);
        assert_eq!((held.results[0].observed.usage.prompt_tokens, held.results[0].observed.model.as_str()), (10, "scripted-1"));
        assert_eq!(stage.studio.run(&stage.bo, &held.id).await, Ok(held.clone()));
        let progress = stage.studio.run_progress(&stage.bo, &held.id).await.expect("known");
        assert_eq!((progress.state, progress.tally, progress.under_way.len()), (RunState::Done, held.tally(), 0));
        assert_eq!((stage.conversations.writes(), stage.conversations.all_leads().len()), (0, 0));
        let asked = stage.model.requests();
        assert!(asked.iter().all(|asked| asked.system.starts_with("Say when.\n")));
    });
}

#[test]
fn a_conversation_of_several_answers_is_held_to_its_end() {
    let stage = Stage::over(ScriptedModel::new([
        Script::says("Hello!"),
        Script::says_and_calls("", &[("capture_lead", json!({ "name": "Sam" }))]),
        Script::says("Thanks, Sam."),
    ]));
    run(async {
        let lines = vec![Line::visitor("hi"), Line::visitor("I'm Sam"), Line::assistant("Nice."), Line::visitor("It's Sam, really")];
        let tool = Expectation::ToolCalled {
            tool: "capture_lead".into(),
            arguments: json!({ "name": "sam" }).as_object().cloned().expect("an object"),
        };
        let captured = Expectation::Captured { field: "name".into(), value: Some("Sam".into()) };
        let told = CaseBody { lines, ..body("Names", vec![tool, captured, contains("thanks")]) };
        stage.studio.add_case(&stage.ana, told).await.expect("added");
        let held = stage.test(Which::Published).await;
        assert_eq!(outcomes(&held), [("Names", Outcome::Passed)], "{held:?}");
        let observed = &held.results[0].observed;
        assert_eq!(observed.replies, ["Hello!", "Thanks, Sam."]);
        assert_eq!(
            observed.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["hi", "Hello!", "I'm Sam", "Nice.", "It's Sam, really", "Thanks, Sam."]
        );
        assert_eq!(held.subject, Subject::Version { number: 1 });
    });
}

#[test]
fn a_claim_that_the_guard_keeps_from_visitors_fails_a_test() {
    let stage = Stage::saying("We are open. I've booked your meeting for Friday.");
    run(async {
        stage.add("Open", vec![contains("open"), Expectation::NotContains { text: "booked your".into() }]).await;
        stage.add("Honest", vec![Expectation::NoBookingClaimed]).await;
        let held = stage.test(Which::Published).await;
        assert_eq!(outcomes(&held), [("Open", Outcome::Passed), ("Honest", Outcome::Failed)], "{held:?}");
        assert_eq!(held.results[1].checks[0].seen, "I've booked your meeting for Friday.");
        assert!(held.results[0].observed.replies[0].starts_with("We are open.\n\n"), "and the truth was told in its place");
    });
}

#[test]
fn a_model_that_fails_breaks_a_test_instead_of_failing_it() {
    let stage = Stage::over(ScriptedModel::always("scripted", Script::breaks_off("We are ", ModelError::Truncated)));
    run(async {
        stage.add("Open", vec![contains("open")]).await;
        let held = stage.test(Which::Published).await;
        assert_eq!(outcomes(&held), [("Open", Outcome::Broken)]);
        assert!(held.results[0].problem.is_some() && !held.is_good());
    });
}

#[test]
fn a_test_that_takes_too_long_is_broken() {
    let stage = Stage::over(ScriptedModel::always("scripted", Script::hangs_after("")));
    run(async {
        stage.add("Open", vec![contains("open")]).await;
        let held = async {
            let begun = stage.studio.begin_run(&stage.ana, Which::Published).await.expect("begun");
            begun.finish().await.expect("held")
        };
        let later = async {
            while stage.model.requests().is_empty() {
                futures::future::ready(()).await;
                yield_now().await;
            }
            stage.clock.advance(Duration::from_secs(151));
        };
        let (held, ()) = join(held, later).await;
        assert_eq!(outcomes(&held), [("Open", Outcome::Broken)]);
    });
}

/// Lets the other future of a join go on.
async fn yield_now() {
    let mut yielded = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut yielded, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

#[test]
fn a_run_can_be_followed_and_cancelled() {
    let quick = Script::says("We are open.");
    let stage =
        Stage::over(ScriptedModel::new([quick.clone(), quick, Script::hangs_after(""), Script::hangs_after(""), Script::hangs_after("")]));
    run(async {
        for n in 0..8 {
            stage.add(&format!("Open {n}"), vec![contains("open")]).await;
        }
        let begun = stage.studio.begin_run(&stage.ana, Which::Published).await.expect("begun");
        let id = begun.id().clone();
        assert_eq!(stage.studio.run_progress(&stage.bo, &id).await.expect("known").tally.held(), 0);
        let cancel = async {
            while stage.model.requests().len() < 6 {
                yield_now().await;
            }
            let progress = stage.studio.run_progress(&stage.bo, &id).await.expect("known");
            assert!(progress.state == RunState::Running && progress.under_way.len() <= 4, "{progress:?}");
            stage.studio.cancel_run(&stage.bo, &id).await.expect("known")
        };
        let (held, cancelled) = join(begun.finish(), cancel).await;
        let held = held.expect("stored");
        assert_eq!((held.state, cancelled.state), (RunState::Cancelled, RunState::Cancelled));
        assert!(held.tally().held() < 8 && held.tally().passed == 2, "{:?}", held.tally());
        assert_eq!(TestRuns::find(&stage.store, &id).await, Ok(Some(held)));
        assert_eq!(stage.studio.cancel_run(&stage.bo, &id).await.expect("known").state, RunState::Cancelled);
        assert!(
            stage.studio.last_runs(&stage.ana).await.expect("runs").published.is_none(),
            "what was cancelled is no run to compare with"
        );
    });
}

#[test]
fn runs_that_nobody_holds_have_broken_off_and_few_run_at_once() {
    let stage = Stage::saying("hi");
    run(async {
        assert!(matches!(stage.studio.begin_run(&stage.ana, Which::Draft).await, Err(ServiceError::Conflict(_))), "nothing to hold");
        stage.add("Open", vec![contains("open")]).await;
        let first = stage.studio.begin_run(&stage.ana, Which::Draft).await.expect("begun");
        let second = stage.studio.begin_run(&stage.ana, Which::Published).await.expect("begun");
        assert!(matches!(stage.studio.begin_run(&stage.bo, Which::Draft).await, Err(ServiceError::Busy { .. })));
        let id = first.id().clone();
        drop(first);
        assert_eq!(stage.studio.run_progress(&stage.ana, &id).await.expect("known").state, RunState::BrokenOff);
        stage.studio.begin_run(&stage.bo, Which::Draft).await.expect("there is room again");
        drop(second);
        let unknown = RunId::new(uuid::Uuid::nil());
        assert_eq!(stage.studio.run_progress(&stage.ana, &unknown).await, Err(ServiceError::NotFound("test run")));
    });
}

#[test]
fn a_judge_is_asked_in_json() {
    let verdict = Script::says(r#"{"passed": false, "reason": "It names a price."}"#);
    let stage =
        Stage::over(ScriptedModel::new([Script::says("It costs 5 euros."), verdict, Script::says("Ask us."), Script::says("I think so!")]));
    run(async {
        let judged = CaseBody { judge: Some("Does it name no price?".into()), ..body("Prices", vec![]) };
        stage.studio.add_case(&stage.ana, judged).await.expect("added");
        let held = stage.test(Which::Published).await;
        assert_eq!(outcomes(&held), [("Prices", Outcome::Failed)]);
        assert_eq!(held.results[0].judged.as_ref().map(|judged| judged.reason.as_str()), Some("It names a price."));
        assert_eq!(held.results[0].observed.usage.prompt_tokens, 20, "the judge costs, too");
        let asked = &stage.model.requests()[1];
        assert!(asked.tools.is_empty() && format!("{:?}", asked.turns).contains("It costs 5 euros."));
        let held = stage.test(Which::Published).await;
        assert_eq!(held.results[0].problem.as_deref(), Some("the judge's answer was not understood"));
    });
}

#[test]
fn the_draft_is_compared_with_the_published_version() {
    let one = Script::says("We are open.");
    let other = Script::says("We close at midnight.");
    let stage = Stage::over(ScriptedModel::new([one.clone(), one, other.clone(), other]));
    run(async {
        stage.add("Late", vec![contains("midnight")]).await;
        stage.add("Open", vec![contains("open")]).await;
        assert!(!stage.test(Which::Published).await.is_good());
        stage.draft("Say when.").await;
        stage.test(Which::Draft).await;
        let runs = stage.studio.last_runs(&stage.ana).await.expect("runs");
        let changes: Vec<(&str, Change)> = runs.compared.iter().map(|line| (line.name.as_str(), line.change)).collect();
        assert_eq!(changes, [("Late", Change::Better), ("Open", Change::Worse)]);
        assert!(runs.is_current);
        stage.draft("Say when, please.").await;
        assert!(!stage.studio.last_runs(&stage.ana).await.expect("runs").is_current);
    });
}

#[test]
fn a_hundred_tests_take_no_time_of_our_own_worth_speaking_of() {
    let stage = Stage::over(ScriptedModel::always("instant", Script::steps(instant("We are open."))));
    run(async {
        for n in 0..100 {
            stage.add(&format!("Open {n}"), vec![contains("open"), Expectation::NoBookingClaimed]).await;
        }
        let held = stage.test(Which::Published).await;
        assert_eq!(held.tally().passed, 100);
    });
}

fn instant(text: &str) -> Vec<Step> {
    let turn = crate::service::language_model::AssistantTurn { text: text.into(), calls: vec![], raw: None };
    vec![Step::Event(ModelEvent::Text(text.into())), Step::Event(ModelEvent::Finished { turn, model: "instant".into(), cut_short: false })]
}
