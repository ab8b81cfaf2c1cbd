//! When meetings take time, and which the calendar shows that are not then any more: however often it was read before, it is what
//! was stored last.

use chatimjd::{
    domain::{
        lead::timeline::Actor,
        meeting::{Meeting, life::Entered},
        schedule::interval::Interval,
        time::Timestamp,
    },
    service::ports::{MeetingWrite, MeetingWriteError},
};

use super::{alone, booked, half_an_hour, pending, store, tomorrow};
use crate::contract::{Ports, against_all, people::at};

against_all! {
    times_are_those_of_now,
    outdated_events_are_those_of_now,
}

const DAY: i64 = 1_440;

async fn starts(ports: &Ports) -> Vec<Timestamp> {
    let around = Interval::new(tomorrow(-3 * DAY), tomorrow(4 * DAY)).expect("a week");
    let mut all: Vec<Timestamp> =
        ports.meetings.claimed(around).await.expect("read").into_iter().map(|claimed| claimed.time.start()).collect();
    all.sort();
    all
}

fn moved(meeting: &Meeting, to: i64) -> Meeting {
    meeting.reschedule(half_an_hour(to), half_an_hour(to), at(1), Actor::Visitor).expect("moved")
}

async fn times_are_those_of_now(ports: Ports) {
    assert_eq!(starts(&ports).await, []);
    let first = booked(1, 0);
    store(&ports, &first).await;
    assert_eq!(starts(&ports).await, [tomorrow(0)]);
    store(&ports, &booked(2, DAY)).await;
    let later = moved(&first, 2 * DAY);
    store(&ports, &later).await;
    assert_eq!(starts(&ports).await, [tomorrow(DAY), tomorrow(2 * DAY)]);
    assert_eq!(ports.meetings.write(alone(&booked(3, DAY))).await, Err(MeetingWriteError::Taken));
    assert_eq!(starts(&ports).await, [tomorrow(DAY), tomorrow(2 * DAY)]);
    // By one who has the state before.
    let earlier = moved(&later, -DAY);
    ports.meetings.write(MeetingWrite { before: Some(later), ..alone(&earlier) }).await.expect("written");
    assert_eq!(starts(&ports).await, [tomorrow(-DAY), tomorrow(DAY)]);
    store(&ports, &booked(4, 2 * DAY)).await;
    store(&ports, &earlier.cancel(at(2), Actor::Visitor).expect("cancelled")).await;
    assert_eq!(starts(&ports).await, [tomorrow(DAY), tomorrow(2 * DAY)]);
}

async fn outdated_events_are_those_of_now(ports: Ports) {
    let outdated = async || ports.meetings.outdated(9).await.expect("read");
    assert_eq!(outdated().await, []);
    let waiting = pending(1, 0);
    store(&ports, &waiting).await;
    assert_eq!(outdated().await, [], "there is no event yet");
    let entered = waiting.entered(Entered::default(), at(1));
    store(&ports, &entered).await;
    let later = moved(&entered, 60);
    store(&ports, &later).await;
    assert_eq!(outdated().await, [half_an_hour(0)], "it is shown where it was");
    let entered = later.entered(Entered { sequence: later.sequence, ..Entered::default() }, at(2));
    store(&ports, &entered).await;
    assert_eq!(outdated().await, []);
    let cancelled = entered.cancel(at(3), Actor::Visitor).expect("cancelled");
    store(&ports, &cancelled).await;
    assert_eq!(outdated().await, [half_an_hour(60)]);
    store(&ports, &cancelled.removed(true)).await;
    assert_eq!(outdated().await, []);
}
