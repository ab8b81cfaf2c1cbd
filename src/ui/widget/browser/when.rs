//! Times in the visitor's zone and language, by the browser's own calendar.

use js_sys::{Date, Object};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    super::{message::Said, phrases::Say, state::Desk},
    dom,
    json::{Json, set},
    line,
};

#[wasm_bindgen]
extern "C" {
    /// `Number.prototype.toLocaleString` with options, which js-sys does not offer.
    #[wasm_bindgen(js_name = Number)]
    type Amount;
    #[wasm_bindgen(constructor, js_class = "Number")]
    fn new(value: f64) -> Amount;
    #[wasm_bindgen(method, js_name = toLocaleString)]
    fn in_locale(this: &Amount, locale: &str, options: &JsValue) -> String;
}

/// The browser's own tag where it is of the widget's language (it knows 12 or 24 hours), with western digits.
fn locale(desk: Desk) -> String {
    let code = desk.language.code();
    let browser = window().navigator().language().filter(|tag| tag.split('-').next() == Some(code));
    [browser.as_deref().unwrap_or(code), "-u-nu-latn"].concat()
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (name, value) in pairs {
        set(&options, name, &JsValue::from_str(value));
    }
    options.into()
}

fn date(at: &str) -> Date {
    if at.is_empty() { Date::new_0() } else { Date::new(&JsValue::from_str(at)) }
}

pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// The time of day.
fn clock(desk: Desk, at: &str) -> String {
    date(at).to_locale_string(&locale(desk), &options(&[("hour", "2-digit"), ("minute", "2-digit")])).into()
}

/// The number of the day in the visitor's zone.
fn day_number(date: &Date) -> i32 {
    ((date.get_time() - date.get_timezone_offset() * 60_000.0) / 86_400_000.0).floor() as i32
}

/// Today, yesterday, or the date.
fn day(desk: Desk, at: &str) -> String {
    let date = date(at);
    match day_number(&Date::new_0()) - day_number(&date) {
        0 => desk.say(Say::Today),
        1 => desk.say(Say::Yesterday),
        _ => date.to_locale_date_string(&locale(desk), &options(&[("weekday", "short"), ("day", "numeric"), ("month", "short")])).into(),
    }
}

/// Days pass while the list stands: "today" over an older message is put right.
pub fn name_days(desk: Desk) {
    let first = line::with(|line| line.first_at.clone());
    if let Some(heading) = dom::by_id("first-day") {
        heading.set_text_content(Some(&day(desk, &first)));
    }
    for heading in dom::all(".rows .day:not(:empty)") {
        let at = heading.get_attribute("data-at").unwrap_or_default();
        heading.set_text_content(Some(&day(desk, &at)));
    }
}

/// Seconds in words: minutes from two minutes on.
pub fn duration(desk: Desk, seconds: u32) -> String {
    let (amount, unit) = match seconds {
        0..120 => (seconds, "second"),
        120..7_200 => (seconds.div_ceil(60), "minute"),
        _ => (seconds.div_ceil(3_600), "hour"),
    };
    let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "long")]);
    Amount::new(f64::from(amount)).in_locale(&locale(desk), &options)
}

/// Puts the visitor's time on a message, and the day where it is another one than that of the message before.
pub fn stamp(desk: Desk, previous: &str, said: &mut Said) {
    said.clock = clock(desk, &said.at);
    if !previous.is_empty() && day_number(&date(previous)) != day_number(&date(&said.at)) {
        said.day = day(desk, &said.at);
    }
}

/// The visitor's IANA zone; empty where the browser does not tell.
pub fn time_zone() -> String {
    let format = Json(js_sys::Intl::DateTimeFormat::default().unchecked_into());
    let Ok(resolve) = format.get("resolvedOptions").0.dyn_into::<js_sys::Function>() else { return String::new() };
    resolve.call0(&format.0).map(|options| Json(options).text("timeZone")).unwrap_or_default()
}
