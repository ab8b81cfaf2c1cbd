//! Reading conversations in the dashboard.

use std::sync::Arc;

use super::{
    error::ServiceError,
    permission::Admin,
    ports::{Clock, ConversationFilter, Conversations, SettingsStore},
};
use crate::domain::{
    conversation::{Conversation, ConversationSummary, live_since},
    extract,
    ids::{ConversationId, MessageId},
    message::Message,
    page::{Page, PageSize},
    phone::Phone,
    time::Timestamp,
};

/// One conversation with its latest messages.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationDetail {
    pub conversation: Conversation,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// There are messages before the first of these.
    pub has_earlier: bool,
}

#[derive(Clone)]
pub struct ConversationReader {
    conversations: Arc<dyn Conversations>,
    /// Where a number without a country code belongs.
    settings: Arc<dyn SettingsStore>,
    clock: Arc<dyn Clock>,
    /// Seconds a conversation may be idle before it is left.
    session_lifetime_s: u64,
}

/// Messages read at once.
const MESSAGES: u32 = 50;

impl ConversationReader {
    pub fn new(
        conversations: Arc<dyn Conversations>,
        settings: Arc<dyn SettingsStore>,
        clock: Arc<dyn Clock>,
        session_lifetime_s: u64,
    ) -> Self {
        Self { conversations, settings, clock, session_lifetime_s }
    }

    fn live_since(&self) -> Timestamp {
        live_since(self.clock.now(), self.session_lifetime_s)
    }

    pub async fn list(
        &self,
        _admin: &Admin,
        filter: ConversationFilter,
        size: PageSize,
        cursor: Option<&str>,
    ) -> Result<Page<ConversationSummary>, ServiceError> {
        if filter.q.as_deref().is_some_and(|q| q.chars().count() > 200) {
            return Err(ServiceError::field("q", "at most 200 characters"));
        }
        let numbers = match filter.q.as_deref().and_then(|q| Phone::parse(q).ok()) {
            Some(phone) => self.forms(phone).await?,
            None => vec![],
        };
        let filter = ConversationFilter { numbers, ..filter };
        let page = self.conversations.list(&filter, size, cursor).await?;
        let mut page = page.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))?;
        let since = self.live_since();
        if filter.open_only && page.items.last().is_some_and(|row| row.last_at < since) {
            // The latest come first: behind one that was left are only such.
            page.items.retain(|row| row.last_at >= since);
            page.next_cursor = None;
        }
        page.items = page.items.into_iter().map(|row| row.closed_if_left(since)).collect();
        Ok(page)
    }

    /// The digits of a number as it is dialled from anywhere, where that can be told, and as it was typed, where they differ.
    async fn forms(&self, typed: Phone) -> Result<Vec<String>, ServiceError> {
        let home = self.settings.load().await?.business.home();
        let dialled = extract::at_best(typed.clone(), home);
        let mut forms: Vec<String> = [&dialled, &typed].map(|phone| phone.digits().to_owned()).into();
        forms.dedup();
        Ok(forms)
    }

    pub async fn count_open(&self, _admin: &Admin) -> Result<u64, ServiceError> {
        Ok(self.conversations.count_open(Some(self.live_since())).await?)
    }

    pub async fn detail(&self, _admin: &Admin, id: &ConversationId) -> Result<ConversationDetail, ServiceError> {
        let conversation = self.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?;
        let (messages, has_earlier) = self.page_before(id, None).await?;
        Ok(ConversationDetail { conversation: conversation.closed_if_left(self.live_since()), messages, has_earlier })
    }

    /// The messages before `before`, oldest first, and whether there are still earlier ones.
    pub async fn earlier(&self, _admin: &Admin, id: &ConversationId, before: &MessageId) -> Result<(Vec<Message>, bool), ServiceError> {
        self.page_before(id, Some(before)).await
    }

    async fn page_before(&self, id: &ConversationId, before: Option<&MessageId>) -> Result<(Vec<Message>, bool), ServiceError> {
        let mut messages = self.conversations.messages(id, before, MESSAGES + 1).await?;
        let has_earlier = messages.len() > MESSAGES as usize;
        if has_earlier {
            messages.remove(0);
        }
        Ok((messages, has_earlier))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            account::Role,
            business::Business,
            capture::{Fact, Facts, Field, Origin},
            conversation::{Channel, SitePage, Status, VisitorKey},
            country::Country,
            custom::CustomValues,
            entry::Entry,
            ids::AdminId,
            message::Usage,
            settings::Settings,
        },
        service::{
            memory::{ManualClock, MemoryConversations, MemorySettings},
            ports::{ConversationWrite, LeadTrace},
        },
    };

    /// A conversation with whoever has this number, as it was stored.
    fn talk(n: u8, phone: &str) -> ConversationWrite {
        let at = Timestamp::constant(i64::from(n), 0);
        let fact = Fact { field: Field::Phone, value: phone.into(), quote: String::new(), message_id: None, at, origin: Origin::Form };
        let conversation = Conversation {
            id: ConversationId::new(uuid::Uuid::from_u128(n.into())),
            visitor: VisitorKey::derive("token", &n.to_string()),
            channel: Channel::Website,
            client_label: None,
            status: Status::Open,
            locale: None,
            time_zone: None,
            page: SitePage::default(),
            entry: Entry::default(),
            facts: Facts::from_iter([fact]),
            custom: CustomValues::default(),
            lead_id: None,
            instruction_version: 0,
            usage: Usage::default(),
            visitor_messages: 1,
            assistant_messages: 1,
            preview: "call me".into(),
            started_at: at,
            last_at: at,
            wants_person: None,
            revision: 1,
        };
        ConversationWrite { conversation, messages: vec![], lead: None, trace: LeadTrace::default(), notices: vec![] }
    }

    /// How many are found of those with these numbers, where the business is in this country.
    fn found(country: Option<&str>, stored: &[&str], q: &str) -> usize {
        let business = Business { country: country.and_then(|code| Country::parse(code).ok()), ..Business::default() };
        let settings = MemorySettings::with(Settings { business, ..Settings::default() });
        let store = MemoryConversations::new();
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        futures_executor::LocalPool::new().run_until(async {
            for (n, phone) in (1..).zip(stored) {
                Conversations::write(&store, talk(n, phone)).await.expect("written");
            }
            let reader = ConversationReader::new(Arc::new(store), Arc::new(settings), Arc::new(ManualClock::default()), u64::MAX);
            let filter = ConversationFilter { q: Some(q.into()), ..ConversationFilter::default() };
            reader.list(&admin, filter, PageSize::default(), None).await.expect("a page").items.len()
        })
    }

    #[test]
    fn a_number_is_found_in_every_form_in_which_it_is_typed() {
        let stored = ["+923001234567", "+923007654321"];
        for q in ["+92 300 1234567", "0092-300-1234567", "923001234567", "0300 1234567", "0300-1234567", "(0300) 123 45 67"] {
            assert_eq!(found(Some("PK"), &stored, q), 1, "{q}");
        }
        // Stored before it was known where the business is.
        assert_eq!(found(Some("PK"), &["03001234567", "+923001234567"], "0300 1234567"), 2);
        assert_eq!(found(None, &["03001234567", "+923001234567"], "0300 1234567"), 1);
        assert_eq!(found(Some("GB"), &stored, "0300 1234567"), 0, "in another country it is another number");
    }

    #[test]
    fn whoever_stayed_away_for_too_long_has_left() {
        let store = MemoryConversations::new();
        let admin = Admin::vouched(AdminId::new(uuid::Uuid::from_u128(1)), Role::Owner, [192, 0, 2, 1].into());
        let clock = ManualClock::at(Timestamp::constant(102, 0));
        futures_executor::LocalPool::new().run_until(async {
            for n in 1..=4 {
                Conversations::write(&store, talk(n, "+923001234567")).await.expect("written");
            }
            let reader = ConversationReader::new(Arc::new(store), Arc::new(MemorySettings::default()), Arc::new(clock), 100);
            let list = async |open_only| {
                let filter = ConversationFilter { open_only, ..ConversationFilter::default() };
                let page = reader.list(&admin, filter, PageSize::default(), None).await.expect("a page");
                page.items.into_iter().map(|row| (row.last_at.as_second(), row.status)).collect::<Vec<_>>()
            };
            let open = [(4_i64, Status::Open), (3, Status::Open), (2, Status::Open)];
            assert_eq!(list(true).await, open);
            assert_eq!(list(false).await, [&open[..], &[(1, Status::Closed)]].concat());
            assert_eq!(reader.count_open(&admin).await, Ok(3));
            let left = reader.detail(&admin, &ConversationId::new(uuid::Uuid::from_u128(1))).await.expect("found");
            assert_eq!(left.conversation.status, Status::Closed);
        });
    }
}
