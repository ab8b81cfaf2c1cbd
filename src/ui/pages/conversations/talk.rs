//! One open conversation as it stands in the browser: earlier messages added, live news merged in.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        api_error::{ApiError, ErrorCode},
        capture::{Fact, Field, Origin},
        evidence,
        ids::{ConversationId, MessageId},
        live::LiveEvent,
        message::Author,
        time::Timestamp,
    },
    rpc::{
        conversations::{ConversationView, MessageView, earlier_messages, get_conversation},
        leads::OwnValue,
    },
    ui::{
        components::icon::{Glyph, field_glyph},
        live::News,
        session::leave_if_signed_out,
        wording,
    },
};

/// Of which field something was captured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    Usual(Field),
    /// One of the owner's.
    Own {
        key: String,
        label: String,
    },
}

impl Of {
    pub fn name(&self) -> String {
        match self {
            Self::Usual(field) => wording::field(*field).to_owned(),
            Self::Own { label, .. } => label.clone(),
        }
    }

    pub fn glyph(&self) -> Glyph {
        match self {
            Self::Usual(field) => field_glyph(*field),
            Self::Own { .. } => Glyph::Note,
        }
    }

    /// The id of the element in which its words begin.
    pub fn said_id(&self) -> String {
        match self {
            Self::Usual(field) => said_id(*field),
            Self::Own { key, .. } => said_own_id(key),
        }
    }
}

/// The id of the element in which the words of a fact begin; other pages lead here by it.
pub fn said_id(field: Field) -> String {
    format!("said-{}", field.as_str())
}

/// The same for one of the owner's fields.
pub fn said_own_id(key: &str) -> String {
    format!("said-own-{key}")
}

/// What was captured, with the number it carries in the words and in the side panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    pub number: usize,
    pub of: Of,
    pub value: String,
    /// The words that carry it; empty where it was typed into a form.
    pub quote: String,
    /// The message they stand in.
    pub message_id: Option<MessageId>,
    pub at: Timestamp,
    pub origin: Origin,
}

impl From<&Fact> for Numbered {
    fn from(fact: &Fact) -> Self {
        Self {
            number: 0,
            of: Of::Usual(fact.field),
            value: fact.value.clone(),
            quote: fact.quote.clone(),
            message_id: fact.message_id.clone(),
            at: fact.at,
            origin: fact.origin,
        }
    }
}

impl Numbered {
    /// None where nobody said it here.
    fn own(value: &OwnValue) -> Option<Self> {
        let said = value.evidence.as_ref()?;
        Some(Self {
            number: 0,
            of: Of::Own { key: value.key.clone(), label: value.label.clone() },
            value: value.text.clone(),
            quote: said.quote.clone(),
            message_id: Some(said.message_id.clone()),
            at: said.at,
            origin: Origin::Model,
        })
    }
}

/// What the transcript does to keep the reader's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Appended,
    Prepended,
}

#[derive(Clone, Copy)]
pub struct Talk {
    pub id: StoredValue<ConversationId>,
    /// All but the messages, which are in `messages`.
    pub view: RwSignal<ConversationView>,
    pub messages: RwSignal<Vec<MessageView>>,
    pub has_earlier: RwSignal<bool>,
    pub loading: RwSignal<bool>,
    pub failed: RwSignal<Option<ApiError>>,
    pub erased: RwSignal<bool>,
    pub facts: Memo<Vec<Numbered>>,
}

impl Talk {
    pub fn new(mut view: ConversationView) -> Self {
        let messages = RwSignal::new(std::mem::take(&mut view.messages));
        let has_earlier = RwSignal::new(view.has_earlier);
        let id = StoredValue::new(view.summary.id.clone());
        let view = RwSignal::new(view);
        let facts = Memo::new(move |_| view.with(|view| messages.with(|messages| numbered(&view.facts, &view.own, messages))));
        Self {
            id,
            view,
            messages,
            has_earlier,
            loading: RwSignal::new(false),
            failed: RwSignal::new(None),
            erased: RwSignal::new(false),
            facts,
        }
    }

    /// Takes live news in; `around` runs each change of the messages, so that the reader's place is kept.
    pub fn hear(self, news: &News, around: impl Fn(Change, Box<dyn FnOnce()>) + 'static) {
        let id = self.id.get_value();
        let mine = match news {
            News::Resync => true,
            News::Event(LiveEvent::Conversation { summary }) => summary.id == id,
            News::Event(LiveEvent::Erased { id: erased }) => {
                if *erased == id {
                    self.erased.set(true);
                }
                false
            }
            News::Event(LiveEvent::Answering { .. } | LiveEvent::Lead { .. } | LiveEvent::Meeting { .. }) => false,
        };
        if mine {
            spawn_local(async move {
                match get_conversation(id).await {
                    Ok(view) => self.merge(view, around),
                    // It was erased while nobody could say so here.
                    Err(error) if error.code == ErrorCode::NotFound => drop(self.erased.try_set(true)),
                    // What is shown stays; the next news ask again.
                    Err(error) => drop(leave_if_signed_out(&error)),
                }
            });
        }
    }

    fn merge(self, mut view: ConversationView, around: impl Fn(Change, Box<dyn FnOnce()>)) {
        let Some(known) = self.messages.try_get_untracked() else { return };
        let latest = std::mem::take(&mut view.messages);
        let joined = join(&known, latest, view.has_earlier);
        if let Joined::Replaced { has_earlier, .. } = &joined {
            self.has_earlier.set(*has_earlier);
        }
        let (Joined::Extended(messages) | Joined::Replaced { messages, .. }) = joined;
        if self.view.with_untracked(|old| *old != view) {
            self.view.set(view);
        }
        if messages != known {
            around(Change::Appended, Box::new(move || self.messages.set(messages)));
        }
    }

    /// Puts the earlier messages in front. Returns whether there was something to put.
    pub async fn load_earlier(self, around: impl Fn(Change, Box<dyn FnOnce()>)) -> bool {
        let first = self.messages.with_untracked(|messages| messages.first().map(|message| message.id.clone()));
        let Some(first) = first.filter(|_| self.has_earlier.get_untracked() && !self.loading.get_untracked()) else { return false };
        self.loading.set(true);
        self.failed.set(None);
        let answer = earlier_messages(self.id.get_value(), first).await;
        if self.loading.try_set(false).is_some() {
            return false;
        }
        match answer {
            Ok((earlier, more)) => {
                self.has_earlier.set(more);
                around(
                    Change::Prepended,
                    Box::new(move || {
                        self.messages.update(|messages| {
                            messages.splice(0..0, earlier);
                        });
                    }),
                );
                true
            }
            Err(error) if leave_if_signed_out(&error) => false,
            Err(error) => {
                self.failed.set(Some(error));
                false
            }
        }
    }

    pub fn has_message(self, id: &MessageId) -> bool {
        self.messages.with_untracked(|messages| messages.iter().any(|message| message.id == *id))
    }

    /// How long the visitor waited for the first answer, where the beginning is in sight.
    pub fn first_reply_ms(self) -> Option<u64> {
        if self.has_earlier.get() {
            return None;
        }
        self.messages.with(|messages| {
            messages.iter().find(|message| message.author == Author::Assistant)?.making.as_ref().map(|making| making.latency_ms)
        })
    }
}

enum Joined {
    Extended(Vec<MessageView>),
    /// More was said than one answer holds: what was loaded before no longer joins on.
    Replaced {
        messages: Vec<MessageView>,
        has_earlier: bool,
    },
}

fn join(known: &[MessageView], latest: Vec<MessageView>, has_earlier: bool) -> Joined {
    let Some(first) = latest.first() else { return Joined::Replaced { messages: latest, has_earlier } };
    match known.iter().position(|message| message.id == first.id) {
        Some(at) => Joined::Extended(known.iter().take(at).cloned().chain(latest).collect()),
        None => Joined::Replaced { messages: latest, has_earlier },
    }
}

/// All that was captured in the order in which its words were said, numbered from one.
fn numbered(facts: &[Fact], own: &[OwnValue], messages: &[MessageView]) -> Vec<Numbered> {
    let key = |fact: &Numbered| -> (Timestamp, usize, Of) {
        let said = fact.message_id.as_ref().and_then(|id| messages.iter().find(|message| message.id == *id));
        let place = said.and_then(|message| evidence::place(&message.text, &fact.quote)).unwrap_or(usize::MAX);
        (said.map_or(fact.at, |message| message.at), place, fact.of.clone())
    };
    let mut all: Vec<Numbered> = facts.iter().map(Numbered::from).chain(own.iter().filter_map(Numbered::own)).collect();
    all.sort_by_key(key);
    for (number, fact) in (1..).zip(&mut all) {
        fact.number = number;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::custom::Evidence;

    fn id<T: TryFrom<String>>(prefix: &str, number: u32) -> T
    where
        T::Error: std::fmt::Debug,
    {
        T::try_from(format!("{prefix}_{number:032x}")).expect("an id")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn message(number: u32, text: &str) -> MessageView {
        MessageView {
            id: id("msg", number),
            author: Author::Visitor,
            text: text.into(),
            html: String::new(),
            at: at(i64::from(number)),
            making: None,
        }
    }

    fn fact(field: Field, quote: &str, said_in: Option<u32>, second: i64) -> Fact {
        Fact {
            field,
            value: quote.into(),
            quote: quote.into(),
            message_id: said_in.map(|number| id("msg", number)),
            at: at(second),
            origin: Origin::Parser,
        }
    }

    #[test]
    fn facts_are_numbered_as_their_words_were_said() {
        let messages = [message(1, "Hi, I'm Ana and I need two crowns"), message(2, "ana@example.com")];
        let facts = [
            fact(Field::Email, "ana@example.com", Some(2), 2),
            fact(Field::Interest, "two crowns", Some(1), 9),
            fact(Field::Name, "Ana", Some(1), 1),
            fact(Field::Phone, "", None, 5),
        ];
        let own = |key: &str, label: &str, said_in: Option<u32>| OwnValue {
            key: key.into(),
            label: label.into(),
            text: "2".into(),
            evidence: said_in.map(|number| Evidence { quote: "two".into(), message_id: id("msg", number), at: at(1) }),
            conversation: None,
        };
        let own = [own("crowns", "How many crowns", Some(1)), own("plan", "Plan", None)];
        let all = numbered(&facts, &own, &messages);
        let order: Vec<(usize, String)> = all.iter().map(|numbered| (numbered.number, numbered.of.name())).collect();
        let expected = [(1, "Name"), (2, "Interest"), (3, "How many crowns"), (4, "E-mail"), (5, "Phone")];
        assert_eq!(order, expected.map(|(number, name)| (number, name.to_owned())), "what nobody said here is no word of it");
        assert_eq!((all[2].of.said_id(), all[3].of.said_id()), ("said-own-crowns".into(), "said-email".into()));
    }

    #[test]
    fn new_messages_join_on_or_replace() {
        let known: Vec<_> = (1..=4).map(|number| message(number, "x")).collect();
        let Joined::Extended(all) = join(&known, (3..=6).map(|number| message(number, "x")).collect(), true) else { panic!("joins on") };
        assert_eq!(all.len(), 6);
        let Joined::Replaced { messages, has_earlier } = join(&known, (9..=10).map(|number| message(number, "x")).collect(), true) else {
            panic!("does not join on")
        };
        assert_eq!((messages.len(), has_earlier), (2, true));
    }
}
