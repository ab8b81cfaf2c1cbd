//! Meetings in a conversation. The model proposes, this decides: a time is booked only where the visitor's own words name
//! it, or where its button was pressed, as the owner has it; and whatever is said to be booked is told here, of what is stored.

mod calls;
mod cancel;
pub(super) mod cues;
mod early;
mod wish;

pub use calls::{declarations, is_ours};
pub use early::Early;

use super::capture::{Learning, Words};
use crate::{
    domain::{
        business::Business,
        capture::{Field, Origin},
        chat::{Card, SlotOffer},
        email::Email,
        ids::{LeadId, MeetingId},
        locale::Language,
        meeting::{Attendee, Meeting, MeetingStatus, wording::confirmation},
        message::{Author, Message},
        person_name::PersonName,
        phone::Phone,
        settings::BookingConfirmation,
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        schedule::{Asker, Attended, BookOrder, MeetingDesk, SlotOffers, SlotQuery, Wanted},
    },
};

/// What a secretary has to know of the conversation.
pub struct Post<'a> {
    pub desk: &'a MeetingDesk,
    pub asker: Asker,
    pub business: &'a Business,
    pub confirmation: BookingConfirmation,
    pub lead: Option<LeadId>,
    /// IANA, as the visitor's browser gave it.
    pub zone: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    pub language: Language,
    /// The visitor's messages, the newest first.
    pub words: Vec<Words>,
    /// The latest messages before the newest one, oldest first.
    pub recent: &'a [Message],
    /// The desk is one for rehearsals: what it does counts in this conversation alone, and a model is told so.
    pub is_rehearsal: bool,
}

/// Our last one of these messages.
fn said_last(messages: &[Message]) -> Option<&Message> {
    messages.iter().rev().find(|message| message.author == Author::Assistant)
}

/// The times that were shown under it.
fn slots_of(message: &Message) -> &[SlotOffer] {
    let slots = message.cards.iter().find_map(|card| if let Card::Slots { slots, .. } = card { Some(slots.as_slice()) } else { None });
    slots.unwrap_or_default()
}

/// One turn's.
pub struct Secretary<'a> {
    post: Post<'a>,
    /// Our message before the visitor's newest one.
    asked: Option<&'a Message>,
    /// The times of the last card.
    offered: &'a [SlotOffer],
    /// The visitor's meetings that are ahead.
    own: Vec<Meeting>,
    /// Those that this turn has changed, as they are stored.
    changed: Vec<Meeting>,
    /// What is told of them, or asked of the visitor, and was not said yet.
    news: Vec<String>,
    /// To be shown as buttons.
    offers: Option<SlotOffers>,
    /// The visitor was told the truth in the place of a claim.
    corrected: bool,
    /// The visitor was asked whether a meeting shall be cancelled.
    asks_first: bool,
}

impl<'a> Secretary<'a> {
    /// Reads what is booked already.
    pub async fn take_up(mut post: Post<'a>) -> Result<Self, ServiceError> {
        let own = match post.asker.conversation() {
            Some(talk) => post.desk.own_ahead(&post.asker, talk, post.lead.as_ref()).await?,
            None => vec![],
        };
        let is_booking = |card: &Card| matches!(card, Card::Booking { .. } | Card::BookingPending { .. });
        // What led to the last booking leads to no other one.
        let last = post.recent.iter().rev().find(|message| message.cards.iter().any(is_booking)).map(|message| message.at);
        post.words.retain(|words| last.is_none_or(|last| words.at > last));
        let asked = said_last(post.recent);
        let offered = asked.map(slots_of).unwrap_or_default();
        Ok(Self { post, asked, offered, own, changed: vec![], news: vec![], offers: None, corrected: false, asks_first: false })
    }

    pub fn own(&self) -> &[Meeting] {
        &self.own
    }

    fn now(&self) -> Timestamp {
        self.post.desk.clock.now()
    }

    /// This turn has booked, moved or cancelled something.
    pub fn has_changed(&self) -> bool {
        !self.changed.is_empty()
    }

    /// This turn has asked the visitor whether a meeting shall be cancelled.
    pub fn has_asked_first(&self) -> bool {
        self.asks_first
    }

    /// Confirmations, and a question, that were not said yet.
    pub fn take_news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.news)
    }

    /// What is said in the place of a sentence that claims something; None: it was said before, or is in the answer already.
    pub fn truth(&mut self, nothing: &str) -> Option<String> {
        if std::mem::replace(&mut self.corrected, true) || self.has_changed() {
            return None;
        }
        let told: Vec<String> = self.own.iter().map(|meeting| confirmation(meeting, self.post.business)).collect();
        Some(if told.is_empty() { nothing.to_owned() } else { told.join("\n\n") })
    }

    /// The cards of the answer: of meetings as they are stored, else of free times.
    pub fn cards(&self) -> Vec<Card> {
        if self.has_changed() {
            return self.changed.iter().map(|meeting| self.post.desk.card(meeting, self.post.business)).collect();
        }
        let offers = self.offers.iter().filter(|offers| !offers.slots.is_empty());
        offers.map(|offers| Card::Slots { slots: offers.slots.clone(), time_zone: offers.time_zone.clone() }).collect()
    }

    /// Something was stored: it is told, and nothing else is booked in this turn.
    fn note(&mut self, meeting: Meeting) {
        self.news.push(confirmation(&meeting, self.post.business));
        self.own.retain(|known| known.id != meeting.id);
        if meeting.status.is_booked() {
            self.own.push(meeting.clone());
        }
        self.offers = None;
        self.changed.push(meeting);
    }

    /// What may have been told of meetings in this turn, as they are now.
    pub fn confirmations(&self) -> impl Iterator<Item = String> {
        let others = self.own.iter().filter(|meeting| !self.is_changed(&meeting.id));
        others.chain(&self.changed).map(|meeting| confirmation(meeting, self.post.business))
    }

    fn query(&self) -> SlotQuery {
        SlotQuery { zone: self.post.zone.clone(), language: self.post.language, ..SlotQuery::default() }
    }

    /// What the visitor said of how to reach them; None while it is open which address is right.
    fn attended(&self, learning: &Learning) -> Attended {
        let value = |field| learning.facts().value(field);
        let in_doubt = |field| learning.doubts().iter().any(|doubt| doubt.field == field);
        let email = value(Field::Email).filter(|_| !in_doubt(Field::Email)).and_then(|text| Email::parse(text).ok());
        let phone = value(Field::Phone).filter(|_| !in_doubt(Field::Phone)).and_then(|text| Phone::parse(text).ok());
        let attendee = Attendee { name: value(Field::Name).and_then(|text| PersonName::parse(text).ok()), email, phone };
        let called_from = learning.called_from().map(str::to_owned);
        Attended { attendee, facts: Some(learning.facts().clone()), called_from, lead: self.post.lead.clone(), ..Attended::default() }
    }

    /// The address was given by the visitor, not set by somebody else.
    fn gave_email(learning: &Learning) -> bool {
        learning.facts().get(Field::Email).is_some_and(|fact| fact.origin != Origin::Team)
    }

    fn order(&self, wanted: Wanted, who: Attended) -> BookOrder {
        BookOrder { wanted, who, zone: self.post.zone.clone(), language: self.post.language, once: None }
    }

    /// A meeting of the visitor's that is ahead: the one of this id, or the only one.
    fn which(&self, id: Option<&str>) -> Option<&Meeting> {
        match id {
            Some(id) => self.own.iter().find(|meeting| meeting.id.as_str() == id),
            None => <&[Meeting; 1]>::try_from(self.own.as_slice()).ok().map(|[only]| only),
        }
    }

    fn is_changed(&self, id: &MeetingId) -> bool {
        self.changed.iter().any(|meeting| meeting.id == *id)
    }

    fn is_pending(meeting: &Meeting) -> bool {
        meeting.status == MeetingStatus::Pending
    }
}
