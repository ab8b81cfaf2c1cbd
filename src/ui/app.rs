//! The dashboard's root: every page and its address.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Redirect, Route, Router, Routes},
    path,
};

use super::{
    layout::{HOME, Shell},
    pages::{join::JoinPage, login::LoginPage, missing::MissingPage, settings::FirstPart},
    parts::{Conversations, Leads, Logs, Meetings, Overview, Reports, Settings, Studio},
    session::share_session,
};

/// Pages are sent whole, after their data: they can be read without scripts, and a guard can still answer with a redirect.
const WHOLE: SsrMode = SsrMode::Async;

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    share_session();
    view! {
        <Title formatter=|page: String| if page.is_empty() { "CHATIMJD".into() } else { format!("{page} · CHATIMJD") }/>
        <Router>
            <Routes fallback=MissingPage>
                <Route path=path!("/admin/login") view=LoginPage ssr=WHOLE/>
                <Route path=path!("/admin/join") view=JoinPage ssr=WHOLE/>
                <Route path=path!("/admin/setup") view=Settings::SetUp ssr=WHOLE/>
                <ParentRoute path=path!("/admin") view=Shell ssr=WHOLE>
                    <Route path=path!("") view=Home ssr=WHOLE/>
                    <Route path=path!("overview") view=Overview ssr=WHOLE/>
                    <ParentRoute path=path!("conversations") view=Conversations::List ssr=WHOLE>
                        <Route path=path!("") view=Conversations::NobodyChosen ssr=WHOLE/>
                        <Route path=path!(":id") view=Conversations::Chosen ssr=WHOLE/>
                    </ParentRoute>
                    <Route path=path!("leads") view=Leads ssr=WHOLE/>
                    <Route path=path!("meetings") view=Meetings ssr=WHOLE/>
                    <Route path=path!("assistant") view=Studio ssr=WHOLE/>
                    <Route path=path!("reports") view=Reports ssr=WHOLE/>
                    <ParentRoute path=path!("logs") view=Logs::Frame ssr=WHOLE>
                        <Route path=path!("") view=Logs::Talks ssr=WHOLE/>
                        <Route path=path!("archives") view=Logs::Archives ssr=WHOLE/>
                        <Route path=path!("audit") view=Logs::Audit ssr=WHOLE/>
                    </ParentRoute>
                    <ParentRoute path=path!("settings") view=Settings::Frame ssr=WHOLE>
                        <Route path=path!("") view=FirstPart ssr=WHOLE/>
                        <Route path=path!("business") view=Settings::Business ssr=WHOLE/>
                        <Route path=path!("meetings") view=Settings::Meetings ssr=WHOLE/>
                        <Route path=path!("assistant") view=Settings::Assistant ssr=WHOLE/>
                        <Route path=path!("widget") view=Settings::Widget ssr=WHOLE/>
                        <Route path=path!("fields") view=Settings::Fields ssr=WHOLE/>
                        <Route path=path!("notifications") view=Settings::Notifications ssr=WHOLE/>
                        <Route path=path!("keys") view=Settings::Keys ssr=WHOLE/>
                        <Route path=path!("people") view=Settings::People ssr=WHOLE/>
                        <Route path=path!("account") view=Settings::Account ssr=WHOLE/>
                    </ParentRoute>
                    <Route path=path!("*missing") view=MissingPage ssr=WHOLE/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// `/admin` itself.
#[component]
fn Home() -> impl IntoView {
    view! { <Redirect path=HOME/> }.into_any()
}
