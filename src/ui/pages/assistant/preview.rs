//! The whole prompt, exactly as it is sent.

use leptos::prelude::*;

use super::{desk::Desk, remarks::tokens_words, sources::Sources};
use crate::{
    rpc::assistant::draft::LookView,
    ui::{
        components::{
            copy::CopyButton,
            notice::{Failure, Note, SkeletonRows, Tone},
        },
        session::leave_if_signed_out,
        wording,
    },
};

#[component]
pub fn Preview(desk: Desk, sources: Sources) -> impl IntoView {
    let retry = Callback::new(move |()| sources.look.refetch());
    view! {
        <section class="preview" aria-labelledby="preview-title">
            <Transition fallback=|| view! { <SkeletonRows rows=6/> }>
                {move || Suspend::new(async move {
                    match sources.look.await {
                        Ok(look) => (move || view! { <Prompt look=look.clone() desk=desk/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="The prompt could not be composed" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn Prompt(look: LookView, desk: Desk) -> impl IntoView {
    let (whole, prompt) = (look.whole, look.prompt);
    let tokens = move || tokens_words(desk.tokens.get().unwrap_or(whole.tokens));
    view! {
        <header class="preview__head">
            <div>
                <h2 id="preview-title">"As sent"</h2>
                <p class="preview__size">{move || format!("{}, {}", wording::count(whole.words, "word", "words"), tokens())}</p>
            </div>
            <span class="needs-script"><CopyButton text=prompt.clone()/></span>
        </header>
        <Show when=move || desk.dirty.get()>
            <Note tone=Tone::Info><p>"What you are writing is looked at when you pause."</p></Note>
        </Show>
        <p class="preview__lead">"What a stranger’s first message is answered with now: your text and guidance with the variables filled in, the business facts, and the rules that the product adds."</p>
        <pre class="preview__prompt" tabindex="0" role="region" aria-label="The prompt as it is sent" dir="auto">{prompt}</pre>
    }
}
