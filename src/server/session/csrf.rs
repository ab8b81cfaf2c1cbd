//! Cross-site request forgery: an unsafe request that a browser's cookie may authenticate must come from our own pages.
//! Server functions have no such check of their own. Knows headers only.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::cookie;
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        origin::SiteOrigin,
    },
    server::state::AppState,
};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

pub async fn refuse_other_sites(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let guarded = needs_proof(request.method(), request.uri().path(), request.headers(), cookie::name(state.config.session_cookie_secure));
    let host = request.uri().authority().map(|authority| authority.as_str().to_owned());
    if guarded && !is_ours(request.headers(), host.as_deref(), &state.config.public_url) {
        tracing::warn!("refused an unsafe request that did not come from our own pages");
        return ApiError::new(ErrorCode::Forbidden, "This request did not come from the dashboard's own pages.").into_response();
    }
    next.run(request).await
}

/// Log-in and set-up too: being signed in as somebody else's account is an attack of its own. The visitors' chat is
/// authenticated by a token that no browser sends by itself, and so are requests with an API key; which sites may use the
/// chat is looked at by its own guard.
fn needs_proof(method: &Method, path: &str, headers: &HeaderMap, cookie: &str) -> bool {
    let below = |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) || below("/rpc/chat") {
        return false;
    }
    let has_key = headers.contains_key(header::AUTHORIZATION) || headers.contains_key(X_API_KEY);
    let has_cookie = headers.get_all(header::COOKIE).iter().any(|value| {
        // A cookie header that is no text is taken for ours.
        value.to_str().map_or(true, |text| text.split(';').any(|pair| pair.trim().split('=').next() == Some(cookie)))
    });
    below("/rpc") || below("/admin") || (has_cookie && !has_key)
}

/// Browsers that say where a request comes from are believed; of the others, `Origin` must be ours.
/// `host`: the authority of the request line, where it has one.
fn is_ours(headers: &HeaderMap, host: Option<&str>, public: &SiteOrigin) -> bool {
    match single(headers, &SEC_FETCH_SITE) {
        Ok(Some(site)) => return matches!(site, "same-origin" | "none"),
        Err(Doubled) => return false,
        Ok(None) => {}
    }
    let Ok(Some(origin)) = single(headers, &header::ORIGIN) else { return false };
    if origin == public.as_str() {
        return true;
    }
    // The page was opened under another name of this server, such as localhost for 127.0.0.1. Its cookie belongs to
    // that name, and an attacker's page has another one.
    let host = host.or_else(|| single(headers, &header::HOST).ok().flatten());
    host.is_some_and(|host| {
        ["https", "http"].iter().any(|scheme| SiteOrigin::parse(&format!("{scheme}://{host}")).is_ok_and(|own| own.as_str() == origin))
    })
}

/// The header is there more than once, or is no text.
struct Doubled;

fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Doubled> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Doubled),
        (Some(_), Some(_)) => Err(Doubled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(HeaderName::from_static(name), value.parse().expect("a value"));
        }
        map
    }

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        is_ours(&headers(pairs), None, &SiteOrigin::parse("https://desk.example.com").expect("an origin"))
    }

    #[test]
    fn our_own_pages_pass() {
        assert!(ours(&[("sec-fetch-site", "same-origin")]));
        assert!(ours(&[("sec-fetch-site", "none")]));
        // A page with a strict referrer policy says `null` where the browser itself says same-origin.
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("origin", "null")]));
        assert!(ours(&[("origin", "https://desk.example.com")]));
        assert!(ours(&[("origin", "https://desk.example.com"), ("host", "10.0.0.7:3000")]), "behind a proxy");
        assert!(ours(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]));
        assert!(ours(&[("origin", "http://127.0.0.1:3000"), ("host", "127.0.0.1:3000")]));
        assert!(ours(&[("origin", "https://other-name.example"), ("host", "other-name.example")]));
    }

    #[test]
    fn everybody_else_is_refused() {
        for site in ["cross-site", "same-site", "", "SAME-ORIGIN", "same-origin, none"] {
            assert!(
                !is_ours(
                    &headers(&[]).tap("sec-fetch-site", site),
                    None,
                    &SiteOrigin::parse("https://desk.example.com").expect("an origin")
                ),
                "{site}"
            );
        }
        assert!(!ours(&[]));
        assert!(!ours(&[("host", "desk.example.com")]));
        assert!(!ours(&[("origin", "null"), ("host", "null")]));
        assert!(!ours(&[("origin", "https://evil.example")]));
        assert!(!ours(&[("origin", "https://evil.example"), ("host", "desk.example.com")]));
        assert!(!ours(&[("origin", "https://desk.example.com.evil.example"), ("host", "desk.example.com")]));
        assert!(!ours(&[("origin", "http://desk.example.com")]));
        assert!(!ours(&[("origin", "https://desk.example.com"), ("origin", "https://evil.example")]));
        assert!(!ours(&[("origin", "https://desk.example.com"), ("origin", "https://desk.example.com")]));
        assert!(!ours(&[("sec-fetch-site", "cross-site"), ("origin", "https://desk.example.com")]));
        assert!(!ours(&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")]));
        assert!(!ours(&[("origin", "http://localhost:4000"), ("host", "localhost:3000")]));
        assert!(!ours(&[("origin", "https://a.example"), ("host", "a.example"), ("host", "b.example")]));
    }

    trait Tap {
        fn tap(self, name: &'static str, value: &'static str) -> Self;
    }
    impl Tap for HeaderMap {
        fn tap(mut self, name: &'static str, value: &'static str) -> Self {
            self.append(HeaderName::from_static(name), value.parse().expect("a value"));
            self
        }
    }

    #[test]
    fn what_a_cookie_may_authenticate_needs_proof() {
        let needs = |method: Method, path, pairs: &[(&'static str, &'static str)]| needs_proof(&method, path, &headers(pairs), "sid");
        assert!(needs(Method::POST, "/rpc/session/log-in", &[]));
        assert!(needs(Method::POST, "/rpc/settings/keys/create", &[("authorization", "Bearer ck_x")]));
        assert!(needs(Method::DELETE, "/admin", &[]));
        assert!(needs(Method::POST, "/leads", &[("cookie", "a=b; sid=x")]));
        assert!(!needs(Method::POST, "/leads", &[("cookie", "a=b; sid=x"), ("x-api-key", "ck_x")]));
        assert!(!needs(Method::POST, "/leads", &[("cookie", "sidekick=x")]));
        assert!(!needs(Method::POST, "/rpc/chat/send", &[("cookie", "sid=x")]));
        assert!(needs(Method::POST, "/rpc/chatter", &[]));
        assert!(!needs(Method::GET, "/admin", &[("cookie", "sid=x")]));
    }
}
