//! A row of the list and its place: the latest first, except for the row that somebody points at, which stays.

use std::cmp::Reverse;

use leptos::{prelude::*, reactive::owner::ArcStoredValue};

use crate::domain::{conversation::ConversationSummary, ids::ConversationId, time::Timestamp};

/// One row.
#[derive(Clone)]
pub struct Row {
    pub id: ConversationId,
    pub summary: ArcRwSignal<ConversationSummary>,
    /// Changed within the last two seconds.
    pub fresh: ArcRwSignal<bool>,
    /// The time by which the row has its place: `last_at`, or what that was when somebody began to point at the row.
    placed_at: ArcStoredValue<Timestamp>,
}

impl Row {
    pub fn new(summary: ConversationSummary, fresh: bool) -> Self {
        Self {
            id: summary.id.clone(),
            placed_at: ArcStoredValue::new(summary.last_at),
            summary: ArcRwSignal::new(summary),
            fresh: ArcRwSignal::new(fresh),
        }
    }

    pub fn last_at(&self) -> Timestamp {
        self.summary.with_untracked(|summary| summary.last_at)
    }

    /// Takes the latest in, and says whether somebody spoke. An answer that comes after newer news changes nothing.
    pub fn take(&self, latest: ConversationSummary) -> bool {
        let last_at = self.last_at();
        if latest.last_at < last_at || self.summary.with_untracked(|known| *known == latest) {
            return false;
        }
        let spoke = latest.last_at > last_at;
        self.summary.set(latest);
        spoke
    }
}

/// Puts the latest first. The row with the id `pointed` keeps its place among the others.
pub fn arrange(rows: &mut [Row], pointed: Option<&str>) {
    for row in rows.iter().filter(|row| Some(row.id.as_str()) != pointed) {
        row.placed_at.set_value(row.last_at());
    }
    rows.sort_by_key(|row| Reverse(row.placed_at.get_value()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conversation::{Channel, Status};

    fn at(minute: u8) -> Timestamp {
        format!("2026-11-26T10:{minute:02}:00Z").parse().expect("a time")
    }

    fn spoken(number: u128, minute: u8) -> ConversationSummary {
        ConversationSummary {
            id: ConversationId::new(uuid::Uuid::from_u128(number)),
            who: None,
            channel: Channel::Website,
            status: Status::Open,
            preview: "Hello".into(),
            messages: 2,
            has_lead: false,
            started_at: at(0),
            last_at: at(minute),
            wants_person: None,
        }
    }

    /// Three rows, of which the first spoke last.
    fn rows() -> Vec<Row> {
        [(1, 30), (2, 20), (3, 10)].map(|(number, minute)| Row::new(spoken(number, minute), false)).into()
    }

    fn numbers(rows: &[Row]) -> Vec<u128> {
        let ids = [1, 2, 3].map(|number| spoken(number, 0).id);
        rows.iter().map(|row| ids.iter().position(|id| *id == row.id).expect("a known row") as u128 + 1).collect()
    }

    #[test]
    fn who_speaks_goes_to_the_top() {
        let mut rows = rows();
        assert!(rows[2].take(spoken(3, 40)));
        arrange(&mut rows, None);
        assert_eq!(numbers(&rows), [3, 1, 2]);
    }

    #[test]
    fn the_row_that_is_pointed_at_stays_also_while_others_move_and_goes_when_it_is_left() {
        let mut rows = rows();
        let pointed = rows[1].id.clone();
        rows[1].take(spoken(2, 40));
        arrange(&mut rows, Some(pointed.as_str()));
        assert_eq!(numbers(&rows), [1, 2, 3]);
        rows[2].take(spoken(3, 50));
        arrange(&mut rows, Some(pointed.as_str()));
        assert_eq!(numbers(&rows), [3, 1, 2]);
        // The list as the server sorts it is no reason to move it either.
        rows.sort_by_key(|row| Reverse(row.last_at()));
        arrange(&mut rows, Some(pointed.as_str()));
        assert_eq!(numbers(&rows), [3, 1, 2]);
        arrange(&mut rows, None);
        assert_eq!(numbers(&rows), [3, 2, 1]);
    }

    #[test]
    fn an_answer_that_comes_late_takes_nothing_back() {
        let row = Row::new(spoken(1, 30), false);
        assert!(!row.take(spoken(1, 20)));
        assert_eq!(row.last_at(), at(30));
        let closed = ConversationSummary { status: Status::Closed, ..spoken(1, 30) };
        assert!(!row.take(closed.clone()), "nobody spoke");
        assert_eq!(row.summary.get_untracked(), closed);
    }
}
