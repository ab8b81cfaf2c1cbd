//! What a workbook unpacks to, looked at before anybody believes it: an archive of some kilobytes may hold gigabytes.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::domain::upload::UploadError;

/// Parts of one workbook, and the bytes of all of them.
const MOST_PARTS: usize = 2_000;
const MOST_BYTES: u64 = 160 * 1024 * 1024;
/// Texts that cells share: room for them is made beforehand, as much as the file says.
const MOST_STRINGS: u64 = 2_000_000;
const STRINGS: &str = "sharedstrings.xml";

/// Unpacks each part once, and keeps nothing.
pub fn check(file: &[u8]) -> Result<(), UploadError> {
    check_within(file, MOST_BYTES)
}

fn check_within(file: &[u8], most: u64) -> Result<(), UploadError> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| UploadError::Workbook)?;
    if archive.len() > MOST_PARTS {
        return Err(UploadError::Unpacked);
    }
    let mut left = most;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| UploadError::Workbook)?;
        let has_strings = part.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with(STRINGS));
        let taken = if has_strings {
            let mut text = vec![];
            let taken = part.by_ref().take(left + 1).read_to_end(&mut text).map_err(|_| UploadError::Workbook)?;
            check_strings(&text)?;
            taken as u64
        } else {
            io::copy(&mut part.by_ref().take(left + 1), &mut io::sink()).map_err(|_| UploadError::Workbook)?
        };
        left = left.checked_sub(taken).ok_or(UploadError::Unpacked)?;
    }
    Ok(())
}

/// How many there are is said once, at the beginning; whoever says it elsewhere, or in letters of two bytes, means no good.
fn check_strings(xml: &[u8]) -> Result<(), UploadError> {
    const SAID: &[u8] = b"uniqueCount";
    if xml.contains(&0) {
        return Err(UploadError::Workbook);
    }
    let mut rest = xml;
    while let Some(at) = rest.windows(SAID.len()).position(|window| window == SAID) {
        rest = &rest[at + SAID.len()..];
        let digits = rest.iter().skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\''));
        let count = digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        if count > MOST_STRINGS {
            return Err(UploadError::Unpacked);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_small_archive_that_unpacks_to_a_lot_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(vec![]));
        for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
            archive.start_file(part, zip::write::SimpleFileOptions::default()).expect("begun");
            archive.write_all(&[b' '; 400_000]).expect("written");
        }
        let file = archive.finish().expect("finished").into_inner();
        assert!(file.len() < 40_000, "{}", file.len());
        assert_eq!(check_within(&file, 800_000), Ok(()));
        for most in [799_999, 400_000, 399_999, 0] {
            assert_eq!(check_within(&file, most), Err(UploadError::Unpacked), "{most}");
        }
        assert_eq!(check(b"PK\x03\x04"), Err(UploadError::Workbook));
    }

    #[test]
    fn room_is_made_for_so_many_texts_only() {
        assert_eq!(check_strings(br#"<sst count="9" uniqueCount="2000000"><si/></sst>"#), Ok(()));
        for xml in
            ["<sst uniqueCount=\"2000001\">", "<sst uniqueCount = '99999999999999999999999'>", "<!-- x --><sst uniqueCount=\n\"3000000\">"]
        {
            assert_eq!(check_strings(xml.as_bytes()), Err(UploadError::Unpacked), "{xml}");
        }
        assert_eq!(check_strings(b"<\0s\0s\0t\0"), Err(UploadError::Workbook));
    }
}
