//! `/leads/reports` and `/analytics/summary`, as programs and a signed-in owner use them.

use std::{io::Cursor, path::Path};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use chatimjd::domain::{account::Scope, ids::ReportId};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, KEY, TestApp},
    rpc::desk::Desk,
};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn open(folder: &Path) -> Desk {
    Desk::with(&[("DATA_DIR", folder.to_str().expect("text"))]).await
}

/// Three visitors, two of them with an address.
async fn busy_day(desk: &Desk) {
    for words in ["Hi, I'm Ana, ana@example.com", "Hello, I'm Ben, ben@example.com", "Just looking"] {
        desk.visitor().send(words).await;
    }
}

async fn generate(desk: &Desk, body: &Value) -> Answer {
    desk.call(Method::POST, "/leads/reports/generate", Some(body)).await
}

/// `data.report` of one that was made.
#[track_caller]
fn made(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["data"]["report"].clone()
}

async fn listed(desk: &Desk) -> Vec<Value> {
    desk.call(Method::GET, "/leads/reports", None).await.data()["items"].as_array().expect("a list").clone()
}

fn id(report: &Value) -> &str {
    report["id"].as_str().expect("an id")
}

/// Actions of the audit log that begin like this, the earliest first.
async fn told(desk: &Desk, what: &str) -> Vec<String> {
    let lines = desk.state.audit.latest(50).await.expect("read");
    let mut told: Vec<String> = lines.into_iter().map(|line| line.action).filter(|action| action.starts_with(what)).collect();
    told.reverse();
    told
}

/// The figure of these words on the summary, and what the rows of its sheet add up to.
fn compared(book: &mut Xlsx<Cursor<Vec<u8>>>, words: &str) -> (f64, f64) {
    let number = |cell: &Data| calamine::DataType::as_f64(cell).unwrap_or(0.0);
    let summary = book.worksheet_range("Summary").expect("a sheet");
    let row = summary.rows().find(|row| row[0] == Data::String(words.into())).unwrap_or_else(|| panic!("no {words}"));
    let rows = book.worksheet_range(&row[5].to_string()).expect("a sheet");
    let mut rows = rows.rows();
    let at = rows.next().expect("a head").iter().position(|head| *head == Data::String(words.into())).expect("a column");
    (number(&row[1]), rows.map(|row| number(&row[at])).sum())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_is_made_listed_downloaded_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    busy_day(&desk).await;
    let report = made(&generate(&desk, &json!({})).await);
    let file = report["filename"].as_str().expect("a name").to_owned();
    assert!(
        file.starts_with("daily_leads_") && file.ends_with(".xlsx") && file.len() == "daily_leads_2026-11-22_090507.xlsx".len(),
        "{file}"
    );
    assert_eq!(report["rows"], json!(5), "three conversations and two leads: {report}");
    assert_eq!(report["url"], json!(format!("http://desk.test/leads/reports/{}", id(&report))));
    assert_eq!(listed(&desk).await, std::slice::from_ref(&report));

    let path = format!("/leads/reports/{}", id(&report));
    let head = desk.send(desk.request(Method::HEAD, &path).bearer_auth(KEY)).await;
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    let response = desk.request(Method::GET, &path).bearer_auth(KEY).send().await.expect("an answer");
    let headers = response.headers().clone();
    let (disposition, length) = (format!("attachment; filename=\"{file}\""), report["bytes"].to_string());
    for (name, value) in [
        ("content-type", WORKBOOK),
        ("content-disposition", disposition.as_str()),
        ("cache-control", "no-store"),
        ("content-length", length.as_str()),
    ] {
        assert_eq!(headers[name], value);
        assert_eq!(head.headers[name], value, "HEAD");
    }
    let bytes = response.bytes().await.expect("a whole body").to_vec();
    assert_eq!(json!(bytes.len()), report["bytes"]);
    assert_eq!(std::fs::read(folder.path().join("daily_lead_reports").join(&file)).expect("a file"), bytes);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let figures = desk.call(Method::GET, "/analytics/summary", None).await.data()["figures"].clone();
    for (words, name, number) in
        [("New conversations", "chats", 3.0), ("New leads", "leads", 2.0), ("Visitors' messages", "visitor_messages", 3.0)]
    {
        assert_eq!(compared(&mut book, words), (number, number), "{words}");
        assert_eq!(figures[name]["now"].as_f64(), Some(number), "{words} on the dashboard");
    }

    assert_eq!(desk.call(Method::DELETE, &path, None).await.data()["removed"], report["id"]);
    assert_eq!(listed(&desk).await, Vec::<Value>::new());
    for method in [Method::GET, Method::HEAD, Method::DELETE] {
        assert_eq!(desk.call(method, &path, None).await.status, 404);
    }
    assert_eq!(told(&desk, "reports.").await, ["reports.generated", "reports.downloaded", "reports.removed"], "a HEAD takes nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn days_of_before_have_reports_too_and_a_second_instance_has_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    busy_day(&desk).await;
    let day = made(&generate(&desk, &json!({ "date": "2020-02-29" })).await);
    assert_eq!((&day["from"], &day["to"], &day["rows"]), (&json!("2020-02-29"), &json!("2020-02-29"), &json!(0)));
    assert!(day["filename"].as_str().is_some_and(|file| file.starts_with("daily_leads_2020-02-29_")), "{day}");
    let week = made(&generate(&desk, &json!({ "from": "2020-02-24", "to": "2020-03-01" })).await);
    assert_eq!((&week["from"], &week["to"]), (&json!("2020-02-24"), &json!("2020-03-01")));
    let other = desk.beside(&[("DATA_DIR", folder.path().to_str().expect("text"))]).await;
    let there = other.call(Method::GET, "/leads/reports", None).await.data()["items"].clone();
    assert_eq!(there, json!(listed(&desk).await));
    assert_eq!(there.as_array().map(Vec::len), Some(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asked_follows_it_under_an_id_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    let progress = "rpt_00000000000000000000000000000007";
    let path = format!("/leads/reports/generate/{progress}");
    desk.call(Method::GET, &path, None).await.assert_error(404, "not_found");
    let report = made(&generate(&desk, &json!({ "progress": progress })).await);
    let course = desk.call(Method::GET, &path, None).await.data()["progress"].clone();
    assert_eq!((&course["state"], &course["report"]), (&json!("done"), &report));
    assert_eq!(desk.call(Method::DELETE, &path, None).await.data()["progress"]["state"], json!("done"), "what is over stays as it is");
    generate(&desk, &json!({ "progress": progress })).await.assert_error(409, "conflict");
    // Another one has another shelf.
    let ana = desk.signed_in().await;
    assert_eq!(ana.get(&path).await.status, 404);

    // One that is cancelled before it is written is none.
    let keeper = chatimjd::service::permission::Keeper::admin(&TestApp::owner());
    let id: ReportId = "rpt_00000000000000000000000000000008".parse().expect("an id");
    let track = desk.state.running_reports.begin(&keeper, id.clone()).expect("begun");
    desk.state.running_reports.cancel(&keeper, &id).expect("known");
    assert!(desk.state.reports.generate(&keeper, None, &track).await.is_err());
    assert_eq!(listed(&desk).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_many_at_once_are_told_to_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    let keeper = chatimjd::service::permission::Keeper::admin(&TestApp::owner());
    let begin = |n: u128| desk.state.running_reports.begin(&keeper, ReportId::new(uuid::Uuid::from_u128(n))).expect("begun");
    let tracks: Vec<_> = (1..=4).map(begin).collect();
    let answer = generate(&desk, &json!({})).await;
    answer.assert_error(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "10");
    drop(tracks);
    made(&generate(&desk, &json!({})).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_question_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    for (body, field) in [
        (json!({ "date": "2026-11-31" }), "date"),
        (json!({ "date": 20_261_122 }), "date"),
        (json!({ "date": "2026-11-22", "from": "2026-11-22" }), "date"),
        (json!({ "from": "2026-11-22" }), "to"),
        (json!({ "to": "2026-11-22" }), "from"),
        (json!({ "from": "2026-11-22", "to": "2026-11-21" }), "to"),
        (json!({ "from": "2024-11-22", "to": "2026-11-21" }), "from"),
        (json!({ "from": "1800-01-01", "to": "2026-11-21" }), "from"),
        (json!({ "progress": "7" }), "progress"),
        (json!({ "days": 7 }), "days"),
    ] {
        let answer = generate(&desk, &body).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{body}: {}", answer.text);
    }
    let raw = |text: &'static str| desk.request(Method::POST, "/leads/reports/generate").bearer_auth(KEY).body(text);
    desk.send(raw("{").header("content-type", "application/json")).await.assert_error(400, "invalid_request");
    desk.send(raw("{}").header("content-type", "text/plain")).await.assert_error(415, "unsupported_media_type");
    for path in ["/leads/reports/7", "/leads/reports/..%2F..%2Fsecret.key", "/leads/reports/rpt_00000000000000000000000000000001"] {
        for method in [Method::GET, Method::DELETE] {
            desk.call(method, path, None).await.assert_error(404, "not_found");
        }
    }
    for (query, field) in
        [("/leads/reports?limit=1", "limit"), ("/analytics/summary?from=now", "from"), ("/analytics/summary?by=page", "by")]
    {
        let answer = desk.call(Method::GET, query, None).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{query}");
    }
    assert_eq!((listed(&desk).await, told(&desk, "reports.").await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_who_may_see_figures_sees_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    let report = made(&generate(&desk, &json!({})).await);
    let one = format!("/leads/reports/{}", id(&report));
    let scopes = Scope::ALL.into_iter().filter(|scope| *scope != Scope::Reports).collect();
    let (other, _) = desk.state.keys.create(&TestApp::owner(), "all but one", scopes).await.expect("a key");
    let (own, info) = desk.state.keys.create(&TestApp::owner(), "reports", vec![Scope::Reports]).await.expect("a key");
    let ana = desk.signed_in().await;
    for (method, path, status) in [
        (Method::GET, "/leads/reports", 200),
        (Method::GET, one.as_str(), 200),
        (Method::GET, "/analytics/summary?from=2026-11-01&to=2026-11-22", 200),
        (Method::POST, "/leads/reports/generate", 201),
        (Method::DELETE, one.as_str(), 200),
    ] {
        let asked = |key: &str| desk.request(method.clone(), path).bearer_auth(key.to_owned());
        desk.send(desk.request(method.clone(), path)).await.assert_error(401, "unauthorized");
        desk.send(asked(&other)).await.assert_error(403, "forbidden");
        if method == Method::DELETE {
            // From another site, the cookie alone opens nothing.
            let foreign = ana.call(method.clone(), path).of_no_origin().header("sec-fetch-site", "cross-site").send().await;
            assert_eq!(foreign.status, 403, "{path}");
            ana.call(method.clone(), path).send().await.ok();
            continue;
        }
        let response = asked(&own).send().await.expect("an answer");
        assert_eq!(response.status(), status, "{path}");
    }
    let lines = desk.state.audit.latest(9).await.expect("read");
    let by: Vec<&str> = lines.iter().filter(|line| line.action.starts_with("reports.")).map(|line| line.actor.as_str()).collect();
    assert!(by[0].starts_with("adm_"), "{by:?}");
    assert_eq!(by[1..], [info.id.as_str(), info.id.as_str(), "environment"]);
}
