//! Connecting the owner's calendar account, and letting go of it. Must not know whose consent page it is, or which cipher seals.

use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::{
    error::{ServiceError, StorageError},
    permission::Owner,
    ports::{CalendarGrant, CalendarGrants, Clock, ConsentError, ConsentPage, IdSource, REFRESH_TOKEN, Sealer},
};
use crate::domain::{schedule::interval::shifted, time::Timestamp};

/// How long the owner may take on the consent page, in seconds.
const CONSENT_S: i64 = 600;

#[derive(Clone)]
pub struct CalendarAccount {
    /// None: this installation has no client of a consent page.
    pub page: Option<Arc<dyn ConsentPage>>,
    pub grants: Arc<dyn CalendarGrants>,
    pub sealer: Arc<dyn Sealer>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    pub answered: Answered,
}

/// What was answered in the last ten minutes: of two answers at one moment, both may be found in the session. Clones share it.
#[derive(Clone, Default)]
pub struct Answered(Arc<Mutex<Vec<PendingConsent>>>);

impl Answered {
    /// False: it was answered already.
    fn takes(&self, pending: &PendingConsent, now: Timestamp) -> bool {
        let mut answered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        answered.retain(|other| now < shifted(other.asked_at, CONSENT_S));
        let is_first = !answered.contains(pending);
        if is_first {
            answered.push(pending.clone());
        }
        is_first
    }
}

/// A consent that was asked for. It belongs into the session of whoever asked, is taken out of it before it is used, and
/// so works once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingConsent {
    state: String,
    verifier: String,
    asked_at: Timestamp,
}

/// What the browser brought back from the consent page, as it stands in the address.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ConsentAnswer {
    pub state: Option<String>,
    pub code: Option<String>,
    /// Such as `access_denied`.
    pub error: Option<String>,
}

/// Why no account is connected now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Nobody in this session asked, it was too long ago, or for another answer. Nobody was called.
    #[error("this link is not the one that was asked for in the last ten minutes: connect again")]
    NotAsked,
    /// The owner said no.
    #[error("access was not given")]
    Denied,
    #[error(transparent)]
    Consent(#[from] ConsentError),
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<StorageError> for ConnectError {
    fn from(error: StorageError) -> Self {
        Self::Service(error.into())
    }
}

impl CalendarAccount {
    /// Where to send the browser, and what to keep in its session meanwhile.
    pub fn ask(&self, _owner: &Owner) -> Result<(String, PendingConsent), ServiceError> {
        let page = self.page()?;
        let pending = PendingConsent { state: self.ids.secret(), verifier: self.ids.secret(), asked_at: self.clock.now() };
        Ok((page.url(&pending.state, &pending.verifier), pending))
    }

    /// `pending`: what was in the session, already taken out of it.
    ///
    /// # Errors
    /// [`ConnectError::NotAsked`] before anybody is called; a permission that was there stays in every case.
    pub async fn connect(&self, owner: &Owner, pending: Option<PendingConsent>, answer: ConsentAnswer) -> Result<(), ConnectError> {
        let pending = pending.filter(|pending| self.is_answer_to(pending, &answer)).ok_or(ConnectError::NotAsked)?;
        let code = match (answer.code, answer.error) {
            (Some(code), None) if !code.is_empty() => code,
            (_, Some(_)) => return Err(ConnectError::Denied),
            _ => return Err(ConnectError::NotAsked),
        };
        if !self.answered.takes(&pending, self.clock.now()) {
            return Err(ConnectError::NotAsked);
        }
        let granted = self.page()?.redeem(&code, &pending.verifier).await?;
        let now = self.clock.now();
        let grant = CalendarGrant {
            refresh_token: self.sealer.seal(REFRESH_TOKEN, &granted.refresh_token),
            scopes: granted.scopes,
            granted_at: now,
            expires_at: granted.lasts_s.map(|seconds| shifted(now, i64::try_from(seconds).unwrap_or(i64::MAX))),
            dead_since: None,
        };
        self.keep(owner, "calendar_connected", Some(grant)).await?;
        Ok(())
    }

    /// Forgets the permission and gives it back. False: it is forgotten here, but Google could not be told.
    pub async fn disconnect(&self, owner: &Owner) -> Result<bool, ServiceError> {
        let Some(grant) = self.keep(owner, "calendar_disconnected", None).await? else { return Ok(true) };
        let token = self.sealer.open(REFRESH_TOKEN, &grant.refresh_token);
        match (&self.page, token) {
            (Some(page), Some(token)) => Ok(page.revoke(&token).await.is_ok()),
            _ => Ok(false),
        }
    }

    fn page(&self) -> Result<&Arc<dyn ConsentPage>, ServiceError> {
        self.page.as_ref().ok_or(ServiceError::NotFound("client for Google's consent page"))
    }

    fn is_answer_to(&self, pending: &PendingConsent, answer: &ConsentAnswer) -> bool {
        let now = self.clock.now();
        let in_time = pending.asked_at <= now && now < shifted(pending.asked_at, CONSENT_S);
        in_time && answer.state.as_deref() == Some(pending.state.as_str())
    }

    /// Replaces the permission, and gives the one that was there. The last of two at once wins.
    async fn keep(&self, owner: &Owner, deed: &str, grant: Option<CalendarGrant>) -> Result<Option<CalendarGrant>, StorageError> {
        let mut tries = 3;
        loop {
            let before = self.grants.load().await?;
            if before.grant.is_none() && grant.is_none() {
                return Ok(None);
            }
            let entry = owner.does(deed, None, &*self.clock, &*self.ids);
            match self.grants.save(&before.followed_by(grant.clone()), Some(entry)).await {
                Err(StorageError::Conflict) if tries > 0 => tries -= 1,
                outcome => return outcome.map(|()| before.grant),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Mutex, time::Duration};

    use async_trait::async_trait;
    use futures_executor::LocalPool;

    use super::*;
    use crate::{
        domain::{account::Role, ids::AdminId},
        service::{
            memory::{ManualClock, MemoryAudit, MemoryCalendarGrants, SequentialIds},
            permission::Admin,
            ports::{AuditLog, Granted},
        },
    };

    fn block_on<T>(story: impl Future<Output = T>) -> T {
        LocalPool::new().run_until(story)
    }

    struct Mirror;

    impl Sealer for Mirror {
        fn seal(&self, context: &str, plain: &str) -> String {
            format!("{context}|{}", plain.chars().rev().collect::<String>())
        }
        fn open(&self, context: &str, sealed: &str) -> Option<String> {
            Some(sealed.strip_prefix(context)?.strip_prefix('|')?.chars().rev().collect())
        }
    }

    /// Remembers what it was asked.
    #[derive(Default)]
    struct Page {
        redeemed: Mutex<Vec<(String, String)>>,
        revoked: Mutex<Vec<String>>,
        is_down: Mutex<bool>,
    }

    #[async_trait]
    impl ConsentPage for Page {
        fn url(&self, state: &str, verifier: &str) -> String {
            assert_ne!(state, verifier);
            format!("https://consent.example/?state={state}")
        }
        async fn redeem(&self, code: &str, verifier: &str) -> Result<Granted, ConsentError> {
            self.redeemed.lock().expect("a test").push((code.into(), verifier.into()));
            match code {
                "4/good" => Ok(Granted { refresh_token: "1//secret".into(), scopes: vec!["events".into()], lasts_s: Some(604_799) }),
                _ => Err(ConsentError::CodeRefused),
            }
        }
        async fn revoke(&self, refresh_token: &str) -> Result<(), ConsentError> {
            self.revoked.lock().expect("a test").push(refresh_token.into());
            if *self.is_down.lock().expect("a test") { Err(ConsentError::Unavailable) } else { Ok(()) }
        }
    }

    struct World {
        account: CalendarAccount,
        page: Arc<Page>,
        clock: ManualClock,
        audit: MemoryAudit,
    }

    fn world() -> World {
        let (page, clock, audit) = (Arc::new(Page::default()), ManualClock::default(), MemoryAudit::default());
        let account = CalendarAccount {
            page: Some(Arc::clone(&page) as _),
            grants: Arc::new(MemoryCalendarGrants::beside(&audit)),
            sealer: Arc::new(Mirror),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
            answered: Answered::default(),
        };
        World { account, page, clock, audit }
    }

    fn owner() -> Owner {
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        admin.owner().expect("an owner")
    }

    fn answer(pending: &PendingConsent, code: &str) -> ConsentAnswer {
        ConsentAnswer { state: Some(pending.state.clone()), code: Some(code.into()), error: None }
    }

    #[test]
    fn a_permission_is_kept_sealed_until_it_is_given_back() {
        let World { account, page, clock, audit } = world();
        block_on(async {
            let (url, pending) = account.ask(&owner()).expect("asked");
            assert!(url.ends_with(&pending.state) && !url.contains(&pending.verifier));
            clock.advance(Duration::from_secs(599));
            account.connect(&owner(), Some(pending.clone()), answer(&pending, "4/good")).await.expect("connected");
            assert_eq!(*page.redeemed.lock().expect("a test"), [("4/good".to_owned(), pending.verifier.clone())]);
            let kept = account.grants.load().await.expect("memory");
            let grant = kept.grant.expect("a grant");
            assert!(!grant.refresh_token.contains("1//secret"));
            assert_eq!((kept.version, grant.granted_at, grant.dead_since), (1, clock.now(), None));
            assert_eq!(grant.expires_at, Some(shifted(clock.now(), 604_799)));

            assert_eq!(account.disconnect(&owner()).await, Ok(true));
            assert_eq!(account.disconnect(&owner()).await, Ok(true), "nothing is left to give back");
            assert_eq!(*page.revoked.lock().expect("a test"), ["1//secret"]);
            assert_eq!(account.grants.load().await.expect("memory").grant, None);
            let deeds: Vec<String> = audit.latest(9).await.expect("memory").into_iter().map(|entry| entry.action).collect();
            assert_eq!(deeds, ["calendar_disconnected", "calendar_connected"]);
        });
    }

    #[test]
    fn an_answer_that_nobody_asked_for_calls_nobody() {
        let World { account, page, clock, .. } = world();
        block_on(async {
            let (_, pending) = account.ask(&owner()).expect("asked");
            let (_, other) = account.ask(&owner()).expect("asked");
            let nothing = ConsentAnswer::default();
            for (pending, answer) in [
                (None, answer(&pending, "4/good")),
                (Some(pending.clone()), answer(&other, "4/good")),
                (Some(pending.clone()), ConsentAnswer { code: Some("4/good".into()), ..nothing.clone() }),
                (Some(pending.clone()), ConsentAnswer { state: Some(pending.state.clone()), ..nothing.clone() }),
                (Some(pending.clone()), answer(&pending, "")),
            ] {
                assert_eq!(account.connect(&owner(), pending, answer).await, Err(ConnectError::NotAsked));
            }
            clock.advance(Duration::from_secs(600));
            let late = account.connect(&owner(), Some(pending.clone()), answer(&pending, "4/good")).await;
            assert_eq!(late, Err(ConnectError::NotAsked));
            assert!(page.redeemed.lock().expect("a test").is_empty());
        });
    }

    #[test]
    fn of_two_answers_to_one_question_one_is_redeemed() {
        let World { account, page, .. } = world();
        block_on(async {
            let (_, pending) = account.ask(&owner()).expect("asked");
            let (clone, owner) = (account.clone(), owner());
            // Both have found it in the session.
            let twice = futures::future::join(
                account.connect(&owner, Some(pending.clone()), answer(&pending, "4/good")),
                clone.connect(&owner, Some(pending.clone()), answer(&pending, "4/good")),
            );
            assert_eq!(twice.await, (Ok(()), Err(ConnectError::NotAsked)));
            assert_eq!(page.redeemed.lock().expect("a test").len(), 1);
            let (_, next) = account.ask(&owner).expect("asked");
            account.connect(&owner, Some(next.clone()), answer(&next, "4/good")).await.expect("connected again");
        });
    }

    #[test]
    fn a_permission_that_was_there_survives_what_fails() {
        let World { account, page, .. } = world();
        block_on(async {
            let (_, pending) = account.ask(&owner()).expect("asked");
            account.connect(&owner(), Some(pending.clone()), answer(&pending, "4/good")).await.expect("connected");
            let (_, again) = account.ask(&owner()).expect("asked");
            let denied = ConsentAnswer { state: Some(again.state.clone()), code: None, error: Some("access_denied".into()) };
            assert_eq!(account.connect(&owner(), Some(again.clone()), denied).await, Err(ConnectError::Denied));
            let refused = account.connect(&owner(), Some(again.clone()), answer(&again, "4/used")).await;
            assert_eq!(refused, Err(ConnectError::Consent(ConsentError::CodeRefused)));
            assert_eq!(account.grants.load().await.expect("memory").version, 1);
            *page.is_down.lock().expect("a test") = true;
            assert_eq!(account.disconnect(&owner()).await, Ok(false), "forgotten here all the same");
            assert_eq!(account.grants.load().await.expect("memory").grant, None);
        });
    }

    #[test]
    fn without_a_client_there_is_no_page() {
        let World { account, .. } = world();
        let account = CalendarAccount { page: None, ..account };
        assert!(matches!(account.ask(&owner()), Err(ServiceError::NotFound(_))));
    }
}
