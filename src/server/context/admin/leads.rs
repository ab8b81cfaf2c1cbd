//! What an admin may ask about leads.

use super::{AdminDoor, schedule, shown, team::Team};
use crate::{
    domain::{
        api_error::ApiError,
        capture::{Fact, Field},
        conversation::{Channel, Conversation, ConversationSummary, live_since},
        custom::{CustomField, CustomValue, CustomValues, label_of},
        ids::{AdminId, ConversationId, LeadId, MessageId},
        lead::{
            Lead, LeadStatus,
            edit::LeadEdit,
            line::{Line, LineId},
            next_step::next_step,
            query::{Assigned, LeadFilter, Sort},
            timeline::{Actor, Happening, LeadEvent},
        },
        page::{Page, PageSize},
        time::Timestamp,
    },
    rpc::{
        leads::{EventLine, LeadList, LeadRow, LeadView, NextStep, OwnValue, Proof, TimelineLine, Twin},
        schedule::LeadMeetings,
    },
    service::{
        leads::{Added, LeadDetail, OnDuplicate, Timeline},
        permission::Clerk,
    },
};

impl AdminDoor {
    pub async fn list_leads(&self, filter: LeadFilter, sort: Sort, size: u32, cursor: Option<String>) -> Result<LeadList, ApiError> {
        let (desk, clerk) = (&self.inner.state.lead_desk, self.clerk());
        let size = PageSize::new(size).ok_or_else(|| super::super::refuse(ApiError::field("size", "1 to 100")))?;
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let (page, counts) = futures::future::join(desk.list(&clerk, &filter, sort, size, cursor.as_deref()), desk.counts(&clerk)).await;
        let (page, counts) = (self.told(page)?, self.told(counts)?);
        let (talks, team) = futures::future::join(desk.conversations_of(&clerk, &page.items), Team::of(self)).await;
        let (talks, team) = (self.told(talks)?, team?);
        let total = filter.total(sort, &counts.by_status);
        let rows = page.items.iter().map(|lead| row(lead, &talks, &team)).collect();
        Ok(LeadList { page: Page { items: rows, next_cursor: page.next_cursor }, total, counts: counts.by_status, overdue: counts.overdue })
    }

    pub async fn get_lead(&self, id: LeadId) -> Result<LeadView, ApiError> {
        let detail = self.told(self.inner.state.lead_desk.detail(&self.clerk(), &id).await)?;
        self.view(detail).await
    }

    pub async fn earlier_lines(&self, id: LeadId, before: LineId) -> Result<(Vec<TimelineLine>, bool), ApiError> {
        let timeline = self.told(self.inner.state.lead_desk.earlier(&self.clerk(), &id, &before).await)?;
        let (has_earlier, team) = (timeline.has_earlier, Team::of(self).await?);
        Ok((lines(timeline, &team), has_earlier))
    }

    pub async fn create_lead(&self, edit: LeadEdit) -> Result<LeadView, ApiError> {
        let added = self.inner.state.lead_desk.add(&self.clerk(), edit, Channel::Manual, OnDuplicate::Refuse).await;
        match added.map_err(super::super::refuse_service)? {
            Added::New(lead) | Added::Joined(lead) => self.get_lead(lead.id).await,
        }
    }

    pub async fn edit_lead(&self, id: LeadId, edit: LeadEdit, version: Option<u64>) -> Result<LeadView, ApiError> {
        let lead = self.inner.state.lead_desk.edit(&self.clerk(), &id, edit, version).await;
        self.get_lead(lead.map_err(super::super::refuse_service)?.id).await
    }

    pub async fn move_leads(
        &self,
        moves: Vec<(LeadId, LeadStatus)>,
        still: Option<LeadStatus>,
    ) -> Result<Vec<(LeadId, LeadStatus)>, ApiError> {
        self.inner.state.lead_desk.move_all(&self.clerk(), moves, still).await.map_err(super::super::refuse_service)
    }

    pub async fn assign_leads(
        &self,
        given: Vec<(LeadId, Option<AdminId>)>,
        still: Option<Assigned>,
    ) -> Result<Vec<(LeadId, Option<AdminId>)>, ApiError> {
        self.inner.state.lead_desk.assign_all(&self.clerk(), given, still).await.map_err(super::super::refuse_service)
    }

    pub async fn note_lead(&self, id: LeadId, text: String) -> Result<LeadView, ApiError> {
        let lead = self.inner.state.lead_desk.note(&self.clerk(), &id, &text).await;
        self.get_lead(lead.map_err(super::super::refuse_service)?.id).await
    }

    pub async fn merge_leads(&self, id: LeadId, other: LeadId) -> Result<LeadView, ApiError> {
        let lead = self.inner.state.lead_desk.merge(&self.clerk(), &id, &other).await;
        self.get_lead(lead.map_err(super::super::refuse_service)?.id).await
    }

    pub async fn unmerge_lead(&self, id: LeadId, other: Option<LeadId>) -> Result<LeadView, ApiError> {
        let apart = self.inner.state.lead_desk.unmerge(&self.clerk(), &id, other.as_ref()).await;
        self.get_lead(apart.map_err(super::super::refuse_service)?.0.id).await
    }

    pub async fn erase_leads(&self, ids: Vec<LeadId>) -> Result<(), ApiError> {
        let state = &self.inner.state;
        let erased = state.lead_desk.erase(&self.clerk(), &ids).await.map_err(super::super::refuse_service)?;
        state.forget(erased).await.map(drop).map_err(super::super::refuse_service)
    }

    fn clerk(&self) -> Clerk {
        Clerk::admin(&self.admin)
    }

    async fn view(&self, detail: LeadDetail) -> Result<LeadView, ApiError> {
        let LeadDetail { lead, conversations, timeline, twins, merged } = detail;
        let team = Team::of(self).await?;
        let fields = self.told(self.inner.state.desk.load().await)?.lead_fields;
        let (coming, past) = self.told(self.inner.state.meeting_desk.of_lead(&self.host(), &lead).await)?;
        let telling = self.inner.state.meeting_desk.telling().await;
        let meeting = |meeting| schedule::row(meeting, telling);
        let now = self.inner.state.clock.now();
        let advice = next_step(&lead, !coming.is_empty(), now);
        let since = live_since(now, self.inner.state.config.session_lifetime_s);
        let facts: Vec<Fact> = lead.facts.iter().cloned().collect();
        let custom = own_values(&lead.custom, &fields, &conversations);
        let has_earlier = timeline.has_earlier;
        Ok(LeadView {
            row: row(&lead, &conversations, &team),
            fact_conversations: facts.iter().map(|fact| place_of_fact(fact, &conversations)).collect(),
            facts,
            notes: lead.notes,
            custom,
            fields,
            score: lead.score,
            page: lead.source.page,
            time_zone: conversations.iter().find_map(|talk| talk.time_zone.clone()),
            meetings: LeadMeetings { coming: coming.iter().map(meeting).collect(), past: past.iter().map(meeting).collect() },
            timeline: lines(timeline, &team),
            has_earlier,
            next_step: advice.map(|advice| NextStep { text: advice.text, why: advice.why }),
            twins: twins.iter().map(|twin| Twin { shared: shared_words(twin), row: row(twin, &[], &team) }).collect(),
            merged,
            updated_at: lead.updated_at,
            conversations: conversations.iter().map(|talk| ConversationSummary::from(talk).closed_if_left(since)).collect(),
        })
    }
}

/// As they are shown, with the names of those who did it, and of those who got something.
fn lines(timeline: Timeline, team: &Team) -> Vec<TimelineLine> {
    let by = |event: &LeadEvent| match &event.by {
        Actor::Admin(id) => team.name(id),
        Actor::Key(label) => Some(label.clone()),
        Actor::Visitor => None,
    };
    let whom = |event: &LeadEvent| match &event.what {
        Happening::Assigned { to: Some(id) } => team.name(id),
        _ => None,
    };
    let told = |event: LeadEvent| EventLine {
        by: by(&event),
        whom: whom(&event),
        event: LeadEvent { what: shown::happening(event.what), ..event },
    };
    let line = |line: Line| match line {
        Line::Event(event) => TimelineLine::Event(told(event)),
        Line::Said(said) => TimelineLine::Said(said),
    };
    timeline.lines.into_iter().map(line).collect()
}

fn shared_words(twin: &Lead) -> String {
    twin.value(Field::Phone).map(|phone| format!("the phone {}", shown::value(Field::Phone, phone))).unwrap_or_default()
}

/// Characters of a value of the business's own in a row.
const MOST_SHOWN: usize = 120;

/// `talks`: conversations among which the lead's own are.
fn row(lead: &Lead, talks: &[Conversation], team: &Team) -> LeadRow {
    let value = |field| lead.value(field).map(|value| shown::value(field, value));
    let own = || talks.iter().filter(|talk| lead.conversation_ids.contains(&talk.id));
    let interest = lead.facts.get(Field::Interest).map(|fact| Proof {
        value: fact.value.clone(),
        quote: fact.quote.clone(),
        conversation: place_of_fact(fact, talks),
        message: fact.message_id.clone(),
        at: fact.at,
    });
    LeadRow {
        id: lead.id.clone(),
        name: value(Field::Name),
        email: value(Field::Email),
        phone: value(Field::Phone),
        company: value(Field::Company),
        interest,
        status: lead.status,
        score: lead.score.value,
        channel: lead.source.channel,
        follow_up_at: lead.follow_up_at,
        assignee: lead.assignee.as_ref().map(|id| team.colleague(id)),
        own: lead.custom.iter().map(|(key, value)| (key.to_owned(), value.text.chars().take(MOST_SHOWN).collect())).collect(),
        last_at: own().map(|talk| talk.last_at).max(),
        created_at: lead.created_at,
        version: lead.version,
    }
}

/// The values under the business's own names: those of its fields in their order, then the others.
pub(super) fn own_values(values: &CustomValues, fields: &[CustomField], talks: &[Conversation]) -> Vec<OwnValue> {
    let place = |key: &str| fields.iter().position(|field| field.key == key).unwrap_or(fields.len());
    let mut all: Vec<(&str, &CustomValue)> = values.iter().collect();
    all.sort_by_key(|(key, _)| place(key));
    let shown = |(key, value): (&str, &CustomValue)| OwnValue {
        key: key.to_owned(),
        label: label_of(fields, key).to_owned(),
        text: value.text.clone(),
        conversation: value.evidence.as_ref().and_then(|evidence| place_of(&evidence.message_id, evidence.at, talks)),
        evidence: value.evidence.clone(),
    };
    all.into_iter().map(shown).collect()
}

fn place_of_fact(fact: &Fact, talks: &[Conversation]) -> Option<ConversationId> {
    place_of(fact.message_id.as_ref()?, fact.at, talks)
}

/// The conversation that a message stands in, as far as the conversations' own facts tell.
fn place_of(message: &MessageId, at: Timestamp, talks: &[Conversation]) -> Option<ConversationId> {
    let holds = |talk: &&Conversation| talk.facts.iter().any(|known| known.message_id.as_ref() == Some(message));
    let around = |talk: &&Conversation| (talk.started_at..=talk.last_at).contains(&at);
    talks.iter().find(holds).or_else(|| talks.iter().find(around)).map(|talk| talk.id.clone())
}
