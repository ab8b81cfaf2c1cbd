//! A conversation that nobody has: answered as a visitor's would be, by the same code, stored nowhere and told to nobody.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;

use super::{
    ReplySink,
    capture::{Learning, Words},
    request::Asked,
    secretary::Early,
    sentences,
    speak::{Speaker, Spoken},
    tools,
};
use crate::{
    domain::{
        business::Business,
        capture::Facts,
        chat::ChatEvent,
        custom::{CustomField, CustomValues},
        ids::{ConversationId, MessageId},
        instruction::{
            Content,
            case::{Call, Line},
            rehearsal::{Rehearsed, ToolUse},
        },
        meeting::Meeting,
        message::{Author, Message},
        settings::Settings,
        time::{Timestamp, millis_between},
    },
    service::{
        language_model::{Models, ToolCall},
        ports::Clock,
    },
};

/// Nobody listens, and nobody stops it.
pub struct Unheard;

#[async_trait]
impl ReplySink for Unheard {
    fn emit(&self, _event: ChatEvent) {}

    async fn stopped(&self) {
        std::future::pending().await
    }
}

/// What a rehearsal is held with.
#[derive(Clone)]
pub struct Rehearsal {
    pub models: Arc<dyn Models>,
    pub clock: Arc<dyn Clock>,
    pub instruction: Content,
    pub business: Business,
    /// Those that the owner defined.
    pub fields: Vec<CustomField>,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA.
    pub time_zone: Option<String>,
}

impl Rehearsal {
    /// With the business as it is set.
    pub fn new(models: Arc<dyn Models>, clock: Arc<dyn Clock>, instruction: Content, settings: Settings) -> Self {
        Self { models, clock, instruction, business: settings.business, fields: settings.lead_fields, locale: None, time_zone: None }
    }

    /// The system prompt exactly as a stranger's first message is answered with: who is open can be booked.
    pub fn prompt(&self) -> String {
        let talk = Talk::new(self);
        let meetings: Option<&[Meeting]> = (!self.business.hours.is_unknown()).then_some(&[]);
        Asked { meetings, ..talk.asked("", self.clock.now()) }.system(&talk.learning())
    }

    /// Answers whatever the visitor says and no next line of the assistant answers. It ends early where an answer is not the
    /// wanted model's whole one.
    pub async fn hold(&self, lines: &[Line], sink: &dyn ReplySink) -> Vec<Rehearsed> {
        let mut talk = Talk::new(self);
        let mut answers = vec![];
        for (at, line) in lines.iter().enumerate() {
            if line.author == Author::Assistant {
                // A greeting, or a second answer.
                talk.remember(Author::Assistant, &line.text);
                continue;
            }
            match lines.get(at + 1).filter(|next| next.author == Author::Assistant) {
                Some(answer) => talk.recall(&line.text, &answer.calls).await,
                None => {
                    let answer = talk.answer(&line.text, sink).await;
                    let is_whole = answer.problem().is_none();
                    answers.push(answer);
                    if !is_whole {
                        break;
                    }
                }
            }
        }
        answers
    }
}

/// A conversation as far as it has come.
struct Talk<'a> {
    rehearsal: &'a Rehearsal,
    began_at: Timestamp,
    facts: Facts,
    custom: CustomValues,
    recent: Vec<Message>,
}

impl<'a> Talk<'a> {
    fn new(rehearsal: &'a Rehearsal) -> Self {
        let began_at = rehearsal.clock.now();
        Self { rehearsal, began_at, facts: Facts::default(), custom: CustomValues::default(), recent: vec![] }
    }

    fn learning(&self) -> Learning {
        let Rehearsal { business, fields, .. } = self.rehearsal;
        Learning::on(self.facts.clone()).with_own(fields.clone(), self.custom.clone()).at_home_in(business.home())
    }

    fn asked<'b>(&'b self, question: &'b str, now: Timestamp) -> Asked<'b> {
        Asked {
            instruction: &self.rehearsal.instruction,
            business: &self.rehearsal.business,
            now,
            visitor_zone: self.rehearsal.time_zone.as_deref(),
            locale: self.rehearsal.locale.as_deref(),
            notes: "",
            // A rehearsal has no calendar: what it booked would be taken from visitors.
            meetings: None,
            recent: &self.recent,
            question,
        }
    }

    /// The next message's id, and its time: each a second after the one before.
    fn next(&self) -> (MessageId, Timestamp) {
        let count = self.recent.len() as u64;
        let at = self.began_at.saturating_add(Duration::from_secs(count)).unwrap_or(self.began_at);
        (MessageId::new(uuid::Uuid::from_u128(u128::from(count) + 1)), at)
    }

    /// The visitor's newest words before the others, and what they tell.
    fn hear(&self, text: &str) -> (Vec<Words>, Learning) {
        let (message_id, at) = self.next();
        let question = Words { message_id, text: text.to_owned(), at };
        let said = self.recent.iter().rev().filter(|message| message.author == Author::Visitor);
        let earlier: Vec<Words> =
            said.map(|message| Words { message_id: message.id.clone(), text: message.text.clone(), at: message.at }).collect();
        let asked = self.recent.iter().rev().find(|message| message.author == Author::Assistant).map(|message| message.text.as_str());
        let mut learning = self.learning();
        if let Some(asked) = asked {
            learning.settle(&question, asked, &earlier);
        }
        learning.hear(&question, asked);
        (std::iter::once(question).chain(earlier).collect(), learning)
    }

    fn remember(&mut self, author: Author, text: &str) {
        let (id, at) = self.next();
        let conversation_id = ConversationId::new(uuid::Uuid::nil());
        self.recent.push(Message { id, conversation_id, author, text: text.to_owned(), at, making: None, cards: vec![] });
    }

    fn keep(&mut self, learning: &Learning) {
        self.facts = learning.facts().clone();
        self.custom = learning.own_values().clone();
    }

    /// What was answered before is not answered again; its calls are run again, so that they are checked again.
    async fn recall(&mut self, text: &str, calls: &[Call]) {
        let (words, mut learning) = self.hear(text);
        let calls: Vec<ToolCall> =
            calls.iter().map(|call| ToolCall { id: None, name: call.tool.clone(), arguments: call.arguments.clone() }).collect();
        tools::run(&calls, &mut learning, &words, None).await;
        self.keep(&learning);
        self.remember(Author::Visitor, text);
    }

    async fn answer(&mut self, text: &str, sink: &dyn ReplySink) -> Rehearsed {
        let (words, mut learning) = self.hear(text);
        let (models, clock) = (&*self.rehearsal.models, &*self.rehearsal.clock);
        let asked_at = clock.now();
        let request = self.asked(text, asked_at).request(&learning);
        let sentences = sentences::of(sentences::language_of(text, self.rehearsal.locale.as_deref()));
        let (learnt, early) = (&mut learning, Early::Nothing);
        let speaker = Speaker { models, clock, sink, sentences, learning: learnt, words: &words, request, secretary: None, early };
        let spoken = speaker.answer().await;
        let latency_ms = millis_between(asked_at, clock.now());
        self.keep(&learning);
        self.remember(Author::Visitor, text);
        self.remember(Author::Assistant, &spoken.text);
        self.rehearsed(spoken, latency_ms)
    }

    fn rehearsed(&self, spoken: Spoken, latency_ms: u64) -> Rehearsed {
        let uses = spoken
            .called
            .into_iter()
            .map(|(call, result)| ToolUse { call: Call { tool: call.name, arguments: call.arguments }, response: result.response });
        Rehearsed {
            text: spoken.text,
            uses: uses.collect(),
            withheld: spoken.withheld,
            captured: self.captured(),
            usage: spoken.usage,
            latency_ms,
            model: spoken.model,
            end: spoken.end,
            fallback: spoken.fallback,
        }
    }

    fn captured(&self) -> BTreeMap<String, String> {
        let facts = self.facts.iter().map(|fact| (fact.field.as_str().to_owned(), fact.value.clone()));
        facts.chain(self.custom.iter().map(|(key, value)| (key.to_owned(), value.text.clone()))).collect()
    }
}
