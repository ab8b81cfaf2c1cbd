//! The drawer of a meeting: who, when on both clocks, the ways to them, how the calendar stands, and what can be changed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    agenda::Agenda,
    hand::focus_event,
    list::StateTag,
    picker::Picker,
    told::{TellThem, tidings},
    words::{day_and_time, entering, person, span, theirs, zone_beside},
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::MeetingId,
        meeting::calendar::CalendarHome,
    },
    rpc::schedule::{FreeTimes, MeetingRow, MeetingView, free_times, get_meeting},
    ui::{
        browser,
        components::{
            dialog::Confirm,
            icon::{Glyph, Icon},
            notice::{Empty, Failure, Note, SkeletonRows},
            toast::use_toasts,
            trap,
        },
        search::{LEADS, LIST},
        session::{leave_if_signed_out, use_zone},
        status::set_status,
        unsaved::use_way,
        wording,
    },
};

/// A meeting, and the times to which it can be moved, where it can be.
type Known = (MeetingView, Option<Result<FreeTimes, ApiError>>);
type Opened = Resource<Result<Option<Known>, ApiError>>;

/// How many days of free times are offered at once.
pub const DAYS: u8 = 14;

/// The meeting in the address, read. Made by the page, outside of every suspense.
pub fn opened(agenda: Agenda) -> Opened {
    let meeting = agenda.place.meeting;
    Resource::new(
        move || meeting.get(),
        |id| async move {
            match id.map(|id| id.parse::<MeetingId>()) {
                None => Ok(None),
                Some(Ok(id)) => know(id, None).await.map(Some),
                Some(Err(_)) => Err(ApiError::new(ErrorCode::NotFound, "There is no such meeting.")),
            }
        },
    )
}

/// With the times that are free from this day on; None: from today.
async fn know(id: MeetingId, from: Option<Date>) -> Result<Known, ApiError> {
    let view = get_meeting(id.clone()).await?;
    // That they cannot be read takes nothing from what is known of the meeting.
    let free = if view.can_change { Some(free_times(Some(id), from, DAYS).await) } else { None };
    Ok((view, free))
}

/// Escape goes one layer back.
pub fn close_on_escape(agenda: Agenda) {
    let way = use_way();
    Effect::new(move |_| {
        let way = way.clone();
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let is_open = agenda.place.meeting.with_untracked(Option::is_some);
            if event.key() == "Escape" && is_open && !event.default_prevented() && !trap::layer_open() {
                event.prevent_default();
                way(&agenda.place.shut_address());
            }
        });
        on_cleanup(move || handle.remove());
    });
}

#[component]
pub fn Drawer(agenda: Agenda, opened: Opened) -> impl IntoView {
    let meeting = agenda.place.meeting;
    // Closed: the focus goes back to where the meeting was opened.
    Effect::new(move |before: Option<Option<String>>| {
        let now = meeting.get();
        if let (Some(id), None) = (before.flatten(), &now) {
            request_animation_frame(move || focus_event(&id));
        }
        now
    });
    view! {
        <Show when=move || meeting.with(Option::is_some)>
            <a class="scrim" href=move || agenda.place.shut_address() data-noscroll="" tabindex="-1" aria-hidden="true"></a>
            <Sheet agenda=agenda opened=opened/>
        </Show>
    }
}

/// The layer itself: it takes the focus and keeps it.
#[component]
fn Sheet(agenda: Agenda, opened: Opened) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(sheet) = node.get() {
            // It can take the focus: it has a tabindex.
            let _ = sheet.focus();
        }
    });
    trap::keep_inside(node);
    view! {
        <div class="drawer drawer--meeting" role="dialog" aria-modal="true" aria-labelledby="drawer-place meeting-name" tabindex="-1" node_ref=node>
            <header class="drawer__head">
                <p class="drawer__place" id="drawer-place">"Meeting"</p>
                <div class="drawer__tools">
                    <a class="iconbutton" href=move || agenda.place.shut_address() data-noscroll="" aria-label="Close"><Icon glyph=Glyph::Cross/></a>
                </div>
            </header>
            <Transition fallback=|| view! { <SkeletonRows rows=5/> }>
                {move || Suspend::new(async move {
                    // A closure, because that is built anew: the elements of one meeting never serve another.
                    match opened.await {
                        Ok(Some(known)) => (move || view! { <Open known=known.clone() agenda=agenda opened=opened/> }).into_any(),
                        Ok(None) => ().into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Closed error=error agenda=agenda retry=Callback::new(move |()| opened.refetch())/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// In place of a meeting that cannot be shown.
#[component]
fn Closed(error: ApiError, agenda: Agenda, retry: Callback<()>) -> impl IntoView {
    if error.code == ErrorCode::NotFound {
        set_status(404);
        let back = agenda.place.shut_address();
        return view! {
            <Empty glyph=Glyph::Calendar title="This meeting is not here" text="It was erased with its person, or the address is not complete.">
                <a class="button" href=back data-noscroll="">"Back to the meetings"</a>
            </Empty>
        }
        .into_any();
    }
    view! { <Failure title="The meeting did not load" error=error retry=retry/> }.into_any()
}

/// A meeting as it stands in the drawer: what the server said last, read anew with the news.
#[derive(Clone, Copy)]
pub struct Dossier {
    pub view: RwSignal<MeetingView>,
    /// None: it cannot be moved.
    pub free: RwSignal<Option<Result<FreeTimes, ApiError>>>,
    /// The first day of these; None: today.
    pub from: StoredValue<Option<Date>>,
    /// Days of these that were opened here.
    pub unfolded: StoredValue<BTreeSet<Date>>,
    pub busy: RwSignal<bool>,
    pub agenda: Agenda,
    opened: Opened,
}

impl Dossier {
    fn new((view, free): Known, agenda: Agenda, opened: Opened) -> Self {
        let dossier = Self {
            view: RwSignal::new(view),
            free: RwSignal::new(free),
            from: StoredValue::new(None),
            unfolded: StoredValue::new(BTreeSet::new()),
            busy: RwSignal::new(false),
            agenda,
            opened,
        };
        agenda.on_stir(move || dossier.read_again());
        dossier
    }

    fn read_again(self) {
        let Some(id) = self.view.try_with_untracked(|view| view.row.id.clone()) else { return };
        let from = self.from.try_get_value().flatten();
        spawn_local(async move {
            match know(id, from).await {
                Ok((view, free)) => {
                    self.view.try_set(view);
                    // Drawn anew only where it is another: somebody may be choosing.
                    if self.free.try_with_untracked(|known| *known != free) == Some(true) {
                        self.free.try_set(free);
                    }
                }
                // Nothing of somebody who was erased stays to be read.
                Err(error) if error.code == ErrorCode::NotFound => self.opened.refetch(),
                Err(error) => drop(leave_if_signed_out(&error)),
            }
        });
    }

    pub fn row(self) -> MeetingRow {
        self.view.with(|view| view.row.clone())
    }

    /// What was changed here is known at once.
    pub fn take(self, answer: Result<MeetingView, ApiError>) {
        self.busy.try_set(false);
        if let Ok(view) = answer {
            self.view.try_set(view);
        }
    }
}

#[component]
fn Open(known: Known, agenda: Agenda, opened: Opened) -> impl IntoView {
    let dossier = Dossier::new(known, agenda, opened);
    let (row, view) = (Memo::new(move |_| dossier.row()), dossier.view);
    let can_change = Memo::new(move |_| view.with(|view| view.can_change));
    let can_rebook = Memo::new(move |_| view.with(|view| view.can_rebook));
    // What had the focus may have gone with what could be changed.
    Effect::new(move |_| {
        can_change.track();
        trap::hold();
    });
    view! {
        <div class="drawer__body">
            <section class="meetinghead">
                <h2 class="meetinghead__name" id="meeting-name" dir="auto">{move || row.with(person)}</h2>
                {move || view! { <StateTag row=row.get()/> }}
                <p class="meetinghead__title" dir="auto">{move || view.with(|view| view.title.clone())}</p>
            </section>
            <Clocks row=row/>
            <CalendarNote dossier=dossier/>
            <Ways dossier=dossier/>
            {move || can_change.get().then(|| view! {
                <Picker dossier=dossier/>
                <Cancel dossier=dossier/>
            })}
            {move || can_rebook.get().then(|| view! { <Rebook dossier=dossier/> })}
            <Origin dossier=dossier/>
        </div>
    }
}

/// The business's time and the visitor's, side by side.
#[component]
fn Clocks(row: Memo<MeetingRow>) -> impl IntoView {
    let zone = use_zone();
    let here = move || row.with(|row| browser::civil(row.start, &zone.get()));
    let beside = move || {
        let row = row.get();
        let there = browser::civil(row.start, &row.visitor_zone);
        theirs(&row, &zone.get()).map(|_| (zone_beside(there, here(), &row.visitor_zone), row.start, row.end, row.visitor_zone))
    };
    view! {
        <section class="clocks" aria-label="When">
            <p class="clocks__day">{move || wording::day(here().date(), None)}</p>
            <dl class="clocks__pair">
                <div class="clocks__one">
                    <dt>{move || wording::city(&zone.get())}</dt>
                    <dd>{move || row.with(|row| span(row.start, row.end, &zone.get()))}</dd>
                </div>
                {move || beside().map(|(city, start, end, zone)| view! {
                    <div class="clocks__one">
                        <dt>{city}</dt>
                        <dd>{span(start, end, &zone)}</dd>
                    </div>
                })}
            </dl>
        </section>
    }
}

/// What stands between the meeting and the owner's calendar: red where something went wrong.
#[component]
fn CalendarNote(dossier: Dossier) -> impl IntoView {
    let note = Memo::new(move |_| dossier.view.with(|view| entering(view.row.status, view.wait.as_ref(), !view.can_change)));
    move || {
        let (words, tone, problem) = note.get()?;
        Some(view! {
            <div class="drawerpart">
                <Note tone=tone>
                    <p><b>{words}</b></p>
                    {problem.map(|problem| view! { <p>{problem}</p> })}
                </Note>
            </div>
        })
    }
}

/// The ways to the person, to the call, and to what was said.
#[component]
fn Ways(dossier: Dossier) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |link: String| {
        spawn_local(async move {
            match browser::copy(link).await {
                true => toasts.good("Link copied"),
                false => toasts.bad("The browser did not let us copy. Take the link from the address bar."),
            }
        });
    };
    move || {
        let view = dossier.view.get();
        let row = view.row;
        let google = view.html_link.filter(|_| row.home == CalendarHome::Google);
        view! {
            <ul class="meetingways">
                {row.meet_link.map(|link| {
                    let copied = link.clone();
                    view! {
                        <li>
                            <Icon glyph=Glyph::Video/>
                            <a href=link target="_blank" rel="noopener noreferrer">"Join Google Meet"</a>
                            <button type="button" class="button button--small button--quiet needs-script" on:click=move |_| copy(copied.clone())><Icon glyph=Glyph::Copy/>"Copy link"</button>
                        </li>
                    }
                })}
                {row.email.map(|email| way_to(Glyph::Mail, format!("mailto:{email}"), email))}
                {row.phone.map(|phone| way_to(Glyph::Phone, format!("tel:{}", phone.replace(' ', "")), phone))}
                {view.conversation_id.map(|id| view! { <li><Icon glyph=Glyph::Chat/><a href=format!("{LIST}/{id}")>"Open chat"</a></li> })}
                {view.lead_id.map(|id| view! { <li><Icon glyph=Glyph::Person/><a href=format!("{LEADS}?lead={id}")>"Open lead"</a></li> })}
                {google.map(|link| view! { <li><Icon glyph=Glyph::Calendar/><a href=link target="_blank" rel="noopener noreferrer">"Open in Google Calendar"</a></li> })}
                <li><Icon glyph=Glyph::Download/><a href=view.ics_url rel="external" download="">"Download as .ics"</a></li>
            </ul>
        }
    }
}

/// An address or a number to write to or to call.
fn way_to(glyph: Glyph, address: String, shown: String) -> impl IntoView {
    view! { <li><Icon glyph=glyph/><a href=address dir="ltr">{shown}</a></li> }
}

#[component]
fn Cancel(dossier: Dossier) -> impl IntoView {
    let asking = RwSignal::new(false);
    let zone = use_zone();
    let title = Signal::derive(move || format!("Cancel the meeting with {}?", person(&dossier.row())));
    let text = Signal::derive(move || {
        let row = dossier.row();
        let when = day_and_time(browser::civil(row.start, &zone.get()));
        format!("{when} is free for others at once. {}", tidings(&row, "The visitor is told."))
    });
    let cancel = move |()| {
        dossier.busy.set(true);
        dossier.agenda.cancel(untrack(|| dossier.row()), move |answer| dossier.take(answer));
    };
    let (id, version) = dossier.view.with_untracked(|view| (view.row.id.to_string(), view.row.version.to_string()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        asking.set(true);
    };
    view! {
        <section class="drawerpart drawerpart--cancel" aria-label="Cancel">
            <form method="post" action="/rpc/meetings/cancel" on:submit=submit>
                <input type="hidden" name="id" value=id/>
                <input type="hidden" name="version" value=version/>
                <button type="submit" class="button button--small button--quiet button--warn" disabled=move || dossier.busy.get()><Icon glyph=Glyph::Cross/>"Cancel meeting"</button>
            </form>
        </section>
        <Confirm open=asking title=title text=text keep="Keep it" proceed="Cancel meeting" on_proceed=cancel>
            <TellThem open=asking row=Signal::derive(move || Some(dossier.row()))/>
        </Confirm>
    }
}

/// A meeting that was cancelled, and whose time has not come.
#[component]
fn Rebook(dossier: Dossier) -> impl IntoView {
    let (way, place) = (use_way(), dossier.agenda.place);
    let rebook = move |_| {
        let way = way.clone();
        let id = dossier.view.with_untracked(|view| view.row.id.clone());
        dossier.agenda.rebook(id, move |view| way(&untrack(|| place.meeting_address(view.row.id.as_str()))));
    };
    view! {
        <section class="drawerpart needs-script" aria-label="Book again">
            <button type="button" class="button button--small" on:click=rebook><Icon glyph=Glyph::Undo/>"Book the same again"</button>
        </section>
    }
}

/// Where it came from, and how often it was changed.
#[component]
fn Origin(dossier: Dossier) -> impl IntoView {
    let zone = use_zone();
    let words = move || {
        dossier.view.with(|view| {
            let zone = zone.get();
            let by = view.created_by.as_ref().map_or_else(|| "the visitor".to_owned(), Clone::clone);
            let mut words = vec![format!("Booked by {by}, {}.", wording::exact(browser::civil(view.created_at, &zone)))];
            words.extend((view.changes > 0).then(|| format!("Changed {}.", wording::count(u64::from(view.changes), "time", "times"))));
            words.extend(view.invited_at.map(|at| format!("Invited {}.", wording::exact(browser::civil(at, &zone)))));
            words.join(" ")
        })
    };
    view! { <p class="meetingorigin">{words}</p> }
}
