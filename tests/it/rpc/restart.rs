//! What is on the disk: a log-in that outlives the server, and no secret in the clear.

use std::{fs, path::Path};

use serde_json::json;

use super::desk::{Desk, PASSWORD, create_key, is_signed_in, list_keys};

const GEMINI: &str = "AQ.canary-of-the-owners-gemini-key";
const NAME: &str = "Canary Interiors of Lisbon";

async fn desk_in(folder: &Path) -> Desk {
    let (data, database) = (folder.display().to_string(), format!("surrealkv://{}", folder.join("database").display()));
    // An empty SECRET_KEY is none: the key file of the data directory is used.
    Desk::with(&[("DATA_DIR", &data), ("DATABASE_URL", &database), ("SECRET_KEY", "")]).await
}

/// How many files below the folder hold these bytes.
fn files_with(folder: &Path, needle: &[u8]) -> usize {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            if path.is_dir() {
                return files_with(&path, needle);
            }
            let bytes = fs::read(&path).unwrap_or_default();
            usize::from(bytes.windows(needle.len()).any(|window| window == needle))
        })
        .sum()
}

#[tokio::test]
async fn a_log_in_and_a_sealed_key_outlive_the_server_and_no_secret_lies_in_the_clear() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = desk_in(folder.path()).await;
    let ana = desk.signed_in().await;
    let cookie = ana.cookie("sid").expect("a cookie");
    let mut business = ana.form("/rpc/settings/load", &[]).await.ok().json()["business"].clone();
    business["name"] = json!(NAME);
    ana.json("/rpc/settings/business", json!({ "business": business, "version": 0 })).await.ok();
    ana.json("/rpc/settings/assistant", json!({ "key": GEMINI, "model": "", "version": 1 })).await.ok();
    let api_key = create_key(&ana, &["chat"]).await["key"].as_str().expect("a key").to_owned();
    desk.close().await;

    assert!(files_with(folder.path(), NAME.as_bytes()) > 0, "what is no secret can be found: the search works");
    for secret in [GEMINI, PASSWORD, &cookie, &api_key] {
        assert_eq!(files_with(folder.path(), secret.as_bytes()), 0, "{secret}");
    }

    let desk = desk_in(folder.path()).await;
    let ana = desk.browser();
    ana.set_cookie("sid", &cookie);
    assert!(is_signed_in(&ana).await);
    let settings = ana.form("/rpc/settings/load", &[]).await.ok().json();
    assert_eq!((&settings["business"]["name"], &settings["assistant"]["key_source"]), (&json!(NAME), &json!("settings")));
    let kept = desk.state.desk.load().await.expect("settings");
    assert_eq!(desk.state.desk.gemini_key(&kept).as_deref(), Some(GEMINI));
    assert_eq!(list_keys(&ana).await.ok().json()[0]["prefix"], api_key[..9]);
    desk.close().await;
}

#[tokio::test]
async fn with_another_secret_the_owner_is_told_to_paste_the_key_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = desk_in(folder.path()).await;
    let ana = desk.signed_in().await;
    let cookie = ana.cookie("sid").expect("a cookie");
    ana.json("/rpc/settings/assistant", json!({ "key": GEMINI, "model": "", "version": 0 })).await.ok();
    desk.close().await;

    fs::remove_file(folder.path().join("secret.key")).expect("a key file");
    let desk = desk_in(folder.path()).await;
    let ana = desk.browser();
    ana.set_cookie("sid", &cookie);
    let assistant = ana.form("/rpc/settings/load", &[]).await.ok().json()["assistant"].clone();
    assert_eq!((&assistant["key_source"], &assistant["answering"]), (&json!("none"), &json!("offline")));
    assert!(assistant["message"].as_str().expect("words").contains("Paste the key again"), "{assistant}");
    desk.close().await;
}
