//! The page as the server renders it: head, messages, composer, dialogs. A plain form without scripts; the bundle
//! finds its elements by `id` and its buttons by `data-do`, and never renders any of this itself.

use leptos::prelude::*;

use super::{boot::Problem, icons::icon, message::Said, page::escape, phrases::Say, row::Row, script::tongue, state::Desk};

/// The whole body.
#[component]
pub fn Shell(desk: Desk) -> impl IntoView {
    let (said, problem, action) = desk.read(|boot| (boot.said.clone(), boot.problem.clone(), boot.action.clone()));
    view! {
        <Head desk/>
        <main class="desk">
            <div class="scroll" id="messages" tabindex="0" role="region" aria-label=desk.say(Say::Conversation)>
                <Log desk said/>
                // The answer while it is written, outside of the log: a screen reader hears it once, when it is complete.
                <div class="said assistant live" aria-hidden="true">
                    <div class="bubble dots"><i></i><i></i><i></i></div>
                    <p class="bubble plain" id="live" dir="auto"></p>
                </div>
                <p class="slow">{desk.say(Say::Slow)}</p>
                <Trouble desk problem=problem.unwrap_or_default()/>
                <Starters desk/>
                <div id="end"></div>
            </div>
            <div class="foot">
                <button type="button" class="chip" id="chip" data-do="end" hidden=true>{icon("#i-arrow-down")} {desk.say(Say::NewMessages)}</button>
                <Composer desk/>
                <p class="consent">{desk.say(Say::Consent)} " " <a href="#choices" data-do="dialog">{desk.say(Say::Choices)}</a></p>
            </div>
        </main>
        <p class="sr" role="status" id="status"></p>
        // The deeds (new conversation, download, erase) are submit buttons of one plain form.
        <form id="deeds" method="post" action=action><TokenField desk/></form>
        <Dialogs desk/>
    }
}

/// Who answers, the menu, and the way out.
#[component]
fn Head(desk: Desk) -> impl IntoView {
    view! {
        <header class="head">
            <span class="tile">{icon("#i-bell")}</span>
            <div class="who">
                <h1>{desk.read(|boot| boot.business.clone())}</h1>
                <p class="when-online">{desk.say(Say::Subtitle)}</p>
                <p class="when-offline">{desk.say(Say::OfflineShort)}</p>
            </div>
            <details class="menu" id="menu">
                <summary class="icon-button" aria-label=desk.say(Say::Menu)>{icon("#i-dots")}</summary>
                <div class="menu-list">
                    <button type="submit" form="deeds" name="do" value="reset" class="needs-chat">{icon("#i-pen")} {desk.say(Say::NewChat)}</button>
                    <button type="submit" form="deeds" name="do" value="download" class="needs-chat">{icon("#i-tray")} {desk.say(Say::Download)}</button>
                    <a href="#choices" data-do="dialog">{icon("#i-person")} {desk.say(Say::Choices)}</a>
                    <hr class="needs-chat"/>
                    <a href="#erase" data-do="dialog" class="danger needs-chat">{icon("#i-bin")} {desk.say(Say::Erase)}</a>
                </div>
            </details>
            <button type="button" class="icon-button close" data-do="close" aria-label=desk.say(Say::Close)>
                {icon("#i-down")} {icon("#i-cross")}
            </button>
        </header>
    }
}

/// The greeting is not part of the conversation: nothing is stored for it.
#[component]
fn Log(desk: Desk, said: Vec<Said>) -> impl IntoView {
    let greeting = desk.read(|boot| boot.greeting.clone());
    let (language, direction) = tongue(&greeting, desk.language.code());
    view! {
        <div class="log" role="log" aria-label=desk.say(Say::Conversation)>
            <p class="day" id="first-day">{desk.say(Say::Today)}</p>
            <article class="said assistant">
                <span class="sr">{desk.say(Say::Assistant)}</span>
                <div class="bubble plain" id="greeting" lang=language dir=direction>{greeting}</div>
            </article>
            <div class="rows" id="rows">{said.into_iter().map(|said| view! { <Row desk said/> }).collect_view()}</div>
        </div>
    }
}

/// What went wrong, what is kept, and what can be done about it.
#[component]
fn Trouble(desk: Desk, problem: Problem) -> impl IntoView {
    let reference = if problem.reference.is_empty() { String::new() } else { desk.say_with(Say::Reference, &problem.reference) };
    let is_calm = problem.text.is_empty();
    view! {
        <div class="problem" id="problem" role="alert" hidden=is_calm>
            {icon("#i-warning")}
            <div>
                <p id="problem-text">{problem.text}</p>
                <button type="button" class="button small" id="again" data-do="again" hidden=true>
                    {icon("#i-repeat")} <span id="again-label">{desk.say(Say::Again)}</span>
                </button>
                <span class="reference" id="reference">{reference}</span>
            </div>
        </div>
    }
}

/// Three ways to begin: submit buttons of the composer, so that they work without scripts.
#[component]
fn Starters(desk: Desk) -> impl IntoView {
    let starter = |phrase| {
        let words = desk.say(phrase);
        view! { <button type="submit" form="composer" name="starter" value=words.clone() class="starter">{words.clone()}</button> }
    };
    view! { <div class="starters">{starter(Say::StarterOffer)} {starter(Say::StarterHours)} {starter(Say::StarterPerson)}</div> }
}

#[component]
fn Composer(desk: Desk) -> impl IntoView {
    let (action, draft) = desk.read(|boot| (boot.action.clone(), escape(&boot.draft)));
    view! {
        <form class="composer" id="composer" method="post" action=action>
            <TokenField desk/>
            <label class="sr" for="message">{desk.say(Say::Field)}</label>
            // Its content is escaped HTML: a text node, even an empty one, would put a space into the field.
            <textarea id="message" name="message" rows="1" dir="auto" enterkeyhint="send" autocomplete="off" aria-describedby="count"
                placeholder=desk.say(Say::Placeholder) inner_html=draft></textarea>
            <button type="submit" class="send" id="send" aria-label=desk.say(Say::Send)>{icon("#i-arrow-up")} {icon("#i-square")}</button>
        </form>
        <p class="count" id="count"></p>
    }
}

/// The dialogs open by their address where there are no scripts.
#[component]
fn Dialogs(desk: Desk) -> impl IntoView {
    let business = desk.read(|boot| boot.business.clone());
    view! {
        <dialog id="choices" aria-labelledby="choices-title">
            <h2 id="choices-title">{desk.say(Say::Choices)}</h2>
            <p>{desk.say_with(Say::ChoicesText, &business)}</p>
            <div class="actions">
                <button type="submit" form="deeds" name="do" value="download" class="button needs-chat">{icon("#i-tray")} {desk.say(Say::Download)}</button>
                <a href="#erase" data-do="dialog" class="button danger needs-chat">{icon("#i-bin")} {desk.say(Say::Erase)}</a>
                <a href="#messages" data-do="shut" class="button primary">{desk.say(Say::Done)}</a>
            </div>
        </dialog>
        <dialog id="erase" aria-labelledby="erase-title">
            <h2 id="erase-title">{desk.say(Say::EraseTitle)}</h2>
            <p>{desk.say(Say::EraseText)}</p>
            <div class="actions row">
                <a href="#messages" data-do="shut" class="button">{desk.say(Say::EraseKeep)}</a>
                <button type="submit" form="deeds" name="do" value="erase" class="button erase">{desk.say(Say::EraseDo)}</button>
            </div>
        </dialog>
    }
}

/// The visitor's token in a plain form. Never in an address, never in a cookie.
#[component]
fn TokenField(desk: Desk) -> impl IntoView {
    view! { <input type="hidden" name="token" value=desk.read(|boot| boot.token.clone())/> }
}
