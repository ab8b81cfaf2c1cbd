//! What clients of the original service ask about a person, in the fields that they read.

use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::super::{
    auth::{
        clerk::{LeadClerk, LeadReader},
        visitor::client_of,
    },
    incoming::Client,
    json::Json,
    problem::Answer,
    state::AppState,
};
use crate::{
    domain::{
        api_error::ApiError,
        capture::Field,
        conversation::{Channel, Conversation},
        country::Country,
        email::Email,
        extract,
        lead::{Lead, edit::LeadEdit, identity::PersonKey},
        phone::Phone,
        time::rfc3339,
    },
    service::{
        leads::{Added, OnDuplicate},
        permission::{Clerk, Integrator},
    },
};

/// Conversations that are told of one person.
const RECENT: usize = 5;

/// `POST /lead-context`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContextBody {
    phone: Option<String>,
    email: Option<String>,
}

pub async fn context(
    State(state): State<AppState>,
    LeadReader(clerk): LeadReader,
    Json(body): Json<ContextBody>,
) -> Result<Answer, ApiError> {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let mut keys = vec![];
    if let Some(email) = given(body.email) {
        keys.push(email_key(&email).ok_or_else(|| ApiError::field("email", "not an e-mail address"))?);
    }
    if let Some(phone) = given(body.phone) {
        keys.push(phone_key(&phone).ok_or_else(|| ApiError::field("phone", "not a phone number"))?);
    }
    if keys.is_empty() {
        return Err(ApiError::field("phone", "send a phone or an email"));
    }
    let mut known = None;
    for key in keys {
        known = state.lead_desk.owner(&clerk, key).await?;
        if known.is_some() {
            break;
        }
    }
    let Some(lead) = known else {
        return Ok(Answer::new(json!({ "lead_found": false }), "Nobody is known by this.")?
            .beside("lead_found", false)
            .beside("lead", Value::Null)
            .beside("recent_conversations", json!([])));
    };
    let detail = state.lead_desk.detail(&clerk, &lead.id).await?;
    let has_meeting = state.meeting_desk.has_ahead(&clerk, &detail.lead).await?;
    let (told, recent) = (person(&detail.lead, &detail.conversations, has_meeting), recent(&detail.conversations));
    Ok(Answer::new(json!({ "lead_found": true, "lead": told, "recent_conversations": recent }), "Known.")?
        .beside("lead_found", true)
        .beside("lead", told)
        .beside("recent_conversations", recent))
}

fn person(lead: &Lead, conversations: &[Conversation], has_meeting: bool) -> Value {
    let messages: u32 = conversations.iter().map(|talk| talk.visitor_messages.saturating_add(talk.assistant_messages)).sum();
    let summary = [Field::Interest, Field::Budget, Field::Timeline].into_iter().filter_map(|field| lead.value(field));
    json!({
        "id": lead.id,
        "name": lead.value(Field::Name),
        "phone": lead.value(Field::Phone),
        "email": lead.value(Field::Email),
        "chat_summary": summary.collect::<Vec<_>>().join("; "),
        "last_interaction": conversations.iter().map(|talk| talk.last_at).max().map(rfc3339),
        "total_messages": messages,
        "has_meeting": has_meeting,
        "agent_notes": lead.notes.as_deref().unwrap_or_default(),
    })
}

fn recent(conversations: &[Conversation]) -> Value {
    let told = |talk: &Conversation| {
        json!({
            "id": talk.id,
            "started_at": rfc3339(talk.started_at),
            "last_at": rfc3339(talk.last_at),
            "messages": talk.visitor_messages.saturating_add(talk.assistant_messages),
            "latest_words": talk.preview,
        })
    };
    conversations.iter().take(RECENT).map(told).collect()
}

/// `GET /notes/{client_id}`: the sales team's notes about whoever this label means.
pub async fn notes(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    program: Option<Integrator>,
    Path(label): Path<String>,
) -> Result<Answer, ApiError> {
    let notes = find(&state, &clerk, program.as_ref(), &label).await?.and_then(|lead| lead.notes).unwrap_or_default();
    told(&notes)
}

/// `POST /notes/{client_id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotesBody {
    notes: String,
}

pub async fn save_notes(
    State(state): State<AppState>,
    LeadClerk(clerk): LeadClerk,
    program: Option<Integrator>,
    Path(label): Path<String>,
    Json(body): Json<NotesBody>,
) -> Result<Answer, ApiError> {
    let edit = LeadEdit { notes: Some(body.notes), ..LeadEdit::default() };
    let lead = match find(&state, &clerk, program.as_ref(), &label).await? {
        Some(lead) => state.lead_desk.edit(&clerk, &lead.id, edit, None).await?,
        // Notes may come before the person writes: whoever is named by an address or a number is a lead from now on.
        None => {
            let home = state.desk.load().await?.business.home();
            let values = match key_of(&label) {
                // As it was written.
                Some(PersonKey::Email(_)) => [(Field::Email, label.trim().to_owned())],
                Some(PersonKey::Phone(phone)) if is_dialled(&phone, home) => [(Field::Phone, phone)],
                Some(PersonKey::Phone(_)) | None => return Err(ApiError::field("client_id", "nobody is known by this label")),
            };
            match state.lead_desk.add(&clerk, LeadEdit { values: values.into(), ..edit }, Channel::Api, OnDuplicate::Merge).await? {
                Added::New(lead) | Added::Joined(lead) => lead,
            }
        }
    };
    told(lead.notes.as_deref().unwrap_or_default())
}

fn told(notes: &str) -> Result<Answer, ApiError> {
    let has_notes = !notes.is_empty();
    Ok(Answer::new(json!({ "notes": notes, "has_notes": has_notes }), "Notes.")?.beside("notes", notes).beside("has_notes", has_notes))
}

/// Whoever the label means: by itself, or because this program calls one of its clients so.
async fn find(state: &AppState, clerk: &Clerk, program: Option<&Integrator>, label: &str) -> Result<Option<Lead>, ApiError> {
    if let Ok(id) = label.parse() {
        return Ok(Some(state.lead_desk.find(clerk, &id).await?));
    }
    let carries_a_phone = Client::parse(label).is_ok_and(|client| client.phone.is_some());
    // Digits may be a customer's number: what this program calls a client of its own comes first.
    if let (Some(program), false) = (program, carries_a_phone)
        && let Some(lead) = state.lead_desk.of_visitor(clerk, &client_of(program, label)).await?
    {
        return Ok(Some(lead));
    }
    match key_of(label) {
        Some(key) => Ok(state.lead_desk.owner(clerk, key).await?),
        None => Ok(None),
    }
}

/// Where the business's country is known, digits without a country code are a phone only if they are dialled there.
fn is_dialled(phone: &str, home: Option<Country>) -> bool {
    phone.starts_with('+') || home.is_none() || Phone::parse(phone).is_ok_and(|number| extract::e164(&number, home).is_some())
}

/// The person that a label names by itself: an address, a number, or WhatsApp's way to write one.
fn key_of(label: &str) -> Option<PersonKey> {
    let whats_app = Client::parse(label).ok().and_then(|client| client.phone).map(PersonKey::Phone);
    whats_app.or_else(|| email_key(label)).or_else(|| phone_key(label))
}

fn email_key(text: &str) -> Option<PersonKey> {
    Email::parse(text).ok().map(|email| PersonKey::Email(email.canonical()))
}

fn phone_key(text: &str) -> Option<PersonKey> {
    Phone::parse(text).ok().map(|phone| PersonKey::Phone(phone.as_str().to_owned()))
}
