//! What is being moved on the board, by pointer or by keyboard; each step is announced.

use std::time::Duration;

use leptos::{
    ev, html,
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement},
};

use super::Columns;
use crate::{
    domain::lead::LeadStatus,
    ui::{
        browser,
        pages::leads::{
            cells::person,
            floor::{Floor, moved_words},
            keys::focus_row,
            ledger::Row,
        },
        wording,
    },
};

/// Further than this a press is a pull.
const PULL: f64 = 6.0;
/// A finger that rests this long lifts; before that it scrolls.
const REST: Duration = Duration::from_millis(350);
/// This near to the edge of the board it scrolls, by this much.
const EDGE: f64 = 48.0;
const STEP: i32 = 14;

/// A card in the hand.
#[derive(Clone)]
pub struct Lifted {
    pub row: Row,
    pub from: LeadStatus,
    pub by_pointer: bool,
}

/// A press that may become a pull.
struct Press {
    pointer: i32,
    row: Row,
    from: LeadStatus,
    /// Where it began, and the corner of the card then.
    start: (f64, f64),
    corner: (f64, f64),
    waiting: Option<TimeoutHandle>,
}

#[derive(Clone, Copy)]
pub struct Hand {
    pub lifted: RwSignal<Option<Lifted>>,
    /// The column in which it would land.
    pub over: RwSignal<Option<LeadStatus>>,
    /// For ears.
    pub said: RwSignal<String>,
    pub lost_open: RwSignal<bool>,
    pub board: NodeRef<html::Div>,
    press: StoredValue<Option<Press>>,
    columns: Columns,
    floor: Floor,
}

impl Hand {
    pub fn new(columns: Columns, lost_open: RwSignal<bool>, floor: Floor) -> Self {
        Self {
            lifted: RwSignal::new(None),
            over: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            lost_open,
            board: NodeRef::new(),
            press: StoredValue::new(None),
            columns,
            floor,
        }
    }

    /// Follows the pointer wherever it goes, for as long as the board is there.
    pub fn listen(self) {
        Effect::new(move |_| {
            let moved = window_event_listener(ev::pointermove, move |event| self.pull(&event));
            let up = window_event_listener(ev::pointerup, move |event| self.release(event.pointer_id(), true));
            let lost = window_event_listener(ev::pointercancel, move |event| self.release(event.pointer_id(), false));
            let escape = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && self.lifted.with_untracked(Option::is_some) {
                    event.prevent_default();
                    self.put_back();
                }
            });
            on_cleanup(move || {
                for handle in [moved, up, lost, escape] {
                    handle.remove();
                }
            });
        });
    }

    fn say(self, words: String) {
        self.said.set(words);
    }

    fn lift(self, row: Row, from: LeadStatus, by_pointer: bool) {
        let name = called(&row);
        self.over.set(Some(from));
        self.lifted.set(Some(Lifted { row, from, by_pointer }));
        self.say(format!("{name} lifted from {}. Left and right choose a status, Space drops, Escape puts back.", wording::status(from)));
    }

    fn hover(self, over: LeadStatus) {
        if self.over.get_untracked() != Some(over) {
            self.over.set(Some(over));
            let count = self.columns.of(over).and_then(|ledger| ledger.total.get_untracked());
            let count = count.map(|count| format!(", {}", wording::count(count, "lead", "leads"))).unwrap_or_default();
            self.say(format!("{}{count}", wording::status(over)));
        }
    }

    pub fn put_back(self) {
        self.press.update_value(|press| *press = None);
        self.over.set(None);
        if let Some(lifted) = self.lifted.try_update(Option::take).flatten() {
            self.say(format!("{} is back in {}", called(&lifted.row), wording::status(lifted.from)));
        }
    }

    /// Lets it fall where it is.
    fn drop_here(self) {
        let over = self.over.get_untracked();
        let Some(lifted) = self.lifted.get_untracked() else { return };
        match over {
            Some(to) if to != lifted.from => {
                self.over.set(None);
                self.lifted.set(None);
                self.move_on(lifted, to);
            }
            _ => self.put_back(),
        }
    }

    fn move_on(self, lifted: Lifted, to: LeadStatus) {
        let Lifted { row, from, by_pointer } = lifted;
        let (name, id) = (called(&row), row.id.clone());
        self.carry(&row, from, to);
        if to == LeadStatus::Lost {
            self.lost_open.set(true);
        }
        self.say(format!("{name} dropped in {}", wording::status(to)));
        let back = move || self.carry(&row, to, from);
        self.floor.shift(vec![(id.clone(), to)], moved_words(1, Some(name), to), back);
        if !by_pointer {
            // The card is drawn in its new column before the next frame.
            request_animation_frame(move || focus_row(id.as_str()));
        }
    }

    fn carry(self, row: &Row, from: LeadStatus, to: LeadStatus) {
        if let (Some(source), Some(target)) = (self.columns.of(from), self.columns.of(to)) {
            source.take_out(std::slice::from_ref(&row.id));
            row.lead.update(|lead| lead.status = to);
            target.put_in(row.clone());
        }
    }

    /// The keys of a card.
    pub fn key(self, event: &ev::KeyboardEvent, row: &Row, status: LeadStatus) {
        let held = self.lifted.with_untracked(Option::is_some);
        let key = event.key();
        match key.as_str() {
            " " if held => self.drop_here(),
            " " => self.lift(row.clone(), status, false),
            "Enter" if held => self.drop_here(),
            "Escape" if held => self.put_back(),
            "ArrowLeft" | "ArrowRight" if held => self.aim(if key == "ArrowLeft" { -1 } else { 1 }),
            "ArrowUp" | "ArrowDown" if held => {}
            "ArrowUp" => self.walk(row, status, 0, -1),
            "ArrowDown" => self.walk(row, status, 0, 1),
            "ArrowLeft" => self.walk(row, status, -1, 0),
            "ArrowRight" => self.walk(row, status, 1, 0),
            _ => return,
        }
        event.prevent_default();
    }

    fn aim(self, by: isize) {
        let here = self.over.get_untracked().and_then(|over| LeadStatus::ALL.iter().position(|status| *status == over)).unwrap_or(0);
        if let Some(over) = here.checked_add_signed(by).and_then(|at| LeadStatus::ALL.get(at)) {
            self.hover(*over);
        }
    }

    /// The focus goes to another card: in the column, or at the same height of the next column that has one.
    fn walk(self, row: &Row, status: LeadStatus, across: isize, down: isize) {
        let columns: Vec<Vec<Row>> = self.columns.all().into_iter().map(|(_, ledger)| ledger.rows.get_untracked()).collect();
        let Some(column) = LeadStatus::ALL.iter().position(|known| *known == status) else { return };
        let Some(height) = columns.get(column).and_then(|rows| rows.iter().position(|other| other.id == row.id)) else { return };
        let wanted = if across == 0 {
            columns.get(column).and_then(|rows| rows.get(height.checked_add_signed(down)?))
        } else {
            let beyond = std::iter::successors(column.checked_add_signed(across), move |at| at.checked_add_signed(across));
            let next = beyond.map_while(|at| columns.get(at)).find(|rows| !rows.is_empty());
            next.and_then(|rows| rows.get(height.min(rows.len() - 1)))
        };
        if let Some(row) = wanted {
            focus_row(row.id.as_str());
        }
    }

    /// The focus left a card that was lifted by keyboard.
    pub fn forget(self, row: &Row) {
        let mine =
            self.lifted.try_with_untracked(|lifted| lifted.as_ref().is_some_and(|lifted| !lifted.by_pointer && lifted.row.id == row.id));
        if mine == Some(true) {
            self.put_back();
        }
    }

    pub fn press(self, event: &ev::PointerEvent, row: Row, from: LeadStatus) {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || !event.is_primary() {
            return;
        }
        let Some(frame) = slot_of(&row).as_deref().map(browser::frame_of) else { return };
        let waiting = (event.pointer_type() == "touch").then(|| set_timeout_with_handle(move || self.pick_up(), REST).ok()).flatten();
        let press = Press { pointer: event.pointer_id(), row, from, start: at(event), corner: (frame.left, frame.top), waiting };
        self.press.set_value(Some(press));
    }

    /// The pressed card comes off the board, with the size it had.
    fn pick_up(self) {
        let found = self.press.try_with_value(|press| {
            press.as_ref().map(|press| {
                if let Some(slot) = slot_of(&press.row) {
                    let frame = browser::frame_of(&slot);
                    set(&slot, "--lift-width", frame.width);
                    set(&slot, "--lift-height", frame.height);
                    set(&slot, "--lift-left", press.corner.0);
                    set(&slot, "--lift-top", press.corner.1);
                }
                (press.row.clone(), press.from)
            })
        });
        if let Some((row, from)) = found.flatten() {
            self.lift(row, from, true);
        }
    }

    fn pull(self, event: &ev::PointerEvent) {
        let (x, y) = at(event);
        let flying = self.lifted.with_untracked(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.by_pointer));
        let begins = self.press.try_update_value(|press| {
            let Some(mine) = press.as_mut().filter(|mine| mine.pointer == event.pointer_id()) else { return false };
            let (from_x, from_y) = mine.start;
            if flying {
                if let Some(slot) = slot_of(&mine.row) {
                    set(&slot, "--lift-left", mine.corner.0 + x - from_x);
                    set(&slot, "--lift-top", mine.corner.1 + y - from_y);
                }
            } else if (x - from_x).hypot(y - from_y) > PULL {
                // A finger that moves at once scrolls.
                if let Some(waiting) = mine.waiting.take() {
                    waiting.clear();
                    *press = None;
                    return false;
                }
                return true;
            }
            false
        });
        if begins == Some(true) {
            self.pick_up();
        }
        if flying {
            self.scroll_at_edge(x);
            if let Some(over) = column_at(x) {
                self.hover(over);
            }
        }
    }

    fn scroll_at_edge(self, x: f64) {
        let Some(board) = self.board.get_untracked() else { return };
        let frame = browser::frame_of(&board);
        if x < frame.left + EDGE {
            board.set_scroll_left(board.scroll_left() - STEP);
        } else if x > frame.left + frame.width - EDGE {
            board.set_scroll_left(board.scroll_left() + STEP);
        }
    }

    fn release(self, pointer: i32, wanted: bool) {
        let mine = self.press.try_update_value(|press| match press.take_if(|press| press.pointer == pointer) {
            Some(press) => {
                if let Some(waiting) = press.waiting {
                    waiting.clear();
                }
                true
            }
            None => false,
        });
        let flying = self.lifted.try_with_untracked(|lifted| lifted.as_ref().is_some_and(|lifted| lifted.by_pointer));
        match (mine, flying) {
            (Some(true), Some(true)) if wanted => self.drop_here(),
            (Some(true), Some(true)) => self.put_back(),
            _ => {}
        }
    }

    /// A lifted card moves under the finger, not the page.
    pub fn hold_still(self, event: &ev::TouchEvent) {
        if self.lifted.with_untracked(Option::is_some) {
            event.prevent_default();
        }
    }

    /// A long press lifts; it opens no menu.
    pub fn no_menu(self, event: &ev::MouseEvent) {
        let touched = self.press.try_with_value(|press| press.as_ref().is_some_and(|press| press.waiting.is_some()));
        if touched == Some(true) {
            event.prevent_default();
        }
    }
}

fn called(row: &Row) -> String {
    row.lead.with_untracked(person).unwrap_or_else(|| "The lead".into())
}

fn at(event: &ev::PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The place of a card on the board. Elements are found anew: what is kept here may be dropped on any thread.
fn slot_of(row: &Row) -> Option<HtmlElement> {
    document().query_selector(&format!(".boardslot[data-id={}]", row.id)).ok().flatten()?.dyn_into().ok()
}

/// A length in pixels, for the style sheet.
fn set(slot: &HtmlElement, name: &str, pixels: f64) {
    // A length in pixels is always valid.
    let _ = HtmlElement::style(slot).set_property(name, &format!("{pixels}px"));
}

/// The status of the column that stands here across the window.
fn column_at(x: f64) -> Option<LeadStatus> {
    let columns = document().get_elements_by_class_name("boardcol");
    let element: Element = (0..columns.length()).filter_map(|index| columns.item(index)).find(|column| {
        let frame = browser::frame_of(column);
        (frame.left..frame.left + frame.width).contains(&x)
    })?;
    LeadStatus::parse(&element.get_attribute("data-status")?)
}
