//! What to do next about a lead, and why: rules, so that the same lead gets the same advice. Pure.

use super::{Lead, LeadStatus};
use crate::domain::{capture::Field, time::Timestamp};

/// A quiet lead has not been touched for so long, in seconds.
const QUIET_S: i64 = 3 * 24 * 3_600;

/// Advice for the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub text: String,
    pub why: String,
}

fn advice(text: impl Into<String>, why: impl Into<String>) -> Option<Advice> {
    Some(Advice { text: text.into(), why: why.into() })
}

/// None where nothing is to be done (won, lost, a follow-up that is still to come). `has_meeting`: one with them is to come.
pub fn next_step(lead: &Lead, has_meeting: bool, now: Timestamp) -> Option<Advice> {
    let way = match (lead.value(Field::Phone), lead.value(Field::Email)) {
        (Some(_), _) => Some("Call them"),
        (None, Some(_)) => Some("Write to them"),
        (None, None) => None,
    };
    let subject = lead.value(Field::Interest).map(|interest| format!(" about “{interest}”")).unwrap_or_default();
    match (lead.status, lead.follow_up_at) {
        (LeadStatus::Won | LeadStatus::Lost, _) => None,
        (_, Some(due)) if due <= now => advice(format!("{}{subject}", way.unwrap_or("Get in touch")), "The follow-up that you set is due."),
        (_, Some(_)) => None,
        (_, None) if has_meeting => advice("Prepare the meeting", "A meeting is agreed. Read the conversation before it."),
        (_, None) if way.is_none() => advice("Ask how to reach them", "There is a name, but no e-mail and no phone yet."),
        (LeadStatus::New, None) => advice(format!("{} today{subject}", way.unwrap_or_default()), "Nobody has answered in person yet."),
        (LeadStatus::Contacted | LeadStatus::Qualified, None) if is_quiet(lead, now) => {
            advice(format!("{} again{subject}", way.unwrap_or_default()), "Nothing has happened for three days.")
        }
        (LeadStatus::Contacted, None) => advice("Set a follow-up", "You are in touch. A date keeps it from being forgotten."),
        (LeadStatus::Qualified, None) => advice("Offer a meeting", "They want it and can be reached."),
        (LeadStatus::MeetingScheduled, None) => advice("Set a follow-up", "No meeting with them is to come."),
    }
}

fn is_quiet(lead: &Lead, now: Timestamp) -> bool {
    now.as_second().saturating_sub(lead.updated_at.as_second()) > QUIET_S
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::{Fact, Origin},
        ids::LeadId,
        lead::{Source, score::Score},
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(second, 0)
    }

    /// Ana, who can be written to.
    fn lead(status: LeadStatus, follow_up_at: Option<Timestamp>) -> Lead {
        let email = Fact {
            field: Field::Email,
            value: "ana@x.example".into(),
            quote: String::new(),
            message_id: None,
            at: at(1),
            origin: Origin::Form,
        };
        Lead {
            id: LeadId::new(uuid::Uuid::from_u128(1)),
            facts: [email].into_iter().collect(),
            notes: None,
            custom: Default::default(),
            status,
            follow_up_at,
            assignee: None,
            score: Score::default(),
            source: Source::default(),
            conversation_ids: vec![],
            absorbed: vec![],
            created_at: at(1),
            updated_at: at(1),
            version: 1,
        }
    }

    #[test]
    fn a_meeting_is_prepared_while_one_is_to_come_whatever_the_status_says() {
        let text = |status, has_meeting| next_step(&lead(status, None), has_meeting, at(2)).map(|advice| advice.text);
        for status in [LeadStatus::New, LeadStatus::Contacted, LeadStatus::Qualified, LeadStatus::MeetingScheduled] {
            assert_eq!(text(status, true).as_deref(), Some("Prepare the meeting"), "{status:?}");
            assert_ne!(text(status, false).as_deref(), Some("Prepare the meeting"), "{status:?}");
        }
        assert_eq!(text(LeadStatus::MeetingScheduled, false).as_deref(), Some("Set a follow-up"), "there was one, and it is over");
        assert_eq!((text(LeadStatus::Won, true), text(LeadStatus::Lost, false)), (None, None));
    }

    #[test]
    fn a_follow_up_comes_first() {
        let text = |due| next_step(&lead(LeadStatus::MeetingScheduled, Some(due)), true, at(5)).map(|advice| advice.text);
        assert_eq!((text(at(5)).as_deref(), text(at(6))), (Some("Write to them"), None));
    }
}
