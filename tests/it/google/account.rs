//! Service accounts: one that speaks for a user of its domain, and one that speaks for nobody.

use chatimjd::{
    domain::meeting::{calendar::CalendarHome, event::CalendarError},
    service::ports::Calendar,
};

use super::{by_account, moved, wanted};
use crate::fakes::google::{Endpoint, FakeGoogle, Refusal, assertion::ACCOUNT};

const TEAM: &str = "team@group.calendar.google.com";
const USER: &str = "owner@example.com";

fn is_clean(fake: &FakeGoogle) {
    assert_eq!(fake.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn an_account_that_speaks_for_nobody_invites_nobody_and_makes_no_calls() {
    let (fake, calendar) = by_account(None, TEAM).await;
    assert_eq!(calendar.home().await, CalendarHome::Google);
    let health = calendar.health().await;
    assert_eq!((health.account.as_deref(), health.makes_calls, health.invites), (Some(TEAM), Some(false), false));
    let put = calendar.put(&wanted(1)).await.expect("put");
    assert_eq!((put.invited, put.meet_link), (false, None));
    calendar.put(&moved(1)).await.expect("moved");
    let shown = fake.calendars().event(TEAM, wanted(1).id.as_str()).expect("an event");
    assert!(shown.get("attendees").is_none() && shown.get("conferenceData").is_none());
    assert_eq!(fake.calls(Endpoint::Insert), 1, "it was not even tried");
    assert_eq!(fake.calendars().told(), Vec::<String>::new());
    calendar.delete(&wanted(1).id).await.expect("deleted");
    assert_eq!(fake.calls(Endpoint::Token), 1);
    is_clean(&fake);
}

#[tokio::test]
async fn an_account_that_speaks_for_somebody_does_all_that_they_may() {
    let (fake, calendar) = by_account(Some(USER), "primary").await;
    fake.grants().delegated.insert(USER.into());
    let put = calendar.put(&wanted(1)).await.expect("put");
    assert!(put.invited && put.meet_link.is_some());
    let health = calendar.health().await;
    assert_eq!((health.account.as_deref(), health.makes_calls, health.invites), (Some(USER), Some(true), true));
    is_clean(&fake);
}

#[tokio::test]
async fn where_google_forbids_invitations_after_all_the_event_is_put_without() {
    let (fake, calendar) = by_account(Some(USER), "primary").await;
    fake.grants().delegated.insert(USER.into());
    fake.refuse(Endpoint::Insert, Refusal::no_delegation());
    let put = calendar.put(&wanted(1)).await.expect("put");
    assert!(!put.invited && put.meet_link.is_some());
    assert!(!calendar.health().await.invites);
    assert_eq!(fake.calendars().told(), Vec::<String>::new());
    is_clean(&fake);
}

#[tokio::test]
async fn a_delegation_that_is_missing_is_told_to_the_owner() {
    let (fake, calendar) = by_account(Some("stranger@example.com"), "primary").await;
    let outcome = calendar.put(&wanted(1)).await;
    let Err(CalendarError::Refused { reason }) = &outcome else { panic!("{outcome:?}") };
    assert!(reason.contains("GOOGLE_DELEGATED_USER") && !reason.contains(ACCOUNT), "{reason}");
    assert_eq!(calendar.health().await.problem, outcome.err());
    is_clean(&fake);
}
