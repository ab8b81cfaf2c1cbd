//! The browser's part of a card, on the server: nothing happens there.

use leptos::ev::{Event, FocusEvent, SubmitEvent};

use super::{card::CardState, state::Desk};

pub fn field_typed(_desk: Desk, _state: &CardState, _event: &Event) {}
pub fn field_left(_desk: Desk, _state: &CardState, _event: &FocusEvent) {}
pub fn save_contact(_desk: Desk, _state: &CardState, _event: &SubmitEvent) {}
