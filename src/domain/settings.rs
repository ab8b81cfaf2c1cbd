//! What the owner has set in the dashboard. Secrets are here only as sealed text.

use serde::{Deserialize, Serialize};

use super::{analytics::figures::Price, business::Business, custom::CustomField, origin::SiteOrigin, report::schedule::ReportSchedule};

/// How the widget greets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetLook {
    /// Empty: the widget's own greeting in the visitor's language.
    #[serde(default)]
    pub greeting: String,
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
    /// When reports are made.
    #[serde(default)]
    pub reports: ReportSchedule,
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
