//! One turn: a visitor's message is read, answered and stored. One read before, one write after.

use futures::future;

use super::{
    Chat, Incoming, ReplySink,
    beginning::Beginning,
    capture::{Learning, Words},
    cards::{self, Occasion},
    commit::{Commit, Place},
    record::{self, Exchange, Origin},
    request::Asked,
    secretary::{Early, Post, Secretary},
    sentences,
    speak::{Speaker, Spoken},
    window,
};
use crate::{
    domain::{
        business::Business,
        chat::{Card, ChatEvent, ChatReply, ReplyText, StartEvent},
        conversation::{Conversation, ConversationSummary},
        custom::CustomField,
        email::Email,
        extract,
        handover::Handover,
        ids::{ConversationId, LeadId, MessageId},
        instruction::{Content, Version},
        lead::identity::PersonKey,
        live::LiveEvent,
        locale::Language,
        meeting::Meeting,
        message::{Author, Message, ReplyEnd},
        phone::Phone,
        schedule::rules::SpecialDays,
        settings::BookingConfirmation,
        time::millis_between,
        unanswered::{Given, Why, judge},
    },
    service::{error::ServiceError, language_model::ModelRequest, leads::known_by, permission::Visitor, schedule::Asker},
};

/// More messages than these are not searched for an earlier card.
const MOST_MESSAGES: u32 = 1_000;

/// Where no instruction was published yet.
const PLAIN_INSTRUCTION: &str = "You are the friendly receptionist of the business below. Help visitors with what you know about it.";

/// A turn with all it was given.
pub struct Turn<'a> {
    chat: &'a Chat,
    visitor: &'a Visitor,
    incoming: Incoming,
    sink: &'a dyn ReplySink,
    business: Business,
    /// On which other hours hold than those of the week.
    special_days: Vec<SpecialDays>,
    /// Those that the owner defined.
    fields: Vec<CustomField>,
    confirmation: BookingConfirmation,
    /// Whoever asks for a person is told of by mail.
    wishes_by_mail: bool,
    instruction: Content,
    /// Of the instruction; 0 where none was published yet.
    version: u32,
    place: Place,
    /// That of the open conversation, or the one that a new conversation gets.
    conversation_id: ConversationId,
    /// Until the turn is over, those that begin beside it get the same one.
    _beginning: Beginning,
    question: Words,
    reply_id: MessageId,
    /// The team's notes about the person, where an integrator vouches for who writes.
    notes: String,
}

impl<'a> Turn<'a> {
    /// Reads what the turn needs.
    pub async fn begin(chat: &'a Chat, visitor: &'a Visitor, incoming: Incoming, sink: &'a dyn ReplySink) -> Result<Self, ServiceError> {
        let ports = &chat.ports;
        let beginning = chat.beginnings.join(visitor.key());
        let (settings, published, open) = future::try_join3(
            ports.settings.load(),
            ports.instructions.published(),
            ports.conversations.open_of(visitor.key(), window::WINDOW),
        )
        .await?;
        let place = Place::of(open, incoming.received_at, ports.session_lifetime_s);
        let kept = place.open().map(|open| open.conversation.instruction_version);
        let kept = kept.filter(|version| published.as_ref().is_none_or(|published| published.number != *version));
        let instruction = match kept {
            Some(version) => ports.instructions.version(version).await?.or(published),
            None => published,
        };
        let (version, instruction) =
            instruction.map_or_else(|| (0, Content::of(PLAIN_INSTRUCTION)), |Version { number, content, .. }| (number, content));
        let new_id = || beginning.id(|| ConversationId::new(ports.ids.uuid()));
        let conversation_id = place.open().map_or_else(new_id, |open| open.conversation.id.clone());
        let notes = notes_about(chat, &incoming, &settings.business).await?;
        let question =
            Words { message_id: MessageId::new(ports.ids.uuid()), text: incoming.body.as_str().to_owned(), at: incoming.received_at };
        Ok(Self {
            chat,
            visitor,
            sink,
            business: settings.business,
            special_days: settings.scheduling.rules.special_days,
            fields: settings.lead_fields,
            confirmation: settings.scheduling.booking_confirmation,
            wishes_by_mail: ports.has_mail() && settings.notifications.tells_of_wishes(),
            instruction,
            version,
            place,
            conversation_id,
            _beginning: beginning,
            question,
            reply_id: MessageId::new(ports.ids.uuid()),
            notes,
            incoming,
        })
    }

    /// Answers, stores, and tells everyone.
    pub async fn run(mut self) -> Result<ChatReply, ServiceError> {
        self.announce();
        let mut learning = self.learn();
        let (spoken, cards) = self.answer(&mut learning).await?;
        let exchange = self.exchange(learning, spoken, cards);
        let ports = &self.chat.ports;
        let commit = Commit {
            ports,
            turnstile: &self.chat.turnstile,
            visitor: self.visitor.key(),
            place: std::mem::take(&mut self.place),
            beginning: &self.conversation_id,
            now: self.incoming.received_at,
            lifetime_s: ports.session_lifetime_s,
            vouched: self.incoming.vouched,
            label: self.incoming.contact.label_key(self.business.home()),
        };
        let stored = commit.store(|base| record::exchange(base, &exchange)).await?;
        let reply = self.reply(&stored, &exchange);
        if !exchange.learnt.is_empty() {
            self.sink.emit(ChatEvent::Lead { lead: reply.lead.clone() });
        }
        for card in &reply.cards {
            self.sink.emit(ChatEvent::Card { card: card.clone() });
        }
        self.sink.emit(ChatEvent::Done(Box::new(reply.clone())));
        ports.bus.publish(LiveEvent::Conversation { summary: ConversationSummary::from(&stored) });
        Ok(reply)
    }

    fn announce(&self) {
        self.chat.ports.bus.publish(LiveEvent::Answering { id: self.conversation_id.clone() });
        self.sink.emit(ChatEvent::Start(StartEvent {
            conversation_id: self.conversation_id.clone(),
            message_id: self.question.message_id.clone(),
            reply_id: self.reply_id.clone(),
            visitor_token: self.visitor.fresh_token().map(str::to_owned),
        }));
    }

    fn recent(&self) -> &[Message] {
        self.place.open().map_or(&[], |open| &open.recent)
    }

    fn locale(&self) -> Option<&str> {
        let kept = || self.place.open().and_then(|open| open.conversation.locale.as_deref());
        self.incoming.locale.as_deref().or_else(kept)
    }

    fn time_zone(&self) -> Option<&str> {
        let kept = || self.place.open().and_then(|open| open.conversation.time_zone.as_deref());
        self.incoming.time_zone.as_deref().or_else(kept)
    }

    /// Our own reading of the message, whichever model answers.
    fn learn(&self) -> Learning {
        let (known, own) = match self.place.base() {
            record::Base::Open(open) => (open.conversation.facts.clone(), open.conversation.custom.clone()),
            record::Base::New(heritage) => (heritage.facts, heritage.custom),
        };
        let mut learning = Learning::on(known).with_own(self.fields.clone(), own).at_home_in(self.business.home());
        let label = self.incoming.contact.label_key(self.business.home());
        learning.be_called_from(label.as_ref(), self.incoming.received_at);
        let asked = self.recent().iter().rev().find(|message| message.author == Author::Assistant).map(|message| message.text.as_str());
        if let Some(asked) = asked {
            learning.settle(&self.question, asked, &self.earlier());
        }
        learning.hear(&self.question, asked);
        learning.receive(&self.incoming.contact, self.incoming.received_at);
        learning
    }

    /// What the visitor wrote before, the newest first.
    fn earlier(&self) -> Vec<Words> {
        let said = self.recent().iter().rev().filter(|message| message.author == Author::Visitor);
        said.map(|message| Words { message_id: message.id.clone(), text: message.text.clone(), at: message.at }).collect()
    }

    /// The words of the answer, and the cards under it.
    async fn answer(&self, learning: &mut Learning) -> Result<(Spoken, Vec<Card>), ServiceError> {
        let words: Vec<Words> = std::iter::once(self.question.clone()).chain(self.earlier()).collect();
        let language = sentences::language_of(&self.question.text, self.locale());
        let mut secretary = self.secretary(&words, language).await?;
        let early = match secretary.as_mut() {
            Some(secretary) => secretary.early(learning).await?,
            None => Early::Nothing,
        };
        let request = self.request(learning, secretary.as_ref().map(Secretary::own));
        let (models, clock, sentences) = (&*self.chat.ports.models, &*self.chat.ports.clock, sentences::of(language));
        let speaker =
            Speaker { models, clock, sink: self.sink, sentences, learning, words: &words, request, secretary: secretary.as_mut(), early };
        let spoken = speaker.answer().await;
        let mut cards = secretary.as_ref().map(Secretary::cards).unwrap_or_default();
        if spoken.end == ReplyEnd::Stopped && !secretary.is_some_and(|secretary| secretary.has_changed()) {
            cards.clear();
        }
        cards.extend(self.cards(learning, &spoken).await);
        Ok((spoken, cards))
    }

    /// Where meetings can be booked at all.
    async fn secretary(&self, words: &[Words], language: Language) -> Result<Option<Secretary<'_>>, ServiceError> {
        let Some(desk) = self.chat.ports.meetings.as_ref().filter(|_| !self.business.hours.is_unknown()) else { return Ok(None) };
        let client = self.incoming.client.clone().filter(|_| !self.incoming.vouched);
        let lead = match self.place.base() {
            record::Base::Open(open) => open.conversation.lead_id.clone(),
            record::Base::New(heritage) => heritage.lead_id,
        };
        let post = Post {
            desk,
            asker: Asker::guest(self.visitor, self.conversation_id.clone(), self.incoming.channel, client),
            business: &self.business,
            confirmation: self.confirmation,
            lead,
            zone: self.time_zone().map(str::to_owned),
            locale: self.locale().map(str::to_owned),
            language,
            words: words.to_vec(),
            recent: self.recent(),
            is_rehearsal: false,
        };
        Secretary::take_up(post).await.map(Some)
    }

    fn request(&self, learning: &Learning, meetings: Option<&[Meeting]>) -> ModelRequest {
        let asked = Asked {
            instruction: &self.instruction,
            business: &self.business,
            special_days: &self.special_days,
            now: self.chat.ports.clock.now(),
            visitor_zone: self.time_zone(),
            locale: self.locale(),
            notes: &self.notes,
            meetings,
            recent: self.recent(),
            question: &self.question.text,
        };
        asked.request(learning)
    }

    /// The contact form, at most once in a conversation; and what becomes of a wish for a person, also where the answer was
    /// stopped: the wish stands.
    async fn cards(&self, learning: &Learning, spoken: &Spoken) -> Vec<Card> {
        let occasion = Occasion { text: &self.question.text, facts: learning.facts(), fell_back: spoken.fallback.is_some() };
        let helps = spoken.end != ReplyEnd::Stopped && occasion.calls_for_contact() && !cards::is_settled(self.recent());
        let is_asked = helps && !self.was_settled_before_the_window().await;
        let form = is_asked.then(|| occasion.contact_form());
        form.into_iter().chain(occasion.asks_for_person().then(|| self.handover(learning))).collect()
    }

    fn handover(&self, learning: &Learning) -> Card {
        let handover = Handover {
            business: &self.business,
            special_days: &self.special_days,
            facts: learning.facts(),
            zone: self.time_zone(),
            language: sentences::language_of(&self.question.text, self.locale()),
            // The card that says so and the mail are stored together (`record::exchange`).
            by_mail: self.wishes_by_mail,
            now: self.incoming.received_at,
        };
        handover.card()
    }

    /// Rare: the form would help, and the conversation is longer than what was read of it.
    async fn was_settled_before_the_window(&self) -> bool {
        let Some(open) = self.place.open().filter(|open| message_count(&open.conversation) > open.recent.len()) else { return false };
        let all = self.chat.ports.conversations.messages(&open.conversation.id, None, MOST_MESSAGES).await;
        // Where that cannot be known, rather no form than a second one.
        all.map_or(true, |all| cards::is_settled(&all))
    }

    fn exchange(&self, learning: Learning, spoken: Spoken, cards: Vec<Card>) -> Exchange {
        let ports = &self.chat.ports;
        let answered_at = ports.clock.now();
        let incoming = &self.incoming;
        let origin = Origin {
            visitor: self.visitor.key().clone(),
            channel: incoming.channel,
            client_label: incoming.client_label.clone(),
            locale: incoming.locale.clone(),
            time_zone: incoming.time_zone.clone(),
            page: incoming.page.clone(),
            instruction_version: self.version,
            conversation_id: self.conversation_id.clone(),
            lead_id: LeadId::new(ports.ids.uuid()),
        };
        Exchange {
            origin,
            question: self.question.clone(),
            reply_id: self.reply_id.clone(),
            unanswered: self.why_unanswered(&spoken),
            spoken,
            answered_at,
            latency_ms: millis_between(incoming.received_at, answered_at),
            cards,
            learnt: learning.into_learnt(),
        }
    }

    /// Decided once, from what was said.
    fn why_unanswered(&self, spoken: &Spoken) -> Option<Why> {
        let ours = sentences::of(sentences::language_of(&self.question.text, self.locale()));
        judge(Given {
            question: &self.question.text,
            // "I know of no meeting of yours" is what is known.
            answer: &spoken.text.replace(ours.no_meeting, ""),
            end: spoken.end,
            fell_back: spoken.fallback.is_some(),
            was_corrected: !spoken.withheld.is_empty() && spoken.text.contains(ours.not_booked),
        })
    }

    fn reply(&self, stored: &Conversation, exchange: &Exchange) -> ChatReply {
        let spoken = &exchange.spoken;
        ChatReply {
            conversation_id: stored.id.clone(),
            visitor_token: self.visitor.fresh_token().map(str::to_owned),
            reply: ReplyText { id: self.reply_id.clone(), html: self.chat.ports.markup.to_html(&spoken.text), text: spoken.text.clone() },
            cards: exchange.cards.clone(),
            lead: record::glance(stored),
            model: spoken.model.clone(),
            instruction_version: exchange.origin.instruction_version,
            usage: spoken.usage,
            latency_ms: exchange.latency_ms,
            end: spoken.end,
        }
    }
}

/// Anybody can type anybody's address and choose any label: what the team knows is nobody's to ask for. A program with a
/// key says who writes, and may be believed; what was said in the conversation is still anybody's word.
async fn notes_about(chat: &Chat, incoming: &Incoming, business: &Business) -> Result<String, ServiceError> {
    if !incoming.vouched {
        return Ok(String::new());
    }
    let phone = incoming.contact.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
    let phone = phone.map(|phone| PersonKey::Phone(extract::at_best(phone, business.home()).into()));
    let phone = phone.or_else(|| incoming.contact.label_key(business.home()));
    let email = incoming.contact.email.as_deref().and_then(|email| Email::parse(email).ok());
    let email = email.map(|email| PersonKey::Email(email.canonical()));
    let keys: Vec<PersonKey> = email.into_iter().chain(phone).collect();
    let owner = if keys.is_empty() { vec![] } else { known_by(&*chat.ports.leads, &keys).await? };
    Ok(owner.into_iter().next().and_then(|(_, lead)| lead.notes).unwrap_or_default())
}

fn message_count(conversation: &Conversation) -> usize {
    conversation.visitor_messages.saturating_add(conversation.assistant_messages) as usize
}
