//! What a page hands the widget: its words, whose desk it is, and what was said so far (only on the page that
//! answers a plain form: a page that was merely opened knows nothing of the visitor).

use super::{message::Said, phrases::Say};
use crate::domain::{capture::Field, locale::Language};

/// Something that went wrong, in the visitor's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    pub text: String,
    /// What to tell the owner; empty where there is nothing to look up.
    pub reference: String,
    /// Whether trying again can help.
    pub retry: bool,
    /// Seconds to wait before trying again.
    pub wait_s: u32,
}

/// All that a page tells the widget.
#[derive(Clone, Debug, Default)]
pub struct Boot {
    /// In the order of [`Say`].
    pub words: Vec<String>,
    pub language: Language,
    pub business: String,
    /// The owner's greeting or the language's own.
    pub greeting: String,
    /// The origin of the page that embeds the widget; empty where it stands alone. Only a name to talk to:
    /// who may embed it is decided by the page's headers.
    pub origin: String,
    /// Where plain forms go: `/widget` with the look of this page.
    pub action: String,
    /// The language as the embedding page or the browser asked for it, a BCP 47 tag; empty: the browser's own.
    pub locale: String,
    /// The visitor's token, on a page that answers a plain form. Never in an address.
    pub token: Option<String>,
    /// Oldest first.
    pub said: Vec<Said>,
    /// What is known of the visitor: a field and its value.
    pub known: Vec<(Field, String)>,
    pub problem: Option<Problem>,
    /// Words that could not be sent.
    pub draft: String,
}

impl Boot {
    /// A phrase of this page's language; empty where the page has none.
    pub fn say(&self, phrase: Say) -> String {
        self.words.get(phrase as usize).cloned().unwrap_or_default()
    }

    /// A phrase with its gap filled.
    pub fn say_with(&self, phrase: Say, gap: &str) -> String {
        self.say(phrase).replace("{n}", gap)
    }
}

#[cfg(feature = "ssr")]
impl Boot {
    /// An empty desk of this business in this language.
    pub fn new(language: Language, business: &str, greeting: &str) -> Self {
        let mut boot = Self {
            words: super::phrases::words(language).into_iter().map(str::to_owned).collect(),
            language,
            business: business.to_owned(),
            ..Self::default()
        };
        boot.greeting = match greeting.trim() {
            "" => boot.say_with(Say::Greeting, business),
            own => own.to_owned(),
        };
        boot
    }

    /// As JSON that can stand in a script element: no `<`, no `>`, no `&`, no line separators.
    pub fn to_script_json(&self) -> String {
        let problem = self.problem.as_ref().map(|problem| {
            serde_json::json!({ "text": problem.text, "reference": problem.reference, "retry": problem.retry, "wait_s": problem.wait_s })
        });
        let messages: Vec<_> = self.said.iter().map(Said::to_json).collect();
        let captured: serde_json::Map<_, _> =
            self.known.iter().map(|(field, value)| (field.as_str().to_owned(), value.clone().into())).collect();
        serde_json::json!({
            "words": self.words, "language": self.language.code(), "business": self.business, "greeting": self.greeting,
            "origin": self.origin, "action": self.action, "locale": self.locale, "token": self.token, "messages": messages,
            "lead": { "captured": captured }, "problem": problem, "draft": self.draft,
        })
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_close_the_script() {
        let boot = Boot::new(Language::En, "</script><b>&\u{2028}", "");
        let json = boot.to_script_json();
        assert!(!json.contains(['<', '>', '&', '\u{2028}']));
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["business"], "</script><b>&\u{2028}");
        assert_eq!(read["words"].as_array().map(Vec::len), Some(boot.words.len()));
    }

    #[test]
    fn the_owners_greeting_beats_the_languages_own() {
        assert_eq!(Boot::new(Language::De, "Rad & Tat", " Moin! ").greeting, "Moin!");
        assert!(Boot::new(Language::De, "Rad & Tat", " ").greeting.contains("Rad & Tat"));
    }
}
