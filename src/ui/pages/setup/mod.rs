//! The first run: one calm page of steps. Only the first one makes something that must not be repeated.

mod owner;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Redirect;

use self::owner::OwnerForm;
use super::settings::{
    assistant::AssistantForm,
    business::BusinessForm,
    embed::{EmbedLine, Preview},
    saving::Desk,
    widget::WidgetForm,
};
use crate::{
    domain::account::Role,
    rpc::{
        session::SessionState,
        settings::{SettingsView, load_settings},
    },
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon, Mark},
            notice::{Failure, SkeletonRows},
        },
        layout::HOME,
        live::Live,
        session::{NoSession, Signed, leave_if_signed_out, session, way_in},
    },
};

#[component]
pub fn SetupPage() -> impl IntoView {
    let page = match session() {
        Ok(state) if state.setup_needed => view! { <Steps state=state settings=None/> }.into_any(),
        Ok(state) => match state.admin.clone() {
            // The steps are the owner's settings.
            Some(admin) if admin.role != Role::Owner => view! { <Redirect path=HOME/> }.into_any(),
            Some(admin) => {
                Signed::provide(admin, &state);
                view! { <Loaded state=state/> }.into_any()
            }
            None => view! { <Redirect path=way_in(&state)/> }.into_any(),
        },
        Err(error) => view! { <NoSession error=error/> }.into_any(),
    };
    view! {
        <Title text="Set-up"/>
        {page}
    }
    .into_any()
}

/// After the account: the other steps need the settings.
#[component]
fn Loaded(state: SessionState) -> impl IntoView {
    let settings = Resource::new(|| (), |()| load_settings());
    view! {
        <Suspense fallback=|| view! { <main class="setup"><SkeletonRows rows=5/></main> }>
            {Suspend::new(async move {
                match settings.await {
                    Ok(view) => view! { <Steps state=state settings=Some(view)/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! {
                        <main class="alone"><Failure title="The set-up did not open" error=error retry=Callback::new(|()| browser::go("/admin/setup"))/></main>
                    }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Owner,
    Business,
    Assistant,
    Sites,
    Embed,
}

impl Step {
    const ALL: [Self; 5] = [Self::Owner, Self::Business, Self::Assistant, Self::Sites, Self::Embed];

    fn title(self) -> &'static str {
        match self {
            Self::Owner => "Your account",
            Self::Business => "Your business",
            Self::Assistant => "The assistant",
            Self::Sites => "Your sites",
            Self::Embed => "Put it on your site",
        }
    }

    fn line(self) -> &'static str {
        match self {
            Self::Owner => "The owner of this front desk.",
            Self::Business => "What the assistant may tell visitors.",
            Self::Assistant => "Without a key the offline assistant answers until you add one.",
            Self::Sites => "Who may show the widget.",
            Self::Embed => "One line, and visitors can write to you.",
        }
    }
}

#[component]
fn Steps(state: SessionState, settings: Option<SettingsView>) -> impl IntoView {
    // Times are shown in this page too (the time zone's clock), but news are not.
    let live = Live::clock_only(state.now);
    provide_context(live);
    let begun = settings.is_some();
    if let Some(settings) = settings {
        Desk::provide(settings, RwSignal::new(None));
    }
    let current = RwSignal::new(if begun { Step::Business } else { Step::Owner });
    // The furthest step that was reached: steps before it can be opened again.
    let reached = Memo::new(move |before: Option<&Step>| before.copied().map_or(current.get(), |before| before.max(current.get())));
    let go = move |step: Step| Callback::new(move |()| current.set(step));
    view! {
        <main class="setup">
            <header class="setup__head">
                <span class="brand__tile brand__tile--large"><Mark/></span>
                <h1>"Set up your front desk"</h1>
                <p>"Five short steps. All of it can be changed later in Settings."</p>
            </header>
            <ol class="steps">
                {Step::ALL.into_iter().map(|step| view! {
                    <StepFrame step=step current=current reached=reached locked=(step == Step::Owner) == begun>
                        {match step {
                            Step::Owner => view! { <OwnerForm/> }.into_any(),
                            _ if !begun => ().into_any(),
                            Step::Business => view! { <BusinessForm on_saved=go(Step::Assistant) first_run=true/> }.into_any(),
                            Step::Assistant => view! { <AssistantStep next=go(Step::Sites)/> }.into_any(),
                            Step::Sites => view! { <WidgetForm on_saved=go(Step::Embed) first_run=true/> }.into_any(),
                            Step::Embed => view! { <Finish/> }.into_any(),
                        }}
                    </StepFrame>
                }).collect_view()}
            </ol>
        </main>
    }
}

/// One step: its number or a tick, its title, and its content while it is the current one.
#[component]
fn StepFrame(
    step: Step,
    current: RwSignal<Step>,
    reached: Memo<Step>,
    /// It cannot be opened now: the account once it is made, the others before.
    locked: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let number = Step::ALL.iter().position(|other| *other == step).map_or(0, |index| index + 1);
    let is_current = Memo::new(move |_| current.get() == step);
    let done = Memo::new(move |_| step < reached.get() && !is_current.get());
    let sign = move || {
        if done.get() { view! { <Icon glyph=Glyph::Check/> }.into_any() } else { number.into_any() }
    };
    let can_open = move || done.get() && !locked;
    view! {
        <li class="step" class:is-current=is_current class:is-done=done aria-current=move || is_current.get().then_some("step")>
            <div class="step__head">
                <span class="step__sign" aria-hidden="true">{sign}</span>
                <div class="step__words">
                    <h2 class="step__title">{step.title()}{move || done.get().then(|| view! { <span class="sr">" (done)"</span> })}</h2>
                    <p class="step__line">{step.line()}</p>
                </div>
                <Show when=can_open>
                    <button type="button" class="button button--small button--quiet" on:click=move |_| current.set(step)>"Change"</button>
                </Show>
            </div>
            <Show when=move || is_current.get()><div class="step__body">{children()}</div></Show>
        </li>
    }
}

#[component]
fn AssistantStep(next: Callback<()>) -> impl IntoView {
    view! {
        <AssistantForm on_saved=next first_run=true/>
        <p class="step__skip">
            <button type="button" class="button button--quiet button--small" on:click=move |_| next.run(())>"Skip: the offline assistant answers until then"</button>
        </p>
    }
}

/// The dashboard is loaded anew: its frame shows what was set up here.
#[component]
fn Finish() -> impl IntoView {
    view! {
        <div class="stack">
            <EmbedLine/>
            <Preview/>
            <div class="savebar"><a class="button button--primary" href=HOME rel="external">"Open the dashboard"</a></div>
        </div>
    }
}
