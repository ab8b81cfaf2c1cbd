//! Meetings in Google's calendar, through the whole server: the owner's way to the consent page and back, what is entered,
//! what is told while it cannot be, and how it heals.

use std::time::Duration;

use chatimjd::{domain::live::LiveEvent, service::permission::Host};
use futures::StreamExt;
use reqwest::Method;
use serde_json::{Value, json};

use super::{all, book, booked, later, open, path, slots, stored};
use crate::{
    fakes::google::{
        Behaviour, Endpoint, FakeGoogle, Refusal,
        oauth::{CLIENT_ID, CLIENT_SECRET},
    },
    harness::{TestApp, client},
    rpc::{
        browser::{Answer, Browser},
        desk::Desk,
    },
};

const PUBLIC: &str = "http://desk.test";
const SETTINGS: &str = "/admin/settings/meetings";

/// What the operator sets.
fn environment(fake: &FakeGoogle) -> [(&'static str, String); 6] {
    [
        ("GOOGLE_CLIENT_ID", CLIENT_ID.to_owned()),
        ("GOOGLE_CLIENT_SECRET", CLIENT_SECRET.to_owned()),
        ("GOOGLE_AUTH_URL", fake.auth_url()),
        ("GOOGLE_TOKEN_URL", fake.token_url()),
        ("GOOGLE_REVOKE_URL", fake.revoke_url()),
        ("GOOGLE_CALENDAR_BASE_URL", fake.calendar_url()),
    ]
}

fn pairs<'a>(given: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    given.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// A desk whose operator has set what it takes to connect Google, and Ana, who has signed in.
struct Shop {
    fake: FakeGoogle,
    desk: Desk,
    ana: Browser,
}

impl Shop {
    async fn open() -> Self {
        let fake = FakeGoogle::start().await;
        let given = environment(&fake);
        let desk = Desk::with(&pairs(&given)).await;
        open(&desk).await;
        let ana = desk.signed_in().await;
        Self { fake, desk, ana }
    }

    async fn connected() -> Self {
        let shop = Self::open().await;
        let back = shop.connect().await;
        assert_eq!((back.status, back.location()), (302, SETTINGS), "{}", back.text);
        shop
    }

    /// To Google's page and back, as Ana's browser goes; what it is answered in the end.
    async fn connect(&self) -> Answer {
        let back = self.way_back(&self.ana).await;
        self.ana.get(&back).await
    }

    /// The address to which Google's page sends this browser, at our server.
    async fn way_back(&self, browser: &Browser) -> String {
        let asked = browser.get("/admin/google/connect").await;
        assert_eq!(asked.status, 302, "{}", asked.text);
        let page = client(None).get(asked.location()).send().await.expect("an answer");
        let back = page.headers()["location"].to_str().expect("an address").to_owned();
        back.strip_prefix(PUBLIC).expect("an address of ours").to_owned()
    }

    async fn status(&self) -> Value {
        self.desk.call(Method::GET, "/calendar/status", None).await.data()
    }

    /// A meeting at the n-th time that is days ahead.
    async fn book(&self, nth: usize, email: &str) -> Value {
        let slot = later(&slots(&self.desk).await, nth).clone();
        booked(&book(&self.desk, &json!({ "email": email, "start": slot["start"] })).await)
    }

    async fn retry(&self) -> Value {
        self.ana.form("/rpc/calendar/retry", &[]).await.ok().json()
    }

    fn events(&self) -> usize {
        self.fake.calendars().count("primary")
    }
}

/// No request of any test may break a rule.
impl Drop for Shop {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.fake.complaints(), Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn a_calendar_is_connected_used_and_let_go_of() {
    let shop = Shop::open().await;
    let before = shop.status().await;
    assert_eq!((before["calendar"].as_str(), before["can_connect"].as_bool()), (Some("local"), Some(true)));
    let back = shop.connect().await;
    assert_eq!((back.status, back.location()), (302, SETTINGS), "{}", back.text);
    assert_eq!(shop.status().await["calendar"], "google");

    let meeting = shop.book(0, "ana@example.com").await;
    assert_eq!((meeting["status"].as_str(), meeting["calendar"].as_str()), (Some("confirmed"), Some("google")));
    assert!(meeting["meet_link"].is_string() && meeting["html_link"].is_string(), "{meeting}");
    assert_eq!(shop.events(), 1);
    let to = later(&slots(&shop.desk).await, 7)["start"].clone();
    let moved = shop.desk.call(Method::POST, &format!("{}/reschedule", path(&meeting)), Some(&json!({ "start": to }))).await.data();
    assert_eq!((moved["meeting"]["status"].as_str(), &moved["meeting"]["start"]), (Some("confirmed"), &to));
    assert_eq!(shop.events(), 1);
    shop.desk.call(Method::POST, &format!("{}/cancel", path(&meeting)), None).await.data();
    assert_eq!(shop.events(), 0);

    let answer = shop.ana.form("/admin/google/disconnect", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, SETTINGS), "{}", answer.text);
    assert_eq!(shop.fake.grants().alive(), 0, "Google has forgotten it, too");
    assert_eq!(shop.status().await["calendar"], "local");
    assert_eq!(shop.book(1, "bo@example.com").await["calendar"], "local");
    let deeds: Vec<String> = shop.desk.state.audit.latest(50).await.expect("a log").into_iter().map(|entry| entry.action).collect();
    for deed in ["calendar_connected", "calendar_disconnected", "meeting_booked", "meeting_moved", "meeting_cancelled"] {
        assert!(deeds.iter().any(|done| done == deed), "{deed}: {deeds:?}");
    }
}

/// How the redeeming of a code begins; an access token is asked for by a refresh token.
const GRANT: &[u8] = b"grant_type=authorization_code";

#[tokio::test]
async fn an_answer_that_this_session_did_not_ask_for_calls_nobody() {
    let shop = Shop::open().await;
    let stranger = shop.desk.browser();
    assert_eq!(stranger.get("/authorize").await.status, 401);
    let other = shop.desk.signed_in().await;
    let back = shop.way_back(&shop.ana).await;
    for (browser, path) in
        [(&other, back.as_str()), (&shop.ana, "/oauth2callback?state=made-up&code=4%2F0A"), (&shop.ana, "/oauth2callback")]
    {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "invalid_request"), "{}", answer.text);
    }
    assert_eq!(stranger.get(&back).await.status, 401);
    // The wrong answers have used up what Ana had asked.
    assert_eq!(shop.ana.get(&back).await.status, 400);
    assert_eq!(shop.fake.calls(Endpoint::Token), 0);

    let back = shop.way_back(&shop.ana).await;
    assert_eq!(shop.ana.get(&back).await.location(), SETTINGS);
    assert_eq!(shop.ana.get(&back).await.status, 400, "a state works once");
    let redeemed = |asked: &[u8]| asked.windows(GRANT.len()).any(|part| part == GRANT);
    let codes = shop.fake.requests(Endpoint::Token).into_iter().filter(|asked| redeemed(&asked.body)).count();
    assert_eq!(codes, 1, "the calendar's first question asks for a token, too, and redeems nothing");
}

#[tokio::test]
async fn no_key_connects_or_disconnects_however_much_it_may_do() {
    let shop = Shop::open().await;
    for (method, path) in [(Method::GET, "/authorize"), (Method::POST, "/calendar/disconnect")] {
        let answer = shop.desk.call(method.clone(), path, None).await;
        answer.assert_error(403, "forbidden");
        assert_eq!(shop.desk.send(shop.desk.request(method.clone(), path)).await.status, 401, "{method} {path}");
    }
    assert_eq!(shop.fake.calls(Endpoint::Token), 0);
}

#[tokio::test]
async fn an_owner_who_says_no_is_back_where_she_was() {
    let shop = Shop::open().await;
    shop.fake.grants().denies = true;
    let back = shop.connect().await;
    assert_eq!((back.status, back.location()), (302, "/admin/settings/meetings?error=forbidden"));
    shop.fake.grants().only = Some(vec!["openid".to_owned()]);
    let less = shop.connect().await;
    assert_eq!((less.status, less.code().as_str()), (403, "forbidden"), "{}", less.text);
    assert!(less.text.contains("both boxes"), "{}", less.text);
    assert_eq!(shop.status().await["calendar"], "local");
}

#[tokio::test]
async fn the_owners_own_appointments_are_in_the_way() {
    let shop = Shop::connected().await;
    let slot = later(&slots(&shop.desk).await, 0).clone();
    let at = |field: &str| slot[field].as_str().and_then(|text| text.parse().ok()).expect("a time");
    shop.fake.calendars().occupy("primary", at("start"), at("end"));
    let refused = book(&shop.desk, &json!({ "email": "ana@example.com", "slot_id": slot["slot_id"] })).await;
    refused.assert_error(409, "slot_unavailable");
    assert!(
        refused.json()["data"]["alternatives"].as_array().is_some_and(|others| others.iter().all(|other| other["start"] != slot["start"]))
    );
    assert_eq!((shop.events(), all(&shop.desk).await), (0, Vec::<Value>::new()));
}

#[tokio::test]
async fn an_answer_that_was_lost_heals_to_one_event() {
    let shop = Shop::connected().await;
    shop.fake.next(Endpoint::Insert, Behaviour::DoneButLost);
    let meeting = shop.book(0, "ana@example.com").await;
    assert_eq!((meeting["status"].as_str(), shop.events()), (Some("pending"), 1), "what we were not told is not claimed");
    let waiting = shop.status().await;
    assert!(waiting["waiting"] == 1 && waiting["waiting_problem"].is_string(), "{waiting}");
    let healed = shop.retry().await;
    assert_eq!(healed["waiting"], 0, "{healed}");
    assert_eq!((stored(&shop.desk, &meeting).await["status"].as_str(), shop.events()), (Some("confirmed"), 1));
}

#[tokio::test]
async fn a_crash_between_google_and_our_note_heals_at_another_instance() {
    let shop = Shop::connected().await;
    // Whoever booked has entered the event and is gone before noting it: the task is anybody's after a minute at most.
    shop.fake.next(Endpoint::Insert, Behaviour::DoneButLost);
    let meeting = shop.book(0, "ana@example.com").await;
    let host = Host::admin(&TestApp::owner());
    let given = environment(&shop.fake);
    let other = shop.desk.beside(&pairs(&given)).await;
    let (here, there) = tokio::join!(shop.desk.state.meeting_desk.sync_now(&host), other.state.meeting_desk.sync_now(&host));
    assert!(here.is_ok() && there.is_ok(), "{here:?} {there:?}");
    assert_eq!((stored(&other, &meeting).await["status"].as_str(), shop.events()), (Some("confirmed"), 1));
}

#[tokio::test]
async fn a_dead_permission_is_told_and_what_waits_is_entered_when_it_is_given_again() {
    let shop = Shop::connected().await;
    shop.book(0, "bo@example.com").await;
    shop.fake.grants().withdraw_all();
    let meeting = shop.book(3, "ana@example.com").await;
    assert_eq!((meeting["status"].as_str(), shop.events()), (Some("pending"), 1));
    assert!(meeting["meet_link"].is_null(), "{meeting}");
    let status = shop.status().await;
    assert_eq!(
        (status["calendar"].as_str(), status["connect_again"].as_bool(), status["waiting"].as_u64()),
        (Some("google"), Some(true), Some(1))
    );
    let ready = shop.desk.get("/readyz").await.data();
    let calendar = ready["parts"].as_array().expect("parts").iter().find(|part| part["part"] == "calendar").expect("a part").clone();
    assert_eq!((ready["state"].as_str(), calendar["state"].as_str()), (Some("degraded"), Some("degraded")), "{ready}");

    let mut news = shop.desk.state.bus.subscribe();
    let back = shop.connect().await;
    assert_eq!((back.status, back.location()), (302, SETTINGS), "{}", back.text);
    // What waits is entered beside the answer; dashboards are told when it is.
    let told = async {
        while let Some(event) = news.next().await {
            if matches!(&event, Ok(LiveEvent::Meeting { id }) if meeting["id"] == id.as_str()) {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), told).await.expect("in time");
    assert_eq!((stored(&shop.desk, &meeting).await["status"].as_str(), shop.events()), (Some("confirmed"), 2));
    let status = shop.status().await;
    assert_eq!((status["waiting"].as_u64(), status["connect_again"].as_bool(), status["problem"].is_null()), (Some(0), Some(false), true));
}

#[tokio::test]
async fn a_permission_that_is_given_again_is_good_at_once() {
    let shop = Shop::connected().await;
    shop.fake.grants().withdraw_all();
    // Somebody looks for a time: that is how it is noticed.
    let start = later(&slots(&shop.desk).await, 0)["start"].clone();
    book(&shop.desk, &json!({ "email": "ana@example.com", "start": "2020-01-06T10:00:00Z" })).await.assert_error(409, "slot_unavailable");
    assert_eq!(shop.status().await["connect_again"], true);
    assert_eq!(shop.connect().await.location(), SETTINGS);
    let status = shop.status().await;
    assert_eq!((status["connect_again"].as_bool(), status["problem"].is_null()), (Some(false), true), "{status}");
    assert_eq!(booked(&book(&shop.desk, &json!({ "email": "ana@example.com", "start": start })).await)["status"], "confirmed");
}

#[tokio::test]
async fn visitors_are_told_the_truth_while_google_is_away() {
    let shop = Shop::connected().await;
    let start = later(&slots(&shop.desk).await, 0)["start"].as_str().expect("a time").to_owned();
    let day: jiff::civil::Date = start[..10].parse().expect("a day");
    shop.fake.refuse(Endpoint::Insert, Refusal::unavailable());
    let mut ana = shop.desk.visitor();
    let said = ana.send(&format!("Can we have a meeting on {} at 10am? I'm Ana, ana@example.com", day.strftime("%A %-d %B"))).await;
    let cards = said["cards"].as_array().expect("a list");
    assert_eq!(cards.iter().map(|card| card["kind"].as_str().expect("a kind")).collect::<Vec<_>>(), ["booking_pending"], "{said}");
    assert_eq!((cards[0]["meeting"]["status"].as_str(), shop.events()), (Some("pending"), 0));
    assert!(cards[0]["meeting"]["start"].as_str().is_some_and(|at| at.starts_with(&format!("{day}T10:00"))), "{said}");
    shop.retry().await;
    assert_eq!(shop.events(), 1);
    // A card that is shown again shows what is stored now.
    let transcript = ana.transcript().await;
    let shown = transcript["messages"].as_array().and_then(|all| all.last()).expect("an answer").clone();
    assert_eq!(
        (shown["cards"][0]["kind"].as_str(), shown["cards"][0]["meeting"]["status"].as_str()),
        (Some("booking"), Some("confirmed")),
        "{shown}"
    );
}
