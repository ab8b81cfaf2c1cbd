//! What is still to be done in the calendar: found when it is due, taken by one of several workers, noted when it failed.

use std::sync::Arc;

use super::super::{
    connection::{Connection, Query, one, rows},
    rows::{OpenTaskRow, TaskRow, instant, meeting_record},
};
use crate::{
    domain::time::Timestamp,
    service::{
        error::StorageError,
        ports::{CalendarTask, OpenTask},
    },
};

const WHAT: &str = "task";

// The meeting's version is only read: every write of the meeting writes its task, too, so that the two collide there.
const RETASK: &str = "\
    BEGIN; \
    LET $done = IF $meeting.version = $version { \
        (UPDATE $next.id CONTENT $next WHERE next_at = $seen.next_at AND failures = $seen.failures AND problem = $seen.problem \
            RETURN VALUE failures) \
    } ELSE { [] }; \
    RETURN !array::is_empty($done); \
    COMMIT;";
/// BEGIN and LET have a result each.
const IS_DONE: usize = 2;

/// Tasks that are due, each with its meeting, in one look.
pub(in super::super) fn due(now: Timestamp, limit: u32) -> Query {
    // In this order, so that the index gives it. The number is ours: a bound LIMIT would sort all rows first.
    let sql = format!(
        "SELECT *, type::record('meeting', record::id(id)).* AS meeting FROM meeting_task WHERE by_next < $end ORDER BY by_next ASC LIMIT {limit};"
    );
    Query::new(sql).bind("end", until(now))
}

/// Behind every place of this instant.
pub(super) fn until(now: Timestamp) -> String {
    format!("{}~~", instant(now))
}

pub(super) async fn read_due(connection: &Connection, now: Timestamp, limit: u32) -> Result<Vec<OpenTask>, StorageError> {
    let mut results = connection.read(due(now, limit)).await?;
    rows::<OpenTaskRow>(&mut results, 0, WHAT)?.into_iter().map(OpenTaskRow::into_domain).collect()
}

pub(in super::super) const COUNT: &str = "SELECT count() AS n FROM meeting_task GROUP ALL;";
pub(in super::super) const WORST: &str = "SELECT VALUE problem FROM meeting_task WHERE failures > 0 ORDER BY failures DESC LIMIT 1;";

pub(super) async fn open(connection: &Connection) -> Result<(u64, Option<String>), StorageError> {
    let count = connection.count(COUNT).await?;
    let mut results = connection.read(Query::new(WORST)).await?;
    let worst = rows::<Option<String>>(&mut results, 0, WHAT)?.into_iter().next();
    Ok((count, worst.flatten()))
}

pub(super) async fn retask(connection: &Arc<Connection>, seen: &OpenTask, next: &CalendarTask) -> Result<bool, StorageError> {
    let meeting = &seen.meeting;
    let query = Query::new(RETASK)
        .bind("meeting", meeting_record(&meeting.id))
        .bind("version", i64::try_from(meeting.version).unwrap_or(i64::MAX))
        .bind("seen", TaskRow::of(&meeting.id, &seen.task))
        .bind("next", TaskRow::of(&meeting.id, next));
    let mut results = connection.write(query).await?;
    Ok(one::<bool>(&mut results, IS_DONE, WHAT)?.unwrap_or(false))
}
