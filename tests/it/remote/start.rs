//! The first session: refused, waited for, and with as few rights as will do.

use std::{
    path::Path,
    process::Output,
    time::{Duration, Instant},
};

use chatimjd::adapters::surreal::Database;
use futures::future::join_all;
use tokio::net::TcpListener;

use crate::harness::{Program, SurrealServer, TestApp, free_address};

/// The most messages that a transcript shows.
const TRANSCRIPT: usize = 200;

/// What the program said when it ended with code 1.
fn told(ended: &Output) -> String {
    let told = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert!(told.contains("DATABASE_URL"), "{told}");
    let everything = told.clone() + &String::from_utf8_lossy(&ended.stdout);
    assert!(!everything.contains("canary"), "{everything}");
    told
}

async fn run(folder: &Path, url: &str) -> Output {
    Program::run(folder, &[("BIND", "127.0.0.1:0"), ("DATABASE_URL", url)]).await
}

#[tokio::test]
async fn a_wrong_password_is_told_at_once_by_the_variable_and_without_its_value() {
    let Some(server) = SurrealServer::shared().await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for who in ["root:canary-of-the-password", "nobody:canary-of-the-password"] {
        let began = Instant::now();
        let told = told(&run(folder.path(), &format!("ws://{who}@{}/tests/wrong", server.address)).await);
        assert!(told.contains("password"), "{told}");
        assert!(began.elapsed() < Duration::from_secs(9), "a refusal is final: {:?}", began.elapsed());
    }
}

/// Needs no server: nobody listens, or somebody who does not speak TLS.
#[tokio::test]
async fn a_server_that_does_not_answer_is_told_after_some_seconds() {
    let folder = tempfile::tempdir().expect("a folder");
    let nobody = free_address();
    let mute = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mute_address = mute.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((connection, _)) = mute.accept().await {
            drop(connection);
        }
    });
    let began = Instant::now();
    let urls = [format!("ws://root:canary@{nobody}/a/b"), format!("wss://root:canary@{mute_address}/a/b")];
    let ended = join_all(urls.iter().map(|url| run(folder.path(), url))).await;
    for (ended, address) in ended.iter().zip([nobody, mute_address]) {
        let told = told(ended);
        assert!(told.contains(&address.to_string()), "{told}");
    }
    assert!(began.elapsed() > Duration::from_secs(5), "it was not tried again");
}

#[tokio::test]
async fn a_server_that_starts_later_is_waited_for() {
    let Some(mut server) = SurrealServer::start().await else { return };
    server.kill();
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind(server.address).await.expect("its port");
    let url = server.url("late");
    let settings = [("BIND", "127.0.0.1:0"), ("DATABASE_URL", url.as_str())];
    let serve_late = async {
        // Somebody has knocked, in vain.
        drop(listener.accept().await.expect("an attempt"));
        drop(listener);
        server.begin_restart();
    };
    let ((mut program, _), ()) = futures::join!(Program::ready(folder.path(), &settings), serve_late);
    program.signal("TERM").await;
    assert_eq!(program.exit_code(Duration::from_secs(10)).await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_of_this_database_is_enough_and_may_be_signed_out_at_any_time() {
    let Some(server) = SurrealServer::shared().await else { return };
    let database = server.fresh();
    let operator = server.operator(&database).await;
    let define = "DEFINE USER desk ON DATABASE PASSWORD 'canary' ROLES EDITOR, OWNER DURATION FOR TOKEN 1s, FOR SESSION 2s";
    operator.query(define).await.expect("asked").check().expect("done");
    let url = format!("ws://desk:canary@{}/tests/{database}", server.address);
    let app = TestApp::with(&[("DATABASE_URL", &url)]).await;
    let mut ana = app.visitor();
    let began = Instant::now();
    let mut said = 0;
    // Several sessions end in this time.
    while began.elapsed() < Duration::from_secs(7) {
        ana.send(&format!("This is message {said}")).await;
        said += 1;
    }
    let lines = ana.lines().await;
    assert_eq!(lines.len(), (said * 2).min(TRANSCRIPT), "none is missing, none is there twice");
    assert_eq!(lines[lines.len() - 2].1, format!("This is message {}", said - 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_open_an_empty_database_together_migrate_it_once() {
    let Some(server) = SurrealServer::shared().await else { return };
    let database = server.fresh();
    let opened = join_all((0..6).map(|_| Database::open(server.config(&database)))).await;
    for database in &opened {
        database.as_ref().expect("opened").ping().await.expect("it answers");
    }
    let mut applied = server.operator(&database).await.query("SELECT VALUE name FROM _migration").await.expect("asked");
    let applied: Vec<String> = applied.take(0).expect("names");
    let expected = [
        "initial",
        "leads",
        "imports",
        "lead desk",
        "assignees",
        "meetings",
        "outbox",
        "studio",
        "figures",
        "indexes of figures",
        "moved events",
        "holds of archives",
        "clearing the log",
        "pages",
        "pages by update",
        "pages by name",
        "pages by score",
        "pages of the audit log",
        "counts of weeks",
        "team",
        "wishes for a person",
        "password marks",
    ];
    assert_eq!(applied, expected);
}
