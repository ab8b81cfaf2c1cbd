//! What an admin may do with the assistant's instruction: look at it, try it out; and an owner: draft it, publish it, go back.

use super::{super::refuse_service, AdminDoor, OwnerDoor, team::Team};
use crate::{
    domain::{
        api_error::ApiError,
        instruction::{
            Author, Content, Draft, Version, VersionInfo, Which,
            case::{CaseBody, Line},
            diff::ContentDiff,
            measure::Tokens,
            rehearsal::Rehearsed,
        },
        page::{Page, PageSize},
    },
    rpc::assistant::{
        draft::{LookView, SaveOutcome},
        playground::{PlayTurn, Played, PlayedAnswer},
        versions::{DraftView, Side, StudioView, TestsBrief, VersionRow},
    },
    service::{
        chat::Unheard,
        instructions::{DraftSaved, PlaygroundTurn, PublishOrder, SideBySide, Studio},
        permission::Editor,
    },
};

impl AdminDoor {
    pub(super) fn studio(&self) -> &Studio {
        &self.inner.state.studio
    }

    pub(super) fn editor(&self) -> Editor {
        Editor::admin(&self.admin)
    }

    pub async fn open_studio(&self) -> Result<StudioView, ApiError> {
        let (studio, editor) = (self.studio(), self.editor());
        let (overview, runs) = futures::future::join(studio.overview(&editor), studio.last_runs(&editor)).await;
        let (overview, runs) = (self.told(overview)?, self.told(runs)?);
        let business = self.told(self.inner.state.desk.load().await)?.business;
        let team = Team::of(self).await?;
        let is_current = runs.is_current;
        Ok(StudioView {
            draft: draft_view(overview.draft, &overview.published, &team),
            published: version_row(overview.published.info(), &team),
            aside: overview.aside,
            tests: runs.draft.map(|run| TestsBrief { tally: run.tally(), state: run.state, is_current }),
            business,
        })
    }

    pub async fn list_versions(&self, cursor: Option<String>) -> Result<Page<VersionRow>, ApiError> {
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        let page = self.told(self.studio().list(&self.editor(), PageSize::default(), cursor.as_deref()).await)?;
        let team = Team::of(self).await?;
        Ok(Page { items: page.items.into_iter().map(|info| version_row(info, &team)).collect(), next_cursor: page.next_cursor })
    }

    pub async fn compare(&self, old: Side, new: Side) -> Result<ContentDiff, ApiError> {
        Ok(ContentDiff::between(&self.side(old).await?, &self.side(new).await?))
    }

    async fn side(&self, side: Side) -> Result<Content, ApiError> {
        match side {
            Side::Kept(which) => self.told(self.studio().content(&self.editor(), which).await),
            Side::Written(content) => content.checked().map_err(|wrong| super::super::refuse(ApiError::fields(wrong))),
        }
    }

    pub async fn look(&self, content: Option<Content>) -> Result<LookView, ApiError> {
        let (studio, editor) = (self.studio(), self.editor());
        let content = match content {
            Some(content) => content,
            None => self.told(studio.content(&editor, Which::Draft).await)?,
        };
        let look = self.told(studio.look(&editor, content).await)?;
        Ok(LookView { prompt: look.prompt, whole: look.whole, warnings: look.warnings })
    }

    pub async fn count_tokens(&self, content: Content) -> Result<Tokens, ApiError> {
        self.studio().tokens(&self.editor(), content).await.map_err(refuse_service)
    }

    pub async fn play(&self, turn: PlayTurn, beside: bool) -> Result<Played, ApiError> {
        let PlayTurn { content, lines, message, locale, time_zone } = turn;
        let turn = PlaygroundTurn { content, lines, message, locale, time_zone };
        let (studio, editor) = (self.studio(), self.editor());
        if beside {
            let SideBySide { draft, published } = studio.side_by_side(&editor, turn).await.map_err(refuse_service)?;
            return Ok(Played { draft: self.played(draft), published: Some(self.played(published)) });
        }
        let draft = studio.play(&editor, turn, &Unheard).await.map_err(refuse_service)?;
        Ok(Played { draft: self.played(draft), published: None })
    }

    fn played(&self, answer: Rehearsed) -> PlayedAnswer {
        PlayedAnswer { html: self.inner.state.markup.to_html(&answer.text), answer }
    }

    pub fn case_of_answer(&self, lines: Vec<Line>, answer: &Rehearsed) -> CaseBody {
        self.studio().case_of_answer(&self.editor(), lines, answer)
    }
}

impl OwnerDoor {
    pub async fn publish_draft(&self, revision: u64, seen: u32, note: String, despite: Option<String>) -> Result<StudioView, ApiError> {
        let order = PublishOrder { revision, seen, note, despite };
        self.studio().publish(&self.editor(), order).await.map_err(refuse_service)?;
        self.open_studio().await
    }

    pub async fn roll_back(&self, number: u32, seen: u32) -> Result<StudioView, ApiError> {
        self.studio().roll_back(&self.editor(), number, seen, "").await.map_err(refuse_service)?;
        self.open_studio().await
    }

    pub async fn save_draft(&self, content: Content, seen: u64) -> Result<SaveOutcome, ApiError> {
        let (studio, editor) = (self.studio(), self.editor());
        let saved = studio.save_draft(&editor, content, seen).await.map_err(refuse_service)?;
        let published = studio.overview(&editor).await.map_err(refuse_service)?.published;
        let team = Team::of(self).await?;
        Ok(match saved {
            DraftSaved::Saved(draft) => SaveOutcome::Saved(draft_view(draft, &published, &team)),
            DraftSaved::Conflict(draft) => SaveOutcome::Conflict(draft_view(draft, &published, &team)),
        })
    }

    pub async fn discard_draft(&self, seen: u64) -> Result<StudioView, ApiError> {
        self.studio().discard_draft(&self.editor(), seen).await.map_err(refuse_service)?;
        self.open_studio().await
    }

    pub async fn drop_aside(&self) -> Result<(), ApiError> {
        self.studio().drop_aside(&self.editor()).await.map_err(refuse_service)
    }
}

fn draft_view(draft: Draft, published: &Version, team: &Team) -> DraftView {
    let by = draft.author.as_ref().map(|author| called(author, team));
    DraftView { by, is_clean: draft.is_clean(published), draft }
}

fn version_row(info: VersionInfo, team: &Team) -> VersionRow {
    VersionRow { by: called(&info.author, team), info }
}

/// Whoever wrote it, in words.
pub(super) fn called(author: &Author, team: &Team) -> String {
    match author {
        Author::Product => "CHATIMJD".to_owned(),
        Author::Admin(id) => team.name(id).unwrap_or_else(|| "Somebody who left".to_owned()),
        Author::Key(_) => "A program".to_owned(),
    }
}
