//! The leads of the bench: the same number is always the same person, known by the same words.

use chatimjd::{
    domain::{
        capture::{Fact, Facts, Field, Origin},
        conversation::{Channel, SitePage},
        ids::{EventId, LeadId, MessageId},
        lead::{
            Lead, LeadStatus, Source,
            identity::keys_of,
            score::score,
            timeline::{Actor, Beginning, Happening, LeadEvent},
        },
        time::Timestamp,
    },
    service::ports::LeadTrace,
};
use jiff::SignedDuration;
use uuid::Uuid;

const GIVEN: [&str; 40] = [
    "Ana", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hamza", "Ines", "Jonas", "Kavya", "Liam", "Mina", "Nadia", "Omar",
    "Petra", "Quentin", "Rosa", "Samir", "Tara", "Uma", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe", "Amina", "Boris", "Clara", "Diego",
    "Emre", "Freya", "Gita", "Hugo", "Iris", "Jamal", "Klara", "Luca", "Maya", "Nils",
];
const FAMILY: [&str; 20] = [
    "Almeida",
    "Bergstrom",
    "Castellano",
    "Dvorak",
    "Eriksen",
    "Fontaine",
    "Grimaldi",
    "Hashimi",
    "Ivanova",
    "Jensen",
    "Kowalski",
    "Lindgren",
    "Moreau",
    "Novak",
    "Okonkwo",
    "Petrov",
    "Quiroga",
    "Rahman",
    "Schneider",
    "Tanaka",
];
const WISHES: [&str; 5] = ["a new kitchen", "two bathrooms", "a home office", "wardrobes for three rooms", "a media wall"];
/// Made over two years, evenly.
const SPAN_S: u64 = 2 * 365 * 86_400;

fn one_of<'a>(all: &[&'a str], number: u64) -> &'a str {
    all[usize::try_from(number % all.len() as u64).unwrap_or(0)]
}

pub fn given(number: u64) -> &'static str {
    // Neighbours in time are no namesakes.
    one_of(&GIVEN, number.wrapping_mul(7))
}

fn family(number: u64) -> &'static str {
    one_of(&FAMILY, number / 40)
}

pub fn email(number: u64) -> String {
    format!("{}.{}.{number:07}@example.com", given(number), family(number)).to_lowercase()
}

/// Behind a plus; a country code that is nobody's.
pub fn digits(number: u64) -> String {
    format!("999{number:09}")
}

/// What finds this one person, as a query's value.
pub fn words(number: u64) -> String {
    format!("{}+{number:07}", given(number))
}

/// Of ten: four, two, and one of each other. Namesakes are of different ones.
pub fn status(number: u64) -> LeadStatus {
    match (number + number / 100) % 10 {
        0..=3 => LeadStatus::New,
        4 | 5 => LeadStatus::Contacted,
        6 => LeadStatus::Qualified,
        7 => LeadStatus::MeetingScheduled,
        8 => LeadStatus::Won,
        _ => LeadStatus::Lost,
    }
}

/// The lead of this number, of so many, with its keys and its five lines.
pub fn lead(number: u64, count: u64, now: Timestamp) -> (Lead, LeadTrace) {
    made_at(number, now - seconds(SPAN_S - number * SPAN_S / count), now)
}

/// The same, made at this time.
pub fn made_at(number: u64, created_at: Timestamp, now: Timestamp) -> (Lead, LeadTrace) {
    let ago = u64::try_from(now.duration_since(created_at).as_secs()).unwrap_or(0);
    let facts = facts(number, created_at);
    let (claims, events) = (keys_of(&facts), events(number, created_at, &facts));
    let lead = Lead {
        id: LeadId::new(id(created_at, 0, number)),
        score: score(&facts, u32::try_from(number % 8).unwrap_or(0)),
        facts,
        notes: number.is_multiple_of(4).then(|| "Prefers to be called in the morning.".to_owned()),
        custom: Default::default(),
        status: status(number),
        follow_up_at: number.is_multiple_of(5).then(|| now + seconds(number % 2_000 * 3_600) - seconds(1_000 * 3_600)),
        assignee: None,
        source: Source {
            channel: Channel::Website,
            page: SitePage { url: Some("https://shop.example.com/kitchens".into()), ..SitePage::default() },
            ..Source::default()
        },
        conversation_ids: vec![],
        absorbed: vec![],
        created_at,
        updated_at: created_at + seconds(number * 31 % (ago + 1)),
        version: 1,
    };
    (lead, LeadTrace { claims, events, ..LeadTrace::default() })
}

pub fn seconds(count: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Of version 7, and another one for each kind and number.
pub fn id(at: Timestamp, kind: u8, number: u64) -> Uuid {
    let mut rest = [0_u8; 10];
    rest[1] = kind;
    rest[2..].copy_from_slice(&number.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.as_millisecond()).unwrap_or(0), &rest).into_uuid()
}

fn facts(number: u64, at: Timestamp) -> Facts {
    let message = MessageId::new(id(at, 1, number));
    let fact =
        |field, value: String| Fact { field, quote: value.clone(), value, message_id: Some(message.clone()), at, origin: Origin::Parser };
    let mut facts = vec![
        fact(Field::Name, format!("{} {}", given(number), family(number))),
        fact(Field::Email, email(number)),
        fact(Field::Phone, format!("+{}", digits(number))),
        fact(Field::Interest, one_of(&WISHES, number / 3).to_owned()),
    ];
    if number.is_multiple_of(3) {
        facts.push(fact(Field::Budget, format!("{},000", number % 40 + 1)));
    }
    if number.is_multiple_of(2) {
        facts.push(fact(Field::Company, format!("{} & Partners", family(number + 40))));
    }
    facts.into_iter().collect()
}

fn events(number: u64, at: Timestamp, facts: &Facts) -> Vec<LeadEvent> {
    let values = facts.iter().map(|fact| (fact.field, fact.value.clone())).collect();
    let what = [
        (Actor::Visitor, Happening::Created { how: Beginning::Captured }),
        (Actor::Visitor, Happening::Captured { values, custom: vec![], message_id: Some(MessageId::new(id(at, 1, number))) }),
        (Actor::Key("bench".into()), Happening::noted("Wants to compare two more offers first.")),
        (Actor::Key("bench".into()), Happening::noted("Called, no answer. Left a message.")),
        (Actor::Key("bench".into()), Happening::noted("Sent the brochure and two pictures.")),
    ];
    let line = |(kind, (by, what))| LeadEvent { id: EventId::new(id(at, kind, number)), at, by, what };
    (2_u8..).zip(what).map(line).collect()
}
