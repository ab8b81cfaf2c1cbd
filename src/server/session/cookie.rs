//! The session cookie: its name, and what the session library leaves wrong about it. Knows no session's content.

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::SET_COOKIE},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::unavailable;
use crate::server::state::AppState;

/// `__Host-` makes browsers refuse the cookie without `Secure`, with a `Domain`, or from a subdomain.
pub fn name(secure: bool) -> &'static str {
    if secure { "__Host-sid" } else { "sid" }
}

/// Marks an answer that came from behind the session layer.
#[derive(Clone, Copy)]
pub struct Answered;

/// The library's removal cookie has neither `Secure` nor `HttpOnly` (a browser then keeps a `__Host-` cookie), and
/// where its store fails to save it answers an empty 500.
pub async fn put_right(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR && response.extensions().get::<Answered>().is_none() {
        return unavailable().into_response();
    }
    let secure = state.config.session_cookie_secure;
    if response.headers().get_all(SET_COOKIE).iter().any(|cookie| is_removal(cookie, name(secure))) {
        let cookies: Vec<HeaderValue> = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
        response.headers_mut().remove(SET_COOKIE);
        for cookie in cookies {
            let cookie = if is_removal(&cookie, name(secure)) { removal(secure) } else { cookie };
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

fn removal(secure: bool) -> HeaderValue {
    HeaderValue::from_static(if secure {
        "__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    } else {
        "sid=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    })
}

fn is_removal(cookie: &HeaderValue, name: &str) -> bool {
    let rest = cookie.to_str().ok().and_then(|text| text.strip_prefix(name)).and_then(|rest| rest.strip_prefix('='));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_cookie_of_ours_is_a_removal() {
        let is = |text: &'static str| is_removal(&HeaderValue::from_static(text), "sid");
        assert!(is("sid=; Max-Age=0; Path=/"));
        assert!(is("sid="));
        assert!(!is("sid=abc; Path=/"));
        assert!(!is("sid2=; Path=/"));
        assert!(!is("other=; sid=; Path=/"));
    }
}
