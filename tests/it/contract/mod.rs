//! One suite for each storage port, run against every implementation: what the in-memory ones do, the database does.

mod admins;
mod api_keys;
mod archives;
mod audit;
mod calendar;
mod conversations;
mod erasing;
mod grants;
mod imports;
mod instructions;
mod lead_desk;
mod leads;
mod lists;
mod logs;
mod meetings;
mod merging;
mod mornings;
mod outbox;
pub mod people;
mod preferences;
mod questions;
mod reports;
mod search;
mod sessions;
mod settings;
mod tallies;
mod team;
mod test_conversations;

use std::sync::Arc;

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl},
    service::{
        memory::{
            MemoryAdmins, MemoryApiKeys, MemoryAudit, MemoryCalendarGrants, MemoryConversations, MemoryImports, MemoryInstructions,
            MemoryLeadPreferences, MemoryLogs, MemoryMeetings, MemoryMornings, MemoryOutbox, MemoryReportClaims, MemorySettings,
        },
        ports::{
            Admins, ApiKeys, AuditLog, AuditTrail, CalendarGrants, Conversations, Drafts, Imports, Instructions, LeadPreferenceStore,
            Leads, LogStore, Meetings, Mornings, Outbox, Questions, ReportClaims, ReportFacts, SettingsStore, Tallies, Team, TestCases,
            TestRuns, Versions,
        },
    },
};

use crate::harness::SurrealServer;

/// All storage ports of one implementation, empty.
pub struct Ports {
    pub conversations: Arc<dyn Conversations>,
    pub leads: Arc<dyn Leads>,
    pub imports: Arc<dyn Imports>,
    pub meetings: Arc<dyn Meetings>,
    pub outbox: Arc<dyn Outbox>,
    pub admins: Arc<dyn Admins>,
    pub team: Arc<dyn Team>,
    pub preferences: Arc<dyn LeadPreferenceStore>,
    pub api_keys: Arc<dyn ApiKeys>,
    pub settings: Arc<dyn SettingsStore>,
    pub grants: Arc<dyn CalendarGrants>,
    pub instructions: Arc<dyn Instructions>,
    pub versions: Arc<dyn Versions>,
    pub drafts: Arc<dyn Drafts>,
    pub cases: Arc<dyn TestCases>,
    pub runs: Arc<dyn TestRuns>,
    pub audit: Arc<dyn AuditLog>,
    pub trail: Arc<dyn AuditTrail>,
    pub tallies: Arc<dyn Tallies>,
    pub questions: Arc<dyn Questions>,
    pub mornings: Arc<dyn Mornings>,
    pub facts: Arc<dyn ReportFacts>,
    pub claims: Arc<dyn ReportClaims>,
    pub logs: Arc<dyn LogStore>,
    /// Last, so that it is deleted last.
    _directory: Option<tempfile::TempDir>,
}

pub async fn in_memory() -> Ports {
    let audit = MemoryAudit::default();
    let admins = MemoryAdmins::beside(&audit);
    let conversations = MemoryConversations::beside(&audit);
    let instructions = MemoryInstructions::beside(&audit);
    Ports {
        leads: Arc::new(conversations.clone()),
        imports: Arc::new(MemoryImports::beside(&conversations, &audit)),
        meetings: Arc::new(MemoryMeetings::beside(&conversations, &audit)),
        outbox: Arc::new(MemoryOutbox::beside(&conversations, &audit)),
        tallies: Arc::new(conversations.clone()),
        questions: Arc::new(conversations.clone()),
        mornings: Arc::new(MemoryMornings::default()),
        facts: Arc::new(conversations.clone()),
        claims: Arc::new(MemoryReportClaims::beside(&MemoryOutbox::beside(&conversations, &audit))),
        logs: Arc::new(MemoryLogs::beside(&conversations, &audit)),
        conversations: Arc::new(conversations),
        team: Arc::new(admins.clone()),
        admins: Arc::new(admins),
        preferences: Arc::new(MemoryLeadPreferences::default()),
        api_keys: Arc::new(MemoryApiKeys::beside(&audit)),
        settings: Arc::new(MemorySettings::beside(&audit)),
        grants: Arc::new(MemoryCalendarGrants::beside(&audit)),
        versions: Arc::new(instructions.clone()),
        drafts: Arc::new(instructions.clone()),
        cases: Arc::new(instructions.clone()),
        runs: Arc::new(instructions.clone()),
        instructions: Arc::new(instructions),
        trail: Arc::new(audit.clone()),
        audit: Arc::new(audit),
        _directory: None,
    }
}

pub async fn in_surreal_memory() -> Ports {
    ports_of(&open(DatabaseUrl::Memory).await, None)
}

pub async fn in_surreal_directory() -> Ports {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database = open(DatabaseUrl::Directory(directory.path().join("db"))).await;
    ports_of(&database, Some(directory))
}

/// In a database of its own on a server; None where no server was built for the tests.
pub async fn in_surreal_server() -> Option<Ports> {
    Some(ports_of(&open_on_server().await?, None))
}

pub async fn open_on_server() -> Option<Database> {
    let server = SurrealServer::shared().await?;
    Some(Database::open(server.config(&server.fresh())).await.expect("the database opens"))
}

pub async fn open(url: DatabaseUrl) -> Database {
    Database::open(DatabaseConfig::at(url)).await.expect("the database opens")
}

fn ports_of(database: &Database, directory: Option<tempfile::TempDir>) -> Ports {
    Ports {
        conversations: database.conversations(),
        leads: Arc::new(database.leads()),
        imports: Arc::new(database.imports()),
        meetings: Arc::new(database.meetings()),
        outbox: Arc::new(database.outbox()),
        admins: Arc::new(database.admins()),
        team: Arc::new(database.admins()),
        preferences: Arc::new(database.lead_preferences()),
        api_keys: Arc::new(database.api_keys()),
        settings: Arc::new(database.settings()),
        grants: Arc::new(database.calendar_grants()),
        instructions: Arc::new(database.instructions()),
        versions: Arc::new(database.instructions()),
        drafts: Arc::new(database.instructions()),
        cases: Arc::new(database.instructions()),
        runs: Arc::new(database.instructions()),
        audit: Arc::new(database.audit()),
        trail: Arc::new(database.audit()),
        tallies: Arc::new(database.tallies()),
        questions: Arc::new(database.questions()),
        mornings: Arc::new(database.mornings()),
        facts: Arc::new(database.report_facts()),
        claims: Arc::new(database.report_claims()),
        logs: Arc::new(database.logs()),
        _directory: directory,
    }
}

/// Runs each story against every implementation.
macro_rules! against_all {
    ($($story:ident,)*) => {
        mod memory {
            $(#[tokio::test]
            async fn $story() {
                super::$story(crate::contract::in_memory().await).await;
            })*
        }
        mod surreal_memory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::contract::in_surreal_memory().await).await;
            })*
        }
        mod surreal_directory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::contract::in_surreal_directory().await).await;
            })*
        }
        mod surreal_server {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                if let Some(ports) = crate::contract::in_surreal_server().await {
                    super::$story(ports).await;
                }
            })*
        }
    };
}
pub(crate) use against_all;
