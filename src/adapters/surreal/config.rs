//! Where the database is, and why it could not be opened.

use std::{fmt, path::PathBuf, time::Duration};

use secrecy::SecretString;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// `surrealkv://<directory>`: inside this process, on disk. One process at a time.
    Directory(PathBuf),
    /// `mem://`: inside this process, gone with it.
    Memory,
    /// `ws://host:port` or `wss://host:port`: a server.
    Server(String),
}

/// What is wrong with an address. Never repeats it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseUrlError {
    #[error("write surrealkv://<directory>, mem://, ws://<host>:<port> or wss://<host>:<port>")]
    UnknownScheme,
    #[error("http and https are not supported: write ws:// or wss:// with the same host and port")]
    Http,
    #[error("the directory is missing, as in surrealkv://data/db")]
    NoDirectory,
    #[error("the host is missing, as in ws://127.0.0.1:8000")]
    NoHost,
    #[error("takes no parameters after a question mark: every write is synced to disk")]
    Parameters,
    #[error("takes no user and password: set them apart from the address")]
    UserInAddress,
}

impl DatabaseUrl {
    pub fn parse(text: &str) -> Result<Self, DatabaseUrlError> {
        let text = text.trim();
        if text == "mem://" || text == "memory" {
            return Ok(Self::Memory);
        }
        let (scheme, rest) = text.split_once("://").ok_or(DatabaseUrlError::UnknownScheme)?;
        if rest.contains('?') || rest.contains('#') {
            return Err(DatabaseUrlError::Parameters);
        }
        match scheme {
            "surrealkv" if rest.is_empty() => Err(DatabaseUrlError::NoDirectory),
            "surrealkv" => Ok(Self::Directory(PathBuf::from(rest))),
            "ws" | "wss" => {
                let url = url::Url::parse(text).map_err(|_| DatabaseUrlError::NoHost)?;
                if !url.username().is_empty() || url.password().is_some() {
                    return Err(DatabaseUrlError::UserInAddress);
                }
                if url.host_str().is_none_or(str::is_empty) {
                    return Err(DatabaseUrlError::NoHost);
                }
                Ok(Self::Server(text.trim_end_matches('/').to_owned()))
            }
            "http" | "https" => Err(DatabaseUrlError::Http),
            _ => Err(DatabaseUrlError::UnknownScheme),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(path) => write!(f, "surrealkv://{}", path.display()),
            Self::Memory => f.write_str("mem://"),
            Self::Server(url) => f.write_str(url),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Who we are to a server.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub user: String,
    pub password: SecretString,
}

/// What [`super::Database::open`] needs.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    pub url: DatabaseUrl,
    pub namespace: String,
    pub database: String,
    /// Only a server asks for them: those of a root user, else of a user of this very database.
    pub credentials: Option<Credentials>,
    /// The longest that one query may take.
    pub query_timeout: Duration,
}

impl DatabaseConfig {
    /// Namespace and database `chatimjd`, no credentials, ten seconds a query.
    pub fn at(url: DatabaseUrl) -> Self {
        Self { url, namespace: "chatimjd".into(), database: "chatimjd".into(), credentials: None, query_timeout: Duration::from_secs(10) }
    }
}

/// The database could not be opened. The texts are for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error(
        "another process is using the database in {0}. Stop the other CHATIMJD first, or give this one a directory of its own (DATA_DIR or DATABASE_URL)"
    )]
    Locked(PathBuf),
    #[error("the directory {path} cannot be used: {problem}")]
    Directory { path: PathBuf, problem: String },
    #[error("DATABASE_URL: no database server answered at {url} within {seconds} seconds: {problem}")]
    Unreachable { url: DatabaseUrl, seconds: u64, problem: String },
    #[error(
        "DATABASE_URL: the database server refused the user name or the password, as those of a root user and of a user of this database"
    )]
    Credentials,
    #[error("this build has no embedded database: set DATABASE_URL to ws://… or build it with the feature embedded-db")]
    NotBuiltIn,
    #[error(
        "the database was written by a newer version (its migration {found}, ours end at {known}). Start that version, or restore a backup made before it"
    )]
    Newer { found: u32, known: u32 },
    #[error("migration {number} was applied with another content than this version has ({name}): this database belongs to another build")]
    MigrationChanged { number: u32, name: String },
    #[error("migration {number} ({name}) failed: {problem}")]
    Migration { number: u32, name: String, problem: String },
    #[error("another process has been migrating the database for too long")]
    MigrationBusy,
    #[error(
        "another process has taken over the migration of the database, because this one was too slow. Start this one again when the other is ready"
    )]
    MigrationLost,
    #[error("the database could not be opened: {0}")]
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(DatabaseUrl::parse("surrealkv://data/db"), Ok(DatabaseUrl::Directory("data/db".into())));
        assert_eq!(DatabaseUrl::parse(" surrealkv:///var/lib/db "), Ok(DatabaseUrl::Directory("/var/lib/db".into())));
        assert_eq!(DatabaseUrl::parse("mem://"), Ok(DatabaseUrl::Memory));
        assert_eq!(DatabaseUrl::parse("wss://db.example.com/"), Ok(DatabaseUrl::Server("wss://db.example.com".into())));
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said_without_it() {
        let wrong = [
            ("https://db.example.com", DatabaseUrlError::Http),
            ("postgres://db.example.com", DatabaseUrlError::UnknownScheme),
            ("data/db", DatabaseUrlError::UnknownScheme),
            ("surrealkv://", DatabaseUrlError::NoDirectory),
            ("surrealkv://data?sync=never", DatabaseUrlError::Parameters),
            ("ws://root:secret@db.example.com", DatabaseUrlError::UserInAddress),
            ("ws://", DatabaseUrlError::NoHost),
        ];
        for (text, error) in wrong {
            assert_eq!(DatabaseUrl::parse(text), Err(error), "{text}");
            assert!(!error.to_string().contains("secret"));
        }
    }
}
