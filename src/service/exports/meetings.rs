//! Meetings as a list for a file.

use async_trait::async_trait;

use super::Listing;
use crate::{
    domain::{
        meeting::Meeting,
        page::{Page, PageSize},
    },
    service::{
        error::ServiceError,
        permission::Host,
        ports::{AuditEntry, MeetingFilter},
        schedule::MeetingDesk,
    },
};

pub struct MeetingListing {
    pub desk: MeetingDesk,
    pub host: Host,
    pub filter: MeetingFilter,
}

#[async_trait]
impl Listing for MeetingListing {
    type Item = Meeting;

    async fn page(&self, cursor: Option<&str>) -> Result<Page<Meeting>, ServiceError> {
        self.desk.list(&self.host, &self.filter, PageSize::WHOLE, cursor).await
    }

    fn what(&self) -> &'static str {
        "meetings"
    }

    fn taken(&self, what: &str) -> AuditEntry {
        self.host.does("meetings.exported", Some(what), &*self.desk.clock, &*self.desk.ids)
    }
}
