//! The load bench behind `make bench`: starts the real server on a fresh data directory with an instant fake of Gemini
//! and prints what a turn costs, how many go through, what memory it takes, how fast it starts and stops, what a crowd of
//! log-ins does to it, what a booked meeting costs, how large the bundles are, and how all that compares to the service that
//! this one replaces.
//!
//! With the word `leads` (`make bench-leads`) it measures a database of a million leads instead: see `leads`; with the word
//! `meetings` (`make bench-meetings`) meetings alone: see `meetings`; with the word `reports` (`make bench-reports`) figures, the
//! log, reports and exports over five million messages: see `reports`.
//!
//! `CHATIMJD_BIN` names the server's binary, `BENCH_SECONDS` the length of each measurement (8).

mod asking;
mod client;
mod connection;
mod dashboard;
mod desk;
mod fake;
mod gemini;
mod leads;
mod logins;
mod making;
mod meetings;
mod open_files;
mod place;
mod report;
mod reports;
mod server;
mod sizes;
mod streams;
mod table;
mod turns;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use gemini::{Fake, Pace};
use report::{Row, compared, heading, mb, ms, row};
use server::Server;

/// Whatever went wrong, in words: the bench ends with it.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    if let Some(code) = open_files::raised() {
        return code;
    }
    let is_said = |wanted: &str| std::env::args().any(|word| word == wanted);
    let done = match ["leads", "meetings", "reports"].map(is_said) {
        [true, ..] => leads::run(),
        [_, true, _] => on_one_thread(meetings::run()),
        [_, _, true] => reports::run(),
        _ => on_one_thread(run()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// One thread asks, one thread plays Google: on a small machine the server needs the rest.
fn on_one_thread<T>(work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

async fn run() -> Outcome<()> {
    let (binary, length) = (binary()?, length());
    println!("server: {}", binary.display());

    let fake = Fake::start(Pace::Instant)?;
    let gemini = fake.settings();
    let mut server = Server::start(&binary, &settings(&gemini)).await?;
    heading("Start");
    row("ready on a new data directory", ms(server.ready_after), "aim: below 1,000 ms");
    tokio::time::sleep(Duration::from_secs(2)).await;
    row("resident memory, idle", mb(server.resident()?), "aim: below 200 MB");
    load(&server, length).await?;

    heading("33 people at once");
    let people = turns::people(server.address, 33).await?;
    server.restart(&binary, &settings(&gemini)).await?;
    row("ready on this data directory again", ms(server.ready_after), "the engine alone opens in 28 ms");
    let kept = turns::kept(server.address, &people).await?;
    row("leads kept, after a restart", format!("{kept} of {}", people.len()), "aim: 33 of 33");
    compared("people kept", kept as f64, 1.0, "of 33");
    row("from SIGTERM to the exit, nobody there", ms(server.stop().await?), "");

    heading("The offline assistant: a turn without a key, JSON answer");
    offline(&binary, length).await?;

    heading("200 log-ins at once");
    // Whatever comes of it, the rest is measured too.
    let crowd = logins::measure(&binary, 200).await;

    heading("2,000 open streams");
    streams::measure(&binary, 2_000).await?;

    // As above.
    let meetings = meetings::measure(&binary, length).await;

    heading("Sizes for browsers (bytes)");
    sizes::print();
    if kept != people.len() {
        return Err("leads were lost".into());
    }
    crowd.and(meetings)
}

/// What a turn takes under load, whole and to its first token.
async fn load(server: &Server, length: Duration) -> Outcome<()> {
    heading("A chat turn, JSON answer, both messages stored and fsynced (conversations of 4 turns)");
    report::columns();
    let mut at_32 = None;
    for clients in [1, 32, 256] {
        let measured = turns::json(server.address, clients, length).await?;
        Row { clients, measured: &measured }.print();
        if clients == 32 {
            at_32 = Some(measured);
        }
    }
    if let Some(measured) = at_32 {
        let p99 = measured.percentile(99.0);
        report::aim("p99 at 32 clients", p99, Duration::from_millis(15));
        report::rate("turns a second at 32 clients", measured.per_second(), 3_000.0);
        compared("turns a second at 32 clients", measured.per_second(), 286.0, "a second");
        compared("p99 at 32 clients", p99.as_secs_f64() * 1_000.0, 342.0, "ms");
    }

    heading("Time to the first token, streamed answer");
    report::columns();
    for clients in [1, 32] {
        Row { clients, measured: &turns::first_token(server.address, clients, length).await? }.print();
    }
    row("resident memory after the load", mb(server.resident()?), "the engine alone, after 15,000 records: 70 MB");
    Ok(())
}

/// What visitors of an installation without a key wait for.
async fn offline(binary: &Path, length: Duration) -> Outcome<()> {
    let server = Server::start(binary, &[]).await?;
    report::columns();
    Row { clients: 1, measured: &turns::json(server.address, 1, length).await? }.print();
    server.stop().await.map(|_| ())
}

/// Settings as a server's start takes them.
fn settings<'a>(owned: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    owned.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Of each measurement.
fn length() -> Duration {
    Duration::from_secs(std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(8))
}

fn binary() -> Outcome<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let path = std::env::var_os("CHATIMJD_BIN").map_or_else(|| target.join("release/chatimjd"), PathBuf::from);
    // Absolute: the server runs in a folder of its own.
    path.canonicalize().map_err(|_| format!("there is no server at {}: run `make bench`, or set CHATIMJD_BIN", path.display()).into())
}
