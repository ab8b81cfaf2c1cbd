//! The shapes an answer takes, chunk by chunk, and the verdict on each.

use super::*;

fn candidate(parts: Value, finish: Option<&str>) -> Value {
    let mut candidate = json!({"content": {"parts": parts, "role": "model"}, "index": 0});
    if let Some(finish) = finish {
        candidate["finishReason"] = json!(finish);
    }
    json!({"candidates": [candidate], "modelVersion": "gemini-y"})
}

fn assemble(chunks: &[Value]) -> Result<Vec<ModelEvent>, ModelError> {
    let mut assembly = Assembly::new("gemini-x");
    let mut events = Vec::new();
    for chunk in chunks {
        events.extend(assembly.take(chunk.to_string().as_bytes())?);
    }
    events.push(assembly.end()?);
    Ok(events)
}

fn finished(chunks: &[Value]) -> (AssistantTurn, String, bool) {
    match assemble(chunks).expect("an answer").pop() {
        Some(ModelEvent::Finished { turn, model, cut_short }) => (turn, model, cut_short),
        other => panic!("the last event is {other:?}"),
    }
}

#[test]
fn words_come_out_as_they_arrive_and_the_turn_is_whole() {
    let chunks = [candidate(json!([{"text": "Hel"}]), None), candidate(json!([{"text": "lo"}]), Some("STOP"))];
    let events = assemble(&chunks).expect("an answer");
    assert_eq!(events[..2], [ModelEvent::Text("Hel".into()), ModelEvent::Text("lo".into())]);
    let (turn, model, cut_short) = finished(&chunks);
    assert_eq!((turn.text.as_str(), model.as_str(), cut_short), ("Hello", "gemini-y", false));
    assert_eq!(turn.raw, Some(json!({"role": "model", "parts": [{"text": "Hello"}]})));
}

#[test]
fn parts_with_a_signature_stay_as_they_came() {
    let chunks = [
        candidate(json!([{"text": "One moment. "}]), None),
        candidate(json!([{"functionCall": {"name": "a", "args": {"n": 1.5}, "id": "x1"}, "thoughtSignature": "c2ln+/="}]), None),
        candidate(json!([{"functionCall": {"name": "b"}}, {"text": ""}]), None),
        candidate(json!([{"text": "", "thoughtSignature": "ZW5k"}]), Some("STOP")),
    ];
    let (turn, _, cut_short) = finished(&chunks);
    assert!(!cut_short);
    let call = |id: Option<&str>, name: &str, arguments| ToolCall { id: id.map(str::to_owned), name: name.into(), arguments };
    assert_eq!(turn.calls, [call(Some("x1"), "a", json!({"n": 1.5})), call(None, "b", json!({}))]);
    assert_eq!(
        turn.raw,
        Some(json!({"role": "model", "parts": [
            {"text": "One moment. "},
            {"functionCall": {"name": "a", "args": {"n": 1.5}, "id": "x1"}, "thoughtSignature": "c2ln+/="},
            {"functionCall": {"name": "b"}},
            {"text": "", "thoughtSignature": "ZW5k"}]}))
    );
}

#[test]
fn words_never_join_a_part_with_a_signature() {
    let (turn, ..) = finished(&[candidate(json!([{"text": "a", "thoughtSignature": "s"}, {"text": "b"}, {"text": "c"}]), Some("STOP"))]);
    assert_eq!(turn.text, "abc");
    assert_eq!(turn.raw, Some(json!({"role": "model", "parts": [{"text": "a", "thoughtSignature": "s"}, {"text": "bc"}]})));
}

#[test]
fn reasoning_is_never_shown_and_alone_it_is_no_answer() {
    let thought = json!({"text": "The user wants", "thought": true});
    let (turn, ..) = finished(&[candidate(json!([thought, {"text": "Hello"}]), Some("STOP"))]);
    assert_eq!(turn.text, "Hello");
    assert_eq!(assemble(&[candidate(json!([thought]), Some("STOP"))]), Err(ModelError::Empty { finish: "STOP".into() }));
}

#[test]
fn the_token_limit_cuts_short_what_was_said_and_leaves_nothing_where_nothing_was() {
    assert!(finished(&[candidate(json!([{"text": "The"}]), Some("MAX_TOKENS"))]).2);
    let nothing = json!({"candidates": [{"content": {"role": "model"}, "finishReason": "MAX_TOKENS"}]});
    assert_eq!(assemble(&[nothing]), Err(ModelError::Empty { finish: "MAX_TOKENS".into() }));
}

#[test]
fn a_reason_nobody_has_heard_of_leaves_the_words() {
    assert!(finished(&[candidate(json!([{"text": "The"}]), Some("SOLAR_FLARE"))]).2);
}

#[test]
fn blocked_words_do_not_get_out() {
    for reason in BLOCKING {
        let blocked = ModelError::Blocked { reason: reason.into() };
        assert_eq!(assemble(&[candidate(json!([{"text": "No"}]), Some(reason))]), Err(blocked));
    }
    let no_content = json!({"candidates": [{"finishReason": "MODEL_ARMOR"}]});
    assert_eq!(assemble(&[no_content]), Err(ModelError::Blocked { reason: "MODEL_ARMOR".into() }));
    let prompt = json!({"promptFeedback": {"blockReason": "JAILBREAK"}, "usageMetadata": {"promptTokenCount": 3}});
    assert_eq!(assemble(&[prompt]), Err(ModelError::Blocked { reason: "JAILBREAK".into() }));
}

#[test]
fn a_call_gone_wrong_is_a_failure_not_a_silent_end() {
    for reason in CONFUSED {
        let chunk = json!({"candidates": [{"content": {}, "finishReason": reason}]});
        assert_eq!(assemble(&[chunk]), Err(ModelError::MalformedCall));
    }
    for call in [json!({"name": ""}), json!({"args": {}}), json!({"name": "a", "args": "text"}), json!("a")] {
        assert_eq!(assemble(&[candidate(json!([{"functionCall": call}]), Some("STOP"))]), Err(ModelError::MalformedCall));
    }
}

#[test]
fn an_answer_without_its_end_is_not_an_answer() {
    assert_eq!(assemble(&[candidate(json!([{"text": "The"}]), None)]), Err(ModelError::Truncated));
    assert_eq!(assemble(&[]), Err(ModelError::Truncated));
    let empty = json!({"candidates": [{"content": {}, "index": 0}], "promptFeedback": {"safetyRatings": []}});
    assert_eq!(assemble(&[empty]), Err(ModelError::Empty { finish: "none".into() }));
    assert_eq!(assemble(&[json!({"candidates": []})]), Err(ModelError::Empty { finish: "none".into() }));
}

#[test]
fn an_error_before_the_first_word_has_its_own_meaning_and_later_it_is_a_break() {
    let error = json!({"error": {"code": 503, "message": "m", "status": "UNAVAILABLE"}});
    assert_eq!(assemble(std::slice::from_ref(&error)), Err(ModelError::Overloaded));
    assert_eq!(assemble(&[candidate(json!([{"text": "The"}]), None), error]), Err(ModelError::BrokeOff { status: 503 }));
}

#[test]
fn usage_is_told_when_it_changes() {
    let with = |prompt: u64, mut chunk: Value| {
        chunk["usageMetadata"] = json!({"promptTokenCount": prompt, "candidatesTokenCount": 2});
        chunk
    };
    let chunks = [
        with(55, candidate(json!([{"text": "a"}]), None)),
        with(55, candidate(json!([{"text": "b"}]), None)),
        with(257, candidate(json!([{"text": ""}]), Some("STOP"))),
    ];
    let told: Vec<_> = assemble(&chunks).expect("an answer").into_iter().filter(|event| matches!(event, ModelEvent::Usage(_))).collect();
    let usage = |prompt_tokens| ModelEvent::Usage(Usage { prompt_tokens, output_tokens: 2 });
    assert_eq!(told, [usage(55), usage(257)]);
}

#[test]
fn too_many_words_calls_or_chunks_are_refused() {
    let mut assembly = Assembly::new("gemini-x");
    assert!((0..MAX_CHUNKS).all(|_| assembly.take(b"{}") == Ok(vec![])));
    assert_eq!(assembly.take(b"{}"), Err(ModelError::TooLarge));

    let half = "x".repeat(MAX_TEXT / 2 + 1);
    let chunk = candidate(json!([{"text": half}]), None);
    assert_eq!(assemble(&[chunk.clone(), chunk]), Err(ModelError::TooLarge));
    let calls: Vec<Value> = (0..=MAX_CALLS).map(|_| json!({"functionCall": {"name": "a"}})).collect();
    assert_eq!(assemble(&[candidate(json!(calls), Some("STOP"))]), Err(ModelError::TooLarge));
}

#[test]
fn what_is_not_an_answer_is_garbled_and_never_a_panic() {
    for nonsense in
        ["", "null", "7", "[1]", "{\"candidates\": 3}", "{\"candidates\": [{\"content\": {\"parts\": 1}}]}", "{\"candidates\": [null]}"]
    {
        let mut assembly = Assembly::new("gemini-x");
        assert_eq!(assembly.take(nonsense.as_bytes()), Err(ModelError::Garbled), "{nonsense}");
    }
    let deep = "[".repeat(10_000);
    assert_eq!(Assembly::new("gemini-x").take(deep.as_bytes()), Err(ModelError::Garbled));
    assert_eq!(Assembly::new("gemini-x").take(b"{\"modelVersion\": \"\xff\"}"), Err(ModelError::Garbled));
    // Parts of an unknown kind are kept and say nothing.
    assert!(
        Assembly::new("x").take(br#"{"candidates": [{"content": {"parts": [7, null, {"inlineData": {}}]}}]}"#).is_ok_and(|e| e.is_empty())
    );
}
