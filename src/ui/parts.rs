//! The dashboard's code in parts. With the first page a browser fetches the frame; the code of a page comes when one of its
//! part is opened, and stays. Servers have all of it.
//!
//! A page begins to ask for its data only when its code is there: beside it, the asking would be past the frame, which
//! turns away who may not ask.

use leptos::prelude::*;
use leptos_router::ChooseView;

use super::pages::{
    assistant::StudioPage,
    conversations::{ConversationPage, ConversationsPage, NobodyChosen},
    leads::LeadsPage,
    logs::{ArchivesPage, AuditPage, LogPage, LogsPage},
    meetings::MeetingsPage,
    overview::OverviewPage,
    reports::ReportsPage,
    settings::{
        AccountPage, AssistantPage, BusinessPage, FieldsPage, KeysPage, MeetingsPart, NotificationsPage, PeoplePage, SettingsPage,
        WidgetPage,
    },
    setup::SetupPage,
};

/// Makes a page of routes out of a part, or out of one of several pages in a part. The last name is what `#[lazy]` calls
/// the fetching alone.
macro_rules! routed {
    ($page:ident as $name:ident => $view:expr, $fetch:ident) => {
        impl ChooseView for $page {
            async fn choose(self) -> AnyView {
                let $name = self;
                $view.await
            }

            async fn preload(&self) {
                #[cfg(target_family = "wasm")]
                $fetch().await;
            }
        }
    };
}

#[derive(Clone, Copy)]
pub struct Overview;

routed!(Overview as _page => overview(), __preload_overview);

#[lazy]
fn overview() -> AnyView {
    OverviewPage().into_any()
}

#[derive(Clone, Copy)]
pub enum Conversations {
    /// The list, and an outlet.
    List,
    NobodyChosen,
    Chosen,
}

routed!(Conversations as page => conversations(page), __preload_conversations);

#[lazy]
fn conversations(page: Conversations) -> AnyView {
    match page {
        Conversations::List => ConversationsPage().into_any(),
        Conversations::NobodyChosen => NobodyChosen().into_any(),
        Conversations::Chosen => ConversationPage().into_any(),
    }
}

#[derive(Clone, Copy)]
pub struct Leads;

routed!(Leads as _page => leads(), __preload_leads);

#[lazy]
fn leads() -> AnyView {
    LeadsPage().into_any()
}

#[derive(Clone, Copy)]
pub struct Meetings;

routed!(Meetings as _page => meetings(), __preload_meetings);

#[lazy]
fn meetings() -> AnyView {
    MeetingsPage().into_any()
}

#[derive(Clone, Copy)]
pub struct Studio;

routed!(Studio as _page => studio(), __preload_studio);

#[lazy]
fn studio() -> AnyView {
    StudioPage().into_any()
}

#[derive(Clone, Copy)]
pub struct Reports;

routed!(Reports as _page => reports(), __preload_reports);

#[lazy]
fn reports() -> AnyView {
    ReportsPage().into_any()
}

#[derive(Clone, Copy)]
pub enum Logs {
    /// The head, and an outlet.
    Frame,
    Talks,
    Archives,
    Audit,
}

routed!(Logs as page => logs(page), __preload_logs);

#[lazy]
fn logs(page: Logs) -> AnyView {
    match page {
        Logs::Frame => LogsPage().into_any(),
        Logs::Talks => LogPage().into_any(),
        Logs::Archives => ArchivesPage().into_any(),
        Logs::Audit => AuditPage().into_any(),
    }
}

/// The steps of the set-up are the forms of the settings.
#[derive(Clone, Copy)]
pub enum Settings {
    /// The head, and an outlet.
    Frame,
    Business,
    Meetings,
    Assistant,
    Widget,
    Fields,
    Notifications,
    Keys,
    People,
    Account,
    SetUp,
}

routed!(Settings as page => settings(page), __preload_settings);

#[lazy]
fn settings(page: Settings) -> AnyView {
    match page {
        Settings::Frame => SettingsPage().into_any(),
        Settings::Business => BusinessPage().into_any(),
        Settings::Meetings => MeetingsPart().into_any(),
        Settings::Assistant => AssistantPage().into_any(),
        Settings::Widget => WidgetPage().into_any(),
        Settings::Fields => FieldsPage().into_any(),
        Settings::Notifications => NotificationsPage().into_any(),
        Settings::Keys => KeysPage().into_any(),
        Settings::People => PeoplePage().into_any(),
        Settings::Account => AccountPage().into_any(),
        Settings::SetUp => SetupPage().into_any(),
    }
}
