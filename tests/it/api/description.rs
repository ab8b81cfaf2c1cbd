//! The description of the API: whole, readable by programs and by people. That answers are as it says, the harness sees to.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::{
    DESCRIPTION, TestApp,
    schema::{FORMATS, KEYWORDS, check},
};

/// All calls: path, method, what is said of it.
fn calls() -> Vec<(&'static str, &'static str, &'static Value)> {
    let paths = DESCRIPTION["paths"].as_object().expect("paths");
    let of_path = |(path, calls): (&'static String, &'static Value)| {
        let calls = calls.as_object().expect("calls").iter();
        calls.map(move |(method, call)| (path.as_str(), method.as_str(), call))
    };
    paths.iter().flat_map(of_path).collect()
}

/// Calls `look` with each value of the document and its place.
fn each(value: &Value, place: &str, look: &mut impl FnMut(&str, &Value)) {
    look(place, value);
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| each(value, &format!("{place}/{name}"), look)),
        Value::Array(items) => items.iter().for_each(|value| each(value, place, look)),
        _ => {}
    }
}

/// What a reference leads to; itself where it is none.
fn resolved(value: &'static Value) -> &'static Value {
    let target = value["$ref"].as_str().and_then(|target| DESCRIPTION.pointer(target.trim_start_matches('#')));
    target.unwrap_or(value)
}

#[test]
fn every_reference_leads_somewhere_and_nothing_stands_there_for_nobody() {
    let (mut used, mut broken) = (BTreeSet::new(), vec![]);
    each(&DESCRIPTION, "", &mut |place: &str, value: &Value| {
        if let Some(target) = value["$ref"].as_str() {
            used.insert(target.to_owned());
            if DESCRIPTION.pointer(target.trim_start_matches('#')).is_none() {
                broken.push(format!("{place}: {target}"));
            }
        }
    });
    assert_eq!(broken, Vec::<String>::new());
    for part in ["schemas", "responses", "parameters", "headers"] {
        for name in DESCRIPTION["components"][part].as_object().expect("a part").keys() {
            assert!(used.contains(&format!("#/components/{part}/{name}")), "nothing needs {part}/{name}");
        }
    }
}

#[test]
fn every_call_is_whole() {
    let tags: Vec<&str> = DESCRIPTION["tags"].as_array().expect("tags").iter().filter_map(|tag| tag["name"].as_str()).collect();
    let schemes = &DESCRIPTION["components"]["securitySchemes"];
    let mut names = BTreeSet::new();
    for (path, method, call) in calls() {
        let at = format!("{method} {path}");
        assert!(names.insert(call["operationId"].as_str().expect("an id")), "{at}: an id that another call has");
        assert!(call["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{at}");
        assert!(call["tags"][0].as_str().is_some_and(|tag| tags.contains(&tag)), "{at}");
        for way in call["security"].as_array().expect("who may call it") {
            assert!(way.as_object().expect("a way").keys().all(|name| schemes[name].is_object()), "{at}: {way}");
        }
        let named: BTreeSet<&str> = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')).collect();
        let parameters = call["parameters"].as_array().into_iter().flatten().map(resolved);
        let in_path = parameters.clone().filter(|one| one["in"] == "path" && one["required"] == true);
        let in_path: BTreeSet<&str> = in_path.filter_map(|one| one["name"].as_str()).collect();
        assert_eq!(in_path, named, "{at}");
        for one in parameters {
            assert!(["path", "query", "header"].iter().any(|place| one["in"] == *place) && one["schema"].is_object(), "{at}: {one}");
        }
        let answers = call["responses"].as_object().expect("answers");
        assert!(answers.keys().any(|status| status.starts_with(['2', '3'])), "{at}");
        for (status, answer) in answers {
            assert!(status.parse::<u16>().is_ok_and(|status| (200..600).contains(&status)), "{at}: {status}");
            assert!(resolved(answer)["description"].is_string(), "{at}: {status}");
        }
    }
}

#[test]
fn schemas_use_only_what_the_tests_can_check() {
    let seen = |place: &str, schema: &Value| {
        for name in schema.as_object().expect("a schema").keys() {
            assert!(KEYWORDS.contains(&name.as_str()), "{place}: {name}");
        }
        assert!(schema["format"].as_str().is_none_or(|format| FORMATS.contains(&format)), "{place}: {}", schema["format"]);
    };
    let mut count = 0;
    each(&DESCRIPTION, "", &mut |place: &str, value: &Value| {
        let is_named = place.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
        let is_part = ["/schema", "/items", "/oneOf", "/anyOf", "/allOf", "/additionalProperties"].iter().any(|end| place.ends_with(end));
        let is_field = place.rsplit_once('/').is_some_and(|(parent, _)| parent.ends_with("/properties"));
        let is_example = place.contains("/example");
        if value.is_object() && !is_example && (is_named || is_part || is_field) {
            seen(place, value);
            count += 1;
        }
    });
    assert!(count > 500, "only {count} schemas found");
}

#[test]
fn examples_are_what_may_be_sent() {
    let mut count = 0;
    for (path, method, call) in calls() {
        let body = &call["requestBody"]["content"]["application/json"];
        if !body["example"].is_null() {
            check(&DESCRIPTION, &body["schema"], &body["example"]).unwrap_or_else(|wrong| panic!("{method} {path}: {wrong}"));
            count += 1;
        }
    }
    assert!(count > 15, "only {count} examples found");
}

#[tokio::test]
async fn programs_read_the_description_without_a_key_and_nobody_is_charged() {
    let app = TestApp::with(&[("RATE_LIMIT_HOUR", "1")]).await;
    for _ in 0..3 {
        let answer = app.get("/api/openapi.json").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/json; charset=utf-8"), "{}", answer.text);
        assert_eq!(answer.json(), *DESCRIPTION);
        assert_eq!(answer.json()["servers"][0]["url"], "http://desk.test");
        assert!(!answer.header("x-request-id").is_empty() && answer.header("ratelimit").is_empty());
    }
}

#[tokio::test]
async fn people_browse_every_call_without_a_script_or_another_host() {
    let app = TestApp::start().await;
    let page = app.get("/api/docs").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"), "{}", page.text);
    for (path, _, call) in calls() {
        let id = call["operationId"].as_str().expect("an id");
        assert!(page.text.contains(&format!("<details id=\"{id}\">")) && page.text.contains(&format!("href=\"#{id}\"")), "{id}");
        assert!(page.text.contains(&format!("<code>{path}</code>")), "{path}");
    }
    for name in DESCRIPTION["components"]["schemas"].as_object().expect("schemas").keys() {
        assert!(page.text.contains(&format!("id=\"schema-{name}\"")), "{name}");
    }
    assert!(!page.text.contains("<script") && !page.text.contains(" style=") && !page.text.contains("@import"));
    for attribute in ["href=\"", "src=\"", "url("] {
        let mut rest = page.text.as_str();
        while let Some((_, after)) = rest.split_once(attribute) {
            assert!(after.starts_with(['#', '/']) && !after.starts_with("//"), "{attribute}{}", after.chars().take(60).collect::<String>());
            rest = after;
        }
    }
    let policy = page.header("content-security-policy");
    let nonce = page.text.split_once("<style nonce=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(nonce, _)| nonce);
    assert!(nonce.is_some_and(|nonce| policy.contains(&format!("'nonce-{nonce}'"))), "{policy}");
    let again = app.get("/api/docs").await;
    assert_ne!(again.text, page.text, "each page has a nonce of its own");
}
