//! Moving and cancelling: by whom, and what it frees.

use jiff::civil::date;

use super::*;
use crate::{
    domain::{
        lead::{
            LeadStatus,
            timeline::{Actor, Happening, MeetingStep},
        },
        meeting::limits::{InvitationLimits, InvitationScope},
        page::PageSize,
        phone::Phone,
    },
    service::ports::{LeadTrace, LeadWrite},
};

fn to(start: &str) -> Wanted {
    Wanted::Start { at: at(start), minutes: None }
}

#[test]
fn a_moved_meeting_frees_its_time_and_does_not_block_itself() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let moved = stage.desk.reschedule(&guest("ana"), &meeting.id, &to(TEN), Some(meeting.version)).await.expect("moved");
        assert_eq!(
            (moved.id.clone(), moved.time.start(), moved.sequence, moved.status),
            (meeting.id.clone(), at(TEN), 1, MeetingStatus::Confirmed)
        );
        stage.book(&guest("bo"), NINE, "bo@x.example").await.expect("free again");
        assert_eq!(not_free(stage.desk.reschedule(&guest("ana"), &meeting.id, &to(NINE), None).await).0, Unavailable::Taken);
        assert_eq!(stage.desk.reschedule(&guest("ana"), &meeting.id, &to(TEN), None).await, Err(Refused::SameTime.into()));
        let stale = stage.desk.reschedule(&guest("ana"), &meeting.id, &to("2026-11-23T11:00:00Z"), Some(1)).await;
        assert_eq!(stale, Err(ServiceError::VersionConflict { seen: 1, current: moved.version }.into()));
        assert_eq!(stage.calendar.events().len(), 2);
    });
}

#[test]
fn two_that_move_to_one_time_do_not_meet() {
    run(async {
        let stage = Stage::local();
        let a = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let b = stage.book(&guest("bo"), TEN, "bo@x.example").await.expect("booked");
        let (ana, bo, noon) = (guest("ana"), guest("bo"), to("2026-11-23T12:00:00Z"));
        let both =
            futures::future::join(stage.desk.reschedule(&ana, &a.id, &noon, None), stage.desk.reschedule(&bo, &b.id, &noon, None)).await;
        assert_eq!([both.0.is_ok(), both.1.is_ok()].iter().filter(|ok| **ok).count(), 1);
        assert_eq!(stage.booked().await.iter().filter(|meeting| meeting.time.start() == at("2026-11-23T12:00:00Z")).count(), 1);
    });
}

#[test]
fn somebody_elses_meeting_is_not_there() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let gone = Err(ScheduleError::from(ServiceError::NotFound("meeting")));
        assert_eq!(stage.desk.cancel(&guest("bo"), &meeting.id, None).await, gone);
        assert_eq!(stage.desk.reschedule(&guest("bo"), &meeting.id, &to(TEN), None).await, gone);
        // The same address does not make it theirs.
        stage.book(&guest("bo"), TEN, "ana@x.example").await.expect("booked");
        assert_eq!(stage.desk.own_ahead(&guest("bo"), &talk("bo"), meeting.lead_id.as_ref()).await.expect("memory").len(), 1);
        assert_eq!(stage.stored(&meeting.id).await, meeting);
    });
}

#[test]
fn what_is_over_or_cancelled_says_so() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let url = stage.desk.manage_url(&meeting.id);
        let token = url.strip_prefix("https://desk.example/meeting/").expect("a link").to_owned();
        assert!(stage.desk.linked(&token).await.expect("a meeting").may_change);
        assert_eq!(stage.desk.linked(&format!("{token}00")).await, Err(ServiceError::NotFound("meeting")));

        // Each link has times of its own, and only for its meeting.
        let slots = stage.desk.linked_slots(&token, &SlotQuery::default()).await.expect("slots").slots;
        assert_eq!(slots[0].start, "2026-11-23T09:00:00.000Z", "its own time is no obstacle");
        let other = stage.book(&guest("bo"), TEN, "bo@x.example").await.expect("booked");
        let foreign = stage.desk.reschedule(&Asker::linked(None), &other.id, &Wanted::Slot(slots[4].slot_id.clone()), None).await;
        assert_eq!(foreign, Err(SlotIdError::OtherHolder.into()));
        let moved = stage.desk.linked_reschedule(&token, &Wanted::Slot(slots[4].slot_id.clone()), None).await.expect("moved");
        assert_eq!(moved.time.start(), at("2026-11-23T11:00:00Z"));

        let cancelled = stage.desk.linked_cancel(&token).await.expect("cancelled");
        assert_eq!(cancelled.status, MeetingStatus::Cancelled);
        assert!(!stage.desk.linked(&token).await.expect("a meeting").may_change);
        assert_eq!(stage.desk.linked_cancel(&token).await, Err(Refused::Cancelled.into()));
        assert_eq!(stage.desk.linked_reschedule(&token, &to(NINE), None).await, Err(Refused::Cancelled.into()));
        stage.clock.advance(Duration::from_secs(3 * 24 * 3_600));
        assert_eq!(stage.desk.cancel(&stage.host(), &other.id, None).await, Err(Refused::Over.into()));
    });
}

#[test]
fn moves_count_also_where_nobody_gave_an_address() {
    run(async {
        let limits = InvitationLimits { per_client: 3, ..InvitationLimits::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { limits, ..Scheduling::default() });
        let attendee = Attendee { name: PersonName::parse("Ana").ok(), email: None, phone: Phone::parse("+923001234567").ok() };
        let order = BookOrder { who: Attended { attendee, ..Attended::default() }, ..order(NINE, "ana@x.example") };
        let meeting = stage.desk.book(&guest("ana"), &order).await.expect("booked");
        for start in [TEN, NINE] {
            stage.desk.reschedule(&guest("ana"), &meeting.id, &to(start), None).await.expect("moved");
        }
        let refused = stage.desk.reschedule(&guest("ana"), &meeting.id, &to(TEN), None).await;
        assert!(matches!(&refused, Err(ScheduleError::TooMany(refusal)) if refusal.scope == InvitationScope::Client), "{refused:?}");
        stage.desk.reschedule(&stage.host(), &meeting.id, &to(TEN), None).await.expect("the business may go on");
    });
}

#[test]
fn no_meeting_is_agreed_any_more_when_the_last_one_to_come_is_cancelled() {
    run(async {
        let limits = InvitationLimits { per_address: 9, ..InvitationLimits::default() };
        let stage = Stage::over(MemoryCalendar::default(), Scheduling { limits, ..Scheduling::default() });
        let first = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let second = stage.book(&guest("ana"), TEN, "ana@x.example").await.expect("booked");
        stage.desk.cancel(&guest("ana"), &first.id, None).await.expect("cancelled");
        assert_eq!(stage.only_lead().status, LeadStatus::MeetingScheduled, "there is another one");
        let cancelled = stage.desk.cancel(&stage.host(), &second.id, None).await.expect("cancelled");
        let lead = stage.only_lead();
        assert_eq!(lead.status, LeadStatus::Qualified);
        let lines = stage.desk.leads.events(&[lead.id], None, 2).await.expect("memory");
        assert!(lines.iter().all(|line| line.at == cancelled.updated_at && matches!(line.by, Actor::Admin(_))), "{lines:?}");
        let what: Vec<_> = lines.into_iter().map(|line| line.what).collect();
        let step = Happening::Meeting { meeting_id: second.id.clone(), step: MeetingStep::Cancelled, start: at(TEN) };
        assert_eq!(what, [Happening::Status { from: LeadStatus::MeetingScheduled, to: LeadStatus::Qualified }, step]);
        stage.desk.book(&guest("ana"), &order(NINE, "ana@x.example")).await.expect("booked again");
        assert_eq!(stage.only_lead().status, LeadStatus::MeetingScheduled);
    });
}

#[test]
fn what_else_the_status_says_stays_when_a_meeting_is_cancelled() {
    run(async {
        let stage = Stage::local();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        let lead = stage.only_lead();
        let won = Lead { status: LeadStatus::Won, version: lead.version + 1, ..lead };
        stage.desk.leads.write(LeadWrite { lead: won, trace: LeadTrace::default(), restored: None }).await.expect("written");
        stage.desk.cancel(&guest("ana"), &meeting.id, None).await.expect("cancelled");
        assert_eq!(stage.only_lead().status, LeadStatus::Won);
    });
}

#[test]
fn a_meeting_that_is_far_ahead_can_be_moved_to_every_free_time() {
    run(async {
        let stage = Stage::local();
        // A Monday, five weeks ahead.
        let meeting = stage.book(&guest("ana"), "2026-12-28T10:00:00Z", "ana@x.example").await.expect("booked");
        let url = stage.desk.manage_url(&meeting.id);
        let token = url.strip_prefix("https://desk.example/meeting/").expect("a link");
        let near = stage.desk.linked_times(token, None).await.expect("times");
        let starts: Vec<&str> = near.slots.iter().map(|slot| slot.start.as_str()).collect();
        assert_eq!((starts[0], near.earlier, near.later), ("2026-12-28T09:00:00.000Z", Some(date(2026, 12, 19)), Some(date(2027, 1, 6))));
        assert!(starts.contains(&"2026-12-28T11:00:00.000Z") && starts.contains(&"2026-12-29T10:00:00.000Z"));
        assert!(!starts.contains(&"2026-12-28T10:00:00.000Z"), "it is there already");

        let (mut walked, mut from) = (vec![], Some(date(1, 1, 1)));
        while let Some(day) = from {
            let page = stage.desk.linked_times(token, Some(day)).await.expect("times");
            assert!(page.slots.len() <= 120 && page.earlier.is_none() == walked.is_empty(), "{day}");
            walked.extend(page.slots.into_iter().map(|slot| slot.start));
            from = page.later;
        }
        // 44 days with 16 half hours each, and one is the meeting's own.
        assert_eq!((walked.len(), walked.is_sorted()), (44 * 16 - 1, true));
        walked.dedup();
        assert_eq!(walked.len(), 44 * 16 - 1, "none is told twice");
        let beyond = stage.desk.linked_times(token, Some(date(9_999, 12, 31))).await.expect("times");
        assert_eq!((beyond.slots.len(), beyond.later), (0, None));
    });
}

#[test]
fn whoever_is_forgotten_is_in_no_meeting_and_in_no_calendar() {
    run(async {
        let stage = Stage::google();
        let meeting = stage.book(&guest("ana"), NINE, "ana@x.example").await.expect("booked");
        stage.desk.hold(&guest("ana"), &order(TEN, "ana@x.example")).await.expect("held");
        let other = stage.book(&guest("bo"), "2026-11-23T11:00:00Z", "bo@x.example").await.expect("booked");
        let lead = stage.desk.leads.find(&meeting.lead_id.expect("a lead")).await.expect("memory").expect("the lead");
        stage.desk.leads.erase(&[lead], vec![]).await.expect("erased");
        assert_eq!(stage.desk.sync(9).await, Ok(Synced { done: 1, failed: 0 }), "its event goes at once");
        for left in stage.meetings.all().await.into_iter().filter(|left| left.id == meeting.id) {
            assert!(left.attendee == Attendee::default() && left.lead_id.is_none() && left.conversation_id.is_none(), "{left:?}");
            assert!(left.status.is_final() && left.calendar.meet_link.is_none() && left.calendar_work().is_none());
        }
        assert_eq!(stage.calendar.events().iter().map(|event| event.id.clone()).collect::<Vec<_>>(), [other.google_event_id()]);
        assert_eq!(stage.stored(&other.id).await, other);
    });
}

#[test]
fn lists_go_in_pages() {
    run(async {
        let stage = Stage::local();
        for (number, hour) in (9..14).enumerate() {
            stage.book(&stage.host(), &format!("2026-11-23T{hour:02}:00:00Z"), &format!("p{number}@x.example")).await.expect("booked");
        }
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), crate::domain::account::Role::Owner, [192, 0, 2, 1].into());
        let host = Host::admin(&admin);
        for latest_first in [false, true] {
            let filter = MeetingFilter { from: Some(at(TEN)), latest_first, ..MeetingFilter::default() };
            let (mut starts, mut cursor) = (vec![], None);
            loop {
                let page = stage.desk.list(&host, &filter, PageSize::new(3).expect("a size"), cursor.as_deref()).await.expect("a page");
                starts.extend(page.items.iter().map(|meeting| meeting.time.start()));
                cursor = page.next_cursor;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(starts.len(), 4);
            assert!(starts.windows(2).all(|pair| (pair[0] < pair[1]) != latest_first));
        }
        assert!(stage.desk.list(&host, &MeetingFilter::default(), PageSize::default(), Some("x")).await.is_err());
    });
}
