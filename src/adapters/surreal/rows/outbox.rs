//! Mails to come.

use surrealdb::types::{Datetime, RecordId, SurrealValue};

use super::{Read, count, datetime, from_json, json, meeting_record, place, timestamp};
use crate::{
    domain::{meeting::notice::Notice, time::Timestamp},
    service::ports::{Delivery, Waiting},
};

const WHAT: &str = "mail to come";

/// One under the name of its notice.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct OutboxRow {
    pub id: RecordId,
    meeting: Option<RecordId>,
    notice: String,
    due_at: Datetime,
    next_at: Datetime,
    failures: i64,
    problem: Option<String>,
    by_next: Option<String>,
    ended: Option<String>,
    ended_at: Option<Datetime>,
}

impl OutboxRow {
    /// One that waits.
    pub fn of(waiting: &Waiting) -> Read<Self> {
        let Waiting { notice, due, next_at, failures, problem } = waiting;
        Ok(Self {
            id: outbox_record(notice),
            meeting: notice.meeting().map(meeting_record),
            notice: json(notice)?,
            due_at: datetime(*due),
            next_at: datetime(*next_at),
            failures: i64::from(*failures),
            problem: problem.clone(),
            by_next: Some(place(*next_at, &notice.name())),
            ended: None,
            ended_at: None,
        })
    }

    /// The same, when it is over.
    pub fn ended(self, how: Delivery, at: Timestamp) -> Self {
        Self { by_next: None, ended: Some(how.as_str().to_owned()), ended_at: Some(datetime(at)), ..self }
    }

    pub fn into_domain(self) -> Read<Waiting> {
        Ok(Waiting {
            notice: from_json(&self.notice, WHAT)?,
            due: timestamp(self.due_at, WHAT)?,
            next_at: timestamp(self.next_at, WHAT)?,
            failures: count(self.failures, WHAT)?,
            problem: self.problem,
        })
    }
}

pub(in super::super) fn outbox_record(notice: &Notice) -> RecordId {
    RecordId::new("outbox", notice.name())
}
