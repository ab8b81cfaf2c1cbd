//! The dashboard's server as these tests need it: with Ana's account, or before the first run's set-up.

use std::ops::Deref;

use chatimjd::domain::account::Role;
use serde_json::{Value, json};

use super::browser::{Answer, Browser};
use crate::harness::TestApp;

pub const EMAIL: &str = "ana@example.com";
pub const PASSWORD: &str = "correct horse battery";
/// The configuration that makes Ana's account.
pub const ACCOUNT: [(&str, &str); 2] = [("ADMIN_EMAIL", EMAIL), ("ADMIN_PASSWORD", PASSWORD)];

/// A running server; it stops when this is dropped.
pub struct Desk {
    pub base: String,
    app: TestApp,
}

impl Deref for Desk {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Desk {
    /// With Ana's account.
    pub async fn open() -> Self {
        Self::with(&[]).await
    }

    /// With Ana's account and further settings.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        Self::of(TestApp::with(&[&ACCOUNT, settings].concat()).await)
    }

    /// Before the first run's set-up.
    pub async fn fresh() -> Self {
        Self::of(TestApp::start().await)
    }

    fn of(app: TestApp) -> Self {
        Self { base: app.url(""), app }
    }

    /// Stops the server and lets go of the database, so that another may open it.
    pub async fn close(self) {
        let state = self.app.state.clone();
        assert!(self.app.stop().await, "all connections ended in time");
        state.database.close().await.expect("closed");
    }

    pub fn browser(&self) -> Browser {
        Browser::at(&self.base)
    }

    /// The code of an invitation, as Ana would hand it on.
    pub async fn invited(&self, name: &str, email: &str, role: Role) -> String {
        self.state.team.invite(&TestApp::owner(), name, email, role).await.expect("invited").0
    }

    /// A browser in which somebody has come in by an invitation, and their id.
    pub async fn joined(&self, name: &str, email: &str, role: Role) -> (Browser, String) {
        let browser = self.browser();
        join(&browser, &self.invited(name, email, role).await).await.ok();
        let id = who(&browser).await["admin"]["id"].as_str().expect("somebody").to_owned();
        (browser, id)
    }

    /// A browser in which Ana has signed in.
    pub async fn signed_in(&self) -> Browser {
        let browser = self.browser();
        log_in(&browser, EMAIL, PASSWORD).await.ok();
        browser
    }
}

/// With [`PASSWORD`].
pub async fn join(browser: &Browser, code: &str) -> Answer {
    browser.form("/rpc/session/join", &[("code", code), ("password", PASSWORD)]).await
}

pub async fn log_in(browser: &Browser, email: &str, password: &str) -> Answer {
    browser.form("/rpc/session/log-in", &[("email", email), ("password", password)]).await
}

/// What the shell asks first.
pub async fn who(browser: &Browser) -> Value {
    browser.form("/rpc/session/who", &[]).await.ok().json()
}

pub async fn is_signed_in(browser: &Browser) -> bool {
    who(browser).await["admin"] != Value::Null
}

/// A guarded call that needs no arguments.
pub async fn list_keys(browser: &Browser) -> Answer {
    browser.form("/rpc/settings/keys", &[]).await
}

pub async fn create_key(browser: &Browser, scopes: &[&str]) -> Value {
    browser.json("/rpc/settings/keys/create", json!({ "label": "a bridge", "scopes": scopes })).await.ok().json()
}
