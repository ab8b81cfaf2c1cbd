//! What was counted write by write is what a rebuild counts, whatever happened in between.

use futures_executor::LocalPool;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::{
    domain::{
        analytics::{measure::Measure, tally::Key},
        capture::{Fact, Facts, Field, Origin},
        conversation::{Channel, Conversation, SitePage, Status, VisitorKey},
        custom::CustomValues,
        email::Email,
        entry::Entry,
        ids::{EventId, MeetingId, MessageId},
        lead::{
            LeadStatus, Source,
            merge::{MergeRecord, merge, unmerge},
            score::Score,
            timeline::{Actor, Happening, LeadEvent},
        },
        locale::Language,
        meeting::{Attendee, Meeting, calendar::CalendarHome, life::Wish, template::TitleTemplate},
        message::{Author, Making, Message, ReplyEnd, Usage},
        schedule::interval::Interval,
        time::Timestamp,
        unanswered::{Unanswered, Why},
    },
    service::{
        memory::{MemoryAudit, MemoryMeetings},
        ports::{ConversationWrite, Conversations, Forgets, LeadTrace, LeadWrite, Leads, MeetingWrite, Meetings, Restored},
    },
};

fn run<T>(story: impl Future<Output = T>) -> T {
    LocalPool::new().run_until(story)
}

fn uuid(n: u64) -> uuid::Uuid {
    uuid::Uuid::from_u128(n.into())
}

/// Over the change of the clocks on 25 October, in Lisbon.
fn at(hour: u64) -> Timestamp {
    Timestamp::constant(1_792_800_000 + (hour % 90) as i64 * 3_600, 0)
}

fn page(n: u64) -> SitePage {
    SitePage { url: Some(format!("https://shop.example/{}", n % 3)), ..SitePage::default() }
}

fn lead(n: u64, when: u64) -> Lead {
    let fact = |at| Fact { field: Field::Name, value: "Ana".into(), quote: String::new(), message_id: None, at, origin: Origin::Form };
    Lead {
        id: LeadId::new(uuid(n)),
        facts: Facts::from_iter([fact(at(when))]),
        notes: None,
        custom: CustomValues::default(),
        status: LeadStatus::New,
        follow_up_at: None,
        assignee: None,
        score: Score::default(),
        source: Source { page: page(n), language: Some("pt".into()), ..Source::default() },
        conversation_ids: vec![],
        absorbed: vec![],
        created_at: at(when),
        updated_at: at(when),
        version: 1,
    }
}

fn line(n: u64, when: u64, to: LeadStatus) -> LeadEvent {
    LeadEvent { id: EventId::new(uuid(n)), at: at(when), by: Actor::Visitor, what: Happening::Status { from: LeadStatus::New, to } }
}

fn talk(n: u64, when: u64) -> Conversation {
    Conversation {
        id: ConversationId::new(uuid(n)),
        visitor: VisitorKey::derive("token", &n.to_string()),
        channel: Channel::Website,
        client_label: None,
        status: Status::Open,
        locale: None,
        time_zone: None,
        entry: Entry::of(&page(n), Some("pt"), 1),
        page: page(n),
        facts: Facts::default(),
        custom: CustomValues::default(),
        lead_id: None,
        instruction_version: 1,
        usage: Usage::default(),
        visitor_messages: 0,
        assistant_messages: 0,
        preview: String::new(),
        started_at: at(when),
        last_at: at(when),
        wants_person: None,
        revision: 1,
    }
}

fn messages(n: u64, talk: &Conversation, when: u64) -> Vec<Message> {
    let making = Making {
        model: format!("model {}", n % 2),
        instruction_version: 1 + (n % 2) as u32,
        usage: Usage { prompt_tokens: n * 10, output_tokens: n },
        latency_ms: n * 400,
        end: if n.is_multiple_of(3) { ReplyEnd::Interrupted } else { ReplyEnd::Complete },
        fallback: None,
        failed: None,
        unanswered: n.is_multiple_of(4).then(|| Unanswered { question: MessageId::new(uuid(n * 2)), why: Why::Unknown }),
    };
    let message = |id: u64, author, making| Message {
        id: MessageId::new(uuid(id)),
        conversation_id: talk.id.clone(),
        author,
        text: "hello".into(),
        at: at(when),
        making,
        cards: vec![],
    };
    vec![message(n * 2, Author::Visitor, None), message(n * 2 + 1, Author::Assistant, Some(making))]
}

/// One thing that happens, to those that there are at that time.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Talk,
    Reply,
    Capture,
    Add,
    Move(usize),
    Merge,
    Unmerge,
    Forget,
    /// Books, or holds.
    Meet(bool),
    /// Books, cancels or moves.
    Change(u8),
    EraseLead,
    EraseVisitor,
}

fn deeds() -> impl Strategy<Value = Vec<(Deed, u64, u64)>> {
    let deed = prop_oneof![
        3 => Just(Deed::Talk),
        3 => Just(Deed::Reply),
        2 => Just(Deed::Capture),
        3 => Just(Deed::Add),
        6 => (0_usize..6).prop_map(Deed::Move),
        3 => Just(Deed::Merge),
        2 => Just(Deed::Unmerge),
        1 => Just(Deed::Forget),
        3 => any::<bool>().prop_map(Deed::Meet),
        3 => (0_u8..3).prop_map(Deed::Change),
        1 => Just(Deed::EraseLead),
        1 => Just(Deed::EraseVisitor),
    ];
    proptest::collection::vec((deed, 0_u64..100, 0_u64..100), 0..60)
}

struct Stage {
    store: MemoryConversations,
    /// The next id.
    next: u64,
}

impl Stage {
    fn new() -> Self {
        let calendar = Calendar::new(TimeZone::get("Europe/Lisbon").expect("a zone"));
        Self { store: MemoryConversations::by(calendar), next: 1 }
    }

    fn id(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    async fn write_lead(&self, lead: Lead, trace: LeadTrace, restored: Option<Restored>) {
        Leads::write(&self.store, LeadWrite { lead, trace, restored }).await.expect("written");
    }

    fn pick_lead(&self, which: u64) -> Option<Lead> {
        let leads = self.store.all_leads();
        (!leads.is_empty()).then(|| leads[which as usize % leads.len()].clone())
    }

    fn pick_talk(&self, which: u64) -> Option<Conversation> {
        let talks = self.store.all();
        (!talks.is_empty()).then(|| talks[which as usize % talks.len()].clone())
    }

    async fn exchange(&mut self, talk: Conversation, lead: Option<Lead>, when: u64) {
        let n = self.id();
        let messages = messages(n, &talk, when);
        let write = ConversationWrite { conversation: talk, messages, lead, trace: LeadTrace::default(), notices: vec![] };
        Conversations::write(&self.store, write).await.expect("written");
    }

    async fn act(&mut self, deed: Deed, which: u64, when: u64) {
        match deed {
            Deed::Talk => {
                let talk = talk(self.id(), when);
                self.exchange(talk, None, when).await;
            }
            Deed::Reply => {
                let Some(talk) = self.pick_talk(which) else { return };
                self.exchange(Conversation { revision: talk.revision + 1, page: page(when), ..talk }, None, when).await;
            }
            Deed::Capture => {
                let (n, id) = (self.id(), self.id());
                let talk = Conversation { lead_id: Some(LeadId::new(uuid(id))), ..talk(n, when) };
                let lead = Lead { conversation_ids: vec![talk.id.clone()], ..lead(id, when) };
                self.exchange(talk, Some(lead), when).await;
            }
            Deed::Add => {
                let lead = lead(self.id(), when);
                self.write_lead(lead, LeadTrace::default(), None).await;
            }
            Deed::Move(to) => {
                let Some(lead) = self.pick_lead(which) else { return };
                let line = line(self.id(), when, LeadStatus::ALL[to]);
                let next = Lead { status: LeadStatus::ALL[to], version: lead.version + 1, ..lead };
                self.write_lead(next, LeadTrace { events: vec![line], ..LeadTrace::default() }, None).await;
            }
            Deed::Merge => self.merge(which, when).await,
            Deed::Unmerge => self.unmerge(which, when).await,
            Deed::Forget => {
                let Some(lead) = self.pick_lead(which) else { return };
                let lines = Leads::events(&self.store, std::slice::from_ref(&lead.id), None, 1).await.expect("read");
                let forgets = Forgets { lines: lines.into_iter().map(|line| (lead.id.clone(), line.id)).collect(), ..Forgets::default() };
                let next = Lead { version: lead.version + 1, ..lead };
                self.write_lead(next, LeadTrace { forgets, ..LeadTrace::default() }, None).await;
            }
            Deed::Meet(is_hold) => self.meet(is_hold, which, when).await,
            Deed::Change(how) => self.change(how, which, when).await,
            Deed::EraseLead => {
                let Some(lead) = self.pick_lead(which) else { return };
                Leads::erase(&self.store, &[lead], vec![]).await.expect("erased");
            }
            Deed::EraseVisitor => {
                let Some(talk) = self.pick_talk(which) else { return };
                Conversations::erase(&self.store, &talk.visitor).await.expect("erased");
            }
        }
    }

    /// An hour of its own.
    fn hour(&mut self) -> Interval {
        Interval::lasting(at(0).saturating_add(jiff::SignedDuration::from_hours(1_000 + self.id() as i64)).expect("a time"), 30)
            .expect("time")
    }

    async fn meet(&mut self, is_hold: bool, which: u64, when: u64) {
        let (id, time, lead) = (self.id(), self.hour(), self.pick_lead(which));
        let wish = Wish {
            id: MeetingId::new(uuid(id)),
            time,
            occupied: time,
            visitor_zone: "UTC".into(),
            language: Language::En,
            attendee: Attendee { email: Email::parse("ana@example.com").ok(), ..Attendee::default() },
            title: TitleTemplate::default(),
            lead_id: lead.as_ref().map(|lead| lead.id.clone()),
            conversation_id: self.pick_talk(which).map(|talk| talk.id),
            channel: Channel::WhatsApp,
            home: if which.is_multiple_of(2) { CalendarHome::Local } else { CalendarHome::Google },
        };
        if is_hold {
            return self.write_meeting(wish.hold(at(when), Actor::Visitor), None).await;
        }
        let agreed = lead.map(|lead| {
            let line = line(self.id(), when, LeadStatus::MeetingScheduled);
            let lead = Lead { status: LeadStatus::MeetingScheduled, version: lead.version + 1, ..lead };
            LeadWrite { lead, trace: LeadTrace { events: vec![line], ..LeadTrace::default() }, restored: None }
        });
        self.write_meeting(wish.book(at(when), Actor::Visitor).expect("a booking"), agreed).await;
    }

    async fn change(&mut self, how: u8, which: u64, when: u64) {
        let all = self.meetings().all().await;
        if all.is_empty() {
            return;
        }
        let (meeting, time) = (&all[which as usize % all.len()], self.hour());
        let next = match how {
            0 => meeting.book(meeting.attendee.clone(), at(when), Actor::Visitor),
            1 => meeting.cancel(at(when), Actor::Visitor),
            _ => meeting.reschedule(time, time, at(when), Actor::Visitor),
        };
        if let Ok(next) = next {
            self.write_meeting(next, None).await;
        }
    }

    fn meetings(&self) -> MemoryMeetings {
        MemoryMeetings::beside(&self.store, &MemoryAudit::default())
    }

    async fn write_meeting(&self, meeting: Meeting, lead: Option<LeadWrite>) {
        self.meetings().write(MeetingWrite { lead, ..MeetingWrite::of(meeting, None) }).await.expect("written");
    }

    async fn merge(&mut self, which: u64, when: u64) {
        let (Some(one), Some(other)) = (self.pick_lead(which), self.pick_lead(which + 1)) else { return };
        if one.id == other.id {
            return;
        }
        let merged = merge(&one, &other, at(when));
        let record = MergeRecord { before: one, after: merged.clone(), absorbed: other, at: at(when) };
        let line = line(self.id(), when, merged.status);
        self.write_lead(merged, LeadTrace { absorbed: Some(record), events: vec![line], ..LeadTrace::default() }, None).await;
    }

    async fn unmerge(&mut self, which: u64, when: u64) {
        let Some(lead) = self.pick_lead(which) else { return };
        let Some(latest) = lead.absorbed.first() else { return };
        let Some(record) = Leads::merge_record(&self.store, latest).await.expect("read") else { return };
        let restored = Lead { version: record.absorbed.version + 1, ..record.absorbed.clone() };
        let apart = unmerge(&lead, &record, at(when));
        self.write_lead(apart, LeadTrace::default(), Some(Restored { lead: restored, keys: vec![] })).await;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn incremental_is_rebuilt(deeds in deeds()) {
        run(async {
            let mut stage = Stage::new();
            for (deed, which, when) in deeds {
                stage.act(deed, which, when).await;
            }
            let calendar = Calendar::new(TimeZone::get("Europe/Lisbon").expect("a zone"));
            let rebuilt = stage.store.rebuild(&calendar).await.expect("rebuilt");
            assert_eq!(rebuilt.wrong, 0, "{rebuilt:?}");
        });
    }
}

#[test]
fn a_rebuild_finds_what_is_wrong_and_leaves_what_was_kept() {
    run(async {
        let mut stage = Stage::new();
        stage.act(Deed::Talk, 0, 5).await;
        let kept: Tally = {
            let mut tally = Tally::default();
            tally.add(Key::Day(jiff::civil::date(2026, 10, 24)), Measure::Opens, 7);
            tally
        };
        stage.store.keep(&kept).await.expect("kept");
        // Somebody counted wrongly.
        stage
            .store
            .with(|state| {
                state.counted.facts.add(Key::Day(jiff::civil::date(2026, 10, 24)), Measure::Chats, 1);
                Ok(())
            })
            .await
            .expect("done");
        let calendar = Calendar::new(TimeZone::get("Europe/Lisbon").expect("a zone"));
        let first = stage.store.rebuild(&calendar).await.expect("rebuilt");
        assert_eq!((first.facts, first.wrong), (1, 1));
        assert_eq!(stage.store.rebuild(&calendar).await.map(|again| again.wrong), Ok(0));
        let range = Range::day(jiff::civil::date(2026, 10, 24));
        let days = Tallies::days(&stage.store, range).await.expect("read");
        let day = days.values().next().cloned().unwrap_or_default();
        assert_eq!((day.get(Measure::Opens), day.get(Measure::Chats)), (7, 1));
    });
}
