//! Questions without an answer in memory: read from the messages themselves.

use async_trait::async_trait;

use super::conversations::{MemoryConversations, State};
use crate::{
    domain::{message::Message, report::lines::Span, unanswered::Asked},
    service::{error::StorageError, ports::Questions},
};

impl State {
    fn asked(&self, answer: &Message) -> Option<Asked> {
        let noted = answer.making.as_ref()?.unanswered.as_ref()?;
        let question = self.messages.get(&answer.conversation_id)?.iter().find(|message| message.id == noted.question)?;
        Some(Asked {
            conversation_id: answer.conversation_id.clone(),
            question: question.id.clone(),
            at: answer.at,
            words: question.text.clone(),
            why: noted.why,
        })
    }
}

#[async_trait]
impl Questions for MemoryConversations {
    async fn unanswered(&self, (from, to): Span, limit: u32) -> Result<Vec<Asked>, StorageError> {
        self.with(|state| {
            let within = state.messages.values().flatten().filter(|message| from <= message.at && message.at < to);
            let mut answers: Vec<&Message> = within.collect();
            answers.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
            Ok(answers.into_iter().filter_map(|answer| state.asked(answer)).take(limit as usize).collect())
        })
        .await
    }
}
