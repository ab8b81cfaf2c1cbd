//! What an error of the mail server means to us. Its own words stay behind: they may quote an address.

use std::{error::Error as _, io, iter::successors};

use lettre::{address::Envelope, transport::smtp::Error};

use crate::service::ports::MailError;

/// How far we were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing of the mail was told yet.
    Before,
    Mail {
        /// An address that only some servers can write down.
        is_foreign: bool,
    },
}

impl Stage {
    pub fn of(envelope: &Envelope) -> Self {
        let is_foreign = envelope.to().iter().chain(envelope.from()).any(|address| !address.to_string().is_ascii());
        Self::Mail { is_foreign }
    }
}

pub fn told(stage: Stage, error: &Error) -> MailError {
    let code = error.status().map(|code| code.to_string());
    match (stage, code.as_deref()) {
        (Stage::Before, Some(code @ ("530" | "534" | "535" | "538"))) => {
            MailError::Away(format!("The mail server refuses our name and password ({code})."))
        }
        (Stage::Before, Some(code)) => MailError::Away(format!("The mail server lets nobody in now ({code}).")),
        // It is going down, or wants another connection than this one.
        (Stage::Mail { .. }, Some(code @ ("421" | "454" | "530" | "535" | "538"))) => {
            MailError::Away(format!("The mail server has stopped in the middle ({code})."))
        }
        (Stage::Mail { .. }, Some(code)) if error.is_permanent() => {
            MailError::Refused(format!("The mail server refuses the mail ({code})."))
        }
        (Stage::Mail { .. }, Some(code)) => MailError::Later(format!("The mail server puts the mail off ({code}).")),
        (Stage::Mail { is_foreign: true }, None) if error.is_client() => {
            MailError::Refused("The mail server cannot write to an address in letters other than a to z.".into())
        }
        (_, None) if is_of_encryption(error) => MailError::Away("The mail server's certificate or encryption is not accepted.".into()),
        (_, None) if error.is_timeout() => MailError::Away("The mail server does not answer in time.".into()),
        (Stage::Before, None) if error.is_client() => {
            MailError::Away("The mail server offers no encryption, or no way to sign in that we know.".into())
        }
        (_, None) => MailError::Away("The mail server cannot be reached.".into()),
    }
}

/// The library tells most of these as a connection that was lost.
fn is_of_encryption(error: &Error) -> bool {
    let mut causes = successors(error.source(), |&cause| cause.source());
    let is_ours = |inner: &(dyn std::error::Error + Send + Sync + 'static)| inner.is::<rustls::Error>();
    error.is_tls() || causes.any(|cause| cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref).is_some_and(is_ours))
}
