//! Our program over a database server: how it starts, what it does while the server is away or silent, and how several
//! of ours share one. `make test` builds the server; where there is none, each of these says that it was skipped.

mod away;
mod start;
mod together;

use std::time::{Duration, Instant};

/// Asks again and again until the answer is yes.
pub async fn eventually(within: Duration, what: &str, mut ask: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !ask().await {
        assert!(began.elapsed() < within, "not within {within:?}: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
