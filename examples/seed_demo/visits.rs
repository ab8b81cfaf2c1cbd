//! Four hundred visits in three months: who comes, from which page, for what, and who comes back.

use std::collections::BTreeMap;

use chatimjd::{
    domain::{
        conversation::{Channel, SitePage},
        time::Timestamp,
    },
    service::ports::Clock,
};
use jiff::SignedDuration;

use super::{
    CONVERSATIONS, Outcome, calendar,
    dice::Dice,
    people::{Crowd, Person},
    shop,
    stage::Stage,
    talk::{self, Guest, Step},
};

/// Of a hundred visits, so many are by somebody who was here before.
const RETURNS: u64 = 9;
/// Nobody comes back earlier than that.
const PAUSE: SignedDuration = SignedDuration::from_hours(40);

const PAGES: [(&str, &str); 8] = [
    ("/", "Larkfield Kitchens & Interiors"),
    ("/kitchens", "Fitted kitchens | Larkfield"),
    ("/kitchens/small-spaces", "Kitchens for small spaces | Larkfield"),
    ("/bathrooms", "Bathrooms | Larkfield"),
    ("/wardrobes", "Fitted wardrobes | Larkfield"),
    ("/home-office", "Home offices | Larkfield"),
    ("/prices", "Prices | Larkfield"),
    ("/contact", "Contact and showroom | Larkfield"),
];
const REFERRERS: [(&str, usize); 5] = [
    ("", 35),
    ("https://search.example/", 40),
    ("https://social.example/larkfield", 12),
    ("https://homes.example/ten-small-kitchens", 8),
    ("https://directory.example/london/kitchens", 5),
];
/// Medium and name.
const CAMPAIGNS: [(&str, &str); 3] = [("email", "spring-newsletter"), ("cpc", "small-kitchens"), ("social", "before-and-after")];

/// What a visitor is after.
enum Errand {
    /// Asks and leaves.
    Curious,
    /// Says who they are.
    Introduced,
    /// Fills in the form that is offered.
    Form,
    /// Wants something and not to be reached.
    Shy,
}

const ERRANDS: [(Errand, usize); 4] = [(Errand::Curious, 50), (Errand::Introduced, 33), (Errand::Form, 9), (Errand::Shy, 8)];

/// Somebody who was here.
struct Known {
    guest: Guest,
    last: Timestamp,
}

/// Returns the crowd, for those who come another way.
pub async fn play(stage: &Stage, dice: &mut Dice, now: Timestamp) -> Outcome<Crowd> {
    let (mut crowd, mut known): (Crowd, Vec<Known>) = Default::default();
    for (number, at) in calendar::visits(dice, now, CONVERSATIONS)?.into_iter().enumerate() {
        if number > 0 && number.is_multiple_of(100) {
            println!("  {number}");
        }
        stage.clock.set(at);
        let back = known.iter().position(|one| one.last + PAUSE < at).filter(|_| dice.chance(RETURNS));
        let mut one = match back {
            // To the end of the line, so that it is not always the first one who comes back.
            Some(index) => known.remove(index),
            None => Known { guest: newcomer(crowd.next(dice), dice), last: at },
        };
        let steps = if back.is_some() { on_return(&one.guest.person, dice) } else { on_arrival(&one.guest, dice) };
        talk::hold(stage, &one.guest, steps, dice).await?;
        one.last = stage.clock.now();
        known.push(one);
    }
    close_idle(stage, &known, now).await?;
    Ok(crowd)
}

fn newcomer(person: Person, dice: &mut Dice) -> Guest {
    if dice.chance(5) {
        return Guest::new(person, Channel::WhatsApp, SitePage::default());
    }
    let page = page(dice);
    Guest::new(person, Channel::Website, page)
}

fn page(dice: &mut Dice) -> SitePage {
    let (path, title) = dice.pick(&PAGES);
    let referrer = *dice.weighted(&REFERRERS);
    let mut utm = BTreeMap::new();
    if dice.chance(14) {
        let (medium, campaign) = dice.pick(&CAMPAIGNS);
        utm.insert("utm_source".to_owned(), "larkfield".to_owned());
        utm.insert("utm_medium".to_owned(), (*medium).to_owned());
        utm.insert("utm_campaign".to_owned(), (*campaign).to_owned());
    }
    SitePage {
        url: Some(format!("{}{path}", shop::SITE)),
        title: Some((*title).to_owned()),
        referrer: Some(referrer.to_owned()).filter(|referrer| !referrer.is_empty()),
        utm,
    }
}

fn on_arrival(guest: &Guest, dice: &mut Dice) -> Vec<Step> {
    let words = guest.person.words;
    let errand = match guest.channel {
        // Their number is known; half of them say their name.
        Channel::WhatsApp if dice.chance(50) => &Errand::Introduced,
        Channel::WhatsApp => &Errand::Curious,
        _ => dice.weighted(&ERRANDS),
    };
    let mut script = Script { person: &guest.person, steps: vec![], dice };
    match errand {
        Errand::Curious => script.say(words.openings).perhaps(60, words.questions).perhaps(45, words.thanks),
        Errand::Introduced => script.say(words.openings).perhaps(50, words.questions).say(words.introductions).perhaps(70, words.thanks),
        Errand::Form => script.say(words.wishes).fill_in().perhaps(50, words.thanks),
        Errand::Shy => script.say(words.wishes).say(words.refusals).perhaps(40, words.questions),
    };
    script.steps
}

fn on_return(person: &Person, dice: &mut Dice) -> Vec<Step> {
    let words = person.words;
    let mut script = Script { person, steps: vec![], dice };
    script.say(words.returns).perhaps(40, words.questions).perhaps(50, words.thanks);
    script.steps
}

/// What a visitor will do, being put together.
struct Script<'a> {
    person: &'a Person,
    steps: Vec<Step>,
    dice: &'a mut Dice,
}

impl Script<'_> {
    fn say(&mut self, lines: &[&str]) -> &mut Self {
        let line = *self.dice.pick(lines);
        self.steps.push(Step::Say(self.person.says(line)));
        self
    }

    fn perhaps(&mut self, percent: u64, lines: &[&str]) -> &mut Self {
        if self.dice.chance(percent) { self.say(lines) } else { self }
    }

    fn fill_in(&mut self) -> &mut Self {
        self.steps.push(Step::FillIn);
        self
    }
}

/// As the server would when they come back: who has been away for a day is in no conversation any more.
async fn close_idle(stage: &Stage, known: &[Known], now: Timestamp) -> Outcome<()> {
    stage.clock.set(now);
    for one in known.iter().filter(|one| one.last + SignedDuration::from_hours(24) < now) {
        stage.chat.reset(&one.guest.visitor).await?;
    }
    Ok(())
}
