//! Imports so far, what they did, and the way back.

use leptos::prelude::*;

use super::{Outcome, intake::Intake};
use crate::{
    domain::{
        ids::ImportId,
        lead::import::{ImportCounts, ImportState},
    },
    rpc::imports::{ImportRow, RevertedImport},
    ui::{
        components::{
            dialog::Confirm,
            icon::{Glyph, Icon},
            time::Ago,
        },
        pages::leads::floor::Floor,
        wording,
    },
};

/// The import that somebody wants taken back, and the name of its file.
pub type Asked = RwSignal<Option<(ImportId, String)>>;

/// Asks before an import is taken back.
#[component]
pub fn RevertQuestion(intake: Intake, asked: Asked) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            asked.set(None);
        }
        is_open
    });
    let title = Signal::derive(move || {
        asked.with(|asked| asked.as_ref().map(|(_, file)| format!("Undo the import of “{file}”?")).unwrap_or_default())
    });
    let proceed = move |()| {
        if let Some((id, _)) = asked.get_untracked() {
            intake.revert(id);
        }
    };
    view! {
        <Confirm open=open title=title
            text="Leads that it made go, leads that it filled in are as they were before. What somebody has changed since stays as it is."
            keep="Keep it" proceed="Undo import" on_proceed=proceed/>
    }
}

#[component]
pub fn UndoButton(intake: Intake, asked: Asked, id: ImportId, file: String) -> impl IntoView {
    let is_busy = {
        let id = id.clone();
        Memo::new(move |_| intake.reverting.with(|reverting| reverting.as_ref() == Some(&id)))
    };
    let label = format!("Undo import of {file}");
    let ask = move |_| {
        if intake.reverting.with_untracked(Option::is_none) {
            asked.set(Some((id.clone(), file.clone())));
        }
    };
    view! {
        <button type="button" class="button button--small" class:is-busy=is_busy aria-busy=move || is_busy.get().to_string()
            aria-disabled=move || intake.reverting.with(Option::is_some).then_some("true") aria-label=label on:click=ask>
            <span class="spinner" aria-hidden="true"></span>
            <Icon glyph=Glyph::Undo/>
            "Undo import"
        </button>
    }
}

/// What came of taking one back.
#[component]
pub fn RevertedNote(intake: Intake, floor: Floor) -> impl IntoView {
    move || {
        intake.reverted.get().map(|reverted| {
            let kept = kept_links(&reverted, floor);
            view! {
                <Outcome>
                    <p><b>"The import is undone."</b>" "{reverted_words(&reverted)}</p>
                    {kept}
                </Outcome>
            }
        })
    }
}

/// `12 leads are gone, 3 are as they were, 2 stay, because somebody has changed them since.`
fn reverted_words(reverted: &RevertedImport) -> String {
    let import = &reverted.row.import;
    let mut words = vec![wording::count(u64::from(import.removed), "lead is gone", "leads are gone")];
    if import.restored > 0 {
        words.push(wording::count(u64::from(import.restored), "is as it was", "are as they were"));
    }
    match import.kept_total {
        0 => {}
        1 => words.push("1 stays, because somebody has changed it since".into()),
        many => words.push(format!("{} stay, because somebody has changed them since", wording::number(u64::from(many)))),
    }
    format!("{}.", words.join(", "))
}

fn kept_links(reverted: &RevertedImport, floor: Floor) -> Option<impl IntoView + use<>> {
    let kept = reverted.kept.clone();
    (!kept.is_empty()).then(|| {
        view! {
            <ul class="import__kept">
                {kept.into_iter().map(|lead| {
                    let address = floor.place.lead_address(lead.id.as_str());
                    let name = lead.name.unwrap_or_else(|| "Somebody".into());
                    view! { <li><a href=address data-noscroll="" dir="auto" on:click=move |_| floor.importing.set(false)>{name}</a></li> }
                }).collect_view()}
            </ul>
        }
    })
}

#[component]
pub fn Past(intake: Intake, asked: Asked) -> impl IntoView {
    view! {
        <Show when=move || !intake.past.with(Vec::is_empty)>
            <section class="import__past" aria-label="Past imports">
                <h3>"Past imports"</h3>
                <ul>
                    <For each=move || intake.past.get() key=|row| (row.import.id.clone(), row.import.version, row.state) let:row>
                        <PastLine row=row intake=intake asked=asked/>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn PastLine(row: ImportRow, intake: Intake, asked: Asked) -> impl IntoView {
    let ImportRow { import, state, by } = row;
    let end = match state {
        ImportState::Finished | ImportState::BrokenOff => {
            view! { <UndoButton intake=intake asked=asked id=import.id.clone() file=import.file.clone()/> }.into_any()
        }
        ImportState::Running => view! { <span class="tag tag--info">"Under way"</span> }.into_any(),
        ImportState::Reverted => view! { <span class="tag">"Undone"</span> }.into_any(),
    };
    view! {
        <li class="import__line">
            <span class="import__name" dir="auto">{import.file}</span>
            <span class="import__what">
                <Ago at=import.at/>
                {by.map(|by| view! { ", "<span dir="auto">{by}</span> })}
                ", "{counts_words(import.counts)}
                {(state == ImportState::BrokenOff).then_some(", broke off")}
            </span>
            {end}
        </li>
    }
}

/// `120 new, 3 filled in, 2 with mistakes`.
fn counts_words(counts: ImportCounts) -> String {
    let all = [(counts.new, "new"), (counts.merged, "filled in"), (counts.skipped, "left out"), (counts.failed, "with mistakes")];
    let words: Vec<String> = all
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", wording::number(u64::from(number))))
        .collect();
    if words.is_empty() { "nothing yet".into() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_in_a_line() {
        assert_eq!(counts_words(ImportCounts::default()), "nothing yet");
        let counts = ImportCounts { rows: 1_250, new: 1_200, merged: 0, skipped: 48, failed: 2 };
        assert_eq!(counts_words(counts), "1,200 new, 48 left out, 2 with mistakes");
    }
}
