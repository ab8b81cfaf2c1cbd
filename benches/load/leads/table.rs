//! The table of lists: how long each took, and whether that is short enough.

use std::time::Duration;

use super::super::{report::ms, turns::Measured};

/// 95 of 100 answers come within this.
pub const MOST: Duration = Duration::from_millis(50);

pub fn columns() {
    println!("  {:<44} {:>7} {:>11} {:>11} {:>11} {:>11}", "", "count", "p50", "p95", "p99", "slowest");
}

pub fn row(name: &str, measured: &Measured) {
    println!("{}", line(name, measured));
}

/// Returns whether the aim was reached.
pub fn judged(name: &str, measured: &Measured) -> bool {
    let is_quick = measured.percentile(95.0) < MOST;
    println!("{}   {}", line(name, measured), if is_quick { "reached" } else { "NOT reached" });
    is_quick
}

fn line(name: &str, measured: &Measured) -> String {
    let at = |percent| ms(measured.percentile(percent));
    format!("  {name:<44} {:>7} {:>11} {:>11} {:>11} {:>11}", measured.count(), at(50.0), at(95.0), at(99.0), at(100.0))
}
