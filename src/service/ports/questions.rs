//! What visitors asked in vain.

use async_trait::async_trait;

use super::Stored;
use crate::domain::{report::lines::Span, unanswered::Asked};

#[async_trait]
pub trait Questions: Send + Sync {
    /// Those that got their answer that is none within the span, the latest first; of conversations that there are.
    async fn unanswered(&self, span: Span, limit: u32) -> Stored<Vec<Asked>>;
}
