//! Imports: their records, what they remember of leads, and that each step is whole or not at all.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        ids::{EventId, ImportId},
        lead::{
            Lead,
            identity::{PersonKey, keys_of},
            import::{Import, ImportCounts},
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, Forgets, ImportMark, ImportWrite, LeadTrace, LeadWrite, Marked},
    },
};
use uuid::Uuid;

use super::{Ports, against_all, people::*};

against_all! {
    a_record_grows_version_by_version,
    a_step_is_whole_or_not_at_all,
    marks_are_read_page_by_page_with_their_leads,
    a_lead_that_is_written_again_keeps_what_it_was_before,
    what_is_remembered_goes_with_the_lead,
    a_line_is_stored_with_its_step,
}

fn import(n: u128) -> Import {
    Import {
        id: ImportId::new(Uuid::from_u128(n)),
        file: "people (2), \"final\".csv".into(),
        by: Actor::Key("a bridge".into()),
        at: at(1),
        last_at: at(2),
        finished_at: None,
        counts: ImportCounts { rows: 9, new: 1, merged: 2, skipped: 3, failed: 3 },
        reverted_at: None,
        removed: 0,
        restored: 0,
        kept: vec![],
        kept_total: 0,
        version: 1,
    }
}

fn step(import: Import, leads: Vec<LeadWrite>, marks: Vec<ImportMark>) -> ImportWrite {
    ImportWrite { import, leads, marks, unmarks: vec![], entry: None }
}

fn after(import: &Import) -> Import {
    Import { version: import.version + 1, ..import.clone() }
}

/// A lead without a conversation, with an address.
fn person(n: u128) -> Lead {
    let facts: Facts = [fact(Field::Email, &format!("p{n}@example.com"), &message_id(n, 1))].into_iter().collect();
    Lead { conversation_ids: vec![], ..lead(n, &facts) }
}

fn line(n: u128) -> LeadEvent {
    LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(1), by: Actor::Visitor, what: Happening::Created { how: Beginning::Imported } }
}

fn made(lead: &Lead) -> LeadWrite {
    let trace = LeadTrace { claims: keys_of(&lead.facts), events: vec![line(7)], ..LeadTrace::default() };
    LeadWrite { lead: lead.clone(), trace, restored: None }
}

fn mark(lead: &Lead, before: Option<&Lead>, n: u128) -> ImportMark {
    ImportMark { lead: lead.id.clone(), before: before.cloned(), version: lead.version, lines: vec![line(n).id] }
}

async fn marked(ports: &Ports, import: &Import) -> Vec<Marked> {
    ports.imports.marked(&import.id, None, 100).await.expect("read")
}

async fn a_record_grows_version_by_version(ports: Ports) {
    let first = import(1);
    assert_eq!((ports.imports.find(&first.id).await, ports.imports.latest(9).await), (Ok(None), Ok(vec![])));
    ports.imports.write(step(first.clone(), vec![], vec![])).await.expect("begun");
    assert_eq!(ports.imports.find(&first.id).await, Ok(Some(first.clone())));
    assert_eq!(ports.imports.write(step(first.clone(), vec![], vec![])).await, Err(StorageError::Conflict), "there is such a one");
    let second = Import {
        finished_at: Some(at(5)),
        reverted_at: Some(at(6)),
        removed: 4,
        restored: 5,
        kept: vec![lead_id(1), lead_id(2)],
        kept_total: 200,
        ..after(&first)
    };
    ports.imports.write(step(second.clone(), vec![], vec![])).await.expect("written");
    assert_eq!(ports.imports.write(step(second.clone(), vec![], vec![])).await, Err(StorageError::Conflict), "an old version");
    let later = import(2);
    ports.imports.write(step(later.clone(), vec![], vec![])).await.expect("begun");
    assert_eq!(ports.imports.latest(9).await, Ok(vec![later.clone(), second]), "the latest first");
    assert_eq!(ports.imports.latest(1).await, Ok(vec![later]));
    let nowhere = after(&import(3));
    assert_eq!(ports.imports.write(step(nowhere, vec![], vec![])).await, Err(StorageError::Conflict), "it was never begun");
}

async fn a_step_is_whole_or_not_at_all(ports: Ports) {
    let first = import(1);
    ports.imports.write(step(first.clone(), vec![], vec![])).await.expect("begun");
    let (one, two) = (person(1), person(2));
    let writes = vec![made(&one), made(&two)];
    let marks = vec![mark(&one, None, 7), mark(&two, None, 7)];
    ports.imports.write(step(after(&first), writes, marks)).await.expect("written");
    assert_eq!((ports.leads.count().await, marked(&ports, &first).await.len()), (Ok(2), 2));
    assert_eq!(ports.leads.events(std::slice::from_ref(&one.id), None, 9).await, Ok(vec![line(7)]));

    // The address of the second belongs to somebody: neither of these is written.
    let taken = Lead { id: lead_id(4), ..person(2) };
    let writes = vec![made(&person(3)), made(&taken)];
    let late = step(after(&after(&first)), writes, vec![mark(&person(3), None, 7)]);
    assert_eq!(ports.imports.write(late).await, Err(StorageError::Conflict));
    assert_eq!((ports.leads.count().await, marked(&ports, &first).await.len()), (Ok(2), 2));
    assert_eq!(ports.imports.find(&first.id).await, Ok(Some(after(&first))));
    let owners = ports.leads.owners(&[PersonKey::Email("p2@example.com".into()), PersonKey::Email("p3@example.com".into())]).await;
    assert_eq!(owners.map(|owners| owners.into_iter().map(|(_, lead)| lead.id).collect::<Vec<_>>()), Ok(vec![two.id]));
    // An old state of the import writes no lead either.
    let stale = step(after(&first), vec![made(&person(3))], vec![]);
    assert_eq!((ports.imports.write(stale).await, ports.leads.count().await), (Err(StorageError::Conflict), Ok(2)));
}

async fn marks_are_read_page_by_page_with_their_leads(ports: Ports) {
    let (first, other) = (import(1), import(2));
    let people: Vec<Lead> = (1..=5).map(person).collect();
    let marks = people.iter().map(|lead| mark(lead, None, 7)).collect();
    ports.imports.write(step(first.clone(), people.iter().map(made).collect(), marks)).await.expect("written");
    ports.imports.write(step(other.clone(), vec![], vec![mark(&people[0], Some(&people[0]), 8)])).await.expect("written");
    let page = ports.imports.marked(&first.id, None, 2).await.expect("read");
    let whole: Vec<Marked> = people.iter().map(|lead| Marked { mark: mark(lead, None, 7), lead: Some(lead.clone()) }).collect();
    assert_eq!(page, whole[..2]);
    assert_eq!(ports.imports.marked(&first.id, Some(&page[1].mark.lead), 100).await, Ok(whole[2..].to_vec()));
    assert_eq!(ports.imports.marked(&first.id, Some(&people[4].id), 100).await, Ok(vec![]));
    assert_eq!(marked(&ports, &other).await.len(), 1, "each has its own");
    let unmark = ImportWrite { unmarks: vec![people[0].id.clone(), people[4].id.clone()], ..step(after(&first), vec![], vec![]) };
    ports.imports.write(unmark).await.expect("written");
    assert_eq!(marked(&ports, &first).await, whole[1..4]);
    assert_eq!(marked(&ports, &other).await.len(), 1);
}

async fn a_lead_that_is_written_again_keeps_what_it_was_before(ports: Ports) {
    let (first, before) = (import(1), person(1));
    ports.leads.write(made(&before)).await.expect("there before");
    let two = Lead { notes: Some("two".into()), version: 2, ..before.clone() };
    let write = |lead: &Lead| LeadWrite { lead: lead.clone(), trace: LeadTrace::default(), restored: None };
    ports.imports.write(step(first.clone(), vec![write(&two)], vec![mark(&two, Some(&before), 8)])).await.expect("written");
    let three = Lead { notes: Some("three".into()), version: 3, ..before.clone() };
    ports.imports.write(step(after(&first), vec![write(&three)], vec![mark(&three, Some(&two), 9)])).await.expect("written");
    let known = marked(&ports, &first).await[0].mark.clone();
    assert_eq!((known.before, known.version, known.lines.len()), (Some(before.clone()), 3, 2));
    // Somebody else writes, then the import once more: it cannot be taken back any more.
    let theirs = Lead { version: 4, ..before.clone() };
    ports.leads.write(write(&theirs)).await.expect("written");
    let five = Lead { version: 5, ..before };
    let third = after(&after(&first));
    ports.imports.write(step(third, vec![write(&five)], vec![mark(&five, Some(&theirs), 10)])).await.expect("written");
    assert_eq!(marked(&ports, &first).await[0].mark.version, 0);
}

async fn what_is_remembered_goes_with_the_lead(ports: Ports) {
    let (first, one, two) = (import(1), person(1), person(2));
    let marks = vec![mark(&one, Some(&one), 7), mark(&two, Some(&two), 7)];
    ports.imports.write(step(first.clone(), vec![made(&one), made(&two)], marks)).await.expect("written");
    ports.leads.erase(std::slice::from_ref(&one), vec![]).await.expect("erased");
    assert_eq!(marked(&ports, &first).await.len(), 1);
    let trace = LeadTrace { forgets: Forgets { imports: true, ..Forgets::default() }, ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: Lead { version: 2, ..two }, trace, restored: None }).await.expect("written");
    assert_eq!(marked(&ports, &first).await, []);
}

async fn a_line_is_stored_with_its_step(ports: Ports) {
    let entry = AuditEntry {
        id: chatimjd::domain::ids::AuditId::new(Uuid::from_u128(1)),
        at: at(1),
        actor: "environment".into(),
        action: "leads.imported".into(),
        target: Some("people.csv".into()),
        address: None,
    };
    let begun = ImportWrite { entry: Some(entry.clone()), ..step(import(1), vec![], vec![]) };
    ports.imports.write(begun.clone()).await.expect("begun");
    assert_eq!(ports.audit.latest(9).await, Ok(vec![entry]));
    assert!(ports.imports.write(begun).await.is_err());
    assert_eq!(ports.audit.latest(9).await.map(|lines| lines.len()), Ok(1));
}
