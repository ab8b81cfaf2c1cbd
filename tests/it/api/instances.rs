//! Two instances over one database.

use crate::harness::TestApp;

#[tokio::test]
async fn a_conversation_goes_on_at_another_instance() {
    let one = TestApp::start().await;
    let other = one.beside(&[]).await;
    let mut ana = one.visitor();
    let first = ana.send("Hello, I'm Ana").await;
    let mut moved = ana.moved_to(other.address);
    assert_eq!(moved.send("ana@example.com").await["conversation_id"], first["conversation_id"]);
    assert_eq!(ana.lines().await.len(), 4);
    // The answer that the first one wrote is told by the second one from what was stored.
    let reply = first["reply"]["id"].as_str().expect("an id");
    let told = crate::harness::events_in(&moved.resume(reply, 0).await.text);
    assert_eq!(told.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["delta", "done"]);
    assert_eq!(told[0].data["text"], first["reply"]["text"]);
    assert_eq!(told[1].data["reply"], first["reply"]);
    assert_eq!(told[1].data["model"], "offline");
    // Whoever has seen some of it is not told the same words twice.
    let rest = crate::harness::events_in(&moved.resume(reply, 3).await.text);
    assert_eq!(rest.iter().map(|event| (event.name.as_str(), event.id)).collect::<Vec<_>>(), [("done", 4)]);
    assert_eq!(rest[0].data["reply"], first["reply"]);
}

#[tokio::test]
async fn changed_settings_reach_the_other_instance_within_seconds() {
    let one = TestApp::start().await;
    let other = one.beside(&[]).await;
    let greeting = |app: &TestApp| {
        let desk = app.state.desk.clone();
        async move { desk.load().await.expect("settings").widget.greeting }
    };
    assert_eq!(greeting(&other).await, "");
    one.state.desk.save_widget(&TestApp::owner(), vec![], "Hello!".into(), 0).await.expect("saved");
    assert_eq!(greeting(&one).await, "Hello!");
    let arrived = async {
        while greeting(&other).await != "Hello!" {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(7), arrived).await.expect("in time");
}

/// Whoever saves twice in a row may be answered by two instances.
#[tokio::test]
async fn a_change_at_one_instance_begins_from_what_another_has_just_saved() {
    let one = TestApp::start().await;
    let other = one.beside(&[]).await;
    assert_eq!(other.state.desk.load().await.expect("settings").version, 0);
    one.state.desk.save_widget(&TestApp::owner(), vec![], "Hello!".into(), 0).await.expect("saved");
    let saved = other.state.desk.save_gemini(&TestApp::owner(), None, "gemini-flash".into(), 1).await.expect("no conflict");
    assert_eq!((saved.version, saved.widget.greeting.as_str()), (2, "Hello!"));
    assert_eq!(one.state.desk.latest().await, Ok(saved));
}
