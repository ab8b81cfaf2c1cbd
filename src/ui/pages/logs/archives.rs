//! Archives: when conversations go into one by themselves, which there are, and the way back.

use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use crate::{
    domain::{api_error::ApiError, archive::ArchiveInfo, ids::ArchiveId},
    rpc::{
        logs::{RestoredLog, list_archives, restore_archive, save_archiving},
        settings::{SettingsView, load_settings},
    },
    ui::{
        browser,
        components::{
            dialog::Confirm,
            field::TextField,
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
            time::Ago,
            toast::use_toasts,
        },
        pages::settings::{
            form::PartForm,
            saving::{Desk, Saving},
        },
        session::{OwnersOnly, is_owner, leave_if_signed_out, use_zone},
        wording,
    },
};

const KNOWN: [&str; 1] = ["archive_after_days"];

type Listed = Resource<Result<Vec<ArchiveInfo>, ApiError>>;

/// Where the file itself is.
fn file_address(id: &ArchiveId) -> String {
    format!("/logs/archives/{id}")
}

#[component]
pub fn ArchivesPage() -> impl IntoView {
    let listed: Listed = Resource::new(|| (), |()| list_archives());
    let settings = Resource::new(|| (), |()| load_settings());
    let (retry, again) = (Callback::new(move |()| listed.refetch()), Callback::new(move |()| settings.refetch()));
    let latest = RwSignal::new(None::<SettingsView>);
    let is_owner = is_owner();
    view! {
        <Title text="Archives"/>
        <section class="card" aria-labelledby="archives-title">
            <div class="card__head">
                <h2 id="archives-title">"Archives"</h2>
                <p>"Conversations that were taken out of the log, a line of JSON for each, compressed. Their figures still count."</p>
            </div>
            <Transition fallback=|| view! { <SkeletonRows rows=4/> }>
                {move || Suspend::new(async move {
                    match listed.await {
                        Ok(all) => (move || view! { <Table all=all.clone()/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="Archives did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
        </section>
        <Suspense fallback=|| view! { <SkeletonRows rows=2/> }>
            {move || Suspend::new(async move {
                match settings.await {
                    Ok(view) => {
                        Desk::provide(view, latest);
                        if is_owner { view! { <ByAge/> }.into_any() } else { view! { <OwnersOnly/> }.into_any() }
                    }
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Failure title="When the log is archived did not load" error=error retry=again/> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Table(all: Vec<ArchiveInfo>) -> impl IntoView {
    let asked = RwSignal::new(None::<ArchiveInfo>);
    let open = RwSignal::new(false);
    let busy = RwSignal::new(None::<ArchiveId>);
    let ask = Callback::new(move |archive: ArchiveInfo| {
        if busy.with_untracked(Option::is_none) {
            asked.set(Some(archive));
            open.set(true);
        }
    });
    if all.is_empty() {
        return view! {
            <Empty glyph=Glyph::Inbox title="No archives yet" text="When old conversations are cleared out of the log, they go into one."/>
        }
        .into_any();
    }
    view! {
        <div class="tablewrap" tabindex="0" role="region" aria-label="Archives">
            <table class="table">
                <thead><tr><th scope="col">"Conversations of"</th><th scope="col">"Made"</th><th scope="col">"Holds"</th><th scope="col">"Size"</th><th scope="col"><span class="sr">"Actions"</span></th></tr></thead>
                <tbody>{all.into_iter().map(|archive| view! { <Row archive=archive ask=ask busy=busy/> }).collect_view()}</tbody>
            </table>
        </div>
        <RestoreQuestion asked=asked open=open busy=busy/>
    }
    .into_any()
}

#[component]
fn Row(archive: ArchiveInfo, ask: Callback<ArchiveInfo>, busy: RwSignal<Option<ArchiveId>>) -> impl IntoView {
    let zone = use_zone();
    let (from, to) = (archive.from, archive.to);
    let day = move |at| {
        let date = browser::civil(at, &zone.get()).date();
        format!("{} {}", wording::day_and_month(date), date.year())
    };
    let days = move || format!("{} to {}", day(from), day(to));
    let is_busy = {
        let id = archive.id.clone();
        Memo::new(move |_| busy.with(|busy| busy.as_ref() == Some(&id)))
    };
    let holds = format!(
        "{}, {}",
        wording::count(archive.conversations, "conversation", "conversations"),
        wording::count(archive.messages, "message", "messages")
    );
    let file = archive.file.clone();
    let restore = {
        let archive = archive.clone();
        move |_| ask.run(archive.clone())
    };
    view! {
        <tr data-id=archive.id.to_string()>
            <th scope="row">{days}<span class="reporttable__file" dir="ltr" title=format!("SHA-256 {}", archive.sha256)>{file.clone()}</span></th>
            <td><Ago at=archive.made_at/></td>
            <td>{holds}</td>
            <td>{wording::bytes(archive.bytes)}</td>
            <td class="table__end">
                <span class="reporttable__ways">
                    <a class="button button--small" href=file_address(&archive.id) rel="external" download="" aria-label=format!("Download {file}")><Icon glyph=Glyph::Download/>"Download"</a>
                    <button type="button" class="button button--small needs-script" hidden={!is_owner()} class:is-busy=is_busy aria-busy=move || is_busy.get().to_string()
                        aria-disabled=move || busy.with(Option::is_some).then_some("true") aria-label=format!("Restore {file}") on:click=restore>
                        <span class="spinner" aria-hidden="true"></span>"Restore"
                    </button>
                </span>
            </td>
        </tr>
    }
}

#[component]
fn RestoreQuestion(asked: RwSignal<Option<ArchiveInfo>>, open: RwSignal<bool>, busy: RwSignal<Option<ArchiveId>>) -> impl IntoView {
    let toasts = use_toasts();
    let title = Signal::derive(move || {
        let many = asked.with(|asked| asked.as_ref().map_or(0, |archive| archive.conversations));
        format!("Bring {} back?", wording::count(many, "conversation", "conversations"))
    });
    let restore = move |()| {
        let Some(archive) = asked.get_untracked() else { return };
        busy.set(Some(archive.id.clone()));
        spawn_local(async move {
            let answer = restore_archive(archive.id).await;
            busy.try_set(None);
            match answer {
                Ok(restored) => toasts.good(told(restored)),
                Err(error) if leave_if_signed_out(&error) => {}
                Err(error) => toasts.bad(error.message),
            }
        });
    };
    view! {
        <Confirm open=open title=title gentle=true
            text="They stand in the log again; where old ones are archived by themselves, for as long again. What is there already stays as it is, and the archive stays, too."
            keep="Leave them" proceed="Bring back" on_proceed=restore/>
    }
}

/// `12 conversations are back, 3 were there already.`
fn told(restored: RestoredLog) -> String {
    let back = wording::count(restored.restored, "conversation is back", "conversations are back");
    match restored.there {
        0 => format!("{back}."),
        there => format!("{back}, {} there already.", wording::count(there, "was", "were")),
    }
}

/// How old conversations go by themselves.
#[component]
fn ByAge() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let saving = Saving::new(desk);
    let days = RwSignal::new(desk.view.with_untracked(|view| view.archive_after_days.to_string()));
    // What is no number is more than is allowed.
    let typed = Signal::derive(move || Ok(days.with(|days| days.trim().parse().unwrap_or(u16::MAX))));
    let show = Callback::new(move |after: u16| days.set(after.to_string()));
    view! {
        <section class="card card--form" aria-labelledby="age-title">
            <div class="card__head">
                <h2 id="age-title">"By itself"</h2>
                <p>"Old conversations go into an archive without being asked; those of people with a follow-up or a meeting ahead stay."</p>
            </div>
            <PartForm saving=saving known=&KNOWN stored=|view| view.archive_after_days typed=typed show=show save=save_archiving saved="Archiving saved">
                <TextField id="archive_after_days" label="Archive after" value=days error=saving.error("archive_after_days") suffix="days" help="Without a message. 0: never." max=4/>
            </PartForm>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_is_told() {
        let said = |restored, there| told(RestoredLog { restored, there });
        assert_eq!([said(12, 0), said(1, 3)], ["12 conversations are back.", "1 conversation is back, 3 were there already."]);
    }
}
