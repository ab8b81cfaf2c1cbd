//! Mornings in memory.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use jiff::civil::Date;

use super::{locked, yield_once};
use crate::{
    domain::analytics::insight::Phrased,
    service::{error::StorageError, ports::Mornings},
};

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryMornings(Arc<Mutex<BTreeMap<Date, Option<Phrased>>>>);

#[async_trait]
impl Mornings for MemoryMornings {
    async fn is_taken(&self, date: Date) -> Result<bool, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).contains_key(&date))
    }

    async fn take(&self, date: Date) -> Result<bool, StorageError> {
        yield_once().await;
        let mut days = locked(&self.0);
        let is_free = !days.contains_key(&date);
        days.entry(date).or_default();
        Ok(is_free)
    }

    async fn keep(&self, date: Date, phrased: &Phrased) -> Result<(), StorageError> {
        yield_once().await;
        if let Some(day) = locked(&self.0).get_mut(&date) {
            *day = Some(phrased.clone());
        }
        Ok(())
    }

    async fn phrased(&self, date: Date) -> Result<Option<Phrased>, StorageError> {
        yield_once().await;
        Ok(locked(&self.0).get(&date).cloned().flatten())
    }
}
