//! Forms to Google's token server, within a time. No body is ever logged: they are secrets from end to end.

use std::{future::Future, pin::Pin, time::Duration};

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Client, Response, header::CONTENT_TYPE, redirect::Policy};
use tokio::time::timeout;
use url::{Host, Url};

use super::GoogleSetupError;

/// The most bytes of an answer that are read.
const MOST: usize = 64 << 10;

/// No answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("no connection, or it broke")]
    Unreachable,
    #[error("no answer in time")]
    TimedOut,
    #[error("an answer that is too long")]
    TooLong,
}

impl From<reqwest::Error> for WireError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() { Self::TimedOut } else { Self::Unreachable }
    }
}

/// An HTTP client that follows nobody.
pub struct Wire {
    client: Client,
    patience: Duration,
}

impl Wire {
    /// For servers such as the one of this address.
    pub fn new(server: &Url, patience: Duration) -> Result<Self, GoogleSetupError> {
        let mut builder = Client::builder().redirect(Policy::none()).connect_timeout(patience).user_agent(super::USER_AGENT);
        if is_loopback(server) {
            // A proxy of the environment cannot reach what listens on this machine.
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|_| GoogleSetupError::Client)?;
        Ok(Self { client, patience })
    }

    /// Status and body of the answer.
    pub async fn post_form(&self, url: &Url, fields: &[(&str, &str)]) -> Result<(u16, Vec<u8>), WireError> {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let sending = async {
            let request = self.client.post(url.clone()).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
            read(request.send().await?).await
        };
        let answer = timeout(self.patience, sending).await.unwrap_or(Err(WireError::TimedOut))?;
        Ok((answer.status().as_u16(), answer.into_body()))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, WireError> {
        let (parts, body) = request.into_parts();
        let sending = async {
            let request = self.client.request(parts.method, parts.uri.to_string()).headers(parts.headers).body(body);
            read(request.send().await?).await
        };
        timeout(self.patience, sending).await.unwrap_or(Err(WireError::TimedOut))
    }
}

impl<'c> AsyncHttpClient<'c> for Wire {
    type Error = WireError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, WireError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

async fn read(mut response: Response) -> Result<HttpResponse, WireError> {
    let mut answer = HttpResponse::new(vec![]);
    *answer.status_mut() = response.status();
    if let Some(kind) = response.headers().get(CONTENT_TYPE) {
        answer.headers_mut().insert(CONTENT_TYPE, kind.clone());
    }
    while let Some(piece) = response.chunk().await? {
        if answer.body().len() + piece.len() > MOST {
            return Err(WireError::TooLong);
        }
        answer.body_mut().extend_from_slice(&piece);
    }
    Ok(answer)
}

pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}
