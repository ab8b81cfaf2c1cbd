//! Signatures of what is handed out and comes back. Their key is derived from the secret that the sealer has, too, and is
//! another one: what is signed opens nothing.

use std::path::Path;

use aws_lc_rs::hmac;
use hkdf::Hkdf;
use secrecy::{SecretString, zeroize::Zeroizing};
use sha2::Sha256;

use super::{KeyError, secret_of};
use crate::service::ports::Signer;

/// The port [`Signer`].
pub struct HmacSigner(hmac::Key);

impl HmacSigner {
    /// From `SECRET_KEY` where it is set; else from the key file, which is made when it is missing.
    pub fn open(secret: Option<&SecretString>, data_dir: &Path) -> Result<Self, KeyError> {
        Ok(Self::derived(secret_of(secret, data_dir)?.as_bytes()))
    }

    fn derived(secret: &[u8]) -> Self {
        let mut key = Zeroizing::new([0_u8; 32]);
        let source = Hkdf::<Sha256>::new(Some(b"chatimjd"), secret);
        source.expand(b"sign: key", key.as_mut_slice()).expect("HKDF fills up to 8,160 bytes, and these are 32");
        Self::of(key.as_slice())
    }

    fn of(key: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }
}

impl Signer for HmacSigner {
    fn sign(&self, content: &[u8]) -> [u8; 32] {
        hmac::sign(&self.0, content).as_ref().try_into().expect("HMAC-SHA-256 has 32 bytes, always")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_the_standard() {
        // RFC 4231, test case 2.
        let signature = HmacSigner::of(b"Jefe").sign(b"what do ya want for nothing?");
        assert_eq!(hex::encode(signature), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn one_secret_signs_alike_everywhere_and_another_does_not() {
        let signer = |secret: &str| HmacSigner::open(Some(&SecretString::from(secret)), Path::new(".")).expect("derived");
        let (one, other) = ("a secret of at least thirty-two characters", "another one of at least thirty-two characters");
        assert_eq!(signer(one).sign(b"content"), signer(one).sign(b"content"));
        assert_ne!(signer(one).sign(b"content"), signer(one).sign(b"Content"));
        assert_ne!(signer(one).sign(b"content"), signer(other).sign(b"content"));
        assert_ne!(signer(one).sign(b"content"), HmacSigner::of(one.as_bytes()).sign(b"content"), "the secret itself signs nothing");
    }

    #[test]
    fn without_a_secret_the_key_file_serves_and_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let sign = || HmacSigner::open(None, folder.path()).expect("a key").sign(b"content");
        assert_eq!(sign(), sign());
    }
}
