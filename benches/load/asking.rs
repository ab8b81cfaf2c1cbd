//! One client that asks the same thing again and again.

use std::time::{Duration, Instant};

use super::{Outcome, table, turns::Measured};

/// How often; less often, where that takes long.
const TIMES: u64 = 200;
const FEWEST: usize = 20;
const LONG: Duration = Duration::from_secs(30);

/// `once` is told how often it was asked before. Returns whether 95 of 100 answers were there within `most`: one that fails is
/// not quick, and the others are measured all the same.
pub async fn judged(name: &str, most: Duration, mut once: impl AsyncFnMut(u64) -> Outcome<Duration>) -> bool {
    let began = Instant::now();
    let mut took = Vec::new();
    for n in 0..TIMES {
        if took.len() >= FEWEST && began.elapsed() > LONG {
            break;
        }
        match once(n).await {
            Ok(one) => took.push(one),
            Err(error) => {
                println!("  {name:<44} NOT reached: {error}");
                return false;
            }
        }
    }
    table::judged(name, &Measured::new(took, began.elapsed()), most)
}
