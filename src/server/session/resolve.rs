//! Whose request it is, found out once for each request: the session's mark, its age, the account behind it.

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_sessions::{Session, session};

use super::{MARK, Mark, cookie::Answered, expiry, unavailable};
use crate::{domain::account::AdminAccount, server::state::AppState};

/// Who sends the request, as far as cookies tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    Stranger,
    SignedIn(AdminAccount),
    /// A cookie came, but the store or the database does not answer.
    Unknown,
}

pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // The chat never looks at the cookie, so no answer of it waits for the store.
    let is_chat = path.starts_with("/rpc/chat/");
    let caller = match request.extensions().get::<Session>().cloned() {
        Some(session) if session.id().is_some() && !is_chat => identify(&state, &session).await,
        _ => Caller::Stranger,
    };
    let is_page = request.method() == Method::GET && (path == "/admin" || path.starts_with("/admin/")) && path != "/admin/events";
    let mut response = if is_page && caller == Caller::Unknown {
        unavailable().into_response()
    } else {
        request.extensions_mut().insert(caller);
        next.run(request).await
    };
    response.extensions_mut().insert(Answered);
    response
}

async fn identify(state: &AppState, session: &Session) -> Caller {
    let mark = match session.get::<Mark>(MARK).await {
        Ok(Some(mark)) => mark,
        Ok(None) | Err(session::Error::SerdeJson(_)) => return Caller::Stranger,
        Err(session::Error::Store(error)) => {
            tracing::error!(%error, "the session store does not answer");
            return Caller::Unknown;
        }
    };
    let now = state.clock.now();
    let left = mark.left_s(now, state.config.session_lifetime_s);
    let known = match state.accounts.identify(&mark.admin).await {
        Ok(known) => known.filter(|known| mark.is_of(known)),
        Err(error) => {
            tracing::error!(%error, "the account of a session cannot be read");
            return Caller::Unknown;
        }
    };
    let (Some(left_s), Some(known)) = (left, known) else {
        // Over, the password is another one, or the account is gone. A store that fails to delete it now finds it expired later.
        let _ = session.flush().await;
        return Caller::Stranger;
    };
    if mark.is_due(now, state.config.session_lifetime_s) {
        let seen = Mark { seen: now, ..mark };
        if session.insert(MARK, &seen).await.is_ok() {
            session.set_expiry(expiry(left_s));
        }
    }
    Caller::SignedIn(known.account)
}
