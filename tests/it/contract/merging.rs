//! Leads that became one by their conversations: whose keys and words are whose, before, between and after; and erasing.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::Conversation,
        ids::EventId,
        lead::{
            Lead,
            identity::{PersonKey, keys_of},
            merge::{MergeRecord, merge},
            timeline::{Actor, Happening, LeadEvent},
        },
    },
    service::{
        error::StorageError,
        ports::{ConversationWrite, Forgets, LeadTrace, LeadWrite, Restored},
    },
};
use uuid::Uuid;

use super::{Ports, against_all, people::*};

against_all! {
    the_words_of_a_merged_person_reach_the_lead_that_is_left,
    conversations_go_back_with_their_lead,
    a_key_of_nobody_is_free,
    keys_go_with_the_lead_and_come_back_unless_taken,
    a_lead_that_has_changed_is_not_erased,
    a_visitors_erasure_takes_what_became_part_of_the_lead,
    what_is_forgotten_is_told_no_more,
}

fn address(n: u128) -> String {
    format!("p{n}@example.com")
}

fn key(n: u128) -> PersonKey {
    PersonKey::Email(address(n))
}

/// Visitor `n` with an open conversation and a lead that has an address, a key and a line.
async fn somebody(ports: &Ports, n: u128) -> (Conversation, Lead) {
    let messages = exchange(n, 1, &address(n));
    let facts: Facts = [fact(Field::Email, &address(n), &messages[0].id)].into_iter().collect();
    let open = Conversation { lead_id: Some(lead_id(n)), facts: facts.clone(), ..conversation(n) };
    let lead = lead(n, &facts);
    let trace = LeadTrace { claims: keys_of(&facts), events: vec![line(n, 1)], ..LeadTrace::default() };
    let change = ConversationWrite { conversation: open.clone(), messages, lead: Some(lead.clone()), trace, notices: vec![] };
    ports.conversations.write(change).await.expect("written");
    (open, lead)
}

fn line(n: u128, m: u128) -> LeadEvent {
    let what = Happening::noted(format!("line {m} of {n}"));
    LeadEvent { id: EventId::new(Uuid::from_u128(n << 64 | m)), at: at(1), by: Actor::Visitor, what }
}

/// `other` becomes part of `lead`, as the desk would have it.
async fn together(ports: &Ports, lead: &Lead, other: &Lead) -> Lead {
    let merged = merge(lead, other, at(50));
    let record = MergeRecord { before: lead.clone(), after: merged.clone(), absorbed: other.clone(), at: at(50) };
    let trace = LeadTrace { absorbed: Some(record), ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: merged.clone(), trace, restored: None }).await.expect("merged");
    merged
}

/// And comes out of it again.
fn apart(merged: &Lead, lead: &Lead, other: &Lead) -> LeadWrite {
    let back = Lead { version: merged.version + 1, ..lead.clone() };
    let restored = Restored { lead: Lead { version: other.version + 1, ..other.clone() }, keys: keys_of(&other.facts) };
    LeadWrite { lead: back, trace: LeadTrace::default(), restored: Some(restored) }
}

async fn owner(ports: &Ports, n: u128) -> Option<Lead> {
    ports.leads.owners(&[key(n)]).await.expect("read").pop().map(|(_, lead)| lead)
}

async fn the_words_of_a_merged_person_reach_the_lead_that_is_left(ports: Ports) {
    let ((_, one), (_, two), (_, three)) = (somebody(&ports, 1).await, somebody(&ports, 2).await, somebody(&ports, 3).await);
    let two = together(&ports, &two, &three).await;
    let merged = together(&ports, &one, &two).await;
    for n in [1, 2, 3] {
        let open = ports.conversations.open_of(&visitor(n), 9).await.expect("read").expect("open");
        assert_eq!((open.conversation.lead_id, open.lead), (Some(merged.id.clone()), Some(merged.clone())), "{n}");
        // And once more, from what is remembered.
        let open = ports.conversations.open_of(&visitor(n), 0).await.expect("read").expect("open");
        assert_eq!(open.lead, Some(merged.clone()), "{n}");
    }
}

async fn conversations_go_back_with_their_lead(ports: Ports) {
    let ((_, one), (_, two)) = (somebody(&ports, 1).await, somebody(&ports, 2).await);
    let merged = together(&ports, &one, &two).await;
    // The second visitor goes on, now as the one lead.
    let open = ports.conversations.open_of(&visitor(2), 9).await.expect("read").expect("open");
    let spoken = Lead { version: merged.version + 1, ..merged.clone() };
    let change = ConversationWrite { lead: Some(spoken.clone()), ..write(next(&open.conversation), exchange(2, 3, "more")) };
    ports.conversations.write(change).await.expect("written");
    assert_eq!(ports.conversations.open_of(&visitor(2), 9).await.expect("read").expect("open").lead, Some(spoken.clone()));

    let stale = next(&ports.conversations.find(&conversation_id(2)).await.expect("read").expect("there"));
    ports.leads.write(apart(&spoken, &one, &two)).await.expect("apart");
    let late = ports.conversations.write(write(stale, exchange(2, 5, "late"))).await;
    assert_eq!(late, Err(StorageError::Conflict), "what was read before belongs to the other lead");
    for n in [1, 2] {
        let open = ports.conversations.open_of(&visitor(n), 9).await.expect("read").expect("open");
        assert_eq!((open.conversation.lead_id, open.lead.map(|lead| lead.id)), (Some(lead_id(n)), Some(lead_id(n))), "{n}");
    }
    let open = ports.conversations.open_of(&visitor(2), 9).await.expect("read").expect("open");
    let lead = open.lead.map(|lead| Lead { version: lead.version + 1, ..lead });
    let change = ConversationWrite { lead, ..write(next(&open.conversation), exchange(2, 7, "again")) };
    ports.conversations.write(change).await.expect("written");
    assert_eq!(ports.leads.count().await, Ok(2));
}

async fn a_key_of_nobody_is_free(ports: Ports) {
    let (_, one) = somebody(&ports, 1).await;
    // A key beyond the lead's facts, as a corrected address was once.
    let claims = vec![key(9), key(1)];
    let trace = LeadTrace { claims, ..LeadTrace::default() };
    let again = Lead { version: 2, ..one.clone() };
    ports.leads.write(LeadWrite { lead: again.clone(), trace, restored: None }).await.expect("one's own key is claimed again");
    assert_eq!(owner(&ports, 9).await, Some(again.clone()));
    ports.leads.erase(std::slice::from_ref(&again), vec![]).await.expect("erased");
    assert_eq!((owner(&ports, 9).await, owner(&ports, 1).await), (None, None));
    let anew = Lead { id: lead_id(2), version: 1, ..one };
    let trace = LeadTrace { claims: vec![key(9), key(1)], ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: anew.clone(), trace, restored: None }).await.expect("the keys are free");
    assert_eq!((owner(&ports, 9).await, owner(&ports, 1).await), (Some(anew.clone()), Some(anew)));
}

async fn keys_go_with_the_lead_and_come_back_unless_taken(ports: Ports) {
    let ((_, one), (_, two)) = (somebody(&ports, 1).await, somebody(&ports, 2).await);
    let merged = together(&ports, &one, &two).await;
    assert_eq!((owner(&ports, 1).await, owner(&ports, 2).await), (Some(merged.clone()), Some(merged.clone())));
    // The second address is given up, and somebody else has it when the two come apart.
    let trace = LeadTrace { releases: vec![key(2)], ..LeadTrace::default() };
    let less = Lead { version: merged.version + 1, ..merged };
    ports.leads.write(LeadWrite { lead: less.clone(), trace, restored: None }).await.expect("written");
    let third = Lead { id: lead_id(3), ..one.clone() };
    let trace = LeadTrace { claims: vec![key(2)], ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: third.clone(), trace, restored: None }).await.expect("written");
    ports.leads.write(apart(&less, &one, &two)).await.expect("apart");
    assert_eq!((owner(&ports, 1).await.map(|lead| lead.id), owner(&ports, 2).await), (Some(one.id), Some(third)));
}

async fn a_lead_that_has_changed_is_not_erased(ports: Ports) {
    let ((_, one), (_, two)) = (somebody(&ports, 1).await, somebody(&ports, 2).await);
    let changed = Lead { version: 2, ..two.clone() };
    ports.leads.write(LeadWrite { lead: changed.clone(), trace: LeadTrace::default(), restored: None }).await.expect("written");
    assert_eq!(ports.leads.erase(&[one.clone(), two], vec![]).await, Err(StorageError::Conflict));
    assert_eq!(ports.leads.count().await, Ok(2), "nothing was erased");
    assert!(ports.conversations.find(&conversation_id(1)).await.expect("read").is_some());
    assert_eq!(ports.leads.events(std::slice::from_ref(&one.id), None, 9).await, Ok(vec![line(1, 1)]));
    assert_eq!(ports.leads.erase(&[one, changed], vec![]).await.map(|gone| gone.len()), Ok(2));
    assert_eq!(ports.leads.count().await, Ok(0));
}

async fn a_visitors_erasure_takes_what_became_part_of_the_lead(ports: Ports) {
    let ((_, one), (_, two)) = (somebody(&ports, 1).await, somebody(&ports, 2).await);
    let merged = together(&ports, &two, &one).await;
    // Another's words are in it: the lead stays, and is told under the id that it has now.
    let erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!((erased.conversations, erased.shared), (vec![conversation_id(1)], vec![merged.id.clone()]));
    let alone = Lead { conversation_ids: vec![conversation_id(2)], version: merged.version + 1, ..merged };
    ports.leads.write(LeadWrite { lead: alone, trace: LeadTrace::default(), restored: None }).await.expect("written");

    let erased = ports.conversations.erase(&visitor(2)).await.expect("erased");
    assert_eq!((erased.shared, ports.leads.count().await), (vec![], Ok(0)));
    assert_eq!((ports.leads.find(&lead_id(1)).await, ports.leads.find(&lead_id(2)).await), (Ok(None), Ok(None)));
    assert_eq!(ports.leads.merge_record(&lead_id(1)).await, Ok(None));
    assert_eq!(ports.leads.events(&[lead_id(1), lead_id(2)], None, 9).await, Ok(vec![]));
    assert_eq!((owner(&ports, 1).await, owner(&ports, 2).await), (None, None));
}

async fn what_is_forgotten_is_told_no_more(ports: Ports) {
    let ((_, one), (_, two)) = (somebody(&ports, 1).await, somebody(&ports, 2).await);
    let merged = together(&ports, &one, &two).await;
    let forgets = Forgets { lines: vec![(two.id.clone(), line(2, 1).id)], merges: vec![two.id.clone()], imports: true };
    let trace = LeadTrace { forgets, events: vec![line(1, 2)], ..LeadTrace::default() };
    let next = Lead { version: merged.version + 1, ..merged };
    ports.leads.write(LeadWrite { lead: next.clone(), trace, restored: None }).await.expect("written");
    assert_eq!(ports.leads.events(&[one.id.clone(), two.id.clone()], None, 9).await, Ok(vec![line(1, 2), line(1, 1)]));
    assert_eq!(ports.leads.merge_record(&two.id).await, Ok(None));
    assert_eq!(ports.leads.find(&two.id).await, Ok(Some(next)), "the way to the lead stays");
}
