//! The document at `/widget`: head, hints, the rendered shell, the data for the browser, the script that starts it.

use leptos::prelude::*;

use super::{
    accent,
    boot::Boot,
    icons::SPRITE,
    phrases::Say,
    shell::{Shell, ShellProps},
    state::Desk,
};

/// Where the page finds its parts; addresses with their content's hash.
pub struct Parts<'a> {
    pub css: &'a str,
    /// None: the bundle was not built, and the page is a plain form.
    pub bundle: Option<Bundle<'a>>,
    /// The typeface for Urdu; asked for only where the page holds Urdu.
    pub nastaliq: Option<&'a str>,
}

pub struct Bundle<'a> {
    pub js: &'a str,
    pub wasm: &'a str,
}

/// How the page shall look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// `light`, `dark`; anything else follows the visitor's system.
    pub theme: String,
    /// The site's colour; None or no colour: our own.
    pub accent: Option<String>,
}

/// The whole document. `nonce` is that of the response's policy.
pub fn document(boot: Boot, look: &Look, parts: &Parts<'_>, nonce: &str) -> String {
    let nonce = escape(nonce);
    let language = boot.language.code();
    let direction = if boot.language.is_right_to_left() { "rtl" } else { "ltr" };
    let theme = match look.theme.as_str() {
        theme @ ("light" | "dark") => format!(r#" data-theme="{theme}""#),
        _ => String::new(),
    };
    let title = escape(&boot.say_with(Say::Title, &boot.business));
    let css = escape(parts.css);
    let style = style(look, parts, &nonce);
    let json = boot.to_script_json();
    let (hints, start) = match &parts.bundle {
        Some(bundle) => (hints(bundle), start(bundle, &nonce)),
        None => Default::default(),
    };
    let said = if boot.said.is_empty() { "" } else { " data-said" };
    let body = render(boot);
    format!(
        r#"<!doctype html><html lang="{language}" dir="{direction}"{theme}{said}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>{title}</title><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="{css}">{style}{hints}</head><body>{SPRITE}{body}<script type="application/json" id="boot">{json}</script>{start}</body></html>"#
    )
}

fn render(boot: Boot) -> String {
    let owner = Owner::new();
    let html = owner.with(|| Shell(ShellProps { desk: Desk::new(boot) }).to_html());
    owner.cleanup();
    html
}

fn style(look: &Look, parts: &Parts<'_>, nonce: &str) -> String {
    let mut rules = look.accent.as_deref().and_then(accent::rules).unwrap_or_default();
    if let Some(face) = parts.nastaliq {
        rules.push_str(&format!(
            r#"@font-face{{font-family:"Widget Nastaliq";src:local("Noto Nastaliq Urdu"),url("{}") format("woff2");font-display:swap;unicode-range:U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFF,U+2010-2011,U+200C-200E}}"#,
            face.replace(['"', '\\', '<'], "")
        ));
    }
    if rules.is_empty() { rules } else { format!(r#"<style nonce="{nonce}">{rules}</style>"#) }
}

fn hints(bundle: &Bundle<'_>) -> String {
    let (js, wasm) = (escape(bundle.js), escape(bundle.wasm));
    format!(
        r#"<link rel="modulepreload" href="{js}"><link rel="preload" href="{wasm}" as="fetch" type="application/wasm" crossorigin="anonymous">"#
    )
}

/// Starts the bundle. What the visitor sends before it is ready waits up to four seconds for it, then goes as a plain form,
/// with the token of an earlier visit; not on a page that says what went wrong, which may have been that token.
fn start(bundle: &Bundle<'_>, nonce: &str) -> String {
    let text = |url: &str| serde_json::Value::from(url).to_string().replace('<', "\\u003c");
    let (js, wasm) = (text(bundle.js), text(bundle.wasm));
    format!(
        r#"<script type="module" nonce="{nonce}">try{{const t=localStorage.getItem("chatimjd.token");if(t){{document.documentElement.dataset.returning="";if(document.getElementById("problem").hidden)for(const i of document.querySelectorAll("input[name=token]"))i.value||=t}}}}catch{{}}const f=document.getElementById("composer");let held,timer;const hold=e=>{{e.preventDefault();held=e.submitter;timer??=setTimeout(go,4e3)}},go=()=>{{clearTimeout(timer);f.removeEventListener("submit",hold);if(held!==undefined)f.requestSubmit(held);held=undefined}};f.addEventListener("submit",hold);import({js}).then(async m=>{{await m.default({{module_or_path:{wasm}}});m.hydrate()}}).then(go,e=>{{console.warn("The chat works as a plain form: "+e);go()}})</script>"#
    )
}

/// Text for HTML and for attributes in double quotes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
