//! The parameters of free times and of lists of meetings. Unknown ones are refused.

use axum::http::Uri;
use jiff::tz::TimeZone;

use super::{super::query::of_file, Met};
use crate::{
    domain::{
        api_error::{ApiError, FieldErrors},
        locale::Language,
        meeting::MeetingStatus,
        page::PageSize,
        schedule::week::Week,
        time::Timestamp,
    },
    service::{ports::MeetingFilter, schedule::SlotQuery},
};

/// What is wrong with a parameter.
type Wrong = &'static str;

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
            "limit" => asked.size = value.parse().ok().and_then(PageSize::new).ok_or("1 to 100")?,
            "cursor" => asked.cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
            _ => return of_list(&mut asked.filter, name, value),
        }
        Ok(true)
    })?;
    Ok(asked)
}

/// `GET /saba/meetings/export.…`: the same list, or one of the dashboard's (`list`, `week`), all of it. The second value is
/// `bom`.
pub fn export_in(uri: &Uri, now: Timestamp, zone: &TimeZone, is_csv: bool) -> Result<(MeetingFilter, bool), ApiError> {
    let (mut filter, mut shown, mut has_mark) = (MeetingFilter::default(), None, false);
    let mut others: Vec<String> = vec![];
    read(uri, |name, value| {
        match name {
            "list" | "week" if shown.is_some() => return Err("either list or week"),
            "list" => shown = Some(dashboard_list(value, now).ok_or("coming, past or cancelled")?),
            "week" => shown = Some(week_of(value, zone).ok_or("a day such as 2026-11-23")?),
            _ if of_file(&mut has_mark, is_csv, name, value)? => {}
            _ if of_list(&mut filter, name, value)? => others.push(name.to_owned()),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    match shown {
        None => Ok((filter, has_mark)),
        Some(shown) if others.is_empty() => Ok((shown, has_mark)),
        Some(_) => {
            let wrong = others.into_iter().map(|name| (name, "not beside list or week".to_owned()));
            Err(ApiError::fields(wrong.collect::<FieldErrors>()))
        }
    }
}

/// Which meetings, and in which order; false for a parameter that says neither.
fn of_list(filter: &mut MeetingFilter, name: &str, value: &str) -> Result<bool, Wrong> {
    match name {
        "from" => filter.from = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
        "to" => filter.to = Some(value.parse::<Timestamp>().map_err(|_| A_TIME)?),
        "status" => filter.statuses = vec![status(value).ok_or("pending, confirmed or cancelled")?],
        "lead_id" => filter.leads = vec![value.parse().map_err(|_| "the id of a lead, led_…")?],
        "conversation_id" => filter.conversation = Some(value.parse().map_err(|_| "the id of a conversation, cnv_…")?),
        "sort" => {
            filter.latest_first = match value {
                "start" => false,
                "-start" => true,
                _ => return Err("start, or -start for the latest first"),
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A list of the dashboard.
fn dashboard_list(name: &str, now: Timestamp) -> Option<MeetingFilter> {
    match name {
        "coming" => Some(MeetingFilter::coming(now)),
        "past" => Some(MeetingFilter::past(now)),
        "cancelled" => Some(MeetingFilter::cancelled()),
        _ => None,
    }
}

/// The week of a day, as the dashboard draws it.
fn week_of(day: &str, zone: &TimeZone) -> Option<MeetingFilter> {
    let span = Week::parse(day)?.span(zone)?;
    Some(MeetingFilter { from: Some(span.start()), to: Some(span.end()), ..MeetingFilter::default() })
}

/// Of a list without parameters.
pub fn none(uri: &Uri) -> Result<(), ApiError> {
    read(uri, |_, _| Ok(false))
}

/// A zone that this machine knows.
pub(super) fn zone(name: &str) -> Option<String> {
    TimeZone::get(name).is_ok().then(|| name.to_owned())
}

/// Holds are nobody's meetings.
fn status(name: &str) -> Option<MeetingStatus> {
    MeetingStatus::parse(name).filter(|status| status.is_booked() || *status == MeetingStatus::Cancelled)
}

/// `take`: false for a parameter it does not know.
fn read(uri: &Uri, mut take: impl FnMut(&str, &str) -> Result<bool, Wrong>) -> Result<(), ApiError> {
    let (mut seen, mut wrong) = (Vec::new(), FieldErrors::new());
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let problem = match take(&name, &value) {
            _ if seen.contains(&name) => "given twice",
            Ok(true) => {
                seen.push(name);
                continue;
            }
            Ok(false) => "not a parameter of this request",
            Err(problem) => problem,
        };
        wrong.insert(name.into_owned(), problem.to_owned());
    }
    if wrong.is_empty() { Ok(()) } else { Err(ApiError::fields(wrong)) }
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
    #[test]
    fn a_file_is_of_a_list_of_the_dashboard_or_of_what_is_asked_for() {
        let now: Timestamp = "2026-11-26T15:00:00Z".parse().expect("a time");
        let zone = TimeZone::get("Asia/Karachi").expect("a zone");
        let read = |query: &str| export_in(&uri(query), now, &zone, true);
        assert_eq!(read("list=past&bom=true&progress=x").expect("a list"), (MeetingFilter::past(now), true));
        assert_eq!(read("list=coming").expect("a list").0, MeetingFilter::coming(now));
        let week = read("week=2026-11-26").expect("a week").0;
        let ends = [week.from, week.to].map(|end| end.expect("a time").to_string());
        assert_eq!(ends, ["2026-11-22T19:00:00Z", "2026-11-29T19:00:00Z"]);
        let own = read("status=pending&sort=-start").expect("a list").0;
        assert_eq!((own.statuses.as_slice(), own.latest_first), (&[MeetingStatus::Pending][..], true));
        for (query, field) in [
            ("list=all", "list"),
            ("week=soon", "week"),
            ("list=past&week=2026-11-26", "week"),
            ("list=past&status=pending", "status"),
            ("week=2026-11-26&from=2026-11-26T15:00:00Z", "from"),
            ("limit=1", "limit"),
            ("cursor=x", "cursor"),
        ] {
            let wrong = read(query).expect_err("a mistake");
            assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), [field], "{query}");
        }
    }
}
