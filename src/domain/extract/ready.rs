//! The parsers made ready before anybody speaks: word lists and patterns are compiled when they are first needed.

use super::{Found, chosen_of_two, email_corrected, from_visitor, proven, told_in_answer};
use crate::domain::{capture::Field, country::Country};

/// Messages that tell facts of all kinds, in all the ways in which people tell them.
const TOLD: [&str; 14] = [
    "Hello, my name is Ana Lima from Brooks Ltd. We need a new website before Christmas, we can spend up to $5,000. \
     E-mail ana at example dot com, not my boss bob@example.com, or call me on +44 20 7946 0958.",
    "The roof leaks, we think of around 900 euros, next week. Change ana@old.example to ana@new.example",
    "ana#example.com, replace the # with @. Is 020 7946 0000 still your number?",
    "Ask for me at 020 7946 0958. - Ana, Brooks Bakery",
    "Please send prices.\n\nKind regards,\nAna Lima\nShop manager\nBrooks Bakery\nTel. 020 7946 0958",
    "The spare part has number 020 7946 0000. Mujhe order dena hai 020 7946 0958",
    "Claim number 4711 4711 47. Your number 020 7946 0000 is still unanswered. Ana, ana@example.com",
    "ich habe an info@example.com geschrieben und warte. ana@example.com",
    "The number on your website is 020 7946 0000, whenever I call nobody answers. Support@example.com was given there and bounced, too. I am Ana Lima",
    "我叫郑文静，给 020 7946 0000 打了",
    "mera naam Ana hai, mujhe beti ke liye kitab chahiye",
    "main Lahore se Ana Lima baat kar rahi hoon",
    "ana@example.com, it may be wrong: @example.org, sorry",
    "您好\n\n此致\n郑文静\n采购部经理\n江南文化传播有限公司",
];

/// Our questions, and answers to them.
const ANSWERED: [(&str, &str); 4] = [
    ("May I ask your name?", "Ana Lima"),
    ("Apna naam bata dein.", "Ana Lima"),
    ("By when do you need it?", "next month"),
    ("What is your budget?", "around 300"),
];

/// Compiles every word list and pattern now, so that no visitor waits for it.
pub fn ready() {
    learn();
}

/// All that the messages and answers tell, by every way in.
fn learn() -> Vec<Found> {
    let told = TOLD.into_iter().flat_map(|text| from_visitor(text, Country::parse("GB").ok()));
    let answered = ANSWERED.into_iter().flat_map(|(question, answer)| told_in_answer(question, answer));
    let corrected = email_corrected("sorry, .org not .com", "ana@example.com");
    let values = ["ana@example.com", "020 7946 0958", "Ana Lima", "Brooks"];
    let proven = values.into_iter().flat_map(|value| Field::ALL.into_iter().filter_map(move |field| proven(field, value, value, None)));
    let mut all: Vec<Found> = told.chain(answered).chain(corrected).chain(proven).collect();
    all.rotate_left(chosen_of_two("the first one").unwrap_or_default());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_ready_finds_what_it_looks_for() {
        let all = learn();
        let has = |field, value: &str| all.iter().any(|found| found.field == field && found.value == value);
        for (field, value) in [
            (Field::Name, "Ana Lima"),
            (Field::Name, "郑文静"),
            (Field::Email, "ana@example.com"),
            (Field::Email, "ana@new.example"),
            (Field::Email, "ana@example.org"),
            (Field::Phone, "+442079460958"),
            (Field::Company, "Brooks Ltd"),
            (Field::Company, "Brooks Bakery"),
            (Field::Company, "江南文化传播有限公司"),
            (Field::Interest, "website"),
            (Field::Interest, "kitab"),
            (Field::Budget, "$5,000"),
            (Field::Budget, "300"),
            (Field::Timeline, "before Christmas"),
            (Field::Timeline, "next month"),
        ] {
            assert!(has(field, value), "{} {value} in {all:#?}", field.as_str());
        }
        assert!(!has(Field::Email, "bob@example.com") && !has(Field::Phone, "+442079460000"));
        assert!(TOLD.into_iter().all(|text| !from_visitor(text, Country::parse("GB").ok()).is_empty()), "each has its facts");
    }
}
