//! Google Calendar: the owner's calendar by consent, or by a service account. Knows Google's interface and its traps, and
//! nothing of bookings. No token, code or body is ever logged.

mod account;
mod busy;
mod calendar;
mod consent;
mod errors;
mod hub;
mod tokens;
mod wire;

use std::time::Duration;

use url::Url;

pub use account::ServiceAccount;
pub use calendar::GoogleCalendar;
pub use consent::GoogleConsent;
pub use tokens::Source;

const USER_AGENT: &str = concat!("chatimjd/", env!("CARGO_PKG_VERSION"));

/// Where Google is.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The consent page.
    pub auth: Url,
    pub token: Url,
    pub revoke: Url,
    /// Host and version of the calendar.
    pub calendar: Url,
}

impl Addresses {
    /// As an operator wrote them.
    pub fn parse(auth: &str, token: &str, revoke: &str, calendar: &str) -> Result<Self, GoogleSetupError> {
        let url = |text: &str| {
            let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
            url.ok_or(GoogleSetupError::Address)
        };
        Ok(Self { auth: url(auth)?, token: url(token)?, revoke: url(revoke)?, calendar: url(calendar)? })
    }

    #[cfg(test)]
    fn google() -> Self {
        let auth = "https://accounts.google.com/o/oauth2/v2/auth";
        let (token, revoke) = ("https://oauth2.googleapis.com/token", "https://oauth2.googleapis.com/revoke");
        Self::parse(auth, token, revoke, "https://www.googleapis.com/calendar/v3").expect("constants that parse")
    }
}

/// How long to wait for what.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For one answer of Google's.
    pub call: Duration,
    /// For all that one of our calls takes: less than the ten seconds that the port promises.
    pub whole: Duration,
    /// After Google gave no access token, until it is asked for one again.
    pub rest: Duration,
    /// Between two questions whether a video call is there; the second waits twice as long.
    pub call_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            call: Duration::from_secs(5),
            whole: Duration::from_millis(9_500),
            rest: Duration::from_secs(60),
            call_pause: Duration::from_millis(300),
        }
    }
}

/// Google cannot even be asked with this configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoogleSetupError {
    #[error("an address of Google's must begin with http:// or https:// and name a host")]
    Address,
    #[error("the key file of the service account: {0}")]
    KeyFile(String),
    #[error("the HTTP client for Google cannot start: are there CA certificates on this machine?")]
    Client,
}
