//! The parameters of lists. Unknown ones are refused: a filter that is misspelled must not show everything.

use axum::http::Uri;
use jiff::tz::TimeZone;

use super::super::query::of_file;
use crate::domain::{
    api_error::{ApiError, FieldErrors},
    conversation::Channel,
    lead::{
        LeadStatus,
        due::Due,
        line::LineId,
        query::{Assigned, LeadFilter, Sort, SortKey},
    },
    page::PageSize,
    time::Timestamp,
};

/// A list that somebody asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub filter: LeadFilter,
    pub sort: Sort,
    pub size: PageSize,
    pub cursor: Option<String>,
    /// In the form of the original service, too.
    pub is_legacy: bool,
}

impl Asked {
    /// How many there are is known without counting. (Only some leads are in the order of follow-ups.)
    pub fn is_counted(&self) -> bool {
        self.filter.is_counted() && self.sort.key != SortKey::FollowUpAt
    }
}

/// What is wrong with a parameter.
type Wrong = &'static str;

const A_TIME: Wrong = "a time such as 2026-11-30T15:00:00Z";

/// `GET /leads`.
pub fn list_in(uri: &Uri) -> Result<Asked, ApiError> {
    let asked = read(uri, |asked, name, value| {
        if name == "format" {
            asked.is_legacy = (value == "legacy").then_some(true).ok_or("legacy")?;
            return Ok(true);
        }
        Ok(of_page(asked, name, value)? || of_list(asked, name, value)?)
    })?;
    Ok(Asked { filter: asked.filter.by_index(), ..asked })
}

/// `GET /leads/followups`: `due=overdue|today|week|all`, by the calendar of the business.
pub fn due_in(uri: &Uri, now: Timestamp, zone: &TimeZone) -> Result<Asked, ApiError> {
    let asked = read(uri, |asked, name, value| Ok(of_due(asked, name, value, now, zone)? || of_page(asked, name, value)?))?;
    Ok(soonest_first(asked))
}

/// `before` of `GET /leads/{id}`: a line of the timeline, for those before it.
pub fn before_in(uri: &Uri) -> Result<Option<LineId>, ApiError> {
    let (mut before, mut wrong) = (None, FieldErrors::new());
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let problem = match (&*name, value.parse::<LineId>()) {
            ("before", _) if before.is_some() => "given twice",
            ("before", Ok(id)) => {
                before = Some(id);
                continue;
            }
            ("before", Err(_)) => "an id of the form evt_… or msg_…",
            _ => "not a parameter of this request",
        };
        wrong.insert(name.into_owned(), problem.into());
    }
    if wrong.is_empty() { Ok(before) } else { Err(ApiError::fields(wrong)) }
}

/// `GET /leads/export.…`: the list and, of it, what is `due`; all of it, so without pages. The second value is `bom`.
pub fn export_in(uri: &Uri, now: Timestamp, zone: &TimeZone, is_csv: bool) -> Result<(Asked, bool), ApiError> {
    let mut has_mark = false;
    let asked = read(uri, |asked, name, value| {
        let is_of_file = of_file(&mut has_mark, is_csv, name, value)?;
        Ok(is_of_file || of_due(asked, name, value, now, zone)? || of_list(asked, name, value)?)
    })?;
    Ok((asked, has_mark))
}

/// `GET /leads/followups/export.…`: the same of follow-ups, which have their own order.
pub fn due_export_in(uri: &Uri, now: Timestamp, zone: &TimeZone, is_csv: bool) -> Result<(Asked, bool), ApiError> {
    let mut has_mark = false;
    let asked = read(uri, |asked, name, value| {
        let is_of_file = of_file(&mut has_mark, is_csv, name, value)?;
        Ok(is_of_file || of_due(asked, name, value, now, zone)? || name != "sort" && of_list(asked, name, value)?)
    })?;
    Ok((soonest_first(asked), has_mark))
}

/// Until when they are due; false for a parameter that says something else.
fn of_due(asked: &mut Asked, name: &str, value: &str, now: Timestamp, zone: &TimeZone) -> Result<bool, Wrong> {
    if name == "due" {
        asked.filter.follow_up = Some((None, due_until(value, now, zone)?));
    }
    Ok(name == "due")
}

/// Those that have a follow-up.
fn soonest_first(mut asked: Asked) -> Asked {
    asked.filter.follow_up.get_or_insert((None, Timestamp::MAX));
    asked.sort = Sort { key: SortKey::FollowUpAt, descending: false };
    asked
}

/// Which leads, and in which order; false for a parameter that says neither.
fn of_list(asked: &mut Asked, name: &str, value: &str) -> Result<bool, Wrong> {
    match name {
        "status" => {
            asked.filter.status = Some(LeadStatus::parse(value).ok_or("new, contacted, qualified, meeting_scheduled, won or lost")?)
        }
        "channel" => asked.filter.channel = Some(Channel::named(value).ok_or("website, whatsapp, api or manual")?),
        "assignee" => asked.filter.assignee = Some(Assigned::parse(value).ok_or("the id of somebody of the team, adm_…, or none")?),
        "q" => asked.filter.q = Some(value.trim().to_owned()).filter(|q| !q.is_empty()),
        "has_meeting" => asked.filter.has_meeting = Some(value.parse().map_err(|_| "true or false")?),
        "from" => asked.filter.from = Some(value.parse().map_err(|_| A_TIME)?),
        "to" => asked.filter.to = Some(value.parse().map_err(|_| A_TIME)?),
        "sort" => {
            asked.sort = Sort::parse(value).ok_or("created_at, updated_at, name, score or follow_up_at, with - before it for descending")?
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Which part of the list; false for a parameter that says something else.
fn of_page(asked: &mut Asked, name: &str, value: &str) -> Result<bool, Wrong> {
    match name {
        "limit" => asked.size = value.parse().ok().and_then(PageSize::new).ok_or("1 to 100")?,
        "cursor" => asked.cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Until when a follow-up must be to be due.
fn due_until(due: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Wrong> {
    if due == "all" {
        return Ok(Timestamp::MAX);
    }
    let due = Due::parse(due).ok_or("overdue, today, week or all")?;
    let midnight = due.day_after(now.to_zoned(zone.clone()).date()).and_then(|day| day.to_zoned(zone.clone()).ok());
    Ok(midnight.map_or(now, |midnight| midnight.timestamp()))
}

/// `take`: false for a parameter it does not know.
fn read(uri: &Uri, mut take: impl FnMut(&mut Asked, &str, &str) -> Result<bool, Wrong>) -> Result<Asked, ApiError> {
    let (mut asked, mut wrong, mut seen) = (Asked::default(), FieldErrors::new(), vec![]);
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        let outcome = match name.as_ref() {
            _ if seen.contains(&name) => Err("given twice"),
            _ => take(&mut asked, &name, &value),
        };
        match outcome {
            Ok(true) => {}
            Ok(false) => drop(wrong.insert(name.clone().into_owned(), "not a parameter of this list".into())),
            Err(problem) => drop(wrong.insert(name.clone().into_owned(), problem.into())),
        }
        seen.push(name);
    }
    if wrong.is_empty() { Ok(asked) } else { Err(ApiError::fields(wrong)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(query: &str) -> Uri {
        format!("/leads?{query}").parse().expect("an address")
    }

    #[test]
    fn a_list_is_read_and_every_mistake_is_named() {
        let asked = list_in(&uri("status=won&q=+ana+&sort=-score&limit=100&channel=whatsapp")).expect("a list");
        assert_eq!((asked.filter.status, asked.filter.q.as_deref(), asked.size.get()), (Some(LeadStatus::Won), Some("ana"), 100));
        assert_eq!(asked.sort.to_string(), "-score");
        let counted = |query: &str| list_in(&uri(query)).expect("a list").is_counted();
        assert!(counted("status=won&sort=name") && counted("has_meeting=true"));
        assert!(!counted("sort=follow_up_at") && !counted("has_meeting=false") && !counted("channel=manual"));
        assert!(list_in(&uri("has_meeting=perhaps")).is_err());
        let wrong = list_in(&uri("status=hot&limit=101&sort=id&from=x&stauts=won&q=a&q=b")).expect_err("mistakes");
        assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), ["from", "limit", "q", "sort", "status", "stauts"]);
        for limit in ["0", "-1", "1e9", "NaN", ""] {
            assert!(list_in(&uri(&format!("limit={limit}"))).is_err(), "{limit}");
        }
    }

    #[test]
    fn a_file_has_the_filters_of_the_list_and_no_pages() {
        let now: Timestamp = "2026-11-26T15:00:00Z".parse().expect("a time");
        let read = |query: &str, is_csv| export_in(&uri(query), now, &TimeZone::UTC, is_csv);
        let (asked, has_mark) = read("status=won&q=ana&sort=name&due=overdue&bom=true", true).expect("a list");
        assert_eq!((asked.filter.status, asked.filter.q.as_deref(), has_mark), (Some(LeadStatus::Won), Some("ana"), true));
        assert_eq!((asked.filter.follow_up, asked.sort.to_string().as_str()), (Some((None, now)), "name"));
        assert!(!read("bom=false", true).expect("a list").1);
        for (query, is_csv, field) in [
            ("limit=10", true, "limit"),
            ("cursor=x", true, "cursor"),
            ("format=legacy", true, "format"),
            ("bom=yes", true, "bom"),
            ("bom=true", false, "bom"),
            ("due=x", false, "due"),
        ] {
            let wrong = read(query, is_csv).expect_err("a mistake");
            assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), [field], "{query}");
        }
    }

    #[test]
    fn a_timeline_is_read_on_before_a_line() {
        let id = "evt_00000000000000000000000000000001";
        for id in [id, "msg_00000000000000000000000000000001"] {
            assert_eq!(before_in(&uri(&format!("before={id}"))).expect("an id"), Some(id.parse().expect("an id")));
        }
        assert_eq!(before_in(&uri("")), Ok(None));
        for (query, field) in
            [("before=1".to_owned(), "before"), (format!("before={id}&before={id}"), "before"), ("limit=5".into(), "limit")]
        {
            let wrong = before_in(&uri(&query)).expect_err("a mistake");
            assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), [field], "{query}");
        }
    }

    #[test]
    fn a_file_of_follow_ups_has_their_order_and_the_filters_of_the_list() {
        let now: Timestamp = "2026-11-26T15:00:00Z".parse().expect("a time");
        let read = |query: &str| due_export_in(&uri(query), now, &TimeZone::UTC, true);
        let (asked, has_mark) = read("status=won&due=overdue&bom=true&progress=x").expect("a list");
        assert_eq!((asked.filter.status, asked.filter.follow_up, has_mark), (Some(LeadStatus::Won), Some((None, now)), true));
        assert_eq!(asked.sort.to_string(), "follow_up_at");
        assert_eq!(read("").expect("all").0.filter.follow_up, Some((None, Timestamp::MAX)));
        for (query, field) in [("sort=name", "sort"), ("due=soon", "due"), ("limit=1", "limit"), ("status=hot", "status")] {
            let wrong = read(query).expect_err("a mistake");
            assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), [field], "{query}");
        }
    }

    #[test]
    fn today_ends_at_midnight_of_the_business() {
        let zone = TimeZone::get("Asia/Karachi").expect("a zone");
        // Thursday, 20:00 in Karachi.
        let now: Timestamp = "2026-11-26T15:00:00Z".parse().expect("a time");
        let until =
            |due: &str| due_in(&uri(&format!("due={due}")), now, &zone).expect("a list").filter.follow_up.expect("a span").1.to_string();
        assert_eq!(until("overdue"), "2026-11-26T15:00:00Z");
        assert_eq!(until("today"), "2026-11-26T19:00:00Z");
        assert_eq!(until("week"), "2026-11-29T19:00:00Z");
        assert!(due_in(&uri("due=soon"), now, &zone).is_err());
    }
}
