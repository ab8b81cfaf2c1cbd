//! The drawer: all that is known of one lead, over the list it was opened from.

mod assignee;
mod dossier;
mod edit;
mod erase;
mod facts;
mod follow_up;
mod identity;
mod meetings;
mod notes;
mod said;
mod score;
mod talks;
mod timeline;
mod twins;

use leptos::{html, prelude::*, task::spawn_local};

use self::dossier::Dossier;
use super::{
    floor::{Floor, Listing, PAGE, Tally},
    keys::{beside, focus_row},
    place::Asked,
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        ids::LeadId,
    },
    rpc::leads::{LeadList, LeadView, get_lead},
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
            toast::use_toasts,
            trap,
        },
        session::leave_if_signed_out,
        status::set_status,
        unsaved::Unsaved,
        wording,
    },
};

type Opened = Resource<Result<Option<LeadView>, ApiError>>;

/// The lead in the address, read. Made by the page, outside of every suspense.
pub fn opened(floor: Floor) -> Opened {
    let lead = floor.place.lead;
    Resource::new(
        move || lead.get(),
        |id| async move {
            match id.map(|id| id.parse::<LeadId>()) {
                None => Ok(None),
                Some(Ok(id)) => get_lead(id).await.map(Some),
                Some(Err(_)) => Err(ApiError::new(ErrorCode::NotFound, "There is no such lead.")),
            }
        },
    )
}

#[component]
pub fn Drawer(floor: Floor, opened: Opened) -> impl IntoView {
    let lead = floor.place.lead;
    // Closed: the focus goes back to where the lead was opened. Another lead: its form is not open yet.
    Effect::new(move |before: Option<Option<String>>| {
        let now = lead.get();
        match (before.flatten(), &now) {
            (Some(id), None) => {
                floor.editing.set(false);
                request_animation_frame(move || focus_row(&id));
            }
            (Some(id), Some(other)) if id != *other => floor.editing.set(false),
            _ => {}
        }
        now
    });
    view! {
        <Show when=move || lead.with(Option::is_some)>
            <a class="scrim" href=move || floor.place.list_address() data-noscroll="" tabindex="-1" aria-hidden="true"></a>
            <Sheet floor=floor opened=opened/>
        </Show>
    }
}

/// The layer itself: it takes the focus and keeps it.
#[component]
fn Sheet(floor: Floor, opened: Opened) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(sheet) = node.get() {
            // It can take the focus: it has a tabindex.
            let _ = sheet.focus();
        }
    });
    trap::keep_inside(node);
    view! {
        <div class="drawer" role="dialog" aria-modal="true" aria-labelledby="drawer-place lead-name" tabindex="-1" node_ref=node>
            <Head floor=floor/>
            <Transition fallback=|| view! { <SkeletonRows rows=8/> }>
                {move || Suspend::new(async move {
                    // A closure, because that is built anew: the elements of one lead never serve another, whose
                    // fields would keep what was written in them.
                    match opened.await {
                        Ok(Some(view)) => (move || view! { <Open view=view.clone() floor=floor/> }).into_any(),
                        Ok(None) => ().into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Closed error=error floor=floor retry=Callback::new(move |()| opened.refetch())/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

/// In place of a lead that cannot be shown.
#[component]
fn Closed(error: ApiError, floor: Floor, retry: Callback<()>) -> impl IntoView {
    if error.code == ErrorCode::NotFound {
        set_status(404);
        return view! { <NotHere floor=floor/> }.into_any();
    }
    view! { <Failure title="The lead did not load" error=error retry=retry/> }.into_any()
}

#[component]
fn NotHere(floor: Floor) -> impl IntoView {
    view! {
        <Empty glyph=Glyph::Person title="This lead is not here" text="It was erased or merged into another, or the address is not complete.">
            <a class="button" href=floor.place.list_address() data-noscroll="">"Back to the list"</a>
        </Empty>
    }
}

/// The leads as the server listed them, for a page that is not awake yet.
fn listed_order(listing: &Listing) -> Vec<LeadId> {
    let ids = |list: &LeadList| list.page.items.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    match listing {
        Listing::Table(list) => ids(list),
        Listing::Board(columns) => columns.iter().flat_map(|(_, list)| ids(list)).collect(),
    }
}

/// Where one is in the list, and the ways to the neighbours and out.
#[component]
fn Head(floor: Floor) -> impl IntoView {
    let ways = move || {
        Suspend::new(async move {
            let listing = floor.listed.await.ok();
            let first = listing.as_ref().map(listed_order).unwrap_or_default();
            let total = listing.as_ref().and_then(Tally::first).and_then(|tally| tally.shown);
            view! { <Ways floor=floor first=first total=total/> }
        })
    };
    let link = Signal::derive(move || format!("{}{}", origin(), floor.place.lead.with(|lead| Asked::default().address(lead.as_deref()))));
    view! {
        <header class="drawer__head">
            <Transition>{ways}</Transition>
            <div class="drawer__tools">
                <CopyLink link=link/>
                <a class="iconbutton" href=move || floor.place.list_address() data-noscroll="" aria-label="Close"><Icon glyph=Glyph::Cross/></a>
            </div>
        </header>
    }
}

#[component]
fn Ways(floor: Floor, first: Vec<LeadId>, total: Option<u64>) -> impl IntoView {
    let order = Memo::new(move |_| floor.order.get().unwrap_or_else(|| first.clone()));
    let neighbour = move |by: isize| {
        let open = floor.place.lead.get()?;
        order.with(|order| beside(order, &open, by)).map(|id| floor.place.lead_address(id.as_str()))
    };
    let words = move || {
        let place = floor.place.lead.with(|open| order.with(|order| order.iter().position(|id| Some(id.as_str()) == open.as_deref())));
        let (board, before) = floor.place.asked.with(|asked| (asked.query.board, asked.trail.len() * PAGE as usize));
        let total = floor.tally.with(|tally| tally.as_ref().map_or(total, |tally| tally.shown));
        let total = total.map(|total| format!(" of {}", wording::number(total))).unwrap_or_default();
        match place {
            Some(place) if !board => format!("Lead {}{total}", wording::number((before + place + 1) as u64)),
            _ => "Lead".to_owned(),
        }
    };
    let way = move |by: isize, name: &'static str, glyph: Glyph| {
        move || match neighbour(by) {
            Some(address) => {
                view! { <a class="iconbutton" href=address data-noscroll="" aria-label=name><Icon glyph=glyph/></a> }.into_any()
            }
            None => {
                view! { <span class="iconbutton" role="link" aria-disabled="true" aria-label=name><Icon glyph=glyph/></span> }.into_any()
            }
        }
    };
    view! {
        <p class="drawer__place" id="drawer-place">{words}</p>
        {way(-1, "Previous lead", Glyph::ChevronUp)}
        {way(1, "Next lead", Glyph::ChevronDown)}
    }
}

/// Scheme and host of the page; nothing on the server.
fn origin() -> String {
    browser::origin().unwrap_or_default()
}

#[component]
fn CopyLink(#[prop(into)] link: Signal<String>) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |_| {
        spawn_local(async move {
            match browser::copy(link.get_untracked()).await {
                true => toasts.good("Link copied"),
                false => toasts.bad("The browser did not let us copy. Take the link from the address bar."),
            }
        });
    };
    view! { <button type="button" class="iconbutton needs-script" aria-label="Copy link" on:click=copy><Icon glyph=Glyph::Link/></button> }
}

#[component]
fn Open(view: LeadView, floor: Floor) -> impl IntoView {
    let dossier = Dossier::new(view, floor);
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(dossier.dirty());
    }
    // What had the focus may have gone with the lead before, or with the form.
    Effect::new(move |_| {
        floor.editing.track();
        dossier.gone.track();
        trap::hold();
    });
    view! {
        <Show when=move || !dossier.gone.get() fallback=move || view! { <NotHere floor=floor/> }>
            <Body dossier=dossier/>
            <notes::NoteField dossier=dossier/>
        </Show>
    }
}

#[component]
fn Body(dossier: Dossier) -> impl IntoView {
    view! {
        <div class="drawer__body">
            <identity::Identity dossier=dossier/>
            <div class="drawer__grid">
                <div class="drawer__main">
                    {move || if dossier.floor.editing.get() {
                        view! { <edit::EditForm dossier=dossier/> }.into_any()
                    } else {
                        view! { <facts::Facts dossier=dossier/> }.into_any()
                    }}
                    <notes::Notes dossier=dossier/>
                    <meetings::Meetings dossier=dossier/>
                    <talks::Talks dossier=dossier/>
                </div>
                <div class="drawer__side">
                    <follow_up::NextStepCard dossier=dossier/>
                    <follow_up::FollowUp dossier=dossier/>
                    <assignee::AssigneePart dossier=dossier/>
                    <twins::Twins dossier=dossier/>
                    <score::ScorePart dossier=dossier/>
                    <timeline::Timeline dossier=dossier/>
                    <erase::Erase dossier=dossier/>
                </div>
            </div>
        </div>
    }
}
