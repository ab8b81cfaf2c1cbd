//! Exports that are followed, in memory.

use std::{net::IpAddr, time::Duration};

use super::*;
use crate::{
    domain::{account::Role, api_error::ErrorCode},
    service::memory::ManualClock,
};

const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn admin(n: u128) -> Admin {
    Admin::vouched(AdminId::new(uuid::Uuid::from_u128(n)), Role::Owner, HERE)
}

fn export(n: u128) -> ExportId {
    ExportId::new(uuid::Uuid::from_u128(n))
}

fn exports() -> (FollowedExports, ManualClock) {
    let clock = ManualClock::default();
    (FollowedExports::new(Arc::new(clock.clone())), clock)
}

/// An export of the first admin.
fn begun(exports: &FollowedExports, n: u128) -> ExportTrack {
    exports.begin(Some(admin(1).id()), export(n)).expect("begun")
}

fn state(exports: &FollowedExports, n: u128) -> Option<ExportState> {
    exports.find(&admin(1), &export(n)).map(|progress| progress.state)
}

#[test]
fn an_export_is_followed_from_its_first_row_to_its_end() {
    let (exports, _) = exports();
    assert_eq!(exports.find(&admin(1), &export(1)), None, "not here yet");
    let track = begun(&exports, 1);
    track.named("leads.csv");
    track.will_hold(Some(700));
    track.holds(500);
    let progress = exports.find(&admin(1), &export(1)).expect("known");
    assert_eq!(progress, ExportProgress { file: Some("leads.csv".into()), written: 500, total: Some(700), state: ExportState::Running });
    track.send();
    assert_eq!(state(&exports, 1), Some(ExportState::Sending));
    assert!(track.finish());
    track.fail(ApiError::new(ErrorCode::Internal, "too late"));
    drop(track);
    assert_eq!(state(&exports, 1), Some(ExportState::Done), "the end stays the end");
}

#[test]
fn nobody_else_is_told_and_programs_follow_nothing() {
    let (exports, _) = exports();
    let track = begun(&exports, 1);
    assert_eq!(exports.find(&admin(2), &export(1)), None);
    assert_eq!(exports.cancel(&admin(2), &export(1)), None);
    assert!(track.is_wanted(), "it is not theirs to cancel");
    let refused = exports.begin(None, export(2)).err();
    assert!(matches!(refused, Some(ServiceError::Invalid(fields)) if fields.contains_key("progress")));
}

#[test]
fn what_is_cancelled_is_told_so_and_may_be_asked_for_again() {
    let (exports, _) = exports();
    let track = begun(&exports, 1);
    track.holds(3);
    let told = exports.cancel(&admin(1), &export(1)).expect("known");
    assert_eq!((told.written, told.state), (3, ExportState::Cancelled));
    assert!(!track.is_wanted() && track.check().is_err() && !track.finish());
    let again = begun(&exports, 1);
    again.holds(1);
    // The first one ends only now: its end is not that of the second.
    drop(track);
    assert_eq!(state(&exports, 1), Some(ExportState::Running));
    assert!(again.is_wanted() && again.finish());
}

#[test]
fn what_is_cancelled_before_it_comes_is_refused_once() {
    let (exports, clock) = exports();
    assert_eq!(exports.cancel(&admin(1), &export(1)), None, "nobody knows whether it is under way");
    assert_eq!(exports.find(&admin(1), &export(1)), None);
    assert!(!begun(&exports, 1).is_wanted());
    assert_eq!(state(&exports, 1), Some(ExportState::Cancelled));
    assert!(begun(&exports, 1).is_wanted(), "whoever asks again wants it");
    exports.cancel(&admin(1), &export(2));
    clock.advance(Duration::from_millis(KEPT));
    exports.prune();
    assert!(begun(&exports, 2).is_wanted(), "forgotten");
}

#[test]
fn what_is_let_go_of_has_broken_off_and_what_failed_says_why() {
    let (exports, _) = exports();
    drop(begun(&exports, 1));
    assert_eq!(state(&exports, 1), Some(ExportState::BrokenOff));
    let problem = ApiError { incident: Some("i7".into()), ..ApiError::new(ErrorCode::Internal, "Something went wrong on our side.") };
    begun(&exports, 2).fail(problem.clone());
    assert_eq!(state(&exports, 2), Some(ExportState::Failed { problem }));
    let nobodys = ExportTrack::of_nobody();
    nobodys.fail(ApiError::new(ErrorCode::Internal, "nobody asks"));
    assert!(!nobodys.is_followed() && nobodys.is_wanted() && nobodys.finish());
}

#[test]
fn what_is_remembered_is_bounded_by_age_and_number() {
    let (exports, clock) = exports();
    assert!(begun(&exports, 1).finish());
    let running = begun(&exports, 2);
    clock.advance(Duration::from_millis(KEPT - 1));
    exports.prune();
    assert_eq!(state(&exports, 1), Some(ExportState::Done));
    clock.advance(Duration::from_millis(1));
    exports.prune();
    assert_eq!((state(&exports, 1), state(&exports, 2)), (None, Some(ExportState::Running)), "what goes on is not forgotten");
    clock.advance(Duration::from_millis(1));
    running.holds(1);
    for n in 0..MOST as u128 {
        clock.advance(Duration::from_millis(1));
        exports.cancel(&admin(1), &export(100 + n));
    }
    assert_eq!(exports.shelf().records.len(), MOST);
    assert_eq!(state(&exports, 2), None, "the oldest makes room");
    assert!(running.is_wanted(), "and goes on");
}
