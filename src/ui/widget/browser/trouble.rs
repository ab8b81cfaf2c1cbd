//! What went wrong, in the visitor's language, and when it makes sense to try again.

use super::{
    super::{phrases::Say, state::Desk},
    dom,
    line::{self, Again},
    net::{Fault, Kind},
    scroll, when,
};

pub fn words_of(desk: Desk, fault: &Fault) -> String {
    match fault.kind {
        Kind::Offline => desk.say(Say::Offline),
        Kind::Blocked => desk.say(Say::Blocked),
        Kind::Limited => desk.say_with(Say::Limited, &when::duration(desk, fault.wait_s.max(1))),
        Kind::Unavailable => desk.say(Say::Unavailable),
        Kind::Silent => desk.say(Say::Silent),
        Kind::Stopped => desk.say(Say::Stopped),
        Kind::Refused if !fault.words.is_empty() => fault.words.clone(),
        _ => desk.say(Say::Failed),
    }
}

/// Says what went wrong and offers to try again where that can help.
pub fn show(desk: Desk, fault: &Fault, again: Again) {
    let retry = !matches!(fault.kind, Kind::Blocked | Kind::Refused) && !matches!(again, Again::Nothing);
    let reference = if fault.kind == Kind::Failed && !fault.reference.is_empty() {
        desk.say_with(Say::Reference, &fault.reference)
    } else {
        String::new()
    };
    dom::tell("problem-text", &words_of(desk, fault));
    dom::tell("reference", &reference);
    dom::hide("again", !retry);
    dom::hide("problem", false);
    let turn = line::with(|line| {
        line.again = again;
        line.turn
    });
    count_down(desk, turn, if fault.kind == Kind::Limited { fault.wait_s.max(1) } else { 0 });
    scroll::keep_up(true);
}

/// All is well again.
pub fn clear() {
    dom::hide("problem", true);
}

/// The button tells how long to wait, and then can be pressed.
fn count_down(desk: Desk, turn: u32, left: u32) {
    dom::set("again", "disabled", (left > 0).then_some(""));
    if left == 0 {
        return dom::tell("again-label", &desk.say(Say::Again));
    }
    dom::tell("again-label", &desk.say_with(Say::WaitFirst, &when::duration(desk, left)));
    let tick = move || {
        if line::with(|line| line.turn == turn) {
            count_down(desk, turn, left - 1);
        }
    };
    dom::after(1_000, Box::new(tick));
}
