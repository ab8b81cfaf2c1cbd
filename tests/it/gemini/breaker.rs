//! The live choice of models over the wire: the breaker spares a provider that is down, and the visitor the wait.

use std::time::{Duration, Instant};

use chatimjd::{
    domain::health::PartState,
    server::models::{LiveModels, try_key},
    service::language_model::{ModelError, Models},
};

use super::{MODEL, ask, run};
use crate::fakes::gemini::{Behaviour, FakeGemini, KEY, Refusal};

fn live(fake: &FakeGemini) -> LiveModels {
    let models = LiveModels::new();
    models.configure(Some(KEY.into()), MODEL, &fake.base_url());
    models
}

#[tokio::test]
async fn ten_failures_open_the_breaker_and_then_nobody_is_asked() {
    let fake = FakeGemini::start().await;
    fake.times(10, &Behaviour::Refuse(Refusal::new(599, "UNKNOWN", "m")));
    let models = live(&fake);
    for _ in 0..10 {
        assert_eq!(run(&*models.current(), ask("Hi")).await.error, Some(ModelError::ProviderFault { status: 599 }));
    }
    assert_eq!(fake.calls(), 10);
    let began = Instant::now();
    for _ in 0..50 {
        let refused = run(&*models.current(), ask("Hi")).await;
        assert_eq!((refused.error, refused.began), (Some(ModelError::ProviderFault { status: 599 }), false));
    }
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
    assert_eq!(fake.calls(), 10, "the provider is left in peace");
    assert_eq!(models.current().count_tokens("Hello").await, Ok(Some(2)), "the owner's number is asked for all the same");
    assert!(run(&*models.current(), ask("Hi")).await.error.is_some(), "and says nothing of answers");
    assert_eq!(models.offline().name(), "offline");
}

#[tokio::test]
async fn the_owner_s_probe_goes_through_an_open_breaker_and_closes_it() {
    let fake = FakeGemini::start().await;
    fake.times(10, &Behaviour::Refuse(Refusal::new(599, "UNKNOWN", "m")));
    let models = live(&fake);
    for _ in 0..11 {
        run(&*models.current(), ask("Hi")).await;
    }
    assert_eq!(models.probe().await, Ok(()));
    assert_eq!(models.health().state, PartState::Ok);
    assert_eq!(run(&*models.current(), ask("Hi")).await.error, None);
}

#[tokio::test]
async fn a_new_configuration_starts_afresh() {
    let fake = FakeGemini::start().await;
    fake.times(10, &Behaviour::Refuse(Refusal::new(599, "UNKNOWN", "m")));
    let models = live(&fake);
    for _ in 0..10 {
        run(&*models.current(), ask("Hi")).await;
    }
    models.configure(Some(KEY.into()), "gemini-3.5-flash-lite", &fake.base_url());
    let outcome = run(&*models.current(), ask("Hi")).await;
    assert_eq!((outcome.error.clone(), outcome.finished().1), (None, "gemini-3.5-flash-lite"));
}

#[tokio::test]
async fn the_owner_sees_what_is_wrong_with_the_key_or_the_model() {
    let fake = FakeGemini::start().await;
    let models = LiveModels::new();
    models.configure(Some("bad-key".into()), MODEL, &fake.base_url());
    assert_eq!(models.probe().await, Err(ModelError::BadKey));
    let health = models.health();
    assert!(health.state == PartState::Degraded && health.message.contains("refuses the API key"), "{health:?}");
    models.configure(Some(KEY.into()), "gemini-2.0-flash", &fake.base_url());
    assert!(models.probe().await.is_err());
    assert!(models.health().message.contains("shut down the model gemini-2.0-flash"), "{:?}", models.health());
    assert_eq!(try_key("bad-key".into(), MODEL, &fake.base_url()).await, Err(ModelError::BadKey));
    assert_eq!(try_key("two\nlines".into(), MODEL, &fake.base_url()).await, Err(ModelError::BadKey));
    assert_eq!(try_key(KEY.into(), MODEL, &fake.base_url()).await, Ok(()));
}
