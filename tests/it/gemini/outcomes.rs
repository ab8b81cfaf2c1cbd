//! Each way in which an answer can end has a type of its own.

use chatimjd::service::language_model::ModelError;
use serde_json::json;

use super::{MODEL, Outcome, ask, model, run};
use crate::fakes::gemini::{Behaviour, ErrorForm, FakeGemini, Refusal, Step};

async fn outcome_of(behaviour: Behaviour) -> Outcome {
    let fake = FakeGemini::start().await;
    // Where the adapter asks again, it gets the same.
    fake.times(3, &behaviour);
    let outcome = run(&model(&fake), ask("Hi")).await;
    assert_eq!(fake.complaints(), Vec::<String>::new());
    outcome
}

async fn error_before_a_word(behaviour: Behaviour) -> ModelError {
    let outcome = outcome_of(behaviour).await;
    assert!(!outcome.began && outcome.text.is_empty(), "{outcome:?}");
    outcome.error.expect("an error")
}

#[tokio::test]
async fn an_answer_in_chunks_is_whole() {
    let outcome = outcome_of(Behaviour::say(&["Hello", ", how ", "are you?"])).await;
    assert_eq!((outcome.text.as_str(), outcome.error.clone()), ("Hello, how are you?", None));
    let (turn, model, cut_short) = outcome.finished();
    assert_eq!((turn.text.as_str(), model, cut_short), ("Hello, how are you?", MODEL, false));
    assert!(turn.calls.is_empty());
    let outcome = outcome_of(Behaviour::say_at_once("Paris")).await;
    assert_eq!(outcome.text, "Paris");
}

#[tokio::test]
async fn every_refusal_by_status_has_its_meaning() {
    let minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
    let day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    let seconds = |seconds| Some(std::time::Duration::from_secs(seconds));
    let quota = |per_day, retry_after| ModelError::QuotaExhausted { per_day, retry_after };
    let table = [
        (Refusal::bad_key(), ModelError::BadKey),
        (Refusal::invalid("Request contains an invalid argument."), ModelError::Rejected { status: 400 }),
        (Refusal::no_signature("capture_lead", 2), ModelError::Rejected { status: 400 }),
        (
            Refusal::invalid("* GenerateContentRequest.model: unexpected model name format\n"),
            ModelError::ModelRetired { model: MODEL.into() },
        ),
        (Refusal::wrong_country(), ModelError::PermissionDenied),
        (Refusal::auth_key_refused(), ModelError::BadKey),
        (Refusal::no_credit(), ModelError::NoCredit),
        (Refusal::no_permission(), ModelError::PermissionDenied),
        (Refusal::no_such_model(MODEL), ModelError::ModelRetired { model: MODEL.into() }),
        (Refusal::quota(minute, Some("48s")), quota(false, seconds(48))),
        (Refusal::quota(minute, None), quota(false, None)),
        (Refusal::quota(day, Some("1s")), quota(true, seconds(1))),
        (Refusal::exhausted(), quota(false, None)),
        (Refusal::new(499, "CANCELLED", "The operation was cancelled."), ModelError::ProviderFault { status: 499 }),
        (Refusal::internal(), ModelError::ProviderFault { status: 500 }),
        (Refusal::overloaded(), ModelError::Overloaded),
        (Refusal::deadline(), ModelError::ProviderFault { status: 504 }),
    ];
    for (refusal, wanted) in table {
        assert_eq!(error_before_a_word(Behaviour::Refuse(refusal.clone())).await, wanted, "{refusal:?}");
    }
}

#[tokio::test]
async fn a_retired_model_and_a_bad_key_are_found_by_the_fake_s_own_rules() {
    use chatimjd::adapters::gemini::{GeminiConfig, GeminiModel};
    let fake = FakeGemini::start().await;
    let retired = GeminiModel::new(GeminiConfig { model: "gemini-2.0-flash".into(), ..super::config(&fake) }).expect("a model");
    assert_eq!(run(&retired, ask("Hi")).await.error, Some(ModelError::ModelRetired { model: "gemini-2.0-flash".into() }));
    let bad = GeminiModel::new(GeminiConfig { key: "bad-key".into(), ..super::config(&fake) }).expect("a model");
    assert_eq!(run(&bad, ask("Hi")).await.error, Some(ModelError::BadKey));
}

#[tokio::test]
async fn blocks_are_told_with_their_reason_and_their_words_are_not_shown() {
    for reason in ["SAFETY", "PROHIBITED_CONTENT", "JAILBREAK"] {
        assert_eq!(error_before_a_word(Behaviour::blocked(reason)).await, ModelError::Blocked { reason: reason.into() });
    }
    for reason in ["SAFETY", "RECITATION", "SPII", "BLOCKLIST"] {
        assert_eq!(error_before_a_word(Behaviour::only_reason(reason)).await, ModelError::Blocked { reason: reason.into() });
    }
    let outcome = outcome_of(Behaviour::end_with(&["Well, "], "SAFETY")).await;
    assert_eq!((outcome.text.as_str(), outcome.error), ("Well, ", Some(ModelError::Blocked { reason: "SAFETY".into() })));
}

#[tokio::test]
async fn a_confused_model_is_a_failure_that_may_be_asked_again_without_tools() {
    for reason in ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"] {
        let error = error_before_a_word(Behaviour::only_reason(reason)).await;
        assert_eq!(error, ModelError::MalformedCall);
        assert!(error.is_confusion());
    }
}

#[tokio::test]
async fn empty_answers_say_how_they_ended() {
    let empty = |finish: &str| ModelError::Empty { finish: finish.into() };
    assert_eq!(error_before_a_word(Behaviour::only_reason("STOP")).await, empty("STOP"));
    assert_eq!(error_before_a_word(Behaviour::say(&[])).await, empty("STOP"));
    assert_eq!(error_before_a_word(Behaviour::only_thought()).await, empty("MAX_TOKENS"));
    assert_eq!(error_before_a_word(Behaviour::only_reason("OTHER")).await, empty("OTHER"));
    let no_candidates = Behaviour::Answer(vec![Step::Bytes(b"data: {\"candidates\": []}\r\n\r\n".to_vec())]);
    assert_eq!(error_before_a_word(no_candidates).await, empty("none"));
}

#[tokio::test]
async fn the_token_limit_leaves_the_words_that_were_said() {
    let outcome = outcome_of(Behaviour::end_with(&["The theory of"], "MAX_TOKENS")).await;
    assert_eq!((outcome.text.as_str(), outcome.finished().2), ("The theory of", true));
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_not_taken_for_a_whole_one() {
    let outcome = outcome_of(Behaviour::cut_off(&["The ", "capital"])).await;
    assert_eq!((outcome.text.as_str(), outcome.error), ("The capital", Some(ModelError::Truncated)));
    let outcome = outcome_of(Behaviour::cut_off(&["The ", "capital"]).and(Step::Reset)).await;
    assert_eq!((outcome.text.as_str(), outcome.error), ("The capital", Some(ModelError::Truncated)));
    let half_an_event = Behaviour::cut_off(&["The "]).and(Step::Bytes(b"data: {\"candidates\": [{\"con".to_vec()));
    assert_eq!(outcome_of(half_an_event).await.error, Some(ModelError::Truncated));
    assert_eq!(error_before_a_word(Behaviour::Answer(vec![])).await, ModelError::Truncated);
}

#[tokio::test]
async fn an_error_after_the_200_is_heard_in_each_of_its_forms() {
    for form in [ErrorForm::BareLine, ErrorForm::BarePretty, ErrorForm::Data] {
        let outcome = outcome_of(Behaviour::fail_after(&["The ", "capital"], &Refusal::overloaded(), form)).await;
        assert_eq!((outcome.text.as_str(), outcome.error), ("The capital", Some(ModelError::BrokeOff { status: 503 })), "{form:?}");
        assert_eq!(error_before_a_word(Behaviour::fail_after(&[], &Refusal::overloaded(), form)).await, ModelError::Overloaded, "{form:?}");
        assert_eq!(error_before_a_word(Behaviour::fail_after(&[], &Refusal::bad_key(), form)).await, ModelError::BadKey, "{form:?}");
    }
}

#[tokio::test]
async fn what_is_not_gemini_is_garbled() {
    let page = |status, content_type| Behaviour::Raw { status, content_type, body: b"<html><body>It works!</body></html>\n".to_vec() };
    assert_eq!(error_before_a_word(page(200, "text/html")).await, ModelError::Garbled);
    assert_eq!(error_before_a_word(page(200, "text/event-stream")).await, ModelError::Garbled);
    assert_eq!(error_before_a_word(page(302, "text/html")).await, ModelError::Garbled, "redirects are not followed");
    assert_eq!(error_before_a_word(page(502, "text/html")).await, ModelError::ProviderFault { status: 502 });
    let not_json = Behaviour::cut_off(&["The "]).and(Step::Bytes(b"data: {\"candidates\": \"?\"}\r\n\r\n".to_vec()));
    assert_eq!(outcome_of(not_json).await.error, Some(ModelError::Garbled));
}

#[tokio::test]
async fn letters_survive_every_cut_of_the_network() {
    let words = ["سلام، ", "秋风瑟瑟 ", "é🎉 ", "नमस्ते"];
    for size in 1..40 {
        let fake = FakeGemini::start().await;
        fake.in_pieces_of(size).next(Behaviour::say(&words));
        let outcome = run(&model(&fake), ask("Hi")).await;
        assert_eq!((outcome.text, outcome.error), (words.concat(), None), "pieces of {size} bytes");
    }
}

#[tokio::test]
async fn calls_come_out_typed_and_words_before_them_are_said() {
    let args = json!({"email": "ana@example.com"});
    let outcome = outcome_of(Behaviour::call(&["One moment. "], &[("capture_lead", args.clone()), ("other", json!({}))], true)).await;
    assert_eq!(outcome.text, "One moment. ");
    let (turn, _, cut_short) = outcome.finished();
    assert!(!cut_short);
    assert_eq!((turn.calls.len(), turn.calls[0].name.as_str(), &turn.calls[0].arguments), (2, "capture_lead", &args));
    assert_eq!(turn.calls[1].id.as_deref(), Some("2nte4521"));
    let outcome = outcome_of(Behaviour::call(&[], &[("capture_lead", args)], false)).await;
    assert_eq!(outcome.finished().0.calls[0].id, None);
}
