//! A conversation that nobody has: answered as a visitor's would be, by the same code, stored nowhere and told to nobody.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use async_trait::async_trait;

use super::{
    Halt, ReplySink,
    capture::{Learning, Words},
    request::Asked,
    secretary::{Early, Post, Secretary},
    sentences,
    speak::{Speaker, Spoken},
    tools,
};
use crate::{
    domain::{
        business::Business,
        capture::Facts,
        chat::{Card, ChatEvent},
        custom::{CustomField, CustomValues},
        ids::{ConversationId, MessageId},
        instruction::{
            Content,
            case::{Call, Line},
            rehearsal::{Rehearsed, ToolUse},
        },
        locale::Language,
        meeting::Meeting,
        message::{Author, Message},
        schedule::rules::SpecialDays,
        settings::{BookingConfirmation, Settings},
        time::{Timestamp, millis_between},
    },
    service::{
        error::ServiceError,
        language_model::{Models, ToolCall},
        ports::Clock,
        schedule::{Asker, MeetingDesk},
    },
};

/// Nobody listens, and nobody stops it.
pub struct Unheard;

#[async_trait]
impl ReplySink for Unheard {
    fn emit(&self, _event: ChatEvent) {}

    async fn stopped(&self) -> Halt {
        std::future::pending().await
    }
}

/// What a rehearsal is held with.
#[derive(Clone)]
pub struct Rehearsal {
    pub models: Arc<dyn Models>,
    pub clock: Arc<dyn Clock>,
    /// Where visitors book; None: nothing can be booked.
    pub meetings: Option<MeetingDesk>,
    pub instruction: Content,
    pub business: Business,
    /// On which other hours hold than those of the week.
    pub special_days: Vec<SpecialDays>,
    pub confirmation: BookingConfirmation,
    /// Those that the owner defined.
    pub fields: Vec<CustomField>,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA.
    pub time_zone: Option<String>,
}

impl Rehearsal {
    /// With the business as it is set.
    pub fn new(
        models: Arc<dyn Models>,
        clock: Arc<dyn Clock>,
        meetings: Option<MeetingDesk>,
        instruction: Content,
        settings: Settings,
    ) -> Self {
        Self {
            models,
            clock,
            meetings,
            instruction,
            business: settings.business,
            special_days: settings.scheduling.rules.special_days,
            confirmation: settings.scheduling.booking_confirmation,
            fields: settings.lead_fields,
            locale: None,
            time_zone: None,
        }
    }

    /// The system prompt exactly as a stranger's first message is answered with.
    pub fn prompt(&self) -> String {
        let talk = Talk::new(self);
        let meetings: Option<&[Meeting]> = talk.desk.is_some().then_some(&[]);
        talk.asked("", self.clock.now(), meetings).system(&talk.learning())
    }

    /// Answers whatever the visitor says and no next line of the assistant answers. It ends early where an answer is not the
    /// wanted model's whole one.
    ///
    /// # Errors
    /// It cannot be read which times are taken.
    pub async fn hold(&self, lines: &[Line], sink: &dyn ReplySink) -> Result<Vec<Rehearsed>, ServiceError> {
        let mut talk = Talk::new(self);
        let mut answers = vec![];
        let mut lines = lines.iter().peekable();
        while let Some(line) = lines.next() {
            if line.author == Author::Assistant {
                // A greeting, or a second answer.
                talk.remember(Author::Assistant, &line.text, vec![]);
                continue;
            }
            match lines.next_if(|next| next.author == Author::Assistant) {
                Some(answer) => talk.recall(&line.text, answer).await?,
                None => {
                    let answer = talk.answer(&line.text, sink).await?;
                    let is_whole = answer.problem().is_none();
                    answers.push(answer);
                    if !is_whole {
                        break;
                    }
                }
            }
        }
        Ok(answers)
    }
}

/// A conversation as far as it has come.
struct Talk<'a> {
    rehearsal: &'a Rehearsal,
    /// For this conversation alone; None where visitors cannot book, either.
    desk: Option<MeetingDesk>,
    began_at: Timestamp,
    facts: Facts,
    custom: CustomValues,
    recent: Vec<Message>,
}

impl<'a> Talk<'a> {
    fn new(rehearsal: &'a Rehearsal) -> Self {
        let began_at = rehearsal.clock.now();
        let bookable = rehearsal.meetings.as_ref().filter(|_| !rehearsal.business.hours.is_unknown());
        let desk = bookable.map(MeetingDesk::for_rehearsal);
        Self { rehearsal, desk, began_at, facts: Facts::default(), custom: CustomValues::default(), recent: vec![] }
    }

    fn learning(&self) -> Learning {
        let Rehearsal { business, fields, .. } = self.rehearsal;
        Learning::on(self.facts.clone()).with_own(fields.clone(), self.custom.clone()).at_home_in(business.home())
    }

    fn asked<'b>(&'b self, question: &'b str, now: Timestamp, meetings: Option<&'b [Meeting]>) -> Asked<'b> {
        Asked {
            instruction: &self.rehearsal.instruction,
            business: &self.rehearsal.business,
            special_days: &self.rehearsal.special_days,
            now,
            visitor_zone: self.rehearsal.time_zone.as_deref(),
            locale: self.rehearsal.locale.as_deref(),
            notes: "",
            meetings,
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

    async fn secretary(&self, words: &[Words], language: Language) -> Result<Option<Secretary<'_>>, ServiceError> {
        let Some(desk) = &self.desk else { return Ok(None) };
        let post = Post {
            desk,
            asker: Asker::rehearsing(),
            business: &self.rehearsal.business,
            confirmation: self.rehearsal.confirmation,
            lead: None,
            zone: self.rehearsal.time_zone.clone(),
            locale: self.rehearsal.locale.clone(),
            language,
            words: words.to_vec(),
            recent: &self.recent,
            is_rehearsal: true,
        };
        Secretary::take_up(post).await.map(Some)
    }

    fn language_of(&self, text: &str) -> Language {
        sentences::language_of(text, self.rehearsal.locale.as_deref())
    }

    fn remember(&mut self, author: Author, text: &str, cards: Vec<Card>) {
        let (id, at) = self.next();
        let conversation_id = ConversationId::new(uuid::Uuid::nil());
        self.recent.push(Message { id, conversation_id, author, text: text.to_owned(), at, making: None, cards });
    }

    fn keep(&mut self, learning: &Learning) {
        self.facts = learning.facts().clone();
        self.custom = learning.own_values().clone();
    }

    /// What was answered before is not answered again; what the visitor's words booked and its calls are done again, so that
    /// they are checked again.
    async fn recall(&mut self, text: &str, answer: &Line) -> Result<(), ServiceError> {
        let (words, mut learning) = self.hear(text);
        let mut secretary = self.secretary(&words, self.language_of(text)).await?;
        early(&mut secretary, &learning).await?;
        let call = |call: &Call| ToolCall { id: None, name: call.tool.clone(), arguments: call.arguments.clone() };
        let calls: Vec<ToolCall> = answer.calls.iter().map(call).collect();
        tools::run(&calls, &mut learning, &words, secretary.as_mut()).await;
        let cards = secretary.as_ref().map(Secretary::cards).unwrap_or_default();
        self.keep(&learning);
        self.remember(Author::Visitor, text, vec![]);
        self.remember(Author::Assistant, &answer.text, cards);
        Ok(())
    }

    async fn answer(&mut self, text: &str, sink: &dyn ReplySink) -> Result<Rehearsed, ServiceError> {
        let (words, mut learning) = self.hear(text);
        let (models, clock, language) = (&*self.rehearsal.models, &*self.rehearsal.clock, self.language_of(text));
        let asked_at = clock.now();
        let mut secretary = self.secretary(&words, language).await?;
        let early = early(&mut secretary, &learning).await?;
        let request = self.asked(text, asked_at, secretary.as_ref().map(Secretary::own)).request(&learning);
        let (learnt, sentences) = (&mut learning, sentences::of(language));
        let speaker =
            Speaker { models, clock, sink, sentences, learning: learnt, words: &words, request, secretary: secretary.as_mut(), early };
        let spoken = speaker.answer().await;
        let latency_ms = millis_between(asked_at, clock.now());
        let cards = secretary.as_ref().map(Secretary::cards).unwrap_or_default();
        let told = secretary.iter().flat_map(Secretary::confirmations).filter(|told| spoken.text.contains(told)).collect();
        self.keep(&learning);
        self.remember(Author::Visitor, text, vec![]);
        self.remember(Author::Assistant, &spoken.text, cards);
        Ok(self.rehearsed(spoken, told, latency_ms))
    }

    fn rehearsed(&self, spoken: Spoken, told: Vec<String>, latency_ms: u64) -> Rehearsed {
        let uses = spoken
            .called
            .into_iter()
            .map(|(call, result)| ToolUse { call: Call { tool: call.name, arguments: call.arguments }, response: result.response });
        Rehearsed {
            text: spoken.text,
            uses: uses.collect(),
            withheld: spoken.withheld,
            told,
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

/// What the visitor's own words book, move or ask for, as in a turn.
async fn early(secretary: &mut Option<Secretary<'_>>, learning: &Learning) -> Result<Early, ServiceError> {
    match secretary {
        Some(secretary) => secretary.early(learning).await,
        None => Ok(Early::Nothing),
    }
}
