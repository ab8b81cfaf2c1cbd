//! Archives in a folder: lines, compressed by gzip, so that any program can read them. Whoever reads one finds out first whether it is
//! the file that was written.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write},
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use futures::{StreamExt, stream, stream::BoxStream};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    task::spawn_blocking,
};

use super::{aside, blocking, found, placed, prepare, sweep, sync};
use crate::{
    domain::time::Timestamp,
    service::{
        error::{ServiceError, StorageError},
        ports::{ArchiveFile, ArchiveFiles, Sealed},
    },
};

/// In the data directory.
const FOLDER: &str = "log_archives";
const ENDING: &str = ".jsonl.gz";
/// How much text is handed to or by the thread at a time, in bytes, and how many of these may wait.
const PIECE: usize = 256 * 1024;
const AHEAD: usize = 2;

#[derive(Clone, Debug)]
pub struct GzipArchives {
    folder: PathBuf,
}

impl GzipArchives {
    /// Makes nothing before there is an archive.
    pub fn within(data_dir: &Path) -> Self {
        Self { folder: data_dir.join(FOLDER) }
    }

    /// Removes what a crash left.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), StorageError> {
        let folder = self.folder.clone();
        blocking(move || sweep(&folder, now)).await
    }

    /// None for what no archive is called.
    fn path(&self, file: &str) -> Option<PathBuf> {
        let is_plain = file.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        (is_plain && file.ends_with(ENDING) && !file.starts_with('.')).then(|| self.folder.join(file))
    }
}

fn failed(what: &str, error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("{what} an archive: {error}"))
}

#[async_trait]
impl ArchiveFiles for GzipArchives {
    fn name(&self, stem: &str) -> String {
        format!("{stem}{ENDING}")
    }

    async fn write(&self, stem: &str, lines: BoxStream<'_, Result<String, ServiceError>>) -> Result<Sealed, ServiceError> {
        let file = self.name(stem);
        let path = self.path(&file).ok_or_else(|| failed("writing", "another name than archives have"))?;
        let (told, taken) = channel(AHEAD);
        let folder = self.folder.clone();
        let writing = spawn_blocking(move || written(&folder, &path, taken));
        let fed = feed(lines, &told).await;
        if fed.is_ok() {
            // A thread that has given up says why below.
            let _ = told.send(Text::End).await;
        }
        drop(told);
        let written = writing.await.map_err(|error| failed("writing", error));
        fed?;
        let (bytes, sha256, lines) = written?.map_err(|error| failed("writing", error))?;
        Ok(Sealed { file, bytes, sha256, lines })
    }

    async fn read(&self, file: &str, sha256: &str) -> Result<ArchiveFile, ServiceError> {
        let Some(path) = self.path(file) else { return Err(ServiceError::NotFound("archive")) };
        let sha256 = sha256.to_owned();
        let file = match blocking(move || checked(&path, &sha256)).await? {
            Checked::Missing => return Err(ServiceError::NotFound("archive")),
            Checked::Changed => {
                let words = "The archive's checksum is another one: it was changed or is damaged.";
                return Err(ServiceError::Conflict(words.into()));
            }
            Checked::Sound(file) => file,
        };
        let (told, taken) = channel(AHEAD);
        drop(spawn_blocking(move || tell(file, &told)));
        Ok(lines_of(taken))
    }

    async fn open(&self, file: &str) -> Result<Option<File>, StorageError> {
        let Some(path) = self.path(file) else { return Ok(None) };
        blocking(move || found(File::open(path))).await
    }

    async fn discard(&self, file: &str) -> Result<(), StorageError> {
        let Some(path) = self.path(file) else { return Ok(()) };
        let folder = self.folder.clone();
        let work = move || match found(fs::remove_file(path))? {
            Some(()) => sync(&folder),
            None => Ok(()),
        };
        blocking(work).await
    }
}

/// What the writing thread is told.
enum Text {
    /// Whole lines, and how many.
    Lines(String, u64),
    End,
}

/// Hands the lines over in pieces. Stops without an error where the thread has given up.
async fn feed(mut lines: BoxStream<'_, Result<String, ServiceError>>, told: &Sender<Text>) -> Result<(), ServiceError> {
    let (mut text, mut count) = (String::new(), 0);
    while let Some(line) = lines.next().await {
        text.push_str(&line?);
        text.push('\n');
        count += 1;
        if text.len() >= PIECE && told.send(Text::Lines(std::mem::take(&mut text), std::mem::take(&mut count))).await.is_err() {
            return Ok(());
        }
    }
    let _ = told.send(Text::Lines(text, count)).await;
    Ok(())
}

/// The bytes of the file, their checksum, and the lines in it. Without an end, nothing is left of it.
fn written(folder: &Path, path: &Path, mut taken: Receiver<Text>) -> io::Result<(u64, String, u64)> {
    prepare(folder)?;
    let mut gzip = GzEncoder::new(Hashed::new(aside(folder)?), Compression::default());
    let mut lines = 0;
    loop {
        match taken.blocking_recv() {
            Some(Text::Lines(text, count)) => {
                gzip.write_all(text.as_bytes())?;
                lines += count;
            }
            Some(Text::End) => break,
            None => return Err(io::Error::other("nobody waits for it any more")),
        }
    }
    let Hashed { file, hash, bytes } = gzip.finish()?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    if !placed(file, path)? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is one of this name"));
    }
    if let Err(error) = sync(folder) {
        fs::remove_file(path)?;
        return Err(error);
    }
    Ok((bytes, hex::encode(hash.finalize()), lines))
}

/// A file that is hashed while it is written.
struct Hashed {
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
    bytes: u64,
}

impl Hashed {
    fn new(file: NamedTempFile) -> Self {
        Self { file: BufWriter::new(file), hash: Sha256::new(), bytes: 0 }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

enum Checked {
    Missing,
    /// It is not what was written.
    Changed,
    /// From its beginning.
    Sound(File),
}

fn checked(path: &Path, sha256: &str) -> io::Result<Checked> {
    let Some(mut file) = found(File::open(path))? else { return Ok(Checked::Missing) };
    let mut hash = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            count => hash.update(&piece[..count]),
        }
    }
    if hex::encode(hash.finalize()) != sha256 {
        return Ok(Checked::Changed);
    }
    file.rewind()?;
    Ok(Checked::Sound(file))
}

/// What the reading thread tells.
enum Piece {
    Lines(Vec<String>),
    End,
    Failed(io::Error),
}

/// Until the end, or until nobody listens any more.
fn tell(file: File, told: &Sender<Piece>) {
    let (mut page, mut size) = (vec![], 0);
    for line in BufReader::new(GzDecoder::new(BufReader::new(file))).lines() {
        match line {
            Ok(line) => {
                size += line.len();
                page.push(line);
            }
            Err(error) => {
                let _ = told.blocking_send(Piece::Failed(error));
                return;
            }
        }
        if size >= PIECE {
            size = 0;
            if told.blocking_send(Piece::Lines(std::mem::take(&mut page))).is_err() {
                return;
            }
        }
    }
    if told.blocking_send(Piece::Lines(page)).is_ok() {
        let _ = told.blocking_send(Piece::End);
    }
}

/// Lines that stop without an end are an error, not an end.
fn lines_of(taken: Receiver<Piece>) -> ArchiveFile {
    let pages = stream::unfold(Some(taken), |taken| async move {
        let mut taken = taken?;
        match taken.recv().await {
            Some(Piece::Lines(lines)) => Some((lines.into_iter().map(Ok).collect::<Vec<_>>(), Some(taken))),
            Some(Piece::End) => None,
            Some(Piece::Failed(error)) => Some((vec![Err(failed("reading", error))], None)),
            None => Some((vec![Err(failed("reading", "it broke off"))], None)),
        }
    });
    pages.flat_map(stream::iter).boxed()
}
