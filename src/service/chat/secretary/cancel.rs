//! Cancelling where no model answers: the visitor is asked first, and only a clear yes to that question cancels.

use super::{Secretary, cues};
use crate::{
    domain::{
        ids::MeetingId,
        meeting::wording::{Words, asks_to_cancel, asks_to_cancel_this, cancel_question},
    },
    service::chat::sentences,
};

impl Secretary<'_> {
    /// The newest words want a meeting cancelled, or answer our question whether one shall be.
    pub(super) fn is_about_cancelling(&self, newest: &str) -> bool {
        cues::wants_to_cancel(newest) || self.has_asked_to_cancel() && (cues::agrees_to_cancel(newest) || cues::keeps_it(newest))
    }

    /// Our question came just before the newest words, alone or beside others of ours.
    pub(super) fn has_asked_to_cancel(&self) -> bool {
        self.asked.is_some_and(|asked| asks_to_cancel(&asked.text))
    }

    /// Asks, or cancels after a yes. What is said of it; None: it is done, see [`Secretary::take_news`].
    pub async fn cancel_early(&mut self) -> Option<String> {
        self.offers = None;
        let sentences = sentences::of(self.post.language);
        let newest = self.post.words.first().map(|words| words.text.as_str()).unwrap_or_default();
        if self.has_asked_to_cancel() && cues::keeps_it(newest) {
            return Some(sentences.kept.to_owned());
        }
        let Some(meeting) = self.agreed_to_cancel(newest) else { return Some(self.ask_to_cancel()) };
        match self.post.desk.cancel(&self.post.asker, &meeting, None).await {
            Ok(cancelled) => {
                self.note(cancelled);
                None
            }
            Err(_) => Some(sentences.not_cancelled.to_owned()),
        }
    }

    /// The meeting that was asked about as it still stands, where the answer is yes.
    fn agreed_to_cancel(&self, newest: &str) -> Option<MeetingId> {
        let asked = self.asked.filter(|_| cues::agrees_to_cancel(newest))?;
        self.own.iter().find(|meeting| asks_to_cancel_this(&asked.text, meeting)).map(|meeting| meeting.id.clone())
    }

    fn ask_to_cancel(&self) -> String {
        let (language, words) = (self.post.language, Words::of(self.post.language));
        let sentences = sentences::of(language);
        match self.own.as_slice() {
            [] => sentences.no_meeting.to_owned(),
            [only] => cancel_question(only, language),
            several => {
                let times = several.iter().map(|meeting| format!("\n- {}", words.when(meeting.time.start(), &meeting.visitor_zone)));
                format!("{}\n{}", sentences.which_meeting, times.collect::<String>())
            }
        }
    }
}
