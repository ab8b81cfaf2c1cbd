use futures::future::FutureExt;
use proptest::prelude::*;

use super::*;

/// Half past some hour, so that no test begins at the edge of a slot by luck.
const START_MS: i64 = 1_795_350_630_250;

fn ask(limiter: &SlidingWindows, client: &str, at_ms: i64) -> LimitDecision {
    let now = Timestamp::from_millisecond(at_ms).expect("a time");
    limiter.charge(client, now).now_or_never().expect("nothing to wait for")
}

#[test]
fn exactly_the_limit_in_any_shape() {
    for spacing_ms in [0, 7, 1_000, 5_000] {
        let limiter = SlidingWindows::new(500, 2_000);
        let allowed = (0..600).filter(|n| ask(&limiter, "192.0.2.1", START_MS + n * spacing_ms).allowed).count();
        assert_eq!(allowed, 500, "every {spacing_ms} ms");
    }
}

#[test]
fn the_day_counts_beside_the_hour_and_a_refusal_costs_nothing() {
    let limiter = SlidingWindows::new(500, 2_000);
    let mut allowed = 0;
    let mut at = START_MS;
    for _ in 0..6 {
        allowed += (0..700).filter(|_| ask(&limiter, "a", at).allowed).count();
        at += 3_700_000;
    }
    assert_eq!(allowed, 2_000, "four full hours, then the day is full");
    let refused = ask(&limiter, "a", at);
    assert!(!refused.allowed);
    assert_eq!(refused.windows[0].remaining, 500, "the hour was not charged for refusals");
    assert!(ask(&limiter, "a", START_MS + 25 * 3_600_000 + 3_600_000).allowed, "a day and a slot later");
}

#[test]
fn clients_do_not_share() {
    let limiter = SlidingWindows::new(1, 0);
    assert!(ask(&limiter, "a", START_MS).allowed);
    assert!(ask(&limiter, "b", START_MS).allowed);
    assert!(!ask(&limiter, "a", START_MS).allowed);
}

#[test]
fn the_client_is_told() {
    let limiter = SlidingWindows::new(2, 3);
    let first = ask(&limiter, "a", START_MS);
    assert_eq!(
        first.windows.iter().map(|w| (w.name, w.limit, w.window_s, w.remaining)).collect::<Vec<_>>(),
        [("hour", 2, 3_600, 1), ("day", 3, 86_400, 2)]
    );
    assert!((3_600..=3_660).contains(&first.windows[0].reset_s), "{}", first.windows[0].reset_s);
    ask(&limiter, "a", START_MS);
    let refused = ask(&limiter, "a", START_MS + 500);
    assert_eq!((refused.allowed, refused.windows[0].remaining), (false, 0));
    let wait = i64::try_from(refused.retry_after).expect("seconds") * 1_000;
    assert!(!ask(&limiter, "a", START_MS + 500 + wait - 1_000).allowed);
    assert!(ask(&limiter, "a", START_MS + 500 + wait).allowed, "what Retry-After says is true");
}

#[test]
fn zero_switches_a_window_off() {
    let limiter = SlidingWindows::new(0, 0);
    assert!((0..5_000).all(|_| ask(&limiter, "a", START_MS).allowed));
    assert!(ask(&limiter, "a", START_MS).windows.is_empty());
    assert_eq!(limiter.clients(), 0);
    let hourless = SlidingWindows::new(0, 3);
    assert_eq!((0..9).filter(|_| ask(&hourless, "a", START_MS).allowed).count(), 3);
}

#[test]
fn memory_is_bounded_and_given_back() {
    let limiter = SlidingWindows::with_room_for(160, 5, 0);
    let allowed = (0..10_000).filter(|n| ask(&limiter, &format!("client {n}"), START_MS).allowed).count();
    assert!(limiter.clients() <= 160 + SHARDS, "{}", limiter.clients());
    assert!(limiter.is_crowded());
    assert!(allowed <= 160 + SHARDS * 5, "newcomers share: {allowed}");
    limiter.prune(Timestamp::from_millisecond(START_MS + 3_661_000).expect("a time"));
    assert_eq!(limiter.clients(), 0);
    assert!(!limiter.is_crowded());
}

#[test]
fn a_clock_that_is_set_back_gives_nothing_away() {
    let limiter = SlidingWindows::new(3, 0);
    for at in [START_MS, START_MS - 7_200_000, START_MS - 1] {
        assert!(ask(&limiter, "a", at).allowed);
    }
    assert!(!ask(&limiter, "a", START_MS).allowed);
}

#[test]
fn ten_left_and_a_thousand_at_once_are_ten() {
    let limiter = SlidingWindows::new(10, 0);
    let allowed: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| (0..125).filter(|_| ask(&limiter, "a", START_MS).allowed).count())).collect();
        threads.into_iter().map(|thread| thread.join().expect("counted")).sum()
    });
    assert_eq!(allowed, 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever the arrivals, no hour and no day, wherever it begins, holds more than promised; and each wait that is told is enough.
    #[test]
    fn no_window_ever_holds_more(gaps in prop::collection::vec(prop_oneof![0_i64..2_000, 0_i64..120_000, 0_i64..9_000_000], 1..120), hour in 1_u32..8, day in 1_u32..20) {
        let limiter = SlidingWindows::new(hour, day);
        let mut at = START_MS;
        let mut admitted: Vec<i64> = vec![];
        for gap in gaps {
            at += gap;
            let decision = ask(&limiter, "a", at);
            if decision.allowed {
                admitted.push(at);
            } else {
                // A copy that only waits is let in after the wait.
                let later = at + i64::try_from(decision.retry_after).expect("seconds") * 1_000;
                let in_hour = admitted.iter().filter(|t| later - **t < 3_600_000).count();
                let in_day = admitted.iter().filter(|t| later - **t < 86_400_000).count();
                prop_assert!(in_hour < hour as usize && in_day < day as usize);
            }
        }
        for (window_ms, limit) in [(3_600_000, hour), (86_400_000, day)] {
            for (first, begin) in admitted.iter().enumerate() {
                let inside = admitted[first..].iter().take_while(|t| **t - begin <= window_ms).count();
                prop_assert!(inside <= limit as usize, "{inside} in one window of {window_ms} ms");
            }
        }
    }
}
