//! Reports, read back as what they are: XML in a ZIP archive.

use std::io::Read;

use futures::stream;
use jiff::civil::date;

use super::*;
use crate::domain::{
    analytics::{measure::Measure, range::Range},
    api_error::FieldErrors,
    report::summary::{Bar, Summary, SummaryFigure},
    sheet::{Cell, ColumnKind, Heading, Row},
};

fn column(text: &str, kind: ColumnKind) -> Column {
    Column { heading: Heading { text: text.into(), width: 20 }, kind, sums: None }
}

fn plan() -> BookPlan {
    let leads = vec![
        column("Name", ColumnKind::Text),
        column("NAME", ColumnKind::Link),
        column("Status", ColumnKind::Status),
        column("Score", ColumnKind::Score),
        column("New leads", ColumnKind::Number),
    ];
    let follow_ups = vec![column("Due", ColumnKind::Time), column("Overdue", ColumnKind::Flag)];
    let sheets = vec![(SheetName::Summary, vec![]), (SheetName::Leads, leads), (SheetName::FollowUps, follow_ups)];
    BookPlan { title: "Brooks & Co: 2026-11-22".into(), sheets }
}

fn row(n: u32) -> Row {
    let address = format!("https://desk.example/admin/leads?lead={n}");
    vec![
        Cell::text(format!("=Ana {n}")),
        Cell::Link { text: address.clone(), address },
        Cell::text("Won"),
        Cell::Number(n % 100),
        Cell::Number(1),
    ]
}

fn figure(measure: Measure, now: u64, before: u64) -> SummaryFigure {
    let sheet = (measure != Measure::Opens).then_some(SheetName::Leads);
    SummaryFigure { measure, words: "New leads", now, before, week_mean: Some(250), is_whole: true, sheet }
}

fn summary() -> Step {
    let bars = (0..24).map(|hour| Bar { label: format!("{hour:02}:00"), chats: hour, leads: hour / 2 }).collect();
    Step::Summary(Box::new(Summary {
        business: "Brooks & Co".into(),
        range: Range::day(date(2026, 11, 22)),
        made_at: "2026-11-23T07:00:00+05:00[Asia/Karachi]".parse().expect("a time"),
        insight: "7 leads, 2 more than a usual Sunday.".into(),
        figures: vec![figure(Measure::Leads, 7, 5), figure(Measure::Lost, 1, 3), figure(Measure::Opens, 0, 0)],
        follow_ups: 3,
        overdue: 1,
        reply_times: None,
        bars,
        pages: vec![("/pricing".into(), 5), ("=cmd".into(), 2)],
        remarks: vec!["The dashboard counts 3 more conversations that are in an archive.".into()],
    }))
}

/// One part of the archive.
fn part(file: &File, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("text");
    text
}

fn names(file: &File) -> Vec<String> {
    zip::ZipArchive::new(file).expect("an archive").file_names().map(|name| name.expect("a name").into_owned()).collect()
}

fn small(most: Most, rows: u32) -> File {
    let mut book = ReportBook::begin(plan(), std::env::temp_dir(), most).expect("begun");
    for row in (0..rows).map(row) {
        book.take(Step::Rows(SheetName::Leads, vec![row])).expect("written");
    }
    book.take(summary()).expect("written");
    book.finish().expect("a file")
}

async fn made(steps: Vec<Result<Step, ServiceError>>) -> Result<File, ServiceError> {
    ExcelReports::within(std::env::temp_dir()).write(plan(), stream::iter(steps).boxed()).await
}

#[tokio::test]
async fn a_list_is_a_table_with_colours_and_the_summary_has_charts() {
    let steps = vec![Ok(Step::Rows(SheetName::Leads, vec![row(1), row(2)])), Ok(Step::Rows(SheetName::FollowUps, vec![])), Ok(summary())];
    let file = made(steps).await.expect("a file");
    let tabs = part(&file, "xl/workbook.xml");
    let places = ["Summary", "Leads", "Follow-ups"].map(|name| tabs.find(&format!("name=\"{name}\"")).expect(name));
    assert!(places.is_sorted(), "{tabs}");
    let leads = part(&file, "xl/worksheets/sheet2.xml");
    for wanted in [
        r#"ySplit="1""#,
        "<tablePart ",
        r#"orientation="landscape""#,
        "<dataBar",
        r#"type="cellIs""#,
        "<t>=Ana 1</t>",
        "https://desk.example/admin/leads?lead=2",
    ] {
        assert!(leads.contains(wanted), "{wanted} is not in\n{leads}");
    }
    assert!(!leads.contains("<f>=") && leads.contains("fitToHeight=\"0\""), "{leads}");
    let mut tables = names(&file).into_iter().filter(|name| name.starts_with("xl/tables/")).map(|name| part(&file, &name));
    let table = tables.find(|table| table.contains("ref=\"A1:E3\"")).expect("the table of the leads");
    assert!(table.contains("name=\"Name\"") && table.contains("name=\"NAME (2)\"") && table.contains("<autoFilter "), "{table}");
    let follow_ups = part(&file, "xl/worksheets/sheet3.xml");
    assert!(follow_ups.contains("<t>Overdue</t>") && follow_ups.contains(r#"<autoFilter ref="A1:B1"/>"#), "{follow_ups}");
    let charts = names(&file).into_iter().filter(|name| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 2);
    assert!(part(&file, "docProps/core.xml").contains("Brooks &amp; Co: 2026-11-22"));
}

#[test]
fn what_is_not_whole_has_no_change_that_could_be_red() {
    for is_whole in [true, false] {
        let Step::Summary(mut summary) = summary() else { panic!("a summary") };
        summary.figures.iter_mut().for_each(|figure| figure.is_whole = is_whole);
        let mut book = ReportBook::begin(plan(), std::env::temp_dir(), Most::default()).expect("begun");
        book.take(Step::Summary(summary)).expect("written");
        let file = book.finish().expect("a file");
        let is_coloured = part(&file, "xl/worksheets/sheet1.xml").contains(r#"<conditionalFormatting sqref="D7">"#);
        let is_said = part(&file, "xl/sharedStrings.xml").contains("not comparable");
        assert_eq!((is_coloured, is_said), (is_whole, !is_whole));
    }
}

#[test]
fn a_long_list_goes_to_the_disk_with_filters_of_its_own_and_goes_on_in_another_sheet() {
    let file = small(Most { table: 2, rows: 4, links: 2 }, 5);
    let [first, second, third] = [2, 3, 4].map(|number| part(&file, &format!("xl/worksheets/sheet{number}.xml")));
    assert!(
        first.contains(r#"<autoFilter ref="A1:E4"/>"#) && first.contains("MOD(ROW(),2)=0") && !first.contains("<tablePart "),
        "{first}"
    );
    assert!(first.contains("<t>=Ana 2</t>") && !first.contains("<t>=Ana 3</t>"), "{first}");
    assert!(second.contains("<t>=Ana 3</t>") && second.contains("<t>=Ana 4</t>") && second.contains("<t>NAME (2)</t>"), "{second}");
    assert_eq!((first.matches("<hyperlink ").count(), second.matches("<hyperlink ").count()), (2, 2), "no more than a sheet may have");
    assert!(third.contains("<t>Overdue</t>"), "the next list");
    assert!(part(&file, "xl/workbook.xml").contains(r#"name="Leads 2""#));
}

#[test]
fn as_many_rows_as_a_table_may_have_are_one() {
    for (rows, is_table) in [(2, true), (3, false)] {
        let sheet = part(&small(Most { table: 2, ..Most::default() }, rows), "xl/worksheets/sheet2.xml");
        assert_eq!(sheet.contains("<tablePart "), is_table, "{rows}");
        assert_eq!(sheet.matches("<row ").count(), rows as usize + 1, "{rows}");
    }
}

#[tokio::test]
async fn what_comes_out_of_order_or_does_not_come_is_no_report() {
    let rows = |sheet| Ok(Step::Rows(sheet, vec![]));
    for steps in [
        vec![rows(SheetName::FollowUps), rows(SheetName::Leads), Ok(summary())],
        vec![rows(SheetName::Meetings), Ok(summary())],
        vec![rows(SheetName::Summary), Ok(summary())],
        vec![rows(SheetName::Leads)],
        vec![],
    ] {
        assert!(matches!(made(steps).await, Err(ServiceError::Internal(_))));
    }
    let refused = || ServiceError::Invalid(FieldErrors::from([("q".to_owned(), "wrong".to_owned())]));
    assert_eq!(made(vec![rows(SheetName::Leads), Err(refused())]).await.err(), Some(refused()));
    let nowhere = ExcelReports::within("/nowhere/at/all".into());
    let endless = stream::repeat_with(|| Ok(Step::Rows(SheetName::Leads, vec![row(1)]))).boxed();
    assert!(matches!(nowhere.write(plan(), endless).await, Err(ServiceError::Internal(_))));
}
