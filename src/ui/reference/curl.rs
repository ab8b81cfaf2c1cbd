//! A call that can be pasted into a shell.

use serde_json::Value;

/// The call of this method and path, as the operation takes it. `$KEY`, `$TOKEN`, `$SID` and what stands in the path are the
/// reader's to set.
pub fn call(server: &str, path: &str, method: &str, operation: &Value) -> String {
    let address = quoted(&format!("{server}{}", with_variables(path)));
    let mut lines = vec![match method {
        "get" => format!("curl {address}"),
        other => format!("curl -X {} {address}", other.to_ascii_uppercase()),
    }];
    lines.extend(credential(server, operation, method));
    lines.extend(body(&operation["requestBody"]["content"]));
    if is_a_file(operation) {
        lines.push("-OJ".to_owned());
    }
    lines.join(" \\\n  ")
}

/// `/leads/{id}` with the shell's variables: `/leads/$ID`.
fn with_variables(path: &str) -> String {
    let mut address = String::new();
    for piece in path.split_inclusive(['{', '}']) {
        match piece.strip_suffix('}') {
            Some(name) => address.push_str(&format!("${{{}}}", name.to_ascii_uppercase())),
            None => address.push_str(piece.trim_end_matches('{')),
        }
    }
    address
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "%22"))
}

/// The first way that the operation names.
fn credential(server: &str, operation: &Value, method: &str) -> Vec<String> {
    let cookie = format!("-b \"{}=$SID\"", if server.starts_with("https:") { "__Host-sid" } else { "sid" });
    let first = operation["security"].as_array().and_then(|ways| ways.iter().find_map(Value::as_object));
    match first.and_then(|way| way.keys().next()).map(String::as_str) {
        Some("visitorToken") => vec!["-H \"Authorization: Bearer $TOKEN\"".to_owned()],
        Some("apiKey") => vec!["-H \"Authorization: Bearer $KEY\"".to_owned()],
        Some("adminSession") if method == "get" => vec![cookie],
        Some("adminSession") => vec![cookie, "-H 'Sec-Fetch-Site: same-origin'".to_owned()],
        _ => vec![],
    }
}

/// The first body that has an example, else a file.
fn body(content: &Value) -> Vec<String> {
    let Some(kinds) = content.as_object() else { return vec![] };
    let example = kinds.iter().find(|(_, media)| !media["example"].is_null());
    match example.or_else(|| kinds.iter().next()) {
        None => vec![],
        Some((kind, media)) => {
            let data = match &media["example"] {
                Value::Null => "@file".to_owned(),
                Value::String(text) => text.clone(),
                value => value.to_string(),
            };
            vec![format!("-H 'Content-Type: {kind}'"), format!("--data-binary '{}'", data.replace('\'', "'\\''"))]
        }
    }
}

/// The answer has a name to be saved under.
fn is_a_file(operation: &Value) -> bool {
    !operation["responses"]["200"]["headers"]["Content-Disposition"].is_null()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_call_has_its_credential_and_its_body() {
        let operation = json!({
            "security": [{ "apiKey": ["leads:write"] }, { "adminSession": [] }],
            "requestBody": { "content": { "application/json": { "example": { "notes": "it's" } } } }
        });
        assert_eq!(
            call("https://desk.example", "/notes/{client_id}", "post", &operation),
            "curl -X POST \"https://desk.example/notes/${CLIENT_ID}\" \\\n  -H \"Authorization: Bearer $KEY\" \\\n  \
             -H 'Content-Type: application/json' \\\n  --data-binary '{\"notes\":\"it'\\''s\"}'"
        );
    }

    #[test]
    fn whoever_needs_none_shows_none_and_files_are_saved() {
        assert_eq!(call("", "/healthz", "get", &json!({ "security": [] })), "curl \"/healthz\"");
        assert_eq!(call("", "/gemini/train", "get", &json!({ "security": [{}, { "apiKey": [] }] })), "curl \"/gemini/train\"");
        let file = json!({ "security": [{ "adminSession": [] }], "responses": { "200": { "headers": { "Content-Disposition": {} } } } });
        let over_https = call("https://desk.example", "/x.csv", "get", &file);
        assert!(over_https.contains("__Host-sid=$SID"), "{over_https}");
        assert_eq!(call("", "/x.csv", "get", &file), "curl \"/x.csv\" \\\n  -b \"sid=$SID\" \\\n  -OJ");
    }
}
