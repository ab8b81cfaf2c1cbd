//! The link to a meeting: whoever has it may see, move and cancel that meeting and nothing else. Signed like the ids of
//! free times (see `schedule::slot_id`); it does not expire, because a meeting that is over or cancelled says so itself.

use crate::domain::{ids::MeetingId, schedule::slot_id::Sign};

/// What else is signed with the same key is no link.
const CONTEXT: &[u8] = b"chatimjd meeting link 1\0";
const ID: usize = 16;
const TAG: usize = 16;

/// The token of a meeting's link: 64 hexadecimal digits.
pub fn token(meeting: &MeetingId, sign: Sign<'_>) -> String {
    let id = bytes(meeting);
    hex::encode([id.as_slice(), tag(&id, sign).as_slice()].concat())
}

/// The meeting of a token; None for one that was changed or made up.
pub fn read(token: &str, sign: Sign<'_>) -> Option<MeetingId> {
    let bytes = hex::decode(token).ok()?;
    let (id, given) = bytes.split_at_checked(ID).filter(|(_, tag)| tag.len() == TAG)?;
    let id: [u8; ID] = id.try_into().ok()?;
    let differs = given.iter().zip(tag(&id, sign)).fold(0_u8, |seen, (one, other)| seen | (one ^ other));
    (differs == 0).then(|| MeetingId::new(uuid::Uuid::from_bytes(id)))
}

fn bytes(meeting: &MeetingId) -> [u8; ID] {
    let digits = meeting.as_str().trim_start_matches(MeetingId::PREFIX).trim_start_matches('_');
    let mut id = [0; ID];
    // An id is made of such digits, whoever wrote it down.
    if hex::decode_to_slice(digits, &mut id).is_err() {
        id = [0; ID];
    }
    id
}

fn tag(id: &[u8; ID], sign: Sign<'_>) -> [u8; TAG] {
    let signature = sign(&[CONTEXT, id.as_slice()].concat());
    let mut tag = [0; TAG];
    for (to, from) in tag.iter_mut().zip(signature) {
        *to = from;
    }
    tag
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    use super::*;

    fn sign(content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"secret".as_slice(), content].concat()).into()
    }

    fn other_key(content: &[u8]) -> [u8; 32] {
        Sha256::digest([b"guess!".as_slice(), content].concat()).into()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn a_link_leads_to_its_meeting_and_no_other(number in any::<u128>(), place in 0_usize..64, digit in 0_u8..16) {
            let meeting = MeetingId::new(uuid::Uuid::from_u128(number));
            let link = token(&meeting, &sign);
            prop_assert_eq!(read(&link, &sign), Some(meeting.clone()));
            prop_assert_eq!(read(&link, &other_key), None);
            let digit = char::from_digit(u32::from(digit), 16).expect("a digit");
            let changed: String = link.chars().enumerate().map(|(at, c)| if at == place { digit } else { c }).collect();
            prop_assert_eq!(read(&changed, &sign), (changed == link).then_some(meeting));
        }

        #[test]
        fn no_text_is_taken_for_a_link(text in "\\PC{0,80}") {
            prop_assert_eq!(read(&text, &sign), None);
        }
    }
}
