//! The program itself, as the operator starts it.

use std::{
    net::SocketAddr,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

pub struct Program {
    pub child: Child,
    lines: Lines<BufReader<ChildStdout>>,
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
        command.stderr(Stdio::null());
        let mut child = command.spawn().expect("a start");
        let mut program = Self { lines: BufReader::new(child.stdout.take().expect("piped")).lines(), child };
        let line = program.line_with("is ready: ").await;
        let url = line.split("is ready: ").nth(1).expect("an address").trim_end_matches('/').to_owned();
        (program, url)
    }

    /// Runs it to its end, which must come within some seconds.
    pub async fn run(folder: &Path, settings: &[(&str, &str)]) -> Output {
        timeout(Duration::from_secs(20), command(folder, settings).output()).await.expect("an end in time").expect("a start")
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

    pub async fn exit_code(&mut self, within: Duration) -> Option<i32> {
        timeout(within, self.child.wait()).await.expect("an end in time").expect("a status").code()
    }
}

/// An address that is free now, for a program that must be found again under the same one.
pub fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address")
}
