//! What is sent to add or change a lead. A field that is left out stays; `null` or an empty text takes it away.

use std::collections::BTreeMap;

use axum::http::Uri;
use serde::{Deserialize, Deserializer};

use crate::domain::{
    api_error::{ApiError, FieldErrors},
    capture::Field,
    ids::{AdminId, LeadId},
    lead::{
        LeadStatus,
        edit::{LeadEdit, Setting},
    },
    time::Timestamp,
};

/// None: left out. Some(None): `null`.
type Given = Option<Option<String>>;

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Given, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// `POST /leads`, `POST` and `PATCH /leads/{id}`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LeadBody {
    #[serde(deserialize_with = "given")]
    name: Given,
    #[serde(deserialize_with = "given")]
    email: Given,
    #[serde(deserialize_with = "given")]
    phone: Given,
    #[serde(deserialize_with = "given")]
    company: Given,
    #[serde(deserialize_with = "given")]
    interest: Given,
    #[serde(deserialize_with = "given")]
    budget: Given,
    #[serde(deserialize_with = "given")]
    timeline: Given,
    #[serde(deserialize_with = "given")]
    notes: Given,
    custom: BTreeMap<String, Option<String>>,
    status: Option<String>,
    #[serde(deserialize_with = "given")]
    follow_up_at: Given,
    #[serde(deserialize_with = "given")]
    assignee: Given,
    pub version: Option<u64>,
    on_duplicate: Option<String>,
}

impl LeadBody {
    /// Of a lead that is there, its words not checked yet.
    pub fn change(self) -> Result<LeadEdit, ApiError> {
        match self.on_duplicate {
            Some(_) => Err(ApiError::field("on_duplicate", "only where a lead is added")),
            None => self.edit(),
        }
    }

    /// Of a lead that is to be added, its words not checked yet.
    pub fn addition(self) -> Result<LeadEdit, ApiError> {
        match self.version {
            Some(_) => Err(ApiError::field("version", "only where a lead is changed")),
            None => self.edit(),
        }
    }

    fn edit(self) -> Result<LeadEdit, ApiError> {
        let mut wrong = FieldErrors::new();
        let fields = [
            (Field::Name, self.name),
            (Field::Email, self.email),
            (Field::Phone, self.phone),
            (Field::Company, self.company),
            (Field::Interest, self.interest),
            (Field::Budget, self.budget),
            (Field::Timeline, self.timeline),
        ];
        let values = fields.into_iter().filter_map(|(field, given)| Some((field, given?.unwrap_or_default()))).collect();
        let status = self.status.as_deref().map(LeadStatus::parse);
        if status == Some(None) {
            wrong.insert("status".into(), "new, contacted, qualified, meeting_scheduled, won or lost".into());
        }
        let follow_up_at = setting::<Timestamp>(self.follow_up_at).unwrap_or_else(|()| {
            wrong.insert("follow_up_at".into(), "a time such as 2026-11-30T15:00:00Z".into());
            Setting::Keep
        });
        let assignee = setting::<AdminId>(self.assignee).unwrap_or_else(|()| {
            wrong.insert("assignee".into(), "the id of somebody of the team, adm_…".into());
            Setting::Keep
        });
        if !wrong.is_empty() {
            return Err(ApiError::fields(wrong));
        }
        Ok(LeadEdit {
            values,
            notes: self.notes.map(Option::unwrap_or_default),
            custom: self.custom.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect(),
            status: status.flatten(),
            follow_up_at,
            assignee,
        })
    }

    /// Whether a person who is a lead already is merged, by the body or the query.
    pub fn on_duplicate(&self, uri: &Uri) -> Result<bool, ApiError> {
        let mut wanted = self.on_duplicate.clone();
        for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "on_duplicate" => wanted = Some(value.into_owned()),
                other => return Err(ApiError::field(other, "not a parameter of this request")),
            }
        }
        match wanted.as_deref() {
            None | Some("refuse") => Ok(false),
            Some("merge") => Ok(true),
            Some(_) => Err(ApiError::field("on_duplicate", "refuse or merge")),
        }
    }
}

fn setting<T: std::str::FromStr>(given: Given) -> Result<Setting<T>, ()> {
    match given {
        None => Ok(Setting::Keep),
        Some(None) => Ok(Setting::Clear),
        Some(Some(text)) => text.parse().map(Setting::To).map_err(drop),
    }
}

/// `POST /leads/{id}/merge`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeBody {
    other_id: String,
}

impl MergeBody {
    pub fn other(&self) -> Result<LeadId, ApiError> {
        self.other_id.parse().map_err(|_| ApiError::field("other_id", "the id of a lead, led_…"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(json: &str) -> LeadBody {
        serde_json::from_str(json).expect("a body")
    }

    #[test]
    fn left_out_null_and_text_are_three_things() {
        let edit = body(r#"{"name":"Ana","email":null,"follow_up_at":null,"custom":{"size":null}}"#).edit().expect("an edit");
        assert_eq!(edit.values.into_iter().collect::<Vec<_>>(), [(Field::Name, "Ana".to_owned()), (Field::Email, String::new())]);
        assert_eq!((edit.follow_up_at, edit.assignee, edit.notes), (Setting::Clear, Setting::Keep, None));
        assert_eq!(edit.custom["size"], "");
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let wrong = body(r#"{"status":"hot","follow_up_at":"tomorrow","assignee":"me"}"#).edit().expect_err("mistakes");
        assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), ["assignee", "follow_up_at", "status"]);
        assert!(serde_json::from_str::<LeadBody>(r#"{"nmae":"Ana"}"#).is_err());
    }

    #[test]
    fn what_belongs_to_another_request_is_refused() {
        let field = |wrong: Result<LeadEdit, ApiError>| wrong.expect_err("a mistake").fields.into_keys().collect::<Vec<_>>();
        assert_eq!(field(body(r#"{"name":"Ana","on_duplicate":"merge"}"#).change()), ["on_duplicate"]);
        assert_eq!(field(body(r#"{"name":"Ana","version":1}"#).addition()), ["version"]);
        assert!(
            body(r#"{"name":"Ana","version":1}"#).change().is_ok() && body(r#"{"name":"Ana","on_duplicate":"merge"}"#).addition().is_ok()
        );
    }

    #[test]
    fn what_to_do_with_a_known_person_stands_in_the_body_or_the_query() {
        let uri = |text: &str| text.parse::<Uri>().expect("an address");
        assert_eq!(body("{}").on_duplicate(&uri("/leads")), Ok(false));
        assert_eq!(body("{}").on_duplicate(&uri("/leads?on_duplicate=merge")), Ok(true));
        assert_eq!(body(r#"{"on_duplicate":"merge"}"#).on_duplicate(&uri("/leads")), Ok(true));
        assert!(body("{}").on_duplicate(&uri("/leads?on_duplicate=x")).is_err() && body("{}").on_duplicate(&uri("/leads?x=1")).is_err());
    }
}
