//! Chats, leads and meetings over the days (or the hours of one day), as lines and as a table.

use jiff::civil::Date;
use leptos::prelude::*;

use super::words;
use crate::{
    domain::analytics::{
        calendar::{days_after, week_of},
        measure::{Counts, Measure},
        overview::Point as Counted,
        range::Range,
    },
    rpc::analytics::{OverviewView, Period},
    ui::{
        components::{
            chart::{Legend, LineChart, Lines, NumbersTable, Point, Series},
            icon::Glyph,
            notice::Empty,
        },
        pages::logs::log_address,
        wording,
    },
};

const DRAWN: [(Measure, &str, u8); 3] = [(Measure::Chats, "Chats", 1), (Measure::Leads, "Leads", 2), (Measure::Meetings, "Meetings", 3)];
/// More days than these are drawn week by week.
const MOST_DAYS: usize = 120;
/// Words below the axis, about.
const TICKS: usize = 6;

#[component]
pub fn SeriesCard(shown: RwSignal<OverviewView>, period: Period) -> impl IntoView {
    let lines = Memo::new(move |_| shown.with(lines));
    let lines: Signal<Lines> = lines.into();
    let is_empty = Memo::new(move |_| lines.with(Lines::is_flat));
    let unit = move || shown.with(|view| unit(&view.figures.series)).to_owned();
    view! {
        <section class="card overview__series" aria-labelledby="series-title">
            <div class="overview__cardhead">
                <h2 id="series-title">{words::period(period)}</h2>
                <Legend lines=lines/>
            </div>
            <Show when=move || !is_empty.get() fallback=|| view! {
                <Empty glyph=Glyph::Chat title="Nothing happened on these days" text="When somebody chats on your site, it shows here within a second.">
                    <a class="button" href="/admin/settings/widget">"Get the line to paste"</a>
                </Empty>
            }>
                <LineChart title="Chats, leads and meetings over time" lines=lines/>
                <NumbersTable caption="Chats, leads and meetings over time" first=Signal::derive(unit) lines=lines/>
            </Show>
        </section>
    }
}

/// What a point stands for.
fn unit(series: &[Counted]) -> &'static str {
    match series.first() {
        Some(point) if point.hour.is_some() => "Hour",
        _ if series.len() > MOST_DAYS => "Week",
        _ => "Day",
    }
}

/// Some days, or an hour, and what was counted in them.
struct Stretch {
    range: Range,
    hour: Option<u8>,
    counts: Counts,
}

fn stretches(series: &[Counted]) -> Vec<Stretch> {
    let one = |point: &Counted| Stretch { range: Range::day(point.date), hour: point.hour, counts: point.counts.clone() };
    if series.len() <= MOST_DAYS {
        return series.iter().map(one).collect();
    }
    let mut weeks: Vec<Stretch> = vec![];
    for point in series {
        match weeks.last_mut().filter(|week| week_of(week.range.from()) == week_of(point.date)) {
            Some(week) => {
                week.range = Range::new(week.range.from(), point.date).unwrap_or(week.range);
                week.counts.add_all(&point.counts);
            }
            None => weeks.push(one(point)),
        }
    }
    weeks
}

fn lines(view: &OverviewView) -> Lines {
    let all = stretches(&view.figures.series);
    let every = all.len().div_ceil(TICKS).max(1);
    let point = |(at, stretch): (usize, &Stretch)| {
        let name = name(stretch);
        let tick = if at % every == every / 2 { tick(stretch) } else { String::new() };
        Point { name, tick, address: log_address(stretch.range, None, None) }
    };
    let series = |(measure, name, tone)| Series { name, tone, values: all.iter().map(|stretch| stretch.counts.shown(measure)).collect() };
    let is_open = all.last().is_some_and(|last| is_now(last, view.today, view.hour));
    Lines { series: DRAWN.map(series).into(), points: all.iter().enumerate().map(point).collect(), is_open }
}

/// It is not over.
fn is_now(stretch: &Stretch, today: Date, hour: u8) -> bool {
    match stretch.hour {
        Some(begun) => stretch.range.to() == today && begun == hour,
        None if stretch.range.is_one_day() => stretch.range.to() == today,
        None => today < days_after(week_of(stretch.range.from()), 7),
    }
}

fn name(stretch: &Stretch) -> String {
    match stretch.hour {
        Some(hour) => format!("{hour:02}:00 to {:02}:00", u16::from(hour) + 1),
        None if stretch.range.is_one_day() => wording::weekday_and_day(stretch.range.from()),
        None => words::days(stretch.range),
    }
}

fn tick(stretch: &Stretch) -> String {
    match stretch.hour {
        Some(hour) => format!("{hour:02}:00"),
        None => wording::day_and_month(stretch.range.from()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::analytics::{heat::Hours, overview::overview};

    fn view(range: Range, days: &[(Date, i64)], today: Date) -> OverviewView {
        let days = days.iter().map(|(day, chats)| (*day, [(Measure::Chats, *chats)].into_iter().collect())).collect();
        let figures = overview(range, &days, &Hours::new(), (today, 14), (0, false));
        OverviewView { today, hour: 14, figures, yesterday_so_far: None }
    }

    #[test]
    fn each_day_is_a_point_that_leads_to_its_conversations() {
        let range = Range::new(date(2026, 11, 22), date(2026, 11, 24)).expect("a range");
        let drawn = lines(&view(range, &[(date(2026, 11, 23), 7)], date(2026, 11, 24)));
        assert_eq!(drawn.series[0].values, [0, 7, 0]);
        assert_eq!(
            (drawn.points[1].name.as_str(), drawn.points[1].address.as_str()),
            ("Mon 23 Nov", "/admin/logs?from=2026-11-23&to=2026-11-23&began=true")
        );
        assert!(drawn.is_open);
        let past = Range::new(date(2026, 11, 20), date(2026, 11, 21)).expect("a range");
        assert!(!lines(&view(past, &[], date(2026, 11, 24))).is_open);
    }

    #[test]
    fn many_days_are_told_week_by_week_and_none_is_lost() {
        let range = Range::new(date(2026, 1, 1), date(2026, 11, 24)).expect("a range");
        let counted: Vec<(Date, i64)> = range.days().map(|day| (day, 1)).collect();
        let drawn = lines(&view(range, &counted, date(2026, 11, 24)));
        assert_eq!(drawn.series[0].values.iter().sum::<u64>(), 328);
        assert_eq!(&drawn.series[0].values[..2], [4, 7], "the first of January is a Thursday");
        assert_eq!(drawn.points[0].name, "1 Jan to 4 Jan 2026");
        assert!(drawn.is_open && drawn.points.len() < 60);
    }

    #[test]
    fn today_is_told_by_the_hour() {
        let drawn = lines(&view(Range::day(date(2026, 11, 24)), &[], date(2026, 11, 24)));
        assert_eq!((drawn.points.len(), drawn.points[14].name.as_str()), (15, "14:00 to 15:00"));
        assert!(drawn.is_open);
    }
}
