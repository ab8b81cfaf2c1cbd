//! Every language can say everything, in ways that differ.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{
    locale::Language,
    message::ReplyEnd,
    unanswered::{Given, judge},
};

fn phrases_of(p: &Phrases) -> Vec<(&'static str, Ways)> {
    vec![
        ("welcome", p.welcome),
        ("hello", p.hello),
        ("hello_again", p.hello_again),
        ("pleased", p.pleased),
        ("noted", p.noted),
        ("noted_with_name", p.noted_with_name),
        ("corrected", p.corrected),
        ("what_is_right", p.what_is_right),
        ("which_is_right", p.which_is_right),
        ("only_one", p.only_one),
        ("email_unclear", p.email_unclear),
        ("phone_unclear", p.phone_unclear),
        ("refused", p.refused),
        ("more", p.more),
        ("offers", p.offers),
        ("more_offers", p.more_offers),
        ("no_offers", p.no_offers),
        ("hours", p.hours),
        ("no_hours", p.no_hours),
        ("open_now", p.open_now),
        ("open_always", p.open_always),
        ("closed_now", p.closed_now),
        ("contact", p.contact),
        ("no_contact", p.no_contact),
        ("person", p.person),
        ("person_somewhere", p.person_somewhere),
        ("meeting", p.meeting),
        ("when_noted", p.when_noted),
        ("who", p.who),
        ("welcome_thanks", p.welcome_thanks),
        ("goodbye", p.goodbye),
        ("fine", p.fine),
        ("passed_on", p.passed_on),
        ("unknown", p.unknown),
        ("pass_on", p.pass_on),
        ("pass_on_somewhere", p.pass_on_somewhere),
        ("not_understood", p.not_understood),
        ("can_help", p.can_help),
        ("can_pass_on", p.can_pass_on),
        ("ask_name", p.ask_name),
        ("ask_email", p.ask_email),
        ("ask_phone", p.ask_phone),
        ("ask_contact", p.ask_contact),
        ("ask_interest", p.ask_interest),
        ("ask_when", p.ask_when),
    ]
}

fn placeholders(way: &str) -> BTreeSet<&str> {
    way.split('{').skip(1).map(|rest| rest.split_once('}').expect("a closed brace").0).collect()
}

#[test]
fn every_phrase_has_two_ways_that_share_no_sentence() {
    for tongue in Tongue::ALL {
        for (name, ways) in phrases_of(Phrases::of(tongue)) {
            assert!(ways.len() >= 2, "{tongue:?} {name}");
            let all: Vec<&str> = ways.iter().flat_map(|way| sentences(way)).collect();
            let distinct: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(all.len(), distinct.len(), "{tongue:?} {name}: {all:?}");
            assert!(!all.is_empty() && ways.iter().all(|way| way.trim() == *way), "{tongue:?} {name}");
        }
    }
}

#[test]
fn every_language_uses_the_same_values() {
    let english = phrases_of(Phrases::of(Tongue::In(Language::En)));
    for tongue in Tongue::ALL {
        for ((name, ways), (_, originals)) in phrases_of(Phrases::of(tongue)).into_iter().zip(&english) {
            for way in ways {
                assert_eq!(placeholders(way), placeholders(originals[0]), "{tongue:?} {name}: {way}");
            }
        }
    }
}

#[test]
fn every_question_is_one_and_is_known_as_what_it_asks_for() {
    for tongue in Tongue::ALL {
        for ask in Ask::ALL {
            for way in Phrases::of(tongue).asking(ask) {
                assert!(way.ends_with(['?', '؟', '？']), "{way}");
                let others = Ask::ALL.into_iter().filter(|other| *other != ask).flat_map(|other| Phrases::of(tongue).asking(other));
                assert!(others.into_iter().all(|other| !way.contains(other)), "{way}");
            }
        }
    }
}

#[test]
fn what_is_no_answer_is_known_as_such_and_nothing_else_is() {
    let vain = ["no_offers", "no_hours", "no_contact", "unknown", "pass_on", "pass_on_somewhere"];
    for tongue in Tongue::ALL {
        for (name, ways) in phrases_of(Phrases::of(tongue)) {
            for way in ways {
                let given = Given { question: "-", answer: way, end: ReplyEnd::Complete, fell_back: false, was_corrected: false };
                assert_eq!(judge(given).is_some(), vain.contains(&name), "{tongue:?} {name}: {way}");
            }
        }
    }
}

#[test]
fn labels_and_lists_are_complete() {
    for tongue in Tongue::ALL {
        let p = Phrases::of(tongue);
        let labels = [p.topic_offers, p.topic_hours, p.topic_contact, p.on_request, p.closed, p.today, p.tomorrow, p.comma, p.and];
        assert!(labels.iter().chain(&p.days).all(|label| !label.is_empty()), "{tongue:?}");
        assert_eq!(p.days.iter().collect::<BTreeSet<_>>().len(), 7, "{tongue:?}");
        let items = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(p.list(&items), format!("a{}b{}c", p.comma, p.and));
        assert_eq!(p.list(&items[..1]), "a");
        assert_eq!(p.list(&[]), "");
    }
}

#[test]
fn values_are_put_in_once_and_braces_in_them_stay() {
    assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    assert_eq!(fill("{a {b} }", &[("b", "2")]), "{a 2 }");
    assert_eq!(fill("no values {", &[]), "no values {");
}

#[test]
fn a_sentence_ends_at_any_script_s_full_stop() {
    assert_eq!(sentences("Ja. Nein! 好的。没问题！ ठीक है। ٹھیک۔").count(), 6);
    assert_eq!(sentences(" - \n. ").count(), 0);
    assert_eq!(sentences("Write to ana@example.com. Now").collect::<Vec<_>>(), ["Write to ana@example.com.", "Now"]);
}
