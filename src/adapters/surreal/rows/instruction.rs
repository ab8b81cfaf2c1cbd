//! The assistant's instruction: versions, the draft, test conversations and their runs.

use std::ops::Bound;

use surrealdb::types::{Datetime, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue};

use super::{
    super::connection::unreadable, Read, count, datetime, from_json, from_json_or_default, int, json, json_unless, key_of, parsed, place,
    timestamp,
};
use crate::domain::{
    ids::{AdminId, CaseId, RunId},
    instruction::{
        Aside, Content, Draft, Version, VersionInfo,
        case::TestCase,
        run::{RunState, Subject, TestRun},
    },
};

const VERSION: &str = "version of the instruction";
const DRAFT: &str = "draft of the instruction";
const CASE: &str = "test conversation";
const RUN: &str = "test run";

pub(in super::super) fn text_record(number: u32) -> RecordId {
    RecordId::new("instruction", i64::from(number))
}

pub(in super::super) fn info_record(number: u32) -> RecordId {
    RecordId::new("instruction_info", i64::from(number))
}

/// The versions of the numbers before this one, at most so many: none is missing among them.
pub(in super::super) fn infos_before(number: u32, most: usize) -> RecordId {
    let end = i64::from(number);
    let start = end.saturating_sub(i64::try_from(most).unwrap_or(i64::MAX));
    let range = RecordIdKeyRange { start: Bound::Included(RecordIdKey::Number(start)), end: Bound::Excluded(RecordIdKey::Number(end)) };
    RecordId::new("instruction_info", range)
}

/// What a version says, under its number.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct TextRow {
    id: RecordId,
    text: String,
    helpers: Option<String>,
    published_at: Datetime,
}

impl TextRow {
    pub fn of(version: &Version) -> Read<Self> {
        let Content { text, helpers } = &version.content;
        Ok(Self {
            id: text_record(version.number),
            text: text.clone(),
            helpers: json_unless(helpers.is_empty(), helpers)?,
            published_at: datetime(version.at),
        })
    }

    fn into_domain(self) -> Read<Content> {
        Ok(Content { text: self.text, helpers: from_json_or_default(self.helpers.as_deref(), VERSION)? })
    }
}

/// What else is known of it, under the same number.
#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct InfoRow {
    id: RecordId,
    author: String,
    published_at: Datetime,
    note: String,
    hash: String,
    restores: Option<i64>,
    despite: Option<String>,
    characters: i64,
}

impl InfoRow {
    pub fn of(info: &VersionInfo) -> Read<Self> {
        Ok(Self {
            id: info_record(info.number),
            author: json(&info.author)?,
            published_at: datetime(info.at),
            note: info.note.clone(),
            hash: info.hash.clone(),
            restores: info.restores.map(i64::from),
            despite: info.despite.clone(),
            characters: int(info.characters),
        })
    }

    pub fn into_domain(self) -> Read<VersionInfo> {
        let RecordIdKey::Number(number) = self.id.key else { return Err(unreadable(VERSION)) };
        Ok(VersionInfo {
            number: count(number, VERSION)?,
            author: from_json(&self.author, VERSION)?,
            at: timestamp(self.published_at, VERSION)?,
            note: self.note,
            hash: self.hash,
            restores: self.restores.map(|number| count(number, VERSION)).transpose()?,
            despite: self.despite,
            characters: count(self.characters, VERSION)?,
        })
    }

    pub fn with(self, text: TextRow) -> Read<Version> {
        let VersionInfo { number, author, at, note, hash, restores, despite, characters: _ } = self.into_domain()?;
        Ok(Version { number, content: text.into_domain()?, author, at, note, hash, restores, despite })
    }
}

pub(in super::super) fn draft_record() -> RecordId {
    RecordId::new("instruction_draft", "current")
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct DraftRow {
    id: RecordId,
    content: String,
    base: i64,
    author: Option<String>,
    saved_at: Option<Datetime>,
    revision: i64,
}

impl DraftRow {
    pub fn of(draft: &Draft) -> Read<Self> {
        Ok(Self {
            id: draft_record(),
            content: json(&draft.content)?,
            base: i64::from(draft.base),
            author: draft.author.as_ref().map(json).transpose()?,
            saved_at: draft.saved_at.map(datetime),
            revision: int(draft.revision),
        })
    }

    pub fn into_domain(self) -> Read<Draft> {
        Ok(Draft {
            content: from_json(&self.content, DRAFT)?,
            base: count(self.base, DRAFT)?,
            revision: count(self.revision, DRAFT)?,
            author: self.author.as_deref().map(|author| from_json(author, DRAFT)).transpose()?,
            saved_at: self.saved_at.map(|at| timestamp(at, DRAFT)).transpose()?,
        })
    }
}

pub(in super::super) fn aside_record(admin: &AdminId) -> RecordId {
    RecordId::new("instruction_aside", admin.as_str())
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct AsideRow {
    id: RecordId,
    content: String,
    revision: i64,
    at: Datetime,
}

impl AsideRow {
    pub fn of(admin: &AdminId, aside: &Aside) -> Read<Self> {
        Ok(Self { id: aside_record(admin), content: json(&aside.content)?, revision: int(aside.revision), at: datetime(aside.at) })
    }

    pub fn into_domain(self) -> Read<Aside> {
        Ok(Aside { content: from_json(&self.content, DRAFT)?, revision: count(self.revision, DRAFT)?, at: timestamp(self.at, DRAFT)? })
    }
}

pub(in super::super) fn case_record(id: &CaseId) -> RecordId {
    RecordId::new("test_case", id.as_str())
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct CaseRow {
    id: RecordId,
    body: String,
    author: String,
    changed_at: Datetime,
    version: i64,
}

impl CaseRow {
    pub fn of(case: &TestCase) -> Read<Self> {
        Ok(Self {
            id: case_record(&case.id),
            body: json(&case.body)?,
            author: json(&case.author)?,
            changed_at: datetime(case.changed_at),
            version: int(case.version),
        })
    }

    pub fn into_domain(self) -> Read<TestCase> {
        Ok(TestCase {
            id: parsed(key_of(self.id, CASE)?, CASE)?,
            body: from_json(&self.body, CASE)?,
            version: count(self.version, CASE)?,
            author: from_json(&self.author, CASE)?,
            changed_at: timestamp(self.changed_at, CASE)?,
        })
    }
}

pub(in super::super) fn run_record(id: &RunId) -> RecordId {
    RecordId::new("test_run", id.as_str())
}

#[derive(Clone, Debug, SurrealValue)]
pub(in super::super) struct RunRow {
    id: RecordId,
    document: String,
    hash: String,
    base: Option<i64>,
    by_done: Option<String>,
}

impl RunRow {
    pub fn of(run: &TestRun) -> Read<Self> {
        let base = match run.subject {
            Subject::Draft { base, .. } => Some(i64::from(base)),
            Subject::Version { .. } => None,
        };
        Ok(Self {
            id: run_record(&run.id),
            document: json(run)?,
            hash: run.hash.clone(),
            base,
            by_done: (run.state == RunState::Done).then(|| place(run.began_at, run.id.as_str())),
        })
    }

    pub fn into_domain(self) -> Read<TestRun> {
        from_json(&self.document, RUN)
    }
}
