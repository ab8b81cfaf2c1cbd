//! The errors that Google's calendar and token servers answer with, in the form of the recordings.

use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

/// One error.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub http: u16,
    form: Box<Form>,
}

#[derive(Clone, Debug)]
enum Form {
    /// Of the calendar itself: no status, indented by one blank.
    Back(Item),
    /// Of the server before it: with a status, indented by two.
    Front { item: Item, message: String, status: &'static str, details: Option<Details> },
    /// Of the token server.
    OAuth { error: &'static str, error_description: &'static str },
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    domain: &'static str,
    reason: &'static str,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    location_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct Details {
    #[serde(rename = "@type")]
    kind: &'static str,
    reason: &'static str,
    domain: &'static str,
}

#[derive(Serialize)]
struct Envelope<T> {
    error: T,
}

#[derive(Serialize)]
struct BackBody<'a> {
    errors: [&'a Item; 1],
    code: u16,
    message: &'a str,
}

#[derive(Serialize)]
struct FrontBody<'a> {
    code: u16,
    message: &'a str,
    errors: [&'a Item; 1],
    status: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<[&'a Details; 1]>,
}

#[derive(Serialize)]
struct OAuthBody<'a> {
    error: &'a str,
    error_description: &'a str,
}

impl Refusal {
    fn of(http: u16, form: Form) -> Self {
        Self { http, form: Box::new(form) }
    }

    fn back(http: u16, domain: &'static str, reason: &'static str, message: &'static str) -> Self {
        Self::of(http, Form::Back(Item { domain, reason, message, location_type: None, location: None }))
    }

    fn oauth(http: u16, error: &'static str, error_description: &'static str) -> Self {
        Self::of(http, Form::OAuth { error, error_description })
    }

    pub fn not_found() -> Self {
        Self::back(404, "global", "notFound", "Not Found")
    }

    pub fn duplicate() -> Self {
        Self::back(409, "global", "duplicate", "The requested identifier already exists.")
    }

    pub fn deleted() -> Self {
        Self::back(410, "global", "deleted", "Resource has been deleted")
    }

    pub fn invalid(message: &'static str) -> Self {
        Self::back(400, "global", "invalid", message)
    }

    pub fn required(message: &'static str) -> Self {
        Self::back(400, "global", "required", message)
    }

    pub fn empty_range() -> Self {
        Self::back(400, "calendar", "timeRangeEmpty", "The specified time range is empty.")
    }

    pub fn long_range() -> Self {
        Self::back(400, "calendar", "timeRangeTooLong", "The requested time range is too long.")
    }

    pub fn no_meet() -> Self {
        Self::invalid("Invalid conference type value.")
    }

    pub fn no_delegation() -> Self {
        let message = "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.";
        Self::back(403, "calendar", "forbiddenForServiceAccounts", message)
    }

    pub fn rate_limit() -> Self {
        Self::back(403, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded")
    }

    pub fn user_rate_limit() -> Self {
        Self::back(403, "usageLimits", "userRateLimitExceeded", "User Rate Limit Exceeded")
    }

    /// So many people were invited that the calendar is read-only for a while.
    pub fn quota() -> Self {
        Self::back(403, "usageLimits", "quotaExceeded", "Calendar usage limits exceeded.")
    }

    pub fn too_many() -> Self {
        Self::back(429, "usageLimits", "rateLimitExceeded", "Rate Limit Exceeded")
    }

    pub fn back_end() -> Self {
        Self::back(500, "global", "backendError", "Backend Error")
    }

    pub fn unavailable() -> Self {
        Self::back(503, "global", "backendError", "Backend Error")
    }

    /// An access token that is over, in the calendar's own words.
    pub fn stale_token() -> Self {
        let item = Item {
            domain: "global",
            reason: "authError",
            message: "Invalid Credentials",
            location_type: Some("header"),
            location: Some("Authorization"),
        };
        Self::of(401, Form::Back(item))
    }

    /// The same, in the words of the server before it.
    pub fn stale_token_in_front() -> Self {
        let message = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid \
            authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";
        let Form::Back(item) = *Self::stale_token().form else { unreachable!("it is made above") };
        Self::of(401, Form::Front { item, message: message.into(), status: "UNAUTHENTICATED", details: None })
    }

    pub fn no_scope() -> Self {
        let item = Item {
            domain: "global",
            reason: "insufficientPermissions",
            message: "Insufficient Permission",
            location_type: None,
            location: None,
        };
        let details = Details {
            kind: "type.googleapis.com/google.rpc.ErrorInfo",
            reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            domain: "googleapis.com",
        };
        let message = "Request had insufficient authentication scopes.".to_owned();
        Self::of(403, Form::Front { item, message, status: "PERMISSION_DENIED", details: Some(details) })
    }

    pub fn malformed_code() -> Self {
        Self::oauth(400, "invalid_grant", "Malformed auth code.")
    }

    pub fn used_code() -> Self {
        Self::oauth(400, "invalid_grant", "Bad Request")
    }

    pub fn wrong_verifier() -> Self {
        Self::oauth(400, "invalid_grant", "Invalid code verifier.")
    }

    pub fn no_verifier() -> Self {
        Self::oauth(400, "invalid_grant", "Missing code verifier.")
    }

    pub fn revoked() -> Self {
        Self::oauth(400, "invalid_grant", "Token has been expired or revoked.")
    }

    pub fn bad_signature() -> Self {
        Self::oauth(400, "invalid_grant", "Invalid JWT Signature.")
    }

    pub fn not_delegated() -> Self {
        let description = "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the \
            scopes requested.";
        Self::oauth(401, "unauthorized_client", description)
    }

    pub fn wrong_redirect() -> Self {
        Self::oauth(400, "redirect_uri_mismatch", "Bad Request")
    }

    pub fn wrong_client() -> Self {
        Self::oauth(401, "invalid_client", "Unauthorized")
    }

    pub fn invalid_request(description: &'static str) -> Self {
        Self::oauth(400, "invalid_request", description)
    }

    pub fn invalid_token() -> Self {
        Self::oauth(400, "invalid_token", "Token expired or revoked")
    }

    /// The whole body.
    pub fn body(&self) -> Vec<u8> {
        match &*self.form {
            Form::Back(item) => {
                let body = BackBody { errors: [item], code: self.http, message: item.message };
                pretty(&Envelope { error: body }, b" ")
            }
            Form::Front { item, message, status, details } => {
                let body =
                    FrontBody { code: self.http, message, errors: [item], status, details: details.as_ref().map(|details| [details]) };
                pretty(&Envelope { error: body }, b"  ")
            }
            Form::OAuth { error, error_description } => pretty(&OAuthBody { error, error_description }, b"  "),
        }
    }
}

/// Indented by this, with a line feed at the end.
pub fn pretty(value: &impl Serialize, indent: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(indent));
    value.serialize(&mut serializer).expect("memory takes everything");
    bytes.push(b'\n');
    bytes
}
