//! A fake mail server on a port of this machine: speaks SMTP as RFC 5321 has it, line by line over TCP, notes what breaks it,
//! does what a test wrote down, and keeps the mails that it took.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

const LOOPBACK: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
/// AUTH PLAIN of `ana` with the password `secret`, in base64.
const PLAIN: &str = "AGFuYQBzZWNyZXQ=";

/// What the server says where a test wants something else than success: at the first command that begins so.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// Such as `RCPT`; `.` is the end of a mail, and the empty text the greeting.
    pub at: &'static str,
    pub says: Says,
}

#[derive(Clone, Debug)]
pub enum Says {
    Line(&'static str),
    /// Nothing, and the connection stays open.
    Nothing,
    /// Nothing, and the connection ends.
    HangsUp,
}

/// One mail as it was handed over.
#[derive(Clone, Debug)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    /// Its lines, without the dots that SMTP adds.
    pub text: String,
    pub was_authenticated: bool,
}

impl Taken {
    /// The value of a header that stands on one line; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default();
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    }
}

#[derive(Default)]
struct Desk {
    script: Vec<Scripted>,
    commands: Vec<String>,
    complaints: Vec<String>,
    wants_password: bool,
}

struct Inner {
    desk: Mutex<Desk>,
    taken: watch::Sender<Vec<Taken>>,
}

/// The running fake; dropping it ends it.
pub struct FakeSmtp {
    pub address: SocketAddr,
    inner: Arc<Inner>,
    task: JoinHandle<()>,
}

impl Drop for FakeSmtp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Inner {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("no test panics while it holds this")
    }

    fn complain(&self, what: String) {
        self.desk().complaints.push(what);
    }

    /// What a test wants it to say now, once.
    fn scripted(&self, command: &str) -> Option<Says> {
        let mut desk = self.desk();
        let found = desk.script.iter().position(|one| match one.at {
            "" => command.is_empty(),
            at => command.starts_with(at),
        })?;
        Some(desk.script.remove(found).says)
    }
}

impl FakeSmtp {
    pub async fn start() -> Self {
        let listener = TcpListener::bind(LOOPBACK).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let inner = Arc::new(Inner { desk: Mutex::default(), taken: watch::Sender::new(vec![]) });
        let shared = Arc::clone(&inner);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Self { address, inner, task }
    }

    /// Lets nobody write who has not signed in as `ana` with `secret`.
    pub fn wanting_password(self) -> Self {
        self.inner.desk().wants_password = true;
        self
    }

    pub fn will(&self, at: &'static str, says: Says) {
        self.inner.desk().script.push(Scripted { at, says });
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.inner.taken.borrow().clone()
    }

    /// Once there are so many.
    pub async fn has_taken(&self, count: usize) -> Vec<Taken> {
        let mut watching = self.inner.taken.subscribe();
        watching.wait_for(|taken| taken.len() >= count).await.expect("the fake is there").clone()
    }

    /// Every command as it came, of all connections.
    pub fn commands(&self) -> Vec<String> {
        self.inner.desk().commands.clone()
    }

    /// What broke the rules.
    pub fn complaints(&self) -> Vec<String> {
        self.inner.desk().complaints.clone()
    }
}

/// One connection.
struct Line {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    inner: Arc<Inner>,
}

/// What is known of the client so far.
#[derive(Default)]
struct Session {
    greeted: bool,
    authenticated: bool,
    from: Option<String>,
    to: Vec<String>,
}

async fn talk(stream: TcpStream, inner: Arc<Inner>) {
    let (reader, writer) = stream.into_split();
    let mut line = Line { reader: BufReader::new(reader), writer, inner };
    let mut session = Session::default();
    if line.say("", "220 fake.test ESMTP").await.is_none() {
        return;
    }
    while let Some(command) = line.read().await {
        line.inner.desk().commands.push(command.clone());
        if line.obey(&command, &mut session).await.is_none() || command == "QUIT" {
            return;
        }
    }
}

impl Line {
    /// None: the connection is over.
    async fn read(&mut self) -> Option<String> {
        let mut text = String::new();
        match self.reader.read_line(&mut text).await {
            Ok(0) | Err(_) => None,
            Ok(_) => {
                let Some(line) = text.strip_suffix("\r\n") else {
                    self.inner.complain(format!("a line that does not end in CR LF: {text:?}"));
                    return None;
                };
                Some(line.to_owned())
            }
        }
    }

    /// Says this, or what a test wants at this command. None: nothing more is said on this connection.
    async fn say(&mut self, command: &str, usual: &str) -> Option<()> {
        match self.inner.scripted(command) {
            None => self.write(usual).await,
            Some(Says::Line(other)) => self.write(other).await,
            Some(Says::HangsUp) => None,
            Some(Says::Nothing) => {
                // The other side ends it.
                while self.read().await.is_some() {}
                None
            }
        }
    }

    async fn write(&mut self, text: &str) -> Option<()> {
        self.writer.write_all(format!("{text}\r\n").as_bytes()).await.ok()
    }

    async fn obey(&mut self, command: &str, session: &mut Session) -> Option<()> {
        let verb = command.split([' ', ':']).next().unwrap_or_default();
        let wants_password = self.inner.desk().wants_password;
        match verb {
            "EHLO" if command.len() > 5 => {
                session.greeted = true;
                self.say(command, "250-fake.test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN").await
            }
            "AUTH" if session.greeted => {
                session.authenticated = command == format!("AUTH PLAIN {PLAIN}");
                let usual = if session.authenticated { "235 welcome" } else { "535 5.7.8 ana@fake.test: wrong password" };
                self.say(command, usual).await
            }
            "MAIL" if wants_password && !session.authenticated => self.say(command, "530 5.7.0 sign in first").await,
            "MAIL" if session.greeted && session.from.is_none() => {
                session.from = Some(path(command));
                self.say(command, "250 OK").await
            }
            "RCPT" if session.from.is_some() => {
                session.to.push(path(command));
                self.say(command, "250 OK").await
            }
            "DATA" if !session.to.is_empty() => {
                self.say(command, "354 go on").await?;
                self.take(session).await
            }
            "NOOP" => self.say(command, "250 OK").await,
            "RSET" => {
                (session.from, session.to) = (None, vec![]);
                self.say(command, "250 OK").await
            }
            "QUIT" => self.say(command, "221 bye").await,
            _ => {
                self.inner.complain(format!("{command:?} does not come now"));
                self.write("503 5.5.1 bad sequence").await
            }
        }
    }

    async fn take(&mut self, session: &mut Session) -> Option<()> {
        let mut text = String::new();
        loop {
            let line = self.read().await?;
            if line == "." {
                break;
            }
            if line.len() > 998 || !line.is_ascii() {
                self.inner.complain(format!("a line that is too long, or not ASCII: {line:?}"));
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push_str("\r\n");
        }
        let says = self.inner.scripted(".");
        let is_taken = match &says {
            None => true,
            Some(Says::Line(line)) => line.starts_with('2'),
            // It has the mail, and the other side does not learn of it.
            Some(Says::Nothing | Says::HangsUp) => true,
        };
        let (from, to) = (session.from.take(), std::mem::take(&mut session.to));
        let was_authenticated = session.authenticated;
        if is_taken {
            let taken = Taken { from: from.unwrap_or_default(), to, text, was_authenticated };
            self.inner.taken.send_modify(|all| all.push(taken));
        }
        match says {
            None => self.write("250 2.0.0 taken").await,
            Some(Says::Line(line)) => self.write(line).await,
            Some(Says::HangsUp) => None,
            Some(Says::Nothing) => {
                while self.read().await.is_some() {}
                None
            }
        }
    }
}

/// The address of `MAIL FROM:<…>` and `RCPT TO:<…>`.
fn path(command: &str) -> String {
    let inside = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(address, _)| address.to_owned()).unwrap_or_default()
}
