//! The owner, who has signed in and asks as the dashboard does.

use std::net::SocketAddr;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{HeaderMap, Request, header};
use serde_json::Value;

use super::{
    Outcome,
    connection::{Sender, connect},
};

/// What makes the owner's account.
pub const ACCOUNT: [(&str, &str); 2] = [("ADMIN_EMAIL", "owner@example.com"), ("ADMIN_PASSWORD", "correct horse battery")];
const LOG_IN: &str = "email=owner%40example.com&password=correct+horse+battery";

pub struct Owner {
    sender: Sender,
    host: String,
    /// The session's.
    cookie: Option<String>,
}

impl Owner {
    pub async fn sign_in(server: SocketAddr) -> Outcome<Self> {
        let mut owner = Self { sender: connect(server).await?, host: server.to_string(), cookie: None };
        let (headers, _) = owner.form("/rpc/session/log-in", LOG_IN).await?;
        let mut set = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        owner.cookie = Some(set.find(|pair| pair.starts_with("sid=")).ok_or("logged in without a cookie")?.to_owned());
        Ok(owner)
    }

    /// Calls a server function that takes JSON; its answer.
    pub async fn call(&mut self, path: &str, arguments: &Value) -> Outcome<Bytes> {
        Ok(self.send(path, "application/json", arguments.to_string()).await?.1)
    }

    /// Calls one that takes a form.
    pub async fn form(&mut self, path: &str, form: &str) -> Outcome<(HeaderMap, Bytes)> {
        self.send(path, "application/x-www-form-urlencoded", form.to_owned()).await
    }

    /// The answer must be a good one.
    async fn send(&mut self, path: &str, kind: &str, body: String) -> Outcome<(HeaderMap, Bytes)> {
        let mut request = Request::post(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(Full::new(Bytes::from(body)))?).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            return Err(format!("{path} answered {status}: {}", String::from_utf8_lossy(&text)).into());
        }
        Ok((headers, text))
    }
}
