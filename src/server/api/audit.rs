//! `/audit`: who did what, when and from where; for owners who are signed in. There is no call that deletes from it.

use axum::{Router, extract::State, http::Uri, middleware::from_fn_with_state, routing::get};
use serde_json::{Value, json};

use super::query::{A_LIMIT, A_TIME, read};
use crate::{
    domain::{
        api_error::ApiError,
        page::PageSize,
        time::{Timestamp, rfc3339},
    },
    server::{auth::keeper::SignedIn, limits, problem::Answer, state::AppState},
    service::ports::{AuditEntry, AuditFilter},
};

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new().route("/audit", get(list)).layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

async fn list(State(state): State<AppState>, SignedIn(owner): SignedIn, uri: Uri) -> Result<Answer, ApiError> {
    let (filter, size, cursor) = asked_in(&uri)?;
    let page = state.audit_reader.list(&owner, &filter, size, cursor.as_deref()).await?;
    let items: Vec<Value> = page.items.iter().map(line).collect();
    Answer::new(json!({ "items": items, "next_cursor": page.next_cursor }), "The audit log, the latest line first.")
}

type Asked = (AuditFilter, PageSize, Option<String>);

fn asked_in(uri: &Uri) -> Result<Asked, ApiError> {
    let (mut filter, mut size, mut cursor) = (AuditFilter::default(), PageSize::default(), None);
    read(uri, |name, value| {
        let text = || Some(value.trim().to_owned()).filter(|text| !text.is_empty());
        match name {
            "actor" => filter.actor = text(),
            "action" => filter.action = text(),
            "q" => filter.q = text(),
            "from" => filter.from = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "to" => filter.to = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "limit" => size = value.parse().ok().and_then(PageSize::new).ok_or(A_LIMIT)?,
            "cursor" => cursor = text(),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok((filter, size, cursor))
}

fn line(entry: &AuditEntry) -> Value {
    json!({
        "id": entry.id,
        "at": rfc3339(entry.at),
        "actor": entry.actor,
        "action": entry.action,
        "target": entry.target,
        "address": entry.address,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(query: &str) -> Uri {
        format!("/audit?{query}").parse().expect("an address")
    }

    #[test]
    fn lines_are_asked_for_by_who_what_and_when() {
        let (filter, size, cursor) =
            asked_in(&uri("actor=adm_1&action=leads&q=+csv+&to=2026-11-22T00:00:00Z&limit=9&cursor=")).expect("a list");
        assert_eq!((filter.actor.as_deref(), filter.action.as_deref(), filter.q.as_deref()), (Some("adm_1"), Some("leads"), Some("csv")));
        assert_eq!((filter.from, filter.to.is_some(), size.get(), cursor), (None, true, 9, None));
        let wrong = asked_in(&uri("from=x&limit=101&who=me")).expect_err("mistakes");
        assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), ["from", "limit", "who"]);
    }
}
