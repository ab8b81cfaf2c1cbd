//! What goes over the wire: the requests, the key, the tool turns; and what never does.

use std::sync::{Arc, Mutex};

use chatimjd::{
    adapters::gemini::{GeminiConfig, GeminiModel},
    service::language_model::{LanguageModel, ModelError, ToolDeclaration, ToolResult, Turn},
};
use serde_json::json;

use super::{MODEL, ask, config, model, run};
use crate::fakes::gemini::{Behaviour, FakeGemini, KEY, Refusal};

fn capture_lead() -> ToolDeclaration {
    let parameters = json!({"type": "object", "properties": {"email": {"type": "string"}, "name": {"type": "string"}}});
    ToolDeclaration { name: "capture_lead", description: "Notes what the visitor told.", parameters }
}

#[tokio::test]
async fn the_request_is_the_documented_one() {
    let fake = FakeGemini::start().await;
    let mut request = ask("Hi");
    request.tools = vec![capture_lead()];
    assert!(run(&model(&fake), request).await.error.is_none());
    assert_eq!(fake.complaints(), Vec::<String>::new());
    let sent = &fake.requests()[0];
    assert_eq!(sent.uri.to_string(), format!("/v1beta/models/{MODEL}:streamGenerateContent?alt=sse"));
    assert_eq!(sent.headers["x-goog-api-key"], KEY);
    let body = sent.json();
    assert_eq!(body["contents"], json!([{"role": "user", "parts": [{"text": "Hi"}]}]));
    assert_eq!(body["generationConfig"]["thinkingConfig"], json!({"thinkingLevel": "LOW"}));
    for deprecated in ["temperature", "topP", "topK"] {
        assert!(body["generationConfig"].get(deprecated).is_none(), "{deprecated}");
    }
}

#[tokio::test]
async fn the_key_is_in_its_header_alone_and_in_no_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let fake = FakeGemini::start().await;
    let model = model(&fake);
    fake.next(Behaviour::Refuse(Refusal::overloaded()))
        .next(Behaviour::say(&["an answer canary"]))
        .next(Behaviour::Refuse(Refusal::bad_key()));
    for _ in 0..2 {
        run(&model, ask("a question canary")).await;
    }
    drop(model.probe().await);
    drop(guard);
    for request in fake.requests() {
        assert!(!request.uri.to_string().contains("canary") && !String::from_utf8_lossy(&request.body).contains(KEY));
        let holding = request.headers.iter().filter(|(_, value)| value.to_str().is_ok_and(|value| value.contains("canary"))).count();
        assert_eq!(holding, 1);
    }
    let log = String::from_utf8_lossy(&log.0.lock().expect("the log")).into_owned();
    assert!(log.contains("Gemini is asked again"), "the log is listened to");
    assert!(!log.contains("canary"), "{log}");
    let error = ModelError::BadKey;
    assert!(!format!("{error} {error:?} {:?}", config(&fake)).contains("canary"));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("the log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl tracing_subscriber::fmt::MakeWriter<'_> for Log {
    type Writer = Self;
    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Calls, answers them, and asks again: the fake refuses any turn that does not come back as it went out.
#[tokio::test]
async fn tool_turns_go_back_with_their_signatures_and_one_response_each() {
    for with_id in [true, false] {
        let fake = FakeGemini::start().await;
        let calls = [("capture_lead", json!({"email": "ana@example.com"})), ("capture_lead", json!({"name": "Ana"}))];
        fake.next(Behaviour::call(&["One moment. "], &calls, with_id))
            .next(Behaviour::call(&[], &calls[..1], with_id))
            .next(Behaviour::say(&["Done."]));
        let model = model(&fake);
        let mut request = ask("I'm Ana, ana@example.com");
        request.tools = vec![capture_lead()];
        for _ in 0..2 {
            let outcome = run(&model, request.clone()).await;
            let turn = outcome.finished().0.clone();
            let result = |call: &chatimjd::service::language_model::ToolCall| ToolResult {
                id: call.id.clone(),
                name: call.name.clone(),
                response: json!({"output": "noted"}),
            };
            let results = turn.calls.iter().map(result).collect();
            request.turns.extend([Turn::Assistant(turn), Turn::ToolResults(results)]);
        }
        assert_eq!(run(&model, request).await.text, "Done.");
        assert_eq!(fake.complaints(), Vec::<String>::new());
        let contents = fake.requests()[2].json()["contents"].clone();
        assert_eq!(contents.as_array().map(Vec::len), Some(5));
        assert_eq!(contents[1]["parts"][1]["functionCall"].get("id").is_some(), with_id);
        assert_eq!(contents[2]["parts"].as_array().map(Vec::len), Some(2));
        assert_eq!(contents[2]["parts"][0]["functionResponse"].get("id").is_some(), with_id);
    }
}

#[tokio::test]
async fn the_fake_refuses_what_google_refuses() {
    let fake = FakeGemini::start().await;
    let url = format!("{}/models/{MODEL}:streamGenerateContent?alt=sse", fake.base_url());
    let client = reqwest::Client::builder().build().expect("a client");
    let signed = crate::fakes::gemini::script::signature("a");
    let call = |signature: Option<&str>| {
        let mut part = json!({"functionCall": {"name": "a", "args": {}}});
        if let Some(signature) = signature {
            part["thoughtSignature"] = json!(signature);
        }
        json!({"role": "model", "parts": [part]})
    };
    let user = json!({"role": "user", "parts": [{"text": "x"}]});
    let response = json!({"role": "user", "parts": [{"functionResponse": {"name": "a", "response": {}}}]});
    let bodies = [
        (json!({"contents": [user], "surprise": 1}), "unknown field"),
        (json!({"contents": []}), "contents is not specified"),
        (json!({"contents": [{"role": "system", "parts": [{"text": "x"}]}]}), "valid role"),
        (json!({"contents": [user, {"role": "model", "parts": [{"text": "x"}]}]}), "last content"),
        (json!({"contents": [user, call(None), response]}), "missing a thought_signature"),
        (json!({"contents": [user, call(Some("bm90IG91cnM=")), response]}), "Corrupted thought signature"),
        (json!({"contents": [user, call(Some(&signed)), user]}), "number of function response parts"),
        (json!({"contents": [user], "generationConfig": {"thinkingConfig": {"thinkingLevel": "MINIMAL"}}}), "MINIMAL is not supported"),
        (
            json!({"contents": [user], "tools": [{"functionDeclarations": [{"name": "1a", "description": "d"}]}]}),
            "Invalid function declaration",
        ),
    ];
    fake.next(Behaviour::call(&[], &[("a", json!({}))], false));
    let accepted = client.post(&url).header("x-goog-api-key", KEY).header("content-type", "application/json");
    assert_eq!(accepted.body(json!({"contents": [user]}).to_string()).send().await.expect("an answer").status(), 200);
    for (body, wanted) in bodies {
        let sent = client.post(&url).header("x-goog-api-key", KEY).header("content-type", "application/json").body(body.to_string());
        let answer = sent.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert_eq!(status, 400, "{body}");
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let no_key = client.post(&url).header("content-type", "application/json").body("{}").send().await.expect("an answer");
    assert_eq!(no_key.status(), 403);
}

#[tokio::test]
async fn the_probe_is_one_small_question() {
    let fake = FakeGemini::start().await;
    let model = model(&fake);
    assert_eq!(model.probe().await, Ok(()));
    assert_eq!(fake.requests()[0].uri.path(), format!("/v1beta/models/{MODEL}:generateContent"));
    assert!(fake.requests()[0].body.len() < 400);
    fake.next(Behaviour::only_thought());
    assert_eq!(model.probe().await, Ok(()), "an answer without words shows that key and model work");
    for (refusal, wanted) in [
        (Refusal::bad_key(), ModelError::BadKey),
        (Refusal::no_such_model(MODEL), ModelError::ModelRetired { model: MODEL.into() }),
        (Refusal::overloaded(), ModelError::Overloaded),
    ] {
        let before = fake.calls();
        fake.next(Behaviour::Refuse(refusal));
        assert_eq!(model.probe().await, Err(wanted));
        assert_eq!(fake.calls(), before + 1, "a probe is not repeated");
    }
    fake.next(Behaviour::Raw { status: 200, content_type: "text/html", body: b"<html>".to_vec() });
    assert_eq!(model.probe().await, Err(ModelError::Garbled));
    fake.next(Behaviour::Silence);
    assert_eq!(model.probe().await, Err(ModelError::TimedOut));
}

#[tokio::test]
async fn tokens_are_counted_by_the_model_once() {
    let fake = FakeGemini::start().await;
    let model = model(&fake);
    let text = "قیمت کیا ہے؟ ".repeat(3_000);
    assert_eq!(model.count_tokens(&text).await, Ok(Some(text.chars().count().div_ceil(4) as u64)));
    assert_eq!(fake.complaints(), Vec::<String>::new());
    let sent = &fake.requests()[0];
    assert_eq!(sent.uri.to_string(), format!("/v1beta/models/{MODEL}:countTokens"));
    assert_eq!(sent.headers["x-goog-api-key"], KEY);
    assert_eq!(sent.json(), json!({"contents": [{"role": "user", "parts": [{"text": text}]}]}));

    let raw = |body: &str| Behaviour::Raw { status: 200, content_type: "application/json", body: body.as_bytes().to_vec() };
    for (behaviour, wanted) in [
        (Behaviour::Refuse(Refusal::bad_key()), ModelError::BadKey),
        (Behaviour::Refuse(Refusal::no_such_model(MODEL)), ModelError::ModelRetired { model: MODEL.into() }),
        (Behaviour::Refuse(Refusal::overloaded()), ModelError::Overloaded),
        (raw("<html>"), ModelError::Garbled),
        (raw("{}"), ModelError::Garbled),
        (raw(r#"{"totalTokens":-1}"#), ModelError::Garbled),
        (raw(r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#), ModelError::Overloaded),
        (Behaviour::Silence, ModelError::TimedOut),
    ] {
        let before = fake.calls();
        fake.next(behaviour);
        assert_eq!(model.count_tokens("Hi").await, Err(wanted));
        assert_eq!(fake.calls(), before + 1, "only a number: nobody is asked again");
    }
}

#[tokio::test]
async fn a_redirect_takes_the_key_nowhere() {
    let elsewhere = FakeGemini::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let target = elsewhere.base_url().to_string();
    let router = axum::Router::new().fallback(move || std::future::ready(axum::response::Redirect::temporary(&target)));
    #[expect(clippy::disallowed_methods, reason = "a fake on the loopback needs no limits on connections")]
    let serving = tokio::spawn(async move { drop(axum::serve(listener, router).await) });
    let base_url = url::Url::parse(&format!("http://{address}/v1beta")).expect("a URL");
    let model = GeminiModel::new(GeminiConfig { base_url, ..config(&elsewhere) }).expect("a model");
    assert_eq!(run(&model, ask("Hi")).await.error, Some(ModelError::Garbled));
    assert_eq!(elsewhere.calls(), 0);
    serving.abort();
}

#[tokio::test]
async fn without_a_script_the_fake_captures_and_answers_from_the_prompt() {
    let fake = FakeGemini::start().await;
    let model = model(&fake);
    let mut request = ask("I'm Ana Lima, ana@example.com, what does a poster cost?");
    request.system = "Name: Lumen Print\nServices:\n- Poster: $12\n- Logo: price on request\n\n# Now".into();
    request.tools = vec![capture_lead()];
    let turn = run(&model, request.clone()).await.finished().0.clone();
    assert_eq!(turn.calls[0].arguments, json!({"email": "ana@example.com", "name": "Ana Lima"}));
    let results = vec![ToolResult { id: turn.calls[0].id.clone(), name: "capture_lead".into(), response: json!({"accepted": {}}) }];
    request.turns.extend([Turn::Assistant(turn), Turn::ToolResults(results)]);
    let outcome = run(&model, request).await;
    assert!(outcome.text.contains("Thank you, Ana Lima") && outcome.text.contains("- Poster: $12"), "{}", outcome.text);
    assert!(outcome.events.len() > 5, "in several chunks");
    assert_eq!(fake.complaints(), Vec::<String>::new());
}
