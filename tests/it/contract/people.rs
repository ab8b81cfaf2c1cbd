//! Made-up people and what they write.

use chatimjd::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        chat::Card,
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey, preview},
        custom::{CustomValue, CustomValues, Evidence},
        entry::Entry,
        ids::{ConversationId, LeadId, MessageId},
        lead::{Lead, LeadStatus, Source, score::score},
        message::{Attempt, Author, Making, Message, ReplyEnd, Usage},
        time::Timestamp,
    },
    service::ports::ConversationWrite,
};
use uuid::Uuid;

/// Noon and `seconds`, and some nanoseconds that must not get lost.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::new(1_795_348_800 + seconds, 123_456_789).expect("a time in range")
}

pub fn visitor(n: u128) -> VisitorKey {
    VisitorKey::derive("token", &format!("visitor {n}"))
}

pub fn conversation_id(n: u128) -> ConversationId {
    ConversationId::new(Uuid::from_u128(n))
}

/// Message ids of a conversation sort by `n`.
pub fn message_id(conversation: u128, n: u128) -> MessageId {
    MessageId::new(Uuid::from_u128(conversation << 64 | n))
}

pub fn lead_id(n: u128) -> LeadId {
    LeadId::new(Uuid::from_u128(n))
}

/// The first revision of an open conversation of visitor `n`.
pub fn conversation(n: u128) -> Conversation {
    Conversation {
        id: conversation_id(n),
        visitor: visitor(n),
        channel: Channel::Website,
        client_label: None,
        status: Status::Open,
        locale: Some("pt-BR".into()),
        time_zone: Some("America/Sao_Paulo".into()),
        page: SitePage { url: Some("https://shop.example.com/ovens?size=2".into()), ..SitePage::default() },
        entry: Entry { page: Some("/ovens".into()), language: Some("pt".into()), instruction: Some(1), ..Entry::default() },
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 0,
        assistant_messages: 0,
        preview: String::new(),
        started_at: at(0),
        last_at: at(0),
        wants_person: None,
        revision: 1,
    }
}

/// The next revision.
pub fn next(conversation: &Conversation) -> Conversation {
    Conversation { revision: conversation.revision + 1, ..conversation.clone() }
}

/// What visitor `n` says as message `m`, and the answer as the one after it.
pub fn exchange(n: u128, m: u128, text: &str) -> Vec<Message> {
    let said = Message {
        id: message_id(n, m),
        conversation_id: conversation_id(n),
        author: Author::Visitor,
        text: text.into(),
        at: at(i64::try_from(m).expect("few messages")),
        making: None,
        cards: vec![],
    };
    let making = Making {
        model: "offline".into(),
        instruction_version: 1,
        usage: Usage { prompt_tokens: 12, output_tokens: 3 },
        latency_ms: 4,
        end: ReplyEnd::Complete,
        fallback: Some("the key is wrong".into()),
        failed: Some(Attempt { model: "gemini-3-flash".into(), usage: Usage { prompt_tokens: 12, output_tokens: 0 } }),
        unanswered: None,
    };
    let answered = Message {
        id: message_id(n, m + 1),
        author: Author::Assistant,
        text: format!("You said: {text}"),
        making: Some(making),
        cards: vec![Card::ContactForm { fields: vec!["email".into()] }],
        ..said.clone()
    };
    vec![said, answered]
}

pub fn fact(field: Field, value: &str, message: &MessageId) -> Fact {
    Fact { field, value: value.into(), quote: value.into(), message_id: Some(message.clone()), at: at(1), origin: Origin::Parser }
}

/// A value of one of the business's own fields, with the words that carry it.
pub fn said_of(key: &str, value: &str, message: &MessageId) -> CustomValues {
    let evidence = Evidence { quote: value.into(), message_id: message.clone(), at: at(1) };
    [(key.to_owned(), CustomValue { text: value.into(), evidence: Some(evidence) })].into_iter().collect()
}

/// The first version of the lead of conversation `n`.
pub fn lead(n: u128, facts: &Facts) -> Lead {
    Lead {
        id: lead_id(n),
        facts: facts.clone(),
        notes: Some("wants a quote".into()),
        custom: [("colour".to_owned(), "blue".to_owned())].into(),
        status: LeadStatus::New,
        follow_up_at: None,
        assignee: None,
        score: score(facts, 1),
        source: Source { channel: Channel::WhatsApp, ..Source::default() },
        conversation_ids: vec![conversation_id(n)],
        absorbed: vec![],
        created_at: at(1),
        updated_at: at(2),
        version: 1,
    }
}

pub fn write(conversation: Conversation, messages: Vec<Message>) -> ConversationWrite {
    ConversationWrite { trace: Default::default(), conversation, messages, lead: None, notices: vec![] }
}

/// The first write of visitor `n`, who says `text` at `seconds`.
pub fn said(n: u128, seconds: i64, text: &str) -> ConversationWrite {
    let messages = exchange(n, 1, text);
    write(
        Conversation { last_at: at(seconds), preview: preview(text), visitor_messages: 1, assistant_messages: 1, ..conversation(n) },
        messages,
    )
}

/// Texts that break careless programs.
pub const NAUGHTY: [&str; 14] = [
    "'; DELETE message; --",
    "\"quoted\" `ticked` \\back\\ $param {{x}} ⟨y⟩",
    "BEGIN; COMMIT; THROW 'conflict'",
    "Transaction conflict: x. This transaction can be retried",
    "السلام علیکم، قیمت کیا ہے؟",
    "नमस्ते, कितने का है?",
    "你好，多少钱？",
    "👩‍👩‍👧‍👦 🏳️‍🌈 \u{1F468}\u{1F3FD}",
    "Z\u{0301}\u{0322}\u{0489}algo \u{200B}\u{200F}\u{202E}gnirts",
    "NULL NONE null undefined true 0 -1 1e999 NaN",
    "line\none\ttab\u{2028}two",
    "<script>alert(1)</script>&amp;",
    "C:\\x\\u0000 \\u{1F600} %s %n %d",
    "\u{FEFF}bom\u{FFFD}\u{10FFFF}",
];
