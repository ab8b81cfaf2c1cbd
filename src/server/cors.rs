//! Which web pages may call the chat from a browser: exact origins, never with credentials.
//! This is a wall in browsers only; it authenticates nobody.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::state::AppState;
use crate::domain::{
    api_error::{ApiError, ErrorCode},
    origin::SiteOrigin,
};

/// What the caller's page may read.
enum Verdict {
    /// No page of another site: nothing to say.
    Silent,
    Any,
    Exactly(HeaderValue),
    Refused,
}

/// Middleware of the chat's routes.
pub async fn for_sites(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let sites = state.allowed_sites().await;
    let verdict = judge(request.headers(), &state.config.public_url, &sites);
    let preflight = request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = match verdict {
        Verdict::Refused => refusal().into_response(),
        _ if preflight => StatusCode::NO_CONTENT.into_response(),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let origin = match verdict {
        Verdict::Silent | Verdict::Refused => return response,
        Verdict::Any => HeaderValue::from_static("*"),
        Verdict::Exactly(origin) => origin,
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if preflight {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, DELETE"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type, last-event-id"));
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    } else {
        let readable = HeaderValue::from_static("x-request-id, ratelimit, ratelimit-policy, retry-after");
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, readable);
    }
    response
}

/// The same wall for the chat's server functions, which only our own pages can read: a page of another site could still send
/// them. 403 where there is a list without it.
pub async fn refuse_other_sites(state: &AppState, headers: &HeaderMap) -> Result<(), ApiError> {
    match judge(headers, &state.config.public_url, &state.allowed_sites().await) {
        Verdict::Refused => Err(refusal()),
        Verdict::Silent | Verdict::Any | Verdict::Exactly(_) => Ok(()),
    }
}

fn refusal() -> ApiError {
    ApiError::new(ErrorCode::Forbidden, "This site may not use the chat.")
}

fn judge(headers: &HeaderMap, own: &SiteOrigin, sites: &[SiteOrigin]) -> Verdict {
    let origins: Vec<&HeaderValue> = headers.get_all(header::ORIGIN).iter().collect();
    let origin = match origins.as_slice() {
        [] => return Verdict::Silent,
        [one] => one.to_str().ok(),
        _ => None,
    };
    match origin {
        Some(origin) if is_own(origin, headers, own) => Verdict::Silent,
        _ if sites.is_empty() => Verdict::Any,
        Some(origin) if sites.iter().any(|site| site.as_str() == origin) => {
            HeaderValue::from_str(origin).map_or(Verdict::Refused, Verdict::Exactly)
        }
        _ => Verdict::Refused,
    }
}

/// Our own pages: under the public address or, on this machine, under whatever name it was opened.
pub fn is_own(origin: &str, headers: &HeaderMap, own: &SiteOrigin) -> bool {
    if origin == own.as_str() {
        return true;
    }
    // Opened under a bare address or as localhost. Any other name could be an attacker's that leads to us.
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let Ok(url) = url::Url::parse(&format!("http://{host}")) else { return false };
    let is_address = matches!(url.host(), Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)));
    (is_address || url.host_str() == Some("localhost"))
        && [format!("http://{host}"), format!("https://{host}")].iter().any(|own| own == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(origins: &[&str], sites: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("desk.example.com"));
        for origin in origins {
            headers.append(header::ORIGIN, HeaderValue::from_bytes(origin.as_bytes()).expect("a header"));
        }
        let sites: Vec<SiteOrigin> = sites.iter().map(|site| SiteOrigin::parse(site).expect("a site")).collect();
        match judge(&headers, &SiteOrigin::parse("https://desk.example.com").expect("ours"), &sites) {
            Verdict::Silent => "silent".into(),
            Verdict::Any => "*".into(),
            Verdict::Exactly(origin) => origin.to_str().expect("text").to_owned(),
            Verdict::Refused => "refused".into(),
        }
    }

    #[test]
    fn our_own_pages_and_non_browsers_need_no_word() {
        assert_eq!(verdict(&[], &["https://shop.example.com"]), "silent");
        assert_eq!(verdict(&["https://desk.example.com"], &["https://shop.example.com"]), "silent");
    }

    #[test]
    fn without_a_list_any_site_may_and_none_is_reflected() {
        for origin in ["https://evil.example", "null", "https://a b", "\u{e9}"] {
            assert_eq!(verdict(&[origin], &[]), "*", "{origin}");
        }
    }

    #[test]
    fn with_a_list_only_exact_origins_pass() {
        let sites = ["https://shop.example.com", "http://localhost:8080"];
        assert_eq!(verdict(&["https://shop.example.com"], &sites), "https://shop.example.com");
        assert_eq!(verdict(&["http://localhost:8080"], &sites), "http://localhost:8080");
        for trick in [
            "null",
            "https://evil.example",
            "http://shop.example.com",
            "https://shop.example.com.evil.example",
            "https://evilshop.example.com",
            "https://sub.shop.example.com",
            "https://shop.example.com:444",
            "https://shop.example.com:443",
            "https://shop.example.com/",
            "https://shop.example.com@evil.example",
            "https://SHOP.example.com",
            "https://shop.example.com, https://evil.example",
            "http://localhost:8081",
            "http://desk.example.com",
            "",
            "*",
        ] {
            assert_eq!(verdict(&[trick], &sites), "refused", "{trick}");
        }
        assert_eq!(verdict(&["https://shop.example.com", "https://evil.example"], &sites), "refused", "two headers");
    }

    #[test]
    fn under_an_address_we_are_ourselves_under_a_name_maybe_not() {
        let own = SiteOrigin::parse("http://127.0.0.1:3000").expect("ours");
        let at = |host: &'static str, origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static(host));
            is_own(origin, &headers, &own)
        };
        assert!(at("localhost:3000", "http://localhost:3000"));
        assert!(at("[::1]:3000", "http://[::1]:3000"));
        assert!(at("192.168.1.5:3000", "http://192.168.1.5:3000"));
        assert!(!at("localhost:3000", "http://localhost:4000"));
        assert!(!at("rebound.example", "http://rebound.example"));
    }
}
