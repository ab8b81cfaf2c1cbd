//! A model that does not answer: told where it still does not after a while, and not again within a quarter of a day.

use std::sync::atomic::Ordering;

use super::{
    PostOffice,
    compose::{Composed, mail},
};
use crate::{
    domain::{meeting::notice::Notice, notifications::letter, time::Timestamp},
    service::{error::ServiceError, ports::Waiting},
};

const QUARTER_S: i64 = 6 * 3_600;
/// Seconds in which it may answer again, and nobody is told.
const PATIENCE_S: i64 = 600;

impl PostOffice {
    /// A failure that passes within [`PATIENCE_S`] is not told, and leaves no name behind that would silence a later one.
    pub(super) async fn watch_model(&self) -> Result<(), ServiceError> {
        let now = self.desk.clock.now();
        let second = now.as_second();
        if self.model.trouble().is_none() {
            self.seen.failing_since.store(0, Ordering::Relaxed);
            return Ok(());
        }
        let known = self.seen.failing_since.compare_exchange(0, second, Ordering::Relaxed, Ordering::Relaxed);
        let since = known.err().unwrap_or(second);
        let quarter = second.div_euclid(QUARTER_S);
        if second.saturating_sub(since) < PATIENCE_S || self.seen.failing.load(Ordering::Relaxed) == quarter {
            return Ok(());
        }
        if self.desk.settings.load().await?.notifications.tells_of_failures() {
            self.outbox.put(vec![Waiting::new(Notice::Failing { quarter }, now)]).await?;
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
