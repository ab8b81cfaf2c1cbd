//! The program itself, as the operator starts it.

use std::{
    fs::{self, File},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

pub struct Program {
    pub child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    log: PathBuf,
}

/// Nothing of the developer's own environment or `.env` reaches the program: it runs in `folder` with these settings only.
fn command(folder: &Path, settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chatimjd"));
    command.current_dir(folder).env_clear().envs(settings.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

impl Program {
    /// Starts it and waits until it says that it is ready; returns it and its address.
    pub async fn ready(folder: &Path, settings: &[(&str, &str)]) -> (Self, String) {
        let mut command = command(folder, settings);
        let log = folder.join("log");
        command.stderr(File::options().create(true).append(true).open(&log).expect("a file"));
        let mut child = command.spawn().expect("a start");
        let mut program = Self { lines: BufReader::new(child.stdout.take().expect("piped")).lines(), child, log };
        let line = program.line_with("is ready: ").await;
        let url = line.split("is ready: ").nth(1).expect("an address").trim_end_matches('/').to_owned();
        (program, url)
    }

    /// Runs it to its end, which must come within some seconds.
    pub async fn run(folder: &Path, settings: &[(&str, &str)]) -> Output {
        timeout(Duration::from_secs(20), command(folder, settings).output()).await.expect("an end in time").expect("a start")
    }

    /// Runs it with this command to its end.
    pub async fn does(folder: &Path, settings: &[(&str, &str)], what: &str) -> Output {
        timeout(Duration::from_secs(30), command(folder, settings).arg(what).output()).await.expect("an end in time").expect("a start")
    }

    /// Runs it with these words to its end, and lets it read this.
    pub async fn told(folder: &Path, settings: &[(&str, &str)], words: &[&str], input: &str) -> Output {
        let mut command = command(folder, settings);
        let mut child = command.args(words).stdin(Stdio::piped()).spawn().expect("a start");
        let mut ears = child.stdin.take().expect("piped");
        // It may have ended without listening.
        let _ = ears.write_all(input.as_bytes()).await;
        drop(ears);
        timeout(Duration::from_secs(30), child.wait_with_output()).await.expect("an end in time").expect("an output")
    }

    async fn line_with(&mut self, words: &str) -> String {
        let search = async {
            while let Some(line) = self.lines.next_line().await.expect("text") {
                if line.contains(words) {
                    return line;
                }
            }
            panic!("it ended before it said: {words}");
        };
        timeout(Duration::from_secs(30), search).await.expect("ready in time")
    }

    /// SIGTERM or SIGINT.
    pub async fn signal(&self, name: &str) {
        let id = self.child.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().await.expect("kill").success());
    }

    /// All that it has logged so far, and the programs before it in this folder.
    pub fn log(&self) -> Vec<u8> {
        fs::read(&self.log).expect("a file")
    }

    /// Bytes of memory that it has in use.
    pub fn resident(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most that it had in use since [`Self::forget_peak`].
    pub fn peak(&self) -> u64 {
        self.status("VmHWM:")
    }

    pub fn forget_peak(&self) {
        fs::write(self.file("clear_refs"), "5").expect("a process of ours");
    }

    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(self.file("status")).expect("it runs");
        let kb = status.lines().find_map(|line| line.strip_prefix(name)).and_then(|rest| rest.split_whitespace().next());
        kb.and_then(|kb| kb.parse::<u64>().ok()).expect("a number") * 1024
    }

    fn file(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{name}", self.child.id().expect("it runs")))
    }

    pub async fn exit_code(&mut self, within: Duration) -> Option<i32> {
        timeout(within, self.child.wait()).await.expect("an end in time").expect("a status").code()
    }
}

/// An address that is free now, for a program that must be found again under the same one.
pub fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address")
}

/// How many connections to this port the listening side still holds, as the system tells: neither closed nor closing.
pub fn connections_to(address: SocketAddr) -> usize {
    let port = format!(":{:04X}", address.port());
    let table = fs::read_to_string("/proc/net/tcp").expect("the system's table");
    let is_held = |line: &str| {
        let mut columns = line.split_whitespace().skip(1);
        let local = columns.next().is_some_and(|local| local.ends_with(&port));
        // Established, or closed by the other side only.
        local && matches!(columns.nth(1), Some("01" | "08"))
    };
    table.lines().filter(|line| is_held(line)).count()
}
