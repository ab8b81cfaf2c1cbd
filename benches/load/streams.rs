//! Many answers being written at the same time: what each costs in memory.

use std::{path::Path, time::Duration};

use futures::{StreamExt, stream};

use super::{
    Outcome,
    client::Visitor,
    gemini::{Fake, Pace},
    report::{mb, row},
    server::Server,
};

/// Below the limit of a turn (60 s), so that every stream ends well.
const SILENCE: Duration = Duration::from_secs(40);

/// Opens so many streams on a server of its own, measures while all are open, and hangs up.
pub async fn measure(binary: &Path, count: u32) -> Outcome<()> {
    let fake = Fake::start(Pace::Hanging(SILENCE))?;
    let server = Server::start(binary, &fake.url()).await?;
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
    drop(open);
    server.stop().await
}
