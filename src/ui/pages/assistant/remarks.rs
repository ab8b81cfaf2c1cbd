//! What there is to say of a text while it is written: how long it is, and what may go wrong with it.

use leptos::prelude::*;

use super::{
    desk::Desk,
    editor::Sheet,
    place::{View, view_address},
    sources::Sources,
};
use crate::{
    domain::instruction::{
        Helper, MANY_CHARS, MOST_CHARS,
        measure::{Tokens, measure},
        warning::{Warning, WarningKind},
    },
    ui::{
        components::{
            icon::{Glyph, Icon},
            notice::Failure,
        },
        session::leave_if_signed_out,
        wording,
    },
};

/// `1,904 tokens`, said to be an estimate where it is one.
pub fn tokens_words(tokens: Tokens) -> String {
    let count = wording::count(tokens.count, "token", "tokens");
    if tokens.estimated { format!("about {count}, estimated") } else { count }
}

/// Words and characters of the text, tokens of all that is sent.
#[component]
pub fn Counts(desk: Desk, sources: Sources) -> impl IntoView {
    let size = Memo::new(move |_| desk.text.with(|text| measure(text)));
    let words = move || {
        let size = size.get();
        format!("{}, {}", wording::count(size.words, "word", "words"), wording::count(size.characters, "character", "characters"))
    };
    let is_long = move || size.with(|size| size.characters > MANY_CHARS as u64);
    let most = move || is_long().then(|| format!(" of {} at most", wording::number(MOST_CHARS as u64)));
    view! {
        <p class="editor__counts">
            <span class:is-long=is_long>{words}{most}</span>
            <span class="editor__tokens">
                <Transition>
                    {move || Suspend::new(async move {
                        let whole = sources.look.await.ok().map(|look| look.whole.tokens);
                        move || desk.tokens.get().or(whole).map(|tokens| format!("{} in all that is sent", tokens_words(tokens)))
                    })}
                </Transition>
            </span>
        </p>
    }
}

/// The warnings, each with the way to its line. They forbid nothing.
#[component]
pub fn Remarks(sources: Sources, sheet: Sheet) -> impl IntoView {
    let retry = Callback::new(move |()| sources.look.refetch());
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match sources.look.await {
                    Ok(look) => (move || list(look.warnings.clone(), sheet)).into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    // What is wrong with a field is said at the field.
                    Err(error) if !error.fields.is_empty() => ().into_any(),
                    Err(error) => view! { <Failure title="The text could not be looked at" error=error retry=retry/> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn list(warnings: Vec<Warning>, sheet: Sheet) -> AnyView {
    if warnings.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="remarks" aria-label="Warnings">
            {warnings.into_iter().map(|warning| view! { <Remark warning=warning sheet=sheet/> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Remark(warning: Warning, sheet: Sheet) -> impl IntoView {
    let Warning { kind, message, helper, line, quote } = warning;
    let class = if kind == WarningKind::Secret { "remark remark--grave" } else { "remark" };
    let place = match (helper, line) {
        (None, Some(line)) => view! {
            <button type="button" class="remark__place needs-script" on:click=move |_| sheet.show_line(line)>{format!("Line {line}")}</button>
        }
        .into_any(),
        (Some(helper), _) => view! { <a class="remark__place" href=view_address(View::Guide)>{helper_name(helper)}</a> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <li class=class>
            <Icon glyph=Glyph::Alert/>
            <p class="remark__words">
                {message}
                {(!quote.is_empty()).then(|| view! { " "<q class="remark__quote" dir="auto">{quote}</q> })}
            </p>
            {place}
        </li>
    }
}

/// As its field is called.
pub fn helper_name(helper: Helper) -> &'static str {
    match helper {
        Helper::Tone => "Tone",
        Helper::Languages => "Languages",
        Helper::Avoid => "Topics to avoid",
        Helper::Questions => "Questions for somebody who is interested",
        Helper::Meetings => "When to offer a meeting",
        Helper::HandOver => "When to hand over to a person",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_says_that_it_is_one() {
        assert_eq!(tokens_words(Tokens { count: 1_904, estimated: false }), "1,904 tokens");
        assert_eq!(tokens_words(Tokens { count: 1, estimated: true }), "about 1 token, estimated");
    }
}
