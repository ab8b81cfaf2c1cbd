//! Workbooks as other programs write them, read by the port `TableFiles`.

use chatimjd::{
    adapters::tables::FileReader,
    domain::upload::{Upload, UploadError},
    service::{error::ServiceError, ports::TableFiles},
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.add_worksheet().write_string(0, 0, "another sheet").expect("written");
    book.save_to_buffer().expect("saved")
}

/// What is read, or why not.
async fn table(file: &[u8]) -> Result<Upload, String> {
    FileReader.read(file.to_vec()).await.map_err(|error| match error {
        ServiceError::Invalid(mut fields) => fields.remove("file").expect("the field of the file"),
        other => panic!("{other}"),
    })
}

#[tokio::test]
async fn the_first_sheet_is_read_with_numbers_and_dates_as_text() {
    let file = workbook(|sheet| {
        let (day, time) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
        for (column, head) in (0..).zip(["Name", "Phone", "Follow-up", "Next", "Size", "Notes"]) {
            sheet.write_string(1, column, head).expect("written");
        }
        sheet.write_string(3, 0, "Ana").expect("written");
        sheet.write_number(3, 1, 923_001_234_567_f64).expect("written");
        let at = ExcelDateTime::from_ymd(2026, 11, 30).expect("a day");
        sheet.write_datetime_with_format(3, 2, &at, &day).expect("written");
        let at = ExcelDateTime::from_ymd(2026, 11, 30).and_then(|day| day.and_hms(15, 30, 0)).expect("a time");
        sheet.write_datetime_with_format(3, 3, &at, &time).expect("written");
        sheet.write_number(3, 4, 1.5).expect("written");
        sheet.write_boolean(3, 5, true).expect("written");
        sheet.write_string(4, 0, "Ben").expect("written");
    });
    let upload = table(&file).await.expect("a table");
    let cells: Vec<Vec<&str>> = upload.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect();
    assert_eq!((upload.form.format.as_str(), upload.headings.len()), ("xlsx", 6));
    assert_eq!(cells, [vec!["Ana", "923001234567", "2026-11-30", "2026-11-30 15:30:00", "1.5", "true"], vec!["Ben"]]);
    assert_eq!(upload.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4, 5], "as a spreadsheet counts them");
}

#[tokio::test]
async fn a_broken_or_too_wide_workbook_is_refused() {
    let whole = workbook(|sheet| {
        sheet.write_string(0, 0, "Name").expect("written");
        sheet.write_string(1, 0, "Ana").expect("written");
    });
    assert_eq!(table(&whole[..whole.len() / 2]).await, Err(UploadError::Workbook.to_string()));
    let wide = workbook(|sheet| {
        sheet.write_string(0, 0, "Name").expect("written");
        sheet.write_string(1, 250, "Ana").expect("written");
    });
    assert_eq!(table(&wide).await, Err(UploadError::Columns.to_string()));
}
