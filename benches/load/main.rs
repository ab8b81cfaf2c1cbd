//! The load bench behind `make bench`: starts the real server on a fresh data directory with an instant fake of Gemini
//! and prints what a turn costs, how many go through, what memory it takes, how fast it starts, how large the bundles are.
//!
//! `CHATIMJD_BIN` names the server's binary, `BENCH_SECONDS` the length of each measurement (8).

mod client;
mod gemini;
mod open_files;
mod report;
mod server;
mod sizes;
mod streams;
mod turns;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use gemini::{Fake, Pace};
use report::{Row, heading, mb, ms, row};
use server::Server;

/// Whatever went wrong, in words: the bench ends with it.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    if let Some(code) = open_files::raised() {
        return code;
    }
    // One thread asks, one thread plays Google: on a small machine the server needs the rest.
    let done =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Into::into).and_then(|runtime| runtime.block_on(run()));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Outcome<()> {
    let binary = binary()?;
    let length = Duration::from_secs(std::env::var("BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(8));
    println!("server: {}", binary.display());

    let fake = Fake::start(Pace::Instant)?;
    let mut server = Server::start(&binary, &fake.url()).await?;
    heading("Start");
    row("ready on a new data directory", ms(server.ready_after), "aim: below 1,000 ms");
    tokio::time::sleep(Duration::from_secs(2)).await;
    row("resident memory, idle", mb(server.resident()?), "aim: below 200 MB");

    heading("A chat turn, JSON answer, both messages stored and fsynced (conversations of 4 turns)");
    report::columns();
    for clients in [1, 32, 256] {
        let measured = turns::json(server.address, clients, length).await?;
        Row { clients, measured: &measured }.print();
        if clients == 32 {
            report::aim("p99 at 32 clients", measured.percentile(99.0), Duration::from_millis(15));
            report::rate("turns a second at 32 clients", measured.per_second(), 3_000.0);
        }
    }

    heading("Time to the first token, streamed answer");
    report::columns();
    for clients in [1, 32] {
        Row { clients, measured: &turns::first_token(server.address, clients, length).await? }.print();
    }
    row("resident memory after the load", mb(server.resident()?), "the engine alone, after 15,000 records: 70 MB");

    heading("33 people at once");
    let people = turns::people(server.address, 33).await?;
    server.restart(&binary, &fake.url()).await?;
    row("ready on this data directory again", ms(server.ready_after), "the engine alone opens in 28 ms");
    let kept = turns::kept(server.address, &people).await?;
    row("leads kept, after a restart", format!("{kept} of {}", people.len()), "aim: 33 of 33");
    server.stop().await?;

    heading("2,000 open streams");
    streams::measure(&binary, 2_000).await?;

    heading("Sizes for browsers (bytes)");
    sizes::print();
    if kept != people.len() {
        return Err("leads were lost".into());
    }
    Ok(())
}

fn binary() -> Outcome<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let path = std::env::var_os("CHATIMJD_BIN").map_or_else(|| target.join("release/chatimjd"), PathBuf::from);
    // Absolute: the server runs in a folder of its own.
    path.canonicalize().map_err(|_| format!("there is no server at {}: run `make bench`, or set CHATIMJD_BIN", path.display()).into())
}
