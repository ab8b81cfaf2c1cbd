//! Limits against abuse of invitations: whoever books makes us write to an address of their choice. A decision over
//! counts; who counts is none of this module's business.

use serde::{Deserialize, Serialize};

use crate::domain::{api_error::FieldErrors, time::Timestamp};

const HOUR_S: i64 = 3_600;
const DAY_S: i64 = 24 * HOUR_S;

/// The most invitations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvitationLimits {
    /// To one address in 24 hours.
    pub per_address: u32,
    /// By one client address in an hour.
    pub per_client: u32,
    /// In all in 24 hours.
    pub per_installation: u32,
}

impl Default for InvitationLimits {
    fn default() -> Self {
        Self { per_address: 2, per_client: 5, per_installation: 50 }
    }
}

impl InvitationLimits {
    /// Checks what an owner typed. Field names are those of this type.
    pub fn check(&self) -> Result<(), FieldErrors> {
        let fields = [
            ("per_address", self.per_address, 100),
            ("per_client", self.per_client, 1_000),
            ("per_installation", self.per_installation, 10_000),
        ];
        let beyond = fields.into_iter().filter(|(_, value, most)| !(1..=*most).contains(value));
        let wrong: FieldErrors = beyond.map(|(field, _, most)| (field.to_owned(), format!("between 1 and {most}"))).collect();
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InvitationScope {
    Address,
    Client,
    Installation,
}

impl InvitationScope {
    /// How long an invitation counts, in seconds.
    pub fn window_s(self) -> i64 {
        match self {
            Self::Client => HOUR_S,
            Self::Address | Self::Installation => DAY_S,
        }
    }
}

/// Invitations of the scope's window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    pub count: u32,
    pub oldest: Option<Timestamp>,
}

/// What was sent already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvitationCounts {
    pub address: Recent,
    /// None: an integrator or somebody of the team books, whom we know.
    pub client: Option<Recent>,
    pub installation: Recent,
}

/// No invitation for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many invitations")]
pub struct TooManyInvitations {
    pub scope: InvitationScope,
    /// Seconds until the oldest one counts no longer.
    pub retry_after: u64,
}

/// Whether one more invitation may be sent.
///
/// # Errors
/// The limit that lasts longest.
pub fn admit(limits: &InvitationLimits, counts: &InvitationCounts, now: Timestamp) -> Result<(), TooManyInvitations> {
    let client = counts.client.unwrap_or_default();
    let all = [
        (InvitationScope::Address, counts.address, limits.per_address),
        (InvitationScope::Client, client, limits.per_client),
        (InvitationScope::Installation, counts.installation, limits.per_installation),
    ];
    let full = all.into_iter().filter(|(_, recent, most)| recent.count >= *most && recent.count > 0);
    let refusals = full.map(|(scope, recent, _)| TooManyInvitations { scope, retry_after: wait(scope, recent, now) });
    match refusals.max_by_key(|refusal| refusal.retry_after) {
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// At least a second, at most the window.
fn wait(scope: InvitationScope, recent: Recent, now: Timestamp) -> u64 {
    let oldest = recent.oldest.unwrap_or(now);
    let seconds = (oldest.as_second() + scope.window_s() - now.as_second()).clamp(1, scope.window_s());
    u64::try_from(seconds).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(1_796_000_000 + second, 0)
    }

    fn sent(count: u32, oldest: i64) -> Recent {
        Recent { count, oldest: Some(at(oldest)) }
    }

    #[test]
    fn the_limits_of_the_product_hold() {
        let limits = InvitationLimits::default();
        let counts = InvitationCounts { address: sent(1, -60), client: Some(sent(4, -60)), installation: sent(49, -60) };
        assert_eq!(admit(&limits, &counts, at(0)), Ok(()));
        assert_eq!(admit(&limits, &InvitationCounts::default(), at(0)), Ok(()));
        let refused = |counts: InvitationCounts| admit(&limits, &counts, at(0)).map_err(|refusal| (refusal.scope, refusal.retry_after));
        assert_eq!(refused(InvitationCounts { address: sent(2, -60), ..counts }), Err((InvitationScope::Address, 86_340)));
        assert_eq!(refused(InvitationCounts { client: Some(sent(5, -3_599)), ..counts }), Err((InvitationScope::Client, 1)));
        assert_eq!(refused(InvitationCounts { installation: sent(50, -86_300), ..counts }), Err((InvitationScope::Installation, 100)));
        assert_eq!(refused(InvitationCounts { client: None, ..counts }), Ok(()));
    }

    #[test]
    fn the_longest_wait_is_told() {
        let counts = InvitationCounts { address: sent(9, -80_000), client: Some(sent(9, 0)), installation: sent(50, -86_400) };
        let refusal = admit(&InvitationLimits::default(), &counts, at(0)).expect_err("too many");
        assert_eq!((refusal.scope, refusal.retry_after), (InvitationScope::Address, 6_400));
    }

    #[test]
    fn a_clock_that_went_back_makes_no_endless_wait() {
        let counts = InvitationCounts { client: Some(sent(5, 1_000_000)), ..InvitationCounts::default() };
        assert_eq!(admit(&InvitationLimits::default(), &counts, at(0)).expect_err("too many").retry_after, 3_600);
    }

    #[test]
    fn settings_are_checked() {
        assert_eq!(InvitationLimits::default().check(), Ok(()));
        let wrong = InvitationLimits { per_address: 0, per_client: 1_001, per_installation: 10_000 }.check().expect_err("mistakes");
        assert_eq!(wrong.into_keys().collect::<Vec<_>>(), ["per_address", "per_client"]);
    }
}
