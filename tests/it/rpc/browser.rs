//! A browser as far as these tests need one: keeps cookies, says where requests come from, follows nothing by itself.

use std::{collections::BTreeMap, sync::Mutex};

use reqwest::{
    Method, StatusCode,
    header::{ACCEPT, COOKIE, HeaderMap, LOCATION, SET_COOKIE},
};
use serde_json::Value;

use crate::harness::assert_described;

pub struct Browser {
    base: String,
    client: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// One answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text))
    }

    /// The error's code, of a server function or of the envelope.
    pub fn code(&self) -> String {
        let json = self.json();
        let code = json.get("code").or_else(|| json.pointer("/data/code"));
        code.and_then(Value::as_str).unwrap_or_else(|| panic!("no code: {} {}", self.status, self.text)).to_owned()
    }

    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, 200, "{}", self.text);
        self
    }
}

/// A request in the making: as a dashboard page of ours would send it, unless changed.
pub struct Call<'a> {
    browser: &'a Browser,
    request: reqwest::RequestBuilder,
    origin: Option<(&'static str, String)>,
}

impl Browser {
    pub fn at(base: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(std::time::Duration::from_secs(20))
            .build()
            .expect("a client");
        Self { base: base.to_owned(), client, cookies: Mutex::default() }
    }

    pub fn call(&self, method: Method, path: &str) -> Call<'_> {
        let request = self.client.request(method, format!("{}{path}", self.base));
        Call { browser: self, request, origin: Some(("sec-fetch-site", "same-origin".into())) }
    }

    /// A server function with form-encoded arguments, as scripts call it.
    pub async fn form(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        self.call(Method::POST, path).accept("application/json").pairs(pairs).send().await
    }

    /// A server function with JSON arguments.
    pub async fn json(&self, path: &str, value: Value) -> Answer {
        self.call(Method::POST, path).accept("application/json").body("application/json", value.to_string()).send().await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path).send().await
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().expect("not poisoned").get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().expect("not poisoned").insert(name.into(), value.into());
    }

    fn learn(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().expect("not poisoned");
        for cookie in headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.to_ascii_lowercase().contains("max-age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.into(), value.into());
            }
        }
    }

    fn cookie_header(&self) -> Option<String> {
        let cookies = self.cookies.lock().expect("not poisoned");
        let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

impl Call<'_> {
    pub fn accept(mut self, kind: &str) -> Self {
        self.request = self.request.header(ACCEPT, kind);
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// Nothing tells where the request comes from.
    pub fn of_no_origin(mut self) -> Self {
        self.origin = None;
        self
    }

    pub fn pairs(self, pairs: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.body("application/x-www-form-urlencoded", body)
    }

    pub fn body(mut self, kind: &str, body: impl Into<reqwest::Body>) -> Self {
        self.request = self.request.header("content-type", kind).body(body);
        self
    }

    pub async fn send(mut self) -> Answer {
        if let Some((name, value)) = &self.origin {
            self.request = self.request.header(*name, value);
        }
        if let Some(cookies) = self.browser.cookie_header() {
            self.request = self.request.header(COOKIE, cookies);
        }
        let (client, request) = self.request.build_split();
        let request = request.expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let response = client.execute(request).await.expect("an answer");
        let (status, headers) = (StatusCode::as_u16(&response.status()), response.headers().clone());
        self.browser.learn(&headers);
        let text = response.text().await.expect("a text");
        assert_described(&method, &path, status, &headers, &text);
        Answer { status, headers, text }
    }
}
