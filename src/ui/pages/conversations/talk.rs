//! One open conversation as it stands in the browser: earlier messages added, live news merged in.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    domain::{
        api_error::ApiError,
        capture::Fact,
        evidence,
        ids::{ConversationId, MessageId},
        live::LiveEvent,
        message::Author,
        time::Timestamp,
    },
    rpc::conversations::{ConversationView, MessageView, earlier_messages, get_conversation},
    ui::{live::News, session::leave_if_signed_out},
};

/// A fact with the number it carries in the words and in the side panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    pub number: usize,
    pub fact: Fact,
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
        let facts = Memo::new(move |_| view.with(|view| messages.with(|messages| numbered(&view.facts, messages))));
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

/// Facts in the order in which their words were said, numbered from one.
fn numbered(facts: &[Fact], messages: &[MessageView]) -> Vec<Numbered> {
    let key = |fact: &Fact| -> (Timestamp, usize, crate::domain::capture::Field) {
        let said = fact.message_id.as_ref().and_then(|id| messages.iter().find(|message| message.id == *id));
        let place = said.and_then(|message| evidence::place(&message.text, &fact.quote)).unwrap_or(usize::MAX);
        (said.map_or(fact.at, |message| message.at), place, fact.field)
    };
    let mut facts = facts.to_vec();
    facts.sort_by_key(key);
    facts.into_iter().enumerate().map(|(index, fact)| Numbered { number: index + 1, fact }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::capture::{Field, Origin};

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
        let order: Vec<Field> = numbered(&facts, &messages).into_iter().map(|numbered| numbered.fact.field).collect();
        assert_eq!(order, [Field::Name, Field::Interest, Field::Email, Field::Phone]);
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
