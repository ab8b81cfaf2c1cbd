//! The accounts put together, and the operator's help for who has no password any more.

use std::sync::Arc;

use super::{StartError, cannot, database_config};
use crate::{
    adapters::{clock::SystemClock, ids::SystemIds, passwords::Argon2Passwords, surreal::Database},
    server::config::Config,
    service::{
        accounts::Accounts,
        error::ServiceError,
        ports::{Admins, AuditLog, Clock, IdSource},
    },
};

pub(super) fn accounts(
    admins: Arc<dyn Admins>,
    audit: Arc<dyn AuditLog>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
) -> Result<Accounts, StartError> {
    Ok(Accounts { admins, passwords: Arc::new(Argon2Passwords::new().map_err(cannot)?), audit, clock, ids })
}

/// Gives the account of this address another password and ends all its sessions. Nothing else of the server runs. An error
/// is in words for the operator.
pub async fn reset_password(config: &Config, email: &str, password: &str) -> Result<(), String> {
    let database = Database::open(database_config(&config.database)).await.map_err(|error| error.to_string())?;
    let outcome = reset_in(&database, email, password).await;
    database.close().await.map_err(|error| error.to_string())?;
    outcome
}

async fn reset_in(database: &Database, email: &str, password: &str) -> Result<(), String> {
    let accounts = accounts(Arc::new(database.admins()), Arc::new(database.audit()), Arc::new(SystemClock), Arc::new(SystemIds))
        .map_err(|error| error.to_string())?;
    match accounts.reset_password(email, password).await {
        Ok(_) => Ok(()),
        Err(ServiceError::Invalid(fields)) => {
            let problems: Vec<String> = fields.into_iter().map(|(field, problem)| format!("{field}: {problem}")).collect();
            Err(problems.join("; "))
        }
        Err(ServiceError::NotFound(_)) => Err("no account has this e-mail address".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
