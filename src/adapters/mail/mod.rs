//! Mail by SMTP: one connection for each mail, bounded in time; what went wrong is told without anybody's address.

mod errors;
mod message;

use std::time::Duration;

use async_trait::async_trait;
use lettre::{
    Address, Message,
    address::Envelope,
    transport::smtp::{
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{self, Rcpt, Rset},
        extension::{ClientId, Extension, MailParameter},
    },
};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use self::errors::Stage;
use crate::{
    domain::email::Email,
    service::ports::{Mail, MailError, Mailer},
};

/// How the way is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first byte on.
    Tls,
    /// As soon as we have greeted, and never without.
    StartTls,
    Plain,
}

/// Where mails are handed over.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Name and password.
    pub credentials: Option<(String, SecretString)>,
}

/// How long we wait.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For everything until the server has the mail.
    pub whole: Duration,
    /// For its good-bye: it has the mail already.
    pub parting: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(45), parting: Duration::from_secs(2) }
    }
}

/// In words for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("mail: {0}")]
pub struct MailSetupError(String);

pub struct SmtpMailer {
    server: SmtpServer,
    /// None: the way is not encrypted.
    tls: Option<TlsParameters>,
    sender: Email,
    /// The sender's, in ASCII: of Message-IDs, and what we are called in greetings.
    domain: String,
    patience: Patience,
}

impl SmtpMailer {
    /// Connects to nobody yet.
    pub fn new(server: SmtpServer, sender: Email, patience: Patience) -> Result<Self, MailSetupError> {
        let tls = match server.security {
            Security::Plain => None,
            Security::Tls | Security::StartTls => {
                let made = TlsParameters::new(server.host.clone());
                Some(made.map_err(|error| MailSetupError(format!("TLS cannot be set up: {error}")))?)
            }
        };
        let domain = message::domain(&sender).ok_or_else(|| MailSetupError("the sender's address has no domain".into()))?;
        Ok(Self { server, tls, sender, domain, patience })
    }

    /// To all whom the server takes mail for: an address that it refuses for good keeps the mail from nobody else.
    async fn hand_over(&self, message: &Message) -> Result<AsyncSmtpConnection, MailError> {
        let (envelope, text) = (message.envelope(), message.formatted());
        match self.hand_to_all(envelope, &text).await {
            Err(refused @ MailError::Refused(_)) if envelope.to().len() > 1 => self.hand_to_some(envelope, &text, refused).await,
            outcome => outcome,
        }
    }

    async fn hand_to_all(&self, envelope: &Envelope, text: &[u8]) -> Result<AsyncSmtpConnection, MailError> {
        let mut connection = self.connect().await.map_err(|error| errors::told(Stage::Before, &error))?;
        connection.send(envelope, text).await.map_err(|error| errors::told(Stage::of(envelope), &error))?;
        Ok(connection)
    }

    /// `refused`: what the server said of all of them.
    async fn hand_to_some(&self, envelope: &Envelope, text: &[u8], refused: MailError) -> Result<AsyncSmtpConnection, MailError> {
        let mut connection = self.connect().await.map_err(|error| errors::told(Stage::Before, &error))?;
        let welcome = welcome(&mut connection, envelope).await?;
        let Ok(some) = Envelope::new(envelope.from().cloned(), welcome) else { return Err(refused) };
        connection.send(&some, text).await.map_err(|error| errors::told(Stage::of(&some), &error))?;
        tracing::warn!(of = envelope.to().len(), taken = some.to().len(), "the mail server refuses some addresses of a mail");
        Ok(connection)
    }

    /// Greeted, encrypted, and let in.
    async fn connect(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let SmtpServer { host, port, security, credentials } = &self.server;
        let hello = ClientId::Domain(self.domain.clone());
        let at_once = self.tls.clone().filter(|_| *security == Security::Tls);
        let wait = Some(self.patience.connect);
        let mut connection = AsyncSmtpConnection::connect_tokio1((host.as_str(), *port), wait, &hello, at_once, None).await?;
        if let (Security::StartTls, Some(tls)) = (security, &self.tls) {
            connection.starttls(tls.clone(), &hello).await?;
        }
        if let Some((name, password)) = credentials {
            let credentials = Credentials::new(name.clone(), password.expose_secret().to_owned());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }
}

/// Those of the addresses that the server takes mail for. It is not told any mail yet.
async fn welcome(connection: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<Vec<Address>, MailError> {
    let stage = Stage::of(envelope);
    let knows_all_letters = connection.server_info().supports_feature(Extension::SmtpUtfEight);
    let parameters = if knows_all_letters { vec![MailParameter::SmtpUtfEight] } else { vec![] };
    let from = commands::Mail::new(envelope.from().cloned(), parameters);
    connection.command(from).await.map_err(|error| errors::told(stage, &error))?;
    let mut welcome = vec![];
    for to in envelope.to().iter().filter(|to| knows_all_letters || to.to_string().is_ascii()) {
        match connection.command(Rcpt::new(to.clone(), vec![])).await.map_err(|error| errors::told(stage, &error)) {
            Ok(_) => welcome.push(to.clone()),
            Err(MailError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    connection.command(Rset).await.map_err(|error| errors::told(stage, &error))?;
    Ok(welcome)
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = message::of(mail, &self.sender, &self.domain)?;
        let handed_over = timeout(self.patience.whole, self.hand_over(&message)).await;
        let mut connection = handed_over.map_err(|_| MailError::Away("The mail server does not answer in time.".into()))??;
        // Whatever it says now, the mail is its own.
        let _ = timeout(self.patience.parting, connection.quit()).await;
        Ok(())
    }

    fn sender(&self) -> &Email {
        &self.sender
    }
}
