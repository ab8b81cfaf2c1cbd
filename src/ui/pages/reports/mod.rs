//! Reports: those that there are, one made now, and when they are made by themselves.

mod course;
mod list;
mod making;
mod preview;
mod prices;
mod schedule;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use self::making::Making;
use super::settings::saving::Desk;
use crate::{
    domain::{api_error::ApiError, ids::ReportId, report::ReportInfo},
    rpc::{
        reports::{ReportList, list_reports},
        settings::{SettingsView, load_settings},
    },
    ui::{
        components::notice::{Failure, SkeletonRows},
        session::{OwnersOnly, is_owner, leave_if_signed_out},
        unsaved::Unsaved,
    },
};

pub const REPORTS: &str = "/admin/reports";

/// Where the file itself is.
fn file_address(id: &ReportId) -> String {
    format!("/leads/reports/{id}")
}

/// Where it is looked at.
fn preview_address(id: &ReportId) -> String {
    format!("{REPORTS}?report={id}")
}

type Listed = Resource<Result<ReportList, ApiError>>;

#[component]
pub fn ReportsPage() -> impl IntoView {
    let listed: Listed = Resource::new(|| (), |()| list_reports());
    let settings = Resource::new(|| (), |()| load_settings());
    let query = use_query_map();
    let opened = Memo::new(move |_| query.with(|query| query.get("report").and_then(|id| id.parse::<ReportId>().ok())));
    let making = Making::new(listed);
    view! {
        <Title text="Reports"/>
        <div class="page reports">
            <header class="pagehead"><h1>"Reports"</h1></header>
            <div class="page__body">
                <preview::Preview opened=opened/>
                <div class="reports__columns">
                    <div class="stack">
                        <making::MakeNow making=making/>
                        <Listing listed=listed/>
                    </div>
                    <div class="stack"><Rules settings=settings listed=listed/></div>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// All that there are. What is asked before one goes stays while the list is read anew.
#[component]
fn Listing(listed: Listed) -> impl IntoView {
    let asked = RwSignal::new(None::<ReportInfo>);
    let open = RwSignal::new(false);
    let ask = Callback::new(move |report: ReportInfo| {
        asked.set(Some(report));
        open.set(true);
    });
    let retry = Callback::new(move |()| listed.refetch());
    view! {
        <section class="card" aria-labelledby="reports-title">
            <div class="card__head"><h2 id="reports-title">"Reports"</h2></div>
            <Transition fallback=|| view! { <SkeletonRows rows=5/> }>
                {move || Suspend::new(async move {
                    match listed.await {
                        Ok(all) => (move || view! { <list::ReportTable all=all.clone() ask=ask/> }).into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! { <Failure title="Reports did not load" error=error retry=retry/> }.into_any(),
                    }
                })}
            </Transition>
            <list::RemoveQuestion asked=asked open=open listed=listed/>
        </section>
    }
}

/// When they are made by themselves, and what models cost.
#[component]
fn Rules(settings: Resource<Result<SettingsView, ApiError>>, listed: Listed) -> impl IntoView {
    let latest = RwSignal::new(None::<SettingsView>);
    let is_owner = is_owner();
    let (schedule, prices) = (RwSignal::new(false), RwSignal::new(false));
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(Memo::new(move |_| schedule.get() || prices.get()));
    }
    let retry = Callback::new(move |()| settings.refetch());
    view! {
        <Suspense fallback=|| view! { <SkeletonRows rows=5/> }>
            {move || Suspend::new(async move {
                match settings.await {
                    Ok(view) => {
                        Desk::provide(view, latest);
                        if !is_owner {
                            return view! { <OwnersOnly/> }.into_any();
                        }
                        view! { <schedule::ScheduleCard listed=listed unsaved=schedule/> <prices::PricesCard unsaved=prices/> }.into_any()
                    }
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Failure title="When reports are made did not load" error=error retry=retry/> }.into_any(),
                }
            })}
        </Suspense>
    }
}
