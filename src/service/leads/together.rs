//! Two leads that are one person: put together and taken apart.

use super::{LeadDesk, MOST_TRIES};
use crate::{
    domain::{
        capture::Field,
        ids::LeadId,
        lead::{
            Lead,
            identity::keys_of,
            merge::{MergeRecord, merge, unmerge},
            score::score,
            timeline::Happening,
        },
    },
    service::{
        error::{ServiceError, StorageError},
        permission::Clerk,
        ports::{LeadTrace, LeadWrite},
    },
};

impl LeadDesk {
    /// `other` becomes part of `id`.
    pub async fn merge(&self, clerk: &Clerk, id: &LeadId, other: &LeadId) -> Result<Lead, ServiceError> {
        clerk.may_write()?;
        for _ in 0..MOST_TRIES {
            let (lead, gone) = (self.find(clerk, id).await?, self.find(clerk, other).await?);
            if lead.id == gone.id {
                return Err(ServiceError::field("other_id", "this is the same lead"));
            }
            let at = self.clock.now();
            let mut merged = merge(&lead, &gone, at);
            merged.score = score(&merged.facts, lead.score.messages.saturating_add(gone.score.messages));
            let (old, new) = (keys_of(&lead.facts), keys_of(&merged.facts));
            let told = Happening::Merged { other: gone.id.clone(), name: gone.value(Field::Name).map(str::to_owned) };
            let trace = LeadTrace {
                claims: new.iter().filter(|key| !old.contains(key)).cloned().collect(),
                releases: old.into_iter().filter(|key| !new.contains(key)).collect(),
                events: self.lines(clerk, [told]),
                absorbed: Some(MergeRecord { before: lead, after: merged.clone(), absorbed: gone, at }),
            };
            match self.leads.write(LeadWrite { lead: merged.clone(), trace, restored: None }).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    self.tell(&merged);
                    return Ok(merged);
                }
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// Takes the latest merge into this lead back: both are as they were, with what happened since.
    pub async fn unmerge(&self, clerk: &Clerk, id: &LeadId) -> Result<(Lead, Lead), ServiceError> {
        clerk.may_write()?;
        for _ in 0..MOST_TRIES {
            let lead = self.find(clerk, id).await?;
            let Some(record) = self.latest_merge(&lead).await? else {
                return Err(ServiceError::Conflict("No lead was merged into this one.".into()));
            };
            let at = self.clock.now();
            let mut apart = unmerge(&lead, &record, at);
            apart.score = score(&apart.facts, record.before.score.messages);
            let restored = Lead { version: record.absorbed.version + 1, ..record.absorbed.clone() };
            let (old, new) = (keys_of(&lead.facts), keys_of(&apart.facts));
            let trace = LeadTrace {
                claims: new.iter().filter(|key| !old.contains(key)).cloned().collect(),
                releases: old.into_iter().filter(|key| !new.contains(key)).collect(),
                events: self.lines(clerk, [Happening::Unmerged { other: restored.id.clone() }]),
                absorbed: None,
            };
            match self.leads.write(LeadWrite { lead: apart.clone(), trace, restored: Some(restored.clone()) }).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    self.tell(&apart);
                    self.tell(&restored);
                    return Ok((apart, restored));
                }
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// How the lead that was merged in last came in.
    async fn latest_merge(&self, lead: &Lead) -> Result<Option<MergeRecord>, ServiceError> {
        for id in &lead.absorbed {
            let record = self.leads.merge_record(id).await?;
            if let Some(record) = record.filter(|record| record.after.id == lead.id) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}
