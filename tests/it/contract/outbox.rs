//! Mails to come: put in once, with the change of a meeting or not at all; found when they are due, taken by one of several
//! workers, gone with whoever is erased.

use chatimjd::{
    domain::{
        lead::timeline::Actor,
        meeting::{
            Meeting,
            notice::{Notice, Reader},
        },
        time::Timestamp,
    },
    service::ports::{ConversationWrite, Delivery, LeadTrace, LeadWrite, MeetingWrite, MeetingWriteError, Waiting},
};

use super::{
    Ports, against_all,
    audit::{entry, lines},
    meetings::{alone, booked, half_an_hour, pending, person, store},
    people::{at, conversation_id, lead_id, said},
};

against_all! {
    what_is_due_comes_the_earliest_first,
    what_is_known_stays_as_it_is,
    a_change_and_its_mails_are_stored_together,
    of_many_workers_one_takes_it,
    what_ended_is_over_with_its_line,
    what_has_gone_out_is_known,
    what_a_visitor_said_and_its_mails_are_stored_together,
    what_has_gone_out_since_then_is_told,
    trouble_is_counted_with_what_went_wrong_most,
    what_was_over_long_ago_is_forgotten,
    whoever_is_erased_takes_theirs_along,
}

/// Of meeting `n` in an hour of its own.
fn meeting(n: u128) -> Meeting {
    booked(n, 60 * i64::try_from(n).expect("small"))
}

fn change(n: u128, due: i64) -> Waiting {
    Waiting::new(meeting(n).change_notice(Reader::Visitor), at(due))
}

fn dead(second: i64) -> Notice {
    Notice::CalendarDead { since: Timestamp::constant(second, 0) }
}

async fn due(ports: &Ports, second: i64) -> Vec<Waiting> {
    ports.outbox.due(at(second), 20).await.expect("read")
}

async fn what_is_due_comes_the_earliest_first(ports: Ports) {
    assert_eq!(due(&ports, 1_000).await, []);
    let reminder = Notice::Reminder { meeting: meeting(3).id, sequence: 7, minutes: 1_440 };
    let failed =
        Waiting { failures: 3, problem: Some("“away” \n 'again' 📮".into()), next_at: at(30), ..Waiting::new(reminder, at(5)) };
    let (second, first) = (Waiting::new(dead(60), at(20)), change(1, 10));
    ports.outbox.put(vec![failed.clone(), second.clone(), first.clone()]).await.expect("put");
    ports.outbox.put(vec![]).await.expect("nothing");
    assert_eq!(due(&ports, 9).await, []);
    assert_eq!(due(&ports, 10).await, std::slice::from_ref(&first));
    assert_eq!(due(&ports, 1_000).await, [first.clone(), second.clone(), failed]);
    assert_eq!(ports.outbox.due(at(1_000), 2).await, Ok(vec![first, second]));
}

async fn what_is_known_stays_as_it_is(ports: Ports) {
    let first = change(1, 10);
    ports.outbox.put(vec![first.clone()]).await.expect("put");
    ports.outbox.put(vec![change(1, 20), change(2, 20)]).await.expect("put");
    assert_eq!(due(&ports, 1_000).await, [first.clone(), change(2, 20)]);
    assert_eq!(ports.outbox.finish(&first, Delivery::Sent, at(30), None).await, Ok(true));
    ports.outbox.put(vec![change(1, 40)]).await.expect("put");
    assert_eq!(due(&ports, 1_000).await, [change(2, 20)], "it has gone out already");
}

async fn a_change_and_its_mails_are_stored_together(ports: Ports) {
    let first = meeting(1);
    let told = |meeting: &Meeting, second| vec![Waiting::new(meeting.change_notice(Reader::Owner), at(second))];
    ports.meetings.write(MeetingWrite { notices: told(&first, 10), ..alone(&first) }).await.expect("written");
    assert_eq!(due(&ports, 1_000).await, told(&first, 10));
    // What is refused puts nothing in.
    let taken = Meeting { time: first.time, occupied: first.occupied, ..meeting(2) };
    let refused = ports.meetings.write(MeetingWrite { notices: told(&taken, 20), ..alone(&taken) }).await;
    assert_eq!(refused, Err(MeetingWriteError::Taken));
    let stale = ports.meetings.write(MeetingWrite { notices: told(&meeting(3), 20), ..alone(&first) }).await;
    assert_eq!(stale, Err(MeetingWriteError::Stale));
    assert_eq!(due(&ports, 1_000).await, told(&first, 10));
    let moved = first.reschedule(half_an_hour(500), half_an_hour(500), at(1), Actor::Visitor).expect("moved");
    ports.meetings.write(MeetingWrite { notices: told(&moved, 20), ..alone(&moved) }).await.expect("written");
    assert_eq!(due(&ports, 1_000).await, [told(&first, 10), told(&moved, 20)].concat());
}

async fn of_many_workers_one_takes_it(ports: Ports) {
    let waiting = change(1, 10);
    ports.outbox.put(vec![waiting.clone()]).await.expect("put");
    let race: Vec<_> = (1..=8)
        .map(|n| {
            let (outbox, waiting) = (ports.outbox.clone(), waiting.clone());
            let next = Waiting { next_at: at(100 + n), ..waiting.clone() };
            tokio::spawn(async move { (n, outbox.postpone(&waiting, next).await) })
        })
        .collect();
    let mut winners = vec![];
    for racer in race {
        match racer.await.expect("no panic") {
            (n, Ok(true)) => winners.push(n),
            (_, outcome) => assert_eq!(outcome, Ok(false)),
        }
    }
    let [winner] = winners[..] else { panic!("{winners:?} have one mail") };
    assert_eq!(due(&ports, 99).await, []);
    assert_eq!(due(&ports, 1_000).await, [Waiting { next_at: at(100 + winner), ..waiting }]);
}

async fn what_ended_is_over_with_its_line(ports: Ports) {
    let waiting = Waiting { failures: 1, problem: Some("away".into()), ..change(1, 10) };
    ports.outbox.put(vec![waiting.clone()]).await.expect("put");
    let others = [
        Waiting { next_at: at(11), ..waiting.clone() },
        Waiting { failures: 2, ..waiting.clone() },
        Waiting { problem: None, ..waiting.clone() },
        change(2, 10),
    ];
    for seen in others {
        assert_eq!(ports.outbox.finish(&seen, Delivery::GivenUp, at(20), Some(entry(1))).await, Ok(false), "{seen:?}");
        assert_eq!(ports.outbox.postpone(&seen, waiting.clone()).await, Ok(false), "{seen:?}");
    }
    assert_eq!((lines(&ports).await, due(&ports, 1_000).await), (vec![], vec![waiting.clone()]));
    assert_eq!(ports.outbox.finish(&waiting, Delivery::GivenUp, at(20), Some(entry(1))).await, Ok(true));
    assert_eq!((lines(&ports).await, due(&ports, 1_000).await), (vec![entry(1)], vec![]));
    assert_eq!(ports.outbox.finish(&waiting, Delivery::Sent, at(20), Some(entry(2))).await, Ok(false));
    assert_eq!(ports.outbox.postpone(&waiting, waiting.clone()).await, Ok(false));
    assert_eq!(lines(&ports).await, [entry(1)]);
}

async fn what_has_gone_out_is_known(ports: Ports) {
    let [sent, dropped, waiting] = [change(1, 10), change(2, 10), change(3, 10)];
    ports.outbox.put(vec![sent.clone(), dropped.clone(), waiting.clone()]).await.expect("put");
    assert_eq!(ports.outbox.has_sent(std::slice::from_ref(&sent.notice)).await, Ok(false));
    assert_eq!(ports.outbox.finish(&sent, Delivery::Sent, at(20), None).await, Ok(true));
    assert_eq!(ports.outbox.finish(&dropped, Delivery::Dropped, at(20), None).await, Ok(true));
    let unknown = change(4, 10);
    assert_eq!(ports.outbox.has_sent(&[]).await, Ok(false));
    assert_eq!(ports.outbox.has_sent(&[dropped.notice.clone(), waiting.notice, unknown.notice.clone()]).await, Ok(false));
    assert_eq!(ports.outbox.has_sent(&[unknown.notice, dropped.notice, sent.notice]).await, Ok(true));
}

async fn what_a_visitor_said_and_its_mails_are_stored_together(ports: Ports) {
    let wish = |n, due| Waiting::new(Notice::Wish { conversation: conversation_id(n), since: at(1) }, at(due));
    let told = ConversationWrite { notices: vec![wish(1, 10)], ..said(1, 1, "Can I talk to a person?") };
    ports.conversations.write(told.clone()).await.expect("written");
    assert_eq!(due(&ports, 1_000).await, [wish(1, 10)]);
    // What is refused puts nothing in.
    let refused = ConversationWrite { notices: vec![wish(2, 20)], ..told };
    assert!(ports.conversations.write(refused).await.is_err());
    assert_eq!(due(&ports, 1_000).await, [wish(1, 10)]);
}

async fn what_has_gone_out_since_then_is_told(ports: Ports) {
    assert_eq!(ports.outbox.sent_since(at(0)).await, Ok(vec![]));
    let [early, late, dropped, waiting] = [change(1, 10), change(2, 10), change(3, 10), change(4, 10)];
    ports.outbox.put(vec![early.clone(), late.clone(), dropped.clone(), waiting]).await.expect("put");
    for (one, how, second) in [(&early, Delivery::Sent, 20), (&late, Delivery::Sent, 30), (&dropped, Delivery::Dropped, 30)] {
        assert_eq!(ports.outbox.finish(one, how, at(second), None).await, Ok(true));
    }
    assert_eq!(ports.outbox.sent_since(at(20)).await, Ok(vec![late.notice.clone()]), "not what went out at that moment");
    assert_eq!(ports.outbox.sent_since(at(19)).await.expect("read").len(), 2);
    assert_eq!(ports.outbox.sent_since(at(30)).await, Ok(vec![]));
}

async fn trouble_is_counted_with_what_went_wrong_most(ports: Ports) {
    assert_eq!(ports.outbox.troubled().await, Ok((0, None)));
    let failed = |n, failures, problem: &str| Waiting { failures, problem: Some(problem.to_owned()), ..change(n, 10) };
    let worst = failed(2, 5, "refused");
    ports.outbox.put(vec![change(1, 10), worst.clone(), failed(3, 1, "away")]).await.expect("put");
    assert_eq!(ports.outbox.troubled().await, Ok((2, Some("refused".to_owned()))));
    assert_eq!(ports.outbox.finish(&worst, Delivery::GivenUp, at(20), None).await, Ok(true));
    assert_eq!(ports.outbox.troubled().await, Ok((1, Some("away".to_owned()))));
}

async fn what_was_over_long_ago_is_forgotten(ports: Ports) {
    let [old, young, waiting] = [change(1, 1), change(2, 2), change(3, 3)];
    ports.outbox.put(vec![old.clone(), young.clone(), waiting.clone()]).await.expect("put");
    assert_eq!(ports.outbox.finish(&old, Delivery::Sent, at(99), None).await, Ok(true));
    assert_eq!(ports.outbox.finish(&young, Delivery::Sent, at(100), None).await, Ok(true));
    ports.outbox.sweep(at(100)).await.expect("swept");
    assert_eq!(ports.outbox.has_sent(std::slice::from_ref(&old.notice)).await, Ok(false));
    assert_eq!(ports.outbox.has_sent(&[young.notice]).await, Ok(true));
    assert_eq!(due(&ports, 1_000).await, std::slice::from_ref(&waiting));
    ports.outbox.put(vec![old.clone()]).await.expect("put");
    assert_eq!(due(&ports, 1_000).await, [old, waiting]);
}

async fn whoever_is_erased_takes_theirs_along(ports: Ports) {
    ports.leads.write(LeadWrite { lead: person(1), trace: LeadTrace::default(), restored: None }).await.expect("written");
    let of_one = |meeting: Meeting| Meeting { lead_id: Some(lead_id(1)), conversation_id: None, ..meeting };
    let (local, google, other) = (of_one(meeting(1)), of_one(pending(2, 120)), meeting(3));
    for meeting in [&local, &google, &other] {
        store(&ports, meeting).await;
        let notices = [meeting.change_notice(Reader::Visitor), meeting.change_notice(Reader::Owner)];
        ports.outbox.put(notices.map(|notice| Waiting::new(notice, at(10))).into()).await.expect("put");
    }
    ports.leads.erase(&[person(1)], vec![]).await.expect("erased");
    let left: Vec<_> = due(&ports, 1_000).await.into_iter().map(|waiting| waiting.notice.meeting().cloned()).collect();
    assert_eq!(left, [Some(other.id.clone()), Some(other.id)]);
}
