//! What an admin may ask about imports of leads.

use super::{AdminDoor, shown};
use crate::{
    domain::{
        api_error::ApiError,
        capture::Field,
        ids::ImportId,
        lead::{
            Lead,
            import::{Import, ImportCounts},
            timeline::Actor,
        },
    },
    rpc::imports::{ImportRow, KeptLead, RevertedImport},
    service::permission::Clerk,
};

impl AdminDoor {
    pub async fn list_imports(&self) -> Result<Vec<ImportRow>, ApiError> {
        let imports = self.told(self.inner.state.lead_imports.latest(&Clerk::admin(&self.admin)).await)?;
        let mut rows = Vec::with_capacity(imports.len());
        for import in imports {
            rows.push(self.import_row(import).await?);
        }
        Ok(rows)
    }

    pub fn new_import_id(&self) -> ImportId {
        self.inner.state.lead_imports.new_id()
    }

    pub async fn follow_import(&self, id: &ImportId) -> Result<Option<ImportCounts>, ApiError> {
        self.told(self.inner.state.lead_imports.progress(&Clerk::admin(&self.admin), id).await)
    }

    pub async fn revert_import(&self, id: ImportId) -> Result<RevertedImport, ApiError> {
        let reverted = self.inner.state.lead_imports.revert(&Clerk::admin(&self.admin), &id).await;
        let reverted = reverted.map_err(super::super::refuse_service)?;
        let kept = reverted.kept.iter().map(|lead| KeptLead { id: lead.id.clone(), name: called(lead) }).collect();
        Ok(RevertedImport { row: self.import_row(reverted.import).await?, kept })
    }

    async fn import_row(&self, import: Import) -> Result<ImportRow, ApiError> {
        let by = match &import.by {
            Actor::Admin(id) => self.told(self.inner.state.accounts.find(id).await)?.map(|account| account.name),
            Actor::Key(label) => Some(label.clone()),
            Actor::Visitor => None,
        };
        Ok(ImportRow { state: import.state(self.inner.state.clock.now()), import, by })
    }
}

fn called(lead: &Lead) -> Option<String> {
    [Field::Name, Field::Email, Field::Phone].into_iter().find_map(|field| Some(shown::value(field, lead.value(field)?)))
}
