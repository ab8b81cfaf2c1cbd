//! What an admin may do with the instruction's test conversations: read and run them; and an owner: change them.

use super::{super::refuse_service, AdminDoor, OwnerDoor, studio::called, team::Team};
use crate::{
    domain::{
        api_error::ApiError,
        ids::{CaseId, ConversationId, RunId},
        instruction::{
            Which,
            case::{CaseBody, TestCase},
            run::{Observed, Outcome, RunProgress, TestRun},
        },
    },
    rpc::assistant::{
        cases::ImportedCases,
        runs::{RunView, TestsView},
    },
};

impl AdminDoor {
    pub async fn list_tests(&self) -> Result<TestsView, ApiError> {
        let (studio, editor) = (self.studio(), self.editor());
        let (cases, runs) = futures::future::join(studio.cases(&editor), studio.last_runs(&editor)).await;
        let (cases, runs) = (self.told(cases)?, self.told(runs)?);
        let team = Team::of(self).await?;
        let shown = |run: TestRun| RunView { by: called(&run.author, &team), run: short(run) };
        Ok(TestsView {
            cases,
            draft: runs.draft.map(shown),
            is_current: runs.is_current,
            published: runs.published.map(shown),
            compared: runs.compared,
        })
    }

    pub async fn export_cases(&self) -> Result<String, ApiError> {
        self.studio().export_cases(&self.editor()).await.map_err(refuse_service)
    }

    pub async fn case_of_conversation(&self, id: ConversationId) -> Result<CaseBody, ApiError> {
        self.studio().case_of_conversation(&self.editor(), &id, None).await.map_err(refuse_service)
    }

    pub async fn start_run(&self, which: Which) -> Result<RunProgress, ApiError> {
        let running = self.studio().begin_run(&self.editor(), which).await.map_err(refuse_service)?;
        Ok(self.inner.state.hold(running))
    }

    pub async fn follow_run(&self, id: RunId) -> Result<RunProgress, ApiError> {
        self.studio().run_progress(&self.editor(), &id).await.map_err(refuse_service)
    }

    pub async fn cancel_run(&self, id: RunId) -> Result<RunProgress, ApiError> {
        self.studio().cancel_run(&self.editor(), &id).await.map_err(refuse_service)
    }
}

impl OwnerDoor {
    pub async fn save_case(&self, body: CaseBody, change: Option<(CaseId, u64)>) -> Result<TestCase, ApiError> {
        let (studio, editor) = (self.studio(), self.editor());
        let saved = match change {
            Some((id, seen)) => studio.change_case(&editor, &id, body, seen).await,
            None => studio.add_case(&editor, body).await,
        };
        saved.map_err(refuse_service)
    }

    pub async fn remove_case(&self, id: CaseId, seen: u64) -> Result<(), ApiError> {
        self.studio().remove_case(&self.editor(), &id, seen).await.map_err(refuse_service)
    }

    pub async fn import_cases(&self, text: String) -> Result<ImportedCases, ApiError> {
        let done = self.studio().import_cases(&self.editor(), &text).await.map_err(refuse_service)?;
        Ok(ImportedCases { added: done.added, replaced: done.replaced, same: done.same })
    }
}

/// Of what passed nobody asks how it was said: only the answers are kept.
fn short(mut run: TestRun) -> TestRun {
    for result in run.results.iter_mut().filter(|result| result.outcome == Outcome::Passed) {
        let seen = std::mem::take(&mut result.observed);
        result.observed =
            Observed { replies: seen.replies, usage: seen.usage, latency_ms: seen.latency_ms, model: seen.model, ..Observed::default() };
    }
    run
}
