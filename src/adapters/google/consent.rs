//! The owner's consent: where it is asked for, what is got for it, and how it is given back.

use async_trait::async_trait;
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet, EndpointSet, ExtraTokenFields,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope, StandardRevocableToken,
    StandardTokenResponse, TokenResponse, TokenUrl,
    basic::{BasicErrorResponse, BasicErrorResponseType, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{
    Addresses, GoogleSetupError, Patience,
    tokens::Fresh,
    wire::{Wire, WireError},
};
use crate::{
    domain::meeting::event::CalendarError,
    service::ports::{ConsentError, ConsentPage, Granted},
};

/// The least that is needed: events that we make, and when somebody is busy.
const SCOPES: [&str; 2] = ["https://www.googleapis.com/auth/calendar.events.owned", "https://www.googleapis.com/auth/calendar.freebusy"];
/// Any of these does for events …
const FOR_EVENTS: [&str; 3] = ["calendar", "calendar.events", "calendar.events.owned"];
/// … and any of these for busy times: earlier permissions of the same project are granted along.
const FOR_BUSY: [&str; 4] = ["calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy"];
const SCOPE_PREFIX: &str = "https://www.googleapis.com/auth/";

/// What Google adds to a token of its own.
#[derive(Debug, Serialize, Deserialize)]
struct Extra {
    /// Seconds, for an app in testing mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token_expires_in: Option<u64>,
}

impl ExtraTokenFields for Extra {}

type Answer = StandardTokenResponse<Extra, BasicTokenType>;
type Problem = RequestTokenError<WireError, BasicErrorResponse>;
type Unset = oauth2::Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
>;
type Client = oauth2::Client<
    BasicErrorResponse,
    Answer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A web client of the operator's project at Google.
pub struct GoogleConsent {
    client: Client,
    revoke: Url,
    wire: Wire,
}

impl GoogleConsent {
    /// `redirect`: the address of ours that Google's page leads back to, exactly as it is registered there.
    pub fn new(
        id: &str,
        secret: &SecretString,
        redirect: &str,
        addresses: &Addresses,
        patience: Patience,
    ) -> Result<Self, GoogleSetupError> {
        let wrong = |_| GoogleSetupError::Address;
        let client = Unset::new(ClientId::new(id.to_owned()))
            .set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
            .set_auth_uri(AuthUrl::new(addresses.auth.to_string()).map_err(wrong)?)
            .set_token_uri(TokenUrl::new(addresses.token.to_string()).map_err(wrong)?)
            .set_redirect_uri(RedirectUrl::new(redirect.to_owned()).map_err(wrong)?)
            .set_auth_type(AuthType::RequestBody);
        Ok(Self { client, revoke: addresses.revoke.clone(), wire: Wire::new(&addresses.token, patience.call)? })
    }

    /// A new access token for a permission that was given.
    pub(super) async fn refresh(&self, refresh_token: &str) -> Result<Fresh, CalendarError> {
        let token = RefreshToken::new(refresh_token.to_owned());
        let answer = self.client.exchange_refresh_token(&token).request_async(&self.wire).await;
        answer.map(|answer| Fresh::of(answer.access_token().secret(), answer.expires_in())).map_err(|problem| of_refresh(&problem))
    }
}

#[async_trait]
impl ConsentPage for GoogleConsent {
    fn url(&self, state: &str, verifier: &str) -> String {
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let request = self
            .client
            .authorize_url(|| CsrfToken::new(state.to_owned()))
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            // Without these two there is no refresh token.
            .add_extra_param("access_type", "offline")
            .add_extra_param("prompt", "consent")
            .add_extra_param("include_granted_scopes", "true");
        request.url().0.to_string()
    }

    async fn redeem(&self, code: &str, verifier: &str) -> Result<Granted, ConsentError> {
        let request = self
            .client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()));
        let answer = request.request_async(&self.wire).await.map_err(|problem| of_code(&problem))?;
        // An answer that names no scopes means those that were asked for.
        let scopes: Vec<String> = match answer.scopes() {
            Some(scopes) => scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            None => SCOPES.map(str::to_owned).into(),
        };
        if !are_enough(&scopes) {
            return Err(ConsentError::TooLittle);
        }
        let refresh_token = answer.refresh_token().ok_or(ConsentError::NotLasting)?.secret().clone();
        Ok(Granted { refresh_token, scopes, lasts_s: answer.extra_fields().refresh_token_expires_in })
    }

    // Written by hand: the library revokes over https only, and so nowhere where it could be tested.
    async fn revoke(&self, refresh_token: &str) -> Result<(), ConsentError> {
        match self.wire.post_form(&self.revoke, &[("token", refresh_token)]).await {
            Ok((200, _)) => Ok(()),
            // It is no good any more.
            Ok((400, body)) if error_of(&body).as_deref() == Some("invalid_token") => Ok(()),
            _ => Err(ConsentError::Unavailable),
        }
    }
}

/// The boxes that the owner ticked let us do all that is needed.
fn are_enough(scopes: &[String]) -> bool {
    let has = |names: &[&str]| scopes.iter().filter_map(|scope| scope.strip_prefix(SCOPE_PREFIX)).any(|name| names.contains(&name));
    has(&FOR_EVENTS) && has(&FOR_BUSY)
}

/// The name of an error of the token server.
pub(super) fn error_of(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        error: String,
    }
    serde_json::from_slice::<Named>(body).ok().map(|named| named.error)
}

fn of_code(problem: &Problem) -> ConsentError {
    let RequestTokenError::ServerResponse(answer) = problem else { return ConsentError::Unavailable };
    match answer.error() {
        BasicErrorResponseType::InvalidGrant => ConsentError::CodeRefused,
        other => ConsentError::Misconfigured(other.as_ref().to_owned()),
    }
}

fn of_refresh(problem: &Problem) -> CalendarError {
    let RequestTokenError::ServerResponse(answer) = problem else { return CalendarError::Unavailable };
    match answer.error() {
        BasicErrorResponseType::InvalidGrant => CalendarError::GrantDead,
        other => CalendarError::Refused { reason: format!("it does not accept this installation's client ({})", other.as_ref()) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(names: &[&str]) -> bool {
        are_enough(&names.iter().map(|name| format!("{SCOPE_PREFIX}{name}")).collect::<Vec<_>>())
    }

    #[test]
    fn both_boxes_are_needed_and_wider_permissions_do() {
        assert!(are_enough(&SCOPES.map(str::to_owned)));
        assert!(given(&["calendar"]) && given(&["calendar.events", "calendar.readonly"]));
        for too_little in [&["calendar.events.owned"][..], &["calendar.freebusy"], &["calendar.events"], &[]] {
            assert!(!given(too_little), "{too_little:?}");
        }
        assert!(!are_enough(&["calendar".to_owned()]), "not Google's name of it");
    }

    #[test]
    fn the_page_is_asked_for_all_that_a_lasting_permission_takes() {
        let addresses = Addresses::google();
        let secret = SecretString::from("canary");
        let page =
            GoogleConsent::new("id", &secret, "https://desk.example/oauth2callback", &addresses, Patience::default()).expect("a page");
        let url = Url::parse(&page.url("the-state", &"v".repeat(43))).expect("a URL");
        assert!(url.as_str().starts_with("https://accounts.google.com/o/oauth2/v2/auth?") && !url.as_str().contains("canary"));
        let value = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        assert_eq!(value("scope"), Some(SCOPES.join(" ")));
        for (name, wanted) in [
            ("client_id", "id"),
            ("redirect_uri", "https://desk.example/oauth2callback"),
            ("response_type", "code"),
            ("state", "the-state"),
            ("access_type", "offline"),
            ("prompt", "consent"),
            ("include_granted_scopes", "true"),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(value(name).as_deref(), Some(wanted), "{name}");
        }
        assert_eq!(value("code_challenge").map(|challenge| challenge.len()), Some(43));
    }
}
