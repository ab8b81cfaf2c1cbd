//! The description of the REST API as a page. The server writes all of it; a browser needs no script and asks no other host. Its
//! words are those of the document.

mod curl;
mod operation;
mod schema;
mod text;

use serde_json::Value;

use self::{
    operation::{METHODS, operation},
    text::{anchor, code, escape, prose},
};

const STYLE: &str = include_str!("../../../style/reference.css");

/// The page around its content. `nonce` is that of the response's policy.
pub fn document(content: &str, nonce: &str) -> String {
    let nonce = escape(nonce);
    format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>CHATIMJD: the HTTP interface</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><style nonce="{nonce}">{STYLE}</style></head><body>{content}</body></html>"#
    )
}

/// What the page says of an OpenAPI document.
pub fn content(document: &Value) -> String {
    let areas = areas(document);
    let contents: String = areas.iter().map(contents).collect();
    let sections: String = areas.iter().map(|area| section(document, area)).collect();
    format!(
        "<header><h1>The HTTP interface</h1><p>{}</p><p><a href=\"/api/openapi.json\">The same for programs: OpenAPI {}</a></p></header>\
         <div class=\"sides\"><nav aria-label=\"Contents\"><ul>{contents}<li><a href=\"#credentials\">Who is asking</a></li>\
         <li><a href=\"#schemas\">Schemas</a></li></ul></nav><main>{}{sections}{}</main></div>",
        prose(words(&document["info"]["description"])),
        escape(words(&document["openapi"])),
        credentials(document),
        schemas(document),
    )
}

/// A tag with its calls.
struct Area<'a> {
    tag: &'a Value,
    calls: Vec<Call<'a>>,
}

struct Call<'a> {
    path: &'a str,
    method: &'static str,
    operation: &'a Value,
}

impl Call<'_> {
    fn id(&self) -> String {
        anchor(words(&self.operation["operationId"]))
    }
}

fn areas(document: &Value) -> Vec<Area<'_>> {
    let tags = document["tags"].as_array().into_iter().flatten();
    tags.map(|tag| Area { tag, calls: calls_of(document, words(&tag["name"])) }).collect()
}

/// By their paths, and of a path in the order of the methods.
fn calls_of<'a>(document: &'a Value, tag: &str) -> Vec<Call<'a>> {
    let mut calls = vec![];
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in METHODS {
            let operation = &item[method];
            if operation["tags"][0] == tag {
                calls.push(Call { path, method, operation });
            }
        }
    }
    calls
}

fn contents(area: &Area<'_>) -> String {
    let line = |call: &Call<'_>| format!("<li><a href=\"#{}\">{}</a></li>", call.id(), escape(words(&call.operation["summary"])));
    let lines: String = area.calls.iter().map(line).collect();
    let name = words(&area.tag["name"]);
    format!("<li><a href=\"#area-{}\">{}</a><ul>{lines}</ul></li>", anchor(name), escape(name))
}

fn section(document: &Value, area: &Area<'_>) -> String {
    let name = words(&area.tag["name"]);
    let calls: String = area.calls.iter().map(|call| call_shown(document, call)).collect();
    format!(
        "<section><h2 id=\"area-{}\">{}</h2><p>{}</p>{calls}</section>",
        anchor(name),
        escape(name),
        prose(words(&area.tag["description"]))
    )
}

fn call_shown(document: &Value, call: &Call<'_>) -> String {
    let Call { path, method, operation: told } = call;
    format!(
        "<details id=\"{}\"><summary><span class=\"method\" data-method=\"{method}\">{}</span> {} <span class=\"about\">{}</span></summary>\
         <div class=\"call\">{}</div></details>",
        call.id(),
        method.to_ascii_uppercase(),
        code(path),
        escape(words(&told["summary"])),
        operation(document, path, method, told)
    )
}

fn credentials(document: &Value) -> String {
    let ways = document["components"]["securitySchemes"].as_object().into_iter().flatten();
    let way = |(name, scheme): (&String, &Value)| {
        format!("<dt id=\"credential-{}\">{}</dt><dd><p>{}</p></dd>", anchor(name), code(name), prose(words(&scheme["description"])))
    };
    let ways: String = ways.map(way).collect();
    format!("<section><h2 id=\"credentials\">Who is asking</h2><dl class=\"fields\">{ways}</dl></section>")
}

fn schemas(document: &Value) -> String {
    let all = document["components"]["schemas"].as_object().into_iter().flatten();
    let one = |(name, schema): (&String, &Value)| {
        format!(
            "<details id=\"schema-{}\"><summary>{}</summary><div class=\"call\">{}<p class=\"aside\">{}</p></div></details>",
            anchor(name),
            code(name),
            schema::shown(schema),
            schema::summary(schema)
        )
    };
    let all: String = all.map(one).collect();
    format!("<section><h2 id=\"schemas\">Schemas</h2><p>What bodies and answers are made of.</p>{all}</section>")
}

/// A text of the document; empty where there is none.
fn words(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_call_stands_in_the_contents_and_in_its_area_and_nothing_is_markup() {
        let html = content(&json!({
            "openapi": "3.1.0",
            "info": { "description": "<script>alert(1)</script>" },
            "servers": [{ "url": "https://desk.example" }],
            "tags": [{ "name": "A & B", "description": "Both." }],
            "paths": { "/x/{id}": { "get": {
                "operationId": "getX", "tags": ["A & B"], "summary": "An <x>", "security": [{ "apiKey": ["chat"] }],
                "parameters": [{ "$ref": "#/components/parameters/Limit" }],
                "responses": { "200": { "description": "\"It\"", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/X" } } } } }
            } } },
            "components": {
                "parameters": { "Limit": { "name": "limit", "in": "query", "description": "<b>", "schema": { "type": "integer" } } },
                "schemas": { "X": { "type": "object", "properties": { "<i>": { "type": "string" } } } }
            }
        }));
        for part in ["<a href=\"#getX\">", "<details id=\"getX\">", "An &lt;x&gt;", "id=\"schema-X\"", "A &amp; B", "&lt;i&gt;", "curl "] {
            assert!(html.contains(part), "{part} in {html}");
        }
        for tag in ["<script", "<x>", "<b>", "<i>"] {
            assert!(!html.contains(tag), "{tag} in {html}");
        }
        assert!(document(&html, "n\"o").contains("<style nonce=\"n&quot;o\">"));
    }
}
