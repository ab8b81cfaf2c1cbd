//! The log, searched for rare and frequent words, for several at once and for how they begin.

use std::{net::SocketAddr, time::Duration};

use chatimjd::domain::analytics::range::Range;
use jiff::civil::Date;

use super::{
    super::{Outcome, asking, desk::Desk, table},
    talks::{ORDERED, beside_order, order},
    vocabulary::{SYLLABLE, WORDS, word},
};

/// 95 of 100 answers come within this.
pub const MOST: Duration = Duration::from_millis(150);
/// So many words are rare, and so many are said all the time.
const RARE: usize = 200;
const FREQUENT: usize = 10;

/// Returns whether all of them were quick. `talks`: how many conversations were made.
pub async fn measure(server: SocketAddr, talks: u64, last: Date) -> Outcome<bool> {
    let mut desk = Desk::connect(server).await?;
    table::columns();
    let ordered = |n: u64| n * 7_919 % (talks / ORDERED) * ORDERED;
    let nth = |n: u64| usize::try_from(n).unwrap_or(0);
    let frequent = |n: u64| word(nth(n) % FREQUENT);
    let days = Range::ending(last, 7);
    let mut quick = judged(&mut desk, "the latest", |_| "/logs".to_owned()).await;
    quick &= judged(&mut desk, "what one person has said", |n| format!("/logs?q={}", order(ordered(n)))).await;
    quick &= judged(&mut desk, "a rare word", |n| format!("/logs?q={}", word(WORDS - 1 - nth(n) % RARE))).await;
    quick &= judged(&mut desk, "a frequent word", |n| format!("/logs?q={}", frequent(n))).await;
    let one_of_two = |n| format!("/logs?q={}+{}", order(ordered(n)), beside_order(ordered(n)));
    quick &= judged(&mut desk, "two words, one of them rare", one_of_two).await;
    quick &= judged(&mut desk, "two words, both frequent", |n| format!("/logs?q={}+{}", frequent(n), frequent(n + 1))).await;
    quick &= judged(&mut desk, "the beginning of few words", |n| format!("/logs?q={}", &word(nth(n))[..2 * SYLLABLE])).await;
    quick &= judged(&mut desk, "the beginning of many", |n| format!("/logs?q={}", &frequent(n)[..SYLLABLE])).await;
    let of_days = |n| format!("/logs?q={}&from={}&to={}", frequent(n), days.from(), days.to());
    quick &= judged(&mut desk, "a frequent word, of 7 days", of_days).await;
    Ok(quick)
}

async fn judged(desk: &mut Desk, name: &str, path: impl Fn(u64) -> String) -> bool {
    asking::judged(name, MOST, async |n| desk.found(&path(n)).await).await
}
