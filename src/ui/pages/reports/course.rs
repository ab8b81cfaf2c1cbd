//! What is known here of a report that is being made, and how it is said.

use crate::{
    domain::report::{ReportInfo, ReportProgress, ReportState},
    ui::{components::notice::Tone, wording},
};

/// Questions that nobody could answer, after which nobody asks any more: about a minute.
const LOST: u32 = 90;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// As it was last told.
    told: ReportProgress,
    silence: u32,
    is_unwanted: bool,
}

impl Course {
    /// None: whoever was asked does not know.
    pub fn hear(&mut self, told: Option<ReportProgress>) {
        match told {
            // Answers may overtake each other; an end is the last word.
            _ if self.is_over() => {}
            None => self.silence += 1,
            Some(told) => (self.told, self.silence) = (told, 0),
        }
    }

    /// It is not wanted any more.
    pub fn stop(&mut self) {
        self.is_unwanted = true;
    }

    pub fn is_unwanted(&self) -> bool {
        self.is_unwanted
    }

    /// Nothing will be told any more.
    pub fn is_over(&self) -> bool {
        self.silence >= LOST || self.told.state.is_over()
    }

    pub fn report(&self) -> Option<&ReportInfo> {
        match &self.told.state {
            ReportState::Done { report } => Some(report),
            _ => None,
        }
    }

    pub fn tone(&self) -> Tone {
        match self.told.state {
            ReportState::Done { .. } => Tone::Good,
            ReportState::Failed { .. } => Tone::Danger,
            _ => Tone::Info,
        }
    }

    /// Without numbers, so that ears hear it only when something else happens.
    pub fn words(&self) -> String {
        match &self.told.state {
            ReportState::Done { report } => format!("Ready: {}", report.file),
            ReportState::Cancelled => "Cancelled.".into(),
            ReportState::Failed { problem } => format!("Failed. {}", problem.message),
            ReportState::Running if self.is_over() => "Nobody says how far it is. If it is made, it is in the list.".into(),
            ReportState::Running if self.is_unwanted => "Cancelling…".into(),
            ReportState::Running => "The report is being made…".into(),
        }
    }

    /// `1,200 rows so far, Leads`; empty where it is not known.
    pub fn figures(&self) -> String {
        let rows = wording::count(self.told.rows, "row", "rows");
        match (&self.told.state, self.told.sheet) {
            (ReportState::Running, Some(sheet)) => format!("{rows} so far, {}", sheet.title()),
            (ReportState::Running, None) if self.told.rows > 0 => format!("{rows} so far"),
            (ReportState::Done { report }, _) => wording::count(report.rows, "row", "rows"),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{analytics::range::Range, ids::ReportId, report::SheetName, time::Timestamp};

    fn done() -> ReportProgress {
        let report = ReportInfo {
            id: ReportId::new(uuid::Uuid::from_u128(1)),
            file: "daily_leads_2026-11-24_090000.xlsx".into(),
            range: Range::day(date(2026, 11, 24)),
            made_at: Timestamp::UNIX_EPOCH,
            rows: 21,
            bytes: 9_000,
            scheduled_on: None,
        };
        ReportProgress { sheet: None, rows: 21, state: ReportState::Done { report } }
    }

    #[test]
    fn how_far_it_is_is_told_until_it_is_over() {
        let mut course = Course::default();
        assert_eq!((course.words().as_str(), course.figures().as_str()), ("The report is being made…", ""));
        course.hear(Some(ReportProgress { sheet: Some(SheetName::Leads), rows: 1_200, state: ReportState::Running }));
        assert_eq!(course.figures(), "1,200 rows so far, Leads");
        course.hear(Some(done()));
        course.hear(Some(ReportProgress::default()));
        assert_eq!((course.words().as_str(), course.figures().as_str()), ("Ready: daily_leads_2026-11-24_090000.xlsx", "21 rows"));
        assert!(course.is_over() && course.report().is_some());
    }

    #[test]
    fn what_nobody_knows_ends_in_the_list() {
        let mut course = Course::default();
        course.stop();
        assert_eq!(course.words(), "Cancelling…");
        for _ in 0..LOST {
            assert!(!course.is_over());
            course.hear(None);
        }
        assert!(course.is_over() && course.words().contains("in the list"));
    }
}
