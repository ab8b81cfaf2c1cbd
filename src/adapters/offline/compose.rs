//! Puts an answer together: a word to what was said, what we know about what was asked, and one question.
//! Every sentence is chosen so that the answer before did not have it.

use super::{
    facts::{self, Calendar, MAX_OFFERS, Standing, plain},
    phrases::{Phrases, Ways, fill, sentences},
    situation::{Ask, Situation, digits},
    text::Words,
};
use crate::domain::capture::Field;

/// The ways to reach a person, the easiest first.
const REACH: [Ask; 3] = [Ask::Contact, Ask::Phone, Ask::Email];

/// "My name is … and my e-mail is …": so many words around facts say nothing else.
const WORDS_AROUND_FACTS: usize = 8;

/// The answer to a situation; never empty.
pub fn answer(situation: &Situation<'_>) -> String {
    let mut draft = Draft::new(situation);
    draft.open();
    if situation.heard.has_topic() {
        draft.tell();
    } else if draft.is_empty() && situation.briefing.doubts.is_empty() {
        draft.react();
    }
    draft.ask();
    if draft.is_empty() {
        draft.pass_on();
    }
    if draft.is_empty() {
        // A model's answer before this one can have taken both ways out of our mouth.
        return fill(draft.phrases.can_pass_on[0], &[]);
    }
    draft.text
}

struct Draft<'a> {
    situation: &'a Situation<'a>,
    phrases: &'static Phrases,
    text: String,
    /// The last thing said was a list or a text of the owner's.
    after_block: bool,
    /// The answer has a question already, or should end without one.
    no_question: bool,
    /// The visitor waits for an answer by people: where it may go is what we need first.
    needs_contact: bool,
    /// The team was promised this message.
    is_passed_on: bool,
}

impl<'a> Draft<'a> {
    fn new(situation: &'a Situation<'a>) -> Self {
        let phrases = Phrases::of(situation.tongue);
        Self { situation, phrases, text: String::new(), after_block: false, no_question: false, needs_contact: false, is_passed_on: false }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A greeting where one was given, thanks for what was told, an excuse for what was refused.
    fn open(&mut self) {
        let heard = &self.situation.heard;
        let is_more_than_a_greeting = heard.has_topic() || !self.situation.fresh.is_empty();
        if heard.greeting && is_more_than_a_greeting && self.situation.answers == 0 {
            self.say(|phrases| phrases.hello);
        }
        let noted = self.note_facts();
        if heard.refusal && heard.has_topic() {
            self.say(|phrases| phrases.refused);
        } else if noted && !heard.has_topic() {
            self.heed_the_rest();
        }
    }

    /// Beside facts the message said or asked something else.
    fn heed_the_rest(&mut self) {
        let heard = &self.situation.heard;
        if heard.question && !heard.small_talk {
            self.admit_ignorance();
        } else if self.words_beside_facts() > WORDS_AROUND_FACTS && !self.situation.is_correction {
            self.pass_on();
        }
    }

    fn words_beside_facts(&self) -> usize {
        let quoted: usize = self.situation.fresh.iter().map(|fact| Words::of(&fact.quote).count()).sum();
        Words::of(self.situation.text).count().saturating_sub(quoted)
    }

    /// Takes the message down for the team, once an answer.
    fn pass_on(&mut self) {
        if !std::mem::replace(&mut self.is_passed_on, true) {
            self.say(|phrases| phrases.passed_on);
        }
    }

    /// Confirms what the last message told; whether there was anything.
    fn note_facts(&mut self) -> bool {
        let settled: Vec<String> = self.situation.briefing.settled.iter().map(|value| plain(value)).collect();
        if !settled.is_empty() {
            self.say_with(|phrases| phrases.noted, &[("what", &self.phrases.list(&settled))]);
            return true;
        }
        let fresh = |field| self.situation.fresh.iter().find(|fact| fact.field == field).map(|fact| plain(&fact.value));
        let what: Vec<String> = [Field::Email, Field::Phone, Field::Company].into_iter().filter_map(fresh).collect();
        let name = fresh(Field::Name);
        let told = self.phrases.list(&what);
        let values = [("name", name.as_deref().unwrap_or_default()), ("what", &told)];
        match (&name, what.is_empty()) {
            _ if self.situation.is_correction => {
                let changed = if what.is_empty() { name.clone().unwrap_or_default() } else { told.clone() };
                self.say_with(|phrases| phrases.corrected, &[("what", &changed)]);
            }
            (Some(_), true) => self.say_with(|phrases| phrases.pleased, &values),
            (Some(_), false) => self.say_with(|phrases| phrases.noted_with_name, &values),
            (None, false) => self.say_with(|phrases| phrases.noted, &values),
            (None, true) if self.situation.fresh.is_empty() => return false,
            // An interest, a budget, a time frame: their own words need no echo.
            (None, true) if !self.situation.heard.has_topic() => self.pass_on(),
            (None, true) => {}
        }
        true
    }

    /// What we know about what was asked.
    fn tell(&mut self) {
        let heard = &self.situation.heard;
        if heard.who {
            self.say_with(|phrases| phrases.who, &self.values());
        }
        if heard.asks_for_offers() {
            self.tell_offers();
        }
        if heard.hours {
            self.tell_hours();
        }
        if heard.contact {
            self.tell_contact();
        }
        if heard.meeting && !self.situation.briefing.meetings.is_empty() {
            self.tell_meetings();
        } else if heard.meeting {
            self.needs_contact = true;
            self.say_with(|phrases| phrases.meeting, &self.values());
        } else if heard.person {
            self.needs_contact = true;
            self.promise(|phrases| phrases.person, |phrases| phrases.person_somewhere);
        }
        if heard.who && !heard.asks_for_offers() && !heard.hours && !heard.contact {
            self.offer_help();
            self.no_question = true;
        }
    }

    fn tell_offers(&mut self) {
        let business = &self.situation.briefing.business;
        let named = &self.situation.heard.services;
        let all: Vec<usize> = (0..business.services.len()).collect();
        let which = if named.is_empty() { &all } else { named };
        if which.is_empty() {
            self.say(|phrases| phrases.no_offers);
            self.needs_contact = true;
            return self.promise(|phrases| phrases.pass_on, |phrases| phrases.pass_on_somewhere);
        }
        self.say(|phrases| phrases.offers);
        self.block(&facts::offers(business, which, self.phrases));
        if which.len() > MAX_OFFERS {
            self.say(|phrases| phrases.more_offers);
        }
    }

    fn tell_hours(&mut self) {
        let briefing = self.situation.briefing;
        let (calendar, heard) = (Calendar::of(briefing), &self.situation.heard);
        if briefing.business.hours.is_unknown() {
            self.say(|phrases| phrases.no_hours);
            return self.promise(|phrases| phrases.pass_on, |phrases| phrases.pass_on_somewhere);
        }
        let asks_for_other_days = !heard.days.is_empty() || heard.tomorrow;
        if !asks_for_other_days {
            let standing = facts::standing(calendar, briefing.minute);
            let when = facts::when(standing, briefing.weekday, self.phrases);
            match standing {
                Standing::OpenUntil(_) => self.say_with(|phrases| phrases.open_now, &[("until", &when)]),
                Standing::OpenAlways => self.say(|phrases| phrases.open_always),
                Standing::ClosedUntil(..) => self.say_with(|phrases| phrases.closed_now, &[("when", &when)]),
                Standing::Unknown => {}
            }
        }
        self.say(|phrases| phrases.hours);
        let list = facts::hours(calendar, heard, self.phrases);
        self.block(&list);
    }

    fn tell_contact(&mut self) {
        let contact = self.situation.briefing.business.contact.trim();
        if contact.is_empty() {
            self.say(|phrases| phrases.no_contact);
            self.needs_contact = true;
            return self.promise(|phrases| phrases.pass_on, |phrases| phrases.pass_on_somewhere);
        }
        self.say(|phrases| phrases.contact);
        self.block(contact);
    }

    /// What is stored of the visitor's meetings; a wish for another time goes to the team.
    fn tell_meetings(&mut self) {
        let situation = self.situation;
        self.block(&situation.briefing.meetings.join("\n\n"));
        if situation.heard.names_a_time && !situation.heard.question {
            self.pass_on();
        }
    }

    /// Nothing was asked that we know of, and nothing told.
    fn react(&mut self) {
        let situation = self.situation;
        let heard = &situation.heard;
        if self.is_unclear() {
            return;
        }
        if heard.refusal || (heard.no && !situation.asked_last.is_empty()) {
            self.end_with(|phrases| phrases.refused, |phrases| phrases.more);
        } else if heard.correction && !heard.question && !situation.briefing.facts.is_empty() {
            self.say(|phrases| phrases.what_is_right);
            self.no_question = true;
        } else if heard.goodbye || heard.no {
            self.take_leave();
        } else if heard.thanks {
            self.end_with(|phrases| phrases.welcome_thanks, |phrases| phrases.more);
        } else if heard.yes {
            self.say(|phrases| phrases.fine);
        } else if situation.asked_last.contains(&Ask::When) && heard.names_a_time {
            self.say(|phrases| phrases.when_noted);
        } else if heard.small_talk || (heard.greeting && !heard.question && !heard.help && Words::of(situation.text).count() <= 6) {
            self.greet();
        } else if heard.help {
            self.offer_help();
            self.say(|phrases| phrases.ask_interest);
            self.no_question = true;
        } else if situation.asked_last.contains(&Ask::Interest) && !heard.question {
            self.pass_on();
        } else if heard.question {
            self.admit_ignorance();
        } else {
            self.take_statement();
        }
    }

    fn end_with(&mut self, first: impl Fn(&Phrases) -> Ways, then: impl Fn(&Phrases) -> Ways) {
        self.say(first);
        self.say(then);
        self.no_question = true;
    }

    fn take_leave(&mut self) {
        if self.situation.heard.thanks {
            self.say(|phrases| phrases.welcome_thanks);
        }
        self.say(|phrases| phrases.goodbye);
        self.no_question = true;
    }

    /// Something that was meant as an e-mail address or a phone number and is none.
    fn is_unclear(&mut self) -> bool {
        let situation = self.situation;
        let asked_for = |ask| situation.asked_last.contains(&ask) || situation.asked_last.contains(&Ask::Contact);
        if situation.text.contains('@') && situation.value(Field::Email).is_none() {
            self.say(|phrases| phrases.email_unclear);
        } else if asked_for(Ask::Phone) && (3..7).contains(&digits(situation.text)) && situation.value(Field::Phone).is_none() {
            self.say(|phrases| phrases.phone_unclear);
        } else {
            return false;
        }
        self.no_question = true;
        true
    }

    fn greet(&mut self) {
        if self.situation.answers == 0 {
            self.say_with(|phrases| phrases.welcome, &self.values());
        } else {
            self.say(|phrases| phrases.hello_again);
        }
        self.no_question = true;
    }

    fn admit_ignorance(&mut self) {
        self.say(|phrases| phrases.unknown);
        self.needs_contact = true;
        let can_answer = self.situation.contact().is_some() || REACH.into_iter().any(|ask| self.situation.may_ask(ask));
        let ours = self.situation.briefing.business.contact.trim();
        if can_answer || ours.is_empty() {
            self.promise(|phrases| phrases.pass_on, |phrases| phrases.pass_on_somewhere);
        } else {
            self.say(|phrases| phrases.contact);
            self.block(ours);
        }
    }

    /// A few words that mean nothing to us were perhaps not meant as a message for the team; a sentence was.
    fn take_statement(&mut self) {
        if Words::of(self.situation.text).count() >= 4 || self.situation.text.chars().count() >= 40 {
            self.pass_on();
            self.needs_contact = true;
        } else {
            self.say(|phrases| phrases.not_understood);
            self.offer_help();
            self.no_question = true;
        }
    }

    fn offer_help(&mut self) {
        let business = &self.situation.briefing.business;
        let known = [
            (!business.services.is_empty(), self.phrases.topic_offers),
            (!business.hours.is_unknown(), self.phrases.topic_hours),
            (!business.contact.trim().is_empty(), self.phrases.topic_contact),
        ];
        let topics: Vec<String> = known.into_iter().filter(|(known, _)| *known).map(|(_, topic)| topic.to_owned()).collect();
        if topics.is_empty() {
            self.say(|phrases| phrases.can_pass_on);
        } else {
            self.say_with(|phrases| phrases.can_help, &[("topics", &self.phrases.list(&topics))]);
        }
    }

    /// Someone will answer: at the known address, or somewhere.
    fn promise(&mut self, there: impl Fn(&Phrases) -> Ways, somewhere: impl Fn(&Phrases) -> Ways) {
        if self.situation.contact().is_some() {
            self.say_with(there, &self.values());
        } else {
            self.say_with(somewhere, &self.values());
        }
    }

    /// One question at the end, where one is due.
    fn ask(&mut self) {
        if let Some(doubt) = self.situation.briefing.doubts.first().filter(|_| !self.no_question) {
            let (one, other) = (plain(&doubt.known), plain(&doubt.other));
            let again = doubt.again;
            let ways = move |phrases: &Phrases| if again { phrases.only_one } else { phrases.which_is_right };
            return self.say_with(ways, &[("one", &one), ("other", &other)]);
        }
        if self.no_question || self.situation.heard.goodbye || self.situation.heard.refusal {
            return;
        }
        if let Some(ask) = self.next_question() {
            self.say(|phrases| phrases.asking(ask));
        }
    }

    fn next_question(&self) -> Option<Ask> {
        let situation = self.situation;
        let wanted: Vec<Ask> = if self.needs_contact || situation.wants_meeting {
            let reach = REACH.into_iter().filter(|_| situation.contact().is_none());
            reach.chain(situation.wants_meeting.then_some(Ask::When)).chain([Ask::Name]).collect()
        } else if situation.was_ignored() {
            // Who spoke of other things has heard the question.
            vec![]
        } else {
            vec![Ask::Name, Ask::Email, Ask::Interest, Ask::Phone]
        };
        wanted.into_iter().find(|ask| situation.may_ask(*ask))
    }

    fn values(&self) -> [(&'static str, &'a str); 2] {
        [("business", self.situation.briefing.business.name.trim()), ("contact", self.situation.contact().unwrap_or_default())]
    }

    fn say(&mut self, ways: impl Fn(&Phrases) -> Ways) {
        self.say_with(ways, &[]);
    }

    /// The first way, from one that changes with the talk's length, of which no sentence was said a moment ago.
    fn say_with(&mut self, ways: impl Fn(&Phrases) -> Ways, values: &[(&str, &str)]) {
        let ways = ways(self.phrases);
        let candidates = (0..ways.len()).map(|at| fill(ways[(self.situation.answers + at) % ways.len()], values));
        let fresh = candidates.into_iter().find(|way| !sentences(way).any(|sentence| self.was_said(sentence)));
        if let Some(sentence) = fresh {
            let between = match (self.text.is_empty(), self.after_block) {
                (true, _) => "",
                (false, true) => "\n\n",
                (false, false) => self.phrases.space,
            };
            self.text = format!("{}{between}{sentence}", self.text);
            self.after_block = false;
        }
    }

    fn was_said(&self, sentence: &str) -> bool {
        sentences(self.situation.last_answer).any(|said| said == sentence) || sentences(&self.text).any(|said| said == sentence)
    }

    /// A list, or words of the owner's, in a paragraph of its own.
    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(text);
        self.after_block = true;
    }
}
