//! Reports in a folder: each workbook beside a note of what is known of it. The note takes the name first; a report is there when
//! both are.

use std::{
    cmp::Reverse,
    fs::{self, File},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use async_trait::async_trait;

use super::{aside, blocking, found, placed, prepare, sweep, sync};
use crate::{
    domain::{
        ids::ReportId,
        report::{ReportInfo, file::day_of},
        time::Timestamp,
    },
    service::{error::StorageError, ports::ReportFiles},
};

/// In the data directory.
const FOLDER: &str = "daily_lead_reports";
const BOOK: &str = ".xlsx";
const NOTE: &str = ".json";

#[derive(Clone, Debug)]
pub struct DiskReports {
    folder: PathBuf,
}

impl DiskReports {
    /// Makes nothing before there is a report.
    pub fn within(data_dir: &Path) -> Self {
        Self { folder: data_dir.join(FOLDER) }
    }

    /// Removes what a crash left.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), StorageError> {
        let folder = self.folder.clone();
        blocking(move || sweep(&folder, now)).await
    }

    async fn with<T: Send + 'static>(
        &self,
        id: &ReportId,
        work: impl FnOnce(&Path, ReportInfo) -> io::Result<Option<T>> + Send + 'static,
    ) -> Result<Option<T>, StorageError> {
        let (folder, id) = (self.folder.clone(), id.clone());
        let work = move || match list(&folder)?.into_iter().find(|info| info.id == id) {
            Some(info) => work(&folder, info),
            None => Ok(None),
        };
        blocking(work).await
    }
}

#[async_trait]
impl ReportFiles for DiskReports {
    async fn keep(&self, info: ReportInfo, file: File) -> Result<ReportInfo, StorageError> {
        let folder = self.folder.clone();
        blocking(move || keep(&folder, info, file)).await?.ok_or(StorageError::Duplicate("report"))
    }

    async fn list(&self) -> Result<Vec<ReportInfo>, StorageError> {
        let folder = self.folder.clone();
        blocking(move || list(&folder)).await
    }

    async fn open(&self, id: &ReportId) -> Result<Option<(ReportInfo, File)>, StorageError> {
        self.with(id, |folder, info| Ok(found(File::open(folder.join(&info.file)))?.map(|file| (info, file)))).await
    }

    async fn read(&self, id: &ReportId, most: u64) -> Result<Option<(ReportInfo, Option<Vec<u8>>)>, StorageError> {
        self.with(id, move |folder, info| {
            let Some(mut file) = found(File::open(folder.join(&info.file)))? else { return Ok(None) };
            if file.metadata()?.len() > most {
                return Ok(Some((info, None)));
            }
            let mut bytes = vec![];
            file.read_to_end(&mut bytes)?;
            Ok(Some((info, Some(bytes))))
        })
        .await
    }

    async fn remove(&self, id: &ReportId) -> Result<bool, StorageError> {
        let removed = self.with(id, |folder, info| {
            let was_there = found(fs::remove_file(folder.join(&info.file)))?.is_some();
            found(fs::remove_file(folder.join(note_of(&info.file))))?;
            sync(folder)?;
            Ok(Some(was_there))
        });
        Ok(removed.await?.unwrap_or(false))
    }
}

fn note_of(file: &str) -> String {
    format!("{}{NOTE}", file.strip_suffix(BOOK).unwrap_or(file))
}

/// None where the name is taken.
fn keep(folder: &Path, info: ReportInfo, mut file: File) -> io::Result<Option<ReportInfo>> {
    if day_of(&info.file).is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a report of another name than reports have"));
    }
    prepare(folder)?;
    let info = ReportInfo { bytes: file.metadata()?.len(), ..info };
    let mut note = aside(folder)?;
    note.write_all(&serde_json::to_vec(&info)?)?;
    note.as_file().sync_all()?;
    let note_path = folder.join(note_of(&info.file));
    if !placed(note, &note_path)? {
        return Ok(None);
    }
    match place_book(folder, &info.file, &mut file) {
        Ok(true) => Ok(Some(info)),
        // The name is free again for whoever tries next.
        other => {
            fs::remove_file(&note_path)?;
            other.map(|_| None)
        }
    }
}

fn place_book(folder: &Path, name: &str, file: &mut File) -> io::Result<bool> {
    let mut book = aside(folder)?;
    file.rewind()?;
    io::copy(file, book.as_file_mut())?;
    book.as_file().sync_all()?;
    let is_placed = placed(book, &folder.join(name))?;
    if is_placed {
        sync(folder)?;
    }
    Ok(is_placed)
}

/// The newest first.
fn list(folder: &Path) -> io::Result<Vec<ReportInfo>> {
    let Some(entries) = found(fs::read_dir(folder))? else { return Ok(vec![]) };
    let mut all = vec![];
    for entry in entries {
        if let Some(name) = entry?.file_name().to_str() {
            all.extend(known(folder, name)?);
        }
    }
    all.sort_by_key(|info| Reverse((info.made_at, info.id.clone())));
    Ok(all)
}

/// The report of this note; None where it is no note of ours, or the workbook is not there.
fn known(folder: &Path, name: &str) -> io::Result<Option<ReportInfo>> {
    let Some(book) = name.strip_suffix(NOTE).map(|stem| format!("{stem}{BOOK}")) else { return Ok(None) };
    if day_of(&book).is_none() || !folder.join(&book).is_file() {
        return Ok(None);
    }
    let Some(note) = found(fs::read(folder.join(name)))? else { return Ok(None) };
    let info = serde_json::from_slice::<ReportInfo>(&note).ok().filter(|info| info.file == book);
    if info.is_none() {
        tracing::warn!(report = book, "what is noted beside a report cannot be read");
    }
    Ok(info)
}
