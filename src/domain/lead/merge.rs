//! Two leads that are one person: put together, and taken apart again exactly.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Lead, LeadStatus, edit::MOST_NOTES};
use crate::domain::{
    capture::{Facts, Field},
    time::Timestamp,
};

/// What is needed to take a merge back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRecord {
    /// The lead that stayed, before and just after.
    pub before: Lead,
    pub after: Lead,
    /// The lead that became part of it.
    pub absorbed: Lead,
    pub at: Timestamp,
}

/// `other` becomes part of `lead`. For each field the later word counts, as [`Facts::learn`] has it; what people
/// decided (status, follow-up, assignee, notes) is kept from `lead` and filled from `other` where it has none. Of the notes of both
/// stays what an edit may hold; the rest is [`left_out`].
pub fn merge(lead: &Lead, other: &Lead, at: Timestamp) -> Lead {
    let mut merged = lead.clone();
    for fact in other.facts.iter() {
        merged.facts.learn(fact.clone());
    }
    merged.status = further(lead.status, other.status);
    merged.follow_up_at = match (lead.follow_up_at, other.follow_up_at) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    merged.assignee = lead.assignee.clone().or_else(|| other.assignee.clone());
    merged.notes = joined(lead.notes.as_deref(), other.notes.as_deref()).0;
    for (key, value) in other.custom.iter() {
        merged.custom.take(key, value.clone());
    }
    for id in &other.conversation_ids {
        if !merged.conversation_ids.contains(id) {
            merged.conversation_ids.push(id.clone());
        }
    }
    merged.absorbed = [other.id.clone()].into_iter().chain(other.absorbed.iter().cloned()).chain(lead.absorbed.iter().cloned()).collect();
    merged.created_at = lead.created_at.min(other.created_at);
    merged.updated_at = at;
    merged.version = lead.version + 1;
    merged
}

/// The lead as it would be without the merge: what was changed since then stays changed (what was taken away, too), all
/// else is as it was before.
pub fn unmerge(now: &Lead, record: &MergeRecord, at: Timestamp) -> Lead {
    let (before, after) = (&record.before, &record.after);
    let fact = |field: Field| kept(&now.facts.get(field).cloned(), &after.facts.get(field).cloned(), &before.facts.get(field).cloned());
    let mut facts = Facts::default();
    for field in before.facts.iter().chain(now.facts.iter()).map(|fact| fact.field) {
        if let Some(fact) = fact(field).filter(|_| facts.get(field).is_none()) {
            facts.learn(fact);
        }
    }
    let keys: BTreeSet<&str> = now.custom.keys().chain(before.custom.keys()).collect();
    let value = |key: &str| kept(&now.custom.value(key).cloned(), &after.custom.value(key).cloned(), &before.custom.value(key).cloned());
    let custom = keys.into_iter().filter_map(|key| Some((key.to_owned(), value(key)?))).collect();
    let later = now.conversation_ids.iter().filter(|id| !after.conversation_ids.contains(id)).cloned();
    // One that came in since stays, also where that merge is forgotten and cannot be taken back before this one.
    let came_later = now.absorbed.iter().filter(|id| !after.absorbed.contains(id)).cloned();
    Lead {
        id: before.id.clone(),
        facts,
        notes: kept(&now.notes, &after.notes, &before.notes),
        custom,
        status: kept(&now.status, &after.status, &before.status),
        follow_up_at: kept(&now.follow_up_at, &after.follow_up_at, &before.follow_up_at),
        assignee: kept(&now.assignee, &after.assignee, &before.assignee),
        score: before.score.clone(),
        source: before.source.clone(),
        conversation_ids: before.conversation_ids.iter().cloned().chain(later).collect(),
        absorbed: came_later.chain(before.absorbed.iter().cloned()).collect(),
        created_at: before.created_at,
        updated_at: at,
        version: now.version + 1,
    }
}

fn kept<T: Clone + PartialEq>(now: &T, after: &T, before: &T) -> T {
    if now == after { before.clone() } else { now.clone() }
}

/// The status that is further on the way; an open lead beats one that is lost.
pub fn further(a: LeadStatus, b: LeadStatus) -> LeadStatus {
    let rank = |status| match status {
        LeadStatus::Lost => 0,
        LeadStatus::New => 1,
        LeadStatus::Contacted => 2,
        LeadStatus::Qualified => 3,
        LeadStatus::MeetingScheduled => 4,
        LeadStatus::Won => 5,
    };
    if rank(a) >= rank(b) { a } else { b }
}

/// The end of both notes, for which the merged lead has no room.
pub fn left_out(lead: &Lead, other: &Lead) -> Option<String> {
    joined(lead.notes.as_deref(), other.notes.as_deref()).1
}

/// Both notes, as many characters as an edit may hold, and what is behind those.
fn joined(one: Option<&str>, other: Option<&str>) -> (Option<String>, Option<String>) {
    let all = match (one, other) {
        (Some(one), Some(other)) if one != other => format!("{one}\n\n{other}"),
        (one, other) => return (one.or(other).map(str::to_owned), None),
    };
    let end = all.char_indices().nth(MOST_NOTES).map_or(all.len(), |(end, _)| end);
    let (kept, rest) = all.split_at(end);
    let rest = rest.trim();
    (Some(kept.trim_end().to_owned()), (!rest.is_empty()).then(|| rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::{Fact, Origin},
        ids::{ConversationId, LeadId},
        lead::{Source, score::Score},
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::constant(second, 0)
    }

    fn fact(field: Field, value: &str, second: i64) -> Fact {
        Fact { field, value: value.into(), quote: value.into(), message_id: None, at: at(second), origin: Origin::Form }
    }

    fn lead(number: u128, facts: Vec<Fact>) -> Lead {
        Lead {
            id: LeadId::new(uuid::Uuid::from_u128(number)),
            facts: facts.into_iter().collect(),
            notes: Some(format!("note {number}")),
            custom: [("size".to_owned(), number.to_string())].into(),
            status: LeadStatus::New,
            follow_up_at: None,
            assignee: None,
            score: Score::default(),
            source: Source::default(),
            conversation_ids: vec![ConversationId::new(uuid::Uuid::from_u128(number))],
            absorbed: vec![],
            created_at: at(i64::try_from(number).expect("small")),
            updated_at: at(10),
            version: 4,
        }
    }

    #[test]
    fn a_merge_keeps_everything_of_both() {
        let (one, mut two) = (lead(2, vec![fact(Field::Email, "a@x.example", 1)]), lead(1, vec![fact(Field::Phone, "+1", 5)]));
        two.status = LeadStatus::Qualified;
        two.follow_up_at = Some(at(99));
        let merged = merge(&one, &two, at(20));
        assert_eq!((merged.facts.value(Field::Email), merged.facts.value(Field::Phone)), (Some("a@x.example"), Some("+1")));
        assert_eq!((merged.status, merged.follow_up_at, merged.version), (LeadStatus::Qualified, Some(at(99)), 5));
        assert_eq!(merged.notes.as_deref(), Some("note 2\n\nnote 1"));
        assert_eq!((merged.conversation_ids.len(), merged.created_at), (2, at(1)));
        assert_eq!(merged.custom.get("size"), Some("2"));
    }

    #[test]
    fn taking_it_back_restores_both_and_keeps_what_came_after() {
        let (one, two) = (lead(2, vec![fact(Field::Email, "a@x.example", 1)]), lead(1, vec![fact(Field::Phone, "+1", 5)]));
        let after = merge(&one, &two, at(20));
        let record = MergeRecord { before: one.clone(), after: after.clone(), absorbed: two, at: at(20) };
        let back = unmerge(&after, &record, at(30));
        assert_eq!(back, Lead { version: 6, updated_at: at(30), ..one.clone() }, "exactly as it was");

        let mut grown = after.clone();
        grown.status = LeadStatus::Won;
        grown.facts.learn(fact(Field::Company, "Lima", 25));
        let back = unmerge(&grown, &record, at(30));
        assert_eq!((back.status, back.facts.value(Field::Company), back.facts.value(Field::Phone)), (LeadStatus::Won, Some("Lima"), None));
        assert_eq!(back.notes, one.notes);
    }

    #[test]
    fn long_notes_are_cut_where_an_edit_would_end_and_what_is_left_out_is_told() {
        let noted = |number, notes: &str| Lead { notes: Some(notes.into()), ..lead(number, vec![]) };
        let (one, two) = (noted(2, &"é".repeat(3_000)), noted(1, &"ü".repeat(1_500)));
        let after = merge(&one, &two, at(20));
        let notes = after.notes.clone().expect("notes");
        assert_eq!((notes.chars().count(), notes.ends_with('ü')), (4_000, true));
        assert_eq!(left_out(&one, &two), Some("ü".repeat(502)));
        let record = MergeRecord { before: one.clone(), after: after.clone(), absorbed: two, at: at(20) };
        assert_eq!(unmerge(&after, &record, at(30)).notes, one.notes);

        assert_eq!(left_out(&noted(2, "Rang"), &noted(1, "Rang twice")), None);
        let (full, short) = (noted(2, &"é".repeat(4_000)), noted(1, "Rang"));
        assert_eq!((merge(&full, &short, at(20)).notes, left_out(&full, &short)), (full.notes.clone(), Some("Rang".into())));
    }

    #[test]
    fn who_came_in_since_stays_in() {
        let (one, two, three) = (lead(2, vec![]), lead(1, vec![]), Lead { absorbed: vec![lead(4, vec![]).id], ..lead(3, vec![]) });
        let after = merge(&one, &two, at(20));
        let record = MergeRecord { before: one, after: after.clone(), absorbed: two, at: at(20) };
        let back = unmerge(&merge(&after, &three, at(25)), &record, at(30));
        assert_eq!(back.absorbed, [three.id, three.absorbed[0].clone()]);
        assert_eq!(back.conversation_ids.len(), 2, "its own and the third one's");
    }

    #[test]
    fn what_was_taken_away_since_does_not_come_back() {
        let (one, two) = (lead(2, vec![fact(Field::Email, "a@x.example", 1), fact(Field::Name, "Ana", 1)]), lead(1, vec![]));
        let after = merge(&one, &two, at(20));
        let record = MergeRecord { before: one, after: after.clone(), absorbed: two, at: at(20) };
        let mut cleared = after;
        cleared.facts.forget(Field::Email);
        cleared.custom.remove("size");
        cleared.notes = None;
        let back = unmerge(&cleared, &record, at(30));
        assert_eq!((back.facts.value(Field::Email), back.facts.value(Field::Name)), (None, Some("Ana")));
        assert_eq!((back.custom.len(), back.notes), (0, None));
    }
}
