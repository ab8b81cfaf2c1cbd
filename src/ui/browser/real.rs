//! The browser's side of [`super`].

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{
    leptos_dom::helpers::set_timeout,
    prelude::{document, window},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, EventSource, HtmlElement, MessageEvent, Storage};

use super::{Frame, StreamEvent};

/// How long a stream that the server refused rests before it is tried again.
const REST: Duration = Duration::from_secs(3);

/// Whether the text is on the clipboard now.
pub async fn copy(text: String) -> bool {
    let navigator = window().navigator();
    // Absent on pages that are neither https nor localhost.
    let offered = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| !clipboard.is_undefined());
    offered && JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

pub fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Keeps a text in this browser; None forgets it.
pub fn store(key: &str, value: Option<&str>) {
    // A full or forbidden storage only means that the choice is not kept.
    let _ = storage().map(|storage| match value {
        Some(value) => storage.set_item(key, value),
        None => storage.remove_item(key),
    });
}

/// The part of the address behind `#`, once: it is taken out of the address bar.
pub fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?.strip_prefix('#')?.to_owned();
    let path = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    let history = window().history().ok()?;
    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path)).ok()?;
    Some(fragment)
}

/// The path and query of the page.
pub fn here() -> Option<String> {
    let location = window().location();
    Some(format!("{}{}", location.pathname().ok()?, location.search().ok()?))
}

/// Scheme and host of the page.
pub fn origin() -> Option<String> {
    window().location().origin().ok()
}

/// Leaves for another page with a full load.
pub fn go(path: &str) {
    // A path of ours is always a valid address.
    let _ = window().location().set_href(path);
}

/// Opens another page of ours in a tab of its own.
pub fn open_beside(path: &str) {
    // Where the browser opens none, the reader has forbidden it.
    let _ = window().open_with_url_and_target(path, "_blank");
}

/// A number that is nobody else's, as far as chance goes. No secret.
pub fn random() -> u128 {
    (0..4).fold(0, |number, _| (number << 32) | u128::from((js_sys::Math::random() * 4_294_967_296.0) as u32))
}

/// Closes what stands over the page under this id.
pub fn close_popover(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    // Refused where it is no popover; one that is closed stays so.
    let _ = element.map(|element| element.hide_popover());
}

/// Whether the reader wants no motion.
pub fn wants_stillness() -> bool {
    window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|query| query.matches())
}

/// Where an element stands in the window.
pub fn frame_of(element: &web_sys::Element) -> Frame {
    let rect = element.get_bounding_client_rect();
    Frame { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
}

/// Scrolls what scrolls as little as it takes for the element to be in sight.
pub fn bring_into_sight(element: &web_sys::Element) {
    let options = js_sys::Object::new();
    // A new object takes what it is given.
    let _ = js_sys::Reflect::set(&options, &"block".into(), &"nearest".into());
    element.scroll_into_view_with_scroll_into_view_options(options.unchecked_ref());
}

/// Writes where the caret is, as if it were typed: the browser can undo it. Whether it did.
pub fn type_text(text: &str) -> bool {
    let document = window().document().and_then(|document| document.dyn_into::<web_sys::HtmlDocument>().ok());
    document.is_some_and(|document| document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or(false))
}

type Handler = Closure<dyn FnMut(Event)>;

/// The open event stream; closed when dropped.
pub struct EventStream {
    current: Rc<RefCell<Option<Connection>>>,
}

struct Connection {
    source: EventSource,
    /// Kept alive as long as the source may call them.
    _handlers: Vec<Handler>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.close();
        self.source.set_onopen(None);
        self.source.set_onerror(None);
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.current.borrow_mut().take();
    }
}

/// Opens the stream of live news and keeps it open.
pub fn listen(url: &'static str, tell: impl Fn(StreamEvent) + Clone + 'static) -> EventStream {
    let current = Rc::new(RefCell::new(None));
    connect(url, tell, &current);
    EventStream { current }
}

fn connect(url: &'static str, tell: impl Fn(StreamEvent) + Clone + 'static, slot: &Rc<RefCell<Option<Connection>>>) {
    let Ok(source) = EventSource::new(url) else { return tell(StreamEvent::Lost) };
    let mut handlers = Vec::new();
    let mut handler = |run: Box<dyn FnMut(Event)>| {
        let closure = Closure::wrap(run);
        let function = closure.as_ref().unchecked_ref::<js_sys::Function>().clone();
        handlers.push(closure);
        function
    };

    let on_open = handler(Box::new({
        let tell = tell.clone();
        move |_| tell(StreamEvent::Open)
    }));
    let on_live = handler(Box::new({
        let tell = tell.clone();
        move |event: Event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
            match data.map(|text| serde_json::from_str(&text)) {
                Some(Ok(news)) => tell(StreamEvent::News(Box::new(news))),
                // News in a form this page does not know yet: reading all anew is always right.
                _ => tell(StreamEvent::Lagged),
            }
        }
    }));
    let on_lagged = handler(Box::new({
        let tell = tell.clone();
        move |_| tell(StreamEvent::Lagged)
    }));
    let on_error = handler(Box::new({
        let (tell, slot, source) = (tell.clone(), Rc::downgrade(slot), source.clone());
        move |_| {
            tell(StreamEvent::Lost);
            // The browser tries again by itself unless the server refused.
            if source.ready_state() == EventSource::CLOSED {
                let (tell, slot) = (tell.clone(), slot.clone());
                set_timeout(
                    move || {
                        if let Some(slot) = slot.upgrade().filter(|slot| slot.borrow().is_some()) {
                            connect(url, tell, &slot);
                        }
                    },
                    REST,
                );
            }
        }
    }));

    source.set_onopen(Some(&on_open));
    source.set_onerror(Some(&on_error));
    let listening = source.add_event_listener_with_callback("live", &on_live).is_ok()
        && source.add_event_listener_with_callback("lagged", &on_lagged).is_ok();
    if !listening {
        tell(StreamEvent::Lost);
    }
    *slot.borrow_mut() = Some(Connection { source, _handlers: handlers });
}
