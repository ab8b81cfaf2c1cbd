//! Whole lists on their way into files: read page by page, followed by whoever wants to know how far they are, and told to the
//! audit log.

mod leads;
mod meetings;
mod talks;
mod track;

use std::sync::Arc;

use async_trait::async_trait;

use super::{
    error::ServiceError,
    ports::{AuditEntry, AuditLog},
};
use crate::domain::page::Page;

pub use leads::LeadListing;
pub use meetings::MeetingListing;
pub use talks::TalkListing;
pub use track::{ExportTrack, FollowedExports};

/// A list that somebody may have as a file.
#[async_trait]
pub trait Listing: Send + Sync {
    type Item: Send + Sync;

    /// One page of [`PageSize::WHOLE`](crate::domain::page::PageSize::WHOLE), with field errors as the list's own.
    async fn page(&self, cursor: Option<&str>) -> Result<Page<Self::Item>, ServiceError>;

    /// How many there are of a list that has more than one page; None where they would have to be counted.
    async fn total(&self) -> Result<Option<u64>, ServiceError> {
        Ok(None)
    }

    /// What it is a list of, such as `leads`.
    fn what(&self) -> &'static str;

    /// The line of the audit log that says: they took this.
    fn taken(&self, what: &str) -> AuditEntry;
}

/// A list on its way into a file. Whoever reads it ends it with [`Self::close`], also before its end.
pub struct Pages<L: Listing> {
    listing: L,
    audit: Arc<dyn AuditLog>,
    /// Read already; None after the last one.
    ahead: Ahead<L::Item>,
    given: u64,
    track: Arc<ExportTrack>,
}

enum Ahead<T> {
    Page(Page<T>),
    /// The next one begins here.
    From(String),
    Nothing,
}

impl<L: Listing> Pages<L> {
    /// Reads the first page, so that what is wrong shows before anything goes out. Where `track` says that nobody wants it
    /// any more, it is a conflict, here and on its way.
    pub async fn begin(listing: L, audit: Arc<dyn AuditLog>, track: Arc<ExportTrack>) -> Result<Self, ServiceError> {
        track.check()?;
        let first = listing.page(None).await?;
        if track.is_followed() {
            let total = if first.next_cursor.is_none() { Some(first.items.len() as u64) } else { listing.total().await? };
            track.will_hold(total);
        }
        Ok(Self { listing, audit, ahead: Ahead::Page(first), given: 0, track })
    }

    /// The next of them in their order, sometimes none; None after the last ones.
    pub async fn next(&mut self) -> Result<Option<Vec<L::Item>>, ServiceError> {
        // Whoever asks for more has those of before, and may still be sending them.
        self.track.holds(self.given);
        self.track.check()?;
        let page = match std::mem::replace(&mut self.ahead, Ahead::Nothing) {
            Ahead::Nothing => return Ok(None),
            Ahead::Page(page) => page,
            Ahead::From(cursor) => self.listing.page(Some(&cursor)).await?,
        };
        self.ahead = page.next_cursor.map_or(Ahead::Nothing, Ahead::From);
        self.given += page.items.len() as u64;
        Ok(Some(page.items))
    }

    /// Tells the audit log how many were given (where it broke off, a page of them may not have gone out), in which format, and whether
    /// that was the whole list: it was not where nobody wanted its end.
    pub async fn close(self, format: &str, is_whole: bool) -> Result<(), ServiceError> {
        let end = if is_whole && self.track.is_wanted() { "" } else { ", broken off" };
        let taken = self.listing.taken(&format!("{format}, {} {}{end}", self.given, self.listing.what()));
        Ok(self.audit.record(taken).await?)
    }
}

#[cfg(test)]
mod tests;
