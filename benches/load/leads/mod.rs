//! A million leads (`make bench-leads`): whether lists, searches, additions and exports are as quick as with ten.
//!
//! Makes a database of `BENCH_LEADS` leads (1,000,000) with five lines of a timeline each, starts the real server on it and
//! asks it over REST with a key. With `BENCH_LEADS_DIR` the database is kept there and taken again the next time: making it
//! takes by far the longest.

mod additions;
pub mod exports;
mod lists;
mod making;
pub mod person;

use std::{collections::BTreeMap, net::SocketAddr, path::Path, time::Duration};

use chatimjd::domain::lead::LeadStatus;

use super::{
    Outcome,
    desk::Desk,
    place::Place,
    report::{aim, heading, mb, ms, row},
    table,
};

/// Clients that add at the same time, and how long the slowest of a hundred may wait.
const CLIENTS: usize = 64;
const MOST_TO_ADD: Duration = Duration::from_millis(30);

pub fn run() -> Outcome<()> {
    let binary = super::binary()?;
    let place = Place::from_env("leads", "BENCH_LEADS_DIR", 1_000)?;
    println!("server: {}", binary.display());
    place.fill(&format!("{} leads", place.count), making::make)?;
    super::on_one_thread(measure(&binary, &place))
}

async fn measure(binary: &Path, place: &Place) -> Outcome<()> {
    let server = place.serve(binary, &[]).await?;
    let before = counts(server.address).await?;
    heading(&format!("Lists of {} leads, one client (aim: 95 of 100 within {})", before.values().sum::<u64>(), ms(lists::MOST)));
    let are_quick = lists::measure(server.address, place.count).await?;
    row("resident memory after the lists", mb(server.resident()?), "");

    heading("Exports of the leads that are lost");
    let lost = before.get(&LeadStatus::Lost).copied().unwrap_or(0);
    let are_light = exports::measure(&server, "status=lost", lost).await?.are_light;

    heading(&format!("Adding leads, {CLIENTS} clients"));
    let added = additions::measure(server.address, CLIENTS, super::length(), before.values().sum()).await?;
    table::columns();
    table::row("an addition, stored and fsynced", &added);
    let p99 = added.percentile(99.0);
    aim("p99", p99, MOST_TO_ADD);
    row("additions a second", format!("{:.0}", added.per_second()), "");

    let after = counts(server.address).await?;
    let are_kept = kept(&before, &after, added.count() as u64);
    row("resident memory at the end", mb(server.resident()?), "");
    row("from SIGTERM to the exit", ms(server.stop().await?), "");
    match (are_kept, are_quick && are_light && p99 < MOST_TO_ADD) {
        (false, _) => Err("the counts are wrong".into()),
        (true, false) => Err("not every aim was reached".into()),
        (true, true) => Ok(()),
    }
}

/// As the lists tell them.
async fn counts(server: SocketAddr) -> Outcome<BTreeMap<LeadStatus, u64>> {
    let mut desk = Desk::connect(server).await?;
    let mut counts = BTreeMap::new();
    for status in LeadStatus::ALL {
        let data = desk.get(&format!("/leads?limit=1&status={}", status.as_str())).await?;
        counts.insert(status, data["total"].as_u64().ok_or("a list without its total")?);
    }
    let all = desk.get("/leads?limit=1").await?["total"].as_u64().ok_or("a list without its total")?;
    if all == counts.values().sum::<u64>() { Ok(counts) } else { Err(format!("{all} leads are {counts:?}").into()) }
}

/// Whether what was added is there, and nothing else has changed.
fn kept(before: &BTreeMap<LeadStatus, u64>, after: &BTreeMap<LeadStatus, u64>, added: u64) -> bool {
    heading("Counts");
    let mut all = true;
    for (status, count) in after {
        let more = if *status == LeadStatus::New { added } else { 0 };
        let wanted = before.get(status).copied().unwrap_or(0) + more;
        row(status.as_str(), count.to_string(), &if *count == wanted { String::new() } else { format!("NOT {wanted}") });
        all &= *count == wanted;
    }
    all
}
