//! What an owner may do with the people of the team; what an admin may change of themselves; and the way in for who was asked.

use super::{AdminDoor, Anyone, OwnerDoor, go_to};
use crate::{
    domain::{
        account::{Invitation, Role},
        api_error::{ApiError, ErrorCode},
        ids::{AdminId, InvitationId},
    },
    rpc::people::{Invited, PeopleView},
    server::{client_address::ClientAddress, context::refuse_service},
    service::error::ServiceError,
};

/// Whatever is the reason: who guesses learns nothing.
const NO_WAY_IN: &str =
    "This invitation cannot be used: it was used already, is too old, was withdrawn, or its code is not whole. Ask for a new link.";

impl OwnerDoor {
    pub async fn list_people(&self) -> Result<PeopleView, ApiError> {
        let state = &self.inner.state;
        let people = self.told(state.team.people(&self.owner).await)?;
        let invitations = self.told(state.team.invitations(&self.owner).await)?;
        Ok(PeopleView { people, invitations, now: state.clock.now() })
    }

    pub async fn invite_person(&self, name: &str, email: &str, role: Role) -> Result<Invited, ApiError> {
        let invited = self.inner.state.team.invite(&self.owner, name, email, role).await;
        self.shown_once(invited)
    }

    pub async fn renew_invitation(&self, id: InvitationId) -> Result<Invited, ApiError> {
        let renewed = self.inner.state.team.renew(&self.owner, &id).await;
        self.shown_once(renewed)
    }

    pub async fn withdraw_invitation(&self, id: InvitationId) -> Result<(), ApiError> {
        self.inner.state.team.withdraw(&self.owner, &id).await.map_err(refuse_service)
    }

    pub async fn change_role(&self, id: AdminId, role: Role) -> Result<(), ApiError> {
        self.inner.state.team.change_role(&self.owner, &id, role).await.map_err(refuse_service)
    }

    pub async fn rename_person(&self, id: AdminId, name: &str) -> Result<(), ApiError> {
        self.inner.state.team.rename(&self.owner, &id, name).await.map_err(refuse_service)
    }

    pub async fn remove_person(&self, id: AdminId) -> Result<(), ApiError> {
        self.inner.state.team.remove(&self.owner, &id).await.map_err(refuse_service)
    }

    /// The code stands behind a `#`: browsers send nothing of that to anybody, so that no log has it.
    fn shown_once(&self, invited: Result<(String, Invitation), ServiceError>) -> Result<Invited, ApiError> {
        let (code, invitation) = invited.map_err(refuse_service)?;
        let link = format!("{}/admin/join#{code}", self.inner.state.config.public_url.as_str());
        Ok(Invited { link, invitation })
    }
}

impl AdminDoor {
    pub async fn rename_oneself(&self, name: &str) -> Result<(), ApiError> {
        self.inner.state.team.rename_oneself(&self.admin, name).await.map_err(refuse_service)?;
        go_to("/admin/settings/account?changed=name");
        Ok(())
    }
}

impl Anyone {
    /// Braked like the log-in. Whoever comes in is signed in.
    pub async fn join(&self, code: &str, password: &str) -> Result<(), ApiError> {
        let client = ClientAddress::of(&self.parts)?;
        self.state.guesses.check_guess(client)?;
        let known = self.state.team.join(code.trim(), password, Some(client.0)).await.map_err(|error| match error {
            ServiceError::Forbidden => ApiError::new(ErrorCode::Forbidden, NO_WAY_IN),
            error => error.into(),
        })?;
        self.begin_session(&known).await?;
        go_to("/admin");
        Ok(())
    }
}
