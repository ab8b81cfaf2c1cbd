//! Reads one streamed answer from the network: bytes to frames to events, within limits of time and size.
//! Dropping it drops the upstream request.

use std::{collections::VecDeque, time::Duration};

use bytes::Bytes;
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use tokio::time::{Instant, timeout_at};

use super::{
    assembly::Assembly,
    errors,
    sse::{Frame, Frames},
};
use crate::service::language_model::{ModelError, ModelEvent, ModelStream};

/// The most bytes of one answer on the wire. Each chunk wraps its words in half a kilobyte, so this is far more than the words.
const MAX_BYTES: usize = 8 << 20;

/// How long to wait for the end of the stream once the provider has said that it is done.
const FAREWELL: Duration = Duration::from_secs(1);

/// The limits of time of one answer.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The longest silence between two pieces of the network.
    pub idle: Duration,
    /// From the request to the last word.
    pub whole: Duration,
}

/// One answer on its way in.
pub struct Answer {
    body: BoxStream<'static, reqwest::Result<Bytes>>,
    frames: Frames,
    /// None once the end was told.
    assembly: Option<Assembly>,
    ready: VecDeque<ModelEvent>,
    bytes: usize,
    idle: Duration,
    deadline: Instant,
}

impl Answer {
    /// `response`: a 200. `asked_for`: the model's name in the request.
    pub fn new(response: reqwest::Response, asked_for: &str, patience: Patience) -> Self {
        Self {
            body: response.bytes_stream().boxed(),
            frames: Frames::default(),
            assembly: Some(Assembly::new(asked_for)),
            ready: VecDeque::new(),
            bytes: 0,
            idle: patience.idle,
            deadline: Instant::now() + patience.whole,
        }
    }

    /// Reads until there are words, or the whole answer: an error here means that no word was said.
    pub async fn begun(mut self) -> Result<Self, ModelError> {
        while !self.ready.iter().any(|event| !matches!(event, ModelEvent::Usage(_))) {
            self.read().await?;
        }
        Ok(self)
    }

    pub fn into_stream(self) -> ModelStream {
        stream::unfold(self, |mut answer| async move { answer.next().await.map(|event| (event, answer)) }).boxed()
    }

    async fn next(&mut self) -> Option<Result<ModelEvent, ModelError>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            self.assembly.as_ref()?;
            if let Err(error) = self.read().await {
                self.close();
                return Some(Err(error));
            }
        }
    }

    /// Takes in the next piece of the network, or the end of it.
    async fn read(&mut self) -> Result<(), ModelError> {
        let Some(assembly) = &self.assembly else { return Ok(()) };
        let patience = if assembly.is_finished() { FAREWELL } else { self.idle };
        let until = (Instant::now() + patience).min(self.deadline);
        let (finished, spoken) = (assembly.is_finished(), assembly.has_spoken());
        match timeout_at(until, self.body.next()).await {
            Ok(Some(Ok(bytes))) => self.take(&bytes),
            Ok(None) => self.end(),
            // The answer is whole; how the connection ends is no matter of the visitor.
            Ok(Some(Err(_))) | Err(_) if finished => self.end(),
            Ok(Some(Err(_))) if spoken => Err(ModelError::Truncated),
            Ok(Some(Err(error))) => Err(errors::of_transport(&error)),
            Err(_) => Err(ModelError::TimedOut),
        }
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), ModelError> {
        self.bytes = self.bytes.saturating_add(bytes.len());
        if self.bytes > MAX_BYTES {
            return Err(ModelError::TooLarge);
        }
        for frame in self.frames.push(bytes) {
            self.take_frame(frame)?;
        }
        Ok(())
    }

    fn take_frame(&mut self, frame: Frame) -> Result<(), ModelError> {
        let Frame::Json(json) = frame else { return Err(ModelError::Garbled) };
        if let Some(assembly) = &mut self.assembly {
            self.ready.extend(assembly.take(&json)?);
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), ModelError> {
        if let Some(frame) = self.frames.finish() {
            self.take_frame(frame)?;
        }
        if let Some(assembly) = self.assembly.take() {
            self.ready.push_back(assembly.end()?);
        }
        self.close();
        Ok(())
    }

    /// Lets the connection go at once, even if nobody drops the stream yet.
    fn close(&mut self) {
        self.assembly = None;
        self.body = stream::empty().boxed();
    }
}
