//! Many answers being written at the same time: what each costs in memory, and how they end when the server is stopped.

use std::{path::Path, time::Duration};

use futures::{StreamExt, future::join_all, stream};

use super::{
    Outcome,
    client::{Events, Visitor},
    gemini::{Fake, Pace},
    report::{mb, ms, row},
    server::Server,
    settings,
};

/// Longer than any stop takes, and below the limit of a turn (60 s).
const SILENCE: Duration = Duration::from_secs(50);

/// Opens so many streams on a server of its own, measures while all are open, and stops the server.
pub async fn measure(binary: &Path, count: u32) -> Outcome<()> {
    let fake = Fake::start(Pace::Hanging(SILENCE))?;
    let server = Server::start(binary, &settings(&fake.settings())).await?;
    let before = server.resident()?;
    let address = server.address;
    let open: Vec<_> = stream::iter(0..count)
        .map(|number| async move {
            let mut visitor = Visitor::connect(address, 100_000 + number).await?;
            let events = visitor.open_stream("Hello, what are your prices?").await?;
            // The connection lives as long as both.
            Outcome::Ok((visitor, events))
        })
        .buffer_unordered(64)
        .collect()
        .await;
    let failed: Vec<_> = open.iter().filter_map(|one| one.as_ref().err()).collect();
    if let Some(error) = failed.first() {
        return Err(format!("{} of {count} streams did not open, such as: {error}", failed.len()).into());
    }
    let during = server.resident()?;
    row("resident memory before", mb(before), "");
    row(&format!("resident memory, {count} streams open"), mb(during), "aim: below 300 MB");
    row("a stream", format!("{:.1} KB", (during.saturating_sub(before)) as f64 / 1024.0 / f64::from(count)), "");
    stop(server, open.into_iter().flatten().collect()).await
}

/// Every stream must get its last event, and every answer must be stored, before the process is gone.
async fn stop(mut server: Server, open: Vec<(Visitor, Events)>) -> Outcome<()> {
    let count = open.len();
    let asked = server.terminate().await?;
    let ends = join_all(open.into_iter().map(|(visitor, mut events)| async move {
        let end = events.last().await;
        drop(visitor);
        end.is_ok_and(|name| name.as_deref() == Some("done"))
    }));
    let (ends, took) = tokio::join!(ends, server.ended(asked));
    let told = ends.into_iter().filter(|told| *told).count();
    row("from SIGTERM to the exit", ms(took?), "aim: below 12,000 ms; answers may go on by themselves for 6,000 ms of it");
    row("streams that got their last event", format!("{told} of {count}"), "aim: all");
    if told == count { Ok(()) } else { Err("streams were cut off at the stop".into()) }
}
