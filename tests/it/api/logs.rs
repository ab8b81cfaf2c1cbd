//! The log under attack: whatever is sent, one event is one line, and nobody writes into it but us.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY, Refusal},
    harness::{KEY as API_KEY, Program, Raw, VisitorClient, client},
    rpc::{
        browser::Browser,
        desk::{ACCOUNT, EMAIL, PASSWORD, log_in},
    },
};

/// A line of its own in either form of the log, colours, and line ends that only some readers know.
const EVIL: &str =
    "x\r\n{\"level\":\"ERROR\",\"message\":\"forged\"}\r\n2026-01-01T00:00:00Z ERROR forged\u{1b}[2J\u{1b}[31m\u{85}\u{2028}forged";
const EVIL_PATH: &str = "%0d%0a%7b%22message%22%3a%22forged%22%7d%0aforged%1b%5b31m";

/// Everything a stranger and an owner can send, each with such a text in it.
async fn attack(url: &str, fake: &FakeGemini) {
    let address = url.trim_start_matches("http://").parse().expect("an address");
    let http = client(None);
    let refusal = Refusal::new(400, "INVALID_ARGUMENT", EVIL);
    fake.times(3, &Behaviour::Refuse(refusal)).next(Behaviour::say(&[EVIL]));
    for _ in 0..2 {
        VisitorClient::new(address, http.clone()).try_send(EVIL).await;
    }
    for body in [
        json!({ "message": EVIL, "page": { "url": "https://a.example", "title": EVIL, "utm": { EVIL: EVIL } } }),
        json!({ "message": "Hi", "client_id": EVIL }),
        json!({ "message": "Hi", "locale": EVIL, "time_zone": EVIL, "email": EVIL, "phone": EVIL }),
        json!({ EVIL: EVIL }),
    ] {
        let call = http.post(format!("{url}/gemini/train")).bearer_auth(API_KEY).json(&body);
        call.send().await.expect("an answer");
    }
    VisitorClient::new(address, http.clone()).save_info(&json!({ "name": EVIL, "notes": EVIL, "custom": { EVIL: EVIL } })).await;
    for method in [Method::GET, Method::POST, Method::DELETE] {
        for path in ["/", "/gemini/stream/", "/gemini/", "/admin/", "/admin/conversations/", "/rpc/", "/pkg/", "/widget?origin="] {
            let request = http.request(method.clone(), format!("{url}{path}{EVIL_PATH}?{EVIL_PATH}={EVIL_PATH}"));
            let headers = request.header("x-request-id", EVIL_PATH).header("user-agent", EVIL_PATH).header("referer", EVIL_PATH);
            headers.header("x-forwarded-for", EVIL_PATH).header("origin", EVIL_PATH).send().await.expect("an answer");
        }
    }
    let report = json!({ "csp-report": { "effective-directive": EVIL } });
    http.post(format!("{url}/csp-report")).body(report.to_string()).send().await.expect("an answer");
    let ana = Browser::at(url);
    log_in(&ana, EVIL, EVIL).await;
    log_in(&ana, EMAIL, PASSWORD).await.ok();
    ana.set_cookie("other", EVIL_PATH);
    for (path, body) in [
        ("/rpc/settings/keys/create", json!({ "label": EVIL, "scopes": ["chat", EVIL] })),
        ("/rpc/settings/assistant", json!({ "key": EVIL, "model": EVIL, "version": 0 })),
        ("/rpc/settings/test-assistant", json!({ "key": null, "model": "" })),
        ("/rpc/settings/widget", json!({ "sites": [EVIL], "greeting": EVIL, "version": 0 })),
    ] {
        ana.json(path, body).await;
    }
    // Bytes that no proper client sends.
    for request in
        ["GET /\r\nforged: \u{1b}[31m HTTP/1.1", "GET / HTTP/1.1\r\nhost: x\r\nx: \u{1b}[31mforged", "\u{1b}[31mforged /x HTTP/1.1"]
    {
        let mut raw = Raw::to(address).await;
        raw.write(&format!("{request}\r\n\r\n")).await;
        raw.read_some(std::time::Duration::from_secs(5)).await;
    }
}

/// The log of a program that was attacked at its most talkative, as text.
async fn log_of(format: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let fake = FakeGemini::start().await;
    let (bind, gemini) = (crate::harness::free_address().to_string(), fake.base_url());
    let settings = [
        ("BIND", bind.as_str()),
        ("GEMINI_BASE_URL", gemini.as_str()),
        ("GEMINI_API_KEY", KEY),
        ("ADMIN_API_KEY", API_KEY),
        ("LOG_FORMAT", format),
        ("LOG_LEVEL", "trace"),
        // The attacker may even sit in a proxy that we trust.
        ("TRUSTED_PROXIES", "127.0.0.1"),
    ];
    let (program, url) = Program::ready(folder.path(), &[&ACCOUNT[..], &settings].concat()).await;
    attack(&url, &fake).await;
    let log = String::from_utf8(program.log()).expect("text");
    assert!(log.lines().count() > 30, "the search works: {log}");
    log
}

#[tokio::test]
async fn in_the_json_log_each_line_is_one_event_of_ours() {
    let log = log_of("json").await;
    for line in log.lines() {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
        let said = event["message"].as_str().unwrap_or_else(|| panic!("no message: {line}"));
        assert!(!said.contains("forged") && said.len() < 200, "{line}");
        assert!(!line.contains(['\u{1b}', '\u{85}', '\u{2028}']), "{line:?}");
    }
}

#[tokio::test]
async fn in_the_text_log_too() {
    let log = log_of("text").await;
    for line in log.lines() {
        // A time, a level, and our own words.
        let time = line.split_whitespace().next().unwrap_or_default();
        assert!(time.parse::<jiff::Timestamp>().is_ok(), "no event of ours: {line:?}");
        assert!(!line.contains("forged\u{1b}") && !line.contains(['\u{1b}', '\u{85}', '\u{2028}', '\r']), "{line:?}");
    }
    assert!(!log.contains("2026-01-01T00:00:00Z ERROR forged"), "no line of the attacker's: {log}");
}
