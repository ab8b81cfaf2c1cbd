//! The program itself: how it starts, refuses to start, and stops.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::{
    harness::{Program, TestApp, free_address},
    rpc::{
        browser::Browser,
        desk::{is_signed_in, log_in},
    },
};

#[tokio::test]
async fn mistakes_of_the_configuration_are_told_all_at_once_without_their_values() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(".env"), "SESSION_TYPE=filesystem\nADMIN_API_KEY=canary-short\n").expect("a file");
    let began = Instant::now();
    let ended =
        Program::run(folder.path(), &[("BIND", "canary"), ("GEMINI_API_KEY", "canary with a blank"), ("RATE_LIMIT_DAY", "canary")]).await;
    assert_eq!(ended.status.code(), Some(2));
    assert!(began.elapsed() < Duration::from_secs(2));
    let told = String::from_utf8(ended.stderr).expect("text");
    for name in ["BIND", "GEMINI_API_KEY", "RATE_LIMIT_DAY", "SESSION_TYPE", "ADMIN_API_KEY"] {
        assert!(told.contains(name), "{told}");
    }
    assert!(!told.contains("canary") && !told.contains("filesystem"), "{told}");
}

#[tokio::test]
async fn a_broken_env_file_is_told_without_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(".env"), "SECRET_KEY='canary\n").expect("a file");
    let ended = Program::run(folder.path(), &[]).await;
    let told = String::from_utf8(ended.stderr).expect("text");
    assert_eq!(ended.status.code(), Some(2), "{told}");
    assert!(told.contains(".env") && !told.contains("canary"), "{told}");
}

#[tokio::test]
async fn a_secret_of_the_env_file_is_taken_whole_or_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |text: &str| std::fs::write(folder.path().join(".env"), text).expect("a file");
    let account = "ADMIN_EMAIL=ana@example.com\nADMIN_PASSWORD=";
    write(&format!("{account}canary-2026$ale\nSECRET_KEY=\"$canary\"\nBIND=127.0.0.1:0\n"));
    let ended = Program::run(folder.path(), &[("LOG_LEVEL", "canary")]).await;
    let told = String::from_utf8(ended.stderr).expect("text");
    assert_eq!(ended.status.code(), Some(2), "{told}");
    for name in ["ADMIN_PASSWORD", "SECRET_KEY", "LOG_LEVEL", "single quotes"] {
        assert!(told.contains(name), "{told}");
    }
    assert!(!told.contains("canary") && !told.contains("BIND") && !told.contains("ale"), "{told}");

    let address = free_address().to_string();
    write(&format!("{account}'canary-2026$ale'\nPUBLIC_URL=http://$nowhere\n"));
    let settings = [("BIND", address.as_str()), ("PUBLIC_URL", "http://desk.test")];
    let (_program, _) = Program::ready(folder.path(), &settings).await;
    let ana = Browser::at(&format!("http://{address}"));
    log_in(&ana, "ana@example.com", "canary-2026$ale").await.ok();
}

#[tokio::test]
async fn a_taken_port_and_a_taken_directory_are_told_clearly() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let taken = app.address.to_string();
    let ended = Program::run(folder.path(), &[("BIND", &taken)]).await;
    let told = String::from_utf8(ended.stderr).expect("text");
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains(&taken) && told.contains("BIND"), "{told}");

    let (mut first, url) = Program::ready(folder.path(), &[("BIND", "127.0.0.1:0"), ("PUBLIC_URL", "http://desk.test")]).await;
    assert_eq!(url, "http://desk.test");
    let ended = Program::run(folder.path(), &[("BIND", "127.0.0.1:0")]).await;
    let told = String::from_utf8(ended.stderr).expect("text");
    assert_eq!(ended.status.code(), Some(1), "{told}");
    assert!(told.contains("another process"), "{told}");
    first.signal("TERM").await;
    assert_eq!(first.exit_code(Duration::from_secs(10)).await, Some(0));
}

#[tokio::test]
async fn what_was_said_is_there_after_a_stop_and_a_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = free_address().to_string();
    let settings = [("BIND", address.as_str())];
    let (mut program, url) = Program::ready(folder.path(), &settings).await;
    let http = crate::harness::client(None);
    let answer =
        http.post(format!("{url}/gemini/train")).json(&json!({ "message": "I'm Ana, ana@example.com" })).send().await.expect("an answer");
    let answer: serde_json::Value = answer.json().await.expect("JSON");
    let token = answer["data"]["visitor_token"].as_str().expect("a token").to_owned();
    program.signal("INT").await;
    assert_eq!(program.exit_code(Duration::from_secs(10)).await, Some(0));

    let (_again, url) = Program::ready(folder.path(), &settings).await;
    let kept = http.get(format!("{url}/gemini/conversation")).bearer_auth(token).send().await.expect("an answer");
    let kept: serde_json::Value = kept.json().await.expect("JSON");
    assert_eq!(kept["data"]["messages"][0]["text"], "I'm Ana, ana@example.com");
    assert_eq!(kept["data"]["messages"][1]["text"], answer["data"]["reply"]["text"]);
}

#[tokio::test]
async fn all_figures_are_counted_anew_by_a_command_and_another_command_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = free_address().to_string();
    let settings = [("BIND", address.as_str())];
    let (mut program, url) = Program::ready(folder.path(), &settings).await;
    let message = json!({ "message": "I'm Ana, ana@example.com" });
    let said = crate::harness::client(None).post(format!("{url}/gemini/train")).json(&message).send().await.expect("an answer");
    assert_eq!(said.status(), 200);
    let busy = Program::does(folder.path(), &settings, "rebuild-figures").await;
    assert_eq!(busy.status.code(), Some(1), "the directory is the server's");
    program.signal("TERM").await;
    assert_eq!(program.exit_code(Duration::from_secs(10)).await, Some(0));

    let done = Program::does(folder.path(), &settings, "rebuild-figures").await;
    let told = String::from_utf8(done.stdout).expect("text");
    assert_eq!(done.status.code(), Some(0), "{told}");
    assert!(told.starts_with("2 facts counted under ") && told.ends_with("; 0 keys were wrong.\n"), "{told}");
    let unknown = Program::does(folder.path(), &settings, "rebuild").await;
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8(unknown.stderr).expect("text").contains("rebuild-figures"));
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_a_command_and_all_sessions_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = free_address().to_string();
    let settings = [("BIND", address.as_str()), ("ADMIN_EMAIL", "ana@example.com"), ("ADMIN_PASSWORD", "a leaked password")];
    let (mut program, url) = Program::ready(folder.path(), &settings).await;
    let thief = Browser::at(&url);
    log_in(&thief, "ana@example.com", "a leaked password").await.ok();
    program.signal("TERM").await;
    assert_eq!(program.exit_code(Duration::from_secs(10)).await, Some(0));

    let reset = async |email: &str, password: &str| {
        let done = Program::told(folder.path(), &settings, &["reset-password", email], password).await;
        let told = [done.stdout, done.stderr].map(|text| String::from_utf8(text).expect("text")).concat();
        assert!(password.is_empty() || !told.contains(password.trim()), "{told}");
        (done.status.code(), told)
    };
    let refusals = [
        ("ana@example.com", "short\n", "10 characters"),
        ("ana@example.com", "", "10 characters"),
        ("bob@example.com", "a new password\n", "no account"),
    ];
    for (email, password, words) in refusals {
        let (code, told) = reset(email, password).await;
        assert!(code == Some(1) && told.contains(words), "{told}");
    }
    let nobody = Program::told(folder.path(), &settings, &["reset-password"], "a new password\n").await;
    assert_eq!(nobody.status.code(), Some(2));
    let (code, told) = reset("Ana@example.com", "a new password\r\n").await;
    assert_eq!(code, Some(0), "{told}");

    let (_again, url) = Program::ready(folder.path(), &settings).await;
    assert!(!is_signed_in(&thief).await, "the session that the leaked password began is over");
    let ana = Browser::at(&url);
    assert_eq!(log_in(&ana, "ana@example.com", "a leaked password").await.status, 401, "nor does ADMIN_PASSWORD bring it back");
    log_in(&ana, "ana@example.com", "a new password").await.ok();
    let lines = ana.json("/rpc/audit/list", json!({ "query": { "action": "password" }, "cursor": null })).await.ok().json();
    let line = &lines["page"]["items"][0];
    assert_eq!((&line["action"], &line["who"]), (&json!("password.reset"), &json!("The operator, on the server")), "{lines}");
}

#[tokio::test]
async fn the_link_to_the_set_up_is_told_at_every_level() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = [("BIND", "127.0.0.1:0"), ("LOG_LEVEL", "error")];
    let (program, _) = Program::ready(folder.path(), &settings).await;
    let log = String::from_utf8(program.log()).expect("text");
    assert!(log.contains("/admin/setup#token="), "{log}");
    assert!(!log.contains("database migrated"), "what else is less than an error is not: {log}");
}
