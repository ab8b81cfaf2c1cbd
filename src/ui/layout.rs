//! The frame around every page of the dashboard: navigation, search, health, theme, account.

use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_router::{
    components::{Outlet, Redirect},
    hooks::use_location,
};

use super::{
    browser,
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon, Mark},
        theme::ThemeChoice,
        toast::{ToastShelf, Toasts},
    },
    exports::{ExportShelf, Exports},
    health::HealthChip,
    live::Live,
    pages::{
        assistant::ASSISTANT,
        meetings::MEETINGS,
        overview::OVERVIEW,
        reports::REPORTS,
        settings::{FIRST_PART, first_part},
    },
    search::{LIST, LOGS, SearchField, focus_search_on_slash},
    session::{LOG_OUT, NoSession, Signed, role_name, session, way_in},
    unsaved::{LeaveGuard, Unsaved},
};
use crate::{domain::account::AdminAccount, rpc::session::SessionState};

/// Where the day begins.
pub const HOME: &str = OVERVIEW;

/// A page that navigation leads to. Later pages are added here, in the order of the design.
struct Place {
    /// The page itself: an address that only leads on would stand between here and there for the browser's Back.
    href: &'static str,
    /// What lies below it belongs to the place, too.
    root: &'static str,
    label: &'static str,
    /// On phones, where there is little room.
    short: &'static str,
    glyph: Glyph,
    group: Group,
}

impl Place {
    /// The settings begin with what whoever is signed in may change.
    fn address(&self) -> &'static str {
        if self.href == FIRST_PART { first_part() } else { self.href }
    }

    /// `page` where one is there or below.
    fn current(&self) -> impl Fn() -> Option<&'static str> + Clone + Send + use<> {
        let (root, path) = (self.root, use_location().pathname);
        move || path.with(|path| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))).then_some("page")
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Desk,
    Workspace,
}

const PLACES: [Place; 8] = [
    Place { href: OVERVIEW, root: OVERVIEW, label: "Overview", short: "Overview", glyph: Glyph::Grid, group: Group::Desk },
    Place { href: LIST, root: LIST, label: "Conversations", short: "Chats", glyph: Glyph::Chat, group: Group::Desk },
    Place { href: "/admin/leads", root: "/admin/leads", label: "Leads", short: "Leads", glyph: Glyph::People, group: Group::Desk },
    Place { href: MEETINGS, root: MEETINGS, label: "Meetings", short: "Meetings", glyph: Glyph::Calendar, group: Group::Desk },
    Place { href: ASSISTANT, root: ASSISTANT, label: "Assistant", short: "Assistant", glyph: Glyph::Spark, group: Group::Workspace },
    Place { href: REPORTS, root: REPORTS, label: "Reports", short: "Reports", glyph: Glyph::Report, group: Group::Workspace },
    Place { href: LOGS, root: LOGS, label: "Logs", short: "Logs", glyph: Glyph::Lines, group: Group::Workspace },
    Place {
        href: FIRST_PART,
        root: "/admin/settings",
        label: "Settings",
        short: "Settings",
        glyph: Glyph::Sliders,
        group: Group::Workspace,
    },
];

/// The menu behind the last tab of phones.
const MORE: &str = "more-menu";

/// Pages for signed-in admins. The guard spares people pages they cannot use; data is guarded by `rpc` itself.
#[component]
pub fn Shell() -> impl IntoView {
    match session() {
        Ok(state) => match state.admin.clone() {
            Some(admin) => view! { <Frame admin=admin state=state/> }.into_any(),
            None => view! { <Redirect path=way_in(&state)/> }.into_any(),
        },
        Err(error) => view! { <NoSession error=error/> }.into_any(),
    }
}

#[component]
fn Frame(admin: AdminAccount, state: SessionState) -> impl IntoView {
    let signed = Signed::provide(admin, &state);
    let live = Live::provide();
    live.now.set(Some(state.now));
    let toasts = Toasts::provide();
    let exports = Exports::provide();
    let unsaved = Unsaved::provide();
    let search = NodeRef::<html::Input>::new();
    focus_search_on_slash();
    view! {
        <a class="skip" href="#main" on:click=skip_to_content>"Skip to content"</a>
        <div class="frame">
            <nav class="nav" aria-label="Main">
                <Brand name=signed.business_name/>
                <Places group=Group::Desk/>
                <p class="nav__group">"Workspace"</p>
                <Places group=Group::Workspace/>
                <div class="nav__foot"><AccountMenu signed=signed/></div>
            </nav>
            <div class="stage">
                <header class="topbar">
                    <div class="topbar__brand"><Brand name=signed.business_name/></div>
                    <SearchField node=search/>
                    <div class="topbar__end">
                        <HealthChip/>
                        <span class="topbar__line" aria-hidden="true"></span>
                        <ThemeMenu/>
                    </div>
                </header>
                <ExportShelf exports=exports/>
                <main class="main" id="main" tabindex="-1"><Outlet/></main>
            </div>
            <TabBar/>
        </div>
        <LeaveGuard unsaved=unsaved/>
        <ToastShelf toasts=toasts/>
    }
}

/// The router takes links to parts of a page for navigation, which moves no focus.
fn skip_to_content(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(main) = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        // It can take the focus: it has a tabindex.
        let _ = main.focus();
    }
}

#[component]
fn Brand(name: RwSignal<String>) -> impl IntoView {
    view! {
        <a class="brand" href=HOME>
            <span class="brand__tile"><Mark/></span>
            <span class="brand__text">
                <span class="brand__name">{move || name.get()}</span>
                <span class="brand__product">"CHATIMJD"</span>
            </span>
        </a>
    }
}

#[component]
fn Places(group: Group) -> impl IntoView {
    view! {
        <ul class="nav__list">
            {PLACES.into_iter().filter(|place| place.group == group).map(|place| view! {
                <li class="nav__item" data-tip=place.label>
                    <a href=place.address() aria-current=place.current()>
                        <Icon glyph=place.glyph/>
                        <span class="nav__label">{place.label}</span>
                    </a>
                </li>
            }).collect_view()}
        </ul>
    }
}

/// Who is signed in, and the way out. The log-out is a plain form: it works without scripts.
#[component]
fn AccountMenu(signed: Signed) -> impl IntoView {
    let admin = signed.admin.get_value();
    let role = role_name(admin.role);
    view! {
        <button type="button" class="account" popovertarget="account-menu" aria-label=format!("Account of {}", admin.name)>
            <Avatar id=admin.id.as_str() name=Some(admin.name.clone())/>
            <span class="account__text">
                <span class="account__name">{admin.name.clone()}</span>
                <span class="account__role">{role}</span>
            </span>
            <Icon glyph=Glyph::More/>
        </button>
        <div class="menu menu--account" id="account-menu" popover="auto">
            <p class="menu__head">{admin.email.as_str().to_owned()}</p>
            <LogOut/>
        </div>
    }
}

#[component]
fn LogOut() -> impl IntoView {
    view! {
        <form method="post" action=LOG_OUT>
            <button type="submit" class="menu__item"><Icon glyph=Glyph::LogOut/>"Log out"</button>
        </form>
    }
}

#[component]
fn ThemeMenu() -> impl IntoView {
    view! {
        <button type="button" class="iconbutton theme" popovertarget="theme-menu" aria-label="Theme">
            <Icon glyph=Glyph::Moon class="theme__light"/>
            <Icon glyph=Glyph::Sun class="theme__dark"/>
        </button>
        <div class="menu menu--theme" id="theme-menu" popover="auto"><ThemeChoice/></div>
    }
}

/// The navigation of phones: what is looked at all day is at the thumb, the rest behind one more press.
#[component]
fn TabBar() -> impl IntoView {
    let of = |group: Group| PLACES.into_iter().filter(move |place| place.group == group);
    view! {
        <nav class="tabs" aria-label="Main, for phones">
            {of(Group::Desk).map(|place| view! {
                <a href=place.address() aria-current=place.current()><Icon glyph=place.glyph/><span>{place.short}</span></a>
            }).collect_view()}
            <button type="button" popovertarget=MORE><Icon glyph=Glyph::Menu/><span>"More"</span></button>
        </nav>
        <div class="menu menu--more" id=MORE popover="auto">
            <nav aria-label="More, for phones" on:click=|_| browser::close_popover(MORE)>
                {of(Group::Workspace).map(|place| view! {
                    <a class="menu__item" href=place.address() aria-current=place.current()><Icon glyph=place.glyph/>{place.label}</a>
                }).collect_view()}
            </nav>
            <p class="menu__head">"Theme"</p>
            <ThemeChoice/>
            <LogOut/>
        </div>
    }
}
