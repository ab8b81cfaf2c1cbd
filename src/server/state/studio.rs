//! The assistant's studio put together, and test runs held beside the requests that began them.

use std::sync::Arc;

use tracing::Instrument;

use super::AppState;
use crate::{
    adapters::surreal::Database,
    domain::instruction::run::RunProgress,
    server::{cache::CachedInstructions, models::LiveModels, telemetry},
    service::{
        instructions::{FollowedRuns, Running, Studio},
        ports::{Clock, IdSource, SettingsStore},
        schedule::MeetingDesk,
    },
};

/// What the studio is made of.
pub(super) struct Parts<'a> {
    pub database: &'a Database,
    /// What visitors are answered with: it learns of each publication.
    pub instructions: &'a Arc<CachedInstructions>,
    pub settings: &'a Arc<dyn SettingsStore>,
    pub meetings: &'a MeetingDesk,
    pub models: &'a Arc<LiveModels>,
    pub clock: &'a Arc<dyn Clock>,
    pub ids: &'a Arc<dyn IdSource>,
}

pub(super) fn studio(parts: Parts<'_>) -> Studio {
    let Parts { database, instructions, settings, meetings, models, clock, ids } = parts;
    Studio {
        versions: Arc::clone(instructions) as _,
        drafts: Arc::new(database.instructions()),
        cases: Arc::new(database.instructions()),
        runs: Arc::new(database.instructions()),
        settings: Arc::clone(settings),
        conversations: database.conversations(),
        meetings: Some(meetings.clone()),
        models: Arc::clone(models) as _,
        clock: Arc::clone(clock),
        ids: Arc::clone(ids),
        followed: FollowedRuns::default(),
    }
}

impl AppState {
    /// Holds a run on a task of its own, until it is over, cancelled, or the server stops. `Studio::run_progress` tells how far
    /// it is.
    pub fn hold(&self, running: Running) -> RunProgress {
        let progress = running.progress();
        let stop = self.stop.clone();
        let work = async move {
            tokio::select! {
                // Dropped, it has broken off.
                () = stop.cancelled() => {}
                outcome = running.finish() => {
                    if let Err(error) = outcome {
                        tracing::error!(%error, "what came of a test run was not stored");
                    }
                }
            }
        };
        tokio::spawn(telemetry::on_behalf_of(telemetry::current_request(), work).in_current_span());
        progress
    }
}
