//! What the page of leads is made with: the team, the owner's fields, and how this admin looks at leads.

use super::{super::refuse_service, AdminDoor, team::Team};
use crate::{
    domain::{
        api_error::ApiError,
        ids::ViewId,
        lead::views::{LeadColumn, LeadPreferences, ViewQuery},
    },
    rpc::leads::LeadBasics,
};

impl AdminDoor {
    pub async fn lead_basics(&self) -> Result<LeadBasics, ApiError> {
        let state = &self.inner.state;
        let (settings, preferences) = futures::future::join(state.desk.load(), state.lead_preferences.of(&self.admin)).await;
        let (fields, preferences) = (self.told(settings)?.lead_fields, self.told(preferences)?);
        Ok(LeadBasics { team: Team::of(self).await?.into_colleagues(), fields, preferences })
    }

    pub async fn put_lead_view(
        &self,
        id: Option<ViewId>,
        name: String,
        query: ViewQuery,
        place: Option<usize>,
    ) -> Result<LeadPreferences, ApiError> {
        self.inner.state.lead_preferences.put_view(&self.admin, id, &name, &query, place).await.map_err(refuse_service)
    }

    pub async fn delete_lead_view(&self, id: ViewId) -> Result<LeadPreferences, ApiError> {
        self.inner.state.lead_preferences.delete_view(&self.admin, &id).await.map_err(refuse_service)
    }

    pub async fn choose_lead_columns(&self, columns: Vec<LeadColumn>, own: Vec<String>) -> Result<LeadPreferences, ApiError> {
        self.inner.state.lead_preferences.choose_columns(&self.admin, &columns, &own).await.map_err(refuse_service)
    }
}
