//! Free times: for whom they are, how they are told, and what becomes of their ids.

use super::*;
use crate::domain::chat::SlotOffer;

async fn offered(stage: &Stage, asker: &Asker, query: SlotQuery) -> Vec<SlotOffer> {
    stage.desk.slots(asker, &query).await.expect("slots").slots
}

fn monday() -> SlotQuery {
    SlotQuery { from: Some(at(NINE)), to: Some(at("2026-11-24T00:00:00Z")), zone: Some("Asia/Karachi".into()), ..SlotQuery::default() }
}

#[test]
fn times_are_told_on_both_clocks_and_booked_by_their_ids() {
    run(async {
        let stage = Stage::local();
        let slots = offered(&stage, &guest("ana"), monday()).await;
        assert_eq!((slots.len(), slots[0].start.as_str()), (16, "2026-11-23T09:00:00.000Z"));
        assert!(slots[0].label.contains("2:00") && slots[0].label.contains("Karachi"), "{}", slots[0].label);
        assert_eq!((slots[0].day.as_str(), slots[0].time.as_str()), ("Monday, 23 November 2026", "2:00 pm"));
        assert_eq!(slots[0].business_time.as_deref(), Some("9:00 am"));
        assert!(slots[0].business_label.as_deref().is_some_and(|label| label.contains("9:00") && label.contains("London")));
        let meeting = stage.desk.book(&guest("ana"), &slot(&slots[2].slot_id, "ana@x.example")).await.expect("booked");
        assert_eq!(meeting.time.start(), at(TEN));
        assert_eq!(offered(&stage, &guest("bo"), monday()).await.len(), 15);
        assert_eq!(not_free(stage.desk.book(&guest("ana"), &slot(&slots[2].slot_id, "ana@x.example")).await).0, Unavailable::Taken);
    });
}

#[test]
fn an_id_is_worth_nothing_to_others_or_later() {
    run(async {
        let stage = Stage::local();
        let id = offered(&stage, &guest("ana"), monday()).await[0].slot_id.clone();
        let try_it = async |asker: &Asker, id: &str| match stage.desk.book(asker, &slot(id, "bo@x.example")).await {
            Err(ScheduleError::Slot(error)) => error,
            other => panic!("another outcome: {other:?}"),
        };
        assert_eq!(try_it(&guest("bo"), &id).await, SlotIdError::OtherHolder);
        assert_eq!(try_it(&stage.host(), &id).await, SlotIdError::OtherHolder);
        assert_eq!(try_it(&guest("ana"), "monday at nine").await, SlotIdError::Malformed);
        stage.clock.advance(Duration::from_secs(3_700));
        assert_eq!(try_it(&guest("ana"), &id).await, SlotIdError::Expired);
        assert!(stage.meetings.all().await.is_empty());
    });
}

#[test]
fn the_owners_own_calendar_counts() {
    run(async {
        let stage = Stage::google();
        stage.calendar.set_busy(vec![Interval::lasting(at(NINE), 120).expect("an interval")]);
        assert_eq!(offered(&stage, &guest("ana"), monday()).await.len(), 12);
        assert_eq!(not_free(stage.book(&guest("ana"), TEN, "ana@x.example").await).0, Unavailable::Taken);
        // Silent: our own meetings are all that is known, and it is said.
        stage.calendar.set_failure(Some(crate::domain::meeting::event::CalendarError::Unavailable));
        let blind = stage.desk.slots(&guest("ana"), &monday()).await.expect("slots");
        assert_eq!((blind.slots.len(), blind.blind), (16, true));
    });
}

#[test]
fn a_time_that_is_kept_is_free_for_whom_it_is_kept() {
    run(async {
        let stage = Stage::local();
        stage.desk.hold(&guest("ana"), &order(NINE, "")).await.expect("held");
        let both = [offered(&stage, &guest("ana"), monday()).await.len(), offered(&stage, &guest("bo"), monday()).await.len()];
        assert_eq!(both, [16, 15]);
        let near = stage.desk.slots_near(&guest("ana"), at(NINE), &SlotQuery::default()).await.expect("slots");
        assert_eq!(near.slots.first().and_then(|slot| slot.start.parse().ok()), Some(at(NINE)));
    });
}

#[test]
fn an_empty_answer_is_an_answer() {
    run(async {
        let stage = Stage::local();
        let sunday = SlotQuery { from: None, to: Some(at("2026-11-22T23:00:00Z")), ..SlotQuery::default() };
        assert!(offered(&stage, &guest("ana"), sunday).await.is_empty());
        let near = stage.desk.slots_near(&guest("ana"), at("2026-11-22T13:00:00Z"), &SlotQuery::default()).await.expect("slots");
        assert_eq!(near.slots.len(), ALTERNATIVES);
        let backwards = SlotQuery { from: Some(at(TEN)), to: Some(at(NINE)), ..SlotQuery::default() };
        assert!(matches!(stage.desk.slots(&guest("ana"), &backwards).await, Err(ScheduleError::Service(ServiceError::Invalid(_)))));
    });
}
