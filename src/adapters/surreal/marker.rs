//! The note beside the data directory that says: a process is using it. Found at a start, it tells of an unclean stop.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::config::OpenError;

/// `<directory>.running`.
#[derive(Clone, Debug)]
pub(super) struct Marker {
    directory: PathBuf,
    file: PathBuf,
}

impl Marker {
    pub(super) fn of(directory: &Path) -> Self {
        let mut name = directory.as_os_str().to_owned();
        name.push(".running");
        Self { directory: directory.to_owned(), file: PathBuf::from(name) }
    }

    /// Makes the directory, for our eyes only where it is new.
    pub(super) fn prepare(&self) -> Result<(), OpenError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.directory).map_err(|error| self.problem(&error))
    }

    /// The last process that used the directory did not close it.
    pub(super) fn is_set(&self) -> bool {
        self.file.exists()
    }

    /// On disk before it returns, so that a power cut cannot hide it.
    pub(super) fn set(&self) -> Result<(), OpenError> {
        let write = || -> io::Result<()> {
            let mut file = File::create(&self.file)?;
            writeln!(file, "{}", std::process::id())?;
            file.sync_all()?;
            self.sync_parent()
        };
        write().map_err(|error| self.problem(&error))
    }

    pub(super) fn clear(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => self.sync_parent(),
        }
    }

    /// Whether the engine has let go of the directory.
    #[cfg(feature = "embedded-db")]
    pub(super) fn is_released(&self) -> bool {
        // The crate and the lock file are the engine's own.
        let Ok(file) = File::open(self.directory.join("LOCK")) else { return true };
        fs2::FileExt::try_lock_exclusive(&file).is_ok_and(|()| fs2::FileExt::unlock(&file).is_ok())
    }

    #[cfg(not(feature = "embedded-db"))]
    pub(super) fn is_released(&self) -> bool {
        true
    }

    fn sync_parent(&self) -> io::Result<()> {
        let parent = self.file.parent().filter(|parent| !parent.as_os_str().is_empty());
        File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
    }

    fn problem(&self, error: &io::Error) -> OpenError {
        OpenError::Directory { path: self.directory.clone(), problem: error.to_string() }
    }
}
