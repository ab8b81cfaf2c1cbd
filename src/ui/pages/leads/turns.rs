//! Questions to the server in the order in which they were asked: a late answer never overwrites a newer one.

use leptos::prelude::*;

/// Numbers only.
#[derive(Default)]
struct Order {
    asked: u64,
    /// Answers up to this number say nothing new.
    settled: u64,
}

impl Order {
    fn ask(&mut self) -> u64 {
        self.asked += 1;
        self.asked
    }

    fn is_news(&mut self, number: u64) -> bool {
        let news = number > self.settled;
        if news {
            self.settled = number;
        }
        news
    }
}

/// Lives as long as its owner.
#[derive(Clone, Copy)]
pub struct Turns(StoredValue<Order>);

impl Turns {
    pub fn new() -> Self {
        Self(StoredValue::new(Order::default()))
    }

    /// A question goes out; its number.
    pub fn ask(self) -> u64 {
        self.0.try_update_value(Order::ask).unwrap_or_default()
    }

    /// Whether the answer to this question is to be taken: nothing newer was, nothing was changed here since, and whoever
    /// asked is still there.
    pub fn is_news(self, number: u64) -> bool {
        self.0.try_update_value(|order| order.is_news(number)).unwrap_or(false)
    }

    /// Something was changed here: what was asked before knows nothing of it.
    pub fn settle(self) {
        self.0.try_update_value(|order| order.settled = order.asked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_newer_is_taken() {
        let mut order = Order::default();
        let (first, second, third) = (order.ask(), order.ask(), order.ask());
        assert!(order.is_news(second), "a slow third question holds nothing back");
        assert!(!order.is_news(first) && !order.is_news(second));
        assert!(order.is_news(third));
        let before = order.ask();
        order.settled = order.asked;
        assert!(!order.is_news(before), "a change made here came after the question");
        let after = order.ask();
        assert!(order.is_news(after));
    }
}
