//! One answer: the model is driven step by step, its words go out as they come, its calls are run. However the
//! model ends (well, badly, late or stopped), the visitor gets an answer, and what was shown is what is returned.

use std::{pin::Pin, time::Duration};

use futures::{
    StreamExt,
    future::{Either, select},
};

use super::{
    ReplySink,
    capture::{Learning, Words},
    sentences::Sentences,
    tools,
};
use crate::{
    domain::{
        chat::ChatEvent,
        claims::claims_booking,
        message::{ReplyEnd, Usage},
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
    /// The wanted model failed and the offline assistant answered: what went wrong, for the owner.
    pub fallback: Option<String>,
}

/// Why a model's answer ended before its end.
enum Break {
    Stopped,
    Failed(ModelError),
}

impl From<ModelError> for Break {
    fn from(error: ModelError) -> Self {
        Self::Failed(error)
    }
}

/// What one answer is made with.
pub struct Speaker<'a> {
    pub models: &'a dyn Models,
    pub clock: &'a dyn Clock,
    pub sink: &'a dyn ReplySink,
    pub sentences: &'static Sentences,
    pub learning: &'a mut Learning,
    /// The visitor's messages, the newest first.
    pub words: &'a [Words],
    pub request: ModelRequest,
}

impl<'a> Speaker<'a> {
    pub async fn answer(self) -> Spoken {
        let stopped = self.sink.stopped();
        let deadline = self.clock.sleep(TIME_LIMIT);
        let (text, usage) = (String::new(), Usage::default());
        Answer { text, usage, model: None, cut_short: false, called: vec![], stopped, deadline, speaker: self }.give().await
    }
}

type Signal<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// An answer while it is being given.
struct Answer<'a> {
    speaker: Speaker<'a>,
    text: String,
    usage: Usage,
    /// The model's own name for itself.
    model: Option<String>,
    cut_short: bool,
    called: Vec<(ToolCall, ToolResult)>,
    stopped: Signal<'a>,
    deadline: Signal<'a>,
}

impl Answer<'_> {
    async fn give(mut self) -> Spoken {
        let models = self.speaker.models;
        let current = models.current();
        let outcome = self.converse(&*current).await;
        let name = self.model.take().unwrap_or_else(|| current.name().to_owned());
        match outcome {
            Ok(()) => {
                models.report(Ok(()));
                self.end_well(name, current.name() == models.offline().name())
            }
            Err(Break::Stopped) => self.spoken(name, ReplyEnd::Stopped, None),
            Err(Break::Failed(error)) => {
                models.report(Err(&error));
                if self.has_words() {
                    self.add_sentence(self.speaker.sentences.interrupted);
                    self.spoken(name, ReplyEnd::Interrupted, None)
                } else {
                    self.fall_back(error).await
                }
            }
        }
    }

    fn end_well(mut self, model: String, offline: bool) -> Spoken {
        // No tool can book anything yet; whoever says so must be set right before the visitor believes it.
        if !offline && claims_booking(&self.text) {
            self.add_sentence(self.speaker.sentences.not_booked);
        }
        let end = if self.cut_short { ReplyEnd::Interrupted } else { ReplyEnd::Complete };
        if self.cut_short {
            self.add_sentence(self.speaker.sentences.cut_short);
        }
        self.spoken(model, end, None)
    }

    fn spoken(self, model: String, end: ReplyEnd, fallback: Option<String>) -> Spoken {
        Spoken { text: self.text, model, usage: self.usage, end, called: self.called, fallback }
    }

    /// Drives the model until it has answered in words.
    async fn converse(&mut self, model: &dyn LanguageModel) -> Result<(), Break> {
        let mut may_call = true;
        for step in 1..=MOST_STEPS {
            let tools = if may_call && step < MOST_STEPS { tools::declarations(self.speaker.learning.own_fields()) } else { vec![] };
            let offered = !tools.is_empty();
            let mut request = ModelRequest { tools, ..self.speaker.request.clone() };
            if !offered {
                request.system.push_str(WORDS_ONLY);
            }
            let said_before = self.has_words();
            match self.step(model, request).await {
                Ok(turn) if offered && !turn.calls.is_empty() => self.run_tools(turn),
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
        let mut fresh = true;
        let ending = loop {
            match self.unless_halted(stream.next()).await {
                Err(halt) => break Err(halt),
                Ok(None) => break Err(ModelError::Truncated.into()),
                Ok(Some(Err(error))) => break Err(error.into()),
                Ok(Some(Ok(ModelEvent::Text(words)))) => {
                    if fresh && !words.trim().is_empty() {
                        self.set_apart(&words);
                        fresh = false;
                    }
                    if let Err(error) = self.show(&words) {
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
        self.usage += usage;
        ending
    }

    fn run_tools(&mut self, turn: AssistantTurn) {
        let results = tools::run(&turn.calls, self.speaker.learning, self.speaker.words);
        self.called.extend(turn.calls.iter().cloned().zip(results.iter().cloned()));
        let request = &mut self.speaker.request;
        request.turns.push(Turn::Assistant(turn));
        request.turns.push(Turn::ToolResults(results));
        request.briefing.facts = self.speaker.learning.facts().clone();
        request.briefing.doubts = self.speaker.learning.doubts().to_vec();
    }

    /// The work's outcome, unless the visitor presses Stop or the time is up first.
    async fn unless_halted<T>(&mut self, work: impl Future<Output = T> + Send) -> Result<T, Break> {
        // Stop comes first, so that a model that never pauses can be stopped too.
        let halt = select(&mut self.stopped, &mut self.deadline);
        match select(halt, std::pin::pin!(work)).await {
            Either::Right((done, _)) => Ok(done),
            Either::Left((Either::Left(_), _)) => Err(Break::Stopped),
            Either::Left((Either::Right(_), _)) => Err(ModelError::TimedOut.into()),
        }
    }

    /// The model said nothing: the offline assistant answers, from the same briefing.
    async fn fall_back(mut self, error: ModelError) -> Spoken {
        let fallback = Some(error.advice().unwrap_or_else(|| error.to_string()));
        let offline = self.speaker.models.offline();
        // The first deadline may have passed; a completed future must not be asked again.
        self.deadline = self.speaker.clock.sleep(Duration::from_secs(5));
        self.cut_short = false;
        let request = ModelRequest { tools: vec![], ..self.speaker.request.clone() };
        let outcome = self.step(&*offline, request).await;
        let name = offline.name().to_owned();
        match outcome {
            Err(Break::Stopped) => self.spoken(name, ReplyEnd::Stopped, fallback),
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
    }

    fn emit(&mut self, words: &str) {
        if !words.is_empty() {
            self.text.push_str(words);
            self.speaker.sink.emit(ChatEvent::Delta { text: words.to_owned() });
        }
    }
}
