//! What a value may be, as nested lists.

use serde_json::{Map, Value};

use super::text::{anchor, code, escape, prose};

/// Beyond it a list is not nested further: the document is ours, and no page may be without an end.
const DEEPEST: usize = 12;

/// The whole of it.
pub fn shown(schema: &Value) -> String {
    nested(schema, 0)
}

fn nested(schema: &Value, depth: usize) -> String {
    if depth > DEEPEST {
        return String::new();
    }
    if let Some(name) = referred(schema) {
        return format!("<p>{}</p>", link(name));
    }
    let mut html = schema["description"].as_str().map(|text| format!("<p>{}</p>", prose(text))).unwrap_or_default();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        html.push_str(&nested(part, depth + 1));
    }
    for name in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[name].as_array() {
            let choices: String = choices.iter().map(|choice| format!("<li>{}{}</li>", summary(choice), inner(choice, depth))).collect();
            html.push_str(&format!("<p>One of:</p><ul class=\"choices\">{choices}</ul>"));
        }
    }
    if let Some(properties) = schema["properties"].as_object().filter(|properties| !properties.is_empty()) {
        html.push_str(&fields(properties, schema, depth));
    }
    if schema["additionalProperties"] == false {
        html.push_str("<p class=\"aside\">Other fields are refused.</p>");
    }
    if schema["additionalProperties"].is_object() {
        html.push_str(&format!("<p class=\"aside\">Any name, each with {}.</p>", summary(&schema["additionalProperties"])));
    }
    if schema["items"].is_object() && !is_plain(&schema["items"]) {
        html.push_str(&format!("<p class=\"aside\">Each of the list:</p>{}", nested(&schema["items"], depth + 1)));
    }
    html
}

fn fields(properties: &Map<String, Value>, schema: &Value, depth: usize) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let field = |(name, schema): (&String, &Value)| {
        let always = if required.contains(&name.as_str()) { "<span class=\"always\">always</span>" } else { "" };
        format!("<dt>{} <span class=\"kind\">{}</span> {always}</dt><dd>{}</dd>", code(name), summary(schema), inner(schema, depth))
    };
    let fields: String = properties.iter().map(field).collect();
    format!("<dl class=\"fields\">{fields}</dl>")
}

/// What the summary does not say already.
fn inner(schema: &Value, depth: usize) -> String {
    let description = || schema["description"].as_str().map(|text| format!("<p>{}</p>", prose(text))).unwrap_or_default();
    if referred(schema).is_some() || is_plain(schema) { description() } else { nested(schema, depth + 1) }
}

/// One line says all of it.
fn is_plain(schema: &Value) -> bool {
    let simple =
        |schema: &Value| referred(schema).is_some() || ["properties", "oneOf", "allOf", "items"].iter().all(|part| schema[*part].is_null());
    let nullable = schema["anyOf"].as_array().is_some_and(|choices| !choices.iter().all(simple));
    simple(schema) && !nullable && !schema["additionalProperties"].is_object()
        || schema["items"].is_object() && simple(&schema["items"]) && schema["items"]["anyOf"].is_null()
}

/// In one line: what kind of value it is.
pub fn summary(schema: &Value) -> String {
    if let Some(name) = referred(schema) {
        return link(name);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().map(summary).collect::<Vec<_>>().join(" or ");
    }
    if !schema["const"].is_null() {
        return code(&schema["const"].to_string());
    }
    if schema["items"].is_object() {
        return format!("list of {}", summary(&schema["items"]));
    }
    let values: Vec<String> = schema["enum"].as_array().into_iter().flatten().map(|value| code(&value.to_string())).collect();
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ if schema["oneOf"].is_array() || schema["allOf"].is_array() => vec!["object"],
        _ => vec!["any value"],
    };
    let mut told = if values.is_empty() { escape(&kinds.join(" or ")) } else { values.join(", ") };
    for (name, words) in LIMITS {
        let limit = &schema[name];
        if !limit.is_null() {
            let limit = limit.as_str().map_or_else(|| limit.to_string(), str::to_owned);
            told.push_str(&format!(", {words} {}", escape(&limit)));
        }
    }
    told
}

/// What bounds a value, and how that is said.
const LIMITS: [(&str, &str); 9] = [
    ("format", "as"),
    ("minimum", "at least"),
    ("maximum", "at most"),
    ("minLength", "characters at least"),
    ("maxLength", "characters at most"),
    ("maxItems", "entries at most"),
    ("maxProperties", "entries at most"),
    ("pattern", "like"),
    ("default", "unless said"),
];

fn referred(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/components/schemas/")
}

fn link(name: &str) -> String {
    format!("<a href=\"#schema-{}\">{}</a>", anchor(name), escape(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_says_what_a_value_may_be() {
        assert_eq!(summary(&json!({ "type": "integer", "minimum": 1, "default": 25 })), "integer, at least 1, unless said 25");
        assert_eq!(summary(&json!({ "type": ["string", "null"] })), "string or null");
        assert_eq!(
            summary(&json!({ "type": "string", "enum": ["a", "<b>"] })),
            "<code>&quot;a&quot;</code>, <code>&quot;&lt;b&gt;&quot;</code>"
        );
        let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/Lead" } });
        assert_eq!(summary(&list), "list of <a href=\"#schema-Lead\">Lead</a>");
    }

    #[test]
    fn fields_are_nested() {
        let schema = json!({ "type": "object", "required": ["a"], "additionalProperties": false, "properties": {
            "a": { "type": "object", "properties": { "b": { "type": "string", "description": "Say `x`." } } }
        } });
        let html = shown(&schema);
        assert!(html.contains("<code>a</code> <span class=\"kind\">object</span> <span class=\"always\">always</span>"), "{html}");
        assert!(html.contains("<code>b</code>") && html.contains("Say <code>x</code>.") && html.contains("are refused"), "{html}");
        let endless = (0..100).fold(json!({}), |inner, _| json!({ "properties": { "a": inner } }));
        assert!(shown(&endless).len() < 10_000);
    }
}
