//! Reads facts out of a visitor's own words, without a model: the same words always give the same facts.

mod answer;
mod budget;
mod company;
mod dial;
mod email;
mod heard;
mod interest;
mod name;
mod name_words;
mod owner;
mod owner_words;
mod phone;
mod phone_words;
mod proof;
mod signature;
mod text;
mod timeline;
mod which;

use std::ops::Range;

pub use answer::name_in_answer;
pub use dial::{at_best, international, possible};
pub use proof::{carried, is_same, proven};
pub use text::{Cues, fold};
pub use which::chosen_of_two;

use self::{
    email::Address,
    owner::{Place, Whose},
    phone::Number,
};
use super::{capture::Field, country::Country};

/// A value found in a text, and the words it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub field: Field,
    /// In canonical form (see `Email`, `Phone`, `PersonName`).
    pub value: String,
    /// The exact words of the text that carry the value.
    pub quote: String,
    /// The visitor says in so many words that it is theirs, or that it replaces what they said before.
    pub explicit: bool,
}

/// Everything the visitor says of themself in this message: at most one value a field, the last one where they
/// correct themself. Other people's addresses are not the visitor's. `home`: where a phone number without a country
/// code belongs.
pub fn from_visitor(text: &str, home: Option<Country>) -> Vec<Found> {
    let Some(own) = heard::own_words(text) else { return vec![] };
    // What is blanked out keeps its place, so that a span of the one is a span of the other.
    let (whole, text) = (text, own.as_ref());
    let contacts = contacts(text, home);
    let found = |field, value: &str, span: &Range<usize>, explicit| Found {
        field,
        value: value.to_owned(),
        quote: whole[span.clone()].to_owned(),
        explicit,
    };
    let mut names = name::find(text);
    if names.is_empty() && !(contacts.emails.is_empty() && contacts.phones.is_empty()) {
        names.extend(name::beside_contact(text));
    }
    let name = chosen(names.into_iter().map(|introduced| {
        let whose = if introduced.certain { Whose::Stated } else { Whose::Presumed };
        let corrects = is_correction(text, &introduced.span);
        (introduced, whose, corrects)
    }));
    let email = chosen(contacts.emails.into_iter());
    let phone = chosen(contacts.phones.into_iter().filter(|(number, _, _)| number.sure));
    let company = chosen(company::find(text).into_iter().map(|(span, name)| {
        let corrects = is_correction(text, &span);
        ((span, name), Whose::Presumed, corrects)
    }));
    // What only understanding tells well: the first place that says it plainly.
    let plainly = |field, span: Option<Range<usize>>| span.map(|span| found(field, &text[span.clone()], &span, is_correction(text, &span)));
    let all = [
        name.map(|(one, explicit)| found(Field::Name, &one.name, &one.span, explicit)),
        email.map(|(one, explicit)| found(Field::Email, one.email.as_str(), &one.span, explicit)),
        phone.map(|(one, explicit)| found(Field::Phone, one.phone.as_str(), &one.span, explicit)),
        company.map(|((span, name), explicit)| found(Field::Company, &name, &span, explicit)),
        plainly(Field::Interest, interest::find(text)),
        plainly(Field::Budget, budget::find(text)),
        plainly(Field::Timeline, timeline::find(text)),
    ];
    all.into_iter().flatten().collect()
}

/// All addresses or numbers that stand in a text, in their order and in canonical form, whoever's they are; none of
/// another field.
pub fn values_in(field: Field, text: &str, home: Option<Country>) -> Vec<String> {
    let contacts = contacts(text, home);
    match field {
        Field::Email => contacts.emails.into_iter().map(|(address, ..)| address.email.as_str().to_owned()).collect(),
        Field::Phone => contacts.phones.into_iter().map(|(number, ..)| number.phone.as_str().to_owned()).collect(),
        _ => vec![],
    }
}

/// Addresses and numbers of a text, each with whose it is and whether it corrects an earlier one.
struct Contacts {
    emails: Vec<(Address, Whose, bool)>,
    phones: Vec<(Number, Whose, bool)>,
}

fn contacts(text: &str, home: Option<Country>) -> Contacts {
    let emails = email::find(text);
    let taken: Vec<Range<usize>> = emails.iter().map(|address| address.span.clone()).collect();
    let phones = phone::find(text, &taken, home);
    let mut spans: Vec<(Range<usize>, bool)> = taken.into_iter().map(|span| (span, false)).collect();
    spans.extend(phones.iter().map(|number| (number.span.clone(), true)));
    spans.sort_by_key(|(span, _)| span.start);
    let owners = owner::of_all(text, &spans);
    let told = |span: &Range<usize>| {
        let place = spans.iter().position(|(other, _)| other == span);
        place.and_then(|at| owners.get(at)).copied().unwrap_or((Whose::Presumed, false))
    };
    let with = |span: &Range<usize>| told(span);
    Contacts {
        emails: emails
            .into_iter()
            .map(|address| {
                let (whose, corrects) = with(&address.span);
                (address, whose, corrects)
            })
            .collect(),
        phones: phones
            .into_iter()
            .map(|number| {
                let (whose, corrects) = with(&number.span);
                (number, whose, corrects)
            })
            .collect(),
    }
}

fn is_correction(text: &str, span: &Range<usize>) -> bool {
    Place { text, span: span.clone(), floor: 0, ceiling: text.len() }.is_correction()
}

/// The one that counts of several values of one field, and whether it is explicit: the first, until a later one
/// corrects it or is more plainly the visitor's.
fn chosen<T>(all: impl Iterator<Item = (T, Whose, bool)>) -> Option<(T, bool)> {
    let mut best: Option<(T, Whose, bool)> = None;
    for (value, whose, corrects) in all {
        if matches!(whose, Whose::Others | Whose::Disowned) {
            continue;
        }
        let replaces = match &best {
            None => true,
            Some((_, known, _)) => corrects || whose == Whose::Stated && *known == Whose::Presumed,
        };
        if replaces {
            best = Some((value, whose, corrects));
        }
    }
    best.map(|(value, whose, corrects)| (value, corrects || whose == Whose::Stated))
}

#[cfg(test)]
mod everyday_tests;
#[cfg(test)]
mod tests;
