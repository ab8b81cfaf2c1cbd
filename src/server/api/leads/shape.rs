//! A lead and a line of its timeline as integrators read them.

use serde_json::{Value, json};

use crate::domain::{
    capture::Field,
    lead::{Lead, timeline::LeadEvent},
    time::rfc3339,
};

/// The lead of the contract.
pub fn lead(lead: &Lead) -> Value {
    let evidence: Vec<Value> = lead
        .facts
        .iter()
        .map(|fact| json!({ "field": fact.field, "value": fact.value, "quote": fact.quote, "message_id": fact.message_id, "at": rfc3339(fact.at) }))
        .collect();
    let page = &lead.source.page;
    let mut shape = json!({
        "id": lead.id,
        "notes": lead.notes,
        "custom": lead.custom,
        "status": lead.status,
        "follow_up_at": lead.follow_up_at.map(rfc3339),
        "assignee": lead.assignee,
        "score": lead.score.value,
        "score_reasons": lead.score.reasons,
        "source": { "channel": lead.source.channel, "page_url": page.url, "referrer": page.referrer, "utm": page.utm },
        "conversation_ids": lead.conversation_ids,
        "evidence": evidence,
        "created_at": rfc3339(lead.created_at),
        "updated_at": rfc3339(lead.updated_at),
        "version": lead.version,
    });
    for field in Field::ALL {
        shape[field.as_str()] = lead.value(field).into();
    }
    shape
}

/// One line: when, who, and what with its details.
pub fn event(event: &LeadEvent) -> Value {
    json!({ "id": event.id, "at": rfc3339(event.at), "by": event.by, "what": event.what })
}
