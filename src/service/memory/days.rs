//! Made-up days for tests: conversations, leads and what became of them, at given times.

use std::sync::{Arc, Mutex};

use super::{MemoryAudit, MemoryConversations, MemoryMeetings, locked};
use crate::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        email::Email,
        entry::Entry,
        ids::{AdminId, ConversationId, EventId, LeadId, MeetingId, MessageId},
        lead::{
            Lead, LeadStatus, Source,
            score::Score,
            timeline::{Actor, Happening, LeadEvent},
        },
        locale::Language,
        meeting::{Attendee, Meeting, calendar::CalendarHome, life::Wish, template::TitleTemplate},
        message::{Author, Making, Message, ReplyEnd, Usage},
        schedule::interval::Interval,
        time::Timestamp,
        unanswered::{Unanswered, Why},
    },
    service::ports::{ConversationWrite, Conversations, LeadTrace, LeadWrite, Leads, MeetingWrite, Meetings},
};

/// Writes into one store; ids count on.
#[derive(Clone)]
pub struct Days {
    pub store: MemoryConversations,
    next: Arc<Mutex<u128>>,
}

impl Days {
    pub fn in_store(store: &MemoryConversations) -> Self {
        Self { store: store.clone(), next: Arc::default() }
    }

    fn id(&self) -> uuid::Uuid {
        let mut next = locked(&self.next);
        *next += 1;
        uuid::Uuid::from_u128(*next)
    }

    /// A conversation on this page: one message and its answer a second after. With a lead where a name is given.
    pub async fn talk(&self, at: &str, path: &str, words: &str, name: Option<&str>) -> Conversation {
        let at: Timestamp = at.parse().expect("a time");
        let page = SitePage { url: Some(format!("https://shop.example{path}")), ..SitePage::default() };
        let fact =
            |name: &str| Fact { field: Field::Name, value: name.into(), quote: name.into(), message_id: None, at, origin: Origin::Form };
        let facts: Facts = name.map(fact).into_iter().collect();
        let lead_id = name.map(|_| LeadId::new(self.id()));
        let id = self.id();
        let conversation = Conversation {
            id: ConversationId::new(id),
            visitor: VisitorKey::derive("token", &id.to_string()),
            channel: Channel::Website,
            client_label: None,
            status: Status::Open,
            locale: Some("pt-BR".into()),
            time_zone: None,
            entry: Entry::of(&page, Some("pt-BR"), 1),
            page: page.clone(),
            facts: facts.clone(),
            custom: CustomValues::default(),
            lead_id: lead_id.clone(),
            instruction_version: 1,
            usage: Usage::default(),
            visitor_messages: 1,
            assistant_messages: 1,
            preview: words.into(),
            started_at: at,
            last_at: at,
            wants_person: None,
            revision: 1,
        };
        let lead = lead_id.map(|id| Lead {
            id,
            facts,
            notes: None,
            custom: CustomValues::default(),
            status: LeadStatus::New,
            follow_up_at: None,
            assignee: None,
            score: Score::default(),
            source: Source { page, language: Some("pt-BR".into()), instruction: Some(1), ..Source::default() },
            conversation_ids: vec![conversation.id.clone()],
            absorbed: vec![],
            created_at: at,
            updated_at: at,
            version: 1,
        });
        let messages = self.exchange(&conversation, at, words);
        let write = ConversationWrite { conversation: conversation.clone(), messages, lead, trace: LeadTrace::default(), notices: vec![] };
        Conversations::write(&self.store, write).await.expect("written");
        conversation
    }

    /// The same visitor goes on.
    pub async fn go_on(&self, talk: &Conversation, at: &str, words: &str) -> Conversation {
        let at: Timestamp = at.parse().expect("a time");
        let next = Conversation { last_at: at, revision: talk.revision + 1, preview: words.into(), ..talk.clone() };
        let messages = self.exchange(&next, at, words);
        let write = ConversationWrite { conversation: next.clone(), messages, lead: None, trace: LeadTrace::default(), notices: vec![] };
        Conversations::write(&self.store, write).await.expect("written");
        next
    }

    /// The same visitor asks what nobody answers.
    pub async fn asks_in_vain(&self, talk: &Conversation, at: &str, words: &str) -> Conversation {
        let at: Timestamp = at.parse().expect("a time");
        let next = Conversation { last_at: at, revision: talk.revision + 1, preview: words.into(), ..talk.clone() };
        let mut messages = self.exchange(&next, at, words);
        let question = messages[0].id.clone();
        if let Some(making) = &mut messages[1].making {
            making.unanswered = Some(Unanswered { question, why: Why::Unknown });
        }
        let write = ConversationWrite { conversation: next.clone(), messages, lead: None, trace: LeadTrace::default(), notices: vec![] };
        Conversations::write(&self.store, write).await.expect("written");
        next
    }

    /// The lead of this conversation comes to a status, and gets this follow-up.
    pub async fn moves(&self, talk: &Conversation, at: &str, to: LeadStatus, follow_up_at: Option<&str>) {
        let at: Timestamp = at.parse().expect("a time");
        let id = talk.lead_id.clone().expect("a lead");
        let lead = Leads::find(&self.store, &id).await.expect("read").expect("a lead");
        let what = Happening::Status { from: lead.status, to };
        let events = vec![LeadEvent { id: EventId::new(self.id()), at, by: Actor::Visitor, what }];
        let follow_up_at = follow_up_at.map(|at| at.parse().expect("a time"));
        let lead = Lead { status: to, follow_up_at, version: lead.version + 1, updated_at: at, ..lead };
        let write = LeadWrite { lead, trace: LeadTrace { events, ..LeadTrace::default() }, restored: None };
        Leads::write(&self.store, write).await.expect("written");
    }

    /// Half an hour that the owner books with this lead, this conversation, or both.
    pub async fn meets(&self, booked: &str, begins: &str, lead: Option<LeadId>, talk: Option<ConversationId>) -> Meeting {
        let time = Interval::lasting(begins.parse().expect("a time"), 30).expect("an interval");
        let wish = Wish {
            id: MeetingId::new(self.id()),
            time,
            occupied: time,
            visitor_zone: "Europe/Lisbon".into(),
            language: Language::En,
            attendee: Attendee { email: Email::parse("ana@example.com").ok(), ..Attendee::default() },
            title: TitleTemplate::default(),
            lead_id: lead,
            conversation_id: talk,
            channel: Channel::Website,
            home: CalendarHome::Local,
        };
        let by = Actor::Admin(AdminId::new(uuid::Uuid::from_u128(1)));
        let meeting = wish.book(booked.parse().expect("a time"), by).expect("a booking");
        self.meetings().write(MeetingWrite::of(meeting.clone(), None)).await.expect("written");
        meeting
    }

    /// It is called off.
    pub async fn calls_off(&self, meeting: &Meeting, at: &str) {
        let cancelled = meeting.cancel(at.parse().expect("a time"), meeting.created_by.clone()).expect("cancelled");
        self.meetings().write(MeetingWrite::of(cancelled, None)).await.expect("written");
    }

    /// Those in the same store.
    pub fn meetings(&self) -> MemoryMeetings {
        MemoryMeetings::beside(&self.store, &MemoryAudit::default())
    }

    fn exchange(&self, talk: &Conversation, at: Timestamp, words: &str) -> Vec<Message> {
        let making = Making {
            model: "offline".into(),
            instruction_version: 1,
            usage: Usage { prompt_tokens: 100, output_tokens: 10 },
            latency_ms: 900,
            end: ReplyEnd::Complete,
            fallback: None,
            failed: None,
            unanswered: None,
        };
        let message = |author, text: &str, at, making| Message {
            id: MessageId::new(self.id()),
            conversation_id: talk.id.clone(),
            author,
            text: text.into(),
            at,
            making,
            cards: vec![],
        };
        let later = at.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap_or(at);
        vec![message(Author::Visitor, words, at, None), message(Author::Assistant, "We are here.", later, Some(making))]
    }
}
