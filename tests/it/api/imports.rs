//! `/leads/import` and `/leads/imports`: files taken in and taken back, as programs and a signed-in owner do it.

use chatimjd::{
    domain::{account::Scope, business::Business, upload::MOST_BYTES},
    server::state::IMPORTS_AT_A_TIME,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    harness::{Answer, KEY, TestApp, form},
    rpc::{browser::Browser, desk::Desk},
};

const PEOPLE: &str = "Name;E-mail;Telefon;Status;Tooth\r\n\
    Ana Lima;ana@example.com;0300 1234567;won;12\r\n\
    Ben;ben@;;;\r\n\
    Ana;ANA@example.com;;;\r\n\
    ;;+351 912 345 678;;\r\n";

/// A raw body.
async fn send(app: &TestApp, query: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    app.send(app.request(Method::POST, &format!("/leads/import{query}")).bearer_auth(KEY).header("content-type", kind).body(body)).await
}

async fn csv(app: &TestApp, query: &str, text: &str) -> Answer {
    send(app, query, "text/csv", text.to_owned()).await
}

/// `data` of an import that was done.
#[track_caller]
fn done(answer: &Answer) -> Value {
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["data"].clone()
}

fn counted(data: &Value) -> [u64; 4] {
    ["new", "merged", "skipped", "failed"].map(|name| data["findings"]["counts"][name].as_u64().expect("a number"))
}

async fn leads(app: &TestApp) -> Vec<Value> {
    app.call(Method::GET, "/leads?sort=created_at&limit=100", None).await.data()["items"].as_array().expect("a list").clone()
}

async fn revert(app: &TestApp, import: &Value) -> Answer {
    app.call(Method::POST, &format!("/leads/imports/{}/revert", import["id"].as_str().expect("an id")), None).await
}

/// What a page hears of the import of this id.
async fn followed(browser: &Browser, id: &str) -> Value {
    browser.form("/rpc/leads/imports/follow", &[("id", id)]).await.ok().json()
}

/// The desk of a business in Pakistan.
pub async fn in_karachi() -> TestApp {
    let app = TestApp::start().await;
    let business = Business { time_zone: "Asia/Karachi".into(), ..Business::default() };
    app.state.desk.save_business(&TestApp::owner(), business, 0).await.expect("saved");
    app
}

#[tokio::test]
async fn a_dry_run_shows_what_would_be_done_and_does_nothing() {
    let app = in_karachi().await;
    let seen = csv(&app, "?dry_run=true&filename=people.csv", PEOPLE).await.data();
    assert_eq!(
        (seen["file"].as_str(), seen["form"]["delimiter"].as_str(), seen["form"]["encoding"].as_str()),
        (Some("people.csv"), Some(";"), Some("utf-8"))
    );
    let targets: Vec<&str> =
        seen["columns"].as_array().expect("a list").iter().map(|column| column["target"].as_str().expect("text")).collect();
    assert_eq!(targets, ["name", "email", "phone", "status", "skip"]);
    assert_eq!(seen["columns"][1]["samples"], json!(["ana@example.com", "ben@", "ANA@example.com"]));
    assert_eq!(counted(&seen), [2, 0, 1, 1]);
    let error = &seen["findings"]["errors"][0];
    assert_eq!((error["line"].as_u64(), error["field"].as_str(), error["reason"].is_string()), (Some(3), Some("email"), true));
    let double = &seen["findings"]["duplicates"][0];
    assert_eq!((double["line"].as_u64(), double["same_as_line"].as_u64(), double["field"].as_str()), (Some(4), Some(2), Some("email")));
    assert_eq!(leads(&app).await, Vec::<Value>::new());
    assert_eq!(app.call(Method::GET, "/leads/imports", None).await.data()["items"], json!([]));
}

#[tokio::test]
async fn a_file_is_taken_in_listed_and_taken_back() {
    let app = in_karachi().await;
    let mapping = url::form_urlencoded::byte_serialize(br#"{"Tooth":"custom.Tooth"}"#).collect::<String>();
    let data = done(&csv(&app, &format!("?mapping={mapping}&filename=people.csv"), PEOPLE).await);
    assert_eq!((counted(&data), data["import"]["state"].as_str()), ([2, 0, 1, 1], Some("finished")));
    let all = leads(&app).await;
    assert_eq!(all.len(), 2);
    let ana = all.iter().find(|lead| lead["email"] == "ana@example.com").expect("Ana");
    assert_eq!(
        (ana["phone"].as_str(), ana["status"].as_str(), ana["custom"]["Tooth"].as_str()),
        (Some("+923001234567"), Some("won"), Some("12"))
    );
    let one = app.call(Method::GET, &format!("/leads/{}", ana["id"].as_str().expect("an id")), None).await.data();
    let told = one["timeline"].as_array().expect("a list").iter().find(|line| line["what"]["type"] == "imported").expect("a line");
    assert_eq!((&told["what"]["import_id"], told["what"]["file"].as_str()), (&data["import"]["id"], Some("people.csv")));
    let listed = app.call(Method::GET, "/leads/imports", None).await.data()["items"].clone();
    assert_eq!(listed, json!([data["import"]]));
    assert_eq!((listed[0]["counts"]["rows"].as_u64(), listed[0]["by"]["type"].as_str()), (Some(4), Some("key")));

    // Again, everybody is known: by the address, and by the number in any spelling.
    let again = done(&csv(&app, "", "Phone\n0300-1234567\n00351912345678\n").await);
    assert_eq!((counted(&again), again["findings"]["duplicates_stored"].as_u64()), ([0, 0, 2, 0], Some(2)));

    let undone = revert(&app, &data["import"]).await.data();
    assert_eq!(
        (undone["import"]["removed"].as_u64(), undone["import"]["state"].as_str(), &undone["kept"]),
        (Some(2), Some("reverted"), &json!([]))
    );
    assert_eq!(leads(&app).await, Vec::<Value>::new());
    assert_eq!(revert(&app, &data["import"]).await.data(), undone, "once is enough");
    let lines = app.state.audit.latest(9).await.expect("read");
    let told: Vec<&str> = lines.iter().map(|line| line.action.as_str()).filter(|action| action.starts_with("leads.")).collect();
    assert_eq!(told, ["leads.import_reverted", "leads.imported", "leads.imported"]);
}

#[tokio::test]
async fn a_merge_fills_in_and_is_taken_back_unless_touched() {
    let app = TestApp::start().await;
    for name in ["Ana", "Ben"] {
        let body = json!({ "name": name, "email": format!("{}@example.com", name.to_lowercase()), "notes": "first" });
        assert_eq!(app.call(Method::POST, "/leads", Some(&body)).await.status, 201);
    }
    let before = leads(&app).await;
    let text = "E-mail,Name,Company,Notes\nana@example.com,Anna,Lima,second\nben@example.com,,Brooks,\n";
    let data = done(&csv(&app, "?on_duplicate=merge", text).await);
    assert_eq!(counted(&data), [0, 2, 0, 0]);
    let after = leads(&app).await;
    let values = |lead: &Value| [lead["name"].clone(), lead["company"].clone(), lead["notes"].clone()];
    assert_eq!(values(&after[0]), [json!("Ana"), json!("Lima"), json!("first\n\nsecond")], "nothing is written over");
    let path = format!("/leads/{}", after[1]["id"].as_str().expect("an id"));
    app.call(Method::PATCH, &path, Some(&json!({ "status": "won" }))).await.data();

    let undone = revert(&app, &data["import"]).await.data();
    assert_eq!((undone["import"]["restored"].as_u64(), undone["import"]["kept"].as_u64()), (Some(1), Some(1)));
    assert_eq!((&undone["kept"][0]["id"], undone["kept"][0]["name"].as_str()), (&after[1]["id"], Some("Ben")));
    let now = leads(&app).await;
    assert_eq!((values(&now[0]), values(&now[1])[1].clone()), (values(&before[0]), json!("Brooks")));
    let one = app.call(Method::GET, &format!("/leads/{}", now[0]["id"].as_str().expect("an id")), None).await.data();
    assert!(!one["timeline"].to_string().contains("imported"), "nothing tells of it");
}

#[tokio::test]
async fn a_form_carries_a_workbook_with_what_is_wanted() {
    let app = TestApp::start().await;
    let exported = {
        app.call(Method::POST, "/leads", Some(&json!({ "name": "Ana", "email": "ana@example.com", "phone": "+351912345678" }))).await;
        let file = app.request(Method::GET, "/leads/export.xlsx").bearer_auth(KEY).send().await.expect("an answer");
        file.bytes().await.expect("a file").to_vec()
    };
    let id = leads(&app).await[0]["id"].as_str().expect("an id").to_owned();
    app.call(Method::DELETE, &format!("/leads/{id}"), None).await.data();
    let (kind, body) = form(
        &[("on_duplicate", "merge"), ("mapping", r#"{"Channel":"custom.Channel"}"#)],
        Some(("lists/Ana's leads.xlsx", exported.as_slice())),
    );
    let data = done(&send(&app, "", &kind, body).await);
    assert_eq!((counted(&data), data["import"]["file"].as_str()), ([1, 0, 0, 0], Some("Ana's leads.xlsx")));
    let lead = leads(&app).await[0].clone();
    let values = ["name", "email", "phone"].map(|field| lead[field].as_str().expect("text").to_owned());
    assert_eq!((values, lead["custom"]["Channel"].as_str()), (["Ana", "ana@example.com", "+351912345678"].map(str::to_owned), Some("API")));
}

#[tokio::test]
async fn every_wrong_input_is_named() {
    let app = TestApp::start().await;
    for (query, text, field) in [
        ("?dry_run=perhaps", PEOPLE, "dry_run"),
        ("?on_duplicate=x", PEOPLE, "on_duplicate"),
        ("?dry_run=true&dry_run=true", PEOPLE, "dry_run"),
        ("?nothing=1", PEOPLE, "nothing"),
        ("?mapping=x", PEOPLE, "mapping"),
        ("?mapping=%7B%22Name%22%3A%22nmae%22%7D", PEOPLE, "mapping"),
        ("?mapping=%7B%22Nobody%22%3A%22name%22%7D", PEOPLE, "mapping"),
        ("?mapping=%7B%22Name%22%3A%22email%22%2C%22E-mail%22%3A%22email%22%7D", PEOPLE, "mapping"),
        ("", "", "file"),
        ("", "Name\n", "file"),
        ("", "Name\nA\0na\n", "file"),
    ] {
        let answer = csv(&app, query, text).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{query}: {}", answer.text);
    }
    for file in [&b"PK\x03\x04 no archive"[..], b"\xD0\xCF\x11\xE0 an old one"] {
        let answer = send(&app, "", "application/octet-stream", file).await;
        answer.assert_error(422, "invalid_fields");
        assert!(answer.field("file").contains(".xlsx"), "{}", answer.text);
    }
    let rows = |count: usize| format!("Name\n{}", "Ana\n".repeat(count));
    let many = csv(&app, "?dry_run=true", &rows(50_001)).await;
    many.assert_error(422, "invalid_fields");
    assert!(many.field("file").contains("50,000"), "{}", many.text);
    send(&app, "", "application/json", "{}").await.assert_error(415, "unsupported_media_type");
    send(&app, "", "multipart/form-data", "x").await.assert_error(400, "invalid_request");
    send(&app, "", "multipart/form-data; boundary=x", "--x\r\n").await.assert_error(400, "invalid_request");
    let packed =
        app.request(Method::POST, "/leads/import").bearer_auth(KEY).header("content-type", "text/csv").header("content-encoding", "gzip");
    app.send(packed.body("x")).await.assert_error(415, "unsupported_media_type");
    let (kind, body) = form(&[("dry_run", "true")], None);
    let without = send(&app, "", &kind, body).await;
    without.assert_error(422, "invalid_fields");
    assert_eq!(without.field("file"), "required");
    app.call(Method::POST, "/leads/imports/imp_00000000000000000000000000000009/revert", None).await.assert_error(404, "not_found");
    app.call(Method::POST, "/leads/imports/nonsense/revert", None).await.assert_error(404, "not_found");
    app.call(Method::GET, "/leads/imports?limit=3", None).await.assert_error(422, "invalid_fields");
    assert_eq!(app.call(Method::GET, "/leads/imports", None).await.data()["items"], json!([]), "nothing was begun");
}

#[tokio::test]
async fn a_file_may_have_ten_megabytes_and_not_a_byte_more() {
    let app = TestApp::start().await;
    let file = |size: usize| {
        let begin = "Name,Link\nAna,";
        format!("{begin}{}\n", "x\n,".repeat((size - begin.len() - 1) / 3) + &"y".repeat((size - begin.len() - 1) % 3))
    };
    // Too many rows, but read.
    assert_eq!(file(MOST_BYTES).len(), MOST_BYTES);
    csv(&app, "?dry_run=true", &file(MOST_BYTES)).await.assert_error(422, "invalid_fields");
    for size in [MOST_BYTES + 1, MOST_BYTES + 1024 * 1024] {
        let over = csv(&app, "?dry_run=true", &file(size)).await;
        over.assert_error(413, "too_large");
        assert!(over.json()["message"].as_str().is_some_and(|message| message.contains("10 MB")), "{}", over.text);
    }
}

#[tokio::test]
async fn only_who_may_write_imports_and_not_too_many_at_once() {
    let app = TestApp::start().await;
    let (reader, _) = app.state.keys.create(&TestApp::owner(), "reader", vec![Scope::LeadsRead]).await.expect("a key");
    let post = |key: &str| app.request(Method::POST, "/leads/import").bearer_auth(key).header("content-type", "text/csv").body(PEOPLE);
    app.send(post(&reader)).await.assert_error(403, "forbidden");
    app.send(app.request(Method::POST, "/leads/import").header("content-type", "text/csv").body(PEOPLE))
        .await
        .assert_error(401, "unauthorized");
    app.get("/leads/imports").await.assert_error(401, "unauthorized");
    assert_eq!(app.send(app.request(Method::GET, "/leads/imports").bearer_auth(&reader)).await.status, 200);
    let seats: Vec<_> = (0..IMPORTS_AT_A_TIME).map(|_| app.state.import_seats.clone().try_acquire_owned().expect("a seat")).collect();
    let refused = app.send(post(KEY)).await;
    refused.assert_error(503, "unavailable");
    assert_eq!(refused.header("retry-after"), "5");
    drop(seats);
    done(&app.send(post(KEY)).await);
}

#[tokio::test]
async fn a_signed_in_owner_imports_from_the_page_and_nobody_elses_page_does() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let (kind, body) = form(&[("dry_run", "false")], Some(("people.csv", PEOPLE.as_bytes())));
    let answer = ana.call(Method::POST, "/leads/import").body(&kind, body.clone()).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let import = answer.json()["data"]["import"].clone();
    let rows = ana.form("/rpc/leads/imports", &[]).await.ok().json();
    assert_eq!((rows[0]["import"]["id"].clone(), rows[0]["state"].as_str()), (import["id"].clone(), Some("finished")));
    assert!(rows[0]["by"].is_string(), "{rows}");
    let undone = ana.form("/rpc/leads/imports/revert", &[("id", import["id"].as_str().expect("an id"))]).await.ok().json();
    assert_eq!((undone["row"]["import"]["removed"].as_u64(), undone["row"]["state"].as_str()), (Some(2), Some("reverted")));
    let strange = ana.call(Method::POST, "/leads/import").of_no_origin().header("origin", "https://evil.example").body(&kind, body);
    assert_eq!(strange.send().await.status, 403);
}

#[tokio::test]
async fn a_signed_in_owner_can_ask_how_far_an_import_is_at_every_instance() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let other = desk.beside(&[]).await;
    let there = Browser::at(&other.url(""));
    there.set_cookie("sid", &ana.cookie("sid").expect("a cookie"));
    let id = ana.form("/rpc/leads/imports/new", &[]).await.ok().json();
    let id = id.as_str().expect("an id");
    assert_eq!(followed(&ana, id).await, Value::Null, "it has not begun");
    let (kind, body) = form(&[("id", id)], Some(("people.csv", PEOPLE.as_bytes())));
    let import = || ana.call(Method::POST, "/leads/import").body(&kind, body.clone()).send();
    let answer = import().await;
    assert_eq!((answer.status, answer.json()["data"]["import"]["id"].as_str()), (201, Some(id)), "{}", answer.text);
    let counts = json!({ "rows": 4, "new": 2, "merged": 0, "skipped": 1, "failed": 1 });
    assert_eq!((followed(&ana, id).await, followed(&there, id).await), (counts.clone(), counts));

    let again = import().await;
    assert_eq!((again.status, again.json()["data"]["fields"]["id"].is_string()), (422, true), "{}", again.text);
    for query in [format!("?id={id}"), "?id=1".to_owned()] {
        let program = csv(&desk, &query, PEOPLE).await;
        program.assert_error(422, "invalid_fields");
        assert!(!program.field("id").is_empty(), "{query}: {}", program.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_hundreds_is_taken_in_while_somebody_writes_and_one_person_stays_one_lead() {
    let app = TestApp::start().await;
    let text: String = std::iter::once("Name,E-mail\n".to_owned()).chain((0..400).map(|n| format!("Ana,p{n}@example.com\n"))).collect();
    let importing = csv(&app, "?on_duplicate=merge", &text);
    let writing = async {
        for n in (0..400).step_by(50) {
            app.visitor().send(&format!("Hi, it is p{n}@example.com")).await;
        }
    };
    let (answer, ()) = futures::join!(importing, writing);
    let counts = counted(&done(&answer));
    assert_eq!((counts[0] + counts[1] + counts[2], counts[3]), (400, 0));
    assert_eq!(app.call(Method::GET, "/leads", None).await.data()["total"], 400);
}
