//! Bodies at and beyond what is read: sizes, packings, and JSON and forms that would cost a parser dearly.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::json;

use crate::{
    harness::{Answer, Raw, TestApp},
    rpc::desk::{ACCOUNT, Desk},
};

const KIB: usize = 1024;
/// By itself each of these is a matter of a millisecond; what grows with the square of its size would take minutes.
const AT_ONCE: Duration = Duration::from_secs(10);

/// A message of the chat, filled up to exactly so many bytes by a field of the page's title.
fn json_of(size: usize) -> String {
    let empty = json!({ "message": "Hi", "locale": "" }).to_string().len();
    json!({ "message": "Hi", "locale": "x".repeat(size - empty) }).to_string()
}

async fn send(app: &TestApp, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = app.request(Method::POST, path).header("sec-fetch-site", "same-origin").header("accept", "application/json");
    app.send(request.header("content-type", kind).body(body)).await
}

async fn timed(app: &TestApp, path: &str, kind: &str, body: &str) -> Answer {
    let began = Instant::now();
    let answer = send(app, path, kind, body.to_owned()).await;
    let (took, seen) = (began.elapsed(), &body[..body.len().min(40)]);
    assert!(took < AT_ONCE, "{path} {seen}…: {took:?}");
    answer
}

#[tokio::test]
async fn the_last_byte_is_read_and_one_more_is_413() {
    let app = TestApp::with(&ACCOUNT).await;
    for (path, kind, most) in [
        ("/gemini/train", "application/json", 64 * KIB),
        ("/csp-report", "application/csp-report", 64 * KIB),
        ("/widget", "application/x-www-form-urlencoded", 64 * KIB),
        ("/rpc/session/log-in", "application/x-www-form-urlencoded", 256 * KIB),
        ("/rpc/settings/business", "application/json", 256 * KIB),
        ("/rpc/assistant/draft/save", "application/json", 640 * KIB),
        ("/system-instruction", "application/json", 640 * KIB),
    ] {
        let body = json_of(most);
        assert_eq!(body.len(), most);
        assert_ne!(send(&app, path, kind, body).await.status, 413, "{path}");
        let over = send(&app, path, kind, json_of(most + 1)).await;
        over.assert_error(413, "too_large");
        // Without a length that could be looked at beforehand.
        let pieces = futures::stream::iter(
            json_of(most + 1).into_bytes().chunks(1_000).map(|c| Ok::<_, std::io::Error>(c.to_vec())).collect::<Vec<_>>(),
        );
        send(&app, path, kind, reqwest::Body::wrap_stream(pieces)).await.assert_error(413, "too_large");
    }
}

#[tokio::test]
async fn nobody_unpacks_anything() {
    let app = TestApp::with(&ACCOUNT).await;
    for path in ["/gemini/train", "/rpc/session/log-in", "/widget", "/csp-report"] {
        for coding in ["gzip", "br", "deflate", "zstd", "identity, gzip"] {
            let request = app.request(Method::POST, path).header("sec-fetch-site", "same-origin").header("content-encoding", coding);
            app.send(request.header("content-type", "application/json").body("x")).await.assert_error(415, "unsupported_media_type");
        }
    }
}

#[tokio::test]
async fn a_length_that_is_a_lie_harms_nobody() {
    let app = TestApp::start().await;
    for length in ["18446744073709551615", "99999999999999999999", "-1", "0x10", "1e3", "67108864"] {
        let mut rude = Raw::to(app.address).await;
        rude.post("/gemini/train", &format!("content-length: {length}\r\n"), "{\"message\":\"Hi\"}").await;
        let answer = rude.read_some(Duration::from_secs(5)).await;
        // The largest number of all is refused by the HTTP library, with 431.
        assert!(answer.starts_with("HTTP/1.1 4"), "{length}: {answer}");
    }
    // A second request must not hide in what one of us takes for the body of the first.
    for headers in ["content-length: 5\r\ncontent-length: 6\r\n", "transfer-encoding: gzip\r\n", "transfer-encoding: chunked, gzip\r\n"] {
        let mut rude = Raw::to(app.address).await;
        rude.post("/gemini/train", headers, "0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
        let answers = rude.read_to_end(Duration::from_secs(5)).await.expect("the connection is closed");
        assert!(!answers.contains("\"alive\""), "{headers}: {answers}");
        assert!(answers.starts_with("HTTP/1.1 4"), "{headers}: {answers}");
    }
}

#[tokio::test]
async fn hostile_json_is_refused_at_once() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let deep = [
        "[".repeat(10_000),
        "{\"a\":".repeat(10_000),
        format!("{{\"message\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("{{\"page\":{}1{}}}", "{\"utm\":".repeat(5_000), "}".repeat(5_000)),
    ];
    let broken = [
        "{\"message\":1e400}",
        "{\"message\":-1e400}",
        "{\"message\":\"\\ud800\"}",
        "{\"message\":\"\\udc00\\ud800\"}",
        "{\"message\":\"\\u0\"}",
    ];
    for body in deep.iter().map(String::as_str).chain(broken) {
        let answer = timed(&desk, "/gemini/train", "application/json", body).await;
        answer.assert_error(400, "invalid_request");
        // Server functions that take JSON.
        for path in ["/rpc/settings/business", "/rpc/settings/keys/create"] {
            let began = Instant::now();
            let answer = ana.call(Method::POST, path).accept("application/json").body("application/json", body.to_owned()).send().await;
            assert_eq!((answer.status, answer.code().as_str()), (400, "invalid_request"), "{path} {}", answer.text);
            assert!(began.elapsed() < AT_ONCE, "{path}: {:?}", began.elapsed());
        }
    }
    for (body, field) in [
        ("{\"message\":\"a\",\"message\":\"b\"}", "message"),
        ("{\"message\":\"a\",\"client_id\":\"a\",\"client_id\":\"b\"}", "client_id"),
        ("{\"message\":\"a\",\"page\":{\"url\":\"https://a.example\",\"url\":\"https://b.example\"}}", "url"),
    ] {
        let answer = timed(&desk, "/gemini/train", "application/json", body).await;
        answer.assert_error(422, "invalid_fields");
        assert_eq!(answer.field(field), "given twice", "{}", answer.text);
    }
    let twice = "{\"label\":\"a\",\"label\":\"b\",\"scopes\":[\"chat\"]}";
    let answer = ana.call(Method::POST, "/rpc/settings/keys/create").body("application/json", twice).send().await;
    assert_eq!(answer.status, 400, "{}", answer.text);
}

#[tokio::test]
async fn hostile_forms_are_refused_at_once() {
    let app = TestApp::with(&[&ACCOUNT[..], &[("RATE_LIMIT_HOUR", "0")]].concat()).await;
    let form = "application/x-www-form-urlencoded";
    let token = format!("token=vt_{}", "a".repeat(43));
    let hostile = [
        format!("{token}&fields{}=x", "[a]".repeat(10_000)),
        format!("{token}&fields[4294967295]=x&fields[18446744073709551615]=y"),
        format!("{token}&{}", "fields[a]=1&".repeat(5_000)),
        format!("{token}&fields[name]=%ff%fe"),
        format!("{token}&fields[name]=%ed%a0%80"),
        format!("{token}&fields={}", "%".repeat(10_000)),
        "&".repeat(60_000),
        "=".repeat(60_000),
        "[".repeat(60_000),
        "token=a&token=b".to_owned(),
    ];
    for body in hostile {
        for path in ["/rpc/chat/save-info", "/rpc/chat/transcript", "/rpc/chat/send", "/rpc/session/log-in", "/rpc/session/set-up"] {
            let answer = timed(&app, path, form, &body).await;
            let seen = &body[..body.len().min(80)];
            assert!(
                (400..500).contains(&answer.status) || path.ends_with("transcript"),
                "{path} {seen}: {} {}",
                answer.status,
                answer.text
            );
            assert!(answer.status < 500, "{path} {seen}: {}", answer.text);
        }
        let page = timed(&app, "/widget", form, &body).await;
        assert!(page.status < 500, "{}: {}", &body[..body.len().min(80)], page.status);
    }
}
