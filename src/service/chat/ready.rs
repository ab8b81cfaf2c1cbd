//! What is understood of meetings, made ready before anybody speaks: word lists and patterns are compiled when they are
//! first needed.

use jiff::{Timestamp, tz::TimeZone};

use super::secretary::cues;
use crate::domain::{
    claims,
    when::{Asked, understand},
};

/// Compiles them now, so that no visitor waits for it.
pub fn ready() {
    learn();
}

/// How much of the sentences in it was understood: of the times, of the wishes, of the claims.
fn learn() -> [usize; 3] {
    let asked = Asked { at: Timestamp::UNIX_EPOCH, visitor: None, business: &TimeZone::UTC, locale: None };
    let times = ["tomorrow at 5 pm", "kal shaam 5 baje", "el viernes a las 10"].map(|text| understand(text, &asked).len());
    let wishes =
        [cues::speaks_of_meeting("can we meet"), cues::wants_to_move("move it"), cues::wants_to_cancel("cancel it"), cues::is_yes("yes")];
    // Words that are held are looked at twice: while they come, and as a sentence.
    let claimed = ["I have booked it.", "It is not booked.", "Is it booked?"]
        .map(|text| claims::suspicion(text) != claims::Suspicion::None && claims::claims_booking(text));
    [
        times.iter().filter(|times| **times > 0).count(),
        wishes.iter().filter(|wish| **wish).count(),
        claimed.iter().filter(|claim| **claim).count(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_ready_is_understood() {
        assert_eq!(learn(), [3, 4, 1]);
    }
}
