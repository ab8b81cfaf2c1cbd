//! The database, opened: the one value that the composition makes, and takes the ports from.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    SurrealAdmins, SurrealApiKeys, SurrealAudit, SurrealCalendarGrants, SurrealConversations, SurrealImports, SurrealInstructions,
    SurrealLeadPreferences, SurrealLeads, SurrealLogs, SurrealMeetings, SurrealMornings, SurrealOutbox, SurrealQuestions,
    SurrealReportClaims, SurrealReportFacts, SurrealSessions, SurrealSettings, SurrealTallies,
    client::Client,
    config::{DatabaseConfig, DatabaseUrl, OpenError},
    connection::{Connection, Query},
    leads, logs,
    marker::Marker,
    migrations::migrate,
    tallies::ledger::Ledger,
};
use crate::service::{error::StorageError, ports::Clock};

/// How long the engine may take to let go of its directory.
const RELEASE: Duration = Duration::from_secs(10);

/// Clones share what it remembers of conversations.
#[derive(Clone)]
pub struct Database {
    connection: Arc<Connection>,
    conversations: Arc<SurrealConversations>,
    marker: Option<Marker>,
}

impl Database {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// [`OpenError::Locked`] while another process has the directory; all of them in words for the operator.
    pub async fn open(config: DatabaseConfig) -> Result<Self, OpenError> {
        let marker = match &config.url {
            DatabaseUrl::Directory(path) => Some(Marker::of(path)),
            _ => None,
        };
        let was_unclean = marker.as_ref().is_some_and(Marker::is_set);
        if let Some(marker) = &marker {
            marker.prepare()?;
        }
        let mut client = Client::open(&config).await?;
        if let Some(marker) = marker.as_ref().filter(|_| was_unclean) {
            // The engine appends to the log it has just repaired, and may not find the end of it again. Closing moves all
            // that was recovered into files and begins a new log.
            tracing::warn!("the last process did not close the database: recovering");
            client.close().await.map_err(OpenError::Failed)?;
            released(marker).await?;
            client = Client::open(&config).await?;
        }
        if let Some(marker) = &marker {
            marker.set()?;
        }
        let connection = Arc::new(Connection::new(client, config.query_timeout));
        match Self::start(&connection, &config, was_unclean, marker.clone()).await {
            Ok(database) => Ok(database),
            Err(error) => {
                // Nothing was begun that a next start would have to finish, but what the last process may have left.
                if let (Ok(()), Some(marker), false) = (connection.close().await, &marker, was_unclean) {
                    released(marker).await?;
                    marker.clear().map_err(|problem| OpenError::Failed(problem.to_string()))?;
                }
                Err(error)
            }
        }
    }

    async fn start(
        connection: &Arc<Connection>,
        config: &DatabaseConfig,
        was_unclean: bool,
        marker: Option<Marker>,
    ) -> Result<Self, OpenError> {
        migrate(connection).await?;
        let failed = |error: StorageError| OpenError::Failed(error.to_string());
        let is_upgraded = leads::upgrade::upgrade(connection).await.map_err(failed)?;
        let ledger = Arc::new(Ledger::open(Arc::clone(connection)).await.map_err(failed)?);
        let conversations = SurrealConversations::start(Arc::clone(connection), ledger, config.query_timeout);
        if connection.is_exclusive {
            logs::turn::reset(connection).await.map_err(failed)?;
        }
        if was_unclean || !connection.is_exclusive {
            conversations.recover_search().await.map_err(failed)?;
        }
        if is_upgraded {
            conversations.search_all_leads().await.map_err(failed)?;
            leads::upgrade::done(connection).await.map_err(failed)?;
        }
        Ok(Self { connection: Arc::clone(connection), conversations: Arc::new(conversations), marker })
    }

    pub fn conversations(&self) -> Arc<SurrealConversations> {
        Arc::clone(&self.conversations)
    }

    pub fn leads(&self) -> SurrealLeads {
        SurrealLeads::new(Arc::clone(&self.connection), &self.conversations)
    }

    pub fn imports(&self) -> SurrealImports {
        SurrealImports::new(Arc::clone(&self.connection), &self.conversations)
    }

    pub fn meetings(&self) -> SurrealMeetings {
        SurrealMeetings::new(Arc::clone(&self.connection), &self.conversations)
    }

    pub fn outbox(&self) -> SurrealOutbox {
        SurrealOutbox::new(Arc::clone(&self.connection))
    }

    pub fn tallies(&self) -> SurrealTallies {
        SurrealTallies::new(Arc::clone(&self.connection), &self.conversations)
    }

    pub fn questions(&self) -> SurrealQuestions {
        SurrealQuestions::new(Arc::clone(&self.connection))
    }

    pub fn mornings(&self) -> SurrealMornings {
        SurrealMornings::new(Arc::clone(&self.connection))
    }

    pub fn report_facts(&self) -> SurrealReportFacts {
        SurrealReportFacts::new(Arc::clone(&self.connection))
    }

    pub fn report_claims(&self) -> SurrealReportClaims {
        SurrealReportClaims::new(Arc::clone(&self.connection))
    }

    pub fn logs(&self) -> SurrealLogs {
        SurrealLogs::new(Arc::clone(&self.connection), &self.conversations)
    }

    pub fn admins(&self) -> SurrealAdmins {
        SurrealAdmins::new(Arc::clone(&self.connection))
    }

    pub fn lead_preferences(&self) -> SurrealLeadPreferences {
        SurrealLeadPreferences::new(Arc::clone(&self.connection))
    }

    pub fn api_keys(&self) -> SurrealApiKeys {
        SurrealApiKeys::new(Arc::clone(&self.connection))
    }

    pub fn settings(&self) -> SurrealSettings {
        SurrealSettings::new(Arc::clone(&self.connection))
    }

    pub fn calendar_grants(&self) -> SurrealCalendarGrants {
        SurrealCalendarGrants::new(Arc::clone(&self.connection))
    }

    pub fn instructions(&self) -> SurrealInstructions {
        SurrealInstructions::new(Arc::clone(&self.connection))
    }

    pub fn audit(&self) -> SurrealAudit {
        SurrealAudit::new(Arc::clone(&self.connection))
    }

    pub fn sessions(&self, clock: Arc<dyn Clock>) -> SurrealSessions {
        SurrealSessions::new(Arc::clone(&self.connection), clock)
    }

    #[cfg(all(test, feature = "embedded-db"))]
    pub(super) fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StorageError> {
        self.connection.read(Query::new("RETURN 1;")).await.map(|_| ())
    }

    /// Finishes what has begun, writes everything to its files and lets go of the directory. Afterwards every port
    /// fails. To be called once nothing new comes in, and before the runtime ends.
    ///
    /// # Errors
    /// What could not be finished, for the log; the next start recovers then.
    pub async fn close(&self) -> Result<(), StorageError> {
        let searched = self.conversations.close().await;
        self.connection.close().await.map_err(StorageError::Failed)?;
        if let Some(marker) = &self.marker {
            released(marker).await.map_err(|error| StorageError::Failed(error.to_string()))?;
            // A search that is behind is caught up after an unclean stop.
            if searched.is_ok() {
                marker.clear().map_err(|error| StorageError::Failed(error.to_string()))?;
            }
        }
        searched
    }
}

/// Waits until the engine has let go of its directory.
async fn released(marker: &Marker) -> Result<(), OpenError> {
    let started = Instant::now();
    while !marker.is_released() {
        if started.elapsed() > RELEASE {
            return Err(OpenError::Failed(format!("the database was not released within {} s", RELEASE.as_secs())));
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}
