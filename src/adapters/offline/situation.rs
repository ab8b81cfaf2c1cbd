//! What the conversation so far tells: what was asked, refused and answered, what is new in the last message.
//! Everything is read from the turns anew each time; nothing is kept between answers.

use super::{
    heard::Heard,
    phrases::Phrases,
    text::{Words, stands_in},
    tongue::{Tongue, detect},
};
use crate::{
    domain::{
        capture::{Fact, Field},
        email::Email,
        phone::digit,
    },
    service::language_model::{Briefing, ModelRequest, Turn},
};

/// What the assistant may ask the visitor for, one at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Name,
    Email,
    Phone,
    /// E-mail or phone, whichever is easier.
    Contact,
    Interest,
    /// A day and time for a meeting.
    When,
}

impl Ask {
    pub const ALL: [Self; 6] = [Self::Name, Self::Email, Self::Phone, Self::Contact, Self::Interest, Self::When];

    /// How often it may be asked in one conversation.
    fn limit(self) -> usize {
        match self {
            Self::Interest | Self::When | Self::Phone => 1,
            Self::Name | Self::Email => 2,
            Self::Contact => 3,
        }
    }
}

/// The conversation as the next answer sees it.
pub struct Situation<'a> {
    pub briefing: &'a Briefing,
    pub tongue: Tongue,
    /// The visitor's last message.
    pub text: &'a str,
    pub heard: Heard,
    /// Our last answer; empty where there is none.
    pub last_answer: &'a str,
    /// How many answers were given.
    pub answers: usize,
    pub asked_last: Vec<Ask>,
    pub refused: Vec<Ask>,
    /// Facts that the last message brought.
    pub fresh: Vec<&'a Fact>,
    /// The fresh facts replace what was said before.
    pub is_correction: bool,
    /// At some time the visitor wished for a meeting, and has none.
    pub wants_meeting: bool,
    asked: Vec<Ask>,
    knows_interest: bool,
    /// Since the wish for a meeting, a day or time was named.
    knows_time: bool,
}

impl<'a> Situation<'a> {
    pub fn read(request: &'a ModelRequest) -> Self {
        let talk = Talk::of(request);
        let business = &request.briefing.business;
        let (text, earlier) = talk.visitor.split_last().map_or(("", &[][..]), |(last, earlier)| (last.text, earlier));
        let earlier: Vec<&str> = earlier.iter().map(|said| said.text).collect();
        let tongue = tongue_of(text, &earlier, Tongue::In(request.briefing.language));
        let mut heard = Heard::listen(text, tongue, business);
        let fresh: Vec<&Fact> = request.briefing.facts.iter().filter(|fact| is_fresh(fact, text, &earlier)).collect();
        // "My e-mail address is ana@example.com" asks for none of ours.
        let gives_contact = fresh.iter().any(|fact| matches!(fact.field, Field::Email | Field::Phone));
        heard.contact &= heard.question || !gives_contact;
        let (last_answer, asked_last) = talk.visitor.last().map_or(("", vec![]), |said| talk.answer_before(said));
        let wish = talk.visitor.iter().position(|said| Heard::wants_meeting(&said.words));
        let has_meeting = !request.briefing.meetings.is_empty();
        // "Is it fixed?" after a wish for a meeting is about the meeting.
        heard.meeting |= heard.confirmed && (wish.is_some() || has_meeting);
        Self {
            briefing: &request.briefing,
            tongue,
            is_correction: fresh.iter().any(|fact| corrects(fact, &heard, &earlier, &asked_last)),
            wants_meeting: wish.is_some() && !has_meeting,
            knows_time: wish.is_some_and(|at| talk.visitor[at..].iter().any(|said| Heard::names_a_time(said.text))),
            knows_interest: talk.visitor.iter().any(|said| Heard::names_a_service(&said.words, business)),
            asked: talk.answers.iter().flat_map(|answer| answer.asks.iter().copied()).collect(),
            refused: talk.visitor.iter().flat_map(|said| refused_in(&said.words, &talk.answer_before(said).1)).collect(),
            answers: talk.answers.len(),
            text,
            heard,
            last_answer,
            asked_last,
            fresh,
        }
    }

    pub fn value(&self, field: Field) -> Option<&'a str> {
        self.briefing.facts.value(field)
    }

    /// Where the visitor can be reached; the e-mail address first.
    pub fn contact(&self) -> Option<&'a str> {
        self.value(Field::Email).or(self.value(Field::Phone))
    }

    pub fn has_asked(&self, ask: Ask) -> bool {
        self.asked.contains(&ask)
    }

    /// Something was asked and the visitor spoke of other things.
    pub fn was_ignored(&self) -> bool {
        self.asked_last.iter().any(|ask| self.is_open(*ask))
    }

    /// It may be asked now: not known, not refused, not asked too often.
    pub fn may_ask(&self, ask: Ask) -> bool {
        self.is_open(ask) && self.asked.iter().filter(|asked| **asked == ask).count() < ask.limit()
    }

    fn is_open(&self, ask: Ask) -> bool {
        let known = match ask {
            Ask::Name => self.value(Field::Name).is_some(),
            Ask::Email => self.value(Field::Email).is_some(),
            Ask::Phone => self.value(Field::Phone).is_some(),
            Ask::Contact => self.contact().is_some(),
            Ask::Interest => self.knows_interest || self.value(Field::Interest).is_some() || self.has_asked(Ask::Interest),
            Ask::When => self.has_asked(Ask::When) || self.knows_time,
        };
        let refused = self.refused.contains(&ask)
            || (ask == Ask::Contact && (self.refused.contains(&Ask::Email) || self.refused.contains(&Ask::Phone)));
        !known && !refused
    }
}

/// The visitor's messages and our answers, oldest first.
struct Talk<'a> {
    visitor: Vec<Said<'a>>,
    answers: Vec<Answer<'a>>,
}

struct Said<'a> {
    text: &'a str,
    words: Words,
    /// How many answers came before.
    after: usize,
}

struct Answer<'a> {
    text: &'a str,
    asks: Vec<Ask>,
}

impl<'a> Talk<'a> {
    fn of(request: &'a ModelRequest) -> Self {
        let mut talk = Self { visitor: vec![], answers: vec![] };
        for turn in &request.turns {
            match turn {
                Turn::Visitor(text) => talk.visitor.push(Said { text, words: Words::of(text), after: talk.answers.len() }),
                Turn::Assistant(turn) if !turn.text.trim().is_empty() => {
                    talk.answers.push(Answer { text: &turn.text, asks: asks_in(&turn.text) });
                }
                Turn::Assistant(_) | Turn::ToolResults(_) => {}
            }
        }
        talk
    }

    /// The answer that a message followed, and what it asked for.
    fn answer_before(&self, said: &Said<'_>) -> (&'a str, Vec<Ask>) {
        let answer = said.after.checked_sub(1).and_then(|at| self.answers.get(at));
        answer.map_or(("", vec![]), |answer| (answer.text, answer.asks.clone()))
    }
}

/// The language of the last message that shows one; the interface's otherwise.
fn tongue_of(text: &str, earlier: &[&str], interface: Tongue) -> Tongue {
    let before = earlier.iter().rev().find_map(|text| detect(text, interface)).unwrap_or(interface);
    detect(text, before).unwrap_or(before)
}

/// The visitor's own words carry the fact now and did not before.
fn is_fresh(fact: &Fact, text: &str, earlier: &[&str]) -> bool {
    stands_in(fact.quote.trim(), text) && !earlier.iter().any(|before| stands_in(fact.quote.trim(), before))
}

fn corrects(fact: &Fact, heard: &Heard, earlier: &[&str], asked_last: &[Ask]) -> bool {
    let had_before = match fact.field {
        Field::Email => earlier.iter().any(|text| text.split_whitespace().any(|word| Email::parse(word.trim_matches(is_wrapping)).is_ok())),
        Field::Phone => earlier.iter().any(|text| digits(text) >= 7),
        _ => false,
    };
    let ask = match fact.field {
        Field::Name => Ask::Name,
        Field::Email => Ask::Email,
        Field::Phone => Ask::Phone,
        _ => return false,
    };
    had_before || (heard.correction && !earlier.is_empty() && !asked_last.contains(&ask))
}

fn is_wrapping(c: char) -> bool {
    ",.;:!?()<>\"'«»“”".contains(c)
}

/// How many digits the text has.
pub fn digits(text: &str) -> usize {
    text.chars().filter(|c| digit(*c).is_some()).count()
}

/// What an answer asks for: known by our own phrases, or, in a model's answer, by the words of its questions.
fn asks_in(answer: &str) -> Vec<Ask> {
    let ours: Vec<Ask> = Ask::ALL
        .into_iter()
        .filter(|ask| Tongue::ALL.into_iter().any(|tongue| Phrases::of(tongue).asking(*ask).iter().any(|way| answer.contains(way))))
        .collect();
    if !ours.is_empty() {
        return ours;
    }
    let questions =
        answer.split_inclusive(['.', '!', '?', '؟', '？', '。', '।', '\n']).filter(|sentence| sentence.ends_with(['?', '؟', '？']));
    let mut asks: Vec<Ask> = questions.flat_map(|question| Heard::fields_in(&Words::of(question))).collect();
    asks.dedup();
    asks
}

/// What a message refuses to tell: what it names, or else what was asked before it.
fn refused_in(words: &Words, asked: &[Ask]) -> Vec<Ask> {
    let refuses = Heard::is_refusal(words) || (Heard::is_no(words) && !asked.is_empty());
    let named = if refuses { Heard::fields_in(words) } else { return vec![] };
    if named.is_empty() { asked.to_vec() } else { named }
}
