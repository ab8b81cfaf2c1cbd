//! Files of ours in folders of the data directory: the ports `ReportFiles` and `ArchiveFiles`. Each file is written aside, synced to
//! the disk, and takes its name whole; then its folder is synced. Only our own user may read them. Must not know what is in them.

mod archives;
mod reports;

#[cfg(test)]
mod tests;

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use jiff::SignedDuration;
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

pub use archives::GzipArchives;
pub use reports::DiskReports;

use crate::{domain::time::Timestamp, service::error::StorageError};

/// How the name of a file begins that is not whole yet.
const PART: &str = ".part-";
/// After so many hours nobody writes into it any more: whoever did has died.
const PART_HOURS: i64 = 24;

/// Work on files, off the threads of the runtime.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, StorageError> {
    let done = spawn_blocking(work).await.map_err(|error| StorageError::Failed(format!("work on files: {error}")))?;
    done.map_err(|error| StorageError::Failed(format!("work on files: {error}")))
}

/// Makes the folder, for our eyes only where it is new.
fn prepare(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    folder.parent().map_or(Ok(()), sync)
}

/// What was made, named or removed in the folder stays so after a power cut.
fn sync(folder: &Path) -> io::Result<()> {
    let here = Path::new(".");
    File::open(if folder.as_os_str().is_empty() { here } else { folder })?.sync_all()
}

/// A file that is written aside; it goes with this value unless it is placed.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(PART).tempfile_in(folder)
}

/// Gives a file its name. False where the name is taken: then the file is gone.
fn placed(file: NamedTempFile, path: &Path) -> io::Result<bool> {
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(refused) => Err(refused.error),
    }
}

/// The file, or None where there is none.
fn found<T>(outcome: io::Result<T>) -> io::Result<Option<T>> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes what was begun before a crash and never placed.
fn sweep(folder: &Path, now: Timestamp) -> io::Result<()> {
    let Some(entries) = found(fs::read_dir(folder))? else { return Ok(()) };
    for entry in entries {
        let entry = entry?;
        let is_part = entry.file_name().to_str().is_some_and(|name| name.starts_with(PART));
        let Some(about) = found(entry.metadata()).ok().flatten().filter(|_| is_part) else { continue };
        let changed = about.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
        if changed.is_some_and(|at| now.duration_since(at) > SignedDuration::from_hours(PART_HOURS)) {
            found(fs::remove_file(entry.path()))?;
        }
    }
    Ok(())
}
