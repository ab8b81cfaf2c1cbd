//! The people of the team: who there is, who was asked to come, and what they may do. For owners.

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::domain::{
    account::{AdminAccount, Invitation, Role},
    api_error::ApiError,
    ids::{AdminId, InvitationId},
    time::Timestamp,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleView {
    /// In the order in which they came.
    pub people: Vec<AdminAccount>,
    /// Who has not come yet, also where their link is too old.
    pub invitations: Vec<Invitation>,
    /// The server's clock.
    pub now: Timestamp,
}

/// A link, this once, and what is kept of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub link: String,
    pub invitation: Invitation,
}

#[server(prefix = "/rpc", endpoint = "people/list")]
pub async fn list_people() -> Result<PeopleView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.list_people().await
}

/// Field errors name `name` and `email`.
#[server(prefix = "/rpc", endpoint = "people/invite", input = Json)]
pub async fn invite_person(name: String, email: String, role: Role) -> Result<Invited, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.invite_person(&name, &email, role).await
}

/// The link before opens nothing any more.
#[server(prefix = "/rpc", endpoint = "people/renew", input = Json)]
pub async fn renew_invitation(id: InvitationId) -> Result<Invited, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.renew_invitation(id).await
}

#[server(prefix = "/rpc", endpoint = "people/withdraw", input = Json)]
pub async fn withdraw_invitation(id: InvitationId) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.withdraw_invitation(id).await
}

/// 409 for one's own role, and for that of the last owner.
#[server(prefix = "/rpc", endpoint = "people/role", input = Json)]
pub async fn change_role(id: AdminId, role: Role) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.change_role(id, role).await
}

/// A field error names `name`.
#[server(prefix = "/rpc", endpoint = "people/rename", input = Json)]
pub async fn rename_person(id: AdminId, name: String) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.rename_person(id, &name).await
}

/// Their sessions are over at once. 409 for oneself, and for the last owner.
#[server(prefix = "/rpc", endpoint = "people/remove", input = Json)]
pub async fn remove_person(id: AdminId) -> Result<(), ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.remove_person(id).await
}
