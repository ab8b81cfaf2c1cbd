//! An answer that comes piece by piece: a visitor's event stream, or a dashboard's.

use std::time::Duration;

use reqwest::{
    Response,
    header::{ACCEPT, COOKIE},
};

use super::{SseEvent, client, events_in};

/// Longer than any stop takes.
const PATIENCE: Duration = Duration::from_secs(15);

pub struct Stream {
    pub response: Response,
    /// What was read so far.
    pub text: String,
}

impl Stream {
    pub fn of(response: Response) -> Self {
        Self { response, text: String::new() }
    }

    /// A dashboard's, with the cookie of a session.
    pub async fn of_dashboard(base: &str, cookie: &str) -> Self {
        let request = client(None).get(format!("{base}/admin/events")).header(ACCEPT, "text/event-stream");
        Self::of(request.header(COOKIE, format!("sid={cookie}")).send().await.expect("an answer"))
    }

    /// Reads until the text is there; false when the stream ended before.
    pub async fn reads(&mut self, wanted: &str) -> bool {
        while !self.text.contains(wanted) {
            let chunk = tokio::time::timeout(PATIENCE, self.response.chunk()).await.expect("in time").expect("a chunk");
            match chunk {
                Some(bytes) => self.text.push_str(std::str::from_utf8(&bytes).expect("text")),
                None => return false,
            }
        }
        true
    }

    /// All events, to the last one.
    pub async fn events(mut self) -> Vec<SseEvent> {
        assert!(!self.reads("no stream has this in it").await);
        events_in(&self.text)
    }
}
