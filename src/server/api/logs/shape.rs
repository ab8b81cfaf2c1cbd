//! Conversations and archives as programs read them.

use serde_json::{Value, json};

use crate::{
    domain::{
        archive::{ArchiveInfo, Talk},
        conversation::ConversationSummary,
        message::Message,
        time::rfc3339,
    },
    server::state::AppState,
    service::ports::LogHit,
};

/// One of the list, with the words that were found in it.
pub fn hit(hit: &LogHit) -> Value {
    let mut shape = summary(&hit.summary);
    shape["found"] = match &hit.found {
        Some((id, excerpt)) => json!({ "message_id": id, "text": excerpt.text, "marks": excerpt.marks }),
        None => Value::Null,
    };
    shape
}

/// One conversation with all that was said in it.
pub fn talk(talk: &Talk) -> Value {
    let mut shape = summary(&ConversationSummary::from(&talk.conversation));
    shape["client_id"] = json!(talk.conversation.client_label);
    shape["lead_id"] = json!(talk.conversation.lead_id);
    shape["messages"] = talk.messages.iter().map(message).collect();
    shape
}

fn summary(summary: &ConversationSummary) -> Value {
    json!({
        "id": summary.id,
        "who": summary.who,
        "channel": summary.channel.api_name(),
        "status": summary.status,
        "preview": summary.preview,
        "messages_total": summary.messages,
        "has_lead": summary.has_lead,
        "started_at": rfc3339(summary.started_at),
        "last_at": rfc3339(summary.last_at),
    })
}

fn message(message: &Message) -> Value {
    let mut shape = json!({ "id": message.id, "author": message.author, "text": message.text, "at": rfc3339(message.at) });
    if let Some(making) = &message.making {
        shape["model"] = making.model.as_str().into();
        shape["instruction_version"] = making.instruction_version.into();
        shape["usage"] = json!(making.usage);
        shape["latency_ms"] = making.latency_ms.into();
        shape["end"] = json!(making.end);
    }
    shape
}

/// An archive of the contract.
pub fn archive(state: &AppState, archive: &ArchiveInfo) -> Value {
    json!({
        "id": archive.id,
        "filename": archive.file,
        "made_at": rfc3339(archive.made_at),
        "from": rfc3339(archive.from),
        "to": rfc3339(archive.to),
        "conversations": archive.conversations,
        "messages": archive.messages,
        "bytes": archive.bytes,
        "sha256": archive.sha256,
        "url": state.config.url(&format!("/logs/archives/{}", archive.id)),
    })
}
