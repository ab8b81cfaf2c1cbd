//! A streamed answer, heard out to its end: over one connection, or over several where one breaks off.

use js_sys::{Date, Function, Promise};
use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{
    super::{
        message::{Ending, Said},
        state::Desk,
    },
    dom, host,
    json::Json,
    line,
    net::{self, Call, Fault, Kind},
    rows, scroll,
    sse::Event,
    talk,
    turn::{self, Turn},
    when,
};

/// Waits before a broken stream is picked up again, milliseconds.
const PICK_UP_MS: [i32; 4] = [300, 1_000, 2_000, 4_000];

/// Hears the answer out. None: there is no connection yet, and the answer is picked up by its id.
pub async fn hear_out(desk: Desk, turn: &Turn, mut response: Option<Response>) -> Result<(), Fault> {
    let mut waits = PICK_UP_MS.into_iter();
    loop {
        if let Some(response) = response.take() {
            if let Some(outcome) = hear(desk, turn, &response).await {
                return outcome;
            }
            let Some(wait) = waits.next() else { return Err(lost()) };
            pause(wait).await;
        }
        let (reply_id, last_event, given_up) =
            line::with(|line| (line.reply_id.clone(), line.last_event.clone(), line.timed_out || line.turn != turn.number));
        if reply_id.is_empty() || given_up {
            return Err(lost());
        }
        let path = ["/gemini/stream/", &reply_id].concat();
        let call = Call {
            method: "GET",
            path: &path,
            token: line::token(desk),
            stream: true,
            last_event: &last_event,
            signal: turn.signal.clone(),
            ..Call::default()
        };
        match call.send().await {
            Ok(again) => response = Some(again),
            // The server does not keep it any more: then the answer stands in the conversation.
            Err(fault) if fault.kind == Kind::Missing => return stored(desk, &reply_id).await,
            Err(fault) if !matches!(fault.kind, Kind::Unavailable | Kind::Offline) => return Err(fault),
            Err(_) => {
                let Some(wait) = waits.next() else { return Err(lost()) };
                pause(wait).await;
            }
        }
    }
}

fn lost() -> Fault {
    if net::is_online() { Kind::Unavailable } else { Kind::Offline }.into()
}

async fn pause(milliseconds: i32) {
    let wait = Promise::new(&mut |done: Function, _| {
        _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
    });
    _ = JsFuture::from(wait).await;
}

async fn stored(desk: Desk, reply_id: &str) -> Result<(), Fault> {
    let messages = talk::transcript(desk).await?.messages();
    if !messages.iter().any(|message| message.id == reply_id) {
        return Err(Kind::Failed.into());
    }
    rows::show(desk, messages);
    scroll::to_end();
    Ok(())
}

/// Reads a stream. None: it broke off before its last event.
async fn hear(desk: Desk, turn: &Turn, response: &Response) -> Option<Result<(), Fault>> {
    let mut outcome = None;
    net::read_events(response, &mut |event| {
        let current = line::with(|line| {
            line.heard_at = Date::now();
            line.last_event.clone_from(&event.id);
            line.turn == turn.number
        });
        if current {
            outcome = take(desk, &event);
        }
        current && outcome.is_none()
    })
    .await;
    outcome
}

/// One event of an answer. Some: it was the last one.
fn take(desk: Desk, event: &Event) -> Option<Result<(), Fault>> {
    let data = Json::parse(&event.data);
    match event.name.as_str() {
        "start" => {
            line::with(|line| {
                line.reply_id = data.text("reply_id");
                line.asked = data.text("message_id");
            });
            line::remember_token(desk, &data.text("visitor_token"));
        }
        "delta" => {
            let draft = line::with(|line| {
                line.draft.push_str(&data.text("text"));
                line.draft.clone()
            });
            dom::mark("phase", Some("streaming"));
            dom::mark("slow", None);
            scroll::show_draft(&draft);
            scroll::keep_up(false);
        }
        "lead" => {
            let known = data.get("lead").known();
            desk.change(|boot| boot.known = known);
        }
        "done" => {
            complete(desk, &data);
            return Some(Ok(()));
        }
        "error" => return Some(Err(Fault::of_event(data))),
        _ => {}
    }
    None
}

/// The finished answer takes the place of the one being written.
fn complete(desk: Desk, done: &Json) {
    line::remember_token(desk, &done.text("visitor_token"));
    let known = done.get("lead").known();
    desk.change(|boot| boot.known = known);
    let reply = done.get("reply");
    let said = done.with_cards(Said {
        id: reply.text("id"),
        text: reply.text("text"),
        html: reply.text("html"),
        at: when::now(),
        ending: Ending::parse(&done.text("end")),
        ..Said::default()
    });
    _ = turn::rest(desk);
    rows::add(desk, said);
    scroll::keep_up(true);
    host::answered(desk);
}
