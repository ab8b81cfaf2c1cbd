//! The list's pane: head with filters, rows, older pages.

use leptos::prelude::*;

use super::{Filter, Place, roster::Roster, row::RowView};
use crate::{
    domain::api_error::ApiError,
    rpc::conversations::{ConversationList, list_conversations},
    ui::{
        components::{
            icon::{Glyph, Icon},
            notice::{Empty, Failure, SkeletonRows},
        },
        live::{Link, use_live},
        search::{LIST, SearchField, with_query},
        session::leave_if_signed_out,
    },
};

/// Scrolled this near to the end, the next page is fetched.
const NEAR_END: i32 = 480;

type Listed = Resource<Result<ConversationList, ApiError>>;

#[component]
pub fn ListPane(place: Place) -> impl IntoView {
    let filter = place.filter;
    let listed: Listed =
        Resource::new(move || filter.get(), |filter| async move { list_conversations(!filter.all, filter.words, filter.cursor).await });
    let open = RwSignal::new(None::<u64>);
    view! {
        <section class="talks__list" aria-label="Conversations">
            <ListHead place=place listed=listed open=open/>
            <Transition fallback=|| view! { <SkeletonRows rows=9/> }>
                {move || Suspend::new(async move {
                    let filter = filter.get_untracked();
                    match listed.await {
                        Ok(first) => view! { <Rows first=first filter=filter open=open place=place/> }.into_any(),
                        Err(error) if leave_if_signed_out(&error) => ().into_any(),
                        Err(error) => view! {
                            <Failure title="The list did not load" error=error retry=Callback::new(move |()| listed.refetch())/>
                        }.into_any(),
                    }
                })}
            </Transition>
        </section>
    }
}

#[component]
fn ListHead(place: Place, listed: Listed, open: RwSignal<Option<u64>>) -> impl IntoView {
    let link = use_live().link;
    let words = move || place.filter.with(|filter| filter.words.clone());
    let count = move || {
        Suspend::new(async move {
            let first = listed.await.ok().map(|list| list.open);
            move || open.get().or(first).map(|open| view! { <span class="segment__count">{open}</span> })
        })
    };
    let segment = move |all: bool| {
        let words = words();
        with_query(LIST, words.as_deref(), all.then_some("all"), None)
    };
    let current = move |all: bool| (place.filter.with(|filter| filter.all) == all).then_some("true");
    view! {
        <div class="talks__head">
            <div class="talks__title">
                <h1>"Conversations"</h1>
                <span class="livemark" class:is-open=move || link.get() == Link::Open aria-hidden="true"><span class="dot"></span>"Live"</span>
            </div>
            <SearchField node=NodeRef::new() class="search--list"/>
            <nav class="segments" aria-label="Which conversations">
                <a class="segment" href=move || segment(false) data-noscroll="" aria-current=move || current(false)>
                    "Open"
                    <Transition>{count}</Transition>
                </a>
                <a class="segment" href=move || segment(true) data-noscroll="" aria-current=move || current(true)>"All"</a>
            </nav>
            {move || words().map(|words| view! { <Searched words=words all=place.filter.with(|filter| filter.all)/> })}
        </div>
    }
}

/// What is searched for, and the way back to everything.
#[component]
fn Searched(words: String, all: bool) -> impl IntoView {
    view! {
        <p class="searched">
            <span class="searched__words">"Matching “" <b dir="auto">{words}</b> "”"</span>
            <a href=with_query(LIST, None, all.then_some("all"), None) data-noscroll="">"Clear"</a>
        </p>
    }
}

#[component]
fn Rows(first: ConversationList, filter: Filter, open: RwSignal<Option<u64>>, place: Place) -> impl IntoView {
    let none_because = nothing(&filter);
    let from_cursor = filter.cursor.is_some();
    let roster = Roster::new(first, filter, open);
    use_live().subscribe(move |news| roster.hear(news));
    let scroller = roster.scroller;
    let scrolled = move |_| {
        if let Some(list) = scroller.list.get_untracked()
            && list.scroll_height() - list.scroll_top() - list.client_height() < NEAR_END
        {
            roster.load_older();
        }
    };
    view! {
        <div class="rows" node_ref=scroller.list on:scroll=scrolled on:mouseleave=move |_| roster.settle()>
            {from_cursor.then(|| view! { <a class="rows__more" href=move || place.list_address()>"Newest conversations"</a> })}
            <Show when=move || roster.rows.with(Vec::is_empty)>{none_because.view()}</Show>
            <ul class="rows__list">
                <For each=move || roster.rows.get() key=|row| row.id.clone() let:row>
                    <RowView row=row place=place/>
                </For>
            </ul>
            <Older roster=roster place=place/>
            <div class="rows__spacer" node_ref=scroller.spacer></div>
        </div>
    }
}

/// The way to older ones: a link, which scripts turn into more rows in place.
#[component]
fn Older(roster: Roster, place: Place) -> impl IntoView {
    let address = move |cursor: &str| {
        let list = place.list_address();
        let joint = if list.contains('?') { '&' } else { '?' };
        format!("{list}{joint}cursor={}", leptos_router::location::Url::escape(cursor))
    };
    view! {
        {move || roster.older.get().map(|cursor| view! {
            <a
                class="rows__more"
                href=address(&cursor)
                aria-busy=move || roster.loading.get().to_string()
                on:click=move |event| {
                    event.prevent_default();
                    roster.load_older();
                }
            >
                <Icon glyph=Glyph::ArrowDown/>
                {move || if roster.loading.get() { "Loading older ones" } else { "Older conversations" }}
            </a>
        })}
        {move || roster.failed.get().map(|error| view! {
            <Failure title="Older ones did not load" error=error retry=Callback::new(move |()| roster.load_older())/>
        })}
    }
}

/// Why a list is empty.
#[derive(Clone, Copy)]
enum Nothing {
    Found,
    Open,
    Ever,
}

fn nothing(filter: &Filter) -> Nothing {
    match filter {
        Filter { words: Some(_), .. } => Nothing::Found,
        Filter { all: false, .. } => Nothing::Open,
        Filter { .. } => Nothing::Ever,
    }
}

impl Nothing {
    fn view(self) -> AnyView {
        match self {
            Self::Found => view! {
                <Empty glyph=Glyph::Search title="Nobody found" text="Try fewer letters, a name, an e-mail or a word of the last message."/>
            }
            .into_any(),
            Self::Open => view! {
                <Empty glyph=Glyph::Inbox title="No open conversations" text="A chat on your site appears here the moment it starts.">
                    <a class="button" href=format!("{LIST}?show=all")>"Show all"</a>
                    <a class="button button--quiet" href="/admin/settings/widget">"Get the line to paste"</a>
                </Empty>
            }
            .into_any(),
            Self::Ever => view! {
                <Empty glyph=Glyph::Inbox title="No conversations yet" text="Put the widget on your site and visitors appear here live.">
                    <a class="button" href="/admin/settings/widget">"Get the line to paste"</a>
                </Empty>
            }
            .into_any(),
        }
    }
}
