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
    pages::{
        assistant::StudioPage,
        conversations::{ConversationPage, ConversationsPage, NobodyChosen},
        leads::LeadsPage,
        login::LoginPage,
        logs::{ArchivesPage, AuditPage, LogPage, LogsPage},
        meetings::MeetingsPage,
        missing::MissingPage,
        overview::OverviewPage,
        reports::ReportsPage,
        settings::{AssistantPage, BusinessPage, FieldsPage, FirstPart, KeysPage, MeetingsPart, SettingsPage, WidgetPage},
        setup::SetupPage,
    },
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
                <Route path=path!("/admin/setup") view=SetupPage ssr=WHOLE/>
                <ParentRoute path=path!("/admin") view=Shell ssr=WHOLE>
                    <Route path=path!("") view=Home ssr=WHOLE/>
                    <Route path=path!("overview") view=OverviewPage ssr=WHOLE/>
                    <ParentRoute path=path!("conversations") view=ConversationsPage ssr=WHOLE>
                        <Route path=path!("") view=NobodyChosen ssr=WHOLE/>
                        <Route path=path!(":id") view=ConversationPage ssr=WHOLE/>
                    </ParentRoute>
                    <Route path=path!("leads") view=LeadsPage ssr=WHOLE/>
                    <Route path=path!("meetings") view=MeetingsPage ssr=WHOLE/>
                    <Route path=path!("assistant") view=StudioPage ssr=WHOLE/>
                    <Route path=path!("reports") view=ReportsPage ssr=WHOLE/>
                    <ParentRoute path=path!("logs") view=LogsPage ssr=WHOLE>
                        <Route path=path!("") view=LogPage ssr=WHOLE/>
                        <Route path=path!("archives") view=ArchivesPage ssr=WHOLE/>
                        <Route path=path!("audit") view=AuditPage ssr=WHOLE/>
                    </ParentRoute>
                    <ParentRoute path=path!("settings") view=SettingsPage ssr=WHOLE>
                        <Route path=path!("") view=FirstPart ssr=WHOLE/>
                        <Route path=path!("business") view=BusinessPage ssr=WHOLE/>
                        <Route path=path!("meetings") view=MeetingsPart ssr=WHOLE/>
                        <Route path=path!("assistant") view=AssistantPage ssr=WHOLE/>
                        <Route path=path!("widget") view=WidgetPage ssr=WHOLE/>
                        <Route path=path!("fields") view=FieldsPage ssr=WHOLE/>
                        <Route path=path!("keys") view=KeysPage ssr=WHOLE/>
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
