//! One answer: the model is driven step by step, its words go out as they come, its calls are run. However the
//! model ends (well, badly, late or stopped), the visitor gets an answer, and what was shown is what is returned.

use std::{pin::Pin, time::Duration};

use futures::{
    StreamExt,
    future::{Either, select},
};

use super::{
    Halt, ReplySink,
    capture::{Learning, Words},
    guard::{Guard, Passed},
    secretary::{Early, Secretary},
    sentences::Sentences,
    tools,
};
use crate::{
    domain::{
        chat::ChatEvent,
        instruction::prompt::DONE_ALREADY,
        message::{Attempt, ReplyEnd, Usage},
    },
    service::{
        language_model::{AssistantTurn, LanguageModel, ModelError, ModelEvent, ModelRequest, Models, ToolCall, ToolResult, Turn},
        ports::Clock,
    },
};

/// Calls of the model in one turn, the last one without tools.
const MOST_STEPS: usize = 5;
/// From the first call to the last word.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// What an answer may hold, in bytes; the service's own last sentence included.
pub const MOST_BYTES: usize = 64 * 1024;
const LAST_SENTENCE_BYTES: usize = 1024;

/// The rules speak of a tool; where it is not offered, a call of it would be one more mistake.
const WORDS_ONLY: &str = "\n# This step\nNo tool can be called now: answer the visitor in words.\n";

/// What was said in the end.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// Exactly the words that were shown, in their order.
    pub text: String,
    /// The name of the model whose answer it is.
    pub model: String,
    pub usage: Usage,
    pub end: ReplyEnd,
    /// The tools that were called, each with what it answered.
    pub called: Vec<(ToolCall, ToolResult)>,
    /// The model's claims that something is booked, which nobody was shown.
    pub withheld: Vec<String>,
    /// The wanted model failed and the offline assistant answered: what went wrong, for the owner.
    pub fallback: Option<String>,
    /// What the wanted model had used by then.
    pub failed: Option<Attempt>,
}

/// Why a model's answer ended before its end.
enum Break {
    Halted(Halt),
    Failed(ModelError),
}

impl From<ModelError> for Break {
    fn from(error: ModelError) -> Self {
        Self::Failed(error)
    }
}

/// What one answer is made with.
pub struct Speaker<'a, 's> {
    pub models: &'a dyn Models,
    pub clock: &'a dyn Clock,
    pub sink: &'a dyn ReplySink,
    pub sentences: &'static Sentences,
    pub learning: &'a mut Learning,
    /// The visitor's messages, the newest first.
    pub words: &'a [Words],
    pub request: ModelRequest,
    /// For meetings; None where there is no calendar to book in.
    pub secretary: Option<&'a mut Secretary<'s>>,
    /// What the secretary has done or found out already.
    pub early: Early,
}

impl<'a> Speaker<'a, '_> {
    pub async fn answer(self) -> Spoken {
        let stopped = self.sink.stopped();
        let deadline = self.clock.sleep(TIME_LIMIT);
        Answer {
            text: String::new(),
            usage: Usage::default(),
            model: None,
            failed: None,
            cut_short: false,
            fresh: true,
            guard: Guard::default(),
            called: vec![],
            withheld: vec![],
            stopped,
            deadline,
            speaker: self,
        }
        .give()
        .await
    }
}

type Signal<'a, T = ()> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An answer while it is being given.
struct Answer<'a, 's> {
    speaker: Speaker<'a, 's>,
    text: String,
    usage: Usage,
    /// The model's own name for itself.
    model: Option<String>,
    failed: Option<Attempt>,
    cut_short: bool,
    /// What comes next is a paragraph of its own.
    fresh: bool,
    guard: Guard,
    called: Vec<(ToolCall, ToolResult)>,
    withheld: Vec<String>,
    stopped: Signal<'a, Halt>,
    deadline: Signal<'a>,
}

impl Answer<'_, '_> {
    async fn give(mut self) -> Spoken {
        let models = self.speaker.models;
        let current = models.current();
        let offline = current.name() == models.offline().name();
        self.tell_news();
        if offline && self.tell_early().await {
            let name = current.name().to_owned();
            return self.spoken(name, ReplyEnd::Complete, None);
        }
        if self.speaker.early == Early::Done {
            self.speaker.request.system.push_str(DONE_ALREADY);
        }
        let outcome = self.converse(&*current).await;
        let name = self.model.take().unwrap_or_else(|| current.name().to_owned());
        match outcome {
            Ok(()) => {
                models.report(Ok(()));
                self.end_well(name)
            }
            Err(Break::Halted(halt)) => self.halted(halt, name, None),
            Err(Break::Failed(error)) => {
                models.report(Err(&error));
                if self.has_told_all() {
                    // What the visitor asked for is done and told, or they were asked; the model had nothing to add.
                    self.spoken(name, ReplyEnd::Complete, None)
                } else if self.has_words() {
                    self.add_sentence(self.speaker.sentences.interrupted);
                    self.spoken(name, ReplyEnd::Interrupted, None)
                } else {
                    self.fall_back(name, error).await
                }
            }
        }
    }

    /// Something was booked, moved or cancelled in this turn, or the visitor was asked first, and nothing else was said yet.
    fn has_told_all(&self) -> bool {
        let secretary = self.speaker.secretary.as_ref();
        let has_told = secretary.is_some_and(|secretary| secretary.has_changed() || secretary.has_asked_first());
        self.fresh && self.has_words() && has_told
    }

    /// Confirmations of what is stored.
    fn tell_news(&mut self) {
        let news = self.speaker.secretary.as_mut().map(|secretary| secretary.take_news()).unwrap_or_default();
        for told in news {
            self.add_sentence(&told);
        }
    }

    /// What the secretary has found out, where no model says it; whether that is an answer.
    async fn tell_early(&mut self) -> bool {
        let sentences = self.speaker.sentences;
        match self.speaker.early {
            Early::Nothing => return false,
            Early::Done => {}
            Early::Free => self.add_sentence(sentences.free),
            Early::NotFree => self.add_sentence(sentences.not_free),
            Early::NoneFree => self.add_sentence(sentences.none_free),
            Early::NoEmail => self.add_sentence(sentences.no_email),
            Early::Cancel => return self.cancel_early().await,
        }
        true
    }

    async fn cancel_early(&mut self) -> bool {
        let Some(secretary) = self.speaker.secretary.as_mut() else { return false };
        match secretary.cancel_early().await {
            Some(told) => self.add_sentence(&told),
            None => self.tell_news(),
        }
        true
    }

    fn end_well(mut self, model: String) -> Spoken {
        let end = if self.cut_short { ReplyEnd::Interrupted } else { ReplyEnd::Complete };
        if self.cut_short {
            self.add_sentence(self.speaker.sentences.cut_short);
        }
        self.spoken(model, end, None)
    }

    /// Ended before its end: whoever stopped it knows, anybody else is asked to try again.
    fn halted(mut self, halt: Halt, model: String, fallback: Option<String>) -> Spoken {
        if halt == Halt::Stopped {
            return self.spoken(model, ReplyEnd::Stopped, fallback);
        }
        if self.has_told_all() {
            return self.spoken(model, ReplyEnd::Complete, fallback);
        }
        self.add_sentence(self.speaker.sentences.interrupted);
        self.spoken(model, ReplyEnd::Interrupted, fallback)
    }

    fn spoken(self, model: String, end: ReplyEnd, fallback: Option<String>) -> Spoken {
        let Self { text, usage, called, withheld, failed, .. } = self;
        Spoken { text, model, usage, end, called, withheld, fallback, failed }
    }

    /// Drives the model until it has answered in words.
    async fn converse(&mut self, model: &dyn LanguageModel) -> Result<(), Break> {
        let mut may_call = true;
        for step in 1..=MOST_STEPS {
            let books = self.speaker.secretary.is_some();
            let declared = || tools::declarations(self.speaker.learning.own_fields(), books);
            let tools = if may_call && step < MOST_STEPS { declared() } else { vec![] };
            let offered = !tools.is_empty();
            let mut request = ModelRequest { tools, ..self.speaker.request.clone() };
            if !offered {
                request.system.push_str(WORDS_ONLY);
            }
            let said_before = self.has_words();
            match self.step(model, request).await {
                Ok(turn) if offered && !turn.calls.is_empty() => self.run_tools(turn).await,
                Ok(_) if self.has_words() => return Ok(()),
                // Said all before the tool's result, and has nothing to add.
                Err(Break::Failed(ModelError::Empty { .. })) if said_before => return Ok(()),
                Err(Break::Failed(error)) if error.is_confusion() && !self.has_words() && may_call => may_call = false,
                Ok(_) if may_call => may_call = false,
                Ok(_) => break,
                Err(other) => return Err(other),
            }
        }
        if self.has_words() { Ok(()) } else { Err(ModelError::Empty { finish: "no words".into() }.into()) }
    }

    /// One call of the model: shows its words, returns its turn.
    async fn step(&mut self, model: &dyn LanguageModel, request: ModelRequest) -> Result<AssistantTurn, Break> {
        let mut stream = self.unless_halted(model.stream(request)).await??;
        let mut usage = Usage::default();
        // The offline assistant says our own sentences.
        let ours = model.name() == self.speaker.models.offline().name();
        self.fresh = true;
        let ending = loop {
            match self.unless_halted(stream.next()).await {
                Err(halt) => break Err(halt),
                Ok(None) => break Err(ModelError::Truncated.into()),
                Ok(Some(Err(error))) => break Err(error.into()),
                Ok(Some(Ok(ModelEvent::Text(words)))) => {
                    let passed = if ours { vec![Passed::Show(words)] } else { self.guard.take(&words) };
                    if let Err(error) = self.pass(passed) {
                        break Err(error.into());
                    }
                }
                Ok(Some(Ok(ModelEvent::Usage(so_far)))) => usage = so_far,
                Ok(Some(Ok(ModelEvent::Finished { turn, model, cut_short }))) => {
                    self.model = Some(model);
                    self.cut_short = cut_short;
                    break Ok(turn);
                }
            }
        };
        let rest = self.guard.rest();
        // Whoever pressed Stop has seen enough.
        let rest = if matches!(ending, Err(Break::Halted(Halt::Stopped))) { Ok(()) } else { self.pass(rest) };
        self.usage += usage;
        ending.and_then(|turn| rest.map(|()| turn).map_err(Break::from))
    }

    /// Shows what the guard let through. In the place of a claim the visitor is told how it is.
    fn pass(&mut self, passed: Vec<Passed>) -> Result<(), ModelError> {
        for one in passed {
            match one {
                Passed::Show(words) => self.show(&words)?,
                Passed::Claim(sentence) => {
                    self.withheld.push(sentence);
                    self.correct();
                }
            }
        }
        Ok(())
    }

    fn correct(&mut self) {
        let nothing = self.speaker.sentences.not_booked;
        let truth = match self.speaker.secretary.as_mut() {
            Some(secretary) => secretary.truth(nothing),
            None => (!self.text.contains(nothing)).then(|| nothing.to_owned()),
        };
        if let Some(truth) = truth {
            self.add_sentence(&truth);
        }
    }

    async fn run_tools(&mut self, turn: AssistantTurn) {
        let secretary = self.speaker.secretary.as_deref_mut();
        let results = tools::run(&turn.calls, self.speaker.learning, self.speaker.words, secretary).await;
        self.called.extend(turn.calls.iter().cloned().zip(results.iter().cloned()));
        let request = &mut self.speaker.request;
        request.turns.push(Turn::Assistant(turn));
        request.turns.push(Turn::ToolResults(results));
        request.briefing.facts = self.speaker.learning.facts().clone();
        request.briefing.doubts = self.speaker.learning.doubts().to_vec();
        self.tell_news();
    }

    /// The work's outcome, unless the visitor presses Stop, the server goes or the time is up first.
    async fn unless_halted<T>(&mut self, work: impl Future<Output = T> + Send) -> Result<T, Break> {
        // Stop comes first, so that a model that never pauses can be stopped too.
        let halt = select(&mut self.stopped, &mut self.deadline);
        match select(halt, std::pin::pin!(work)).await {
            Either::Right((done, _)) => Ok(done),
            Either::Left((Either::Left((halt, _)), _)) => Err(Break::Halted(halt)),
            Either::Left((Either::Right(_), _)) => Err(ModelError::TimedOut.into()),
        }
    }

    /// The model said nothing: the offline assistant answers, from the same briefing.
    async fn fall_back(mut self, failed: String, error: ModelError) -> Spoken {
        let used = self.usage;
        self.failed = (used != Usage::default()).then_some(Attempt { model: failed, usage: used });
        let fallback = Some(error.advice().unwrap_or_else(|| error.to_string()));
        let offline = self.speaker.models.offline();
        // The first deadline may have passed; a completed future must not be asked again.
        self.deadline = self.speaker.clock.sleep(Duration::from_secs(5));
        self.cut_short = false;
        let name = offline.name().to_owned();
        if self.tell_early().await {
            return self.spoken(name, ReplyEnd::Complete, fallback);
        }
        let request = ModelRequest { tools: vec![], ..self.speaker.request.clone() };
        let outcome = self.step(&*offline, request).await;
        match outcome {
            Err(Break::Halted(halt)) => self.halted(halt, name, fallback),
            Ok(_) if self.has_words() => self.spoken(name, ReplyEnd::Complete, fallback),
            Ok(_) | Err(Break::Failed(_)) => {
                self.add_sentence(self.speaker.sentences.apology);
                self.spoken(name, ReplyEnd::Interrupted, fallback)
            }
        }
    }

    fn has_words(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// What is said after a tool's result is a paragraph of its own.
    fn set_apart(&mut self, words: &str) {
        let glued = self.has_words() && !self.text.ends_with(char::is_whitespace) && !words.starts_with(char::is_whitespace);
        if glued {
            self.emit("\n\n");
        }
    }

    /// Shows words within the bounds of an answer.
    fn show(&mut self, words: &str) -> Result<(), ModelError> {
        let words = if self.fresh { words.trim_start() } else { words };
        if self.fresh && !words.is_empty() {
            self.set_apart(words);
            self.fresh = false;
        }
        let room = (MOST_BYTES - LAST_SENTENCE_BYTES).saturating_sub(self.text.len());
        if words.len() <= room {
            self.emit(words);
            return Ok(());
        }
        let fitting = words.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= room).last().unwrap_or(0);
        self.emit(&words[..fitting]);
        Err(ModelError::TooLarge)
    }

    /// A sentence of the service's own, set apart from what the model said.
    fn add_sentence(&mut self, sentence: &str) {
        let gap = if !self.has_words() || self.text.ends_with("\n\n") { "" } else { "\n\n" };
        self.emit(&format!("{gap}{sentence}"));
        self.fresh = true;
    }

    fn emit(&mut self, words: &str) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.speaker.sink.emit(ChatEvent::Delta { text: words.to_owned() });
        }
    }
}
