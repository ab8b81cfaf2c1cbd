//! The tools a model may call: a closed list, typed, checked outside the model. Every call gets an answer.

use serde_json::{Map, Value, json};

use super::{
    capture::{Learning, Verdict, Words},
    secretary::{self, Secretary},
};
use crate::{
    domain::{
        capture::Field,
        custom::{CustomField, FieldKind, MOST_VALUE},
    },
    service::language_model::{ToolCall, ToolDeclaration, ToolResult},
};

const CAPTURE_LEAD: &str = "capture_lead";

/// More calls than these in one step are answered with an error.
const MOST_CALLS: usize = 8;

/// What a model is told it may call. `own`: the fields that the owner defined; `books`: meetings, too.
pub fn declarations(own: &[CustomField], books: bool) -> Vec<ToolDeclaration> {
    let known = |field: Field| {
        let about = json!({ "type": "string", "description": about(field), "maxLength": field.max_chars() });
        (field.as_str().to_owned(), about)
    };
    let defined = own.iter().map(|field| (field.key.clone(), property(field)));
    let properties: Map<String, Value> = Field::ALL.into_iter().map(known).chain(defined).collect();
    let capture = ToolDeclaration {
        name: CAPTURE_LEAD,
        description: "Notes what the visitor said about themself, as soon as they say it. Pass only values that stand in the visitor's own messages, \
                      in the language and spelling they used; never guess, translate or complete one. Values the visitor did not say are refused.",
        parameters: json!({ "type": "object", "properties": properties, "additionalProperties": false }),
    };
    std::iter::once(capture).chain(if books { secretary::declarations() } else { vec![] }).collect()
}

fn about(field: Field) -> &'static str {
    match field {
        Field::Name => "The visitor's own name.",
        Field::Email => "The visitor's own e-mail address.",
        Field::Phone => "The visitor's own phone number, digits as they wrote them.",
        Field::Company => "The company the visitor speaks for.",
        Field::Interest => "What they want to buy or have done, in their words.",
        Field::Budget => "What they want to spend, in their words.",
        Field::Timeline => "When they need it, in their words.",
    }
}

/// A field of the owner's, in the owner's words.
fn property(field: &CustomField) -> Value {
    let CustomField { label, hint, kind, .. } = field;
    let how = match kind {
        FieldKind::Text => "in the visitor's words",
        FieldKind::Number => "a number, digits as the visitor wrote them",
        FieldKind::Choice { .. } => "one of the choices, where the visitor named it",
        FieldKind::YesNo => "yes or no, then a colon and the visitor's own words that say so, such as \"no: never had one\"",
    };
    let hint = if hint.is_empty() { String::new() } else { format!(" {hint}") };
    let mut property = json!({ "type": "string", "description": format!("{label}: {how}.{hint}"), "maxLength": MOST_VALUE });
    if let FieldKind::Choice { options } = kind {
        property["enum"] = json!(options);
    }
    property
}

/// What a value is proposed for.
#[derive(Clone, Copy)]
enum Named<'a> {
    Known(Field),
    Own(&'a CustomField),
}

impl Named<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Known(field) => field.as_str(),
            Self::Own(field) => &field.key,
        }
    }
}

/// The values of a call, in the order of the fields; None where anything in it is not what was asked for.
fn proposals<'a>(arguments: &Value, own: &'a [CustomField]) -> Option<Vec<(Named<'a>, String)>> {
    let given = arguments.as_object()?;
    let is_field = |name: &String| Field::parse(name).is_some() || own.iter().any(|field| field.key == *name);
    if !given.keys().all(is_field) {
        return None;
    }
    let mut all = vec![];
    for named in Field::ALL.into_iter().map(Named::Known).chain(own.iter().map(Named::Own)) {
        match (given.get(named.name()), named) {
            (None | Some(Value::Null), _) => {}
            (Some(Value::String(text)), _) if text.trim().is_empty() => {}
            (Some(Value::String(text)), _) => all.push((named, text.clone())),
            (Some(Value::Number(number)), Named::Own(_)) => all.push((named, number.to_string())),
            _ => return None,
        }
    }
    Some(all)
}

/// Runs the calls of one step. One result for each call, in their order.
pub async fn run(
    calls: &[ToolCall],
    learning: &mut Learning,
    newest_first: &[Words],
    mut secretary: Option<&mut Secretary<'_>>,
) -> Vec<ToolResult> {
    let mut results = Vec::with_capacity(calls.len());
    for (at, call) in calls.iter().enumerate() {
        let response = match (call.name.as_str(), secretary.as_deref_mut()) {
            _ if at >= MOST_CALLS => json!({ "error": "too many calls at once" }),
            (CAPTURE_LEAD, _) => capture_lead(&call.arguments, learning, newest_first),
            (name, Some(secretary)) if secretary::is_ours(name) => secretary.call(name, &call.arguments, learning).await,
            _ => json!({ "error": "there is no such tool; answer the visitor in words" }),
        };
        results.push(ToolResult { id: call.id.clone(), name: call.name.clone(), response });
    }
    results
}

fn capture_lead(arguments: &Value, learning: &mut Learning, newest_first: &[Words]) -> Value {
    let own = learning.own_fields().to_vec();
    let Some(proposed) = proposals(arguments, &own) else {
        let mut names: Vec<&str> = Field::ALL.into_iter().map(Field::as_str).collect();
        names.extend(own.iter().map(|field| field.key.as_str()));
        return json!({ "error": format!("only these fields, each a text: {}", names.join(", ")) });
    };
    let (mut accepted, mut refused) = (Map::new(), Map::new());
    for (named, value) in proposed {
        let (verdict, known) = match named {
            Named::Known(field) => (learning.propose(field, &value, newest_first), learning.facts().value(field)),
            Named::Own(field) => (learning.propose_own(field, &value, newest_first), learning.own_values().get(&field.key)),
        };
        let problem = match verdict {
            Verdict::Accepted => {
                accepted.insert(named.name().to_owned(), known.unwrap_or(&value).into());
                continue;
            }
            Verdict::NotSaid => "the visitor's own words do not carry this value; ask for it if it is needed".to_owned(),
            Verdict::Outweighed { known } => format!("the visitor said otherwise: {known}"),
            Verdict::Contradicts { known } => format!("the visitor gave {known} before, which counts for now; ask which one is right"),
            Verdict::Unfit { wanted } => wanted,
        };
        refused.insert(named.name().to_owned(), problem.into());
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

    fn run_all(calls: &[ToolCall], learning: &mut Learning, said: &[Words]) -> Vec<ToolResult> {
        futures_executor::LocalPool::new().run_until(run(calls, learning, said, None))
    }

    fn call(name: &str, arguments: Value) -> ToolCall {
        ToolCall { id: Some("c1".into()), name: name.into(), arguments }
    }

    #[test]
    fn facts_are_accepted_and_refused_one_by_one() {
        let mut learning = Learning::default();
        let said = words(&["I'm Ana, my budget is 5,000", "we need it before Christmas"]);
        let arguments = json!({ "name": "Ana", "email": "ana@evil.com", "budget": "5000", "timeline": "before Christmas", "phone": null, "interest": " " });
        let results = run_all(&[call(CAPTURE_LEAD, arguments)], &mut learning, &said);
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
        let results = run_all(&[call(CAPTURE_LEAD, json!({ "email": "ana@old.com" }))], &mut learning, &said);
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
            let results = run_all(&[call(name, arguments.clone())], &mut learning, &said);
            assert!(results[0].response.get("error").is_some(), "{name} {arguments}");
            assert!(learning.facts().is_empty());
        }
    }

    #[test]
    fn the_owners_fields_are_offered_and_need_words_like_the_others() {
        let field = |key: &str, label: &str, kind| CustomField { key: key.into(), label: label.into(), kind, hint: "Ask once.".into() };
        let own = vec![
            field("tooth", "Tooth", FieldKind::Number),
            field("insured", "Insured", FieldKind::YesNo),
            field("plan", "Plan", FieldKind::Choice { options: vec!["Gold".into(), "Silver".into()] }),
        ];
        let offered = declarations(&own, false)[0].parameters["properties"].clone();
        assert_eq!(offered["tooth"]["description"], "Tooth: a number, digits as the visitor wrote them. Ask once.");
        assert_eq!((offered["plan"]["enum"].clone(), offered["email"]["maxLength"].as_u64()), (json!(["Gold", "Silver"]), Some(254)));

        let said = words(&["tooth 12 hurts", "I am not insured, the gold plan please"]);
        let mut learning = Learning::default().with_own(own, Default::default());
        let calls = [
            call(CAPTURE_LEAD, json!({ "tooth": 12, "insured": "no: not insured", "plan": "Silver" })),
            call(CAPTURE_LEAD, json!({ "plan": "gold", "tooth": "many" })),
            call(CAPTURE_LEAD, json!({ "size": "XL" })),
        ];
        let results = run_all(&calls, &mut learning, &said);
        assert_eq!(results[0].response["accepted"], json!({ "tooth": "12", "insured": "no" }));
        assert!(results[0].response["refused"]["plan"].as_str().expect("a reason").contains("do not carry"));
        assert_eq!(results[1].response["accepted"], json!({ "plan": "Gold" }));
        assert!(results[1].response["refused"]["tooth"].as_str().expect("a reason").contains("a number"));
        assert!(results[2].response["error"].as_str().expect("an error").ends_with("timeline, tooth, insured, plan"));
        let learnt = learning.into_learnt().custom;
        let quote =
            |key: &str| learnt.value(key).and_then(|value| value.evidence.clone()).map(|evidence| (evidence.quote, evidence.message_id));
        assert_eq!(quote("tooth"), Some(("12".into(), said[1].message_id.clone())));
        assert_eq!(quote("insured"), Some(("not insured".into(), said[0].message_id.clone())));
    }

    #[test]
    fn every_call_is_answered_even_too_many() {
        let calls = vec![call(CAPTURE_LEAD, json!({ "name": "Ana" })); 20];
        let results = run_all(&calls, &mut Learning::default(), &words(&["I'm Ana"]));
        assert_eq!(results.len(), 20);
        assert!(results[7].response.get("error").is_none() && results[8].response.get("error").is_some());
    }
}
