//! The assistant's studio: the instruction written, compared, tried out, tested and published.

mod asides;
mod compare;
mod desk;
mod editor;
mod finder;
mod guidance;
mod head;
mod place;
mod play;
mod preview;
mod publish;
mod remarks;
mod sources;
mod trials;
mod versions;

use leptos::prelude::*;
use leptos_meta::Title;

pub use self::place::{ASSISTANT, test_of};
use self::{
    desk::Desk,
    place::{VIEWS, View, view_address},
    sources::Sources,
    trials::case::CaseDesk,
};
use crate::{
    rpc::assistant::versions::StudioView,
    ui::{
        browser,
        components::{
            notice::{Failure, SkeletonRows},
            tabs::Tabs,
        },
        session::leave_if_signed_out,
    },
};

#[component]
pub fn StudioPage() -> impl IntoView {
    let sources = Sources::new(place::here());
    view! {
        <Title text="Assistant"/>
        <Suspense fallback=|| view! { <Waiting/> }>
            {move || Suspend::new(async move {
                match sources.studio.await {
                    Ok(view) => view! { <Studio view=view sources=sources/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! {
                        <div class="studio__failed">
                            <h1>"Assistant"</h1>
                            <Failure title="The instruction did not load" error=error retry=Callback::new(|()| browser::go(&browser::here().unwrap_or_default()))/>
                        </div>
                    }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}

/// The shape of what comes.
#[component]
fn Waiting() -> impl IntoView {
    view! { <div class="studio studio--waiting"><SkeletonRows rows=7/></div> }
}

#[component]
fn Studio(view: StudioView, sources: Sources) -> impl IntoView {
    let desk = Desk::new(view, sources);
    let case = CaseDesk::new(desk, sources);
    let publishing = RwSignal::new(false);
    let name = move || sources.asked.with(|asked| asked.view.name());
    asides::keep_the_window(desk);
    view! {
        <div class="studio" data-view=name>
            <head::Head desk=desk publishing=publishing/>
            <ViewTabs sources=sources/>
            <asides::AsideNote desk=desk/>
            <div class="studio__body">
                <versions::VersionsPane desk=desk sources=sources/>
                <div class="studio__middle">
                    <div class="studio__write"><editor::Editor desk=desk sources=sources/></div>
                    <Middle desk=desk sources=sources case=case/>
                </div>
                <play::Playground desk=desk case=case/>
            </div>
        </div>
        <publish::PublishDialog desk=desk open=publishing/>
        <asides::ConflictDialog desk=desk/>
        <trials::form::CaseDialog case=case/>
    }
}

#[component]
fn ViewTabs(sources: Sources) -> impl IntoView {
    let current = move |view: View| sources.asked.with(|asked| (asked.view == view).then_some("page"));
    // Where the two at the side have a place of their own, the text is shown for them.
    let writes = move || sources.asked.with(|asked| (asked.view == View::Write || asked.view.is_aside()).then_some("page"));
    view! {
        <Tabs name="Assistant" class="tabsrow studio__tabs">
            {VIEWS.into_iter().map(|(view, _, label)| {
                let class = if view.is_aside() { "studio__tab--aside" } else { "" };
                let marked = move || if view == View::Write { writes() } else { current(view) };
                view! { <a href=view_address(view) class=class data-noscroll="" aria-current=marked>{label}</a> }
            }).collect_view()}
        </Tabs>
    }
}

/// What stands in the midst instead of the text, where the address asks for it.
#[component]
fn Middle(desk: Desk, sources: Sources, case: CaseDesk) -> impl IntoView {
    let view = Memo::new(move |_| sources.asked.with(|asked| asked.view));
    move || match view.get() {
        View::Write | View::Playground | View::Versions => ().into_any(),
        View::Guide => view! { <guidance::GuidanceForm desk=desk/> }.into_any(),
        View::Prompt => view! { <preview::Preview desk=desk sources=sources/> }.into_any(),
        View::Compare => view! { <compare::Comparison desk=desk sources=sources/> }.into_any(),
        View::Tests => view! { <trials::Trials desk=desk sources=sources case=case/> }.into_any(),
    }
}
