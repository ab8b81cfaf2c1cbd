//! Test conversations: written, made of what was said, imported and exported.

use super::Studio;
use crate::{
    domain::{
        custom::{CustomField, CustomValues, FieldKind},
        ids::{CaseId, ConversationId, MessageId},
        instruction::{
            Author as Writer,
            case::{CaseBody, Expectation, Line, MOST_CASES, MOST_EXPECTATIONS, MOST_LINES, TestCase},
            file,
            mask::without_person,
            rehearsal::Rehearsed,
            shipped, tongue,
        },
        message::{Author, Message},
    },
    service::{
        error::{ServiceError, StorageError},
        permission::Editor,
    },
};

/// Messages of a conversation that are looked at.
const MESSAGES: u32 = 200;
/// An answer may become so much longer than it was.
const ROOM: u32 = 2;
/// Characters of a name that is made of somebody's words.
const NAME: usize = 80;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u32,
    /// There was one of the same name, which is as in the file now.
    pub replaced: u32,
    /// They were there already, just so.
    pub same: u32,
}

impl Studio {
    pub async fn cases(&self, _editor: &Editor) -> Result<Vec<TestCase>, ServiceError> {
        Ok(self.cases.all().await?)
    }

    /// A new one. Field errors are those of [`CaseBody::checked`].
    pub async fn add_case(&self, editor: &Editor, body: CaseBody) -> Result<TestCase, ServiceError> {
        editor.may_write()?;
        let body = body.checked().map_err(ServiceError::Invalid)?;
        let all = self.cases.all().await?;
        if all.len() >= MOST_CASES {
            return Err(full());
        }
        unique(&all, &body.name, None)?;
        let case = self.made(body, editor.author().clone());
        self.store_cases(editor, std::slice::from_ref(&case), &format!("added: {}", case.body.name)).await?;
        Ok(case)
    }

    /// `seen`: the version that was changed.
    pub async fn change_case(&self, editor: &Editor, id: &CaseId, body: CaseBody, seen: u64) -> Result<TestCase, ServiceError> {
        editor.may_write()?;
        let body = body.checked().map_err(ServiceError::Invalid)?;
        let all = self.cases.all().await?;
        let stored = all.iter().find(|case| case.id == *id).ok_or(ServiceError::NotFound("test conversation"))?;
        if stored.version != seen {
            return Err(ServiceError::VersionConflict { seen, current: stored.version });
        }
        unique(&all, &body.name, Some(id))?;
        let case = self.changed(stored, body, editor);
        self.store_cases(editor, std::slice::from_ref(&case), &format!("changed: {}", case.body.name)).await?;
        Ok(case)
    }

    pub async fn remove_case(&self, editor: &Editor, id: &CaseId, seen: u64) -> Result<(), ServiceError> {
        editor.may_write()?;
        let stored = self.cases.find(id).await?.ok_or(ServiceError::NotFound("test conversation"))?;
        let entry = self.line(editor, &format!("removed: {}", stored.body.name));
        match self.cases.remove(id, seen, entry).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(ServiceError::NotFound("test conversation")),
            Err(StorageError::Conflict) => Err(ServiceError::VersionConflict { seen, current: stored.version }),
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Self::import_cases`] reads it.
    pub async fn export_cases(&self, _editor: &Editor) -> Result<String, ServiceError> {
        Ok(file::written(self.cases.all().await?.into_iter().map(|case| case.body)))
    }

    /// All of a file, or nothing. One of the same name is replaced, so that a file can be imported again. Field errors are
    /// those of [`file::read`].
    pub async fn import_cases(&self, editor: &Editor, text: &str) -> Result<Imported, ServiceError> {
        editor.may_write()?;
        let bodies = file::read(text).map_err(ServiceError::Invalid)?;
        let all = self.cases.all().await?;
        let (mut done, mut changes) = (Imported::default(), Vec::<TestCase>::new());
        for (at, body) in bodies.into_iter().enumerate() {
            if changes.iter().any(|case| is_named(case, &body.name)) {
                return Err(ServiceError::field(&format!("cases[{at}].name"), "another one in this file has this name"));
            }
            match all.iter().find(|case| is_named(case, &body.name)) {
                Some(stored) if stored.body == body => done.same += 1,
                Some(stored) => {
                    changes.push(self.changed(stored, body, editor));
                    done.replaced += 1;
                }
                None => {
                    changes.push(self.made(body, editor.author().clone()));
                    done.added += 1;
                }
            }
        }
        if all.len() + done.added as usize > MOST_CASES {
            return Err(full());
        }
        if !changes.is_empty() {
            self.store_cases(editor, &changes, &format!("imported: {} new, {} changed", done.added, done.replaced)).await?;
        }
        Ok(done)
    }

    /// Those that come with the product, once.
    pub async fn seed_cases(&self) -> Result<(), ServiceError> {
        let cases: Vec<TestCase> = shipped::cases().into_iter().map(|body| self.made(body, Writer::Product)).collect();
        Ok(self.cases.seed(&cases).await?)
    }

    /// What a test of this answer could be, for somebody to look at and save. `lines`: what was said before it, the message that
    /// it answers last.
    pub fn case_of_answer(&self, _editor: &Editor, lines: Vec<Line>, answer: &Rehearsed) -> CaseBody {
        let mut expectations = vec![Expectation::NoBookingClaimed];
        expectations.extend(tongue::language_of(&answer.text).map(|language| Expectation::Language { language }));
        let most = u32::try_from(answer.text.chars().count()).unwrap_or(u32::MAX).saturating_mul(ROOM).max(200);
        expectations.push(Expectation::Length { least: None, most: Some(most) });
        let captured = answer.captured.iter();
        expectations.extend(captured.map(|(field, value)| Expectation::Captured { field: field.clone(), value: Some(value.clone()) }));
        expectations.truncate(MOST_EXPECTATIONS);
        CaseBody { name: name_of(&lines), lines, expectations, judge: None }
    }

    /// What a test of a conversation could be, up to `until` or to the visitor's last message; without the person.
    pub async fn case_of_conversation(
        &self,
        _editor: &Editor,
        id: &ConversationId,
        until: Option<&MessageId>,
    ) -> Result<CaseBody, ServiceError> {
        let conversation = self.conversations.find(id).await?.ok_or(ServiceError::NotFound("conversation"))?;
        let mut messages = self.conversations.messages(id, None, MESSAGES).await?;
        if let Some(until) = until {
            let at = messages.iter().position(|message| message.id == *until).ok_or(ServiceError::NotFound("message"))?;
            messages.truncate(at + 1);
        }
        while messages.last().is_some_and(|message| message.author == Author::Assistant) {
            messages.pop();
        }
        let from = messages.len().saturating_sub(MOST_LINES);
        let lines: Vec<Line> = messages.drain(from..).map(line).skip_while(|line| line.author == Author::Assistant).collect();
        if lines.is_empty() {
            return Err(ServiceError::Conflict("The visitor has not said anything yet.".into()));
        }
        let fields = self.settings.load().await?.lead_fields;
        let lines = without_person(lines, &conversation.facts, &own_words(&fields, &conversation.custom));
        let language = lines.last().and_then(|line| tongue::language_of(&line.text));
        let expectations = [Expectation::NoBookingClaimed].into_iter().chain(language.map(|language| Expectation::Language { language }));
        Ok(CaseBody { name: name_of(&lines), expectations: expectations.collect(), lines, judge: None })
    }

    fn made(&self, body: CaseBody, author: Writer) -> TestCase {
        TestCase { id: CaseId::new(self.ids.uuid()), body, version: 1, author, changed_at: self.clock.now() }
    }

    fn changed(&self, stored: &TestCase, body: CaseBody, editor: &Editor) -> TestCase {
        let (author, changed_at) = (editor.author().clone(), self.clock.now());
        TestCase { id: stored.id.clone(), body, version: stored.version.saturating_add(1), author, changed_at }
    }

    async fn store_cases(&self, editor: &Editor, cases: &[TestCase], target: &str) -> Result<(), ServiceError> {
        match self.cases.save(cases, self.line(editor, target)).await {
            Err(StorageError::Conflict) => {
                Err(ServiceError::Conflict("The test conversations have changed meanwhile: look at them again.".into()))
            }
            stored => Ok(stored?),
        }
    }

    fn line(&self, editor: &Editor, target: &str) -> crate::service::ports::AuditEntry {
        editor.does("test_conversations_changed", Some(target), &*self.clock, &*self.ids)
    }
}

/// What was said under names of the business's own, but for numbers and choices.
fn own_words<'a>(fields: &[CustomField], custom: &'a CustomValues) -> Vec<&'a str> {
    let is_free = |key: &str| fields.iter().all(|field| field.key != key || field.kind == FieldKind::Text);
    let values = custom.iter().filter(|(key, _)| is_free(key)).map(|(_, value)| value);
    values.flat_map(|value| [Some(value.text.as_str()), value.evidence.as_ref().map(|said| said.quote.as_str())]).flatten().collect()
}

fn line(message: Message) -> Line {
    Line { author: message.author, text: message.text, calls: vec![] }
}

fn is_named(case: &TestCase, name: &str) -> bool {
    case.body.name.to_lowercase() == name.to_lowercase()
}

fn unique(all: &[TestCase], name: &str, own: Option<&CaseId>) -> Result<(), ServiceError> {
    if all.iter().any(|case| is_named(case, name) && own != Some(&case.id)) {
        return Err(ServiceError::field("name", "another test conversation has this name"));
    }
    Ok(())
}

fn full() -> ServiceError {
    ServiceError::Conflict(format!("There are {MOST_CASES} test conversations, which is the most. Remove some first."))
}

/// The visitor's last words, cut.
fn name_of(lines: &[Line]) -> String {
    let words = lines
        .iter()
        .rev()
        .find(|line| line.author == Author::Visitor)
        .map(|line| line.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = words.unwrap_or_default();
    match words.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
