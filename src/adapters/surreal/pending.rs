//! What waits to be indexed. Whoever takes it and ends before it is indexed, by an error, with a request that nobody waits for any
//! more, or at a stop, leaves it waiting.

use std::{
    collections::{BTreeMap, HashMap, hash_map::Entry},
    sync::{Mutex, MutexGuard, PoisonError},
};

pub(super) trait Waits {
    fn key(&self) -> &str;
    /// Of two with one key, which one is indexed.
    fn replaces(&self, other: &Self) -> bool;
}

pub(super) struct Pending<T: Waits> {
    line: Mutex<Line<T>>,
    /// One at a time indexes.
    turn: tokio::sync::Mutex<()>,
}

/// Those that wait, in the order in which they came.
struct Line<T> {
    all: HashMap<String, T>,
    order: BTreeMap<u64, String>,
    next: u64,
}

impl<T: Waits> Line<T> {
    fn add(&mut self, one: T) {
        match self.all.entry(one.key().to_owned()) {
            Entry::Vacant(place) => {
                self.order.insert(self.next, place.key().clone());
                self.next += 1;
                place.insert(one);
            }
            Entry::Occupied(mut place) => {
                if one.replaces(place.get()) {
                    place.insert(one);
                }
            }
        }
    }

    fn first(&mut self) -> Option<T> {
        let (_, key) = self.order.pop_first()?;
        self.all.remove(&key)
    }
}

/// What waited, until it is done or dropped.
pub(super) struct Taken<'a, T: Waits> {
    pending: &'a Pending<T>,
    /// The last one came first.
    rest: Vec<T>,
    _turn: tokio::sync::MutexGuard<'a, ()>,
}

impl<T: Waits> Default for Pending<T> {
    fn default() -> Self {
        let line = Line { all: HashMap::new(), order: BTreeMap::new(), next: 0 };
        Self { line: Mutex::new(line), turn: tokio::sync::Mutex::default() }
    }
}

impl<T: Waits> Pending<T> {
    pub(super) fn add(&self, one: T) {
        self.line().add(one);
    }

    pub(super) fn len(&self) -> usize {
        self.line().all.len()
    }

    /// So many of those that came first, once nobody else is at it.
    pub(super) async fn take(&self, most: usize) -> Taken<'_, T> {
        let turn = self.turn.lock().await;
        let mut line = self.line();
        let mut rest = vec![];
        while rest.len() < most
            && let Some(one) = line.first()
        {
            rest.push(one);
        }
        drop(line);
        rest.reverse();
        Taken { pending: self, rest, _turn: turn }
    }

    fn line(&self) -> MutexGuard<'_, Line<T>> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Waits> Taken<'_, T> {
    /// So many of those that are not done.
    pub(super) fn some(&self, most: usize) -> Option<&[T]> {
        let some = &self.rest[self.rest.len().saturating_sub(most)..];
        (!some.is_empty()).then_some(some)
    }

    /// So many of them, those that [`Self::some`] gave, are.
    pub(super) fn done(&mut self, count: usize) {
        self.rest.truncate(self.rest.len().saturating_sub(count));
    }
}

impl<T: Waits> Drop for Taken<'_, T> {
    fn drop(&mut self) {
        self.rest.drain(..).rev().for_each(|one| self.pending.add(one));
    }
}

#[cfg(test)]
mod tests {
    use super::{Pending, Waits};

    #[derive(Clone, Debug, PartialEq)]
    struct Version(&'static str, u8);

    impl Waits for Version {
        fn key(&self) -> &str {
            self.0
        }

        fn replaces(&self, other: &Self) -> bool {
            self.1 > other.1
        }
    }

    #[tokio::test]
    async fn what_is_not_done_waits_on_and_the_newest_wins() {
        let pending = Pending::default();
        for one in [Version("a", 1), Version("b", 1), Version("c", 1), Version("b", 0)] {
            pending.add(one);
        }
        let mut taken = pending.take(usize::MAX).await;
        assert_eq!(pending.len(), 0);
        let done = taken.some(2).expect("two").to_vec();
        taken.done(done.len());
        pending.add(Version("a", 2));
        drop(taken);
        let left = pending.take(usize::MAX).await;
        let (mut left, mut expected) = (left.rest.clone(), vec![Version("a", 2)]);
        if !done.contains(&Version("b", 1)) {
            expected.push(Version("b", 1));
        }
        if !done.contains(&Version("c", 1)) {
            expected.push(Version("c", 1));
        }
        left.sort_unstable_by_key(|one| one.0);
        assert_eq!(left, expected);
    }

    #[tokio::test]
    async fn those_who_came_first_are_first() {
        let pending = Pending::default();
        for one in [Version("c", 1), Version("a", 1), Version("b", 1), Version("c", 2)] {
            pending.add(one);
        }
        assert_eq!(pending.take(2).await.some(9), Some(&[Version("a", 1), Version("c", 2)][..]));
        assert_eq!(pending.take(1).await.some(9), Some(&[Version("b", 1)][..]), "whoever was not done has come again");
    }

    #[tokio::test]
    async fn whoever_is_cut_off_leaves_all_of_it() {
        let pending = Pending::default();
        pending.add(Version("a", 1));
        let work = async {
            let _taken = pending.take(usize::MAX).await;
            std::future::pending::<()>().await;
        };
        assert!(tokio::time::timeout(std::time::Duration::from_millis(5), work).await.is_err());
        assert_eq!(pending.take(usize::MAX).await.some(9), Some(&[Version("a", 1)][..]));
    }
}
