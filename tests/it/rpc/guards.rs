//! Every server function, called by everybody who is not an admin: 401, whatever is sent along. And by an admin.

use std::collections::BTreeSet;

use chatimjd::domain::account::Role;
use reqwest::Method;
use serde_json::{Value, json};
use tower_sessions::session::Id;

use super::{
    browser::{Answer, Browser},
    desk::{Desk, create_key},
};

/// Path, arguments that an admin might send (a string is a form, anything else JSON), and the statuses that an admin gets.
fn guarded() -> Vec<(&'static str, Value, &'static [u16])> {
    let business = json!({ "name": "Lima", "time_zone": "UTC", "hours": [[], [], [], [], [], [], []], "meeting_minutes": 30 });
    let monday = json!([[{ "from": 540, "until": 1_020 }], [], [], [], [], [], []]);
    let nobody = json!({ "start": "2027-01-04T10:00:00Z", "name": "", "email": "", "phone": "", "notes": "" });
    let meetings = json!({ "hours": monday, "meeting_minutes": 30, "scheduling": {} });
    let turn = json!({ "content": { "text": "Be kind." }, "lines": [], "message": "", "locale": null, "time_zone": null });
    let answer = json!({
        "text": "Hello!", "uses": [], "captured": {}, "usage": { "prompt_tokens": 0, "output_tokens": 0 },
        "latency_ms": 1, "model": "offline", "end": "complete", "fallback": null,
    });
    vec![
        ("/rpc/conversations/list", json!("open_only=false"), &[200]),
        ("/rpc/conversations/get", json!("id=cnv_00000000000000000000000000000001"), &[404]),
        (
            "/rpc/conversations/earlier",
            json!("id=cnv_00000000000000000000000000000001&before=msg_00000000000000000000000000000001"),
            &[200, 404],
        ),
        ("/rpc/conversations/settle-wish", json!("id=cnv_00000000000000000000000000000001"), &[404]),
        ("/rpc/leads/list", json!({ "filter": {}, "sort": { "key": "score", "descending": true }, "size": 25, "cursor": null }), &[200]),
        ("/rpc/leads/get", json!({ "id": LEAD }), &[404]),
        ("/rpc/leads/earlier", json!({ "id": LEAD, "before": "evt_00000000000000000000000000000001" }), &[404]),
        ("/rpc/leads/create", json!({ "edit": { "values": { "email": "ana@home" } } }), &[422]),
        ("/rpc/leads/edit", json!({ "id": LEAD, "edit": {}, "version": null }), &[404]),
        ("/rpc/leads/move", json!({ "moves": [[LEAD, "won"]] }), &[200]),
        ("/rpc/leads/basics", json!(""), &[200]),
        ("/rpc/leads/views/put", json!({ "id": null, "name": "", "query": {}, "place": null }), &[422]),
        ("/rpc/leads/views/delete", json!({ "id": "viw_00000000000000000000000000000001" }), &[404]),
        ("/rpc/leads/columns", json!({ "columns": ["status", "email"], "own": [] }), &[200]),
        ("/rpc/leads/assign", json!({ "given": [[LEAD, null]] }), &[200]),
        ("/rpc/leads/note", json!({ "id": LEAD, "text": "Called." }), &[404]),
        ("/rpc/leads/merge", json!({ "id": LEAD, "other": "led_00000000000000000000000000000002" }), &[404]),
        ("/rpc/leads/unmerge", json!({ "id": LEAD }), &[404]),
        ("/rpc/leads/erase", json!({ "ids": [LEAD] }), &[404]),
        ("/rpc/exports/follow", json!("id=exp_00000000000000000000000000000001"), &[200]),
        ("/rpc/exports/cancel", json!("id=exp_00000000000000000000000000000001"), &[200]),
        ("/rpc/leads/imports", json!(""), &[200]),
        ("/rpc/leads/imports/new", json!(""), &[200]),
        ("/rpc/leads/imports/follow", json!("id=imp_00000000000000000000000000000001"), &[200]),
        ("/rpc/leads/imports/revert", json!("id=imp_00000000000000000000000000000001"), &[404]),
        ("/rpc/meetings/week", json!({ "week": null }), &[200]),
        ("/rpc/meetings/list", json!({ "list": "coming", "cursor": null }), &[200]),
        ("/rpc/meetings/get", json!({ "id": MEETING }), &[404]),
        ("/rpc/meetings/free", json!({ "id": MEETING, "from": null, "days": 7 }), &[404]),
        ("/rpc/meetings/free", json!({ "id": null, "from": null, "days": 7 }), &[200]),
        ("/rpc/meetings/book", json!({ "meeting": nobody, "once": "k1" }), &[422]),
        ("/rpc/meetings/move", json!(format!("id={MEETING}&start=2027-01-04T10:00:00Z")), &[404]),
        ("/rpc/meetings/cancel", json!(format!("id={MEETING}")), &[404]),
        ("/rpc/meetings/rebook", json!({ "id": MEETING }), &[404]),
        ("/rpc/calendar/health", json!(""), &[200]),
        ("/rpc/calendar/retry", json!(""), &[200]),
        ("/rpc/analytics/overview", json!({ "period": "today" }), &[200]),
        ("/rpc/analytics/groups", json!({ "period": { "days": 30 }, "dimension": "page", "measure": "leads" }), &[200]),
        ("/rpc/analytics/heat", json!({ "period": { "between": ["2026-11-01", "2026-11-30"] }, "measure": "chats" }), &[200]),
        ("/rpc/analytics/cohorts", json!({ "measure": "won" }), &[200]),
        ("/rpc/analytics/unanswered", json!({ "period": "today" }), &[200]),
        ("/rpc/analytics/morning", json!(""), &[200]),
        ("/rpc/reports/list", json!(""), &[200]),
        ("/rpc/reports/begin", json!({ "id": REPORT, "range": ["2020-01-01", "2026-01-01"] }), &[422]),
        ("/rpc/reports/follow", json!(format!("id={REPORT}")), &[200]),
        ("/rpc/reports/cancel", json!(format!("id={REPORT}")), &[200]),
        ("/rpc/reports/preview", json!(format!("id={REPORT}")), &[404]),
        ("/rpc/reports/remove", json!(format!("id={REPORT}")), &[404]),
        ("/rpc/logs/search", json!({ "query": { "q": "crowns" }, "cursor": null }), &[200]),
        ("/rpc/logs/clear", json!({ "older_than_days": 0, "archive": true, "even_open": false }), &[422]),
        ("/rpc/logs/archives", json!(""), &[200]),
        ("/rpc/logs/restore", json!("id=arc_00000000000000000000000000000001"), &[404]),
        ("/rpc/audit/list", json!({ "query": { "action": "login" }, "cursor": null }), &[200]),
        ("/rpc/assistant/open", json!(""), &[200]),
        ("/rpc/assistant/versions", json!({ "cursor": null }), &[200]),
        ("/rpc/assistant/compare", json!({ "old": { "kept": { "type": "published" } }, "new": { "kept": { "type": "draft" } } }), &[200]),
        ("/rpc/assistant/publish", json!({ "revision": 99, "seen": 1, "note": "", "despite": null }), &[409]),
        ("/rpc/assistant/roll-back", json!({ "number": 99, "seen": 1 }), &[404]),
        ("/rpc/assistant/draft/save", json!({ "content": { "text": "Be kind." }, "seen": 99 }), &[200]),
        ("/rpc/assistant/draft/discard", json!({ "seen": 99 }), &[409]),
        ("/rpc/assistant/draft/drop-aside", json!(""), &[200]),
        ("/rpc/assistant/look", json!({ "content": null }), &[200]),
        ("/rpc/assistant/tokens", json!({ "content": { "text": "Be kind." } }), &[200]),
        ("/rpc/assistant/play", json!({ "turn": turn, "beside": false }), &[422]),
        ("/rpc/assistant/play/case", json!({ "lines": [{ "author": "visitor", "text": "Hello" }], "answer": answer }), &[200]),
        ("/rpc/assistant/cases/save", json!({ "body": { "name": "", "lines": [] }, "change": null }), &[422]),
        ("/rpc/assistant/cases/remove", json!({ "id": "tst_00000000000000000000000000000001", "seen": 1 }), &[404]),
        ("/rpc/assistant/cases/export", json!(""), &[200]),
        ("/rpc/assistant/cases/import", json!({ "text": "[]" }), &[422]),
        ("/rpc/assistant/cases/of-conversation", json!({ "id": "cnv_00000000000000000000000000000001" }), &[404]),
        ("/rpc/assistant/tests", json!(""), &[200]),
        ("/rpc/assistant/runs/start", json!({ "which": { "type": "version", "number": 99 } }), &[404]),
        ("/rpc/assistant/runs/follow", json!({ "id": RUN }), &[404]),
        ("/rpc/assistant/runs/cancel", json!({ "id": RUN }), &[404]),
        ("/rpc/health", json!(""), &[200]),
        ("/rpc/settings/load", json!(""), &[200]),
        ("/rpc/settings/business", json!({ "business": business, "version": 99 }), &[409]),
        ("/rpc/settings/meetings", json!({ "meetings": meetings, "version": 99 }), &[409]),
        ("/rpc/settings/widget", json!({ "sites": [], "greeting": "", "version": 99 }), &[409]),
        ("/rpc/settings/lead-fields", json!({ "fields": [], "version": 99 }), &[409]),
        ("/rpc/settings/assistant", json!({ "key": null, "model": "", "version": 99 }), &[409]),
        ("/rpc/settings/reports", json!({ "schedule": {}, "version": 99 }), &[409]),
        ("/rpc/settings/prices", json!({ "prices": [], "version": 99 }), &[409]),
        ("/rpc/settings/archiving", json!({ "after_days": 0, "version": 99 }), &[409]),
        (
            "/rpc/settings/notifications",
            json!({ "wanted": { "mail_to": "", "of_wishes": true, "of_leads": true, "of_failures": true }, "version": 99 }),
            &[409],
        ),
        ("/rpc/settings/test-assistant", json!({ "key": null, "model": "" }), &[200]),
        ("/rpc/settings/keys", json!(""), &[200]),
        ("/rpc/settings/keys/create", json!({ "label": "", "scopes": [] }), &[422]),
        ("/rpc/settings/keys/revoke", json!("id=key_00000000000000000000000000000001"), &[404]),
        ("/rpc/people/list", json!(""), &[200]),
        ("/rpc/people/invite", json!({ "name": "", "email": "", "role": "member" }), &[422]),
        ("/rpc/people/renew", json!({ "id": INVITATION }), &[404]),
        ("/rpc/people/withdraw", json!({ "id": INVITATION }), &[404]),
        ("/rpc/people/role", json!({ "id": SOMEBODY, "role": "member" }), &[404]),
        ("/rpc/people/rename", json!({ "id": SOMEBODY, "name": "Bob" }), &[404]),
        ("/rpc/people/remove", json!({ "id": SOMEBODY }), &[404]),
        ("/rpc/session/rename", json!("name=%40"), &[422]),
        ("/rpc/session/change-password", json!("old_password=a&new_password=short"), &[422]),
        // Last: it ends the session.
        ("/rpc/session/log-out", json!(""), &[200]),
    ]
}

/// Nobody's.
const LEAD: &str = "led_00000000000000000000000000000001";
const MEETING: &str = "mtg_00000000000000000000000000000001";
const RUN: &str = "run_00000000000000000000000000000001";
const REPORT: &str = "rpt_00000000000000000000000000000001";

const INVITATION: &str = "inv_00000000000000000000000000000001";
const SOMEBODY: &str = "adm_00000000000000000000000000000001";

/// What anyone may call; the chat has a token for its guard.
const OPEN: [&str; 4] = ["/rpc/session/who", "/rpc/session/log-in", "/rpc/session/set-up", "/rpc/session/join"];

/// What only owners may call. What is in neither list is a member's work: whoever adds a server function decides it here.
const OWNERS: [&str; 31] = [
    "/rpc/logs/clear",
    "/rpc/logs/restore",
    "/rpc/audit/list",
    "/rpc/assistant/publish",
    "/rpc/assistant/roll-back",
    "/rpc/assistant/draft/save",
    "/rpc/assistant/draft/discard",
    "/rpc/assistant/draft/drop-aside",
    "/rpc/assistant/cases/save",
    "/rpc/assistant/cases/remove",
    "/rpc/assistant/cases/import",
    "/rpc/settings/business",
    "/rpc/settings/meetings",
    "/rpc/settings/widget",
    "/rpc/settings/lead-fields",
    "/rpc/settings/assistant",
    "/rpc/settings/reports",
    "/rpc/settings/prices",
    "/rpc/settings/archiving",
    "/rpc/settings/notifications",
    "/rpc/settings/test-assistant",
    "/rpc/settings/keys",
    "/rpc/settings/keys/create",
    "/rpc/settings/keys/revoke",
    "/rpc/people/list",
    "/rpc/people/invite",
    "/rpc/people/renew",
    "/rpc/people/withdraw",
    "/rpc/people/role",
    "/rpc/people/rename",
    "/rpc/people/remove",
];

async fn call(browser: &Browser, path: &str, arguments: &Value, headers: &[(&str, String)]) -> Answer {
    let mut call = browser.call(Method::POST, path).accept("application/json");
    for (name, value) in headers {
        call = call.header(name, value);
    }
    match arguments {
        Value::String(form) => call.body("application/x-www-form-urlencoded", form.clone()),
        other => call.body("application/json", other.to_string()),
    }
    .send()
    .await
}

/// A name for messages, a cookie, further headers.
type Caller<'a> = (&'a str, Option<String>, Vec<(&'a str, String)>);

#[tokio::test]
async fn whoever_is_not_signed_in_gets_401_everywhere() {
    let desk = Desk::open().await;
    let revoked = desk.signed_in().await;
    let old = revoked.cookie("sid").expect("a cookie");
    let key = create_key(&revoked, &["chat", "logs", "reports", "leads:read", "leads:write", "meetings", "instruction"]).await;
    let key = key["key"].as_str().expect("a key").to_owned();
    revoked.form("/rpc/session/log-out", &[]).await.ok();
    let bearer = |credential: &str| vec![("authorization", format!("Bearer {credential}"))];
    let callers: Vec<Caller<'_>> = vec![
        ("nobody", None, vec![]),
        ("a visitor", None, bearer(&format!("vt_{}", "a".repeat(43)))),
        ("an integrator", None, bearer(&key)),
        ("an integrator's other header", None, vec![("x-api-key", key.clone())]),
        ("a signed-out admin", Some(old), vec![]),
        ("an unknown session", Some(Id(3).to_string()), vec![]),
        ("a malformed session", Some("%00%ff; sid".into()), vec![]),
    ];
    for (who, cookie, headers) in callers {
        let browser = desk.browser();
        for (path, arguments, _) in guarded() {
            if let Some(cookie) = &cookie {
                browser.set_cookie("sid", cookie);
            }
            let answer = call(&browser, path, &arguments, &headers).await;
            assert_eq!((answer.status, answer.code().as_str()), (401, "unauthorized"), "{who} {path}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn an_admin_gets_the_true_status_everywhere() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    for (path, arguments, expected) in guarded() {
        let answer = call(&ana, path, &arguments, &[]).await;
        assert!(expected.contains(&answer.status), "{path}: {} {}", answer.status, answer.text);
    }
}

#[tokio::test]
async fn a_member_works_and_changes_nothing_of_how_it_is_set_up() {
    let desk = Desk::open().await;
    let (bob, _) = desk.joined("Bob Ray", "bob@example.com", Role::Member).await;
    for (path, arguments, expected) in guarded() {
        let answer = call(&bob, path, &arguments, &[]).await;
        if OWNERS.contains(&path) {
            assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"), "{path}: {}", answer.text);
            assert_eq!(answer.json()["message"], "Only an owner can change this.", "{path}");
        } else {
            assert!(expected.contains(&answer.status), "{path}: {} {}", answer.status, answer.text);
        }
    }
    let there: BTreeSet<&str> = guarded().into_iter().map(|(path, ..)| path).collect();
    assert!(OWNERS.iter().all(|path| there.contains(path)), "a path that is no server function");
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_400_not_500() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    for (path, arguments) in [
        ("/rpc/conversations/get", json!("id=led_00000000000000000000000000000001")),
        ("/rpc/conversations/get", json!("")),
        ("/rpc/conversations/list", json!("open_only=perhaps")),
        ("/rpc/settings/business", json!({ "business": {}, "version": 0 })),
        ("/rpc/settings/keys/create", json!({ "label": "x", "scopes": ["everything"] })),
    ] {
        let answer = call(&ana, path, &arguments, &[]).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "invalid_request"), "{path}: {}", answer.text);
        assert!(!answer.text.contains(".rs") && !answer.text.contains("serde"), "{}", answer.text);
    }
}

#[tokio::test]
async fn no_server_function_is_missing_here() {
    let here: BTreeSet<&str> = guarded().into_iter().map(|(path, ..)| path).chain(OPEN).collect();
    let there: BTreeSet<&str> =
        server_fn::axum::server_fn_paths().map(|(path, _)| path).filter(|path| !path.starts_with("/rpc/chat/")).collect();
    assert_eq!(here, there);
    assert!(server_fn::axum::server_fn_paths().all(|(_, method)| method == Method::POST), "a GET would be carried by any link");
}
