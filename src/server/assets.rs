//! Files for browsers: read once at the start, hashed, compressed once in the background, served from memory.
//! What is not in the table does not exist, so no path can lead out of it.

mod loader;

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use self::loader::Dressed;
use crate::domain::settings::WidgetLook;

/// One file and its compressed forms, which appear when they are ready.
struct Asset {
    raw: Bytes,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
    kind: HeaderValue,
    /// The first 16 hexadecimal digits of the SHA-256 of the content.
    hash: String,
}

#[derive(Clone, Default)]
pub struct Assets {
    /// All files, by their path without the leading slash.
    files: Arc<HashMap<String, Asset>>,
    /// The loader as the owner wants it to look.
    dressed: Arc<Dressed>,
}

/// The loader that sites embed: cached for minutes, because its address is for ever.
const LOADER: &str = "widget.js";
/// Ends the names of packs of code (`scripts/parts.mjs`). Each fits the version that names it, and no other.
const PARTS: &str = ".parts";
/// Larger files are no part of any bundle of ours.
const MOST: u64 = 64 * 1024 * 1024;
/// Brotli's quality while the program runs: within 4 % of 11 here and five times as fast; `make release` leaves forms of quality 11 beside the files.
const QUICK: i32 = 9;

impl Assets {
    /// Reads all files below `roots`; of two with one name the first is taken. A root that is missing is told in the log.
    pub fn load(roots: &[PathBuf]) -> Self {
        let mut files = HashMap::new();
        for root in roots {
            let before = files.len();
            collect(root, root, &mut files);
            if files.len() == before {
                tracing::warn!(folder = %root.display(), "no files for browsers here: pages work as plain HTML; `make build` makes them");
            }
        }
        Self { files: Arc::new(files), dressed: Arc::default() }
    }

    /// Compresses what has no compressed form yet. Takes seconds of processor time: for a blocking thread.
    pub fn compress(&self) {
        // Small files first: they are what a first page needs at once.
        let mut all: Vec<&Asset> = self.files.values().collect();
        all.sort_by_key(|asset| asset.raw.len());
        all.into_iter().for_each(|asset| asset.compress(QUICK));
    }

    pub fn contains(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// What a file says.
    pub fn text(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(&self.files.get(name)?.raw).ok()
    }

    /// The address of `pkg/widget.js`: `/pkg/widget.js?v=<hash>`, cached for ever; without a hash where there is no such file.
    pub fn url(&self, name: &str) -> String {
        match self.files.get(name) {
            Some(asset) => format!("/{name}?v={}", asset.hash),
            None => format!("/{name}"),
        }
    }

    /// The file at this address. None: there is none.
    pub fn serve(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let path = uri.path().strip_prefix('/')?;
        let pinned = path.strip_prefix("widget-").and_then(|rest| rest.strip_suffix(".js"));
        let (name, pinned) = match pinned {
            Some(hash) => (LOADER, Some(hash)),
            None => (path, None),
        };
        let asset = self.files.get(name)?;
        if pinned.is_some_and(|hash| hash != asset.hash) {
            return None;
        }
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Some((StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response());
        }
        let asked = asked_hash(uri);
        if name.ends_with(PARTS) && asked.is_some_and(|hash| hash != asset.hash) {
            return None;
        }
        let immutable = pinned.is_some() || asked == Some(asset.hash.as_str());
        Some(asset.answer(cache_control(name, immutable), headers))
    }

    /// The loader at its own address, with this look in it. Whoever names its content gets it as it was built.
    pub fn serve_loader(&self, look: &WidgetLook, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
        let built = self.files.get(LOADER)?;
        let is_named = asked_hash(uri) == Some(built.hash.as_str());
        match self.dressed.of(built, look) {
            Some(dressed) if !is_named && matches!(*method, Method::GET | Method::HEAD) => {
                Some(dressed.answer(cache_control(LOADER, false), headers))
            }
            _ => self.serve(method, uri, headers),
        }
    }
}

/// It asks for the loader at its own address, which sites embed.
pub fn is_loader(uri: &Uri) -> bool {
    uri.path().strip_prefix('/') == Some(LOADER)
}

/// The hash in the address of one content.
fn asked_hash(uri: &Uri) -> Option<&str> {
    uri.query()?.strip_prefix("v=")
}

impl Asset {
    fn new(raw: Bytes, kind: HeaderValue) -> Self {
        let hash = hex::encode(Sha256::digest(&raw)).chars().take(16).collect();
        Self { raw, brotli: OnceLock::new(), gzip: OnceLock::new(), kind, hash }
    }

    /// Makes the compressed forms that are not there yet.
    fn compress(&self, quality: i32) {
        let worth_it = is_compressible(&self.kind) && self.raw.len() > 256;
        let keep = |packed: Vec<u8>| (packed.len() < self.raw.len()).then(|| Bytes::from(packed));
        self.gzip.get_or_init(|| worth_it.then(|| gzip(&self.raw)).flatten().and_then(keep));
        self.brotli.get_or_init(|| worth_it.then(|| brotli(&self.raw, quality)).flatten().and_then(keep));
    }

    fn answer(&self, cache: &'static str, asked: &HeaderMap) -> Response {
        let (body, encoding) = self.best_for(asked);
        let tag = format!("\"{}{}{}\"", self.hash, if encoding.is_some() { "-" } else { "" }, encoding.unwrap_or_default());
        let known = asked.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok());
        let unchanged = known.is_some_and(|tags| tags.trim() == "*" || tags.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
        let mut response = if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { Response::new(Body::from(body)) };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if !unchanged {
            headers.insert(header::CONTENT_TYPE, self.kind.clone());
            if let Some(encoding) = encoding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        response
    }

    fn best_for(&self, asked: &HeaderMap) -> (Bytes, Option<&'static str>) {
        let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let ready = |form: &OnceLock<Option<Bytes>>| form.get().cloned().flatten();
        if let Some(packed) = ready(&self.brotli).filter(|_| accepts(accepted, "br")) {
            return (packed, Some("br"));
        }
        match ready(&self.gzip).filter(|_| accepts(accepted, "gzip")) {
            Some(packed) => (packed, Some("gzip")),
            None => (self.raw.clone(), None),
        }
    }
}

fn cache_control(name: &str, immutable: bool) -> &'static str {
    match (immutable, name) {
        (true, _) => "public, max-age=31536000, immutable",
        (false, LOADER) => "public, max-age=300, stale-while-revalidate=86400",
        (false, _) => "public, no-cache",
    }
}

/// The client takes this coding; `q=0` means that it does not.
fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let refused = pieces.any(|piece| matches!(piece.strip_prefix("q=").map(str::parse::<f32>), Some(Ok(0.0))));
        named && !refused
    })
}

fn collect(root: &Path, folder: &Path, files: &mut HashMap<String, Asset>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let Ok(meta) = std::fs::metadata(&path) else { continue };
        if meta.is_dir() {
            collect(root, &path, files);
            continue;
        }
        let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str).map(|name| name.replace('\\', "/")) else { continue };
        let packed = [".br", ".gz"].iter().any(|end| name.ends_with(end));
        if packed || name.starts_with('.') || meta.len() > MOST || files.contains_key(&name) {
            continue;
        }
        if let Ok(raw) = std::fs::read(&path) {
            files.insert(name, asset(&path, raw));
        }
    }
}

/// Takes the compressed forms that a build left beside the file.
fn asset(path: &Path, raw: Vec<u8>) -> Asset {
    let beside = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        let form = OnceLock::new();
        if let Ok(packed) = std::fs::read(name) {
            let _ = form.set(Some(Bytes::from(packed)));
        }
        form
    };
    Asset { brotli: beside(".br"), gzip: beside(".gz"), ..Asset::new(Bytes::from(raw), kind_of(path)) }
}

fn kind_of(path: &Path) -> HeaderValue {
    let kind = match path.extension().and_then(|end| end.to_str()) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8".to_owned(),
        Some("wasm") => "application/wasm".to_owned(),
        Some("parts") => "application/x-wasm-parts".to_owned(),
        _ => {
            let guess = mime_guess::from_path(path).first_or_octet_stream();
            if guess.type_() == "text" { format!("{}; charset=utf-8", guess.essence_str()) } else { guess.essence_str().to_owned() }
        }
    };
    HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn is_compressible(kind: &HeaderValue) -> bool {
    let kind = kind.to_str().unwrap_or_default();
    kind.starts_with("text/") || ["wasm", "json", "svg", "xml", "javascript"].iter().any(|name| kind.contains(name))
}

fn brotli(raw: &[u8], quality: i32) -> Option<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint: raw.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &raw[..], &mut packed, &params).ok()?;
    Some(packed)
}

fn gzip(raw: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(raw).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests;
