//! What was published: by whom, when, what was said of it; and the way back to it.

use leptos::{prelude::*, task::spawn_local};

use super::{desk::Desk, place::comparison, sources::Sources};
use crate::{
    domain::{
        api_error::ErrorCode,
        instruction::{VersionInfo, Which},
        page::Page,
    },
    rpc::assistant::versions::{VersionRow, list_versions, roll_back},
    ui::{
        components::{
            icon::{Glyph, Icon},
            notice::{Failure, SkeletonRows},
            time::Ago,
        },
        session::leave_if_signed_out,
    },
};

/// What is shown of a hash.
const SHORT: usize = 8;

#[component]
pub fn VersionsPane(desk: Desk, sources: Sources) -> impl IntoView {
    let retry = Callback::new(move |()| sources.versions.refetch());
    view! {
        <aside class="studio__versions" aria-labelledby="versions-title">
            <h2 class="studio__panetitle" id="versions-title">"Versions"</h2>
            <DraftRow desk=desk/>
            <Transition fallback=|| view! { <SkeletonRows rows=5/> }>
                {move || Suspend::new(async move {
                    match sources.versions.await {
                        Ok(page) => (move || view! { <List first=page.clone() desk=desk/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="Versions did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </aside>
    }
}

#[component]
fn DraftRow(desk: Desk) -> impl IntoView {
    let is_clean = Memo::new(move |_| desk.stored.with(|stored| stored.draft.is_clean) && !desk.dirty.get());
    let by = move || desk.stored.with(|stored| stored.draft.by.clone());
    let at = move || desk.stored.with(|stored| stored.draft.draft.saved_at);
    view! {
        <div class="versionrow versionrow--draft">
            <p class="versionrow__head">
                <a class="versionrow__link" href=comparison(Which::Published, Which::Draft) data-noscroll="">"Draft"</a>
                {move || if is_clean.get() {
                    view! { <span class="tag">"As live"</span> }.into_any()
                } else {
                    view! { <span class="tag tag--info">"Changed"</span> }.into_any()
                }}
            </p>
            <p class="versionrow__who">
                {move || match (by(), at()) {
                    (Some(by), Some(at)) => view! { <span dir="auto">{by}</span>", "<Ago at=at/> }.into_any(),
                    _ => "Nobody has written in it yet".into_any(),
                }}
            </p>
        </div>
    }
}

#[component]
fn List(first: Page<VersionRow>, desk: Desk) -> impl IntoView {
    let (rows, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
    let busy = RwSignal::new(false);
    let more = move |_| {
        let Some(from) = cursor.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = list_versions(Some(from)).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(page) => {
                    rows.update(|rows| rows.extend(page.items));
                    cursor.set(page.next_cursor);
                }
                Err(error) => desk.complain(&error),
            }
        });
    };
    view! {
        <ol class="versionlist">
            <For each=move || rows.get() key=|row| row.info.number let:row><Row row=row desk=desk/></For>
        </ol>
        <Show when=move || cursor.with(Option::is_some)>
            <button type="button" class="button button--small needs-script" aria-busy=move || busy.get().to_string() on:click=more>"Older versions"</button>
        </Show>
    }
}

#[component]
fn Row(row: VersionRow, desk: Desk) -> impl IntoView {
    let VersionRow { info, by } = row;
    let VersionInfo { number, at, note, hash, restores, despite, .. } = info;
    let held = hash.clone();
    // No signals of its own: the list is read anew while it is shown.
    let is_live = move || desk.stored.with(|stored| stored.published.info.number == number);
    let differs = move || desk.stored.with(|stored| stored.published.info.hash != held);
    let words = match (note.is_empty(), restores) {
        (false, _) => note,
        (true, Some(old)) => format!("Brings version {old} back"),
        (true, None) if number == 1 => "The first one".to_owned(),
        (true, None) => "No note".to_owned(),
    };
    let address = move || {
        if is_live() { comparison(Which::Published, Which::Draft) } else { comparison(Which::Version(number), Which::Published) }
    };
    view! {
        <li class="versionrow" data-number=number.to_string()>
            <p class="versionrow__head">
                <a class="versionrow__link" href=address data-noscroll="">{format!("Version {number}")}</a>
                {move || is_live().then(|| view! { <span class="tag tag--good">"Live"</span> })}
                {restores.map(|old| view! { <span class="tag">{format!("From {old}")}</span> })}
            </p>
            <p class="versionrow__note" dir="auto">{words}</p>
            {despite.map(|reason| view! { <p class="versionrow__despite"><Icon glyph=Glyph::Alert/><span dir="auto">"Tests failed: " {reason}</span></p> })}
            <p class="versionrow__who"><span dir="auto">{by}</span>", "<Ago at=at/></p>
            <p class="versionrow__foot">
                <code class="versionrow__hash" title=hash.clone()>{hash.get(..SHORT).unwrap_or_default().to_owned()}</code>
                <Show when=differs>
                    <button type="button" class="button button--small needs-script" aria-label=format!("Roll back to version {number}") on:click=move |_| go_back(desk, number, live(desk), true)>
                        <Icon glyph=Glyph::Undo/>"Roll back"
                    </button>
                </Show>
            </p>
        </li>
    }
}

/// The number of the live version.
fn live(desk: Desk) -> u32 {
    desk.stored.with_untracked(|stored| stored.published.info.number)
}

/// Makes an old version the live one, by a new version that is the same; that can be taken back in the same way, also when the
/// page has gone. `seen`: the live version until then.
fn go_back(desk: Desk, number: u32, seen: u32, can_undo: bool) {
    spawn_local(async move {
        match roll_back(number, seen).await {
            Ok(view) => {
                let made = view.published.info.number;
                let words = format!("Version {number} is live again, as version {made}");
                desk.take(view);
                if can_undo {
                    desk.toasts.undoable(words, move || go_back(desk, seen, made, false));
                } else {
                    desk.toasts.good(words);
                }
            }
            Err(error) => {
                desk.complain(&error);
                if error.code == ErrorCode::VersionConflict {
                    desk.catch_up().await;
                }
            }
        }
    });
}
