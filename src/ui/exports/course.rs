//! What is known here of one export, and how it is said.

use crate::{
    domain::{
        api_error::ApiError,
        export::{ExportProgress, ExportState},
    },
    ui::{
        components::{field::sentence, notice::Tone},
        wording,
    },
};

/// Questions without an answer after which what was told before is no longer shown.
const STALE: u32 = 5;
/// And after which nobody asks any more: a minute or two.
const LOST: u32 = 90;

const UNDER_WAY: &str = "Under way…";

/// What a row is about: one, and many.
pub type Noun = (&'static str, &'static str);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// As it was last told.
    told: Option<ExportProgress>,
    /// Questions since then that nobody could answer: another instance may be asked, or it has not begun.
    silence: u32,
    is_unwanted: bool,
}

impl Course {
    /// None: whoever was asked does not know.
    pub fn hear(&mut self, told: Option<ExportProgress>) {
        match told {
            // Answers may overtake each other; an end is the last word.
            _ if self.is_over() => {}
            None => self.silence += 1,
            told => *self = Self { told, silence: 0, is_unwanted: self.is_unwanted },
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
        self.is_lost() || self.told.as_ref().is_some_and(|told| told.state.is_over())
    }

    fn is_lost(&self) -> bool {
        self.silence >= LOST
    }

    /// What was told and still counts.
    fn fresh(&self) -> Option<&ExportProgress> {
        self.told.as_ref().filter(|_| self.silence < STALE)
    }

    fn problem(&self) -> Option<&ApiError> {
        match &self.told.as_ref()?.state {
            ExportState::Failed { problem } => Some(problem),
            _ => None,
        }
    }

    pub fn tone(&self) -> Tone {
        match self.fresh().map(|told| &told.state) {
            Some(ExportState::Done) => Tone::Good,
            Some(ExportState::Failed { .. }) => Tone::Danger,
            Some(ExportState::BrokenOff) => Tone::Warning,
            _ => Tone::Info,
        }
    }

    /// Without numbers, so that ears hear it only when something else happens.
    pub fn words(&self) -> String {
        if self.is_lost() {
            return "How it ends shows in your browser’s list of downloads.".into();
        }
        let Some(told) = self.fresh() else { return self.silent_words().into() };
        match &told.state {
            ExportState::Running | ExportState::Sending if self.is_unwanted => "Cancelling…".into(),
            ExportState::Running => UNDER_WAY.into(),
            ExportState::Sending => "The file is ready and goes out…".into(),
            ExportState::Done => match &told.file {
                Some(file) => format!("Done. {file} is in your downloads."),
                None => "Done.".into(),
            },
            ExportState::Cancelled => "Cancelled.".into(),
            ExportState::BrokenOff => "The download broke off before its end.".into(),
            ExportState::Failed { problem } => format!("Failed. {}", reason(problem)),
        }
    }

    fn silent_words(&self) -> &'static str {
        match (self.is_unwanted, self.silence >= STALE) {
            (true, true) => "Cancelling… If it goes on, stop it in your browser’s list of downloads.",
            (true, false) => "Cancelling…",
            (false, _) => UNDER_WAY,
        }
    }

    /// Under which name the server's log has what failed.
    pub fn reference(&self) -> Option<String> {
        self.problem().and_then(|problem| problem.incident.clone())
    }

    /// How many rows of how many, where that is known and right.
    pub fn share(&self) -> Option<(u64, u64)> {
        let told = self.fresh()?;
        // Some may come and go meanwhile.
        told.total.filter(|total| told.written <= *total).map(|total| (told.written, total))
    }

    /// `12,300 of 40,000 leads`, `12,300 leads so far`, `40,000 leads`; empty where it is not known.
    pub fn figures(&self, (one, many): Noun) -> String {
        let Some(told) = self.fresh() else { return String::new() };
        let rows = |number| wording::count(number, one, many);
        match (&told.state, self.share()) {
            (ExportState::Done, _) => rows(told.written),
            (ExportState::Running | ExportState::Sending, Some((written, total))) => {
                format!("{} of {}", wording::number(written), rows(total))
            }
            (ExportState::Running | ExportState::Sending, None) => format!("{} so far", rows(told.written)),
            _ => String::new(),
        }
    }
}

/// In words, with the fields that say more.
fn reason(problem: &ApiError) -> String {
    if problem.fields.is_empty() {
        return problem.message.clone();
    }
    sentence(&problem.fields.values().cloned().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::api_error::ErrorCode;

    const LEADS: Noun = ("lead", "leads");

    fn told(state: ExportState, written: u64, total: Option<u64>) -> Course {
        let mut course = Course::default();
        course.hear(Some(ExportProgress { file: Some("leads.csv".into()), written, total, state }));
        course
    }

    #[test]
    fn how_far_it_is_is_said_in_numbers_where_they_are_known() {
        let figures = |state, written, total| told(state, written, total).figures(LEADS);
        assert_eq!(figures(ExportState::Running, 12_300, Some(40_000)), "12,300 of 40,000 leads");
        assert_eq!(figures(ExportState::Running, 12_300, None), "12,300 leads so far");
        assert_eq!(figures(ExportState::Running, 41, Some(40)), "41 leads so far", "some came meanwhile");
        assert_eq!(figures(ExportState::Sending, 1, Some(1)), "1 of 1 lead");
        assert_eq!(figures(ExportState::Done, 1, Some(1)), "1 lead");
        assert_eq!(figures(ExportState::Cancelled, 1, Some(2)), "");
        assert_eq!(told(ExportState::Running, 41, Some(40)).share(), None);
        assert_eq!(told(ExportState::Done, 2, None).figures(("follow-up", "follow-ups")), "2 follow-ups");
    }

    #[test]
    fn who_knows_nothing_says_only_that_it_is_under_way() {
        let mut course = Course::default();
        assert_eq!((course.words().as_str(), course.figures(LEADS).as_str(), course.share()), (UNDER_WAY, "", None));
        course = told(ExportState::Running, 500, Some(900));
        for _ in 1..STALE {
            course.hear(None);
        }
        assert_eq!(course.figures(LEADS), "500 of 900 leads");
        course.hear(None);
        assert_eq!((course.words().as_str(), course.figures(LEADS).as_str()), (UNDER_WAY, ""), "that was long ago");
        course.hear(Some(ExportProgress { written: 800, total: Some(900), ..ExportProgress::default() }));
        assert_eq!(course.figures(LEADS), "800 of 900 leads");
        for _ in 0..LOST {
            assert!(!course.is_over());
            course.hear(None);
        }
        assert!(course.is_over() && course.words().contains("list of downloads"));
        assert_eq!((course.tone(), course.figures(LEADS).as_str()), (Tone::Info, ""));
    }

    #[test]
    fn it_is_cancelled_when_the_server_says_so_and_not_before() {
        let mut course = told(ExportState::Running, 1, None);
        course.stop();
        assert!(!course.is_over() && course.words() == "Cancelling…");
        course.hear(Some(ExportProgress { state: ExportState::Cancelled, ..ExportProgress::default() }));
        course.hear(Some(ExportProgress { written: 1, ..ExportProgress::default() }));
        assert!(course.is_over() && course.words() == "Cancelled.", "a late answer changes nothing");
        let mut elsewhere = Course::default();
        elsewhere.stop();
        for _ in 0..STALE {
            elsewhere.hear(None);
        }
        assert!(elsewhere.words().contains("list of downloads") && !elsewhere.is_over());
    }

    #[test]
    fn an_end_is_told_with_the_name_of_the_file_or_the_reason() {
        assert_eq!(told(ExportState::Done, 3, Some(3)).words(), "Done. leads.csv is in your downloads.");
        let problem = ApiError { incident: Some("i7".into()), ..ApiError::new(ErrorCode::Internal, "Something went wrong on our side.") };
        let failed = told(ExportState::Failed { problem }, 3, None);
        assert_eq!(failed.words(), "Failed. Something went wrong on our side.");
        assert_eq!((failed.reference().as_deref(), failed.tone()), (Some("i7"), Tone::Danger));
        let refused = told(ExportState::Failed { problem: ApiError::field("q", "at most 200 characters") }, 0, None);
        assert_eq!((refused.words().as_str(), refused.reference()), ("Failed. At most 200 characters", None));
        assert_eq!(told(ExportState::BrokenOff, 3, None).tone(), Tone::Warning);
    }
}
