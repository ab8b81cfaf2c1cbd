//! What a report's file is called, and how long it is kept.

use jiff::{Zoned, civil::Date};

use super::ReportInfo;
use crate::domain::{analytics::range::Range, time::Timestamp};

/// `daily_leads_YYYY-MM-DD_HHMMSS.xlsx`: the last day that is in it, and when it was made by the business's clocks.
pub fn file_name(range: Range, made_at: &Zoned) -> String {
    let (day, time) = (range.to(), made_at.time());
    format!("daily_leads_{day}_{:02}{:02}{:02}.xlsx", time.hour(), time.minute(), time.second())
}

/// The same again, where there is a file of that name already (two in one second, or an hour that comes twice).
pub fn further_name(name: &str, number: u32) -> String {
    match name.strip_suffix(".xlsx") {
        Some(stem) => format!("{stem}_{number}.xlsx"),
        None => format!("{name}_{number}"),
    }
}

/// The day in a file's name; None where it is none of ours. Whatever is asked for by name goes through here.
pub fn day_of(name: &str) -> Option<Date> {
    let rest = name.strip_prefix("daily_leads_")?.strip_suffix(".xlsx")?;
    let (day, time) = rest.split_once('_')?;
    let (time, number) = time.split_once('_').map_or((time, None), |(time, number)| (time, Some(number)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fits = day.len() == 10 && time.len() == 6 && is_number(time) && number.is_none_or(|number| is_number(number) && number.len() <= 4);
    if fits { day.parse().ok() } else { None }
}

/// Those whose time is over. `keep_days` 0: all are kept for ever.
pub fn outlived(all: &[ReportInfo], keep_days: u16, now: Timestamp) -> Vec<&ReportInfo> {
    let kept_s = i64::from(keep_days) * 24 * 3_600;
    let is_over = |report: &&ReportInfo| now.as_second().saturating_sub(report.made_at.as_second()) > kept_s;
    if keep_days == 0 { vec![] } else { all.iter().filter(is_over).collect() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::ids::ReportId;

    #[test]
    fn a_name_tells_the_day_and_nothing_else_is_a_name() {
        let made_at: Zoned = "2026-11-23T09:05:07+05:00[Asia/Karachi]".parse().expect("a time");
        let range = Range::new(date(2026, 11, 21), date(2026, 11, 22)).expect("a range");
        let name = file_name(range, &made_at);
        assert_eq!(name, "daily_leads_2026-11-22_090507.xlsx");
        assert_eq!(further_name(&name, 2), "daily_leads_2026-11-22_090507_2.xlsx");
        assert_eq!([day_of(&name), day_of(&further_name(&name, 2))], [Some(date(2026, 11, 22)); 2]);
        for other in [
            "",
            "../daily_leads_2026-11-22_090507.xlsx",
            "daily_leads_2026-11-22_09050.xlsx",
            "daily_leads_2026-13-22_090507.xlsx",
            "daily_leads_2026-11-22_090507_../x.xlsx",
            "daily_leads_2026-11-22_090507.xlsx.part",
        ] {
            assert_eq!(day_of(other), None, "{other}");
        }
    }

    #[test]
    fn reports_go_when_their_time_is_over() {
        let info = |day: i64| ReportInfo {
            id: ReportId::new(uuid::Uuid::from_u128(1)),
            file: String::new(),
            range: Range::day(date(2026, 1, 1)),
            made_at: Timestamp::constant(day * 86_400, 0),
            rows: 0,
            bytes: 0,
            scheduled_on: None,
        };
        let (all, now) = ([info(10), info(12), info(13)], Timestamp::constant(20 * 86_400, 0));
        let gone = |days| outlived(&all, days, now).iter().map(|report| report.made_at.as_second() / 86_400).collect::<Vec<_>>();
        assert_eq!((gone(0), gone(8), gone(100)), (vec![], vec![10], vec![]));
    }
}
