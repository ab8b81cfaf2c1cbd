//! Meetings in memory: in one state with the leads that they are of.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{
    conversations::{MemoryConversations, State},
    mail::Letters,
    stores::MemoryAudit,
};
use crate::{
    domain::{
        ids::{ConversationId, MeetingId},
        meeting::{
            Meeting, MeetingStatus,
            limits::{InvitationCounts, InvitationScope, Recent, admit},
        },
        page::{Page, PageSize},
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{
            CalendarTask, Claimed, DayLimit, Done, Invitation, MeetingFilter, MeetingWrite, MeetingWriteError, Meetings, ONCE_S, OpenTask,
            tally_of_meetings,
        },
    },
};

#[derive(Clone, Default)]
pub(super) struct Agenda {
    meetings: BTreeMap<MeetingId, Meeting>,
    tasks: BTreeMap<MeetingId, CalendarTask>,
    done: BTreeMap<String, Done>,
    invitations: Vec<Invitation>,
    pub(super) letters: Letters,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryMeetings {
    leads: MemoryConversations,
    audit: MemoryAudit,
}

impl MemoryMeetings {
    /// With these leads, and with its lines in this log.
    pub fn beside(leads: &MemoryConversations, audit: &MemoryAudit) -> Self {
        Self { leads: leads.clone(), audit: audit.clone() }
    }

    /// All meetings in all states, by id.
    pub async fn all(&self) -> Vec<Meeting> {
        self.leads.with(|state| Ok(state.agenda.meetings.values().cloned().collect())).await.unwrap_or_default()
    }
}

/// Counts no longer.
fn is_old(at: Timestamp, now: Timestamp, seconds: i64) -> bool {
    now.as_second().saturating_sub(at.as_second()) >= seconds
}

impl Agenda {
    fn is_next(&self, meeting: &Meeting) -> bool {
        self.meetings.get(&meeting.id).map_or(0, |stored| stored.version) + 1 == meeting.version
    }

    fn put(&mut self, meeting: Meeting) {
        if meeting.calendar_work().is_none() {
            self.tasks.remove(&meeting.id);
        }
        self.meetings.insert(meeting.id.clone(), meeting);
    }

    /// Those of erased people; what has to stay of them is due at once.
    fn forget(&mut self, is_theirs: impl Fn(&Meeting) -> bool) -> Vec<Meeting> {
        let theirs: Vec<Meeting> = self.meetings.values().filter(|meeting| is_theirs(meeting)).cloned().collect();
        for meeting in &theirs {
            self.meetings.remove(&meeting.id);
            self.tasks.remove(&meeting.id);
            self.letters.forget(&meeting.id);
            if let Some(rest) = meeting.forgotten() {
                let task = CalendarTask { next_at: Timestamp::UNIX_EPOCH, failures: 0, problem: None };
                self.tasks.insert(rest.id.clone(), task);
                self.meetings.insert(rest.id.clone(), rest);
            }
        }
        theirs
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.values()
    }

    /// Those of a write, as they are before it.
    fn stored(&self, change: &MeetingWrite) -> Vec<Meeting> {
        let ids = std::iter::once(&change.meeting).chain(&change.also).map(|meeting| &meeting.id);
        ids.filter_map(|id| self.meetings.get(id)).cloned().collect()
    }

    fn is_taken(&self, meeting: &Meeting) -> bool {
        let wanted = meeting.claims();
        let others = self.meetings.values().filter(|other| other.id != meeting.id);
        others.flat_map(Meeting::claims).any(|cell| wanted.contains(&cell))
    }

    fn is_full(&self, meeting: &Meeting, day: &DayLimit) -> bool {
        let on_it = |other: &&Meeting| {
            let start = other.time.start();
            other.id != meeting.id && start >= day.span.start() && start < day.span.end() && other.booked(meeting.updated_at).is_some()
        };
        self.meetings.values().filter(on_it).count() >= usize::from(day.most)
    }

    fn recent(&self, scope: InvitationScope, now: Timestamp, counts: impl Fn(&Invitation) -> bool) -> Recent {
        let recent = self.invitations.iter().filter(|one| counts(one) && !is_old(one.at, now, scope.window_s()));
        recent.fold(Recent::default(), |sum, one| Recent {
            count: sum.count + 1,
            oldest: Some(sum.oldest.map_or(one.at, |oldest| oldest.min(one.at))),
        })
    }

    fn counts(&self, address: Option<&str>, client: Option<&str>, now: Timestamp) -> InvitationCounts {
        let of_address = |one: &Invitation| address.is_some() && one.address.as_deref() == address;
        let of_client = || self.recent(InvitationScope::Client, now, |one| one.client.as_deref() == client);
        InvitationCounts {
            address: self.recent(InvitationScope::Address, now, of_address),
            client: client.map(|_| of_client()),
            installation: self.recent(InvitationScope::Installation, now, |_| true),
        }
    }
}

impl State {
    /// Those of erased people, with what they count for.
    pub(super) fn forget_meetings(&mut self, is_theirs: impl Fn(&Meeting) -> bool) {
        let theirs = self.agenda.forget(is_theirs);
        let tally = tally_of_meetings(&theirs, &self.counted.calendar);
        self.counted.facts.add_all(&tally.negated());
    }

    fn write_meeting(&mut self, change: MeetingWrite) -> Result<(), MeetingWriteError> {
        let tally = change.counted(&self.agenda.stored(&change), &self.people(&change.moves()), &self.counted.calendar);
        let MeetingWrite { meeting, also, task, lead, once, invitation, day, notices, .. } = change;
        if let Some(once) = &once {
            match self.agenda.done.get(&once.key) {
                Some(done) if !is_old(done.at, once.at, ONCE_S) => return Err(MeetingWriteError::Repeated(done.clone())),
                _ => {}
            }
        }
        if !self.agenda.is_next(&meeting) || also.iter().any(|other| !self.agenda.is_next(other)) {
            return Err(MeetingWriteError::Stale);
        }
        also.into_iter().for_each(|other| self.agenda.put(other));
        if self.agenda.is_taken(&meeting) {
            return Err(MeetingWriteError::Taken);
        }
        if day.is_some_and(|day| self.agenda.is_full(&meeting, &day)) {
            return Err(MeetingWriteError::DayFull);
        }
        if let Some(invitation) = invitation {
            let counts = self.agenda.counts(invitation.address.as_deref(), invitation.client.as_deref(), invitation.at);
            admit(&invitation.limits, &counts, invitation.at)?;
            self.agenda.invitations.push(invitation);
        }
        if let Some(write) = lead {
            self.check_lead(&write.lead, &write.trace).map_err(|_| MeetingWriteError::LeadChanged)?;
            self.put_lead(write.lead, write.trace)?;
        }
        if let Some(once) = once {
            self.agenda.done.insert(once.key, Done { fingerprint: once.fingerprint, meeting: meeting.id.clone(), at: once.at });
        }
        let id = meeting.id.clone();
        self.agenda.put(meeting);
        self.agenda.letters.put(notices);
        match task {
            Some(task) => self.agenda.tasks.insert(id, task),
            None => self.agenda.tasks.remove(&id),
        };
        self.counted.facts.add_all(&tally);
        Ok(())
    }
}

/// Where a meeting stands in a list.
type Place = (i64, MeetingId);

fn place(meeting: &Meeting) -> Place {
    (meeting.time.start().as_microsecond(), meeting.id.clone())
}

fn parse_cursor(text: &str) -> Option<Place> {
    let (start, id) = text.split_once('~')?;
    Some((start.parse().ok()?, id.parse().ok()?))
}

#[async_trait]
impl Meetings for MemoryMeetings {
    async fn write(&self, change: MeetingWrite) -> Result<(), MeetingWriteError> {
        let work = |state: &mut State| {
            let mut next = state.clone();
            let entry = change.entry.clone();
            if let Err(error) = next.write_meeting(change) {
                return Ok(Err(error));
            }
            if let Some(entry) = entry {
                self.audit.append(entry)?;
            }
            *state = next;
            Ok(Ok(()))
        };
        self.leads.with(work).await?
    }

    async fn find(&self, id: &MeetingId) -> Result<Option<Meeting>, StorageError> {
        self.leads.with(|state| Ok(state.agenda.meetings.get(id).cloned())).await
    }

    async fn list(&self, filter: &MeetingFilter, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<Meeting>>, StorageError> {
        self.leads
            .with(|state| {
                let after = match cursor.map(parse_cursor) {
                    None => None,
                    Some(Some(place)) => Some(place),
                    Some(None) => return Ok(None),
                };
                let is_behind = |meeting: &&Meeting| match &after {
                    None => true,
                    Some(after) if filter.latest_first => place(meeting) < *after,
                    Some(after) => place(meeting) > *after,
                };
                let mut rows: Vec<&Meeting> =
                    state.agenda.meetings.values().filter(|meeting| filter.matches(meeting)).filter(is_behind).collect();
                rows.sort_by_key(|meeting| place(meeting));
                if filter.latest_first {
                    rows.reverse();
                }
                let more = rows.len() > size.get() as usize;
                rows.truncate(size.get() as usize);
                let cursor = |meeting: &&Meeting| format!("{}~{}", meeting.time.start().as_microsecond(), meeting.id);
                let next_cursor = rows.last().filter(|_| more).map(cursor);
                Ok(Some(Page { items: rows.into_iter().cloned().collect(), next_cursor }))
            })
            .await
    }

    async fn claimed(&self, range: Interval) -> Result<Vec<Claimed>, StorageError> {
        let is_in = |meeting: &&Meeting| meeting.occupied.overlaps(&range) || meeting.time.overlaps(&range);
        let claimed = |meeting: &Meeting| Claimed {
            id: meeting.id.clone(),
            status: meeting.status,
            time: meeting.time,
            occupied: meeting.occupied,
            held_until: meeting.held_until,
        };
        self.leads
            .with(|state| {
                let holding = state.agenda.meetings.values().filter(|meeting| !meeting.status.is_final());
                Ok(holding.filter(is_in).map(claimed).collect())
            })
            .await
    }

    async fn hold_of(&self, conversation: &ConversationId) -> Result<Option<Meeting>, StorageError> {
        let is_hold = |meeting: &&Meeting| meeting.status == MeetingStatus::Held && meeting.conversation_id.as_ref() == Some(conversation);
        self.leads.with(|state| Ok(state.agenda.meetings.values().rfind(is_hold).cloned())).await
    }

    async fn lapsed(&self, now: Timestamp, limit: u32) -> Result<Vec<Meeting>, StorageError> {
        self.leads
            .with(|state| {
                let mut lapsed: Vec<Meeting> = state.agenda.meetings.values().filter(|one| one.has_lapsed(now)).cloned().collect();
                lapsed.sort_by_key(|meeting| (meeting.held_until, meeting.id.clone()));
                lapsed.truncate(limit as usize);
                Ok(lapsed)
            })
            .await
    }

    async fn due(&self, now: Timestamp, limit: u32) -> Result<Vec<OpenTask>, StorageError> {
        self.leads
            .with(|state| {
                let mut due: Vec<OpenTask> = vec![];
                for (id, task) in state.agenda.tasks.iter().filter(|(_, task)| task.next_at <= now) {
                    due.extend(state.agenda.meetings.get(id).map(|meeting| OpenTask { meeting: meeting.clone(), task: task.clone() }));
                }
                due.sort_by_key(|open| (open.task.next_at, open.meeting.id.clone()));
                due.truncate(limit as usize);
                Ok(due)
            })
            .await
    }

    async fn open_tasks(&self) -> Result<(u64, Option<String>), StorageError> {
        self.leads
            .with(|state| {
                let worst = state.agenda.tasks.values().max_by_key(|task| task.failures);
                Ok((state.agenda.tasks.len() as u64, worst.and_then(|task| task.problem.clone())))
            })
            .await
    }

    async fn retask(&self, seen: &OpenTask, next: CalendarTask) -> Result<bool, StorageError> {
        self.leads
            .with(|state| {
                let id = &seen.meeting.id;
                let is_same = state.agenda.tasks.get(id) == Some(&seen.task)
                    && state.agenda.meetings.get(id).map(|meeting| meeting.version) == Some(seen.meeting.version);
                if is_same {
                    state.agenda.tasks.insert(id.clone(), next);
                }
                Ok(is_same)
            })
            .await
    }

    async fn done(&self, key: &str, now: Timestamp) -> Result<Option<Done>, StorageError> {
        self.leads.with(|state| Ok(state.agenda.done.get(key).filter(|done| !is_old(done.at, now, ONCE_S)).cloned())).await
    }

    async fn invitations(&self, address: Option<&str>, client: Option<&str>, now: Timestamp) -> Result<InvitationCounts, StorageError> {
        self.leads.with(|state| Ok(state.agenda.counts(address, client, now))).await
    }
}
