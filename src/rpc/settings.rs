//! The owner's settings and the integrators' keys.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    account::{ApiKeyInfo, Scope},
    analytics::figures::Price,
    api_error::ApiError,
    business::Business,
    custom::CustomField,
    ids::ApiKeyId,
    notifications::Notifications,
    report::schedule::ReportSchedule,
    settings::{LookChoice, Scheduling},
};

/// Where the Gemini key in use comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    None,
    Environment,
    Settings,
}

/// The assistant's connection, without the key itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistantView {
    pub key_source: KeySource,
    /// The model in use, or that would be used with a key.
    pub model: String,
    /// The model the owner chose; empty: that of the environment.
    pub chosen_model: String,
    /// Who answers now: the model's name, or `offline`.
    pub answering: String,
    /// What the owner should know or do; empty when all is well.
    pub message: String,
}

/// What is told by mail of visitors, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationForm {
    /// Empty: nothing is told.
    pub mail_to: String,
    /// A visitor asks for a person.
    pub of_wishes: bool,
    /// A visitor can be reached.
    pub of_leads: bool,
    /// The model has failed for a while.
    pub of_failures: bool,
}

impl From<Notifications> for NotificationForm {
    fn from(stored: Notifications) -> Self {
        let Notifications { mail_to, of_wishes, of_leads, of_failures } = stored;
        Self { mail_to: mail_to.map(String::from).unwrap_or_default(), of_wishes, of_leads, of_failures }
    }
}

/// All that the settings pages show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    pub business: Business,
    pub greeting: String,
    /// The widget's colour and place.
    pub look: LookChoice,
    pub allowed_sites: Vec<String>,
    /// Allowed by `ALLOWED_ORIGINS`; only the operator can change these.
    pub environment_sites: Vec<String>,
    pub assistant: AssistantView,
    /// The line a site owner pastes.
    pub embed_line: String,
    /// Fields of leads that the owner defined, in their order.
    pub lead_fields: Vec<CustomField>,
    /// How meetings are booked, beside the hours and the length that stand with the business.
    pub scheduling: Scheduling,
    /// When reports are made by themselves.
    pub reports: ReportSchedule,
    /// Days after which conversations are archived by themselves; 0: never.
    pub archive_after_days: u16,
    /// What models cost.
    pub prices: Vec<Price>,
    pub notifications: NotificationForm,
    /// Whether mail goes out of this installation; only the operator can change it.
    pub has_mail: bool,
    pub version: u64,
}

/// The outcome of a live test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeResult {
    pub ok: bool,
    /// For the owner.
    pub message: String,
    pub model: String,
    pub latency_ms: u64,
}

/// A key, this once, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedKey {
    pub key: String,
    pub info: ApiKeyInfo,
}

#[server(prefix = "/rpc", endpoint = "settings/load")]
pub async fn load_settings() -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.load_settings().await
}

/// `version`: the one the page was made from; 409 `version_conflict` when someone saved meanwhile.
#[server(prefix = "/rpc", endpoint = "settings/business", input = Json)]
pub async fn save_business(business: Business, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_business(business, version).await
}

/// `look`: None keeps colour and place.
#[server(prefix = "/rpc", endpoint = "settings/widget", input = Json)]
pub async fn save_widget(sites: Vec<String>, greeting: String, look: Option<LookChoice>, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_widget(sites, greeting, look, version).await
}

/// `key`: None keeps the stored one, an empty text removes it. `model`: empty for that of the environment.
#[server(prefix = "/rpc", endpoint = "settings/assistant", input = Json)]
pub async fn save_assistant(key: Option<String>, model: String, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_assistant(key, model, version).await
}

/// Asks Google one tiny question with this key (None: the one in use) and model (empty: the one in use).
#[server(prefix = "/rpc", endpoint = "settings/test-assistant", input = Json)]
pub async fn test_assistant(key: Option<String>, model: String) -> Result<ProbeResult, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.test_assistant(key, model).await
}

/// All fields in their order; one that is left out is no field any more (values that leads have of it stay). Field errors
/// name `lead_fields`, with the line.
#[server(prefix = "/rpc", endpoint = "settings/lead-fields", input = Json)]
pub async fn save_lead_fields(fields: Vec<CustomField>, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_lead_fields(fields, version).await
}

/// Field errors name `mail_to`.
#[server(prefix = "/rpc", endpoint = "settings/notifications", input = Json)]
pub async fn save_notifications(wanted: NotificationForm, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_notifications(wanted, version).await
}

#[server(prefix = "/rpc", endpoint = "settings/keys")]
pub async fn list_api_keys() -> Result<Vec<ApiKeyInfo>, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.list_api_keys().await
}

#[server(prefix = "/rpc", endpoint = "settings/keys/create", input = Json)]
pub async fn create_api_key(label: String, scopes: Vec<Scope>) -> Result<CreatedKey, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.create_api_key(label, scopes).await
}

#[server(prefix = "/rpc", endpoint = "settings/keys/revoke")]
pub async fn revoke_api_key(id: ApiKeyId) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.revoke_api_key(id).await
}
