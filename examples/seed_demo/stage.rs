//! The product's own use cases over the database, with the story's clock and ids and the offline assistant.

use std::sync::Arc;

use chatimjd::{
    adapters::{
        bus::BroadcastBus,
        local_calendar::LocalCalendar,
        markup::Markdown,
        offline::OfflineAssistant,
        passwords::Argon2Passwords,
        sealer::{HmacSigner, XChaChaSealer},
        surreal::Database,
    },
    domain::time::Timestamp,
    server::config::Config,
    service::{
        accounts::Accounts,
        chat::{Chat, ChatPorts},
        language_model::{LanguageModel, ModelError, Models},
        leads::LeadDesk,
        ports::{Admins, Clock, EventBus, IdSource, Instructions, Leads, SettingsStore},
        schedule::MeetingDesk,
        settings::SettingsDesk,
    },
};

use super::{
    Outcome,
    clock::{StoryClock, StoryIds},
};

pub struct Stage {
    pub clock: Arc<StoryClock>,
    pub ids: Arc<dyn IdSource>,
    pub instructions: Arc<dyn Instructions>,
    pub chat: Chat,
    pub leads: LeadDesk,
    pub meetings: MeetingDesk,
    pub settings: SettingsDesk,
    pub accounts: Accounts,
}

/// Nobody pays for a story, and the offline assistant says nothing but what the business has told it.
struct OnlyOffline;

impl Models for OnlyOffline {
    fn current(&self) -> Arc<dyn LanguageModel> {
        self.offline()
    }

    fn offline(&self) -> Arc<dyn LanguageModel> {
        Arc::new(OfflineAssistant)
    }

    fn report(&self, _outcome: Result<(), &ModelError>) {}
}

impl Stage {
    pub fn set(config: &Config, database: &Database, begin: Timestamp, seed: u64) -> Outcome<Self> {
        let story = Arc::new(StoryClock::at(begin));
        let clock: Arc<dyn Clock> = story.clone();
        let ids: Arc<dyn IdSource> = Arc::new(StoryIds::new(Arc::clone(&story), seed));
        // Nobody listens.
        let bus: Arc<dyn EventBus> = Arc::new(BroadcastBus::new(16));
        let store: Arc<dyn SettingsStore> = Arc::new(database.settings());
        let instructions: Arc<dyn Instructions> = Arc::new(database.instructions());
        let leads: Arc<dyn Leads> = Arc::new(database.leads());
        let meetings = MeetingDesk {
            meetings: Arc::new(database.meetings()),
            calendar: Arc::new(LocalCalendar),
            leads: Arc::clone(&leads),
            conversations: database.conversations(),
            settings: Arc::clone(&store),
            bus: Arc::clone(&bus),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            signer: Arc::new(HmacSigner::open(config.secret_key.as_ref(), &config.data_dir)?),
            public_url: config.public_url.as_str().to_owned(),
            sender: None,
            ends: None,
        };
        let chat = Chat::new(ChatPorts {
            conversations: database.conversations(),
            leads: Arc::clone(&leads),
            instructions: Arc::clone(&instructions),
            settings: Arc::clone(&store),
            models: Arc::new(OnlyOffline),
            bus: Arc::clone(&bus),
            markup: Arc::new(Markdown),
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
            meetings: Some(meetings.clone()),
            session_lifetime_s: config.session_lifetime_s,
        });
        let admins: Arc<dyn Admins> = Arc::new(database.admins());
        let leads = LeadDesk {
            leads,
            conversations: database.conversations(),
            settings: Arc::clone(&store),
            team: Arc::clone(&admins),
            bus,
            clock: Arc::clone(&clock),
            ids: Arc::clone(&ids),
        };
        let sealer = Arc::new(XChaChaSealer::open(config.secret_key.as_ref(), &config.data_dir)?);
        let settings = SettingsDesk { store, sealer, clock: Arc::clone(&clock), ids: Arc::clone(&ids) };
        let accounts = Accounts {
            admins,
            passwords: Arc::new(Argon2Passwords::new()?),
            audit: Arc::new(database.audit()),
            clock,
            ids: Arc::clone(&ids),
        };
        Ok(Self { clock: story, ids, instructions, chat, leads, meetings, settings, accounts })
    }
}
