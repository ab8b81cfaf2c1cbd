//! Live news inside one process. Slow readers lose the oldest news and are told how many.

use futures::{StreamExt, stream::BoxStream};
use tokio::sync::broadcast;
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};

use crate::{domain::live::LiveEvent, service::ports::EventBus};

#[derive(Clone, Debug)]
pub struct BroadcastBus(broadcast::Sender<LiveEvent>);

impl BroadcastBus {
    /// Keeps up to `capacity` events for those who read slowly.
    pub fn new(capacity: usize) -> Self {
        Self(broadcast::Sender::new(capacity))
    }
}

impl EventBus for BroadcastBus {
    fn publish(&self, event: LiveEvent) {
        // An error only means that no dashboard is open.
        let _ = self.0.send(event);
    }

    fn subscribe(&self) -> BoxStream<'static, Result<LiveEvent, u64>> {
        BroadcastStream::new(self.0.subscribe()).map(|news| news.map_err(|BroadcastStreamRecvError::Lagged(missed)| missed)).boxed()
    }
}
