//! Exports: how long a whole list takes to leave the house, and how much memory that takes.

use std::time::Duration;

use super::super::{
    Outcome,
    desk::Desk,
    report::{mb, ms, row, verdict},
    server::Server,
};

const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 60 * 1_048_576;

pub struct Exported {
    /// Whether all aims were reached.
    pub are_light: bool,
    /// How long the workbook took.
    pub workbook: Duration,
}

/// Of the leads that this query asks for, which are so many: one hundred thousand of a million.
pub async fn measure(server: &Server, query: &str, leads: u64) -> Outcome<Exported> {
    let mut desk = Desk::connect(server.address).await?;
    let mut exported = Exported { are_light: true, workbook: Duration::ZERO };
    // The head of a table is a line, too; a workbook has none. It comes last.
    for (ending, lines) in [("csv", Some(leads + 1)), ("jsonl", Some(leads)), ("xlsx", None)] {
        let path = format!("/leads/export.{ending}?{query}");
        let before = server.resident()?;
        server.forget_peak()?;
        let file = desk.download(&path).await?;
        let grown = server.peak()?.saturating_sub(before);
        let (in_time, is_light) = (file.took < MOST_TIME, grown < MOST_MEMORY);
        row(
            &format!("{leads} leads as {ending}"),
            ms(file.took),
            &format!("aim: below {}: {}; {}", ms(MOST_TIME), verdict(in_time), mb(file.bytes)),
        );
        row("more memory at its peak", mb(grown), &format!("aim: below {}: {}", mb(MOST_MEMORY), verdict(is_light)));
        if lines.is_some_and(|wanted| wanted != file.lines) {
            return Err(format!("{path} has {} lines, not {}", file.lines, lines.unwrap_or(0)).into());
        }
        exported.are_light &= in_time && is_light;
        exported.workbook = file.took;
    }
    Ok(exported)
}
