//! Where a large database is: in a folder that is gone afterwards, or in one that is kept and taken again the next time.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use super::{
    Outcome,
    desk::KEY,
    report::{heading, mb, ms, row},
    server::Server,
};

/// The engine tidies up its indexes every five seconds: what the making left of that is not measured.
const SETTLING: Duration = Duration::from_secs(20);

pub struct Place {
    folder: PathBuf,
    /// How many leads were made in it.
    pub count: u64,
    /// A file of this name says how many, once the database is whole.
    what: &'static str,
    /// Gone when dropped, where nobody wants to keep it.
    _passing: Option<TempDir>,
}

impl Place {
    /// Of `BENCH_LEADS` leads (1,000,000), kept in the folder that the variable `kept_in` names.
    pub fn from_env(what: &'static str, kept_in: &str, least: u64) -> Outcome<Self> {
        let count = match std::env::var("BENCH_LEADS") {
            Ok(text) => {
                let count = text.parse::<u64>().ok().filter(|count| *count >= least);
                count.ok_or_else(|| format!("BENCH_LEADS: a number from {least} on"))?
            }
            Err(_) => 1_000_000,
        };
        let (folder, passing) = match std::env::var_os(kept_in) {
            Some(named) => (PathBuf::from(named), None),
            None => {
                let passing = TempDir::new()?;
                (passing.path().to_owned(), Some(passing))
            }
        };
        fs::create_dir_all(&folder)?;
        // The server runs in a folder of its own.
        Ok(Self { folder: folder.canonicalize()?, count, what, _passing: passing })
    }

    /// Makes the database, unless it is there. `told`: what is in it.
    pub fn fill(&self, told: &str, make: impl FnOnce(&Path, u64) -> Outcome<()>) -> Outcome<()> {
        if !self.is_made()? {
            heading(&format!("Making {told}"));
            let began = Instant::now();
            make(&self.folder, self.count)?;
            let seconds = began.elapsed().as_secs_f64();
            fs::write(self.note(), self.count.to_string())?;
            row("made in", format!("{seconds:.0} s"), &format!("{:.0} leads a second", self.count as f64 / seconds));
        }
        row("on disk", mb(size_of(&self.folder)?), "");
        Ok(())
    }

    /// A server on it that takes the bench's key and has no limits, as it is once it has come to rest.
    pub async fn serve(&self, binary: &Path, more: &[(&str, &str)]) -> Outcome<Server> {
        let folder = self.folder.to_string_lossy();
        let own = [("DATA_DIR", &*folder), ("ADMIN_API_KEY", KEY), ("RATE_LIMIT_HOUR", "0"), ("RATE_LIMIT_DAY", "0")];
        let server = Server::start(binary, &[&own[..], more].concat()).await?;
        heading("Start");
        row("ready on this database", ms(server.ready_after), "");
        tokio::time::sleep(SETTLING).await;
        row("resident memory, idle", mb(server.resident()?), "aim: below 200 MB");
        Ok(server)
    }

    fn note(&self) -> PathBuf {
        self.folder.join(self.what)
    }

    fn is_made(&self) -> Outcome<bool> {
        match fs::read_to_string(self.note()) {
            Ok(text) if text.trim() == self.count.to_string() => Ok(true),
            Ok(text) => Err(format!("{} holds {} leads, not {}", self.folder.display(), text.trim(), self.count).into()),
            Err(_) if self.folder.join("database").exists() => {
                Err(format!("{} holds a database that was not finished, or another one: remove it", self.folder.display()).into())
            }
            Err(_) => Ok(false),
        }
    }
}

/// Bytes of all files in a folder.
fn size_of(folder: &Path) -> Outcome<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() { size_of(&entry.path())? } else { kind.len() };
    }
    Ok(bytes)
}
