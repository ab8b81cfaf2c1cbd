//! Which days a report is wanted of.

use serde::Deserialize;

use super::query::day;
use crate::domain::{
    analytics::range::{Range, RangeError},
    api_error::{ApiError, FieldErrors},
    ids::ReportId,
};

/// `POST /leads/reports/generate`. Without days: today, where the business is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GenerateBody {
    date: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// The id under which it is followed and cancelled, of the caller's own choice.
    progress: Option<String>,
}

impl GenerateBody {
    /// The days, and the id to follow it by.
    pub fn check(self) -> Result<(Option<Range>, Option<ReportId>), ApiError> {
        let mut wrong = FieldErrors::new();
        let mut note = |field: &str, problem: &str| drop(wrong.insert(field.to_owned(), problem.to_owned()));
        let mut read = |field: &str, text: &Option<String>| {
            let read = text.as_deref().map(day).transpose();
            read.map_err(|problem| note(field, problem)).ok().flatten()
        };
        let (date, from, to) = (read("date", &self.date), read("from", &self.from), read("to", &self.to));
        let range = match (&self.date, &self.from, &self.to) {
            (Some(_), None, None) => date.map(Range::day),
            (None, Some(_), Some(_)) => match from.zip(to).map(|(from, to)| Range::new(from, to)).transpose() {
                Ok(range) => range,
                Err(error) => {
                    note(if error == RangeError::Backwards { "to" } else { "from" }, &error.to_string());
                    None
                }
            },
            (None, None, None) => None,
            (Some(_), _, _) => {
                note("date", "not beside `from` and `to`");
                None
            }
            (None, Some(_), None) => {
                note("to", "required beside `from`");
                None
            }
            (None, None, Some(_)) => {
                note("from", "required beside `to`");
                None
            }
        };
        let progress = self.progress.as_deref().map(str::parse::<ReportId>).transpose().unwrap_or_else(|_| {
            note("progress", "an id of the form rpt_…");
            None
        });
        if wrong.is_empty() { Ok((range, progress)) } else { Err(ApiError::fields(wrong)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(json: serde_json::Value) -> Result<(Option<Range>, Option<ReportId>), Vec<String>> {
        let body: GenerateBody = serde_json::from_value(json).expect("a body");
        body.check().map_err(|error| error.fields.into_keys().collect())
    }

    #[test]
    fn a_day_several_or_none() {
        use serde_json::json;
        assert_eq!(read(json!({})), Ok((None, None)));
        assert_eq!(read(json!({ "date": "2026-11-22" })), Ok((Some(Range::day(date(2026, 11, 22))), None)));
        let days = Range::new(date(2026, 11, 20), date(2026, 11, 22)).ok();
        let id = "rpt_00000000000000000000000000000001";
        assert_eq!(read(json!({ "from": "2026-11-20", "to": "2026-11-22", "progress": id })), Ok((days, id.parse().ok())));
        for (body, fields) in [
            (json!({ "date": "2026-11-22", "to": "2026-11-22" }), vec!["date"]),
            (json!({ "from": "2026-11-22" }), vec!["to"]),
            (json!({ "to": "2026-11-22" }), vec!["from"]),
            (json!({ "from": "2026-11-22", "to": "2026-11-21" }), vec!["to"]),
            (json!({ "from": "1990-01-01", "to": "2026-11-21" }), vec!["from"]),
            (json!({ "from": "yesterday", "to": "2026-11-31", "progress": "exp_1" }), vec!["from", "progress", "to"]),
            (json!({ "date": "" }), vec!["date"]),
        ] {
            assert_eq!(read(body.clone()), Err(fields.into_iter().map(str::to_owned).collect()), "{body}");
        }
    }
}
