//! How long answers take, from counts in fixed buckets: buckets can be added up over any range, single times could not.

use serde::{Deserialize, Serialize};

use super::measure::{Counts, Measure};

/// The longest time of each bucket but the last, in milliseconds. They are stored under their numbers: never change one.
const BOUNDS: [u64; BUCKETS - 1] =
    [250, 500, 750, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000, 12_000, 16_000, 24_000, 32_000, 48_000, 60_000];

/// With one for all that took longer.
pub const BUCKETS: usize = 17;

/// The number of the bucket that this time falls into.
pub fn bucket_of(latency_ms: u64) -> u8 {
    u8::try_from(BOUNDS.partition_point(|bound| *bound < latency_ms)).unwrap_or(u8::MAX)
}

/// What half of the answers and what nineteen of twenty stayed within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTimes {
    /// Milliseconds.
    pub p50: u64,
    pub p95: u64,
    /// More than one in twenty took longer than the buckets measure: `p95` is too small.
    pub is_open: bool,
}

/// None where nothing was answered.
pub fn reply_times(counts: &Counts) -> Option<ReplyTimes> {
    let (p50, _) = percentile(counts, 50)?;
    let (p95, is_open) = percentile(counts, 95)?;
    Some(ReplyTimes { p50, p95, is_open })
}

/// The time within which `percent` of the answers were there, as if those of a bucket were spread evenly over it; and
/// whether it lies in the last one, which has no end.
pub fn percentile(counts: &Counts, percent: u8) -> Option<(u64, bool)> {
    let held: Vec<u64> = (0..BUCKETS).map(|bucket| counts.shown(Measure::Replies(u8::try_from(bucket).unwrap_or(u8::MAX)))).collect();
    let total: u64 = held.iter().sum();
    if total == 0 {
        return None;
    }
    // The smallest rank that has so many at or before it.
    let rank = (total.saturating_mul(u64::from(percent.min(100)))).div_ceil(100).max(1);
    let mut before = 0;
    for (bucket, held) in held.into_iter().enumerate() {
        if before + held >= rank {
            let floor = if bucket == 0 { 0 } else { BOUNDS[bucket - 1] };
            let Some(end) = BOUNDS.get(bucket) else { return Some((floor, true)) };
            return Some((floor + (end - floor) * (rank - before) / held, false));
        }
        before += held;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(times: &[u64]) -> Counts {
        times.iter().map(|time| (Measure::reply_within(*time), 1)).collect()
    }

    #[test]
    fn a_bound_belongs_to_the_bucket_that_it_ends() {
        assert_eq!((bucket_of(0), bucket_of(250), bucket_of(251), bucket_of(60_000), bucket_of(60_001)), (0, 0, 1, 15, 16));
    }

    #[test]
    fn nothing_answered_has_no_time_and_too_slow_is_said_to_be_so() {
        assert_eq!(reply_times(&Counts::default()), None);
        assert_eq!(reply_times(&counts(&[90_000])), Some(ReplyTimes { p50: 60_000, p95: 60_000, is_open: true }));
        assert_eq!(reply_times(&counts(&[200, 200, 200, 900])).map(|times| (times.p50, times.p95)), Some((166, 1_000)));
    }

    proptest! {
        #[test]
        fn a_percentile_lies_in_the_bucket_of_the_true_one(mut times in proptest::collection::vec(0_u64..70_000, 1..200), percent in 1_u8..=100) {
            times.sort_unstable();
            let rank = (times.len() * usize::from(percent)).div_ceil(100).max(1);
            let truth = times[rank - 1];
            let (told, is_open) = percentile(&counts(&times), percent).expect("answers");
            prop_assert_eq!(is_open, truth > 60_000);
            if !is_open {
                prop_assert_eq!(bucket_of(told.max(1)), bucket_of(truth.max(1)), "{} for {}", told, truth);
            }
        }
    }
}
