//! When the adapter asks again, how often, and when it does not.

use std::time::{Duration, Instant};

use chatimjd::{
    adapters::gemini::{GeminiConfig, GeminiModel},
    service::language_model::{LanguageModel, ModelError},
};
use url::Url;

use super::{ask, config, model, run};
use crate::fakes::gemini::{Behaviour, ErrorForm, FakeGemini, Refusal, Step};

const MINUTE: &str = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
const DAY: &str = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

async fn calls_for(behaviour: Behaviour) -> usize {
    let fake = FakeGemini::start().await;
    fake.times(6, &behaviour);
    assert!(run(&model(&fake), ask("Hi")).await.error.is_some());
    fake.calls()
}

#[tokio::test]
async fn what_may_pass_is_asked_three_times_in_all() {
    let timeout = Refusal::new(408, "DEADLINE_EXCEEDED", "m");
    for refusal in [
        Refusal::overloaded(),
        Refusal::internal(),
        Refusal::deadline(),
        Refusal::exhausted(),
        Refusal::quota(MINUTE, Some("0.01s")),
        timeout,
    ] {
        assert_eq!(calls_for(Behaviour::Refuse(refusal.clone())).await, 3, "{refusal:?}");
    }
    assert_eq!(calls_for(Behaviour::Raw { status: 502, content_type: "text/html", body: vec![] }).await, 3);
    assert_eq!(calls_for(Behaviour::Answer(vec![Step::Reset])).await, 3, "a connection that breaks before the first word");
    assert_eq!(calls_for(Behaviour::fail_after(&[], &Refusal::overloaded(), ErrorForm::BareLine)).await, 3);
}

#[tokio::test]
async fn what_will_not_pass_is_asked_once() {
    let hopeless = [
        Refusal::bad_key(),
        Refusal::invalid("m"),
        Refusal::auth_key_refused(),
        Refusal::no_credit(),
        Refusal::no_permission(),
        Refusal::no_such_model("x"),
        Refusal::quota(DAY, Some("1s")),
        Refusal::quota(MINUTE, Some("48s")),
        Refusal::new(501, "UNIMPLEMENTED", "m"),
    ];
    for refusal in hopeless {
        assert_eq!(calls_for(Behaviour::Refuse(refusal.clone())).await, 1, "{refusal:?}");
    }
    for behaviour in
        [Behaviour::blocked("SAFETY"), Behaviour::only_reason("MALFORMED_FUNCTION_CALL"), Behaviour::only_thought(), Behaviour::Silence]
    {
        assert_eq!(calls_for(behaviour).await, 1);
    }
}

#[tokio::test]
async fn nothing_is_asked_again_after_the_first_word() {
    for form in [ErrorForm::BareLine, ErrorForm::BarePretty, ErrorForm::Data] {
        assert_eq!(calls_for(Behaviour::fail_after(&["The "], &Refusal::overloaded(), form)).await, 1);
    }
    assert_eq!(calls_for(Behaviour::cut_off(&["The "]).and(Step::Reset)).await, 1);
    assert_eq!(calls_for(Behaviour::cut_off(&["The "]).and(Step::Hang)).await, 1);
}

#[tokio::test]
async fn a_second_try_that_works_is_an_answer_like_any_other() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Refuse(Refusal::overloaded())).next(Behaviour::Refuse(Refusal::internal())).next(Behaviour::say(&["Hello"]));
    let outcome = run(&model(&fake), ask("Hi")).await;
    assert_eq!((outcome.text.as_str(), outcome.error, fake.calls()), ("Hello", None, 3));
    let bodies: Vec<_> = fake.requests().into_iter().map(|request| request.body).collect();
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "the same question");
}

#[tokio::test]
async fn the_pause_the_provider_asks_for_is_kept() {
    let fake = FakeGemini::start().await;
    fake.next(Behaviour::Refuse(Refusal::quota(MINUTE, Some("0.4s")))).next(Behaviour::say(&["Hello"]));
    let began = Instant::now();
    assert_eq!(run(&model(&fake), ask("Hi")).await.text, "Hello");
    assert!(began.elapsed() >= Duration::from_millis(400), "{:?}", began.elapsed());
}

#[tokio::test]
async fn all_tries_together_end_in_time() {
    let fake = FakeGemini::start().await;
    fake.times(3, &Behaviour::Refuse(Refusal::quota(MINUTE, Some("4s"))));
    let short = GeminiConfig { start_timeout: Duration::from_millis(300), ..config(&fake) };
    let began = Instant::now();
    let outcome = run(&GeminiModel::new(short).expect("a model"), ask("Hi")).await;
    assert_eq!(outcome.error, Some(ModelError::TimedOut));
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_unreachable() {
    let closed = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address")
    };
    let fake = FakeGemini::start().await;
    let base_url = Url::parse(&format!("http://{closed}/v1beta")).expect("a URL");
    let model = GeminiModel::new(GeminiConfig { base_url, ..config(&fake) }).expect("a model");
    assert_eq!(run(&model, ask("Hi")).await.error, Some(ModelError::Unreachable));
    assert_eq!(model.probe().await, Err(ModelError::Unreachable));
}

#[tokio::test]
async fn a_connection_that_is_accepted_and_dropped_is_tried_three_times() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base_url = Url::parse(&format!("http://{}/v1beta", listener.local_addr().expect("an address"))).expect("a URL");
    let accepting = tokio::spawn(async move {
        let mut accepted = 0;
        while let Ok(Ok((socket, _))) = tokio::time::timeout(Duration::from_secs(1), listener.accept()).await {
            drop(socket);
            accepted += 1;
        }
        accepted
    });
    let fake = FakeGemini::start().await;
    let model = GeminiModel::new(GeminiConfig { base_url, ..config(&fake) }).expect("a model");
    assert_eq!(run(&model, ask("Hi")).await.error, Some(ModelError::Unreachable));
    let accepted = accepting.await.expect("the listener");
    assert!((3..=6).contains(&accepted), "{accepted} connections");
}
