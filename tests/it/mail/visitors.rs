//! The whole application beside a mail server: what visitors say goes to the owner, once, and they are told so.

use chatimjd::domain::notifications::Notifications;

use super::*;
use crate::harness::TestApp;

/// Configured to send through the fake, for an owner who wants to know.
async fn app(fake: &FakeSmtp) -> TestApp {
    let url = format!("smtp://{}", fake.address);
    let app = TestApp::with(&[("SMTP_URL", url.as_str()), ("SMTP_FROM", "desk@brooks.example")]).await;
    app.state.desk.save_notifications(&TestApp::owner(), "bo@brooks.example", Notifications::default(), 0).await.expect("saved");
    app
}

async fn deliver(app: &TestApp) {
    app.state.post_office.as_ref().expect("mail is configured").deliver(20).await.expect("a pass");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_for_a_person_and_who_can_be_reached_is_told_once() {
    let fake = FakeSmtp::start().await;
    let app = app(&fake).await;
    let mut ana = app.visitor();
    let reply = ana.send("Can I talk to a person?").await;
    let conversation = reply["conversation_id"].as_str().expect("an id").to_owned();
    let handover = reply["cards"].as_array().expect("cards").iter().find(|card| card["kind"] == "handover").expect("a card");
    assert_eq!(handover["by_mail"], true);
    assert!(handover["lines"][0].as_str().expect("words").contains("e-mail"), "{handover}");
    // The application's own rounds may have been quicker.
    deliver(&app).await;
    let taken = fake.has_taken(1).await;
    assert_eq!((taken.len(), &taken[0].to[..]), (1, &["bo@brooks.example".to_owned()][..]));
    assert_eq!(taken[0].header("Subject"), "A visitor asks for a person");
    assert!(taken[0].text.contains(&format!("<wish.{conversation}.")), "{}", taken[0].text);

    ana.send("I really want to talk to a person").await;
    ana.save_info(&serde_json::json!({ "email": "ana@example.com" })).await.data();
    deliver(&app).await;
    let taken = fake.has_taken(2).await;
    assert_eq!((taken[1].header("Subject"), taken[1].header("Reply-To")), ("New lead: ana@example.com", "ana@example.com"));
    ana.save_info(&serde_json::json!({ "phone": "+44 161 496 0142" })).await.data();
    deliver(&app).await;
    assert_eq!((fake.taken().len(), fake.complaints()), (2, vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_before_the_owner_names_an_address() {
    let fake = FakeSmtp::start().await;
    let url = format!("smtp://{}", fake.address);
    let app = TestApp::with(&[("SMTP_URL", url.as_str()), ("SMTP_FROM", "desk@brooks.example")]).await;
    let reply = app.visitor().send("Can I talk to a person? I'm Ana, ana@example.com").await;
    let cards = reply["cards"].as_array().expect("cards");
    assert!(cards.iter().any(|card| card["kind"] == "handover" && card["by_mail"] == false), "{reply}");
    deliver(&app).await;
    assert_eq!(fake.taken().len(), 0);
}
