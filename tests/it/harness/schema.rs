//! As much of JSON Schema as the description of the API uses, and nothing that it does not.
//!
//! Stricter than the standard in one thing: a field that an object's schema does not name is wrong unless the schema allows
//! further ones, so that an answer never holds what is not described.

use regex::Regex;
use serde_json::{Map, Value};

/// Every keyword that is understood, or that says nothing about validity. Another one would be passed over without a word.
pub const KEYWORDS: [&str; 24] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contentMediaType",
    "default",
    "description",
    "enum",
    "examples",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
];

/// Which formats are checked.
pub const FORMATS: [&str; 3] = ["date", "date-time", "uri"];

/// What is wrong with a value, and where. `document`: that references lead into.
pub fn check(document: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    Checker { document }.value(schema, value, "", false)
}

struct Checker<'a> {
    document: &'a Value,
}

impl Checker<'_> {
    /// Whether the schema, or a part of it, names the field or takes any.
    fn names(&self, schema: &Value, name: &str) -> bool {
        let target = schema["$ref"].as_str().and_then(|target| self.document.pointer(target.trim_start_matches('#')));
        let schema = target.unwrap_or(schema);
        let further = &schema["additionalProperties"];
        schema["properties"].get(name).is_some()
            || *further == true
            || further.is_object()
            || ["allOf", "anyOf", "oneOf"].iter().any(|part| list(&schema[*part]).iter().any(|part| self.names(part, name)))
    }

    /// `is_open`: another part of the same schema may name further fields.
    fn value(&self, schema: &Value, value: &Value, place: &str, is_open: bool) -> Result<(), String> {
        if let Some(target) = schema["$ref"].as_str() {
            let found = self.document.pointer(target.trim_start_matches('#')).ok_or_else(|| format!("{place}: {target} leads nowhere"))?;
            return self.value(found, value, place, is_open);
        }
        for part in list(&schema["allOf"]) {
            self.value(part, value, place, true)?;
        }
        if let (false, false, Value::Object(fields)) = (is_open, list(&schema["allOf"]).is_empty(), value)
            && let Some(name) = fields.keys().find(|name| !self.names(schema, name))
        {
            return Err(format!("{place}/{name} is not described"));
        }
        self.choices(schema, value, place, is_open)?;
        if schema.get("const").is_some_and(|only| only != value) {
            return Err(format!("{place}: {value} is not {}", schema["const"]));
        }
        if schema["enum"].is_array() && !list(&schema["enum"]).contains(value) {
            return Err(format!("{place}: {value} is none of {}", schema["enum"]));
        }
        kind(&schema["type"], value).map_err(|wrong| format!("{place}: {wrong}"))?;
        match value {
            Value::Object(fields) => self.object(schema, fields, place, is_open),
            Value::Array(items) => self.array(schema, items, place),
            Value::String(text) => string(schema, text).map_err(|wrong| format!("{place}: {text:?} {wrong}")),
            Value::Number(_) => number(schema, value).map_err(|wrong| format!("{place}: {value} {wrong}")),
            Value::Null | Value::Bool(_) => Ok(()),
        }
    }

    fn choices(&self, schema: &Value, value: &Value, place: &str, is_open: bool) -> Result<(), String> {
        for (name, most) in [("oneOf", 1), ("anyOf", usize::MAX)] {
            let choices = list(&schema[name]);
            if choices.is_empty() {
                continue;
            }
            let wrong: Vec<String> = choices.iter().filter_map(|choice| self.value(choice, value, place, is_open).err()).collect();
            let fitting = choices.len() - wrong.len();
            if fitting == 0 || fitting > most {
                return Err(format!("{place}: {fitting} of the {name} fit {value}: {}", wrong.join("; ")));
            }
        }
        Ok(())
    }

    fn object(&self, schema: &Value, fields: &Map<String, Value>, place: &str, is_open: bool) -> Result<(), String> {
        if let Some(missing) = list(&schema["required"]).iter().filter_map(Value::as_str).find(|name| !fields.contains_key(*name)) {
            return Err(format!("{place}: {missing} is missing"));
        }
        if schema["maxProperties"].as_u64().is_some_and(|most| fields.len() as u64 > most) {
            return Err(format!("{place}: too many fields"));
        }
        let further = &schema["additionalProperties"];
        let takes_any = *further == true || further.is_null() && (is_open || schema["properties"].is_null());
        for (name, value) in fields {
            let place = format!("{place}/{name}");
            match schema["properties"].get(name) {
                Some(schema) => self.value(schema, value, &place, false)?,
                None if further.is_object() => self.value(further, value, &place, false)?,
                None if takes_any => {}
                None => return Err(format!("{place} is not described")),
            }
        }
        Ok(())
    }

    fn array(&self, schema: &Value, items: &[Value], place: &str) -> Result<(), String> {
        let count = items.len() as u64;
        let is_within =
            schema["minItems"].as_u64().is_none_or(|least| count >= least) && schema["maxItems"].as_u64().is_none_or(|most| count <= most);
        if !is_within {
            return Err(format!("{place}: {count} entries"));
        }
        for (at, item) in items.iter().enumerate().filter(|_| !schema["items"].is_null()) {
            self.value(&schema["items"], item, &format!("{place}/{at}"), false)?;
        }
        Ok(())
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn kind(wanted: &Value, value: &Value) -> Result<(), String> {
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => false,
    };
    let fits = match wanted {
        Value::Null => true,
        Value::String(kind) => is(kind.as_str()),
        kinds => list(kinds).iter().filter_map(Value::as_str).any(is),
    };
    if fits { Ok(()) } else { Err(format!("{value} is not of the type {wanted}")) }
}

fn string(schema: &Value, text: &str) -> Result<(), String> {
    let count = text.chars().count() as u64;
    if schema["minLength"].as_u64().is_some_and(|least| count < least) || schema["maxLength"].as_u64().is_some_and(|most| count > most) {
        return Err(format!("has {count} characters"));
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        let pattern = Regex::new(pattern).map_err(|error| error.to_string())?;
        if !pattern.is_match(text) {
            return Err(format!("is not like {pattern}"));
        }
    }
    let fits = match schema["format"].as_str() {
        Some("date-time") => text.parse::<jiff::Timestamp>().is_ok(),
        Some("date") => text.parse::<jiff::civil::Date>().is_ok(),
        Some("uri") => text.contains("://"),
        _ => true,
    };
    if fits { Ok(()) } else { Err(format!("is no {}", schema["format"])) }
}

fn number(schema: &Value, value: &Value) -> Result<(), String> {
    let (least, most, number) = (schema["minimum"].as_f64(), schema["maximum"].as_f64(), value.as_f64().unwrap_or_default());
    let fits = least.is_none_or(|least| number >= least) && most.is_none_or(|most| number <= most);
    if fits { Ok(()) } else { Err("is out of bounds".to_owned()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wrong(schema: &Value, value: &Value) -> String {
        let document = json!({ "components": { "schemas": { "Name": { "type": "string", "minLength": 2 } } } });
        check(&document, schema, value).err().unwrap_or_default()
    }

    #[test]
    fn what_fits_is_let_through() {
        let schema = json!({
            "allOf": [{ "type": "object", "required": ["a"], "properties": { "a": { "type": "integer" } } }],
            "type": "object",
            "properties": { "a": {}, "b": { "anyOf": [{ "$ref": "#/components/schemas/Name" }, { "type": "null" }] } }
        });
        for value in [json!({ "a": 1 }), json!({ "a": 1, "b": null }), json!({ "a": 1, "b": "Ana" })] {
            assert_eq!(wrong(&schema, &value), "", "{value}");
        }
    }

    #[test]
    fn each_mistake_is_seen_and_its_place_named() {
        let object = |properties: Value| json!({ "type": "object", "required": ["a"], "properties": properties });
        for (schema, value, place) in [
            (object(json!({ "a": { "type": "string" } })), json!({ "a": 1 }), "/a"),
            (object(json!({ "a": {} })), json!({}), ": a is missing"),
            (object(json!({ "a": {} })), json!({ "a": 1, "b": 2 }), "/b is not described"),
            (object(json!({ "a": { "type": ["string", "null"] } })), json!({ "a": false }), "/a"),
            (object(json!({ "a": { "items": { "enum": ["x"] } } })), json!({ "a": ["x", "y"] }), "/a/1"),
            (object(json!({ "a": { "$ref": "#/components/schemas/Name" } })), json!({ "a": "A" }), "/a"),
            (object(json!({ "a": { "$ref": "#/nowhere" } })), json!({ "a": "A" }), "leads nowhere"),
            (object(json!({ "a": { "format": "date-time" } })), json!({ "a": "today" }), "/a"),
            (object(json!({ "a": { "pattern": "^led_" } })), json!({ "a": "msg_1" }), "/a"),
            (object(json!({ "a": { "minimum": 1 } })), json!({ "a": 0 }), "/a"),
            (object(json!({ "a": { "oneOf": [{ "type": "string" }, { "const": "x" }] } })), json!({ "a": "x" }), "/a"),
            (object(json!({ "a": { "additionalProperties": { "type": "string" } } })), json!({ "a": { "b": 1 } }), "/a/b"),
        ] {
            let found = wrong(&schema, &value);
            assert!(found.contains(place), "{found:?} of {value}");
        }
    }
}
