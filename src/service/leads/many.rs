//! Decisions about many leads at once; each tells what was before, so that it can be taken back.

use super::{LeadDesk, NOT_OF_THE_TEAM, bounded};
use crate::{
    domain::{
        ids::{AdminId, LeadId},
        lead::{
            Lead, LeadStatus,
            edit::{LeadEdit, Setting},
            query::Assigned,
        },
    },
    service::{error::ServiceError, permission::Clerk},
};

impl LeadDesk {
    /// Moves leads to their statuses; returns what each of those that changed was just before. `still`: only leads that have this
    /// status by now, so that an undo leaves what others have decided since. Leads that are gone are left out, and so are those
    /// after one that cannot be moved: what was done can be undone. An error where nothing was done.
    pub async fn move_all(
        &self,
        clerk: &Clerk,
        moves: Vec<(LeadId, LeadStatus)>,
        still: Option<LeadStatus>,
    ) -> Result<Vec<(LeadId, LeadStatus)>, ServiceError> {
        clerk.may_write()?;
        bounded(moves.len())?;
        let edits = moves.into_iter().map(|(id, status)| (id, LeadEdit { status: Some(status), ..LeadEdit::default() })).collect();
        let may = |lead: &Lead| still.is_none_or(|still| still == lead.status);
        self.change_all(clerk, edits, may, |lead| lead.status).await
    }

    /// Gives leads to people of the team, or to nobody, as [`Self::move_all`] moves them. Field errors name `assignee`.
    pub async fn assign_all(
        &self,
        clerk: &Clerk,
        given: Vec<(LeadId, Option<AdminId>)>,
        still: Option<Assigned>,
    ) -> Result<Vec<(LeadId, Option<AdminId>)>, ServiceError> {
        clerk.may_write()?;
        bounded(given.len())?;
        let team = self.team.list().await?;
        if given.iter().filter_map(|(_, to)| to.as_ref()).any(|to| team.iter().all(|account| account.id != *to)) {
            return Err(ServiceError::field("assignee", NOT_OF_THE_TEAM));
        }
        let edit = |to: Option<AdminId>| LeadEdit { assignee: to.map_or(Setting::Clear, Setting::To), ..LeadEdit::default() };
        let edits = given.into_iter().map(|(id, to)| (id, edit(to))).collect();
        let may = |lead: &Lead| still.as_ref().is_none_or(|still| still.fits(lead));
        self.change_all(clerk, edits, may, |lead| lead.assignee.clone()).await
    }

    /// `may`: which leads are changed. `was`: what is told of a lead as it was before.
    async fn change_all<T: Send>(
        &self,
        clerk: &Clerk,
        edits: Vec<(LeadId, LeadEdit)>,
        may: impl Fn(&Lead) -> bool + Send + Sync,
        was: impl Fn(&Lead) -> T + Send + Sync,
    ) -> Result<Vec<(LeadId, T)>, ServiceError> {
        let mut before = vec![];
        for (id, edit) in edits {
            match self.decide(clerk, &id, &edit, &may).await {
                Ok(Some(lead)) => before.push((lead.id.clone(), was(&lead))),
                Ok(None) | Err(ServiceError::NotFound(_)) => {}
                Err(error) if before.is_empty() => return Err(error),
                Err(_) => break,
            }
        }
        Ok(before)
    }

    /// The lead as it was just before the edit, which is one of decisions alone; None where it changed nothing.
    async fn decide(
        &self,
        clerk: &Clerk,
        id: &LeadId,
        edit: &LeadEdit,
        may: &(impl Fn(&Lead) -> bool + Send + Sync),
    ) -> Result<Option<Lead>, ServiceError> {
        let now = self.clock.now();
        let make = |lead: &Lead| {
            let (next, lines) = edit.apply(lead, now).filter(|_| may(lead))?;
            Some((next, self.told(clerk, "leads.edited", &lead.id, lines)))
        };
        let (before, after) = self.rewrite(id, None, make).await?;
        Ok(after.map(|_| before))
    }
}
