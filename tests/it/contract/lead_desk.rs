//! Leads past their conversations: added, found by keys, listed in every order, put together, erased.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        ids::{AdminId, EventId},
        lead::{
            Lead, LeadStatus,
            identity::{PersonKey, keys_of},
            merge::{MergeRecord, merge},
            query::{Assigned, LeadFilter, Sort},
            score::score,
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        page::PageSize,
    },
    service::{
        error::StorageError,
        ports::{LeadTrace, LeadWrite, Restored},
    },
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    audit::{entry, lines},
    people::*,
};

against_all! {
    a_key_is_one_leads,
    the_key_of_two_at_once_is_one_leads,
    every_order_is_paged_without_gaps,
    filters_hold_on_every_page,
    the_leads_of_one_of_the_team_have_every_order,
    words_are_found_by_their_beginnings,
    timelines_are_read_backwards,
    two_become_one_and_come_apart,
    who_is_erased_is_gone,
    a_search_narrows_by_status_and_finds_numbers,
    a_line_of_the_audit_log_is_stored_with_its_change_or_not_at_all,
    a_line_of_the_audit_log_is_stored_with_an_erasing_or_not_at_all,
}

fn person(n: u128, name: &str, email: &str) -> Lead {
    let fact = |field, value: &str| fact(field, value, &message_id(n, 1));
    let values = [(Field::Name, name), (Field::Email, email)];
    let facts: Facts = values.into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, value)| fact(field, value)).collect();
    let second = i64::try_from(n).expect("small");
    Lead { score: score(&facts, 0), created_at: at(second), updated_at: at(second), ..lead(n, &facts) }
}

fn event(n: u128, what: Happening) -> LeadEvent {
    LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(1), by: Actor::Visitor, what }
}

fn new(lead: Lead) -> LeadWrite {
    let trace = LeadTrace { claims: keys_of(&lead.facts), ..LeadTrace::default() };
    LeadWrite { lead, trace, restored: None }
}

async fn add(ports: &Ports, lead: Lead) -> Lead {
    ports.leads.write(new(lead.clone())).await.expect("written");
    lead
}

/// All pages of a list, in their order.
async fn all(ports: &Ports, filter: &LeadFilter, sort: &str, size: u32) -> Vec<Lead> {
    let (mut found, mut cursor) = (vec![], None::<String>);
    for _ in 0..100 {
        let size = PageSize::new(size).expect("a size");
        let sort = Sort::parse(sort).expect("an order");
        let page = ports.leads.list(filter, sort, size, cursor.as_deref()).await.expect("read").expect("a page");
        found.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = Some(next),
            None => return found,
        }
    }
    panic!("a list without end");
}

async fn a_key_is_one_leads(ports: Ports) {
    let ana = add(&ports, person(1, "Ana", "Ana@Example.com")).await;
    let key = PersonKey::Email("ana@example.com".into());
    let nobody = PersonKey::Email("nobody@example.com".into());
    assert_eq!(ports.leads.owners(&[nobody.clone(), key.clone()]).await, Ok(vec![(key.clone(), ana.clone())]));
    assert_eq!(ports.leads.owners(&[nobody]).await, Ok(vec![]));
    assert_eq!(ports.leads.write(new(person(2, "Another", "ana@example.COM"))).await, Err(StorageError::Conflict));
    assert_eq!((ports.leads.find(&lead_id(2)).await, ports.leads.count().await), (Ok(None), Ok(1)));

    let trace = LeadTrace { releases: vec![key.clone()], ..LeadTrace::default() };
    let given_up = Lead { facts: Facts::default(), version: 2, ..ana };
    ports.leads.write(LeadWrite { lead: given_up, trace, restored: None }).await.expect("written");
    add(&ports, person(2, "Another", "ana@example.COM")).await;
    assert_eq!(ports.leads.owners(&[key]).await.expect("read")[0].1.id, lead_id(2));
}

async fn the_key_of_two_at_once_is_one_leads(ports: Ports) {
    let writes = (1..=20).map(|n| {
        let leads = ports.leads.clone();
        tokio::spawn(async move { leads.write(new(person(n, "Ana", "ana@example.com"))).await })
    });
    let mut outcomes = vec![];
    for write in writes.collect::<Vec<_>>() {
        outcomes.push(write.await.expect("no panic"));
    }
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(()) | Err(StorageError::Conflict))), "{outcomes:?}");
    assert_eq!(ports.leads.count().await, Ok(1));
}

async fn every_order_is_paged_without_gaps(ports: Ports) {
    let names = ["Zoë", "ana", "Ben", "", "Çelik", "ben", "Ana", "Émile", "王伟", "زارا", ""];
    for (n, name) in (1..).zip(names) {
        let lead = person(n, name, &format!("{n}@example.com"));
        let follow_up_at = (n % 3 == 0).then(|| at(1_000 - i64::try_from(n).expect("small")));
        add(&ports, Lead { follow_up_at, ..lead }).await;
    }
    for order in ["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name", "score", "-score"] {
        let ids: Vec<_> = all(&ports, &LeadFilter::default(), order, 3).await.into_iter().map(|lead| lead.id).collect();
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!((ids.len(), once.len()), (names.len(), names.len()), "{order}");
        let whole: Vec<_> = all(&ports, &LeadFilter::default(), order, 100).await.into_iter().map(|lead| lead.id).collect();
        assert_eq!(ids, whole, "{order}: pages are the list");
        let mut backwards: Vec<_> = all(&ports, &LeadFilter::default(), &turned(order), 4).await.into_iter().map(|lead| lead.id).collect();
        backwards.reverse();
        assert_eq!(ids, backwards, "{order}");
    }
    let by_name: Vec<_> = all(&ports, &LeadFilter::default(), "name", 4).await;
    assert_eq!(by_name[0].value(Field::Name).map(str::to_lowercase).as_deref(), Some("ana"));
    assert!(by_name[9..].iter().all(|lead| lead.value(Field::Name).is_none()), "those without a name come last");
    let due: Vec<_> = all(&ports, &LeadFilter::default(), "follow_up_at", 2).await.into_iter().map(|lead| lead.id).collect();
    assert_eq!(due, [lead_id(9), lead_id(6), lead_id(3)]);
    assert_eq!(ports.leads.due(at(995)).await, Ok(2));
    let odd = ports.leads.list(&LeadFilter::default(), Sort::default(), PageSize::default(), Some("odd")).await;
    assert_eq!(odd, Ok(None));
}

fn turned(order: &str) -> String {
    order.strip_prefix('-').map_or_else(|| format!("-{order}"), str::to_owned)
}

async fn filters_hold_on_every_page(ports: Ports) {
    let statuses = LeadStatus::ALL;
    for n in 1..=30_u128 {
        let status = statuses[usize::try_from(n).expect("small") % statuses.len()];
        add(&ports, Lead { status, ..person(n, "Ana", &format!("{n}@example.com")) }).await;
    }
    let counts = ports.leads.counts().await.expect("counts");
    assert!(statuses.iter().all(|status| counts[status] == 5), "{counts:?}");
    let won = LeadFilter { status: Some(LeadStatus::Won), ..LeadFilter::default() };
    for order in ["-created_at", "name", "-score", "updated_at"] {
        let found = all(&ports, &won, order, 2).await;
        assert!(found.len() == 5 && found.iter().all(|lead| lead.status == LeadStatus::Won), "{order}");
    }
    let span = LeadFilter { from: Some(at(10)), to: Some(at(20)), ..LeadFilter::default() };
    for order in ["created_at", "name"] {
        assert_eq!(all(&ports, &span, order, 3).await.len(), 10, "{order}");
    }
    let website = LeadFilter { channel: Some(chatimjd::domain::conversation::Channel::Website), ..LeadFilter::default() };
    assert_eq!(all(&ports, &website, "-created_at", 10).await, []);
    let mine = AdminId::new(Uuid::from_u128(1));
    for n in 31..=33 {
        add(&ports, Lead { assignee: Some(mine.clone()), ..person(n, "Ben", &format!("{n}@example.com")) }).await;
    }
    for (assigned, count) in [(Assigned::To(mine), 3), (Assigned::To(AdminId::new(Uuid::from_u128(2))), 0), (Assigned::ToNobody, 30)] {
        let filter = LeadFilter { assignee: Some(assigned), ..LeadFilter::default() };
        for order in ["-created_at", "created_at", "name", "-score", "updated_at"] {
            assert_eq!(all(&ports, &filter, order, 2).await.len(), count, "{order}: {filter:?}");
        }
    }
    let moved = Lead { status: LeadStatus::Lost, version: 2, ..ports.leads.find(&lead_id(4)).await.expect("read").expect("won") };
    ports.leads.write(LeadWrite { lead: moved, trace: LeadTrace::default(), restored: None }).await.expect("written");
    assert_eq!(ports.leads.counts().await.expect("counts")[&LeadStatus::Lost], 6);
}

async fn the_leads_of_one_of_the_team_have_every_order(ports: Ports) {
    let (mine, other) = (AdminId::new(Uuid::from_u128(1)), AdminId::new(Uuid::from_u128(2)));
    for n in 1..=24_u128 {
        let assignee = [None, Some(mine.clone()), Some(other.clone())][usize::try_from(n % 3).expect("small")].clone();
        let status = if n % 2 == 0 { LeadStatus::Won } else { LeadStatus::New };
        let follow_up_at = (n % 4 == 0).then(|| at(i64::try_from(n).expect("small")));
        // The later they came, the earlier their names.
        let name = format!("{} Lima", char::from(b'Z' - u8::try_from(n).expect("small")));
        add(&ports, Lead { assignee, status, follow_up_at, ..person(n, &name, &format!("{n}@example.com")) }).await;
    }
    let of = |assigned: Assigned| LeadFilter { assignee: Some(assigned), ..LeadFilter::default() };
    let won = |assigned: Assigned| LeadFilter { status: Some(LeadStatus::Won), ..of(assigned) };
    let ids = |numbers: &[u128]| numbers.iter().copied().map(lead_id).collect::<Vec<_>>();
    let me = Assigned::To(mine);
    for (filter, order, expected) in [
        (of(me.clone()), "created_at", &[1, 4, 7, 10, 13, 16, 19, 22][..]),
        (of(me.clone()), "name", &[22, 19, 16, 13, 10, 7, 4, 1][..]),
        (of(me.clone()), "follow_up_at", &[4, 16][..]),
        (won(me.clone()), "-created_at", &[22, 16, 10, 4][..]),
        (won(me.clone()), "-name", &[4, 10, 16, 22][..]),
        (won(Assigned::ToNobody), "created_at", &[6, 12, 18, 24][..]),
        (won(Assigned::ToNobody), "-updated_at", &[24, 18, 12, 6][..]),
        (LeadFilter { from: Some(at(7)), to: Some(at(16)), ..of(me.clone()) }, "created_at", &[7, 10, 13][..]),
        (LeadFilter { q: Some("li".into()), ..won(me.clone()) }, "name", &[22, 16, 10, 4][..]),
    ] {
        for size in [1, 3, 100] {
            let found: Vec<_> = all(&ports, &filter, order, size).await.into_iter().map(|lead| lead.id).collect();
            assert_eq!(found, ids(expected), "{order}, pages of {size}: {filter:?}");
        }
    }
    // Who gives a lead away has it no longer.
    let given = Lead { assignee: Some(other.clone()), version: 2, ..ports.leads.find(&lead_id(4)).await.expect("read").expect("there") };
    ports.leads.write(LeadWrite { lead: given, trace: LeadTrace::default(), restored: None }).await.expect("written");
    assert_eq!(all(&ports, &won(me), "created_at", 2).await.first().map(|lead| lead.id.clone()), Some(lead_id(10)));
    assert!(all(&ports, &won(Assigned::To(other)), "created_at", 2).await.iter().any(|lead| lead.id == lead_id(4)));
}

async fn words_are_found_by_their_beginnings(ports: Ports) {
    add(&ports, person(1, "Ana Lima", "ana@example.com")).await;
    add(&ports, person(2, "Benedikt Lindqvist", "ben@northlight.example")).await;
    add(&ports, Lead { notes: Some("Prefers the lime green one".into()), ..person(3, "Ce", "c@example.com") }).await;
    let find = async |q: &str| {
        let filter = LeadFilter { q: Some(q.into()), ..LeadFilter::default() };
        let mut ids: Vec<_> = all(&ports, &filter, "created_at", 10).await.into_iter().map(|lead| lead.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(find("LIM").await, [lead_id(1), lead_id(3)]);
    assert_eq!(find("li").await, [lead_id(1), lead_id(2), lead_id(3)]);
    assert_eq!(find("lind ben").await, [lead_id(2)]);
    assert_eq!(find("northlight").await, [lead_id(2)]);
    assert_eq!(find("nobody").await, []);
}

async fn timelines_are_read_backwards(ports: Ports) {
    let ana = person(1, "Ana", "ana@example.com");
    let events: Vec<LeadEvent> = (1..=10).map(|n| event(n, Happening::noted(format!("note {n}")))).collect();
    let trace = LeadTrace { events: events.clone(), ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: ana, trace, restored: None }).await.expect("written");
    let ids = [lead_id(1), lead_id(2)];
    let latest = ports.leads.events(&ids, None, 4).await.expect("read");
    assert_eq!(latest, events.iter().rev().take(4).cloned().collect::<Vec<_>>());
    let earlier = ports.leads.events(&ids, Some(&latest[3].id), 100).await.expect("read");
    assert_eq!(earlier, events[..6].iter().rev().cloned().collect::<Vec<_>>());
}

async fn two_become_one_and_come_apart(ports: Ports) {
    let ana = add(&ports, person(1, "Ana", "ana@example.com")).await;
    let other = add(&ports, person(2, "Ana Lima", "lima@example.com")).await;
    let mut merged = merge(&ana, &other, at(50));
    merged.facts.forget(Field::Email);
    merged.facts.learn(fact(Field::Email, "ana@example.com", &message_id(1, 1)));
    let record = MergeRecord { before: ana.clone(), after: merged.clone(), absorbed: other.clone(), at: at(50) };
    let trace = LeadTrace {
        absorbed: Some(record.clone()),
        events: vec![event(7, Happening::Created { how: Beginning::Added })],
        ..LeadTrace::default()
    };
    ports.leads.write(LeadWrite { lead: merged.clone(), trace: trace.clone(), restored: None }).await.expect("merged");
    assert_eq!((ports.leads.find(&other.id).await, ports.leads.count().await), (Ok(Some(merged.clone())), Ok(1)));
    assert_eq!(ports.leads.merge_record(&other.id).await, Ok(Some(record)));
    assert_eq!(ports.leads.owners(&keys_of(&other.facts)).await.expect("read")[0].1.id, ana.id, "its key leads to the one that is left");
    let again = Lead { version: merged.version + 1, ..merged.clone() };
    assert_eq!(
        ports.leads.write(LeadWrite { lead: again, trace, restored: None }).await,
        Err(StorageError::Conflict),
        "it is gone already"
    );

    let apart = Lead { version: merged.version + 1, absorbed: vec![], ..ana.clone() };
    let restored = Lead { version: other.version + 1, ..other.clone() };
    let back = Restored { lead: restored.clone(), keys: keys_of(&other.facts) };
    let back = LeadWrite { lead: apart.clone(), trace: LeadTrace::default(), restored: Some(back) };
    ports.leads.write(back.clone()).await.expect("apart");
    assert_eq!(ports.leads.find(&other.id).await, Ok(Some(restored.clone())));
    assert_eq!(ports.leads.find(&ana.id).await, Ok(Some(apart.clone())));
    assert_eq!(ports.leads.owners(&keys_of(&other.facts)).await.expect("read")[0].1, restored);
    assert_eq!(ports.leads.merge_record(&other.id).await, Ok(None));
    let twice = LeadWrite { lead: Lead { version: apart.version + 1, ..apart }, ..back };
    assert_eq!(ports.leads.write(twice).await, Err(StorageError::Conflict));
}

async fn who_is_erased_is_gone(ports: Ports) {
    let said = said(1, 1, "I'm Ana");
    let ana = person(1, "Ana", "ana@example.com");
    let trace = LeadTrace {
        claims: keys_of(&ana.facts),
        events: vec![event(1, Happening::Created { how: Beginning::Captured })],
        ..LeadTrace::default()
    };
    let change = chatimjd::service::ports::ConversationWrite { lead: Some(ana.clone()), trace, ..said };
    ports.conversations.write(change).await.expect("written");
    add(&ports, person(2, "Ben", "ben@example.com")).await;
    assert_eq!(ports.leads.erase(std::slice::from_ref(&ana), vec![]).await, Ok(vec![conversation_id(1)]));
    assert_eq!((ports.leads.find(&ana.id).await, ports.leads.count().await), (Ok(None), Ok(1)));
    assert_eq!(ports.conversations.find(&conversation_id(1)).await, Ok(None));
    assert_eq!(ports.conversations.messages(&conversation_id(1), None, 9).await, Ok(vec![]));
    assert_eq!(ports.conversations.open_of(&visitor(1), 9).await, Ok(None));
    assert_eq!(ports.leads.events(std::slice::from_ref(&ana.id), None, 9).await, Ok(vec![]));
    assert_eq!(ports.leads.owners(&keys_of(&ana.facts)).await, Ok(vec![]));
    let filter = LeadFilter { q: Some("ana example".into()), ..LeadFilter::default() };
    assert_eq!(all(&ports, &filter, "name", 5).await, []);
}

async fn a_search_narrows_by_status_and_finds_numbers(ports: Ports) {
    for n in 1..=12_u128 {
        let mut lead = person(n, "Ana", &format!("{n}@example.com"));
        lead.facts.set(fact(Field::Phone, &format!("+92300123450{}", n % 10), &message_id(n, 1)));
        lead.status = if n % 4 == 0 { LeadStatus::MeetingScheduled } else { LeadStatus::New };
        ports.leads.write(LeadWrite { lead, trace: LeadTrace::default(), restored: None }).await.expect("written");
    }
    let ids = |found: Vec<Lead>| found.into_iter().map(|lead| lead.id).collect::<Vec<_>>();
    let search = LeadFilter { q: Some("ana".into()), ..LeadFilter::default() };
    for size in [2, 5, 100] {
        assert_eq!(ids(all(&ports, &search, "-created_at", size).await), (1..=12).rev().map(lead_id).collect::<Vec<_>>(), "{size}");
        let met = LeadFilter { status: Some(LeadStatus::MeetingScheduled), ..search.clone() };
        assert_eq!(ids(all(&ports, &met, "created_at", size).await), [4, 8, 12].map(lead_id));
        let with = LeadFilter { has_meeting: Some(true), ..search.clone() };
        assert_eq!(ids(all(&ports, &with, "created_at", size).await), [4, 8, 12].map(lead_id));
        let without = LeadFilter { has_meeting: Some(false), ..LeadFilter::default() };
        assert_eq!(all(&ports, &without, "name", size).await.len(), 9);
    }
    let number = LeadFilter { q: Some("0300 1234507".into()), number: Some("923001234507".into()), ..LeadFilter::default() };
    assert_eq!(ids(all(&ports, &number, "created_at", 9).await), [lead_id(7)]);
    // Whoever has moved on is found where they are now.
    let moved = Lead { status: LeadStatus::Won, version: 2, ..ports.leads.find(&lead_id(8)).await.expect("read").expect("there") };
    ports.leads.write(LeadWrite { lead: moved, trace: LeadTrace::default(), restored: None }).await.expect("written");
    let won = LeadFilter { status: Some(LeadStatus::Won), ..search };
    assert_eq!(ids(all(&ports, &won, "-created_at", 5).await), [lead_id(8)]);
}

async fn a_line_of_the_audit_log_is_stored_with_its_change_or_not_at_all(ports: Ports) {
    let told = |lead: Lead, n: u128| {
        let trace = LeadTrace { entry: Some(entry(n)), ..LeadTrace::default() };
        LeadWrite { lead, trace, restored: None }
    };
    let ana = person(1, "Ana", "ana@example.com");
    let won = Lead { status: LeadStatus::Won, version: 2, ..ana.clone() };
    ports.leads.write(told(ana.clone(), 1)).await.expect("written");
    ports.leads.write(told(won.clone(), 2)).await.expect("written");
    assert_eq!(lines(&ports).await, [entry(1), entry(2)]);
    // It begins from a version that is not the latest one any more.
    let late = Lead { status: LeadStatus::Lost, version: 2, ..ana };
    assert_eq!(ports.leads.write(told(late, 3)).await, Err(StorageError::Conflict));
    assert_eq!(lines(&ports).await, [entry(1), entry(2)]);
    // A line is stored once: without it, nothing is.
    let lost = Lead { status: LeadStatus::Lost, version: 3, ..won.clone() };
    assert_eq!(ports.leads.write(told(lost, 2)).await, Err(StorageError::Duplicate("audit entry")));
    assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(Some(won)));
    let counts = ports.leads.counts().await.expect("counts");
    assert_eq!((counts.get(&LeadStatus::Won), counts.get(&LeadStatus::Lost).copied().unwrap_or(0)), (Some(&1), 0));
}

async fn a_line_of_the_audit_log_is_stored_with_an_erasing_or_not_at_all(ports: Ports) {
    let ana = add(&ports, person(1, "Ana", "ana@example.com")).await;
    let ben = add(&ports, person(2, "Ben", "ben@example.com")).await;
    let stale = Lead { version: 2, ..ana.clone() };
    assert_eq!(ports.leads.erase(&[stale], vec![entry(1)]).await, Err(StorageError::Conflict));
    assert_eq!(lines(&ports).await, []);
    ports.audit.record(entry(2)).await.expect("recorded");
    let twice = ports.leads.erase(std::slice::from_ref(&ana), vec![entry(2)]).await;
    assert_eq!(twice, Err(StorageError::Duplicate("audit entry")), "a line is stored once: without it, nobody goes");
    assert_eq!(ports.leads.find(&ana.id).await, Ok(Some(ana.clone())));
    assert_eq!(ports.leads.erase(&[ana, ben], vec![entry(3), entry(4)]).await, Ok(vec![]));
    assert_eq!(lines(&ports).await, [2, 3, 4].map(entry));
    assert_eq!(ports.leads.count().await, Ok(0));
}
