//! Who visits: invented people, no two of them alike. Their addresses and numbers are of the ranges that belong to nobody.

use std::collections::BTreeMap;

use super::{
    dice::Dice,
    words::{self, Tongue},
};

/// Reserved for examples, all of them.
const HOSTS: [&str; 4] = ["example.com", "example.org", "example.net", "mail.example"];
/// Each of them keeps a hundred numbers for stories: together they are enough for everybody.
const AREAS: [u16; 10] = [212, 917, 646, 617, 215, 305, 404, 202, 313, 410];

#[derive(Clone)]
pub struct Person {
    pub words: &'static Tongue,
    pub name: String,
    pub email: String,
    /// As they write it, and as it is dialled from anywhere.
    pub phone: String,
    pub dialled: String,
    pub locale: &'static str,
    pub zone: &'static str,
}

impl Person {
    /// A line of theirs, with who they are put in.
    pub fn says(&self, line: &str) -> String {
        line.replace("{name}", &self.name).replace("{email}", &self.email).replace("{phone}", &self.phone)
    }
}

/// Everybody so far.
#[derive(Default)]
pub struct Crowd {
    by_language: BTreeMap<&'static str, usize>,
    count: usize,
}

impl Crowd {
    pub fn next(&mut self, dice: &mut Dice) -> Person {
        let words = *dice.weighted(&words::ALL);
        let number = self.by_language.entry(words.locales[0]).or_default();
        let (name, address) = named(words, *number);
        *number += 1;
        self.count += 1;
        // The browser's language and its zone go together.
        let at = dice.below(words.locales.len().max(words.zones.len()));
        let (locale, zone) = (words.locales[at % words.locales.len()], words.zones[at % words.zones.len()]);
        let (phone, dialled) = numbered(zone, self.count);
        Person { words, name, email: format!("{address}@{}", dice.pick(&HOSTS)), phone, dialled, locale, zone }
    }
}

/// The name of a language's next visitor, and how an address is made of it. Given and family names go round at different
/// speeds: no pair comes twice before all have come.
fn named(words: &Tongue, number: usize) -> (String, String) {
    let (given, family) = (words.given, words.family);
    let round = number / given.len();
    let (first, first_latin) = given[number % given.len()];
    let (last, last_latin) = family[(number + round) % family.len()];
    let name = if words.is_family_first { format!("{last}{first}") } else { format!("{first} {last}") };
    let again = number / (given.len() * family.len());
    let more = if again == 0 { String::new() } else { format!("{}", again + 1) };
    (name, format!("{first_latin}.{last_latin}{more}"))
}

/// A number out of what each country keeps for stories and films.
fn numbered(zone: &str, number: usize) -> (String, String) {
    let (two, three) = (number % 100, number % 1_000);
    match zone {
        "America/New_York" => {
            let area = AREAS[number / 100 % AREAS.len()];
            (format!("+1 {area} 555 01{two:02}"), format!("+1{area}55501{two:02}"))
        }
        "Europe/Paris" => (format!("+33 6 39 98 {:02} {two:02}", number / 100), format!("+3363998{:02}{two:02}", number / 100)),
        "Europe/Berlin" => (format!("+49 30 23125 {three:03}"), format!("+493023125{three:03}")),
        _ => (format!("07700 900{three:03}"), format!("+447700900{three:03}")),
    }
}
