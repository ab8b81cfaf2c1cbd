//! The conversation: sending, trying again, picking up after a reload.

use js_sys::Object;
use leptos::prelude::window;
use web_sys::Element;

use super::{
    super::{message::Said, state::Desk},
    answer, dom,
    json::{Json, set, set_text},
    keys,
    line::{self, Again, Outgoing},
    net::{self, Call, Fault, Kind},
    rows, scroll, trouble,
    turn::{self, Turn},
    when,
};
use crate::domain::message::MAX_MESSAGE_CHARS;

/// On arrival: what was said before, if there was anything.
pub fn begin(desk: Desk) {
    let (said, has_problem) = desk.read(|boot| (boot.said.clone(), boot.problem.is_some()));
    if !said.is_empty() {
        // The page answers a plain form: the same list, with all that scripts can do.
        rows::show(desk, said);
        scroll::to_end();
    }
    let known = line::token(desk).unwrap_or_else(line::stored_token);
    if known.is_empty() {
        return;
    }
    line::remember_token(desk, &known);
    // A page that says what went wrong keeps saying it.
    if !has_problem {
        dom::spawn(Box::pin(load(desk)));
    }
}

/// The composer's form: sends, or stops the answer. `button`: the one that was pressed.
pub fn submit(desk: Desk, button: Option<Element>) {
    let starter = button.filter(|button| button.get_attribute("name").as_deref() == Some("starter"));
    if line::with(|line| line.busy) {
        // Words of a button, such as a free time, wait for nobody: they are pressed again.
        return if starter.is_none() {
            turn::stop(desk)
        };
    }
    let words = match &starter {
        Some(button) => button.get_attribute("value").unwrap_or_default(),
        None => keys::words(),
    };
    let words = words.trim();
    if words.is_empty() || words.chars().count() > MAX_MESSAGE_CHARS {
        return dom::focus(dom::by_id("message"));
    }
    if starter.is_none() {
        keys::fill(desk, "");
    }
    let outgoing = rows::add_own(desk, words);
    scroll::to_end();
    dom::spawn(Box::pin(send(desk, outgoing)));
}

/// What the button under a problem does.
pub fn retry(desk: Desk) {
    let again = line::with(|line| std::mem::take(&mut line.again));
    trouble::clear();
    match again {
        Again::Nothing => {}
        Again::Load => dom::spawn(Box::pin(load(desk))),
        Again::Send(outgoing) => {
            outgoing.mark(false);
            dom::spawn(Box::pin(send_again(desk, outgoing)));
        }
    }
}

async fn send(desk: Desk, outgoing: Outgoing) {
    line::adopt_token(desk);
    let turn = turn::begin(desk);
    let mut outcome = Ok(());
    for _ in 0..2 {
        outcome = converse(desk, &turn, &outgoing.text).await;
        // The server forgot the token (the visitor erased the chat elsewhere): begin as a stranger, once.
        let forgotten = outcome.as_ref().is_err_and(|fault| fault.kind == Kind::Unknown) && line::token(desk).is_some();
        if !forgotten {
            break;
        }
        line::forget_token(desk);
    }
    turn::end(desk, &turn, outcome, Again::Send(outgoing));
}

/// One request and its streamed answer.
async fn converse(desk: Desk, turn: &Turn, text: &str) -> Result<(), Fault> {
    if !net::is_online() {
        return Err(Kind::Offline.into());
    }
    let call = Call {
        method: "POST",
        path: "/gemini/train",
        token: line::token(desk),
        body: Some(body(desk, text)),
        stream: true,
        signal: turn.signal.clone(),
        ..Call::default()
    };
    answer::hear_out(desk, turn, Some(call.send().await?)).await
}

fn body(desk: Desk, text: &str) -> Object {
    let body = Object::new();
    set(&body, "message", &text.into());
    let asked = desk.read(|boot| boot.locale.clone());
    let locale = if asked.is_empty() { window().navigator().language().unwrap_or_default() } else { asked };
    set_text(&body, "locale", &locale, 35);
    set_text(&body, "time_zone", &when::time_zone(), 64);
    if let Some(page) = line::with(|line| line.page.clone()) {
        set(&body, "page", &page);
    }
    body
}

/// Sends a message that failed, unless the server has it after all: then its answer is shown.
async fn send_again(desk: Desk, outgoing: Outgoing) {
    if line::token(desk).is_some() {
        match transcript(desk).await {
            Ok(data) => {
                let seen = line::with(|line| line.seen.clone());
                let is_it = |said: &Said| said.by_visitor && said.text == outgoing.text && !seen.contains(&said.id);
                let answered = data.messages().iter().skip_while(|said| !is_it(said)).any(|said| !said.by_visitor);
                if answered || !data.text("reply_in_progress").is_empty() {
                    return restore(desk, &data).await;
                }
            }
            Err(fault) if fault.kind != Kind::Unknown => {
                outgoing.mark(true);
                return trouble::show(desk, &fault, Again::Send(outgoing));
            }
            Err(_) => {}
        }
    }
    send(desk, outgoing).await;
}

/// Reads what was said before.
async fn load(desk: Desk) {
    let turn = line::with(|line| line.turn);
    let outcome = transcript(desk).await;
    dom::mark("returning", None);
    // The visitor did not wait for it. What came would take the place of their words, which it may lack.
    let overtaken = line::with(|line| {
        line.overtaken = line.turn != turn;
        line.overtaken
    });
    if overtaken {
        return catch_up(desk);
    }
    match outcome {
        Ok(data) => restore(desk, &data).await,
        Err(fault) if fault.kind == Kind::Unknown => line::forget_token(desk),
        Err(fault) => trouble::show(desk, &fault, Again::Load),
    }
}

/// Reads what was said before once more where the visitor did not wait for it: not before they are answered, and not over
/// a message that waits to be sent again.
pub fn catch_up(desk: Desk) {
    if line::with(|line| line.overtaken && !line.busy && !matches!(line.again, Again::Send(_))) {
        dom::spawn(Box::pin(load(desk)));
    }
}

/// The visitor's conversation as the server has it.
pub async fn transcript(desk: Desk) -> Result<Json, Fault> {
    Call { method: "GET", path: "/gemini/conversation", token: line::token(desk), ..Call::default() }.data().await
}

/// Shows a transcript, and goes on with the answer that is being written.
async fn restore(desk: Desk, data: &Json) {
    let known = data.get("lead").known();
    desk.change(|boot| boot.known = known);
    let reply_id = data.text("reply_in_progress");
    rows::show(desk, data.messages());
    scroll::to_end();
    if !reply_id.is_empty() {
        let turn = turn::begin(desk);
        line::with(|line| line.reply_id = reply_id);
        let outcome = answer::hear_out(desk, &turn, None).await;
        turn::end(desk, &turn, outcome, Again::Load);
    }
}

/// Who the embedding page says the visitor is goes to the server with the conversation, never before it.
pub fn tell_identity(desk: Desk) {
    let Some(who) = line::with(|line| line.identity.take()).filter(|who| Object::keys(who).length() > 0) else { return };
    dom::spawn(Box::pin(async move {
        let call = Call { method: "POST", path: "/gemini/save-info", token: line::token(desk), body: Some(who), ..Call::default() };
        // The visitor did not ask for it and loses nothing when it fails.
        _ = call.send().await;
    }));
}
