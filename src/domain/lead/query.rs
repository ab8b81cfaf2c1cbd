//! Which leads a list shows, and in which order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Lead, LeadStatus};
use crate::domain::{capture::Field, conversation::Channel, ids::AdminId, time::Timestamp, words::has_beginnings};

/// By what a list is ordered. Ties go by id, so that an order is total and a page can begin after any row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    #[default]
    CreatedAt,
    UpdatedAt,
    /// In lower case; leads without a name come last.
    Name,
    Score,
    /// Only leads that have one.
    FollowUpAt,
}

/// A column and a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::CreatedAt, descending: true }
    }
}

impl SortKey {
    pub const ALL: [Self; 5] = [Self::CreatedAt, Self::UpdatedAt, Self::Name, Self::Score, Self::FollowUpAt];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreatedAt => "created_at",
            Self::UpdatedAt => "updated_at",
            Self::Name => "name",
            Self::Score => "score",
            Self::FollowUpAt => "follow_up_at",
        }
    }
}

impl Sort {
    /// A column's name, with `-` before it for descending; None for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let key = SortKey::ALL.into_iter().find(|key| key.as_str() == name)?;
        Some(Self { key, descending })
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", if self.descending { "-" } else { "" }, self.key.as_str())
    }
}

/// Whose the leads of a list are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assigned {
    To(AdminId),
    ToNobody,
}

impl Assigned {
    /// In addresses: the id of somebody of the team, or `none`.
    pub fn as_str(&self) -> &str {
        match self {
            Self::To(id) => id.as_str(),
            Self::ToNobody => "none",
        }
    }

    /// What [`Self::as_str`] gives; None for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "none" { Some(Self::ToNobody) } else { text.parse().ok().map(Self::To) }
    }

    pub fn fits(&self, lead: &Lead) -> bool {
        match self {
            Self::To(id) => lead.assignee.as_ref() == Some(id),
            Self::ToNobody => lead.assignee.is_none(),
        }
    }
}

/// All given conditions hold for each lead of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadFilter {
    pub status: Option<LeadStatus>,
    pub channel: Option<Channel>,
    pub assignee: Option<Assigned>,
    /// Words of name, e-mail, phone, company or notes, matched by their beginnings, all of them.
    pub q: Option<String>,
    /// Created at or after, and before.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Follow-ups in this span of time; from any time where the first is None.
    pub follow_up: Option<(Option<Timestamp>, Timestamp)>,
    /// With a meeting, or without. (A lead has one when its status says so.)
    #[serde(default)]
    pub has_meeting: Option<bool>,
    /// The digits of the number that `q` is, as it is stored: a lead with them is found, however the number was typed.
    #[serde(default)]
    pub number: Option<String>,
}

/// What the words of a search are compared with.
pub fn searched(lead: &Lead) -> String {
    let fields = [Field::Name, Field::Email, Field::Phone, Field::Company].into_iter().filter_map(|field| lead.value(field));
    fields.chain(lead.notes.as_deref()).collect::<Vec<_>>().join(" ")
}

impl LeadFilter {
    /// Whether a lead is in the list; its words are left to [`Self::matches_words`].
    pub fn matches(&self, lead: &Lead) -> bool {
        self.status.is_none_or(|status| status == lead.status)
            && self.channel.is_none_or(|channel| channel == lead.source.channel)
            && self.assignee.as_ref().is_none_or(|assigned| assigned.fits(lead))
            && self.from.is_none_or(|from| lead.created_at >= from)
            && self.to.is_none_or(|to| lead.created_at < to)
            && self.has_meeting.is_none_or(|wanted| wanted == lead.has_meeting())
            && self.follow_up.is_none_or(|(from, to)| lead.follow_up_at.is_some_and(|at| at < to && from.is_none_or(|from| at >= from)))
    }

    pub fn matches_words(&self, lead: &Lead) -> bool {
        let Some(q) = self.q.as_deref() else { return true };
        let text = searched(lead);
        has_beginnings(&text, q) || self.number.as_deref().is_some_and(|number| has_beginnings(&text, number))
    }

    /// The same list, by the index of a status where it is one: those with a meeting.
    #[must_use]
    pub fn by_index(self) -> Self {
        match (self.has_meeting, self.status) {
            (Some(true), None | Some(LeadStatus::MeetingScheduled)) => {
                Self { has_meeting: None, status: Some(LeadStatus::MeetingScheduled), ..self }
            }
            _ => self,
        }
    }

    /// Nothing but, at most, the status: such lists have counts that are kept.
    pub fn is_counted(&self) -> bool {
        *self == Self { status: self.status, ..Self::default() }
    }

    /// How many leads are in the list, by how many there are of each status; None where they would have to be counted.
    /// (Only some leads are in the order of follow-ups.)
    pub fn total(&self, sort: Sort, counts: &BTreeMap<LeadStatus, u64>) -> Option<u64> {
        let filter = self.clone().by_index();
        (filter.is_counted() && sort.key != SortKey::FollowUpAt).then(|| match filter.status {
            Some(status) => counts.get(&status).copied().unwrap_or(0),
            None => counts.values().sum(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_written_as_it_is_read() {
        for text in ["created_at", "-created_at", "name", "-score", "follow_up_at"] {
            assert_eq!(Sort::parse(text).expect("an order").to_string(), text);
        }
        assert_eq!((Sort::parse("id"), Sort::parse("--name"), Sort::parse("")), (None, None, None));
    }

    #[test]
    fn whose_leads_is_written_as_it_is_read() {
        let id = AdminId::new(uuid::Uuid::from_u128(1));
        for assigned in [Assigned::To(id), Assigned::ToNobody] {
            assert_eq!(Assigned::parse(assigned.as_str()), Some(assigned));
        }
        assert_eq!((Assigned::parse("me"), Assigned::parse("")), (None, None));
    }

    #[test]
    fn those_with_a_meeting_are_those_of_a_status() {
        let with = LeadFilter { has_meeting: Some(true), ..LeadFilter::default() };
        assert_eq!(with.by_index(), LeadFilter { status: Some(LeadStatus::MeetingScheduled), ..LeadFilter::default() });
        let none = LeadFilter { has_meeting: Some(true), status: Some(LeadStatus::Won), ..LeadFilter::default() };
        assert_eq!(none.clone().by_index(), none);
    }

    #[test]
    fn the_length_of_a_list_is_known_where_it_is_kept() {
        let counts = BTreeMap::from([(LeadStatus::New, 7), (LeadStatus::MeetingScheduled, 2)]);
        let total = |filter: LeadFilter, sort: &str| filter.total(Sort::parse(sort).expect("an order"), &counts);
        let all = LeadFilter::default();
        assert_eq!((total(all.clone(), "name"), total(all.clone(), "follow_up_at")), (Some(9), None));
        assert_eq!(total(LeadFilter { status: Some(LeadStatus::Won), ..all.clone() }, "-score"), Some(0));
        assert_eq!(total(LeadFilter { has_meeting: Some(true), ..all.clone() }, "name"), Some(2));
        assert_eq!(total(LeadFilter { q: Some("ana".into()), ..all }, "name"), None);
    }
}
