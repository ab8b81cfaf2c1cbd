//! The dashboard's code in parts: which files a page needs beside the frame's, so that its answer can say so at once.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use leptos::{PrefetchLazyFn, prelude::ReadValue};

use super::{assets::Assets, dashboard_pages::is_page};

/// The module that loads parts; the name is cargo-leptos'.
pub const LOADER: &str = "pkg/__wasm_split.______________________.js";
const MANIFEST: &str = "pkg/__wasm_split_manifest.json";

/// The parts that a page is made of, noted while it is rendered.
#[derive(Clone, Default)]
pub struct UsedParts(pub PrefetchLazyFn);

/// The addresses of each part's files, by the part's name. Empty where no bundle was built.
pub struct CodeParts(HashMap<String, Vec<String>>);

impl CodeParts {
    pub fn of(assets: &Assets) -> Self {
        let named: HashMap<String, Vec<String>> =
            assets.text(MANIFEST).and_then(|manifest| serde_json::from_str(manifest).ok()).unwrap_or_default();
        let address = |file: String| {
            let name = format!("pkg/{file}");
            assets.contains(&name).then(|| assets.url(&name))
        };
        Self(named.into_iter().map(|(part, files)| (part, files.into_iter().filter_map(address).collect())).collect())
    }

    fn files<'part>(&self, parts: impl Iterator<Item = &'part str>) -> BTreeSet<&str> {
        parts.filter_map(|part| self.0.get(part)).flatten().map(String::as_str).collect()
    }
}

/// Middleware: names the files of a page's parts in the head of its answer, so that they are fetched while the frame's are.
pub async fn name_parts(State(parts): State<Arc<CodeParts>>, mut request: Request, next: Next) -> Response {
    if !is_page(&request) {
        return next.run(request).await;
    }
    let used = UsedParts::default();
    request.extensions_mut().insert(used.clone());
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let noted = used.0.0.read_value();
        for file in parts.files(noted.iter().copied()) {
            if let Ok(link) = HeaderValue::try_from(format!("<{file}>; rel=preload; as=fetch; crossorigin=anonymous")) {
                response.headers_mut().append(header::LINK, link);
            }
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_its_files_as_they_are_now() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("pkg")).expect("a folder");
        for file in ["shared.parts", "leads_1.parts"] {
            std::fs::write(folder.path().join("pkg").join(file), file).expect("a file");
        }
        let manifest = r#"{"leads_1":["shared.parts","leads_1.parts"],"logs_2":["shared.parts","gone.parts"]}"#;
        std::fs::write(folder.path().join(MANIFEST), manifest).expect("a file");
        let assets = Assets::load(&[folder.path().to_owned()]);
        let parts = CodeParts::of(&assets);
        let (leads, shared) = (assets.url("pkg/leads_1.parts"), assets.url("pkg/shared.parts"));
        assert_eq!(parts.files(["leads_1", "logs_2"].into_iter()), BTreeSet::from([leads.as_str(), shared.as_str()]));
        assert_eq!(parts.files(["logs_2", "unknown"].into_iter()), BTreeSet::from([shared.as_str()]));
        assert!(CodeParts::of(&Assets::default()).files(["leads_1"].into_iter()).is_empty());
    }
}
