//! Two leads that are one person: put together and taken apart.

use super::{LeadDesk, MOST_TRIES, contended, gained};
use crate::{
    domain::{
        capture::Field,
        ids::{EventId, LeadId},
        lead::{
            Lead,
            identity::{PersonKey, keys_of},
            merge::{MergeRecord, left_out, merge, unmerge},
            score::score,
            timeline::Happening,
        },
    },
    service::{
        error::{ServiceError, StorageError},
        permission::Clerk,
        ports::{Forgets, LeadTrace, LeadWrite, Restored},
    },
};

/// Of a timeline, the latest: the merge is looked for among these.
const LINES: u32 = 1_000;

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
            let (name, notes) = (gone.value(Field::Name).map(str::to_owned), left_out(&lead, &gone));
            let what = Happening::Merged { other: gone.id.clone(), name, notes };
            let told = self.told(clerk, "leads.merged", &lead.id, vec![what]);
            let trace = LeadTrace {
                // A number may be a third one's, and stays theirs. What lost as a fact stays a key: by it they are found, too.
                claims: self.free(keys_of(&merged.facts), &[&lead.id, &gone.id]).await?,
                absorbed: Some(MergeRecord { before: lead, after: merged.clone(), absorbed: gone, at }),
                ..told
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
        Err(contended())
    }

    /// Takes the latest merge into this lead that is not forgotten back: both are as they were, with what happened since. `other`:
    /// only if it is the merge of this one.
    pub async fn unmerge(&self, clerk: &Clerk, id: &LeadId, other: Option<&LeadId>) -> Result<(Lead, Lead), ServiceError> {
        clerk.may_write()?;
        for _ in 0..MOST_TRIES {
            let lead = self.find(clerk, id).await?;
            let Some(record) = self.latest_merge(&lead).await? else {
                return Err(ServiceError::Conflict("No lead was merged into this one.".into()));
            };
            if other.is_some_and(|other| *other != record.absorbed.id) {
                return Err(ServiceError::Conflict("This merge is not the latest one any more.".into()));
            }
            let at = self.clock.now();
            let mut apart = unmerge(&lead, &record, at);
            apart.score = score(&apart.facts, record.before.score.messages);
            let restored = Lead { version: record.absorbed.version + 1, ..record.absorbed.clone() };
            let kept = keys_of(&apart.facts);
            let mut keys = self.keys_with(&restored).await?;
            keys.retain(|key| !kept.contains(key));
            let trace = LeadTrace {
                releases: gained(&apart, &lead),
                claims: self.free(kept, &[&apart.id, &restored.id]).await?,
                forgets: Forgets { lines: self.rest_of_notes(&lead, &restored.id).await?, ..Forgets::default() },
                ..self.told(clerk, "leads.unmerged", &lead.id, vec![Happening::Unmerged { other: restored.id.clone() }])
            };
            let back = Restored { lead: restored.clone(), keys };
            match self.leads.write(LeadWrite { lead: apart.clone(), trace, restored: Some(back) }).await {
                Err(StorageError::Conflict) => {}
                done => {
                    done?;
                    self.tell(&apart);
                    self.tell(&restored);
                    return Ok((apart, restored));
                }
            }
        }
        Err(contended())
    }

    /// The lines that tell the end of the other one's notes: it has them whole again.
    async fn rest_of_notes(&self, lead: &Lead, other: &LeadId) -> Result<Vec<(LeadId, EventId)>, StorageError> {
        let lines = self.leads.events(std::slice::from_ref(&lead.id), None, LINES).await?;
        let tells = |what: &Happening| matches!(what, Happening::Merged { other: with, notes: Some(_), .. } if with == other);
        Ok(lines.into_iter().filter(|line| tells(&line.what)).map(|line| (lead.id.clone(), line.id)).collect())
    }

    /// Those of these keys that are nobody's, or one of these leads'.
    async fn free(&self, mut keys: Vec<PersonKey>, mine: &[&LeadId]) -> Result<Vec<PersonKey>, StorageError> {
        let owners = self.leads.owners(&keys).await?;
        keys.retain(|key| owners.iter().all(|(owned, owner)| owned != key || mine.contains(&&owner.id)));
        Ok(keys)
    }

    /// The keys of a lead and of all that became part of it.
    async fn keys_with(&self, lead: &Lead) -> Result<Vec<PersonKey>, StorageError> {
        let mut keys = keys_of(&lead.facts);
        for id in &lead.absorbed {
            if let Some(record) = self.leads.merge_record(id).await? {
                keys.extend(keys_of(&record.absorbed.facts));
            }
        }
        Ok(keys)
    }

    /// How the lead that was merged in last came in, of those merges that can be taken back.
    pub(super) async fn latest_merge(&self, lead: &Lead) -> Result<Option<MergeRecord>, ServiceError> {
        for id in &lead.absorbed {
            let record = self.leads.merge_record(id).await?;
            if let Some(record) = record.filter(|record| record.after.id == lead.id) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}
