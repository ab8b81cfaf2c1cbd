//! Password hashing with Argon2id on threads of its own: bounded in memory and processor time, whatever comes in.
//! Must not know accounts.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Output, SaltString, rand_core::OsRng},
};
use async_trait::async_trait;
use secrecy::zeroize::Zeroizing;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};

use crate::service::ports::{PasswordError, Passwords};

/// 19 MiB, two passes, one lane: OWASP's minimum, and what new hashes are made with.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Passwords that may wait at once; one more is told to come back.
const QUEUE: usize = 64;
/// Nobody waits longer for a thread.
const PATIENCE: Duration = Duration::from_secs(5);

/// The port [`Passwords`]. At most four hashes are computed at a time: 76 MiB.
#[derive(Clone)]
pub struct Argon2Passwords(Arc<Inner>);

struct Inner {
    argon2: Argon2<'static>,
    /// What an unknown account's password is compared with: nobody knows a password for it.
    decoy: String,
    queue: Semaphore,
    threads: Arc<Semaphore>,
}

impl Argon2Passwords {
    /// Fails only where the parameters are outside of what Argon2 allows.
    pub fn new() -> Result<Self, PasswordError> {
        let threads = std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        Self::with(Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?, threads, QUEUE)
    }

    fn with(params: Params, threads: usize, queue: usize) -> Result<Self, PasswordError> {
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = decoy(argon2.params())?;
        let (queue, threads) = (Semaphore::new(queue), Arc::new(Semaphore::new(threads)));
        Ok(Self(Arc::new(Inner { argon2, decoy, queue, threads })))
    }

    /// A place in the queue, then a thread. The thread's permit goes with the work: a caller that gives up does not
    /// make room for another hash while its own is still being computed.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _waiting: SemaphorePermit<'_> = self.0.queue.try_acquire().map_err(|_| PasswordError::Busy)?;
        let thread = timeout(PATIENCE, self.0.threads.clone().acquire_owned()).await;
        let thread = thread.map_err(|_| PasswordError::Busy)?.map_err(failed)?;
        let inner = Arc::clone(&self.0);
        let outcome = tokio::task::spawn_blocking(move || {
            let _thread = thread;
            work(&inner)
        });
        outcome.await.map_err(failed)?
    }
}

#[async_trait]
impl Passwords for Argon2Passwords {
    async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let password = Zeroizing::new(password.to_owned());
        self.run(move |inner| {
            let salt = SaltString::generate(&mut OsRng);
            Ok(inner.argon2.hash_password(password.as_bytes(), &salt).map_err(failed)?.to_string())
        })
        .await
    }

    async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        let password = Zeroizing::new(password.to_owned());
        let hash = hash.map(str::to_owned);
        self.run(move |inner| {
            let stored = PasswordHash::new(hash.as_deref().unwrap_or(&inner.decoy)).map_err(failed)?;
            match inner.argon2.verify_password(password.as_bytes(), &stored) {
                Ok(()) => Ok(hash.is_some()),
                Err(argon2::password_hash::Error::Password) => Ok(false),
                Err(error) => Err(failed(error)),
            }
        })
        .await
    }

    fn is_outdated(&self, hash: &str) -> bool {
        let current = self.0.argon2.params();
        let same = |stored: &PasswordHash<'_>| {
            stored.algorithm == argon2::ARGON2ID_IDENT
                && stored.version == Some(Version::V0x13.into())
                && Params::try_from(stored)
                    .is_ok_and(|p| (p.m_cost(), p.t_cost(), p.p_cost()) == (current.m_cost(), current.t_cost(), current.p_cost()))
        };
        !PasswordHash::new(hash).is_ok_and(|stored| same(&stored))
    }
}

/// A hash in form only: random salt, random output. Comparing with it costs what any comparison costs.
fn decoy(params: &Params) -> Result<String, PasswordError> {
    use argon2::password_hash::rand_core::RngCore;
    let salt = SaltString::generate(&mut OsRng);
    let mut output = [0_u8; Params::DEFAULT_OUTPUT_LEN];
    OsRng.fill_bytes(&mut output);
    let hash = PasswordHash {
        algorithm: argon2::ARGON2ID_IDENT,
        version: Some(Version::V0x13.into()),
        params: params.try_into().map_err(failed)?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&output).map_err(failed)?),
    };
    Ok(hash.to_string())
}

fn failed(error: impl std::fmt::Display) -> PasswordError {
    PasswordError::Failed(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn cheap(threads: usize, queue: usize) -> Argon2Passwords {
        Argon2Passwords::with(Params::new(64, 1, 1, None).expect("allowed"), threads, queue).expect("parameters")
    }

    #[tokio::test]
    async fn a_hash_proves_its_password_and_no_other() {
        let passwords = Argon2Passwords::new().expect("parameters");
        let hash = passwords.hash("correct horse").await.expect("hashed");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(passwords.verify("correct horse", Some(&hash)).await, Ok(true));
        assert_eq!(passwords.verify("correct horsf", Some(&hash)).await, Ok(false));
        assert_eq!(passwords.verify("", Some(&hash)).await, Ok(false));
        assert_ne!(passwords.hash("correct horse").await.expect("hashed"), hash, "each hash has a salt of its own");
    }

    #[tokio::test]
    async fn every_character_counts_to_the_last() {
        let passwords = cheap(2, 8);
        let long = "ü".repeat(256);
        let hash = passwords.hash(&long).await.expect("hashed");
        assert_eq!(passwords.verify(&long, Some(&hash)).await, Ok(true));
        assert_eq!(passwords.verify(&format!("{}u", "ü".repeat(255)), Some(&hash)).await, Ok(false));
    }

    #[tokio::test]
    async fn an_unknown_account_takes_as_long_as_a_wrong_password() {
        let passwords = Argon2Passwords::new().expect("parameters");
        let hash = passwords.hash("correct horse").await.expect("hashed");
        let (mut known, mut unknown) = (vec![], vec![]);
        for _ in 0..9 {
            let start = Instant::now();
            assert_eq!(passwords.verify("wrong", Some(&hash)).await, Ok(false));
            known.push(start.elapsed());
            let start = Instant::now();
            assert_eq!(passwords.verify("wrong", None).await, Ok(false));
            unknown.push(start.elapsed());
        }
        known.sort();
        unknown.sort();
        let (known, unknown) = (known[4].as_secs_f64(), unknown[4].as_secs_f64());
        // Medians on a shared machine: without the decoy the ratio is near zero.
        assert!((0.5..2.0).contains(&(unknown / known)), "known {known} s, unknown {unknown} s");
    }

    #[tokio::test]
    async fn a_full_queue_says_busy_at_once_and_serves_again_afterwards() {
        let passwords = Argon2Passwords::with(Params::new(4_096, 1, 1, None).expect("allowed"), 2, 5).expect("parameters");
        let all = futures::future::join_all((0..200).map(|_| passwords.verify("x", None))).await;
        let served = all.iter().filter(|outcome| **outcome == Ok(false)).count();
        let busy = all.iter().filter(|outcome| **outcome == Err(PasswordError::Busy)).count();
        assert_eq!((served, busy), (5, 195));
        assert_eq!(passwords.verify("x", None).await, Ok(false));
    }

    #[tokio::test]
    async fn a_caller_that_gives_up_does_not_make_room_for_more_hashes() {
        let passwords = Argon2Passwords::with(Params::new(65_536, 4, 1, None).expect("allowed"), 1, 8).expect("parameters");
        let gone = timeout(Duration::from_millis(1), passwords.verify("x", None)).await;
        assert!(gone.is_err(), "a hash of 64 MiB takes longer");
        assert_eq!(passwords.0.threads.available_permits(), 0);
        assert_eq!(passwords.0.queue.available_permits(), 8);
        assert_eq!(passwords.verify("x", None).await, Ok(false));
    }

    #[tokio::test]
    async fn old_parameters_are_noticed_and_still_prove_the_password() {
        let (old, new) = (cheap(2, 8), Argon2Passwords::new().expect("parameters"));
        let hash = old.hash("correct horse").await.expect("hashed");
        assert!(new.is_outdated(&hash) && !old.is_outdated(&hash));
        assert_eq!(new.verify("correct horse", Some(&hash)).await, Ok(true));
        assert!(new.is_outdated("no hash at all"));
        assert!(matches!(new.verify("x", Some("no hash at all")).await, Err(PasswordError::Failed(_))));
    }
}
