//! The log of conversations as the dashboard searches it, clears it and gets it back from archives. (Files come from the REST
//! API's addresses: a server function gives none.)

use jiff::civil::Date;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::settings::SettingsView;
use crate::domain::{
    api_error::ApiError,
    archive::ArchiveInfo,
    conversation::{Channel, ConversationSummary},
    excerpt::Excerpt,
    ids::{ArchiveId, MessageId},
    page::Page,
};

/// Which conversations are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogQuery {
    /// Words of messages, matched by their beginnings, all of them in one message.
    pub q: Option<String>,
    /// With a message on these days of the business, the last one included.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Begun on these days, instead.
    pub began: bool,
    pub channel: Option<Channel>,
    /// The path of the page on which it began.
    pub page: Option<String>,
}

/// One conversation of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRow {
    pub summary: ConversationSummary,
    /// The latest message that has the words; None where nothing was looked for.
    pub found: Option<(MessageId, Excerpt)>,
}

/// What has gone out of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClearedLog {
    pub archived: u64,
    pub deleted: u64,
    /// Those that stay for a follow-up or a meeting.
    pub kept: u64,
    /// Those that somebody wrote in meanwhile: they are in the archive and still here, too.
    pub changed: u64,
    pub archives: Vec<ArchiveInfo>,
}

/// What came back out of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoredLog {
    pub restored: u64,
    /// Those that were there already.
    pub there: u64,
}

/// Latest message first. `cursor`: as an earlier page of the same list gave it. Field errors name `q`.
#[server(prefix = "/rpc", endpoint = "logs/search", input = Json)]
pub async fn search_logs(query: LogQuery, cursor: Option<String>) -> Result<Page<LogRow>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.search_logs(query, cursor).await
}

/// Conversations whose latest message is older than so many days go: into an archive, or for good. `even_open`: those, too, whose
/// lead has a follow-up or who have a meeting ahead. Field errors name `older_than_days`.
#[server(prefix = "/rpc", endpoint = "logs/clear", input = Json)]
pub async fn clear_logs(older_than_days: u32, archive: bool, even_open: bool) -> Result<ClearedLog, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.clear_logs(older_than_days, archive, even_open).await
}

/// Newest first.
#[server(prefix = "/rpc", endpoint = "logs/archives")]
pub async fn list_archives() -> Result<Vec<ArchiveInfo>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_archives().await
}

/// What is there already stays as it is; the archive stays, too.
#[server(prefix = "/rpc", endpoint = "logs/restore")]
pub async fn restore_archive(id: ArchiveId) -> Result<RestoredLog, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.restore_archive(id).await
}

/// Days after which conversations are archived by themselves; 0: never. Field errors name `archive_after_days`.
#[server(prefix = "/rpc", endpoint = "settings/archiving", input = Json)]
pub async fn save_archiving(after_days: u16, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_archiving(after_days, version).await
}
