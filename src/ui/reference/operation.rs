//! One call: who may make it, what goes in, what comes out, and how it looks in a shell.

use serde_json::Value;

use super::{
    curl::call,
    schema::{shown, summary},
    text::{anchor, code, escape, prose},
    words,
};

/// In the order in which they are told.
pub const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// All that is said of it.
pub fn operation(document: &Value, path: &str, method: &str, told: &Value) -> String {
    let description = told["description"].as_str().map(|text| format!("<p>{}</p>", prose(text))).unwrap_or_default();
    let server = words(&document["servers"][0]["url"]);
    format!(
        "{description}<p><strong>Who:</strong> {}</p>{}{}{}<h3>In a shell</h3><pre tabindex=\"0\"><code>{}</code></pre>",
        who(told),
        parameters(document, told),
        body(told),
        answers(document, told),
        escape(&call(server, path, method, told))
    )
}

fn who(told: &Value) -> String {
    let ways = told["security"].as_array().map(Vec::as_slice).unwrap_or_default();
    let way = |way: &Value| {
        let credential = way.as_object().and_then(|way| way.iter().next());
        credential.map_or_else(|| "anybody".to_owned(), |(name, scopes)| named(name, scopes))
    };
    if ways.is_empty() { "anybody".to_owned() } else { ways.iter().map(way).collect::<Vec<_>>().join(", or ") }
}

fn named(name: &str, scopes: &Value) -> String {
    let scopes: String = scopes.as_array().into_iter().flatten().map(|scope| format!(" with {}", code(words(scope)))).collect();
    format!("<a href=\"#credential-{}\">{}</a>{scopes}", anchor(name), escape(name))
}

fn parameters(document: &Value, told: &Value) -> String {
    let all: String = told["parameters"].as_array().into_iter().flatten().map(|one| parameter(resolved(document, one))).collect();
    if all.is_empty() { all } else { format!("<h3>Parameters</h3><dl class=\"fields\">{all}</dl>") }
}

fn parameter(told: &Value) -> String {
    let always = if told["required"] == true { " <span class=\"always\">always</span>" } else { "" };
    format!(
        "<dt>{} <span class=\"kind\">in the {}: {}</span>{always}</dt><dd><p>{}</p></dd>",
        code(words(&told["name"])),
        escape(words(&told["in"])),
        summary(&told["schema"]),
        prose(words(&told["description"]))
    )
}

fn body(told: &Value) -> String {
    let told = &told["requestBody"];
    if told.is_null() {
        return String::new();
    }
    let may = if told["required"] == true { "" } else { "<p>It may be left out.</p>" };
    format!("<h3>Body</h3><p>{}</p>{may}{}", prose(words(&told["description"])), media(&told["content"]))
}

fn answers(document: &Value, told: &Value) -> String {
    let answer = |(status, answer): (&String, &Value)| {
        let answer = resolved(document, answer);
        // Errors have one form, and it stands among the schemas.
        let content = if status.starts_with('2') { media(&answer["content"]) } else { String::new() };
        format!("<dt>{} {}</dt><dd>{content}{}</dd>", code(status), prose(words(&answer["description"])), headers(&answer["headers"]))
    };
    let all: String = told["responses"].as_object().into_iter().flatten().map(answer).collect();
    format!("<h3>Answers</h3><dl class=\"fields\">{all}</dl>")
}

fn headers(told: &Value) -> String {
    let names: Vec<String> = told.as_object().into_iter().flatten().map(|(name, _)| code(name)).collect();
    if names.is_empty() { String::new() } else { format!("<p class=\"aside\">With {}</p>", names.join(", ")) }
}

/// Each type, with what is in it.
fn media(content: &Value) -> String {
    let one = |(kind, media): (&String, &Value)| {
        let schema = &media["schema"];
        let inside = if schema.is_null() { String::new() } else { shown(schema) };
        format!("<p class=\"kind\">{}</p>{inside}", escape(kind))
    };
    content.as_object().into_iter().flatten().map(one).collect()
}

/// What a reference within the document means; itself where it is none.
fn resolved<'a>(document: &'a Value, told: &'a Value) -> &'a Value {
    let target = told["$ref"].as_str().and_then(|place| document.pointer(place.trim_start_matches('#')));
    target.unwrap_or(told)
}
