//! Server functions answer every error with 500; here it gets its true status. And a plain form (no scripts) is sent
//! back to its page with a code that the page puts into words: nothing else of the failure enters the URL.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use server_fn::error::SERVER_FN_ERROR_HEADER;

use crate::domain::api_error::{ApiError, ErrorCode};

/// An error of ours is far smaller.
const MOST: usize = 64 * 1024;

pub async fn tell_truly(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !path.starts_with("/rpc/") {
        return next.run(request).await;
    }
    // The chat has no plain forms here: the widget's own page takes them.
    let form = is_plain_form(request.headers()) && !path.starts_with("/rpc/chat/");
    let back = form.then(|| page_of(&path, request.headers()));
    let response = next.run(request).await;
    if !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        return match back {
            // The library would go back to the page that a plain form came from, wherever that is.
            Some(page) if leads_away(&response) => redirect(&page),
            _ => response,
        };
    }
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, MOST).await.unwrap_or_default();
    let error = serde_json::from_slice(&bytes).unwrap_or_else(|_| ApiError::new(ErrorCode::Internal, "Something went wrong on our side."));
    if let Some(page) = back {
        return redirect(&with_code(&page, &error));
    }
    parts.headers.remove(header::LOCATION);
    parts.status = StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(seconds) = error.retry_after {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn is_plain_form(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accepted| accepted.contains("text/html"))
}

/// The page that has the form of this server function: known for those without a session, else the referring page of
/// ours. Of the referring page's query only `next` is kept, the page to go to after signing in.
fn page_of(path: &str, headers: &HeaderMap) -> String {
    let referer = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).and_then(|text| url::Url::parse(text).ok());
    match path {
        "/rpc/session/log-in" => {
            let next =
                referer.as_ref().and_then(|url| url.query_pairs().find(|(name, _)| name == "next").map(|(_, next)| next.into_owned()));
            match next.filter(|next| is_dashboard_path(next)) {
                Some(next) => with_pairs("/admin/login", &[("next", &next)]),
                None => "/admin/login".to_owned(),
            }
        }
        "/rpc/session/set-up" => "/admin/setup".to_owned(),
        "/rpc/session/join" => "/admin/join".to_owned(),
        _ => referer.map(|url| url.path().to_owned()).filter(|path| is_dashboard_path(path)).unwrap_or_else(|| "/admin".to_owned()),
    }
}

fn with_pairs(page: &str, pairs: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let joint = if page.contains('?') { '&' } else { '?' };
    format!("{page}{joint}{query}")
}

/// A path of the dashboard that a browser takes for nothing else.
pub fn is_dashboard_path(path: &str) -> bool {
    let below = path.strip_prefix("/admin").is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    below && path.len() <= 1_000 && !path.contains("//") && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// The code, and the names of the fields at fault: never what was typed.
fn with_code(page: &str, error: &ApiError) -> String {
    let fields = error.fields.keys().map(String::as_str).collect::<Vec<_>>().join(",");
    let seconds = error.retry_after.map(|seconds| seconds.to_string()).unwrap_or_default();
    let mut pairs = vec![("error", error.code.as_str()), ("fields", &fields), ("retry_after", &seconds)];
    pairs.retain(|(_, value)| !value.is_empty());
    with_pairs(page, &pairs)
}

fn leads_away(response: &Response) -> bool {
    let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    response.status().is_redirection() && !location.is_some_and(is_dashboard_path)
}

fn redirect(to: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/admin"));
    response.headers_mut().insert(header::LOCATION, location);
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn only_paths_of_the_dashboard_are_gone_to() {
        for good in ["/admin", "/admin/", "/admin/conversations?open=1", "/admin?x=1"] {
            assert!(is_dashboard_path(good), "{good}");
        }
        let long = format!("/admin/{}", "a".repeat(1_000));
        for bad in [
            "",
            "/",
            "//evil.example",
            "/admin//evil",
            "/administrator",
            "https://evil.example/admin",
            "/admin\r\nSet-Cookie: a=b",
            "/admin\\evil",
            "admin",
            "/admin/ä",
            "/admin/ x",
            &long,
        ] {
            assert!(!is_dashboard_path(bad), "{bad}");
        }
    }

    #[test]
    fn a_failed_form_comes_back_with_a_code_only() {
        let error = ApiError {
            retry_after: Some(7),
            ..ApiError::fields(BTreeMap::from([("email".into(), "ana@home".into()), ("name".into(), "x".into())]))
        };
        assert_eq!(with_code("/admin/setup", &error), "/admin/setup?error=invalid_fields&fields=email%2Cname&retry_after=7");
    }

    #[test]
    fn a_form_goes_back_to_a_page_of_ours() {
        let from = |referer: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, HeaderValue::from_static(referer));
            page_of("/rpc/settings/keys/revoke", &headers)
        };
        assert_eq!(from("https://desk.example.com/admin/settings/keys?x=secret"), "/admin/settings/keys");
        assert_eq!(from("https://evil.example/phish"), "/admin");
        assert_eq!(from("https://evil.example/admin//evil.example"), "/admin");
        assert_eq!(page_of("/rpc/session/log-in", &HeaderMap::new()), "/admin/login");
        let log_in = |query: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, format!("https://desk.example.com/admin/login?{query}").parse().expect("a header"));
            page_of("/rpc/session/log-in", &headers)
        };
        assert_eq!(log_in("error=unauthorized&next=%2Fadmin%2Fsettings"), "/admin/login?next=%2Fadmin%2Fsettings");
        assert_eq!(log_in("next=%2F%2Fevil.example"), "/admin/login");
        let twice = with_code(&log_in("next=%2Fadmin"), &ApiError::new(ErrorCode::Unauthorized, "x"));
        assert_eq!(twice, "/admin/login?next=%2Fadmin&error=unauthorized");
    }
}
