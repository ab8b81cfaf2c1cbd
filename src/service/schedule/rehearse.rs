//! A desk at which meetings are rehearsed: free times are the real ones as far as our own meetings and the opening hours
//! tell them, and what is booked, moved or cancelled counts at this desk alone. Nothing is stored, entered, sent or told.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use sha2::{Digest, Sha256};

use super::MeetingDesk;
use crate::{
    domain::{
        ids::{ConversationId, MeetingId},
        live::LiveEvent,
        meeting::{
            Meeting, MeetingStatus,
            calendar::{CalendarHome, GoogleEventId},
            event::{CalendarError, CalendarEvent, CalendarHealth, EventPut},
            limits::InvitationCounts,
        },
        page::{Page, PageSize},
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{
            Calendar, CalendarTask, Claimed, Done, EventBus, IdSource, MeetingFilter, MeetingWrite, MeetingWriteError, Meetings, OpenTask,
            Signer,
        },
    },
};

impl MeetingDesk {
    /// The same desk for one rehearsed conversation, with [`super::Asker::rehearsing`]. The owner's calendar is not asked, and
    /// invitations are not counted: none goes out.
    pub fn for_rehearsal(&self) -> Self {
        Self {
            meetings: Arc::new(Imagined { real: Arc::clone(&self.meetings), own: Mutex::default() }),
            calendar: Arc::new(NoCalendar),
            bus: Arc::new(Nobody),
            ids: Arc::new(Numbers::default()),
            signer: Arc::new(WorthNothing),
            sender: None,
            ends: None,
            ..self.clone()
        }
    }
}

/// Times that are taken are read; everything else is of the rehearsal, and is gone with it.
struct Imagined {
    real: Arc<dyn Meetings>,
    own: Mutex<Vec<Meeting>>,
}

impl Imagined {
    fn own(&self) -> MutexGuard<'_, Vec<Meeting>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn claimed(meeting: &Meeting) -> Claimed {
    Claimed {
        id: meeting.id.clone(),
        status: meeting.status,
        time: meeting.time,
        occupied: meeting.occupied,
        held_until: meeting.held_until,
    }
}

#[async_trait]
impl Meetings for Imagined {
    /// One conversation writes here, one step after the other, and has just looked at what is free.
    async fn write(&self, change: MeetingWrite) -> Result<(), MeetingWriteError> {
        let mut own = self.own();
        for meeting in change.also.into_iter().chain([change.meeting]) {
            own.retain(|known| known.id != meeting.id);
            own.push(meeting);
        }
        Ok(())
    }

    /// Anybody's real meeting is out of reach.
    async fn find(&self, id: &MeetingId) -> Result<Option<Meeting>, StorageError> {
        Ok(self.own().iter().find(|meeting| meeting.id == *id).cloned())
    }

    async fn list(&self, filter: &MeetingFilter, _size: PageSize, _cursor: Option<&str>) -> Result<Option<Page<Meeting>>, StorageError> {
        let mut items: Vec<Meeting> = self.own().iter().filter(|meeting| filter.matches(meeting)).cloned().collect();
        items.sort_by_key(|meeting| (meeting.time.start(), meeting.id.clone()));
        if filter.latest_first {
            items.reverse();
        }
        Ok(Some(Page { items, next_cursor: None }))
    }

    async fn claimed(&self, range: Interval) -> Result<Vec<Claimed>, StorageError> {
        let mut all = self.real.claimed(range).await?;
        let is_in = |meeting: &&Meeting| meeting.occupied.overlaps(&range) || meeting.time.overlaps(&range);
        all.extend(self.own().iter().filter(|meeting| !meeting.status.is_final()).filter(is_in).map(claimed));
        Ok(all)
    }

    async fn hold_of(&self, conversation: &ConversationId) -> Result<Option<Meeting>, StorageError> {
        let is_hold = |meeting: &&Meeting| meeting.status == MeetingStatus::Held && meeting.conversation_id.as_ref() == Some(conversation);
        Ok(self.own().iter().rfind(is_hold).cloned())
    }

    async fn lapsed(&self, _now: Timestamp, _limit: u32) -> Result<Vec<Meeting>, StorageError> {
        Ok(vec![])
    }

    async fn due(&self, _now: Timestamp, _limit: u32) -> Result<Vec<OpenTask>, StorageError> {
        Ok(vec![])
    }

    async fn open_tasks(&self) -> Result<(u64, Option<String>), StorageError> {
        Ok((0, None))
    }

    async fn retask(&self, _seen: &OpenTask, _next: CalendarTask) -> Result<bool, StorageError> {
        Ok(false)
    }

    async fn done(&self, _key: &str, _now: Timestamp) -> Result<Option<Done>, StorageError> {
        Ok(None)
    }

    async fn invitations(&self, _address: Option<&str>, _client: Option<&str>, _now: Timestamp) -> Result<InvitationCounts, StorageError> {
        Ok(InvitationCounts::default())
    }
}

struct NoCalendar;

#[async_trait]
impl Calendar for NoCalendar {
    async fn home(&self) -> CalendarHome {
        CalendarHome::Local
    }

    async fn busy(&self, _range: Interval, _fresh: bool) -> Result<Vec<Interval>, CalendarError> {
        Ok(vec![])
    }

    async fn put(&self, _event: &CalendarEvent) -> Result<EventPut, CalendarError> {
        Err(CalendarError::Unavailable)
    }

    async fn delete(&self, _id: &GoogleEventId) -> Result<bool, CalendarError> {
        Err(CalendarError::Unavailable)
    }

    async fn health(&self) -> CalendarHealth {
        CalendarHealth::default()
    }
}

/// No dashboard hears of it.
struct Nobody;

impl EventBus for Nobody {
    fn publish(&self, _event: LiveEvent) {}

    fn subscribe(&self) -> BoxStream<'static, Result<LiveEvent, u64>> {
        stream::empty().boxed()
    }
}

/// The same ids in the same order whenever it is rehearsed: calls that are run again find their meetings.
#[derive(Default)]
struct Numbers(AtomicU64);

impl IdSource for Numbers {
    fn uuid(&self) -> uuid::Uuid {
        uuid::Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }

    /// Nothing of a rehearsal is secret.
    fn secret(&self) -> String {
        format!("{:0>43}", self.uuid().simple())
    }
}

/// Signs without a key: what it signs is known again in the next rehearsal, and no other desk takes it.
struct WorthNothing;

impl Signer for WorthNothing {
    fn sign(&self, content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"a rehearsal\0".as_slice(), content].concat()).into()
    }
}
