//! All test conversations held against one instruction: some at a time, each within its time, until somebody cancels.

use std::time::Duration;

use futures::{
    StreamExt,
    future::{Either, select},
    stream,
};

use super::{Studio, follow::Track, judge};
use crate::{
    domain::{
        ids::RunId,
        instruction::{
            Which,
            case::{Line, TestCase},
            rehearsal::Rehearsed,
            run::{CaseResult, Compared, Observed, Outcome, RunProgress, RunState, Subject, TestRun, compare},
        },
        message::Author,
    },
    service::{
        chat::{Rehearsal, Unheard},
        error::ServiceError,
        permission::Editor,
        ports::LastRun,
    },
};

/// Test conversations that are held at a time.
const AT_ONCE: usize = 4;
/// For one test conversation, with its judge.
const LIMIT: Duration = Duration::from_secs(150);
/// Seconds until another run is worth a try.
const BUSY: u64 = 30;

/// A run that has begun and waits for being held, on a task of its own. Dropped before, it has broken off.
pub struct Running {
    studio: Studio,
    run: TestRun,
    cases: Vec<TestCase>,
    rehearsal: Rehearsal,
    track: Track,
}

impl Studio {
    /// All test conversations against one of them.
    pub async fn begin_run(&self, editor: &Editor, which: Which) -> Result<Running, ServiceError> {
        let newest = self.newest().await?;
        let (subject, content) = match which {
            Which::Draft => {
                let draft = self.draft_on(&newest).await?;
                (Subject::Draft { base: draft.base, revision: draft.revision }, draft.content)
            }
            Which::Published => (Subject::Version { number: newest.number }, newest.content),
            Which::Version(number) => (Subject::Version { number }, self.version(editor, number).await?.content),
        };
        let cases = self.cases.all().await?;
        if cases.is_empty() {
            return Err(ServiceError::Conflict("There are no test conversations yet: write one, or import some.".into()));
        }
        let run = TestRun {
            id: RunId::new(self.ids.uuid()),
            subject,
            hash: content.hash(),
            author: editor.author().clone(),
            began_at: self.clock.now(),
            ended_at: None,
            state: RunState::Running,
            total: u32::try_from(cases.len()).unwrap_or(u32::MAX),
            results: vec![],
        };
        let rehearsal = self.rehearsal(content).await?;
        let track = self.followed.begin(progress(&run)).ok_or(ServiceError::Busy { retry_after: BUSY })?;
        Ok(Running { studio: self.clone(), run, cases, rehearsal, track })
    }

    /// How far it is, or what came of it.
    pub async fn run_progress(&self, _editor: &Editor, id: &RunId) -> Result<RunProgress, ServiceError> {
        match self.followed.find(id) {
            Some(progress) => Ok(progress),
            None => Ok(progress(&self.stored_run(id).await?)),
        }
    }

    /// What is being held is let go of. What is over stays as it is.
    pub async fn cancel_run(&self, editor: &Editor, id: &RunId) -> Result<RunProgress, ServiceError> {
        match self.followed.cancel(id) {
            Some(progress) => Ok(progress),
            None => self.run_progress(editor, id).await,
        }
    }

    /// A run that is over, with all its results.
    pub async fn run(&self, _editor: &Editor, id: &RunId) -> Result<TestRun, ServiceError> {
        self.stored_run(id).await
    }

    /// The draft's last run, the published version's, and the one beside the other.
    pub async fn last_runs(&self, _editor: &Editor) -> Result<LastRuns, ServiceError> {
        let published = self.newest().await?;
        let draft = self.draft_on(&published).await?;
        let (of_draft, of_published) = (LastRun::OfDraftOn(draft.base), LastRun::OfContent(published.hash.clone()));
        let (of_draft, of_published) = futures::future::try_join(self.runs.last(&of_draft), self.runs.last(&of_published)).await?;
        let is_current = of_draft.as_ref().is_some_and(|run| run.hash == draft.content.hash());
        let compared = of_draft.as_ref().zip(of_published.as_ref()).map(|(now, before)| compare(now, before)).unwrap_or_default();
        Ok(LastRuns { draft: of_draft, is_current, published: of_published, compared })
    }

    async fn stored_run(&self, id: &RunId) -> Result<TestRun, ServiceError> {
        self.runs.find(id).await?.ok_or(ServiceError::NotFound("test run"))
    }
}

/// What the studio shows of tests.
#[derive(Clone, Debug, PartialEq)]
pub struct LastRuns {
    pub draft: Option<TestRun>,
    /// The draft has not changed since.
    pub is_current: bool,
    pub published: Option<TestRun>,
    /// Empty where one of them is missing.
    pub compared: Vec<Compared>,
}

fn progress(run: &TestRun) -> RunProgress {
    RunProgress { id: run.id.clone(), subject: run.subject, state: run.state, tally: run.tally(), under_way: vec![] }
}

impl Running {
    pub fn id(&self) -> &RunId {
        &self.run.id
    }

    pub fn progress(&self) -> RunProgress {
        progress(&self.run)
    }

    /// Holds them all and stores what came of it; what was held before it was cancelled is stored, too.
    pub async fn finish(self) -> Result<TestRun, ServiceError> {
        let Self { studio, mut run, cases, rehearsal, mut track } = self;
        let mut cancelled = track.cancelled();
        let mut results: Vec<(usize, CaseResult)> = vec![];
        {
            let (cases, rehearsal, track) = (&cases, &rehearsal, &track);
            let mut held = stream::iter(0..cases.len())
                .map(|at| async move {
                    track.holds(&cases[at].body.name);
                    (at, within_its_time(rehearsal, &cases[at]).await)
                })
                .buffer_unordered(AT_ONCE)
                .boxed();
            while let Either::Right((Some((at, result)), _)) = select(&mut cancelled, held.next()).await {
                track.held(&result.name, result.outcome);
                results.push((at, result));
            }
        }
        results.sort_by_key(|(at, _)| *at);
        run.results = results.into_iter().map(|(_, result)| result).collect();
        run.ended_at = Some(studio.clock.now());
        run.state = if track.is_wanted() { RunState::Done } else { RunState::Cancelled };
        studio.runs.save(&run).await?;
        // Whoever follows it finds it stored when it is over.
        track.finish();
        Ok(run)
    }
}

async fn within_its_time(rehearsal: &Rehearsal, case: &TestCase) -> CaseResult {
    let held = std::pin::pin!(hold(rehearsal, case));
    match select(rehearsal.clock.sleep(LIMIT), held).await {
        Either::Right((result, _)) => result,
        Either::Left(_) => broken(case, Observed::default(), "it took too long".into()),
    }
}

async fn hold(rehearsal: &Rehearsal, case: &TestCase) -> CaseResult {
    let Ok(answers) = rehearsal.hold(&case.body.lines, &Unheard).await else {
        return broken(case, Observed::default(), "the meetings could not be read: run it again".into());
    };
    let mut observed = observed(&case.body.lines, &answers);
    if let Some(problem) = answers.iter().find_map(Rehearsed::problem) {
        return broken(case, observed, problem);
    }
    let checks: Vec<_> = case.body.expectations.iter().map(|expectation| expectation.judge(&observed)).collect();
    let judged = match &case.body.judge {
        None => None,
        Some(question) => {
            let model = rehearsal.models.current();
            if model.name() == rehearsal.models.offline().name() {
                return broken(case, observed, "the offline assistant cannot judge: it takes a model".into());
            }
            match judge::ask(&*model, &*rehearsal.clock, &observed.lines, question).await {
                Err(problem) => return broken(case, observed, problem),
                Ok((judged, usage)) => {
                    observed.usage += usage;
                    Some(judged)
                }
            }
        }
    };
    let passed = checks.iter().all(|check| check.passed) && judged.as_ref().is_none_or(|judged| judged.passed);
    let outcome = if passed { Outcome::Passed } else { Outcome::Failed };
    CaseResult { case: case.id.clone(), name: case.body.name.clone(), outcome, problem: None, checks, judged, observed }
}

fn broken(case: &TestCase, observed: Observed, problem: String) -> CaseResult {
    CaseResult {
        case: case.id.clone(),
        name: case.body.name.clone(),
        outcome: Outcome::Broken,
        problem: Some(problem),
        checks: vec![],
        judged: None,
        observed,
    }
}

fn observed(lines: &[Line], answers: &[Rehearsed]) -> Observed {
    let mut seen = Observed::default();
    let mut given = answers.iter();
    for (at, line) in lines.iter().enumerate() {
        seen.lines.push(line.clone());
        let is_open = line.author == Author::Visitor && lines.get(at + 1).is_none_or(|next| next.author == Author::Visitor);
        let Some(answer) = is_open.then(|| given.next()).flatten() else { continue };
        let calls: Vec<_> = answer.uses.iter().map(|tool| tool.call.clone()).collect();
        seen.lines.push(Line { author: Author::Assistant, text: answer.text.clone(), calls: calls.clone() });
        seen.calls.extend(calls);
        seen.replies.push(answer.text.clone());
        seen.withheld.extend(answer.withheld.iter().cloned());
        seen.told.extend(answer.told.iter().cloned());
        seen.captured.clone_from(&answer.captured);
        seen.usage += answer.usage;
        seen.latency_ms = seen.latency_ms.saturating_add(answer.latency_ms);
        seen.model.clone_from(&answer.model);
    }
    seen
}
