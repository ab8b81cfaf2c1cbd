//! Google's consent page and token server: what they accept, and who has which permission.

use std::collections::{BTreeSet, HashMap};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Fault, Recorded, assertion::AccountKey, refusal::Refusal};

pub const CLIENT_ID: &str = "1234.apps.googleusercontent.com";
pub const CLIENT_SECRET: &str = "GOCSPX-canary-secret";
/// What the consent page is asked for, no more and no less.
pub const SCOPES: [&str; 2] =
    ["https://www.googleapis.com/auth/calendar.events.owned", "https://www.googleapis.com/auth/calendar.freebusy"];
/// What a service account asks for: it owns nobody's events.
pub const ACCOUNT_SCOPES: [&str; 2] =
    ["https://www.googleapis.com/auth/calendar.events", "https://www.googleapis.com/auth/calendar.freebusy"];

/// Names and values of a query or a form, each name once.
pub type Fields = HashMap<String, String>;

/// A request that keeps to the rules.
pub enum Call {
    Authorize(Fields),
    Code { code: String, redirect_uri: String, verifier: String },
    Refresh(String),
    Assertion { scopes: Vec<String>, subject: Option<String> },
    Revoke(String),
}

struct Code {
    challenge: String,
    redirect_uri: String,
    scopes: Vec<String>,
    is_used: bool,
}

/// What an access token lets its bearer do.
#[derive(Clone)]
pub struct Access {
    pub scopes: Vec<String>,
    /// The refresh token behind it; None for a service account.
    pub grant: Option<String>,
    /// A service account that speaks for nobody.
    pub is_bare_account: bool,
}

/// All permissions that were given.
#[derive(Default)]
pub struct Grants {
    codes: HashMap<String, Code>,
    /// Refresh tokens and their scopes, while they are good.
    alive: HashMap<String, Vec<String>>,
    access: HashMap<String, Access>,
    made: usize,
    /// The next consent is refused.
    pub denies: bool,
    /// The owner leaves out all other boxes of the next consent.
    pub only: Option<Vec<String>>,
    /// As of an app in testing mode.
    pub is_testing: bool,
    /// Seconds that access tokens live by their word; 3,599 where None.
    pub lifetime: Option<i64>,
    /// Users whom the service account may speak for.
    pub delegated: BTreeSet<String>,
}

/// Splits a query or a form; a name that comes twice is a fault.
pub fn fields(text: &str) -> Result<Fields, Fault> {
    let mut all = Fields::new();
    for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
        if all.insert(name.to_string(), value.to_string()).is_some() {
            return Err(Fault::deviation(format!("{name} comes twice"), Refusal::invalid_request("duplicate parameter")));
        }
    }
    Ok(all)
}

fn exactly(fields: &Fields, wanted: &[&str], optional: &[&str]) -> Result<(), Fault> {
    let missing = wanted.iter().find(|name| fields.get(**name).is_none_or(String::is_empty));
    let unknown = fields.keys().find(|name| !wanted.contains(&name.as_str()) && !optional.contains(&name.as_str()));
    match (missing, unknown) {
        (Some(name), _) => Err(Fault::deviation(format!("{name} is missing"), Refusal::invalid_request("missing parameter"))),
        (_, Some(name)) => Err(Fault::deviation(format!("{name} is not known here"), Refusal::invalid_request("unknown parameter"))),
        _ => Ok(()),
    }
}

fn must(holds: bool, rule: &str, refusal: Refusal) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::deviation(rule, refusal)) }
}

/// The address of the consent page, as the browser opened it.
pub fn authorize(request: &Recorded) -> Result<Call, Fault> {
    let asked = fields(request.uri.query().unwrap_or(""))?;
    let wanted = [
        "client_id",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "access_type",
        "prompt",
        "include_granted_scopes",
        "code_challenge",
        "code_challenge_method",
    ];
    exactly(&asked, &wanted, &["login_hint"])?;
    let bad = || Refusal::invalid_request("Bad Request");
    must(asked["client_id"] == CLIENT_ID, "an unknown client_id", Refusal::wrong_client())?;
    for (name, value) in [
        ("response_type", "code"),
        ("access_type", "offline"),
        ("prompt", "consent"),
        ("include_granted_scopes", "true"),
        ("code_challenge_method", "S256"),
    ] {
        must(asked[name] == value, &format!("{name} is not {value}"), bad())?;
    }
    let scopes: BTreeSet<&str> = asked["scope"].split(' ').collect();
    must(scopes == BTreeSet::from(SCOPES), "other scopes than the least that are needed", bad())?;
    must(asked["state"].len() >= 22, "a state that can be guessed", bad())?;
    must(asked["code_challenge"].len() == 43, "a challenge that is no SHA-256", bad())?;
    let redirect = url::Url::parse(&asked["redirect_uri"]);
    must(redirect.is_ok_and(|url| url.path() == "/oauth2callback"), "another redirect_uri", Refusal::wrong_redirect())?;
    Ok(Call::Authorize(asked))
}

/// A form for the token server.
pub fn token(request: &Recorded, token_url: &str, key: &AccountKey) -> Result<Call, Fault> {
    let form = form(request)?;
    let kind = form.get("grant_type").map_or("", String::as_str);
    let by_client = |wanted: &[&str]| {
        exactly(&form, &[&["grant_type", "client_id", "client_secret"][..], wanted].concat(), &[])?;
        let known = form["client_id"] == CLIENT_ID && form["client_secret"] == CLIENT_SECRET;
        if known { Ok(()) } else { Err(Fault::Refusal(Refusal::wrong_client())) }
    };
    match kind {
        "authorization_code" => {
            if !form.contains_key("code_verifier") {
                return Err(Fault::deviation("no code_verifier", Refusal::no_verifier()));
            }
            by_client(&["code", "redirect_uri", "code_verifier"])?;
            let take = |name: &str| form[name].clone();
            Ok(Call::Code { code: take("code"), redirect_uri: take("redirect_uri"), verifier: take("code_verifier") })
        }
        "refresh_token" => {
            by_client(&["refresh_token"])?;
            Ok(Call::Refresh(form["refresh_token"].clone()))
        }
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => {
            exactly(&form, &["grant_type", "assertion"], &[])?;
            assertion(&form["assertion"], token_url, key)
        }
        _ => Err(Fault::deviation("an unknown grant_type", Refusal::invalid_request("Invalid grant_type"))),
    }
}

fn assertion(assertion: &str, token_url: &str, key: &AccountKey) -> Result<Call, Fault> {
    let claims = key.open(assertion).map_err(|rule| Fault::deviation(rule, Refusal::bad_signature()))?;
    let bad = Refusal::bad_signature;
    must(claims.iss == super::assertion::ACCOUNT, "iss is not the account", bad())?;
    must(claims.aud == token_url, "aud is not the token server", bad())?;
    must((1..=3_600).contains(&(claims.exp - claims.iat)), "an assertion lives an hour at most", bad())?;
    let scopes: Vec<String> = claims.scope.split(' ').map(str::to_owned).collect();
    let asked: BTreeSet<&str> = scopes.iter().map(String::as_str).collect();
    must(asked == BTreeSet::from(ACCOUNT_SCOPES), "other scopes than the least that are needed", bad())?;
    Ok(Call::Assertion { scopes, subject: claims.sub })
}

/// A form for the server that takes tokens back.
pub fn revoke(request: &Recorded) -> Result<Call, Fault> {
    let form = form(request)?;
    exactly(&form, &["token"], &[])?;
    Ok(Call::Revoke(form["token"].clone()))
}

fn form(request: &Recorded) -> Result<Fields, Fault> {
    let kind = request.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or("");
    must(kind == "application/x-www-form-urlencoded", "a form has its own content type", Refusal::invalid_request("content type"))?;
    must(request.uri.query().is_none(), "tokens in an address", Refusal::invalid_request("query"))?;
    must(!request.headers.contains_key("authorization"), "two ways of naming the client", Refusal::invalid_request("authorization"))?;
    fields(&String::from_utf8_lossy(&request.body))
}

impl Grants {
    fn secret(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}canary-{}", self.made)
    }

    /// Where the browser is sent back to.
    pub fn consent(&mut self, asked: &Fields) -> String {
        let mut back = url::Url::parse(&asked["redirect_uri"]).expect("it was checked");
        let state = asked["state"].clone();
        if std::mem::take(&mut self.denies) {
            back.query_pairs_mut().append_pair("error", "access_denied").append_pair("state", &state);
            return back.into();
        }
        let all = asked["scope"].split(' ').map(str::to_owned).collect();
        let scopes: Vec<String> = self.only.take().unwrap_or(all);
        let code = self.secret("4/0A");
        back.query_pairs_mut().append_pair("state", &state).append_pair("code", &code).append_pair("scope", &scopes.join(" "));
        let (challenge, redirect_uri) = (asked["code_challenge"].clone(), asked["redirect_uri"].clone());
        self.codes.insert(code, Code { challenge, redirect_uri, scopes, is_used: false });
        back.into()
    }

    pub fn redeem(&mut self, code: &str, redirect_uri: &str, verifier: &str) -> Result<Value, Refusal> {
        let known = self.codes.get_mut(code).ok_or_else(Refusal::malformed_code)?;
        if std::mem::replace(&mut known.is_used, true) {
            return Err(Refusal::used_code());
        }
        if known.redirect_uri != redirect_uri {
            return Err(Refusal::wrong_redirect());
        }
        if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != known.challenge {
            return Err(Refusal::wrong_verifier());
        }
        let scopes = known.scopes.clone();
        let refresh = self.secret("1//");
        self.alive.insert(refresh.clone(), scopes.clone());
        let mut answer = self.answer(scopes, Some(refresh.clone()), false);
        answer["refresh_token"] = json!(refresh);
        if self.is_testing {
            answer["refresh_token_expires_in"] = json!(604_799);
        }
        Ok(answer)
    }

    pub fn refresh(&mut self, token: &str) -> Result<Value, Refusal> {
        let scopes = self.alive.get(token).cloned().ok_or_else(Refusal::revoked)?;
        Ok(self.answer(scopes, Some(token.to_owned()), false))
    }

    /// A service account's token; Google names no scope in it.
    pub fn account(&mut self, scopes: Vec<String>, subject: Option<&str>) -> Result<Value, Refusal> {
        if subject.is_some_and(|subject| !self.delegated.contains(subject)) {
            return Err(Refusal::not_delegated());
        }
        let mut answer = self.answer(scopes, None, subject.is_none());
        answer.as_object_mut().expect("an object").remove("scope");
        Ok(answer)
    }

    fn answer(&mut self, scopes: Vec<String>, grant: Option<String>, is_bare_account: bool) -> Value {
        let token = self.secret("ya29.");
        let scope = scopes.join(" ");
        self.access.insert(token.clone(), Access { scopes, grant, is_bare_account });
        json!({"access_token": token, "expires_in": self.lifetime.unwrap_or(3_599), "scope": scope, "token_type": "Bearer"})
    }

    /// Of either kind; all that came of the same permission goes with it.
    pub fn revoke(&mut self, token: &str) -> Result<(), Refusal> {
        let grant = self.access.get(token).and_then(|access| access.grant.clone()).unwrap_or_else(|| token.to_owned());
        self.alive.remove(&grant).ok_or_else(Refusal::invalid_token)?;
        self.access.retain(|_, access| access.grant.as_ref() != Some(&grant));
        Ok(())
    }

    /// A permission without any consent page: its refresh token.
    pub fn given(&mut self) -> String {
        let refresh = self.secret("1//");
        self.alive.insert(refresh.clone(), SCOPES.map(str::to_owned).into());
        refresh
    }

    /// The owner took everything back in the account's settings.
    pub fn withdraw_all(&mut self) {
        self.alive.clear();
        self.access.clear();
    }

    /// Access tokens end before their time.
    pub fn expire_access(&mut self) {
        self.access.clear();
    }

    pub fn alive(&self) -> usize {
        self.alive.len()
    }

    pub fn bearer(&self, token: &str) -> Option<Access> {
        self.access.get(token).cloned()
    }
}
