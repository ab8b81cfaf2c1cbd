//! Rows of blocks: what the rows of days and hours amount to. Folding keeps them up; here they are compared, and what they lack is
//! added, once for a database of before there were blocks and with each repair.

use super::{
    super::{
        connection::{Query, Still, rows, unreadable},
        parts::Parts,
        rows::{ChangeRow, TallyRow, changes_from},
    },
    ledger::{self, Ledger},
    rebuild::page,
};
use crate::{
    domain::analytics::{
        calendar::Calendar,
        tally::{Key, Tally},
    },
    service::error::StorageError,
};

type Stored<T> = Result<T, StorageError>;

/// Rows that are read at once.
const AT_ONCE: usize = 500;
/// Keys of one change.
const KEYS: usize = 500;

const BEGIN: &str = "UPDATE tally_state:one SET rebuilds += 1 RETURN VALUE rebuilds;";
// It writes the record: whoever begins meanwhile meets it there.
const STILL_MINE: &str = "\
    IF array::is_empty((UPDATE tally_state:one SET folds += 1 WHERE rebuilds = $rebuilds[0] RETURN VALUE folds)) { THROW 'conflict' };";
const END: &str = "UPDATE tally_state:one SET blocks = true WHERE rebuilds = $number RETURN NONE;";

/// Makes the rows of blocks what they ought to be. Refused where somebody else begins to do so, or to count anew, meanwhile.
pub(super) async fn complete(ledger: &Ledger) -> Stored<()> {
    // Whoever counts anew here does this, too.
    let Some(_turn) = ledger.try_to_count() else { return Ok(()) };
    ledger.follow_zone().await?;
    ledger.fold().await?;
    if ledger.has_blocks() {
        return Ok(());
    }
    let number = begin(ledger, Query::new(BEGIN)).await?;
    let still = ledger.connection.still().await?;
    let written = written(&still).await;
    let ended = still.end().await;
    let missing = written?.missing_blocks();
    ended?;
    {
        let clocks = ledger.clocks().await;
        add(ledger, number, &missing, &clocks).await?;
    }
    ledger.fold().await?;
    ledger.connection.write(Query::new(END).bind("number", number)).await?;
    if ledger.state().await?.blocks {
        tracing::info!(added = missing.keys().len(), "counts of weeks are put together");
    }
    Ok(())
}

/// The number of this turn: whoever gets a later one goes on instead.
pub(super) async fn begin(ledger: &Ledger, query: Query) -> Stored<i64> {
    let mut begun = ledger.connection.write(query).await?;
    rows::<i64>(&mut begun, 0, "count")?.pop().ok_or_else(|| unreadable("count"))
}

/// Adds it, for as long as nobody else has begun, and folds it on the way: whoever reads meanwhile adds all that waits.
pub(super) async fn add(ledger: &Ledger, number: i64, missing: &Both, calendar: &Calendar) -> Stored<()> {
    for keys in missing.keys().chunks(KEYS) {
        let mut parts = ledger::declare(Parts::default().with("rebuilds", STILL_MINE));
        parts.add("rebuilds", number);
        ledger::add(&mut parts, &missing.facts.only(keys), &missing.kept.only(keys), calendar)?;
        ledger.connection.write(parts.transaction()).await?;
        ledger.noted();
        match ledger.fold().await {
            // Somebody else is at it.
            Ok(()) | Err(StorageError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Both ledgers.
#[derive(Debug, Default)]
pub(super) struct Both {
    pub facts: Tally,
    pub kept: Tally,
}

impl Both {
    /// The keys of either, each once.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.facts.iter().chain(self.kept.iter()).map(|(key, _)| key.clone()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// All that is counted at one moment.
#[derive(Debug, Default)]
pub(super) struct Written {
    rows: Both,
    /// What is not in the rows yet.
    changes: Both,
}

pub(super) async fn written(still: &Still) -> Stored<Written> {
    let mut written = Written::default();
    let mut after: Option<String> = None;
    loop {
        let read: Vec<TallyRow> = page(still, "tally", after.as_deref(), AT_ONCE).await?;
        let is_last = read.len() < AT_ONCE;
        after = read.last().map(TallyRow::key).transpose()?;
        for row in read {
            row.add_to(&mut written.rows.facts, &mut written.rows.kept)?;
        }
        if is_last {
            break;
        }
    }
    let query = Query::new("SELECT * FROM $changes;").bind("changes", changes_from(None));
    for change in rows::<ChangeRow>(&mut still.read(query).await?, 0, "count")? {
        change.add_to(&mut written.changes.facts, &mut written.changes.kept)?;
    }
    Ok(written)
}

impl Written {
    /// What is counted of the facts that are in the database, under all keys but those of blocks.
    pub(super) fn into_facts(self) -> Tally {
        let mut facts = self.rows.facts.without_blocks();
        facts.add_all(&self.changes.facts.without_blocks());
        facts
    }

    pub(super) fn missing_blocks(&self) -> Both {
        Both { facts: missing(&self.rows.facts, &self.changes.facts), kept: missing(&self.rows.kept, &self.changes.kept) }
    }
}

/// What blocks lack of what they ought to be. A change takes its blocks along when it is folded: of those that wait, only what they
/// add to blocks themselves is looked at.
fn missing(rows: &Tally, changes: &Tally) -> Tally {
    let mut missing = rows.of_blocks();
    missing.subtract_blocks(rows);
    missing.subtract_blocks(changes);
    missing
}
