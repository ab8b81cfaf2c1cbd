//! Meetings put together: whose calendar it is, how an account is connected to it, and the work that goes on by itself.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::{AppState, Inner, StartError, cannot};
use crate::{
    adapters::{
        google::{Addresses, GoogleCalendar, GoogleConsent, Patience, ServiceAccount, Source},
        local_calendar::LocalCalendar,
        surreal::Database,
    },
    server::config::{Config, GoogleAccess},
    service::{
        calendar_account::{Answered, CalendarAccount},
        error::ServiceError,
        ports::{Calendar, CalendarGrants, Clock, IdSource, Sealer},
        schedule::MeetingDesk,
    },
};

/// Meetings of one round.
const ROUND: u32 = 20;
/// Between two rounds, in seconds; longer after rounds that failed as a whole.
const PAUSE_S: u64 = 5;
const LONGEST_PAUSE_S: u64 = 60;

/// What the calendar is made of.
pub(super) struct Parts<'a> {
    pub config: &'a Config,
    pub database: &'a Database,
    pub sealer: &'a Arc<dyn Sealer>,
    pub clock: &'a Arc<dyn Clock>,
    pub ids: &'a Arc<dyn IdSource>,
}

/// The calendar that the environment names, and the way to connect an account to it.
pub(super) fn calendar(parts: Parts<'_>) -> Result<(Arc<dyn Calendar>, CalendarAccount), StartError> {
    let Parts { config, database, sealer, clock, ids } = parts;
    let google = &config.google;
    let grants: Arc<dyn CalendarGrants> = Arc::new(database.calendar_grants());
    let account = CalendarAccount {
        page: None,
        grants: Arc::clone(&grants),
        sealer: Arc::clone(sealer),
        clock: Arc::clone(clock),
        ids: Arc::clone(ids),
        answered: Answered::default(),
    };
    let Some(access) = &google.access else {
        let built_in: Arc<dyn Calendar> = Arc::new(LocalCalendar);
        return Ok((built_in, account));
    };
    let addresses = Addresses::parse(&google.auth_url, &google.token_url, &google.revoke_url, &google.calendar_base_url).map_err(cannot)?;
    let patience = Patience::default();
    let (source, account) = match access {
        GoogleAccess::Consent { client_id, client_secret } => {
            let back = config.url("/oauth2callback");
            let page = Arc::new(GoogleConsent::new(client_id, client_secret, &back, &addresses, patience).map_err(cannot)?);
            let source = Source::Consent { page: Arc::clone(&page), grants, sealer: Arc::clone(sealer) };
            (source, CalendarAccount { page: Some(page as _), ..account })
        }
        GoogleAccess::ServiceAccount { file, delegated_user } => {
            let key = ServiceAccount::read(file, delegated_user.clone(), &addresses, patience).map_err(cannot)?;
            (Source::Account(Box::new(key)), account)
        }
    };
    let calendar = GoogleCalendar::new(source, &google.calendar_id, &addresses, patience, Arc::clone(clock)).map_err(cannot)?;
    let calendar: Arc<dyn Calendar> = Arc::new(calendar);
    Ok((calendar, account))
}

impl AppState {
    /// Enters into the calendar what waits for it, and lets go of holds that lapsed, until the server stops.
    pub(super) fn keep_meetings(&self) {
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let (clock, stop) = (Arc::clone(&self.clock), self.stop.clone());
        tokio::spawn(async move {
            let mut failures: u32 = 0;
            // The first round is at once: what a crash left is healed now.
            while let Some(state) = weak.upgrade() {
                let round = round(&state.meeting_desk).await;
                drop(state);
                let more = match round {
                    Ok(more) => {
                        failures = 0;
                        more
                    }
                    Err(error) => {
                        tracing::warn!(%error, "the work of meetings has to wait");
                        failures = failures.saturating_add(1);
                        false
                    }
                };
                if stop.is_cancelled() || (!more && !pause(&*clock, &stop, failures).await) {
                    return;
                }
            }
        });
    }
}

/// True: there may be more to do at once.
async fn round(desk: &MeetingDesk) -> Result<bool, ServiceError> {
    desk.expire().await?;
    let synced = desk.sync(ROUND).await?;
    Ok(synced.done >= ROUND)
}

/// False: the server stops.
async fn pause(clock: &dyn Clock, stop: &CancellationToken, failures: u32) -> bool {
    let seconds = PAUSE_S.saturating_mul(1 << failures.min(10)).min(LONGEST_PAUSE_S);
    tokio::select! {
        () = stop.cancelled() => false,
        () = clock.sleep(Duration::from_secs(seconds)) => true,
    }
}
