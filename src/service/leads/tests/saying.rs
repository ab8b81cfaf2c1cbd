//! What was said stands in the timeline among what happened, without being stored twice.

use std::collections::BTreeSet;

use super::{reading::talk, *};
use crate::{
    domain::{
        account::Scope,
        conversation::Conversation,
        ids::MessageId,
        lead::{
            line::{LineId, Said},
            timeline::Actor,
        },
        message::{Author, Message},
    },
    service::{permission::Integrator, ports::ConversationWrite},
};

/// Saturday, 21 November 2026, noon UTC.
const NOON: u64 = 1_795_262_400;

/// As the system makes them in this second.
fn id(second: u64) -> uuid::Uuid {
    uuid::Builder::from_unix_timestamp_millis(second * 1_000, &[0; 10]).into_uuid()
}

fn at(second: u64) -> Timestamp {
    Timestamp::from_second(i64::try_from(second).expect("small")).expect("a time")
}

fn note(second: u64) -> LeadEvent {
    LeadEvent { id: EventId::new(id(second)), at: at(second), by: Actor::Visitor, what: Happening::noted(second.to_string()) }
}

/// A message in each of these seconds, in a conversation of its own.
async fn say(stage: &Stage, n: u16, lead: &mut Lead, seconds: &[u64]) {
    let (first, last) = (seconds[0], seconds[seconds.len() - 1]);
    let conversation = Conversation { id: ConversationId::new(id(first)), started_at: at(first), last_at: at(last), ..talk(n, &lead.id) };
    let message = |second: &u64| Message {
        id: MessageId::new(id(*second)),
        conversation_id: conversation.id.clone(),
        author: Author::Visitor,
        text: format!("in\n{second}"),
        at: at(*second),
        making: None,
        cards: vec![],
    };
    lead.conversation_ids.push(conversation.id.clone());
    let messages = seconds.iter().map(message).collect();
    let write = ConversationWrite { conversation, messages, lead: None, trace: LeadTrace::default(), notices: vec![] };
    Conversations::write(&stage.store, write).await.expect("written");
}

async fn keep(stage: &Stage, lead: &mut Lead, events: Vec<LeadEvent>) {
    lead.version += 1;
    let trace = LeadTrace { events, ..LeadTrace::default() };
    Leads::write(&stage.store, LeadWrite { lead: lead.clone(), trace, restored: None }).await.expect("written");
}

/// Every `step` seconds from this one on.
fn seconds(first: u64, step: u64, many: u64) -> Vec<u64> {
    (0..many).map(|n| first + n * step).collect()
}

#[test]
fn what_was_said_stands_at_its_time_among_what_happened() {
    run(async {
        let stage = Stage::new();
        let mut ana = stage.add(&[(Field::Name, "Ana")]).await;
        say(&stage, 1, &mut ana, &[NOON, NOON + 20]).await;
        keep(&stage, &mut ana, vec![note(NOON + 10)]).await;
        let timeline = stage.desk.detail(&stage.clerk, &ana.id).await.expect("a lead").timeline;
        assert!(!timeline.has_earlier);
        let [Line::Said(last), Line::Event(between), Line::Said(first), Line::Event(_)] = &timeline.lines[..] else {
            panic!("{:?}", timeline.lines)
        };
        assert_eq!((first.id.uuid(), between.id.uuid(), last.id.uuid()), (id(NOON), id(NOON + 10), id(NOON + 20)));
        let said = Said {
            id: MessageId::new(id(NOON)),
            conversation_id: ana.conversation_ids[0].clone(),
            author: Author::Visitor,
            at: at(NOON),
            text: format!("in {NOON}"),
        };
        assert_eq!(*first, said);
    });
}

#[test]
fn a_timeline_of_both_kinds_is_read_to_its_beginning_each_line_once() {
    run(async {
        let stage = Stage::new();
        let (mut ana, mut ben) = (stage.add(&[(Field::Name, "Ana")]).await, stage.add(&[(Field::Name, "Ben")]).await);
        // Two at the same time, one of a lead that became part of this one; one long after them; one that was archived.
        say(&stage, 1, &mut ana, &seconds(NOON, 10, 40)).await;
        say(&stage, 2, &mut ben, &seconds(NOON + 5, 10, 40)).await;
        say(&stage, 3, &mut ana, &seconds(NOON + 10_000, 10, 35)).await;
        ana.conversation_ids.push(ConversationId::new(id(NOON + 20_000)));
        keep(&stage, &mut ana, seconds(NOON + 7, 10, 20).into_iter().map(note).collect()).await;
        keep(&stage, &mut ben, vec![]).await;
        stage.desk.merge(&stage.clerk, &ana.id, &ben.id).await.expect("merged");

        let (mut told, mut sizes): (Vec<LineId>, Vec<usize>) = (vec![], vec![]);
        loop {
            let (_, timeline) = stage.desk.with_timeline(&stage.clerk, &ana.id, told.last()).await.expect("a lead");
            sizes.push(timeline.lines.len());
            told.extend(timeline.lines.iter().map(Line::id));
            if !timeline.has_earlier {
                break;
            }
        }
        assert_eq!(sizes, [30, 30, 30, 30, 18], "115 messages, 20 notes, two beginnings and a merge");
        assert!(told.is_sorted_by(|one, next| one.uuid() > next.uuid()), "latest first, each once");
        let said: BTreeSet<uuid::Uuid> = told.iter().filter(|id| matches!(id, LineId::Message(_))).map(LineId::uuid).collect();
        let all = [seconds(NOON, 10, 40), seconds(NOON + 5, 10, 40), seconds(NOON + 10_000, 10, 35)];
        assert_eq!(said, all.iter().flatten().map(|second| id(*second)).collect());
    });
}

#[test]
fn what_was_said_is_read_by_whoever_may_read_conversations() {
    run(async {
        let stage = Stage::new();
        let mut ana = stage.add(&[(Field::Name, "Ana")]).await;
        say(&stage, 1, &mut ana, &[NOON]).await;
        keep(&stage, &mut ana, vec![]).await;
        for (scopes, lines) in [(vec![Scope::LeadsRead], 1), (vec![Scope::LeadsRead, Scope::Logs], 2)] {
            let program = Clerk::program(&Integrator::vouched(None, scopes), [192, 0, 2, 7].into()).expect("a reader");
            let (_, timeline) = stage.desk.with_timeline(&program, &ana.id, None).await.expect("a lead");
            assert_eq!(timeline.lines.len(), lines, "{:?}", timeline.lines);
        }
    });
}
