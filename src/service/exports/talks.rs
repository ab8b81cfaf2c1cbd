//! Conversations of the log as a list for a file.

use async_trait::async_trait;

use super::Listing;
use crate::{
    domain::{
        conversation::LogHit,
        page::{Page, PageSize},
    },
    service::{
        archive::LogDesk,
        error::ServiceError,
        permission::Keeper,
        ports::{AuditEntry, LogFilter},
    },
};

pub struct TalkListing {
    pub desk: LogDesk,
    pub keeper: Keeper,
    pub filter: LogFilter,
}

#[async_trait]
impl Listing for TalkListing {
    type Item = LogHit;

    async fn page(&self, cursor: Option<&str>) -> Result<Page<LogHit>, ServiceError> {
        self.desk.search(&self.keeper, &self.filter, PageSize::WHOLE, cursor).await
    }

    fn what(&self) -> &'static str {
        "conversations"
    }

    fn taken(&self, what: &str) -> AuditEntry {
        self.keeper.does("logs.exported", Some(what), &*self.desk.clock, &*self.desk.ids)
    }
}
