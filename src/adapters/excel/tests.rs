//! Workbooks, read back as what they are: XML in a ZIP archive.

use std::io::Read;

use futures::stream;

use super::{
    book::{MOST_LINKS, Most},
    *,
};
use crate::domain::{api_error::FieldErrors, sheet::Cell};

fn headings() -> Vec<Heading> {
    ["Name", "E-mail", "Created"].map(|text| Heading { text: text.into(), width: 24 }).into()
}

fn link(text: &str) -> Cell {
    Cell::Link { text: text.into(), address: format!("mailto:{text}") }
}

fn row(name: &str, email: &str) -> Row {
    let at = "2026-11-22T20:00:00Z".parse::<jiff::Timestamp>().expect("a time").in_tz("Asia/Karachi").expect("a zone");
    vec![Cell::text(name), link(email), Cell::Time(at)]
}

/// One part of the archive.
fn part(file: &File, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|error| panic!("{name}: {error}")).read_to_string(&mut text).expect("text");
    text
}

fn sheet(file: &File, number: usize) -> String {
    part(file, &format!("xl/worksheets/sheet{number}.xml"))
}

fn small(most: Most, rows: &[Row]) -> File {
    let mut book = Book::with("Leads".into(), headings(), std::env::temp_dir(), most);
    rows.iter().try_for_each(|row| book.push(row)).expect("written");
    book.finish().expect("a file")
}

#[tokio::test]
async fn rows_stand_under_a_frozen_head_with_filters_dates_and_links() {
    let pages = vec![Ok(vec![row("Ana", "ana@example.com")]), Ok(vec![]), Ok(vec![row("=1+1", "+x@example.com")])];
    let workbooks = ExcelWorkbooks::within(std::env::temp_dir());
    let file = workbooks.write("Leads", headings(), stream::iter(pages).boxed()).await.expect("a file");
    let xml = sheet(&file, 1);
    assert!(xml.contains(r#"ySplit="1""#) && xml.contains(r#"state="frozen""#), "{xml}");
    assert!(xml.contains(r#"<autoFilter ref="A1:C3"/>"#), "{xml}");
    assert!(xml.contains("<t>Ana</t>") && xml.contains("<t>=1+1</t>"), "{xml}");
    assert!(!xml.contains("<f>") && !xml.contains("<f "), "text is no formula: {xml}");
    // 23 November, 01:00 in Karachi.
    let dates = xml.matches(&format!("<v>{}</v>", 46_349.0 + 1.0 / 24.0)).count();
    assert_eq!((dates, xml.matches("<hyperlink ").count()), (2, 2), "{xml}");
    assert!(part(&file, "xl/worksheets/_rels/sheet1.xml.rels").contains("mailto:ana@example.com"));
    let styles = part(&file, "xl/styles.xml");
    assert!(styles.contains("yyyy-mm-dd hh:mm") && styles.contains(r#"quotePrefix="1""#), "{styles}");
}

#[tokio::test]
async fn a_workbook_without_rows_has_its_head() {
    let workbooks = ExcelWorkbooks::within(std::env::temp_dir());
    let file = workbooks.write("Leads", headings(), stream::empty().boxed()).await.expect("a file");
    let xml = sheet(&file, 1);
    assert!(xml.contains("<t>E-mail</t>") && xml.contains(r#"<autoFilter ref="A1:C1"/>"#), "{xml}");
    assert!(part(&file, "xl/workbook.xml").contains(r#"name="Leads""#));
}

#[test]
fn a_full_sheet_is_followed_by_another_with_the_same_head() {
    let rows: Vec<Row> = (0..5).map(|n| row(&format!("Ana {n}"), "ana@example.com")).collect();
    let file = small(Most { rows: 3, links: MOST_LINKS }, &rows);
    let [first, second, third] = [1, 2, 3].map(|number| sheet(&file, number));
    assert!(first.contains("<t>Ana 1</t>") && !first.contains("<t>Ana 2</t>") && second.contains("<t>Ana 2</t>"));
    assert!(third.contains("<t>Ana 4</t>") && third.contains("<t>E-mail</t>") && third.contains(r#"state="frozen""#));
    assert!(first.contains(r#"<autoFilter ref="A1:C3"/>"#) && third.contains(r#"<autoFilter ref="A1:C2"/>"#));
    assert!(part(&file, "xl/workbook.xml").contains(r#"name="Leads 3""#));
}

#[test]
fn links_beyond_what_a_sheet_takes_are_text() {
    let rows: Vec<Row> = (0..5).map(|n| row("Ana", &format!("ana{n}@example.com"))).collect();
    let xml = sheet(&small(Most { rows: 1_000, links: 3 }, &rows), 1);
    assert_eq!(xml.matches("<hyperlink ").count(), 3);
    assert!((0..5).all(|n| xml.contains(&format!("<t>ana{n}@example.com</t>"))), "{xml}");
    let long = vec![Cell::Link { text: "a page".into(), address: format!("https://a.example/{}", "x".repeat(3_000)) }];
    let xml = sheet(&small(Most { rows: 1_000, links: 3 }, &[long]), 1);
    assert!(xml.contains("<t>a page</t>") && !xml.contains("<hyperlink "), "{xml}");
}

#[test]
fn what_no_cell_could_hold_is_no_obstacle() {
    let odd = vec![Cell::text("x".repeat(40_000)), Cell::text("a\u{0}b\u{b}c\u{fffe}<&>\"_x0041_"), Cell::Empty];
    let xml = sheet(&small(Most { rows: 1_000, links: 3 }, &[odd]), 1);
    assert!(xml.contains("x … [cut]</t>") && xml.contains("a_x0000_b_x000B_c_xFFFE_&lt;&amp;&gt;"), "{}", &xml[xml.len() - 500..]);
    assert!(xml.contains("_x005F_x0041_"));
}

#[tokio::test]
async fn rows_that_cannot_be_read_and_folders_that_are_not_there_are_told() {
    let refused = || ServiceError::Invalid(FieldErrors::from([("q".to_owned(), "wrong".to_owned())]));
    let pages = vec![Ok(vec![row("Ana", "ana@example.com")]), Err(refused())];
    let outcome = ExcelWorkbooks::within(std::env::temp_dir()).write("Leads", headings(), stream::iter(pages).boxed()).await;
    assert_eq!(outcome.err(), Some(refused()));
    let nowhere = ExcelWorkbooks::within("/nowhere/at/all".into());
    let endless = stream::repeat_with(|| Ok(vec![row("Ana", "ana@example.com")])).boxed();
    assert!(matches!(nowhere.write("Leads", headings(), endless).await, Err(ServiceError::Internal(_))));
}
