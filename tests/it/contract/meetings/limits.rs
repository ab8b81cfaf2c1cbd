//! Limits of an address, of a client, of the installation and of a day: they hold, also between those who come at one time.

use chatimjd::{
    domain::{
        meeting::{
            Meeting,
            life::HOLD_S,
            limits::{InvitationCounts, InvitationLimits, InvitationScope, Recent, TooManyInvitations},
        },
        schedule::interval::Interval,
    },
    service::ports::{DayLimit, Invitation, MeetingWrite, MeetingWriteError},
};

use super::{alone, booked, half_an_hour, held, meeting_id, store, tomorrow};
use crate::contract::{Ports, against_all, people::at};

against_all! {
    an_address_has_its_limit_for_a_day,
    a_client_has_its_limit_for_an_hour,
    the_installation_has_its_limit,
    what_is_refused_does_not_count_and_what_is_cancelled_does,
    of_many_at_once_as_many_as_may_are_invited,
    of_many_at_once_a_client_has_as_many_as_it_may,
    a_day_has_room_for_so_many,
    of_many_at_once_a_day_takes_as_many_as_it_may,
}

/// The day of all these meetings.
pub fn day(most: u16) -> DayLimit {
    let span = Interval::new(tomorrow(-720), tomorrow(720)).expect("a day");
    DayLimit { date: "2026-11-23".parse().expect("a date"), span, most }
}

pub fn invitation(address: &str, client: Option<&str>, seconds: i64) -> Invitation {
    Invitation { address: Some(address.into()), client: client.map(str::to_owned), limits: InvitationLimits::default(), at: at(seconds) }
}

/// Meeting `n` in an hour of its own.
fn inviting(n: u128, invitation: Invitation) -> MeetingWrite {
    MeetingWrite { invitation: Some(invitation), ..alone(&apart(n)) }
}

fn apart(n: u128) -> Meeting {
    booked(n, 60 * i64::try_from(n).expect("small") - 700)
}

fn too_many(scope: InvitationScope, retry_after: u64) -> Result<(), MeetingWriteError> {
    Err(MeetingWriteError::TooMany(TooManyInvitations { scope, retry_after }))
}

fn recent(count: u32, oldest: i64) -> Recent {
    Recent { count, oldest: Some(at(oldest)) }
}

async fn an_address_has_its_limit_for_a_day(ports: Ports) {
    let write = async |n: u128, address: &str, seconds: i64| ports.meetings.write(inviting(n, invitation(address, None, seconds))).await;
    assert_eq!(ports.meetings.invitations(Some("ana@example.com"), None, at(0)).await, Ok(InvitationCounts::default()));
    assert_eq!(write(1, "ana@example.com", 0).await, Ok(()));
    assert_eq!(write(2, "ana@example.com", 60).await, Ok(()));
    assert_eq!(write(3, "ana@example.com", 120).await, too_many(InvitationScope::Address, 86_280));
    assert_eq!(write(3, "bob@example.com", 120).await, Ok(()));
    let counts = InvitationCounts { address: recent(2, 0), client: None, installation: recent(3, 0) };
    assert_eq!(ports.meetings.invitations(Some("ana@example.com"), None, at(120)).await, Ok(counts));
    let nobody = InvitationCounts { address: Recent::default(), ..counts };
    assert_eq!(ports.meetings.invitations(None, None, at(120)).await, Ok(nobody));
    // The first of them is a day old.
    assert_eq!(write(4, "ana@example.com", 86_399).await, too_many(InvitationScope::Address, 1));
    assert_eq!(write(4, "ana@example.com", 86_400).await, Ok(()));
    assert_eq!(write(5, "ana@example.com", 86_400).await, too_many(InvitationScope::Address, 60));
    let counts = InvitationCounts { address: recent(2, 60), client: None, installation: recent(3, 60) };
    assert_eq!(ports.meetings.invitations(Some("ana@example.com"), None, at(86_400)).await, Ok(counts));
}

async fn a_client_has_its_limit_for_an_hour(ports: Ports) {
    let write = async |n: u128, client: Option<&str>, seconds: i64| {
        ports.meetings.write(inviting(n, invitation(&format!("p{n}@example.com"), client, seconds))).await
    };
    for n in 1..=5 {
        assert_eq!(write(n, Some("192.0.2.7"), i64::try_from(n).expect("small")).await, Ok(()));
    }
    assert_eq!(write(6, Some("192.0.2.7"), 6).await, too_many(InvitationScope::Client, 3_595));
    assert_eq!(write(6, Some("192.0.2.8"), 6).await, Ok(()));
    assert_eq!(write(7, None, 7).await, Ok(()));
    let counts = ports.meetings.invitations(None, Some("192.0.2.7"), at(7)).await.expect("read");
    assert_eq!((counts.client, counts.installation), (Some(recent(5, 1)), recent(7, 1)));
    assert_eq!(write(8, Some("192.0.2.7"), 3_601).await, Ok(()));
    let counts = ports.meetings.invitations(None, Some("192.0.2.9"), at(3_601)).await.expect("read");
    assert_eq!(counts.client, Some(Recent::default()));
    // Nobody is written to; the client has one more all the same.
    let silent = Invitation { address: None, ..invitation("", Some("192.0.2.9"), 3_602) };
    assert_eq!(ports.meetings.write(inviting(9, silent)).await, Ok(()));
    let counts = ports.meetings.invitations(None, Some("192.0.2.9"), at(3_602)).await.expect("read");
    assert_eq!(counts.client, Some(recent(1, 3_602)));
}

async fn the_installation_has_its_limit(ports: Ports) {
    let write = async |n: u128, seconds: i64| {
        let limits = InvitationLimits { per_installation: 3, ..InvitationLimits::default() };
        let invitation = Invitation { limits, ..invitation(&format!("p{n}@example.com"), None, seconds) };
        ports.meetings.write(inviting(n, invitation)).await
    };
    for n in 1..=3 {
        assert_eq!(write(n, 10).await, Ok(()));
    }
    assert_eq!(write(4, 20).await, too_many(InvitationScope::Installation, 86_390));
    assert_eq!(ports.meetings.find(&meeting_id(4)).await, Ok(None));
    assert_eq!(write(4, 86_410).await, Ok(()));
}

async fn what_is_refused_does_not_count_and_what_is_cancelled_does(ports: Ports) {
    store(&ports, &apart(1)).await;
    let there = Meeting { id: meeting_id(2), ..apart(1) };
    let taken = MeetingWrite { invitation: Some(invitation("ana@example.com", Some("c"), 1)), ..alone(&there) };
    assert_eq!(ports.meetings.write(taken).await, Err(MeetingWriteError::Taken));
    let counts = ports.meetings.invitations(Some("ana@example.com"), Some("c"), at(2)).await;
    assert_eq!(counts, Ok(InvitationCounts { client: Some(Recent::default()), ..InvitationCounts::default() }));

    ports.meetings.write(inviting(3, invitation("ana@example.com", None, 1))).await.expect("written");
    store(&ports, &apart(3).cancel(at(2), chatimjd::domain::lead::timeline::Actor::Visitor).expect("cancelled")).await;
    let counts = ports.meetings.invitations(Some("ana@example.com"), None, at(3)).await.expect("read");
    assert_eq!((counts.address, counts.installation), (recent(1, 1), recent(1, 1)));
}

/// All at one time; how many were stored, and why the others were not.
async fn at_once(ports: &Ports, writes: impl Iterator<Item = MeetingWrite>) -> (usize, Vec<MeetingWriteError>) {
    let race: Vec<_> = writes
        .map(|write| {
            let meetings = ports.meetings.clone();
            tokio::spawn(async move { meetings.write(write).await })
        })
        .collect();
    let (mut stored, mut errors) = (0, vec![]);
    for racer in race {
        match racer.await.expect("no panic") {
            Ok(()) => stored += 1,
            Err(error) => errors.push(error),
        }
    }
    (stored, errors)
}

fn is_of(scope: InvitationScope) -> impl Fn(&MeetingWriteError) -> bool {
    move |error| matches!(error, MeetingWriteError::TooMany(refusal) if refusal.scope == scope)
}

async fn of_many_at_once_as_many_as_may_are_invited(ports: Ports) {
    let (stored, errors) = at_once(&ports, (1..=12).map(|n| inviting(n, invitation("ana@example.com", None, 1)))).await;
    assert_eq!((stored, errors.len()), (2, 10));
    assert!(errors.iter().all(is_of(InvitationScope::Address)), "{errors:?}");
    assert_eq!(ports.meetings.claimed(day(1).span).await.expect("read").len(), 2);
    let counts = ports.meetings.invitations(Some("ana@example.com"), None, at(2)).await.expect("read");
    assert_eq!(counts.address, recent(2, 1));
}

async fn of_many_at_once_a_client_has_as_many_as_it_may(ports: Ports) {
    let write = |n: u128| inviting(n, invitation(&format!("p{n}@example.com"), Some("192.0.2.7"), 1));
    let (stored, errors) = at_once(&ports, (1..=12).map(write)).await;
    assert_eq!((stored, errors.len()), (5, 7));
    assert!(errors.iter().all(is_of(InvitationScope::Client)), "{errors:?}");
}

fn on_the_day(most: u16, meeting: &Meeting) -> MeetingWrite {
    MeetingWrite { day: Some(day(most)), ..alone(meeting) }
}

async fn a_day_has_room_for_so_many(ports: Ports) {
    let visitor = || chatimjd::domain::lead::timeline::Actor::Visitor;
    // One on the evening before, one on the morning after, one that was cancelled: none of them counts.
    store(&ports, &booked(90, -750)).await;
    store(&ports, &booked(91, 720)).await;
    store(&ports, &booked(92, 0)).await;
    store(&ports, &booked(92, 0).cancel(at(1), visitor()).expect("cancelled")).await;
    ports.meetings.write(on_the_day(2, &booked(1, -720))).await.expect("the first");
    ports.meetings.write(on_the_day(2, &held(2, 690))).await.expect("a hold takes time, too");
    assert_eq!(ports.meetings.write(on_the_day(2, &booked(3, 60))).await, Err(MeetingWriteError::DayFull));
    assert_eq!(ports.meetings.find(&meeting_id(3)).await, Ok(None));
    // Who has a place on the day moves within it.
    let moved = booked(1, -720).reschedule(half_an_hour(60), half_an_hour(60), at(2), visitor()).expect("moved");
    ports.meetings.write(on_the_day(2, &moved)).await.expect("moved");
    // A hold that lapsed is no meeting any more, though its time is not free yet.
    let late = Meeting { updated_at: at(HOLD_S), ..booked(3, 120) };
    ports.meetings.write(on_the_day(2, &late)).await.expect("room");
    let later = Meeting { updated_at: at(HOLD_S), ..booked(4, 180) };
    assert_eq!(ports.meetings.write(on_the_day(2, &later)).await, Err(MeetingWriteError::DayFull));
    // The limit of a write is that write's.
    ports.meetings.write(on_the_day(3, &later)).await.expect("room");
    store(&ports, &booked(5, 240)).await;
}

async fn of_many_at_once_a_day_takes_as_many_as_it_may(ports: Ports) {
    let (stored, errors) = at_once(&ports, (1..=12).map(|n| on_the_day(3, &apart(n)))).await;
    assert_eq!((stored, errors), (3, vec![MeetingWriteError::DayFull; 9]));
    assert_eq!(ports.meetings.claimed(day(3).span).await.expect("read").len(), 3);
}
