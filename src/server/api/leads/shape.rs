//! A lead and a line of its timeline as integrators read them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::{
    capture::Field,
    custom::{CustomValue, Evidence},
    lead::{
        Lead,
        line::{Line, Said},
        timeline::LeadEvent,
    },
    time::rfc3339,
};

/// The lead of the contract.
pub fn lead(lead: &Lead) -> Value {
    let custom: BTreeMap<&str, &str> = lead.custom.iter().map(|(key, value)| (key, value.text.as_str())).collect();
    let of_fields = lead
        .facts
        .iter()
        .map(|fact| json!({ "field": fact.field, "value": fact.value, "quote": fact.quote, "message_id": fact.message_id, "at": rfc3339(fact.at) }));
    let evidence: Vec<Value> = of_fields.chain(lead.custom.iter().filter_map(|(key, value)| own_evidence(key, value))).collect();
    let page = &lead.source.page;
    let mut shape = json!({
        "id": lead.id,
        "notes": lead.notes,
        "custom": custom,
        "status": lead.status,
        "follow_up_at": lead.follow_up_at.map(rfc3339),
        "assignee": lead.assignee,
        "score": lead.score.value,
        "score_reasons": lead.score.reasons,
        "source": { "channel": lead.source.channel.api_name(), "page_url": page.url, "referrer": page.referrer, "utm": page.utm },
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

/// The words behind a value of one of the business's own fields, where there are any.
fn own_evidence(key: &str, value: &CustomValue) -> Option<Value> {
    let Evidence { quote, message_id, at } = value.evidence.as_ref()?;
    let field = format!("custom.{key}");
    Some(json!({ "field": field, "value": value.text, "quote": quote, "message_id": message_id, "at": rfc3339(*at) }))
}

/// One line: when, who, and what with its details.
pub fn line(line: &Line) -> Value {
    match line {
        Line::Event(LeadEvent { id, at, by, what }) => json!({ "id": id, "at": rfc3339(*at), "by": by, "what": what }),
        Line::Said(Said { id, conversation_id, author, at, text }) => {
            let what = json!({ "type": "message", "conversation_id": conversation_id, "text": text });
            json!({ "id": id, "at": rfc3339(*at), "by": { "type": author }, "what": what })
        }
    }
}
