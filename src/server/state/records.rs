//! Figures, reports, the log and its archives put together, and the work on them that goes on by itself.

use std::{
    path::PathBuf,
    sync::{Arc, Weak},
    time::Duration,
};

use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{AppState, Inner, StartError, cannot, database_config};
use crate::{
    adapters::{
        clock::SystemClock,
        excel::ExcelReports,
        files::{DiskReports, GzipArchives},
        surreal::Database,
    },
    domain::ids::ConversationId,
    server::{config::Config, telemetry},
    service::{
        analytics::{
            Analytics,
            morning::{MorningDesk, Phrasing},
        },
        archive::LogDesk,
        audit::AuditReader,
        error::ServiceError,
        language_model::Models,
        permission::Visitor,
        ports::{Admins, AuditLog, Clock, EventBus, IdSource, Leads, Meetings, Rebuilt, SettingsStore},
        reports::{DailyReports, ReportDesk},
    },
};

/// How often it is looked whether a report is due, and whether the business has moved to another zone.
const MINUTE: Duration = Duration::from_secs(60);
/// How long openings of the widget wait until they are stored together.
const OPENINGS: Duration = Duration::from_secs(5);
/// How often what is old is looked for.
const HOUR: Duration = Duration::from_secs(3_600);

/// The disk may be full, or a file damaged.
const STILL_IN_ARCHIVES: &str =
    "Erased from the database, but an archive of the log could not be written anew yet. It is tried again every hour.";

/// What they are made of.
pub(super) struct Parts<'a> {
    pub config: &'a Config,
    pub database: &'a Database,
    pub settings: &'a Arc<dyn SettingsStore>,
    pub meetings: &'a Arc<dyn Meetings>,
    pub leads: &'a Arc<dyn Leads>,
    pub admins: &'a Arc<dyn Admins>,
    pub audit: &'a Arc<dyn AuditLog>,
    pub bus: &'a Arc<dyn EventBus>,
    pub clock: &'a Arc<dyn Clock>,
    pub ids: &'a Arc<dyn IdSource>,
    pub models: Arc<dyn Models>,
    /// Where workbooks in the making are.
    pub scratch: PathBuf,
}

pub(super) struct Records {
    pub analytics: Analytics,
    pub mornings: MorningDesk,
    pub reports: ReportDesk,
    pub daily_reports: DailyReports,
    pub logs: LogDesk,
    pub audit_reader: AuditReader,
    pub folders: Folders,
}

/// The folders of the data directory that files of ours are in.
#[derive(Clone)]
pub struct Folders {
    reports: DiskReports,
    archives: GzipArchives,
}

pub(super) fn records(parts: Parts<'_>) -> Records {
    let Parts { config, database, settings, meetings, leads, admins, audit, bus, clock, ids, models, scratch } = parts;
    let folders = Folders { reports: DiskReports::within(&config.data_dir), archives: GzipArchives::within(&config.data_dir) };
    let analytics = Analytics {
        tallies: Arc::new(database.tallies()),
        questions: Arc::new(database.questions()),
        meetings: Arc::clone(meetings),
        leads: Arc::clone(leads),
        settings: Arc::clone(settings),
        clock: Arc::clone(clock),
    };
    let mornings = MorningDesk { analytics: analytics.clone(), models, mornings: Arc::new(database.mornings()) };
    let reports = ReportDesk {
        facts: Arc::new(database.report_facts()),
        meetings: Arc::clone(meetings),
        analytics: analytics.clone(),
        books: Arc::new(ExcelReports::within(scratch)),
        files: Arc::new(folders.reports.clone()),
        settings: Arc::clone(settings),
        team: Arc::clone(admins),
        audit: Arc::clone(audit),
        clock: Arc::clone(clock),
        ids: Arc::clone(ids),
        dashboard: config.url("/admin"),
    };
    let daily_reports = DailyReports {
        desk: reports.clone(),
        claims: Arc::new(database.report_claims()),
        instance: ids.uuid().simple().to_string(),
        has_mail: config.mail.is_some(),
    };
    let logs = LogDesk {
        conversations: database.conversations(),
        logs: Arc::new(database.logs()),
        files: Arc::new(folders.archives.clone()),
        meetings: Arc::clone(meetings),
        settings: Arc::clone(settings),
        audit: Arc::clone(audit),
        bus: Arc::clone(bus),
        clock: Arc::clone(clock),
        ids: Arc::clone(ids),
        session_lifetime_s: config.session_lifetime_s,
    };
    let audit_reader = AuditReader { trail: Arc::new(database.audit()) };
    Records { analytics, mornings, reports, daily_reports, logs, audit_reader, folders }
}

/// Counts all facts of the database anew, and says how many counts were wrong. Nothing else of the server runs.
pub async fn rebuild_figures(config: &Config) -> Result<Rebuilt, StartError> {
    let database = Database::open(database_config(&config.database)).await.map_err(cannot)?;
    let analytics = Analytics {
        tallies: Arc::new(database.tallies()),
        questions: Arc::new(database.questions()),
        meetings: Arc::new(database.meetings()),
        leads: Arc::new(database.leads()),
        settings: Arc::new(database.settings()),
        clock: Arc::new(SystemClock),
    };
    let rebuilt = analytics.rebuild().await.map_err(cannot);
    database.close().await.map_err(cannot)?;
    rebuilt
}

impl AppState {
    /// Erases all that is kept of the visitor; how many conversations that was. It goes on when nobody waits for it any more: what
    /// they told of a lead that others know, too, goes after the conversations, and another call would find none that lead there.
    pub async fn erase_chats(&self, visitor: &Visitor) -> Result<usize, ServiceError> {
        let (state, visitor) = (self.clone(), visitor.clone());
        let work = async move {
            // An answer that is still being written would be stored after the rest is gone.
            state.hub.settle(visitor.key()).await;
            let erased = state.chat.erase(&visitor).await?;
            state.hub.forget(visitor.key());
            let count = erased.len();
            state.forget(erased).await?;
            Ok::<_, ServiceError>(count)
        };
        let done = self.chores.spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span()).await;
        done.map_err(|error| ServiceError::Internal(format!("erasing was cut short: {error}")))?
    }

    /// Conversations of people who were erased, out of archives; the names of those that are others now. It goes on when nobody waits
    /// for it any more. An error where it is not done yet: it is tried again.
    pub async fn forget(&self, ids: Vec<ConversationId>) -> Result<Vec<String>, ServiceError> {
        if ids.is_empty() {
            return Ok(vec![]);
        }
        let (logs, turn) = (self.logs.clone(), Arc::clone(&self.forgetting));
        let work = self.chores.spawn(async move {
            let _turn = turn.lock().await;
            let archives = logs.forget(&ids).await.map_err(|error| {
                tracing::error!(%error, "an erased person is still in an archive");
                ServiceError::Upstream(STILL_IN_ARCHIVES.into())
            })?;
            told("people who were erased are still in an archive", logs.forget_owed().await);
            Ok::<_, ServiceError>(archives)
        });
        let archives = work.await.map_err(|error| ServiceError::Internal(format!("forgetting was cut short: {error}")))??;
        Ok(archives.into_iter().map(|archive| archive.file).collect())
    }

    async fn forget_owed(&self) -> Result<(), ServiceError> {
        let _turn = self.forgetting.lock().await;
        self.logs.forget_owed().await
    }

    /// Makes reports at their time, stores what was counted and tidies up, until the server stops.
    pub(super) fn keep_records(&self) {
        self.keep_reports();
        self.every(OPENINGS, store_openings);
        self.every(HOUR, tidy);
    }

    /// A report that is being made when the server stops is let go of, so that the next instance makes it at once.
    fn keep_reports(&self) {
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let (clock, stop) = (Arc::clone(&self.clock), self.stop.clone());
        self.chores.spawn(async move {
            while let Some(state) = weak.upgrade().map(Self) {
                let is_over = tokio::select! {
                    () = stop.cancelled() => true,
                    () = minute(&state) => false,
                };
                if is_over {
                    told("a report is another instance's only when its time is over", state.daily_reports.let_go().await);
                    return;
                }
                drop(state);
                if !pause(&*clock, &stop, MINUTE).await {
                    return;
                }
            }
        });
    }

    /// Work that is done at once and again after each pause. What has begun is ended before the server stops.
    fn every<F: Future<Output = ()> + Send + 'static>(&self, wait: Duration, work: impl Fn(Self) -> F + Send + Sync + 'static) {
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let (clock, stop) = (Arc::clone(&self.clock), self.stop.clone());
        self.chores.spawn(async move {
            while let Some(state) = weak.upgrade().map(Self) {
                work(state).await;
                if !pause(&*clock, &stop, wait).await {
                    return;
                }
            }
        });
    }

    /// Waits for the work that goes on by itself, and stores what only memory holds. To be called once nothing new comes in and
    /// before the database is closed. False where it took too long.
    pub async fn finish(&self, within: Duration) -> bool {
        self.chores.close();
        let has_ended = tokio::time::timeout(within, self.chores.wait()).await.is_ok();
        told("openings of the widget are not counted", self.openings.flush().await);
        has_ended
    }
}

/// False: the server stops.
async fn pause(clock: &dyn Clock, stop: &CancellationToken, wait: Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = clock.sleep(wait) => true,
    }
}

fn told<T>(what: &'static str, outcome: Result<T, ServiceError>) -> Option<T> {
    outcome.inspect_err(|error| tracing::warn!(%error, what, "work that goes on by itself has to wait")).ok()
}

async fn minute(state: &AppState) {
    if let Some(Some(rebuilt)) = told("counts are of another zone", state.analytics.follow_zone().await) {
        tracing::info!(facts = rebuilt.facts, keys = rebuilt.keys, "all facts were counted anew");
    }
    for report in told("a report is not made yet", state.daily_reports.run().await).unwrap_or_default() {
        tracing::info!(file = report.file, rows = report.rows, "a report was made");
    }
    if told("the morning has the rules' words", state.mornings.phrase().await) == Some(Phrasing::Refused) {
        tracing::info!("the model has no words for the morning: it has those of the rules");
    }
}

async fn store_openings(state: AppState) {
    told("openings of the widget are not counted yet", state.openings.flush().await);
}

async fn tidy(state: AppState) {
    let now = state.clock.now();
    let Folders { reports, archives } = &state.folders;
    told("old reports are still there", state.daily_reports.tidy().await);
    told("files of a crash are still there", reports.sweep(now).await.map_err(ServiceError::from));
    told("files of a crash are still there", archives.sweep(now).await.map_err(ServiceError::from));
    told("archives that were written anew are still there", state.logs.sweep().await);
    told("people who were erased are still in an archive", state.forget_owed().await);
    // Somebody may be at it.
    let Ok(_seat) = state.clearing.clone().try_acquire_owned() else { return };
    let cleared = told("old conversations are still in the log", state.logs.clear_by_itself().await).unwrap_or_default();
    if cleared.archived > 0 {
        tracing::info!(archived = cleared.archived, kept = cleared.kept, "old conversations went into an archive");
    }
}
