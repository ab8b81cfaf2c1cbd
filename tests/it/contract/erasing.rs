//! Erasing a visitor leaves nothing of them and everything of the others.

use chatimjd::{
    domain::{
        analytics::calendar::Calendar,
        capture::{Fact, Facts, Field, Origin},
        conversation::{Conversation, Status},
        ids::{AdminId, EventId, ImportId},
        lead::{
            Lead,
            identity::keys_of,
            merge::{MergeRecord, merge},
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        meeting::Meeting,
        page::PageSize,
    },
    service::{
        error::StorageError,
        ports::{ConversationFilter, ConversationWrite, Erased, LeadTrace, LeadWrite},
    },
};
use uuid::Uuid;

use super::{
    Ports, against_all,
    meetings::{booked, store},
    people::*,
};

against_all! {
    nothing_of_the_visitor_stays_and_all_of_the_others,
    an_answer_that_comes_after_is_not_stored,
    one_can_begin_anew,
    erasing_a_stranger_is_nothing,
    whom_the_business_brought_in_stays,
    who_became_one_with_them_takes_nobody_along,
    what_is_older_than_the_conversations_is_told_apart,
}

/// Visitor `n` with a closed and an open conversation and a lead.
async fn somebody(ports: &Ports, n: u128) -> Conversation {
    let first = said(n, 1, "hello");
    ports.conversations.write(first.clone()).await.expect("written");
    let closed = Conversation { status: Status::Closed, ..next(&first.conversation) };
    ports.conversations.write(write(closed, vec![])).await.expect("closed");
    let facts: Facts = [fact(Field::Email, "ana@example.com", &message_id(n + 50, 1))].into_iter().collect();
    let open = Conversation { visitor: visitor(n), lead_id: Some(lead_id(n)), facts: facts.clone(), ..conversation(n + 50) };
    let change = ConversationWrite {
        trace: Default::default(),
        conversation: open.clone(),
        messages: exchange(n + 50, 1, "ana@example.com"),
        lead: Some(lead(n, &facts)),
        notices: vec![],
    };
    ports.conversations.write(change).await.expect("written");
    open
}

async fn nothing_of_the_visitor_stays_and_all_of_the_others(ports: Ports) {
    somebody(&ports, 1).await;
    somebody(&ports, 2).await;
    let mut erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    erased.conversations.sort();
    assert_eq!(erased.shared, []);
    assert_eq!(erased.conversations, [conversation_id(1), conversation_id(51)]);
    for n in [1, 51] {
        assert_eq!(ports.conversations.find(&conversation_id(n)).await, Ok(None));
        assert_eq!(ports.conversations.messages(&conversation_id(n), None, 10).await, Ok(vec![]));
        assert_eq!(ports.conversations.message(&conversation_id(n), &message_id(n, 1)).await, Ok(None));
    }
    assert_eq!(ports.conversations.open_of(&visitor(1), 10).await, Ok(None));
    assert_eq!((ports.leads.find(&lead_id(1)).await, ports.leads.count().await), (Ok(None), Ok(1)));
    assert_eq!(ports.conversations.count_open(None).await, Ok(1));
    let rest = ports.conversations.list(&ConversationFilter::default(), PageSize::default(), None).await.expect("read").expect("a page");
    let ids: Vec<_> = rest.items.into_iter().map(|row| row.id).collect();
    assert_eq!(ids, [conversation_id(2), conversation_id(52)]);
    let other = ports.conversations.open_of(&visitor(2), 10).await.expect("read").expect("open");
    assert_eq!((other.recent.len(), other.lead.is_some()), (2, true));
}

async fn an_answer_that_comes_after_is_not_stored(ports: Ports) {
    let open = somebody(&ports, 1).await;
    ports.conversations.open_of(&visitor(1), 10).await.expect("read");
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let late = write(next(&open), exchange(51, 3, "too late"));
    assert_eq!(ports.conversations.write(late).await, Err(StorageError::Conflict));
    assert_eq!(ports.conversations.messages(&open.id, None, 10).await, Ok(vec![]));

    // Whichever of the two comes first: nothing is left half.
    for n in 2..6 {
        let open = somebody(&ports, n).await;
        let conversations = ports.conversations.clone();
        let late = write(next(&open), exchange(n + 50, 3, "at the same time"));
        let writing = tokio::spawn(async move { conversations.write(late).await });
        ports.conversations.erase(&visitor(n)).await.expect("erased");
        let outcome = writing.await.expect("no panic");
        assert!(matches!(outcome, Ok(()) | Err(StorageError::Conflict)), "{outcome:?}");
        assert_eq!(ports.conversations.find(&open.id).await, Ok(None));
        assert_eq!(ports.conversations.messages(&open.id, None, 10).await, Ok(vec![]));
        assert_eq!(ports.conversations.open_of(&visitor(n), 10).await, Ok(None));
    }
}

async fn one_can_begin_anew(ports: Ports) {
    somebody(&ports, 1).await;
    ports.conversations.erase(&visitor(1)).await.expect("erased");
    let anew = Conversation { visitor: visitor(1), ..conversation(77) };
    ports.conversations.write(write(anew.clone(), exchange(77, 1, "hello again"))).await.expect("written");
    let open = ports.conversations.open_of(&visitor(1), 10).await.expect("read").expect("open");
    assert_eq!((open.conversation, open.recent.len(), open.lead), (anew, 2, None));
}

async fn erasing_a_stranger_is_nothing(ports: Ports) {
    somebody(&ports, 1).await;
    assert_eq!(ports.conversations.erase(&visitor(9)).await, Ok(Erased::default()));
    assert_eq!(ports.conversations.count_open(None).await, Ok(1));
}

/// Lead `n`, which somebody of the team brought in a day ago.
async fn brought_in(ports: &Ports, n: u128, what: Happening) -> Lead {
    let message = message_id(n, 1);
    let email = fact(Field::Email, &format!("p{n}@example.com"), &message);
    let facts: Facts = [Fact { message_id: None, at: at(-86_400), origin: Origin::Team, ..email }].into_iter().collect();
    let lead = Lead { conversation_ids: vec![], created_at: at(-86_400), ..lead(n, &facts) };
    let trace = LeadTrace { claims: keys_of(&facts), events: vec![entry(n, what)], ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: lead.clone(), trace, restored: None }).await.expect("written");
    lead
}

fn entry(n: u128, what: Happening) -> LeadEvent {
    let by = Actor::Admin(AdminId::new(Uuid::from_u128(1)));
    LeadEvent { id: EventId::new(Uuid::from_u128(n)), at: at(-86_400), by, what }
}

/// Visitor `n`, who types the address of the lead.
async fn join(ports: &Ports, n: u128, lead: &Lead) -> Lead {
    let facts: Facts = [fact(Field::Email, &format!("p{n}@example.com"), &message_id(n, 1))].into_iter().collect();
    let talk = Conversation { lead_id: Some(lead.id.clone()), facts, ..conversation(n) };
    let next = Lead { conversation_ids: vec![talk.id.clone()], version: lead.version + 1, ..lead.clone() };
    let change = ConversationWrite { lead: Some(next.clone()), ..write(talk, exchange(n, 1, "it is me")) };
    ports.conversations.write(change).await.expect("written");
    next
}

async fn whom_the_business_brought_in_stays(ports: Ports) {
    let imported = Happening::Imported { import_id: ImportId::new(Uuid::from_u128(1)), file: "people.csv".into(), changes: vec![] };
    let ways = [Happening::Created { how: Beginning::Added }, Happening::Created { how: Beginning::Captured }, imported];
    for (n, what) in (1..).zip(ways) {
        let lead = brought_in(&ports, n, what.clone()).await;
        let minutes = 120 * i64::try_from(n).expect("small");
        let theirs = Meeting { lead_id: Some(lead.id.clone()), conversation_id: None, ..booked(n, minutes) };
        let asked = Meeting { lead_id: Some(lead.id.clone()), conversation_id: Some(conversation_id(n)), ..booked(n + 10, minutes + 60) };
        for meeting in [&theirs, &asked] {
            store(&ports, meeting).await;
        }
        let joined = join(&ports, n, &lead).await;
        let erased = ports.conversations.erase(&visitor(n)).await;
        let gone = Erased { conversations: vec![conversation_id(n)], shared: vec![lead.id.clone()], since: Some(at(0)) };
        assert_eq!(erased, Ok(gone), "{what:?}");
        assert_eq!(ports.conversations.find(&conversation_id(n)).await, Ok(None));
        assert_eq!(ports.leads.find(&lead.id).await, Ok(Some(joined.clone())), "{what:?}");
        let owners = ports.leads.owners(&keys_of(&lead.facts)).await.expect("read");
        assert_eq!(owners.into_iter().map(|(_, owner)| owner).collect::<Vec<_>>(), std::slice::from_ref(&joined));
        assert_eq!(ports.leads.events(std::slice::from_ref(&lead.id), None, 9).await, Ok(vec![entry(n, what)]));
        assert_eq!(ports.meetings.find(&theirs.id).await, Ok(Some(theirs.clone())));
        assert_eq!(ports.meetings.find(&asked.id).await, Ok(asked.forgotten()));
    }
    assert_eq!(ports.leads.count().await, Ok(3));
    assert_eq!(ports.tallies.rebuild(&Calendar::default()).await.map(|rebuilt| rebuilt.wrong), Ok(0));
}

async fn who_became_one_with_them_takes_nobody_along(ports: Ports) {
    // The visitor's own lead is the one that is left of two.
    somebody(&ports, 1).await;
    let own = ports.leads.find(&lead_id(1)).await.expect("read").expect("a lead");
    let other = brought_in(&ports, 2, Happening::Created { how: Beginning::Added }).await;
    let merged = Lead { created_at: own.created_at, ..merge(&own, &other, at(50)) };
    let record = MergeRecord { before: own.clone(), after: merged.clone(), absorbed: other.clone(), at: at(50) };
    let trace = LeadTrace { absorbed: Some(record), ..LeadTrace::default() };
    ports.leads.write(LeadWrite { lead: merged.clone(), trace, restored: None }).await.expect("merged");

    let erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!((erased.conversations.len(), erased.shared, erased.since), (2, vec![lead_id(1)], Some(at(0))));
    for id in [&own.id, &other.id] {
        assert_eq!(ports.leads.find(id).await, Ok(Some(merged.clone())));
    }
    assert!(ports.leads.merge_record(&other.id).await.expect("read").is_some());
}

async fn what_is_older_than_the_conversations_is_told_apart(ports: Ports) {
    let told = Fact { at: at(-9), ..fact(Field::Name, "Ana", &message_id(7, 1)) };
    let talk = Conversation { facts: [told].into_iter().collect(), ..conversation(1) };
    ports.conversations.write(write(talk, exchange(1, 1, "hello"))).await.expect("written");
    let erased = ports.conversations.erase(&visitor(1)).await.expect("erased");
    assert_eq!(erased.since, Some(at(-9)), "it comes from a conversation before");
    assert_eq!(ports.conversations.erase(&visitor(1)).await, Ok(Erased::default()));
}
