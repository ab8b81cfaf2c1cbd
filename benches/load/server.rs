//! The server under measurement: a process on a free port with a data directory of its own.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
    time::{sleep, timeout},
};

use super::Outcome;

pub struct Server {
    pub address: SocketAddr,
    /// From the start of the process to the first 200 of `/readyz`.
    pub ready_after: Duration,
    process: Child,
    folder: TempDir,
}

impl Server {
    /// With these settings beside its address and its folder.
    pub async fn start(binary: &Path, settings: &[(&str, &str)]) -> Outcome<Self> {
        Self::start_in(TempDir::new()?, binary, settings).await
    }

    /// Ends the process and starts another one on the same data.
    pub async fn restart(&mut self, binary: &Path, settings: &[(&str, &str)]) -> Outcome<()> {
        wait(terminate(&mut self.process).await?, &mut self.process).await?;
        let folder = std::mem::replace(&mut self.folder, TempDir::new()?);
        *self = Self::start_in(folder, binary, settings).await?;
        Ok(())
    }

    async fn start_in(folder: TempDir, binary: &Path, settings: &[(&str, &str)]) -> Outcome<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let log = std::fs::OpenOptions::new().create(true).append(true).open(folder.path().join("log"))?;
        let began = Instant::now();
        let process = Command::new(binary)
            .current_dir(folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("BIND", address.to_string())
            .env("DATA_DIR", folder.path().join("data"))
            .env("TRUSTED_PROXIES", "127.0.0.1/32")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let mut server = Self { address, ready_after: Duration::ZERO, process, folder };
        server.wait_until_ready(began).await?;
        Ok(server)
    }

    async fn wait_until_ready(&mut self, began: Instant) -> Outcome<()> {
        while began.elapsed() < Duration::from_secs(60) {
            if let Some(status) = self.process.try_wait()? {
                return Err(format!("the server ended ({status}):\n{}", self.log()).into());
            }
            if is_ready(self.address).await {
                self.ready_after = began.elapsed();
                return Ok(());
            }
            sleep(Duration::from_millis(2)).await;
        }
        Err(format!("the server is not ready after a minute:\n{}", self.log()).into())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Bytes of memory in use.
    pub fn resident(&self) -> Outcome<u64> {
        self.status("VmRSS:")
    }

    /// The most bytes that were in use since [`Self::forget_peak`].
    pub fn peak(&self) -> Outcome<u64> {
        self.status("VmHWM:")
    }

    pub fn forget_peak(&self) -> Outcome<()> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.process.id().ok_or("the server has ended")?), "5")?)
    }

    fn status(&self, name: &str) -> Outcome<u64> {
        let id = self.process.id().ok_or("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let kb = status.lines().find_map(|line| line.strip_prefix(name)).and_then(|rest| rest.split_whitespace().next());
        Ok(kb.ok_or_else(|| format!("no {name}"))?.parse::<u64>()? * 1024)
    }

    /// Asks it to end as an operator would. Returns when that was.
    pub async fn terminate(&mut self) -> Outcome<Instant> {
        terminate(&mut self.process).await
    }

    /// Waits for its end, which must be a good one; how long that took since it was asked.
    pub async fn ended(mut self, asked: Instant) -> Outcome<Duration> {
        wait(asked, &mut self.process).await
    }

    pub async fn stop(mut self) -> Outcome<Duration> {
        let asked = self.terminate().await?;
        self.ended(asked).await
    }
}

async fn terminate(process: &mut Child) -> Outcome<Instant> {
    let id = process.id().ok_or("the server has ended by itself")?;
    let asked = Instant::now();
    Command::new("kill").arg("-TERM").arg(id.to_string()).status().await?;
    Ok(asked)
}

async fn wait(asked: Instant, process: &mut Child) -> Outcome<Duration> {
    match timeout(Duration::from_secs(60), process.wait()).await {
        Ok(status) if status.as_ref().is_ok_and(|status| status.success()) => Ok(asked.elapsed()),
        Ok(status) => Err(format!("the server did not end well: {status:?}").into()),
        Err(_) => Err("the server did not end within a minute".into()),
    }
}

async fn is_ready(address: SocketAddr) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
        let mut head = [0; 12];
        stream.read_exact(&mut head).await?;
        Ok::<_, std::io::Error>(head == *b"HTTP/1.1 200")
    };
    matches!(timeout(Duration::from_secs(2), ask).await, Ok(Ok(true)))
}
