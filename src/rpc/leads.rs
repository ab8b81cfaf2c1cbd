//! Leads as the dashboard reads and changes them.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        api_error::ApiError,
        capture::{Fact, Field},
        conversation::{Channel, ConversationSummary, SitePage},
        custom::{CustomField, Evidence},
        ids::{AdminId, ConversationId, LeadId, MessageId, ViewId},
        lead::{
            LeadStatus,
            edit::LeadEdit,
            line::{LineId, Said},
            query::{Assigned, LeadFilter, Sort},
            score::Score,
            timeline::LeadEvent,
            views::{LeadColumn, LeadPreferences, ViewQuery},
        },
        page::Page,
        time::Timestamp,
    },
    rpc::schedule::LeadMeetings,
};

/// A value and the visitor's words that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub value: String,
    /// Empty where no message carries it.
    pub quote: String,
    /// Where the words stand.
    pub conversation: Option<ConversationId>,
    pub message: Option<MessageId>,
    pub at: Timestamp,
}

/// Somebody of the team, as leads name them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: AdminId,
    pub name: String,
}

/// What the page of leads is made with, whatever it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadBasics {
    /// To whom leads can be given, in the order in which they came.
    pub team: Vec<Colleague>,
    /// Fields that the owner defined, in their order.
    pub fields: Vec<CustomField>,
    /// What the admin who asks has chosen.
    pub preferences: LeadPreferences,
}

/// A value under a name of the business's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnValue {
    pub key: String,
    /// What people call it.
    pub label: String,
    pub text: String,
    /// The visitor's words that carry it, where somebody said it.
    pub evidence: Option<Evidence>,
    /// Where the words stand.
    pub conversation: Option<ConversationId>,
}

/// One row of the table, or one card of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadRow {
    pub id: LeadId,
    pub name: Option<String>,
    pub email: Option<String>,
    /// As people write it ("+92 300 1234567"); the lead's fact has what is dialled.
    pub phone: Option<String>,
    pub company: Option<String>,
    pub interest: Option<Proof>,
    pub status: LeadStatus,
    pub score: u8,
    pub channel: Channel,
    pub follow_up_at: Option<Timestamp>,
    pub assignee: Option<Colleague>,
    /// Values under the business's own names, by their keys, cut where they are long.
    pub own: BTreeMap<String, String>,
    /// The latest message of its conversations; None where there is none.
    pub last_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub version: u64,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadList {
    pub page: Page<LeadRow>,
    /// How many the whole list has; None where counting would mean reading them all.
    pub total: Option<u64>,
    /// How many there are of each status, whatever the filter.
    pub counts: BTreeMap<LeadStatus, u64>,
    /// Follow-ups whose time has come.
    pub overdue: u64,
}

/// What happened, with the names of the people in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventLine {
    pub event: LeadEvent,
    /// The name of whoever did it, where it was somebody of the team.
    pub by: Option<String>,
    /// The name of whoever the lead was given to.
    pub whom: Option<String>,
}

/// One line of a timeline: what happened, or a message of one of the lead's conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TimelineLine {
    Event(EventLine),
    Said(Said),
}

impl TimelineLine {
    pub fn id(&self) -> LineId {
        match self {
            Self::Event(line) => LineId::Event(line.event.id.clone()),
            Self::Said(said) => LineId::Message(said.id.clone()),
        }
    }
}

/// What to do next, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub text: String,
    pub why: String,
}

/// Another lead that may be the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    pub row: LeadRow,
    /// What both have, such as "the phone +92 300 1234567".
    pub shared: String,
}

/// All that the drawer shows of one lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadView {
    pub row: LeadRow,
    /// As they are stored, with the words that carry them. See [`Self::shown_facts`].
    pub facts: Vec<Fact>,
    /// The conversation of each fact's message, in the order of `facts`.
    pub fact_conversations: Vec<Option<ConversationId>>,
    pub notes: Option<String>,
    /// In the order of the fields, then those that are no fields (any more).
    pub custom: Vec<OwnValue>,
    /// Fields that the owner defined, in their order.
    pub fields: Vec<CustomField>,
    pub score: Score,
    pub page: SitePage,
    /// The visitor's IANA zone, as the latest conversation tells it.
    pub time_zone: Option<String>,
    /// Latest first.
    pub conversations: Vec<ConversationSummary>,
    pub meetings: LeadMeetings,
    /// Latest first.
    pub timeline: Vec<TimelineLine>,
    pub has_earlier: bool,
    pub next_step: Option<NextStep>,
    pub twins: Vec<Twin>,
    /// The latest lead that was merged into this one: that can be undone.
    pub merged: Option<LeadId>,
    pub updated_at: Timestamp,
}

impl LeadView {
    /// The facts as people write them.
    pub fn shown_facts(&self) -> Vec<Fact> {
        let shown = |fact: &Fact| match &self.row.phone {
            Some(phone) if fact.field == Field::Phone => Fact { value: phone.clone(), ..fact.clone() },
            _ => fact.clone(),
        };
        self.facts.iter().map(shown).collect()
    }
}

/// `cursor`: as an earlier page of the same list gave it.
#[server(prefix = "/rpc", endpoint = "leads/list", input = Json)]
pub async fn list_leads(filter: LeadFilter, sort: Sort, size: u32, cursor: Option<String>) -> Result<LeadList, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.list_leads(filter, sort, size, cursor).await
}

#[server(prefix = "/rpc", endpoint = "leads/get", input = Json)]
pub async fn get_lead(id: LeadId) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.get_lead(id).await
}

/// The lines before `before`, latest first, and whether there are still earlier ones.
#[server(prefix = "/rpc", endpoint = "leads/earlier", input = Json)]
pub async fn earlier_lines(id: LeadId, before: LineId) -> Result<(Vec<TimelineLine>, bool), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.earlier_lines(id, before).await
}

/// Field errors name the fields of [`LeadEdit`]; a person who is a lead already is a conflict, with words.
#[server(prefix = "/rpc", endpoint = "leads/create", input = Json)]
pub async fn create_lead(edit: LeadEdit) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.create_lead(edit).await
}

/// `version`: the one that the change was made on; None writes whatever there is.
#[server(prefix = "/rpc", endpoint = "leads/edit", input = Json)]
pub async fn edit_lead(id: LeadId, edit: LeadEdit, version: Option<u64>) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.edit_lead(id, edit, version).await
}

/// Moves leads to a status and returns what each of those that changed was before, for the undo. `still`: only leads that have this
/// status by now; None moves them from wherever they are.
#[server(prefix = "/rpc", endpoint = "leads/move", input = Json)]
pub async fn move_leads(moves: Vec<(LeadId, LeadStatus)>, still: Option<LeadStatus>) -> Result<Vec<(LeadId, LeadStatus)>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.move_leads(moves, still).await
}

/// The team, the fields, and what the admin who asks has chosen.
#[server(name = AskLeadBasics, prefix = "/rpc", endpoint = "leads/basics")]
pub async fn lead_basics() -> Result<LeadBasics, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.lead_basics().await
}

/// Saves a list under a name, for the admin who asks: a new one without an id; one that there is, in its place; one that
/// was deleted, at `place` again. Field errors name `name` and `query`.
#[server(prefix = "/rpc", endpoint = "leads/views/put", input = Json)]
pub async fn put_lead_view(id: Option<ViewId>, name: String, query: ViewQuery, place: Option<usize>) -> Result<LeadPreferences, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.put_lead_view(id, name, query, place).await
}

#[server(prefix = "/rpc", endpoint = "leads/views/delete", input = Json)]
pub async fn delete_lead_view(id: ViewId) -> Result<LeadPreferences, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.delete_lead_view(id).await
}

/// The columns of the table, for the admin who asks; `own`: keys of the owner's fields.
#[server(prefix = "/rpc", endpoint = "leads/columns", input = Json)]
pub async fn choose_lead_columns(columns: Vec<LeadColumn>, own: Vec<String>) -> Result<LeadPreferences, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.choose_lead_columns(columns, own).await
}

/// Gives leads to people of the team, or to nobody, and returns whose each of those that changed was before, for the undo. `still`:
/// only leads that are this one's by now.
#[server(prefix = "/rpc", endpoint = "leads/assign", input = Json)]
pub async fn assign_leads(
    given: Vec<(LeadId, Option<AdminId>)>,
    still: Option<Assigned>,
) -> Result<Vec<(LeadId, Option<AdminId>)>, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.assign_leads(given, still).await
}

/// A line in the timeline, in the team's own words.
#[server(prefix = "/rpc", endpoint = "leads/note", input = Json)]
pub async fn note_lead(id: LeadId, text: String) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.note_lead(id, text).await
}

/// `other` becomes part of `id`.
#[server(prefix = "/rpc", endpoint = "leads/merge", input = Json)]
pub async fn merge_leads(id: LeadId, other: LeadId) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.merge_leads(id, other).await
}

/// Takes the latest merge into `id` back. `other`: only if it is the merge of this one; a conflict with words otherwise.
#[server(prefix = "/rpc", endpoint = "leads/unmerge", input = Json)]
pub async fn unmerge_lead(id: LeadId, other: Option<LeadId>) -> Result<LeadView, ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.unmerge_lead(id, other).await
}

/// Erases the people everywhere: leads, conversations, timelines.
#[server(prefix = "/rpc", endpoint = "leads/erase", input = Json)]
pub async fn erase_leads(ids: Vec<LeadId>) -> Result<(), ApiError> {
    let door = crate::server::context::require_admin().await?;
    door.erase_leads(ids).await
}
