//! The report of a day, from the request until it is there.

use std::time::{Duration, Instant};

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{
    super::{
        Outcome,
        desk::Desk,
        report::{aim, mb, row},
        server::Server,
        table,
        turns::Measured,
    },
    times::A_DAY,
};

const TIMES: usize = 5;
const MOST: Duration = Duration::from_secs(1);

/// Returns whether none of them was slow.
pub async fn measure(server: &Server, day: Date) -> Outcome<bool> {
    let mut desk = Desk::connect(server.address).await?;
    let (began, before) = (Instant::now(), server.resident()?);
    server.forget_peak()?;
    let (mut took, mut report) = (Vec::new(), Value::Null);
    for _ in 0..TIMES {
        let reply = desk.post("/leads/reports/generate", &json!({ "date": day })).await?;
        if reply.status != 201 {
            return Err(format!("a report was answered {}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
        }
        report = serde_json::from_slice::<Value>(&reply.body)?["data"]["report"].take();
        took.push(reply.took);
    }
    let measured = Measured::new(took, began.elapsed());
    table::columns();
    table::row(&format!("the report of {day}"), &measured);
    let (rows, bytes) = (report["rows"].as_u64().unwrap_or(0), report["bytes"].as_u64().unwrap_or(0));
    row(
        "rows",
        rows.to_string(),
        &format!("{A_DAY} leads of that day, older ones that came on in it, conversations, follow-ups; {}", mb(bytes)),
    );
    if rows < A_DAY {
        return Err(format!("a report of {rows} rows, on a day of {A_DAY} leads").into());
    }
    let slowest = measured.percentile(100.0);
    aim("the slowest", slowest, MOST);
    row("more memory at its peak", mb(server.peak()?.saturating_sub(before)), "");
    Ok(slowest < MOST)
}
