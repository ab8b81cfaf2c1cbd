//! Versions, the draft, test conversations and their runs in memory, behind one lock.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;

use super::{locked, stores::MemoryAudit, yield_once};
use crate::{
    domain::{
        ids::{AdminId, CaseId, RunId},
        instruction::{
            Aside, Draft, Version, VersionInfo,
            case::TestCase,
            run::{RunState, Subject, TestRun},
        },
        page::{Page, PageSize},
        time::Timestamp,
    },
    service::{
        error::StorageError,
        ports::{AuditEntry, Drafts, Instructions, KEPT_RUNS, LastRun, Publication, TestCases, TestRuns, Versions},
    },
};

#[derive(Default)]
struct State {
    versions: BTreeMap<u32, Version>,
    draft: Option<Draft>,
    asides: BTreeMap<AdminId, Aside>,
    cases: BTreeMap<CaseId, TestCase>,
    seeded: bool,
    runs: BTreeMap<RunId, TestRun>,
}

/// Clones share one state.
#[derive(Clone, Default)]
pub struct MemoryInstructions(Arc<Mutex<State>>, MemoryAudit);

impl MemoryInstructions {
    /// With its lines in this log.
    pub fn beside(audit: &MemoryAudit) -> Self {
        Self(Arc::default(), audit.clone())
    }

    async fn with<T>(&self, work: impl FnOnce(&mut State) -> Result<T, StorageError> + Send) -> Result<T, StorageError> {
        yield_once().await;
        work(&mut locked(&self.0))
    }
}

#[async_trait]
impl Instructions for MemoryInstructions {
    async fn published(&self) -> Result<Option<Version>, StorageError> {
        self.newest().await
    }

    async fn version(&self, number: u32) -> Result<Option<Version>, StorageError> {
        Versions::find(self, number).await
    }

    async fn seed(&self, text: &str, at: Timestamp) -> Result<(), StorageError> {
        let seed = Version::seed(text, at);
        self.with(|state| {
            if state.versions.is_empty() {
                state.versions.insert(seed.number, seed);
            }
            Ok(())
        })
        .await
    }
}

#[async_trait]
impl Versions for MemoryInstructions {
    async fn newest(&self) -> Result<Option<Version>, StorageError> {
        self.with(|state| Ok(state.versions.last_key_value().map(|(_, version)| version.clone()))).await
    }

    async fn find(&self, number: u32) -> Result<Option<Version>, StorageError> {
        self.with(|state| Ok(state.versions.get(&number).cloned())).await
    }

    async fn list(&self, size: PageSize, cursor: Option<&str>) -> Result<Option<Page<VersionInfo>>, StorageError> {
        let before = match cursor.map(str::parse::<u32>) {
            None => u32::MAX,
            Some(Ok(number)) => number,
            Some(Err(_)) => return Ok(None),
        };
        let size = size.get() as usize;
        self.with(|state| {
            let mut items: Vec<VersionInfo> =
                state.versions.range(..before).rev().take(size + 1).map(|(_, version)| version.info()).collect();
            let more = items.len() > size;
            items.truncate(size);
            let next_cursor = items.last().filter(|_| more).map(|last| last.number.to_string());
            Ok(Some(Page { items, next_cursor }))
        })
        .await
    }

    async fn publish(&self, publication: Publication) -> Result<(), StorageError> {
        let Publication { version, draft, entry } = publication;
        self.with(|state| {
            let newest = state.versions.last_key_value().map_or(0, |(number, _)| *number);
            if newest + 1 != version.number || draft.as_ref().is_some_and(|draft| !state.may_follow(draft)) {
                return Err(StorageError::Conflict);
            }
            self.1.append(entry)?;
            state.versions.insert(version.number, version);
            if draft.is_some() {
                state.draft = draft;
            }
            Ok(())
        })
        .await
    }
}

impl State {
    fn may_follow(&self, draft: &Draft) -> bool {
        self.draft.as_ref().map_or(0, |stored| stored.revision) + 1 == draft.revision
    }
}

#[async_trait]
impl Drafts for MemoryInstructions {
    async fn draft(&self) -> Result<Option<Draft>, StorageError> {
        self.with(|state| Ok(state.draft.clone())).await
    }

    async fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        self.with(|state| {
            if !state.may_follow(draft) {
                return Err(StorageError::Conflict);
            }
            state.draft = Some(draft.clone());
            Ok(())
        })
        .await
    }

    async fn aside(&self, admin: &AdminId) -> Result<Option<Aside>, StorageError> {
        self.with(|state| Ok(state.asides.get(admin).cloned())).await
    }

    async fn set_aside(&self, admin: &AdminId, aside: &Aside) -> Result<(), StorageError> {
        self.with(|state| {
            state.asides.insert(admin.clone(), aside.clone());
            Ok(())
        })
        .await
    }

    async fn drop_aside(&self, admin: &AdminId) -> Result<(), StorageError> {
        self.with(|state| {
            state.asides.remove(admin);
            Ok(())
        })
        .await
    }
}

#[async_trait]
impl TestCases for MemoryInstructions {
    async fn all(&self) -> Result<Vec<TestCase>, StorageError> {
        self.with(|state| Ok(state.cases.values().cloned().collect())).await
    }

    async fn find(&self, id: &CaseId) -> Result<Option<TestCase>, StorageError> {
        self.with(|state| Ok(state.cases.get(id).cloned())).await
    }

    async fn save(&self, cases: &[TestCase], entry: AuditEntry) -> Result<(), StorageError> {
        self.with(|state| {
            let stored = |case: &TestCase| state.cases.get(&case.id).map_or(0, |stored| stored.version);
            if cases.iter().any(|case| stored(case) + 1 != case.version) {
                return Err(StorageError::Conflict);
            }
            self.1.append(entry)?;
            state.cases.extend(cases.iter().map(|case| (case.id.clone(), case.clone())));
            Ok(())
        })
        .await
    }

    async fn remove(&self, id: &CaseId, version: u64, entry: AuditEntry) -> Result<bool, StorageError> {
        self.with(|state| {
            let Some(stored) = state.cases.get(id) else { return Ok(false) };
            if stored.version != version {
                return Err(StorageError::Conflict);
            }
            self.1.append(entry)?;
            state.cases.remove(id);
            Ok(true)
        })
        .await
    }

    async fn seed(&self, cases: &[TestCase]) -> Result<(), StorageError> {
        self.with(|state| {
            if !std::mem::replace(&mut state.seeded, true) {
                state.cases.extend(cases.iter().map(|case| (case.id.clone(), case.clone())));
            }
            Ok(())
        })
        .await
    }
}

impl State {
    fn last_run(&self, which: &LastRun) -> Option<&TestRun> {
        let is_it = |run: &&TestRun| {
            run.state == RunState::Done
                && match which {
                    LastRun::OfDraftOn(version) => matches!(run.subject, Subject::Draft { base, .. } if base == *version),
                    LastRun::OfContent(hash) => run.hash == *hash,
                }
        };
        self.runs.values().rev().find(is_it)
    }

    fn forget_old_runs(&mut self, stored: &RunId) {
        let mut kept = vec![stored.clone()];
        if let Some((number, version)) = self.versions.last_key_value() {
            let compared = [LastRun::OfDraftOn(*number), LastRun::OfContent(version.hash.clone())];
            kept.extend(compared.iter().filter_map(|which| self.last_run(which)).map(|run| run.id.clone()));
        }
        let old: Vec<RunId> = self.runs.keys().rev().skip(KEPT_RUNS).filter(|id| !kept.contains(id)).cloned().collect();
        for id in &old {
            self.runs.remove(id);
        }
    }
}

#[async_trait]
impl TestRuns for MemoryInstructions {
    async fn save(&self, run: &TestRun) -> Result<(), StorageError> {
        self.with(|state| {
            state.runs.insert(run.id.clone(), run.clone());
            state.forget_old_runs(&run.id);
            Ok(())
        })
        .await
    }

    async fn find(&self, id: &RunId) -> Result<Option<TestRun>, StorageError> {
        self.with(|state| Ok(state.runs.get(id).cloned())).await
    }

    async fn last(&self, which: &LastRun) -> Result<Option<TestRun>, StorageError> {
        self.with(|state| Ok(state.last_run(which).cloned())).await
    }
}
