//! JSON by the browser's own parser, read field by field: a parser of our own would weigh more than all that reads it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::super::{
    boot::{Boot, Problem},
    meeting::{Booking, Slot, Slots},
    message::{Ending, Said},
};
use crate::domain::{capture::Field, locale::Language};

/// A value from outside. What is missing or of another kind reads as empty.
pub struct Json(pub JsValue);

impl Json {
    pub fn parse(text: &str) -> Self {
        Self(js_sys::JSON::parse(text).unwrap_or(JsValue::UNDEFINED))
    }

    pub fn get(&self, name: &str) -> Self {
        if !self.0.is_object() {
            return Self(JsValue::UNDEFINED);
        }
        Self(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED))
    }

    pub fn is_there(&self) -> bool {
        !self.0.is_undefined() && !self.0.is_null()
    }

    pub fn text(&self, name: &str) -> String {
        self.get(name).0.as_string().unwrap_or_default()
    }

    pub fn number(&self, name: &str) -> u32 {
        // Saturates: a float that fits no u32 becomes the nearest one.
        self.get(name).0.as_f64().unwrap_or_default() as u32
    }

    pub fn list(&self, name: &str) -> Vec<Self> {
        self.get(name).0.dyn_ref::<Array>().map(|array| array.iter().map(Self).collect()).unwrap_or_default()
    }

    /// `captured` of a lead: what is known of the visitor.
    pub fn known(&self) -> Vec<(Field, String)> {
        let captured = self.get("captured");
        Field::ALL.into_iter().map(|field| (field, captured.text(field.as_str()))).filter(|(_, value)| !value.is_empty()).collect()
    }

    fn words(&self, name: &str) -> Vec<String> {
        self.list(name).into_iter().filter_map(|word| word.0.as_string()).collect()
    }

    /// The fields that the first contact card of `cards` asks for.
    fn form(&self) -> Vec<Field> {
        self.list("cards").iter().flat_map(Self::card_fields).collect()
    }

    /// The fields of one card; none where it is of a kind that this bundle does not know.
    fn card_fields(&self) -> Vec<Field> {
        if self.text("kind") != "contact_form" {
            return Vec::new();
        }
        self.list("fields").iter().filter_map(|name| name.0.as_string()).filter_map(|name| Field::parse(&name)).collect()
    }

    /// Puts the cards of an answer onto it; those of a kind that this bundle does not know are left out.
    pub fn with_cards(&self, said: Said) -> Said {
        let mut said = Said { form: self.form(), ..said };
        for card in self.list("cards") {
            match card.text("kind").as_str() {
                "slots" => {
                    said.slots = Some(Slots { slots: card.list("slots").iter().map(Self::slot).collect(), zone: card.text("time_zone") })
                }
                "handover" => said.handover = std::iter::once(card.text("title")).chain(card.words("lines")).collect(),
                "booking" | "booking_pending" => said.bookings.push(card.get("meeting").booking()),
                _ => {}
            }
        }
        said
    }

    fn slot(&self) -> Slot {
        Slot { label: self.text("label"), day: self.text("day"), time: self.text("time"), theirs: self.text("business_time") }
    }

    fn booking(&self) -> Booking {
        Booking {
            status: self.text("status"),
            title: self.text("title"),
            when: self.text("when"),
            theirs: self.text("business_when"),
            call: self.text("meet_link"),
            manage: self.text("manage_url"),
        }
    }

    /// One message of a transcript.
    fn said(&self) -> Said {
        self.with_cards(Said {
            id: self.text("id"),
            by_visitor: self.text("author") == "visitor",
            text: self.text("text"),
            html: self.text("html"),
            at: self.text("at"),
            ending: Ending::parse(&self.text("end")),
            ..Said::default()
        })
    }

    /// `messages` of a transcript.
    pub fn messages(&self) -> Vec<Said> {
        self.list("messages").iter().map(Self::said).collect()
    }

    /// What a page hands the widget.
    pub fn boot(&self) -> Boot {
        let problem = self.get("problem");
        Boot {
            words: self.words("words"),
            language: Language::negotiate(&self.text("language")),
            business: self.text("business"),
            greeting: self.text("greeting"),
            origin: self.text("origin"),
            action: self.text("action"),
            locale: self.text("locale"),
            token: self.get("token").0.as_string(),
            said: self.messages(),
            known: self.get("lead").known(),
            problem: problem.is_there().then(|| Problem {
                text: problem.text("text"),
                reference: problem.text("reference"),
                retry: problem.get("retry").0.is_truthy(),
                wait_s: problem.number("wait_s"),
            }),
            draft: self.text("draft"),
        }
    }
}

/// Sets one field of an object that we build. It cannot fail on an ordinary object.
pub fn set(object: &Object, name: &str, value: &JsValue) {
    _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Sets a text, cut to `most` characters, unless it is empty.
pub fn set_text(object: &Object, name: &str, value: &str, most: usize) {
    let cut: String = value.chars().take(most).collect();
    if !cut.is_empty() {
        set(object, name, &JsValue::from_str(&cut));
    }
}
