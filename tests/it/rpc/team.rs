//! The people of the team: who comes in and how, what a role allows over REST, and how rights end.

use chatimjd::domain::account::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    browser::{Answer, Browser},
    desk::{Desk, PASSWORD, is_signed_in, join, list_keys, log_in, who},
};
use crate::harness::{Stream, TestApp};

async fn send(browser: &Browser, method: &Method, path: &str, body: &Value) -> Answer {
    let call = browser.call(method.clone(), path).accept("application/json");
    if *body == Value::Null { call.send().await } else { call.body("application/json", body.to_string()).send().await }
}

#[tokio::test]
async fn over_rest_a_member_changes_nothing_of_how_it_is_set_up_either() {
    let desk = Desk::open().await;
    let (bob, _) = desk.joined("Bob Ray", "bob@example.com", Role::Member).await;
    let nothing = Value::Null;
    for (method, path, body) in [
        (Method::GET, "/audit", nothing.clone()),
        (Method::GET, "/admin/google/connect", nothing.clone()),
        (Method::GET, "/authorize", nothing.clone()),
        (Method::GET, "/oauth2callback?state=x&code=y", nothing.clone()),
        (Method::POST, "/admin/google/disconnect", nothing.clone()),
        (Method::POST, "/calendar/disconnect", nothing.clone()),
        (Method::POST, "/logs/clear", json!({ "older_than_days": 30 })),
        (Method::POST, "/logs/archives/arc_00000000000000000000000000000001/restore", nothing.clone()),
        (Method::POST, "/system-instruction", json!({ "text": "Be rude.", "if_version": 1 })),
        (Method::POST, "/system-instruction", json!({ "text": "Be rude.", "publish": false })),
        (Method::POST, "/system-instruction/rollback", json!({ "version": 1, "if_version": 1 })),
    ] {
        let answer = send(&bob, &method, path, &body).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"), "{method} {path}: {}", answer.text);
        assert!(answer.text.contains("Only an owner can change this."), "{path}: {}", answer.text);
    }
    for path in
        ["/leads", "/logs", "/logs/archives", "/system-instruction", "/system-instruction/tests", "/leads/reports", "/saba/meetings"]
    {
        assert_eq!(bob.get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_link_has_its_code_where_no_log_sees_it_and_works_once() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let invited = ana.json("/rpc/people/invite", json!({ "name": "Bob Ray", "email": "bob@example.com", "role": "member" })).await.ok();
    let link = invited.json()["link"].as_str().expect("a link").to_owned();
    let code = link.strip_prefix("http://desk.test/admin/join#").expect("behind the #").to_owned();
    assert_eq!(code.len(), 43);
    let listed = ana.form("/rpc/people/list", &[]).await.ok();
    assert!(!listed.text.contains(&code) && listed.json()["invitations"][0]["email"] == "bob@example.com", "{}", listed.text);

    let bob = desk.browser();
    join(&bob, &code).await.ok();
    let known = who(&bob).await;
    assert_eq!((&known["admin"]["name"], &known["admin"]["role"]), (&json!("Bob Ray"), &json!("member")));
    let again = join(&desk.browser(), &code).await;
    assert_eq!((again.status, again.code().as_str()), (403, "forbidden"));
    let lines = desk.state.audit.latest(9).await.expect("a log");
    assert!(lines.iter().all(|line| !format!("{line:?}").contains(&code)));
    let joined = lines.iter().find(|line| line.action == "person.joined").expect("a line");
    assert_eq!(joined.address.as_deref(), Some("127.0.0.1"));
    assert!(lines.iter().any(|line| line.action == "person.invited" && line.address.is_some()));
}

#[tokio::test]
async fn codes_are_guessed_no_faster_than_passwords() {
    let desk = Desk::open().await;
    let code = desk.invited("Bob Ray", "bob@example.com", Role::Member).await;
    let stranger = desk.browser();
    for _ in 0..5 {
        let wrong = join(&stranger, &"x".repeat(43)).await;
        assert_eq!((wrong.status, wrong.code().as_str()), (403, "forbidden"), "{}", wrong.text);
    }
    let braked = join(&stranger, &code).await;
    assert_eq!((braked.status, braked.code().as_str()), (429, "rate_limited"));
}

#[tokio::test]
async fn the_way_in_works_without_scripts() {
    let desk = Desk::open().await;
    let code = desk.invited("Bob Ray", "bob@example.com", Role::Member).await;
    let bob = desk.browser();
    let page = bob.call(Method::GET, "/admin/join").accept("text/html").send().await.ok();
    assert!(page.text.contains("Invitation code") && page.text.contains("/rpc/session/join"), "{}", page.text);
    let try_in = async |code: &str, password: &str| {
        let form = [("code", code), ("password", password)];
        bob.call(Method::POST, "/rpc/session/join").accept("text/html").pairs(&form).send().await
    };
    let short = try_in(&code, "short").await;
    assert_eq!((short.status, short.location()), (303, "/admin/join?error=invalid_fields&fields=password"));
    let wrong = try_in("made up", PASSWORD).await;
    assert_eq!((wrong.status, wrong.location()), (303, "/admin/join?error=forbidden"));
    let told = bob.call(Method::GET, wrong.location()).accept("text/html").send().await.ok();
    assert!(told.text.contains("This invitation cannot be used"), "{}", told.text);
    let right = try_in(&code, PASSWORD).await;
    assert_eq!((right.status, right.location()), (302, "/admin"));
    assert!(is_signed_in(&bob).await);
}

#[tokio::test]
async fn whoever_is_removed_is_out_with_the_next_request() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let (bob, id) = desk.joined("Bob Ray", "bob@example.com", Role::Owner).await;
    list_keys(&bob).await.ok();
    let mut stream = Stream::of_dashboard(&desk.base, &bob.cookie("sid").expect("a cookie")).await;
    assert!(stream.reads(": open").await);
    ana.json("/rpc/people/remove", json!({ "id": id })).await.ok();
    assert_eq!(list_keys(&bob).await.status, 401);
    assert!(!is_signed_in(&bob).await);
    assert_eq!(log_in(&desk.browser(), "bob@example.com", PASSWORD).await.status, 401);
    let lines = ana.json("/rpc/audit/list", json!({ "query": { "action": "person.joined" }, "cursor": null })).await.ok();
    assert!(lines.text.contains("Somebody who left"), "{}", lines.text);
}

#[tokio::test]
async fn a_role_counts_from_the_next_request_on() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let (bob, id) = desk.joined("Bob Ray", "bob@example.com", Role::Owner).await;
    list_keys(&bob).await.ok();
    ana.json("/rpc/people/role", json!({ "id": id, "role": "member" })).await.ok();
    assert_eq!(list_keys(&bob).await.status, 403);
    assert!(is_signed_in(&bob).await, "still there, as a member");
    ana.json("/rpc/people/role", json!({ "id": id, "role": "owner" })).await.ok();
    list_keys(&bob).await.ok();
}

#[tokio::test]
async fn of_two_owners_who_remove_each_other_at_once_one_stays() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let own = who(&ana).await["admin"]["id"].as_str().expect("Ana").to_owned();
    let (bob, id) = desk.joined("Bob Ray", "bob@example.com", Role::Owner).await;
    let (by_ana, by_bob) = (json!({ "id": id }), json!({ "id": own, "role": "member" }));
    let (one, other) = futures::future::join(ana.json("/rpc/people/remove", by_ana), bob.json("/rpc/people/role", by_bob)).await;
    let done = [one.status, other.status].into_iter().filter(|status| *status == 200).count();
    assert_eq!(done, 1, "{} {}", one.text, other.text);
    let owners = desk.state.accounts.team(&TestApp::owner()).await.expect("the team").into_iter().filter(|one| one.role == Role::Owner);
    assert_eq!(owners.count(), 1);
}

#[tokio::test]
async fn nobody_changes_their_own_role_and_everybody_their_own_name() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let own = who(&ana).await["admin"]["id"].as_str().expect("Ana").to_owned();
    let answer = ana.json("/rpc/people/role", json!({ "id": own, "role": "member" })).await;
    assert_eq!((answer.status, answer.code().as_str()), (409, "conflict"));
    assert_eq!(ana.json("/rpc/people/remove", json!({ "id": own })).await.status, 409);
    let (bob, _) = desk.joined("Bob Ray", "bob@example.com", Role::Member).await;
    bob.form("/rpc/session/rename", &[("name", "Robert Ray")]).await.ok();
    assert_eq!(who(&bob).await["admin"]["name"], "Robert Ray");
}
