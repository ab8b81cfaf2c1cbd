//! What a model made of a morning's words: asked for once a day, by one of all instances.

use async_trait::async_trait;
use jiff::civil::Date;

use super::Stored;
use crate::domain::analytics::insight::Phrased;

/// Days are those that are told of.
#[async_trait]
pub trait Mornings: Send + Sync {
    /// Whether somebody has taken the day.
    async fn is_taken(&self, date: Date) -> Stored<bool>;

    /// Takes the day. False where somebody has it already: of many at once, one gets it.
    async fn take(&self, date: Date) -> Stored<bool>;

    /// The words for a day that was taken.
    async fn keep(&self, date: Date, phrased: &Phrased) -> Stored<()>;

    /// None where the rules' words are all there is.
    async fn phrased(&self, date: Date) -> Stored<Option<Phrased>>;
}
