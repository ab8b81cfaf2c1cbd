//! Meetings of a calendar whose account was let go of: nobody but us can tell of them.

use std::time::Duration;

use super::*;
use crate::{domain::meeting::calendar::CalendarHome, service::schedule::Synced};

/// With a meeting that Google has invited Ana to.
async fn invited() -> (Stage, Meeting) {
    let stage = Stage::over(MemoryCalendar::connected(), true).await;
    let meeting = stage.book(&ana(), LATER).await;
    assert_eq!(names(&stage.mails().await), ["owner.0"]);
    (stage, meeting)
}

/// With a meeting that Google did not take.
async fn waiting() -> (Stage, Meeting) {
    let stage = Stage::over(MemoryCalendar::connected(), true).await;
    stage.calendar.set_failure(Some(CalendarError::Unavailable));
    let meeting = stage.book(&ana(), LATER).await;
    assert_eq!((meeting.status, names(&stage.mails().await)), (MeetingStatus::Pending, vec!["owner.0"]));
    (stage, meeting)
}

#[test]
fn what_is_cancelled_after_the_account_is_gone_we_tell() {
    run(async {
        let (stage, meeting) = invited().await;
        stage.calendar.disconnect();
        stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["visitor.1"]);
        let calendar = mails[0].calendar.as_ref().expect("a file");
        assert_eq!(calendar.method, Method::Cancel);
        assert!(calendar.file.contains("@google.com\r\n"), "the event that Google invited to: {}", calendar.file);
        // The event is deleted when the account is connected again: until then there is nothing that anybody could do.
        assert_eq!(stage.post.desk.calendar_state().await.expect("memory").waiting, 0);
    });
}

#[test]
fn what_is_cancelled_after_another_account_is_connected_we_tell() {
    for is_kept in [false, true] {
        run(async {
            let (stage, meeting) = invited().await;
            if is_kept {
                stage.calendar.disconnect();
                stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-25T10:00:00Z"), None).await.expect("moved");
                assert_eq!(names(&stage.mails().await), ["owner.1", "visitor.1"]);
            }
            stage.calendar.connect_another();
            stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
            let mails = stage.mails().await;
            assert_eq!(names(&mails), [if is_kept { "visitor.2" } else { "visitor.1" }]);
            let calendar = mails[0].calendar.as_ref().expect("a file");
            assert!(calendar.file.contains("@google.com\r\n"), "the event that Ana has: {}", calendar.file);
            assert_eq!(stage.post.desk.calendar_state().await.expect("memory").waiting, 0);
        });
    }
}

#[test]
fn a_lost_answer_to_a_deletion_does_not_look_like_another_account() {
    run(async {
        let (stage, meeting) = invited().await;
        stage.calendar.lose_next_answer();
        stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
        assert_eq!(stage.mails().await, []);
        stage.clock.advance(Duration::from_secs(3_600));
        assert_eq!(stage.post.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
        assert_eq!(stage.mails().await, [], "Google has told it");
    });
}

#[test]
fn what_is_moved_after_the_account_is_gone_is_kept_with_us_and_told() {
    run(async {
        let (stage, meeting) = invited().await;
        stage.calendar.disconnect();
        let moved = stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-25T10:00:00Z"), None).await.expect("moved");
        assert_eq!((moved.status, moved.calendar.home), (MeetingStatus::Confirmed, CalendarHome::Local));
        let mails = stage.mails().await;
        assert_eq!(names(&mails), ["owner.1", "visitor.1"]);
        let calendar = mails.iter().find_map(|mail| mail.calendar.as_ref()).expect("the visitor's");
        assert!(calendar.file.contains("@google.com\r\n") && calendar.file.contains("SEQUENCE:1\r\n"), "{}", calendar.file);
        assert!(stage.stored(&meeting.id).await.invited_at.is_some());
        assert_eq!(names(&stage.mails_at("2026-11-24T10:00:00Z").await), ["reminder.1.1440"]);
        stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
        assert_eq!(names(&stage.mails().await), ["owner.2", "visitor.2"]);
    });
}

#[test]
fn the_event_that_was_left_behind_goes_once_the_account_is_connected_again() {
    for is_erased in [false, true] {
        run(async {
            let (stage, meeting) = invited().await;
            stage.calendar.disconnect();
            stage.post.desk.reschedule(&ana(), &meeting.id, &to("2026-11-25T10:00:00Z"), None).await.expect("moved");
            assert_eq!(names(&stage.mails().await), ["owner.1", "visitor.1"]);
            if is_erased {
                stage.post.desk.leads.erase(&stage.store.all_leads(), vec![]).await.expect("erased");
            } else {
                stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
            }
            let told: &[&str] = if is_erased { &[] } else { &["owner.2", "visitor.2"] };
            assert_eq!(names(&stage.mails().await), told);
            assert_eq!(stage.calendar.events().len(), 1, "nobody could delete it");
            stage.calendar.connect();
            stage.clock.advance(Duration::from_secs(3_600));
            assert_eq!(stage.post.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
            assert_eq!(stage.calendar.events().len(), 0);
            assert_eq!(stage.mails().await, []);
            assert_eq!(stage.post.desk.sync(9).await, Ok(Synced::default()));
        });
    }
}

#[test]
fn what_waits_when_the_account_goes_is_kept_with_us_and_told() {
    run(async {
        let (stage, meeting) = waiting().await;
        stage.calendar.disconnect();
        stage.clock.advance(Duration::from_secs(3_600));
        assert_eq!(stage.post.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }));
        assert_eq!(stage.stored(&meeting.id).await.status, MeetingStatus::Confirmed);
        assert_eq!(names(&stage.mails().await), ["visitor.0"]);
        assert_eq!(stage.post.desk.sync(9).await, Ok(Synced::default()));
    });
}

#[test]
fn who_tells_of_what_is_cancelled_while_google_is_away_is_seen_later() {
    for is_let_go in [false, true] {
        run(async {
            let (stage, meeting) = invited().await;
            stage.calendar.set_failure(Some(CalendarError::Unavailable));
            stage.post.desk.cancel(&ana(), &meeting.id, None).await.expect("cancelled");
            assert_eq!(names(&stage.mails().await), ["owner.1"]);
            if is_let_go {
                stage.calendar.disconnect();
            }
            stage.calendar.set_failure(None);
            stage.clock.advance(Duration::from_secs(3_600));
            stage.post.desk.sync(9).await.expect("a pass");
            let told: &[&str] = if is_let_go { &["visitor.1"] } else { &[] };
            assert_eq!(names(&stage.mails().await), told);
        });
    }
}

#[test]
fn what_is_let_go_of_days_later_is_told_while_the_meeting_is_to_come() {
    for is_let_go in [false, true] {
        run(async {
            let (stage, meeting) = invited().await;
            stage.calendar.set_failure(Some(CalendarError::Unavailable));
            stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
            for time in ["2026-11-22T18:00:00Z", "2026-11-23T09:00:00Z", "2026-11-23T18:00:00Z"] {
                assert_eq!(stage.mails_at(time).await, [], "{time}");
            }
            if is_let_go {
                stage.calendar.disconnect();
            }
            let told: &[&str] = if is_let_go { &["visitor.1"] } else { &[] };
            assert_eq!(names(&stage.mails_at("2026-11-24T09:00:00Z").await), told);
            assert_eq!(stage.mails_at("2026-11-24T11:00:00Z").await, []);
            assert!(stage.outbox.all().await.iter().all(|(_, end)| end.is_some()), "with the meeting it is over");
        });
    }
}

#[test]
fn what_was_never_entered_and_is_cancelled_we_tell() {
    run(async {
        let (stage, meeting) = waiting().await;
        stage.post.desk.cancel(&Asker::host(&host()), &meeting.id, None).await.expect("cancelled");
        assert_eq!(names(&stage.mails().await), ["visitor.1"]);
    });
}
