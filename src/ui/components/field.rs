//! Fields of forms: a label above, help or what is wrong below.

use leptos::{html, prelude::*};

use super::icon::{Glyph, Icon};
use crate::domain::account::check_new_password;

/// No error, for fields that have none.
pub fn never_wrong() -> Signal<Option<String>> {
    Signal::stored(None)
}

/// A sentence begins with a capital.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Ties an input's text to a signal. What somebody (or the browser's own memory) typed before the page woke up is taken
/// over, not wiped: that is why this is no `prop:value`.
fn tie<E>(node: NodeRef<E>, value: RwSignal<String>, read: fn(&E::Output) -> String, write: fn(&E::Output, &str))
where
    E: html::ElementType,
    E::Output: leptos::wasm_bindgen::JsCast + Clone + 'static,
{
    let rendered = value.get_untracked();
    Effect::new(move |woken: Option<bool>| {
        let (Some(input), wanted) = (node.get(), value.get()) else { return false };
        let shown = read(&input);
        if woken != Some(true) && shown != wanted && wanted == rendered {
            value.set(shown);
        } else if shown != wanted {
            write(&input, &wanted);
        }
        true
    });
}

/// [`tie`] for one line of text.
pub fn tie_input(node: NodeRef<html::Input>, value: RwSignal<String>) {
    tie(node, value, |input| input.value(), |input, text| input.set_value(text));
}

/// What stands in a field of several lines when it is rendered. The library writes it as it is: on the server, where it becomes
/// part of a page, markup in it must stay text, and its first line end must not be taken for one of the page's.
#[cfg(feature = "ssr")]
pub fn area_text(text: String) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(not(feature = "ssr"))]
pub fn area_text(text: String) -> String {
    text
}

/// [`tie`] for several.
pub fn tie_area(node: NodeRef<html::Textarea>, value: RwSignal<String>) {
    tie(node, value, |area| area.value(), |area, text| area.set_value(text));
}

/// Help, or the error in its place.
#[component]
pub fn FieldNote(#[prop(into)] id: String, #[prop(into)] error: Signal<Option<String>>, help: &'static str) -> impl IntoView {
    view! {
        <p class="field__note" id=id class:field__note--wrong=move || error.get().is_some()>
            {move || match error.get() {
                Some(error) => view! { <Icon glyph=Glyph::Alert/>{sentence(&error)} }.into_any(),
                None => help.into_any(),
            }}
        </p>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Unique on the page.
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(into, default = never_wrong())] error: Signal<Option<String>>,
    #[prop(default = "")] help: &'static str,
    #[prop(default = "text")] kind: &'static str,
    /// The name in a plain form; the id where there is none.
    #[prop(default = "")]
    name: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    #[prop(default = "")] suffix: &'static str,
    #[prop(optional)] required: bool,
    #[prop(default = 400)] max: u32,
) -> impl IntoView {
    let node = NodeRef::new();
    tie_input(node, value);
    let note = format!("{id}-note");
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>{label}</label>
            <div class="field__box">
                <input
                    class="input"
                    id=id
                    name=if name.is_empty() { id } else { name }
                    type=kind
                    autocomplete=autocomplete
                    placeholder=placeholder
                    required=required
                    maxlength=max.to_string()
                    spellcheck="false"
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby=note.clone()
                    value=value.get_untracked()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                {(!suffix.is_empty()).then(|| view! { <span class="field__suffix">{suffix}</span> })}
            </div>
            <FieldNote id=note error=error help=help/>
        </div>
    }
}

/// A day, chosen in the browser's own calendar: `2026-11-24`, or empty.
#[component]
pub fn DayField(label: &'static str, name: &'static str, value: RwSignal<String>, #[prop(optional)] required: bool) -> impl IntoView {
    let node = NodeRef::new();
    tie_input(node, value);
    view! {
        <label class="field">
            <span class="field__label">{label}</span>
            <input
                class="input"
                type="date"
                name=name
                required=required
                node_ref=node
                value=value.get_untracked()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}

/// One of several: `children` are its options.
#[component]
pub fn SelectField(
    id: &'static str,
    label: &'static str,
    /// The box, for who keeps what it shows.
    node: NodeRef<html::Select>,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] help: Signal<String>,
    /// Takes the value of the option that was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    children: Children,
) -> impl IntoView {
    let note = format!("{id}-note");
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>{label}</label>
            <div class="field__box field__box--select">
                <select
                    class="input"
                    id=id
                    name=id
                    node_ref=node
                    aria-invalid=move || error.get().is_some().to_string()
                    aria-describedby=note.clone()
                    on:change=move |event| on_choose.run(event_target_value(&event))
                >
                    {children()}
                </select>
                <Icon glyph=Glyph::ChevronRight class="field__chevron"/>
            </div>
            {move || if error.get().is_some() {
                view! { <FieldNote id=note.clone() error=error help=""/> }.into_any()
            } else {
                view! { <p class="field__note" id=note.clone()>{move || help.get()}</p> }.into_any()
            }}
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(into, default = never_wrong())] error: Signal<Option<String>>,
    #[prop(default = "")] help: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    #[prop(default = 3)] rows: u32,
    #[prop(default = 2_000)] max: u32,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    tie_area(node, value);
    let note = format!("{id}-note");
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>{label}</label>
            <textarea
                class="input input--area"
                id=id
                name=id
                rows=rows.to_string()
                maxlength=max.to_string()
                placeholder=placeholder
                dir="auto"
                node_ref=node
                aria-invalid=move || error.get().is_some().to_string()
                aria-describedby=note.clone()
                on:input=move |event| value.set(event_target_value(&event))
            >
                {area_text(value.get_untracked())}
            </textarea>
            <FieldNote id=note error=error help=help/>
        </div>
    }
}

/// A password, which can be shown. With `rules` what a new one needs is checked while typing.
#[component]
pub fn PasswordField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(into, default = never_wrong())] error: Signal<Option<String>>,
    autocomplete: &'static str,
    #[prop(default = "password")] name: &'static str,
    #[prop(optional)] rules: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let node = NodeRef::new();
    tie_input(node, value);
    let note = format!("{id}-note");
    let rule_kept = move || check_new_password(&value.get()).is_ok();
    view! {
        <div class="field" class:is-wrong=move || error.get().is_some()>
            <label class="field__label" for=id>{label}</label>
            <div class="field__box">
                <input
                    class="input input--with-button"
                    id=id
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required=true
                    maxlength="256"
                    aria-invalid=move || error.get().is_some().to_string()
                    node_ref=node
                    aria-describedby=note.clone()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="iconbutton field__button"
                    aria-pressed=move || shown.get().to_string()
                    aria-label="Show password"
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || view! { <Icon glyph=if shown.get() { Glyph::EyeOff } else { Glyph::Eye }/> }}
                </button>
            </div>
            {if rules {
                view! {
                    <p class="field__note field__rule" id=note.clone() class:is-kept=rule_kept class:field__note--wrong=move || error.get().is_some()>
                        {move || view! { <Icon glyph=if error.get().is_some() { Glyph::Alert } else if rule_kept() { Glyph::CheckCircle } else { Glyph::Info }/> }}
                        {move || error.get().map_or_else(|| "At least 10 characters. Any character counts, a sentence is fine.".into(), |error| sentence(&error))}
                    </p>
                }.into_any()
            } else {
                view! { <FieldNote id=note.clone() error=error help=""/> }.into_any()
            }}
        </div>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_field_of_several_lines() {
        let owner = Owner::new();
        let typed = "a < b &amp; </textarea><b>c</b>".to_owned();
        let page = owner.with(|| view! { <TextArea id="x" label="X" value=RwSignal::new(typed)/> }.to_html());
        assert!(page.contains("a &lt; b &amp;amp; &lt;/textarea>&lt;b>c&lt;/b>"), "{page}");
        assert_eq!(page.matches("</textarea>").count(), 1, "{page}");
    }
}
