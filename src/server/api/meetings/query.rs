//! The parameters of free times and of lists of meetings. Unknown ones are refused.

use axum::http::Uri;
use jiff::tz::TimeZone;

use super::Met;
pub use crate::server::api::query::none;
use crate::{
    domain::{api_error::ApiError, locale::Language, meeting::MeetingStatus, page::PageSize, time::Timestamp},
    server::api::query::{Wrong, read},
    service::{ports::MeetingFilter, schedule::SlotQuery},
};

pub(super) const A_TIME: Wrong = "a time such as 2026-11-30T15:00:00Z";
pub(super) const A_ZONE: Wrong = "a time zone such as Europe/Lisbon";
pub(super) const FOR_HOSTS: Wrong = "only with an API key, or signed in";
pub(super) const MINUTES: Wrong = "a number of minutes";

/// A list that somebody asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub filter: MeetingFilter,
    pub size: PageSize,
    pub cursor: Option<String>,
}

/// `GET /saba/slots`.
pub fn slots_in(uri: &Uri, met: &Met, language: Language) -> Result<SlotQuery, ApiError> {
    let mut asked = SlotQuery { language, ..SlotQuery::default() };
    read(uri, |name, value| {
        match name {
            "from" => asked.from = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "to" => asked.to = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "time_zone" => asked.zone = Some(zone(value).ok_or(A_ZONE)?),
            "duration_minutes" if met.talk.is_some() => return Err(FOR_HOSTS),
            "duration_minutes" => asked.minutes = Some(value.parse().map_err(|_| MINUTES)?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    if asked.zone.is_none() {
        asked.zone = met.talk.as_ref().and_then(|talk| talk.time_zone.clone());
    }
    Ok(asked)
}

/// `GET /saba/meetings`.
pub fn list_in(uri: &Uri) -> Result<Asked, ApiError> {
    let mut asked = Asked::default();
    read(uri, |name, value| {
        match name {
            "from" => asked.filter.from = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "to" => asked.filter.to = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
            "status" => asked.filter.statuses = vec![status(value).ok_or("pending, confirmed or cancelled")?],
            "lead_id" => asked.filter.leads = vec![value.parse().map_err(|_| "the id of a lead, led_…")?],
            "conversation_id" => asked.filter.conversation = Some(value.parse().map_err(|_| "the id of a conversation, cnv_…")?),
            "sort" => {
                asked.filter.latest_first = match value {
                    "start" => false,
                    "-start" => true,
                    _ => return Err("start, or -start for the latest first"),
                }
            }
            "limit" => asked.size = value.parse().ok().and_then(PageSize::new).ok_or("1 to 100")?,
            "cursor" => asked.cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(asked)
}

/// A zone that this machine knows.
pub(super) fn zone(name: &str) -> Option<String> {
    TimeZone::get(name).is_ok().then(|| name.to_owned())
}

/// Holds are nobody's meetings.
fn status(name: &str) -> Option<MeetingStatus> {
    MeetingStatus::parse(name).filter(|status| status.is_booked() || *status == MeetingStatus::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(query: &str) -> Uri {
        format!("/saba/meetings?{query}").parse().expect("an address")
    }

    #[test]
    fn a_list_is_what_was_asked_for() {
        let asked = list_in(&uri("status=pending&from=2026-11-30T15:00:00Z&sort=-start&limit=7&cursor=x")).expect("a list");
        assert_eq!((asked.filter.statuses.as_slice(), asked.filter.latest_first), (&[MeetingStatus::Pending][..], true));
        assert_eq!((asked.size.get(), asked.cursor.as_deref()), (7, Some("x")));
        assert_eq!(list_in(&uri("")).expect("all"), Asked::default());
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let wrong = list_in(&uri("status=held&from=today&limit=0&sort=x&lead_id=1&conversation_id=2&q=a")).expect_err("mistakes");
        assert_eq!(
            wrong.fields.keys().map(String::as_str).collect::<Vec<_>>(),
            ["conversation_id", "from", "lead_id", "limit", "q", "sort", "status"]
        );
        let twice = list_in(&uri("limit=1&limit=2")).expect_err("a mistake");
        assert_eq!(twice.fields["limit"], "given twice");
        assert!(none(&uri("limit=1")).is_err() && none(&uri("")).is_ok());
    }
}
