//! Meetings over the ports in memory.

mod booking;
mod calendar;
mod changes;
mod dashboard;
mod times;

use std::{sync::Arc, time::Duration};

use futures_executor::LocalPool;

use super::*;
use crate::{
    domain::{
        business::{Business, Hours},
        conversation::{Channel, VisitorKey},
        email::Email,
        ids::{AdminId, ConversationId, MeetingId},
        lead::Lead,
        locale::Language,
        meeting::{Attendee, Meeting, MeetingStatus},
        person_name::PersonName,
        schedule::{cells::Cell, interval::Interval},
        settings::{Scheduling, Settings},
        time::Timestamp,
    },
    service::{
        memory::{
            ManualClock, MemoryAudit, MemoryBus, MemoryCalendar, MemoryConversations, MemoryMeetings, MemorySettings, PlainSigner,
            SequentialIds,
        },
        permission::{Admin, Host, Visitor},
        ports::{AuditLog, CalendarTask, Clock, MeetingFilter, MeetingWrite},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

/// Monday, 23 November 2026: the day after that of the clock. Open from 9 to 17, in London.
const NINE: &str = "2026-11-23T09:00:00Z";
const TEN: &str = "2026-11-23T10:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

struct Stage {
    desk: MeetingDesk,
    store: MemoryConversations,
    meetings: MemoryMeetings,
    calendar: MemoryCalendar,
    audit: MemoryAudit,
    clock: ManualClock,
}

impl Stage {
    fn local() -> Self {
        Self::over(MemoryCalendar::default(), Scheduling::default())
    }

    fn google() -> Self {
        Self::over(MemoryCalendar::connected(), Scheduling::default())
    }

    fn over(calendar: MemoryCalendar, scheduling: Scheduling) -> Self {
        let (store, audit, clock) = (MemoryConversations::new(), MemoryAudit::default(), ManualClock::default());
        let meetings = MemoryMeetings::beside(&store, &audit);
        let business = Business { name: "Brooks".into(), time_zone: "Europe/London".into(), hours: Hours::office(), ..Business::default() };
        let desk = MeetingDesk {
            meetings: Arc::new(meetings.clone()),
            calendar: Arc::new(calendar.clone()),
            leads: Arc::new(store.clone()),
            conversations: Arc::new(store.clone()),
            settings: Arc::new(MemorySettings::with(Settings { business, scheduling, ..Settings::default() })),
            bus: Arc::new(MemoryBus::default()),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
            signer: Arc::new(PlainSigner),
            public_url: "https://desk.example".into(),
            sender: None,
            ends: None,
        };
        Self { desk, store, meetings, calendar, audit, clock }
    }

    fn host(&self) -> Asker {
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), crate::domain::account::Role::Owner, [192, 0, 2, 1].into());
        Asker::host(&Host::admin(&admin))
    }

    async fn book(&self, asker: &Asker, start: &str, email: &str) -> Result<Meeting, ScheduleError> {
        self.desk.book(asker, &order(start, email)).await
    }

    async fn stored(&self, id: &MeetingId) -> Meeting {
        self.desk.meetings.find(id).await.expect("memory").expect("a meeting")
    }

    /// Booked meetings, in the order of their beginnings.
    async fn booked(&self) -> Vec<Meeting> {
        let mut all: Vec<Meeting> = self.meetings.all().await.into_iter().filter(|meeting| meeting.status.is_booked()).collect();
        all.sort_by_key(|meeting| meeting.time.start());
        all
    }

    fn only_lead(&self) -> Lead {
        let leads = self.store.all_leads();
        assert_eq!(leads.len(), 1, "{leads:?}");
        leads.into_iter().next().expect("one")
    }
}

/// A visitor in a conversation of their own.
fn guest(name: &str) -> Asker {
    from(name, "192.0.2.7")
}

fn from(name: &str, client: &str) -> Asker {
    let visitor = Visitor::vouched(VisitorKey::derive("token", name), None);
    Asker::guest(&visitor, talk(name), Channel::Website, Some(client.into()))
}

fn talk(name: &str) -> ConversationId {
    let number = name.bytes().fold(0_u128, |sum, byte| sum.wrapping_mul(257).wrapping_add(u128::from(byte)));
    ConversationId::new(uuid::Uuid::from_u128(number))
}

fn who(email: &str) -> Attended {
    let attendee = Attendee { name: PersonName::parse("Ana").ok(), email: Email::parse(email).ok(), phone: None };
    Attended { attendee, ..Attended::default() }
}

fn order(start: &str, email: &str) -> BookOrder {
    let wanted = Wanted::Start { at: at(start), minutes: None };
    BookOrder { wanted, who: who(email), zone: Some("Asia/Karachi".into()), language: Language::En, once: None }
}

fn slot(id: &str, email: &str) -> BookOrder {
    BookOrder { wanted: Wanted::Slot(id.into()), ..order(NINE, email) }
}

/// Why it was not free, and how many others are.
fn not_free<T: std::fmt::Debug>(outcome: Result<T, ScheduleError>) -> (Unavailable, usize) {
    match outcome {
        Err(ScheduleError::NotFree { why, alternatives }) => (why, alternatives.len()),
        other => panic!("another outcome: {other:?}"),
    }
}
