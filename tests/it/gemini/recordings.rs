//! The recordings of the real service, where they are at hand: through the adapter, with the outcome each must have,
//! and beside the fake's own answers, which must have the same shape.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use chatimjd::service::language_model::ModelError;
use serde_json::{Value, json};

use super::{ask, model, run};
use crate::fakes::gemini::{
    Behaviour, FakeGemini, Refusal, Step, check,
    script::{render, unary},
    shapes,
};

/// The folder of the recordings; None, said aloud, where this machine has none.
fn recordings() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/gemini");
    let there = folder.is_dir();
    if !there {
        println!("skipped: no recordings at ../shared/fixtures/gemini");
    }
    there.then_some(folder)
}

fn files(folder: &Path, ending: &str) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<(String, Vec<u8>)> = entries
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            name.ends_with(ending).then(|| (name, std::fs::read(&path).expect("a readable file")))
        })
        .collect();
    files.sort();
    files
}

/// What must come of the recording of this name: the words, or the error.
fn wanted(name: &str) -> Result<&'static str, ModelError> {
    let retired = || ModelError::ModelRetired { model: super::MODEL.into() };
    let seconds = |seconds| Some(std::time::Duration::from_secs(seconds));
    match name.split('.').next().unwrap_or_default() {
        "error_400_bad_key" | "error_400_bad_key_2026-08-19" | "error_400_bad_key_on_stream_endpoint" => Err(ModelError::BadKey),
        "error_400_bad_model_name" => Err(retired()),
        "error_404_model_not_found" => Err(retired()),
        "error_401_access_token_type_unsupported" => Err(ModelError::BadKey),
        "error_400_thinking_level_minimal" => Err(ModelError::Rejected { status: 400 }),
        "error_429_resource_exhausted_real" => Err(ModelError::QuotaExhausted { per_day: false, retry_after: seconds(48) }),
        "error_429_free_tier" => Err(ModelError::QuotaExhausted { per_day: false, retry_after: seconds(12) }),
        "error_500_internal" => Err(ModelError::ProviderFault { status: 500 }),
        "error_503_high_demand" => Err(ModelError::Overloaded),
        "prompt_blocked_safety" | "stream_prompt_blocked_safety" | "stream_finish_reason_safety" => {
            Err(ModelError::Blocked { reason: "SAFETY".into() })
        }
        "finish_reason_safety_with_blocked_rating_gemini-1" => Err(ModelError::Blocked { reason: "SAFETY".into() }),
        "max_tokens_content_without_parts_gemini-2" => Err(ModelError::Empty { finish: "MAX_TOKENS".into() }),
        "stream_empty_content" => Err(ModelError::Empty { finish: "none".into() }),
        "stream_max_tokens_gemini-3" => Ok("The"),
        "stream_reply_3_chunks_gemini-2" => Ok("The capital of France is Paris.\n"),
        "stream_function_response_turn_gemini-3" => Ok("363.89"),
        "stream_reply_gemini-2" => Ok("1, 2, 3"),
        "stream_reply_gemini-3" | "plain_reply_gemini-3" | "plain_reply_with_thought_part_gemini-3" => Ok("Hello"),
        "stream_single_chunk_with_STOP_gemini-2" => Ok("Paris"),
        "json_schema_gemini-3" => Ok("{\"is_fruit\": true}"),
        "function_call_gemini-3" | "stream_function_call_gemini-3" | "parallel_function_calls_gemini-2" => Ok(""),
        "parallel_function_responses_turn_gemini-2" => {
            Ok("The weather in Berlin (52.5200, 13.4050) is 15°C with a wind of 10 km/h. The best language to learn is Ruby.")
        }
        "stream_utf8" => Ok("秋"),
        other => panic!("a recording that nobody has judged: {other}"),
    }
}

fn status_of(name: &str) -> u16 {
    name.strip_prefix("error_").and_then(|rest| rest.get(..3)?.parse().ok()).unwrap_or(200)
}

async fn replay(name: &str, body: Vec<u8>) {
    let fake = FakeGemini::replaying().await;
    let behaviour = Behaviour::Raw { status: status_of(name), content_type: "text/event-stream", body };
    fake.times(3, &behaviour);
    let outcome = run(&model(&fake), ask("Hi")).await;
    match wanted(name) {
        Err(error) => assert_eq!((outcome.error, outcome.text.as_str()), (Some(error), ""), "{name}"),
        Ok(words) => {
            assert_eq!(outcome.error, None, "{name}");
            let starts = name.starts_with("stream_utf8") && outcome.text.starts_with(words);
            assert!(starts || outcome.text == words, "{name}: {}", outcome.text);
            let (turn, ..) = outcome.finished();
            assert_eq!(turn.calls.is_empty(), !words.is_empty(), "{name}");
            assert!(!outcome.text.contains("Okay, "), "reasoning is not shown: {name}");
        }
    }
}

#[tokio::test]
async fn every_recorded_stream_has_its_outcome() {
    let Some(folder) = recordings() else { return };
    let streams = files(&folder, ".response.sse");
    assert!(streams.len() >= 10, "{} streams", streams.len());
    for (name, body) in streams {
        replay(&name, body).await;
    }
}

#[tokio::test]
async fn every_recorded_answer_and_error_has_its_outcome() {
    let Some(folder) = recordings() else { return };
    let answers = [files(&folder, ".response.json"), files(&folder, ".from-log.json"), files(&folder, ".from-issue.json")].concat();
    assert!(answers.len() >= 15, "{} answers", answers.len());
    for (name, body) in answers.into_iter().filter(|(name, _)| !name.starts_with("count_tokens")) {
        // A whole answer is read like an event of a stream: as bare JSON.
        replay(&name, body).await;
    }
}

#[tokio::test]
async fn recorded_streams_survive_every_cut() {
    let Some(folder) = recordings() else { return };
    let (_, body) = files(&folder, "stream_utf8.response.sse").pop().expect("the recording");
    let whole = words_of(&body, body.len()).await;
    assert!(whole.chars().count() > 40);
    for size in [1, 2, 3, 5, 7, 64] {
        assert_eq!(words_of(&body, size).await, whole, "pieces of {size} bytes");
    }
}

async fn words_of(body: &[u8], pieces: usize) -> String {
    let fake = FakeGemini::replaying().await;
    fake.in_pieces_of(pieces).next(Behaviour::Answer(vec![Step::Bytes(body.to_vec())]));
    run(&model(&fake), ask("Hi")).await.text
}

/// The paths of all members; values do not matter.
fn members(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| {
            // Arguments, dimensions and the like are anyone's.
            if !matches!(key.as_str(), "args") {
                members(value, &format!("{path}.{key}"), into);
            }
            into.insert(format!("{path}.{key}"));
        }),
        Value::Array(items) => items.iter().for_each(|item| members(item, &format!("{path}[]"), into)),
        _ => {}
    }
}

fn shape(bytes: &[u8]) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    members(&serde_json::from_slice(bytes).expect("JSON"), "", &mut all);
    all
}

/// The JSON of each event of a stream.
fn events(stream: &[u8]) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(stream).expect("text");
    assert!(text.ends_with("\r\n\r\n"), "events end in two CRLF");
    text.split("\r\n\r\n")
        .filter(|event| !event.is_empty())
        .map(|event| event.strip_prefix("data: ").expect("data").as_bytes().to_vec())
        .collect()
}

fn stream_of(behaviour: &Behaviour) -> Vec<u8> {
    let Behaviour::Answer(steps) = behaviour else { panic!("no answer") };
    let rendered = render(steps, "gemini-3.5-flash", "id", 104, None);
    rendered.into_iter().flat_map(|step| if let Step::Bytes(bytes) = step { bytes } else { vec![] }).collect()
}

#[test]
fn the_fake_s_streams_have_the_shape_of_the_recorded_ones() {
    let Some(folder) = recordings() else { return };
    let pairs = [
        ("stream_reply_gemini-3.5-flash.response.sse", Behaviour::say(&["Hello"])),
        ("stream_max_tokens_gemini-3.5-flash.response.sse", Behaviour::end_with(&["The"], "MAX_TOKENS")),
        ("stream_function_call_gemini-3.5-flash.response.sse", Behaviour::call(&[], &[("square_root", json!({"number": 132_413}))], true)),
        ("stream_reply_gemini-2.5-flash_2026-08.response.sse", Behaviour::say_at_once("1, 2, 3")),
    ];
    for (name, behaviour) in pairs {
        let recorded = events(&std::fs::read(folder.join(name)).expect("a recording"));
        let ours = events(&stream_of(&behaviour));
        assert_eq!(ours.len(), recorded.len(), "{name}");
        for (ours, recorded) in ours.iter().zip(&recorded) {
            assert_eq!(shape(ours), shape(recorded), "{name}");
            let order = |bytes: &[u8]| -> Vec<String> {
                let text = String::from_utf8_lossy(bytes).into_owned();
                text.match_indices("\": ").map(|(at, _)| text[..at].rsplit('"').next().unwrap_or_default().to_owned()).collect()
            };
            assert_eq!(order(ours), order(recorded), "members in the same order and spacing: {name}");
        }
    }
}

#[test]
fn the_fake_s_unary_answer_has_the_shape_of_a_recorded_one() {
    let Some(folder) = recordings() else { return };
    let recorded = std::fs::read(folder.join("plain_reply_gemini-3.7-flash.response.json")).expect("a recording");
    let Behaviour::Answer(mut steps) = Behaviour::say_at_once("Hello") else { panic!("no answer") };
    let Some(Step::Chunk(chunk)) = steps.first_mut() else { panic!("no chunk") };
    let parts = chunk.candidates.as_mut().and_then(|all| all[0].content.as_mut()).and_then(|content| content.parts.as_mut());
    parts.expect("parts")[0].thought_signature = Some("c2ln".into());
    let mut ours = shape(&shapes::pretty(&unary(&steps, "gemini-3.7-flash", "id", 9)));
    // The one model that does not count its words.
    ours.remove(".usageMetadata.candidatesTokenCount");
    assert_eq!(ours, shape(&recorded));
}

#[test]
fn the_fake_s_errors_are_the_recorded_ones() {
    let Some(folder) = recordings() else { return };
    let exact = [
        ("error_400_bad_key.response.json", Refusal::bad_key()),
        ("error_404_model_not_found.response.json", Refusal::no_such_model("gemini-exp-1206")),
        ("error_400_bad_model_name.response.json", Refusal::invalid("* GenerateContentRequest.model: unexpected model name format\n")),
    ];
    for (name, refusal) in exact {
        let recorded = std::fs::read(folder.join(name)).expect("a recording");
        assert_eq!(json_of(&refusal.pretty()), json_of(&recorded), "{name}");
    }
    let same_shape = [
        ("error_429_resource_exhausted_real.response.json", Refusal::quota("x", Some("48s"))),
        ("error_401_access_token_type_unsupported.from-log.json", Refusal::auth_key_refused()),
        ("error_500_internal.from-log.json", Refusal::internal()),
        ("error_503_high_demand.from-log.json", Refusal::overloaded()),
    ];
    for (name, refusal) in same_shape {
        let recorded = std::fs::read(folder.join(name)).expect("a recording");
        assert_eq!(shape(&refusal.pretty()), shape(&recorded), "{name}");
    }
    let pretty = String::from_utf8(Refusal::internal().pretty()).expect("text");
    assert!(pretty.starts_with("{\n  \"error\": {\n    \"code\": 500,\n    \"message\": ") && pretty.ends_with("\n}\n"), "{pretty}");
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn the_fake_accepts_what_the_real_service_accepted() {
    let Some(folder) = recordings() else { return };
    for name in ["plain_reply_gemini-3.7-flash", "stream_max_tokens_gemini-3.5-flash", "parallel_function_responses_turn_gemini-2.5-flash"]
    {
        let body = std::fs::read(folder.join(format!("{name}.request.json"))).expect("a recording");
        let text = String::from_utf8_lossy(&body);
        let signed = text.split("\"thoughtSignature\":\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
        assert!(check::request(&body, "gemini-2.5-flash", &signed).is_ok(), "{name}");
    }
}
