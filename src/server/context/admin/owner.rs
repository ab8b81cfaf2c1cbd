//! What only an owner may ask: how the product is set up. Whoever has signed in may ask the rest.

use std::ops::Deref;

use super::{AdminDoor, assistant, require_admin};
use crate::{
    domain::{
        account::{ApiKeyInfo, Scope},
        api_error::ApiError,
        business::Business,
        custom::CustomField,
        ids::ApiKeyId,
        notifications::Notifications,
        settings::LookChoice,
    },
    rpc::settings::{CreatedKey, NotificationForm, ProbeResult, SettingsView},
    server::{context::refuse, problem},
    service::permission::Owner,
};

/// A signed-in owner, who is an admin, too.
pub struct OwnerDoor {
    pub(super) owner: Owner,
    door: AdminDoor,
}

/// The guard of what changes how the product is set up: 401 without a session, 403 for members.
pub async fn require_owner() -> Result<OwnerDoor, ApiError> {
    let door = require_admin().await?;
    let owner = door.admin.owner().ok_or_else(|| refuse(problem::owners_only()))?;
    Ok(OwnerDoor { owner, door })
}

impl Deref for OwnerDoor {
    type Target = AdminDoor;

    fn deref(&self) -> &AdminDoor {
        &self.door
    }
}

impl OwnerDoor {
    pub async fn save_business(&self, business: Business, version: u64) -> Result<SettingsView, ApiError> {
        let settings = self.inner.state.desk.save_business(&self.owner, business, version).await?;
        Ok(assistant::settings_view(&self.inner.state, settings))
    }

    pub async fn save_widget(
        &self,
        sites: Vec<String>,
        greeting: String,
        look: Option<LookChoice>,
        version: u64,
    ) -> Result<SettingsView, ApiError> {
        let settings = self.inner.state.desk.save_widget_and_look(&self.owner, sites, greeting, look, version).await?;
        Ok(assistant::settings_view(&self.inner.state, settings))
    }

    pub async fn save_lead_fields(&self, fields: Vec<CustomField>, version: u64) -> Result<SettingsView, ApiError> {
        let settings = self.inner.state.desk.save_lead_fields(&self.owner, fields, version).await?;
        Ok(assistant::settings_view(&self.inner.state, settings))
    }

    pub async fn save_notifications(&self, wanted: NotificationForm, version: u64) -> Result<SettingsView, ApiError> {
        let NotificationForm { mail_to, of_wishes, of_leads, of_failures } = wanted;
        let wanted = Notifications { mail_to: None, of_wishes, of_leads, of_failures };
        let settings = self.inner.state.desk.save_notifications(&self.owner, &mail_to, wanted, version).await?;
        Ok(assistant::settings_view(&self.inner.state, settings))
    }

    /// The next answer is made with the new key and model.
    pub async fn save_assistant(&self, key: Option<String>, model: String, version: u64) -> Result<SettingsView, ApiError> {
        let state = &self.inner.state;
        let settings = state.desk.save_gemini(&self.owner, key, model, version).await?;
        assistant::apply(state, &settings)?;
        Ok(assistant::settings_view(state, settings))
    }

    pub async fn test_assistant(&self, key: Option<String>, model: String) -> Result<ProbeResult, ApiError> {
        assistant::test(&self.inner.state, key, &model).await
    }

    pub async fn list_api_keys(&self) -> Result<Vec<ApiKeyInfo>, ApiError> {
        self.told(self.inner.state.keys.list(&self.owner).await)
    }

    pub async fn create_api_key(&self, label: String, scopes: Vec<Scope>) -> Result<CreatedKey, ApiError> {
        let (key, info) = self.inner.state.keys.create(&self.owner, &label, scopes).await?;
        Ok(CreatedKey { key, info })
    }

    pub async fn revoke_api_key(&self, id: ApiKeyId) -> Result<(), ApiError> {
        Ok(self.inner.state.keys.revoke(&self.owner, &id).await?)
    }
}
