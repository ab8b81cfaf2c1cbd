//! Admin sessions: where they are kept, how long they last, and the layers that every cookie-authenticated route
//! passes. A session exists only for who has logged in; visitors never get one. Must not know passwords.

mod answers;
mod cookie;
mod csrf;
mod redis;
mod resolve;
mod setup;
mod store;

use std::{convert::Infallible, future::Future};

use axum::{extract::Request, middleware, response::Response, routing::Route};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tower::{Layer, Service, ServiceBuilder};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite, cookie::time};

pub use answers::is_dashboard_path;
pub use resolve::Caller;
pub use setup::SetupToken;
pub use store::{Sessions, SessionsError};

use super::state::AppState;
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::AdminId,
        time::{Timestamp, millis_between},
    },
    service::{accounts::Identity, permission::Admin},
};

/// However busy, a session ends after a week.
const ABSOLUTE_S: u64 = 7 * 24 * 60 * 60;
/// Activity is written down at most this often (in short sessions, four times before they would end).
const TOUCH_S: u64 = 60;
/// Whose session it is: the one entry that every session has.
const MARK: &str = "signed_in";

/// Who signed in, with which password, when, and when the session was last seen in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    admin: AdminId,
    /// [`Identity::password_mark`]. Empty in sessions of before there was one: they are over.
    #[serde(default)]
    password: String,
    since: Timestamp,
    seen: Timestamp,
}

impl Mark {
    /// Seconds the session may still lie idle; None when it is over.
    fn left_s(&self, now: Timestamp, idle_s: u64) -> Option<u64> {
        let used = millis_between(self.since, now) / 1_000;
        let idle = millis_between(self.seen, now) / 1_000;
        let absolute = ABSOLUTE_S.checked_sub(used).filter(|left| *left > 0)?;
        (idle < idle_s).then(|| idle_s.min(absolute))
    }

    /// The account has the password that the session began with.
    fn is_of(&self, known: &Identity) -> bool {
        self.admin == known.account.id && self.password == known.password_mark
    }

    fn is_due(&self, now: Timestamp, idle_s: u64) -> bool {
        millis_between(self.seen, now) / 1_000 >= TOUCH_S.min(idle_s / 4)
    }
}

fn expiry(left_s: u64) -> Option<Expiry> {
    Some(Expiry::OnInactivity(time::Duration::seconds(i64::try_from(left_s).unwrap_or(i64::MAX))))
}

/// Begins the admin's session under a new id, whatever cookie came: an id that somebody planted is worth nothing.
pub async fn begin(session: &Session, known: &Identity, state: &AppState) -> Result<(), ApiError> {
    let now = state.clock.now();
    let mark = Mark { admin: known.account.id.clone(), password: known.password_mark.clone(), since: now, seen: now };
    session.clear().await;
    session.cycle_id().await.map_err(|error| store_failed(&error))?;
    session.insert(MARK, &mark).await.map_err(|error| store_failed(&error))?;
    session.set_expiry(expiry(state.config.session_lifetime_s.min(ABSOLUTE_S)));
    Ok(())
}

/// Ends the session on the server, and its streams; the layer takes the cookie back.
pub async fn end(session: &Session, state: &AppState) -> Result<(), ApiError> {
    let id = session.id();
    session.flush().await.map_err(|error| store_failed(&error))?;
    if let Some(id) = id {
        state.sessions.announce_end(id);
    }
    Ok(())
}

/// Asks the store and the accounts anew whether this admin's session is still there: for answers that last.
pub async fn is_alive(session: &Session, admin: &Admin, state: &AppState) -> bool {
    if session.load().await.is_err() {
        // The store may be away for a moment; the next look decides.
        return true;
    }
    let mark = session.get::<Mark>(MARK).await.ok().flatten();
    let Some(mark) = mark else { return false };
    if &mark.admin != admin.id() || mark.left_s(state.clock.now(), state.config.session_lifetime_s).is_none() {
        return false;
    }
    match state.accounts.identify(admin.id()).await {
        Ok(known) => known.is_some_and(|known| mark.is_of(&known)),
        // The database may be away for a moment, too.
        Err(_) => true,
    }
}

/// Keeps something in the session until it is taken out, or until somebody signs in with it anew.
pub async fn keep(session: &Session, name: &str, value: &impl Serialize) -> Result<(), ApiError> {
    session.insert(name, value).await.map_err(|error| store_failed(&error))
}

/// Takes out what was kept, in the store, too: it cannot be taken twice. None also for what is of another form.
pub async fn take<T: DeserializeOwned>(session: &Session, name: &str) -> Result<Option<T>, ApiError> {
    let Some(kept) = session.remove_value(name).await.map_err(|error| store_failed(&error))? else { return Ok(None) };
    session.save().await.map_err(|error| store_failed(&error))?;
    Ok(serde_json::from_value(kept).ok())
}

/// The store did not do its work: 503, and one line in the log.
fn store_failed(error: &tower_sessions::session::Error) -> ApiError {
    tracing::error!(%error, "the session store does not answer");
    unavailable()
}

pub fn unavailable() -> ApiError {
    ApiError {
        retry_after: Some(5),
        ..ApiError::new(ErrorCode::Unavailable, "Signing in does not work at the moment. Try again in a few seconds.")
    }
}

/// What every route behind the admin's cookie passes, from the outside in: the cookie's attributes and the store's
/// failures put right; requests of other sites refused; the session; whose it is; errors with their true status.
pub fn layer(state: &AppState) -> impl Layer<Route, Service = impl Guarded> + Clone + Send + Sync + 'static {
    let secure = state.config.session_cookie_secure;
    let sessions = SessionManagerLayer::new(state.sessions.store())
        .with_name(cookie::name(secure))
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::seconds(i64::try_from(state.config.session_lifetime_s).unwrap_or(i64::MAX))));
    ServiceBuilder::new()
        .layer(middleware::from_fn_with_state(state.clone(), cookie::put_right))
        .layer(middleware::from_fn_with_state(state.clone(), csrf::refuse_other_sites))
        .layer(sessions)
        .layer(middleware::from_fn_with_state(state.clone(), resolve::resolve))
        .layer(middleware::from_fn(answers::tell_truly))
        .into_inner()
}

/// A service as axum's router takes it.
pub trait Guarded:
    Service<Request, Response = Response, Error = Infallible, Future: Future<Output = Result<Response, Infallible>> + Send + 'static>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<S> Guarded for S where
    S: Service<Request, Response = Response, Error = Infallible, Future: Future<Output = Result<Response, Infallible>> + Send + 'static>
        + Clone
        + Send
        + Sync
        + 'static
{
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn mark(since: i64, seen: i64) -> Mark {
        Mark { admin: AdminId::new(uuid::Uuid::from_u128(1)), password: "a mark".into(), since: at(since), seen: at(seen) }
    }

    #[test]
    fn a_session_ends_by_idleness_or_by_age() {
        assert_eq!(mark(0, 0).left_s(at(0), 3_600), Some(3_600));
        assert_eq!(mark(0, 0).left_s(at(3_599), 3_600), Some(3_600));
        assert_eq!(mark(0, 0).left_s(at(3_600), 3_600), None);
        let week = 7 * 24 * 3_600;
        assert_eq!(mark(0, week - 10).left_s(at(week - 10), 3_600), Some(10), "never beyond the week");
        assert_eq!(mark(0, week - 10).left_s(at(week), 3_600), None);
        assert_eq!(mark(100, 100).left_s(at(0), 3_600), Some(3_600), "a clock set back ends no session");
    }

    #[test]
    fn a_session_of_before_passwords_had_marks_has_none() {
        let old = r#"{"admin":"adm_00000000000000000000000000000001","since":"1970-01-01T00:00:00Z","seen":"1970-01-01T00:00:00Z"}"#;
        assert_eq!(serde_json::from_str::<Mark>(old).expect("a mark"), Mark { password: String::new(), ..mark(0, 0) });
    }

    #[test]
    fn activity_is_written_once_a_minute() {
        assert!(!mark(0, 0).is_due(at(59), 3_600));
        assert!(mark(0, 0).is_due(at(60), 3_600));
        assert!(mark(0, 0).is_due(at(15), 60));
    }
}
