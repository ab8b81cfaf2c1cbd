//! The port [`Calendar`] over Google's.

use std::{
    future::Future,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use futures::future::BoxFuture;
use google_calendar3::{api::Event, common::Result as HubResult};
use tokio::time::{sleep, timeout};

use super::{
    Addresses, GoogleSetupError, Patience,
    busy::{BusyMemory, parts, whole_days},
    errors::Failure,
    hub::{self, Hub, Shape},
    tokens::{AccessToken, Permission, Source, Tokens},
};
use crate::{
    domain::{
        meeting::{
            calendar::{CalendarHome, GoogleEventId},
            event::{CalendarError, CalendarEvent, CalendarHealth, EventPut},
        },
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::ports::{Calendar, Clock},
};

const EVENTS: &str = "https://www.googleapis.com/auth/calendar.events.owned";
const BUSY: &str = "https://www.googleapis.com/auth/calendar.freebusy";
/// How often an event is looked for and put in turns, where somebody else changes it at the same moment.
const ROUNDS: usize = 4;
/// How often it is asked whether a video call is there.
const QUESTIONS: u32 = 2;

/// What was learned of the calendar by using it.
#[derive(Clone, Debug, Default)]
struct Learned {
    /// The sealed token of the permission by which it was; None: it is of a service account, or nothing was.
    permission: Option<String>,
    problem: Option<CalendarError>,
    makes_calls: Option<bool>,
    cannot_invite: bool,
    account: Option<String>,
}

/// A call of the library's. Its type is deep: kept in a box, it is looked through once and not by whatever waits for it.
type Asking<T> = BoxFuture<'static, HubResult<T>>;

fn asking<T>(call: impl Future<Output = HubResult<T>> + Send + 'static) -> Asking<T> {
    Box::pin(call)
}

/// One calendar of one account.
pub struct GoogleCalendar {
    tokens: Tokens,
    hub: Hub,
    id: String,
    patience: Patience,
    clock: Arc<dyn Clock>,
    busy: BusyMemory,
    learned: Mutex<Learned>,
    /// What `home` said last, for when the database does not answer.
    was_connected: AtomicBool,
}

impl GoogleCalendar {
    /// `id`: `primary`, or the address of a calendar.
    pub fn new(
        source: Source,
        id: &str,
        addresses: &Addresses,
        patience: Patience,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, GoogleSetupError> {
        let is_bare = matches!(&source, Source::Account(account) if account.is_bare());
        // Google lets it do neither: it would only be told so each time.
        let learned = Learned { makes_calls: is_bare.then_some(false), cannot_invite: is_bare, ..Learned::default() };
        Ok(Self {
            tokens: Tokens::new(source, Arc::clone(&clock), patience.rest),
            hub: hub::hub(&addresses.calendar)?,
            id: id.to_owned(),
            patience,
            clock,
            busy: BusyMemory::default(),
            learned: Mutex::new(learned),
            was_connected: AtomicBool::new(false),
        })
    }

    fn learned(&self) -> MutexGuard<'_, Learned> {
        self.learned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The permission of now; an error where no account is connected.
    async fn permission(&self) -> Result<Permission, CalendarError> {
        self.tokens.permission().await?.ok_or(CalendarError::Unavailable)
    }

    /// Ends in time, and keeps the outcome for the owner.
    async fn within<T>(&self, work: impl Future<Output = Result<T, CalendarError>>) -> Result<T, CalendarError> {
        let outcome = timeout(self.patience.whole, work).await.unwrap_or(Err(CalendarError::Unavailable));
        match &outcome {
            Ok(_) => self.learned().problem = None,
            // What somebody did in the calendar is no fault of the connection.
            Err(CalendarError::Gone) => {}
            Err(error) => {
                tracing::warn!(%error, "Google Calendar");
                self.learned().problem = Some(error.clone());
            }
        }
        outcome
    }

    /// One request, and once more with another token where Google refuses this one before its time.
    async fn ask<T>(&self, permission: &Permission, call: impl Fn(Hub) -> Asking<T>) -> Result<T, Failure> {
        let token = self.tokens.of(permission).await.map_err(Failure::Final)?;
        match self.once(&token, &call).await {
            Err(Failure::Credentials) => {
                let token = self.tokens.instead_of(&token, permission).await.map_err(Failure::Final)?;
                self.once(&token, &call).await
            }
            outcome => outcome,
        }
    }

    async fn once<T>(&self, token: &AccessToken, call: &impl Fn(Hub) -> Asking<T>) -> Result<T, Failure> {
        let hub = hub::with_token(&self.hub, token.bearer());
        match timeout(self.patience.call, call(hub)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Failure::of(&error)),
            Err(_) => Err(Failure::unavailable()),
        }
    }

    async fn ask_busy(&self, permission: &Permission, range: Interval) -> Result<Vec<Interval>, CalendarError> {
        let mut busy = vec![];
        for part in parts(range) {
            let call = |hub: Hub| {
                let question = hub::question(&self.id, part);
                asking(async move { hub.freebusy().query(question).add_scope(BUSY).doit().await.map(|(_, busy)| busy) })
            };
            let answer = self.ask(permission, call).await.and_then(hub::busy);
            busy.extend(answer.map_err(Failure::into_error)?);
        }
        Ok(busy)
    }

    async fn look_busy(&self, range: Interval, fresh: bool) -> Result<Vec<Interval>, CalendarError> {
        let Some(permission) = self.tokens.permission().await? else { return Ok(vec![]) };
        let days = whole_days(range);
        let recall = |now: Timestamp| self.busy.recall(range, permission.version(), now).filter(|_| !fresh);
        if let Some(busy) = recall(self.clock.now()) {
            return Ok(busy);
        }
        // Whoever needs it fresh waits for nobody.
        let _asking = if fresh { None } else { Some(self.busy.asking.lock().await) };
        if let Some(busy) = recall(self.clock.now()) {
            return Ok(busy);
        }
        let (state, now) = (self.busy.state(), self.clock.now());
        let busy = self.ask_busy(&permission, days).await?;
        self.busy.remember(days, busy.clone(), permission.version(), state, now);
        Ok(busy.into_iter().filter(|busy| busy.overlaps(&range)).collect())
    }

    async fn insert(&self, permission: &Permission, wanted: &CalendarEvent, shape: Shape) -> Result<Event, Failure> {
        let id = hub::path_part(&self.id);
        let call = |hub: Hub| {
            let (event, id) = (hub::event(wanted, shape, true), id.clone());
            asking(async move {
                let call = hub.events().insert(event, &id).conference_data_version(1).send_updates("all");
                call.add_scope(EVENTS).doit().await.map(|(_, event)| event)
            })
        };
        self.ask(permission, call).await
    }

    async fn find(&self, permission: &Permission, event: &GoogleEventId) -> Result<Event, Failure> {
        let id = hub::path_part(&self.id);
        let call = |hub: Hub| {
            let (id, event) = (id.clone(), hub::path_part(event.as_str()));
            asking(async move { hub.events().get(&id, &event).add_scope(EVENTS).doit().await.map(|(_, event)| event) })
        };
        self.ask(permission, call).await
    }

    async fn patch(&self, permission: &Permission, event: &GoogleEventId, change: &Event) -> Result<Event, Failure> {
        let id = hub::path_part(&self.id);
        let call = |hub: Hub| {
            let (change, id, event) = (change.clone(), id.clone(), hub::path_part(event.as_str()));
            asking(async move {
                let call = hub.events().patch(change, &id, &event).conference_data_version(1).send_updates("all");
                call.add_scope(EVENTS).doit().await.map(|(_, event)| event)
            })
        };
        self.ask(permission, call).await
    }

    /// Makes what is there into what is wanted; tells nobody where it is that already.
    async fn change(&self, permission: &Permission, wanted: &CalendarEvent, shape: Shape) -> Result<Event, Failure> {
        let found = self.find(permission, &wanted.id).await?;
        if hub::is_cancelled(&found) {
            return Err(Failure::Deleted);
        }
        if hub::shows(&found, wanted, shape) {
            return Ok(found);
        }
        match self.patch(permission, &wanted.id, &hub::change(&found, wanted, shape)).await {
            // It was deleted while we looked.
            Err(Failure::NotFound) => Err(Failure::Deleted),
            outcome => outcome,
        }
    }

    /// Inserts it or changes it, until one of both is possible.
    async fn settle(&self, permission: &Permission, wanted: &CalendarEvent, shape: Shape) -> Result<Event, Failure> {
        let mut is_new = wanted.sequence == 0;
        for _ in 0..ROUNDS {
            let outcome = if is_new { self.insert(permission, wanted, shape).await } else { self.change(permission, wanted, shape).await };
            match outcome {
                Err(Failure::Duplicate) if is_new => is_new = false,
                Err(Failure::NotFound) if !is_new => is_new = true,
                outcome => return outcome,
            }
        }
        // Its id is taken, yet nothing is there.
        Err(Failure::Deleted)
    }

    /// Without what the calendar cannot do.
    async fn put_somehow(&self, wanted: &CalendarEvent) -> Result<EventPut, CalendarError> {
        let permission = self.permission().await?;
        let mut shape = {
            let mut learned = self.learned();
            let token = permission.grant().map(|grant| grant.refresh_token.clone());
            if learned.permission != token {
                // Another account may do what the last one may not.
                *learned = Learned { permission: token, ..Learned::default() };
            }
            Shape { with_call: wanted.with_call && learned.makes_calls != Some(false), with_attendee: !learned.cannot_invite }
        };
        let mut event = loop {
            match self.settle(&permission, wanted, shape).await {
                Err(Failure::NoMeet) if shape.with_call => {
                    shape.with_call = false;
                    self.learned().makes_calls = Some(false);
                }
                Err(Failure::NoDelegation) if shape.with_attendee => {
                    shape.with_attendee = false;
                    self.learned().cannot_invite = true;
                }
                outcome => break outcome.map_err(Failure::into_error)?,
            }
        };
        if hub::awaits_call(&event) {
            event = self.with_call(&permission, &wanted.id, event).await;
        }
        let meet_link = hub::meet_link(&event);
        self.learn(&event, meet_link.is_some());
        Ok(EventPut { html_link: event.html_link, meet_link, invited: shape.with_attendee && wanted.attendee.is_some() })
    }

    /// Google makes calls after it has answered: looks a few times whether this one is there.
    async fn with_call(&self, permission: &Permission, id: &GoogleEventId, mut event: Event) -> Event {
        for question in 1..=QUESTIONS {
            sleep(self.patience.call_pause * question).await;
            match self.find(permission, id).await {
                Ok(found) => event = found,
                // The event is there, with a link or without one.
                Err(_) => return event,
            }
            if !hub::awaits_call(&event) {
                break;
            }
        }
        event
    }

    fn learn(&self, event: &Event, has_call: bool) {
        let mut learned = self.learned();
        if let Some(account) = hub::organizer(event) {
            learned.account = Some(account);
        }
        if has_call {
            learned.makes_calls = Some(true);
        }
    }

    /// Google knows an event that was deleted from one that never was there.
    async fn remove(&self, event: &GoogleEventId) -> Result<bool, CalendarError> {
        let permission = self.permission().await?;
        let id = hub::path_part(&self.id);
        let call = |hub: Hub| {
            let (id, event) = (id.clone(), hub::path_part(event.as_str()));
            asking(async move { hub.events().delete(&id, &event).send_updates("all").add_scope(EVENTS).doit().await.map(|_| ()) })
        };
        match self.ask(&permission, call).await {
            Ok(()) | Err(Failure::Deleted) => Ok(true),
            Err(Failure::NotFound) => Ok(false),
            Err(failure) => Err(failure.into_error()),
        }
    }

    /// Whose calendar it is, as well as we know.
    fn account(&self, learned: &Learned) -> String {
        match (self.tokens.source(), self.id.as_str()) {
            (Source::Account(account), "primary") => account.name().to_owned(),
            (Source::Consent { .. }, "primary") => learned.account.clone().unwrap_or_else(|| "primary".to_owned()),
            (_, id) => id.to_owned(),
        }
    }
}

#[async_trait]
impl Calendar for GoogleCalendar {
    async fn home(&self) -> CalendarHome {
        // A database that does not answer has not disconnected the account.
        if let Ok(Ok(permission)) = timeout(Duration::from_secs(2), self.tokens.permission()).await {
            self.was_connected.store(permission.is_some(), Ordering::SeqCst);
        }
        if self.was_connected.load(Ordering::SeqCst) { CalendarHome::Google } else { CalendarHome::Local }
    }

    async fn busy(&self, range: Interval, fresh: bool) -> Result<Vec<Interval>, CalendarError> {
        self.within(self.look_busy(range, fresh)).await
    }

    async fn put(&self, event: &CalendarEvent) -> Result<EventPut, CalendarError> {
        let _changing = self.busy.changing();
        self.within(self.put_somehow(event)).await
    }

    async fn delete(&self, id: &GoogleEventId) -> Result<bool, CalendarError> {
        let _changing = self.busy.changing();
        self.within(self.remove(id)).await
    }

    async fn health(&self) -> CalendarHealth {
        let permission = self.tokens.permission().await;
        let mut learned = self.learned().clone();
        let home = self.home().await;
        if home == CalendarHome::Local {
            return CalendarHealth::default();
        }
        let grant = permission.ok().flatten().and_then(|permission| permission.grant().cloned());
        if grant.as_ref().is_some_and(|grant| learned.permission.as_ref() != Some(&grant.refresh_token)) {
            // It was learned of the account before.
            learned = Learned { problem: learned.problem, ..Learned::default() };
        }
        let is_dead = grant.as_ref().is_some_and(|grant| grant.dead_since.is_some());
        CalendarHealth {
            home,
            account: Some(self.account(&learned)),
            problem: if is_dead { Some(CalendarError::GrantDead) } else { learned.problem },
            expires_at: grant.and_then(|grant| grant.expires_at),
            makes_calls: learned.makes_calls,
            invites: !learned.cannot_invite,
        }
    }
}
