//! A visitor: keeps the token that the first answer hands out, as the widget does.

use std::net::SocketAddr;

use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use super::{Answer, SseEvent, ask, described::assert_schema, events_in};

pub struct VisitorClient {
    address: SocketAddr,
    http: reqwest::Client,
    pub token: Option<String>,
}

impl VisitorClient {
    pub fn new(address: SocketAddr, http: reqwest::Client) -> Self {
        Self { address, http, token: None }
    }

    /// The same visitor in front of another instance.
    pub fn moved_to(&self, address: SocketAddr) -> Self {
        Self { address, http: self.http.clone(), token: self.token.clone() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("http://{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn answer(&self, request: RequestBuilder) -> Answer {
        ask(request).await
    }

    /// Says something and returns the whole answer, whatever it is.
    pub async fn try_send(&mut self, message: &str) -> Answer {
        let answer = self.answer(self.request(Method::POST, "/gemini/train").json(&json!({ "message": message }))).await;
        if answer.status == 200 {
            self.keep_token(&answer.json()["data"]);
        }
        answer
    }

    /// Says something and returns `data` of the answer.
    pub async fn send(&mut self, message: &str) -> Value {
        self.try_send(message).await.data()
    }

    /// Says something and reads the streamed answer to its end.
    pub async fn stream(&mut self, message: &str) -> Vec<SseEvent> {
        let response = self.open_stream(message).await;
        let events = events_in(&response.text().await.expect("a whole stream"));
        events.iter().for_each(|event| self.keep_token(&event.data));
        events.iter().filter(|event| event.name == "done").for_each(|event| assert_schema("ChatReply", &event.data));
        events
    }

    /// Says something and leaves the stream to the test.
    pub async fn open_stream(&self, message: &str) -> Response {
        let request = self.request(Method::POST, "/gemini/train").header("accept", "text/event-stream");
        let response = request.json(&json!({ "message": message })).send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
        response
    }

    /// Takes a stream up again after the event of this number.
    pub async fn resume(&self, reply_id: &str, last_seen: usize) -> Answer {
        let request = self.request(Method::GET, &format!("/gemini/stream/{reply_id}")).header("last-event-id", last_seen);
        self.answer(request).await
    }

    pub async fn press_stop(&self, reply_id: &str) -> Answer {
        self.answer(self.request(Method::DELETE, &format!("/gemini/stream/{reply_id}"))).await
    }

    pub async fn transcript(&self) -> Value {
        self.answer(self.request(Method::GET, "/gemini/conversation")).await.data()
    }

    /// Who said what, as the visitor reads it again.
    pub async fn lines(&self) -> Vec<(String, String)> {
        let transcript = self.transcript().await;
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        transcript["messages"].as_array().expect("a list").iter().map(|m| (text(&m["author"]), text(&m["text"]))).collect()
    }

    pub async fn reset(&self) -> Answer {
        self.answer(self.request(Method::POST, "/gemini/reset").json(&json!({}))).await
    }

    pub async fn erase(&self) -> Answer {
        self.answer(self.request(Method::DELETE, "/gemini/conversation")).await
    }

    pub async fn save_info(&mut self, info: &Value) -> Answer {
        let answer = self.answer(self.request(Method::POST, "/gemini/save-info").json(info)).await;
        if answer.status == 200 {
            self.keep_token(&answer.json()["data"]);
        }
        answer
    }

    pub fn keep_token(&mut self, data: &Value) {
        if let Some(token) = data["visitor_token"].as_str() {
            self.token = Some(token.to_owned());
        }
    }
}
