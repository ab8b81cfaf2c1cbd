//! One conversation: what a visitor says, goes through the chat, as it would from the widget.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use chatimjd::{
    domain::{
        chat::ChatEvent,
        conversation::{Channel, SitePage, VisitorKey},
        message::MessageBody,
    },
    service::{
        chat::{ContactInfo, Halt, Incoming, ReplySink},
        permission::Visitor,
        ports::Clock,
    },
};
use jiff::SignedDuration;

use super::{Outcome, clock::StoryClock, dice::Dice, people::Person, stage::Stage};

/// What a visitor does next.
pub enum Step {
    Say(String),
    /// The contact form under an answer.
    FillIn,
}

/// Who talks, from where.
pub struct Guest {
    pub person: Person,
    pub visitor: Visitor,
    pub channel: Channel,
    pub page: SitePage,
}

impl Guest {
    /// On the website, where a token tells the visitor; over WhatsApp, where the bridge's key does.
    pub fn new(person: Person, channel: Channel, page: SitePage) -> Self {
        let key = match channel {
            Channel::WhatsApp => VisitorKey::derive("client", &format!("demo\0{}", person.dialled)),
            _ => VisitorKey::derive("token", &format!("demo {}", person.email)),
        };
        Self { visitor: Visitor::vouched(key, None), person, channel, page }
    }

    fn is_vouched(&self) -> bool {
        self.channel == Channel::WhatsApp
    }

    /// A WhatsApp client's label is its number.
    fn label(&self) -> Option<String> {
        self.is_vouched().then(|| format!("{}@c.us", self.person.dialled.trim_start_matches('+')))
    }

    fn contact(&self) -> ContactInfo {
        ContactInfo { phone: self.is_vouched().then(|| self.person.dialled.clone()), ..ContactInfo::default() }
    }
}

/// Does all of it, with the pauses of somebody who reads and types.
pub async fn hold(stage: &Stage, guest: &Guest, steps: Vec<Step>, dice: &mut Dice) -> Outcome<()> {
    for step in steps {
        match step {
            Step::Say(text) => say(stage, guest, &text, SignedDuration::from_millis(dice.between(280, 1_900))).await?,
            Step::FillIn => fill_in(stage, guest, dice).await?,
        }
        stage.clock.advance(SignedDuration::from_secs(dice.between(15, 140)));
    }
    Ok(())
}

async fn say(stage: &Stage, guest: &Guest, text: &str, thinking: SignedDuration) -> Outcome<()> {
    let incoming = Incoming {
        body: MessageBody::parse(text)?,
        channel: guest.channel,
        client_label: guest.label(),
        locale: Some(guest.person.locale.to_owned()),
        time_zone: Some(guest.person.zone.to_owned()),
        page: guest.page.clone(),
        contact: guest.contact(),
        client: None,
        vouched: guest.is_vouched(),
        received_at: stage.clock.now(),
    };
    let pen = Pen { clock: Arc::clone(&stage.clock), thinking, has_begun: AtomicBool::new(false) };
    stage.chat.turn(&guest.visitor, incoming, &pen).await?;
    Ok(())
}

async fn fill_in(stage: &Stage, guest: &Guest, dice: &mut Dice) -> Outcome<()> {
    let person = &guest.person;
    let info = ContactInfo {
        name: Some(person.name.clone()),
        email: Some(person.email.clone()),
        phone: dice.chance(60).then(|| person.phone.clone()),
        ..ContactInfo::default()
    };
    stage.chat.save_info(&guest.visitor, info, guest.channel, false).await?;
    Ok(())
}

/// Nobody watches the answer being written; its first words take their time all the same.
struct Pen {
    clock: Arc<StoryClock>,
    thinking: SignedDuration,
    has_begun: AtomicBool,
}

#[async_trait]
impl ReplySink for Pen {
    fn emit(&self, event: ChatEvent) {
        if matches!(event, ChatEvent::Delta { .. }) && !self.has_begun.swap(true, Ordering::Relaxed) {
            self.clock.advance(self.thinking);
        }
    }

    async fn stopped(&self) -> Halt {
        std::future::pending().await
    }
}
