//! Publishing: a new version for every conversation that begins from now on. Each is conditional on the version that was seen,
//! and a draft that fails its tests needs a reason.

use super::{MOST_TRIES, Studio, draft::changed};
use crate::{
    domain::instruction::{
        Content, Draft, MOST_NOTE, Version,
        run::{Outcome, TestRun},
    },
    service::{
        error::{ServiceError, StorageError},
        permission::Editor,
        ports::{LastRun, Publication},
    },
};

/// The most names in a refusal.
const NAMED: usize = 5;

/// How a draft is to be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishOrder {
    /// The draft's revision that was looked at.
    pub revision: u64,
    /// The published version that was looked at.
    pub seen: u32,
    /// What is said of it; may be empty.
    pub note: String,
    /// Why it is published although its tests fail.
    pub despite: Option<String>,
}

/// How a program publishes a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishText {
    pub text: String,
    /// Only if this is the published version.
    pub seen: Option<u32>,
    pub note: String,
    pub despite: Option<String>,
}

impl Studio {
    /// Publishes the draft, which is clean afterwards. Field errors name `text`, `helpers.…`, `note`, and `despite` where
    /// its tests fail and no reason is given.
    pub async fn publish(&self, editor: &Editor, order: PublishOrder) -> Result<Version, ServiceError> {
        editor.may_write()?;
        let note = note(&order.note)?;
        let newest = self.newest().await?;
        seen(order.seen, &newest)?;
        let draft = self.draft_on(&newest).await?;
        if draft.revision != order.revision {
            return Err(changed());
        }
        let content = draft.content.clone().publishable().map_err(ServiceError::Invalid)?;
        if content.hash() == newest.hash {
            return Err(ServiceError::Conflict(format!("Nothing has changed since version {}.", newest.number)));
        }
        let mut run = self.runs.last(&LastRun::OfContent(content.hash())).await?;
        if run.is_none() {
            run = self.runs.last(&LastRun::OfDraftOn(draft.base)).await?;
        }
        let despite = gate(run, order.despite.as_deref())?;
        let next = Draft { base: newest.number.saturating_add(1), ..self.followed_by(&draft, editor, content.clone()) };
        let version = Version { note, despite, ..self.after(&newest, editor, content) };
        match self.store(editor, "instruction_published", &version, Some(next)).await {
            Err(StorageError::Conflict) => Err(self.overtaken(order.seen).await),
            stored => Ok(stored.map(|()| version)?),
        }
    }

    /// Publishes a text, with the helpers of the version before. The same text again is the same version. A draft that somebody
    /// is writing stays as it is.
    pub async fn publish_text(&self, editor: &Editor, order: PublishText) -> Result<Version, ServiceError> {
        editor.may_write()?;
        let note = note(&order.note)?;
        for _ in 0..MOST_TRIES {
            let newest = self.newest().await?;
            if let Some(number) = order.seen {
                seen(number, &newest)?;
            }
            let content = Content { text: order.text.clone(), helpers: newest.content.helpers.clone() };
            let content = content.publishable().map_err(ServiceError::Invalid)?;
            if content.hash() == newest.hash {
                return Ok(newest);
            }
            let run = self.runs.last(&LastRun::OfContent(content.hash())).await?;
            let despite = gate(run, order.despite.as_deref())?;
            let version = Version { note: note.clone(), despite, ..self.after(&newest, editor, content) };
            let draft = self.taken_along(&newest, &version, editor).await?;
            match self.store(editor, "instruction_published", &version, draft).await {
                Err(StorageError::Conflict) => {}
                stored => return Ok(stored.map(|()| version)?),
            }
        }
        Err(StorageError::Conflict.into())
    }

    /// A new version with the content of an old one. No test stands in the way of going back.
    pub async fn roll_back(&self, editor: &Editor, number: u32, seen_version: u32, said: &str) -> Result<Version, ServiceError> {
        editor.may_write()?;
        let note = note(said)?;
        let newest = self.newest().await?;
        seen(seen_version, &newest)?;
        let old = self.versions.find(number).await?.ok_or(ServiceError::NotFound("version"))?;
        if old.hash == newest.hash {
            return Err(ServiceError::Conflict(format!("Version {number} and version {} are the same.", newest.number)));
        }
        let version = Version { note, restores: Some(number), ..self.after(&newest, editor, old.content) };
        let draft = self.taken_along(&newest, &version, editor).await?;
        match self.store(editor, "instruction_rolled_back", &version, draft).await {
            Err(StorageError::Conflict) => Err(self.overtaken(seen_version).await),
            stored => Ok(stored.map(|()| version)?),
        }
    }

    fn after(&self, newest: &Version, editor: &Editor, content: Content) -> Version {
        Version {
            number: newest.number.saturating_add(1),
            hash: content.hash(),
            content,
            author: editor.author().clone(),
            at: self.clock.now(),
            note: String::new(),
            restores: None,
            despite: None,
        }
    }

    /// A draft that nobody has written in goes on from the new version.
    async fn taken_along(&self, newest: &Version, version: &Version, editor: &Editor) -> Result<Option<Draft>, ServiceError> {
        let draft = self.drafts.draft().await?.filter(|draft| draft.is_clean(newest));
        Ok(draft.map(|draft| Draft { base: version.number, ..self.followed_by(&draft, editor, version.content.clone()) }))
    }

    async fn store(&self, editor: &Editor, action: &str, version: &Version, draft: Option<Draft>) -> Result<(), StorageError> {
        let target = match version.restores {
            Some(old) => format!("version {} brings back version {old}", version.number),
            None if version.despite.is_some() => format!("version {}, although its tests fail", version.number),
            None => format!("version {}", version.number),
        };
        let entry = editor.does(action, Some(&target), &*self.clock, &*self.ids);
        self.versions.publish(Publication { version: version.clone(), draft, entry }).await
    }

    /// What to say where somebody else was quicker.
    async fn overtaken(&self, seen_version: u32) -> ServiceError {
        match self.newest().await {
            Ok(newest) => seen(seen_version, &newest).err().unwrap_or_else(changed),
            Err(error) => error,
        }
    }
}

fn seen(number: u32, newest: &Version) -> Result<(), ServiceError> {
    if newest.number == number {
        return Ok(());
    }
    Err(ServiceError::VersionConflict { seen: number.into(), current: newest.number.into() })
}

fn note(text: &str) -> Result<String, ServiceError> {
    bounded("note", text)
}

fn bounded(field: &str, text: &str) -> Result<String, ServiceError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > MOST_NOTE {
        return Err(ServiceError::field(field, format!("at most {MOST_NOTE} characters")));
    }
    Ok(text)
}

/// The reason, where one is needed.
fn gate(run: Option<TestRun>, despite: Option<&str>) -> Result<Option<String>, ServiceError> {
    let Some(run) = run.filter(|run| !run.is_good()) else { return Ok(None) };
    let reason = bounded("despite", despite.unwrap_or_default())?;
    if reason.is_empty() { Err(ServiceError::field("despite", refusal(&run))) } else { Ok(Some(reason)) }
}

fn refusal(run: &TestRun) -> String {
    let bad = run.results.iter().filter(|result| result.outcome != Outcome::Passed);
    let mut names: Vec<String> = bad.map(|result| format!("“{}”", result.name)).collect();
    let count = names.len();
    names.truncate(NAMED);
    if count > NAMED {
        names.push(format!("and {} more", count - NAMED));
    }
    format!(
        "{count} of {} test conversations did not pass: {}. Mend them and run them again, or say why it is published all the same.",
        run.total,
        names.join(", ")
    )
}
