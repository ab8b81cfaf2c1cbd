//! Files as they lie on the disk: whole or not at all, under their own names only.

use std::io::{Read, Write};

use futures::{StreamExt, TryStreamExt, stream};
use jiff::civil::date;
use sha2::{Digest, Sha256};

use super::*;
use crate::{
    domain::{analytics::range::Range, ids::ReportId, report::ReportInfo},
    service::{
        error::ServiceError,
        ports::{ArchiveFiles, ReportFiles, Sealed},
    },
};

fn info(n: u128, file: &str) -> ReportInfo {
    ReportInfo {
        id: ReportId::new(uuid::Uuid::from_u128(n)),
        file: file.into(),
        range: Range::day(date(2026, 11, 22)),
        made_at: Timestamp::constant(1_795_000_000 + i64::try_from(n).expect("small"), 0),
        rows: 3,
        bytes: 0,
        scheduled_on: None,
    }
}

fn book(text: &str) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(text.as_bytes()).expect("written");
    file
}

/// All names in a folder of the directory; none where there is no such folder.
fn names(directory: &Path, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(directory.join(folder)) else { return vec![] };
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    names.sort();
    names
}

const NAME: &str = "daily_leads_2026-11-22_090507.xlsx";
const REPORTS: &str = "daily_lead_reports";
const ARCHIVES: &str = "log_archives";

#[tokio::test]
async fn a_report_is_kept_found_read_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = DiskReports::within(folder.path());
    assert_eq!(reports.list().await, Ok(vec![]));
    assert_eq!(names(folder.path(), REPORTS), Vec::<String>::new(), "nothing is made for nothing");
    let first = reports.keep(info(1, NAME), book("first")).await.expect("kept");
    assert_eq!(first, ReportInfo { bytes: 5, ..info(1, NAME) });
    assert_eq!(reports.keep(info(2, NAME), book("second")).await, Err(StorageError::Duplicate("report")));
    let second = reports.keep(info(2, "daily_leads_2026-11-22_090507_2.xlsx"), book("second")).await.expect("kept");
    // Another instance over the same folder sees the same.
    let reports = DiskReports::within(folder.path());
    assert_eq!(reports.list().await, Ok(vec![second.clone(), first.clone()]));
    let (told, mut file) = reports.open(&first.id).await.expect("read").expect("a report");
    let mut text = String::new();
    file.read_to_string(&mut text).expect("text");
    assert_eq!((told, text.as_str()), (first.clone(), "first"), "what came second took nothing away");
    assert_eq!(reports.read(&first.id, 5).await, Ok(Some((first.clone(), Some(b"first".to_vec())))));
    assert_eq!(reports.read(&first.id, 4).await, Ok(Some((first.clone(), None))));
    assert_eq!((reports.remove(&first.id).await, reports.remove(&first.id).await), (Ok(true), Ok(false)));
    assert!(reports.open(&first.id).await.expect("read").is_none());
    assert_eq!(reports.list().await, Ok(vec![second]));
    assert_eq!(names(folder.path(), REPORTS).len(), 2, "a workbook and its note");
}

#[cfg(unix)]
#[tokio::test]
async fn only_our_own_user_reads_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    DiskReports::within(folder.path()).keep(info(1, NAME), book("x")).await.expect("kept");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o077;
    let home = folder.path().join(REPORTS);
    assert_eq!((mode(&home), mode(&home.join(NAME))), (0, 0));
}

#[tokio::test]
async fn what_is_no_report_of_ours_is_no_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let reports = DiskReports::within(folder.path());
    let home = folder.path().join(REPORTS);
    for name in ["../secret.key", "x.xlsx", "daily_leads_2026-11-22_090507.xlsx.json", ""] {
        assert!(matches!(reports.keep(info(1, name), book("x")).await, Err(StorageError::Failed(_))), "{name}");
    }
    assert_eq!(names(folder.path(), ""), Vec::<String>::new());
    let kept = reports.keep(info(1, NAME), book("x")).await.expect("kept");
    let elsewhere = serde_json::to_vec(&info(2, "../../secret.xlsx")).expect("JSON");
    for (name, text) in [
        // A note that names another file, one that is garbled, one whose workbook is not there yet, and a stranger's file.
        ("daily_leads_2026-11-22_100000.json", elsewhere.as_slice()),
        ("daily_leads_2026-11-22_100000.xlsx", b"x".as_slice()),
        ("daily_leads_2026-11-22_110000.json", b"{".as_slice()),
        ("daily_leads_2026-11-22_110000.xlsx", b"x".as_slice()),
        ("daily_leads_2026-11-22_120000.json", b"{}".as_slice()),
        ("notes.txt", b"x".as_slice()),
        (".part-x", b"x".as_slice()),
    ] {
        fs::write(home.join(name), text).expect("written");
    }
    assert_eq!(reports.list().await, Ok(vec![kept]));
    assert_eq!(reports.remove(&info(2, NAME).id).await, Ok(false));
    // A workbook that was put there by hand keeps its name, and leaves no note of another one behind.
    fs::write(home.join("daily_leads_2026-11-22_130000.xlsx"), "by hand").expect("written");
    let taken = reports.keep(info(3, "daily_leads_2026-11-22_130000.xlsx"), book("x")).await;
    assert_eq!((taken, home.join("daily_leads_2026-11-22_130000.json").exists()), (Err(StorageError::Duplicate("report")), false));
}

async fn wrote(archives: &GzipArchives, stem: &str, lines: &[&str]) -> Result<Sealed, ServiceError> {
    let lines: Vec<Result<String, ServiceError>> = lines.iter().map(|line| Ok((*line).to_owned())).collect();
    archives.write(stem, stream::iter(lines).boxed()).await
}

async fn lines(archives: &GzipArchives, sealed: &Sealed) -> Result<Vec<String>, ServiceError> {
    archives.read(&sealed.file, &sealed.sha256).await?.try_collect().await
}

#[tokio::test]
async fn an_archive_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let archives = GzipArchives::within(folder.path());
    // More than one piece in both directions, and letters that such a piece could cut.
    let long: Vec<String> = (0..20_000).map(|n| format!("{n} قیمت 🙂 {}", "x".repeat(n % 90))).collect();
    let texts: Vec<&str> = long.iter().map(String::as_str).collect();
    let sealed = wrote(&archives, "logs_2026-11-22_a", &texts).await.expect("written");
    assert_eq!((sealed.file.as_str(), sealed.lines), ("logs_2026-11-22_a.jsonl.gz", 20_000));
    assert_eq!(lines(&archives, &sealed).await.expect("read"), long);
    let on_disk = fs::read(folder.path().join(ARCHIVES).join(&sealed.file)).expect("a file");
    assert_eq!((on_disk.len() as u64, hex::encode(Sha256::digest(&on_disk))), (sealed.bytes, sealed.sha256.clone()));
    let mut whole = vec![];
    archives.open(&sealed.file).await.expect("read").expect("a file").read_to_end(&mut whole).expect("read");
    assert_eq!(whole, on_disk);
    assert!(sealed.bytes < long.iter().map(|line| line.len() as u64).sum::<u64>() / 2, "it is compressed");
    let again = wrote(&archives, "logs_2026-11-22_a", &["other"]).await;
    assert!(matches!(again, Err(ServiceError::Internal(_))), "nothing is written over");
    assert_eq!(lines(&archives, &sealed).await.expect("read").len(), 20_000);
    // Whoever stops reading stops it.
    let mut few = archives.read(&sealed.file, &sealed.sha256).await.expect("opened");
    assert_eq!(few.next().await, Some(Ok(long[0].clone())));
    drop(few);
    archives.discard(&sealed.file).await.expect("gone");
    archives.discard(&sealed.file).await.expect("once is enough");
    assert_eq!(names(folder.path(), ARCHIVES), Vec::<String>::new());
}

#[tokio::test]
async fn after_an_error_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let archives = GzipArchives::within(folder.path());
    let broken = vec![Ok("a line".to_owned()), Err(ServiceError::Forbidden)];
    assert_eq!(archives.write("logs_2026-11-22_a", stream::iter(broken).boxed()).await, Err(ServiceError::Forbidden));
    assert_eq!(names(folder.path(), ARCHIVES), Vec::<String>::new());
    for stem in ["../logs_x", "logs/x", ".logs", "logs\u{0}"] {
        assert!(matches!(wrote(&archives, stem, &[]).await, Err(ServiceError::Internal(_))), "{stem:?}");
    }
    assert_eq!(wrote(&archives, "logs_2026-11-22_b", &[]).await.map(|sealed| sealed.lines), Ok(0));
}

#[tokio::test]
async fn a_file_that_was_changed_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let archives = GzipArchives::within(folder.path());
    let sealed = wrote(&archives, "logs_2026-11-22_a", &["one", "two"]).await.expect("written");
    let path = folder.path().join(ARCHIVES).join(&sealed.file);
    let whole = fs::read(&path).expect("a file");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for bytes in [flipped, whole[..whole.len() - 1].to_vec(), vec![]] {
        fs::write(&path, bytes).expect("written");
        assert!(matches!(lines(&archives, &sealed).await, Err(ServiceError::Conflict(words)) if words.contains("checksum")));
    }
    // Its checksum is right, and it ends in the middle all the same: that is no end.
    let cut = &whole[..whole.len() - 4];
    fs::write(&path, cut).expect("written");
    let known = Sealed { sha256: hex::encode(Sha256::digest(cut)), ..sealed.clone() };
    assert!(matches!(lines(&archives, &known).await, Err(ServiceError::Internal(_))));
    for file in ["../secret.key", "logs_2026-11-22_b.jsonl.gz", ""] {
        let other = Sealed { file: file.into(), ..sealed.clone() };
        assert_eq!(lines(&archives, &other).await, Err(ServiceError::NotFound("archive")));
        assert!(archives.open(file).await.expect("asked").is_none(), "{file}");
    }
}

#[tokio::test]
async fn what_a_crash_left_goes_when_nobody_can_be_writing_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (reports, archives) = (DiskReports::within(folder.path()), GzipArchives::within(folder.path()));
    reports.sweep(Timestamp::MAX).await.expect("nothing to do");
    reports.keep(info(1, NAME), book("x")).await.expect("kept");
    wrote(&archives, "logs_2026-11-22_a", &["x"]).await.expect("written");
    for home in [REPORTS, ARCHIVES] {
        fs::write(folder.path().join(home).join(".part-a"), "half").expect("written");
    }
    let changed = fs::metadata(folder.path().join(REPORTS).join(".part-a")).expect("there").modified().expect("a time");
    let changed = Timestamp::try_from(changed).expect("a time");
    let after = |hours| changed.saturating_add(SignedDuration::from_hours(hours)).expect("a time");
    for (hours, left) in [(23, (3, 2)), (26, (2, 1))] {
        reports.sweep(after(hours)).await.expect("swept");
        archives.sweep(after(hours)).await.expect("swept");
        assert_eq!((names(folder.path(), REPORTS).len(), names(folder.path(), ARCHIVES).len()), left, "{hours}");
    }
}
