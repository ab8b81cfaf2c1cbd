//! Buttons and forms of the whole page, heard in one place: send, try again, begin anew, erase, copy, the dialogs.
//! The download is a plain form: the server writes the file.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlDialogElement, HtmlDocument, HtmlTextAreaElement, Node, SubmitEvent};

use super::{
    super::{phrases::Say, state::Desk},
    dom, host,
    json::Json,
    keys,
    line::{self, Again},
    net::{Call, Kind},
    rows, scroll, talk, trouble, turn,
};

pub fn listen(desk: Desk) {
    dom::on(&window(), "click", Box::new(move |event| clicked(desk, &event)));
    dom::on(&window(), "submit", Box::new(move |event| submitted(desk, &event.unchecked_into())));
}

fn clicked(desk: Desk, event: &Event) {
    let target = dom::target(event);
    if let Some(menu) = keys::open_menu().filter(|menu| !menu.contains(target.as_deref().map(|node: &Node| node))) {
        _ = menu.remove_attribute("open");
    }
    let Some(button) = target.and_then(|target| target.closest("[data-do]").ok().flatten()) else { return };
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        "again" => talk::retry(desk),
        "close" => host::close(desk),
        "copy" => copy(desk, button),
        "end" => scroll::to_end(),
        "dialog" => {
            event.prevent_default();
            open(&button.get_attribute("href").unwrap_or_default());
        }
        "shut" => {
            event.prevent_default();
            shut();
        }
        _ => {}
    }
}

fn submitted(desk: Desk, event: &SubmitEvent) {
    let button = event.submitter().map(Element::from);
    let form = dom::target(event).map(|form| form.id()).unwrap_or_default();
    if form == "composer" {
        event.prevent_default();
        talk::submit(desk, button);
    } else if form == "deeds" {
        let deed = button.and_then(|button| button.get_attribute("value")).unwrap_or_default();
        shut();
        if deed != "download" {
            event.prevent_default();
            dom::spawn(Box::pin(begin_anew(desk, deed == "erase")));
        }
    }
}

/// Ends the conversation, and erases it where the visitor wants that.
async fn begin_anew(desk: Desk, erase: bool) {
    turn::hang_up(desk);
    let (method, path) = if erase { ("DELETE", "/gemini/conversation") } else { ("POST", "/gemini/reset") };
    if let Some(token) = line::token(desk) {
        let call = Call { method, path, token: Some(token), ..Call::default() };
        let fault = call.send().await.err().filter(|fault| !matches!(fault.kind, Kind::Unknown | Kind::Missing));
        if let Some(fault) = fault {
            return trouble::show(desk, &fault, Again::Nothing);
        }
    }
    rows::clear(desk);
    // A new conversation begins without what the old one told.
    desk.change(|boot| boot.known.clear());
    if erase {
        line::forget_token(desk);
        dom::tell("status", &desk.say(Say::Erased));
    }
    dom::focus(dom::by_id("message"));
}

/// Copies an answer and says so for two seconds.
fn copy(desk: Desk, button: Element) {
    let bubble = button.closest(".said").ok().flatten().and_then(|row| row.query_selector(".bubble").ok().flatten());
    // As it is shown: lists and paragraphs keep their lines.
    let text = bubble.map(|bubble| Json(bubble.into()).text("innerText")).unwrap_or_default();
    dom::spawn(Box::pin(async move {
        if copied(&text).await {
            _ = button.set_attribute("data-done", "");
            dom::tell("status", &desk.say(Say::Copied));
            dom::after(2_000, Box::new(move || _ = button.remove_attribute("data-done")));
        }
    }));
}

async fn copied(text: &str) -> bool {
    let navigator = window().navigator();
    // Absent on pages that are not secure.
    let clipboard = Json(JsValue::from(&navigator)).get("clipboard");
    if clipboard.is_there() && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    copy_the_old_way(text).unwrap_or(false)
}

/// Through a field and its selection: works wherever the visitor has just clicked.
fn copy_the_old_way(text: &str) -> Option<bool> {
    let document = document().dyn_into::<HtmlDocument>().ok()?;
    let field = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    field.set_value(text);
    field.set_class_name("sr");
    document.body()?.append_child(&field).ok()?;
    field.select();
    let done = document.exec_command("copy").ok();
    field.remove();
    done
}

/// Opens a dialog above the page instead of going to its address.
fn open(address: &str) {
    shut();
    if let Some(dialog) = dom::find(address).and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        _ = dialog.show_modal();
    }
}

/// Closes menu and dialogs.
fn shut() {
    for dialog in dom::all("dialog[open]") {
        dialog.unchecked_into::<HtmlDialogElement>().close();
    }
    if let Some(menu) = keys::open_menu() {
        _ = menu.remove_attribute("open");
    }
}
