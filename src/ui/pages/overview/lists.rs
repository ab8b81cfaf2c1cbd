//! Who waits for somebody: follow-ups, the next meetings, and the leads that came last.

use leptos::prelude::*;

use super::board::{Board, Part, ROWS, due, latest};
use crate::{
    domain::{page::Page, time::rfc3339},
    rpc::{
        leads::{LeadList, LeadRow},
        schedule::{MeetingList, MeetingRow, list_meetings},
    },
    ui::{
        browser,
        components::{
            avatar::Avatar,
            icon::{Glyph, Icon},
            notice::Empty,
            status::{StatusGlyph, StatusPill},
            time::Ago,
        },
        pages::{
            leads::{DueWord, InterestWords, lead_name},
            meetings::{MEETINGS, guest, theirs},
        },
        search::{LEADS, joined},
        session::use_zone,
        wording,
    },
};

#[component]
pub fn Lists(board: Board) -> impl IntoView {
    view! {
        <div class="overview__lists">
            <section class="card desklist" aria-labelledby="due-title">
                <Part source=board.due failed="Follow-ups did not load" rows=6 board=board
                    show=|first, board| view! { <Due first=first board=board/> }.into_any()/>
            </section>
            <section class="card desklist" aria-labelledby="next-title">
                <Part source=board.meetings failed="Meetings did not load" rows=6 board=board
                    show=|first, board| view! { <Next first=first board=board/> }.into_any()/>
            </section>
            <section class="card desklist" aria-labelledby="latest-title">
                <Part source=board.latest failed="Leads did not load" rows=6 board=board
                    show=|first, board| view! { <Latest first=first board=board/> }.into_any()/>
            </section>
        </div>
    }
}

fn lead_address(row: &LeadRow) -> String {
    joined(LEADS, [("lead", row.id.as_str())])
}

fn name(row: &LeadRow) -> String {
    lead_name(row).unwrap_or_else(|| "Somebody".into())
}

#[component]
fn Due(first: LeadList, board: Board) -> impl IntoView {
    let shown = board.keep(first, due);
    let overdue = move || shown.with(|list| list.overdue);
    let tag =
        move || (overdue() > 0).then(|| view! { <span class="tag tag--bad">{format!("{} overdue", wording::number(overdue()))}</span> });
    view! {
        <div class="desklist__head">
            <h2 id="due-title">"Follow-ups"</h2>
            {tag}
            <a href="/admin/leads?sort=follow_up_at">"All"</a>
        </div>
        <Show when=move || shown.with(|list| !list.page.items.is_empty()) fallback=|| view! {
            <Empty glyph=Glyph::Clock title="No follow-ups" text="Set a date on a lead and it waits here.">
                <a class="button" href=LEADS>"Open leads"</a>
            </Empty>
        }>
            <ul class="desklist__rows">
                <For each=move || shown.with(|list| list.page.items.clone()) key=|row| (row.id.clone(), row.version) let:row>
                    <li class="deskrow" data-id=row.id.to_string()>
                        <span><StatusGlyph status=row.status/><span class="sr">{wording::status(row.status)}</span></span>
                        <span class="deskrow__who">
                            <a class="deskrow__link" href=lead_address(&row) dir="auto">{name(&row)}</a>
                            <span class="deskrow__more"><InterestWords interest=row.interest.clone()/></span>
                        </span>
                        <span class="deskrow__end"><DueWord at=Signal::stored(row.follow_up_at)/></span>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn Next(first: Page<MeetingRow>, board: Board) -> impl IntoView {
    let shown = board.keep(first, || list_meetings(MeetingList::Coming, None));
    let rows = move || shown.with(|page| page.items.iter().take(ROWS as usize).cloned().collect::<Vec<_>>());
    view! {
        <div class="desklist__head">
            <h2 id="next-title">"Next meetings"</h2>
            <a href=MEETINGS>"Open week"</a>
        </div>
        <Show when=move || shown.with(|page| !page.items.is_empty()) fallback=|| view! {
            <Empty glyph=Glyph::Calendar title="No meetings to come" text="When a visitor books one in the chat, it stands here."/>
        }>
            <ul class="desklist__rows">
                <For each=rows key=|row| (row.id.clone(), row.version) let:row><Meeting row=row/></For>
            </ul>
        </Show>
    }
}

#[component]
fn Meeting(row: MeetingRow) -> impl IntoView {
    let zone = use_zone();
    let (start, there) = (row.start, row.clone());
    let local = Memo::new(move |_| browser::civil(start, &zone.get()));
    view! {
        <li class="deskrow" data-id=row.id.to_string()>
            <time class="deskrow__when" datetime=rfc3339(start)>
                <span>{move || wording::weekday_and_day(local.get().date())}</span>
                <b>{move || wording::clock(local.get())}</b>
            </time>
            <span class="deskrow__who">
                <a class="deskrow__link" href=joined(MEETINGS, [("meeting", row.id.as_str())]) dir="auto">{guest(&row)}</a>
                <span class="deskrow__more">{move || theirs(&there, &zone.get()).unwrap_or_else(|| "On your clock".into())}</span>
            </span>
            <span class="deskrow__end">
                {row.meet_link.clone().map(|link| view! {
                    <a class="iconbutton" href=link target="_blank" rel="noopener noreferrer" aria-label=format!("Join the call with {}", guest(&row))><Icon glyph=Glyph::Video/></a>
                })}
            </span>
        </li>
    }
}

#[component]
fn Latest(first: LeadList, board: Board) -> impl IntoView {
    let shown = board.keep(first, latest);
    view! {
        <div class="desklist__head">
            <h2 id="latest-title">"Latest leads"</h2>
            <a href=LEADS>"All leads"</a>
        </div>
        <Show when=move || shown.with(|list| !list.page.items.is_empty()) fallback=|| view! {
            <Empty glyph=Glyph::People title="No leads yet" text="Whoever leaves an e-mail or a phone in a chat appears here."/>
        }>
            <ul class="desklist__rows">
                <For each=move || shown.with(|list| list.page.items.clone()) key=|row| (row.id.clone(), row.version) let:row>
                    <li class="deskrow" data-id=row.id.to_string()>
                        <Avatar id=row.id.as_str() name=Signal::stored(lead_name(&row))/>
                        <span class="deskrow__who">
                            <a class="deskrow__link" href=lead_address(&row) dir="auto">{name(&row)}</a>
                            <span class="deskrow__more"><InterestWords interest=row.interest.clone()/></span>
                        </span>
                        <span class="deskrow__end"><StatusPill status=row.status/><Ago at=row.created_at/></span>
                    </li>
                </For>
            </ul>
        </Show>
    }
}
