//! The key file of a service account, made anew for each run.

use std::path::Path;

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::json;

use super::super::Outcome;

pub fn write(path: &Path, token_url: &str) -> Outcome<()> {
    let pair = KeyPair::generate(KeySize::Rsa2048)?;
    let der: Pkcs8V1Der<'_> = pair.as_der()?;
    let bytes: &[u8] = der.as_ref();
    let encoded = STANDARD.encode(bytes);
    let lines = encoded.as_bytes().chunks(64).map(std::str::from_utf8).collect::<Result<Vec<&str>, _>>()?;
    let label = "PRIVATE KEY";
    let key = json!({
        "type": "service_account", "project_id": "bench", "private_key_id": "1", "client_id": "1",
        "client_email": "desk@bench.iam.gserviceaccount.com",
        "private_key": format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")),
        "token_uri": token_url,
    });
    Ok(std::fs::write(path, key.to_string())?)
}
