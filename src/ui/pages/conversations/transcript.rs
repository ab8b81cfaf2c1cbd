//! The transcript of one conversation and the bar beneath it.

use leptos::{html, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlElement};
use leptos_meta::Title;
use leptos_router::hooks::{use_location, use_params_map};

use super::{
    Place,
    bubble::Bubble,
    details::Details,
    talk::{Change, Numbered, Talk},
};
use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        conversation::Status,
        ids::{ConversationId, MessageId},
    },
    rpc::conversations::{ConversationView, MessageView, get_conversation},
    ui::{
        browser,
        components::{
            icon::{Glyph, Icon},
            notice::{Empty, Failure, Note, SkeletonRows, Tone},
        },
        live::use_live,
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

/// Within this of the end, new messages are followed.
const NEAR_END: i32 = 80;
/// The visitor wrote within these seconds.
const HERE_NOW: i64 = 120;
const POINTED: std::time::Duration = std::time::Duration::from_millis(1_800);

/// One conversation, by the id in the address.
#[component]
pub fn ConversationPage() -> impl IntoView {
    let place = expect_context::<Place>();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let talk = Resource::new(
        move || id.get(),
        |id| async move {
            match id.parse::<ConversationId>() {
                Ok(id) => get_conversation(id).await,
                Err(_) => Err(ApiError::new(ErrorCode::NotFound, "There is no such conversation.")),
            }
        },
    );
    view! {
        <Transition fallback=|| view! { <section class="talk" aria-label="Conversation"><SkeletonRows rows=5/></section> }>
            {move || Suspend::new(async move {
                match talk.await {
                    Ok(view) => view! { <Open view=view place=place/> }.into_any(),
                    Err(error) if leave_if_signed_out(&error) => ().into_any(),
                    Err(error) => view! { <Closed error=error place=place retry=Callback::new(move |()| talk.refetch())/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

/// In place of a conversation that cannot be shown.
#[component]
fn Closed(error: ApiError, place: Place, retry: Callback<()>) -> impl IntoView {
    let body = if error.code == ErrorCode::NotFound {
        view! {
            <Empty glyph=Glyph::Chat title="This conversation is not here" text="It was erased, or the address is not complete.">
                <a class="button" href=place.list_address()>"Back to the list"</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Failure title="The conversation did not load" error=error retry=retry/> }.into_any()
    };
    view! { <section class="talk talk--none" aria-label="Conversation">{body}</section> }
}

/// The transcript's scrolling, and how the reader's place is kept.
#[derive(Clone, Copy)]
pub struct Scroll {
    node: NodeRef<html::Div>,
    /// Something new stands below what is in sight.
    below: RwSignal<bool>,
}

impl Scroll {
    fn new() -> Self {
        Self { node: NodeRef::new(), below: RwSignal::new(false) }
    }

    /// Frames and answers come later; the page may have gone by then.
    fn shown(self) -> Option<HtmlElement> {
        self.node.try_get_untracked().flatten().map(Into::into)
    }

    fn at_end(self) -> bool {
        self.shown().is_none_or(|node| node.scroll_height() - node.scroll_top() - node.client_height() < NEAR_END)
    }

    fn to_end(self) {
        self.below.set(false);
        if let Some(node) = self.shown() {
            node.set_scroll_top(node.scroll_height());
        }
    }

    /// Runs a change of the messages: what one reads stays where it is, unless one reads the end.
    pub fn around(self, change: Change, run: Box<dyn FnOnce()>) {
        let Some(node) = self.shown() else { return run() };
        let (follow, height, top) = (self.at_end(), node.scroll_height(), node.scroll_top());
        run();
        request_animation_frame(move || match change {
            Change::Appended if follow => self.to_end(),
            Change::Appended => self.below.set(true),
            Change::Prepended => node.set_scroll_top(top + node.scroll_height() - height),
        });
    }

    /// Loads earlier messages until this one is there, then points at words of it.
    pub fn lead_to(self, talk: Talk, message: MessageId, id: String) {
        spawn_local(async move {
            while !talk.has_message(&message) && talk.load_earlier(move |change, run| self.around(change, run)).await {}
            self.point_at(id);
        });
    }

    /// Brings an element into the middle and lights it up for a moment.
    pub fn point_at(self, id: String) {
        request_animation_frame(move || {
            let Some(element) = document().get_element_by_id(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
                return;
            };
            let Some(node) = self.shown() else { return };
            node.set_scroll_top(element.offset_top() - node.client_height() / 2);
            // Valid class names.
            let _ = element.class_list().add_1("is-pointed");
            set_timeout(move || drop(element.class_list().remove_1("is-pointed")), POINTED);
        });
    }
}

#[component]
fn Open(view: ConversationView, place: Place) -> impl IntoView {
    let talk = Talk::new(view);
    let scroll = Scroll::new();
    let live = use_live();
    live.subscribe(move |news| talk.hear(&news, move |change, run| scroll.around(change, run)));
    let fragment = use_location().hash;
    Effect::new(move |_| {
        let wanted = fragment.get_untracked();
        let words = talk.facts.with_untracked(|facts| asked_words(facts, &wanted));
        request_animation_frame(move || match words {
            Some((message, id)) => scroll.lead_to(talk, message, id),
            None => scroll.to_end(),
        });
    });
    let name = Memo::new(move |_| talk.view.with(|view| view.summary.who.clone()).unwrap_or_else(|| "Visitor".into()));
    let scrolled = move |_| {
        if scroll.below.get_untracked() && scroll.at_end() {
            scroll.below.set(false);
        }
    };
    view! {
        <Title text=move || name.get()/>
        <section class="talk" aria-label="Conversation">
            <Head talk=talk place=place name=name/>
            <div class="talk__scroll" node_ref=scroll.node role="log" aria-label="Transcript" tabindex="0" on:scroll=scrolled>
                <div class="talk__messages">
                    <Earlier talk=talk scroll=scroll/>
                    <Messages talk=talk/>
                </div>
            </div>
            <Show when=move || scroll.below.get()>
                <button type="button" class="button talk__below" on:click=move |_| scroll.to_end()><Icon glyph=Glyph::ArrowDown/>"New message"</button>
            </Show>
            <Foot talk=talk/>
        </section>
        <Details talk=talk place=place scroll=scroll/>
    }
}

/// The message that the address asks for (`#msg_…`), or that of the fact whose words it asks for (`#said-email`), and the id of
/// their element.
fn asked_words(facts: &[Numbered], fragment: &str) -> Option<(MessageId, String)> {
    let wanted = fragment.trim_start_matches('#');
    if let Ok(message) = wanted.parse::<MessageId>() {
        return Some((message, wanted.to_owned()));
    }
    let fact = facts.iter().find(|fact| fact.of.said_id() == wanted)?;
    Some((fact.message_id.clone()?, wanted.to_owned()))
}

#[component]
fn Head(talk: Talk, place: Place, name: Memo<String>) -> impl IntoView {
    let zone = use_zone();
    let live = use_live();
    let here = move || {
        talk.view.with(|view| {
            view.summary.status == Status::Open
                && live.now.get().is_some_and(|now| now.as_second().saturating_sub(view.summary.last_at.as_second()) < HERE_NOW)
        })
    };
    let line = move || {
        talk.view.with(|view| {
            let started = wording::clock(browser::civil(view.summary.started_at, &zone.get()));
            let page = view.page.url.as_deref().map(|url| format!(", reading {}", wording::page_path(url))).unwrap_or_default();
            format!("{}, started {started}{page}", wording::channel(view.summary.channel))
        })
    };
    let details = move || place.talk_address(talk.id.get_value().as_str(), !place.details.get());
    view! {
        <header class="talk__head">
            <a class="iconbutton talk__back" href=move || place.list_address() data-noscroll="" aria-label="Back to the list"><Icon glyph=Glyph::ArrowLeft/></a>
            <div class="talk__title">
                <h2 class="talk__name"><span dir="auto">{move || name.get()}</span>
                    {move || here().then(|| view! { <span class="tag tag--good"><span class="dot" aria-hidden="true"></span>"Here now"</span> })}
                </h2>
                <p class="talk__line">{line}</p>
            </div>
            <p class="talk__legend" aria-hidden="true"><mark class="said">"words"</mark>" show what was captured"</p>
            <a class="iconbutton talk__more" href=details data-noscroll="" aria-label="Details" aria-expanded=move || place.details.get().to_string()>
                <Icon glyph=Glyph::Panel/>
            </a>
        </header>
    }
}

#[component]
fn Earlier(talk: Talk, scroll: Scroll) -> impl IntoView {
    let load = move || {
        spawn_local(async move {
            talk.load_earlier(move |change, run| scroll.around(change, run)).await;
        });
    };
    view! {
        <Show when=move || talk.has_earlier.get()>
            <button type="button" class="earlier" aria-busy=move || talk.loading.get().to_string() on:click=move |_| load()>
                <Icon glyph=Glyph::ArrowUp/>
                {move || if talk.loading.get() { "Loading earlier messages" } else { "Earlier messages" }}
            </button>
        </Show>
        {move || talk.failed.get().map(|error| view! {
            <Failure title="Earlier messages did not load" error=error retry=Callback::new(move |()| load())/>
        })}
    }
}

/// The messages, with a heading where a new day begins.
#[component]
fn Messages(talk: Talk) -> impl IntoView {
    let zone = use_zone();
    let live = use_live();
    let today = Memo::new(move |_| live.now.get().map(|now| browser::civil(now, &zone.get()).date()));
    let entries = move || {
        let zone = zone.get();
        let mut before = None;
        talk.messages.with(|messages| {
            messages
                .iter()
                .map(|message| {
                    let date = browser::civil(message.at, &zone).date();
                    let begins = (before != Some(date)).then_some(date);
                    before = Some(date);
                    (message.clone(), begins)
                })
                .collect::<Vec<(MessageView, _)>>()
        })
    };
    view! {
        <For each=entries key=|(message, begins)| (message.id.clone(), *begins) children=move |(message, begins)| view! {
            {begins.map(|date| view! { <h3 class="day"><span>{move || wording::day(date, today.get())}</span></h3> })}
            <div class="message"><Bubble message=message talk=talk/></div>
        }/>
    }
}

/// What happens now: an answer is written, or nothing more will come.
#[component]
fn Foot(talk: Talk) -> impl IntoView {
    let live = use_live();
    let answering = Memo::new(move |_| talk.id.with_value(|id| live.answering.with(|all| all.contains_key(id))));
    let closed = move || talk.view.with(|view| view.summary.status == Status::Closed);
    view! {
        <div class="talk__foot">
            {move || if talk.erased.get() {
                view! { <Note tone=Tone::Warning><b>"This conversation was erased."</b>" What you see is gone from the server."</Note> }.into_any()
            } else if answering.get() {
                view! {
                    <div class="answering" role="status">
                        <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
                        <div>
                            <p class="answering__title">"The assistant is answering"</p>
                            <p class="answering__text">"The answer appears here when it is complete."</p>
                        </div>
                    </div>
                }.into_any()
            } else if closed() {
                view! { <p class="talk__closed">"This conversation is closed. The visitor’s next message starts a new one."</p> }.into_any()
            } else {
                ().into_any()
            }}
        </div>
    }
}
