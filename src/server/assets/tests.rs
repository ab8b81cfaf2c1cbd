use super::*;
use crate::domain::settings::Corner;

fn site() -> (tempfile::TempDir, Assets) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("pkg")).expect("a folder");
    std::fs::write(folder.path().join("pkg/app.js"), "let x = 1;\n".repeat(200)).expect("a file");
    std::fs::write(folder.path().join("pkg/app.wasm"), vec![7_u8; 5_000]).expect("a file");
    std::fs::write(folder.path().join("pkg/leads.parts"), vec![7_u8; 5_000]).expect("a file");
    std::fs::write(folder.path().join("widget.js"), "(()=>{})()").expect("a file");
    std::fs::write(folder.path().join("photo.png"), [1, 2, 3]).expect("a file");
    let assets = Assets::load(&[folder.path().to_owned()]);
    assets.compress();
    (folder, assets)
}

fn asking(headers: &[(&str, &str)]) -> HeaderMap {
    let mut asked = HeaderMap::new();
    for (name, value) in headers {
        asked.insert(header::HeaderName::from_bytes(name.as_bytes()).expect("a name"), value.parse().expect("a value"));
    }
    asked
}

fn get(assets: &Assets, path: &str, headers: &[(&str, &str)]) -> Option<Response> {
    assets.serve(&Method::GET, &path.parse().expect("an address"), &asking(headers))
}

fn get_loader(assets: &Assets, corner: Corner, method: &Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let look = WidgetLook { corner, ..WidgetLook::default() };
    assets.serve_loader(&look, method, &path.parse().expect("an address"), &asking(headers)).expect("the loader")
}

fn header_of<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

#[test]
fn an_address_with_the_right_hash_is_cached_for_ever() {
    let (_folder, assets) = site();
    let url = assets.url("pkg/app.js");
    assert!(url.starts_with("/pkg/app.js?v=") && url.len() == "/pkg/app.js?v=".len() + 16, "{url}");
    let response = get(&assets, &url, &[]).expect("a file");
    assert_eq!(header_of(&response, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header_of(&response, "content-type"), "text/javascript; charset=utf-8");
    for stale in ["/pkg/app.js", "/pkg/app.js?v=0000000000000000"] {
        assert_eq!(header_of(&get(&assets, stale, &[]).expect("a file"), "cache-control"), "public, no-cache");
    }
}

#[test]
fn parts_of_another_version_are_not_there() {
    let (_folder, assets) = site();
    let part = get(&assets, &assets.url("pkg/leads.parts"), &[("accept-encoding", "br")]).expect("a file");
    assert_eq!((header_of(&part, "content-encoding"), header_of(&part, "cache-control")), ("br", "public, max-age=31536000, immutable"));
    assert!(get(&assets, "/pkg/leads.parts?v=0000000000000000", &[]).is_none());
}

#[test]
fn the_client_gets_the_smallest_form_it_takes() {
    let (_folder, assets) = site();
    for (accepted, encoding) in [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("identity", ""), ("", "")] {
        let response = get(&assets, "/pkg/app.js", &[("accept-encoding", accepted)]).expect("a file");
        assert_eq!(header_of(&response, "content-encoding"), encoding, "{accepted}");
        assert_eq!(header_of(&response, "vary"), "accept-encoding");
    }
    let wasm = get(&assets, "/pkg/app.wasm", &[("accept-encoding", "br")]).expect("a file");
    assert_eq!((header_of(&wasm, "content-type"), header_of(&wasm, "content-encoding")), ("application/wasm", "br"));
    let photo = get(&assets, "/photo.png", &[("accept-encoding", "br")]).expect("a file");
    assert_eq!((header_of(&photo, "content-type"), header_of(&photo, "content-encoding")), ("image/png", ""));
}

#[test]
fn what_the_client_has_is_not_sent_again() {
    let (_folder, assets) = site();
    let first = get(&assets, "/pkg/app.js", &[("accept-encoding", "br")]).expect("a file");
    let tag = header_of(&first, "etag");
    let again = get(&assets, "/pkg/app.js", &[("accept-encoding", "br"), ("if-none-match", tag)]).expect("a file");
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    // The same file in another coding is another thing.
    let other = get(&assets, "/pkg/app.js", &[("if-none-match", tag)]).expect("a file");
    assert_eq!(other.status(), StatusCode::OK);
}

#[test]
fn the_loader_lives_for_minutes_and_its_pinned_form_for_ever() {
    let (_folder, assets) = site();
    let loader = get(&assets, "/widget.js", &[]).expect("the loader");
    assert_eq!(header_of(&loader, "cache-control"), "public, max-age=300, stale-while-revalidate=86400");
    let hash = assets.url("widget.js").split_once("?v=").expect("a hash").1.to_owned();
    let pinned = get(&assets, &format!("/widget-{hash}.js"), &[]).expect("the pinned loader");
    assert_eq!(header_of(&pinned, "cache-control"), "public, max-age=31536000, immutable");
    assert!(get(&assets, "/widget-0000000000000000.js", &[]).is_none());
}

#[test]
fn a_look_is_at_the_loaders_own_address_and_changes_its_tag() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("widget.js"), format!("let look = {{ ...{{}} }};{}", "let x = 1;\n".repeat(200))).expect("a file");
    let assets = Assets::load(&[folder.path().to_owned()]);
    assets.compress();
    let tag = |response: &Response| header_of(response, "etag").to_owned();
    let built = get_loader(&assets, Corner::Auto, &Method::GET, "/widget.js", &[]);
    let left = get_loader(&assets, Corner::Left, &Method::GET, "/widget.js", &[("accept-encoding", "br")]);
    assert_ne!(tag(&built), tag(&left));
    assert_eq!(header_of(&left, "cache-control"), "public, max-age=300, stale-while-revalidate=86400");
    assert_eq!((header_of(&left, "content-encoding"), header_of(&left, "vary")), ("br", "accept-encoding"));
    assert_eq!(header_of(&left, "content-type"), header_of(&built, "content-type"));
    let seen = tag(&left);
    let again = |corner| {
        let headers = [("accept-encoding", "br"), ("if-none-match", seen.as_str())];
        get_loader(&assets, corner, &Method::GET, "/widget.js", &headers).status()
    };
    assert_eq!((again(Corner::Left), again(Corner::Right)), (StatusCode::NOT_MODIFIED, StatusCode::OK));
    // Whoever names the content gets that content.
    let named = get_loader(&assets, Corner::Left, &Method::GET, &assets.url("widget.js"), &[]);
    assert_eq!((tag(&named), header_of(&named, "cache-control")), (tag(&built), "public, max-age=31536000, immutable"));
    assert_eq!(get_loader(&assets, Corner::Left, &Method::POST, "/widget.js", &[]).status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(is_loader(&"/widget.js?x=1".parse().expect("an address")));
    assert!(!is_loader(&"/pkg/widget.js".parse().expect("an address")));
}

#[test]
fn nothing_outside_of_the_table_is_found() {
    let (folder, assets) = site();
    std::fs::write(folder.path().join("late.txt"), "x").expect("a file");
    for path in ["/../Cargo.toml", "/pkg/../../etc/passwd", "/pkg/%2e%2e/widget.js", "//etc/passwd", "/late.txt", "/pkg", "/", "/pkg/"] {
        assert!(get(&assets, path, &[]).is_none(), "{path}");
    }
}

#[test]
fn only_reading_is_allowed() {
    let (_folder, assets) = site();
    let response = assets.serve(&Method::POST, &"/widget.js".parse().expect("an address"), &HeaderMap::new()).expect("an answer");
    assert_eq!((response.status(), header_of(&response, "allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
}
