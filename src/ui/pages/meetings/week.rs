//! The week: a column for each day, meetings where the business's clocks show them, and a second clock at the side.

use jiff::civil::{Date, Time};
use leptos::{prelude::*, task::spawn_local};

use super::{agenda::Agenda, column::DayColumn, hand::Hand, told::TellThem, words};
use crate::{
    domain::schedule::week::Block,
    rpc::schedule::{WeekView, meeting_week},
    ui::{
        browser,
        components::{
            dialog::Confirm,
            notice::{Note, Tone},
        },
        live::use_live,
        session::leave_if_signed_out,
        wording,
    },
};

/// Where opening hours are set: they are the first that stands there.
const HOURS: &str = "/admin/settings/meetings";

/// The classes that put something at its place: style sheets do the rest, because a page may have no styles of its own.
pub fn place_of(block: Block) -> String {
    let (from, lasts) = (block.from / 5 * 5, block.minutes().next_multiple_of(5).clamp(5, 1_440));
    format!("at-h{} at-m{} for-h{} for-m{}", from / 60, from % 60, lasts / 60, lasts % 60)
}

#[component]
pub fn WeekGrid(first: WeekView, agenda: Agenda) -> impl IntoView {
    let week = first.week;
    let view = RwSignal::new(first);
    let hand = Hand::new(view, agenda);
    hand.listen();
    // What is in the hand stays where it is; what happened meanwhile is read when it is let go.
    let missed = StoredValue::new(false);
    let read = move || {
        spawn_local(async move {
            match meeting_week(Some(week)).await {
                Ok(newer) => {
                    view.try_set(newer);
                    hand.follow();
                }
                Err(error) => drop(leave_if_signed_out(&error)),
            }
        });
    };
    agenda.on_stir(move || if agenda.held.get_untracked() { missed.set_value(true) } else { read() });
    Effect::new(move |_| {
        if !agenda.held.get() && missed.try_update_value(std::mem::take) == Some(true) {
            read();
        }
    });
    let (live, zone) = (use_live(), view.with_untracked(|view| view.zone.clone()));
    let now = {
        let zone = zone.clone();
        Memo::new(move |_| live.now.get().map(|now| browser::civil(now, &zone)))
    };
    let hours = Memo::new(move |_| view.with(|view| view.hours));
    let dates = view.with_untracked(|view| view.days.iter().map(|day| day.date).collect::<Vec<_>>());
    let scale = move || {
        let ((from, until), moving) = (hours.get(), hand.lifted.with(Option::is_some));
        format!("week first-{from} last-{until}{}", if moving { " is-moving" } else { "" })
    };
    view! {
        // The arrows scroll it, also where there is nothing in it to stop at.
        <div class="meetings__main" tabindex="0" role="region" aria-label="The week">
            {move || view.with(|view| view.blind).then(|| view! {
                <div class="meetings__note"><Note tone=Tone::Warning><p>"Google Calendar does not answer: only meetings that were booked here are shown."</p></Note></div>
            })}
            <Remark view=view/>
            <div class=scale>
                <HourLabels hours=hours first=dates.first().copied() zone=zone now=now agenda=agenda/>
                <ol class="week__days">
                    {dates.into_iter().enumerate().map(|(index, date)| view! {
                        <DayColumn index=index date=date view=view now=now hand=hand agenda=agenda/>
                    }).collect_view()}
                </ol>
            </div>
            <Foot/>
            <p class="sr" role="status" aria-live="assertive">{move || hand.said.get()}</p>
            <Confirm
                open=hand.asking
                title=Signal::derive(move || hand.question().0)
                text=Signal::derive(move || hand.question().1)
                keep="Leave it"
                proceed="Move"
                gentle=true
                on_proceed=move |()| hand.carry_out()
            >
                <TellThem open=hand.asking row=Signal::derive(move || hand.lifted.get().map(|lifted| lifted.row))/>
            </Confirm>
        </div>
    }
}

/// That nobody can book yet, and why; else that nothing stands in the week.
#[component]
fn Remark(view: RwSignal<WeekView>) -> impl IntoView {
    // Another view may take the place of this one while it is read anew.
    let said = Memo::new(move |_| view.try_with(|view| (view.has_hours, view.days.iter().all(|day| day.meetings.is_empty()))));
    move || {
        let note = match said.try_get()?? {
            (false, _) => view! {
                <Note tone=Tone::Warning>
                    <p><b>"Visitors cannot book yet."</b>" There are no opening hours, and the assistant offers meetings only within them."</p>
                    <p class="note__actions"><a class="button button--small" href=HOURS>"Set opening hours"</a></p>
                </Note>
            }.into_any(),
            (true, true) => view! {
                <Note tone=Tone::Info><p>"No meetings in this week. When a visitor books one in the chat, it stands here."</p></Note>
            }.into_any(),
            (true, false) => return None,
        };
        Some(view! { <div class="meetings__note">{note}</div> })
    }
}

/// The hours by the business's clock, and by the second one where there is one.
#[component]
fn HourLabels(
    hours: Memo<(u8, u8)>,
    first: Option<Date>,
    zone: String,
    now: Memo<Option<jiff::civil::DateTime>>,
    agenda: Agenda,
) -> impl IntoView {
    let also = Memo::new(move |_| agenda.place.asked.with(|asked| asked.also.clone()));
    let city = wording::city(&zone);
    let label = {
        let zone = zone.clone();
        move |hour: u8| {
            let beside = also.try_get().flatten().zip(first).and_then(|(also, date)| {
                let local = date.to_datetime(Time::new(i8::try_from(hour).ok()?, 0, 0, 0).ok()?);
                Some(wording::clock(browser::civil(browser::instant(local, &zone)?, &also)))
            });
            view! {
                <span class=format!("week__hour at-h{hour} at-m0")>
                    <span>{wording::minute(u16::from(hour) * 60)}</span>
                    {beside.map(|beside| view! { <span class="week__also">{beside}</span> })}
                </span>
            }
        }
    };
    let present = move || {
        // Another view may take the place of this one in the very moment in which the clock moves on.
        let now = now.try_get()??;
        let minute = u16::try_from(i32::from(now.hour()) * 60 + i32::from(now.minute())).ok()?;
        let (from, until) = hours.get();
        let is_shown = (u16::from(from) * 60..u16::from(until) * 60).contains(&minute);
        is_shown.then(|| view! { <span class=format!("week__now {}", place_of(Block { from: minute, until: minute + 5 }))>{wording::minute(minute)}</span> })
    };
    view! {
        <div class="week__hours" aria-hidden="true">
            <p class="week__zones"><span>{city}</span>{move || also.try_get().flatten().map(|also| view! { <span class="week__also">{wording::city(&also)}</span> })}</p>
            <div class="week__scale">
                {move || (hours.get().0..hours.get().1).map(&label).collect_view()}
                {present}
            </div>
        </div>
    }
}

/// The keys, which every meeting names as its description.
#[component]
fn Foot() -> impl IntoView {
    view! {
        <footer class="week__foot needs-script">
            <p id="week-keys">
                <kbd class="keycap">"M"</kbd>" moves a meeting " <kbd class="keycap">"↑"</kbd><kbd class="keycap">"↓"</kbd>" another free time "
                <kbd class="keycap">"←"</kbd><kbd class="keycap">"→"</kbd>" another day " <kbd class="keycap">"Enter"</kbd>" keeps it "
                <kbd class="keycap">"Esc"</kbd>" gives up"
            </p>
        </footer>
    }
}

/// What stands over a column: `Tue, today`, and what is special about the day.
pub fn day_title(date: Date, today: Option<Date>) -> String {
    let weekday = wording::short_weekday(date);
    if today == Some(date) { format!("{weekday}, today") } else { weekday.to_owned() }
}

/// The change of clocks and the owner's note, in one line.
pub fn day_note(note: Option<&str>, clock_change: i16) -> Option<String> {
    let parts: Vec<String> = note.map(str::to_owned).into_iter().chain(words::clock_change(clock_change)).collect();
    (!parts.is_empty()).then(|| parts.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_in_steps_of_five_minutes() {
        let said = |from, until| place_of(Block { from, until });
        assert_eq!(said(570, 615), "at-h9 at-m30 for-h0 for-m45");
        assert_eq!(said(547, 1_440), "at-h9 at-m5 for-h14 for-m55");
        assert_eq!(said(0, 1_440), "at-h0 at-m0 for-h24 for-m0");
        assert_eq!(said(1_439, 1_440), "at-h23 at-m55 for-h0 for-m5");
    }
}
