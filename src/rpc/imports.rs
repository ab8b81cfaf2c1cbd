//! Imports of leads as the dashboard lists them and takes them back. (Files go to the REST API's address: a server function
//! takes none.)

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::domain::{
    api_error::ApiError,
    ids::{ImportId, LeadId},
    lead::import::{Import, ImportState},
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

/// Leads that it made go, leads that it changed are as they were; what was touched since stays.
#[server(prefix = "/rpc", endpoint = "leads/imports/revert")]
pub async fn revert_import(id: ImportId) -> Result<RevertedImport, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.revert_import(id).await
}
