//! The original service kept one of 33 people's leads: its file was torn by those who wrote at the same time.

use std::collections::BTreeSet;

use futures::future::join_all;

use crate::harness::TestApp;

#[tokio::test]
async fn thirty_three_people_at_once_are_thirty_three_leads() {
    let app = TestApp::start().await;
    let visit = |n: usize| {
        let mut person = app.visitor();
        async move {
            person.send("Hello, what do you cost?").await;
            let told = person.send(&format!("I'd like a kitchen. My e-mail is person{n}@example.com")).await;
            (told["lead"]["id"].as_str().expect("a lead").to_owned(), told["lead"]["captured"]["email"].clone(), n)
        }
    };
    let leads = join_all((0..33).map(visit)).await;
    assert_eq!(leads.iter().map(|(id, ..)| id).collect::<BTreeSet<_>>().len(), 33);
    for (id, email, n) in leads {
        assert_eq!(email, format!("person{n}@example.com"));
        let stored = app.state.leads.find(&id.parse().expect("an id")).await.expect("a database").expect("a lead");
        assert_eq!(stored.value(chatimjd::domain::capture::Field::Email), Some(format!("person{n}@example.com").as_str()));
    }
    assert_eq!(app.state.leads.count().await, Ok(33));
}

#[tokio::test]
async fn one_person_in_two_tabs_loses_nothing() {
    let app = TestApp::start().await;
    let mut ana = app.visitor();
    ana.send("Hello").await;
    let say = |text: String| {
        let mut tab = ana.moved_to(app.address);
        async move { tab.try_send(&text).await.status }
    };
    let statuses = join_all((0..8).map(|n| say(format!("message number {n}")))).await;
    assert_eq!(statuses, [200; 8]);
    let lines = ana.lines().await;
    assert_eq!(lines.len(), 18, "{lines:?}");
    for n in 0..8 {
        assert_eq!(lines.iter().filter(|(author, text)| author == "visitor" && *text == format!("message number {n}")).count(), 1);
    }
}
