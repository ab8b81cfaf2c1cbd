//! Reading one lead, however much belongs to it.

use super::*;
use crate::{
    domain::{
        conversation::{Conversation, SitePage, Status, VisitorKey},
        entry::Entry,
        message::Usage,
    },
    service::ports::ConversationWrite,
};

pub(super) fn talk(n: u16, lead: &LeadId) -> Conversation {
    let at = Timestamp::constant(i64::from(n), 0);
    Conversation {
        id: ConversationId::new(uuid::Uuid::from_u128(n.into())),
        visitor: VisitorKey::derive("token", &n.to_string()),
        channel: Channel::Website,
        client_label: None,
        status: Status::Closed,
        locale: None,
        time_zone: None,
        page: SitePage::default(),
        entry: Entry::default(),
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: Some(lead.clone()),
        instruction_version: 0,
        usage: Usage::default(),
        visitor_messages: 1,
        assistant_messages: 1,
        preview: "hello".into(),
        started_at: at,
        last_at: at,
        wants_person: None,
        revision: 1,
    }
}

#[test]
fn of_very_many_conversations_the_latest_are_read() {
    run(async {
        let stage = Stage::new();
        let mut lead = stage.add(&[(Field::Email, "ana@example.com")]).await;
        for n in 1..=205 {
            let conversation = talk(n, &lead.id);
            lead.conversation_ids.push(conversation.id.clone());
            let write = ConversationWrite { conversation, messages: vec![], lead: None, trace: LeadTrace::default(), notices: vec![] };
            Conversations::write(&stage.store, write).await.expect("written");
        }
        lead.version += 1;
        let change = LeadWrite { lead: lead.clone(), trace: LeadTrace::default(), restored: None };
        Leads::write(&stage.store, change).await.expect("written");
        let talks = stage.desk.detail(&stage.clerk, &lead.id).await.expect("a lead").conversations;
        assert_eq!((talks.len(), talks[0].id.clone(), talks[199].id.clone()), (200, talk(205, &lead.id).id, talk(6, &lead.id).id));
    });
}

#[test]
fn a_long_timeline_is_read_to_its_beginning() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        for n in 0..65 {
            stage.desk.note(&stage.clerk, &ana.id, &format!("note {n}")).await.expect("noted");
        }
        let (mut told, mut before) = (vec![], None);
        loop {
            let (lead, timeline) = stage.desk.with_timeline(&stage.clerk, &ana.id, before.as_ref()).await.expect("a lead");
            assert_eq!(lead.id, ana.id);
            before = timeline.lines.last().map(Line::id);
            told.extend(timeline.lines);
            if !timeline.has_earlier {
                break;
            }
        }
        assert_eq!(told.len(), 66, "each line once");
        assert!(matches!(&told[65], Line::Event(first) if first.what == Happening::Created { how: Beginning::Added }));
    });
}

#[test]
fn whoever_erases_what_is_another_by_now_is_told_so() {
    run(async {
        let stage = Stage::new();
        let ana = stage.add(&[(Field::Name, "Ana")]).await;
        stage.desk.note(&stage.clerk, &ana.id, "meanwhile").await.expect("noted");
        let late = stage.desk.erase_one(&stage.clerk, &ana.id, Some(1)).await;
        assert_eq!(late, Err(ServiceError::VersionConflict { seen: 1, current: 2 }));
        assert!(stage.desk.find(&stage.clerk, &ana.id).await.is_ok());
        assert_eq!(stage.desk.erase_one(&stage.clerk, &ana.id, Some(2)).await, Ok(vec![]));
        assert_eq!(stage.desk.erase_one(&stage.clerk, &ana.id, None).await, Err(ServiceError::NotFound("lead")));
    });
}
