//! Which conversations of the log somebody asks for.

use axum::http::Uri;

use super::parameters::{A_LIMIT, A_TIME, read};
use crate::{
    domain::{
        api_error::{ApiError, FieldErrors},
        conversation::Channel,
        ids::ConversationId,
        page::PageSize,
        time::Timestamp,
    },
    service::ports::LogFilter,
};

#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// With all that was said in it.
    One(ConversationId),
    List {
        filter: LogFilter,
        size: PageSize,
        cursor: Option<String>,
    },
}

/// `GET /logs`.
pub fn asked_in(uri: &Uri) -> Result<Asked, ApiError> {
    let (mut filter, mut size, mut cursor, mut one) = (LogFilter::default(), PageSize::default(), None, None);
    let mut others: Vec<String> = vec![];
    read(uri, |name, value| {
        match name {
            "conversation_id" => one = Some(value.parse::<ConversationId>().map_err(|_| "the id of a conversation, cnv_…")?),
            "from" => filter.from = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "to" => filter.to = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "channel" => filter.channel = Some(channel(value).ok_or("website, whatsapp, api or manual")?),
            "page" => filter.page = Some(value.to_owned()).filter(|page| !page.is_empty()),
            "q" => filter.q = Some(value.trim().to_owned()).filter(|q| !q.is_empty()),
            "limit" => size = value.parse().ok().and_then(PageSize::new).ok_or(A_LIMIT)?,
            "cursor" => cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
            _ => return Ok(false),
        }
        if name != "conversation_id" {
            others.push(name.to_owned());
        }
        Ok(true)
    })?;
    match one {
        None => Ok(Asked::List { filter, size, cursor }),
        Some(id) if others.is_empty() => Ok(Asked::One(id)),
        Some(_) => {
            let wrong = others.into_iter().map(|name| (name, "not beside conversation_id".to_owned()));
            Err(ApiError::fields(wrong.collect::<FieldErrors>()))
        }
    }
}

fn channel(name: &str) -> Option<Channel> {
    match name {
        "website" => Some(Channel::Website),
        "whatsapp" | "whats_app" => Some(Channel::WhatsApp),
        "api" => Some(Channel::Api),
        "manual" => Some(Channel::Manual),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str) -> Result<Asked, Vec<String>> {
        let uri: Uri = format!("/logs?{query}").parse().expect("an address");
        asked_in(&uri).map_err(|error| error.fields.into_keys().collect())
    }

    #[test]
    fn a_list_or_one_and_never_both() {
        let Ok(Asked::List { filter, size, cursor }) = asked("q=+oven+&from=2026-11-22T00:00:00Z&channel=whatsapp&limit=7&cursor=x") else {
            panic!("no list")
        };
        assert_eq!(
            (filter.q.as_deref(), filter.channel, size.get(), cursor.as_deref()),
            (Some("oven"), Some(Channel::WhatsApp), 7, Some("x"))
        );
        let id = "cnv_00000000000000000000000000000001";
        assert_eq!(asked(&format!("conversation_id={id}")), Ok(Asked::One(id.parse().expect("an id"))));
        assert_eq!(asked(&format!("conversation_id={id}&q=x&limit=3")), Err(vec!["limit".into(), "q".into()]));
        assert_eq!(
            asked("conversation_id=1&from=x&to=&channel=fax&limit=0&sort=id").expect_err("mistakes"),
            ["channel", "conversation_id", "from", "limit", "sort", "to"]
        );
    }
}
