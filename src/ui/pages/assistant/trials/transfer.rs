//! Test conversations as a file: given out, and taken in.

use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    domain::api_error::{ApiError, ErrorCode},
    rpc::assistant::cases::{ImportedCases, export_cases, import_cases},
    ui::{
        browser,
        components::{
            button::WorkButton,
            dialog::FormDialog,
            notice::{Note, Tone},
        },
        form_state::FormState,
        pages::assistant::{desk::Desk, sources::Sources},
        wording,
    },
};

const FILE: &str = "assistant-tests.json";

#[component]
pub fn Transfer(desk: Desk, sources: Sources) -> impl IntoView {
    let open = RwSignal::new(false);
    let export = move |_| {
        spawn_local(async move {
            match export_cases().await {
                Ok(text) => browser::save_text(FILE, &text),
                Err(error) => desk.complain(&error),
            }
        });
    };
    view! {
        <button type="button" class="button button--small" on:click=move |_| open.set(true)>"Import"</button>
        <button type="button" class="button button--small" on:click=export>"Export"</button>
        <FormDialog open=open title="Import test conversations"><ImportForm desk=desk sources=sources open=open/></FormDialog>
    }
}

#[component]
fn ImportForm(desk: Desk, sources: Sources, open: RwSignal<bool>) -> impl IntoView {
    let (node, form) = (NodeRef::<html::Input>::new(), FormState::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = node.get_untracked() else { return };
        let answer = async move {
            match browser::chosen_text(&input).await {
                Some(text) => import_cases(text).await,
                None => Err(ApiError::new(ErrorCode::InvalidRequest, "Choose a file first.")),
            }
        };
        form.send(answer, move |done: ImportedCases| {
            open.set(false);
            desk.toasts.good(imported_words(done));
            sources.tests.refetch();
        });
    };
    let mistakes = move || {
        form.wrong.with(|wrong| {
            wrong.iter().map(|(place, problem)| view! { <li><code>{place.clone()}</code>": " {problem.clone()}</li> }).collect_view()
        })
    };
    view! {
        <form class="stack dialog__form" on:submit=submit novalidate=true>
            <div class="field">
                <label class="field__label" for="tests-file">"File"</label>
                <input class="input import__input" id="tests-file" type="file" accept=".json,application/json" node_ref=node aria-describedby="tests-file-note"/>
                <p class="field__note" id="tests-file-note">"JSON, as Export writes it. One of the same name is replaced. All of the file is taken in, or nothing."</p>
            </div>
            <Show when=move || !form.wrong.with(|wrong| wrong.is_empty())>
                <Note tone=Tone::Danger><p><b>"Nothing was imported."</b></p><ul class="trials__mistakes">{mistakes}</ul></Note>
            </Show>
            {move || form.problem.get().map(|error| view! { <Note tone=Tone::Danger><p><b>"Nothing was imported."</b>" " {error.message}</p></Note> })}
            <div class="dialog__actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                <WorkButton label="Import" busy=form.busy/>
            </div>
        </form>
    }
}

/// `2 new tests, 1 replaced`.
fn imported_words(done: ImportedCases) -> String {
    let ImportedCases { added, replaced, same } = done;
    let mut words = wording::count(u64::from(added), "new test", "new tests");
    if replaced > 0 {
        words.push_str(&format!(", {replaced} replaced"));
    }
    if same > 0 {
        words.push_str(&format!(", {same} the same as before"));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_told_in_numbers() {
        let said = |added, replaced, same| imported_words(ImportedCases { added, replaced, same });
        assert_eq!(said(1, 0, 0), "1 new test");
        assert_eq!(said(2, 1, 3), "2 new tests, 1 replaced, 3 the same as before");
    }
}
