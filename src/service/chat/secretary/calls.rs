//! The tools for meetings, checked outside the model: each argument is of the wanted form, each id is ours, each time was
//! named by the visitor. Every call gets an answer, and an empty list of times says that it is empty.

use serde_json::{Value, json};

use super::{Learning, Secretary, SlotOffers, Wanted, cues};
use crate::{
    domain::{
        meeting::{
            Meeting,
            wording::{asks_to_cancel_this, cancel_question},
        },
        settings::BookingConfirmation,
        time::Timestamp,
        when::{Reach, Sense},
    },
    service::{
        language_model::ToolDeclaration,
        schedule::{ScheduleError, SlotQuery},
    },
};

const FIND_SLOTS: &str = "find_slots";
const BOOK_MEETING: &str = "book_meeting";
const RESCHEDULE_MEETING: &str = "reschedule_meeting";
const CANCEL_MEETING: &str = "cancel_meeting";

/// Times in one answer to a model.
const MOST_TIMES: usize = 8;
/// Characters of the words for a time.
const MOST_WORDS: usize = 200;

const TOLD: &str =
    "The visitor has been told by the server, with a card. Do not repeat or confirm it; go on only if something else was asked.";
/// Words may book, and these do not.
const NAME_OR_TAP: &str = "not done: the visitor's own words do not name this time without doubt. The free times are shown to them as buttons: ask them to tap one, or to say day and time. Do not say that anything is booked.";
/// The owner lets no words book.
const TAP: &str = "not done: here only a tap on a time books it, whatever the visitor says. The free times are shown to them as buttons: ask them to tap one. Do not say that anything is booked.";

/// Words that speak of cancelling are not yet a wish.
const ASKED_FIRST: &str = "not done: the visitor's own words do not ask for it without doubt. The server has just asked them whether it shall be cancelled; do not ask again. Call this again after a yes.";

const REHEARSAL: &str = "Nothing is stored: this counts in the rehearsed conversation only. Answer as you would if it were stored.";

/// What a model is told it may call.
pub fn declarations() -> Vec<ToolDeclaration> {
    let text = |about: &str| json!({ "type": "string", "description": about, "maxLength": MOST_WORDS });
    let object = |properties: Value, required: Value| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let slot = || text("A slot_id exactly as find_slots gave it. Never make one up.");
    let meeting = || text("The id of the visitor's meeting as it stands above; may be left out where they have only one.");
    vec![
        ToolDeclaration {
            name: FIND_SLOTS,
            description: "Finds free times for a meeting. They are shown to the visitor as buttons. Call it whenever a meeting is spoken of, before any time is named by you.",
            parameters: object(
                json!({ "when": text("Day and time in the visitor's own words, such as \"tomorrow at 5\" or \"next week in the morning\"; leave it out for the next free times.") }),
                json!([]),
            ),
        },
        ToolDeclaration {
            name: BOOK_MEETING,
            description: "Books a free time, once the visitor has named it or agreed to it in their own words and has given their e-mail address. It may be refused: only its result says whether anything is booked.",
            parameters: object(json!({ "slot_id": slot() }), json!(["slot_id"])),
        },
        ToolDeclaration {
            name: RESCHEDULE_MEETING,
            description: "Moves a meeting of this visitor to a free time that they named in their own words.",
            parameters: object(json!({ "slot_id": slot(), "meeting_id": meeting() }), json!(["slot_id"])),
        },
        ToolDeclaration {
            name: CANCEL_MEETING,
            description: "Cancels a meeting of this visitor, when they asked for that in their own words.",
            parameters: object(json!({ "meeting_id": meeting() }), json!([])),
        },
    ]
}

/// A call that is about meetings.
pub fn is_ours(name: &str) -> bool {
    [FIND_SLOTS, BOOK_MEETING, RESCHEDULE_MEETING, CANCEL_MEETING].contains(&name)
}

/// The texts of these names; None where there is anything else in it.
fn texts<const N: usize>(arguments: &Value, names: [&str; N]) -> Option<[Option<String>; N]> {
    let given = arguments.as_object()?;
    if !given.keys().all(|key| names.contains(&key.as_str())) {
        return None;
    }
    let mut all = [const { None }; N];
    for (place, name) in all.iter_mut().zip(names) {
        match given.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) if text.chars().count() <= MOST_WORDS => {
                *place = Some(text.trim().to_owned()).filter(|text| !text.is_empty())
            }
            Some(_) => return None,
        }
    }
    Some(all)
}

impl Secretary<'_> {
    /// The result of one call.
    pub async fn call(&mut self, name: &str, arguments: &Value, learning: &Learning) -> Value {
        let outcome = match name {
            FIND_SLOTS => match texts(arguments, ["when"]) {
                Some([when]) => self.find(when.as_deref()).await,
                None => return json!({ "error": "only one field, a text: when" }),
            },
            BOOK_MEETING => match texts(arguments, ["slot_id"]) {
                Some([Some(slot)]) => self.book(slot, learning).await,
                _ => return json!({ "error": "exactly one field, a text: slot_id" }),
            },
            RESCHEDULE_MEETING => match texts(arguments, ["slot_id", "meeting_id"]) {
                Some([Some(slot), meeting]) => self.reschedule(slot, meeting.as_deref()).await,
                _ => return json!({ "error": "only these fields, each a text: slot_id (needed), meeting_id" }),
            },
            _ => match texts(arguments, ["meeting_id"]) {
                Some([meeting]) => self.cancel(meeting.as_deref()).await,
                None => return json!({ "error": "only one field, a text: meeting_id" }),
            },
        };
        let mut answer = outcome.unwrap_or_else(|error| self.refusal(error));
        if self.post.is_rehearsal && name != FIND_SLOTS {
            answer["rehearsal"] = REHEARSAL.into();
        }
        answer
    }

    async fn find(&mut self, when: Option<&str>) -> Result<Value, ScheduleError> {
        let now = self.now();
        let reach = match when {
            Some(when) => {
                self.understand(when, now).into_iter().find_map(|one| one.reach.filter(|_| one.sense == Sense::Wanted && !one.past))
            }
            None => None,
        };
        let heard = self.heard();
        let query = SlotQuery { limit: Some(MOST_TIMES), ..self.query() };
        let (wished, stretch) = match reach {
            Some(Reach::At(at)) => (Some(at), None),
            Some(Reach::Within(from, to)) => (None, Some((from, to))),
            None => (heard.wish.as_ref().map(|wish| wish.start), heard.stretch),
        };
        let desk = self.post.desk;
        let offers = match (wished, stretch) {
            (Some(at), _) => desk.slots_near(&self.post.asker, at, &query).await?,
            (None, Some((from, to))) => desk.slots(&self.post.asker, &SlotQuery { from, to, ..query }).await?,
            (None, None) => desk.slots(&self.post.asker, &query).await?,
        };
        let mut answer = told(&offers);
        if let Some(at) = wished {
            answer["the_wished_time_is_free"] = offers.slots.iter().any(|slot| slot.start.parse().ok() == Some(at)).into();
        }
        if !self.has_changed() {
            self.offers = Some(offers);
        }
        Ok(answer)
    }

    /// Whether the visitor's own words name this start, or its button was pressed, and the owner lets that be enough.
    async fn is_named(&self, start: Timestamp) -> Result<bool, ScheduleError> {
        let heard = self.heard();
        let Some(wish) = heard.wish.filter(|wish| wish.start == start && self.may_be_booked(start)) else { return Ok(false) };
        Ok(self.is_sure(&wish).await?)
    }

    async fn book(&mut self, slot: String, learning: &Learning) -> Result<Value, ScheduleError> {
        if self.has_changed() {
            return Ok(json!({ "refused": "one booking or change in one answer; it has been made already" }));
        }
        let start = self.post.desk.offered(&self.post.asker, &slot)?.start();
        if self.own.iter().any(|meeting| meeting.time.start() == start) {
            return Ok(json!({ "refused": "this very time is booked for the visitor already" }));
        }
        if !self.is_named(start).await? {
            return self.not_chosen(start).await;
        }
        let who = self.attended(learning);
        if who.attendee.email.is_none() || !Self::gave_email(learning) {
            let held = self.post.desk.hold(&self.post.asker, &self.order(Wanted::Slot(slot), who)).await?;
            let until = held.held_until.map(|until| until.to_string());
            return Ok(
                json!({ "refused": "the visitor's e-mail address is not known, or not sure: ask for it. Nothing is booked.", "kept_free_until": until }),
            );
        }
        let meeting = self.post.desk.book(&self.post.asker, &self.order(Wanted::Slot(slot), who)).await?;
        Ok(self.done("booked", meeting))
    }

    async fn reschedule(&mut self, slot: String, id: Option<&str>) -> Result<Value, ScheduleError> {
        if self.has_changed() {
            return Ok(json!({ "refused": "one booking or change in one answer; it has been made already" }));
        }
        let Some(meeting) = self.which(id).map(|meeting| meeting.id.clone()) else { return Ok(no_meeting()) };
        let start = self.post.desk.offered(&self.post.asker, &slot)?.start();
        if !self.is_named(start).await? {
            return self.not_chosen(start).await;
        }
        // The id was offered to the conversation, not for this meeting: its start is what counts.
        let to = Wanted::Start { at: start, minutes: None };
        let moved = self.post.desk.reschedule(&self.post.asker, &meeting, &to, None).await?;
        Ok(self.done("moved", moved))
    }

    async fn cancel(&mut self, id: Option<&str>) -> Result<Value, ScheduleError> {
        let Some(meeting) = self.which(id).cloned() else { return Ok(no_meeting()) };
        if self.is_changed(&meeting.id) {
            return Ok(json!({ "refused": "it was changed in this very answer" }));
        }
        let newest = self.post.words.first().map(|words| words.text.as_str()).unwrap_or_default();
        let is_asked = || {
            // Our own question says which one.
            let of_ours = |text: &str| asks_to_cancel_this(text, &meeting);
            let asks = |text: &str| if self.has_asked_to_cancel() { of_ours(text) } else { cues::asks_whether_to_cancel(text) };
            self.asked.is_some_and(|asked| asks(&asked.text))
        };
        let says_yes = cues::agrees_to_cancel(newest);
        let agreed = says_yes && is_asked();
        // A yes that says it again ("yes, cancel it") names no meeting either: it is one to our question alone.
        let means_another = says_yes && !agreed && self.has_asked_to_cancel();
        // Words of ours about cancelling may have been a question that is not known as one: the server asks in its own.
        let may_agree = says_yes && self.asked.is_some_and(|asked| cues::wants_to_cancel(&asked.text));
        if !agreed && !may_agree && !cues::wants_to_cancel(newest) {
            return Ok(json!({ "refused": "the visitor's own words do not ask for it: ask them whether it shall be cancelled" }));
        }
        if means_another || !agreed && !cues::asks_clearly_to_cancel(newest) {
            return Ok(self.ask_first(&meeting));
        }
        let cancelled = self.post.desk.cancel(&self.post.asker, &meeting.id, None).await?;
        Ok(self.done("cancelled", cancelled))
    }

    /// The visitor is asked by the server, in the words that a plain yes answers.
    fn ask_first(&mut self, meeting: &Meeting) -> Value {
        if !std::mem::replace(&mut self.asks_first, true) {
            self.news.push(cancel_question(meeting, self.post.language));
        }
        json!({ "refused": ASKED_FIRST })
    }

    fn done(&mut self, what: &str, meeting: Meeting) -> Value {
        let pending = Self::is_pending(&meeting);
        self.note(meeting);
        let mut answer = json!({ what: true, "note": TOLD });
        if pending {
            answer["pending"] = "the owner's calendar does not answer yet; the visitor was told so".into();
        }
        answer
    }

    /// What a model is told of a time that the visitor did not choose; they are shown those near it.
    async fn not_chosen(&mut self, start: Timestamp) -> Result<Value, ScheduleError> {
        let query = SlotQuery { limit: Some(MOST_TIMES), ..self.query() };
        self.offers = Some(self.post.desk.slots_near(&self.post.asker, start, &query).await?);
        let why = match self.post.confirmation {
            BookingConfirmation::Auto => NAME_OR_TAP,
            BookingConfirmation::Tap => TAP,
        };
        Ok(json!({ "refused": why }))
    }

    /// What a model may know of why it was not done.
    fn refusal(&mut self, error: ScheduleError) -> Value {
        match error {
            ScheduleError::NotFree { why, alternatives } => {
                let zone = self.post.zone.clone().unwrap_or_else(|| self.post.business.time_zone.clone());
                let business_zone = self.post.business.time_zone.clone();
                let offers = SlotOffers { slots: alternatives, time_zone: zone, business_zone, blind: false };
                let mut answer = told(&offers);
                answer["refused"] = format!("not done: {why}. Nothing is booked; the visitor sees these times as buttons.").into();
                self.offers = Some(offers);
                answer
            }
            ScheduleError::Slot(error) => json!({ "refused": format!("not done: {error}. Call find_slots and use an id it gives.") }),
            ScheduleError::Refused(error) => json!({ "refused": format!("not done: {error}") }),
            ScheduleError::TooMany(_) => {
                json!({ "refused": "not done: too many bookings for now. A colleague will get back to the visitor." })
            }
            ScheduleError::KeyReused | ScheduleError::Service(_) => {
                json!({ "refused": "not done: the calendar cannot be used at the moment. Nothing is booked. A colleague will get back to the visitor." })
            }
        }
    }
}

fn no_meeting() -> Value {
    json!({ "refused": "the visitor has no such meeting, or more than one: ask which one" })
}

fn told(offers: &SlotOffers) -> Value {
    let slots: Vec<Value> = offers
        .slots
        .iter()
        .map(|slot| json!({ "slot_id": slot.slot_id, "for_the_visitor": slot.label, "for_the_business": slot.business_label }))
        .collect();
    match slots.len() {
        0 => json!({ "slots": [], "none_free": "There is no free time there. Say so, and ask for another day; nothing can be booked." }),
        _ => json!({ "slots": slots, "note": "The visitor sees these times as buttons. Offering a time books nothing." }),
    }
}
