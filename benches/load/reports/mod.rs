//! Figures, the log, daily reports and exports (`make bench-reports`) over a million leads, half as many conversations and ten
//! messages in each of them.
//!
//! Makes a database of `BENCH_LEADS` leads (1,000,000; the rest follows from it), two thousand of them on each day, starts the
//! real server on it and asks it over REST with a key, and as the dashboard of the owner. With `BENCH_REPORTS_DIR` the database
//! is kept there and taken again the next time. Beside the export stands the same workbook made by two libraries of Python,
//! where they are.

mod daily;
#[path = "../../../examples/seed_demo/dice.rs"]
mod dice;
mod making;
mod overview;
mod peers;
mod people;
mod rollups;
mod search;
mod talks;
mod times;
mod visit;
mod vocabulary;

use std::{net::SocketAddr, path::Path};

use chatimjd::domain::{
    analytics::{
        calendar::{Calendar, days_after},
        range::Range,
    },
    time::Timestamp,
};
use jiff::civil::Date;
use tempfile::TempDir;

use super::{
    Outcome,
    dashboard::ACCOUNT,
    desk::Desk,
    leads::exports,
    place::Place,
    report::{heading, mb, ms, row},
    server::Server,
};
use times::A_DAY;

/// There have to be some whole days.
const LEAST: u64 = 10_000;
/// Leads of one export.
const EXPORTED: u64 = 100_000;

pub fn run() -> Outcome<()> {
    let binary = super::binary()?;
    let place = Place::from_env("reports", "BENCH_REPORTS_DIR", LEAST)?;
    println!("server: {}", binary.display());
    let talks = making::talks(place.count);
    place.fill(&format!("{} leads, {talks} conversations, {} messages", place.count, talks * talks::MESSAGES), making::make)?;
    let measured = super::on_one_thread(measure(&binary, &place));
    // Whatever comes of it, the rest is measured too.
    let rollups = rollups::measure(&binary);
    if measured? && rollups? { Ok(()) } else { Err("not every aim was reached".into()) }
}

/// Returns whether all aims were reached.
async fn measure(binary: &Path, place: &Place) -> Outcome<bool> {
    let server = place.serve(binary, &ACCOUNT).await?;
    let last = last_day(server.address).await?;
    heading("Figures of all days");
    check(server.address, last, place.count).await?;

    let waited = overview::settle(server.address, last).await?;
    row("until what was just made is folded", ms(waited), "readings before that add each change that is not");

    heading(&format!("The Overview, one client (aim: 95 of 100 within {})", ms(overview::MOST)));
    let are_there = overview::measure(server.address, last).await?;

    heading(&format!("The log searched, one client (aim: 95 of 100 within {})", ms(search::MOST)));
    let are_found = search::measure(server.address, making::talks(place.count), last).await?;
    row("resident memory after that", mb(server.resident()?), "");

    heading("The report of a whole day");
    let is_made = daily::measure(&server, days_after(last, -1)).await?;

    let is_exported = export(&server, last, place.count).await?;
    row("resident memory at the end", mb(server.resident()?), "");
    row("from SIGTERM to the exit", ms(server.stop().await?), "");
    Ok(are_there && are_found && is_made && is_exported)
}

/// The day of the newest lead: in a database that was kept, it need not be today.
async fn last_day(server: SocketAddr) -> Outcome<Date> {
    let data = Desk::connect(server).await?.get("/leads?limit=1").await?;
    let newest: Timestamp = data["items"][0]["created_at"].as_str().ok_or("no lead")?.parse()?;
    Ok(Calendar::default().date_of(newest))
}

/// What is counted must be what was made.
async fn check(server: SocketAddr, last: Date, leads: u64) -> Outcome<()> {
    let all = Range::ending(last, i64::try_from(leads / A_DAY)? + 3);
    let data = Desk::connect(server).await?.get(&overview::summary_of(all)).await?;
    let talks = making::talks(leads);
    for (measure, made) in [("leads", leads), ("chats", talks), ("visitor_messages", talks * talks::MESSAGES / 2)] {
        let counted = data["figures"][measure]["now"].as_u64().unwrap_or(0);
        row(measure, counted.to_string(), &if counted == made { String::new() } else { format!("NOT {made}") });
        if counted != made {
            return Err("the figures are wrong".into());
        }
    }
    Ok(())
}

/// The leads of the whole days before the last one, and the same workbook by others.
async fn export(server: &Server, last: Date, leads: u64) -> Outcome<bool> {
    let days = (EXPORTED.min(leads) / A_DAY).min(leads / A_DAY - 1);
    let calendar = Calendar::default();
    let [from, to] = [days_after(last, -i64::try_from(days)?), last].map(|day| calendar.start_of(day));
    let query = format!("from={from}&to={to}");
    heading(&format!("Exports of the leads of {days} days"));
    let exported = exports::measure(server, &query, days * A_DAY).await?;

    heading("The same workbook by libraries of Python: its cells are in memory before their clocks run, and without links");
    let folder = TempDir::new()?;
    let rows = folder.path().join("leads.csv");
    Desk::connect(server.address).await?.save(&format!("/leads/export.csv?{query}"), &rows).await?;
    let is_quicker = peers::measure(&rows, folder.path(), exported.workbook).await?;
    Ok(exported.are_light && is_quicker)
}
