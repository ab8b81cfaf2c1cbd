//! SIGTERM while people are talking: everybody gets an end, what was shown is kept, and the process is gone in time.

use std::{
    net::SocketAddr,
    path::Path,
    time::{Duration, Instant},
};

use futures::future::join_all;
use tokio::net::TcpStream;

use crate::{
    fakes::gemini::{Behaviour, FakeGemini, KEY, Step},
    harness::{Answer, Program, Raw, Stream, VisitorClient, client},
    rpc::{
        browser::Browser,
        desk::{ACCOUNT, EMAIL, PASSWORD, log_in},
    },
};

/// Streamed answers in the making.
const STREAMS: usize = 30;
/// Whole answers in the making.
const CALLS: usize = 10;
const DASHBOARDS: usize = 10;
/// Answers may end by themselves for six seconds and are stored within three; the rest is for the database.
const DEADLINE: Duration = Duration::from_secs(12);
const SHOWN: &str = "Let me think about ";
/// What is stored of it where the server goes.
const CUT: &str = "Let me think about \n\nSorry, I was interrupted here. Please ask me once more.";

/// A program in which the model says a few words to everybody and then nothing more.
struct Busy {
    program: Program,
    address: SocketAddr,
    visitors: Vec<(VisitorClient, Stream)>,
    dashboards: Vec<Stream>,
    fake: FakeGemini,
}

async fn start(folder: &Path, address: SocketAddr, gemini: &str) -> (Program, String) {
    let address = address.to_string();
    let settings = [("BIND", address.as_str()), ("GEMINI_BASE_URL", gemini), ("GEMINI_API_KEY", KEY), ("RATE_LIMIT_HOUR", "0")];
    Program::ready(folder, &[&ACCOUNT[..], &settings].concat()).await
}

impl Busy {
    async fn in_folder(folder: &Path) -> Self {
        let fake = FakeGemini::start().await;
        fake.times(STREAMS + CALLS, &Behaviour::cut_off(&["Let me ", "think about "]).and(Step::Hang));
        let address = crate::harness::free_address();
        let (program, url) = start(folder, address, fake.base_url().as_str()).await;
        let ana = Browser::at(&url);
        log_in(&ana, EMAIL, PASSWORD).await.ok();
        let cookie = ana.cookie("sid").expect("a cookie");
        let mut dashboards = join_all((0..DASHBOARDS).map(|_| Stream::of_dashboard(&url, &cookie))).await;
        for dashboard in &mut dashboards {
            assert!(dashboard.reads(": open").await);
        }
        let http = client(None);
        let talk = |_| async {
            let mut visitor = VisitorClient::new(address, http.clone());
            let mut stream = Stream::of(visitor.open_stream("What do you cost?").await);
            assert!(stream.reads("think about \"}\n\n").await, "{}", stream.text);
            visitor.keep_token(&crate::harness::events_in(&stream.text)[0].data);
            (visitor, stream)
        };
        let visitors = join_all((0..STREAMS).map(talk)).await;
        Self { program, address, visitors, dashboards, fake }
    }

    /// Everybody's answer to one more question, which is not to come before the end.
    async fn callers(&self) -> Vec<tokio::task::JoinHandle<Answer>> {
        let before = self.fake.open_streams();
        let call = |_| {
            let mut visitor = VisitorClient::new(self.address, client(None));
            tokio::spawn(async move { visitor.try_send("How long does it take?").await })
        };
        let calls = (0..CALLS).map(call).collect();
        let asked = async {
            while self.fake.open_streams() < before + CALLS {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), asked).await.expect("all were asked");
        calls
    }

    /// The dashboards hear of the stop before anybody else.
    async fn dashboards_end(&mut self) {
        for dashboard in &mut self.dashboards {
            assert!(!dashboard.reads("no stream has this in it").await);
        }
    }

    async fn refuses_connections(&self) {
        let refused = async {
            while TcpStream::connect(self.address).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(2), refused).await.expect("nobody listens any more");
    }
}

#[tokio::test]
async fn a_stop_ends_every_stream_and_keeps_what_was_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut busy = Busy::in_folder(folder.path()).await;
    let calls = busy.callers().await;
    let mut silent = Raw::to(busy.address).await;

    let began = Instant::now();
    busy.program.signal("TERM").await;
    busy.dashboards_end().await;
    assert!(began.elapsed() < Duration::from_secs(3), "dashboards wait for nobody: {:?}", began.elapsed());
    busy.refuses_connections().await;
    assert!(silent.read_to_end(Duration::from_secs(3)).await.is_some(), "who says nothing is not waited for");

    let (visitors, streams): (Vec<_>, Vec<_>) = busy.visitors.into_iter().unzip();
    for events in join_all(streams.into_iter().map(Stream::events)).await {
        let last = events.last().expect("events");
        assert_eq!((last.name.as_str(), &last.data["end"], &last.data["reply"]["text"]), ("done", &"interrupted".into(), &CUT.into()));
    }
    for answer in join_all(calls).await {
        let data = answer.expect("no panic").data();
        assert_eq!((&data["end"], &data["reply"]["text"]), (&"interrupted".into(), &CUT.into()));
    }
    let left = DEADLINE.saturating_sub(began.elapsed());
    assert_eq!(busy.program.exit_code(left).await, Some(0));
    println!("from SIGTERM to the exit: {:?}", began.elapsed());
    let log = String::from_utf8(busy.program.log()).expect("text");
    assert!(!log.contains("stopped at the deadline"), "{log}");

    let (_again, _) = start(folder.path(), busy.address, "http://127.0.0.1:9/v1beta").await;
    for visitor in &visitors {
        let lines = visitor.lines().await;
        assert_eq!(lines[1], ("assistant".to_owned(), CUT.to_owned()));
    }
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once_and_loses_nothing_that_was_acknowledged() {
    for (first, second) in [("TERM", "TERM"), ("INT", "TERM")] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut busy = Busy::in_folder(folder.path()).await;
        let (visitor, stream) = busy.visitors.pop().expect("a visitor");
        let reply = crate::harness::events_in(&stream.text)[0].data["reply_id"].as_str().expect("an id").to_owned();
        let stopped = visitor.press_stop(&reply).await.data();
        assert_eq!(stopped["reply"]["text"], SHOWN);

        busy.program.signal(first).await;
        busy.dashboards_end().await;
        let began = Instant::now();
        busy.program.signal(second).await;
        assert_eq!(busy.program.exit_code(Duration::from_secs(2)).await, Some(130), "{first}, {second}");
        assert!(began.elapsed() < Duration::from_secs(2));

        let (_again, _) = start(folder.path(), busy.address, "http://127.0.0.1:9/v1beta").await;
        assert_eq!(visitor.lines().await[1].1, SHOWN);
    }
}
