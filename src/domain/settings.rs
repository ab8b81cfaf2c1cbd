//! What the owner has set in the dashboard. Secrets are here only as sealed text.

use serde::{Deserialize, Serialize};

use super::{
    analytics::figures::Price,
    api_error::FieldErrors,
    business::Business,
    colour::Accent,
    custom::CustomField,
    meeting::{limits::InvitationLimits, template::TitleTemplate},
    notifications::Notifications,
    origin::SiteOrigin,
    report::schedule::ReportSchedule,
    schedule::rules::{Rules, ScheduleSettings},
};

/// The corner at the foot of the page in which the widget's button stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Corner {
    /// Where the page's lines end: the right one in English, the left one in Arabic.
    #[default]
    Auto,
    Left,
    Right,
}

impl Corner {
    /// As the embedding line says it; None: as the page is written.
    pub fn side(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Left => Some("left"),
            Self::Right => Some("right"),
        }
    }
}

/// How the widget greets, and how it looks. By default as it was before any of it could be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetLook {
    /// Empty: the widget's own greeting in the visitor's language.
    #[serde(default)]
    pub greeting: String,
    /// None: our own colour.
    #[serde(default)]
    pub accent: Option<Accent>,
    #[serde(default)]
    pub corner: Corner,
}

impl WidgetLook {
    /// Colour and place as a form shows them.
    pub fn choice(&self) -> LookChoice {
        LookChoice { accent: self.accent.as_ref().map(|accent| accent.as_str().to_owned()).unwrap_or_default(), corner: self.corner }
    }

    /// Takes colour and place as they were typed; the problem is one of the field `accent`.
    pub fn choose(&mut self, choice: &LookChoice) -> Result<(), &'static str> {
        self.accent = match choice.accent.trim() {
            "" => None,
            typed => Some(Accent::parse(typed)?),
        };
        self.corner = choice.corner;
        Ok(())
    }
}

/// The widget's colour and place as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LookChoice {
    /// Empty: our own colour.
    pub accent: String,
    pub corner: Corner,
}

/// When a meeting is booked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingConfirmation {
    /// At once, where the visitor's own words named the time and the e-mail.
    #[default]
    Auto,
    /// Only when the visitor taps a time.
    Tap,
}

/// How meetings are booked, beside the opening hours and the meeting's length, which stand with the business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scheduling {
    pub rules: ScheduleSettings,
    pub booking_confirmation: BookingConfirmation,
    pub limits: InvitationLimits,
    pub title: TitleTemplate,
    /// Minutes before a meeting at which its visitor is reminded by mail, where mail is configured; empty: never.
    pub reminders: Vec<u32>,
}

impl Default for Scheduling {
    fn default() -> Self {
        Self {
            rules: ScheduleSettings::default(),
            booking_confirmation: BookingConfirmation::default(),
            limits: InvitationLimits::default(),
            title: TitleTemplate::default(),
            reminders: vec![DAY_MINUTES],
        }
    }
}

const DAY_MINUTES: u32 = 1_440;
/// The most reminders of one meeting, and how long before it they may be.
const MOST_REMINDERS: usize = 3;
const REMINDERS: std::ops::RangeInclusive<u32> = 10..=14 * DAY_MINUTES;

/// Checks how long before a meeting its reminders are to be. The field is called `reminders`.
fn check_reminders(minutes: &[u32]) -> FieldErrors {
    let is_again = |(index, one): (usize, &u32)| minutes.iter().take(index).any(|other| other == one);
    let sound = minutes.len() <= MOST_REMINDERS
        && minutes.iter().all(|minutes| REMINDERS.contains(minutes))
        && !minutes.iter().enumerate().any(is_again);
    let problem = || ("reminders".to_owned(), "at most three, each from 10 minutes to 14 days (20160 minutes) before".to_owned());
    if sound { FieldErrors::new() } else { std::iter::once(problem()).collect() }
}

impl Scheduling {
    /// The rules, together with what stands with the business. Field errors name the fields of both, of the limits, and
    /// `reminders`.
    pub fn rules(&self, business: &Business) -> Result<Rules, FieldErrors> {
        let mut wrong = self.limits.check().err().unwrap_or_default();
        wrong.extend(check_reminders(&self.reminders));
        match Rules::new(&business.hours, business.meeting_minutes, &self.rules) {
            Ok(rules) if wrong.is_empty() => Ok(rules),
            Ok(_) => Err(wrong),
            Err(of_rules) => Err(of_rules.into_iter().chain(wrong).collect()),
        }
    }
}

/// All settings: one document, replaced as a whole, guarded by its version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub business: Business,
    #[serde(default)]
    pub widget: WidgetLook,
    /// Sites that may embed the widget, beside those of `ALLOWED_ORIGINS`. Empty: any site.
    #[serde(default)]
    pub allowed_sites: Vec<SiteOrigin>,
    /// Fields of leads that the owner defined, in their order.
    #[serde(default)]
    pub lead_fields: Vec<CustomField>,
    #[serde(default)]
    pub scheduling: Scheduling,
    /// When reports are made.
    #[serde(default)]
    pub reports: ReportSchedule,
    /// What is told by mail of visitors.
    #[serde(default)]
    pub notifications: Notifications,
    /// Days after which a conversation is archived by itself; 0: never.
    #[serde(default)]
    pub archive_after_days: u16,
    /// What models cost.
    #[serde(default)]
    pub prices: Vec<Price>,
    /// The Gemini key, sealed (see the `Sealer` port). None: that of the environment, if any.
    #[serde(default)]
    pub gemini_key: Option<String>,
    /// None: that of the environment.
    #[serde(default)]
    pub gemini_model: Option<String>,
    /// 0 before anything was saved; grows by one with each save.
    pub version: u64,
}

/// A text that can be an API key of Google: 10 to 200 visible ASCII characters. No prefix is expected: they change.
pub fn check_gemini_key(key: &str) -> Result<(), &'static str> {
    let visible = key.bytes().all(|b| b.is_ascii_graphic());
    if visible && (10..=200).contains(&key.len()) { Ok(()) } else { Err("this is not an API key: copy it again, whole and without blanks") }
}

/// A model's name, such as `gemini-3.8-flash`, with or without `models/` before it. None for an empty text.
pub fn parse_model_name(typed: &str) -> Result<Option<String>, &'static str> {
    let name = typed.trim();
    let name = name.strip_prefix("models/").unwrap_or(name);
    // The name becomes part of a URL's path: nothing that could lead elsewhere may be in it.
    let clean = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)) && !name.contains("..");
    match name.len() {
        0 => Ok(None),
        1..=100 if clean => Ok(Some(name.to_owned())),
        _ => Err("write a model's name such as gemini-3.8-flash"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_that_was_stored_before_there_was_a_choice_is_todays() {
        let stored: WidgetLook = serde_json::from_str(r#"{"greeting":"Hi"}"#).expect("a look");
        assert_eq!(stored.choice(), LookChoice::default());
        assert_eq!((stored.greeting.as_str(), stored.accent, stored.corner), ("Hi", None, Corner::Auto));
    }

    #[test]
    fn a_choice_is_taken_whole_or_not_at_all() {
        let mut look = WidgetLook { greeting: "Hi".into(), ..WidgetLook::default() };
        let choice = LookChoice { accent: " A30 ".into(), corner: Corner::Left };
        assert_eq!(look.choose(&choice), Ok(()));
        assert_eq!(look.choice(), LookChoice { accent: "#aa3300".into(), corner: Corner::Left });
        let before = look.clone();
        assert!(look.choose(&LookChoice { accent: "red;}".into(), corner: Corner::Auto }).is_err());
        assert_eq!(look, before);
        assert_eq!(look.choose(&LookChoice::default()), Ok(()));
        assert_eq!(look, WidgetLook { greeting: "Hi".into(), ..WidgetLook::default() }, "back to ours, with the greeting");
        let again: WidgetLook = serde_json::from_str(&serde_json::to_string(&before).expect("JSON")).expect("a look");
        assert_eq!(again, before);
    }
}
