//! What the fake does with one request: written down by a test, step by step.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    refusal::Refusal,
    shapes::{Call, Candidate, Chunk, Content, Part, Usage},
};

/// One answer.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// A 200, streamed in these steps.
    Answer(Vec<Step>),
    Refuse(Refusal),
    /// Anything at all.
    Raw {
        status: u16,
        content_type: &'static str,
        body: Vec<u8>,
    },
    /// Not even headers.
    Silence,
}

#[derive(Clone, Debug)]
pub enum Step {
    Chunk(Chunk),
    Bytes(Vec<u8>),
    /// These bytes so many times.
    Repeat(Vec<u8>, usize),
    Pause(Duration),
    /// Waits to be let through.
    Gate,
    /// Nothing more, for ever.
    Hang,
    /// The connection breaks.
    Reset,
}

/// How an error after a 200 is written.
#[derive(Clone, Copy, Debug)]
pub enum ErrorForm {
    BareLine,
    BarePretty,
    Data,
}

/// A stand-in for a signature that looks like one.
pub fn signature(of: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(format!("signature of {of}"))
}

impl Behaviour {
    /// These words, one chunk each, ended by an empty chunk with the signature and the reason, as the third generation does.
    pub fn say(words: &[&str]) -> Self {
        Self::Answer(Self::words(words)).and(Step::Chunk(last("STOP")))
    }

    /// The whole answer in one chunk.
    pub fn say_at_once(text: &str) -> Self {
        Self::Answer(vec![Step::Chunk(Chunk::of(vec![Part::text(text)], Some("STOP")))])
    }

    /// Words, then calls, of which only the first is signed. `with_id`: as 3.5 and later do.
    pub fn call(words: &[&str], calls: &[(&str, Value)], with_id: bool) -> Self {
        let parts = calls.iter().enumerate().map(|(at, (name, args))| Part {
            function_call: Some(Call { name: (*name).into(), args: args.clone(), id: with_id.then(|| format!("2nte452{at}")) }),
            thought_signature: (at == 0).then(|| signature(name)),
            ..Part::default()
        });
        let chunk = Chunk::of(parts.collect(), None);
        Self::Answer(Self::words(words)).and(Step::Chunk(chunk)).and(Step::Chunk(Chunk::of(vec![Part::text("")], Some("STOP"))))
    }

    /// Words, ended by this reason.
    pub fn end_with(words: &[&str], finish: &str) -> Self {
        Self::Answer(Self::words(words)).and(Step::Chunk(last(finish)))
    }

    /// No content but this reason.
    pub fn only_reason(finish: &str) -> Self {
        let candidate = Candidate { content: Some(Content::default()), finish_reason: Some(finish.into()), ..Candidate::default() };
        Self::Answer(vec![Step::Chunk(Chunk::with(candidate))])
    }

    /// All tokens went into thinking.
    pub fn only_thought() -> Self {
        let content = Content { parts: None, role: Some("model".into()) };
        let candidate = Candidate { content: Some(content), finish_reason: Some("MAX_TOKENS".into()), ..Candidate::default() };
        Self::Answer(vec![Step::Chunk(Chunk::with(candidate))])
    }

    /// The prompt was blocked.
    pub fn blocked(reason: &str) -> Self {
        Self::Answer(vec![Step::Chunk(Chunk { prompt_feedback: Some(json!({ "blockReason": reason })), ..Chunk::default() })])
    }

    /// Words that never end well.
    pub fn cut_off(words: &[&str]) -> Self {
        Self::Answer(Self::words(words))
    }

    /// Words, then an error.
    pub fn fail_after(words: &[&str], refusal: &Refusal, form: ErrorForm) -> Self {
        let bytes = match form {
            ErrorForm::BareLine => [refusal.spaced(), b"\r\n".to_vec()].concat(),
            ErrorForm::BarePretty => String::from_utf8(refusal.pretty()).expect("JSON is text").replace('\n', "\r\n").into_bytes(),
            ErrorForm::Data => [b"data: ".to_vec(), refusal.spaced(), b"\r\n\r\n".to_vec()].concat(),
        };
        Self::Answer(Self::words(words)).and(Step::Bytes(bytes))
    }

    pub fn and(self, step: Step) -> Self {
        match self {
            Self::Answer(mut steps) => {
                steps.push(step);
                Self::Answer(steps)
            }
            other => other,
        }
    }

    /// With this pause before each chunk.
    pub fn slowly(self, pause: Duration) -> Self {
        self.each_after(&Step::Pause(pause))
    }

    /// With this step before each.
    pub fn each_after(self, first: &Step) -> Self {
        match self {
            Self::Answer(steps) => Self::Answer(steps.into_iter().flat_map(|step| [first.clone(), step]).collect()),
            other => other,
        }
    }

    fn words(words: &[&str]) -> Vec<Step> {
        words.iter().map(|word| Step::Chunk(Chunk::of(vec![Part::text(word)], None))).collect()
    }
}

fn last(finish: &str) -> Chunk {
    let part = Part { thought_signature: Some(signature("text")), ..Part::text("") };
    Chunk::of(vec![part], Some(finish))
}

/// The steps as bytes to send: every chunk with usage so far, the model's name and the answer's id.
/// `pieces`: cut everything into pieces of so many bytes.
pub fn render(steps: &[Step], model: &str, id: &str, prompt_tokens: u64, pieces: Option<usize>) -> Vec<Step> {
    let mut said = 0;
    let mut rendered: Vec<Step> = Vec::new();
    for step in steps {
        let bytes = match step {
            Step::Chunk(chunk) => finished(chunk, model, id, prompt_tokens, &mut said).event(),
            Step::Bytes(bytes) => bytes.clone(),
            other => {
                rendered.push(other.clone());
                continue;
            }
        };
        match pieces {
            Some(size) => rendered.extend(bytes.chunks(size.max(1)).map(|piece| Step::Bytes(piece.to_vec()))),
            None => rendered.push(Step::Bytes(bytes)),
        }
    }
    rendered
}

fn finished(chunk: &Chunk, model: &str, id: &str, prompt_tokens: u64, said: &mut u64) -> Chunk {
    let texts = chunk.candidates.iter().flatten().filter_map(|candidate| candidate.content.as_ref()?.parts.as_ref()).flatten();
    *said += texts.filter_map(|part| part.text.as_ref()).map(|text| text.len().div_ceil(4) as u64).sum::<u64>();
    Chunk {
        usage_metadata: Some(Usage::of(prompt_tokens, *said, 80)),
        model_version: Some(model.into()),
        response_id: Some(id.into()),
        ..chunk.clone()
    }
}

/// The same answer as the unary endpoint gives it: all parts in one content.
pub fn unary(steps: &[Step], model: &str, id: &str, prompt_tokens: u64) -> Chunk {
    let mut whole = Chunk::default();
    for step in steps {
        let Step::Chunk(chunk) = step else { continue };
        match (whole.candidates.as_mut().and_then(|all| all.first_mut()), chunk.candidates.as_ref().and_then(|all| all.first())) {
            (Some(into), Some(from)) => join(into, from),
            _ => whole = chunk.clone(),
        }
    }
    for candidate in whole.candidates.iter_mut().flatten() {
        let calls =
            candidate.content.iter().filter_map(|content| content.parts.as_ref()).flatten().any(|part| part.function_call.is_some());
        candidate.finish_message = calls.then(|| "Model generated function call(s).".into());
    }
    finished(&whole, model, id, prompt_tokens, &mut 0)
}

fn join(into: &mut Candidate, from: &Candidate) {
    let parts = from.content.iter().filter_map(|content| content.parts.as_ref()).flatten().filter(|part| part.text.as_deref() != Some(""));
    if let Some(content) = &mut into.content {
        content.parts.get_or_insert_default().extend(parts.cloned());
    }
    into.finish_reason = from.finish_reason.clone().or(into.finish_reason.take());
}
