//! Leads as they are read.

use chatimjd::{
    domain::{
        capture::{Facts, Field},
        conversation::Conversation,
        lead::{Lead, LeadStatus},
    },
    service::ports::ConversationWrite,
};

use super::{Ports, against_all, people::*};

against_all! {
    a_lead_grows_version_by_version,
    leads_are_counted,
}

async fn a_lead_grows_version_by_version(ports: Ports) {
    assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(None));
    let mut latest = Conversation { lead_id: Some(lead_id(1)), ..conversation(1) };
    let mut known = lead(1, &Facts::default());
    for (n, status) in (1..).zip([LeadStatus::New, LeadStatus::Contacted, LeadStatus::MeetingScheduled, LeadStatus::Won]) {
        let facts: Facts = [fact(Field::Phone, &format!("+4930123456{n}"), &message_id(1, n))].into_iter().collect();
        known = Lead { status, facts, updated_at: at(i64::try_from(n).expect("small")), version: latest.revision, ..known };
        if n == 3 {
            known =
                Lead { notes: None, custom: Default::default(), conversation_ids: vec![conversation_id(1), conversation_id(2)], ..known };
        }
        let change = ConversationWrite {
            trace: Default::default(),
            conversation: latest.clone(),
            messages: vec![],
            lead: Some(known.clone()),
            notices: vec![],
        };
        ports.conversations.write(change).await.expect("written");
        assert_eq!(ports.leads.find(&lead_id(1)).await, Ok(Some(known.clone())));
        latest = next(&latest);
    }
}

async fn leads_are_counted(ports: Ports) {
    assert_eq!(ports.leads.count().await, Ok(0));
    for n in 1..=5 {
        let first = Conversation { lead_id: Some(lead_id(n)), ..conversation(n) };
        let change = ConversationWrite {
            trace: Default::default(),
            conversation: first.clone(),
            messages: vec![],
            lead: Some(lead(n, &Facts::default())),
            notices: vec![],
        };
        ports.conversations.write(change).await.expect("written");
        let again = ConversationWrite {
            trace: Default::default(),
            conversation: next(&first),
            messages: vec![],
            lead: Some(Lead { version: 2, ..lead(n, &Facts::default()) }),
            notices: vec![],
        };
        ports.conversations.write(again).await.expect("written");
        assert_eq!(ports.leads.count().await, Ok(u64::try_from(n).expect("small")));
    }
}
