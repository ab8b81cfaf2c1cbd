//! The system's clock behind the `Clock` port: the only place that asks what time it is.

use std::time::Duration;

use async_trait::async_trait;

use crate::{domain::time::Timestamp, service::ports::Clock};

/// Wall-clock time and the runtime's timers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one adapter behind the Clock port")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    async fn sleep(&self, how_long: Duration) {
        tokio::time::sleep(how_long).await;
    }
}
