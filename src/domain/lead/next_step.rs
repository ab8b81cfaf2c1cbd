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

/// None where nothing is to be done (won, lost, a meeting ahead, a follow-up that is still to come).
pub fn next_step(lead: &Lead, now: Timestamp) -> Option<Advice> {
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
        (LeadStatus::MeetingScheduled, None) => advice("Prepare the meeting", "A meeting is agreed. Read the conversation before it."),
        (_, None) if way.is_none() => advice("Ask how to reach them", "There is a name, but no e-mail and no phone yet."),
        (LeadStatus::New, None) => advice(format!("{} today{subject}", way.unwrap_or_default()), "Nobody has answered in person yet."),
        (LeadStatus::Contacted | LeadStatus::Qualified, None) if is_quiet(lead, now) => {
            advice(format!("{} again{subject}", way.unwrap_or_default()), "Nothing has happened for three days.")
        }
        (LeadStatus::Contacted, None) => advice("Set a follow-up", "You are in touch. A date keeps it from being forgotten."),
        (LeadStatus::Qualified, None) => advice("Offer a meeting", "They want it and can be reached."),
    }
}

fn is_quiet(lead: &Lead, now: Timestamp) -> bool {
    now.as_second().saturating_sub(lead.updated_at.as_second()) > QUIET_S
}
