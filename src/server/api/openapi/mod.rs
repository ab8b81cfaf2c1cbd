//! `/api/openapi.json`: what the REST API is, for programs. Written by hand, a file for each area; the integration tests hold it to
//! the routes and to every answer that they see.

use std::sync::{Arc, LazyLock, OnceLock};

use axum::{
    Extension, Router,
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Map, Value, json};

use crate::server::state::AppState;

/// What stands over all areas.
const INFO: &str = include_str!("info.json");
/// Each with its paths and the schemas that these need.
const AREAS: [&str; 10] = [
    include_str!("components.json"),
    include_str!("chat.json"),
    include_str!("leads.json"),
    include_str!("meetings.json"),
    include_str!("instruction.json"),
    include_str!("reports.json"),
    include_str!("analytics.json"),
    include_str!("logs.json"),
    include_str!("audit.json"),
    include_str!("system.json"),
];

/// The whole document, but for the address of the server.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = read(INFO);
    let (mut paths, mut schemas, mut components) = (Map::new(), Map::new(), Map::new());
    for area in AREAS {
        let mut area = read(area);
        paths.extend(taken(&mut area, "paths"));
        schemas.extend(taken(&mut area, "schemas"));
        components.extend(taken(&mut area, "components"));
    }
    components.insert("schemas".to_owned(), Value::Object(schemas));
    document["components"] = Value::Object(components);
    document["paths"] = Value::Object(paths);
    document
});

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("the text is a constant that the tests read")
}

fn taken(area: &mut Value, part: &str) -> Map<String, Value> {
    match area[part].take() {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

pub fn routes(state: &AppState) -> Router<AppState> {
    let published = Published { server: state.config.url(""), json: OnceLock::new() };
    Router::new().route("/api/openapi.json", get(description)).layer(Extension(Arc::new(published)))
}

/// The document of the server at this address.
pub fn of(server: &str) -> Value {
    let mut document = DOCUMENT.clone();
    document["servers"] = json!([{ "url": server }]);
    document
}

struct Published {
    server: String,
    /// Made when somebody asks for the first time.
    json: OnceLock<Bytes>,
}

async fn description(Extension(published): Extension<Arc<Published>>) -> Response {
    let json = published.json.get_or_init(|| of(&published.server).to_string().into()).clone();
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], json).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_add_up_to_one_document() {
        let count = |part: &str| AREAS.iter().map(|area| read(area)[part].as_object().map_or(0, Map::len)).sum::<usize>();
        let size = |value: &Value| value.as_object().map_or(0, Map::len);
        assert_eq!(size(&DOCUMENT["paths"]), count("paths"), "no path is in two areas");
        assert_eq!(size(&DOCUMENT["components"]["schemas"]), count("schemas"), "no schema is in two areas");
        assert_eq!(DOCUMENT["openapi"], "3.1.0");
    }
}
