//! Clock and time zones of the browser, through `Intl`: no zones of our own are shipped, neither data nor code.

use std::{cell::RefCell, collections::HashMap};

use jiff::civil::DateTime;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::time::Timestamp;

thread_local! {
    /// A formatter costs a millisecond to make and there are few zones.
    static FORMATTERS: RefCell<HashMap<String, Option<JsValue>>> = RefCell::new(HashMap::new());
}

/// The local time of an instant in an IANA zone; UTC where the zone is unknown.
pub fn civil(at: Timestamp, zone: &str) -> DateTime {
    in_zone(at, zone).unwrap_or_else(|| jiff::tz::Offset::UTC.to_datetime(at))
}

fn in_zone(at: Timestamp, zone: &str) -> Option<DateTime> {
    let formatter = FORMATTERS.with_borrow_mut(|known| known.entry(zone.to_owned()).or_insert_with(|| formatter(zone)).clone())?;
    let format: Function = Reflect::get(&formatter, &"formatToParts".into()).ok()?.dyn_into().ok()?;
    let milliseconds = JsValue::from_f64(at.as_millisecond() as f64);
    let parts: Array = format.call1(&formatter, &milliseconds).ok()?.dyn_into().ok()?;
    let number = |wanted: &str| -> Option<i16> {
        let part = parts.iter().find(|part| field(part, "type").as_deref() == Some(wanted))?;
        field(&part, "value")?.parse().ok()
    };
    let small = |wanted: &str| i8::try_from(number(wanted)?).ok();
    DateTime::new(number("year")?, small("month")?, small("day")?, small("hour")?, small("minute")?, small("second")?, 0).ok()
}

fn field(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}

/// None when the browser does not know the zone: the constructor throws then.
fn formatter(zone: &str) -> Option<JsValue> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("calendar", "gregory"),
        ("numberingSystem", "latn"),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
        ("second", "numeric"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    let constructor: Function = intl("DateTimeFormat")?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of2(&"en-GB".into(), &options)).ok()
}

fn intl(name: &str) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::get(&intl, &name.into()).ok().filter(|value| !value.is_undefined())
}

/// Now; None where there is no clock to trust a page to.
pub fn now() -> Option<Timestamp> {
    Timestamp::from_millisecond(js_sys::Date::now() as i64).ok()
}

/// The IANA zone of the reader's machine.
pub fn reader_zone() -> Option<String> {
    let constructor: Function = intl("DateTimeFormat")?.dyn_into().ok()?;
    let formatter = Reflect::construct(&constructor, &Array::new()).ok()?;
    let resolve: Function = Reflect::get(&formatter, &"resolvedOptions".into()).ok()?.dyn_into().ok()?;
    field(&resolve.call0(&formatter).ok()?, "timeZone")
}

/// All IANA zones the browser knows, in alphabetical order.
pub fn zones() -> Vec<String> {
    let list = || -> Option<Array> {
        let supported: Function = intl("supportedValuesOf")?.dyn_into().ok()?;
        supported.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok()?.dyn_into().ok()
    };
    let mut zones: Vec<String> = list().map(|list| list.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    zones.sort_unstable();
    zones
}
