//! `/logs` and `/audit`: looking through what was said, out into archives and back, and who did what.

use std::{io::Read, path::Path};

use chatimjd::{
    domain::{
        account::Scope,
        archive::{ArchiveLine, Talk},
        ids::{ConversationId, LeadId},
        lead::Lead,
        page::PageSize,
    },
    service::ports::{ArchiveEntry, LeadTrace, LeadWrite, Leads},
};
use flate2::read::GzDecoder;
use reqwest::{Method, header::HeaderValue};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    harness::{Answer, KEY, TestApp},
    rpc::desk::Desk,
};

const NOBODY: &str = "cnv_00000000000000000000000000000001";

async fn open(folder: &Path) -> Desk {
    Desk::with(&[("DATA_DIR", folder.to_str().expect("text"))]).await
}

async fn get(desk: &Desk, path: &str) -> Answer {
    desk.call(Method::GET, path, None).await
}

async fn items(desk: &Desk, query: &str) -> Vec<Value> {
    get(desk, &format!("/logs{query}")).await.data()["items"].as_array().expect("a list").clone()
}

async fn clear(desk: &Desk, body: Value) -> Answer {
    desk.call(Method::POST, "/logs/clear", Some(&body)).await
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Makes all that was said so many days older, past all use cases: nobody waits a month for a test.
async fn age(desk: &Desk, days: i64) {
    let conversations = desk.conversations();
    let page = conversations.list(&Default::default(), PageSize::default(), None).await.expect("read").expect("a page");
    let back = jiff::SignedDuration::from_hours(24 * days);
    for summary in page.items {
        let mut talk = Talk {
            conversation: conversations.find(&summary.id).await.expect("read").expect("a conversation"),
            messages: conversations.messages(&summary.id, None, 100).await.expect("read"),
        };
        let gone = desk.state.logs.logs.take_out(taken(&talk)).await.expect("taken out");
        assert_eq!(gone, [summary.id]);
        let id = earlier(&talk.conversation.id, days);
        talk.conversation.id = id.clone();
        talk.conversation.started_at = talk.conversation.started_at.checked_sub(back).expect("a time");
        talk.conversation.last_at = talk.conversation.last_at.checked_sub(back).expect("a time");
        for message in &mut talk.messages {
            message.conversation_id = id.clone();
            message.at = message.at.checked_sub(back).expect("a time");
        }
        let lead = talk.conversation.lead_id.clone();
        desk.state.logs.logs.put_back(vec![talk], None).await.expect("put back");
        if let Some(lead) = lead {
            spoke_in(desk, &lead, id).await;
        }
    }
}

/// What its id would be, had it begun so many days earlier: ids tell when they were made.
fn earlier(id: &ConversationId, days: i64) -> ConversationId {
    let made = u128::from_str_radix(id.as_str().trim_start_matches("cnv_"), 16).expect("an id");
    let milliseconds = u128::try_from(days * 86_400_000).expect("days");
    ConversationId::new(uuid::Uuid::from_u128(made - (milliseconds << 80)))
}

async fn spoke_in(desk: &Desk, id: &LeadId, talk: ConversationId) {
    let leads = desk.state.database.leads();
    let lead = leads.find(id).await.expect("read").expect("a lead");
    let lead = Lead { conversation_ids: vec![talk], version: lead.version + 1, ..lead };
    leads.write(LeadWrite { lead, trace: LeadTrace::default(), restored: None }).await.expect("written");
}

fn taken(talk: &Talk) -> ArchiveEntry {
    let talks = vec![(talk.conversation.id.clone(), talk.conversation.revision)];
    ArchiveEntry { archive: None, talks, keep_followed_up: false, entry: None }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_said_is_found_and_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    for words in ["Do you sell ovens?", "I'm Ana, ana@example.com, and I need an oven by Friday", "Just looking"] {
        desk.visitor().send(words).await;
    }
    let all = items(&desk, "").await;
    assert_eq!((all.len(), text(&all[0], "preview")), (3, "Just looking"), "the latest first");
    let none = get(&desk, "/logs?q=%21%3F").await.data();
    assert_eq!((&none["items"], &none["next_cursor"]), (&json!([]), &json!(null)), "signs alone are in no word");
    let found = items(&desk, "?q=oven").await;
    assert_eq!(found.len(), 2);
    let excerpt = &found[0]["found"];
    assert!(
        text(excerpt, "text").to_lowercase().contains("oven") && excerpt["marks"].as_array().is_some_and(|marks| !marks.is_empty()),
        "{excerpt}"
    );
    assert_eq!(found[0]["who"], json!("Ana"));
    assert_eq!(items(&desk, "?q=oven&channel=whatsapp").await, Vec::<Value>::new());
    assert_eq!(items(&desk, "?to=2020-01-01T00:00:00Z").await, Vec::<Value>::new());
    assert_eq!(items(&desk, "?from=2020-01-01T00:00:00Z").await.len(), 3);

    // Page by page it is all of it.
    let mut seen = vec![];
    let mut cursor = String::new();
    for _ in 0..3 {
        let page = get(&desk, &format!("/logs?limit=1&cursor={cursor}")).await.data();
        seen.push(text(&page["items"][0], "id").to_owned());
        cursor = encoded(page["next_cursor"].as_str().unwrap_or_default());
    }
    assert_eq!(seen, all.iter().map(|item| text(item, "id").to_owned()).collect::<Vec<_>>());

    let id = text(&found[0], "id");
    let one = items(&desk, &format!("?conversation_id={id}")).await;
    let said = one[0]["messages"].as_array().expect("messages");
    assert_eq!((one.len(), said.len(), text(&said[0], "author"), text(&said[1], "model")), (1, 2, "visitor", "offline"));
    assert!(text(&said[0], "text").contains("by Friday"));
    assert_eq!(items(&desk, &format!("?conversation_id={NOBODY}")).await, Vec::<Value>::new());

    let path = format!("/logs/{id}/transcript");
    let told = get(&desk, &path).await;
    assert!(
        told.text.contains("by Friday") && told.header("content-disposition") == format!("attachment; filename=\"{id}.txt\""),
        "{}",
        told.text
    );
    assert_eq!(told.header("content-type"), "text/plain; charset=utf-8");
    get(&desk, &format!("/logs/{NOBODY}/transcript")).await.assert_error(404, "not_found");
    get(&desk, "/logs/x/transcript").await.assert_error(404, "not_found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_conversations_go_into_an_archive_and_come_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    for words in ["Do you sell ovens?", "Do you sell lamps?"] {
        desk.visitor().send(words).await;
    }
    assert_eq!(clear(&desk, json!({ "older_than_days": 30 })).await.data()["archived"], json!(0), "nothing is old yet");
    age(&desk, 40).await;
    desk.visitor().send("Just looking").await;
    let figures = get(&desk, "/analytics/summary?from=2020-01-01").await.data()["figures"]["chats"]["now"].clone();

    let cleared = clear(&desk, json!({ "older_than_days": 30 })).await.data();
    assert_eq!(
        (&cleared["archived"], &cleared["deleted"], &cleared["kept"], &cleared["changed"]),
        (&json!(2), &json!(2), &json!(0), &json!(0))
    );
    assert_eq!(items(&desk, "").await.len(), 1);
    let archive = get(&desk, "/logs/archives").await.data()["items"][0].clone();
    assert_eq!((&archive, &archive["filename"]), (&cleared["archives"][0], &cleared["archive_file"]));
    assert_eq!((&archive["conversations"], &archive["messages"]), (&json!(2), &json!(4)));
    let now = get(&desk, "/analytics/summary?from=2020-01-01").await.data()["figures"]["chats"]["now"].clone();
    assert_eq!((now, figures), (json!(3), json!(3)), "what was counted stays counted");

    let path = format!("/logs/archives/{}", text(&archive, "id"));
    let response = desk.request(Method::GET, &path).bearer_auth(KEY).send().await.expect("an answer");
    assert_eq!((response.status().as_u16(), &response.headers()["content-type"]), (200, &HeaderValue::from_static("application/gzip")));
    let bytes = response.bytes().await.expect("a whole body").to_vec();
    assert_eq!((json!(hex::encode(Sha256::digest(&bytes))), json!(bytes.len())), (archive["sha256"].clone(), archive["bytes"].clone()));
    let mut lines = String::new();
    GzDecoder::new(&bytes[..]).read_to_string(&mut lines).expect("gzip");
    let read: Vec<ArchiveLine> = (1..).zip(lines.lines()).map(|(n, line)| ArchiveLine::read(line, n).expect("a line")).collect();
    assert!(matches!(&read[..], [ArchiveLine::Archive { .. }, ArchiveLine::Talk(_), ArchiveLine::Talk(_)]), "{read:?}");

    let restore = format!("{path}/restore");
    assert_eq!(desk.call(Method::POST, &restore, None).await.data(), json!({ "restored": 2, "there": 0 }));
    assert_eq!((items(&desk, "?q=ovens").await.len(), items(&desk, "?q=lamps").await.len()), (1, 1));
    assert_eq!(desk.call(Method::POST, &restore, None).await.data(), json!({ "restored": 0, "there": 2 }));
    let head = desk.send(desk.request(Method::HEAD, &path).bearer_auth(KEY)).await;
    assert_eq!((head.status, head.header("content-length")), (200, archive["bytes"].to_string().as_str()));

    // What was tampered with does not come back.
    let file = folder.path().join("log_archives").join(text(&archive, "filename"));
    std::fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
    desk.call(Method::POST, &restore, None).await.assert_error(409, "conflict");
    let told: Vec<String> = desk.state.audit.latest(20).await.expect("read").into_iter().map(|line| line.action).collect();
    let told: Vec<&str> = told.iter().rev().map(String::as_str).filter(|action| action.starts_with("logs.")).collect();
    assert_eq!(told, ["logs.cleared", "logs.downloaded", "logs.restored", "logs.restored"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_still_waited_for_stays_unless_told_so_and_whoever_is_erased_leaves_the_archive() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    let mut ana = desk.visitor();
    ana.send("I'm Ana, ana@example.com").await;
    desk.visitor().send("Just looking").await;
    age(&desk, 40).await;
    let lead = desk.call(Method::GET, "/leads", None).await.data()["items"][0].clone();
    let path = format!("/leads/{}", text(&lead, "id"));
    let due = desk.call(Method::PATCH, &path, Some(&json!({ "follow_up_at": "2090-01-01T00:00:00Z" }))).await;
    assert_eq!(due.status, 200, "{}", due.text);
    let kept = clear(&desk, json!({ "older_than_days": 30 })).await.data();
    assert_eq!((&kept["deleted"], &kept["kept"]), (&json!(1), &json!(1)));
    let cleared = clear(&desk, json!({ "older_than_days": 30, "even_open": true })).await.data();
    assert_eq!((&cleared["deleted"], &cleared["kept"]), (&json!(1), &json!(0)));
    assert_eq!(get(&desk, "/logs/archives").await.data()["items"].as_array().map(Vec::len), Some(2));

    let erased = desk.call(Method::DELETE, &path, None).await.data()["erased"].clone();
    assert_eq!(erased["conversations"], lead["conversation_ids"], "also where it is in an archive");
    let noted = desk.state.audit.latest(20).await.expect("read");
    assert!(noted.iter().any(|line| line.action == "leads.erased" && line.target.as_deref() == lead["id"].as_str()), "{noted:?}");
    let left = get(&desk, "/logs/archives").await.data()["items"].clone();
    assert_eq!(left.as_array().map(Vec::len), Some(1), "nobody else was in hers");
    let files: Vec<_> = std::fs::read_dir(folder.path().join("log_archives")).expect("a folder").collect();
    assert_eq!(files.len(), 1);
    let restored = desk.call(Method::POST, &format!("/logs/archives/{}/restore", text(&left[0], "id")), None).await.data();
    assert_eq!(restored, json!({ "restored": 1, "there": 0 }));
    assert!(items(&desk, "").await.iter().all(|item| item["who"] != json!("Ana")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_who_erases_the_chat_leaves_archives_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    let mut ana = desk.visitor();
    ana.send("I'm Ana, ana@example.com").await;
    desk.visitor().send("Just looking").await;
    age(&desk, 40).await;
    assert_eq!(clear(&desk, json!({ "older_than_days": 30 })).await.data()["deleted"], json!(2));
    assert_eq!(ana.erase().await.data(), json!({ "erased": 1 }));
    assert_eq!(desk.call(Method::GET, "/leads", None).await.data()["items"], json!([]));
    let left = get(&desk, "/logs/archives").await.data()["items"].clone();
    assert_eq!((left.as_array().map(Vec::len), &left[0]["conversations"]), (Some(1), &json!(1)));
    let restored = desk.call(Method::POST, &format!("/logs/archives/{}/restore", text(&left[0], "id")), None).await.data();
    assert_eq!(restored, json!({ "restored": 1, "there": 0 }));
    assert_eq!(ana.erase().await.data(), json!({ "erased": 0 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_for_good_is_in_no_archive_and_one_at_a_time_clears() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = open(folder.path()).await;
    desk.visitor().send("Just looking").await;
    age(&desk, 40).await;
    let seat = desk.state.clearing.clone().try_acquire_owned().expect("nobody is at it");
    let busy = clear(&desk, json!({ "older_than_days": 30 })).await;
    busy.assert_error(503, "unavailable");
    assert_eq!(busy.header("retry-after"), "10");
    drop(seat);
    let (now, logs) = (desk.state.clock.now(), &desk.state.logs.logs);
    let until = now.checked_add(jiff::SignedDuration::from_hours(1)).expect("a time");
    assert_eq!(logs.take_turn("another instance", now, until).await, Ok(true));
    clear(&desk, json!({ "older_than_days": 30 })).await.assert_error(409, "conflict");
    logs.end_turn("another instance").await.expect("ended");
    let gone = clear(&desk, json!({ "older_than_days": 30, "archive": false })).await.data();
    assert_eq!(
        (&gone["deleted"], &gone["archived"], &gone["archive_file"], &gone["archives"]),
        (&json!(1), &json!(0), &json!(null), &json!([]))
    );
    assert_eq!((items(&desk, "").await, folder.path().join("log_archives").exists()), (vec![], false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_wrong_question_is_refused() {
    let desk = Desk::open().await;
    let long = format!("/logs?q={}", "x".repeat(201));
    let beside = format!("/logs?conversation_id={NOBODY}&q=x");
    for (path, field) in [
        ("/logs?from=today", "from"),
        ("/logs?limit=101", "limit"),
        ("/logs?channel=fax", "channel"),
        ("/logs?conversation_id=1", "conversation_id"),
        ("/logs?qq=x", "qq"),
        ("/logs?q=a&q=b", "q"),
        ("/logs?cursor=x", "cursor"),
        (long.as_str(), "q"),
        (beside.as_str(), "q"),
        ("/logs/archives?limit=1", "limit"),
    ] {
        let answer = get(&desk, path).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{path}: {}", answer.text);
    }
    for (body, field) in [
        (json!({}), "older_than_days"),
        (json!({ "older_than_days": 0 }), "older_than_days"),
        (json!({ "older_than_days": -1 }), "older_than_days"),
        (json!({ "older_than_days": 36_501 }), "older_than_days"),
        (json!({ "older_than_days": "30" }), "older_than_days"),
        (json!({ "older_than_days": 30, "archive": "no" }), "archive"),
        (json!({ "older_than_days": 30, "force": true }), "force"),
    ] {
        let answer = clear(&desk, body.clone()).await;
        answer.assert_error(422, "invalid_fields");
        assert!(!answer.field(field).is_empty(), "{body}: {}", answer.text);
    }
    let rehearsed = "/logs/archives/arc_00000000000000000000000000000001/restore?dry_run=true";
    let answer = desk.call(Method::POST, rehearsed, None).await;
    answer.assert_error(422, "invalid_fields");
    assert!(!answer.field("dry_run").is_empty(), "{}", answer.text);
    desk.call(Method::POST, "/logs/clear", None).await.assert_error(415, "unsupported_media_type");
    for path in ["/logs/archives/x", "/logs/archives/arc_00000000000000000000000000000001", "/logs/archives/..%2Fx"] {
        get(&desk, path).await.assert_error(404, "not_found");
        desk.call(Method::POST, &format!("{path}/restore"), None).await.assert_error(404, "not_found");
    }
    let scopes = Scope::ALL.into_iter().filter(|scope| *scope != Scope::Logs).collect();
    let (other, _) = desk.state.keys.create(&TestApp::owner(), "all but one", scopes).await.expect("a key");
    for (method, path) in [
        (Method::GET, "/logs"),
        (Method::POST, "/logs/clear"),
        (Method::GET, "/logs/archives"),
        (Method::GET, "/logs/archives/arc_00000000000000000000000000000001"),
        (Method::POST, "/logs/archives/arc_00000000000000000000000000000001/restore"),
        (Method::GET, "/logs/cnv_00000000000000000000000000000001/transcript"),
    ] {
        let request = || desk.request(method.clone(), path).header("content-type", "application/json").body("{\"older_than_days\":1}");
        desk.send(request()).await.assert_error(401, "unauthorized");
        desk.send(request().bearer_auth(&other)).await.assert_error(403, "forbidden");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_audit_log_is_read_by_who_is_signed_in_and_by_no_key() {
    let desk = Desk::open().await;
    desk.get("/audit").await.assert_error(401, "unauthorized");
    get(&desk, "/audit").await.assert_error(403, "forbidden");
    for action in ["sign.x", "leads.exported", "leads.imported"] {
        let line = TestApp::owner().does(action, Some("seven"), &*desk.state.clock, &*desk.state.ids);
        desk.state.audit.record(line).await.expect("recorded");
    }
    let ana = desk.signed_in().await;
    let lines = async |query: &str| {
        let page = ana.get(&format!("/audit?{query}")).await.ok().json()["data"].clone();
        let actions: Vec<String> = page["items"].as_array().expect("a list").iter().map(|line| text(line, "action").to_owned()).collect();
        (actions, page["next_cursor"].as_str().map(str::to_owned))
    };
    let found = |actions: &[&str]| actions.iter().map(|action| (*action).to_owned()).collect::<Vec<_>>();
    assert_eq!(lines("action=leads&q=SEVEN").await.0, found(&["leads.imported", "leads.exported"]));
    let (first, next) = lines("action=leads&limit=1").await;
    let rest = lines(&format!("action=leads&limit=1&cursor={}", encoded(&next.expect("another page")))).await.0;
    assert_eq!((first, rest), (found(&["leads.imported"]), found(&["leads.exported"])));
    assert_eq!(lines("to=2020-01-01T00:00:00Z").await.0, Vec::<String>::new());
    for (query, field) in [("limit=0", "limit"), ("who=me", "who"), ("cursor=x", "cursor"), ("from=now", "from")] {
        let answer = ana.get(&format!("/audit?{query}")).await;
        assert_eq!((answer.status, answer.json()["data"]["fields"][field].is_string()), (422, true), "{query}: {}", answer.text);
    }
    for method in [Method::DELETE, Method::POST, Method::PUT] {
        assert_eq!(ana.call(method, "/audit").send().await.status, 405);
    }
}
