//! The mail server that notices and invitations go out through, and whom they are from.

use secrecy::SecretString;

use super::reader::Reader;
use crate::domain::email::Email;

/// How the way to the mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailSecurity {
    /// From the first byte on.
    Tls,
    /// As soon as we have greeted, and never without.
    StartTls,
    /// Not at all.
    Plain,
}

#[derive(Clone, Debug)]
pub struct MailConfig {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// Name and password.
    pub credentials: Option<(String, SecretString)>,
    pub from: Email,
}

const WANTED: &str = "smtps://user:password@host, starttls://user:password@host or smtp://host, with a port where it is another than usual; \
     a password needs smtps or starttls";

/// The server without the sender.
struct Server {
    host: String,
    port: u16,
    security: MailSecurity,
    credentials: Option<(String, SecretString)>,
}

impl MailConfig {
    /// None: no mail goes out.
    pub(super) fn read(read: &mut Reader<'_>) -> Option<Self> {
        let server = read.with("SMTP_URL", WANTED, server);
        let from = read.with("SMTP_FROM", "an e-mail address such as desk@example.com", |text| Email::parse(text).ok());
        match (read.text("SMTP_URL").is_some(), read.text("SMTP_FROM").is_some()) {
            (true, false) => read.wrong("SMTP_FROM", "needed beside SMTP_URL: whom the mails are from"),
            (false, true) => read.wrong("SMTP_URL", "needed beside SMTP_FROM"),
            _ => {}
        }
        let Server { host, port, security, credentials } = server?;
        Some(Self { host, port, security, credentials, from: from? })
    }

    /// The one value here that nobody may see.
    pub(super) fn secret(&self) -> Option<&SecretString> {
        self.credentials.as_ref().map(|(_, password)| password)
    }
}

fn server(text: &str) -> Option<Server> {
    let url = url::Url::parse(text).ok()?;
    let (security, usual) = match url.scheme() {
        "smtps" => (MailSecurity::Tls, 465),
        "starttls" => (MailSecurity::StartTls, 587),
        "smtp" => (MailSecurity::Plain, 25),
        _ => return None,
    };
    let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().ok().map(String::from);
    // Where the scheme is not one of the web's, the parser leaves the host as it is.
    let host = url.host_str().map(|host| host.trim_start_matches('[').trim_end_matches(']')).filter(|host| !host.is_empty())?;
    let is_host = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:".contains(c));
    let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (user, Some(password)) if !user.is_empty() && !password.is_empty() => Some((plain(user)?, SecretString::from(plain(password)?))),
        _ => return None,
    };
    let is_here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    let is_open = security == MailSecurity::Plain && credentials.is_some() && !is_here;
    let port = url.port().unwrap_or(usual);
    (is_host && is_bare && !is_open && port != 0).then(|| Server { host: host.to_owned(), port, security, credentials })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use secrecy::ExposeSecret;

    use super::{
        super::{Config, ConfigErrors},
        *,
    };

    fn read(pairs: &[(&str, &str)]) -> Result<Option<MailConfig>, ConfigErrors> {
        let values: HashMap<String, String> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::from_map(&values).map(|config| config.mail)
    }

    fn at(url: &str) -> Result<Option<MailConfig>, ConfigErrors> {
        read(&[("SMTP_URL", url), ("SMTP_FROM", "desk@example.com")])
    }

    #[test]
    fn without_anything_there_is_no_mail() {
        assert!(read(&[("SMTP_URL", ""), ("SMTP_FROM", " ")]).expect("fine").is_none());
    }

    #[test]
    fn each_scheme_has_its_port_and_its_secrecy() {
        for (url, security, host, port) in [
            ("smtps://mail.example.com", MailSecurity::Tls, "mail.example.com", 465),
            ("starttls://ana:x@mail.example.com/", MailSecurity::StartTls, "mail.example.com", 587),
            ("smtp://relay:2525", MailSecurity::Plain, "relay", 2525),
            ("smtp://ana:x@127.0.0.1", MailSecurity::Plain, "127.0.0.1", 25),
            ("smtps://[2001:db8::1]:465", MailSecurity::Tls, "2001:db8::1", 465),
        ] {
            let mail = at(url).expect("fine").expect("mail");
            assert_eq!((mail.security, mail.host.as_str(), mail.port), (security, host, port), "{url}");
            assert_eq!(mail.from.as_str(), "desk@example.com");
        }
    }

    #[test]
    fn name_and_password_are_read_and_not_shown() {
        let mail = at("smtps://ana%40example.com:canary%2Fp%40ss@mail.example.com").expect("fine").expect("mail");
        let (user, password) = mail.credentials.as_ref().expect("both");
        assert_eq!((user.as_str(), password.expose_secret()), ("ana@example.com", "canary/p@ss"));
        assert!(!format!("{mail:?}").contains("canary"));
        assert!(mail.secret().is_some());
    }

    #[test]
    fn what_makes_no_sense_is_told_without_its_value() {
        for url in [
            "canary",
            "http://canary.example.com",
            "smtp://ana:canary@mail.example.com",
            "smtps://ana@canary.example.com",
            "smtps://:canary@mail.example.com",
            "smtps://mail.example.com/canary",
            "smtps://mail.example.com?canary=1",
            "smtps://",
        ] {
            let errors = at(url).expect_err(url);
            assert_eq!(errors.0.keys().map(String::as_str).collect::<Vec<_>>(), ["SMTP_URL"], "{url}");
            assert!(!errors.to_string().contains("canary"), "{errors}");
        }
        let alone = |pair: (&str, &str)| read(&[pair]).expect_err("one half").0.into_keys().collect::<Vec<_>>();
        assert_eq!(alone(("SMTP_URL", "smtps://mail.example.com")), ["SMTP_FROM"]);
        assert_eq!(alone(("SMTP_FROM", "desk@example.com")), ["SMTP_URL"]);
        let wrong = read(&[("SMTP_URL", "smtps://mail.example.com"), ("SMTP_FROM", "canary")]).expect_err("no address");
        assert!(wrong.0.contains_key("SMTP_FROM") && !wrong.to_string().contains("canary"));
    }
}
