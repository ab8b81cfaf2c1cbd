//! Runs of all test conversations: followed, cancelled, and what they forbid.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{
    cases::{add, empty, wanting},
    post,
};
use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY},
    harness::{Answer, TestApp},
};

const RUNS: &str = "/system-instruction/tests/runs";

async fn begin(app: &TestApp, body: Value) -> Answer {
    app.call(Method::POST, "/system-instruction/tests/run", Some(&body)).await
}

fn begun(answer: &Answer) -> String {
    assert_eq!(answer.status, 202, "{}", answer.text);
    let run = &answer.json()["data"]["run"];
    assert_eq!((run["state"].as_str(), run["passed"].as_bool()), (Some("running"), Some(false)));
    run["id"].as_str().expect("an id").to_owned()
}

/// The run when this is true of it.
async fn once(app: &TestApp, id: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let look = async {
        loop {
            let run = app.call(Method::GET, &format!("{RUNS}/{id}"), None).await.data()["run"].clone();
            if is_so(&run) {
                return run;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), look).await.expect("in time")
}

async fn over(app: &TestApp, id: &str) -> Value {
    once(app, id, |run| run["state"] != "running").await
}

/// Without limits, so that a test may look as often as it likes.
async fn app_with(settings: &[(&str, &str)]) -> TestApp {
    let app = TestApp::with(&[&[("RATE_LIMIT_HOUR", "0")][..], settings].concat()).await;
    empty(&app).await;
    app
}

#[tokio::test]
async fn a_run_tells_what_came_of_each_test() {
    let app = app_with(&[]).await;
    begin(&app, json!({})).await.assert_error(409, "conflict");
    assert_eq!(add(&app, &wanting("Impossible", "zebra crossing")).await.status, 201);
    let easy =
        json!({ "name": "Easy", "lines": [{ "author": "visitor", "text": "Hello" }], "expectations": [{ "type": "no_booking_claimed" }] });
    assert_eq!(add(&app, &easy).await.status, 201);

    let id = begun(&begin(&app, json!({})).await);
    let run = over(&app, &id).await;
    assert_eq!((run["state"].as_str(), run["passed"].as_bool()), (Some("done"), Some(false)));
    assert_eq!(run["tally"], json!({ "passed": 1, "failed": 1, "broken": 0, "total": 2 }));
    let results = run["results"].as_array().expect("results");
    let outcomes: Vec<_> = results.iter().map(|result| (result["name"].as_str(), result["outcome"].as_str())).collect();
    assert_eq!(outcomes, [(Some("Impossible"), Some("failed")), (Some("Easy"), Some("passed"))]);
    assert!(results[0]["checks"][0]["seen"].as_str().is_some_and(|seen| !seen.is_empty()), "{run}");
    assert_eq!(run["subject"], json!({ "type": "draft", "base": 1, "revision": 0 }));

    let version = begun(&begin(&app, json!({ "against": "published" })).await);
    assert_eq!(over(&app, &version).await["subject"], json!({ "type": "version", "number": 1 }));
    let last = app.call(Method::GET, RUNS, None).await.data();
    assert_eq!((last["draft"]["id"].as_str(), last["is_current"].as_bool()), (Some(id.as_str()), Some(true)));
    assert_eq!((last["published"]["id"].as_str(), last["compared"][0]["change"].as_str()), (Some(version.as_str()), Some("same")));
    for (body, status) in [(json!({ "against": "newest" }), 422), (json!({ "of": 1 }), 422), (json!({ "against": 9 }), 404)] {
        assert_eq!(begin(&app, body.clone()).await.status, status, "{body}");
    }
}

#[tokio::test]
async fn what_fails_its_tests_is_published_with_a_reason_or_not_at_all() {
    let app = app_with(&[]).await;
    assert_eq!(add(&app, &wanting("Animals", "zebra crossing")).await.status, 201);
    post(&app, json!({ "text": "Praise zebras.", "publish": false })).await.data();
    let id = begun(&begin(&app, json!({ "against": "draft" })).await);
    assert_eq!(over(&app, &id).await["passed"], false);

    let refused = post(&app, json!({ "text": "Praise zebras." })).await;
    refused.assert_error(422, "invalid_fields");
    assert!(refused.field("despite").contains("“Animals”"), "{}", refused.text);
    for reason in ["", "  "] {
        assert!(!post(&app, json!({ "text": "Praise zebras.", "despite": reason })).await.field("despite").is_empty());
    }
    let data = post(&app, json!({ "text": "Praise zebras.", "despite": "it is Friday" })).await.data();
    assert_eq!((data["version"].as_u64(), data["despite"].as_str()), (Some(2), Some("it is Friday")));
}

#[tokio::test]
async fn a_run_that_is_not_wanted_any_more_is_let_go_of() {
    let fake = FakeGemini::start().await;
    let base = fake.base_url().to_string();
    let app = app_with(&[("GEMINI_API_KEY", KEY), ("GEMINI_BASE_URL", base.as_str())]).await;
    fake.times(20, &Behaviour::Silence);
    assert_eq!(add(&app, &wanting("Endless", "hello")).await.status, 201);
    let runs = [begun(&begin(&app, json!({})).await), begun(&begin(&app, json!({ "against": 1 })).await)];
    let third = begin(&app, json!({})).await;
    third.assert_error(503, "unavailable");
    assert!(third.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0), "{:?}", third.headers);
    for id in &runs {
        assert_eq!(once(&app, id, |run| run["under_way"] == json!(["Endless"])).await["state"], "running");
        let cancelled = app.call(Method::POST, &format!("{RUNS}/{id}/cancel"), None).await.data();
        assert_eq!((cancelled["run"]["state"].as_str(), cancelled["run"]["under_way"].clone()), (Some("cancelled"), json!([])));
        assert_eq!(once(&app, id, |run| run["results"].is_array()).await["state"], "cancelled", "what was held is stored");
    }
    let last = app.call(Method::GET, RUNS, None).await.data();
    assert_eq!((last["draft"].clone(), last["published"].clone()), (Value::Null, Value::Null));
    begun(&begin(&app, json!({})).await);
}
