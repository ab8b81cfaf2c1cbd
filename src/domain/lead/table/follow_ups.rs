//! Leads as a list of what is to be done: when, with whom, and whether it is late.

use super::{Column, LeadTable};
use crate::domain::{
    capture::Field,
    lead::Lead,
    sheet::{Cell, ColumnKind, Heading, Row},
    table::{Reader, Table, Title},
    time::Timestamp,
};

const OVERDUE: Title = Title::new("overdue", "Overdue", 12);

/// Behind when it is due, and whether that was before.
const ABOUT: [Column; 9] = [
    Column::Known(Field::Name),
    Column::Known(Field::Email),
    Column::Known(Field::Phone),
    Column::Known(Field::Company),
    Column::Status,
    Column::Known(Field::Interest),
    Column::Notes,
    Column::Assignee,
    Column::Link,
];

/// A list of follow-ups at this moment.
#[derive(Clone, Debug)]
pub struct FollowUpTable {
    pub leads: LeadTable,
    pub now: Timestamp,
}

impl Table for FollowUpTable {
    type Of = Lead;

    fn headings(&self) -> Vec<Heading> {
        self.leads.follow_up_headings()
    }

    fn row(&self, lead: &Lead) -> Row {
        self.leads.follow_up_row(lead, self.now)
    }
}

impl LeadTable {
    pub fn follow_up_headings(&self) -> Vec<Heading> {
        let first = [self.heading(Column::FollowUpAt), OVERDUE.heading(self.reader, &self.zone)];
        first.into_iter().chain(self.about().map(|column| self.heading(column))).collect()
    }

    /// What the cells under these headings are.
    pub fn follow_up_kinds(&self) -> Vec<ColumnKind> {
        [ColumnKind::Time, ColumnKind::Flag].into_iter().chain(self.about().map(Column::kind)).collect()
    }

    pub fn follow_up_row(&self, lead: &Lead, now: Timestamp) -> Row {
        let is_overdue = lead.follow_up_at.is_some_and(|at| at < now);
        let first: [Cell; 2] = [self.cell(lead, Column::FollowUpAt), self.reader.flag(is_overdue)];
        first.into_iter().chain(self.about().map(|column| self.cell(lead, column))).collect()
    }

    /// A program knows a lead by its id.
    fn about(&self) -> impl Iterator<Item = Column> {
        ABOUT.into_iter().chain((self.reader == Reader::Program).then_some(Column::Id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lead::table::tests::{lead, table};

    #[test]
    fn what_is_late_says_so_and_what_is_due_stands_first() {
        let due: Timestamp = "2026-11-22T12:00:00Z".parse().expect("a time");
        let lead = Lead { follow_up_at: Some(due), ..lead() };
        let under = |reader: Reader, now: Timestamp, heading: &str| {
            let table = FollowUpTable { leads: table(reader), now };
            let heads: Vec<String> = table.headings().into_iter().map(|heading| heading.text).collect();
            let at = heads.iter().position(|known| known == heading).unwrap_or_else(|| panic!("no {heading} in {heads:?}"));
            assert_eq!((table.row(&lead).len(), heads.len()), (table.leads.follow_up_kinds().len(), table.row(&lead).len()));
            table.row(&lead)[at].clone()
        };
        let later = "2026-11-22T12:00:01Z".parse().expect("a time");
        assert_eq!((under(Reader::Person, later, "Overdue"), under(Reader::Person, due, "Overdue")), (Cell::text("Yes"), Cell::Empty));
        assert_eq!(under(Reader::Program, later, "overdue"), Cell::text("true"));
        assert_eq!(under(Reader::Program, due, "id"), Cell::text(lead.id.as_str()));
        let Cell::Time(at) = under(Reader::Person, due, "Follow-up (Asia/Karachi)") else { panic!("no time") };
        assert_eq!(at.datetime().to_string(), "2026-11-22T17:00:00");
        let first = FollowUpTable { leads: table(Reader::Person), now: due }.headings().remove(0);
        assert_eq!((first.text.as_str(), first.width), ("Follow-up (Asia/Karachi)", 26));
    }
}
