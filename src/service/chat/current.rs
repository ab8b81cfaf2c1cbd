//! Cards of meetings, shown again: always of the meeting as it is stored now. One that was moved or cancelled since must
//! not look as it looked then.

use super::Chat;
use crate::{domain::chat::Card, service::error::ServiceError};

impl Chat {
    /// The cards as they are shown now. A card of a meeting that there is no more is left out.
    pub(super) async fn current(&self, cards: Vec<Card>) -> Result<Vec<Card>, ServiceError> {
        let is_meeting = |card: &Card| matches!(card, Card::Booking { .. } | Card::BookingPending { .. });
        let Some(desk) = self.ports.meetings.as_ref().filter(|_| cards.iter().any(is_meeting)) else { return Ok(cards) };
        let business = self.ports.settings.load().await?.business;
        let mut current = Vec::with_capacity(cards.len());
        for card in cards {
            match card {
                Card::Booking { meeting } | Card::BookingPending { meeting } => {
                    let stored = desk.meetings.find(&meeting.id).await?;
                    current.extend(stored.map(|stored| desk.card(&stored, &business)));
                }
                other => current.push(other),
            }
        }
        Ok(current)
    }
}
