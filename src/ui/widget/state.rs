//! What a component of the widget needs to know: the page's words and what is known of the visitor.
//! Copies are handles to the same state.

use leptos::prelude::*;

use super::{boot::Boot, phrases::Say};
use crate::domain::{capture::Field, locale::Language};

/// The visitor's side of the desk.
#[derive(Clone, Copy)]
pub struct Desk {
    boot: StoredValue<Boot>,
    pub language: Language,
}

impl Desk {
    pub fn new(boot: Boot) -> Self {
        Self { language: boot.language, boot: StoredValue::new(boot) }
    }

    pub fn say(self, phrase: Say) -> String {
        self.read(|boot| boot.say(phrase))
    }

    pub fn say_with(self, phrase: Say, gap: &str) -> String {
        self.read(|boot| boot.say_with(phrase, gap))
    }

    /// What is known of the visitor; a contact card offers it.
    pub fn known(self, field: Field) -> Option<String> {
        self.read(|boot| boot.known.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone()))
    }

    pub fn read<T>(self, read: impl FnOnce(&Boot) -> T) -> T {
        self.boot.with_value(read)
    }

    /// The browser learns more than the page knew.
    #[cfg(feature = "widget")]
    pub fn change(self, change: impl FnOnce(&mut Boot)) {
        self.boot.update_value(change);
    }
}
