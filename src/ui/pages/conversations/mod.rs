//! Conversations: the list beside the one that is read.

mod bubble;
mod details;
mod keys;
mod list;
mod order;
mod place;
mod roster;
mod row;
mod talk;
mod transcript;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Outlet, hooks::use_location};

pub use talk::{said_id, said_own_id};
pub use transcript::ConversationPage;

use crate::ui::{
    components::{icon::Glyph, notice::Empty},
    search::{LIST, with_query},
};

/// What the address says about the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub words: Option<String>,
    /// Closed ones too.
    pub all: bool,
    /// Where the page begins; None: with the newest.
    pub cursor: Option<String>,
}

/// The list's filters and what is open beside it, read from the address.
#[derive(Clone, Copy)]
pub struct Place {
    pub filter: Memo<Filter>,
    /// The id in the address, as it stands there.
    pub chosen: Memo<Option<String>>,
    /// The side panel is asked for, where there is no room to show it always.
    pub details: Memo<bool>,
}

impl Place {
    fn here() -> Self {
        let location = use_location();
        let query = location.query;
        let filter = Memo::new(move |_| {
            query.with(|query| Filter {
                words: query.get("q").map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
                all: query.get_str("show") == Some("all"),
                cursor: query.get("cursor"),
            })
        });
        let path = location.pathname;
        let chosen = Memo::new(move |_| {
            path.with(|path| path.strip_prefix(LIST).and_then(|rest| rest.strip_prefix('/')).filter(|id| !id.is_empty()).map(str::to_owned))
        });
        let details = Memo::new(move |_| query.with(|query| query.get_str("panel") == Some("details")));
        Self { filter, chosen, details }
    }

    /// The address of the list as it is filtered now.
    pub fn list_address(self) -> String {
        self.address(LIST, None)
    }

    /// The address of a conversation beside the list as it is filtered now.
    pub fn talk_address(self, id: &str, details: bool) -> String {
        self.address(&format!("{LIST}/{id}"), details.then_some("details"))
    }

    fn address(self, base: &str, panel: Option<&str>) -> String {
        self.filter.with(|filter| with_query(base, filter.words.as_deref(), filter.all.then_some("all"), panel))
    }
}

/// The list, and an outlet for one conversation.
#[component]
pub fn ConversationsPage() -> impl IntoView {
    let place = Place::here();
    provide_context(place);
    keys::listen(place);
    view! {
        <Title text="Conversations"/>
        <div class="talks" class:has-chosen=move || place.chosen.get().is_some() class:has-details=move || place.details.get()>
            <list::ListPane place=place/>
            <Outlet/>
        </div>
    }
    .into_any()
}

/// Beside the list while none is chosen.
#[component]
pub fn NobodyChosen() -> impl IntoView {
    view! {
        <section class="talk talk--none" aria-label="Conversation">
            <Empty glyph=Glyph::Chat title="Choose a conversation" text="What visitors said, what was captured, and from which words."/>
        </section>
    }
    .into_any()
}
