//! Meetings: a week by the business's clock or a list, each meeting with a drawer of all that is known of it.

mod add;
mod agenda;
mod aim;
mod column;
mod draft;
mod drawer;
mod event;
mod hand;
mod head;
mod list;
mod month;
mod picker;
mod place;
mod side;
mod told;
mod week;
mod words;

use leptos::prelude::*;
use leptos_meta::Title;

use self::agenda::{Agenda, Shown};
pub use self::{
    list::StateTag,
    place::{MEETINGS, meeting_link},
    side::CalendarCard,
    words::{person as guest, theirs},
};
use crate::ui::{components::notice::Failure, plain_form::came_back, session::leave_if_signed_out};

#[component]
pub fn MeetingsPage() -> impl IntoView {
    let agenda = Agenda::new();
    let opened = drawer::opened(agenda);
    drawer::close_on_escape(agenda);
    let refused = came_back();
    view! {
        <Title text="Meetings"/>
        <div class="meetings">
            <head::Head agenda=agenda/>
            {refused.map(|error| view! { <div class="meetings__refused"><Failure title="Nothing was changed" error=error/></div> })}
            <div class="meetings__body">
                <Body agenda=agenda/>
                <side::Side agenda=agenda/>
            </div>
        </div>
        <drawer::Drawer agenda=agenda opened=opened/>
        <add::AddDialog agenda=agenda/>
    }
    .into_any()
}

/// What the address asks for.
#[component]
fn Body(agenda: Agenda) -> impl IntoView {
    let shown = agenda.shown;
    let retry = Callback::new(move |()| shown.refetch());
    view! {
        <Transition fallback=|| view! { <SkeletonWeek/> }>
            {move || Suspend::new(async move {
                let asked = agenda.place.asked.get_untracked();
                // Closures, because those are built anew: nothing of another week stays.
                match shown.await {
                    Ok(Shown::Week(first)) => (move || view! { <week::WeekGrid first=first.clone() agenda=agenda/> }).into_any(),
                    Ok(Shown::List(first)) => {
                        (move || view! { <list::MeetingTable first=first.clone() asked=asked.clone() agenda=agenda/> }).into_any()
                    }
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! {
                        <div class="meetings__main"><Failure title="Meetings did not load" error=error retry=retry/></div>
                    }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Columns of the shape of what comes.
#[component]
fn SkeletonWeek() -> impl IntoView {
    view! {
        <div class="skeleton meetings__main skeleton--week" role="status" aria-label="Loading">
            {(0..7).map(|_| view! { <span class="skeleton__column"><span class="skeleton__line"></span><span class="skeleton__line"></span></span> }).collect_view()}
        </div>
    }
}
