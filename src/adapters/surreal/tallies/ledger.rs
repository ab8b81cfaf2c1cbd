//! Where counts are written: each transaction leaves one row of what it adds, beside its facts, and no two of them meet in one
//! record. Now and then those rows are folded into the rows that are kept under their keys. What is counted is the sum of both.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use surrealdb::types::{RecordId, SurrealValue};
use tokio::{sync::RwLockReadGuard, task::JoinHandle};

use super::{
    super::{
        connection::{Connection, Query, one, rows, unreadable},
        parts::Parts,
        rows::{ChangeRow, NewChange, TallyRow, changes_from, tally_ids, zone_of},
    },
    blocks,
};
use crate::{
    domain::analytics::{
        block::{Cover, Level},
        calendar::Calendar,
        range::Range,
        tally::Tally,
    },
    service::error::StorageError,
};

/// How often this process looks whether there is something to fold, and how many changes of its own are worth it at once; fewer
/// wait for as many looks as this.
const PERIOD: Duration = Duration::from_secs(5);
const WORTH_IT: usize = 256;
const LONGEST_WAIT: u64 = 12;
/// After so many looks (an hour), changes are looked for from the very first on.
const WHOLE_LOOK: u64 = 720;
/// Changes that are folded at a time, and about how many keys of theirs: all of them are written in one transaction, each with the
/// three blocks that it is in at most.
const CHUNK: usize = 500;
const MOST_KEYS: usize = 1_000;
const ROUNDS: usize = 5;
/// Nobody waits for it, and one that is given up begins anew with as many.
const LONGEST_FOLD: Duration = Duration::from_secs(30);

const CHANGE: &str = "\
    CREATE type::record('tally_change', string::concat('c', <string>rand::uuid::v7())) CONTENT $tally_changes[0] RETURN NONE;";
// All changes are read in one transaction with what they are added to.
pub(super) const STATE: &str = "SELECT * FROM ONLY tally_state:one;";
// One after the other: whoever folds writes the one record, and finds it as it was read.
const FOLD: &str = "\
    BEGIN; \
    LET $state = (SELECT * FROM ONLY tally_state:one); \
    IF $state.folds != $folds { THROW 'conflict' }; \
    UPDATE tally_state:one SET folds += 1, whole = whole AND $is_pure, strays += $strays RETURN NONE; \
    DELETE $changes RETURN NONE; \
    DELETE $empty RETURN NONE; \
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE }; \
    COMMIT;";

/// By what is counted, and how far that can be trusted.
#[derive(Clone, Debug, SurrealValue)]
pub(super) struct State {
    pub zone: String,
    pub folds: i64,
    pub whole: bool,
    pub strays: i64,
    /// All rows of blocks are there.
    pub blocks: bool,
}

/// One of these for each database.
pub(in super::super) struct Ledger {
    pub(super) connection: Arc<Connection>,
    /// Held for reading by whoever counts, until what was counted is stored.
    calendar: tokio::sync::RwLock<Calendar>,
    /// There are no changes before this one: reading from it on spares those that were deleted.
    floor: Mutex<Option<String>>,
    /// Changes of this process since it last folded.
    waiting: AtomicUsize,
    folding: tokio::sync::Mutex<()>,
    /// Held by whoever compares what is counted with what ought to be.
    counting: tokio::sync::Mutex<()>,
    looks: AtomicU64,
    /// All rows of blocks are there: they stay.
    has_blocks: AtomicBool,
}

impl Ledger {
    pub(in super::super) async fn open(connection: Arc<Connection>) -> Result<Self, StorageError> {
        let ledger = Self {
            connection,
            calendar: tokio::sync::RwLock::default(),
            floor: Mutex::default(),
            // The last process may have left many, and each reading reads them all.
            waiting: AtomicUsize::new(WORTH_IT),
            folding: tokio::sync::Mutex::default(),
            counting: tokio::sync::Mutex::default(),
            looks: AtomicU64::new(0),
            has_blocks: AtomicBool::new(false),
        };
        ledger.follow_zone().await?;
        Ok(ledger)
    }

    /// The clocks to count by. They stay as they are while this is held: until what was counted is stored.
    pub(in super::super) async fn clocks(&self) -> RwLockReadGuard<'_, Calendar> {
        self.calendar.read().await
    }

    /// One more change is stored.
    pub(in super::super) fn noted(&self) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on, by these clocks; when this returns, nothing is on its way that was counted by others.
    pub(super) async fn set_clocks(&self, calendar: Calendar) {
        *self.calendar.write().await = calendar;
    }

    pub(super) async fn state(&self) -> Result<State, StorageError> {
        let mut results = self.connection.read(Query::new(STATE)).await?;
        let state = one::<State>(&mut results, 0, "count")?.ok_or_else(|| unreadable("count"))?;
        if state.blocks {
            self.has_blocks.store(true, Ordering::Release);
        }
        Ok(state)
    }

    pub(super) fn has_blocks(&self) -> bool {
        self.has_blocks.load(Ordering::Acquire)
    }

    /// The days and blocks that a range is read from.
    pub(super) fn cover(&self, range: Range, levels: &[Level]) -> Cover {
        if self.has_blocks() { Cover::of(range, levels) } else { Cover::days_only(range) }
    }

    /// Another process may have counted anew, by other clocks.
    pub(super) async fn follow_zone(&self) -> Result<(), StorageError> {
        let zone = self.state().await?.zone;
        let counted_by = zone_of(&*self.clocks().await);
        if let (true, Ok(zone)) = (counted_by != zone, jiff::tz::TimeZone::get(&zone)) {
            self.set_clocks(Calendar::new(zone)).await;
        }
        Ok(())
    }

    /// A turn at comparing all counts.
    pub(super) async fn count(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.counting.lock().await
    }

    /// The same, None while another one is at it.
    pub(super) fn try_to_count(&self) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        self.counting.try_lock().ok()
    }

    pub(super) fn floor(&self) -> Option<String> {
        self.lowest().clone()
    }

    fn lowest(&self) -> MutexGuard<'_, Option<String>> {
        self.floor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Folds all there is. One process at a time does; another one's turn is none of ours.
    pub(in super::super) async fn fold(&self) -> Result<(), StorageError> {
        let _turn = self.folding.lock().await;
        self.waiting.store(0, Ordering::Relaxed);
        let mut lost = 0;
        loop {
            match self.fold_some().await {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(StorageError::Conflict) if lost < ROUNDS => lost += 1,
                Err(error) => {
                    self.noted();
                    return Err(error);
                }
            }
        }
    }

    /// False when these were the last.
    async fn fold_some(&self) -> Result<bool, StorageError> {
        let mut results = self.connection.read(oldest(self.floor().as_deref())).await?;
        let state = one::<State>(&mut results, 1, "count")?.ok_or_else(|| unreadable("count"))?;
        let changes: Vec<ChangeRow> = rows(&mut results, 2, "count")?;
        let next_floor: Option<String> = one(&mut results, 3, "count")?;
        let (some, facts, kept) = first_of(&changes)?;
        let is_last = changes.len() < CHUNK && some.len() == changes.len();
        if !some.is_empty() {
            self.connection.write(self.folded(&state, some, facts, kept).await?).await?;
        }
        if is_last {
            *self.lowest() = next_floor;
        }
        Ok(!is_last)
    }

    /// `facts` and `kept`: what these changes add. Their blocks are added to with them.
    async fn folded(&self, state: &State, changes: &[ChangeRow], mut facts: Tally, mut kept: Tally) -> Result<Query, StorageError> {
        for tally in [&mut facts, &mut kept] {
            let blocks = tally.of_blocks();
            tally.add_all(&blocks);
        }
        let keys = tally_ids(&facts, &kept);
        let ids: Vec<RecordId> = keys.iter().map(|(_, id)| id.clone()).collect();
        let mut results = self.connection.read(Query::new("SELECT * FROM $ids;").bind("ids", ids)).await?;
        for row in rows::<TallyRow>(&mut results, 0, "count")? {
            row.add_to(&mut facts, &mut kept)?;
        }
        let all = keys.iter().map(|(key, _)| TallyRow::of(key, &facts, &kept)).collect::<Result<Vec<_>, _>>()?;
        let (empty, rows): (Vec<TallyRow>, Vec<TallyRow>) = all.into_iter().partition(TallyRow::is_empty);
        let strays = i64::from(changes.iter().any(|change| change.zone != state.zone));
        Ok(Query::new(FOLD)
            .within(LONGEST_FOLD)
            .bind("folds", state.folds)
            .bind("is_pure", strays == 0)
            .bind("strays", strays)
            .bind("changes", changes.iter().map(|change| change.id.clone()).collect::<Vec<_>>())
            .bind("empty", empty.into_iter().map(|row| row.id).collect::<Vec<_>>())
            .bind("rows", rows))
    }

    /// Folds now and then, for as long as anybody else holds the ledger.
    pub(in super::super) fn keep_up(self: &Arc<Self>) -> JoinHandle<()> {
        let ledger = Arc::downgrade(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(PERIOD).await;
                let Some(ledger) = ledger.upgrade() else { return };
                if let Err(error) = ledger.look().await {
                    tracing::warn!(%error, "counts are not folded yet");
                }
            }
        })
    }

    pub(super) async fn look(&self) -> Result<(), StorageError> {
        let look = self.looks.fetch_add(1, Ordering::Relaxed) + 1;
        let waiting = self.waiting.load(Ordering::Relaxed);
        let (is_time, is_whole) = (look.is_multiple_of(LONGEST_WAIT), look.is_multiple_of(WHOLE_LOOK));
        if is_whole {
            *self.lowest() = None;
        }
        if !self.has_blocks() && (look == 1 || is_time) {
            // It folds, too. Whoever meets another one lets it go on for a while.
            return match blocks::complete(self).await {
                Err(StorageError::Conflict) => Ok(()),
                outcome => outcome,
            };
        }
        if !is_whole && waiting < WORTH_IT && !(is_time && waiting > 0) {
            return Ok(());
        }
        if !self.connection.is_exclusive {
            self.follow_zone().await?;
        }
        self.fold().await
    }
}

/// As many of these as are folded at a time, and what they add.
fn first_of(changes: &[ChangeRow]) -> Result<(&[ChangeRow], Tally, Tally), StorageError> {
    let (mut facts, mut kept) = (Tally::default(), Tally::default());
    for (at, change) in changes.iter().enumerate() {
        if facts.len() + kept.len() >= MOST_KEYS {
            return Ok((&changes[..at], facts, kept));
        }
        change.add_to(&mut facts, &mut kept)?;
    }
    Ok((changes, facts, kept))
}

/// The oldest changes, with the state that they are added to. No change can still come that is older than ten minutes.
pub(in super::super) fn oldest(floor: Option<&str>) -> Query {
    // In a transaction, nothing is executed behind a RETURN.
    let sql = format!(
        "BEGIN; {STATE} SELECT * FROM array::first([$changes]) LIMIT {CHUNK}; \
         RETURN string::concat('c', <string>rand::uuid::v7(time::now() - 10m)); COMMIT;"
    );
    Query::new(sql).bind("changes", changes_from(floor))
}

/// Declares the statement of counts.
pub(in super::super) fn declare(parts: Parts) -> Parts {
    parts.with("tally_changes", CHANGE)
}

/// What a transaction adds, in one row: to be called once for each. `kept`: of what is not in the database.
pub(in super::super) fn add(parts: &mut Parts, facts: &Tally, kept: &Tally, calendar: &Calendar) -> Result<(), StorageError> {
    if let Some(change) = NewChange::of(facts, kept, calendar)? {
        parts.add("tally_changes", change);
    }
    Ok(())
}

/// The same at the end of a transaction that is not put together from parts; `$tally_changes` is to be bound.
pub(in super::super) const ADD: &str = "\
    IF !array::is_empty($tally_changes) { \
        CREATE type::record('tally_change', string::concat('c', <string>rand::uuid::v7())) CONTENT $tally_changes[0] RETURN NONE \
    }; ";

/// What [`ADD`] takes as `$tally_changes`.
pub(in super::super) fn changes(facts: &Tally, kept: &Tally, calendar: &Calendar) -> Result<Vec<NewChange>, StorageError> {
    Ok(NewChange::of(facts, kept, calendar)?.into_iter().collect())
}
