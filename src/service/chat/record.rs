//! What a use case leaves behind: the old state and what happened, made into one write. Pure.

use std::collections::BTreeMap;

use super::{
    capture::{Learnt, Words},
    speak::Spoken,
};
use crate::{
    domain::{
        capture::Facts,
        chat::{Card, LeadGlance},
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey, preview},
        custom::CustomValues,
        entry::Entry,
        ids::{ConversationId, EventId, LeadId, MessageId},
        lead::{
            Lead, LeadStatus, Source,
            score::Score,
            timeline::{Actor, Happening, LeadEvent},
        },
        meeting::notice::Notice,
        message::{Author, Making, Message},
        time::Timestamp,
        unanswered::{Unanswered, Why},
    },
    service::ports::{ConversationWrite, LeadTrace, OpenConversation, Waiting},
};

/// What a change builds on.
#[derive(Clone, Debug)]
pub enum Base<'a> {
    /// A new conversation, and what is known of the visitor from the one before.
    New(Box<Heritage>),
    Open(&'a OpenConversation),
}

impl Base<'_> {
    /// The lead as it is stored; None where there is none, or only its id is known.
    pub fn lead(&self) -> Option<&Lead> {
        known_lead(self)
    }
}

/// What a visitor's new conversation takes over from the one before.
#[derive(Clone, Debug, Default)]
pub struct Heritage {
    pub facts: Facts,
    pub custom: CustomValues,
    pub lead_id: Option<LeadId>,
    /// None: not known in its latest version, so that it is left as it is.
    pub lead: Option<Lead>,
}

impl Heritage {
    pub fn of(earlier: &OpenConversation) -> Self {
        // The visitor's own words only: the lead may know more, from others who gave the same address.
        let (facts, custom) = (earlier.conversation.facts.clone(), earlier.conversation.custom.clone());
        Self { facts, custom, lead_id: earlier.conversation.lead_id.clone(), lead: earlier.lead.clone() }
    }
}

/// Who writes, from where, and the ids that new things get.
#[derive(Clone, Debug)]
pub struct Origin {
    pub visitor: VisitorKey,
    pub channel: Channel,
    pub client_label: Option<String>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub page: SitePage,
    pub instruction_version: u32,
    pub conversation_id: ConversationId,
    pub lead_id: LeadId,
}

/// A message and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub origin: Origin,
    pub question: Words,
    pub reply_id: MessageId,
    pub spoken: Spoken,
    pub answered_at: Timestamp,
    pub latency_ms: u64,
    pub cards: Vec<Card>,
    /// The answer is none.
    pub unanswered: Option<Why>,
    pub learnt: Learnt,
}

/// Values that were saved beside any message.
#[derive(Clone, Debug)]
pub struct Details {
    pub origin: Origin,
    pub at: Timestamp,
    pub learnt: Learnt,
    pub notes: Option<String>,
    pub custom: BTreeMap<String, String>,
    /// Whoever saves them may be believed: the team's own notes and values may be replaced.
    pub vouched: bool,
    /// Of the line that tells the notes, where they are not the team's.
    pub note_id: EventId,
}

/// The write that stores an exchange.
pub fn exchange(base: &Base<'_>, exchange: &Exchange) -> ConversationWrite {
    let mut conversation = grown(base, &exchange.origin, &exchange.learnt, exchange.question.at);
    let messages = messages(&conversation.id, exchange);
    conversation.usage += exchange.spoken.usage;
    conversation.visitor_messages = conversation.visitor_messages.saturating_add(1);
    conversation.assistant_messages = conversation.assistant_messages.saturating_add(1);
    conversation.preview = preview(&exchange.question.text);
    conversation.last_at = conversation.last_at.max(exchange.answered_at);
    if exchange.cards.iter().any(|card| matches!(card, Card::Handover { .. })) {
        conversation.wants_person = conversation.wants_person.or(Some(exchange.question.at));
    }
    let lead = lead_after(base, &conversation, &exchange.learnt, &exchange.origin, exchange.answered_at);
    let notices = told_by_mail(&conversation, exchange).into_iter().collect();
    ConversationWrite { notices, ..finish(conversation, messages, lead) }
}

/// The mail that a card of this exchange speaks of. A wish has one, however often it is repeated.
fn told_by_mail(conversation: &Conversation, exchange: &Exchange) -> Option<Waiting> {
    let is_said = exchange.cards.iter().any(|card| matches!(card, Card::Handover { by_mail: true, .. }));
    let since = conversation.wants_person.filter(|_| is_said)?;
    Some(Waiting::new(Notice::Wish { conversation: conversation.id.clone(), since }, exchange.answered_at))
}

/// The write that stores saved values; it always has the visitor's lead in it, unless only its id is known.
pub fn details(base: &Base<'_>, details: &Details) -> ConversationWrite {
    let conversation = grown(base, &details.origin, &details.learnt, details.at);
    let grown = lead_after(base, &conversation, &details.learnt, &details.origin, details.at);
    let lead = grown.or_else(|| match (known_lead(base), &conversation.lead_id) {
        (Some(lead), _) => Some(Lead { version: lead.version + 1, updated_at: details.at, ..lead.clone() }),
        (None, Some(_)) => None,
        (None, None) => Some(new_lead(&conversation, &details.origin, details.at)),
    });
    let lead = lead.map(|mut lead| {
        if details.vouched {
            lead.notes = details.notes.clone().or(lead.notes);
        }
        add_custom(&mut lead.custom, &details.custom, details.vouched);
        lead
    });
    let mut write = finish(conversation, vec![], lead);
    // What a stranger writes is told, and is not the team's word.
    let talk = write.conversation.id.clone();
    let told = details.notes.iter().filter(|_| !details.vouched && write.lead.is_some());
    let line = |text: &String| LeadEvent {
        id: details.note_id.clone(),
        at: details.at,
        by: Actor::Visitor,
        what: Happening::Noted { text: text.clone(), conversation_id: Some(talk.clone()) },
    };
    write.trace.events.extend(told.map(line));
    write
}

/// Values that are there are replaced only by whoever may be believed.
pub(super) fn add_custom(known: &mut CustomValues, given: &BTreeMap<String, String>, vouched: bool) {
    for (key, text) in given {
        if vouched || known.get(key).is_none() {
            known.set(key, text.clone());
        }
    }
}

/// The write that closes a conversation.
pub fn closed(conversation: &Conversation) -> ConversationWrite {
    let conversation = Conversation { status: Status::Closed, revision: conversation.revision + 1, ..conversation.clone() };
    ConversationWrite { conversation, messages: vec![], lead: None, trace: LeadTrace::default(), notices: vec![] }
}

/// What a visitor may know of what is known about them.
pub fn glance(conversation: &Conversation) -> LeadGlance {
    let captured = conversation.facts.iter().map(|fact| (fact.field.as_str().to_owned(), fact.value.clone())).collect();
    LeadGlance { id: conversation.lead_id.clone(), captured }
}

/// The conversation, begun or gone on, with what was learnt.
fn grown(base: &Base<'_>, origin: &Origin, learnt: &Learnt, at: Timestamp) -> Conversation {
    let mut conversation = match base {
        Base::Open(open) => Conversation { revision: open.conversation.revision + 1, ..open.conversation.clone() },
        Base::New(heritage) => begun(heritage, origin, at),
    };
    for (kept, new) in [
        (&mut conversation.client_label, &origin.client_label),
        (&mut conversation.locale, &origin.locale),
        (&mut conversation.time_zone, &origin.time_zone),
    ] {
        if new.is_some() {
            kept.clone_from(new);
        }
    }
    if conversation.instruction_version == 0 {
        conversation.instruction_version = origin.instruction_version;
    }
    if origin.page != SitePage::default() {
        conversation.page = origin.page.clone();
    }
    for fact in &learnt.facts {
        conversation.facts.learn(fact.clone());
    }
    for (key, value) in learnt.custom.iter() {
        conversation.custom.learn(key, value.clone());
    }
    conversation
}

fn begun(heritage: &Heritage, origin: &Origin, at: Timestamp) -> Conversation {
    Conversation {
        id: origin.conversation_id.clone(),
        visitor: origin.visitor.clone(),
        channel: origin.channel,
        client_label: None,
        status: Status::Open,
        locale: None,
        time_zone: None,
        page: SitePage::default(),
        entry: Entry::of(&origin.page, origin.locale.as_deref(), origin.instruction_version),
        facts: heritage.facts.clone(),
        custom: heritage.custom.clone(),
        lead_id: heritage.lead_id.clone(),
        instruction_version: origin.instruction_version,
        usage: Default::default(),
        visitor_messages: 0,
        assistant_messages: 0,
        preview: String::new(),
        started_at: at,
        last_at: at,
        wants_person: None,
        revision: 1,
    }
}

fn messages(conversation: &ConversationId, exchange: &Exchange) -> Vec<Message> {
    let Exchange { question, spoken, .. } = exchange;
    let asked = Message {
        id: question.message_id.clone(),
        conversation_id: conversation.clone(),
        author: Author::Visitor,
        text: question.text.clone(),
        at: question.at,
        making: None,
        cards: vec![],
    };
    let making = Making {
        model: spoken.model.clone(),
        instruction_version: exchange.origin.instruction_version,
        usage: spoken.usage,
        latency_ms: exchange.latency_ms,
        end: spoken.end,
        fallback: spoken.fallback.clone(),
        failed: spoken.failed.clone(),
        unanswered: exchange.unanswered.map(|why| Unanswered { question: question.message_id.clone(), why }),
    };
    let answered = Message {
        id: exchange.reply_id.clone(),
        conversation_id: conversation.clone(),
        author: Author::Assistant,
        text: spoken.text.clone(),
        at: exchange.answered_at,
        making: Some(making),
        cards: exchange.cards.clone(),
    };
    vec![asked, answered]
}

fn known_lead<'a>(base: &'a Base<'_>) -> Option<&'a Lead> {
    match base {
        Base::Open(open) => open.lead.as_ref(),
        Base::New(heritage) => heritage.lead.as_ref(),
    }
}

/// The lead's new state; None where it does not change.
fn lead_after(base: &Base<'_>, conversation: &Conversation, learnt: &Learnt, origin: &Origin, at: Timestamp) -> Option<Lead> {
    let Some(old) = known_lead(base) else {
        let wanted = conversation.lead_id.is_none() && conversation.facts.make_a_lead();
        return wanted.then(|| new_lead(conversation, origin, at));
    };
    let mut lead = old.clone();
    let joins = !lead.conversation_ids.contains(&conversation.id);
    if joins {
        lead.conversation_ids.push(conversation.id.clone());
    }
    // A conversation that joins brings all it knows: some of it may never have reached the lead.
    let mut changed = joins;
    for fact in conversation.facts.iter().filter(|_| joins).chain(&learnt.facts) {
        changed |= lead.facts.learn(fact.clone());
    }
    for (key, value) in conversation.custom.iter().filter(|_| joins).chain(learnt.custom.iter()) {
        changed |= lead.custom.learn(key, value.clone());
    }
    lead.version += 1;
    lead.updated_at = at;
    changed.then_some(lead)
}

fn new_lead(conversation: &Conversation, origin: &Origin, at: Timestamp) -> Lead {
    Lead {
        id: origin.lead_id.clone(),
        facts: conversation.facts.clone(),
        notes: None,
        custom: conversation.custom.clone(),
        status: LeadStatus::New,
        follow_up_at: None,
        assignee: None,
        score: Score::default(),
        source: Source {
            channel: conversation.channel,
            page: conversation.page.clone(),
            language: conversation.locale.clone(),
            instruction: Some(conversation.instruction_version).filter(|version| *version > 0),
        },
        conversation_ids: vec![conversation.id.clone()],
        absorbed: vec![],
        created_at: at,
        updated_at: at,
        version: 1,
    }
}

fn finish(mut conversation: Conversation, messages: Vec<Message>, lead: Option<Lead>) -> ConversationWrite {
    if let Some(lead) = &lead {
        conversation.lead_id = Some(lead.id.clone());
    }
    ConversationWrite { conversation, messages, lead, trace: LeadTrace::default(), notices: vec![] }
}
