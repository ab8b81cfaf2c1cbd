//! Short stories of the studio, over ports in memory.

mod cases;
mod drafts;
mod meetings;
mod playground;
mod runs;
mod versions;

use std::{future::Future, sync::Arc, time::Duration};

use super::*;
use crate::{
    domain::{
        account::{Role, Scope},
        business::Business,
        ids::AdminId,
        instruction::{
            Author, Helpers,
            case::{CaseBody, Expectation, Line},
        },
        settings::Settings,
    },
    service::{
        language_model::LanguageModel,
        memory::{
            FixedModels, ManualClock, MemoryAudit, MemoryConversations, MemoryInstructions, MemorySettings, Script, ScriptedModel,
            SequentialIds,
        },
        permission::{Admin, Integrator},
        ports::{AuditLog, Instructions},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    futures_executor::LocalPool::new().run_until(story)
}

/// What was published first.
const SEED: &str = "Be kind.";

/// The studio over memory, and everything one may look at afterwards.
struct Stage {
    studio: Studio,
    store: MemoryInstructions,
    conversations: MemoryConversations,
    audit: MemoryAudit,
    clock: ManualClock,
    model: Arc<ScriptedModel>,
    ana: Editor,
    bo: Editor,
}

impl Stage {
    fn over(model: ScriptedModel) -> Self {
        let (clock, audit, conversations) = (ManualClock::default(), MemoryAudit::default(), MemoryConversations::new());
        let store = MemoryInstructions::beside(&audit);
        let model = Arc::new(model);
        let offline: Arc<dyn LanguageModel> = Arc::new(ScriptedModel::always("offline", Script::says("How can we help?")));
        let models = Arc::new(FixedModels::new(Arc::clone(&model) as Arc<dyn LanguageModel>, offline));
        let business = Business { name: "Brooks".into(), ..Business::default() };
        let studio = Studio {
            versions: Arc::new(store.clone()),
            drafts: Arc::new(store.clone()),
            cases: Arc::new(store.clone()),
            runs: Arc::new(store.clone()),
            settings: Arc::new(MemorySettings::with(Settings { business, ..Settings::default() })),
            conversations: Arc::new(conversations.clone()),
            meetings: None,
            models,
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::default()),
            followed: FollowedRuns::default(),
        };
        run(Instructions::seed(&store, SEED, clock.now())).expect("memory");
        Self { studio, store, conversations, audit, clock, model, ana: admin(1), bo: admin(2) }
    }

    fn saying(text: &str) -> Self {
        Self::over(ScriptedModel::always("scripted", Script::says(text)))
    }

    /// Saves this text as the draft on whatever there is.
    async fn draft(&self, text: &str) -> Draft {
        let seen = self.studio.overview(&self.ana).await.expect("an overview").draft.revision;
        match self.studio.save_draft(&self.ana, Content::of(text), seen).await.expect("saved") {
            DraftSaved::Saved(draft) => draft,
            DraftSaved::Conflict(theirs) => panic!("nobody else writes: {theirs:?}"),
        }
    }

    /// Publishes the draft as it is.
    async fn publish(&self, despite: Option<&str>) -> Result<Version, ServiceError> {
        let Overview { published, draft, .. } = self.studio.overview(&self.ana).await?;
        let order =
            PublishOrder { revision: draft.revision, seen: published.number, note: "shorter".into(), despite: despite.map(str::to_owned) };
        self.studio.publish(&self.ana, order).await
    }

    /// Publishes this text.
    async fn published(&self, text: &str) -> Version {
        self.draft(text).await;
        self.publish(None).await.expect("published")
    }

    async fn add(&self, name: &str, expectations: Vec<Expectation>) {
        self.studio.add_case(&self.ana, body(name, expectations)).await.expect("added");
    }

    /// What the log says, the newest line first.
    async fn log(&self) -> Vec<(String, String)> {
        let lines = self.audit.latest(50).await.expect("memory");
        lines.into_iter().map(|line| (line.action, line.target.unwrap_or_default())).collect()
    }
}

fn admin(n: u128) -> Editor {
    Editor::admin(&Admin::vouched(AdminId::new(uuid::Uuid::from_u128(n)), Role::Owner, [192, 0, 2, 1].into()))
}

/// A program with a key.
fn program() -> Editor {
    let integrator = Integrator::vouched(None, [Scope::Instruction]);
    Editor::program(&integrator, [192, 0, 2, 2].into()).expect("it has the right")
}

fn body(name: &str, expectations: Vec<Expectation>) -> CaseBody {
    CaseBody { name: name.into(), lines: vec![Line::visitor("When are you open?")], expectations, judge: None }
}

fn contains(text: &str) -> Expectation {
    Expectation::Contains { text: text.into() }
}

fn problem<T: std::fmt::Debug>(outcome: Result<T, ServiceError>, field: &str) -> String {
    match outcome {
        Err(ServiceError::Invalid(fields)) => fields.get(field).cloned().unwrap_or_else(|| panic!("{field} is not in {fields:?}")),
        other => panic!("accepted or another error: {other:?}"),
    }
}

#[test]
fn only_a_key_with_the_right_edits() {
    let without = Integrator::vouched(None, [Scope::Chat, Scope::LeadsWrite]);
    assert_eq!(Editor::program(&without, [192, 0, 2, 2].into()), None);
    assert_eq!(program().author(), &Author::Key("environment".into()));
}
