//! The team's draft: saved while it is written. Nobody's text is lost when two write at once.

use super::Studio;
use crate::{
    domain::instruction::{Aside, Content, Draft},
    service::{
        error::{ServiceError, StorageError},
        permission::Editor,
    },
};

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftSaved {
    Saved(Draft),
    /// Somebody else was quicker: this is theirs. What was to be saved is kept aside for whoever wrote it.
    Conflict(Draft),
}

impl Studio {
    /// `seen`: the revision that it was written on. Field errors are those of [`Content::checked`].
    pub async fn save_draft(&self, editor: &Editor, content: Content, seen: u64) -> Result<DraftSaved, ServiceError> {
        editor.may_write()?;
        let content = content.checked().map_err(ServiceError::Invalid)?;
        let draft = self.draft_on(&self.newest().await?).await?;
        if draft.content == content {
            return Ok(DraftSaved::Saved(draft));
        }
        if draft.revision == seen {
            let next = self.followed_by(&draft, editor, content.clone());
            match self.drafts.save(&next).await {
                Ok(()) => return Ok(DraftSaved::Saved(next)),
                Err(StorageError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let theirs = self.draft_on(&self.newest().await?).await?;
        self.keep_aside(editor, content, seen).await?;
        Ok(DraftSaved::Conflict(theirs))
    }

    /// For a program that only has a text: it becomes the draft, with the helpers as they are, unless somebody is writing one.
    pub async fn draft_text(&self, editor: &Editor, text: &str) -> Result<Draft, ServiceError> {
        editor.may_write()?;
        let published = self.newest().await?;
        let draft = self.draft_on(&published).await?;
        if !draft.is_clean(&published) {
            return Err(ServiceError::Conflict("Somebody is writing a draft: publish or discard it first.".into()));
        }
        let content = Content { text: text.to_owned(), helpers: draft.content.helpers };
        match self.save_draft(editor, content, draft.revision).await? {
            DraftSaved::Saved(draft) => Ok(draft),
            DraftSaved::Conflict(_) => Err(ServiceError::Conflict("Somebody is writing a draft: publish or discard it first.".into())),
        }
    }

    /// The draft is as the published version again. What was in it is kept aside for whoever discards it.
    pub async fn discard_draft(&self, editor: &Editor, seen: u64) -> Result<Draft, ServiceError> {
        editor.may_write()?;
        let published = self.newest().await?;
        let draft = self.draft_on(&published).await?;
        if draft.revision != seen {
            return Err(changed());
        }
        if draft.is_clean(&published) && draft.base == published.number {
            return Ok(draft);
        }
        self.keep_aside(editor, draft.content.clone(), seen).await?;
        let next = Draft { base: published.number, ..self.followed_by(&draft, editor, published.content) };
        match self.drafts.save(&next).await {
            Ok(()) => Ok(next),
            Err(StorageError::Conflict) => Err(changed()),
            Err(error) => Err(error.into()),
        }
    }

    /// They have looked at it.
    pub async fn drop_aside(&self, editor: &Editor) -> Result<(), ServiceError> {
        editor.may_write()?;
        match editor.person() {
            Some(admin) => Ok(self.drafts.drop_aside(admin).await?),
            None => Ok(()),
        }
    }

    /// The draft's next revision.
    pub(super) fn followed_by(&self, draft: &Draft, editor: &Editor, content: Content) -> Draft {
        let (author, saved_at) = (Some(editor.author().clone()), Some(self.clock.now()));
        Draft { content, base: draft.base, revision: draft.revision.saturating_add(1), author, saved_at }
    }

    async fn keep_aside(&self, editor: &Editor, content: Content, revision: u64) -> Result<(), ServiceError> {
        let Some(admin) = editor.person() else { return Ok(()) };
        Ok(self.drafts.set_aside(admin, &Aside { content, revision, at: self.clock.now() }).await?)
    }
}

pub(super) fn changed() -> ServiceError {
    ServiceError::Conflict("The draft has changed meanwhile: look at it before you go on.".into())
}
