//! The tools a model may call: a closed list, typed, checked outside the model. Every call gets an answer.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::capture::{Learning, Verdict, Words};
use crate::{
    domain::capture::Field,
    service::language_model::{ToolCall, ToolDeclaration, ToolResult},
};

const CAPTURE_LEAD: &str = "capture_lead";

/// More calls than these in one step are answered with an error.
const MOST_CALLS: usize = 8;

/// What a model is told it may call.
pub fn declarations() -> Vec<ToolDeclaration> {
    let about = |field: Field| match field {
        Field::Name => "The visitor's own name.",
        Field::Email => "The visitor's own e-mail address.",
        Field::Phone => "The visitor's own phone number, digits as they wrote them.",
        Field::Company => "The company the visitor speaks for.",
        Field::Interest => "What they want to buy or have done, in their words.",
        Field::Budget => "What they want to spend, in their words.",
        Field::Timeline => "When they need it, in their words.",
    };
    let properties: Map<String, Value> = Field::ALL
        .into_iter()
        .map(|field| (field.as_str().to_owned(), json!({ "type": "string", "description": about(field), "maxLength": field.max_chars() })))
        .collect();
    vec![ToolDeclaration {
        name: CAPTURE_LEAD,
        description: "Notes what the visitor said about themself, as soon as they say it. Pass only values that stand in the visitor's own messages, \
                      in the language and spelling they used; never guess, translate or complete one. Values the visitor did not say are refused.",
        parameters: json!({ "type": "object", "properties": properties, "additionalProperties": false }),
    }]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaptureLead {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    company: Option<String>,
    interest: Option<String>,
    budget: Option<String>,
    timeline: Option<String>,
}

impl CaptureLead {
    fn values(self) -> impl Iterator<Item = (Field, String)> {
        let Self { name, email, phone, company, interest, budget, timeline } = self;
        Field::ALL.into_iter().zip([name, email, phone, company, interest, budget, timeline]).filter_map(|(field, value)| {
            let value = value?;
            (!value.trim().is_empty()).then_some((field, value))
        })
    }
}

/// Runs the calls of one step. One result for each call, in their order.
pub fn run(calls: &[ToolCall], learning: &mut Learning, newest_first: &[Words]) -> Vec<ToolResult> {
    let answer = |(at, call): (usize, &ToolCall)| {
        let response = match call.name.as_str() {
            _ if at >= MOST_CALLS => json!({ "error": "too many calls at once" }),
            CAPTURE_LEAD => capture_lead(&call.arguments, learning, newest_first),
            _ => json!({ "error": "there is no such tool; answer the visitor in words" }),
        };
        ToolResult { id: call.id.clone(), name: call.name.clone(), response }
    };
    calls.iter().enumerate().map(answer).collect()
}

fn capture_lead(arguments: &Value, learning: &mut Learning, newest_first: &[Words]) -> Value {
    let Ok(proposed) = CaptureLead::deserialize(arguments) else {
        return json!({ "error": "only these fields, each a text: name, email, phone, company, interest, budget, timeline" });
    };
    let (mut accepted, mut refused) = (Map::new(), Map::new());
    for (field, value) in proposed.values() {
        let name = field.as_str().to_owned();
        match learning.propose(field, &value, newest_first) {
            Verdict::Accepted => {
                let known = learning.facts().value(field).unwrap_or(&value).to_owned();
                accepted.insert(name, known.into());
            }
            Verdict::NotSaid => {
                refused.insert(name, "the visitor's own words do not carry this value; ask for it if it is needed".into());
            }
            Verdict::Outweighed { known } => {
                refused.insert(name, format!("the visitor said otherwise: {known}").into());
            }
        }
    }
    json!({ "accepted": accepted, "refused": refused })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::MessageId, time::Timestamp};

    fn words(texts: &[&str]) -> Vec<Words> {
        let one = |(at, text): (usize, &&str)| Words {
            message_id: MessageId::new(uuid::Uuid::from_u128(at as u128 + 1)),
            text: (*text).into(),
            at: Timestamp::constant(i64::try_from(at).expect("few"), 0),
        };
        texts.iter().enumerate().map(one).rev().collect()
    }

    fn call(name: &str, arguments: Value) -> ToolCall {
        ToolCall { id: Some("c1".into()), name: name.into(), arguments }
    }

    #[test]
    fn facts_are_accepted_and_refused_one_by_one() {
        let mut learning = Learning::default();
        let said = words(&["I'm Ana, my budget is 5,000", "we need it before Christmas"]);
        let arguments = json!({ "name": "Ana", "email": "ana@evil.com", "budget": "5000", "timeline": "before Christmas", "phone": null, "interest": " " });
        let results = run(&[call(CAPTURE_LEAD, arguments)], &mut learning, &said);
        assert_eq!(results[0].id.as_deref(), Some("c1"));
        assert_eq!(results[0].response["accepted"], json!({ "name": "Ana", "budget": "5000", "timeline": "before Christmas" }));
        assert!(results[0].response["refused"].get("email").is_some());
        assert_eq!(learning.facts().get(Field::Budget).and_then(|fact| fact.message_id.clone()), Some(said[1].message_id.clone()));
        assert_eq!(learning.facts().value(Field::Email), None);
    }

    #[test]
    fn an_older_word_does_not_come_back() {
        let mut learning = Learning::default();
        let said = words(&["ana@old.com", "sorry, it's ana@new.com"]);
        learning.hear(&said[1], None);
        learning.hear(&said[0], None);
        let results = run(&[call(CAPTURE_LEAD, json!({ "email": "ana@old.com" }))], &mut learning, &said);
        assert_eq!(results[0].response["refused"]["email"], "the visitor said otherwise: ana@new.com");
        assert_eq!(learning.facts().value(Field::Email), Some("ana@new.com"));
    }

    #[test]
    fn anything_else_has_no_effect() {
        let said = words(&["I'm Ana"]);
        for (name, arguments) in [
            (CAPTURE_LEAD, json!({ "name": "Ana", "status": "won" })),
            (CAPTURE_LEAD, json!({ "name": 7 })),
            (CAPTURE_LEAD, json!(["Ana"])),
            (CAPTURE_LEAD, json!("Ana")),
            ("delete_lead", json!({ "name": "Ana" })),
            ("", json!({})),
        ] {
            let mut learning = Learning::default();
            let results = run(&[call(name, arguments.clone())], &mut learning, &said);
            assert!(results[0].response.get("error").is_some(), "{name} {arguments}");
            assert!(learning.facts().is_empty());
        }
    }

    #[test]
    fn every_call_is_answered_even_too_many() {
        let calls = vec![call(CAPTURE_LEAD, json!({ "name": "Ana" })); 20];
        let results = run(&calls, &mut Learning::default(), &words(&["I'm Ana"]));
        assert_eq!(results.len(), 20);
        assert!(results[7].response.get("error").is_none() && results[8].response.get("error").is_some());
    }
}
