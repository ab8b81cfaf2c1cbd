//! Whose turn it is to clear the log: one record, which whoever takes it has to write.

use std::sync::Arc;

use super::{
    super::{
        connection::{Connection, Query, one, unreadable},
        rows::datetime,
    },
    Stored,
};
use crate::domain::time::Timestamp;

const WHAT: &str = "turn at the log";

const TAKE: &str = "\
    BEGIN; \
    LET $held = (SELECT * FROM ONLY log_turn:one); \
    LET $answer = IF $held = NONE { 'mine' } \
        ELSE IF $held.holder != $by AND $held.until > $now { 'others' } \
        ELSE { 'mine' }; \
    IF $answer = 'mine' { UPSERT log_turn:one CONTENT { holder: $by, until: $until } RETURN NONE }; \
    RETURN $answer; \
    COMMIT;";
/// BEGIN, two LETs and an IF have a result each.
const ANSWER: usize = 4;
/// Of a process that nobody writes beside: whoever had it before has ended.
const RESET: &str = "DELETE log_turn:one RETURN NONE;";
const END: &str = "DELETE log_turn:one WHERE holder = $by RETURN NONE;";

pub(super) async fn take(connection: &Arc<Connection>, by: &str, now: Timestamp, until: Timestamp) -> Stored<bool> {
    let query = Query::new(TAKE).bind("by", by.to_owned()).bind("now", datetime(now)).bind("until", datetime(until));
    let mut results = connection.write(query).await?;
    match one::<String>(&mut results, ANSWER, WHAT)?.as_deref() {
        Some("mine") => Ok(true),
        Some("others") => Ok(false),
        _ => Err(unreadable(WHAT)),
    }
}

pub(super) async fn end(connection: &Arc<Connection>, by: &str) -> Stored<()> {
    connection.write(Query::new(END).bind("by", by.to_owned())).await.map(|_| ())
}

pub(in super::super) async fn reset(connection: &Arc<Connection>) -> Stored<()> {
    connection.write(Query::new(RESET)).await.map(|_| ())
}
