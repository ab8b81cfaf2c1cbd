//! What is done before any model speaks: a time and an address in the visitor's own words are a booking, and so is a time
//! whose button was pressed. It is all that the offline assistant needs.

use super::{Learning, Secretary, SlotOffers, Wanted, cues, wish::Heard};
use crate::{
    domain::capture::Field,
    service::{error::ServiceError, schedule::ScheduleError},
};

/// Times that are shown as buttons.
const BUTTONS: usize = 6;

/// What became of the visitor's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    /// Nothing about meetings, or nothing that can be decided without a model.
    Nothing,
    /// Something was stored: see [`Secretary::take_news`].
    Done,
    /// Free times are ready to be shown.
    Free,
    /// The named time is not free; others are ready to be shown.
    NotFree,
    /// There are no free times at all.
    NoneFree,
    /// The named time is kept free, and an address is missing.
    NoEmail,
    /// A meeting is to be cancelled, or that was asked and is answered. A model decides by its tool; where none answers,
    /// [`Secretary::cancel_early`] goes on.
    Cancel,
}

impl Secretary<'_> {
    /// Does what the newest message asks for, where it leaves no doubt. `learning` has heard the message.
    pub async fn early(&mut self, learning: &Learning) -> Result<Early, ServiceError> {
        let Some(newest) = self.post.words.first().cloned() else { return Ok(Early::Nothing) };
        let heard = self.heard();
        let gave_email = learning.facts().get(Field::Email).is_some_and(|fact| fact.message_id.as_ref() == Some(&newest.message_id));
        if self.is_about_cancelling(&newest.text) {
            return Ok(Early::Cancel);
        }
        let moves = self.which(None).is_some() && (cues::wants_to_move(&newest.text) || self.is_pressed_to_move());
        let has_pressed = heard.wish.as_ref().is_some_and(|wish| self.is_pressed(wish.start));
        let is_offered = has_pressed || !self.offered.is_empty();
        let about_meetings = is_offered || self.post.words.iter().take(4).any(|words| cues::speaks_of_meeting(&words.text));
        if !(heard.is_fresh || gave_email || cues::speaks_of_meeting(&newest.text)) || !(about_meetings || moves) {
            return Ok(Early::Nothing);
        }
        match &heard.wish {
            Some(_) if moves => self.move_early(&heard).await,
            // What is booked already is not booked once more by words that may be about it.
            Some(_) if !self.own.is_empty() => Ok(Early::Nothing),
            Some(_) if heard.is_fresh || gave_email => self.book_early(&heard, learning).await,
            _ if self.own.is_empty() && cues::speaks_of_meeting(&newest.text) => self.offer(&heard).await,
            _ => Ok(Early::Nothing),
        }
    }

    async fn book_early(&mut self, heard: &Heard, learning: &Learning) -> Result<Early, ServiceError> {
        let Some(wish) = &heard.wish else { return Ok(Early::Nothing) };
        if !self.may_be_booked(wish.start) || !self.is_sure(wish).await? {
            return self.offer(heard).await;
        }
        let (who, start) = (self.attended(learning), Wanted::Start { at: wish.start, minutes: None });
        if who.attendee.email.is_none() || !Self::gave_email(learning) {
            return match self.post.desk.hold(&self.post.asker, &self.order(start, who)).await {
                Ok(_) => Ok(Early::NoEmail),
                Err(error) => self.refused(error),
            };
        }
        match self.post.desk.book(&self.post.asker, &self.order(start, who)).await {
            Ok(meeting) => {
                self.note(meeting);
                Ok(Early::Done)
            }
            Err(error) => self.refused(error),
        }
    }

    async fn move_early(&mut self, heard: &Heard) -> Result<Early, ServiceError> {
        let (Some(wish), Some(meeting)) = (&heard.wish, self.which(None).cloned()) else { return Ok(Early::Nothing) };
        if !heard.is_fresh || !self.may_be_booked(wish.start) || !self.is_sure(wish).await? {
            return self.offer(heard).await;
        }
        match self.post.desk.reschedule(&self.post.asker, &meeting.id, &Wanted::Start { at: wish.start, minutes: None }, None).await {
            Ok(moved) => {
                self.note(moved);
                Ok(Early::Done)
            }
            Err(error) => self.refused(error),
        }
    }

    /// What can be said of a booking that failed.
    fn refused(&mut self, error: ScheduleError) -> Result<Early, ServiceError> {
        match error {
            ScheduleError::NotFree { alternatives, .. } => {
                let zone = self.post.zone.clone().unwrap_or_else(|| self.post.business.time_zone.clone());
                let none = alternatives.is_empty();
                let business_zone = self.post.business.time_zone.clone();
                self.offers = Some(SlotOffers { slots: alternatives, time_zone: zone, business_zone, blind: false });
                Ok(if none { Early::NoneFree } else { Early::NotFree })
            }
            ScheduleError::Service(error @ ServiceError::Storage(_)) => Err(error),
            // Limits, and what cannot be: a person has to look at it.
            _ => Ok(Early::Nothing),
        }
    }

    /// Free times where the words point to.
    async fn offer(&mut self, heard: &Heard) -> Result<Early, ServiceError> {
        let mut query = self.query();
        query.limit = Some(BUTTONS);
        let offers = match (&heard.wish, heard.stretch) {
            (Some(wish), _) => self.post.desk.slots_near(&self.post.asker, wish.start, &query).await,
            (None, Some((from, to))) => {
                (query.from, query.to) = (from, to);
                self.post.desk.slots(&self.post.asker, &query).await
            }
            (None, None) => self.post.desk.slots(&self.post.asker, &query).await,
        };
        let mut offers = match offers {
            Ok(offers) => offers,
            Err(ScheduleError::Service(error @ ServiceError::Storage(_))) => return Err(error),
            Err(_) => return Ok(Early::Nothing),
        };
        let mut early = Early::Free;
        if offers.slots.is_empty() {
            early = Early::NotFree;
            let next = heard.stretch.and_then(|(from, to)| from.or(to)).unwrap_or_else(|| self.now());
            offers.slots = match self.post.desk.slots_near(&self.post.asker, next, &query).await {
                Ok(near) => near.slots,
                Err(_) => vec![],
            };
        }
        let wished_is_there = |start| offers.slots.iter().any(|slot| slot.start.parse().ok() == Some(start));
        if heard.wish.as_ref().is_some_and(|wish| !wished_is_there(wish.start)) {
            early = Early::NotFree;
        }
        let none = offers.slots.is_empty();
        self.offers = Some(offers);
        Ok(if none { Early::NoneFree } else { early })
    }
}
