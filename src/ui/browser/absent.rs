//! The server's side of [`super`]: there is no browser.

use jiff::civil::DateTime;

use super::{Answered, Frame, StreamEvent};
use crate::domain::time::Timestamp;

/// The local time of an instant in an IANA zone; UTC where the zone is unknown.
pub fn civil(at: Timestamp, zone: &str) -> DateTime {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    at.to_zoned(zone).datetime()
}

/// Now; None where there is no clock to trust a page to.
pub fn now() -> Option<Timestamp> {
    None
}

/// The IANA zone of the reader's machine.
pub fn reader_zone() -> Option<String> {
    None
}

/// All IANA zones the browser knows, in alphabetical order.
pub fn zones() -> Vec<String> {
    Vec::new()
}

/// Whether the text is on the clipboard now.
pub async fn copy(_text: String) -> bool {
    false
}

pub fn stored(_key: &str) -> Option<String> {
    None
}

/// Keeps a text in this browser; None forgets it.
pub fn store(_key: &str, _value: Option<&str>) {}

/// The part of the address behind `#`, once: it is taken out of the address bar.
pub fn take_fragment() -> Option<String> {
    None
}

/// The path and query of the page.
pub fn here() -> Option<String> {
    None
}

/// Scheme and host of the page.
pub fn origin() -> Option<String> {
    None
}

/// Leaves for another page with a full load.
pub fn go(_path: &str) {}

/// Opens another page of ours in a tab of its own.
pub fn open_beside(_path: &str) {}

/// Posts a JSON text in a way that outlives the page; nobody hears the answer.
pub fn post_while_leaving(_path: &str, _json: &str) {}

/// The same, for whoever waits until there is an answer, whatever it is.
pub async fn post_outliving(_path: &str, _json: String) {}

/// Closes what stands over the page under this id.
pub fn close_popover(_id: &str) {}

/// Whether the reader wants no motion.
pub fn wants_stillness() -> bool {
    false
}

/// Where an element stands in the window.
pub fn frame_of(_element: &leptos::web_sys::Element) -> Frame {
    Frame::default()
}

/// Scrolls what scrolls as little as it takes for the element to be in sight.
pub fn bring_into_sight(_element: &leptos::web_sys::Element) {}

/// Writes where the caret is, as if it were typed: the browser can undo it. Whether it did.
pub fn type_text(_text: &str) -> bool {
    false
}

/// A number that is nobody else's, as far as chance goes. No secret.
pub fn random() -> u128 {
    0
}

/// Lets the browser download what is at a path, under the name that its answer gives.
pub fn download(_path: &str) {}

/// The size of the chosen file, in bytes.
pub fn chosen_size(_input: &leptos::web_sys::HtmlInputElement) -> Option<u64> {
    None
}

/// The words of the chosen file.
pub async fn chosen_text(_input: &leptos::web_sys::HtmlInputElement) -> Option<String> {
    None
}

/// Lets the browser save a text as a file of this name.
pub fn save_text(_name: &str, _text: &str) {}

/// Sends the chosen file as the field `file` of a form, with further fields. None where no answer came.
pub async fn send_file(_input: &leptos::web_sys::HtmlInputElement, _path: &str, _fields: &[(&str, String)]) -> Option<Answered> {
    None
}

/// The open event stream; closed when dropped.
pub struct EventStream;

/// Opens the stream of live news and keeps it open.
pub fn listen(_url: &'static str, _tell: impl Fn(StreamEvent) + Clone + 'static) -> EventStream {
    EventStream
}

/// Listens until dropped.
pub struct LinkWatch;

/// Before a link inside of this site is followed: `may_go` with its path; false holds it back.
pub fn before_links(_may_go: impl Fn(&str) -> bool + 'static) -> LinkWatch {
    LinkWatch
}

/// Asks before steps through the history until dropped.
pub struct StepWatch;

/// When Back or Forward has changed the address from `page`: `may_go`; false puts `page` on top of the history.
pub fn before_steps(_page: impl Fn() -> String + 'static, _may_go: impl Fn() -> bool + 'static) -> StepWatch {
    StepWatch
}

/// Asks before the page is left for the log-in until dropped.
pub struct LoginWatch;

/// Before the page is left for the log-in: `may_go`; false keeps it.
pub fn before_login(_may_go: impl Fn() -> bool + 'static) -> LoginWatch {
    LoginWatch
}

/// Whether the page may be left for the log-in.
pub fn may_log_in() -> bool {
    true
}

/// As the browser's own Back.
pub fn step_back() {}
