//! How promising a lead is, 0 to 100, with the reasons in words. Pure: the same facts give the same score.

use serde::{Deserialize, Serialize};

use crate::domain::capture::{Facts, Field};

/// One reason for the score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it adds.
    pub points: u8,
    /// For the owner, such as "Left an e-mail".
    pub text: String,
}

/// The score and what it is made of, weightiest reason first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub value: u8,
    pub reasons: Vec<Reason>,
    /// How many messages of the person were counted.
    #[serde(default)]
    pub messages: u32,
}

/// Messages from which on somebody has taken an interest, and a strong one.
const TALKED: u32 = 3;
const TALKED_A_LOT: u32 = 6;

/// Words that put something into the next days, in the languages that visitors write.
const SOON: [&str; 34] = [
    "today",
    "tomorrow",
    "tonight",
    "asap",
    "urgent",
    "this week",
    "right away",
    "immediately",
    "hoy",
    "mañana",
    "urgente",
    "esta semana",
    "hoje",
    "amanhã",
    "aujourd",
    "demain",
    "cette semaine",
    "heute",
    "morgen",
    "diese woche",
    "dringend",
    "آج",
    "کل",
    "فوری",
    "اليوم",
    "غدا",
    "عاجل",
    "आज",
    "कल",
    "तुरंत",
    "今天",
    "明天",
    "aaj",
    "kal ",
];

/// Everybody's mail: such an address says nothing of a company.
const FREE_MAIL: [&str; 14] = [
    "gmail.",
    "googlemail.",
    "yahoo.",
    "hotmail.",
    "outlook.",
    "live.",
    "icloud.",
    "me.com",
    "aol.",
    "gmx.",
    "web.de",
    "proton",
    "qq.com",
    "163.com",
];

/// `messages`: how many the person has written.
pub fn score(facts: &Facts, messages: u32) -> Score {
    let mut reasons: Vec<Reason> = contact(facts).into_iter().chain(wish(facts)).collect();
    match messages {
        TALKED_A_LOT.. => reasons.push(reason(10, format!("Wrote {messages} messages"))),
        TALKED.. => reasons.push(reason(5, format!("Wrote {messages} messages"))),
        _ => {}
    }
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.points));
    let sum: u32 = reasons.iter().map(|reason| u32::from(reason.points)).sum();
    Score { value: u8::try_from(sum.min(100)).unwrap_or(100), reasons, messages }
}

fn reason(points: u8, text: impl Into<String>) -> Reason {
    Reason { points, text: text.into() }
}

/// How they can be reached, and whether they say who they are.
fn contact(facts: &Facts) -> Vec<Reason> {
    let mut reasons = vec![];
    match (facts.value(Field::Email), facts.value(Field::Phone)) {
        (Some(_), Some(_)) => reasons.push(reason(30, "Left e-mail and phone")),
        (Some(_), None) => reasons.push(reason(15, "Left an e-mail")),
        (None, Some(_)) => reasons.push(reason(15, "Left a phone number")),
        (None, None) => {}
    }
    if facts.value(Field::Name).is_some() {
        reasons.push(reason(5, "Gave a name"));
    }
    if facts.value(Field::Company).is_some() {
        reasons.push(reason(10, "Named a company"));
    } else if facts.value(Field::Email).is_some_and(is_work_address) {
        reasons.push(reason(5, "Writes from a company's address"));
    }
    reasons
}

/// What they want, for how much, and how soon.
fn wish(facts: &Facts) -> Vec<Reason> {
    let mut reasons = vec![];
    if facts.value(Field::Interest).is_some() {
        reasons.push(reason(15, "Said what they want"));
    }
    if facts.value(Field::Budget).is_some() {
        reasons.push(reason(15, "Named a budget"));
    }
    if let Some(timeline) = facts.value(Field::Timeline) {
        let timeline = timeline.to_lowercase();
        match SOON.iter().any(|word| timeline.contains(word)) {
            true => reasons.push(reason(15, "Wants it soon")),
            false => reasons.push(reason(10, "Said when")),
        }
    }
    reasons
}

fn is_work_address(email: &str) -> bool {
    let host = email.rsplit_once('@').map_or("", |(_, host)| host).to_lowercase();
    !host.is_empty() && !FREE_MAIL.iter().any(|mail| host.starts_with(mail))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        capture::{Fact, Origin},
        time::Timestamp,
    };

    fn facts(values: &[(Field, &str)]) -> Facts {
        let fact = |(field, value): &(Field, &str)| Fact {
            field: *field,
            value: (*value).into(),
            quote: String::new(),
            message_id: None,
            at: Timestamp::UNIX_EPOCH,
            origin: Origin::Form,
        };
        values.iter().map(fact).collect()
    }

    #[test]
    fn nothing_known_is_nothing_and_everything_known_is_a_hundred() {
        assert_eq!(score(&Facts::default(), 0), Score::default());
        let all = [
            (Field::Name, "Ana"),
            (Field::Email, "ana@lima.example"),
            (Field::Phone, "+351912345678"),
            (Field::Company, "Lima"),
            (Field::Interest, "a kitchen"),
            (Field::Budget, "5,000"),
            (Field::Timeline, "This week, please"),
        ];
        assert_eq!(score(&facts(&all), 9).value, 100);
    }

    #[test]
    fn the_sum_of_the_reasons_is_the_score_and_the_weightiest_comes_first() {
        let scored = score(&facts(&[(Field::Email, "ana@lima.example"), (Field::Timeline, "in spring"), (Field::Name, "Ana")]), 4);
        assert_eq!(scored.value, 15 + 10 + 5 + 5 + 5);
        assert_eq!(scored.reasons[0], Reason { points: 15, text: "Left an e-mail".into() });
        assert!(scored.reasons.is_sorted_by(|a, b| a.points >= b.points));
    }

    #[test]
    fn urgency_is_read_in_the_visitors_language() {
        for soon in ["ASAP", "mañana por la tarde", "کل شام", "明天下午", "kal shaam 5 baje"] {
            assert_eq!(score(&facts(&[(Field::Timeline, soon)]), 0).value, 15, "{soon}");
        }
        assert_eq!(score(&facts(&[(Field::Timeline, "next year")]), 0).value, 10);
    }

    #[test]
    fn a_free_address_tells_of_no_company() {
        assert_eq!(score(&facts(&[(Field::Email, "ana@gmail.com")]), 0).value, 15);
        assert_eq!(score(&facts(&[(Field::Email, "ana@lima.example")]), 0).value, 20);
    }
}
