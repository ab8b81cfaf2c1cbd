//! What is counted of the widget, and that nothing counted is lost when the server stops.

use std::time::Duration;

use chatimjd::{
    domain::analytics::{measure::Measure, range::Range, tally::Dimension},
    service::permission::Keeper,
};
use reqwest::Method;

use crate::harness::TestApp;

async fn open(app: &TestApp, method: Method, language: &str) {
    let answer = app.send(app.request(method, "/widget").header("accept-language", language)).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

/// Openings of today by the language of the browser.
async fn opened(app: &TestApp) -> Vec<(Option<String>, i64)> {
    let (keeper, analytics) = (Keeper::admin(&TestApp::owner()), &app.state.analytics);
    let today = Range::day(analytics.today(&keeper).await.expect("read"));
    let groups = analytics.groups(&keeper, Dimension::Language, today, Measure::Opens, 5).await.expect("read");
    groups.into_iter().map(|group| (group.value, group.counts.get(Measure::Opens))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openings_are_counted_by_their_language_and_whoever_only_asks_opens_nothing() {
    let app = TestApp::start().await;
    for language in ["pt-BR,pt;q=0.9", "de", "pt"] {
        open(&app, Method::GET, language).await;
    }
    open(&app, Method::HEAD, "de").await;
    app.state.openings.flush().await.expect("stored");
    assert_eq!(opened(&app).await, [(Some("pt".to_owned()), 2), (Some("de".to_owned()), 1)]);
    app.state.openings.flush().await.expect("nothing waits");
    assert_eq!(opened(&app).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_in_memory_is_stored_when_the_server_stops() {
    let app = TestApp::start().await;
    open(&app, Method::GET, "de").await;
    app.state.stop.cancel();
    assert!(app.state.finish(Duration::from_secs(20)).await, "the work that goes on by itself has ended");
    assert_eq!(opened(&app).await, [(Some("de".to_owned()), 1)]);
}
