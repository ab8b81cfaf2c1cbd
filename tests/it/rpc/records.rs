//! Figures, reports, the log and the audit log as the dashboard asks for them.

use std::time::Duration;

use serde_json::{Value, json};

use super::{browser::Browser, desk::Desk};

const REPORT: &str = "rpt_00000000000000000000000000000007";

/// A desk whose visitors have said something: two conversations, one lead.
async fn busy() -> (Desk, Browser, Value) {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let said = desk.visitor().send("Hi, I'm Bo Reed, bo@example.com. I need two crowns").await;
    desk.visitor().send("When are you open?").await;
    (desk, ana, said)
}

fn sum(all: &Value, count: impl Fn(&Value) -> &Value) -> u64 {
    all.as_array().expect("a list").iter().map(|one| count(one).as_u64().unwrap_or(0)).sum()
}

/// A report of today, once it is made.
async fn report(ana: &Browser) -> Value {
    ana.json("/rpc/reports/begin", json!({ "id": REPORT, "range": null })).await.ok();
    let made = async {
        loop {
            let told = ana.form("/rpc/reports/follow", &[("id", REPORT)]).await.ok().json();
            if told["state"]["type"] != "running" {
                return told;
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(60), made).await.expect("in time");
    assert_eq!(told["state"]["type"], "done", "{told}");
    told["state"]["report"].clone()
}

#[tokio::test]
async fn figures_of_today_are_what_was_said_and_who_came_however_they_are_split() {
    let (_desk, ana, _) = busy().await;
    let view = ana.json("/rpc/analytics/overview", json!({ "period": "today" })).await.ok().json();
    let figures = view["figures"]["figures"].as_array().expect("figures");
    let now = |measure: &str| figures.iter().find(|figure| figure["measure"] == measure).map(|figure| figure["now"].clone());
    assert_eq!(
        (now("chats"), now("visitor_messages"), now("leads"), now("won")),
        (Some(json!(2)), Some(json!(2)), Some(json!(1)), Some(json!(0)))
    );
    assert_eq!(sum(&view["figures"]["series"], |point| &point["counts"]["chats"]), 2, "hour by hour");
    assert_eq!(view["yesterday_so_far"], json!({}));
    for dimension in ["page", "language", "channel", "instruction"] {
        let ask = json!({ "period": { "days": 7 }, "dimension": dimension, "measure": "chats" });
        let groups = ana.json("/rpc/analytics/groups", ask).await.ok().json();
        assert_eq!(sum(&groups["groups"], |group| &group["counts"]["chats"]), 2, "{dimension}: {groups}");
    }
    let heat = ana.json("/rpc/analytics/heat", json!({ "period": "today", "measure": "chats" })).await.ok().json();
    let cells = heat["cells"].as_array().expect("days").iter().map(|hours| sum(hours, |cell| cell)).sum::<u64>();
    assert_eq!(cells, 2);
    let cohorts = ana.json("/rpc/analytics/cohorts", json!({ "measure": "won" })).await.ok().json();
    assert_eq!((&cohorts[0]["leads"], &cohorts[0]["reached"]), (&json!(1), &json!([0])));
    let morning = ana.form("/rpc/analytics/morning", &[]).await.ok().json();
    assert!(morning["text"].as_str().is_some_and(|text| !text.is_empty()) && morning["model"].is_null(), "{morning}");
}

#[tokio::test]
async fn what_was_asked_in_vain_is_told_in_the_same_words_once_with_its_conversations() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let asked = async || ana.json("/rpc/analytics/unanswered", json!({ "period": "today" })).await.ok().json();
    assert_eq!(asked().await, json!([]));
    let first = desk.visitor().send("Do you repair accordions?").await;
    let second = desk.visitor().send("do you repair ACCORDIONS").await;
    let told = asked().await;
    let places = told[0]["asked"].as_array().expect("places");
    assert_eq!(
        (told.as_array().map(Vec::len), &told[0]["words"], &told[0]["why"]),
        (Some(1), &json!("do you repair ACCORDIONS"), &json!("unknown"))
    );
    let talks: Vec<&Value> = places.iter().map(|place| &place["conversation_id"]).collect();
    assert_eq!(talks, [&second["conversation_id"], &first["conversation_id"]], "the latest first");
    let view = ana.json("/rpc/analytics/overview", json!({ "period": "today" })).await.ok().json();
    assert_eq!(view["figures"]["unanswered"]["now"], 2);
}

#[tokio::test]
async fn a_report_is_made_looked_at_and_removed_and_the_audit_log_knows() {
    let (_desk, ana, _) = busy().await;
    let made = report(&ana).await;
    let again = ana.json("/rpc/reports/begin", json!({ "id": REPORT, "range": null })).await;
    assert_eq!((again.status, again.code().as_str()), (409, "conflict"), "{}", again.text);
    let list = ana.form("/rpc/reports/list", &[]).await.ok().json();
    assert_eq!((&list["reports"][0], &list["next_at"], &list["can_mail"]), (&made, &Value::Null, &json!(false)));

    let id = made["id"].as_str().expect("an id");
    let preview = ana.form("/rpc/reports/preview", &[("id", id)]).await.ok().json();
    let row = |name: &str| {
        let rows = preview["rows"].as_array().expect("rows");
        rows.iter().find(|row| row.as_array().is_some_and(|cells| cells.contains(&json!(name)))).cloned().unwrap_or_default()
    };
    assert!(row("New leads").as_array().is_some_and(|cells| cells.contains(&json!("1"))), "{preview}");
    assert!(row("New conversations").as_array().is_some_and(|cells| cells.contains(&json!("2"))), "{preview}");

    ana.form("/rpc/reports/remove", &[("id", id)]).await.ok();
    let gone = ana.form("/rpc/reports/preview", &[("id", id)]).await;
    assert_eq!((gone.status, gone.code().as_str()), (404, "not_found"));
    let audit = ana.json("/rpc/audit/list", json!({ "query": { "action": "reports" }, "cursor": null })).await.ok().json();
    let lines = audit["page"]["items"].as_array().expect("lines");
    let actions: Vec<&str> = lines.iter().filter_map(|line| line["action"].as_str()).collect();
    assert_eq!(actions, ["reports.removed", "reports.downloaded", "reports.generated"]);
    assert!(lines.iter().all(|line| line["who"] != "anonymous" && line["address"] == "127.0.0.1"), "{audit}");
}

#[tokio::test]
async fn the_log_is_searched_in_all_messages_and_by_day() {
    let (_desk, ana, said) = busy().await;
    let search =
        async |query: Value| ana.json("/rpc/logs/search", json!({ "query": query, "cursor": null })).await.ok().json()["items"].clone();
    let found = search(json!({ "q": "crow" })).await;
    assert_eq!((found.as_array().map(Vec::len), &found[0]["summary"]["id"]), (Some(1), &said["conversation_id"]), "{found}");
    let excerpt = &found[0]["found"][1];
    let (from, until) = (excerpt["marks"][0][0].as_u64().expect("a place"), excerpt["marks"][0][1].as_u64().expect("a place"));
    let text: Vec<char> = excerpt["text"].as_str().expect("text").chars().collect();
    assert_eq!(text[from as usize..until as usize].iter().collect::<String>(), "crowns");
    assert_eq!(search(json!({})).await.as_array().map(Vec::len), Some(2));
    assert_eq!(search(json!({ "from": "2020-01-01", "to": "2020-01-02" })).await, json!([]));
    let long = ana.json("/rpc/logs/search", json!({ "query": { "q": "x".repeat(201) }, "cursor": null })).await;
    assert_eq!((long.status, long.code().as_str()), (422, "invalid_fields"), "{}", long.text);
}

#[tokio::test]
async fn the_log_is_cleared_by_one_at_a_time_and_nothing_young_goes() {
    let (desk, ana, _) = busy().await;
    let order = json!({ "older_than_days": 1, "archive": true, "even_open": true });
    let cleared = ana.json("/rpc/logs/clear", order.clone()).await.ok().json();
    assert_eq!(cleared, json!({ "archived": 0, "deleted": 0, "kept": 0, "changed": 0, "archives": [] }));
    let seat = desk.state.clearing.clone().try_acquire_owned().expect("free again");
    let busy = ana.json("/rpc/logs/clear", order.clone()).await;
    assert_eq!((busy.status, busy.code().as_str()), (409, "conflict"), "{}", busy.text);
    drop(seat);
    ana.json("/rpc/logs/clear", order).await.ok();
}

#[tokio::test]
async fn lines_of_the_audit_log_name_people_and_are_found_by_them() {
    let (desk, ana, _) = busy().await;
    let log_in = [("email", super::desk::EMAIL), ("password", "a wrong password")];
    assert_eq!(desk.browser().form("/rpc/session/log-in", &log_in).await.status, 401);
    let ask = async |query: Value| ana.json("/rpc/audit/list", json!({ "query": query, "cursor": null })).await.ok().json();
    let all = ask(json!({})).await;
    let me = all["actors"][0].clone();
    let mine = ask(json!({ "actor": me["id"], "action": "login" })).await;
    assert_eq!((mine["page"]["items"].as_array().map(Vec::len), &mine["page"]["items"][0]["who"]), (Some(1), &me["name"]), "{mine}");
    let failed = ask(json!({ "action": "login_failed" })).await;
    assert_eq!(failed["page"]["items"].as_array().map(Vec::len), Some(1), "{failed}");
    assert_eq!(ask(json!({ "to": "2020-01-01" })).await["page"]["items"], json!([]));
}
