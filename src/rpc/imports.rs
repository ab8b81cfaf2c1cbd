//! Imports of leads as the dashboard follows them, lists them and takes them back. (Files go to the REST API's address: a server function
//! takes none.)

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    ids::{ImportId, LeadId},
    lead::import::{Import, ImportCounts, ImportState},
};

/// One import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    pub import: Import,
    pub state: ImportState,
    /// The name of whoever did it, or of the program's key.
    pub by: Option<String>,
}

/// A lead that stayed, because somebody has changed it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLead {
    pub id: LeadId,
    /// Whatever it can be called by.
    pub name: Option<String>,
}

/// What became of an import that was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevertedImport {
    pub row: ImportRow,
    /// Some of those that stayed; their number is the import's.
    pub kept: Vec<KeptLead>,
}

/// The latest, newest first.
#[server(prefix = "/rpc", endpoint = "leads/imports")]
pub async fn list_imports() -> Result<Vec<ImportRow>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_imports().await
}

/// The id that an import is to have which is about to begin: then one can ask how far it is.
#[server(prefix = "/rpc", endpoint = "leads/imports/new")]
pub async fn new_import_id() -> Result<ImportId, ApiError> {
    let door = crate::server::context::require_admin().await?;
    Ok(door.new_import_id())
}

/// What became of its rows so far; None before the first of them was looked at.
#[server(prefix = "/rpc", endpoint = "leads/imports/follow")]
pub async fn follow_import(id: ImportId) -> Result<Option<ImportCounts>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.follow_import(&id).await
}

/// Leads that it made go, leads that it changed are as they were; what was touched since stays.
#[server(prefix = "/rpc", endpoint = "leads/imports/revert")]
pub async fn revert_import(id: ImportId) -> Result<RevertedImport, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.revert_import(id).await
}
