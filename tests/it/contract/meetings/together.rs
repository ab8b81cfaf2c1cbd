//! Many at one time: the database decides, whichever handle or program they come from.

use std::sync::Arc;

use chatimjd::{
    adapters::surreal::{Database, DatabaseConfig, DatabaseUrl},
    service::ports::{MeetingWrite, MeetingWriteError, Meetings},
};
use surrealdb::types::RecordId;

use super::{alone, booked, held, limits::day, meeting_id, once, pending, store};
use crate::{
    contract::{Ports, against_all, people::at},
    harness::SurrealServer,
};

against_all! {
    of_fifty_at_once_one_gets_the_time,
    of_many_that_overlap_those_are_stored_that_do_not,
    one_key_makes_one_meeting_however_often_it_comes,
    a_request_whose_answer_was_lost_can_be_repeated,
    a_lapsed_hold_goes_to_one_of_many,
}

/// All at one time, in turn over these handles: which were stored, and why the others were not.
async fn at_once(
    handles: &[Arc<dyn Meetings>],
    writes: impl IntoIterator<Item = MeetingWrite>,
) -> (Vec<MeetingWrite>, Vec<MeetingWriteError>) {
    let race: Vec<_> = handles
        .iter()
        .cycle()
        .cloned()
        .zip(writes)
        .map(|(meetings, write)| tokio::spawn(async move { (write.clone(), meetings.write(write).await) }))
        .collect();
    let (mut stored, mut errors) = (vec![], vec![]);
    for racer in race {
        match racer.await.expect("no panic") {
            (write, Ok(())) => stored.push(write),
            (_, Err(error)) => errors.push(error),
        }
    }
    (stored, errors)
}

/// Fifty want half an hour, each as another meeting: one has it.
async fn fifty_want_one_time(handles: &[Arc<dyn Meetings>]) -> MeetingWrite {
    let (mut stored, errors) = at_once(handles, (1..=50).map(|n| alone(&booked(n, 0)))).await;
    assert_eq!((stored.len(), errors), (1, vec![MeetingWriteError::Taken; 49]));
    let winner = stored.pop().expect("one");
    for handle in handles {
        let claimed = handle.claimed(day(1).span).await.expect("read");
        assert_eq!(claimed.into_iter().map(|claimed| claimed.id).collect::<Vec<_>>(), std::slice::from_ref(&winner.meeting.id));
        for n in 1..=50 {
            let found = handle.find(&meeting_id(n)).await.expect("read").is_some();
            assert_eq!(found, meeting_id(n) == winner.meeting.id, "meeting {n}");
        }
    }
    winner
}

async fn of_fifty_at_once_one_gets_the_time(ports: Ports) {
    let winner = fifty_want_one_time(&[ports.meetings.clone(), ports.meetings.clone()]).await;
    store(&ports, &winner.meeting.cancel(at(1), chatimjd::domain::lead::timeline::Actor::Visitor).expect("cancelled")).await;
    store(&ports, &booked(51, 0)).await;
}

async fn of_many_that_overlap_those_are_stored_that_do_not(ports: Ports) {
    // Half an hour each, from every quarter of an hour on; held, booked, and booked at Google.
    let make = [booked, held, pending];
    let writes = (0..24_u128).map(|n| {
        let minutes = 15 * i64::try_from(n).expect("small");
        alone(&make[usize::try_from(n % 3).expect("small")](n + 1, minutes))
    });
    let (stored, errors) = at_once(std::slice::from_ref(&ports.meetings), writes).await;
    assert!(errors.iter().all(|error| *error == MeetingWriteError::Taken), "{errors:?}");
    let mut times: Vec<_> = stored.iter().map(|write| write.meeting.occupied).collect();
    times.sort();
    assert!(times.windows(2).all(|pair| !pair[0].overlaps(&pair[1])), "{times:?}");
    // Each of them kept at most two others out.
    assert!(stored.len() >= 8, "{} of 24", stored.len());
    assert_eq!(stored.len() + errors.len(), 24);
    assert_eq!(ports.meetings.claimed(day(1).span).await.expect("read").len(), stored.len());
}

async fn one_key_makes_one_meeting_however_often_it_comes(ports: Ports) {
    // As another meeting and at another time each: a request that is repeated finds other times free.
    let writes = (1..=20).map(|n| {
        let minutes = 30 * i64::try_from(n).expect("small");
        MeetingWrite { once: once("ana/1", 0), ..alone(&booked(n, minutes)) }
    });
    let (mut stored, errors) = at_once(std::slice::from_ref(&ports.meetings), writes).await;
    assert_eq!((stored.len(), errors.len()), (1, 19));
    let winner = stored.pop().expect("one").meeting.id;
    for error in errors {
        assert!(matches!(&error, MeetingWriteError::Repeated(done) if done.meeting == winner), "{error:?}");
    }
    let claimed = ports.meetings.claimed(day(1).span).await.expect("read");
    assert_eq!(claimed.into_iter().map(|claimed| claimed.id).collect::<Vec<_>>(), [winner]);
}

async fn a_request_whose_answer_was_lost_can_be_repeated(ports: Ports) {
    for n in 1..=10_u128 {
        let key = format!("ana/{n}");
        let asked = |n: u128, minutes: i64| MeetingWrite { once: once(&key, 0), ..alone(&booked(n, minutes)) };
        let minutes = 30 * i64::try_from(n).expect("small");
        // The caller goes away at some moment of the first; whether it was stored is not known.
        let (meetings, first) = (ports.meetings.clone(), asked(n, minutes));
        let lost = tokio::spawn(async move { meetings.write(first).await });
        for _ in 0..n {
            tokio::task::yield_now().await;
        }
        lost.abort();
        let _ = lost.await;
        let told = ports.meetings.write(asked(n + 100, minutes)).await;
        let done = ports.meetings.done(&key, at(1)).await.expect("read").expect("it was done");
        match told {
            Ok(()) => assert_eq!(done.meeting, meeting_id(n + 100)),
            Err(error) => assert_eq!((error, &done.meeting), (MeetingWriteError::Repeated(done.clone()), &meeting_id(n))),
        }
        // From now on the answer stays the same.
        for again in [n, n + 100, n + 200] {
            assert_eq!(ports.meetings.write(asked(again, minutes)).await, Err(MeetingWriteError::Repeated(done.clone())));
        }
        assert!(ports.meetings.find(&done.meeting).await.expect("read").is_some());
    }
    assert_eq!(ports.meetings.claimed(day(1).span).await.expect("read").len(), 10);
}

async fn a_lapsed_hold_goes_to_one_of_many(ports: Ports) {
    let hold = held(100, 0);
    store(&ports, &hold).await;
    let expired = hold.expire(at(1_000)).expect("lapsed");
    let writes = (1..=12).map(|n| MeetingWrite { also: vec![expired.clone()], ..alone(&booked(n, 0)) });
    let (stored, errors) = at_once(std::slice::from_ref(&ports.meetings), writes).await;
    assert_eq!(stored.len(), 1);
    // Somebody else had let it go: that is looked at before the time is.
    assert_eq!(errors, vec![MeetingWriteError::Stale; 11]);
    assert_eq!(ports.meetings.find(&hold.id).await, Ok(Some(expired)));
    let claimed = ports.meetings.claimed(day(1).span).await.expect("read");
    assert_eq!(claimed.into_iter().map(|claimed| claimed.id).collect::<Vec<_>>(), [stored[0].meeting.id.clone()]);
}

/// Two handles of a process share nothing but the database.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_handles_of_one_process_book_a_time_once() {
    let folder = tempfile::tempdir().expect("a folder");
    for url in [DatabaseUrl::Memory, DatabaseUrl::Directory(folder.path().join("db"))] {
        let database = Database::open(DatabaseConfig::at(url)).await.expect("opens");
        fifty_want_one_time(&[Arc::new(database.meetings()), Arc::new(database.clone().meetings())]).await;
        database.close().await.expect("closed");
    }
}

/// As two programs do: each has its own connection to the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_programs_book_a_time_once() {
    let Some(server) = SurrealServer::shared().await else { return };
    let name = server.fresh();
    let (one, other) = futures::join!(Database::open(server.config(&name)), Database::open(server.config(&name)));
    let (one, other) = (one.expect("opens"), other.expect("opens"));
    let winner = fifty_want_one_time(&[Arc::new(one.meetings()), Arc::new(other.meetings())]).await;
    // Past all our code: the table of claims has the cells of one.
    let operator = server.operator(&name).await;
    let mut claims = operator.query("SELECT VALUE meeting FROM meeting_claim").await.expect("asked");
    let claims: Vec<RecordId> = claims.take(0).expect("records");
    assert_eq!(claims, vec![RecordId::new("meeting", winner.meeting.id.as_str()); winner.meeting.claims().len()]);
    assert_eq!(claims.len(), 6);
}
