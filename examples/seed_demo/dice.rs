//! Chance that follows from a seed (SplitMix64): the same seed, the same story, on any machine.

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `count` - 1; 0 where there is nothing to choose from.
    pub fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % count).unwrap_or(0)
    }

    /// From `low` to `high`, both of them included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(1).max(1);
        low.saturating_add(i64::try_from(self.roll() % span).unwrap_or(0))
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }

    /// One of these. The lists of the story are never empty.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of these by its weight.
    pub fn weighted<'a, T>(&mut self, all: &'a [(T, usize)]) -> &'a T {
        let sum: usize = all.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(sum);
        for (one, weight) in all {
            if left < *weight {
                return one;
            }
            left -= weight;
        }
        &all[0].0
    }
}
