//! Ids of free times: opaque to who gets one, signed, for one holder, and only for a while. A model or a visitor cannot
//! make one up, and one of another conversation is worth nothing. The key is none of this module's business: whoever
//! calls brings an HMAC-SHA-256 along.

use sha2::{Digest, Sha256};

use super::interval::Interval;
use crate::domain::{
    ids::{AdminId, ApiKeyId, ConversationId, MeetingId},
    time::Timestamp,
};

/// HMAC-SHA-256 of a content under the server's key.
pub type Sign<'a> = &'a dyn Fn(&[u8]) -> [u8; 32];

const PREFIX: &str = "slt_";
/// What else is signed with the same key is no slot.
const CONTEXT: &[u8] = b"chatimjd slot 1\0";
/// Start and length, expiry, holder.
const BODY: usize = 4 + 2 + 4 + 8;
/// The first half of the signature: 128 bits, so that ids stay short for models.
const TAG: usize = 16;

/// Whom a free time was offered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder<'a> {
    Conversation(&'a ConversationId),
    /// An integrator.
    Key(&'a ApiKeyId),
    Admin(&'a AdminId),
    /// Whoever has the link of this meeting, to move it.
    Meeting(&'a MeetingId),
    /// Whoever has the key of the environment.
    Environment,
}

impl Holder<'_> {
    /// A fingerprint of the id.
    fn mark(self) -> [u8; 8] {
        let id = match self {
            Self::Conversation(id) => id.as_str(),
            Self::Key(id) => id.as_str(),
            Self::Admin(id) => id.as_str(),
            Self::Meeting(id) => id.as_str(),
            Self::Environment => "environment",
        };
        let hash: [u8; 32] = Sha256::digest(id.as_bytes()).into();
        let [a, b, c, d, e, f, g, h, ..] = hash;
        [a, b, c, d, e, f, g, h]
    }
}

/// A free time on offer. Its instants are whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    start_minute: u32,
    minutes: u16,
    expiry_minute: u32,
    slot: Interval,
    expires_at: Timestamp,
}

/// Why an id is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SlotIdError {
    #[error("this is not the id of a time on offer")]
    Malformed,
    #[error("the id of this time was changed or made up")]
    Tampered,
    #[error("this time was offered to somebody else")]
    OtherHolder,
    #[error("this offer has expired")]
    Expired,
}

impl Offer {
    /// Expires at the end of the minute that `expires_at` is in. None where the start is no whole minute, the meeting has no
    /// length, or a time is before 1970.
    pub fn new(start: Timestamp, minutes: u16, expires_at: Timestamp) -> Option<Self> {
        let is_whole = start.as_nanosecond().rem_euclid(60_000_000_000) == 0;
        let start_minute = u32::try_from(start.as_second().div_euclid(60)).ok().filter(|_| is_whole)?;
        let expiry_minute = u32::try_from(expires_at.as_second().div_euclid(60) + 1).ok()?;
        Self::of_parts(start_minute, minutes, expiry_minute)
    }

    fn of_parts(start_minute: u32, minutes: u16, expiry_minute: u32) -> Option<Self> {
        let at = |minute: u32| Timestamp::from_second(60 * i64::from(minute)).ok();
        let slot = Interval::lasting(at(start_minute)?, minutes)?;
        Some(Self { start_minute, minutes, expiry_minute, slot, expires_at: at(expiry_minute)? })
    }

    pub fn slot(&self) -> Interval {
        self.slot
    }

    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// The id under which this holder can have it.
    pub fn id(&self, holder: Holder<'_>, sign: Sign<'_>) -> String {
        let mut body = Vec::with_capacity(BODY + TAG);
        body.extend_from_slice(&self.start_minute.to_be_bytes());
        body.extend_from_slice(&self.minutes.to_be_bytes());
        body.extend_from_slice(&self.expiry_minute.to_be_bytes());
        body.extend_from_slice(&holder.mark());
        let tag = tag(&body, sign);
        body.extend_from_slice(&tag);
        format!("{PREFIX}{}", hex::encode(body))
    }

    /// The offer behind an id.
    ///
    /// # Errors
    /// In this order: it is no such id, it is none of ours, it is somebody else's, it is too late.
    pub fn read(id: &str, holder: Holder<'_>, now: Timestamp, sign: Sign<'_>) -> Result<Self, SlotIdError> {
        let bytes = id.trim().strip_prefix(PREFIX).and_then(|digits| hex::decode(digits).ok()).ok_or(SlotIdError::Malformed)?;
        let (body, given) = bytes.split_at_checked(BODY).filter(|(_, tag)| tag.len() == TAG).ok_or(SlotIdError::Malformed)?;
        if !is_same(given, &tag(body, sign)) {
            return Err(SlotIdError::Tampered);
        }
        let body: [u8; BODY] = body.try_into().map_err(|_| SlotIdError::Malformed)?;
        let [s0, s1, s2, s3, m0, m1, e0, e1, e2, e3, mark @ ..] = body;
        let (start, expiry) = (u32::from_be_bytes([s0, s1, s2, s3]), u32::from_be_bytes([e0, e1, e2, e3]));
        let offer = Self::of_parts(start, u16::from_be_bytes([m0, m1]), expiry).ok_or(SlotIdError::Malformed)?;
        if mark != holder.mark() {
            return Err(SlotIdError::OtherHolder);
        }
        if now < offer.expires_at { Ok(offer) } else { Err(SlotIdError::Expired) }
    }
}

fn tag(body: &[u8], sign: Sign<'_>) -> [u8; TAG] {
    let signature = sign(&[CONTEXT, body].concat());
    let mut tag = [0; TAG];
    for (to, from) in tag.iter_mut().zip(signature) {
        *to = from;
    }
    tag
}

/// Looks at every byte, so that the time it takes tells nothing of where they differ.
fn is_same(given: &[u8], wanted: &[u8; TAG]) -> bool {
    given.len() == TAG && given.iter().zip(wanted).fold(0_u8, |seen, (one, other)| seen | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Stands in for the HMAC.
    fn sign(content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"secret".as_slice(), content].concat()).into()
    }

    fn other_key(content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"guess!".as_slice(), content].concat()).into()
    }

    fn conversation(number: u128) -> ConversationId {
        ConversationId::new(uuid::Uuid::from_u128(number))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn offer() -> Offer {
        Offer::new(at("2026-12-01T09:00:00Z"), 30, at("2026-11-30T10:20:07Z")).expect("an offer")
    }

    #[test]
    fn what_was_offered_is_read_again() {
        let ana = conversation(1);
        let id = offer().id(Holder::Conversation(&ana), &sign);
        assert_eq!(id.len(), PREFIX.len() + 2 * (BODY + TAG));
        let read = Offer::read(&id, Holder::Conversation(&ana), at("2026-11-30T10:20:07Z"), &sign).expect("an offer");
        assert_eq!(read, offer());
        assert_eq!(Interval::lasting(at("2026-12-01T09:00:00Z"), 30), Some(read.slot()));
        assert_eq!(read.expires_at(), at("2026-11-30T10:21:00Z"));
    }

    #[test]
    fn each_refusal_has_its_reason() {
        let (ana, bob, key) = (conversation(1), conversation(2), ApiKeyId::new(uuid::Uuid::from_u128(1)));
        let (now, later) = (at("2026-11-30T10:00:00Z"), at("2026-11-30T10:21:00Z"));
        let id = offer().id(Holder::Conversation(&ana), &sign);
        let read = |id: &str, holder: Holder<'_>, now: Timestamp| Offer::read(id, holder, now, &sign).map(|offer| offer.slot());
        assert_eq!(read(&id, Holder::Conversation(&ana), now), Ok(offer().slot()));
        assert_eq!(read(&id, Holder::Conversation(&bob), now), Err(SlotIdError::OtherHolder));
        assert_eq!(read(&id, Holder::Key(&key), now), Err(SlotIdError::OtherHolder));
        assert_eq!(read(&id, Holder::Conversation(&ana), later), Err(SlotIdError::Expired));
        let foreign = offer().id(Holder::Conversation(&ana), &other_key);
        assert_eq!(read(&foreign, Holder::Conversation(&ana), now), Err(SlotIdError::Tampered));
        for wrong in ["", "slt_", "slt_12", "slot 1", "tomorrow at 5", &id[4..], &id[..id.len() - 2], &format!("{id}00"), "slt_é"] {
            assert_eq!(read(wrong, Holder::Conversation(&ana), now), Err(SlotIdError::Malformed), "{wrong}");
        }
    }

    #[test]
    fn only_what_can_be_told_in_minutes_is_offered() {
        let (expiry, start) = (at("2026-11-30T10:00:00Z"), at("2026-12-01T09:00:00Z"));
        assert_eq!(Offer::new(at("2026-12-01T09:00:30Z"), 30, expiry), None);
        assert_eq!(Offer::new(at("2026-12-01T09:00:00.5Z"), 30, expiry), None);
        assert_eq!(Offer::new(start, 0, expiry), None);
        assert_eq!(Offer::new(at("1969-12-31T09:00:00Z"), 30, expiry), None);
        assert_eq!(Offer::new(Timestamp::MAX, 30, expiry), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn no_digit_can_be_changed(place in 0_usize..2 * (BODY + TAG), digit in 0_u8..16) {
            let ana = conversation(1);
            let id = offer().id(Holder::Conversation(&ana), &sign);
            let digit = char::from_digit(u32::from(digit), 16).expect("a digit");
            let changed: String = id.chars().enumerate().map(|(at, c)| if at == place + PREFIX.len() { digit } else { c }).collect();
            let read = Offer::read(&changed, Holder::Conversation(&ana), Timestamp::UNIX_EPOCH, &sign);
            prop_assert_eq!(read, if changed == id { Ok(offer()) } else { Err(SlotIdError::Tampered) });
        }

        #[test]
        fn no_text_is_taken_for_an_id(text in "(slt_)?\\PC{0,80}") {
            let ana = conversation(1);
            prop_assert!(Offer::read(&text, Holder::Conversation(&ana), Timestamp::UNIX_EPOCH, &sign).is_err());
        }
    }
}
