//! What an admin may ask about an export that is under way.

use super::AdminDoor;
use crate::domain::{export::ExportProgress, ids::ExportId};

impl AdminDoor {
    pub fn follow_export(&self, id: &ExportId) -> Option<ExportProgress> {
        self.inner.state.followed_exports.find(&self.admin, id)
    }

    pub fn cancel_export(&self, id: &ExportId) -> Option<ExportProgress> {
        self.inner.state.followed_exports.cancel(&self.admin, id)
    }
}
