//! The leads: those of `make bench-leads`, from different places, a fourth of them followed up.

use chatimjd::{
    domain::{
        ids::EventId,
        lead::{
            Lead, LeadStatus, Source,
            timeline::{Actor, Happening, LeadEvent},
        },
        time::Timestamp,
    },
    service::ports::LeadTrace,
};

use super::{super::leads::person, talks, times::Times, visit::Visit};

/// How many leads one instruction has talked with.
const OF_AN_INSTRUCTION: u64 = 50_000;
/// Distinguishes the ids of these lines from those of a lead's others.
const LINE: u8 = 7;
const HOUR_S: u64 = 3_600;
/// One of so many is to be called, a week ago or within a week: a report tells all of these.
const FOLLOWED_UP: u64 = 5_000;
const WEEK_H: u64 = 168;

pub fn instruction(number: u64) -> u32 {
    u32::try_from(number / OF_AN_INSTRUCTION).unwrap_or(0) + 1
}

/// Every second one has talked with us.
pub fn lead(number: u64, times: &Times) -> (Lead, LeadTrace) {
    let (lead, mut trace) = person::made_at(number, times.of(number), times.until);
    let Visit { channel, locale, page } = Visit::of(number);
    let line = come_on(number, &lead, times.until);
    let lead = Lead {
        status: if line.is_some() { lead.status } else { LeadStatus::New },
        follow_up_at: number.is_multiple_of(FOLLOWED_UP).then(|| follow_up(number, times.until)),
        source: Source { channel, page, language: Some(locale.to_owned()), instruction: Some(instruction(number)) },
        conversation_ids: if number.is_multiple_of(2) { vec![talks::id(number / 2, times)] } else { vec![] },
        ..lead
    };
    trace.events.extend(line);
    (lead, trace)
}

fn follow_up(number: u64, now: Timestamp) -> Timestamp {
    now + person::seconds(number / FOLLOWED_UP * 5 % (2 * WEEK_H) * HOUR_S) - person::seconds(WEEK_H * HOUR_S)
}

/// The line of a lead that has come to its status, within some days.
fn come_on(number: u64, lead: &Lead, until: Timestamp) -> Option<LeadEvent> {
    let at = lead.created_at + person::seconds(number % 240 * HOUR_S + 600);
    let has_come = (number / 7).is_multiple_of(4) && lead.status != LeadStatus::New && at < until;
    has_come.then(|| LeadEvent {
        id: EventId::new(person::id(at, LINE, number)),
        at,
        by: Actor::Key("bench".into()),
        what: Happening::Status { from: LeadStatus::New, to: lead.status },
    })
}
