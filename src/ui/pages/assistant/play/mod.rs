//! The playground: a visitor's side of a chat with the draft. Nothing of it is stored, and no calendar is touched.

mod answer;

use std::collections::BTreeMap;

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};

use self::answer::AnswerView;
use super::{desk::Desk, trials::case::CaseDesk};
use crate::{
    domain::{
        api_error::ApiError,
        capture::Field,
        instruction::case::Line,
        locale::Language,
        message::{Author, MAX_MESSAGE_CHARS},
    },
    rpc::assistant::playground::{PlayTurn, Played, case_of_answer, play},
    ui::{
        browser,
        components::{
            field::tie_area,
            icon::{Glyph, Icon},
            notice::{Empty, Failure},
        },
        session::{leave_if_signed_out, use_zone},
        wording,
    },
};

/// What was said once, and answered.
#[derive(Clone, PartialEq)]
struct Exchange {
    number: u64,
    message: String,
    played: Played,
}

/// The chat as it stands in this window.
#[derive(Clone, Copy)]
struct Chat {
    desk: Desk,
    said: RwSignal<Vec<Exchange>>,
    /// The message that waits for its answer.
    asked: RwSignal<Option<String>>,
    problem: RwSignal<Option<ApiError>>,
    message: RwSignal<String>,
    /// The published version answers, too.
    beside: RwSignal<bool>,
    /// Of the visitor; empty: not known.
    locale: RwSignal<String>,
    zone: RwSignal<String>,
    next: StoredValue<u64>,
}

impl Chat {
    fn new(desk: Desk) -> Self {
        Self {
            desk,
            said: RwSignal::new(vec![]),
            asked: RwSignal::new(None),
            problem: RwSignal::new(None),
            message: RwSignal::new(String::new()),
            beside: RwSignal::new(false),
            locale: RwSignal::new(String::new()),
            zone: RwSignal::new(String::new()),
            next: StoredValue::new(0),
        }
    }

    /// All that was said, as far as an answer.
    fn lines(self, until: Option<u64>) -> Vec<Line> {
        self.said.with_untracked(|said| {
            let before = said.iter().filter(|exchange| until.is_none_or(|until| exchange.number < until));
            before.flat_map(lines_of).collect()
        })
    }

    fn send(self) {
        let message = self.message.get_untracked().trim().to_owned();
        if message.is_empty() || self.asked.with_untracked(Option::is_some) {
            return;
        }
        self.problem.set(None);
        self.asked.set(Some(message.clone()));
        self.message.set(String::new());
        let given = |text: RwSignal<String>| Some(text.get_untracked()).filter(|text| !text.is_empty());
        let turn = PlayTurn {
            content: self.desk.content.get_untracked(),
            lines: self.lines(None),
            message,
            locale: given(self.locale),
            time_zone: given(self.zone),
        };
        let beside = self.beside.get_untracked();
        spawn_local(async move { self.settle(play(turn, beside).await) });
    }

    fn settle(self, answer: Result<Played, ApiError>) {
        // The page may have gone, or the chat been begun anew.
        let Some(message) = self.asked.try_update(Option::take).flatten() else { return };
        match answer {
            Ok(played) => {
                let number = self.next.get_value();
                self.next.set_value(number + 1);
                self.said.update(|said| said.push(Exchange { number, message, played }));
            }
            Err(error) => {
                // What was typed is not lost.
                self.message.update(|typed| {
                    if typed.trim().is_empty() {
                        *typed = message;
                    }
                });
                if !leave_if_signed_out(&error) {
                    self.problem.set(Some(error));
                }
            }
        }
    }

    fn restart(self) {
        self.said.set(vec![]);
        self.asked.set(None);
        self.problem.set(None);
    }

    /// The draft's last answer says what would be known by now.
    fn captured(self) -> BTreeMap<String, String> {
        self.said.with(|said| said.last().map(|exchange| exchange.played.draft.answer.captured.clone()).unwrap_or_default())
    }
}

/// The visitor's words and the draft's answer to them.
fn lines_of(exchange: &Exchange) -> [Line; 2] {
    let answer = &exchange.played.draft.answer;
    let calls = answer.uses.iter().map(|tool| tool.call.clone()).collect();
    [Line::visitor(exchange.message.clone()), Line { author: Author::Assistant, text: answer.text.clone(), calls }]
}

#[component]
pub fn Playground(desk: Desk, case: CaseDesk) -> impl IntoView {
    let chat = Chat::new(desk);
    let (said, asked, beside) = (chat.said, chat.asked, chat.beside);
    let is_empty = move || said.with(Vec::is_empty) && asked.with(Option::is_none);
    let log = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        said.track();
        asked.track();
        let Some(log) = log.get() else { return };
        request_animation_frame(move || log.set_scroll_top(log.scroll_height()));
    });
    view! {
        <aside class="studio__play" aria-labelledby="play-title">
            <header class="play__head">
                <h2 class="studio__panetitle" id="play-title">"Playground"</h2>
                <span class="tag tag--info">"Draft"</span>
                <button type="button" class="button button--small button--quiet needs-script" on:click=move |_| chat.restart()><Icon glyph=Glyph::Retry/>"Restart"</button>
            </header>
            <Visitor chat=chat/>
            <div class="play__log" role="log" aria-label="Chat with the draft" tabindex="0" node_ref=log>
                <Show when=is_empty>
                    <Empty glyph=Glyph::Chat title="Try the draft" text="Write as a visitor would. Nothing here is saved as a lead, and nobody is told."/>
                </Show>
                <For each=move || said.get() key=|exchange| exchange.number let:exchange>
                    <ExchangeView exchange=exchange chat=chat case=case/>
                </For>
                {move || asked.get().map(|message| view! {
                    <p class="play__said" dir="auto"><span class="sr">"Visitor: "</span>{message}</p>
                    <p class="play__waits"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span><span class="sr">"The draft is answering"</span></p>
                })}
                {move || chat.problem.get().map(|error| view! {
                    <Failure title="No answer" error=told(error) retry=Callback::new(move |()| chat.send())/>
                })}
            </div>
            <Captured chat=chat/>
            <Composer chat=chat/>
            <label class="check play__beside needs-script">
                <input type="checkbox" prop:checked=beside on:change=move |_| beside.update(|beside| *beside = !*beside)/>
                <span>"Let the live version answer, too"</span>
            </label>
        </aside>
    }
}

/// With what is wrong with which field, in one sentence.
fn told(error: ApiError) -> ApiError {
    let Some(problem) = error.fields.values().next() else { return error };
    ApiError { message: crate::ui::components::field::sentence(problem), ..error.clone() }
}

/// Who is played: language and place.
#[component]
fn Visitor(chat: Chat) -> impl IntoView {
    let (business, zones) = (use_zone(), RwSignal::new(Vec::<String>::new()));
    Effect::new(move |_| zones.set(browser::zones()));
    view! {
        <div class="play__visitor needs-script">
            <select class="input" aria-label="The visitor’s language" on:change=move |event| chat.locale.set(event_target_value(&event))>
                <option value="">"Any language"</option>
                {Language::ALL.into_iter().map(|language| view! { <option value=language.code()>{wording::language(language.code())}</option> }).collect_view()}
            </select>
            <select class="input" aria-label="The visitor’s time zone" on:change=move |event| chat.zone.set(event_target_value(&event))>
                <option value="">{move || format!("As the business, {}", wording::city(&business.get()))}</option>
                {move || zones.get().into_iter().map(|zone| view! { <option value=zone.clone()>{zone.clone()}</option> }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn ExchangeView(exchange: Exchange, chat: Chat, case: CaseDesk) -> impl IntoView {
    let (number, answer) = (exchange.number, exchange.played.draft.answer.clone());
    let message = exchange.message.clone();
    let busy = RwSignal::new(false);
    let keep = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let mut lines = chat.lines(Some(number));
        lines.push(Line::visitor(message.clone()));
        let answer = answer.clone();
        spawn_local(async move {
            let made = case_of_answer(lines, answer).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match made {
                Ok(body) => case.begin(body),
                Err(error) => chat.desk.complain(&error),
            }
        });
    };
    let Played { draft, published } = exchange.played;
    view! {
        <div class="play__exchange">
            <p class="play__said" dir="auto"><span class="sr">"Visitor: "</span>{exchange.message}</p>
            <div class="play__answers">
                <AnswerView played=draft name="Draft"/>
                {published.map(|published| view! { <AnswerView played=published name="Live"/> })}
            </div>
            <button type="button" class="button button--small button--quiet play__keep" aria-busy=move || busy.get().to_string() on:click=keep>
                <Icon glyph=Glyph::CheckCircle/>"Turn into a test"
            </button>
        </div>
    }
}

/// What would be captured by now.
#[component]
fn Captured(chat: Chat) -> impl IntoView {
    let facts = Memo::new(move |_| chat.captured());
    view! {
        <Show when=move || !facts.with(BTreeMap::is_empty)>
            <section class="play__captured" aria-label="Would be captured">
                <h3>"Would be captured" <span class="panelpart__sub">{move || wording::count(facts.with(BTreeMap::len) as u64, "fact", "facts")}</span></h3>
                <dl class="pairs">
                    {move || facts.get().into_iter().map(|(field, value)| view! {
                        <div class="pair"><dt>{field_name(&field)}</dt><dd dir="auto">{value}</dd></div>
                    }).collect_view()}
                </dl>
            </section>
        </Show>
    }
}

/// As people call it.
pub fn field_name(field: &str) -> String {
    Field::ALL.into_iter().find(|usual| usual.as_str() == field).map_or_else(|| field.to_owned(), |usual| wording::field(usual).to_owned())
}

#[component]
fn Composer(chat: Chat) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    tie_area(node, chat.message);
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            chat.send();
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        chat.send();
    };
    view! {
        <form class="play__composer needs-script" on:submit=submit>
            <textarea class="input input--area" rows="2" aria-label="Write as a visitor" placeholder="Write as a visitor" dir="auto"
                maxlength=MAX_MESSAGE_CHARS.to_string() node_ref=node
                on:input=move |event| chat.message.set(event_target_value(&event)) on:keydown=keys></textarea>
            <button type="submit" class="button button--primary" aria-label="Send" disabled=move || chat.asked.with(Option::is_some)><Icon glyph=Glyph::ArrowUp/></button>
        </form>
    }
}
