//! Decisions about many leads at once; each tells what was before, so that it can be taken back.

use super::{LeadDesk, NOT_OF_THE_TEAM, bounded};
use crate::{
    domain::{
        ids::{AdminId, LeadId},
        lead::{
            Lead, LeadStatus,
            edit::{LeadEdit, Setting},
        },
    },
    service::{error::ServiceError, permission::Clerk},
};

impl LeadDesk {
    /// Moves leads to their statuses; returns what each of them was before. Leads that are gone are left out, and so are those
    /// after one that cannot be moved: what was done can be undone. An error where nothing was done.
    pub async fn move_all(&self, clerk: &Clerk, moves: Vec<(LeadId, LeadStatus)>) -> Result<Vec<(LeadId, LeadStatus)>, ServiceError> {
        clerk.may_write()?;
        bounded(moves.len())?;
        let edits = moves.into_iter().map(|(id, status)| (id, LeadEdit { status: Some(status), ..LeadEdit::default() })).collect();
        self.change_all(clerk, edits, |lead| lead.status).await
    }

    /// Gives leads to people of the team, or to nobody, as [`Self::move_all`] moves them. Field errors name `assignee`.
    pub async fn assign_all(
        &self,
        clerk: &Clerk,
        given: Vec<(LeadId, Option<AdminId>)>,
    ) -> Result<Vec<(LeadId, Option<AdminId>)>, ServiceError> {
        clerk.may_write()?;
        bounded(given.len())?;
        let team = self.team.list().await?;
        if given.iter().filter_map(|(_, to)| to.as_ref()).any(|to| team.iter().all(|account| account.id != *to)) {
            return Err(ServiceError::field("assignee", NOT_OF_THE_TEAM));
        }
        let edit = |to: Option<AdminId>| LeadEdit { assignee: to.map_or(Setting::Clear, Setting::To), ..LeadEdit::default() };
        let edits = given.into_iter().map(|(id, to)| (id, edit(to))).collect();
        self.change_all(clerk, edits, |lead| lead.assignee.clone()).await
    }

    /// `was`: what is told of a lead as it was before.
    async fn change_all<T: Send>(
        &self,
        clerk: &Clerk,
        edits: Vec<(LeadId, LeadEdit)>,
        was: impl Fn(&Lead) -> T + Send + Sync,
    ) -> Result<Vec<(LeadId, T)>, ServiceError> {
        let mut before = vec![];
        for (id, edit) in edits {
            let lead = match self.leads.find(&id).await {
                Ok(Some(lead)) => lead,
                Ok(None) => continue,
                Err(error) if before.is_empty() => return Err(error.into()),
                Err(_) => break,
            };
            match self.change(clerk, &id, &edit, None).await {
                Ok(_) => before.push((lead.id.clone(), was(&lead))),
                Err(ServiceError::NotFound(_)) => {}
                Err(error) if before.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(before)
    }
}
