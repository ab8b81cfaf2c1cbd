//! What was said, in the timeline: quiet lines, so that what was captured and changed is found among them.

use leptos::prelude::*;

use crate::{
    domain::{
        ids::MessageId,
        lead::line::{LineId, Said},
        message::Author,
        time::Timestamp,
    },
    rpc::leads::{EventLine, TimelineLine},
    ui::{
        components::icon::{Glyph, Icon},
        pages::leads::cells::Moment,
        wording,
    },
};

/// What stands in the timeline as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Event(EventLine),
    /// Messages of one conversation with nothing between them, latest first.
    Said(Vec<Said>),
}

impl Entry {
    /// What stays the same while more is said.
    pub fn key(&self) -> (Option<LineId>, Option<String>) {
        match self {
            Self::Event(line) => (Some(LineId::Event(line.event.id.clone())), line.by.clone()),
            Self::Said(said) => (said.last().map(|oldest| LineId::Message(oldest.id.clone())), None),
        }
    }
}

/// `lines`: latest first.
pub fn folded(lines: Vec<TimelineLine>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = vec![];
    for line in lines {
        match line {
            TimelineLine::Event(line) => entries.push(Entry::Event(line)),
            TimelineLine::Said(said) => match entries.last_mut() {
                Some(Entry::Said(later)) if later.iter().all(|other| other.conversation_id == said.conversation_id) => later.push(said),
                _ => entries.push(Entry::Said(vec![said])),
            },
        }
    }
    entries
}

/// Those of the messages that belong together, of which this is the oldest.
fn with_oldest(entries: &[Entry], oldest: &MessageId) -> Option<Vec<Said>> {
    entries.iter().find_map(|entry| match entry {
        Entry::Said(said) if said.last().is_some_and(|last| last.id == *oldest) => Some(said.clone()),
        _ => None,
    })
}

/// Messages that belong together, among `entries`: one stands as it is, many open.
#[component]
pub fn Spoken(entries: Memo<Vec<Entry>>, oldest: MessageId) -> impl IntoView {
    let said = Memo::new(move |before: Option<&Vec<Said>>| {
        entries.with(|entries| with_oldest(entries, &oldest)).or_else(|| before.cloned()).unwrap_or_default()
    });
    let are_many = Memo::new(move |_| said.with(Vec::len) > 1);
    let at = Signal::derive(move || said.with(|said| said.first().map_or(Timestamp::UNIX_EPOCH, |latest| latest.at)));
    let words = move || {
        if are_many.get() {
            view! { <Fold said=said/> }.into_any()
        } else {
            said.with_untracked(|said| said.first().cloned()).map(|said| view! { <SaidLink said=said/> }).into_any()
        }
    };
    view! {
        <li class="happening">
            <span class="happening__sign"><Icon glyph=Glyph::Chat/></span>
            {words}
            <span class="happening__time"><Moment at=at/></span>
        </li>
    }
}

#[component]
fn Fold(said: Memo<Vec<Said>>) -> impl IntoView {
    let count = move || wording::count(said.with(Vec::len) as u64, "message", "messages");
    view! {
        <details class="spoken">
            <summary class="spoken__fold">{count}<Icon glyph=Glyph::ChevronDown/></summary>
            <ul class="spoken__lines">
                <For each=move || said.get() key=|said| said.id.clone() let:said>
                    <li class="spoken__item">
                        <span class="happening__time"><Moment at=said.at/></span>
                        <SaidLink said=said/>
                    </li>
                </For>
            </ul>
        </details>
    }
}

/// Who said it and their first words; it leads to where they stand.
#[component]
fn SaidLink(said: Said) -> impl IntoView {
    let who = match said.author {
        Author::Visitor => "Visitor",
        Author::Assistant => "Assistant",
    };
    view! {
        <a class="spoken__line" href=format!("/admin/conversations/{}#{}", said.conversation_id, said.id)>
            <span class="spoken__who">{who}</span>
            " "
            <span class="spoken__words" dir="auto">{said.text}</span>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ConversationId, EventId},
        lead::timeline::{Actor, Happening, LeadEvent},
    };

    fn said(talk: u128, n: u128) -> TimelineLine {
        TimelineLine::Said(Said {
            id: MessageId::new(uuid::Uuid::from_u128(n)),
            conversation_id: ConversationId::new(uuid::Uuid::from_u128(talk)),
            author: Author::Visitor,
            at: Timestamp::UNIX_EPOCH,
            text: "Hi".into(),
        })
    }

    fn noted(n: u128) -> TimelineLine {
        let (id, at) = (EventId::new(uuid::Uuid::from_u128(n)), Timestamp::UNIX_EPOCH);
        let event = LeadEvent { id, at, by: Actor::Visitor, what: Happening::noted("Rang") };
        TimelineLine::Event(EventLine { event, by: None, whom: None })
    }

    #[test]
    fn messages_are_folded_where_nothing_stands_between_them_and_keep_their_place_while_more_is_said() {
        let lines = vec![said(1, 9), said(1, 8), noted(7), said(1, 6), said(2, 5), said(2, 4), noted(3)];
        let entries = folded(lines.clone());
        let sizes = |entries: &[Entry]| -> Vec<usize> {
            entries.iter().map(|entry| if let Entry::Said(said) = entry { said.len() } else { 0 }).collect()
        };
        assert_eq!(sizes(&entries), [2, 0, 1, 2, 0]);
        let more = folded(std::iter::once(said(1, 10)).chain(lines).collect());
        assert_eq!(sizes(&more), [3, 0, 1, 2, 0]);
        assert_eq!(more.iter().map(Entry::key).collect::<Vec<_>>(), entries.iter().map(Entry::key).collect::<Vec<_>>());
        let oldest = MessageId::new(uuid::Uuid::from_u128(8));
        assert_eq!(with_oldest(&more, &oldest).map(|said| said.len()), Some(3));
        assert_eq!(with_oldest(&more, &MessageId::new(uuid::Uuid::from_u128(9))), None);
    }
}
