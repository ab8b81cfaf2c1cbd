//! The Google adapter over the wire, against the fake: tokens, consent, service accounts, events, busy times, errors.

mod account;
mod busy;
mod consent;
mod errors;
mod events;
mod tokens;

use std::{path::Path, sync::Arc, time::Duration};

use chatimjd::{
    adapters::{
        google::{Addresses, GoogleCalendar, GoogleConsent, Patience, ServiceAccount, Source},
        sealer::XChaChaSealer,
    },
    domain::{
        email::Email,
        ids::MeetingId,
        meeting::{calendar::GoogleEventId, event::CalendarEvent},
        schedule::interval::Interval,
    },
    service::{
        memory::{ManualClock, MemoryCalendarGrants},
        ports::{CalendarGrant, CalendarGrants, Clock, GrantRecord, REFRESH_TOKEN, Sealer},
    },
};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::fakes::google::{
    FakeGoogle,
    oauth::{CLIENT_ID, CLIENT_SECRET, SCOPES},
};

/// Where Google's page leads back to.
pub const REDIRECT: &str = "http://desk.test/oauth2callback";

/// With limits short enough for a test.
pub fn patience() -> Patience {
    Patience {
        call: Duration::from_millis(800),
        whole: Duration::from_secs(3),
        call_pause: Duration::from_millis(10),
        ..Patience::default()
    }
}

pub fn addresses(fake: &FakeGoogle) -> Addresses {
    Addresses::parse(&fake.auth_url(), &fake.token_url(), &fake.revoke_url(), &fake.calendar_url()).expect("addresses")
}

/// A calendar by consent, with the fake behind it.
pub struct Desk {
    pub fake: FakeGoogle,
    pub calendar: Arc<GoogleCalendar>,
    pub page: Arc<GoogleConsent>,
    pub grants: MemoryCalendarGrants,
    pub sealer: Arc<dyn Sealer>,
    pub clock: ManualClock,
}

impl Desk {
    pub async fn unconnected() -> Self {
        Self::of("primary").await
    }

    pub async fn connected() -> Self {
        let desk = Self::unconnected().await;
        desk.permit().await;
        desk
    }

    /// A calendar of this id, unconnected.
    pub async fn of(id: &str) -> Self {
        let (fake, clock) = (FakeGoogle::start().await, ManualClock::default());
        let addresses = addresses(&fake);
        let secret = SecretString::from("a-secret-of-tests-0123456789-0123456789");
        let sealer: Arc<dyn Sealer> = Arc::new(XChaChaSealer::open(Some(&secret), Path::new(".")).expect("a sealer"));
        let page = GoogleConsent::new(CLIENT_ID, &SecretString::from(CLIENT_SECRET), REDIRECT, &addresses, patience()).expect("a page");
        let (page, grants) = (Arc::new(page), MemoryCalendarGrants::default());
        let source = Source::Consent { page: Arc::clone(&page), grants: Arc::new(grants.clone()), sealer: Arc::clone(&sealer) };
        let calendar = GoogleCalendar::new(source, id, &addresses, patience(), Arc::new(clock.clone())).expect("a calendar");
        Self { fake, calendar: Arc::new(calendar), page, grants, sealer, clock }
    }

    /// The owner connects an account, without the way through the page.
    pub async fn permit(&self) {
        let token = self.fake.grants().given();
        let grant = CalendarGrant {
            refresh_token: self.sealer.seal(REFRESH_TOKEN, &token),
            scopes: SCOPES.map(str::to_owned).into(),
            granted_at: self.clock.now(),
            expires_at: None,
            dead_since: None,
        };
        let before = self.grants.load().await.expect("memory");
        self.grants.save(&before.followed_by(Some(grant)), None).await.expect("saved");
    }

    pub async fn record(&self) -> GrantRecord {
        self.grants.load().await.expect("memory")
    }
}

/// No request of any test may break a rule.
impl Drop for Desk {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.fake.complaints(), Vec::<String>::new());
        }
    }
}

/// A calendar of a service account, with the fake behind it. `user`: whom it speaks for.
pub async fn by_account(user: Option<&str>, id: &str) -> (FakeGoogle, GoogleCalendar) {
    let fake = FakeGoogle::start().await;
    fake.calendars().add(id);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("google.json");
    fake.write_account(&file);
    let (addresses, user) = (addresses(&fake), user.map(|user| Email::parse(user).expect("an address")));
    let account = ServiceAccount::read(&file, user, &addresses, patience()).expect("a key");
    let clock = Arc::new(ManualClock::default());
    let calendar = GoogleCalendar::new(Source::Account(Box::new(account)), id, &addresses, patience(), clock).expect("a calendar");
    (fake, calendar)
}

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

/// So many minutes from then.
pub fn span(start: &str, minutes: u16) -> Interval {
    Interval::lasting(at(start), minutes).expect("an interval")
}

pub fn event_id(n: u128) -> GoogleEventId {
    GoogleEventId::of(&MeetingId::new(uuid::Uuid::from_u128(n)), 0)
}

/// Half an hour with Ana, in the morning of the first of December.
pub fn wanted(n: u128) -> CalendarEvent {
    CalendarEvent {
        id: event_id(n),
        sequence: 0,
        title: "Brooks: Ana Lima".into(),
        description: "https://desk.test/m/1".into(),
        time: span("2026-12-01T09:00:00Z", 30),
        time_zone: "Europe/Zurich".into(),
        attendee: Some(Email::parse("ana@example.com").expect("an address")),
        attendee_name: Some("Ana Lima".into()),
        with_call: true,
    }
}

/// The same, moved to the afternoon.
pub fn moved(n: u128) -> CalendarEvent {
    CalendarEvent { sequence: 1, time: span("2026-12-01T15:00:00Z", 30), ..wanted(n) }
}
