//! Versions, drafts, test conversations and runs in the form of the contract.

use serde_json::{Value, json};

use crate::{
    domain::{
        instruction::{
            Draft, Version, VersionInfo,
            case::TestCase,
            run::{RunProgress, RunState, TestRun},
        },
        time::rfc3339,
    },
    service::instructions::{LastRuns, Overview},
};

/// A version without its text: a row of the list.
pub fn info(info: &VersionInfo) -> Value {
    json!({
        "version": info.number,
        "published_at": rfc3339(info.at),
        "author": info.author,
        "note": info.note,
        "hash": info.hash,
        "restores": info.restores,
        "despite": info.despite,
        "characters": info.characters,
    })
}

pub fn version(version: &Version) -> Value {
    let mut data = info(&version.info());
    data["text"] = json!(version.content.text);
    data["helpers"] = json!(version.content.helpers);
    data
}

/// The published one, with the draft where there is something in it.
pub fn instruction(overview: &Overview) -> Value {
    let mut data = version(&overview.published);
    if !overview.draft.is_clean(&overview.published) {
        data["draft"] = draft(&overview.draft);
    }
    data
}

fn draft(draft: &Draft) -> Value {
    json!({
        "text": draft.content.text,
        "helpers": draft.content.helpers,
        "base": draft.base,
        "revision": draft.revision,
        "author": draft.author,
        "saved_at": draft.saved_at.map(rfc3339),
    })
}

/// Its fields are those that are sent.
pub fn case(case: &TestCase) -> Value {
    let mut data = json!(case.body);
    data["id"] = json!(case.id);
    data["version"] = json!(case.version);
    data["author"] = json!(case.author);
    data["changed_at"] = json!(rfc3339(case.changed_at));
    data
}

/// A run as it is followed; `stored`: what came of it, where that is known.
pub fn followed(progress: &RunProgress, stored: Option<&TestRun>) -> Value {
    let mut data = stored.map_or_else(|| json!({}), run);
    data["id"] = json!(progress.id);
    data["subject"] = json!(progress.subject);
    data["state"] = json!(progress.state);
    data["tally"] = json!(progress.tally);
    data["under_way"] = json!(progress.under_way);
    data["passed"] = json!(progress.state == RunState::Done && progress.tally.is_good());
    data
}

fn run(run: &TestRun) -> Value {
    json!({
        "id": run.id,
        "subject": run.subject,
        "hash": run.hash,
        "author": run.author,
        "began_at": rfc3339(run.began_at),
        "ended_at": run.ended_at.map(rfc3339),
        "state": run.state,
        "tally": run.tally(),
        "passed": run.is_good(),
        "results": run.results,
    })
}

pub fn last_runs(last: &LastRuns) -> Value {
    json!({
        "draft": last.draft.as_ref().map(run),
        "is_current": last.is_current,
        "published": last.published.as_ref().map(run),
        "compared": last.compared,
    })
}
