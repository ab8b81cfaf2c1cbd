use super::*;

fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigErrors> {
    Config::from_map(&pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn nothing_set_is_a_working_configuration() {
    let config = read(&[]).expect("defaults");
    assert_eq!(config.bind.to_string(), "127.0.0.1:3000");
    assert_eq!(config.public_url.as_str(), "http://127.0.0.1:3000");
    assert!(matches!(&config.database, DatabasePlace::Directory(path) if path == Path::new("./data/database")), "{:?}", config.database);
    assert_eq!(config.redis_url.expose_secret(), "redis://localhost:6379/0");
    assert_eq!(config.gemini.model, "gemini-3.8-flash");
    assert_eq!(config.gemini.base_url, "https://generativelanguage.googleapis.com/v1beta");
    assert_eq!(config.limits, LimitConfig { hour: 500, day: 2_000 });
    assert_eq!(config.session_lifetime_s, 86_400);
    assert!(!config.session_cookie_secure);
    assert!(config.gemini.key.is_none() && config.first_admin.is_none() && config.admin_api_key.is_none());
}

#[test]
fn the_original_services_environment_works_as_it_is() {
    let config = read(&[
        ("GEMINI_API_KEY", "AIzaSyExample"),
        ("GEMINI_MODEL", "gemini-2.0-flash"),
        ("REDIS_HOST", "localhost"),
        ("REDIS_PORT", "6379"),
        ("REDIS_DB", "0"),
        ("SESSION_TYPE", "redis"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("SESSION_LIFETIME", "86400"),
    ])
    .expect("the brief's own example");
    assert_eq!(config.session_kind, SessionKind::Redis);
    assert!(config.session_cookie_secure);
    assert_eq!(config.gemini.model, "gemini-2.0-flash");
}

#[test]
fn an_empty_value_is_not_set() {
    let config = read(&[("GEMINI_API_KEY", ""), ("PUBLIC_URL", "  "), ("SECRET_KEY", "")]).expect("empty means default");
    assert!(config.gemini.key.is_none() && config.secret_key.is_none());
}

#[test]
fn https_makes_the_cookie_secure_unless_said_otherwise() {
    assert!(read(&[("PUBLIC_URL", "https://chat.example.com/")]).expect("fine").session_cookie_secure);
    assert!(!read(&[("PUBLIC_URL", "https://chat.example.com"), ("SESSION_COOKIE_SECURE", "false")]).expect("fine").session_cookie_secure);
}

#[test]
fn a_wildcard_address_is_opened_as_localhost() {
    assert_eq!(read(&[("BIND", "0.0.0.0:8080")]).expect("fine").public_url.as_str(), "http://localhost:8080");
}

#[test]
fn every_mistake_is_told_at_once_by_name_and_never_by_value() {
    let broken = [
        ("BIND", "canary-1"),
        ("PUBLIC_URL", "https://canary-2.com/path"),
        ("DATABASE_URL", "postgres://canary-3"),
        ("REDIS_URL", "http://canary-4"),
        ("REDIS_HOST", "canary 5"),
        ("REDIS_PORT", "66666"),
        ("REDIS_DB", "canary-6"),
        ("SESSION_TYPE", "filesystem"),
        ("SESSION_COOKIE_SECURE", "canary-7"),
        ("SESSION_LIFETIME", "0"),
        ("SECRET_KEY", "canary-8"),
        ("ADMIN_EMAIL", "canary-9"),
        ("ADMIN_PASSWORD", "canary10"),
        ("ADMIN_API_KEY", "canary-11"),
        ("GEMINI_MODEL", "canary/12"),
        ("GEMINI_BASE_URL", "canary-13"),
        ("ALLOWED_ORIGINS", "https://good.example, canary-14"),
        ("TRUSTED_PROXIES", "10.0.0.0/8,canary-15"),
        ("RATE_LIMIT_HOUR", "-1"),
        ("RATE_LIMIT_DAY", "canary-16"),
        ("SMTP_URL", "https://canary-19"),
        ("SMTP_FROM", "canary-20"),
        ("LOG_FORMAT", "canary-17"),
        ("LOG_LEVEL", "canary-18"),
    ];
    let errors = read(&broken).expect_err("all broken");
    assert_eq!(errors.0.keys().map(String::as_str).collect::<Vec<_>>(), {
        let mut names: Vec<&str> = broken.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names
    });
    let told = errors.to_string();
    assert!(!told.contains("canary") && !told.contains("filesystem") && !told.contains("66666"), "{told}");
    assert!(told.contains("SESSION_TYPE: one of: embedded, redis"), "{told}");
}

#[test]
fn an_admin_needs_both_halves() {
    let errors = read(&[("ADMIN_EMAIL", "ana@example.com")]).expect_err("no password");
    assert!(errors.0.contains_key("ADMIN_PASSWORD"));
    let errors = read(&[("ADMIN_PASSWORD", "long enough, really")]).expect_err("no address");
    assert!(errors.0.contains_key("ADMIN_EMAIL"));
}

#[test]
fn a_remote_database_needs_credentials_and_names() {
    let config = read(&[("DATABASE_URL", "wss://user:p%40ss@db.example.com:8000/chat/main")]).expect("complete");
    let DatabasePlace::Server { url, user, password, namespace, database } = config.database else { panic!("a server") };
    assert_eq!((url.as_str(), user.as_str(), namespace.as_str(), database.as_str()), ("wss://db.example.com:8000", "user", "chat", "main"));
    assert_eq!(password.expose_secret(), "p@ss");
    assert!(matches!(read(&[("DATABASE_URL", "mem://")]).expect("memory").database, DatabasePlace::Memory));
    for bad in [
        "wss://db.example.com/chat/main",
        "wss://user:pass@db.example.com",
        "wss://u:p@h/a/b/c",
        "surrealkv://",
        "surrealkv://x?sync=never",
        "mem",
        "file://x",
    ] {
        assert!(read(&[("DATABASE_URL", bad)]).is_err(), "{bad}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let config = read(&[
        ("SECRET_KEY", "canary-secret-0123456789-0123456789"),
        ("ADMIN_API_KEY", "canary-apikey-0123456789-0123456789"),
        ("GEMINI_API_KEY", "canary-gemini"),
        ("GOOGLE_CLIENT_ID", "client"),
        ("GOOGLE_CLIENT_SECRET", "canary-google"),
        ("SMTP_URL", "smtps://ana:canary-smtp@mail.example.com"),
        ("SMTP_FROM", "desk@example.com"),
        ("ADMIN_EMAIL", "ana@example.com"),
        ("ADMIN_PASSWORD", "canary-password"),
        ("DATABASE_URL", "ws://user:canary-db@localhost/a/b"),
        ("REDIS_URL", "redis://:canary-redis@localhost"),
    ])
    .expect("fine");
    let shown = format!("{config:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(config.secrets().count(), 6);
}
