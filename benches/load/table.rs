//! The table of questions: how long each took, and whether that is short enough.

use std::time::Duration;

use super::{
    report::{ms, verdict},
    turns::Measured,
};

pub fn columns() {
    println!("  {:<44} {:>7} {:>11} {:>11} {:>11} {:>11}", "", "count", "p50", "p95", "p99", "slowest");
}

pub fn row(name: &str, measured: &Measured) {
    println!("{}", line(name, measured));
}

/// Returns whether 95 of 100 were within this.
pub fn judged(name: &str, measured: &Measured, most: Duration) -> bool {
    let is_quick = measured.percentile(95.0) < most;
    println!("{}   {}", line(name, measured), verdict(is_quick));
    is_quick
}

fn line(name: &str, measured: &Measured) -> String {
    let at = |percent| ms(measured.percentile(percent));
    format!("  {name:<44} {:>7} {:>11} {:>11} {:>11} {:>11}", measured.count(), at(50.0), at(95.0), at(99.0), at(100.0))
}
