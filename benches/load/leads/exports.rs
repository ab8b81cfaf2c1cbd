//! Exports: how long a whole list takes to leave the house, and how much memory that takes.

use std::time::Duration;

use super::super::{
    Outcome,
    desk::Desk,
    report::{mb, ms, row},
    server::Server,
};

const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 60 * 1_048_576;

/// Of the leads that are lost: a tenth of all, one hundred thousand of a million. Returns whether the aims were reached.
pub async fn measure(server: &Server, lost: u64) -> Outcome<bool> {
    let mut desk = Desk::connect(server.address).await?;
    let mut good = true;
    // The head of a table is a line, too; a workbook has none.
    for (ending, lines) in [("csv", Some(lost + 1)), ("jsonl", Some(lost)), ("xlsx", None)] {
        let path = format!("/leads/export.{ending}?status=lost");
        let before = server.resident()?;
        server.forget_peak()?;
        let file = desk.download(&path).await?;
        let grown = server.peak()?.saturating_sub(before);
        let told = |reached| if reached { "reached" } else { "NOT reached" };
        let (in_time, is_light) = (file.took < MOST_TIME, grown < MOST_MEMORY);
        row(
            &format!("{lost} leads as {ending}"),
            ms(file.took),
            &format!("aim: below {}: {}; {}", ms(MOST_TIME), told(in_time), mb(file.bytes)),
        );
        row("more memory at its peak", mb(grown), &format!("aim: below {}: {}", mb(MOST_MEMORY), told(is_light)));
        if lines.is_some_and(|wanted| wanted != file.lines) {
            return Err(format!("{path} has {} lines, not {}", file.lines, lines.unwrap_or(0)).into());
        }
        good &= in_time && is_light;
    }
    Ok(good)
}
