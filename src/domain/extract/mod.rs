//! Reads facts out of a visitor's own words, without a model: the same words always give the same facts.

mod answer;
mod budget;
mod company;
mod company_signed;
mod company_words;
mod dial;
mod elsewhere;
mod email;
mod ending;
mod han_name;
mod heard;
mod interest;
mod interest_words;
mod introduced;
mod joke;
mod kin_words;
mod mail_head;
mod name;
mod name_alone;
mod name_beside;
mod name_words;
mod number_words;
mod numbered;
mod order_words;
mod owner;
mod owner_words;
mod phone;
mod phone_words;
mod proof;
mod read_there;
mod ready;
mod sentence_words;
mod signature;
mod spelt;
mod spelt_words;
mod text;
mod time_words;
mod timeline;
mod unreached;
mod unreached_words;
mod which;

use std::ops::Range;

pub use answer::{name_in_answer, told_in_answer};
pub use dial::{at_best, e164, international, possible};
pub use proof::{carried, is_same, proven};
pub use ready::ready;
pub use text::{Cues, fold};
pub use which::chosen_of_two;

use self::{
    email::Address,
    owner::{Place, Whose},
    phone::Number,
};
use super::{capture::Field, country::Country, email::Email};

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
    names.retain(|name| !joke::is_one(text, &name.span));
    let own = contacts.own();
    if names.is_empty() && !own.is_empty() && !joke::is_in(text) {
        names.extend(name::beside_contact(text, &own));
    }
    let companies = companies(text, &names);
    let name = chosen(names.into_iter().map(|introduced| {
        let whose = if introduced.certain { Whose::Stated } else { Whose::Presumed };
        let corrects = is_correction(text, &introduced.span);
        (introduced, whose, corrects)
    }));
    let email = chosen(people_first(contacts.emails).into_iter()).map(|(address, explicit)| completed(text, address, explicit));
    let phone = chosen(mobiles_first(contacts.phones).into_iter().filter(|(number, _, _)| number.sure));
    let company = chosen(companies.into_iter().map(|(span, name)| {
        let corrects = is_correction(text, &span);
        ((span, name), Whose::Presumed, corrects)
    }));
    // What only understanding tells well: the first place that says it plainly.
    let plainly = |field, span: Option<Range<usize>>| span.map(|span| found(field, &text[span.clone()], &span, is_correction(text, &span)));
    let interest = interest::find(text);
    let timeline = timeline::find(text).or_else(|| timeline::beside_interest(text, interest.as_ref()?));
    let all = [
        name.map(|(one, explicit)| found(Field::Name, &one.name, &one.span, explicit)),
        email.map(|(one, explicit)| found(Field::Email, one.email.as_str(), &one.span, explicit)),
        phone.map(|(one, explicit)| found(Field::Phone, one.phone.as_str(), &one.span, explicit)),
        company.map(|((span, name), explicit)| found(Field::Company, &name, &span, explicit)),
        plainly(Field::Interest, interest.clone()),
        plainly(Field::Budget, budget::find(text)),
        plainly(Field::Timeline, timeline),
    ];
    all.into_iter().flatten().collect()
}

/// Where somebody's name is, their company may stand beside it.
fn companies(text: &str, names: &[name::Introduced]) -> Vec<(Range<usize>, String)> {
    let mut all = company::find(text);
    if all.is_empty() {
        all.extend(names.iter().find_map(|name| company::beside_name(text, name.span.end)));
    }
    all
}

/// The known address as this message corrects it by its wrong part alone ("sorry, .co.uk not .com").
pub fn email_corrected(text: &str, known: &str) -> Option<Found> {
    let own = heard::own_words(text)?;
    let (email, span) = ending::corrected(own.as_ref(), &Email::parse(known).ok()?)?;
    Some(Found { field: Field::Email, value: email.as_str().to_owned(), quote: text.get(span)?.to_owned(), explicit: true })
}

/// The same within one message: the words behind an address may correct its end.
fn completed(text: &str, address: Address, explicit: bool) -> (Address, bool) {
    let rest = &text[address.span.end..];
    match ending::corrected(rest, &address.email) {
        Some((email, part)) => (Address { span: address.span.start..address.span.end + part.end, email }, true),
        None => (address, explicit),
    }
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

impl Contacts {
    /// Where those stand that are the visitor's.
    fn own(&self) -> Vec<Range<usize>> {
        let emails = self.emails.iter().map(|(address, whose, _)| (address.span.clone(), *whose));
        let phones = self.phones.iter().filter(|(number, ..)| number.sure).map(|(number, whose, _)| (number.span.clone(), *whose));
        emails.chain(phones).filter(|(_, whose)| matches!(whose, Whose::Stated | Whose::Presumed)).map(|(span, _)| span).collect()
    }
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

/// "I wrote to support@… twice. Ana, ana@…": where nothing else tells them apart, a person's own mailbox.
fn people_first(mut emails: Vec<(Address, Whose, bool)>) -> Vec<(Address, Whose, bool)> {
    if emails.iter().all(|(_, whose, _)| *whose != Whose::Stated) {
        emails.sort_by_key(|(address, ..)| email::is_of_a_team(&address.email));
    }
    emails
}

/// Under a letter stand the office's number and the writer's own: the mobile is the one to reach them by. Only where
/// nothing else tells them apart.
fn mobiles_first(mut phones: Vec<(Number, Whose, bool)>) -> Vec<(Number, Whose, bool)> {
    if phones.iter().all(|(_, whose, corrects)| *whose == Whose::Presumed && !corrects) {
        phones.sort_by_key(|(number, ..)| !number.mobile);
    }
    phones
}

fn is_correction(text: &str, span: &Range<usize>) -> bool {
    Place { text, span: span.clone(), floor: 0, ceiling: text.len(), number: false }.is_correction()
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
mod own_contact_tests;
#[cfg(test)]
mod tests;
