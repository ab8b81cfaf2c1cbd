//! Test conversations and their runs: saved on what was read, seeded once, found by what was tested.

use std::collections::BTreeMap;

use chatimjd::{
    domain::{
        ids::{CaseId, RunId},
        instruction::{
            Author,
            case::{Call, CaseBody, Expectation, Line, TestCase},
            run::{CaseResult, Checked, Judged, Observed, Outcome, RunState, Subject, TestRun},
        },
        locale::Language,
        message::Usage,
    },
    service::{
        error::StorageError,
        ports::{KEPT_RUNS, LastRun},
    },
};
use futures::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::{NAUGHTY, at},
};

against_all! {
    what_was_saved_is_read_in_the_order_in_which_it_was_made,
    a_case_that_has_changed_is_not_written_over,
    of_many_changes_at_once_one_is_kept,
    several_are_saved_together_or_not_at_all,
    what_was_removed_is_gone,
    the_seed_comes_once_whatever_becomes_of_it,
    a_run_is_read_back_and_replaced,
    the_last_run_is_found_by_what_was_tested,
    old_runs_go_but_for_what_is_compared,
}

/// Test conversation `n`, with everything that one may have.
fn case(n: u128, version: u64) -> TestCase {
    let call = Call { tool: "capture_lead".into(), arguments: json!({ "name": NAUGHTY[0], "tooth": 12 }) };
    let expectations = vec![
        Expectation::Language { language: Language::Ur },
        Expectation::Captured { field: "email".into(), value: Some("ana@example.com".into()) },
        Expectation::Length { least: None, most: Some(400) },
    ];
    let body = CaseBody {
        name: format!("case {n} at {version}"),
        lines: vec![Line::visitor(NAUGHTY.join("\n")), Line { calls: vec![call], ..Line::assistant("Thanks") }, Line::visitor("How much?")],
        expectations,
        judge: Some("Is it polite?".into()),
    };
    TestCase { id: CaseId::new(Uuid::from_u128(n)), body, version, author: Author::Key("environment".into()), changed_at: at(1) }
}

fn run(n: u128, subject: Subject, hash: &str) -> TestRun {
    let observed = Observed {
        lines: case(1, 1).body.lines,
        replies: NAUGHTY.iter().map(|text| (*text).to_owned()).collect(),
        calls: vec![Call { tool: "offer_times".into(), arguments: json!({ "deep": [{ "er": null }] }) }],
        withheld: vec!["You are booked.".into()],
        told: vec!["Your meeting is booked.".into()],
        captured: BTreeMap::from([("name".to_owned(), NAUGHTY[0].to_owned())]),
        usage: Usage::default(),
        latency_ms: 12,
        model: "scripted".into(),
    };
    let result = CaseResult {
        case: CaseId::new(Uuid::from_u128(1)),
        name: "Prices".into(),
        outcome: Outcome::Failed,
        problem: Some("it took too long".into()),
        checks: vec![Checked { expectation: Expectation::NoBookingClaimed, passed: false, seen: "You are booked.".into() }],
        judged: Some(Judged { question: "Polite?".into(), passed: true, reason: "It is.".into() }),
        observed,
    };
    TestRun {
        id: RunId::new(Uuid::from_u128(n)),
        subject,
        hash: hash.into(),
        author: Author::Product,
        began_at: at(i64::try_from(n).expect("small")),
        ended_at: Some(at(99)),
        state: RunState::Done,
        total: 1,
        results: vec![result],
    }
}

async fn save(ports: &Ports, case: TestCase, line: u128) -> Result<(), StorageError> {
    ports.cases.save(&[case], entry(line)).await
}

async fn what_was_saved_is_read_in_the_order_in_which_it_was_made(ports: Ports) {
    assert_eq!(ports.cases.all().await, Ok(vec![]));
    for (line, n) in [(1, 3), (2, 1), (3, 2)] {
        save(&ports, case(n, 1), line).await.expect("saved");
    }
    save(&ports, case(1, 2), 4).await.expect("changed");
    assert_eq!(ports.cases.all().await, Ok(vec![case(1, 2), case(2, 1), case(3, 1)]));
    assert_eq!(ports.cases.find(&case(1, 1).id).await, Ok(Some(case(1, 2))));
    assert_eq!(ports.cases.find(&case(4, 1).id).await, Ok(None));
    assert_eq!(lines(&ports).await, [1, 2, 3, 4].map(entry));
}

async fn a_case_that_has_changed_is_not_written_over(ports: Ports) {
    for version in [0, 2] {
        assert_eq!(save(&ports, case(1, version), 1).await, Err(StorageError::Conflict), "{version}");
    }
    save(&ports, case(1, 1), 1).await.expect("saved");
    for version in [1, 3] {
        assert_eq!(save(&ports, case(1, version), 2).await, Err(StorageError::Conflict), "{version}");
    }
    assert_eq!(ports.cases.all().await, Ok(vec![case(1, 1)]));
    assert_eq!(lines(&ports).await, [entry(1)]);
}

async fn of_many_changes_at_once_one_is_kept(ports: Ports) {
    save(&ports, case(1, 1), 1).await.expect("saved");
    let outcomes = join_all((2..=9).map(|line| save(&ports, case(1, 2), line))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StorageError::Conflict))), "{outcomes:?}");
    assert_eq!(ports.cases.all().await, Ok(vec![case(1, 2)]));
    assert_eq!(lines(&ports).await.len(), 2);
}

async fn several_are_saved_together_or_not_at_all(ports: Ports) {
    ports.cases.save(&[case(1, 1), case(2, 1)], entry(1)).await.expect("saved");
    let stale = [case(3, 1), case(1, 2), case(2, 3)];
    assert_eq!(ports.cases.save(&stale, entry(2)).await, Err(StorageError::Conflict));
    assert_eq!(ports.cases.save(&[case(1, 2)], entry(1)).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(ports.cases.all().await, Ok(vec![case(1, 1), case(2, 1)]));
    ports.cases.save(&[case(3, 1), case(1, 2), case(2, 2)], entry(2)).await.expect("saved");
    assert_eq!(ports.cases.all().await, Ok(vec![case(1, 2), case(2, 2), case(3, 1)]));
    assert_eq!(lines(&ports).await, [entry(1), entry(2)]);
}

async fn what_was_removed_is_gone(ports: Ports) {
    save(&ports, case(1, 1), 1).await.expect("saved");
    save(&ports, case(1, 2), 2).await.expect("saved");
    let id = case(1, 1).id;
    for version in [0, 1, 3, u64::MAX] {
        assert_eq!(ports.cases.remove(&id, version, entry(3)).await, Err(StorageError::Conflict), "{version}");
    }
    assert_eq!(ports.cases.remove(&id, 2, entry(3)).await, Ok(true));
    assert_eq!(ports.cases.remove(&id, 2, entry(4)).await, Ok(false));
    assert_eq!(ports.cases.find(&id).await, Ok(None));
    assert_eq!(lines(&ports).await, [1, 2, 3].map(entry), "nothing was removed the second time");
}

async fn the_seed_comes_once_whatever_becomes_of_it(ports: Ports) {
    let seed = [case(1, 1), case(2, 1)];
    for outcome in join_all((0..6).map(|_| ports.cases.seed(&seed))).await {
        assert_eq!(outcome, Ok(()));
    }
    assert_eq!(ports.cases.all().await, Ok(seed.to_vec()));
    for n in [1, 2] {
        assert_eq!(ports.cases.remove(&case(n, 1).id, 1, entry(n)).await, Ok(true));
    }
    ports.cases.seed(&[case(3, 1)]).await.expect("nothing to do");
    assert_eq!(ports.cases.all().await, Ok(vec![]), "they were not wanted");
}

async fn a_run_is_read_back_and_replaced(ports: Ports) {
    let whole = run(1, Subject::Draft { base: 3, revision: 7 }, "aa");
    assert_eq!(ports.runs.find(&whole.id).await, Ok(None));
    let begun = TestRun { state: RunState::Running, ended_at: None, results: vec![], ..whole.clone() };
    ports.runs.save(&begun).await.expect("saved");
    assert_eq!(ports.runs.find(&whole.id).await, Ok(Some(begun)));
    assert_eq!(ports.runs.last(&LastRun::OfContent("aa".into())).await, Ok(None), "it is not done");
    ports.runs.save(&whole).await.expect("saved");
    assert_eq!(ports.runs.find(&whole.id).await, Ok(Some(whole.clone())));
    assert_eq!(ports.runs.last(&LastRun::OfContent("aa".into())).await, Ok(Some(whole)));
}

async fn the_last_run_is_found_by_what_was_tested(ports: Ports) {
    let draft = |base| Subject::Draft { base, revision: 7 };
    let runs = [
        run(1, draft(1), "aa"),
        run(2, draft(1), "bb"),
        run(3, draft(2), "aa"),
        run(4, Subject::Version { number: 1 }, "bb"),
        TestRun { state: RunState::Cancelled, ..run(5, draft(1), "bb") },
        TestRun { state: RunState::BrokenOff, ..run(6, draft(2), "aa") },
    ];
    for at in [5, 2, 0, 3, 1, 4] {
        ports.runs.save(&runs[at]).await.expect("saved");
    }
    for (which, expected) in [
        (LastRun::OfDraftOn(1), Some(1)),
        (LastRun::OfDraftOn(2), Some(2)),
        (LastRun::OfDraftOn(3), None),
        (LastRun::OfContent("aa".into()), Some(2)),
        (LastRun::OfContent("bb".into()), Some(3)),
        (LastRun::OfContent("a".into()), None),
    ] {
        assert_eq!(ports.runs.last(&which).await, Ok(expected.map(|at: usize| runs[at].clone())), "{which:?}");
    }
}

async fn old_runs_go_but_for_what_is_compared(ports: Ports) {
    ports.instructions.seed("seed", at(0)).await.expect("seeded");
    let hash = ports.versions.newest().await.expect("read").expect("published").hash;
    let (published, draft) = (Subject::Version { number: 1 }, Subject::Draft { base: 1, revision: 7 });
    let cancelled = TestRun { state: RunState::Cancelled, ..run(4, published, "bb") };
    let first = [run(1, published, &hash), run(2, draft, "aa"), run(3, published, "bb"), cancelled.clone()];
    for run in &first {
        ports.runs.save(run).await.expect("saved");
    }
    let last = 14 + u128::try_from(KEPT_RUNS).expect("small");
    for n in 5..=last {
        ports.runs.save(&run(n, published, "bb")).await.expect("saved");
    }
    let is_there = async |n: u128| ports.runs.find(&run(n, published, "bb").id).await.expect("read").is_some();
    for n in 1..=last {
        assert_eq!(is_there(n).await, n <= 2 || n >= 15, "{n} of {last}");
    }
    assert_eq!(ports.runs.last(&LastRun::OfContent(hash)).await, Ok(Some(first[0].clone())));
    assert_eq!(ports.runs.last(&LastRun::OfDraftOn(1)).await, Ok(Some(first[1].clone())));

    // What ends long after it began is stored, and goes with the next one.
    ports.runs.save(&cancelled).await.expect("saved");
    assert!(is_there(4).await && is_there(15).await);
    ports.runs.save(&run(last + 1, published, "bb")).await.expect("saved");
    assert!(!is_there(4).await && !is_there(15).await && is_there(16).await);
}
