//! Two programs of ours over one database, started at the same time on an empty one.

use std::{collections::BTreeSet, net::SocketAddr, time::Duration};

use futures::future::join_all;
use serde_json::{Value, json};

use super::eventually;
use crate::{
    harness::{Program, SurrealServer, VisitorClient, client, free_address},
    rpc::{
        browser::Browser,
        desk::{ACCOUNT, EMAIL, PASSWORD, is_signed_in, log_in},
    },
};

struct Pair {
    server: &'static SurrealServer,
    database: String,
    addresses: [SocketAddr; 2],
    programs: [Program; 2],
    _folders: [tempfile::TempDir; 2],
}

impl Pair {
    async fn start() -> Option<Self> {
        let server = SurrealServer::shared().await?;
        let database = server.fresh();
        let url = server.url(&database);
        let addresses = [free_address(), free_address()];
        let binds = addresses.map(|address| address.to_string());
        let folders = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
        let shared = [("DATABASE_URL", url.as_str()), ("SECRET_KEY", "a-secret-of-tests-0123456789-0123456789"), ACCOUNT[0], ACCOUNT[1]];
        let settings = |n: usize| [&shared[..], &[("BIND", binds[n].as_str())]].concat();
        let (first, second) = (settings(0), settings(1));
        let ((one, _), (other, _)) = futures::join!(Program::ready(folders[0].path(), &first), Program::ready(folders[1].path(), &second));
        Some(Self { server, database, addresses, programs: [one, other], _folders: folders })
    }

    fn visitor_of(&self, n: usize) -> VisitorClient {
        VisitorClient::new(self.addresses[n % 2], client(None))
    }

    fn browser_of(&self, n: usize) -> Browser {
        Browser::at(&format!("http://{}", self.addresses[n % 2]))
    }

    /// How many records a table has.
    async fn count(&self, table: &str) -> usize {
        let query = self.server.operator(&self.database).await;
        let mut found = query.query("SELECT VALUE id FROM type::table($table)").bind(("table", table.to_owned())).await.expect("asked");
        found.take::<Vec<surrealdb::types::RecordId>>(0).expect("ids").len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_start_together_make_one_installation_and_share_its_conversations() {
    let Some(mut pair) = Pair::start().await else { return };
    for (table, count) in [("_migration", 22), ("admin", 1), ("instruction", 1)] {
        assert_eq!(pair.count(table).await, count, "{table}");
    }

    let mut ana = pair.visitor_of(0);
    let first = ana.send("Hello, I'm Ana").await;
    let mut moved = ana.moved_to(pair.addresses[1]);
    assert_eq!(moved.send("ana@example.com").await["conversation_id"], first["conversation_id"]);
    assert_eq!(ana.send("What do you cost?").await["conversation_id"], first["conversation_id"]);
    assert_eq!(ana.lines().await, moved.lines().await);
    assert_eq!(ana.lines().await.len(), 6);
    assert_eq!(pair.count("lead").await, 1);

    for program in &mut pair.programs {
        program.signal("TERM").await;
        assert_eq!(program.exit_code(Duration::from_secs(10)).await, Some(0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_in_counts_at_both_and_saved_settings_arrive_at_the_other() {
    let Some(pair) = Pair::start().await else { return };
    let ana = pair.browser_of(0);
    log_in(&ana, EMAIL, PASSWORD).await.ok();
    let elsewhere = pair.browser_of(1);
    elsewhere.set_cookie("sid", &ana.cookie("sid").expect("a cookie"));
    assert!(is_signed_in(&elsewhere).await);

    let load = async |browser: &Browser| -> Value { browser.form("/rpc/settings/load", &[]).await.ok().json() };
    let mut business = load(&elsewhere).await["business"].clone();
    business["name"] = json!("Lima Interiors");
    let saved = ana.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await.ok().json();
    assert_eq!(saved["business"]["name"], "Lima Interiors", "{saved}");
    eventually(Duration::from_secs(8), "the saved settings", async || load(&elsewhere).await["business"] == saved["business"]).await;
    // Who saved an older version is told so, wherever that was.
    let late = elsewhere.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await;
    assert_eq!((late.status, late.code().as_str()), (409, "version_conflict"));

    ana.form("/rpc/session/log-out", &[]).await.ok();
    assert!(!is_signed_in(&elsewhere).await, "a log-out counts at both, too");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_three_people_at_both_at_once_are_thirty_three_leads() {
    let Some(pair) = Pair::start().await else { return };
    let visit = |n: usize| {
        let mut person = pair.visitor_of(n);
        let there = pair.addresses[(n + 1) % 2];
        async move {
            person.send("Hello, what do you cost?").await;
            // Every other one has been sent to the other instance meanwhile.
            let mut person = if n % 4 < 2 { person.moved_to(there) } else { person };
            let told = person.send(&format!("I'd like a kitchen. My e-mail is person{n}@example.com")).await;
            assert_eq!(told["lead"]["captured"]["email"], format!("person{n}@example.com"));
            told["lead"]["id"].as_str().expect("a lead").to_owned()
        }
    };
    let leads: BTreeSet<String> = join_all((0..33).map(visit)).await.into_iter().collect();
    assert_eq!(leads.len(), 33);
    assert_eq!(pair.count("lead").await, 33);
    assert_eq!(pair.count("conversation").await, 33);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_person_at_both_at_once_loses_nothing() {
    let Some(pair) = Pair::start().await else { return };
    let mut ana = pair.visitor_of(0);
    ana.send("Hello").await;
    let say = |n: usize| {
        let mut tab = ana.moved_to(pair.addresses[n % 2]);
        async move { tab.try_send(&format!("message number {n}")).await }
    };
    for answer in join_all((0..8).map(say)).await {
        answer.data();
    }
    let lines = ana.lines().await;
    assert_eq!(lines.len(), 18, "{lines:?}");
}
