//! Daily reports as the dashboard lists, makes and follows them, and when they are made by themselves. (The files come from
//! the REST API's addresses: a server function gives none.)

use jiff::civil::Date;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::settings::SettingsView;
use crate::domain::{
    analytics::{figures::Price, range::Range},
    api_error::ApiError,
    ids::ReportId,
    report::{ReportInfo, ReportProgress, schedule::ReportSchedule},
    time::Timestamp,
};

/// All reports there are, and what comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportList {
    /// Newest first.
    pub reports: Vec<ReportInfo>,
    /// The day that it is where the business is.
    pub today: Date,
    /// When the next one is made; None: none is.
    pub next_at: Option<Timestamp>,
    /// There is a mail server to send them by.
    pub can_mail: bool,
}

/// The first sheet of a report, as its cells say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPreview {
    pub report: ReportInfo,
    /// From the first row with a value on; what is empty at its end is left out of a row.
    pub rows: Vec<Vec<String>>,
    /// There is more of the sheet than is shown.
    pub is_cut: bool,
}

#[server(prefix = "/rpc", endpoint = "reports/list")]
pub async fn list_reports() -> Result<ReportList, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_reports().await
}

/// Begins one of these days (None: of today, as far as it has come), which is followed under `id`. Field errors name `from`.
#[server(prefix = "/rpc", endpoint = "reports/begin", input = Json)]
pub async fn begin_report(id: ReportId, range: Option<Range>) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.begin_report(id, range)
}

/// How far it is. None where the instance that is asked does not know it.
#[server(prefix = "/rpc", endpoint = "reports/follow")]
pub async fn follow_report(id: ReportId) -> Result<Option<ReportProgress>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.follow_report(&id))
}

/// It is not wanted any more; answers as [`follow_report`].
#[server(prefix = "/rpc", endpoint = "reports/cancel")]
pub async fn cancel_report(id: ReportId) -> Result<Option<ReportProgress>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.cancel_report(&id))
}

#[server(prefix = "/rpc", endpoint = "reports/preview")]
pub async fn preview_report(id: ReportId) -> Result<ReportPreview, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.preview_report(id).await
}

#[server(prefix = "/rpc", endpoint = "reports/remove")]
pub async fn remove_report(id: ReportId) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.remove_report(id).await
}

/// Field errors name the fields of [`ReportSchedule`]. `version`: the one the page was made from.
#[server(prefix = "/rpc", endpoint = "settings/reports", input = Json)]
pub async fn save_report_schedule(schedule: ReportSchedule, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_report_schedule(schedule, version).await
}

/// What models cost. Field errors name `prices`.
#[server(prefix = "/rpc", endpoint = "settings/prices", input = Json)]
pub async fn save_prices(prices: Vec<Price>, version: u64) -> Result<SettingsView, ApiError> {
    let door = crate::server::context::require_owner().await?;
    door.save_prices(prices, version).await
}
