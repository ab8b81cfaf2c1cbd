//! The contract of the port `Calendar`: what bookings rely on, whichever calendar it is. Against the one in memory and
//! against Google's over the wire.

use std::sync::Arc;

use chatimjd::{
    adapters::local_calendar::LocalCalendar,
    domain::{
        meeting::{
            calendar::{CalendarHome, GoogleEventId},
            event::{CalendarError, CalendarEvent, CalendarHealth},
        },
        schedule::interval::Interval,
    },
    service::{memory::MemoryCalendar, ports::Calendar},
};
use futures::future::join_all;

use crate::{
    fakes::google::{Behaviour, Endpoint},
    google::{Desk, at, by_account, event_id, moved, span, wanted},
};

/// The owner's hand, and the weather between us.
trait Hand: Send + Sync {
    fn delete(&self, id: &GoogleEventId);
    fn occupy(&self, time: Interval);
    /// The next change is made, and its answer is lost.
    fn lose_next_answer(&self, change: Endpoint);
    fn count(&self) -> usize;
}

struct Subject {
    calendar: Arc<dyn Calendar>,
    hand: Box<dyn Hand>,
}

impl Hand for MemoryCalendar {
    fn delete(&self, id: &GoogleEventId) {
        self.delete_by_hand(id);
    }
    fn occupy(&self, time: Interval) {
        self.set_busy(vec![time]);
    }
    fn lose_next_answer(&self, _change: Endpoint) {
        MemoryCalendar::lose_next_answer(self);
    }
    fn count(&self) -> usize {
        self.events().len()
    }
}

impl Hand for Desk {
    fn delete(&self, id: &GoogleEventId) {
        self.fake.calendars().delete_by_hand("primary", id.as_str());
    }
    fn occupy(&self, time: Interval) {
        self.fake.calendars().occupy("primary", time.start(), time.end());
    }
    fn lose_next_answer(&self, change: Endpoint) {
        self.fake.next(change, Behaviour::DoneButLost);
    }
    fn count(&self) -> usize {
        self.fake.calendars().count("primary")
    }
}

async fn in_memory() -> Subject {
    let calendar = MemoryCalendar::connected();
    Subject { calendar: Arc::new(calendar.clone()), hand: Box::new(calendar) }
}

async fn at_google() -> Subject {
    let desk = Desk::connected().await;
    Subject { calendar: Arc::clone(&desk.calendar) as _, hand: Box::new(desk) }
}

/// Runs each story against both.
macro_rules! against_both {
    ($($story:ident,)*) => {
        mod memory {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::in_memory().await).await;
            })*
        }
        mod google {
            $(#[tokio::test]
            async fn $story() {
                super::$story(super::at_google().await).await;
            })*
        }
    };
}

against_both! {
    an_event_is_there_once_however_often_it_is_put,
    a_moved_event_is_at_its_new_time_only,
    a_lost_answer_is_healed_by_asking_again,
    what_the_owner_deleted_is_gone,
    deleting_twice_does_no_harm,
    busy_times_are_the_owners_and_ours,
    what_is_put_at_one_time_is_one_event,
}

fn day() -> Interval {
    Interval::new(at("2026-12-01T00:00:00Z"), at("2026-12-02T00:00:00Z")).expect("an interval")
}

async fn busy(subject: &Subject) -> Vec<Interval> {
    let mut busy = subject.calendar.busy(day(), true).await.expect("an answer");
    busy.sort_unstable();
    busy
}

async fn an_event_is_there_once_however_often_it_is_put(Subject { calendar, hand }: Subject) {
    let first = calendar.put(&wanted(1)).await.expect("put");
    assert!(first.invited && first.html_link.is_some() && first.meet_link.is_some());
    assert_eq!(calendar.put(&wanted(1)).await, Ok(first));
    assert_eq!(hand.count(), 1);
    let quiet = CalendarEvent { attendee: None, attendee_name: None, with_call: false, ..wanted(2) };
    let put = calendar.put(&quiet).await.expect("put");
    assert_eq!((put.invited, put.meet_link), (false, None));
    assert_eq!((hand.count(), calendar.home().await), (2, CalendarHome::Google));
}

async fn a_moved_event_is_at_its_new_time_only(subject: Subject) {
    subject.calendar.put(&wanted(1)).await.expect("put");
    let put = subject.calendar.put(&moved(1)).await.expect("moved");
    assert!(put.invited && put.meet_link.is_some());
    assert_eq!((busy(&subject).await, subject.hand.count()), (vec![moved(1).time], 1));
    // A meeting that was moved before the calendar heard of it.
    subject.calendar.put(&moved(2)).await.expect("put");
    assert_eq!(subject.hand.count(), 2);
}

async fn a_lost_answer_is_healed_by_asking_again(Subject { calendar, hand }: Subject) {
    for (event, change) in [(wanted(1), Endpoint::Insert), (moved(1), Endpoint::Patch)] {
        hand.lose_next_answer(change);
        assert_eq!(calendar.put(&event).await, Err(CalendarError::Unavailable));
        calendar.put(&event).await.expect("put");
        assert_eq!(hand.count(), 1);
    }
    hand.lose_next_answer(Endpoint::Delete);
    assert_eq!(calendar.delete(&event_id(1)).await, Err(CalendarError::Unavailable));
    assert_eq!((calendar.delete(&event_id(1)).await, hand.count()), (Ok(true), 0));
}

async fn what_the_owner_deleted_is_gone(Subject { calendar, hand }: Subject) {
    calendar.put(&wanted(1)).await.expect("put");
    hand.delete(&event_id(1));
    for event in [wanted(1), moved(1)] {
        assert_eq!(calendar.put(&event).await, Err(CalendarError::Gone));
    }
    assert_eq!((hand.count(), calendar.health().await.problem), (0, None));
}

async fn deleting_twice_does_no_harm(Subject { calendar, hand }: Subject) {
    calendar.put(&wanted(1)).await.expect("put");
    for (id, was_there) in [(1, true), (1, true), (7, false)] {
        assert_eq!(calendar.delete(&event_id(id)).await, Ok(was_there), "{id}");
    }
    assert_eq!(hand.count(), 0);
    assert_eq!(calendar.put(&wanted(1)).await, Err(CalendarError::Gone), "not brought back by a late answer");
}

async fn busy_times_are_the_owners_and_ours(subject: Subject) {
    assert_eq!(busy(&subject).await, vec![]);
    subject.hand.occupy(span("2026-12-01T12:00:00Z", 60));
    subject.calendar.put(&wanted(1)).await.expect("put");
    subject.calendar.put(&CalendarEvent { time: span("2026-12-05T12:00:00Z", 60), ..wanted(2) }).await.expect("put");
    assert_eq!(busy(&subject).await, [wanted(1).time, span("2026-12-01T12:00:00Z", 60)]);
    subject.calendar.delete(&event_id(1)).await.expect("deleted");
    assert_eq!(busy(&subject).await, [span("2026-12-01T12:00:00Z", 60)]);
}

async fn what_is_put_at_one_time_is_one_event(Subject { calendar, hand }: Subject) {
    let event = wanted(1);
    let puts = join_all((0..8).map(|_| calendar.put(&event))).await;
    assert!(puts.iter().all(Result::is_ok), "{puts:?}");
    assert_eq!(hand.count(), 1);
}

async fn is_the_built_in_one(calendar: &dyn Calendar) {
    assert_eq!(calendar.home().await, CalendarHome::Local);
    assert_eq!(calendar.busy(day(), true).await, Ok(vec![]));
    assert_eq!(calendar.put(&wanted(1)).await, Err(CalendarError::Unavailable));
    assert_eq!(calendar.delete(&event_id(1)).await, Err(CalendarError::Unavailable));
    assert_eq!(calendar.health().await, CalendarHealth::default());
}

#[tokio::test]
async fn without_an_account_there_is_the_built_in_calendar() {
    is_the_built_in_one(&LocalCalendar).await;
    is_the_built_in_one(&MemoryCalendar::default()).await;
    let desk = Desk::unconnected().await;
    is_the_built_in_one(&*desk.calendar).await;
}

#[tokio::test]
async fn a_service_account_keeps_the_contract_as_far_as_it_can() {
    let (fake, calendar) = by_account(None, "team@group.calendar.google.com").await;
    for event in [wanted(1), wanted(1), moved(1)] {
        let put = calendar.put(&event).await.expect("put");
        assert_eq!((put.invited, put.meet_link), (false, None));
    }
    assert_eq!(calendar.busy(day(), true).await, Ok(vec![moved(1).time]));
    calendar.delete(&event_id(1)).await.expect("deleted");
    assert_eq!(fake.complaints(), Vec::<String>::new());
}
