//! What is still to be done in the calendar: found when it is due, by one of several workers, and gone when it is done.

use chatimjd::{
    domain::{
        lead::timeline::Actor,
        meeting::{Meeting, life::Entered},
    },
    service::ports::{CalendarTask, MeetingWrite, OpenTask},
};

use super::{alone, booked, half_an_hour, meeting_id, pending, store};
use crate::contract::{Ports, against_all, people::at};

against_all! {
    what_is_due_comes_with_its_meeting_the_earliest_first,
    a_task_goes_with_the_work,
    a_task_that_is_given_up_is_gone_and_the_meeting_stays,
    of_many_workers_one_takes_a_task,
    a_task_that_was_replaced_is_not_taken,
    what_is_open_is_counted_with_what_went_wrong_most,
}

fn task(next: i64, failures: u32, problem: Option<&str>) -> CalendarTask {
    CalendarTask { next_at: at(next), failures, problem: problem.map(str::to_owned) }
}

async fn with_task(ports: &Ports, meeting: &Meeting, task: CalendarTask) -> OpenTask {
    ports.meetings.write(MeetingWrite { task: Some(task.clone()), ..alone(meeting) }).await.expect("written");
    OpenTask { meeting: meeting.clone(), task }
}

/// Meeting `n` in an hour of its own.
fn apart(n: u128) -> Meeting {
    pending(n, 60 * i64::try_from(n).expect("small"))
}

async fn what_is_due_comes_with_its_meeting_the_earliest_first(ports: Ports) {
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![]));
    let third = with_task(&ports, &apart(1), task(30, 2, Some("“quota” \n of 'them' 📅"))).await;
    let first = with_task(&ports, &apart(2), task(10, 0, None)).await;
    let second = with_task(&ports, &apart(3), task(20, 1, Some(""))).await;
    store(&ports, &booked(4, 0)).await;
    assert_eq!(ports.meetings.due(at(9), 9).await, Ok(vec![]));
    assert_eq!(ports.meetings.due(at(10), 9).await, Ok(vec![first.clone()]));
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![first.clone(), second.clone(), third]));
    assert_eq!(ports.meetings.due(at(1_000), 2).await, Ok(vec![first, second]));
}

async fn a_task_goes_with_the_work(ports: Ports) {
    let first = apart(1);
    with_task(&ports, &first, task(10, 3, Some("away"))).await;
    // A write replaces it, also where its meeting has another one to do.
    let moved = first.reschedule(half_an_hour(500), half_an_hour(500), at(1), Actor::Visitor).expect("moved");
    let open = with_task(&ports, &moved, task(20, 0, None)).await;
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![open]));
    let entered = moved.entered(Entered { sequence: moved.sequence, ..Entered::default() }, at(2));
    store(&ports, &entered).await;
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![]));
    let cancelled = entered.cancel(at(3), Actor::Visitor).expect("cancelled");
    let open = with_task(&ports, &cancelled, task(30, 0, None)).await;
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![open]));
    // What was refused leaves the task as it is.
    let stale = MeetingWrite { task: Some(task(0, 9, None)), ..alone(&first) };
    assert!(ports.meetings.write(stale).await.is_err());
    assert_eq!(ports.meetings.due(at(29), 9).await, Ok(vec![]));
    store(&ports, &cancelled.removed(true)).await;
    assert_eq!(ports.meetings.open_tasks().await, Ok((0, None)));
}

async fn a_task_that_is_given_up_is_gone_and_the_meeting_stays(ports: Ports) {
    let meeting = apart(1);
    with_task(&ports, &meeting, task(10, 3, Some("away"))).await;
    let late = meeting.given_up(meeting.time.end()).expect("it is over");
    ports.meetings.write(MeetingWrite { before: Some(meeting), ..MeetingWrite::of(late.clone(), None) }).await.expect("written");
    assert_eq!((ports.meetings.due(at(1_000), 9).await, ports.meetings.open_tasks().await), (Ok(vec![]), Ok((0, None))));
    assert_eq!(ports.meetings.find(&late.id).await, Ok(Some(late)));
}

async fn of_many_workers_one_takes_a_task(ports: Ports) {
    let open = with_task(&ports, &apart(1), task(10, 0, None)).await;
    let race: Vec<_> = (1..=8)
        .map(|n| {
            let (meetings, open) = (ports.meetings.clone(), open.clone());
            tokio::spawn(async move { (n, meetings.retask(&open, task(100 + n, 0, None)).await) })
        })
        .collect();
    let mut winners = vec![];
    for racer in race {
        match racer.await.expect("no panic") {
            (n, Ok(true)) => winners.push(n),
            (_, outcome) => assert_eq!(outcome, Ok(false)),
        }
    }
    let [winner] = winners[..] else { panic!("{winners:?} have one task") };
    let taken = OpenTask { task: task(100 + winner, 0, None), ..open };
    assert_eq!(ports.meetings.due(at(99), 9).await, Ok(vec![]));
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![taken]));
}

async fn a_task_that_was_replaced_is_not_taken(ports: Ports) {
    let first = apart(1);
    let open = with_task(&ports, &first, task(10, 1, Some("away"))).await;
    for other in [task(11, 1, Some("away")), task(10, 2, Some("away")), task(10, 1, Some("busy")), task(10, 1, None)] {
        let seen = OpenTask { task: other, ..open.clone() };
        assert_eq!(ports.meetings.retask(&seen, task(50, 0, None)).await, Ok(false));
    }
    // The same task of a meeting that is another one now.
    let moved = first.reschedule(half_an_hour(500), half_an_hour(500), at(1), Actor::Visitor).expect("moved");
    let now = with_task(&ports, &moved, open.task.clone()).await;
    assert_eq!(ports.meetings.retask(&open, task(50, 0, None)).await, Ok(false));
    assert_eq!(ports.meetings.retask(&now, task(50, 2, Some("away again"))).await, Ok(true));
    let again = OpenTask { task: task(50, 2, Some("away again")), ..now };
    assert_eq!(ports.meetings.due(at(1_000), 9).await, Ok(vec![again.clone()]));
    assert_eq!(ports.meetings.find(&first.id).await, Ok(Some(moved)), "the meeting's version stays");
    // Without a meeting, or without a task, there is nothing to take.
    let nowhere = OpenTask { meeting: Meeting { id: meeting_id(9), ..again.meeting.clone() }, ..again.clone() };
    assert_eq!(ports.meetings.retask(&nowhere, task(60, 0, None)).await, Ok(false));
    let entered = again.meeting.entered(Entered { sequence: again.meeting.sequence, ..Entered::default() }, at(2));
    store(&ports, &entered).await;
    for meeting in [again.meeting.clone(), entered] {
        let seen = OpenTask { meeting, ..again.clone() };
        assert_eq!(ports.meetings.retask(&seen, task(60, 0, None)).await, Ok(false));
    }
    assert_eq!(ports.meetings.open_tasks().await, Ok((0, None)));
}

async fn what_is_open_is_counted_with_what_went_wrong_most(ports: Ports) {
    assert_eq!(ports.meetings.open_tasks().await, Ok((0, None)));
    let first = with_task(&ports, &apart(1), task(10, 0, None)).await;
    assert_eq!(ports.meetings.open_tasks().await, Ok((1, None)));
    with_task(&ports, &apart(2), task(10, 1, Some("away"))).await;
    with_task(&ports, &apart(3), task(20, 3, Some("refused"))).await;
    assert_eq!(ports.meetings.open_tasks().await, Ok((3, Some("refused".to_owned()))));
    assert_eq!(ports.meetings.retask(&first, task(40, 4, Some("quota"))).await, Ok(true));
    assert_eq!(ports.meetings.open_tasks().await, Ok((3, Some("quota".to_owned()))));
}
