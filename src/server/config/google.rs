//! How the owner's Google calendar is reached: as whom, which calendar, and under which addresses.

use std::path::PathBuf;

use secrecy::SecretString;

use super::reader::Reader;
use crate::domain::email::Email;

/// In whose name we ask.
#[derive(Clone, Debug)]
pub enum GoogleAccess {
    /// A client of Google's consent page: the owner connects the account in the settings.
    Consent { client_id: String, client_secret: SecretString },
    /// An account of its own, whose key is in this file.
    ServiceAccount {
        file: PathBuf,
        /// Whom it may speak for in a Workspace domain.
        delegated_user: Option<Email>,
    },
}

/// Google Calendar.
#[derive(Clone, Debug)]
pub struct GoogleConfig {
    /// None: meetings are kept in our own calendar only.
    pub access: Option<GoogleAccess>,
    /// `primary`, or the address of a calendar.
    pub calendar_id: String,
    pub auth_url: String,
    pub token_url: String,
    pub revoke_url: String,
    /// Host and version, without a slash at the end.
    pub calendar_base_url: String,
}

const PRIMARY: &str = "primary";
const AUTH_URL: &str = "https://accounts.google.com/o/oauth2/v2/auth";
const TOKEN_URL: &str = "https://oauth2.googleapis.com/token";
const REVOKE_URL: &str = "https://oauth2.googleapis.com/revoke";
const CALENDAR_URL: &str = "https://www.googleapis.com/calendar/v3";

impl GoogleConfig {
    pub(super) fn read(read: &mut Reader<'_>) -> Self {
        Self {
            access: access(read),
            calendar_id: read
                .with("GOOGLE_CALENDAR_ID", "primary, or a calendar's id such as name@group.calendar.google.com", calendar_id)
                .unwrap_or_else(|| PRIMARY.to_owned()),
            auth_url: url(read, "GOOGLE_AUTH_URL", AUTH_URL),
            token_url: url(read, "GOOGLE_TOKEN_URL", TOKEN_URL),
            revoke_url: url(read, "GOOGLE_REVOKE_URL", REVOKE_URL),
            calendar_base_url: url(read, "GOOGLE_CALENDAR_BASE_URL", CALENDAR_URL),
        }
    }

    /// The one value here that nobody may see.
    pub(super) fn secret(&self) -> Option<&SecretString> {
        match &self.access {
            Some(GoogleAccess::Consent { client_secret, .. }) => Some(client_secret),
            _ => None,
        }
    }
}

fn access(read: &mut Reader<'_>) -> Option<GoogleAccess> {
    let client_id = read.with("GOOGLE_CLIENT_ID", "printable characters without spaces", plain);
    let client_secret = read.secret("GOOGLE_CLIENT_SECRET", 1);
    let file = read.text("GOOGLE_SERVICE_ACCOUNT_FILE").map(PathBuf::from);
    let delegated_user = read.with("GOOGLE_DELEGATED_USER", "an e-mail address such as owner@example.com", |text| Email::parse(text).ok());
    consistent(read);
    match file {
        Some(file) => Some(GoogleAccess::ServiceAccount { file, delegated_user }),
        None => Some(GoogleAccess::Consent { client_id: client_id?, client_secret: client_secret? }),
    }
}

/// What is set beside each other has to make sense together.
fn consistent(read: &mut Reader<'_>) {
    let [id, secret, file, user, calendar] = ["CLIENT_ID", "CLIENT_SECRET", "SERVICE_ACCOUNT_FILE", "DELEGATED_USER", "CALENDAR_ID"]
        .map(|name| read.text(&format!("GOOGLE_{name}")).is_some());
    match (id, secret) {
        (true, false) => read.wrong("GOOGLE_CLIENT_SECRET", "needed beside GOOGLE_CLIENT_ID"),
        (false, true) => read.wrong("GOOGLE_CLIENT_ID", "needed beside GOOGLE_CLIENT_SECRET"),
        _ => {}
    }
    if file && (id || secret) {
        read.wrong("GOOGLE_SERVICE_ACCOUNT_FILE", "either a service account or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, not both");
    }
    if user && !file {
        read.wrong("GOOGLE_SERVICE_ACCOUNT_FILE", "needed beside GOOGLE_DELEGATED_USER");
    }
    if file && !user && !calendar {
        // Its `primary` is an empty calendar that nobody looks at.
        read.wrong("GOOGLE_CALENDAR_ID", "needed beside GOOGLE_SERVICE_ACCOUNT_FILE: a calendar that is shared with the service account");
    }
}

fn plain(text: &str) -> Option<String> {
    text.chars().all(|c| c.is_ascii_graphic()).then(|| text.to_owned())
}

fn calendar_id(text: &str) -> Option<String> {
    let sound = text.len() <= 254 && text.chars().all(|c| c.is_ascii_alphanumeric() || "@.-_#+".contains(c));
    sound.then(|| text.to_owned())
}

/// Scheme and host, without query, user and a slash at the end.
fn url(read: &mut Reader<'_>, name: &str, default: &str) -> String {
    let sound = |text: &str| {
        let url = url::Url::parse(text).ok()?;
        let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
        let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
        (is_web && is_bare).then(|| text.trim_end_matches('/').to_owned())
    };
    read.with(name, &format!("an address such as {default}"), sound).unwrap_or_else(|| default.to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{
        super::{Config, ConfigErrors},
        *,
    };

    fn read(pairs: &[(&str, &str)]) -> Result<GoogleConfig, ConfigErrors> {
        let values: HashMap<String, String> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::from_map(&values).map(|config| config.google)
    }

    fn wrong(pairs: &[(&str, &str)]) -> Vec<String> {
        read(pairs).expect_err("a mistake").0.into_keys().collect()
    }

    #[test]
    fn without_anything_there_is_no_google() {
        let config = read(&[("GOOGLE_CLIENT_ID", ""), ("GOOGLE_CALENDAR_ID", " ")]).expect("fine");
        assert!(config.access.is_none());
        assert_eq!((config.calendar_id.as_str(), config.auth_url.as_str()), (PRIMARY, AUTH_URL));
        assert_eq!((config.token_url.as_str(), config.revoke_url.as_str()), (TOKEN_URL, REVOKE_URL));
        assert_eq!(config.calendar_base_url, CALENDAR_URL);
    }

    #[test]
    fn a_client_of_the_consent_page_has_two_halves() {
        let both = [("GOOGLE_CLIENT_ID", "1.apps.googleusercontent.com"), ("GOOGLE_CLIENT_SECRET", "GOCSPX-canary")];
        let config = read(&both).expect("fine");
        assert!(matches!(&config.access, Some(GoogleAccess::Consent { client_id, .. }) if client_id == both[0].1));
        assert!(config.secret().is_some() && !format!("{config:?}").contains("canary"));
        assert_eq!(wrong(&both[..1]), ["GOOGLE_CLIENT_SECRET"]);
        assert_eq!(wrong(&both[1..]), ["GOOGLE_CLIENT_ID"]);
        assert_eq!(wrong(&[both[0], both[1], ("GOOGLE_DELEGATED_USER", "owner@example.com")]), ["GOOGLE_SERVICE_ACCOUNT_FILE"]);
    }

    #[test]
    fn a_service_account_needs_a_calendar_that_somebody_sees() {
        let file = ("GOOGLE_SERVICE_ACCOUNT_FILE", "/etc/google.json");
        assert_eq!(wrong(&[file]), ["GOOGLE_CALENDAR_ID"]);
        let shared = read(&[file, ("GOOGLE_CALENDAR_ID", "x@group.calendar.google.com")]).expect("fine");
        assert!(matches!(shared.access, Some(GoogleAccess::ServiceAccount { delegated_user: None, .. })));
        let delegated = read(&[file, ("GOOGLE_DELEGATED_USER", "owner@example.com")]).expect("fine");
        assert!(matches!(delegated.access, Some(GoogleAccess::ServiceAccount { delegated_user: Some(_), .. })));
        assert_eq!(delegated.calendar_id, PRIMARY);
        let both = [file, ("GOOGLE_CLIENT_ID", "1"), ("GOOGLE_CLIENT_SECRET", "2"), ("GOOGLE_CALENDAR_ID", PRIMARY)];
        assert_eq!(wrong(&both), ["GOOGLE_SERVICE_ACCOUNT_FILE"]);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let broken = [
            ("GOOGLE_AUTH_URL", "canary"),
            ("GOOGLE_CALENDAR_BASE_URL", "https://user:canary@host"),
            ("GOOGLE_CALENDAR_ID", "canary/../x"),
            ("GOOGLE_CLIENT_ID", "canary 1"),
            ("GOOGLE_CLIENT_SECRET", "canary 2"),
            ("GOOGLE_DELEGATED_USER", "canary"),
            ("GOOGLE_REVOKE_URL", "https://host/?canary=1"),
            ("GOOGLE_SERVICE_ACCOUNT_FILE", "/canary"),
            ("GOOGLE_TOKEN_URL", "ftp://canary"),
        ];
        let errors = read(&broken).expect_err("all broken");
        assert!(!errors.to_string().contains("canary"), "{errors}");
        assert_eq!(errors.0.keys().map(String::as_str).collect::<Vec<_>>(), broken.map(|(name, _)| name));
    }
}
