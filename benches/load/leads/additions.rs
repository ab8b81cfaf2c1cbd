//! Many programs that add leads at the same time, each again as soon as the last one is stored.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures::future::try_join_all;

use super::super::{Outcome, desk::Desk, turns::Measured};

/// All additions are counted: none of them may be lost. `known`: how many leads there are, so that in no run anybody is added
/// who is there from an earlier one.
pub async fn measure(server: SocketAddr, clients: usize, length: Duration, known: u64) -> Outcome<Measured> {
    let desks = try_join_all((0..clients).map(|_| Desk::connect(server))).await?;
    let began = Instant::now();
    let took = try_join_all(desks.into_iter().enumerate().map(|(client, mut desk)| async move {
        let mut took = Vec::new();
        while began.elapsed() < length {
            let lead = serde_json::json!({
                "name": "Nora New",
                "email": format!("new.{known}.{client}.{}@example.com", took.len()),
                "interest": "a quick answer",
            });
            took.push(desk.add(&lead).await?);
        }
        Outcome::Ok(took)
    }))
    .await?;
    Ok(Measured::new(took.into_iter().flatten().collect(), began.elapsed()))
}
