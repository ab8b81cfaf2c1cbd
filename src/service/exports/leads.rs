//! Leads as a list for a file.

use async_trait::async_trait;

use super::Listing;
use crate::{
    domain::{
        lead::{
            Lead,
            query::{LeadFilter, Sort},
        },
        page::{Page, PageSize},
    },
    service::{error::ServiceError, leads::LeadDesk, permission::Clerk, ports::AuditEntry},
};

pub struct LeadListing {
    pub desk: LeadDesk,
    pub clerk: Clerk,
    pub filter: LeadFilter,
    pub sort: Sort,
    /// What they are called where the audit log tells of them: `leads`, `follow-ups`.
    pub what: &'static str,
}

#[async_trait]
impl Listing for LeadListing {
    type Item = Lead;

    async fn page(&self, cursor: Option<&str>) -> Result<Page<Lead>, ServiceError> {
        self.desk.list(&self.clerk, &self.filter, self.sort, PageSize::WHOLE, cursor).await
    }

    async fn total(&self) -> Result<Option<u64>, ServiceError> {
        Ok(self.filter.total(self.sort, &self.desk.leads.counts().await?))
    }

    fn what(&self) -> &'static str {
        self.what
    }

    fn taken(&self, what: &str) -> AuditEntry {
        self.clerk.does("leads.exported", Some(what), &*self.desk.clock, &*self.desk.ids)
    }
}
