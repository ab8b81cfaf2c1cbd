//! Which conversations of the log somebody asks for.

use axum::http::Uri;
use jiff::civil::Date;

use super::parameters::{A_LIMIT, Wrong, day, of_file, read};
use crate::{
    domain::{
        analytics::calendar::Calendar,
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

/// `GET /logs`. Days are those of the business.
pub fn asked_in(uri: &Uri, calendar: &Calendar) -> Result<Asked, ApiError> {
    let (mut filter, mut size, mut cursor, mut one) = (LogFilter::default(), PageSize::default(), None, None);
    let mut others: Vec<String> = vec![];
    read(uri, |name, value| {
        let is_known = match name {
            "conversation_id" => {
                one = Some(value.parse::<ConversationId>().map_err(|_| "the id of a conversation, cnv_…")?);
                return Ok(true);
            }
            "limit" => {
                size = value.parse().ok().and_then(PageSize::new).ok_or(A_LIMIT)?;
                true
            }
            "cursor" => {
                cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty());
                true
            }
            _ => of_list(&mut filter, name, value, calendar)?,
        };
        if is_known {
            others.push(name.to_owned());
        }
        Ok(is_known)
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

/// `GET /logs/export.…`: the same list, all of it. The second value is `bom`.
pub fn export_in(uri: &Uri, calendar: &Calendar, is_csv: bool) -> Result<(LogFilter, bool), ApiError> {
    let (mut filter, mut has_mark) = (LogFilter::default(), false);
    read(uri, |name, value| Ok(of_file(&mut has_mark, is_csv, name, value)? || of_list(&mut filter, name, value, calendar)?))?;
    Ok((filter, has_mark))
}

/// Which conversations; false for a parameter that says something else.
fn of_list(filter: &mut LogFilter, name: &str, value: &str, calendar: &Calendar) -> Result<bool, Wrong> {
    match name {
        "from" => filter.from = Some(moment(value, |day| calendar.start_of(day))?),
        "to" => filter.to = Some(moment(value, |day| calendar.span_of(day).1)?),
        "began" => filter.began = value.parse().map_err(|_| "true or false")?,
        "channel" => filter.channel = Some(Channel::named(value).ok_or("website, whatsapp, api or manual")?),
        "page" => filter.page = Some(value.to_owned()).filter(|page| !page.is_empty()),
        "q" => filter.q = Some(value.trim().to_owned()).filter(|q| !q.is_empty()),
        _ => return Ok(false),
    }
    Ok(true)
}

/// A time, or what a day stands for.
fn moment(value: &str, of_day: impl FnOnce(Date) -> Timestamp) -> Result<Timestamp, Wrong> {
    if let Ok(time) = value.parse() {
        return Ok(time);
    }
    day(value).map(of_day).map_err(|_| "a time such as 2026-11-30T15:00:00Z, or a day such as 2026-11-30")
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    fn uri(query: &str) -> Uri {
        format!("/logs?{query}").parse().expect("an address")
    }

    fn calendar() -> Calendar {
        Calendar::new(TimeZone::get("Asia/Karachi").expect("a zone"))
    }

    fn asked(query: &str) -> Result<Asked, Vec<String>> {
        asked_in(&uri(query), &calendar()).map_err(|error| error.fields.into_keys().collect())
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
    #[test]
    fn a_file_has_the_filters_of_the_list_and_days_are_those_of_the_business() {
        let read = |query: &str, is_csv| export_in(&uri(query), &calendar(), is_csv);
        let (filter, has_mark) =
            read("q=+oven&from=2026-11-22&to=2026-11-22&began=true&page=/prices&bom=true&progress=x", true).expect("a list");
        assert_eq!((filter.q.as_deref(), filter.page.as_deref(), filter.began, has_mark), (Some("oven"), Some("/prices"), true, true));
        let ends = [filter.from, filter.to].map(|end| end.expect("a time").to_string());
        assert_eq!(ends, ["2026-11-21T19:00:00Z", "2026-11-22T19:00:00Z"]);
        let id = "conversation_id=cnv_00000000000000000000000000000001";
        for (query, is_csv, field) in [
            ("limit=10", true, "limit"),
            ("cursor=x", true, "cursor"),
            (id, true, "conversation_id"),
            ("bom=true", false, "bom"),
            ("to=2026-02-30", true, "to"),
            ("began=then", true, "began"),
            ("status=open", true, "status"),
        ] {
            let wrong = read(query, is_csv).expect_err("a mistake");
            assert_eq!(wrong.fields.keys().collect::<Vec<_>>(), [field], "{query}");
        }
    }
}
