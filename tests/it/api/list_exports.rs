//! Conversations, meetings and follow-ups as files: what is in them, in which order, who may have them. (How a file goes out is
//! the same for leads: `exports.rs`.)

use chatimjd::domain::{
    account::Scope,
    business::{Business, Hours, OpenSpan},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    exports::{add, exported, file_at, in_karachi, under},
    meetings::{book, booked, later, path, slots},
};
use crate::{
    contract::people,
    harness::{TestApp, Workbook},
    rpc::desk::Desk,
};

/// Each list with the name of its files and a key that may not have it.
const LISTS: [(&str, &str, Scope); 3] = [
    ("/logs", "conversations", Scope::LeadsRead),
    ("/saba/meetings", "meetings", Scope::Logs),
    ("/leads/followups", "follow-ups", Scope::Meetings),
];
const FORMATS: [&str; 3] = ["xlsx", "csv", "jsonl"];

async fn items(app: &TestApp, path: &str) -> Value {
    app.call(Method::GET, path, None).await.data()["items"].clone()
}

async fn lines(app: &TestApp, path: &str) -> Vec<Value> {
    file_at(app, path).await.lines()
}

async fn csv(app: &TestApp, path: &str) -> Vec<Vec<String>> {
    file_at(app, path).await.csv()
}

async fn workbook(app: &TestApp, path: &str) -> Workbook {
    Workbook::read(file_at(app, path).await.bytes)
}

/// The cells of a column, without its head.
fn column<'a>(rows: &'a [Vec<String>], heading: &str) -> Vec<&'a str> {
    let at = rows[0].iter().position(|known| known == heading).unwrap_or_else(|| panic!("no {heading} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row.get(at).map_or("", String::as_str)).collect()
}

fn instant(text: &str) -> jiff::Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A business in Karachi that is open every day from 8 to 20.
async fn shop() -> TestApp {
    let app = TestApp::start().await;
    let hours = Hours(std::array::from_fn(|_| vec![OpenSpan { from: 8 * 60, until: 20 * 60 }]));
    let business = Business { name: "Brooks".into(), time_zone: "Asia/Karachi".into(), hours, ..Business::default() };
    app.state.desk.save_business(&TestApp::owner(), business, 0).await.expect("saved");
    app
}

/// A meeting of this person, days ahead.
async fn meet(app: &TestApp, email: &str, nth: usize) -> Value {
    let free = slots(app).await;
    booked(&book(app, &json!({ "email": email, "name": "Ana Lima", "slot_id": later(&free, nth)["slot_id"] })).await)
}

#[tokio::test]
async fn conversations_are_the_list_of_the_log_in_every_format() {
    let app = in_karachi().await;
    for words in ["Do you sell ovens?", "=1+1", "I'm Ana, ana@example.com, and I need an oven by Friday"] {
        app.visitor().send(words).await;
    }
    assert_eq!(Value::from(lines(&app, "/logs/export.jsonl").await), items(&app, "/logs").await, "the very shape of the list");
    assert_eq!(Value::from(lines(&app, "/logs/export.jsonl?q=oven").await), items(&app, "/logs?q=oven").await);

    let rows = csv(&app, "/logs/export.csv").await;
    assert_eq!(column(&rows, "preview"), ["I'm Ana, ana@example.com, and I need an oven by Friday", "'=1+1", "Do you sell ovens?"]);
    for (heading, value) in [("who", "Ana"), ("channel", "website"), ("status", "open"), ("messages_total", "2"), ("has_lead", "true")] {
        assert_eq!(under(&rows, heading), value, "{heading}");
    }
    let began = under(&rows, "started_at");
    let id = under(&rows, "id");
    assert!(began.ends_with("+05:00"), "{began}");
    assert_eq!(under(&rows, "link"), format!("http://desk.test/admin/conversations/{id}"));
    let found = csv(&app, "/logs/export.csv?q=friday&bom=true").await;
    assert_eq!(found[0][0], "\u{feff}started_at");
    assert!(under(&found, "found").contains("Friday") && under(&found, "link").contains("#msg_"), "{found:?}");

    let mut book = workbook(&app, "/logs/export.xlsx?q=oven").await;
    let rows = book.rows();
    assert_eq!(column(&rows, "Channel"), ["Website", "Website"]);
    let serial: f64 = under(&rows, "Began (Asia/Karachi)").parse().expect("a date");
    assert!(serial > 46_000.0, "{serial}");
    let links = book.part("xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("http://desk.test/admin/conversations/cnv_"), "{links}");
    let sheet = book.part("xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
}

#[tokio::test]
async fn conversations_of_the_days_of_the_business_are_whole_however_many() {
    let app = in_karachi().await;
    let writes: Vec<_> = (1..=620).map(|n| people::said(n, i64::try_from(n).expect("small"), "two ovens")).collect();
    for some in writes.chunks(50) {
        let written = some.iter().map(|write| {
            let conversations = app.conversations();
            async move { conversations.write(write.clone()).await }
        });
        futures::future::try_join_all(written).await.expect("written");
    }
    let day = people::at(1).in_tz("Asia/Karachi").expect("a zone").date();
    let before = day.yesterday().expect("a day");
    for (query, count) in [
        (String::new(), 620),
        (format!("from={day}&to={day}"), 620),
        (format!("from={day}"), 620),
        (format!("to={before}"), 0),
        (format!("from={day}&channel=whatsapp"), 0),
        (format!("to={day}&page=/ovens"), 620),
    ] {
        let mut ids: Vec<String> = lines(&app, &format!("/logs/export.jsonl?{query}"))
            .await
            .iter()
            .map(|talk| talk["id"].as_str().expect("an id").to_owned())
            .collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{query}");
    }
    assert_eq!(exported(&app).await[0].target.as_deref(), Some("jsonl, 620 conversations"));
}

#[tokio::test]
async fn meetings_are_those_of_a_list_of_the_dashboard_or_of_a_week() {
    let app = shop().await;
    let (first, second) = (meet(&app, "ana@example.com", 0).await, meet(&app, "ben@example.com", 5).await);
    app.call(Method::POST, &format!("{}/cancel", path(&second)), None).await.data();
    let ids = |meetings: &[Value]| meetings.iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
    let start = first["start"].as_str().expect("a time");
    let week = instant(start).in_tz("Asia/Karachi").expect("a zone").date();
    for (query, wanted) in [
        ("list=coming", vec![first["id"].clone()]),
        ("list=cancelled", vec![second["id"].clone()]),
        ("list=past", vec![]),
        ("", vec![first["id"].clone(), second["id"].clone()]),
        ("sort=-start", vec![second["id"].clone(), first["id"].clone()]),
        ("status=cancelled", vec![second["id"].clone()]),
        ("to=2020-01-01T00:00:00Z", vec![]),
    ] {
        assert_eq!(ids(&lines(&app, &format!("/saba/meetings/export.jsonl?{query}")).await), wanted, "{query}");
        assert_eq!(csv(&app, &format!("/saba/meetings/export.csv?{query}")).await.len(), wanted.len() + 1, "{query}");
    }
    let of_week = ids(&lines(&app, &format!("/saba/meetings/export.jsonl?week={week}")).await);
    assert!(of_week.contains(&first["id"]), "{of_week:?}");
    assert_eq!(lines(&app, "/saba/meetings/export.jsonl?week=2020-01-01").await, Vec::<Value>::new());
    assert_eq!(
        Value::from(lines(&app, "/saba/meetings/export.jsonl").await),
        items(&app, "/saba/meetings").await,
        "the very shape of the list"
    );

    let rows = csv(&app, "/saba/meetings/export.csv?list=coming").await;
    let id = first["id"].as_str().expect("an id");
    let link = format!("http://desk.test/admin/meetings?meeting={id}");
    for (heading, value) in [
        ("status", "confirmed"),
        ("name", "Ana Lima"),
        ("email", "ana@example.com"),
        ("calendar", "local"),
        ("id", id),
        ("link", link.as_str()),
    ] {
        assert_eq!(under(&rows, heading), value, "{heading}");
    }
    let told = under(&rows, "start");
    assert!(told.ends_with("+05:00") && instant(told) == instant(start), "{told} {start}");

    let mut book = workbook(&app, "/saba/meetings/export.xlsx?list=coming").await;
    let rows = book.rows();
    assert_eq!((under(&rows, "State"), under(&rows, "Calendar")), ("Confirmed", "Our own"));
    let length = ["Ends (Asia/Karachi)", "Begins (Asia/Karachi)"].map(|heading| under(&rows, heading).parse::<f64>().expect("a date"));
    assert!(((length[0] - length[1]) * 1_440.0 - 30.0).abs() < 0.01, "{length:?}");
    let links = book.part("xl/worksheets/_rels/sheet1.xml.rels");
    assert!(links.contains("mailto:ana@example.com") && links.contains(&link), "{links}");
}

#[tokio::test]
async fn follow_ups_come_the_earliest_first_and_say_which_are_late() {
    let app = in_karachi().await;
    for (name, status, due) in [
        ("Ana", "new", "2090-01-01T00:00:00Z"),
        ("Ben", "won", "2020-01-01T00:00:00Z"),
        ("Cleo", "new", "2019-12-31T20:00:00Z"),
        ("Dora", "new", ""),
    ] {
        let due = Some(due).filter(|due| !due.is_empty());
        add(&app, json!({ "name": name, "status": status, "notes": "-2+3", "follow_up_at": due })).await;
    }
    for (query, wanted) in [
        ("", vec!["Cleo", "Ben", "Ana"]),
        ("due=all", vec!["Cleo", "Ben", "Ana"]),
        ("due=overdue", vec!["Cleo", "Ben"]),
        ("due=overdue&status=new", vec!["Cleo"]),
        ("q=ben", vec!["Ben"]),
        ("channel=whatsapp", vec![]),
    ] {
        assert_eq!(column(&csv(&app, &format!("/leads/followups/export.csv?{query}")).await, "name"), wanted, "{query}");
        let sheet = workbook(&app, &format!("/leads/followups/export.xlsx?{query}")).await.rows();
        assert_eq!(column(&sheet, "Name"), wanted, "{query}");
    }
    let listed = items(&app, "/leads/followups?due=all").await;
    assert_eq!(Value::from(lines(&app, "/leads/followups/export.jsonl").await), listed, "the very shape of the list");
    let rows = csv(&app, "/leads/followups/export.csv").await;
    assert_eq!(column(&rows, "overdue"), ["true", "true", "false"]);
    assert_eq!((under(&rows, "follow_up_at"), under(&rows, "notes")), ("2020-01-01T01:00:00+05:00", "'-2+3"));
    let sheet = workbook(&app, "/leads/followups/export.xlsx").await.rows();
    assert_eq!(column(&sheet, "Overdue"), ["Yes", "Yes", ""]);
    // 1 January 2020, 01:00.
    let due: f64 = under(&sheet, "Follow-up (Asia/Karachi)").parse().expect("a date");
    assert!((due - (43_831.0 + 1.0 / 24.0)).abs() < 1e-6, "{due}");
    assert_eq!(exported(&app).await[0].target.as_deref(), Some("xlsx, 3 follow-ups"));
}

#[tokio::test]
async fn a_file_is_named_after_its_list_and_told_to_the_audit_log() {
    let app = in_karachi().await;
    let day = || app.state.clock.now().in_tz("Asia/Karachi").expect("a zone").date().to_string();
    for (list, name, _) in LISTS {
        for format in FORMATS {
            let before = day();
            let file = file_at(&app, &format!("{list}/export.{format}")).await;
            let names = [before, day()].map(|day| format!("attachment; filename=\"{name}-{day}.{format}\""));
            assert!(names.iter().any(|name| name == file.header("content-disposition")), "{list} {format}");
            assert_eq!((file.header("cache-control"), file.header("x-content-type-options")), ("no-store", "nosniff"));
        }
    }
    let told = exported(&app).await;
    let told: Vec<_> = told.iter().map(|line| (line.action.as_str(), line.target.as_deref().unwrap_or_default())).collect();
    let of = |action, name| FORMATS.into_iter().rev().map(move |format| (action, format!("{format}, 0 {name}")));
    let wanted: Vec<_> =
        of("leads.exported", "follow-ups").chain(of("meetings.exported", "meetings")).chain(of("logs.exported", "conversations")).collect();
    assert_eq!(told, wanted.iter().map(|(action, target)| (*action, target.as_str())).collect::<Vec<_>>());
}

#[tokio::test]
async fn every_wrong_question_is_refused_before_anything_goes_out() {
    let app = TestApp::start().await;
    let long = format!("q={}", "x".repeat(201));
    for (list, query, field) in [
        ("/logs", "limit=10", "limit"),
        ("/logs", "cursor=x", "cursor"),
        ("/logs", "conversation_id=cnv_00000000000000000000000000000001", "conversation_id"),
        ("/logs", "channel=fax", "channel"),
        ("/logs", "from=2026-02-30", "from"),
        ("/logs", "to=soon", "to"),
        ("/logs", "q=a&q=b", "q"),
        ("/logs", "progress=1", "progress"),
        ("/logs", long.as_str(), "q"),
        ("/saba/meetings", "list=all", "list"),
        ("/saba/meetings", "week=soon", "week"),
        ("/saba/meetings", "week=2026-11-23&list=past", "list"),
        ("/saba/meetings", "list=past&status=pending", "status"),
        ("/saba/meetings", "status=held", "status"),
        ("/saba/meetings", "sort=name", "sort"),
        ("/saba/meetings", "limit=1", "limit"),
        ("/leads/followups", "due=soon", "due"),
        ("/leads/followups", "sort=name", "sort"),
        ("/leads/followups", "status=hot", "status"),
        ("/leads/followups", "cursor=x", "cursor"),
        ("/leads/followups", long.as_str(), "q"),
    ] {
        for format in FORMATS {
            let answer = app.call(Method::GET, &format!("{list}/export.{format}?{query}"), None).await;
            answer.assert_error(422, "invalid_fields");
            assert!(!answer.field(field).is_empty(), "{list} {format} {query}: {}", answer.text);
            assert_eq!(answer.header("content-disposition"), "");
        }
    }
    for (list, _, scope) in LISTS {
        let (key, _) = app.state.keys.create(&TestApp::owner(), "a table", vec![scope]).await.expect("a key");
        for format in FORMATS {
            let path = format!("{list}/export.{format}");
            app.get(&path).await.assert_error(401, "unauthorized");
            app.call(Method::POST, &path, None).await.assert_error(405, "method_not_allowed");
            app.send(app.request(Method::GET, &path).bearer_auth(&key)).await.assert_error(403, "forbidden");
            let head = app.send(app.request(Method::HEAD, &path).bearer_auth(crate::harness::KEY)).await;
            assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
        }
        for query in ["bom=maybe", "progress=exp_00000000000000000000000000000001"] {
            let refused = app.call(Method::GET, &format!("{list}/export.csv?{query}"), None).await;
            refused.assert_error(422, "invalid_fields");
        }
        app.call(Method::GET, &format!("{list}/export.jsonl?bom=true"), None).await.assert_error(422, "invalid_fields");
        app.call(Method::GET, &format!("{list}/export.pdf"), None).await.assert_error(404, "not_found");
    }
    assert_eq!(exported(&app).await, vec![]);
}

#[tokio::test]
async fn the_pages_link_to_the_files_of_what_they_show() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    for (page, file) in [
        ("/admin/logs?q=oven&from=2026-11-22&channel=website", "/logs/export.csv?q=oven&from=2026-11-22&channel=website&bom=true"),
        ("/admin/meetings?view=list&list=past", "/saba/meetings/export.csv?list=past&bom=true"),
        ("/admin/leads?due=week", "/leads/followups/export.csv?due=week&bom=true"),
        ("/admin/leads?due=1&channel=api&sort=name", "/leads/followups/export.csv?channel=api&due=overdue&bom=true"),
    ] {
        let shown = ana.call(Method::GET, page).accept("text/html").send().await.ok();
        let link = format!("href=\"{}\"", file.replace('&', "&amp;"));
        assert!(shown.text.contains(&link), "{page}: no {link}");
        ana.get(file).await.ok();
    }
}
