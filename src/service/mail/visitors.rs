//! What the owner is told of visitors: written of what is known of them when the mail goes out, and bounded, since anybody can
//! bring it about.

use super::{
    PostOffice, Step,
    compose::{Composed, mail},
};
use crate::{
    domain::{
        capture::Field,
        email::Email,
        ids::{ConversationId, LeadId},
        meeting::notice::Notice,
        notifications::{
            Notifications,
            letter::{self, Whom},
        },
        schedule::interval::shifted,
        time::Timestamp,
    },
    service::{
        error::ServiceError,
        ports::{Delivery, Mail, Waiting},
    },
};

/// So many of these mails go out within an hour; of the rest one tells.
pub(super) const MOST_AN_HOUR: usize = 30;
const HOUR_S: i64 = 3_600;

impl PostOffice {
    /// Not where the team has seen to it meanwhile, or the visitor has erased the chat.
    pub(super) async fn compose_of_wish(
        &self,
        notice: &Notice,
        id: &ConversationId,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Composed, ServiceError> {
        let settings = self.desk.settings.load().await?;
        let Some(to) = wanted(&settings.notifications, Notifications::tells_of_wishes) else { return Ok(Composed::Nothing) };
        let talk = self.desk.conversations.find(id).await?;
        let waits = |asked: Option<Timestamp>| asked.is_some_and(|asked| asked.as_second() == since.as_second());
        let Some(talk) = talk.filter(|talk| waits(talk.wants_person)) else { return Ok(Composed::Nothing) };
        let url = format!("{}/admin/conversations/{id}", self.desk.public_url);
        let letter = letter::wish(Whom { facts: &talk.facts, last_words: &talk.preview }, since, &settings.business, &url);
        let reply_to = talk.facts.value(Field::Email).and_then(|email| Email::parse(email).ok());
        self.bounded(Mail { reply_to, ..mail(notice, &settings.business, vec![to], letter, now) }).await
    }

    /// Of the lead that it has become part of, where it has.
    pub(super) async fn compose_of_lead(&self, notice: &Notice, id: &LeadId, now: Timestamp) -> Result<Composed, ServiceError> {
        let settings = self.desk.settings.load().await?;
        let Some(to) = wanted(&settings.notifications, Notifications::tells_of_leads) else { return Ok(Composed::Nothing) };
        let Some(lead) = self.desk.leads.find(id).await? else { return Ok(Composed::Nothing) };
        let talk = match lead.conversation_ids.last() {
            Some(talk) => self.desk.conversations.find(talk).await?,
            None => None,
        };
        let last_words = talk.map(|talk| talk.preview).unwrap_or_default();
        let url = format!("{}/admin/leads?lead={}", self.desk.public_url, lead.id);
        let letter = letter::lead(Whom { facts: &lead.facts, last_words: &last_words }, &url);
        let reply_to = lead.facts.value(Field::Email).and_then(|email| Email::parse(email).ok());
        self.bounded(Mail { reply_to, ..mail(notice, &settings.business, vec![to], letter, now) }).await
    }

    pub(super) async fn compose_of_rest(&self, notice: &Notice, now: Timestamp) -> Result<Composed, ServiceError> {
        let settings = self.desk.settings.load().await?;
        let tells = |told: &Notifications| told.of_wishes || told.of_leads;
        let Some(to) = wanted(&settings.notifications, tells) else { return Ok(Composed::Nothing) };
        let page = |path: &str| format!("{}/admin/{path}", self.desk.public_url);
        let letter = letter::rest(MOST_AN_HOUR, &page("conversations"), &page("leads"));
        Ok(Composed::Mail(Box::new(mail(notice, &settings.business, vec![to], letter, now))))
    }

    /// Several instances that send at the same moment may pass the bound by a few.
    async fn bounded(&self, mail: Mail) -> Result<Composed, ServiceError> {
        let sent = self.outbox.sent_since(shifted(mail.at, -HOUR_S)).await?;
        let count = sent.iter().filter(|notice| notice.is_of_visitor()).count();
        Ok(if count < MOST_AN_HOUR { Composed::Mail(Box::new(mail)) } else { Composed::TooMany })
    }

    /// It is over, and the mail about the rest of this hour goes out at its end.
    pub(super) async fn leave_to_the_rest(&self, ours: &Waiting, now: Timestamp) -> Result<Step, ServiceError> {
        let hour = now.as_second().div_euclid(HOUR_S);
        let end = shifted(now, HOUR_S - now.as_second().rem_euclid(HOUR_S));
        self.outbox.put(vec![Waiting::new(Notice::Rest { hour }, end)]).await?;
        self.outbox.finish(ours, Delivery::Dropped, now, None).await?;
        Ok(Step::Nothing)
    }
}

/// The address, where it is to be told.
fn wanted(notifications: &Notifications, tells: fn(&Notifications) -> bool) -> Option<Email> {
    notifications.mail_to.clone().filter(|_| tells(notifications))
}
