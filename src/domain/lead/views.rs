//! How somebody of the team looks at leads: lists saved under a name, and the columns of the table. Pure.

use serde::{Deserialize, Serialize};

use super::{
    LeadStatus,
    due::{self, Due},
    query::{Assigned, Sort},
};
use crate::domain::{
    conversation::Channel,
    custom::{MOST_FIELDS, MOST_KEY},
    ids::ViewId,
};

/// The most lists that one person saves.
pub const MOST_VIEWS: usize = 20;
const MOST_NAME: usize = 60;
const MOST_WORDS: usize = 200;

/// What the address of the page asks for, wherever in the list one is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewQuery {
    pub board: bool,
    pub status: Option<LeadStatus>,
    pub channel: Option<Channel>,
    pub assignee: Option<Assigned>,
    pub words: Option<String>,
    /// Only follow-ups that are due.
    #[serde(with = "due::kept")]
    pub due: Option<Due>,
    pub sort: Sort,
}

/// A list under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    pub query: ViewQuery,
}

/// A column of the table; the name of the person is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadColumn {
    Status,
    Company,
    Email,
    Phone,
    Interest,
    Score,
    Channel,
    Assignee,
    FollowUp,
    LastWord,
    Created,
}

impl LeadColumn {
    /// In the order in which they stand.
    pub const ALL: [Self; 11] = [
        Self::Status,
        Self::Company,
        Self::Email,
        Self::Phone,
        Self::Interest,
        Self::Score,
        Self::Channel,
        Self::Assignee,
        Self::FollowUp,
        Self::LastWord,
        Self::Created,
    ];

    /// Shown until somebody chooses.
    pub const USUAL: [Self; 7] = [Self::Status, Self::Interest, Self::Score, Self::Channel, Self::Assignee, Self::FollowUp, Self::LastWord];
}

/// What one of the team has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadPreferences {
    pub views: Vec<SavedView>,
    /// In the order in which they stand.
    pub columns: Vec<LeadColumn>,
    /// Keys of the owner's fields that have a column, too; a key without a field shows nothing.
    pub own: Vec<String>,
    /// 0 before anything was chosen; grows by one with each change.
    pub version: u64,
}

impl Default for LeadPreferences {
    fn default() -> Self {
        Self { views: vec![], columns: LeadColumn::USUAL.to_vec(), own: vec![], version: 0 }
    }
}

/// What is wrong with a view: the field, and the problem.
pub type ViewProblem = (&'static str, &'static str);

impl LeadPreferences {
    /// Puts a view in the place of the one with its id, else at this place, else behind the others.
    ///
    /// # Errors
    /// The field at fault, `name` or `query`.
    pub fn put(&mut self, view: SavedView, place: Option<usize>) -> Result<(), ViewProblem> {
        let name = view.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if !(1..=MOST_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(("name", "1 to 60 characters"));
        }
        if self.views.iter().any(|other| other.id != view.id && other.name.to_lowercase() == name.to_lowercase()) {
            return Err(("name", "you have a view of this name already"));
        }
        if view.query.words.as_ref().is_some_and(|words| words.chars().count() > MOST_WORDS) {
            return Err(("query", "at most 200 characters to search for"));
        }
        let view = SavedView { name, ..view };
        match self.views.iter().position(|other| other.id == view.id) {
            Some(at) => self.views[at] = view,
            None if self.views.len() >= MOST_VIEWS => return Err(("name", "at most 20 views: delete one first")),
            None => self.views.insert(place.unwrap_or(usize::MAX).min(self.views.len()), view),
        }
        Ok(())
    }

    /// False where there is none.
    pub fn remove(&mut self, id: &ViewId) -> bool {
        let before = self.views.len();
        self.views.retain(|view| view.id != *id);
        self.views.len() < before
    }

    /// Each once, in their order. `own`: keys of the owner's fields.
    pub fn choose(&mut self, columns: &[LeadColumn], own: &[String]) {
        self.columns = LeadColumn::ALL.into_iter().filter(|column| columns.contains(column)).collect();
        self.own = own.iter().filter(|key| key.chars().count() <= MOST_KEY).take(MOST_FIELDS).cloned().collect();
        self.own.sort_unstable();
        self.own.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(number: u128, name: &str) -> SavedView {
        SavedView { id: ViewId::new(uuid::Uuid::from_u128(number)), name: name.into(), query: ViewQuery::default() }
    }

    fn names(preferences: &LeadPreferences) -> Vec<&str> {
        preferences.views.iter().map(|view| view.name.as_str()).collect()
    }

    #[test]
    fn views_are_saved_renamed_deleted_and_put_back() {
        let mut mine = LeadPreferences::default();
        for (number, name) in [(1, "Mine"), (2, " Due  now "), (3, "Lost")] {
            mine.put(view(number, name), None).expect("saved");
        }
        mine.put(view(1, "All of mine"), Some(2)).expect("renamed");
        assert_eq!(names(&mine), ["All of mine", "Due now", "Lost"]);
        let gone = mine.views[1].clone();
        assert!(mine.remove(&gone.id) && !mine.remove(&gone.id));
        mine.put(gone, Some(1)).expect("put back");
        assert_eq!(names(&mine), ["All of mine", "Due now", "Lost"]);
    }

    #[test]
    fn what_is_wrong_with_a_view_is_named() {
        let mut mine = LeadPreferences::default();
        mine.put(view(1, "Mine"), None).expect("saved");
        let mut problem = |view: SavedView| mine.put(view, None).expect_err("a mistake").0;
        assert_eq!((problem(view(2, " ")), problem(view(2, "MINE")), problem(view(2, &"x".repeat(61)))), ("name", "name", "name"));
        let words = ViewQuery { words: Some("x".repeat(201)), ..ViewQuery::default() };
        assert_eq!(problem(SavedView { query: words, ..view(2, "Words") }), "query");
        for number in 2..=20 {
            mine.put(view(number, &number.to_string()), None).expect("saved");
        }
        assert!(mine.put(view(21, "One more"), None).is_err() && mine.put(view(20, "Another name"), None).is_ok());
    }

    #[test]
    fn what_is_due_is_kept_as_it_was_before_there_were_days() {
        let read = |due: &str| serde_json::from_str::<ViewQuery>(&format!("{{\"due\":{due}}}")).map(|query| query.due).ok();
        assert_eq!([read("false"), read("true"), read("\"week\"")], [Some(None), Some(Some(Due::Overdue)), Some(Some(Due::Week))]);
        assert_eq!((read("\"soon\""), serde_json::from_str::<ViewQuery>("{}").ok()), (None, Some(ViewQuery::default())));
        for (due, kept) in [(None, "false"), (Some(Due::Overdue), "true"), (Some(Due::Today), "\"today\"")] {
            let text = serde_json::to_string(&ViewQuery { due, ..ViewQuery::default() }).expect("a view");
            assert!(text.contains(&format!("\"due\":{kept}")), "{text}");
        }
    }

    #[test]
    fn columns_keep_their_order() {
        let mut mine = LeadPreferences::default();
        mine.choose(&[LeadColumn::Created, LeadColumn::Email, LeadColumn::Email], &["tooth", "plan", "tooth"].map(str::to_owned));
        assert_eq!(mine.columns, [LeadColumn::Email, LeadColumn::Created]);
        assert_eq!(mine.own, ["plan", "tooth"]);
    }
}
