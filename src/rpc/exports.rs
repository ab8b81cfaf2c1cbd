//! Exports as the dashboard follows them. (The files come from the REST API's addresses: a server function gives none.)

use leptos::prelude::*;

use crate::domain::{api_error::ApiError, export::ExportProgress, ids::ExportId};

/// How far it is. None where the instance that is asked does not know it: it has not begun, is over for long, or is another
/// one's, or another instance's.
#[server(prefix = "/rpc", endpoint = "exports/follow")]
pub async fn follow_export(id: ExportId) -> Result<Option<ExportProgress>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.follow_export(&id))
}

/// Stops it, also where it has not begun yet; answers as [`follow_export`].
#[server(prefix = "/rpc", endpoint = "exports/cancel")]
pub async fn cancel_export(id: ExportId) -> Result<Option<ExportProgress>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.cancel_export(&id))
}
