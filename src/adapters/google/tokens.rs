//! Access tokens: got when they are needed, kept in memory until shortly before their end, and got by one call at a time.

use std::{sync::Arc, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::{account::ServiceAccount, consent::GoogleConsent};
use crate::{
    domain::{meeting::event::CalendarError, schedule::interval::shifted, time::Timestamp},
    service::ports::{CalendarGrant, CalendarGrants, Clock, GrantRecord, REFRESH_TOKEN, Sealer},
};

/// A token is not used in its last seconds.
const MARGIN_S: i64 = 60;
/// Seconds that a token may live: what Google says beyond that is a mistake of somebody's clock.
const LIVES_S: std::ops::RangeInclusive<u64> = 1..=86_400;
/// What Google's tokens live, where it does not say.
const USUAL_S: u64 = 3_600;

/// A token as Google gave it.
pub struct Fresh {
    secret: SecretString,
    lives_s: u64,
}

impl Fresh {
    pub fn of(token: &str, lives: Option<Duration>) -> Self {
        let lives_s = lives.map_or(USUAL_S, |lives| lives.as_secs()).clamp(*LIVES_S.start(), *LIVES_S.end());
        Self { secret: SecretString::from(token), lives_s }
    }
}

/// A token to call with.
#[derive(Clone)]
pub struct AccessToken {
    secret: SecretString,
    /// Of the permission that it came from.
    version: u64,
    until: Timestamp,
}

impl AccessToken {
    pub fn bearer(&self) -> String {
        self.secret.expose_secret().to_owned()
    }
}

/// Where tokens come from.
pub enum Source {
    Consent { page: Arc<GoogleConsent>, grants: Arc<dyn CalendarGrants>, sealer: Arc<dyn Sealer> },
    Account(Box<ServiceAccount>),
}

/// What tokens are got with now: what the owner gave; nothing for a service account, which has its own key.
pub struct Permission(GrantRecord);

impl Permission {
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// None: a service account needs none.
    pub fn grant(&self) -> Option<&CalendarGrant> {
        self.0.grant.as_ref()
    }
}

pub struct Tokens {
    source: Source,
    clock: Arc<dyn Clock>,
    /// For so long after a failure nobody asks again.
    rest: Duration,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    token: Option<AccessToken>,
    failure: Option<Failed>,
}

struct Failed {
    version: u64,
    at: Timestamp,
    error: CalendarError,
}

impl Tokens {
    pub fn new(source: Source, clock: Arc<dyn Clock>, rest: Duration) -> Self {
        Self { source, clock, rest, kept: Mutex::default() }
    }

    pub fn source(&self) -> &Source {
        &self.source
    }

    /// None: no account is connected.
    pub async fn permission(&self) -> Result<Option<Permission>, CalendarError> {
        match &self.source {
            Source::Account(_) => Ok(Some(Permission(GrantRecord::default()))),
            Source::Consent { grants, .. } => {
                let record = grants.load().await.map_err(|error| {
                    tracing::error!(%error, "the permission for the calendar cannot be read");
                    CalendarError::Unavailable
                })?;
                Ok(record.grant.is_some().then_some(Permission(record)))
            }
        }
    }

    /// A token that is good for a while, of the permission of now. Of calls at one time, one asks Google and all get its
    /// answer.
    pub async fn of(&self, permission: &Permission) -> Result<AccessToken, CalendarError> {
        let mut kept = self.kept.lock().await;
        let soon = shifted(self.clock.now(), MARGIN_S);
        match &kept.token {
            Some(token) if token.version >= permission.version() && token.until > soon => Ok(token.clone()),
            _ => self.renew(permission, &mut kept).await,
        }
    }

    /// Another one than this, which Google has refused before its time.
    pub async fn instead_of(&self, refused: &AccessToken, permission: &Permission) -> Result<AccessToken, CalendarError> {
        let mut kept = self.kept.lock().await;
        match &kept.token {
            // Somebody else was quicker.
            Some(token) if token.version >= permission.version() && token.bearer() != refused.bearer() => Ok(token.clone()),
            _ => self.renew(permission, &mut kept).await,
        }
    }

    async fn renew(&self, permission: &Permission, kept: &mut Kept) -> Result<AccessToken, CalendarError> {
        let (version, now) = (permission.version(), self.clock.now());
        let rest_s = i64::try_from(self.rest.as_secs()).unwrap_or(i64::MAX);
        // Whoever read the permission before it changed gets what is known of the present one.
        if let Some(failed) = kept.failure.as_ref().filter(|failed| failed.version >= version && now < shifted(failed.at, rest_s)) {
            return Err(failed.error.clone());
        }
        kept.token = None;
        match self.ask(permission, now).await {
            Ok(fresh) => {
                let until = shifted(now, i64::try_from(fresh.lives_s).unwrap_or(i64::MAX));
                let token = AccessToken { secret: fresh.secret, version, until };
                *kept = Kept { token: Some(token.clone()), failure: None };
                Ok(token)
            }
            Err(error) => {
                tracing::warn!(%error, "Google gives no access token");
                kept.failure = Some(Failed { version, at: now, error: error.clone() });
                Err(error)
            }
        }
    }

    async fn ask(&self, permission: &Permission, now: Timestamp) -> Result<Fresh, CalendarError> {
        let (page, grants, sealer) = match &self.source {
            Source::Account(account) => return account.token(now).await,
            Source::Consent { page, grants, sealer } => (page, grants, sealer),
        };
        let grant = permission.grant().ok_or(CalendarError::Unavailable)?;
        if grant.dead_since.is_some() {
            return Err(CalendarError::GrantDead);
        }
        let Some(token) = sealer.open(REFRESH_TOKEN, &grant.refresh_token) else {
            let reason = "the saved permission was encrypted with another SECRET_KEY: connect the calendar again".to_owned();
            return Err(CalendarError::Refused { reason });
        };
        let outcome = page.refresh(&token).await;
        if matches!(outcome, Err(CalendarError::GrantDead)) {
            bury(&**grants, &permission.0, grant, now).await;
        }
        outcome
    }
}

/// Notes that Google refuses a permission, so that nobody asks with it again, here or in another instance. Where another
/// permission was saved meanwhile, that one stands.
async fn bury(grants: &dyn CalendarGrants, record: &GrantRecord, grant: &CalendarGrant, now: Timestamp) {
    let dead = CalendarGrant { dead_since: Some(now), ..grant.clone() };
    if let Err(error) = grants.save(&record.followed_by(Some(dead)), None).await {
        tracing::warn!(%error, "it could not be noted that the permission for the calendar is dead");
    }
}
