//! What a message is about: found by keywords, several at once where it says several things.
//! Knows the words of each language, not what to answer.

use std::sync::LazyLock;

use super::{
    phrases::Phrases,
    situation::{Ask, digits},
    text::{Pattern, Words},
    tongue::Tongue,
};
use crate::domain::{business::Business, locale::Language};

/// What was recognised in one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    pub greeting: bool,
    /// "How are you?"
    pub small_talk: bool,
    /// A question is announced, but not yet asked.
    pub help: bool,
    pub thanks: bool,
    pub goodbye: bool,
    pub who: bool,
    pub prices: bool,
    /// What is on offer, in general.
    pub offers: bool,
    /// Indexes of the business's services that the message names.
    pub services: Vec<usize>,
    pub hours: bool,
    pub open_now: bool,
    /// Days of the week, Monday 0.
    pub days: Vec<usize>,
    pub today: bool,
    pub tomorrow: bool,
    pub contact: bool,
    /// A person, or a call back.
    pub person: bool,
    pub meeting: bool,
    /// Whether something is fixed by now.
    pub confirmed: bool,
    pub yes: bool,
    pub no: bool,
    pub refusal: bool,
    pub correction: bool,
    pub question: bool,
    /// A day or a time of the day.
    pub names_a_time: bool,
}

/// The keywords of one language, ready to be looked for.
struct Lexicon {
    greeting: Vec<Pattern>,
    small_talk: Vec<Pattern>,
    help: Vec<Pattern>,
    thanks: Vec<Pattern>,
    goodbye: Vec<Pattern>,
    who: Vec<Pattern>,
    prices: Vec<Pattern>,
    offers: Vec<Pattern>,
    hours: Vec<Pattern>,
    open_now: Vec<Pattern>,
    contact: Vec<Pattern>,
    person: Vec<Pattern>,
    meeting: Vec<Pattern>,
    confirmed: Vec<Pattern>,
    refusal: Vec<Pattern>,
    correction: Vec<Pattern>,
    question: Vec<Pattern>,
    today: Vec<Pattern>,
    tomorrow: Vec<Pattern>,
    days: Vec<Vec<Pattern>>,
    fields: [(Ask, Vec<Pattern>); 3],
    /// Whole messages.
    yes: Vec<Words>,
    no: Vec<Words>,
}

impl Lexicon {
    fn of(tongue: Tongue) -> Self {
        let keywords = Phrases::of(tongue).keywords;
        let patterns = |list: &str| -> Vec<Pattern> {
            list.split('|')
                .map(str::trim)
                .filter(|pattern| !pattern.is_empty())
                .map(|pattern| Pattern::of(pattern, tongue.is_spaced()))
                .collect()
        };
        let whole = |list: &str| -> Vec<Words> { list.split('|').map(Words::of).collect() };
        Self {
            greeting: patterns(keywords.greeting),
            small_talk: patterns(keywords.small_talk),
            help: patterns(keywords.help),
            thanks: patterns(keywords.thanks),
            goodbye: patterns(keywords.goodbye),
            who: patterns(keywords.who),
            prices: patterns(keywords.prices),
            offers: patterns(keywords.offers),
            hours: patterns(keywords.hours),
            open_now: patterns(keywords.open_now),
            contact: patterns(keywords.contact),
            person: patterns(keywords.person),
            meeting: patterns(keywords.meeting),
            confirmed: patterns(keywords.confirmed),
            refusal: patterns(keywords.refusal),
            correction: patterns(keywords.correction),
            question: patterns(keywords.question),
            today: patterns(keywords.today),
            tomorrow: patterns(keywords.tomorrow),
            days: keywords.days.iter().map(|day| patterns(day)).collect(),
            fields: [(Ask::Name, patterns(keywords.name)), (Ask::Email, patterns(keywords.email)), (Ask::Phone, patterns(keywords.phone))],
            yes: whole(keywords.yes),
            no: whole(keywords.no),
        }
    }

    /// Words that by themselves mean something to us.
    fn meanings(&self) -> impl Iterator<Item = &Pattern> {
        [
            &self.greeting,
            &self.small_talk,
            &self.help,
            &self.thanks,
            &self.goodbye,
            &self.who,
            &self.prices,
            &self.offers,
            &self.hours,
            &self.open_now,
            &self.contact,
            &self.person,
            &self.meeting,
            &self.refusal,
            &self.correction,
            &self.question,
            &self.today,
            &self.tomorrow,
        ]
        .into_iter()
        .chain(&self.days)
        .chain(self.fields.iter().map(|(_, patterns)| patterns))
        .flatten()
    }
}

static LEXICONS: LazyLock<Vec<(Tongue, Lexicon)>> =
    LazyLock::new(|| Tongue::ALL.into_iter().map(|tongue| (tongue, Lexicon::of(tongue))).collect());

fn any(patterns: &[Pattern], words: &Words) -> bool {
    patterns.iter().any(|pattern| pattern.is_in(words))
}

impl Heard {
    /// Listens in the message's language, and in English, whose words people use in all of them.
    pub fn listen(text: &str, tongue: Tongue, business: &Business) -> Self {
        let words = &Words::of(text);
        let mut heard = Self { services: services_in(words, business, tongue), ..Self::default() };
        for (_, lexicon) in LEXICONS.iter().filter(|(of, _)| *of == tongue || *of == Tongue::In(Language::En)) {
            heard.take(lexicon, words);
        }
        heard.question |= text.contains(['?', '؟', '？']) && !words.is_empty();
        heard.settle(words, text);
        heard
    }

    fn take(&mut self, lexicon: &Lexicon, words: &Words) {
        self.greeting |= any(&lexicon.greeting, words);
        self.small_talk |= any(&lexicon.small_talk, words);
        self.help |= any(&lexicon.help, words);
        self.thanks |= any(&lexicon.thanks, words);
        self.goodbye |= any(&lexicon.goodbye, words);
        self.who |= any(&lexicon.who, words);
        self.prices |= any(&lexicon.prices, words);
        self.offers |= any(&lexicon.offers, words);
        self.hours |= any(&lexicon.hours, words);
        self.open_now |= any(&lexicon.open_now, words);
        self.contact |= any(&lexicon.contact, words);
        self.person |= any(&lexicon.person, words);
        self.meeting |= any(&lexicon.meeting, words);
        self.confirmed |= any(&lexicon.confirmed, words);
        self.refusal |= any(&lexicon.refusal, words);
        self.correction |= any(&lexicon.correction, words);
        self.question |= any(&lexicon.question, words);
        self.today |= any(&lexicon.today, words);
        self.tomorrow |= any(&lexicon.tomorrow, words);
        self.yes |= lexicon.yes.contains(words);
        self.no |= lexicon.no.contains(words);
        for (day, patterns) in lexicon.days.iter().enumerate() {
            if any(patterns, words) && !self.days.contains(&day) {
                self.days.push(day);
            }
        }
    }

    /// Words that seem to mean two things mean the likelier one.
    fn settle(&mut self, words: &Words, text: &str) {
        self.names_a_time = Self::names_a_time(text);
        // "Are you a human?" asks who we are; "a human, please" asks for one.
        self.person &= !self.who;
        // "My e-mail address is wrong", "I won't give my number": not a question about ours.
        self.contact &= !self.refusal && (self.question || !self.correction);
        self.no |= self.refusal && words.count() <= 3;
        self.hours |= self.open_now;
    }

    /// Something was recognised that has an answer of its own.
    pub fn has_topic(&self) -> bool {
        self.who || self.asks_for_offers() || self.hours || self.contact || self.person || self.meeting
    }

    pub fn asks_for_offers(&self) -> bool {
        self.prices || self.offers || !self.services.is_empty()
    }

    pub fn wants_meeting(words: &Words) -> bool {
        LEXICONS.iter().any(|(_, lexicon)| any(&lexicon.meeting, words))
    }

    /// A day, or digits that may be a time of the day.
    pub fn names_a_time(text: &str) -> bool {
        let spoken: String = text.split_whitespace().filter(|word| !word.contains('@')).collect::<Vec<_>>().join(" ");
        let words = Words::of(&spoken);
        let names_a_day = |lexicon: &Lexicon| {
            any(&lexicon.today, &words) || any(&lexicon.tomorrow, &words) || lexicon.days.iter().any(|day| any(day, &words))
        };
        (1..=4).contains(&digits(&spoken)) || LEXICONS.iter().any(|(_, lexicon)| names_a_day(lexicon))
    }

    pub fn names_a_service(words: &Words, business: &Business) -> bool {
        !services_in(words, business, Tongue::In(Language::En)).is_empty()
    }

    pub fn is_refusal(words: &Words) -> bool {
        LEXICONS.iter().any(|(_, lexicon)| any(&lexicon.refusal, words))
    }

    pub fn is_no(words: &Words) -> bool {
        LEXICONS.iter().any(|(_, lexicon)| lexicon.no.contains(words))
    }

    /// The words mean something in this language.
    pub fn is_understood(words: &Words, tongue: Tongue) -> bool {
        LEXICONS.iter().any(|(of, lexicon)| *of == tongue && lexicon.meanings().any(|pattern| pattern.is_in(words)))
    }

    /// The data about a person that the words name.
    pub fn fields_in(words: &Words) -> Vec<Ask> {
        let named = |ask: Ask| {
            LEXICONS.iter().flat_map(|(_, lexicon)| &lexicon.fields).any(|(field, patterns)| *field == ask && any(patterns, words))
        };
        [Ask::Name, Ask::Email, Ask::Phone].into_iter().filter(|ask| named(*ask)).collect()
    }
}

/// The services that share the most words with the message.
fn services_in(words: &Words, business: &Business, tongue: Tongue) -> Vec<usize> {
    let common = Phrases::of(tongue).common_words;
    let shared: Vec<usize> = business.services.iter().map(|service| shared_words(&Words::of(&service.name), words, common)).collect();
    let most = shared.iter().copied().max().unwrap_or(0);
    (0..shared.len()).filter(|at| most > 0 && shared[*at] == most).collect()
}

/// How many words of a name stand in the message, give or take a plural's ending.
fn shared_words(name: &Words, message: &Words, common: &str) -> usize {
    let stands = |word: &&str| {
        let is_long = word.chars().count() >= if word.is_ascii() { 3 } else { 2 };
        let singular = if word.is_ascii() && word.len() > 3 { word.trim_end_matches('s') } else { word };
        // Chinese has no spaces to tell where a word begins.
        let begins = |part: &str| message.as_str().contains(&format!(" {part}")) || (!part.is_ascii() && message.as_str().contains(part));
        is_long && !common.split_whitespace().any(|known| known == *word) && begins(singular)
    };
    name.iter().filter(stands).count()
}
