//! The conversations: of every second lead, ten messages each, in words of which some are rare and some frequent.

use chatimjd::{
    domain::{
        conversation::{Conversation, Status, VisitorKey, preview},
        custom::CustomValues,
        entry::Entry,
        ids::{ConversationId, MessageId},
        message::{Author, Making, Message, ReplyEnd, Usage},
        time::Timestamp,
        unanswered::{Unanswered, Why},
    },
    service::ports::{ConversationWrite, LeadTrace},
};

use super::{super::leads::person, dice::Dice, people, times::Times, visit::Visit, vocabulary::said};

pub const MESSAGES: u64 = 10;
/// Seconds before the lead was made, and between two messages.
const BEFORE_S: u64 = 240;
const APART_S: u64 = 50;
/// Distinguish the ids of conversations and messages from those of leads.
const TALK: u8 = 8;
const MESSAGE: u8 = 9;
/// One of so many tells the number of an order, in this message.
pub const ORDERED: u64 = 10;
const ORDER_AT: usize = 2;

fn began(number: u64, times: &Times) -> Timestamp {
    times.of(number * 2) - person::seconds(BEFORE_S)
}

pub fn id(number: u64, times: &Times) -> ConversationId {
    ConversationId::new(person::id(began(number, times), TALK, number))
}

/// A number that is told in one conversation only.
pub fn order(number: u64) -> String {
    format!("nr{number:07}")
}

/// What is said, by the visitor and the assistant in turn.
fn words(number: u64) -> Vec<String> {
    let mut dice = Dice::new(!number);
    let message = |at: usize| {
        let count = if at.is_multiple_of(2) { 4 + dice.below(7) } else { 8 + dice.below(11) };
        let words = said(&mut dice, count);
        if at == ORDER_AT && number.is_multiple_of(ORDERED) { format!("{words} {}", order(number)) } else { words }
    };
    (0..MESSAGES as usize).map(message).collect()
}

/// The first word of the message that tells the number of the order.
pub fn beside_order(number: u64) -> String {
    words(number).swap_remove(ORDER_AT).split(' ').next().unwrap_or_default().to_owned()
}

/// All of it in one write.
pub fn write(number: u64, times: &Times) -> ConversationWrite {
    let (began, id) = (began(number, times), id(number, times));
    let (lead, _) = people::lead(number * 2, times);
    let Visit { channel, locale, page } = Visit::of(number * 2);
    let instruction = people::instruction(number * 2);
    let mut dice = Dice::new(number);
    let mut messages: Vec<Message> = vec![];
    for (nth, text) in (0_u64..).zip(words(number)) {
        let at = began + person::seconds(nth * APART_S);
        let author = if nth.is_multiple_of(2) { Author::Visitor } else { Author::Assistant };
        let making = messages.last().filter(|_| author == Author::Assistant).map(|asked| making(&mut dice, instruction, &asked.id));
        let message = MessageId::new(person::id(at, MESSAGE, number * MESSAGES + nth));
        messages.push(Message { id: message, conversation_id: id.clone(), author, text, at, making, cards: vec![] });
    }
    let mut usage = Usage::default();
    messages.iter().filter_map(|message| message.making.as_ref()).for_each(|making| usage += making.usage);
    let latest = messages.iter().rfind(|message| message.author == Author::Visitor);
    let said_by_each = u32::try_from(MESSAGES / 2).unwrap_or(0);
    let conversation = Conversation {
        id,
        visitor: VisitorKey::derive("token", &format!("bench {number}")),
        channel,
        client_label: None,
        status: if number.is_multiple_of(3) { Status::Open } else { Status::Closed },
        locale: Some(locale.to_owned()),
        time_zone: None,
        entry: Entry::of(&page, Some(locale), instruction),
        page,
        facts: lead.facts,
        custom: CustomValues::default(),
        lead_id: Some(lead.id),
        instruction_version: instruction,
        usage,
        visitor_messages: said_by_each,
        assistant_messages: said_by_each,
        preview: latest.map(|message| preview(&message.text)).unwrap_or_default(),
        started_at: began,
        last_at: messages.last().map_or(began, |message| message.at),
        wants_person: None,
        revision: 1,
    };
    ConversationWrite { conversation, messages, lead: None, trace: LeadTrace::default(), notices: vec![] }
}

/// How an answer came about. One of twenty is none.
fn making(dice: &mut Dice, instruction_version: u32, asked: &MessageId) -> Making {
    let mut count = |low, high| u64::try_from(dice.between(low, high)).unwrap_or(0);
    let (prompt_tokens, output_tokens, latency_ms) = (count(400, 1_600), count(10, 90), count(250, 6_000));
    let model = if dice.chance(4) { "offline" } else { "gemini-3.8-flash" };
    Making {
        model: model.into(),
        instruction_version,
        usage: Usage { prompt_tokens, output_tokens },
        latency_ms,
        end: ReplyEnd::Complete,
        fallback: None,
        failed: None,
        unanswered: dice.chance(5).then(|| Unanswered { question: asked.clone(), why: Why::Unknown }),
    }
}
