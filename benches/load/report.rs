//! Tables on standard output.

use std::time::Duration;

use super::turns::Measured;

pub fn heading(text: &str) {
    println!("\n{text}");
}

/// A thing, its value, and what it is measured against.
pub fn row(name: &str, value: impl AsRef<str>, beside: &str) {
    println!("  {name:<44} {:>14}   {beside}", value.as_ref());
}

pub fn ms(took: Duration) -> String {
    format!("{:.2} ms", took.as_secs_f64() * 1_000.0)
}

pub fn mb(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1_048_576.0)
}

pub fn columns() {
    println!("  {:>8} {:>9} {:>10} {:>12} {:>12} {:>12} {:>12}", "clients", "count", "a second", "p50", "p90", "p99", "slowest");
}

/// One line of a latency table.
pub struct Row<'a> {
    pub clients: usize,
    pub measured: &'a Measured,
}

impl Row<'_> {
    pub fn print(&self) {
        let at = |percent| ms(self.measured.percentile(percent));
        println!(
            "  {:>8} {:>9} {:>10.0} {:>12} {:>12} {:>12} {:>12}",
            self.clients,
            self.measured.count(),
            self.measured.per_second(),
            at(50.0),
            at(90.0),
            at(99.0),
            at(100.0)
        );
    }
}

/// Of an aim.
pub fn verdict(good: bool) -> &'static str {
    if good { "reached" } else { "NOT reached" }
}

/// A duration against the most it should be.
pub fn aim(name: &str, took: Duration, most: Duration) {
    row(name, ms(took), &format!("aim: below {}: {}", ms(most), verdict(took < most)));
}

/// How many a second, against the aim.
pub fn at_least(name: &str, measured: f64, least: f64) {
    row(name, format!("{measured:.0}"), &format!("aim: at least {least:.0}: {}", verdict(measured >= least)));
}

/// Turns a second against the aim, and against what the database engine alone commits on such a machine.
pub fn rate(name: &str, measured: f64, least: f64) {
    at_least(name, measured, least);
    for (ceiling, of) in [(2_900.0, "one task"), (9_600.0, "64 tasks")] {
        row("", format!("{:.0} %", measured / ceiling * 100.0), &format!("of {ceiling:.0} single-record commits a second from {of}"));
    }
}

/// The original service under the same load, and what of it is ours: how many times as much, or as short.
pub fn compared(name: &str, ours: f64, original: f64, unit: &str) {
    let better = if unit == "ms" { original / ours } else { ours / original };
    row(name, format!("{better:.1} times"), &format!("as good as the original's {original:.0} {unit}"));
}
