//! A run of the tests as it is followed: begun, asked for how far it is, given up.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        api_error::ApiError,
        ids::RunId,
        instruction::{
            Which,
            run::{RunProgress, RunState, Subject},
        },
    },
    rpc::assistant::runs::{cancel_run, follow_run, start_run},
    ui::{
        pages::assistant::{desk::Desk, sources::Sources},
        session::leave_if_signed_out,
        wording,
    },
};

/// Between two questions how far it is.
const AGAIN: Duration = Duration::from_millis(700);
/// So often in a row nobody may answer.
const PATIENCE: u32 = 5;

#[derive(Clone, Copy)]
pub struct Course {
    /// The run that is under way; None where there is none.
    pub progress: RwSignal<Option<RunProgress>>,
    /// It was asked for, and has not begun.
    pub starting: RwSignal<bool>,
    pub problem: RwSignal<Option<ApiError>>,
    unanswered: StoredValue<u32>,
    desk: Desk,
    sources: Sources,
}

impl Course {
    pub fn new(desk: Desk, sources: Sources) -> Self {
        Self {
            progress: RwSignal::new(None),
            starting: RwSignal::new(false),
            problem: RwSignal::new(None),
            unanswered: StoredValue::new(0),
            desk,
            sources,
        }
    }

    /// What is written is saved first: what is tested is what one sees.
    pub fn start(self, which: Which) {
        if self.starting.get_untracked() || self.progress.with_untracked(Option::is_some) {
            return;
        }
        self.starting.set(true);
        self.problem.set(None);
        self.unanswered.set_value(0);
        spawn_local(async move {
            // Members save nothing: theirs is a run of the draft as it is stored.
            let is_saved = which != Which::Draft || !self.desk.saves || self.desk.save().await;
            let answer = if is_saved { Some(start_run(which).await) } else { None };
            if self.starting.try_set(false).is_some() {
                return;
            }
            match answer {
                Some(answer) => self.hear(answer),
                None => self.desk.toasts.bad("What you have written could not be saved first."),
            }
        });
    }

    pub fn cancel(self) {
        let Some(id) = self.progress.with_untracked(|progress| progress.as_ref().map(|progress| progress.id.clone())) else { return };
        spawn_local(async move {
            if let Err(error) = cancel_run(id).await {
                self.desk.complain(&error);
            }
        });
    }

    fn ask(self, id: RunId) {
        spawn_local(async move { self.hear(follow_run(id).await) });
    }

    fn hear(self, answer: Result<RunProgress, ApiError>) {
        match answer {
            Ok(progress) if progress.state == RunState::Running => {
                self.unanswered.try_set_value(0);
                let id = progress.id.clone();
                // The page may have gone: nobody asks any more, the run goes on.
                if self.progress.try_set(Some(progress)).is_none() {
                    set_timeout(move || self.ask(id), AGAIN);
                }
            }
            Ok(_) => {
                if self.progress.try_set(None).is_none() {
                    self.sources.tests.refetch();
                    spawn_local(self.desk.read_again());
                }
            }
            Err(error) if leave_if_signed_out(&error) => {}
            Err(error) => self.miss(error),
        }
    }

    /// A question that was not answered is asked again, a few times.
    fn miss(self, error: ApiError) {
        let missed = self.unanswered.try_update_value(|count| {
            *count += 1;
            *count
        });
        let id = self.progress.try_with_untracked(|progress| progress.as_ref().map(|progress| progress.id.clone())).flatten();
        match (missed, id) {
            (Some(missed), Some(id)) if missed < PATIENCE => set_timeout(move || self.ask(id), AGAIN),
            (None, _) => {}
            _ => {
                self.progress.try_set(None);
                self.problem.try_set(Some(error));
            }
        }
    }
}

/// `4 of 10 held, 1 fails`.
pub fn progress_words(progress: &RunProgress) -> String {
    let tally = progress.tally;
    let bad = tally.failed + tally.broken;
    let failing = if bad == 0 { String::new() } else { format!(", {bad} did not pass") };
    format!("{} of {} held{failing}", tally.held(), wording::number(u64::from(tally.total)))
}

/// What was tested, in words.
pub fn subject_words(subject: Subject) -> String {
    match subject {
        Subject::Draft { .. } => "the draft".to_owned(),
        Subject::Version { number } => format!("version {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instruction::run::Tally;

    #[test]
    fn a_run_is_followed_in_numbers() {
        let tally = Tally { passed: 3, failed: 1, broken: 0, total: 10 };
        let id = "run_00000000000000000000000000000001".parse().expect("an id");
        let progress = RunProgress { id, subject: Subject::Version { number: 4 }, state: RunState::Running, tally, under_way: vec![] };
        assert_eq!(progress_words(&progress), "4 of 10 held, 1 did not pass");
        assert_eq!(subject_words(progress.subject), "version 4");
    }
}
