//! Thousands of connections need more open files than a shell allows by default: starts itself again with more.

use std::{
    os::unix::process::CommandExt,
    process::{Command, ExitCode},
};

const WANTED: u64 = 16_384;
const TRIED: &str = "CHATIMJD_BENCH_RAISED";

/// None: go on. Otherwise the outcome of the run that had enough.
pub fn raised() -> Option<ExitCode> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let soft = limits.lines().find(|line| line.starts_with("Max open files"))?.split_whitespace().nth(3)?.parse().unwrap_or(u64::MAX);
    if soft >= WANTED || std::env::var_os(TRIED).is_some() {
        return None;
    }
    let itself = std::env::current_exe().ok()?;
    let script = format!("ulimit -n {WANTED} 2>/dev/null || ulimit -n $(ulimit -Hn); exec \"$0\" \"$@\"");
    let error = Command::new("sh").arg("-c").arg(script).arg(itself).args(std::env::args_os().skip(1)).env(TRIED, "1").exec();
    eprintln!("bench: could not start again with more open files: {error}");
    Some(ExitCode::FAILURE)
}
