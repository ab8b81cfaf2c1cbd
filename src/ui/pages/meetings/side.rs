//! Beside the meetings: how the calendar is, and a month to go through.

use leptos::{prelude::*, task::spawn_local};

use super::{agenda::Agenda, month::MonthCalendar};
use crate::{
    domain::{
        api_error::ApiError,
        meeting::{calendar::CalendarHome, event::CalendarError},
    },
    rpc::schedule::{CalendarView, retry_calendar},
    ui::{
        browser,
        components::{
            button::WorkButton,
            icon::{Glyph, Icon},
            notice::{Failure, SkeletonRows},
        },
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

/// Where the owner gives Google's permission, and where it is taken back.
const CONNECT: &str = "/admin/google/connect";
const DISCONNECT: &str = "/admin/google/disconnect";

#[component]
pub fn Side(agenda: Agenda) -> impl IntoView {
    view! {
        <aside class="meetings__side" aria-label="Calendar">
            <CalendarCard health=agenda.health changed=Callback::new(move |()| agenda.stir())/>
            <MonthCalendar agenda=agenda/>
            <p class="meetings__more"><a href="/admin/settings/meetings">"Opening hours and rules"</a></p>
        </aside>
    }
}

/// Whose calendar it is, whether it works, what waits; and the way to change that.
#[component]
pub fn CalendarCard(health: Resource<Result<CalendarView, ApiError>>, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let retry = Callback::new(move |()| health.refetch());
    view! {
        <section class="calendarcard" aria-labelledby="calendar-title">
            <Transition fallback=|| view! { <SkeletonRows rows=2/> }>
                {move || Suspend::new(async move {
                    match health.await {
                        Ok(view) => view! { <Health view=view changed=changed/> }.into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! {
                            <h2 class="sr" id="calendar-title">"Calendar"</h2>
                            <Failure title="How the calendar is could not be read" error=error retry=retry/>
                        }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

/// One thing that the calendar does, or does not do.
fn line(glyph: Glyph, class: &'static str, words: impl Into<String>) -> AnyView {
    let words: String = words.into();
    view! { <li class=format!("calendarline {class}")><Icon glyph=glyph/><span>{words}</span></li> }.into_any()
}

const GOOD: &str = "calendarline--good";
const BAD: &str = "calendarline--bad";
const DOUBTFUL: &str = "calendarline--doubtful";

fn lines(view: &CalendarView) -> Vec<AnyView> {
    if view.health.home == CalendarHome::Local {
        return vec![
            line(Glyph::CheckCircle, GOOD, "Keeps your meetings"),
            line(Glyph::CheckCircle, GOOD, "Gives visitors a file for their own calendar"),
            line(Glyph::Info, DOUBTFUL, "No video calls, no look at your other appointments"),
        ];
    }
    let broken = view.health.problem.is_some();
    let works = if broken { (Glyph::CrossCircle, BAD) } else { (Glyph::CheckCircle, GOOD) };
    let calls = match view.health.makes_calls {
        Some(true) => (Glyph::CheckCircle, GOOD, "Makes Meet links"),
        Some(false) => (Glyph::Info, DOUBTFUL, "Makes no Meet links"),
        None => (Glyph::Info, DOUBTFUL, "Meet links: not tried yet"),
    };
    let invites = match view.health.invites {
        true => (Glyph::CheckCircle, GOOD, "Invites your visitors"),
        false => (Glyph::Info, DOUBTFUL, "Cannot invite your visitors"),
    };
    vec![
        line(works.0, works.1, if broken { "Does not read busy times" } else { "Reads busy times" }),
        line(works.0, works.1, if broken { "Does not write bookings" } else { "Writes bookings" }),
        line(calls.0, calls.1, calls.2),
        line(invites.0, invites.1, invites.2),
    ]
}

#[component]
fn Health(view: CalendarView, changed: Callback<()>) -> impl IntoView {
    let zone = use_zone();
    let is_google = view.health.home == CalendarHome::Google;
    let (state, class) = match (&view.health.problem, is_google) {
        (Some(CalendarError::GrantDead), _) => ("Connect again", "tag tag--bad"),
        (Some(_), _) => ("Trouble", "tag tag--bad"),
        (None, true) => ("Connected", "tag tag--good"),
        (None, false) => ("Built in", "tag"),
    };
    let shown = lines(&view);
    let CalendarView { health, can_connect, is_fixed, waiting, problem, .. } = view;
    let dead = health.problem == Some(CalendarError::GrantDead);
    view! {
        <header class="calendarcard__head">
            <h2 id="calendar-title">"Calendar"</h2>
            <span class=class>{state}</span>
        </header>
        <div class="calendarcard__box">
            <p class="calendarcard__whose">
                <Icon glyph=Glyph::Calendar/>
                <span class="calendarcard__name">{if is_google { "Google Calendar" } else { "Built-in calendar" }}</span>
                {health.account.map(|account| view! { <span class="calendarcard__account" dir="ltr">{account}</span> })}
            </p>
            <ul class="calendarcard__lines">{shown}</ul>
            {health.problem.map(|problem| view! { <p class="calendarcard__problem" role="alert"><Icon glyph=Glyph::Alert/><span>{format!("{problem}.")}</span></p> })}
            {health.expires_at.map(|at| view! { <p class="calendarcard__note">{move || format!("The permission ends {}.", wording::exact(browser::civil(at, &zone.get())))}</p> })}
            {(waiting > 0).then(|| view! { <Waiting waiting=waiting problem=problem changed=changed/> })}
        </div>
        <p class="calendarcard__note">
            {if is_google { "If Google is away, bookings are kept here and sent later." } else { "Bookings are kept here. Connect Google to see them beside your other appointments." }}
        </p>
        <Ways is_google=is_google dead=dead can_connect=can_connect is_fixed=is_fixed/>
    }
}

/// Meetings that are not in the calendar yet.
#[component]
fn Waiting(waiting: u64, problem: Option<String>, changed: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let retry = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = retry_calendar().await;
            busy.try_set(false);
            if answer.is_ok() {
                changed.run(());
            }
        });
    };
    view! {
        <div class="calendarcard__waiting">
            <Icon glyph=Glyph::Alert/>
            <p>
                {wording::count(waiting, "booking waits", "bookings wait")} " to be entered"
                {problem.map(|problem| view! { <span class="calendarcard__why">{problem}</span> })}
            </p>
            <span class="needs-script"><WorkButton label="Retry" busy=busy kind="button" class="button button--small" on_press=retry/></span>
        </div>
    }
}

/// Links and forms that work without scripts: both lead away from the page.
#[component]
fn Ways(is_google: bool, dead: bool, can_connect: bool, is_fixed: bool) -> impl IntoView {
    let connect = (can_connect && (!is_google || dead)).then(|| {
        let words = if dead { "Connect Google again" } else { "Connect Google Calendar" };
        view! { <a class="button button--primary" href=CONNECT rel="external">{words}</a> }
    });
    let disconnect = (is_google && !is_fixed).then(|| {
        view! {
            <form method="post" action=DISCONNECT>
                <button type="submit" class="button">"Disconnect"</button>
            </form>
        }
    });
    let words = match (is_fixed, can_connect || is_google) {
        (true, _) => Some("This account is set by whoever runs the server."),
        (false, false) => Some("To connect Google, whoever runs the server sets GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET first."),
        _ => None,
    };
    view! {
        <div class="calendarcard__ways">{connect}{disconnect}</div>
        {words.map(|words| view! { <p class="calendarcard__note">{words}</p> })}
    }
}
