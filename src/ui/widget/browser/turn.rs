//! One turn: from the visitor's message to the end of its answer. It always ends.

use js_sys::Date;
use web_sys::{AbortController, AbortSignal};

use super::{
    super::{
        message::{Ending, Said},
        phrases::Say,
        state::Desk,
    },
    dom, keys,
    line::{self, Again, Line},
    net::{Call, Fault, Kind},
    rows, scroll, talk, trouble, when,
};

/// Seconds without a word after which the visitor is told, and after which we give up.
const SLOW_S: f64 = 15.0;
const LOST_S: f64 = 60.0;

/// A turn's number and what ends its requests.
#[derive(Clone)]
pub struct Turn {
    pub number: u32,
    pub signal: Option<AbortSignal>,
}

/// A turn begins.
pub fn begin(desk: Desk) -> Turn {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let number = line::with(|line| {
        line.turn += 1;
        line.busy = true;
        line.settle();
        line.reply_id.clear();
        line.last_event.clear();
        line.draft.clear();
        line.abort = controller;
        line.heard_at = Date::now();
        (line.timed_out, line.stopped) = (false, false);
        line.again = Again::Nothing;
        line.turn
    });
    trouble::clear();
    dom::tell("status", &desk.say(Say::Writing));
    dom::set("send", "aria-label", Some(&desk.say(Say::Stop)));
    keys::count(desk);
    dom::mark("phase", Some("waiting"));
    scroll::show_draft("");
    watch(desk, number);
    Turn { number, signal }
}

/// The indicator cannot hang: after a while the visitor is told, and later the request is ended.
fn watch(desk: Desk, number: u32) {
    dom::after(
        1_000,
        Box::new(move || {
            let silent_s = line::with(|line| (line.turn == number && line.busy).then(|| (Date::now() - line.heard_at) / 1_000.0));
            let Some(silent_s) = silent_s else { return };
            if silent_s > LOST_S {
                line::with(|line| line.timed_out = true);
                return abort();
            }
            tell_slow(desk, silent_s > SLOW_S);
            watch(desk, number);
        }),
    );
}

fn tell_slow(desk: Desk, slow: bool) {
    dom::mark("slow", slow.then_some(""));
    if slow {
        dom::tell("status", &desk.say(Say::Slow));
        scroll::keep_up(false);
    }
}

/// Nobody is writing any more. Returns the words that stood there.
pub fn rest(desk: Desk) -> String {
    let draft = line::with(|line| {
        line.busy = false;
        std::mem::take(&mut line.draft)
    });
    dom::tell("status", "");
    dom::set("send", "aria-label", Some(&desk.say(Say::Send)));
    dom::mark("phase", None);
    dom::mark("slow", None);
    keys::count(desk);
    draft
}

/// Ends the answer. The server keeps what had been shown by then and says so in its last event.
pub fn stop(desk: Desk) {
    let (reply_id, number) = line::with(|line| {
        line.stopped = true;
        (line.reply_id.clone(), line.turn)
    });
    if reply_id.is_empty() {
        return abort();
    }
    dom::spawn(Box::pin(async move {
        let path = ["/gemini/stream/", &reply_id].concat();
        _ = Call { method: "DELETE", path: &path, token: line::token(desk), ..Call::default() }.send().await;
    }));
    let give_up = move || {
        if line::with(|line| line.turn == number && line.busy) {
            abort();
        }
    };
    dom::after(3_000, Box::new(give_up));
}

fn abort() {
    if let Some(controller) = line::with(|line| line.abort.take()) {
        controller.abort();
    }
}

/// Forgets the turn that is going on: whatever still comes of it is ignored.
pub fn hang_up(desk: Desk) {
    line::with(|line| {
        line.turn += 1;
        line.again = Again::Nothing;
    });
    abort();
    _ = rest(desk);
    trouble::clear();
}

/// The end of a turn, good or bad.
pub fn end(desk: Desk, turn: &Turn, outcome: Result<(), Fault>, again: Again) {
    let (current, stopped, timed_out) = line::with(|line| (line.turn == turn.number, line.stopped, line.timed_out));
    if !current {
        return;
    }
    if stopped {
        line::with(Line::settle);
    }
    let shown = rest(desk);
    let Err(fault) = outcome else {
        talk::tell_identity(desk);
        return talk::catch_up(desk);
    };
    if stopped && !shown.is_empty() {
        // The server did not say its last word in time: keep what the visitor saw.
        let said = Said { text: shown, at: when::now(), ending: Ending::Stopped, ..Said::default() };
        return rows::add(desk, said);
    }
    let fault = match (stopped, timed_out) {
        (true, _) => Kind::Stopped.into(),
        (_, true) => Kind::Silent.into(),
        _ => fault,
    };
    if let Again::Send(outgoing) = &again {
        outgoing.mark(true);
        if fault.kind == Kind::Refused && keys::is_empty() {
            // Words that the server refuses go back into the field, to be changed.
            rows::take_back();
            keys::fill(desk, &outgoing.text);
        }
    }
    trouble::show(desk, &fault, again);
}
