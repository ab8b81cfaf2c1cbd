//! Identities and secrets behind the `IdSource` port: the only place that makes them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRngCore, rngs::OsRng};

use crate::service::ports::IdSource;

/// UUIDs of version 7 and secrets of the operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one adapter behind the IdSource port")]
    fn uuid(&self) -> uuid::Uuid {
        uuid::Uuid::now_v7()
    }

    fn secret(&self) -> String {
        let mut bytes = [0_u8; 32];
        #[expect(clippy::expect_used, reason = "without randomness there is no safe way on, and no secret may be weak")]
        OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
        URL_SAFE_NO_PAD.encode(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_43_characters_and_never_the_same() {
        let (one, other) = (SystemIds.secret(), SystemIds.secret());
        assert_eq!(one.len(), 43);
        assert!(one.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')));
        assert_ne!(one, other);
    }
}
