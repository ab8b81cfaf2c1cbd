//! The configuration: everything the operator says in the environment or in `.env`, read once, checked as a whole.
//! Must not know what any of it is used for.

mod env_file;
mod google;
mod mail;
mod reader;

use std::{
    collections::HashMap,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};

use crate::domain::{account::check_new_password, email::Email, origin::SiteOrigin};
use env_file::EnvFile;
pub use google::{GoogleAccess, GoogleConfig};
pub use mail::{MailConfig, MailSecurity};
pub use reader::ConfigErrors;
use reader::Reader;

/// Where admin sessions are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionKind {
    /// In the application's own database.
    Embedded,
    Redis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// The admin that is made at the first start.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    pub email: Email,
    pub password: SecretString,
}

/// How Google's model is reached.
#[derive(Clone, Debug)]
pub struct GeminiConfig {
    /// None: the offline assistant answers, unless the owner saves a key in the settings.
    pub key: Option<SecretString>,
    pub model: String,
    /// Host and version, without a slash at the end.
    pub base_url: String,
}

/// Requests that one client address may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitConfig {
    /// 0: no limit.
    pub hour: u32,
    /// 0: no limit.
    pub day: u32,
}

/// Where the database is.
#[derive(Clone, Debug)]
pub enum DatabasePlace {
    /// In this process, gone with it.
    Memory,
    /// In this process, on disk.
    Directory(PathBuf),
    Server {
        /// `ws(s)://host:port`.
        url: String,
        user: String,
        password: SecretString,
        namespace: String,
        database: String,
    },
}

/// All that is configured. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    pub bind: SocketAddr,
    /// Scheme, host and port under which browsers reach us; no path.
    pub public_url: SiteOrigin,
    pub site_roots: Vec<PathBuf>,
    pub data_dir: PathBuf,
    pub database: DatabasePlace,
    pub redis_url: SecretString,
    pub session_kind: SessionKind,
    pub session_cookie_secure: bool,
    /// Seconds.
    pub session_lifetime_s: u64,
    /// None: one is made at the first start and kept in the data directory.
    pub secret_key: Option<SecretString>,
    pub first_admin: Option<FirstAdmin>,
    pub admin_api_key: Option<SecretString>,
    pub gemini: GeminiConfig,
    pub google: GoogleConfig,
    /// None: no mail goes out.
    pub mail: Option<MailConfig>,
    /// Sites that may embed the widget and call the chat, beside those of the settings.
    pub allowed_origins: Vec<SiteOrigin>,
    pub trusted_proxies: Vec<IpNet>,
    pub limits: LimitConfig,
    pub log_format: LogFormat,
    /// `error`, `warn`, `info`, `debug` or `trace`.
    pub log_level: String,
}

/// The shortest secret that nobody guesses.
const SECRET_CHARS: usize = 32;
const MODEL: &str = "gemini-3.8-flash";
const GEMINI_URL: &str = "https://generativelanguage.googleapis.com/v1beta";

impl Config {
    /// Reads `.env` of the working directory (or one above), then the environment, which wins.
    pub fn from_env() -> Result<Self, ConfigErrors> {
        let EnvFile { mut values, mut mistakes } = env_file::read()?;
        // `vars` panics where a variable is not Unicode; such a variable is none of ours or is reported as unset.
        let environment = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        for (name, value) in environment {
            mistakes.0.remove(&name);
            values.insert(name, value);
        }
        match Self::from_map(&values) {
            Ok(config) if mistakes.0.is_empty() => Ok(config),
            Ok(_) => Err(mistakes),
            Err(mut others) => {
                others.0.extend(mistakes.0);
                Err(others)
            }
        }
    }

    /// Checks everything and reports all mistakes at once.
    pub fn from_map(values: &HashMap<String, String>) -> Result<Self, ConfigErrors> {
        let mut read = Reader::new(values);
        let bind = read.parsed("BIND", "an address and port such as 127.0.0.1:3000").unwrap_or_else(default_bind);
        let public_url = public_url(&mut read, bind);
        let data_dir = PathBuf::from(read.text("DATA_DIR").unwrap_or("./data"));
        let session_kind = session_kind(&mut read);
        let config = Self {
            bind,
            site_roots: site_roots(read.text("SITE_ROOT")),
            database: database(&mut read, &data_dir),
            data_dir,
            redis_url: redis_url(&mut read),
            session_kind,
            session_cookie_secure: read.flag("SESSION_COOKIE_SECURE").unwrap_or(public_url.as_str().starts_with("https://")),
            session_lifetime_s: read.number("SESSION_LIFETIME", 60..=31_536_000).unwrap_or(86_400),
            secret_key: read.secret("SECRET_KEY", SECRET_CHARS),
            first_admin: first_admin(&mut read),
            admin_api_key: read.secret("ADMIN_API_KEY", SECRET_CHARS),
            gemini: gemini(&mut read),
            google: GoogleConfig::read(&mut read),
            mail: MailConfig::read(&mut read),
            allowed_origins: read
                .list("ALLOWED_ORIGINS", "sites such as https://www.example.com, separated by commas", |text| SiteOrigin::parse(text).ok()),
            trusted_proxies: read.list("TRUSTED_PROXIES", "addresses or networks such as 10.0.0.0/8, separated by commas", network),
            limits: LimitConfig {
                hour: read.number("RATE_LIMIT_HOUR", 0..=10_000_000).unwrap_or(500),
                day: read.number("RATE_LIMIT_DAY", 0..=100_000_000).unwrap_or(2_000),
            },
            log_format: read.choice("LOG_FORMAT", &[("text", LogFormat::Text), ("json", LogFormat::Json)]).unwrap_or(LogFormat::Text),
            log_level: read
                .choice("LOG_LEVEL", &["error", "warn", "info", "debug", "trace"].map(|level| (level, level)))
                .unwrap_or("info")
                .to_owned(),
            public_url,
        };
        read.finish(config)
    }

    /// The page that starts it all, for people.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str())
    }

    pub fn is_https(&self) -> bool {
        self.public_url.as_str().starts_with("https://")
    }

    /// The secrets themselves: what must never be found in a log or an answer.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        [&self.secret_key, &self.admin_api_key, &self.gemini.key]
            .into_iter()
            .flatten()
            .chain(self.first_admin.as_ref().map(|admin| &admin.password))
            .chain(self.google.secret())
            .chain(self.mail.as_ref().and_then(MailConfig::secret))
            .map(ExposeSecret::expose_secret)
    }
}

fn default_bind() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 3000))
}

fn public_url(read: &mut Reader<'_>, bind: SocketAddr) -> SiteOrigin {
    let default = || {
        // A wildcard address is nothing a browser can open.
        let host = if bind.ip().is_unspecified() { format!("localhost:{}", bind.port()) } else { bind.to_string() };
        SiteOrigin::parse(&format!("http://{host}")).ok()
    };
    let wanted = "a scheme and host such as https://chat.example.com, without a path";
    read.with("PUBLIC_URL", wanted, |text| SiteOrigin::parse(text).ok())
        .or_else(default)
        .or_else(|| SiteOrigin::parse("http://localhost:3000").ok())
        .unwrap_or_else(|| unreachable!("a constant that parses"))
}

/// The folders that hold the browser bundles, in the order in which they are looked through.
fn site_roots(configured: Option<&str>) -> Vec<PathBuf> {
    let root = PathBuf::from(configured.unwrap_or("target/site"));
    let mut roots = vec![root.join("dashboard"), root.join("widget")];
    if configured.is_none() {
        // Run from the sources without bundles: the files that need no build are there all the same.
        roots.push(PathBuf::from("public"));
    }
    roots
}

fn session_kind(read: &mut Reader<'_>) -> SessionKind {
    read.choice("SESSION_TYPE", &[("embedded", SessionKind::Embedded), ("redis", SessionKind::Redis)]).unwrap_or(SessionKind::Embedded)
}

fn database(read: &mut Reader<'_>, data_dir: &Path) -> DatabasePlace {
    let wanted = "mem://, surrealkv://directory or wss://user:password@host/namespace/database";
    let known = |text: &str| match text.split_once("://")? {
        ("mem", "") => Some(DatabasePlace::Memory),
        ("surrealkv", path) if !path.is_empty() && !path.contains('?') => Some(DatabasePlace::Directory(PathBuf::from(path))),
        ("ws" | "wss", _) => server(text),
        _ => None,
    };
    read.with("DATABASE_URL", wanted, known).unwrap_or_else(|| DatabasePlace::Directory(data_dir.join("database")))
}

/// User, password, namespace and database must all be there.
fn server(text: &str) -> Option<DatabasePlace> {
    let url = url::Url::parse(text).ok()?;
    let plain =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().ok().map(String::from).filter(|text| !text.is_empty());
    let mut names = url.path_segments()?.filter(|name| !name.is_empty()).map(plain);
    let (namespace, database) = (names.next()??, names.next()??);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let sound = names.next().is_none() && url.query().is_none() && url.fragment().is_none();
    sound.then_some(DatabasePlace::Server {
        url: format!("{}://{}{port}", url.scheme(), url.host_str()?),
        user: plain(url.username())?,
        password: SecretString::from(plain(url.password()?)?),
        namespace,
        database,
    })
}

fn redis_url(read: &mut Reader<'_>) -> SecretString {
    let known = |text: &str| {
        let scheme_ok = ["redis://", "rediss://", "redis+unix://", "unix://"].iter().any(|scheme| text.starts_with(scheme));
        (scheme_ok && url::Url::parse(text).is_ok()).then(|| SecretString::from(text))
    };
    let host = read
        .with("REDIS_HOST", "a host name or address", |text| {
            text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:[]".contains(c)).then(|| text.to_owned())
        })
        .unwrap_or_else(|| "localhost".to_owned());
    let port: u16 = read.number("REDIS_PORT", 1..=65_535).unwrap_or(6_379);
    let database: u16 = read.number("REDIS_DB", 0..=65_535).unwrap_or(0);
    read.with("REDIS_URL", "an address such as redis://localhost:6379/0", known)
        .unwrap_or_else(|| SecretString::from(format!("redis://{host}:{port}/{database}")))
}

fn first_admin(read: &mut Reader<'_>) -> Option<FirstAdmin> {
    let email = read.with("ADMIN_EMAIL", "an e-mail address such as name@example.com", |text| Email::parse(text).ok());
    let password = read.raw("ADMIN_PASSWORD").map(SecretString::from);
    if let Some(problem) = password.as_ref().and_then(|p| check_new_password(p.expose_secret()).err()) {
        read.wrong("ADMIN_PASSWORD", problem);
    }
    match (read.text("ADMIN_EMAIL").is_some(), password.is_some()) {
        (true, false) => read.wrong("ADMIN_PASSWORD", "needed beside ADMIN_EMAIL"),
        (false, true) => read.wrong("ADMIN_EMAIL", "needed beside ADMIN_PASSWORD"),
        _ => {}
    }
    Some(FirstAdmin { email: email?, password: password? })
}

fn gemini(read: &mut Reader<'_>) -> GeminiConfig {
    let model_ok = |text: &str| {
        let name = text.strip_prefix("models/").unwrap_or(text);
        let clean = name.len() <= 100 && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
        (clean && !name.is_empty()).then(|| name.to_owned())
    };
    let base_ok = |text: &str| {
        let url = url::Url::parse(text).ok()?;
        let sound = matches!(url.scheme(), "https" | "http") && url.has_host() && url.query().is_none() && url.username().is_empty();
        sound.then(|| text.trim_end_matches('/').to_owned())
    };
    GeminiConfig {
        key: read.secret("GEMINI_API_KEY", 1),
        model: read.with("GEMINI_MODEL", "a model's name such as gemini-3.8-flash", model_ok).unwrap_or_else(|| MODEL.to_owned()),
        base_url: read
            .with("GEMINI_BASE_URL", "an address such as https://generativelanguage.googleapis.com/v1beta", base_ok)
            .unwrap_or_else(|| GEMINI_URL.to_owned()),
    }
}

fn network(text: &str) -> Option<IpNet> {
    text.parse::<IpNet>().ok().or_else(|| text.parse::<std::net::IpAddr>().ok().map(IpNet::from))
}

#[cfg(test)]
mod tests;
