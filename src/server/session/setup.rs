//! The first run: an account from the configuration, or a one-time token that lets whoever reads the log make one.

use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    domain::origin::SiteOrigin,
    server::config::FirstAdmin,
    service::{
        accounts::{Accounts, NewAdmin},
        error::ServiceError,
        ports::IdSource,
    },
};

/// The token of the first run; empty once there is an admin. Clones share it.
#[derive(Clone, Default)]
pub struct SetupToken(Arc<Mutex<Option<SecretString>>>);

impl SetupToken {
    /// Makes the configured account where there is none yet; without one, logs a link to the set-up, this once.
    pub async fn prepare(
        accounts: &Accounts,
        configured: Option<&FirstAdmin>,
        ids: &dyn IdSource,
        public_url: &SiteOrigin,
    ) -> Result<Self, ServiceError> {
        let token = Self::default();
        if !accounts.setup_needed().await? {
            return Ok(token);
        }
        if let Some(first) = configured {
            let new = NewAdmin {
                name: "Owner".into(),
                email: first.email.as_str().to_owned(),
                password: first.password.expose_secret().to_owned(),
            };
            match accounts.set_up(new, None).await {
                // Another instance of ours was quicker.
                Ok(_) | Err(ServiceError::Conflict(_)) => tracing::info!("the account of ADMIN_EMAIL is ready"),
                Err(error) => return Err(error),
            }
            return Ok(token);
        }
        token.set(Some(ids.secret().into()));
        if let Some(link) = token.link(public_url) {
            tracing::info!("First run. Open {link} to make your account.");
        }
        Ok(token)
    }

    /// Where the first account is made, while there is none. The token stands after the `#`: browsers keep that part to
    /// themselves, so it reaches no server's or proxy's log.
    pub fn link(&self, public_url: &SiteOrigin) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map(|token| format!("{}/admin/setup#token={}", public_url.as_str(), token.expose_secret()))
    }

    /// Whether this is the token. Hashes are compared, so that the time tells nothing of it.
    pub fn check(&self, typed: &str) -> bool {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().is_some_and(|kept| digest(kept.expose_secret()).ct_eq(&digest(typed.trim())).into())
    }

    /// There is an admin now: the token opens nothing any more.
    pub fn spend(&self) {
        self.set(None);
    }

    fn set(&self, value: Option<SecretString>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = value;
    }
}

fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_until_it_is_spent() {
        let token = SetupToken::default();
        assert!(!token.check(""), "without a token nothing opens");
        token.set(Some("the-token".into()));
        let public_url = SiteOrigin::parse("https://desk.example.com").expect("an origin");
        assert_eq!(token.link(&public_url).as_deref(), Some("https://desk.example.com/admin/setup#token=the-token"));
        let clone = token.clone();
        assert!(token.check(" the-token\n"));
        assert!(!token.check("the-tokem") && !token.check(""));
        clone.spend();
        assert!(!token.check("the-token"));
        assert_eq!(token.link(&public_url), None);
    }
}
