//! The same workbook by libraries of Python, and how many times as long they take. Where they are not, it is said.

use std::{
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use serde_json::Value;
use tokio::process::Command;

use super::super::{
    Outcome,
    report::{row, verdict},
};

/// As they are called, and how many times as long they have to take at least.
const PEERS: [(&str, f64); 2] = [("openpyxl", 12.0), ("XlsxWriter", 6.0)];

/// Of the rows in this file; `ours`: how long our own took, with reading the database and sending it. Returns whether no aim
/// was missed.
pub async fn measure(rows: &Path, folder: &Path, ours: Duration) -> Outcome<bool> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/load/reports/peers.py");
    let run = Command::new("python3").arg(script).arg(rows).arg(folder).stdin(Stdio::null()).output().await;
    let Output { status, stdout, stderr } = match run {
        Ok(output) => output,
        Err(error) => {
            row("python3", "", &format!("not compared: {error}"));
            return Ok(true);
        }
    };
    if !status.success() {
        row(
            "python3",
            "",
            &format!("not compared: {status}: {}", String::from_utf8_lossy(&stderr).lines().next_back().unwrap_or_default()),
        );
        return Ok(true);
    }
    let told: Value = serde_json::from_slice(&stdout)?;
    row("rows", told["rows"].to_string(), "");
    Ok(PEERS.into_iter().fold(true, |good, (name, least)| compared(name, &told[name], least, ours) && good))
}

fn compared(name: &str, told: &Value, least: f64, ours: Duration) -> bool {
    let Some(seconds) = told["seconds"].as_f64() else {
        row(name, "", &format!("not compared: {}", told["missing"].as_str().unwrap_or("it said nothing")));
        return true;
    };
    let ratio = seconds / ours.as_secs_f64();
    let is_reached = ratio >= least;
    let name = format!("{name} {}", told["version"].as_str().unwrap_or_default());
    row(&name, format!("{seconds:.2} s"), &format!("{ratio:.1} times ours; aim: at least {least:.0}: {}", verdict(is_reached)));
    is_reached
}
