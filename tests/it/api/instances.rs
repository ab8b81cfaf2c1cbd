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
}

#[tokio::test]
async fn changed_settings_reach_the_other_instance_within_seconds() {
    let one = TestApp::start().await;
    let other = one.beside(&[]).await;
    let before = other.state.desk.load().await.expect("settings");
    let mut changed = before.clone();
    changed.business.name = "Lima Interiors".into();
    changed.version += 1;
    one.state.desk.store.save(&changed).await.expect("saved");
    assert_eq!(one.state.desk.load().await.expect("settings").business.name, "Lima Interiors");
    let arrived = async {
        while other.state.desk.load().await.expect("settings").business.name != "Lima Interiors" {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(7), arrived).await.expect("in time");
}
