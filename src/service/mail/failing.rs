//! A model that does not answer: told where it still does not after a while, and not again within a quarter of a day.

use std::sync::atomic::Ordering;

use super::{
    PostOffice,
    compose::{Composed, mail},
};
use crate::{
    domain::{meeting::notice::Notice, notifications::letter, schedule::interval::shifted, time::Timestamp},
    service::{error::ServiceError, ports::Waiting},
};

const QUARTER_S: i64 = 6 * 3_600;
/// Seconds in which it may answer again, and nobody is told.
const PATIENCE_S: i64 = 600;

impl PostOffice {
    pub(super) async fn watch_model(&self) -> Result<(), ServiceError> {
        let now = self.desk.clock.now();
        let quarter = now.as_second().div_euclid(QUARTER_S);
        if self.model.trouble().is_none() || self.seen.failing.load(Ordering::Relaxed) == quarter {
            return Ok(());
        }
        if self.desk.settings.load().await?.notifications.tells_of_failures() {
            self.outbox.put(vec![Waiting::new(Notice::Failing { quarter }, shifted(now, PATIENCE_S))]).await?;
            self.seen.failing.store(quarter, Ordering::Relaxed);
        }
        Ok(())
    }

    /// As this instance sees it.
    pub(super) async fn compose_of_failing(&self, notice: &Notice, now: Timestamp) -> Result<Composed, ServiceError> {
        let Some(advice) = self.model.trouble() else { return Ok(Composed::Nothing) };
        let settings = self.desk.settings.load().await?;
        let wants = settings.notifications.tells_of_failures();
        let Some(to) = settings.notifications.mail_to.filter(|_| wants) else { return Ok(Composed::Nothing) };
        let letter = letter::failing(&advice, &format!("{}/admin/settings/assistant", self.desk.public_url));
        Ok(Composed::Mail(Box::new(mail(notice, &settings.business, vec![to], letter, now))))
    }
}
