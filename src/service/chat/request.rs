//! What a model is asked when an answer is due, whether a visitor waits for it or somebody rehearses. Pure.

use jiff::civil::Date;

use super::{capture::Learning, window};
use crate::{
    domain::{
        business::Business,
        instruction::{
            Content,
            prompt::{self, Scene},
        },
        locale::Language,
        meeting::{Meeting, wording::confirmation},
        message::Message,
        schedule::rules::SpecialDays,
        time::Timestamp,
    },
    service::language_model::{Briefing, ModelRequest},
};

/// Tokens of one answer.
const MOST_OUTPUT_TOKENS: u32 = 2_048;

/// What is asked, of whom, and when.
pub struct Asked<'a> {
    pub instruction: &'a Content,
    pub business: &'a Business,
    /// On which other hours hold than those of the week.
    pub special_days: &'a [SpecialDays],
    pub now: Timestamp,
    /// IANA name, as the browser gave it.
    pub visitor_zone: Option<&'a str>,
    /// BCP 47.
    pub locale: Option<&'a str>,
    /// The team's notes about the person; empty where it is not sure who writes.
    pub notes: &'a str,
    /// The visitor's meetings that are ahead; None where nothing can be booked.
    pub meetings: Option<&'a [Meeting]>,
    /// The messages before this one, oldest first.
    pub recent: &'a [Message],
    pub question: &'a str,
}

impl Asked<'_> {
    /// Without tools: those are offered step by step.
    pub fn request(&self, learning: &Learning) -> ModelRequest {
        let (weekday, minute) = prompt::local(self.business, self.now);
        let today = prompt::today(self.business, self.now);
        ModelRequest {
            system: self.system(learning),
            turns: window::turns(self.recent, self.question),
            tools: vec![],
            max_output_tokens: MOST_OUTPUT_TOKENS,
            briefing: Briefing {
                business: self.business.clone(),
                facts: learning.facts().clone(),
                doubts: learning.doubts().to_vec(),
                settled: learning.settled().to_vec(),
                meetings: self.meetings.unwrap_or_default().iter().map(|meeting| confirmation(meeting, self.business)).collect(),
                language: self.language(),
                today,
                special_days: self.special_days_from(today),
                weekday,
                minute,
            },
        }
    }

    /// Those that are not over, in order.
    fn special_days_from(&self, today: Date) -> Vec<SpecialDays> {
        let mut days: Vec<SpecialDays> = self.special_days.iter().filter(|days| days.until >= today).cloned().collect();
        days.sort_by_key(|days| days.from);
        days
    }

    /// The system prompt.
    pub fn system(&self, learning: &Learning) -> String {
        prompt::system(&Scene {
            instruction: self.instruction,
            business: self.business,
            special_days: self.special_days,
            now: self.now,
            visitor_zone: self.visitor_zone,
            language: self.language(),
            facts: learning.facts(),
            doubts: learning.doubts(),
            fields: learning.own_fields(),
            custom: learning.own_values(),
            notes: self.notes,
            meetings: self.meetings,
        })
    }

    fn language(&self) -> Language {
        self.locale.map(Language::negotiate).unwrap_or_default()
    }
}
