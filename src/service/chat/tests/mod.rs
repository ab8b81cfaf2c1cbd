//! Short stories of visitors, over ports in memory.

mod cancelling;
mod current;
mod doubts;
mod endings;
mod erasing;
mod facts;
mod holidays;
mod hostile;
mod labels;
mod meetings;
mod own_fields;
mod people;
mod pressed;
mod races;
mod returning;
mod stories;
mod tapped;
mod unanswered;
mod wishes;

use std::{
    future::Future,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use futures::{StreamExt, channel::oneshot, stream::FuturesUnordered};

use super::*;
use crate::{
    domain::{
        business::Business, capture::Field, conversation::VisitorKey, custom::CustomField, lead::Lead, message::ReplyEnd,
        settings::Settings,
    },
    service::{
        language_model::{LanguageModel, ModelError},
        memory::{
            FixedModels, ManualClock, MemoryBus, MemoryConversations, MemoryInstructions, MemorySettings, PlainMarkup, Script,
            ScriptedModel, SequentialIds,
        },
        ports::Conversations,
    },
};

/// A day, the usual lifetime of a conversation.
const DAY: u64 = 24 * 60 * 60;

/// What the offline assistant of these tests always says.
const OFFLINE: &str = "Hello, how can we help?";

fn run<T>(story: impl Future<Output = T>) -> T {
    futures_executor::LocalPool::new().run_until(story)
}

/// The chat over memory, and everything one may look at afterwards.
struct Stage {
    chat: Chat,
    store: MemoryConversations,
    clock: ManualClock,
    bus: MemoryBus,
    model: Arc<ScriptedModel>,
    models: Arc<FixedModels>,
    instructions: MemoryInstructions,
}

impl Stage {
    fn with(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::over(ScriptedModel::new(scripts))
    }

    /// A model that always says the same.
    fn saying(text: &str) -> Self {
        Self::over(ScriptedModel::always("scripted", Script::says(text)))
    }

    fn over(model: ScriptedModel) -> Self {
        Self::with_fields(model, vec![])
    }

    /// With fields that the owner defined.
    fn with_fields(model: ScriptedModel, lead_fields: Vec<CustomField>) -> Self {
        let (store, clock, bus, instructions) =
            (MemoryConversations::new(), ManualClock::default(), MemoryBus::default(), MemoryInstructions::default());
        let model = Arc::new(model);
        let offline: Arc<dyn LanguageModel> = Arc::new(ScriptedModel::always("offline", Script::says(OFFLINE)));
        let models = Arc::new(FixedModels::new(Arc::clone(&model) as Arc<dyn LanguageModel>, offline));
        let business = Business { name: "Brooks".into(), ..Business::default() };
        let chat = Chat::new(ChatPorts {
            conversations: Arc::new(store.clone()),
            leads: Arc::new(store.clone()),
            instructions: Arc::new(instructions.clone()),
            settings: Arc::new(MemorySettings::with(Settings { business, lead_fields, ..Settings::default() })),
            models: Arc::clone(&models) as Arc<dyn Models>,
            bus: Arc::new(bus.clone()),
            markup: Arc::new(PlainMarkup),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
            meetings: None,
            session_lifetime_s: DAY,
        });
        Self { chat, store, clock, bus, model, models, instructions }
    }

    /// The same chat, in which another model goes on.
    fn answered_by(&self, scripts: impl IntoIterator<Item = Script>) -> Self {
        let model = Arc::new(ScriptedModel::new(scripts));
        let offline: Arc<dyn LanguageModel> = Arc::new(ScriptedModel::always("offline", Script::says(OFFLINE)));
        let models = Arc::new(FixedModels::new(Arc::clone(&model) as Arc<dyn LanguageModel>, offline));
        let ports = ChatPorts { models: Arc::clone(&models) as Arc<dyn Models>, ..self.chat.ports.clone() };
        let (store, clock, bus) = (self.store.clone(), self.clock.clone(), self.bus.clone());
        Self { chat: Chat::new(ports), store, clock, bus, model, models, instructions: self.instructions.clone() }
    }

    fn incoming(&self, text: &str) -> Incoming {
        Incoming {
            body: MessageBody::parse(text).expect("a message"),
            channel: Channel::Website,
            client_label: None,
            locale: Some("en".into()),
            time_zone: None,
            page: SitePage::default(),
            contact: ContactInfo::default(),
            client: None,
            vouched: false,
            received_at: self.clock.now(),
        }
    }

    /// Says one thing as this visitor and returns the answer and the events that led to it.
    async fn say(&self, who: &Visitor, text: &str) -> (ChatReply, Vec<ChatEvent>) {
        let sink = Recorder::default();
        let reply = self.chat.turn(who, self.incoming(text), &sink).await.expect("an answer");
        // Every second counts as another one.
        self.clock.advance(Duration::from_secs(1));
        check_events(&reply, &sink.events());
        (reply, sink.events())
    }

    fn only_lead(&self) -> Lead {
        let leads = self.store.all_leads();
        assert_eq!(leads.len(), 1, "{leads:?}");
        leads.into_iter().next().expect("one")
    }

    async fn messages_of(&self, conversation: &ConversationId) -> Vec<Message> {
        Conversations::messages(&self.store, conversation, None, 1_000).await.expect("memory")
    }
}

/// What holds for each answer, however it ended: text shown is text stored, in the promised order of events.
fn check_events(reply: &ChatReply, events: &[ChatEvent]) {
    let names: Vec<&str> = events.iter().map(ChatEvent::name).collect();
    let rank = |name: &&str| ["start", "delta", "lead", "card", "done"].iter().position(|known| known == name);
    assert!(names.iter().map(rank).is_sorted() && !names.contains(&"error"), "{names:?}");
    assert_eq!(names.first(), Some(&"start"));
    assert_eq!(events.last(), Some(&ChatEvent::Done(Box::new(reply.clone()))));
    assert_eq!(shown(events), reply.reply.text);
}

/// All deltas, one after the other.
fn shown(events: &[ChatEvent]) -> String {
    events.iter().filter_map(|event| if let ChatEvent::Delta { text } = event { Some(text.as_str()) } else { None }).collect()
}

fn visitor(token: &str) -> Visitor {
    Visitor::vouched(VisitorKey::derive("token", token), None)
}

/// Takes the events down, and ends the answer when enough was shown.
#[derive(Default)]
struct Recorder {
    events: Mutex<Vec<ChatEvent>>,
    stop_after: Option<(usize, Halt)>,
    stop: Mutex<Option<oneshot::Sender<Halt>>>,
    stopped: Mutex<Option<oneshot::Receiver<Halt>>>,
}

impl Recorder {
    /// Presses Stop after so many deltas.
    fn stopping_after(deltas: usize) -> Self {
        Self::halting_after(deltas, Halt::Stopped)
    }

    fn halting_after(deltas: usize, halt: Halt) -> Self {
        let (stop, stopped) = oneshot::channel();
        Self { stop_after: Some((deltas, halt)), stop: Mutex::new(Some(stop)), stopped: Mutex::new(Some(stopped)), ..Self::default() }
    }

    fn events(&self) -> Vec<ChatEvent> {
        self.events.lock().expect("no panic").clone()
    }
}

#[async_trait]
impl ReplySink for Recorder {
    fn emit(&self, event: ChatEvent) {
        let mut events = self.events.lock().expect("no panic");
        events.push(event);
        let deltas = events.iter().filter(|event| matches!(event, ChatEvent::Delta { .. })).count();
        let Some((_, halt)) = self.stop_after.filter(|(after, _)| deltas >= *after) else { return };
        if let Some(stop) = self.stop.lock().expect("no panic").take() {
            let _ = stop.send(halt);
        }
    }

    async fn stopped(&self) -> Halt {
        let receiver = self.stopped.lock().expect("no panic").take();
        match receiver {
            Some(receiver) => receiver.await.unwrap_or(Halt::Stopped),
            None => std::future::pending().await,
        }
    }
}
