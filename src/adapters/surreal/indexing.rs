//! The pace of indexing: all that waits at once for whoever searches, and behind everybody's back little at a time with pauses,
//! so that those who write meanwhile hardly notice.

use std::time::{Duration, Instant};

use super::pending::{Pending, Waits};
use crate::service::error::StorageError;

/// How far behind an index may begin to be while nobody searches.
pub(super) const PERIOD: Duration = Duration::from_secs(5);
/// Documents that one transaction indexes at most, and those of one behind everybody's back.
pub(super) const CHUNK: usize = 32;
const FEW: usize = 4;
/// Such a pause is so many times as long as the indexing before it.
const PAUSE: u32 = 2;
/// Where so many wait there are no pauses: more come than would ever be indexed.
const FAR_BEHIND: usize = 2_000;

/// Something that is searched, a moment behind.
pub(super) trait Indexing: Send + Sync {
    type One: Waits + Send + Sync;

    fn pending(&self) -> &Pending<Self::One>;

    /// Indexes these, in one transaction.
    fn index_some(&self, some: &[Self::One]) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Indexes all that waits, before anybody searches. What could not be indexed waits on.
    fn catch_up(&self) -> impl Future<Output = Result<(), StorageError>> + Send {
        async {
            let mut taken = self.pending().take(usize::MAX).await;
            while let Some(some) = taken.some(CHUNK) {
                let count = some.len();
                self.index_some(some).await?;
                taken.done(count);
            }
            Ok(())
        }
    }

    /// The same, little by little: whoever searches meanwhile has the rest indexed at once.
    fn catch_up_gently(&self) -> impl Future<Output = Result<(), StorageError>> + Send {
        async {
            loop {
                let is_far_behind = self.pending().len() >= FAR_BEHIND;
                let mut taken = self.pending().take(if is_far_behind { CHUNK } else { FEW }).await;
                let began = Instant::now();
                let Some(some) = taken.some(CHUNK) else { return Ok(()) };
                let count = some.len();
                self.index_some(some).await?;
                taken.done(count);
                drop(taken);
                if !is_far_behind {
                    tokio::time::sleep(began.elapsed() * PAUSE).await;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{Mutex, PoisonError},
        time::Duration,
    };

    use super::{super::pending::Pending, CHUNK, FAR_BEHIND, FEW, Indexing, Waits};
    use crate::service::error::StorageError;

    struct Number(String);

    impl Waits for Number {
        fn key(&self) -> &str {
            &self.0
        }

        fn replaces(&self, _: &Self) -> bool {
            true
        }
    }

    /// Notes what is indexed together.
    #[derive(Default)]
    struct Index {
        pending: Pending<Number>,
        done: Mutex<Vec<Vec<String>>>,
    }

    impl Index {
        fn of(count: usize) -> Self {
            let index = Self::default();
            (0..count).for_each(|n| index.pending.add(Number(n.to_string())));
            index
        }

        fn sizes(&self) -> Vec<usize> {
            self.done.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Vec::len).collect()
        }

        fn all(&self) -> Vec<String> {
            let mut all = self.done.lock().unwrap_or_else(PoisonError::into_inner).concat();
            all.sort_unstable();
            all
        }
    }

    impl Indexing for Index {
        type One = Number;

        fn pending(&self) -> &Pending<Number> {
            &self.pending
        }

        async fn index_some(&self, some: &[Number]) -> Result<(), StorageError> {
            tokio::time::sleep(Duration::from_millis(1)).await;
            self.done.lock().unwrap_or_else(PoisonError::into_inner).push(some.iter().map(|one| one.0.clone()).collect());
            Ok(())
        }
    }

    #[tokio::test]
    async fn behind_everybodys_back_it_takes_few_at_a_time() {
        let index = Index::of(2 * FEW + 1);
        index.catch_up_gently().await.expect("indexed");
        assert_eq!(index.sizes(), [FEW, FEW, 1]);
    }

    #[tokio::test]
    async fn whoever_searches_waits_for_no_pause() {
        let index = Index::of(10 * FEW);
        let (gently, at_once) = tokio::join!(index.catch_up_gently(), index.catch_up());
        assert!(gently.is_ok() && at_once.is_ok());
        assert_eq!(index.sizes(), [FEW, CHUNK, 10 * FEW - FEW - CHUNK]);
        let mut expected: Vec<String> = (0..10 * FEW).map(|n| n.to_string()).collect();
        expected.sort_unstable();
        assert_eq!(index.all(), expected);
    }

    #[tokio::test]
    async fn who_is_far_behind_hurries() {
        let index = Index::of(FAR_BEHIND);
        let two_are_done = async {
            while index.sizes().len() < 2 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::select! {
            done = index.catch_up_gently() => panic!("{done:?} before it was cut off"),
            () = two_are_done => {}
        }
        assert_eq!(index.sizes()[..2], [CHUNK, FEW]);
        assert_eq!(index.all().len() + index.pending.len(), FAR_BEHIND, "whoever is cut off leaves the rest");
    }
}
