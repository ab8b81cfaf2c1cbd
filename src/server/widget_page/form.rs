//! What a plain form asks for, and what becomes of it.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, StatusCode, header};

use super::{super::context::VisitorDoor, look::Wanted};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        capture::Field,
        chat::Transcript,
        message::{Author, MAX_MESSAGE_CHARS},
        settings::Settings,
        time::Timestamp,
    },
    ui::widget::{
        Said,
        boot::{Boot, Problem},
        check_contact,
        phrases::Say,
    },
};

/// The fields of a contact card.
const CONTACT: [Field; 5] = [Field::Name, Field::Email, Field::Phone, Field::Company, Field::Interest];

/// One submitted form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// `reset`, `erase`, `download`, `contact`; empty: a message.
    kind: String,
    pub token: Option<String>,
    pub message: String,
    contact: BTreeMap<String, String>,
}

/// What the visitor gets.
pub enum Outcome {
    /// The page as `boot` was left.
    Page(StatusCode),
    /// Their chat as text.
    File(String),
}

impl Deed {
    pub fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, ApiError> {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "Send the form as it is."));
        }
        let (mut deed, mut starter) = (Self::default(), String::new());
        for (name, value) in url::form_urlencoded::parse(body) {
            let value = value.into_owned();
            match name.as_ref() {
                "do" => deed.kind = value,
                "token" if !value.is_empty() => deed.token = Some(value),
                "message" => deed.message = value,
                "starter" => starter = value,
                name if CONTACT.iter().any(|field| field.as_str() == name) && !value.trim().is_empty() => {
                    deed.contact.insert(name.to_owned(), value);
                }
                _ => {}
            }
        }
        if deed.message.trim().is_empty() {
            deed.message = starter;
        }
        Ok(deed)
    }

    /// Does it, and leaves in `boot` what the page shall say.
    pub async fn run(self, door: VisitorDoor, settings: &Settings, wanted: &Wanted, boot: &mut Boot) -> Outcome {
        boot.token.clone_from(&self.token);
        let outcome = self.carry_out(&door, wanted, boot).await;
        // A stranger who has not been answered has no conversation to show.
        let transcript = match boot.token {
            Some(_) => door.transcript().await,
            None => Ok(Transcript::default()),
        };
        let error = match (outcome, transcript) {
            (Ok(()), Ok(transcript)) if self.kind == "download" => return Outcome::File(as_text(&transcript, settings, boot)),
            (outcome, transcript) => {
                let read = transcript.map(|transcript| show(transcript, settings, boot));
                outcome.and(read)
            }
        };
        let Err(error) = error else { return Outcome::Page(StatusCode::OK) };
        boot.problem = Some(problem(boot, &error, &self));
        boot.draft = self.message;
        Outcome::Page(StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
    }

    async fn carry_out(&self, door: &VisitorDoor, wanted: &Wanted, boot: &mut Boot) -> Result<(), ApiError> {
        match self.kind.as_str() {
            "" => {
                let locale = if wanted.locale.is_empty() { wanted.language.code() } else { &wanted.locale };
                let reply = door.send(self.message.clone(), Some(locale.to_owned()), None).await?;
                if reply.visitor_token.is_some() {
                    boot.token = reply.visitor_token;
                }
                Ok(())
            }
            "reset" => door.reset().await,
            "erase" => {
                door.erase().await?;
                boot.token = None;
                Ok(())
            }
            "contact" if self.contact.is_empty() => Err(ApiError::new(ErrorCode::InvalidFields, boot.say(Say::CardNeeded))),
            "contact" => door.save_info(self.contact.clone()).await.map(drop),
            "download" => Ok(()),
            _ => Err(ApiError::new(ErrorCode::InvalidRequest, "The form could not be read.")),
        }
    }
}

/// Puts the conversation onto the page.
fn show(transcript: Transcript, settings: &Settings, boot: &mut Boot) {
    let zone = settings.business.zone();
    boot.said = transcript.messages.iter().map(|message| Said::from_transcript(message, &zone)).collect();
    boot.known = transcript.lead.captured.into_iter().filter_map(|(name, value)| Some((Field::parse(&name)?, value))).collect();
}

/// The conversation as a person would write it down, in the time of the business.
fn as_text(transcript: &Transcript, settings: &Settings, boot: &Boot) -> String {
    let zone = settings.business.zone();
    let mut text = format!("{}\n{}\n", boot.say_with(Say::Title, &boot.business), settings.business.time_zone);
    for message in &transcript.messages {
        let at = message.at.parse::<Timestamp>().map(|at| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string());
        let who = boot.say(if message.author == Author::Visitor { Say::You } else { Say::Assistant });
        text.push_str(&format!("\n[{}] {who}\n{}\n", at.unwrap_or_default(), message.text));
    }
    // Windows editors break lines at CRLF only; all others at either.
    text.replace('\n', "\r\n")
}

/// What an error means, in the visitor's language. The plain form is its own way to try again.
pub fn problem(boot: &Boot, error: &ApiError, deed: &Deed) -> Problem {
    let over = deed.message.chars().count().saturating_sub(MAX_MESSAGE_CHARS);
    let text = match error.code {
        ErrorCode::RateLimited => {
            let seconds = error.retry_after.unwrap_or(1);
            boot.say_with(Say::Limited, &format!("{}:{:02}", seconds / 60, seconds % 60))
        }
        ErrorCode::Unavailable | ErrorCode::UpstreamFailed => boot.say(Say::Unavailable),
        ErrorCode::Forbidden => boot.say(Say::Blocked),
        ErrorCode::InvalidFields if error.fields.contains_key("message") => match over {
            0 => boot.say(Say::Empty),
            over => boot.say_with(Say::TooLong, &over.to_string()),
        },
        ErrorCode::InvalidFields => {
            let said = |(name, value): (&String, &String)| Field::parse(name).and_then(|field| check_contact(field, value));
            let known: Vec<String> = deed.contact.iter().filter_map(said).map(|phrase| boot.say(phrase)).collect();
            if known.is_empty() { error.message.clone() } else { known.join(". ") }
        }
        _ => boot.say(Say::Failed),
    };
    Problem { text, reference: error.incident.clone().unwrap_or_default(), ..Problem::default() }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::domain::locale::Language;

    fn form(body: &str) -> Result<Deed, ApiError> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))]);
        Deed::read(&headers, body.as_bytes())
    }

    #[test]
    fn a_message_beats_a_starter_and_nothing_else_gets_in() {
        let deed = form("token=vt_a&message=+&starter=Hello&email=a%40b.com&shoe=44").expect("a form");
        assert_eq!((deed.message.as_str(), deed.token.as_deref()), ("Hello", Some("vt_a")));
        assert_eq!(deed.contact.into_iter().collect::<Vec<_>>(), [("email".to_owned(), "a@b.com".to_owned())]);
        assert_eq!(form("message=Hi&starter=Hello").expect("a form").message, "Hi");
        assert!(Deed::read(&HeaderMap::new(), b"message=Hi").is_err());
    }

    #[test]
    fn problems_speak_the_visitors_language() {
        let boot = Boot::new(Language::De, "Rad", "");
        let limited = ApiError { retry_after: Some(125), ..ApiError::new(ErrorCode::RateLimited, "") };
        assert!(problem(&boot, &limited, &Deed::default()).text.contains("2:05"));
        let refused = ApiError::field("message", "no");
        let long = Deed { message: "ü".repeat(4_012), ..Deed::default() };
        assert_eq!(problem(&boot, &refused, &long).text, "12 Zeichen zu viel");
        assert_eq!(problem(&boot, &refused, &Deed::default()).text, "Schreiben Sie zuerst eine Nachricht.");
        let card = form("do=contact&email=ana%40home&name=Ana").expect("a form");
        assert_eq!(problem(&boot, &ApiError::field("email", "x"), &card).text, boot.say(Say::EmailEnding));
    }
}
