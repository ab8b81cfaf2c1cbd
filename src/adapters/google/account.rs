//! A service account: a key of its own signs what it asks tokens with. It may speak for a user of the domain, if that was
//! delegated to it.

use std::{fmt, path::Path, time::Duration};

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rustls::pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde::Deserialize;
use serde_json::json;
use url::Url;

use super::{Addresses, GoogleSetupError, Patience, consent::error_of, tokens::Fresh, wire::Wire};
use crate::domain::{email::Email, meeting::event::CalendarError, time::Timestamp};

/// It owns nobody's events, so that the scope for owned ones would not do.
const SCOPES: &str = "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// Seconds that an assertion may be used in: Google takes an hour at most.
const LIVES_S: i64 = 600;

/// The file, as far as it is needed.
#[derive(Deserialize)]
struct KeyFile {
    #[serde(rename = "type")]
    kind: String,
    client_email: String,
    private_key: String,
}

pub struct ServiceAccount {
    email: String,
    /// Whom it speaks for.
    user: Option<Email>,
    key: RsaKeyPair,
    token: Url,
    wire: Wire,
}

impl fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAccount").field("email", &self.email).field("user", &self.user).finish_non_exhaustive()
    }
}

impl ServiceAccount {
    /// Of the JSON file that Google's console gives its owner.
    pub fn read(file: &Path, user: Option<Email>, addresses: &Addresses, patience: Patience) -> Result<Self, GoogleSetupError> {
        let text = std::fs::read(file).map_err(|error| GoogleSetupError::KeyFile(error.kind().to_string()))?;
        let wrong = |what: &str| GoogleSetupError::KeyFile(what.to_owned());
        let file: KeyFile = serde_json::from_slice(&text).map_err(|_| wrong("it is not the JSON key of a service account"))?;
        if file.kind != "service_account" {
            return Err(wrong("it is the key of something else than a service account"));
        }
        let der =
            PrivatePkcs8KeyDer::from_pem_slice(file.private_key.as_bytes()).map_err(|_| wrong("its private key is not PKCS #8 in PEM"))?;
        let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| wrong("its private key is not RSA"))?;
        let wire = Wire::new(&addresses.token, patience.call)?;
        Ok(Self { email: file.client_email, user, key, token: addresses.token.clone(), wire })
    }

    /// It speaks for nobody: Google lets it invite nobody and make no calls.
    pub(super) fn is_bare(&self) -> bool {
        self.user.is_none()
    }

    /// Whose calendars it works in.
    pub(super) fn name(&self) -> &str {
        self.user.as_ref().map_or(self.email.as_str(), Email::as_str)
    }

    pub(super) async fn token(&self, now: Timestamp) -> Result<Fresh, CalendarError> {
        let assertion = self.assertion(now).ok_or_else(|| refused("its key cannot sign"))?;
        let answer = self.wire.post_form(&self.token, &[("grant_type", GRANT), ("assertion", &assertion)]).await;
        let (status, body) = answer.map_err(|_| CalendarError::Unavailable)?;
        #[derive(Deserialize)]
        struct Answer {
            access_token: String,
            expires_in: Option<u64>,
        }
        match (status, serde_json::from_slice::<Answer>(&body)) {
            (200, Ok(answer)) => Ok(Fresh::of(&answer.access_token, answer.expires_in.map(Duration::from_secs))),
            (400..=499, _) => Err(self.meaning(error_of(&body).as_deref())),
            _ => Err(CalendarError::Unavailable),
        }
    }

    /// None of this becomes better by waiting.
    fn meaning(&self, error: Option<&str>) -> CalendarError {
        match error {
            Some("unauthorized_client") => {
                refused("the service account may not speak for GOOGLE_DELEGATED_USER: allow it in the domain's admin console")
            }
            Some("invalid_grant") => refused("the service account's key or GOOGLE_DELEGATED_USER is not valid any more"),
            Some(_) => refused("the service account's key is not accepted"),
            None => CalendarError::Unavailable,
        }
    }

    /// Who we are and what we want, signed.
    fn assertion(&self, now: Timestamp) -> Option<String> {
        let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let issued = now.as_second();
        let mut claims = json!({"iss": self.email, "aud": self.token.as_str(), "iat": issued, "exp": issued + LIVES_S, "scope": SCOPES});
        if let Some(user) = &self.user {
            claims["sub"] = json!(user.as_str());
        }
        let signed = format!("{}.{}", part(&json!({"alg": "RS256", "typ": "JWT"})), part(&claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).ok()?;
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn refused(reason: &str) -> CalendarError {
    CalendarError::Refused { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_key_is_refused_without_its_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("google.json");
        let read = || ServiceAccount::read(&path, None, &Addresses::google(), Patience::default()).expect_err("no key").to_string();
        assert!(read().contains("not found"), "{}", read());
        for content in [
            "canary".to_owned(),
            json!({"type": "authorized_user", "client_email": "a@b.c", "private_key": "canary"}).to_string(),
            json!({"type": "service_account", "client_email": "a@b.c", "private_key": "canary"}).to_string(),
        ] {
            std::fs::write(&path, content).expect("a file");
            assert!(read().starts_with("the key file of the service account") && !read().contains("canary"), "{}", read());
        }
    }
}
