//! An answer of the server, read.

use reqwest::{Response, header::HeaderMap};
use serde_json::Value;

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub async fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("a body of text") }
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.text))
    }

    /// `data` of a success; fails the test on anything else.
    #[track_caller]
    pub fn data(&self) -> Value {
        assert_eq!((self.status, self.json()["status"].as_str()), (200, Some("success")), "{}", self.text);
        self.json()["data"].clone()
    }

    /// Empty where there is no such header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// Checks that this is a whole error envelope with this status and code.
    #[track_caller]
    pub fn assert_error(&self, status: u16, code: &str) {
        assert_eq!(self.status, status, "{}", self.text);
        let json = self.json();
        assert_eq!(json["status"], "error", "{}", self.text);
        assert_eq!(json["data"]["code"], code, "{}", self.text);
        assert_eq!(json["data"]["request_id"], self.header("x-request-id"), "{}", self.text);
        assert!(json["message"].as_str().is_some_and(|message| message.len() > 5), "{}", self.text);
        let timestamp = json["timestamp"].as_str().expect("a time");
        assert!(timestamp.ends_with('Z') && timestamp.parse::<jiff::Timestamp>().is_ok(), "{timestamp}");
        assert!(self.header("content-type").starts_with("application/json"), "{:?}", self.headers);
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        for internal in ["axum", "serde", "surreal", ".rs", "panicked", "hyper", "/src/", "tower"] {
            assert!(!self.text.contains(internal), "{internal} in {}", self.text);
        }
    }

    /// What is wrong with the field of this name; empty where nothing is.
    pub fn field(&self, name: &str) -> String {
        self.json()["data"]["fields"][name].as_str().unwrap_or_default().to_owned()
    }
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct SseEvent {
    pub name: String,
    pub id: usize,
    pub data: Value,
}

/// The events of a whole stream; comments are left out.
pub fn events_in(text: &str) -> Vec<SseEvent> {
    text.split("\n\n").filter(|block| block.starts_with("event: ")).map(event_in).collect()
}

fn event_in(block: &str) -> SseEvent {
    let line = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no {name} in {block}"));
    SseEvent {
        name: line("event: ").to_owned(),
        id: line("id: ").parse().expect("a number"),
        data: serde_json::from_str(line("data: ")).expect("JSON"),
    }
}
