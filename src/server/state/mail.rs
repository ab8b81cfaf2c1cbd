//! Mail put together: the mailer that the environment names, and the post office that works by itself.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use super::{AppState, Inner, StartError, cannot};
use crate::{
    adapters::{
        mail::{Patience, Security, SmtpMailer, SmtpServer},
        surreal::Database,
    },
    server::config::{MailConfig, MailSecurity},
    service::{
        language_model::ModelHealth,
        mail::{PostOffice, Seen},
        ports::{Admins, Mailer, ReportFiles},
        schedule::MeetingDesk,
    },
};

/// Mails of one round.
const ROUND: u32 = 20;
/// Between two rounds, in seconds; longer after rounds that failed as a whole.
const PAUSE_S: u64 = 5;
const LONGEST_PAUSE_S: u64 = 60;

/// The mailer that the environment names. Nobody is called yet.
pub(super) fn mailer(config: &MailConfig) -> Result<Arc<dyn Mailer>, StartError> {
    let server = SmtpServer {
        host: config.host.clone(),
        port: config.port,
        security: match config.security {
            MailSecurity::Tls => Security::Tls,
            MailSecurity::StartTls => Security::StartTls,
            MailSecurity::Plain => Security::Plain,
        },
        credentials: config.credentials.clone(),
    };
    Ok(Arc::new(SmtpMailer::new(server, config.from.clone(), Patience::default()).map_err(cannot)?))
}

pub(super) fn post_office(
    mailer: Arc<dyn Mailer>,
    database: &Database,
    desk: &MeetingDesk,
    admins: &Arc<dyn Admins>,
    reports: &Arc<dyn ReportFiles>,
    model: Arc<dyn ModelHealth>,
) -> PostOffice {
    PostOffice {
        desk: desk.clone(),
        outbox: Arc::new(database.outbox()),
        mailer,
        admins: Arc::clone(admins),
        grants: Arc::new(database.calendar_grants()),
        reports: Arc::clone(reports),
        model,
        seen: Seen::default(),
    }
}

impl AppState {
    /// Sends what waits, until the server stops; nothing where mail is not configured.
    pub(super) fn keep_mail(&self) {
        if self.post_office.is_none() {
            return;
        }
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let (clock, stop) = (Arc::clone(&self.clock), self.stop.clone());
        tokio::spawn(async move {
            let mut failures: u32 = 0;
            // The first round is at once: what a crash left waits already.
            loop {
                let Some(post) = weak.upgrade().and_then(|state| state.post_office.clone()) else { return };
                let round = post.deliver(ROUND).await;
                drop(post);
                let has_more = match round {
                    Ok(posted) => {
                        failures = 0;
                        posted.sent >= ROUND
                    }
                    Err(error) => {
                        tracing::warn!(%error, "mails have to wait");
                        failures = failures.saturating_add(1);
                        false
                    }
                };
                if has_more && !stop.is_cancelled() {
                    continue;
                }
                let pause = Duration::from_secs(PAUSE_S.saturating_mul(1 << failures.min(10)).min(LONGEST_PAUSE_S));
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = clock.sleep(pause) => {}
                }
            }
        });
    }
}
