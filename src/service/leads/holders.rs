//! Whose an address or a number is, also where nobody has claimed it.

use super::digits;
use crate::{
    domain::{
        capture::Field,
        lead::{
            Lead,
            identity::PersonKey,
            query::{LeadFilter, Sort},
        },
        page::PageSize,
    },
    service::{error::StorageError, ports::Leads},
};

/// The leads that are known by these keys, each with its key. A number that several give belongs to the first of them; once that one
/// has given it up, or is gone, it is the oldest one's of those who have it still.
pub async fn known_by(leads: &dyn Leads, keys: &[PersonKey]) -> Result<Vec<(PersonKey, Lead)>, StorageError> {
    let mut known = leads.owners(keys).await?;
    for key in keys {
        let PersonKey::Phone(number) = key else { continue };
        if known.iter().any(|(owned, _)| owned == key) {
            continue;
        }
        known.extend(holder(leads, number).await?.map(|lead| (key.clone(), lead)));
    }
    Ok(known)
}

async fn holder(leads: &dyn Leads, number: &str) -> Result<Option<Lead>, StorageError> {
    let filter = LeadFilter { q: Some(digits(number)), ..LeadFilter::default() };
    let found = leads.list(&filter, Sort::default(), PageSize::default(), None).await?;
    let has_it = |lead: &Lead| lead.value(Field::Phone) == Some(number);
    Ok(found.and_then(|page| page.items.into_iter().filter(has_it).min_by_key(|lead| lead.created_at)))
}
