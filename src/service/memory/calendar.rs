//! A calendar in memory that fails when a test tells it to, and a signature for tests.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use sha2::{Digest, Sha256};

use super::{locked, yield_once};
use crate::{
    domain::{
        meeting::{
            calendar::{CalendarHome, GoogleEventId},
            event::{CalendarError, CalendarEvent, CalendarHealth, EventPut},
        },
        schedule::interval::Interval,
    },
    service::ports::{Calendar, Signer},
};

#[derive(Default)]
struct Desk {
    home: CalendarHome,
    events: BTreeMap<String, CalendarEvent>,
    deleted: BTreeSet<String>,
    busy: Vec<Interval>,
    failure: Option<CalendarError>,
    /// The next call is carried out, and its answer is lost.
    loses_answer: bool,
    /// As an account that may not invite.
    is_mute: bool,
    calls: u64,
}

/// Clones share one calendar.
#[derive(Clone, Default)]
pub struct MemoryCalendar(Arc<Mutex<Desk>>);

impl MemoryCalendar {
    /// One that an account is connected to.
    pub fn connected() -> Self {
        let calendar = Self::default();
        calendar.connect();
        calendar
    }

    /// As if the owner had let go of the account: its events stay there.
    pub fn disconnect(&self) {
        locked(&self.0).home = CalendarHome::Local;
    }

    /// As if the owner had connected the account again.
    pub fn connect(&self) {
        locked(&self.0).home = CalendarHome::Google;
    }

    /// As if the owner had connected another account: nothing of ours is in it, nor ever was.
    pub fn connect_another(&self) {
        let mut desk = locked(&self.0);
        desk.home = CalendarHome::Google;
        desk.events.clear();
        desk.deleted.clear();
    }

    /// From now on every call fails so; None ends it.
    pub fn set_failure(&self, failure: Option<CalendarError>) {
        locked(&self.0).failure = failure;
    }

    /// The next change is made, and whoever asked for it gets [`CalendarError::Unavailable`].
    pub fn lose_next_answer(&self) {
        locked(&self.0).loses_answer = true;
    }

    /// Whether it writes to attendees, from now on.
    pub fn set_invites(&self, invites: bool) {
        locked(&self.0).is_mute = !invites;
    }

    /// What the owner has entered beside our events.
    pub fn set_busy(&self, busy: Vec<Interval>) {
        locked(&self.0).busy = busy;
    }

    /// All events that there are.
    pub fn events(&self) -> Vec<CalendarEvent> {
        locked(&self.0).events.values().cloned().collect()
    }

    /// As if the owner had deleted it there.
    pub fn delete_by_hand(&self, id: &GoogleEventId) {
        let mut desk = locked(&self.0);
        desk.events.remove(id.as_str());
        desk.deleted.insert(id.as_str().to_owned());
    }

    /// How often it was asked for anything but its home and health.
    pub fn calls(&self) -> u64 {
        locked(&self.0).calls
    }
}

impl Desk {
    fn call(&mut self) -> Result<(), CalendarError> {
        self.calls += 1;
        match &self.failure {
            _ if self.home == CalendarHome::Local => Err(CalendarError::Unavailable),
            Some(failure) => Err(failure.clone()),
            None => Ok(()),
        }
    }

    fn answer<T>(&mut self, answer: T) -> Result<T, CalendarError> {
        if std::mem::take(&mut self.loses_answer) { Err(CalendarError::Unavailable) } else { Ok(answer) }
    }
}

#[async_trait]
impl Calendar for MemoryCalendar {
    async fn home(&self) -> CalendarHome {
        locked(&self.0).home
    }

    async fn busy(&self, range: Interval, _fresh: bool) -> Result<Vec<Interval>, CalendarError> {
        yield_once().await;
        let mut desk = locked(&self.0);
        if desk.home == CalendarHome::Local {
            return Ok(vec![]);
        }
        desk.call()?;
        let all = desk.busy.iter().copied().chain(desk.events.values().map(|event| event.time));
        Ok(all.filter(|busy| busy.overlaps(&range)).collect())
    }

    async fn put(&self, event: &CalendarEvent) -> Result<EventPut, CalendarError> {
        yield_once().await;
        let mut desk = locked(&self.0);
        desk.call()?;
        if desk.deleted.contains(event.id.as_str()) {
            return Err(CalendarError::Gone);
        }
        desk.events.insert(event.id.as_str().to_owned(), event.clone());
        let put = EventPut {
            html_link: Some(format!("https://calendar.example/{}", event.id)),
            meet_link: event.with_call.then(|| format!("https://meet.example/{}", event.id)),
            invited: event.attendee.is_some() && !desk.is_mute,
        };
        desk.answer(put)
    }

    async fn delete(&self, id: &GoogleEventId) -> Result<bool, CalendarError> {
        yield_once().await;
        let mut desk = locked(&self.0);
        desk.call()?;
        if desk.events.remove(id.as_str()).is_some() {
            desk.deleted.insert(id.as_str().to_owned());
        }
        let was_there = desk.deleted.contains(id.as_str());
        desk.answer(was_there)
    }

    async fn health(&self) -> CalendarHealth {
        let desk = locked(&self.0);
        let invites = desk.home == CalendarHome::Google && !desk.is_mute;
        CalendarHealth { home: desk.home, problem: desk.failure.clone(), invites, ..CalendarHealth::default() }
    }
}

/// A hash with a secret before the content: enough for tests.
#[derive(Clone, Copy, Default)]
pub struct PlainSigner;

impl Signer for PlainSigner {
    fn sign(&self, content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"a secret of the tests".as_slice(), content].concat()).into()
    }
}
