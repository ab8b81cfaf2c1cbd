//! Requests to our own server. Never a cookie: who asks is said by the token alone.

use js_sys::{Object, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, ReadableStreamDefaultReader, RequestInit, Response};

use super::{
    json::{Json, set},
    sse::{Event, Events},
};

/// Why a request failed, as far as it makes a difference to the visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no network here.
    Offline,
    /// 401: the server does not know the token any more.
    Unknown,
    /// 403: this site may not use the chat.
    Blocked,
    /// 404, 410
    Missing,
    /// 400, 413, 422: the words themselves.
    Refused,
    /// 429
    Limited,
    /// 502 to 504, or no server at all.
    Unavailable,
    /// Anything else.
    Failed,
    /// No word for too long.
    Silent,
    /// The visitor pressed Stop before the server had the message.
    Stopped,
}

#[derive(Clone, Debug)]
pub struct Fault {
    pub kind: Kind,
    pub wait_s: u32,
    pub reference: String,
    /// The server's words, in English.
    pub words: String,
    /// Field name and what is wrong with it.
    pub fields: Vec<(String, String)>,
}

impl From<Kind> for Fault {
    fn from(kind: Kind) -> Self {
        Self { kind, wait_s: 0, reference: String::new(), words: String::new(), fields: Vec::new() }
    }
}

impl Fault {
    fn of_status(status: u16) -> Kind {
        match status {
            401 => Kind::Unknown,
            403 => Kind::Blocked,
            404 | 410 => Kind::Missing,
            400 | 413 | 415 | 422 => Kind::Refused,
            429 => Kind::Limited,
            // 409: another answer is just being written.
            409 | 502..=504 => Kind::Unavailable,
            _ => Kind::Failed,
        }
    }

    /// The `error` event of a stream: its data is the error, or holds it.
    pub fn of_event(data: Json) -> Self {
        let inner = data.get("error");
        let error = if inner.is_there() { inner } else { data };
        let status = match error.text("code").as_str() {
            "unauthorized" => 401,
            "forbidden" => 403,
            "not_found" => 404,
            "rate_limited" => 429,
            "invalid_request" | "invalid_fields" | "too_large" => 422,
            "upstream_failed" | "unavailable" => 503,
            _ => 500,
        };
        let mut fault = Self::from(Self::of_status(status));
        fault.wait_s = error.number("retry_after");
        fault.reference = [error.text("incident"), error.text("request_id")].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        fault.words = error.text("message");
        fault
    }
}

/// One request.
#[derive(Default)]
pub struct Call<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub token: Option<String>,
    pub body: Option<Object>,
    /// Wants an event stream instead of JSON.
    pub stream: bool,
    /// The last event that was seen of a stream that broke off.
    pub last_event: &'a str,
    pub signal: Option<AbortSignal>,
}

impl Call<'_> {
    /// Sends it; an answer that is no success is a fault.
    pub async fn send(self) -> Result<Response, Fault> {
        let request = self.request().map_err(|_| Kind::Failed)?;
        let answer = JsFuture::from(window().fetch_with_str_and_init(self.path, &request)).await;
        let Ok(answer) = answer else {
            return Err(if is_online() { Kind::Unavailable } else { Kind::Offline }.into());
        };
        let response: Response = answer.unchecked_into();
        if response.ok() { Ok(response) } else { Err(fault_of(&response).await) }
    }

    /// Sends it and reads `data` of the envelope.
    pub async fn data(self) -> Result<Json, Fault> {
        Ok(body_of(&self.send().await?).await.get("data"))
    }

    fn request(&self) -> Result<RequestInit, JsValue> {
        let headers = Headers::new()?;
        headers.set("Accept", if self.stream { "text/event-stream" } else { "application/json" })?;
        if let Some(token) = &self.token {
            headers.set("Authorization", &["Bearer ", token].concat())?;
        }
        if !self.last_event.is_empty() {
            headers.set("Last-Event-ID", self.last_event)?;
        }
        let init = Object::new();
        set(&init, "method", &JsValue::from_str(self.method));
        set(&init, "cache", &JsValue::from_str("no-store"));
        set(&init, "credentials", &JsValue::from_str("omit"));
        if let Some(body) = &self.body {
            headers.set("Content-Type", "application/json")?;
            set(&init, "body", &js_sys::JSON::stringify(body)?.into());
        }
        if let Some(signal) = &self.signal {
            set(&init, "signal", signal);
        }
        set(&init, "headers", &headers);
        Ok(init.unchecked_into())
    }
}

async fn body_of(response: &Response) -> Json {
    let Ok(promise) = response.json() else { return Json(JsValue::UNDEFINED) };
    Json(JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED))
}

async fn fault_of(response: &Response) -> Fault {
    let mut fault = Fault::from(Fault::of_status(response.status()));
    let wait = response.headers().get("Retry-After").ok().flatten();
    fault.wait_s = wait.and_then(|seconds| seconds.parse().ok()).unwrap_or_default();
    let body = body_of(response).await;
    let data = body.get("data");
    fault.words = body.text("message");
    fault.reference = data.text("request_id");
    let fields = data.get("fields");
    if let Some(fields) = fields.0.dyn_ref::<Object>() {
        for name in Object::keys(fields).iter().filter_map(|name| name.as_string()) {
            let words = Json(fields.into()).text(&name);
            fault.fields.push((name, words));
        }
    }
    fault
}

/// Reads the events of a stream as they come, until it ends, breaks off, or `each` has had enough.
pub async fn read_events(response: &Response, each: &mut dyn FnMut(Event) -> bool) {
    let Some(body) = response.body() else { return };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut events = Events::default();
    while let Ok(part) = JsFuture::from(reader.read()).await {
        let part = Json(part);
        let Ok(bytes) = part.get("value").0.dyn_into::<Uint8Array>() else { return };
        for event in events.feed(&bytes.to_vec()) {
            if !each(event) {
                _ = reader.cancel();
                return;
            }
        }
    }
}

pub fn is_online() -> bool {
    window().navigator().on_line()
}
