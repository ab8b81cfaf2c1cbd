//! Requests that another site's page makes a browser send: refused, and nothing happens.

use reqwest::Method;

use super::desk::{Desk, EMAIL, PASSWORD, create_key, is_signed_in, list_keys};

const EVIL: &str = "https://evil.example";

#[tokio::test]
async fn another_site_changes_nothing() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let key = create_key(&ana, &["chat"]).await;
    let id = key["info"]["id"].as_str().expect("an id").to_owned();
    let places: [&[(&str, &str)]; 9] = [
        &[("origin", EVIL)],
        &[("origin", "null")],
        &[("origin", &desk.base), ("origin", EVIL)],
        &[("origin", EVIL), ("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        &[("referer", &desk.base)],
        &[],
    ];
    let form = format!("id={id}");
    let boundary = format!("--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n{id}\r\n--b--\r\n");
    let bodies =
        [("application/x-www-form-urlencoded", form.as_str()), ("text/plain", &form), ("multipart/form-data; boundary=b", &boundary)];
    for place in places {
        for (kind, body) in &bodies {
            for path in ["/rpc/settings/keys/revoke", "/rpc/session/log-out"] {
                let mut call = ana.call(Method::POST, path).accept("application/json").of_no_origin().body(kind, (*body).to_owned());
                for (name, value) in place {
                    call = call.header(name, value);
                }
                let answer = call.send().await;
                assert_eq!((answer.status, answer.code().as_str()), (403, "forbidden"), "{path} {kind} {place:?}");
            }
        }
    }
    assert!(is_signed_in(&ana).await);
    let keys = list_keys(&ana).await.ok().json();
    assert_eq!(keys[0]["revoked_at"], serde_json::Value::Null);
}

#[tokio::test]
async fn nobody_is_signed_in_or_set_up_by_another_site() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    for path in ["/rpc/session/log-in", "/rpc/session/set-up"] {
        let form = [("email", EMAIL), ("password", PASSWORD), ("name", "Ana"), ("token", "x")];
        let answer = browser.call(Method::POST, path).of_no_origin().header("origin", EVIL).pairs(&form).send().await;
        assert_eq!(answer.status, 403, "{path}");
    }
    assert!(browser.cookie("sid").is_none());
}

#[tokio::test]
async fn our_own_pages_need_no_header_that_their_browser_does_not_send() {
    let desk = Desk::open().await;
    let ana = desk.signed_in().await;
    let port = desk.base.rsplit(':').next().expect("a port");
    let localhost = format!("localhost:{port}");
    let places: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "none")],
        &[("origin", &desk.base)],
        &[("origin", &desk.base), ("sec-fetch-site", "same-origin")],
        // The same server under its other name: the browser says so in Host.
        &[("origin", &format!("http://{localhost}")), ("host", &localhost)],
    ];
    for place in places {
        let mut call = ana.call(Method::POST, "/rpc/settings/keys").of_no_origin().body("application/x-www-form-urlencoded", "");
        for (name, value) in place {
            call = call.header(name, value);
        }
        assert_eq!(call.send().await.status, 200, "{place:?}");
    }
}

#[tokio::test]
async fn the_chat_of_a_foreign_page_is_no_forgery() {
    let desk = Desk::open().await;
    let browser = desk.browser();
    let call = browser.call(Method::POST, "/rpc/chat/transcript").of_no_origin().accept("application/json");
    let answer = call.header("sec-fetch-site", "cross-site").pairs(&[("token", "not a token")]).send().await;
    assert_eq!((answer.status, answer.code().as_str()), (401, "unauthorized"), "refused for its token, not for where it comes from");
}
