//! Files that somebody has chosen, and their way to the server; files that the server gives; and what is sent on the way out.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, Headers, HtmlAnchorElement, HtmlInputElement, RequestInit, Response, Url};

use super::Answered;

/// How long the text of a file is kept for the browser.
const KEPT: std::time::Duration = std::time::Duration::from_secs(30);

fn chosen(input: &HtmlInputElement) -> Option<File> {
    input.files()?.get(0)
}

/// The size of the chosen file, in bytes.
pub fn chosen_size(input: &HtmlInputElement) -> Option<u64> {
    chosen(input).map(|file| file.size() as u64)
}

/// The words of the chosen file.
pub async fn chosen_text(input: &HtmlInputElement) -> Option<String> {
    JsFuture::from(chosen(input)?.text()).await.ok()?.as_string()
}

/// Lets the browser save a text as a file of this name.
pub fn save_text(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let url = Blob::new_with_str_sequence(parts.as_ref()).and_then(|blob| Url::create_object_url_with_blob(&blob));
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let (Ok(url), Some(link)) = (url, link) else { return };
    link.set_href(&url);
    link.set_download(name);
    // It stands nowhere, as in `download`.
    link.click();
    // The browser takes it up when it gets to it.
    leptos::prelude::set_timeout(move || drop(Url::revoke_object_url(&url)), KEPT);
}

/// Sends the chosen file as the field `file` of a form, with further fields. None where no answer came.
pub async fn send_file(input: &HtmlInputElement, path: &str, fields: &[(&str, String)]) -> Option<Answered> {
    let request = request(&chosen(input)?, fields).ok()?;
    let answer = JsFuture::from(window().fetch_with_str_and_init(path, &request)).await.ok()?;
    let response: Response = answer.unchecked_into();
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Answered { status: response.status(), text: text.as_string()? })
}

fn request(file: &File, fields: &[(&str, String)]) -> Result<RequestInit, JsValue> {
    let form = FormData::new()?;
    for (name, value) in fields {
        form.append_with_str(name, value)?;
    }
    form.append_with_blob_and_filename("file", file, &file.name())?;
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(headers.as_ref());
    init.set_body(form.as_ref());
    Ok(init)
}

/// Posts a JSON text in a way that outlives the page; nobody hears the answer.
pub fn post_while_leaving(path: &str, json: &str) {
    if let Ok(request) = outliving(json) {
        drop(window().fetch_with_str_and_init(path, &request));
    }
}

/// The same, for whoever waits until there is an answer, whatever it is.
pub async fn post_outliving(path: &str, json: String) {
    if let Ok(request) = outliving(&json) {
        drop(JsFuture::from(window().fetch_with_str_and_init(path, &request)).await);
    }
}

fn outliving(json: &str) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    headers.set("Accept", "application/json")?;
    headers.set("Content-Type", "application/json")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(headers.as_ref());
    init.set_body(&JsValue::from_str(json));
    js_sys::Reflect::set(init.as_ref(), &"keepalive".into(), &JsValue::TRUE)?;
    Ok(init)
}

/// Lets the browser download what is at a path, under the name that its answer gives. Nothing of it passes through the page.
pub fn download(path: &str) {
    let link = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(path);
        link.set_download("");
        // It stands nowhere: neither the router nor the guard of what is unsaved hears of it.
        link.click();
    }
}
