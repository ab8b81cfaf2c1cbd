//! Which time the visitor's own words name, and whether they leave no doubt.

use jiff::tz::TimeZone;

use super::{Secretary, Words, cues, said_last, slots_of};
use crate::{
    domain::{
        chat::SlotOffer,
        message::Message,
        schedule::availability::Unavailable,
        settings::BookingConfirmation,
        time::Timestamp,
        when::{self, Asked, Days, Doubt, Hours, Mention, Reach, Sense},
    },
    service::error::ServiceError,
};

/// Earlier messages of the visitor in which a time may stand that still counts.
const MOST_BACK: usize = 6;

/// A start that the visitor named.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    pub start: Timestamp,
    /// What may be meant instead.
    pub doubts: Vec<Doubt>,
    /// The day comes from elsewhere in the message.
    pub borrowed: bool,
    mention: Option<Mention>,
}

/// What the visitor's words say of times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// The one start that they name; None: none, or several.
    pub wish: Option<Wish>,
    /// The newest message names it, or says yes to it.
    pub is_fresh: bool,
    /// Days or parts of a day, where no start was named: a stretch of time to look in.
    pub stretch: Option<(Option<Timestamp>, Option<Timestamp>)>,
}

impl Secretary<'_> {
    /// The newest words about times count.
    pub fn heard(&self) -> Heard {
        let Some(newest) = self.post.words.first() else { return Heard::default() };
        if let Some(wish) = self.agreed(newest).or_else(|| self.pressed(newest)).or_else(|| self.chosen(newest)) {
            return Heard { wish: Some(wish), is_fresh: true, stretch: None };
        }
        for (age, words) in self.post.words.iter().take(MOST_BACK).enumerate() {
            // What was wished for before a plain no is wished for no longer.
            if cues::is_no(&words.text) {
                return Heard::default();
            }
            if let Some(wish) = self.pressed(words) {
                return Heard { wish: Some(wish), is_fresh: age == 0, stretch: None };
            }
            let mentions = self.understand(&words.text, words.at);
            if mentions.iter().any(|mention| mention.days.is_some() || mention.hours.is_some()) {
                let stretch = mentions.iter().find_map(|mention| match (mention.reach, mention.sense) {
                    (Some(Reach::Within(from, to)), Sense::Wanted) if !mention.past => Some((from, to)),
                    _ => None,
                });
                return Heard { wish: only_start(&mentions), is_fresh: age == 0, stretch };
            }
        }
        Heard::default()
    }

    pub fn understand(&self, text: &str, at: Timestamp) -> Vec<Mention> {
        let visitor = self.post.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        let business = self.post.business.zone();
        when::understand(text, &Asked { at, visitor: visitor.as_ref(), business: &business, locale: self.post.locale.as_deref() })
    }

    /// "Ok" after we named one time, and did not ask whether that meeting shall be cancelled.
    fn agreed(&self, newest: &Words) -> Option<Wish> {
        let is_about_time = |asked: &&Message| !self.has_asked_to_cancel() && !cues::asks_whether_to_cancel(&asked.text);
        let asked = self.asked.filter(|asked| cues::is_yes(&newest.text) && is_about_time(asked))?;
        only_start(&self.understand(&asked.text, asked.at))
    }

    /// One of the times that we offered, in the very words of its button: they leave no doubt, also where others would ("12:00 am").
    fn pressed(&self, words: &Words) -> Option<Wish> {
        let mut pressed = self.offered_before(words).iter().filter(|slot| slot.label == words.text.trim());
        let start = pressed.next()?.start.parse().ok()?;
        pressed.next().is_none().then_some(Wish { start, doubts: vec![], borrowed: false, mention: None })
    }

    /// The times under our message that came before these words.
    fn offered_before(&self, words: &Words) -> &[SlotOffer] {
        let recent = self.post.recent;
        match recent.iter().position(|message| message.id == words.message_id) {
            Some(at) => said_last(&recent[..at]).map(slots_of).unwrap_or_default(),
            None => self.offered,
        }
    }

    /// The button of this start was pressed, now or in one of the messages that still count.
    pub(super) fn is_pressed(&self, start: Timestamp) -> bool {
        self.post.words.iter().take(MOST_BACK).any(|words| self.pressed(words).is_some_and(|wish| wish.start == start))
    }

    /// The owner lets what the visitor did be enough for a booking at this start, which they wish for.
    pub(super) fn may_be_booked(&self, start: Timestamp) -> bool {
        self.post.confirmation == BookingConfirmation::Auto || self.is_pressed(start)
    }

    /// The newest words pressed one of the times that we showed to somebody who wanted a meeting at another time, and named it.
    pub(super) fn is_pressed_to_move(&self) -> bool {
        let mut said = self.post.words.iter().take(MOST_BACK);
        if said.next().and_then(|newest| self.pressed(newest)).is_none() {
            return false;
        }
        // What was pressed may have been taken meanwhile, and another one was pressed then.
        let wanted = said.find(|words| self.pressed(words).is_none());
        wanted.is_some_and(|words| cues::wants_to_move(&words.text) && only_start(&self.understand(&words.text, words.at)).is_some())
    }

    /// "3pm works", where one of the times that we offered is at three.
    fn chosen(&self, newest: &Words) -> Option<Wish> {
        let mentions = self.understand(&newest.text, newest.at);
        let [mention] = mentions.as_slice() else { return None };
        let bare = mention.days.is_none() && mention.sense == Sense::Wanted;
        let Some(Hours::At(minute)) = mention.hours.filter(|_| bare) else { return None };
        let also = mention.doubts.iter().find_map(|doubt| if let Doubt::HalfOfDay { other } = doubt { Some(*other) } else { None });
        let starts = self.offered.iter().filter_map(|slot| slot.start.parse::<Timestamp>().ok());
        let fits = |at: &Timestamp| {
            let clock = mention.zone.time_zone.to_datetime(*at);
            let shown = u16::try_from(i32::from(clock.hour()) * 60 + i32::from(clock.minute())).unwrap_or(u16::MAX);
            shown == minute || also == Some(shown)
        };
        let fitting: Vec<Timestamp> = starts.filter(fits).collect();
        let [start] = fitting.as_slice() else { return None };
        Some(Wish { start: *start, doubts: vec![], borrowed: false, mention: None })
    }

    /// Whether the words leave no doubt about a start that is free: what else they could mean is over, or no meeting can be then.
    pub async fn is_sure(&self, wish: &Wish) -> Result<bool, ServiceError> {
        if wish.borrowed {
            return Ok(false);
        }
        for doubt in &wish.doubts {
            let settled = match doubt {
                Doubt::HalfOfDay { other } => self.is_impossible(wish, *other).await?,
                Doubt::PastOrComing { other } => *other < self.post.business.zone().to_datetime(self.now()).date(),
                _ => false,
            };
            if !settled {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// No meeting begins at this minute of the same day, whoever has booked what.
    async fn is_impossible(&self, wish: &Wish, minute: when::Minute) -> Result<bool, ServiceError> {
        let Some(mention) = &wish.mention else { return Ok(false) };
        let Some(Days::On(date)) = mention.days else { return Ok(false) };
        let other = Mention { hours: Some(Hours::At(minute)), ..mention.clone() }.on(date);
        let Some(Reach::At(at)) = other else { return Ok(false) };
        let why = self.post.desk.check(at).await?.err();
        Ok(matches!(why, Some(Unavailable::Past | Unavailable::TooSoon | Unavailable::Closed | Unavailable::NoStart)))
    }
}

/// The start, where exactly one is named and nothing speaks against it.
fn only_start(mentions: &[Mention]) -> Option<Wish> {
    let mut wish: Option<Wish> = None;
    for mention in mentions.iter().filter(|mention| mention.sense == Sense::Wanted && !mention.past) {
        match mention.reach {
            Some(Reach::At(start)) if wish.as_ref().is_none_or(|wish| wish.start == start) => {
                let borrowed = mention.borrowed.is_some();
                wish = Some(Wish { start, doubts: mention.doubts.clone(), borrowed, mention: Some(mention.clone()) });
            }
            Some(Reach::At(_)) => return None,
            _ => {}
        }
    }
    wish.filter(|wish| when::admits(mentions, wish.start))
}
