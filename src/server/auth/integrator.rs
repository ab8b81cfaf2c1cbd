//! Integrators: an API key in a header, never in a URL. `ADMIN_API_KEY` of the environment is a key with every scope.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::visitor::refuse_secrets_in;
use crate::{
    domain::{
        account::Scope,
        api_error::{ApiError, ErrorCode},
    },
    server::{client_address::ClientAddress, state::AppState},
    service::permission::Integrator,
};

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
/// A visitor's token in `Authorization` is nobody's API key.
const VISITOR_PREFIX: &str = "vt_";

/// Whose key came with the request; None when none came. 401 for one that opens nothing, or for two that differ;
/// 429 for an address that tries one after the other. Whoever has asked before may leave the answer in the extensions.
pub async fn of(state: &AppState, parts: &Parts) -> Result<Option<Integrator>, ApiError> {
    if let Some(known) = parts.extensions.get::<Integrator>() {
        return Ok(Some(known.clone()));
    }
    refuse_secrets_in(&parts.uri)?;
    let Some(key) = key_of(&parts.headers)? else { return Ok(None) };
    if state.config.admin_api_key.as_ref().is_some_and(|own| is_same(own, key)) {
        return Ok(Some(Integrator::vouched(None, Scope::ALL)));
    }
    match state.keys.check(key).await? {
        Some((id, scopes)) => Ok(Some(Integrator::vouched(Some(id), scopes))),
        None => {
            state.guesses.check_unknown_key(ClientAddress::of(parts)?)?;
            Err(unknown_key())
        }
    }
}

/// 403 for a good key without the right.
pub fn require(integrator: &Integrator, scope: Scope) -> Result<(), ApiError> {
    if integrator.may(scope) {
        return Ok(());
    }
    Err(ApiError::new(ErrorCode::Forbidden, format!("This API key lacks the scope {}.", scope.as_str())))
}

/// The key as it came, from either header.
fn key_of(headers: &HeaderMap) -> Result<Option<&str>, ApiError> {
    let own = single(headers, &X_API_KEY)?.map(str::trim);
    let bearer = match single(headers, &header::AUTHORIZATION)? {
        None => None,
        Some(value) => {
            let (scheme, credential) = value.split_once(' ').unwrap_or((value, ""));
            if !scheme.eq_ignore_ascii_case("bearer") {
                return Err(unknown_key());
            }
            Some(credential.trim()).filter(|credential| !credential.starts_with(VISITOR_PREFIX))
        }
    };
    match (own, bearer) {
        (Some(a), Some(b)) if a != b => Err(unknown_key()),
        (Some(key), _) | (None, Some(key)) => Ok(Some(key)),
        (None, None) => Ok(None),
    }
}

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, ApiError> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| unknown_key()),
        (Some(_), Some(_)) => Err(unknown_key()),
    }
}

/// Hashes are compared, so that neither the length nor the place of the first difference shows in the time.
fn is_same(own: &SecretString, key: &str) -> bool {
    Sha256::digest(own.expose_secret().as_bytes()).ct_eq(&Sha256::digest(key.as_bytes())).into()
}

fn unknown_key() -> ApiError {
    ApiError::new(ErrorCode::Unauthorized, "This API key is unknown or was revoked.")
}

impl FromRequestParts<AppState> for Integrator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        of(state, parts).await?.ok_or_else(|| ApiError::new(ErrorCode::Unauthorized, "Send an API key in the Authorization header."))
    }
}

impl OptionalFromRequestParts<AppState> for Integrator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Option<Self>, ApiError> {
        of(state, parts).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &'static str)]) -> Result<Option<String>, u16> {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(HeaderName::from_static(name), value.parse().expect("a value"));
        }
        key_of(&headers).map(|key| key.map(str::to_owned)).map_err(|error| error.code.status())
    }

    #[test]
    fn a_key_comes_in_one_of_two_headers() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(read(&[("authorization", "Bearer ck_a")]), Ok(Some("ck_a".into())));
        assert_eq!(read(&[("authorization", "bearer  ck_a ")]), Ok(Some("ck_a".into())));
        assert_eq!(read(&[("x-api-key", "ck_a")]), Ok(Some("ck_a".into())));
        assert_eq!(read(&[("x-api-key", "ck_a"), ("authorization", "Bearer ck_a")]), Ok(Some("ck_a".into())));
        assert_eq!(read(&[("authorization", "Bearer vt_visitor")]), Ok(None));
        assert_eq!(read(&[("authorization", "Bearer vt_visitor"), ("x-api-key", "ck_a")]), Ok(Some("ck_a".into())));
    }

    #[test]
    fn what_is_ambiguous_or_of_another_kind_is_refused() {
        assert_eq!(read(&[("x-api-key", "ck_a"), ("authorization", "Bearer ck_b")]), Err(401));
        assert_eq!(read(&[("x-api-key", "ck_a"), ("x-api-key", "ck_a")]), Err(401));
        assert_eq!(read(&[("authorization", "Basic dXNlcjpwYXNz")]), Err(401));
        // No key at all, but sent as one: the lookup will refuse it.
        assert_eq!(read(&[("authorization", "Bearer")]), Ok(Some(String::new())));
        assert_eq!(read(&[("x-api-key", "")]), Ok(Some(String::new())));
    }

    #[test]
    fn the_environments_key_is_compared_whole() {
        let own = SecretString::from("k".repeat(40));
        assert!(is_same(&own, &"k".repeat(40)));
        assert!(!is_same(&own, &"k".repeat(39)) && !is_same(&own, "") && !is_same(&own, &format!("{}l", "k".repeat(39))));
    }
}
