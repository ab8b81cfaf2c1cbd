//! The bodies of the chat endpoints and what is checked in them before anything else happens.

use std::collections::BTreeMap;

use axum::http::Uri;
use serde::Deserialize;

use super::super::super::{
    auth::visitor::ChatCaller,
    incoming::{Client, Raw},
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode, FieldErrors},
        conversation::{Channel, SitePage},
        country::Country,
        time::Timestamp,
    },
    service::chat::{ContactInfo, Incoming},
};

/// `POST /gemini/train`. `user_input` and `content` are older names of `message`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainRequest {
    message: Option<String>,
    user_input: Option<String>,
    content: Option<String>,
    client_id: Option<String>,
    locale: Option<String>,
    time_zone: Option<String>,
    page: Option<SitePage>,
    phone: Option<String>,
    email: Option<String>,
}

/// `POST /gemini/reset`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientRequest {
    client_id: Option<String>,
}

/// `POST /gemini/save-info`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveInfoRequest {
    client_id: Option<String>,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    company: Option<String>,
    interest: Option<String>,
    notes: Option<String>,
    #[serde(default)]
    custom: BTreeMap<String, String>,
}

impl TrainRequest {
    /// It used a name of the original service, whose clients read `reply` at the top level.
    pub fn is_of_an_old_client(&self) -> bool {
        self.message.is_none() && (self.content.is_some() || self.user_input.is_some())
    }

    /// `home`: where a phone number without a country code belongs.
    pub fn check(self, caller: &ChatCaller, home: Option<Country>, received_at: Timestamp) -> Result<Incoming, ApiError> {
        let mut given = [("message", self.message), ("user_input", self.user_input), ("content", self.content)]
            .into_iter()
            .filter_map(|(name, text)| text.map(|text| (name, text)));
        let (message_field, message) = given.next().unwrap_or(("message", String::new()));
        if let Some((second, _)) = given.next() {
            return Err(ApiError::field(second, format!("another name of {message_field}: send one of them")));
        }
        let (client, no_client) = match parsed(self.client_id) {
            Ok(client) => (client.map(|client| client.at_home(home)), None),
            Err(error) => (None, Some(error)),
        };
        let raw = Raw {
            message,
            message_field,
            client,
            locale: self.locale,
            time_zone: self.time_zone,
            page: self.page.unwrap_or_default(),
            phone: self.phone,
            email: self.email,
            by_key: matches!(caller, ChatCaller::Integrator(_)),
        };
        let checked = raw.check(received_at);
        match (checked, no_client) {
            (Ok(incoming), None) => Ok(incoming),
            (checked, wrong) => {
                let mut fields: FieldErrors = checked.err().unwrap_or_default();
                fields.extend(wrong.map(|error| error.fields).unwrap_or_default());
                Err(ApiError::fields(fields))
            }
        }
    }
}

impl ClientRequest {
    pub fn label(self) -> Result<Option<String>, ApiError> {
        Ok(parsed(self.client_id)?.map(|client| client.label))
    }
}

impl SaveInfoRequest {
    /// A client is named, and nothing is said of it.
    pub fn is_label_alone(&self) -> bool {
        let Self { client_id, name, email, phone, company, interest, notes, custom } = self;
        let mut texts = [name, email, phone, company, interest, notes].into_iter().flatten();
        client_id.is_some() && custom.is_empty() && texts.all(|text| text.trim().is_empty())
    }

    /// The client's label, the channel, and what to save. The values themselves are checked by the service. `home`: where a
    /// phone number without a country code belongs.
    pub fn check(self, caller: &ChatCaller, home: Option<Country>) -> Result<(Option<String>, Channel, ContactInfo), ApiError> {
        let client = parsed(self.client_id)?.map(|client| client.at_home(home));
        let channel = match (&client, caller) {
            (Some(client), _) if client.channel != Channel::Website => client.channel,
            (_, ChatCaller::Integrator(_)) => Channel::Api,
            _ => Channel::Website,
        };
        let label_phone = client.as_ref().and_then(|client| client.phone.clone());
        let Self { name, email, phone, company, interest, notes, custom, .. } = self;
        let info = ContactInfo { name, email, phone, company, interest, notes, custom, label_phone };
        Ok((client.map(|client| client.label), channel, info))
    }
}

/// `?client_id=` of the endpoints that have no body; anything else in the query is refused.
pub fn client_in(uri: &Uri) -> Result<Option<String>, ApiError> {
    let mut client = None;
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        if name != "client_id" || client.is_some() {
            return Err(ApiError::new(ErrorCode::InvalidRequest, "The only parameter here is client_id, once."));
        }
        client = parsed(Some(value.into_owned()))?.map(|client| client.label);
    }
    Ok(client)
}

fn parsed(label: Option<String>) -> Result<Option<Client>, ApiError> {
    label.map(|label| Client::parse(&label).map_err(|problem| ApiError::field("client_id", problem))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) -> Result<Incoming, ApiError> {
        let request: TrainRequest = serde_json::from_str(json).expect("JSON of this form");
        request.check(&ChatCaller::Stranger, None, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let wrong = check(r#"{"locale":"?","time_zone":"Mars Base","client_id":"","email":"x","phone":"1"}"#).expect_err("mistakes");
        let fields: Vec<&str> = wrong.fields.keys().map(String::as_str).collect();
        assert_eq!(fields, ["client_id", "email", "locale", "message", "phone", "time_zone"]);
    }

    #[test]
    fn a_message_has_one_name_and_mistakes_use_it() {
        assert_eq!(check(r#"{"content":" "}"#).expect_err("empty").fields.keys().collect::<Vec<_>>(), ["content"]);
        assert_eq!(check(r#"{"message":"a","content":"b"}"#).expect_err("two").fields.keys().collect::<Vec<_>>(), ["content"]);
        assert!(check(r#"{"user_input":"a"}"#).is_ok());
    }

    #[test]
    fn a_label_alone_is_nothing_to_save() {
        let is_alone = |json: &str| serde_json::from_str::<SaveInfoRequest>(json).expect("JSON of this form").is_label_alone();
        assert!(is_alone(r#"{"client_id":"customer 7"}"#) && is_alone(r#"{"client_id":"customer 7","name":" ","custom":{}}"#));
        for more in [r#"{}"#, r#"{"client_id":"c","notes":"x"}"#, r#"{"client_id":"c","custom":{"a":"b"}}"#, r#"{"name":"Ana"}"#] {
            assert!(!is_alone(more), "{more}");
        }
    }

    #[test]
    fn a_query_names_a_client_or_nothing() {
        let read = |uri: &str| client_in(&uri.parse().expect("an address"));
        assert_eq!(read("/x"), Ok(None));
        assert_eq!(read("/x?client_id=a%20b"), Ok(Some("a b".into())));
        assert!(read("/x?client_id=").is_err() && read("/x?a=b").is_err() && read("/x?client_id=a&client_id=b").is_err());
    }
}
