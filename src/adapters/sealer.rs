//! Encryption of secrets at rest: XChaCha20-Poly1305 under one key, which comes from `SECRET_KEY` or a file of the
//! data directory; and signatures under another one of the same origin. Must not know what is sealed.

mod signer;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    AeadCore, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, OsRng, Payload, rand_core::RngCore},
};
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretString, zeroize::Zeroizing};
use sha2::Sha256;

pub use signer::HmacSigner;

use crate::service::ports::Sealer;

/// The file's name in the data directory.
const KEY_FILE: &str = "secret.key";
const NONCE: usize = 24;

/// There is no key to seal with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error(
        "{0} does not hold a key: 64 hexadecimal digits are expected. Restore it from a backup; without it, secrets saved before must be entered again"
    )]
    Garbled(PathBuf),
}

/// The port [`Sealer`]. Sealed text is base64url of: one byte that names the key, the nonce (24 bytes), the ciphertext with its tag.
pub struct XChaChaSealer {
    cipher: XChaCha20Poly1305,
    key_id: u8,
}

impl XChaChaSealer {
    /// From `SECRET_KEY` where it is set; else from the key file, which is made when it is missing.
    pub fn open(secret: Option<&SecretString>, data_dir: &Path) -> Result<Self, KeyError> {
        Ok(Self::derived(secret_of(secret, data_dir)?.as_bytes()))
    }

    /// Any text with enough randomness in it; the same text gives the same key on every machine.
    fn derived(secret: &[u8]) -> Self {
        let source = Hkdf::<Sha256>::new(Some(b"chatimjd"), secret);
        let mut key = Zeroizing::new([0_u8; 32]);
        let mut key_id = [0_u8; 1];
        source.expand(b"seal: key", key.as_mut_slice()).expect("HKDF fills up to 8,160 bytes, and these are 32");
        source.expand(b"seal: key id", &mut key_id).expect("HKDF fills up to 8,160 bytes, and this is one");
        Self { cipher: XChaCha20Poly1305::new(key.as_slice().into()), key_id: key_id[0] }
    }
}

impl Sealer for XChaChaSealer {
    fn seal(&self, context: &str, plain: &str) -> String {
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload { msg: plain.as_bytes(), aad: context.as_bytes() };
        let sealed = self.cipher.encrypt(&nonce, payload).expect("the cipher refuses only texts of more than 256 GB");
        URL_SAFE_NO_PAD.encode([&[self.key_id], nonce.as_slice(), &sealed].concat())
    }

    fn open(&self, context: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (key_id, rest) = bytes.split_first()?;
        let (nonce, msg) = rest.split_at_checked(NONCE)?;
        if *key_id != self.key_id {
            return None;
        }
        let plain = self.cipher.decrypt(XNonce::from_slice(nonce), Payload { msg, aad: context.as_bytes() }).ok()?;
        String::from_utf8(plain).ok()
    }
}

/// What every key here is derived from.
fn secret_of(secret: Option<&SecretString>, data_dir: &Path) -> Result<Zeroizing<String>, KeyError> {
    match secret {
        Some(secret) => Ok(Zeroizing::new(secret.expose_secret().to_owned())),
        None => key_of_file(&data_dir.join(KEY_FILE)),
    }
}

/// The key in the file; a new one where there is no file yet.
fn key_of_file(path: &Path) -> Result<Zeroizing<String>, KeyError> {
    let failed = |source| KeyError::File { path: path.to_owned(), source };
    match read_key(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(path).and_then(|()| read_key(path)).map_err(failed)?,
        other => other.map_err(failed)?,
    }
    .ok_or_else(|| KeyError::Garbled(path.to_owned()))
}

/// None: the file holds something else.
fn read_key(path: &Path) -> io::Result<Option<Zeroizing<String>>> {
    let mut text = Zeroizing::new(String::new());
    // A file that is no key may be of any size and content.
    File::open(path)?
        .take(256)
        .read_to_string(&mut text)
        .or_else(|e| if e.kind() == io::ErrorKind::InvalidData { Ok(0) } else { Err(e) })?;
    let key = text.trim();
    let sound = key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
    Ok(sound.then(|| Zeroizing::new(key.to_ascii_lowercase())))
}

/// Writes a new key beside the place and links it there whole: another process that starts at the same moment finds
/// either nothing or all of it, and the first one wins.
fn make_key(path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut key = Zeroizing::new([0_u8; 32]);
    OsRng.fill_bytes(key.as_mut_slice());
    let draft = folder.join(format!(".{KEY_FILE}.{}", std::process::id()));
    let written = write_private(&draft, &format!("{}\n", hex::encode(key.as_slice())));
    let placed = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // A file system without hard links: the last of two simultaneous starts wins instead.
        Err(_) => fs::rename(&draft, path),
        Ok(()) => Ok(()),
    });
    let _ = fs::remove_file(&draft);
    placed?;
    File::open(folder)?.sync_all()
}

/// A new file that only its owner may read, on the disk before this returns.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer(secret: &str) -> XChaChaSealer {
        XChaChaSealer::derived(secret.as_bytes())
    }

    #[test]
    fn what_was_sealed_opens_again_and_never_looks_the_same_twice() {
        let sealer = sealer("a secret of at least thirty-two characters");
        let (one, two) = (sealer.seal("settings.gemini_key", "AQ.ключ"), sealer.seal("settings.gemini_key", "AQ.ключ"));
        assert_ne!(one, two);
        for sealed in [&one, &two] {
            assert!(!sealed.contains("AQ."));
            assert_eq!(sealer.open("settings.gemini_key", sealed).as_deref(), Some("AQ.ключ"));
        }
    }

    #[test]
    fn any_flipped_bit_is_noticed() {
        let sealer = sealer("a secret of at least thirty-two characters");
        let bytes = URL_SAFE_NO_PAD.decode(sealer.seal("a", "text")).expect("base64");
        for position in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[position / 8] ^= 1 << (position % 8);
            assert_eq!(sealer.open("a", &URL_SAFE_NO_PAD.encode(flipped)), None, "bit {position}");
        }
    }

    #[test]
    fn another_context_another_key_or_garbage_opens_nothing() {
        let sealer = sealer("a secret of at least thirty-two characters");
        let sealed = sealer.seal("settings.gemini_key", "text");
        assert_eq!(sealer.open("settings.other", &sealed), None);
        for other in 0..600 {
            // Some of these have the same key id: then it is the tag that refuses.
            assert_eq!(self::sealer(&format!("another secret number {other}")).open("settings.gemini_key", &sealed), None);
        }
        for garbage in ["", "A", "AAAA", "not base64!", &"A".repeat(100), &sealed[..30]] {
            assert_eq!(sealer.open("settings.gemini_key", garbage), None, "{garbage}");
        }
    }

    #[test]
    fn a_key_file_is_made_once_private_and_read_ever_after() {
        let folder = tempfile::tempdir().expect("a folder");
        let data_dir = folder.path().join("data");
        let sealed = XChaChaSealer::open(None, &data_dir).expect("made").seal("a", "text");
        assert_eq!(XChaChaSealer::open(None, &data_dir).expect("read").open("a", &sealed).as_deref(), Some("text"));
        let names: Vec<_> = fs::read_dir(&data_dir).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
        assert_eq!(names, ["secret.key"], "no draft is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(data_dir.join("secret.key")).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let other = XChaChaSealer::open(Some(&SecretString::from("x".repeat(32))), &data_dir).expect("derived");
        assert_eq!(other.open("a", &sealed), None, "SECRET_KEY comes before the file");
    }

    #[test]
    fn simultaneous_starts_agree_on_one_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        make_key(&path).expect("the first");
        let first = key_of_file(&path).expect("a key");
        make_key(&path).expect("a second start that found no file a moment ago");
        assert_eq!(*key_of_file(&path).expect("a key"), *first);
    }

    #[test]
    fn a_spoilt_key_file_is_told_and_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(KEY_FILE);
        for spoilt in [&b""[..], b"12ab", &[0xff; 64], &[b'a'; 10_000]] {
            fs::write(&path, spoilt).expect("written");
            let Err(error) = XChaChaSealer::open(None, folder.path()) else { panic!("accepted") };
            assert!(matches!(error, KeyError::Garbled(_)), "{error}");
            assert_eq!(fs::read(&path).expect("still there"), spoilt);
        }
    }
}
