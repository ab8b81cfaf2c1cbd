//! A million leads (`make bench-leads`): whether lists, searches, additions and exports are as quick as with ten.
//!
//! Makes a database of `BENCH_LEADS` leads (1,000,000) with five lines of a timeline each, starts the real server on it and
//! asks it over REST with a key. With `BENCH_LEADS_DIR` the database is kept there and taken again the next time: making it
//! takes by far the longest.

mod additions;
mod exports;
mod lists;
mod making;
mod person;
mod table;

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use chatimjd::domain::lead::LeadStatus;
use tempfile::TempDir;

use super::{
    Outcome,
    desk::{Desk, KEY},
    report::{aim, heading, mb, ms, row},
    server::Server,
};

/// Clients that add at the same time, and how long the slowest of a hundred may wait.
const CLIENTS: usize = 64;
const MOST_TO_ADD: Duration = Duration::from_millis(30);

/// The engine tidies up its indexes every five seconds: what the making left of that is not measured.
const SETTLING: Duration = Duration::from_secs(20);

/// Where the database is, and how many leads were made in it.
struct Place {
    folder: PathBuf,
    count: u64,
    /// Gone when dropped, where nobody wants to keep it.
    _passing: Option<TempDir>,
}

impl Place {
    fn from_env() -> Outcome<Self> {
        let count = match std::env::var("BENCH_LEADS") {
            Ok(text) => text.parse::<u64>().ok().filter(|count| *count >= 1_000).ok_or("BENCH_LEADS: a number from 1000 on")?,
            Err(_) => 1_000_000,
        };
        let (folder, passing) = match std::env::var_os("BENCH_LEADS_DIR") {
            Some(named) => (PathBuf::from(named), None),
            None => {
                let passing = TempDir::new()?;
                (passing.path().to_owned(), Some(passing))
            }
        };
        fs::create_dir_all(&folder)?;
        // The server runs in a folder of its own.
        Ok(Self { folder: folder.canonicalize()?, count, _passing: passing })
    }

    /// Says how many leads there were when the database was whole.
    fn note(&self) -> PathBuf {
        self.folder.join("leads")
    }

    fn is_made(&self) -> Outcome<bool> {
        match fs::read_to_string(self.note()) {
            Ok(text) if text.trim() == self.count.to_string() => Ok(true),
            Ok(text) => Err(format!("{} holds {} leads, not {}", self.folder.display(), text.trim(), self.count).into()),
            Err(_) if self.folder.join("database").exists() => {
                Err(format!("{} holds a database that was not finished: remove it", self.folder.display()).into())
            }
            Err(_) => Ok(false),
        }
    }
}

pub fn run() -> Outcome<()> {
    let binary = super::binary()?;
    let place = Place::from_env()?;
    println!("server: {}", binary.display());
    if !place.is_made()? {
        heading(&format!("Making {} leads", place.count));
        let took = making::make(&place.folder, place.count)?;
        fs::write(place.note(), place.count.to_string())?;
        row("made in", format!("{:.0} s", took.as_secs_f64()), &format!("{:.0} a second", place.count as f64 / took.as_secs_f64()));
    }
    row("on disk", mb(size_of(&place.folder)?), "");
    super::on_one_thread(measure(&binary, &place))
}

async fn measure(binary: &Path, place: &Place) -> Outcome<()> {
    let folder = place.folder.to_string_lossy();
    let settings = [("DATA_DIR", &*folder), ("ADMIN_API_KEY", KEY), ("RATE_LIMIT_HOUR", "0"), ("RATE_LIMIT_DAY", "0")];
    let server = Server::start(binary, &settings).await?;
    heading("Start");
    row("ready on this database", ms(server.ready_after), "");
    tokio::time::sleep(SETTLING).await;
    row("resident memory, idle", mb(server.resident()?), "aim: below 200 MB");

    let before = counts(server.address).await?;
    heading(&format!("Lists of {} leads, one client (aim: 95 of 100 within {})", before.values().sum::<u64>(), ms(table::MOST)));
    let are_quick = lists::measure(server.address, place.count).await?;
    row("resident memory after the lists", mb(server.resident()?), "");

    heading("Exports of the leads that are lost");
    let lost = before.get(&LeadStatus::Lost).copied().unwrap_or(0);
    let are_light = exports::measure(&server, lost).await?;

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

/// Bytes of all files in a folder.
fn size_of(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() { size_of(&entry.path())? } else { kind.len() };
    }
    Ok(bytes)
}
