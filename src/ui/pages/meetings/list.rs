//! Meetings as a list: coming, past or cancelled, a page at a time.

use leptos::{prelude::*, task::spawn_local};

use super::{
    agenda::{Agenda, Shown, read},
    place::Asked,
    words::{day_and_time, person, span, status, status_class, theirs},
};
use crate::{
    domain::{page::Page, time::rfc3339},
    rpc::schedule::{MeetingList, MeetingRow},
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon},
            notice::Empty,
        },
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

#[component]
pub fn MeetingTable(first: Page<MeetingRow>, asked: Asked, agenda: Agenda) -> impl IntoView {
    let page = RwSignal::new(first);
    let question = asked.clone();
    agenda.on_stir(move || {
        let question = question.clone();
        spawn_local(async move {
            match read(question).await {
                Ok(Shown::List(newer)) => drop(page.try_set(newer)),
                Ok(Shown::Week(_)) => {}
                Err(error) => drop(leave_if_signed_out(&error)),
            }
        });
    });
    let list = asked.list.unwrap_or_default();
    view! {
        <div class="meetings__main">
            <Show when=move || page.with(|page| !page.items.is_empty()) fallback=move || view! { <Nothing list=list/> }>
                <table class="meetingtable">
                    <caption class="sr">{caption(list)}</caption>
                    <thead>
                        <tr><th scope="col">"When"</th><th scope="col">"Who"</th><th scope="col">"Their clock"</th><th scope="col">"State"</th><th scope="col">"Call"</th></tr>
                    </thead>
                    <tbody>
                        <For each=move || page.with(|page| page.items.clone()) key=|row| (row.id.clone(), row.version) let:row>
                            <Row row=row agenda=agenda/>
                        </For>
                    </tbody>
                </table>
            </Show>
            <Foot page=page asked=asked/>
        </div>
    }
}

fn caption(list: MeetingList) -> &'static str {
    match list {
        MeetingList::Coming => "Meetings to come, the next one first",
        MeetingList::Past => "Meetings that have begun, the latest first",
        MeetingList::Cancelled => "Cancelled meetings, the latest first",
    }
}

#[component]
fn Row(row: MeetingRow, agenda: Agenda) -> impl IntoView {
    let zone = use_zone();
    let id = row.id.to_string();
    let (start, end, there) = (row.start, row.end, row.clone());
    let href = {
        let id = id.clone();
        move || agenda.place.meeting_address(&id)
    };
    let (who, call, tag) = (person(&row), row.meet_link.clone(), row.clone());
    let way = row.email.clone().or_else(|| row.phone.clone()).filter(|way| *way != row.who);
    view! {
        <tr class="meetingrow" data-id=id>
            <td class="meetingrow__when">
                <time datetime=rfc3339(start)>{move || day_and_time(browser::civil(start, &zone.get()))}</time>
                <span class="meetingrow__span">{move || span(start, end, &zone.get())}</span>
            </td>
            <th scope="row" class="meetingrow__who">
                <a class="meetingrow__link" href=href data-noscroll="" dir="auto">{who}</a>
                {way.map(|way| view! { <span class="meetingrow__way" dir="ltr">{way}</span> })}
            </th>
            <td class="meetingrow__there">{move || theirs(&there, &zone.get()).unwrap_or_else(|| "The same".into())}</td>
            <td class="meetingrow__state"><StateTag row=tag/></td>
            <td class="meetingrow__call">
                {call.map(|link| view! {
                    <a href=link target="_blank" rel="noopener noreferrer"><Icon glyph=Glyph::Video/>"Join"</a>
                })}
            </td>
        </tr>
    }
}

/// How far a meeting is: a sign and a word.
#[component]
pub fn StateTag(row: MeetingRow) -> impl IntoView {
    let (word, tone) = status(row.status);
    view! { <span class=format!("statetag statetag--{}", status_class(row.status))><Icon glyph=tone.glyph()/>{word}</span> }
}

#[component]
fn Nothing(list: MeetingList) -> impl IntoView {
    let (title, text) = match list {
        MeetingList::Coming => ("No meetings to come", "When a visitor books one in the chat, it stands here."),
        MeetingList::Past => ("No meetings yet", "Meetings that have taken place stand here."),
        MeetingList::Cancelled => ("Nothing was cancelled", "Meetings that you or your visitors cancel stand here."),
    };
    view! { <Empty glyph=Glyph::Calendar title=title text=text/> }
}

#[component]
fn Foot(page: RwSignal<Page<MeetingRow>>, asked: Asked) -> impl IntoView {
    let newer = asked.newer().map(|newer| newer.address(None));
    // In a list of what is to come the next page is later, in the others it is older.
    let (on, back) = match asked.list.unwrap_or_default() {
        MeetingList::Coming => ("Later", "Sooner"),
        MeetingList::Past | MeetingList::Cancelled => ("Older", "Newer"),
    };
    let older = move || page.with(|page| page.next_cursor.as_ref().map(|cursor| asked.older(cursor).address(None)));
    let count = move || wording::count(page.with(|page| page.items.len()) as u64, "meeting", "meetings");
    view! {
        <footer class="meetings__foot">
            <p class="meetings__count">{count}</p>
            <nav class="meetings__pages" aria-label="Pages">
                {newer.map(|address| view! { <a class="button button--small" href=address rel="prev">{back}</a> })}
                {move || older().map(|address| view! { <a class="button button--small" href=address rel="next">{on}</a> })}
            </nav>
        </footer>
    }
}
