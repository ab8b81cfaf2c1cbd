//! The composition: the only place that names concrete adapters.

mod accounts;
mod mail;
mod meetings;
mod records;
mod studio;

use std::{
    ops::Deref,
    sync::{Arc, Weak},
    time::Duration,
};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    assets::Assets,
    cache::{CachedInstructions, CachedSettings},
    config::{Config, DatabasePlace, SessionKind},
    context, headers,
    health::{self, LastHealth},
    hub::ReplyHub,
    limits::GuessThrottle,
    metrics::{CountedBookings, CountedLimiter, CountedModels, Metrics},
    models::LiveModels,
    session::{Sessions, SetupToken},
};
use crate::{
    adapters::{
        bus::BroadcastBus,
        clock::SystemClock,
        excel::ExcelWorkbooks,
        ids::SystemIds,
        limits::SlidingWindows,
        markup::Markdown,
        sealer::{HmacSigner, XChaChaSealer},
        surreal::{Credentials, Database, DatabaseConfig, DatabaseUrl},
        tables::FileReader,
    },
    domain::{extract, health::PartHealth, origin::SiteOrigin, settings::Settings},
    service::{
        accounts::Accounts,
        analytics::{Analytics, Openings, morning::MorningDesk},
        archive::LogDesk,
        audit::AuditReader,
        calendar_account::CalendarAccount,
        chat::{self, Chat, ChatPorts},
        conversations::ConversationReader,
        exports::FollowedExports,
        instructions::Studio,
        keys::Keys,
        language_model::Models,
        leads::{LeadDesk, LeadImports},
        mail::PostOffice,
        ports::{
            Admins, AuditLog, Clock, EventBus, IdSource, Instructions, Leads, Limiter, Markup, Meetings, Sealer, SettingsStore, Workbooks,
        },
        preferences::LeadPreferenceDesk,
        reports::{DailyReports, ReportDesk, RunningReports},
        schedule::MeetingDesk,
        settings::SettingsDesk,
        team::TeamDesk,
        wishes::Wishes,
    },
};

pub use accounts::reset_password;
pub use records::rebuild_figures;

/// The assistant's voice: version 1 of the instruction, until the owner publishes another.
const INSTRUCTION: &str = include_str!("../../system_instruction.txt");
/// Exports that may be under way at a time.
pub const EXPORTS_AT_A_TIME: usize = 4;
/// Files of leads that may be read at a time: each may be in memory twice.
pub const IMPORTS_AT_A_TIME: usize = 2;
/// Live events a dashboard may fall behind.
const BACKLOG: usize = 256;

/// What every handler may reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

pub struct Inner {
    pub config: Config,
    pub database: Database,
    pub chat: Chat,
    pub reader: ConversationReader,
    /// Of visitors, for a person.
    pub wishes: Wishes,
    pub leads: Arc<dyn Leads>,
    pub lead_desk: LeadDesk,
    pub lead_preferences: LeadPreferenceDesk,
    /// Those of this instance that somebody follows.
    pub followed_exports: FollowedExports,
    pub lead_imports: LeadImports,
    /// One for each file of leads that may be read.
    pub import_seats: Arc<Semaphore>,
    pub workbooks: Arc<dyn Workbooks>,
    /// One for each export that may be under way.
    pub export_seats: Arc<Semaphore>,
    pub meeting_desk: MeetingDesk,
    /// None: mail is not configured.
    pub post_office: Option<PostOffice>,
    /// How the owner's calendar is connected, and let go of.
    pub calendar_account: CalendarAccount,
    pub analytics: Analytics,
    /// The Overview's words about the day before.
    pub mornings: MorningDesk,
    /// Of the widget, on their way into the counts.
    pub openings: Openings,
    pub reports: ReportDesk,
    pub daily_reports: DailyReports,
    /// Those of this instance that somebody follows.
    pub running_reports: RunningReports,
    pub logs: LogDesk,
    /// One: whoever clears the log.
    pub clearing: Arc<Semaphore>,
    /// One at a time takes people out of archives: two would write the same one anew.
    forgetting: Arc<tokio::sync::Mutex<()>>,
    pub audit_reader: AuditReader,
    folders: records::Folders,
    pub accounts: Accounts,
    pub team: TeamDesk,
    pub keys: Keys,
    pub desk: SettingsDesk,
    /// The assistant's instruction: written, tried out, tested and published.
    pub studio: Studio,
    pub models: Arc<LiveModels>,
    pub bus: Arc<dyn EventBus>,
    pub limiter: Arc<dyn Limiter>,
    /// The limiter itself, for its housekeeping.
    pub windows: Arc<SlidingWindows>,
    pub guesses: GuessThrottle,
    pub setup: SetupToken,
    pub sessions: Sessions,
    pub hub: ReplyHub,
    pub markup: Arc<dyn Markup>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    pub assets: Assets,
    pub audit: Arc<dyn AuditLog>,
    pub leptos: LeptosOptions,
    pub last_health: LastHealth,
    /// What this instance counts of itself.
    pub metrics: Metrics,
    /// Cancelled when the process is asked to stop: streams to dashboards end then.
    pub stop: CancellationToken,
    /// Work that is ended before the database is closed.
    chores: TaskTracker,
}

impl Deref for AppState {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

/// Why the application does not start; in words for the operator.
#[derive(Debug, thiserror::Error)]
#[error("CHATIMJD cannot start: {0}")]
pub struct StartError(String);

/// Any error of a part as the reason of a failed start.
fn cannot(error: impl std::fmt::Display) -> StartError {
    StartError(error.to_string())
}

impl AppState {
    /// Opens the database and composes the application over it.
    pub async fn build(config: Config) -> Result<Self, StartError> {
        let database = Database::open(database_config(&config.database)).await.map_err(cannot)?;
        match Self::on(config, database.clone()).await {
            Ok(state) => Ok(state),
            Err(error) => {
                // The directory must be let go of cleanly even so; the reason that is told stays the first one.
                let _ = database.close().await;
                Err(error)
            }
        }
    }

    /// Over an open database: seeds the instruction, makes the configured admin, configures the models.
    pub async fn on(config: Config, database: Database) -> Result<Self, StartError> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let ids: Arc<dyn IdSource> = Arc::new(SystemIds);
        let audit: Arc<dyn AuditLog> = Arc::new(database.audit());
        let settings: Arc<dyn SettingsStore> = Arc::new(CachedSettings::new(Arc::new(database.settings()), Arc::clone(&clock)));
        let stored = Arc::new(database.instructions());
        let instructions = Arc::new(CachedInstructions::new(Arc::clone(&stored) as _, stored, Arc::clone(&clock)));
        instructions.seed(INSTRUCTION, clock.now()).await.map_err(cannot)?;
        let sealer: Arc<dyn Sealer> = Arc::new(XChaChaSealer::open(config.secret_key.as_ref(), &config.data_dir).map_err(cannot)?);
        let metrics = Metrics::new(clock.now());
        let models = Arc::new(LiveModels::new());
        let counted_models: Arc<dyn Models> = Arc::new(CountedModels::new(Arc::clone(&models) as _, &metrics));
        let bus: Arc<dyn EventBus> = Arc::new(BroadcastBus::new(BACKLOG));
        let markup: Arc<dyn Markup> = Arc::new(Markdown);
        let leads: Arc<dyn Leads> = Arc::new(database.leads());
        let parts = meetings::Parts { config: &config, database: &database, sealer: &sealer, clock: &clock, ids: &ids };
        let (calendar, calendar_account) = meetings::calendar(parts)?;
        let meetings: Arc<dyn Meetings> = Arc::new(database.meetings());
        let meeting_desk = MeetingDesk {
            meetings: Arc::clone(&meetings),
            calendar,
            leads: Arc::clone(&leads),
            conversations: database.conversations(),
            settings: Arc::clone(&settings),
            bus: Arc::clone(&bus),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            signer: Arc::new(HmacSigner::open(config.secret_key.as_ref(), &config.data_dir).map_err(cannot)?),
            public_url: config.public_url.as_str().to_owned(),
            sender: config.mail.as_ref().map(|mail| mail.from.clone()),
            ends: Some(Arc::new(CountedBookings::new(&metrics))),
        };
        let chat = Chat::new(ChatPorts {
            conversations: database.conversations(),
            leads: Arc::clone(&leads),
            instructions: Arc::clone(&instructions) as _,
            settings: Arc::clone(&settings),
            models: Arc::clone(&counted_models),
            bus: Arc::clone(&bus),
            markup: Arc::clone(&markup),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            meetings: Some(meeting_desk.clone()),
            session_lifetime_s: config.session_lifetime_s,
        });
        let studio = studio::studio(studio::Parts {
            database: &database,
            instructions: &instructions,
            settings: &settings,
            meetings: &meeting_desk,
            models: &models,
            clock: &clock,
            ids: &ids,
        });
        studio.seed_cases().await.map_err(cannot)?;
        let admins: Arc<dyn Admins> = Arc::new(database.admins());
        // What is written there is personal: beside the database, where there is such a place.
        let scratch = if config.data_dir.is_dir() { config.data_dir.clone() } else { std::env::temp_dir() };
        let records = records::records(records::Parts {
            config: &config,
            database: &database,
            settings: &settings,
            meetings: &meetings,
            leads: &leads,
            admins: &admins,
            audit: &audit,
            bus: &bus,
            clock: &clock,
            ids: &ids,
            models: counted_models,
            scratch: scratch.clone(),
        });
        let mailer = config.mail.as_ref().map(mail::mailer).transpose()?;
        let post_office = mailer
            .map(|mailer| mail::post_office(mailer, &database, &meeting_desk, &admins, &records.reports.files, Arc::clone(&models) as _));
        let accounts = accounts::accounts(Arc::clone(&admins), Arc::clone(&audit), Arc::clone(&clock), Arc::clone(&ids))?;
        let sessions = match config.session_kind {
            SessionKind::Redis => Sessions::in_redis(&config.redis_url).map_err(cannot)?,
            SessionKind::Embedded => Sessions::embedded(database.sessions(Arc::clone(&clock))),
        };
        let lead_desk = LeadDesk {
            leads: Arc::clone(&leads),
            conversations: database.conversations(),
            settings: Arc::clone(&settings),
            team: admins,
            bus: Arc::clone(&bus),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
        };
        let windows = Arc::new(SlidingWindows::new(config.limits.hour, config.limits.day));
        let state = Self(Arc::new(Inner {
            setup: SetupToken::prepare(&accounts, config.first_admin.as_ref(), &*ids, &config.public_url).await.map_err(cannot)?,
            wishes: Wishes {
                conversations: database.conversations(),
                bus: Arc::clone(&bus),
                clock: Arc::clone(&clock),
                session_lifetime_s: config.session_lifetime_s,
            },
            reader: ConversationReader::new(database.conversations(), Arc::clone(&settings), Arc::clone(&clock), config.session_lifetime_s),
            followed_exports: FollowedExports::new(Arc::clone(&clock)),
            lead_imports: LeadImports { desk: lead_desk.clone(), imports: Arc::new(database.imports()), files: Arc::new(FileReader) },
            import_seats: Arc::new(Semaphore::new(IMPORTS_AT_A_TIME)),
            workbooks: Arc::new(ExcelWorkbooks::within(scratch)),
            export_seats: Arc::new(Semaphore::new(EXPORTS_AT_A_TIME)),
            lead_desk,
            lead_preferences: LeadPreferenceDesk { store: Arc::new(database.lead_preferences()), ids: Arc::clone(&ids) },
            openings: Openings::new(records.analytics.clone()),
            analytics: records.analytics,
            mornings: records.mornings,
            reports: records.reports,
            daily_reports: records.daily_reports,
            running_reports: RunningReports::new(Arc::clone(&clock)),
            logs: records.logs,
            clearing: Arc::new(Semaphore::new(1)),
            forgetting: Arc::default(),
            audit_reader: records.audit_reader,
            folders: records.folders,
            leads,
            team: TeamDesk { team: Arc::new(database.admins()), accounts: accounts.clone() },
            keys: Keys { keys: Arc::new(database.api_keys()), clock: Arc::clone(&clock), ids: Arc::clone(&ids) },
            desk: SettingsDesk { store: settings, sealer, clock: Arc::clone(&clock), ids: Arc::clone(&ids) },
            limiter: Arc::new(CountedLimiter::new(Arc::clone(&windows) as _, &metrics)),
            guesses: GuessThrottle::default(),
            hub: ReplyHub::new(Arc::clone(&clock), metrics.turns()),
            assets: Assets::load(&config.site_roots),
            leptos: LeptosOptions::builder().output_name("dashboard").site_pkg_dir("pkg").site_addr(config.bind).build(),
            last_health: LastHealth::default(),
            metrics,
            stop: CancellationToken::new(),
            chores: TaskTracker::new(),
            config,
            database,
            chat,
            meeting_desk,
            post_office,
            calendar_account,
            studio,
            accounts,
            models,
            bus,
            windows,
            sessions,
            markup,
            clock,
            ids,
            audit,
        }));
        let settings = state.desk.load().await.map_err(cannot)?;
        context::apply_models(&state, &settings).map_err(cannot)?;
        state.keep_house();
        state.keep_meetings();
        state.keep_mail();
        state.keep_records();
        if matches!(state.config.database, DatabasePlace::Server { .. }) {
            state.follow_other_instances(settings);
        }
        Ok(state)
    }

    /// The sites that may embed the widget and call the chat; empty: any.
    pub async fn allowed_sites(&self) -> Vec<SiteOrigin> {
        let mut sites = self.config.allowed_origins.clone();
        match self.desk.load().await {
            Ok(settings) => sites.extend(settings.allowed_sites),
            Err(error) => tracing::error!(%error, "the allowed sites cannot be read, only those of the environment count"),
        }
        sites
    }

    /// The sites that may show the widget, as the `frame-ancestors` of its page.
    pub async fn frame_ancestors(&self) -> String {
        headers::frame_ancestors(self.allowed_sites().await.iter())
    }

    pub async fn check_database(&self) -> PartHealth {
        let ping = async { self.database.ping().await.map_err(|error| error.to_string()) };
        health::part("database", ping, "The database does not answer.").await
    }

    pub async fn check_sessions(&self) -> PartHealth {
        self.sessions.health().await
    }

    /// Forgets what is over, as long as the application lives.
    fn keep_house(&self) {
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let clock = Arc::clone(&self.clock);
        tokio::spawn(async move {
            for round in 1_u64.. {
                clock.sleep(Duration::from_secs(10)).await;
                let Some(inner) = weak.upgrade() else { return };
                inner.hub.prune();
                inner.followed_exports.prune();
                inner.running_reports.prune();
                if round.is_multiple_of(6) {
                    inner.windows.prune(inner.clock.now());
                    inner.guesses.forget_idle();
                }
            }
        });
    }
}

impl AppState {
    /// Computes what first answers would wait for, beside them: compressed files, and the word lists of the parsers.
    pub fn warm_up(&self) {
        let assets = self.assets.clone();
        tokio::task::spawn_blocking(move || assets.compress());
        tokio::task::spawn_blocking(extract::ready);
        tokio::task::spawn_blocking(chat::ready);
    }

    /// Another instance may have saved another key or model: the models here follow within seconds.
    fn follow_other_instances(&self, seen: Settings) {
        let weak: Weak<Inner> = Arc::downgrade(&self.0);
        let clock = Arc::clone(&self.clock);
        tokio::spawn(async move {
            let mut seen = seen;
            loop {
                clock.sleep(Duration::from_secs(5)).await;
                let Some(state) = weak.upgrade().map(Self) else { return };
                let Ok(now) = state.desk.load().await else { continue };
                if (&now.gemini_key, &now.gemini_model) != (&seen.gemini_key, &seen.gemini_model)
                    && context::apply_models(&state, &now).is_ok()
                {
                    seen = now;
                }
            }
        });
    }
}

fn database_config(place: &DatabasePlace) -> DatabaseConfig {
    match place {
        DatabasePlace::Memory => DatabaseConfig::at(DatabaseUrl::Memory),
        DatabasePlace::Directory(path) => DatabaseConfig::at(DatabaseUrl::Directory(path.clone())),
        DatabasePlace::Server { url, user, password, namespace, database } => DatabaseConfig {
            namespace: namespace.clone(),
            database: database.clone(),
            credentials: Some(Credentials { user: user.clone(), password: password.clone() }),
            ..DatabaseConfig::at(DatabaseUrl::Server(url.clone()))
        },
    }
}
