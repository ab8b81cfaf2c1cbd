//! What the owner wants to be told of visitors, and where to.

use super::SettingsDesk;
use crate::{
    domain::{email::Email, notifications::Notifications, settings::Settings},
    service::{error::ServiceError, permission::Owner},
};

impl SettingsDesk {
    /// As the other `save_…`. `mail_to` as typed, in the place of what `wanted` has; empty: nothing is told. Field errors name
    /// `mail_to`.
    pub async fn save_notifications(
        &self,
        owner: &Owner,
        mail_to: &str,
        wanted: Notifications,
        seen: u64,
    ) -> Result<Settings, ServiceError> {
        let mail_to = match mail_to.trim() {
            "" => None,
            typed => Some(Email::parse(typed).map_err(|problem| ServiceError::field("mail_to", problem.to_string()))?),
        };
        self.change(owner, "notifications", seen, |settings| settings.notifications = Notifications { mail_to, ..wanted }).await
    }
}
