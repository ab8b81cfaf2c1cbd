//! Instants and how long things last. An instant is UTC; zones belong to the business and the visitor.

pub use jiff::Timestamp;

/// RFC 3339 in UTC with milliseconds: the form in which instants cross the wire.
pub fn rfc3339(at: Timestamp) -> String {
    jiff::fmt::temporal::DateTimePrinter::new().precision(Some(3)).timestamp_to_string(&at)
}

/// Whole milliseconds from `earlier` to `later`; 0 where the clock went backwards.
pub fn millis_between(earlier: Timestamp, later: Timestamp) -> u64 {
    u64::try_from(later.as_millisecond().saturating_sub(earlier.as_millisecond())).unwrap_or(0)
}
