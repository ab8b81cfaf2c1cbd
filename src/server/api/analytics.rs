//! `/analytics/summary`: the figures of some days, as the Overview shows them.

use axum::{Router, extract::State, http::Uri, middleware::from_fn_with_state, routing::get};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::query::{day, read};
use crate::{
    domain::{
        analytics::{
            figures::Figure,
            measure::Counts,
            overview::{Overview, Point},
            range::{Range, RangeError},
        },
        api_error::ApiError,
    },
    server::{auth::keeper::ReportKeeper, limits, problem::Answer, state::AppState},
};

pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new().route("/analytics/summary", get(summary)).layer(from_fn_with_state(state.clone(), limits::charge_strangers))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Interval {
    Hour,
    Day,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    from: Option<Date>,
    to: Option<Date>,
    interval: Option<Interval>,
}

async fn summary(State(state): State<AppState>, ReportKeeper(keeper): ReportKeeper, uri: Uri) -> Result<Answer, ApiError> {
    let asked = asked_in(&uri)?;
    let (range, interval) = asked.range(state.analytics.today(&keeper).await?)?;
    let overview = state.analytics.overview(&keeper, range).await?;
    Answer::new(shape(&overview, interval), "Figures.")
}

fn asked_in(uri: &Uri) -> Result<Asked, ApiError> {
    let mut asked = Asked::default();
    read(uri, |name, value| {
        match name {
            "from" => asked.from = Some(day(value)?),
            "to" => asked.to = Some(day(value)?),
            "interval" => {
                asked.interval = Some(match value {
                    "hour" => Interval::Hour,
                    "day" => Interval::Day,
                    _ => return Err("hour or day"),
                });
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(asked)
}

impl Asked {
    /// Until today unless said, and one day unless said; by the hour where it is one.
    fn range(&self, today: Date) -> Result<(Range, Interval), ApiError> {
        let to = self.to.unwrap_or_else(|| self.from.map_or(today, |from| from.max(today)));
        let from = self.from.unwrap_or(to);
        let range = Range::new(from, to).map_err(|error| {
            let field = if error == RangeError::Backwards { "to" } else { "from" };
            ApiError::field(field, error.to_string())
        })?;
        match (self.interval, range.is_one_day()) {
            (Some(Interval::Hour), false) => Err(ApiError::field("interval", "hours are told of one day")),
            (Some(interval), _) => Ok((range, interval)),
            (None, true) => Ok((range, Interval::Hour)),
            (None, false) => Ok((range, Interval::Day)),
        }
    }
}

fn shape(overview: &Overview, interval: Interval) -> Value {
    let range = overview.range;
    let figures: Map<String, Value> =
        overview.figures.iter().map(|figure| (figure.measure.as_str().to_owned(), compared(figure))).collect();
    let whole_day = || {
        let counts = overview.series.iter().map(|point| &point.counts).sum();
        vec![Point { date: range.from(), hour: None, counts }]
    };
    let points = if interval == Interval::Day && range.is_one_day() { whole_day() } else { overview.series.clone() };
    json!({
        "from": range.from(),
        "to": range.to(),
        "interval": if interval == Interval::Hour { "hour" } else { "day" },
        "figures": figures,
        "series": points.iter().map(point).collect::<Vec<Value>>(),
        "funnel": overview.funnel,
        "reply_times_ms": overview.reply_times,
        "model_errors": compared(&overview.model_errors),
        "fallbacks": compared(&overview.fallbacks),
        "unanswered": compared(&overview.unanswered),
        "tokens": overview.tokens,
        "cost_millionths": overview.cost,
        "cost_is_partial": overview.cost_is_partial,
    })
}

fn compared(figure: &Figure) -> Value {
    json!({ "now": figure.now, "before": figure.before })
}

/// What is counted by none is left out.
fn point(point: &Point) -> Value {
    let counts: &Counts = &point.counts;
    json!({ "date": point.date, "hour": point.hour, "counts": counts })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = Date::constant(2026, 11, 22);

    fn asked(query: &str) -> Result<(Range, Interval), Vec<String>> {
        let uri: Uri = format!("/analytics/summary?{query}").parse().expect("an address");
        let asked = asked_in(&uri).and_then(|asked| asked.range(TODAY));
        asked.map_err(|error| error.fields.into_keys().collect())
    }

    #[test]
    fn without_days_it_is_today_by_the_hour() {
        let days = |from, to| Range::new(from, to).expect("a range");
        assert_eq!(asked(""), Ok((Range::day(TODAY), Interval::Hour)));
        assert_eq!(asked("interval=day"), Ok((Range::day(TODAY), Interval::Day)));
        assert_eq!(asked("from=2026-11-01"), Ok((days(date(2026, 11, 1), TODAY), Interval::Day)));
        assert_eq!(asked("to=2026-11-01"), Ok((Range::day(date(2026, 11, 1)), Interval::Hour)));
        assert_eq!(asked("from=2026-12-01"), Ok((Range::day(date(2026, 12, 1)), Interval::Hour)), "nothing yet");
        for (query, fields) in [
            ("from=2026-11-02&to=2026-11-01", vec!["to"]),
            ("from=1990-11-02", vec!["from"]),
            ("from=2026-11-01&interval=hour", vec!["interval"]),
            ("from=now&to=2026-11-31&interval=week&by=page", vec!["by", "from", "interval", "to"]),
        ] {
            assert_eq!(asked(query), Err(fields.into_iter().map(str::to_owned).collect()), "{query}");
        }
    }
}
