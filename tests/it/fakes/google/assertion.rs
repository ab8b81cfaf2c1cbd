//! A service account of the fake: its key, made anew for each test, and the check of what is signed with it.

use std::path::Path;

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Its address.
pub const ACCOUNT: &str = "desk@project.iam.gserviceaccount.com";

pub struct AccountKey(KeyPair);

/// What is claimed in an assertion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub exp: i64,
    pub iat: i64,
    pub scope: String,
    #[serde(default)]
    pub sub: Option<String>,
}

impl AccountKey {
    pub fn generate() -> Self {
        Self(KeyPair::generate(KeySize::Rsa2048).expect("a key"))
    }

    /// Writes the file that Google's console gives its owner.
    pub fn write(&self, path: &Path, token_url: &str) {
        let der: Pkcs8V1Der<'_> = self.0.as_der().expect("a private key in DER");
        let bytes: &[u8] = der.as_ref();
        let encoded = STANDARD.encode(bytes);
        let lines: Vec<&str> = encoded.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
        let label = "PRIVATE KEY";
        let key = json!({
            "type": "service_account", "project_id": "project", "private_key_id": "1", "client_email": ACCOUNT, "client_id": "1",
            "private_key": format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n")),
            "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": token_url, "universe_domain": "googleapis.com",
        });
        std::fs::write(path, key.to_string()).expect("a file");
    }

    /// The claims, if this key signed them. Padding is tolerated, as Google does.
    pub fn open(&self, assertion: &str) -> Result<Claims, &'static str> {
        let (signed, signature) = assertion.rsplit_once('.').ok_or("an assertion has three parts")?;
        let (header, claims) = signed.split_once('.').ok_or("an assertion has three parts")?;
        let header: Value = parsed(header)?;
        if header["alg"] != "RS256" || header["typ"] != "JWT" {
            return Err("the header of an assertion is RS256 and JWT");
        }
        let public: &[u8] = self.0.public_key().as_ref();
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public);
        key.verify(signed.as_bytes(), &decoded(signature)?).map_err(|_| "the signature is not this account's")?;
        parsed(claims)
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, &'static str> {
    let engine = if part.ends_with('=') { &URL_SAFE } else { &URL_SAFE_NO_PAD };
    engine.decode(part).map_err(|_| "a part of an assertion is base64url")
}

fn parsed<T: for<'de> Deserialize<'de>>(part: &str) -> Result<T, &'static str> {
    serde_json::from_slice(&decoded(part)?).map_err(|_| "a part of an assertion is JSON with known members")
}
