//! Files as programs write them.

use super::*;

fn csv(text: &str) -> Upload {
    table(text.as_bytes()).expect("a table")
}

fn cells(upload: &Upload) -> Vec<Vec<&str>> {
    upload.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn every_dialect_is_the_same_table() {
    for (text, delimiter) in [
        ("Name,Notes\nAna,\"a, b\"\n", ','),
        ("Name;Notes\r\nAna;\"a, b\"\r\n", ';'),
        ("Name\tNotes\nAna\ta, b\n", '\t'),
        ("sep=;\r\nName;Notes\r\nAna;a, b\r\n", ';'),
        ("sep=|\nName|Notes\nAna|a, b", '|'),
        ("\u{feff}Name,Notes\nAna,\"a, b\"", ','),
        ("\"Name\",\"Notes\"\n\"Ana\",\"a, b\"", ','),
        ("\"Name, first; last\";Notes\nAna;a, b", ';'),
    ] {
        let upload = csv(text);
        assert_eq!((upload.form.delimiter, upload.form.format.as_str()), (Some(delimiter), "csv"), "{text:?}");
        assert_eq!((upload.headings.len(), cells(&upload)), (2, vec![vec!["Ana", "a, b"]]), "{text:?}");
    }
    assert_eq!(cells(&csv("Name\nAna\n")), [["Ana"]]);
}

#[test]
fn rows_know_their_lines() {
    let lines = |text: &str| csv(text).rows.iter().map(|row| row.line).collect::<Vec<_>>();
    assert_eq!(lines("Name,Notes\nAna,x\nBen,y\n"), [2, 3]);
    assert_eq!(lines("Name,Notes\r\nAna,x\r\n\r\n\r\nBen,y\r\n"), [2, 5]);
    assert_eq!(lines("\n\nName,Notes\nAna,\"two\nlines\"\n,\nBen,y"), [4, 7]);
    assert_eq!(lines("sep=,\nName,Notes\nAna,x"), [3]);
    assert_eq!(lines("Name,Notes\rAna,x\rBen,y"), [2, 3]);
}

#[test]
fn characters_are_read_as_they_were_written() {
    let utf_16 = |mark: &[u8], order: fn(u16) -> [u8; 2]| {
        mark.iter().copied().chain("Name\nZoë آنا\n".encode_utf16().flat_map(order)).collect::<Vec<u8>>()
    };
    for (file, encoding, name) in [
        ("Name\nZoë آنا\n".as_bytes().to_vec(), "utf-8", "Zoë آنا"),
        (utf_16(b"\xff\xfe", u16::to_le_bytes), "utf-16", "Zoë آنا"),
        (utf_16(b"\xfe\xff", u16::to_be_bytes), "utf-16", "Zoë آنا"),
        (b"Name\nZo\xeb \x80\n".to_vec(), "windows-1252", "Zoë €"),
    ] {
        let upload = table(&file).expect("a table");
        assert_eq!((upload.form.encoding.as_deref(), cells(&upload)), (Some(encoding), vec![vec![name]]));
    }
    for garbage in [&b"Name\nA\0na\n"[..], b"Name\n\x81\x8d\x90\n", b"\xff\xfeN\0a\0m\0\0\xd8", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"] {
        assert_eq!(table(garbage), Err(UploadError::NotText), "{garbage:?}");
    }
    assert_eq!(
        (table(b""), table(b"\n\n"), table(b"Name\n")),
        (Err(UploadError::Empty), Err(UploadError::Empty), Err(UploadError::NoRows))
    );
}

#[test]
fn what_is_too_wide_is_refused_and_empty_columns_are_none() {
    let wide = |cell: &str| format!("Name\nAna{}{cell}\n", ",".repeat(300));
    assert_eq!(table(wide("x").as_bytes()), Err(UploadError::Columns));
    assert_eq!(cells(&csv(&wide(""))), [["Ana"]]);
}

#[test]
fn a_workbook_that_is_none_is_refused() {
    assert_eq!(table(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), Err(UploadError::OldWorkbook));
    assert_eq!(table(b"PK\x03\x04 and nothing else"), Err(UploadError::Workbook));
}
