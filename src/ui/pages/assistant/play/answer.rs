//! One answer of the playground, and how it came about: tools, tokens, time.

use leptos::prelude::*;

use crate::{
    domain::instruction::rehearsal::{Rehearsed, ToolUse},
    rpc::assistant::playground::PlayedAnswer,
    ui::{
        components::icon::{Glyph, Icon},
        wording,
    },
};

/// `name`: whose answer it is.
#[component]
pub fn AnswerView(played: PlayedAnswer, name: &'static str) -> impl IntoView {
    let PlayedAnswer { answer, html } = played;
    let problem = answer.problem();
    let meta = meta_words(&answer);
    let Rehearsed { text, uses, withheld, told, .. } = answer;
    let body = if html.is_empty() {
        view! { <p>{text}</p> }.into_any()
    } else {
        // Made of the answer's Markdown and sanitised on the server, as in transcripts.
        view! { <div class="prose" inner_html=html></div> }.into_any()
    };
    view! {
        <article class="play__answer" aria-label=format!("{name}’s answer")>
            <p class="play__whose">{name}</p>
            <div class="play__words" dir="auto">{body}</div>
            {(!withheld.is_empty()).then(|| view! {
                <p class="play__remark"><Icon glyph=Glyph::Alert/><span>"Kept from the visitor, because it claims a booking: " <q dir="auto">{withheld.join(" ")}</q></span></p>
            })}
            {(!told.is_empty()).then(|| view! { <p class="play__meta">"The meeting counts in this chat only: nothing is stored."</p> })}
            {problem.map(|problem| view! { <p class="play__remark"><Icon glyph=Glyph::Alert/><span>{problem}</span></p> })}
            {uses.into_iter().map(tool_view).collect_view()}
            <p class="play__meta">{meta}</p>
        </article>
    }
}

/// `gemini-3-flash, 1.1 s, 1,904 read, 78 written`.
fn meta_words(answer: &Rehearsed) -> String {
    let (read, written) = (wording::number(answer.usage.prompt_tokens), wording::number(answer.usage.output_tokens));
    format!("{}, {}, {read} read, {written} written", wording::model(&answer.model), wording::duration(answer.latency_ms))
}

fn tool_view(tool: ToolUse) -> impl IntoView {
    let pretty = |value: &serde_json::Value| format!("{value:#}");
    view! {
        <details class="play__tool">
            <summary><Icon glyph=Glyph::Code/><code>{tool.call.tool.clone()}</code></summary>
            <p class="field__label">"Called with"</p>
            <pre dir="ltr">{pretty(&tool.call.arguments)}</pre>
            <p class="field__label">"Answered"</p>
            <pre dir="ltr">{pretty(&tool.response)}</pre>
        </details>
    }
}
