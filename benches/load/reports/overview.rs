//! The figures of ranges that end with the last day: over REST, and all else that the Overview asks for.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use chatimjd::{domain::analytics::range::Range, rpc::analytics::Period};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::{Outcome, asking::judged, dashboard::Owner, desk::Desk, table};

/// 95 of 100 answers come within this.
pub const MOST: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const BETWEEN: Duration = Duration::from_millis(250);
const RANGES: [(&str, i64); 5] = [("a day", 1), ("7 days", 7), ("30 days", 30), ("90 days", 90), ("a year", 365)];

pub fn summary_of(range: Range) -> String {
    format!("/analytics/summary?from={}&to={}", range.from(), range.to())
}

/// Waits until figures are read as quickly as they are where nothing waits to be folded, for a minute at most.
pub async fn settle(server: SocketAddr, last: Date) -> Outcome<Duration> {
    let mut desk = Desk::connect(server).await?;
    let (path, began) = (summary_of(Range::day(last)), Instant::now());
    while summary(&mut desk, &path).await? > MOST / 5 && began.elapsed() < LONGEST_WAIT {
        tokio::time::sleep(BETWEEN).await;
    }
    Ok(began.elapsed())
}

/// Returns whether all of them were quick.
pub async fn measure(server: SocketAddr, last: Date) -> Outcome<bool> {
    let mut desk = Desk::connect(server).await?;
    table::columns();
    let mut quick = true;
    for (name, days) in RANGES {
        let path = summary_of(Range::ending(last, days));
        quick &= judged(&format!("figures over REST, {name}"), MOST, async |_| summary(&mut desk, &path).await).await;
    }
    // Only now: a connection on which nothing is asked does not stay open.
    let mut owner = Owner::sign_in(server).await?;
    for (name, days) in RANGES {
        let period = Period::Between(Range::ending(last, days));
        for (what, path, asked) in [
            ("figures", "/rpc/analytics/overview", json!({ "period": period })),
            ("pages", "/rpc/analytics/groups", json!({ "period": period, "dimension": "page", "measure": "leads" })),
            ("languages", "/rpc/analytics/groups", json!({ "period": period, "dimension": "language", "measure": "chats" })),
            ("hours of the week", "/rpc/analytics/heat", json!({ "period": period, "measure": "chats" })),
            ("questions in vain", "/rpc/analytics/unanswered", json!({ "period": period })),
        ] {
            quick &= judged(&format!("{what}, {name}"), MOST, async |_| called(&mut owner, path, &asked).await).await;
        }
    }
    let won = json!({ "measure": "won" });
    quick &= judged("weeks and what became of them", MOST, async |_| called(&mut owner, "/rpc/analytics/cohorts", &won).await).await;
    quick &= judged("the morning's words", MOST, async |_| morning(&mut owner).await).await;
    Ok(quick)
}

async fn summary(desk: &mut Desk, path: &str) -> Outcome<Duration> {
    let (took, data) = desk.timed(path).await?;
    if data["figures"]["chats"]["now"].is_u64() { Ok(took) } else { Err(format!("{path} has no figures").into()) }
}

async fn called(owner: &mut Owner, path: &str, asked: &Value) -> Outcome<Duration> {
    let began = Instant::now();
    owner.call(path, asked).await?;
    Ok(began.elapsed())
}

async fn morning(owner: &mut Owner) -> Outcome<Duration> {
    let began = Instant::now();
    owner.form("/rpc/analytics/morning", "").await?;
    Ok(began.elapsed())
}
