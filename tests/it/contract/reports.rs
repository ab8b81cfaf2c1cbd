//! What reports read: the facts of some days, whole and each once, and whose a day is.

use std::collections::BTreeSet;

use chatimjd::{
    domain::{
        capture::Facts,
        conversation::Conversation,
        ids::{ConversationId, EventId, LeadId, ReportId},
        lead::{
            Lead, LeadStatus,
            merge::{MergeRecord, merge},
            timeline::{Actor, Happening, LeadEvent},
        },
        meeting::notice::Notice,
        report::lines::{LeadOfDay, Span, TalkOfDay},
        time::Timestamp,
    },
    service::ports::{Claim, LeadTrace, LeadWrite, Waiting},
};
use jiff::civil::date;
use uuid::Uuid;

use super::{Ports, against_all, people::*};

against_all! {
    leads_are_those_that_were_made_or_moved_on,
    what_became_part_of_a_lead_is_told_with_it,
    follow_ups_come_in_their_order,
    conversations_are_those_in_which_something_was_said,
    a_day_is_one_instances,
    a_day_is_taken_over_and_given_up,
    of_many_one_gets_the_day,
    what_is_to_be_mailed_waits_from_the_end_of_the_day_on,
}

const DAY_S: i64 = 86_400;

/// The day `n` after that of [`at`], from noon to noon.
fn day(n: i64) -> Span {
    (at(n * DAY_S), at((n + 1) * DAY_S))
}

fn made(n: u128, created_at: Timestamp) -> Lead {
    Lead { conversation_ids: vec![], created_at, ..lead(n, &Facts::default()) }
}

fn moved(n: u128, when: Timestamp) -> LeadEvent {
    let what = Happening::Status { from: LeadStatus::New, to: LeadStatus::Contacted };
    LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: when, by: Actor::Visitor, what }
}

async fn put(ports: &Ports, lead: &Lead, events: Vec<LeadEvent>) {
    let trace = LeadTrace { events, ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: lead.clone(), trace, restored: None }).await.expect("written");
}

/// All leads of the span, read in pages of this size.
async fn leads(ports: &Ports, span: Span, size: u32) -> Vec<LeadOfDay> {
    let (mut all, mut after) = (vec![], None::<LeadId>);
    loop {
        let page = ports.facts.leads(span, after.as_ref(), size).await.expect("read");
        let is_last = page.len() < size as usize;
        after = page.last().map(|of_day| of_day.lead.id.clone());
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

async fn talks(ports: &Ports, span: Span, size: u32) -> Vec<TalkOfDay> {
    let (mut all, mut after) = (vec![], None::<ConversationId>);
    loop {
        let page = ports.facts.talks(span, after.as_ref(), size).await.expect("read");
        let is_last = page.len() < size as usize;
        after = page.last().map(|of_day| of_day.conversation.id.clone());
        all.extend(page);
        if is_last {
            return all;
        }
    }
}

async fn leads_are_those_that_were_made_or_moved_on(ports: Ports) {
    for n in 1..=20_u128 {
        // Their ids do not sort by the days on which they were made.
        let days = i64::try_from(n % 4).expect("small");
        put(&ports, &made(n, at(days * DAY_S + 5)), vec![]).await;
    }
    // Made on the first day, moved on the third, and something else told on the second.
    let noted = LeadEvent { what: Happening::noted("called \"status\""), ..moved(50, at(DAY_S + 7)) };
    let first = Lead { version: 2, ..made(4, at(5)) };
    put(&ports, &first, vec![moved(51, at(2 * DAY_S + 7)), noted]).await;
    for size in [1, 3, 100] {
        let ids = async |n: i64| leads(&ports, day(n), size).await.into_iter().map(|of_day| of_day.lead.id).collect::<Vec<_>>();
        assert_eq!(ids(0).await, [4, 8, 12, 16, 20].map(lead_id), "{size}");
        assert_eq!(ids(1).await, [1, 5, 9, 13, 17].map(lead_id), "{size}");
        assert_eq!(ids(2).await, [2, 4, 6, 10, 14, 18].map(lead_id), "{size}");
        assert_eq!(ids(9).await, [] as [LeadId; 0], "{size}");
    }
    let third = leads(&ports, day(2), 9).await;
    assert_eq!(third[1], LeadOfDay { lead: first, lines: vec![moved(51, at(2 * DAY_S + 7))] });
    assert_eq!(leads(&ports, (at(-DAY_S), at(9 * DAY_S)), 7).await.len(), 20, "each once");
    // From the first instant until just before the second.
    assert_eq!(leads(&ports, (at(5), at(6)), 9).await.len(), 5);
    assert_eq!(leads(&ports, (at(4), at(5)), 9).await, []);
}

async fn what_became_part_of_a_lead_is_told_with_it(ports: Ports) {
    let (one, two) = (made(1, at(-9 * DAY_S)), made(2, at(-9 * DAY_S)));
    put(&ports, &one, vec![moved(1, at(3))]).await;
    put(&ports, &two, vec![moved(2, at(2))]).await;
    let merged = merge(&one, &two, at(50));
    let record = MergeRecord { before: one, after: merged.clone(), absorbed: two, at: at(50) };
    let trace = LeadTrace { absorbed: Some(record), ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: merged.clone(), trace, restored: None }).await.expect("merged");
    let found = leads(&ports, day(0), 9).await;
    let lines: BTreeSet<EventId> = found.iter().flat_map(|of_day| &of_day.lines).map(|line| line.id.clone()).collect();
    assert_eq!(found.iter().map(|of_day| &of_day.lead).collect::<Vec<_>>(), [&merged]);
    assert_eq!(lines, [moved(1, at(3)).id, moved(2, at(2)).id].into());
    ports.leads.erase(&[merged], vec![]).await.expect("erased");
    assert_eq!(leads(&ports, day(0), 9).await, []);
}

async fn follow_ups_come_in_their_order(ports: Ports) {
    let with = |n: u128, seconds: Option<i64>| Lead { follow_up_at: seconds.map(at), ..made(n, at(0)) };
    for lead in [with(1, Some(30)), with(2, Some(10)), with(3, None), with(4, Some(10)), with(5, Some(99)), with(6, Some(20))] {
        put(&ports, &lead, vec![]).await;
    }
    let ids = |leads: Vec<Lead>| leads.into_iter().map(|lead| lead.id).collect::<Vec<_>>();
    let all = ports.facts.follow_ups(at(99), None, 9).await.expect("read");
    assert_eq!(ids(all.clone()), [2, 4, 6, 1].map(lead_id), "before that time");
    let two = ports.facts.follow_ups(at(99), None, 2).await.expect("read");
    assert_eq!(ids(two), [2, 4].map(lead_id));
    let rest = ports.facts.follow_ups(at(99), Some((at(10), &lead_id(2))), 9).await.expect("read");
    assert_eq!(rest, all[1..]);
}

/// Conversation `n`, which began and in which something was said at these times.
async fn talk(ports: &Ports, n: u128, began: Timestamp, said: &[Timestamp]) {
    let last_at = said.last().copied().unwrap_or(began);
    let messages = (1..).zip(said).flat_map(|(m, at)| {
        let pair = exchange(n, 2 * m, "hello");
        pair.into_iter().map(|message| chatimjd::domain::message::Message { at: *at, ..message })
    });
    let change = write(Conversation { started_at: began, last_at, ..conversation(n) }, messages.collect());
    ports.conversations.write(change).await.expect("written");
}

async fn conversations_are_those_in_which_something_was_said(ports: Ports) {
    talk(&ports, 1, at(5), &[at(5)]).await;
    // Over the end of a day.
    talk(&ports, 2, at(DAY_S - 5), &[at(DAY_S - 5), at(DAY_S + 5)]).await;
    // For months, with weeks between.
    talk(&ports, 3, at(-90 * DAY_S), &[at(-90 * DAY_S), at(7), at(60 * DAY_S)]).await;
    talk(&ports, 4, at(DAY_S + 9), &[at(DAY_S + 9)]).await;
    talk(&ports, 5, at(9), &[]).await;
    talk(&ports, 6, at(-6 * DAY_S), &[at(-6 * DAY_S), at(8)]).await;
    for size in [1, 2, 50] {
        let told = async |n: i64| {
            let found = talks(&ports, day(n), size).await;
            found.into_iter().map(|of_day| (of_day.conversation.id, of_day.messages.len())).collect::<Vec<_>>()
        };
        let with = |all: &[(u128, usize)]| all.iter().map(|(n, messages)| (conversation_id(*n), *messages)).collect::<Vec<_>>();
        assert_eq!(told(0).await, with(&[(1, 2), (2, 2), (3, 2), (5, 0), (6, 2)]), "{size}");
        assert_eq!(told(1).await, with(&[(2, 2), (4, 2)]), "{size}");
        assert_eq!(told(60).await, with(&[(3, 2)]), "{size}");
        assert_eq!(told(30).await, with(&[]), "{size}");
    }
    let whole = talks(&ports, (at(-100 * DAY_S), at(100 * DAY_S)), 4).await;
    assert_eq!(whole.iter().map(|of_day| of_day.messages.len()).collect::<Vec<_>>(), [2, 4, 6, 2, 0, 4]);
    assert_eq!(whole[2].conversation, ports.conversations.find(&conversation_id(3)).await.expect("read").expect("there"));
}

fn report(n: u128) -> ReportId {
    ReportId::new(Uuid::from_u128(n))
}

async fn a_day_is_one_instances(ports: Ports) {
    let (monday, tuesday) = (date(2026, 11, 23), date(2026, 11, 24));
    let claim = async |day, by: &str, now: i64| ports.claims.claim(day, by, at(now), at(now + 900)).await.expect("asked");
    assert_eq!(claim(monday, "one", 0).await, Claim::Mine);
    assert_eq!(claim(monday, "other", 1).await, Claim::Others);
    assert_eq!(claim(monday, "one", 2).await, Claim::Mine, "whoever claims again takes it on");
    assert_eq!(claim(monday, "other", 900).await, Claim::Others);
    assert_eq!(claim(tuesday, "other", 3).await, Claim::Mine);
    assert_eq!(ports.claims.finish(monday, "other", &report(1), vec![]).await, Ok(false));
    assert_eq!(ports.claims.done(monday).await, Ok(vec![]));
    assert_eq!(ports.claims.finish(monday, "one", &report(1), vec![]).await, Ok(true));
    assert_eq!(ports.claims.finish(monday, "one", &report(2), vec![]).await, Ok(false), "it is done");
    for by in ["one", "other"] {
        assert_eq!(claim(monday, by, 90_000).await, Claim::Done);
    }
    assert_eq!(ports.claims.finish(tuesday, "other", &report(3), vec![]).await, Ok(true));
    assert_eq!(ports.claims.done(monday).await, Ok(vec![monday, tuesday]));
    assert_eq!(ports.claims.done(tuesday).await, Ok(vec![tuesday]));
}

async fn a_day_is_taken_over_and_given_up(ports: Ports) {
    let monday = date(2026, 11, 23);
    let claim = async |by: &str, now: i64| ports.claims.claim(monday, by, at(now), at(now + 900)).await.expect("asked");
    assert_eq!(claim("one", 0).await, Claim::Mine);
    assert_eq!(claim("other", 900).await, Claim::Mine, "its time is over");
    assert_eq!(ports.claims.finish(monday, "one", &report(1), vec![]).await, Ok(false), "it was too slow");
    ports.claims.give_up(monday, "one").await.expect("nothing of its own");
    assert_eq!(claim("one", 901).await, Claim::Others);
    ports.claims.give_up(monday, "other").await.expect("given up");
    assert_eq!(claim("one", 902).await, Claim::Mine);
    assert_eq!(ports.claims.finish(monday, "one", &report(1), vec![]).await, Ok(true));
    ports.claims.give_up(monday, "one").await.expect("nothing to give up");
    assert_eq!(ports.claims.done(monday).await, Ok(vec![monday]));
}

async fn what_is_to_be_mailed_waits_from_the_end_of_the_day_on(ports: Ports) {
    let monday = date(2026, 11, 23);
    let mail = |n| Waiting::new(Notice::Report { report: report(n) }, at(5));
    ports.claims.claim(monday, "one", at(0), at(900)).await.expect("asked");
    assert_eq!(ports.claims.finish(monday, "other", &report(1), vec![mail(1)]).await, Ok(false));
    assert_eq!(ports.outbox.due(at(9), 10).await, Ok(vec![]), "it is not the other one's to tell");
    assert_eq!(ports.claims.finish(monday, "one", &report(2), vec![mail(2)]).await, Ok(true));
    assert_eq!(ports.claims.finish(monday, "one", &report(3), vec![mail(3)]).await, Ok(false), "it is done");
    assert_eq!(ports.outbox.due(at(9), 10).await, Ok(vec![mail(2)]));
}

async fn of_many_one_gets_the_day(ports: Ports) {
    let race: Vec<_> = (0..12)
        .map(|n| {
            let claims = ports.claims.clone();
            tokio::spawn(async move { claims.claim(date(2026, 11, 23), &format!("instance {n}"), at(0), at(900)).await })
        })
        .collect();
    let mut mine = 0;
    for racer in race {
        match racer.await.expect("no panic").expect("asked") {
            Claim::Mine => mine += 1,
            other => assert_eq!(other, Claim::Others),
        }
    }
    assert_eq!(mine, 1);
}
