//! The assistant's studio: the instruction drafted, tried out, tested, published and brought back. (Conversations read what is
//! published through `ports::Instructions`.)

mod cases;
mod draft;
mod follow;
mod judge;
mod playground;
mod publish;
mod run;

use std::{sync::Arc, time::Duration};

use futures::future::{Either, select};

pub use cases::Imported;
pub use draft::DraftSaved;
pub use follow::FollowedRuns;
pub use playground::{PlaygroundTurn, SideBySide};
pub use publish::{PublishOrder, PublishText};
pub use run::{LastRuns, Running};

use super::{
    chat::Rehearsal,
    error::ServiceError,
    language_model::Models,
    permission::Editor,
    ports::{Clock, Conversations, Drafts, IdSource, SettingsStore, TestCases, TestRuns, Versions},
    schedule::MeetingDesk,
};
use crate::domain::{
    instruction::{
        Aside, Content, Draft, Version, VersionInfo, Which,
        diff::ContentDiff,
        measure::{Measure, Tokens, measure},
        warn::warnings,
        warning::Warning,
    },
    page::{Page, PageSize},
};

/// How often a change is applied anew before it is given up.
const MOST_TRIES: usize = 5;
/// Somebody looks at a number: it must not take longer.
const COUNTING: Duration = Duration::from_secs(4);

#[derive(Clone)]
pub struct Studio {
    pub versions: Arc<dyn Versions>,
    pub drafts: Arc<dyn Drafts>,
    pub cases: Arc<dyn TestCases>,
    pub runs: Arc<dyn TestRuns>,
    pub settings: Arc<dyn SettingsStore>,
    /// Tests are made of them.
    pub conversations: Arc<dyn Conversations>,
    /// What visitors book at, as `ChatPorts::meetings`: rehearsals read at it which times are taken.
    pub meetings: Option<MeetingDesk>,
    pub models: Arc<dyn Models>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdSource>,
    pub followed: FollowedRuns,
}

/// What the studio opens with.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    pub published: Version,
    pub draft: Draft,
    /// What this editor had written when another one's save was quicker.
    pub aside: Option<Aside>,
}

/// What there is to know of a text while it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Exactly what a stranger's first message is answered with now.
    pub prompt: String,
    /// Of the free text.
    pub text: Measure,
    /// Of the prompt.
    pub whole: Measure,
    pub warnings: Vec<Warning>,
}

impl Studio {
    pub async fn overview(&self, editor: &Editor) -> Result<Overview, ServiceError> {
        let published = self.newest().await?;
        let draft = self.draft_on(&published).await?;
        let aside = match editor.person() {
            Some(admin) => self.drafts.aside(admin).await?,
            None => None,
        };
        Ok(Overview { published, draft, aside })
    }

    /// Newest first. Field errors name `cursor`.
    pub async fn list(&self, _editor: &Editor, size: PageSize, cursor: Option<&str>) -> Result<Page<VersionInfo>, ServiceError> {
        self.versions.list(size, cursor).await?.ok_or_else(|| ServiceError::field("cursor", "not a cursor of this list"))
    }

    pub async fn version(&self, _editor: &Editor, number: u32) -> Result<Version, ServiceError> {
        self.versions.find(number).await?.ok_or(ServiceError::NotFound("version"))
    }

    /// The content of one of them.
    pub async fn content(&self, editor: &Editor, which: Which) -> Result<Content, ServiceError> {
        match which {
            Which::Draft => Ok(self.draft_on(&self.newest().await?).await?.content),
            Which::Published => Ok(self.newest().await?.content),
            Which::Version(number) => Ok(self.version(editor, number).await?.content),
        }
    }

    /// What differs between two of them.
    pub async fn diff(&self, editor: &Editor, old: Which, new: Which) -> Result<ContentDiff, ServiceError> {
        let (old, new) = futures::future::try_join(self.content(editor, old), self.content(editor, new)).await?;
        Ok(ContentDiff::between(&old, &new))
    }

    /// Looks at a text that nobody has saved yet. Field errors are those of [`Content::checked`].
    pub async fn look(&self, _editor: &Editor, content: Content) -> Result<Look, ServiceError> {
        let content = content.checked().map_err(ServiceError::Invalid)?;
        let rehearsal = self.rehearsal(content).await?;
        let prompt = rehearsal.prompt();
        let warnings = warnings(&rehearsal.instruction, &rehearsal.business);
        Ok(Look { text: measure(&rehearsal.instruction.text), whole: measure(&prompt), prompt, warnings })
    }

    /// What the model counts in the whole prompt; our estimate where it does not answer in time.
    pub async fn tokens(&self, _editor: &Editor, content: Content) -> Result<Tokens, ServiceError> {
        let content = content.checked().map_err(ServiceError::Invalid)?;
        let prompt = self.rehearsal(content).await?.prompt();
        let model = self.models.current();
        let counted = match select(self.clock.sleep(COUNTING), model.count_tokens(&prompt)).await {
            Either::Right((Ok(counted), _)) => counted,
            // Only a number: nobody is served worse.
            Either::Right((Err(_), _)) | Either::Left(_) => None,
        };
        Ok(counted.map_or_else(|| measure(&prompt).tokens, |count| Tokens { count, estimated: false }))
    }

    /// The published one as it is now.
    async fn newest(&self) -> Result<Version, ServiceError> {
        self.versions.newest().await?.ok_or(ServiceError::NotFound("version"))
    }

    async fn draft_on(&self, published: &Version) -> Result<Draft, ServiceError> {
        Ok(self.drafts.draft().await?.unwrap_or_else(|| Draft::on(published)))
    }

    async fn rehearsal(&self, instruction: Content) -> Result<Rehearsal, ServiceError> {
        let settings = self.settings.load().await?;
        Ok(Rehearsal::new(Arc::clone(&self.models), Arc::clone(&self.clock), self.meetings.clone(), instruction, settings))
    }
}

#[cfg(test)]
mod tests;
