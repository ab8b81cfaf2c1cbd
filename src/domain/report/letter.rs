//! What the mail with a report says: in English, as the dashboard is.

use super::ReportInfo;
use crate::domain::{
    analytics::range::Range,
    business::Business,
    meeting::letter::{Letter, one_line},
};

/// `is_enclosed`: the file goes along. `page`: the dashboard's page of reports.
pub fn letter(report: &ReportInfo, business: &Business, is_enclosed: bool, page: &str) -> Letter {
    let days = told(report.range);
    let rows = if report.rows == 1 { "one row".to_owned() } else { format!("{} rows", report.rows) };
    let file = match is_enclosed {
        true => format!("It is enclosed: {}, {rows}.", report.file),
        false => format!("Its file, {} with {rows}, is too large for a mail.", report.file),
    };
    let paragraphs = [format!("The report of {days} has been made."), file, format!("All reports: {page}")];
    Letter { subject: one_line(&format!("{}: the report of {days}", business.name)), text: format!("{}\n", paragraphs.join("\n\n")) }
}

fn told(range: Range) -> String {
    let day = |date: jiff::civil::Date| date.strftime("%A, %-d %B %Y").to_string();
    if range.is_one_day() { day(range.to()) } else { format!("{} to {}", day(range.from()), day(range.to())) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::{ids::ReportId, time::Timestamp};

    #[test]
    fn it_names_the_days_the_file_and_the_page() {
        let range = Range::new(date(2026, 11, 20), date(2026, 11, 22)).expect("a range");
        let report = ReportInfo {
            id: ReportId::new(uuid::Uuid::from_u128(1)),
            file: "daily_leads_2026-11-22_090507.xlsx".into(),
            range,
            made_at: Timestamp::UNIX_EPOCH,
            rows: 1,
            bytes: 0,
            scheduled_on: None,
        };
        let business = Business { name: "Brooks\r\nBcc: all@x.example".into(), ..Business::default() };
        let page = "https://desk.example/admin/reports";
        let weekend = letter(&report, &business, true, page);
        assert_eq!(
            weekend.subject, "Brooks Bcc: all@x.example: the report of Friday, 20 November 2026 to Sunday, 22 November 2026",
            "one line"
        );
        assert_eq!(
            weekend.text,
            "The report of Friday, 20 November 2026 to Sunday, 22 November 2026 has been made.\n\n\
             It is enclosed: daily_leads_2026-11-22_090507.xlsx, one row.\n\nAll reports: https://desk.example/admin/reports\n"
        );
        let day = letter(&ReportInfo { range: Range::day(date(2026, 11, 2)), rows: 7, ..report }, &business, false, page);
        assert!(day.subject.ends_with("the report of Monday, 2 November 2026"), "{}", day.subject);
        assert!(day.text.contains("daily_leads_2026-11-22_090507.xlsx with 7 rows, is too large for a mail"), "{}", day.text);
    }
}
