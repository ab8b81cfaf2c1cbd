//! The people of the team as leads name them.

use super::AdminDoor;
use crate::{
    domain::{account::AdminAccount, api_error::ApiError, ids::AdminId},
    rpc::leads::Colleague,
};

/// Everybody who works here.
pub(super) struct Team(Vec<AdminAccount>);

impl Team {
    pub(super) async fn of(door: &AdminDoor) -> Result<Self, ApiError> {
        door.told(door.inner.state.accounts.team(&door.admin).await).map(Self)
    }

    /// None for who is not here any more.
    pub(super) fn name(&self, id: &AdminId) -> Option<String> {
        self.0.iter().find(|account| account.id == *id).map(|account| account.name.clone())
    }

    pub(super) fn colleague(&self, id: &AdminId) -> Colleague {
        Colleague { id: id.clone(), name: self.name(id).unwrap_or_else(|| "Somebody who left".into()) }
    }

    pub(super) fn into_colleagues(self) -> Vec<Colleague> {
        self.0.into_iter().map(|account| Colleague { id: account.id, name: account.name }).collect()
    }
}
