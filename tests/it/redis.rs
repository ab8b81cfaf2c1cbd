//! Sessions in a real Redis server, which the test starts, kills and starts again.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use futures::StreamExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::rpc::{
    browser::Browser,
    desk::{Desk, EMAIL, PASSWORD, is_signed_in, list_keys, log_in},
};

/// A Redis server of our own; it dies with this.
struct Redis {
    port: u16,
    process: Child,
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Redis {
    /// None, saying so, where the machine has no `redis-server`.
    async fn start() -> Option<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        match Self::spawn(port) {
            Ok(process) => {
                let redis = Self { port, process };
                redis.wait().await;
                Some(redis)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                println!("skipped: there is no redis-server on this machine");
                None
            }
            Err(error) => panic!("redis-server does not start: {error}"),
        }
    }

    fn spawn(port: u16) -> std::io::Result<Child> {
        let mut command = Command::new("redis-server");
        command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"]).arg(port.to_string());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }

    async fn wait(&self) {
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).await.is_err() {
            assert!(began.elapsed() < Duration::from_secs(10), "redis-server does not listen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn kill(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    async fn restart(&mut self) {
        self.process = Self::spawn(self.port).expect("it started before");
        self.wait().await;
    }

    /// The answer to one command, as it stands on the wire.
    async fn ask(&self, command: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("a connection");
        stream.write_all(format!("SELECT 3\r\n{command}\r\nQUIT\r\n").as_bytes()).await.expect("sent");
        let mut answer = vec![];
        stream.read_to_end(&mut answer).await.expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/3", self.port)
    }
}

async fn desk_on(redis: &Redis, data_dir: &Path) -> Desk {
    let database = format!("surrealkv://{}", data_dir.join("database").display());
    Desk::with(&[("SESSION_TYPE", "redis"), ("REDIS_URL", &redis.url()), ("DATABASE_URL", &database)]).await
}

#[tokio::test]
async fn a_session_lives_in_redis_under_a_hash_and_expires_there() {
    let Some(redis) = Redis::start().await else { return };
    let data = tempfile::tempdir().expect("a folder");
    let desk = desk_on(&redis, data.path()).await;
    let ana = desk.signed_in().await;
    let id = ana.cookie("sid").expect("a cookie");
    assert!(is_signed_in(&ana).await);
    assert!(redis.ask("DBSIZE").await.contains(":1\r\n"), "{}", redis.ask("DBSIZE").await);
    let keys = redis.ask("KEYS *").await;
    assert!(!keys.contains(&id), "the id itself is not in Redis");
    let key = keys.lines().find(|line| line.len() == 22).unwrap_or_else(|| panic!("a key of 22 characters: {keys}")).to_owned();
    assert!(!redis.ask(&format!("GET {key}")).await.contains(&id));
    let ttl = redis.ask(&format!("TTL {key}")).await;
    let seconds: i64 = ttl.lines().find_map(|line| line.strip_prefix(':')).and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{ttl}"));
    assert!((86_000..=86_400).contains(&seconds), "{seconds}");

    ana.form("/rpc/session/log-out", &[]).await.ok();
    assert!(redis.ask("DBSIZE").await.contains(":0\r\n"));
    let visitor = desk.browser();
    visitor.get("/").await;
    visitor.get("/admin/login").await;
    assert!(redis.ask("DBSIZE").await.contains(":0\r\n"), "visitors leave nothing");
}

#[tokio::test]
async fn ten_thousand_visitors_leave_nothing() {
    let Some(redis) = Redis::start().await else { return };
    let data = tempfile::tempdir().expect("a folder");
    let desk = desk_on(&redis, data.path()).await;
    let browser = desk.browser();
    let visits = futures::stream::iter(0..10_000).map(|n| {
        let browser = &browser;
        async move {
            match n % 2 {
                0 => browser.form("/rpc/session/who", &[]).await,
                _ => list_keys(browser).await,
            }
        }
    });
    let cookies = visits.buffer_unordered(16).fold(0, async |sum, answer| sum + answer.set_cookies().len()).await;
    assert_eq!(cookies, 0);
    assert!(redis.ask("DBSIZE").await.contains(":0\r\n"), "{}", redis.ask("KEYS *").await);
    desk.close().await;
}

#[tokio::test]
async fn requests_in_flight_bring_no_session_back() {
    let Some(redis) = Redis::start().await else { return };
    let data = tempfile::tempdir().expect("a folder");
    let desk = desk_on(&redis, data.path()).await;
    let ana = desk.signed_in().await;
    let calls = (0..100).map(|_| list_keys(&ana));
    let (_, out) = futures::future::join(futures::future::join_all(calls), ana.form("/rpc/session/log-out", &[])).await;
    out.ok();
    assert!(redis.ask("DBSIZE").await.contains(":0\r\n"), "{}", redis.ask("KEYS *").await);
    desk.close().await;
}

#[tokio::test]
async fn a_log_in_survives_a_restart_of_the_server() {
    let Some(redis) = Redis::start().await else { return };
    let data = tempfile::tempdir().expect("a folder");
    let desk = desk_on(&redis, data.path()).await;
    let cookie = desk.signed_in().await.cookie("sid").expect("a cookie");
    desk.close().await;
    let desk = desk_on(&redis, data.path()).await;
    let ana = desk.browser();
    ana.set_cookie("sid", &cookie);
    assert!(is_signed_in(&ana).await);
    desk.close().await;
}

#[tokio::test]
async fn without_redis_pages_say_so_in_time_and_come_back_with_it() {
    let Some(mut redis) = Redis::start().await else { return };
    let data = tempfile::tempdir().expect("a folder");
    let desk = desk_on(&redis, data.path()).await;
    let ana = desk.signed_in().await;
    for round in 0..2 {
        redis.kill();
        for path in ["/admin", "/admin/events"] {
            let (status, took) = timed(&ana, path).await;
            assert_eq!(status, 503, "{path}, round {round}");
            assert!(took < Duration::from_secs(2), "{path} took {took:?}");
        }
        let began = Instant::now();
        let answer = list_keys(&ana).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, "unavailable"));
        assert!(began.elapsed() < Duration::from_secs(2));
        assert!(answer.headers.contains_key("retry-after"));
        assert!(!answer.text.contains("redis") && !answer.text.contains("127.0.0.1"), "{}", answer.text);
        let began = Instant::now();
        let refused = log_in(&desk.browser(), EMAIL, PASSWORD).await;
        assert_eq!(refused.status, 503, "{}", refused.text);
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        let reply = desk.visitor().send("Hello, are you there?").await;
        assert!(reply["reply"]["text"].as_str().is_some_and(|text| !text.is_empty()), "visitors are served: {reply}");
        assert_eq!(desk.state.sessions.health().await.state, chatimjd::domain::health::PartState::Degraded);

        redis.restart().await;
        let began = Instant::now();
        while desk.state.sessions.health().await.state != chatimjd::domain::health::PartState::Ok {
            assert!(began.elapsed() < Duration::from_secs(5), "back within five seconds");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        // Redis kept nothing: she signs in again.
        assert_eq!(list_keys(&ana).await.status, 401);
        log_in(&ana, EMAIL, PASSWORD).await.ok();
        assert!(is_signed_in(&ana).await);
    }
}

#[tokio::test]
async fn redis_may_come_after_the_server() {
    let Some(mut redis) = Redis::start().await else { return };
    redis.kill();
    let data = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let desk = desk_on(&redis, data.path()).await;
    assert!(began.elapsed() < Duration::from_secs(5), "the start waits for nobody");
    assert_eq!(log_in(&desk.browser(), EMAIL, PASSWORD).await.status, 503);
    redis.restart().await;
    let ana = desk.browser();
    let began = Instant::now();
    while desk.state.sessions.health().await.state != chatimjd::domain::health::PartState::Ok {
        assert!(began.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    log_in(&ana, EMAIL, PASSWORD).await.ok();
    assert!(is_signed_in(&ana).await);
}

async fn timed(browser: &Browser, path: &str) -> (u16, Duration) {
    let began = Instant::now();
    (browser.get(path).await.status, began.elapsed())
}
